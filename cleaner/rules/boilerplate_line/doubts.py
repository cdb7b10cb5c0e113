"""Reasons to doubt a line that the phrase tables know: the kind of its text, and the lines around
it.

Manuals, glossaries, credits and articles about web pages use the words of boilerplate, too. A
doubted line is proposed, not removed.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from cleaner.patterns import regex
from cleaner.rules.lines import Verdict
from cleaner.rules.view import View

SENTENCE_END = regex(r"[.!?…。！？।۔؟][\"'”’»)）」』]*\s*$")
PARAGRAPH = 60
"""Code points of the shortest paragraph, a line with an end mark; a CJK letter counts as three."""
RECORD = regex(
    r"\W{0,3}[^\W_][^\s:：=→\t|]*(?: (?![-–—/] )[^\s:：=→\t|]+){0,3}"
    r"(?:(?:\s*(?:(?<!\d)[:：]|[:：](?!\d)|[=→\t|])|\s[-–—/]\s)\s*\S|[ .]+\d+$)"
)
"""A name of up to four words, a sign and a value: a line of a glossary, form, credits or
metadata."""
MIN_RECORDS, MAX_RECORD_SHARE = 3, 0.3
"""A text with so many records, and a larger share of its lines, is a list of records."""
MAX_SHORT = 2
"""Paragraphs of a short article."""
MAX_LOOSE = 3
"""Lines for each paragraph of a short article that are neither paragraphs nor known; more are a
list."""
MAX_KNOWN = 8
"""Known lines for each paragraph of a short article; more are a list of phrases."""
MAX_OTHER_KINDS = 2
"""A text with more kinds of boilerplate and a dated byline is a page, however short: lists, forms
and glossaries have no dated byline."""
ANNOUNCED = regex(r"[:：]\s*$")
SPOKEN = regex(r"[?？؟!！.。]\s*$")
NEVER_SPOKEN = frozenset({"byline", "copyright notice", "licence or registration line"})
QUOTED = regex(r"\s*[\"“‘«„「『].*[\"”’»“」』]\s*$")
TOPICS = frozenset(
    """
    account prompt,comment prompt,cookie notice,copyright notice,feedback prompt,navigation,newsletter prompt,related links,section name
    """.strip().split(",")
)
"""Kinds with lines that often name a subject: above a paragraph, such a line may be its heading."""
SENTENCE = "a sentence of the story"
AMONG_OTHERS, IN_QUOTES, ON_TOPIC = "a value among others", "quoted", "on what the text is about"
FIRM = frozenset({AMONG_OTHERS, IN_QUOTES, ON_TOPIC})
"""Doubts that no score overrules."""
MIN_UNDOUBTED = 3
"""So many lines without a doubt make a text a page."""
TOPIC_WORD = regex(r"[^\W\d_]{6}")
LONG = 30
"""Code points of the shortest line that shows what a text is about."""


def doubts(view: View, verdicts: Mapping[int, Verdict], weak: Mapping[int, str], thin: Collection[int]) -> dict[int, str]:
    """The doubted lines, each with the reason.

    Args:
        view: the text.
        verdicts: the lines that are boilerplate by the phrase tables.
        weak: the lines that are boilerplate only next to others.
        thin: those of `verdicts` with only a known beginning.
    """
    written = _written(view.lines)
    whole = _kind(view, verdicts, weak, written)
    if whole is not None:
        return dict.fromkeys(verdicts, whole)
    firm = dict(_firm(view, verdicts, thin, written))
    soft = dict(_soft(view, verdicts, weak, thin, written))
    others = verdicts.keys() - firm.keys() - soft.keys()
    if len(others) >= MIN_UNDOUBTED:
        return firm
    if others:
        soft = {number: doubt for number, doubt in soft.items() if doubt != SENTENCE}
    return {**soft, **firm}


def _written(lines: Sequence[str]) -> list[int]:
    return [number for number, line in enumerate(lines) if line and not line.isspace()]


def _kind(view: View, verdicts: Mapping[int, Verdict], weak: Mapping[int, str], written: Sequence[int]) -> str | None:
    """What the text is instead of a page with an article; None if it is one."""
    kinds = {verdict.what for verdict in verdicts.values()} | set(weak.values())
    if len(kinds) > MAX_OTHER_KINDS and any("date" in verdict.evidence for verdict in verdicts.values()):
        return None
    lines = view.lines
    rest = [number for number in written if number not in verdicts]
    others = [number for number in written if number not in verdicts or verdicts[number].what != "byline"]
    records = sum(1 for number in others if RECORD.match(lines[number]))
    if records >= MIN_RECORDS and records > MAX_RECORD_SHARE * len(others):
        return "a list of names and values"
    paragraphs = sum(1 for number in rest if _is_paragraph(view, number))
    if paragraphs <= MAX_SHORT and len(rest) - paragraphs > MAX_LOOSE * paragraphs:
        return "a list"
    return "a list of phrases" if len(verdicts) > MAX_KNOWN * max(1, paragraphs) and paragraphs <= MAX_SHORT else None


def _is_paragraph(view: View, number: int) -> bool:
    line = view.lines[number]
    return len(line) + 2 * view.cjk_letters[number] >= PARAGRAPH and SENTENCE_END.search(line) is not None


def _firm(view: View, verdicts: Mapping[int, Verdict], thin: Collection[int], written: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Doubts in any text: values among others, quotations, lines on the text's subject."""
    lines = view.lines
    among = False
    for order in (1, -1):
        for number in sorted(verdicts, reverse=order < 0):
            neighbour = number - order
            byline = verdicts[number].what == "byline"
            among = byline and (_is_other_record(lines, neighbour, verdicts) or (among and neighbour in verdicts))
            if among:
                yield number, AMONG_OTHERS
            elif QUOTED.match(lines[number]):
                yield number, IN_QUOTES
    if thin:
        about = "\n".join(line for number in written if number not in verdicts and len(line := lines[number]) >= LONG).lower()
        for number in thin:
            if any(word in about for word in TOPIC_WORD.findall(lines[number].lower()[:LONG])):
                yield number, ON_TOPIC


def _is_other_record(lines: Sequence[str], number: int, verdicts: Collection[int]) -> bool:
    return 0 <= number < len(lines) and number not in verdicts and RECORD.match(lines[number]) is not None


def _soft(
    view: View, verdicts: Mapping[int, Verdict], weak: Collection[int], thin: Collection[int], written: Sequence[int]
) -> Iterator[tuple[int, str]]:
    """Doubts without other boilerplate: announced lines, questions, headings, sentences."""
    announced = False
    for run, after in _runs(verdicts, weak, written):
        before = written[run[0] - 1] if run[0] else -1
        announced = before >= 0 and ANNOUNCED.search(view.lines[before]) is not None
        numbers = [written[at] for at in run]
        own = [number for number in numbers if number in verdicts]
        if announced:
            yield from ((number, "announced as a list") for number in own)
        elif all(number in thin or (verdicts[number].what in TOPICS and len(view.lines[number]) < LONG) for number in own):
            if after >= 0 and (len(run) == 1 > run[0] or _is_paragraph(view, after)):
                yield from ((number, "a heading") for number in own if number not in thin)
            if after >= 0 or len(own) > 1:
                yield from ((number, SENTENCE) for number in own if number in thin)
        elif len(run) == 1 and verdicts[numbers[0]].what not in NEVER_SPOKEN:
            line = view.lines[numbers[0]]
            if len(line) < LONG and SPOKEN.search(line):
                yield numbers[0], "spoken"


def _runs(verdicts: Collection[int], weak: Collection[int], written: Sequence[int]) -> Iterator[tuple[range, int]]:
    """Runs of known lines as indices of `written`, each with the line after it or -1."""
    start = 0
    while start < len(written):
        end = start
        while end < len(written) and (written[end] in verdicts or written[end] in weak):
            end += 1
        if any(written[at] in verdicts for at in range(start, end)):
            yield range(start, end), written[end] if end < len(written) else -1
        start = end + 1
