"""What speaks against a line that the phrase tables know: the kind of text it stands in, and the lines around it.

Boilerplate has the words of manuals, glossaries, licences, credits and articles about pages, too. There a line is proposed, or
left alone where the text is code or markup.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from cleaner.rules.lines import Verdict
from cleaner.rules.view import View

SENTENCE_END = re.compile(r"[.!?…。！？।۔؟][\"'”’»)）」』]*\s*$")
PARAGRAPH = 60
"""Code points from which on a line with an end mark is a paragraph of a story; a CJK letter counts as three."""
RECORD = re.compile(
    r"\W{0,3}[^\W_][^\s:：=→\t|]*(?: (?![-–—/] )[^\s:：=→\t|]+){0,3}"
    r"(?:(?:\s*(?:(?<!\d)[:：]|[:：](?!\d)|[=→\t|])|\s[-–—/]\s)\s*\S|[ .]+\d+$)"
)
"""A name of up to four words, a sign, and what it stands for: a line of a glossary, a form, credits, metadata; or a name and a number."""
MOST_RECORDS = 0.3
FEWEST_RECORDS = 3
"""More records than this, as a share of the lines and in all, make a text a list of them."""
MOST_LOOSE = 3
"""Lines that are neither paragraphs nor known a paragraph of a short text, in a text that has a story."""
SHORT_STORY = 2
"""Paragraphs of a short text."""
MOST_KNOWN = 8
"""Known lines a paragraph, in a text that has a story."""
OTHER_KINDS = 2
"""Kinds of boilerplate beside a byline with its date that make a text a page, however short the article: lists, forms and glossaries have no such line."""
ANNOUNCED = re.compile(r"[:：]\s*$")
SPOKEN = re.compile(r"[?？؟!！.。]\s*$")
NEVER_SPOKEN = frozenset({"byline", "copyright notice", "licence or registration line"})
QUOTED = re.compile(r"\s*[\"“‘«„「『].*[\"”’»“」』]\s*$")
TOPICS = frozenset(
    """
    account prompt,comment prompt,cookie notice,copyright notice,feedback prompt,navigation,newsletter prompt,related links,section name
    """.strip().split(",")
)
"""Kinds whose lines are often words for a subject: above a paragraph, such a line may be its heading."""
SENTENCE = "a sentence of the story"
AMONG_OTHERS, IN_QUOTES, ON_TOPIC = "a value among others", "quoted", "on what the text is about"
FIRM = frozenset({AMONG_OTHERS, IN_QUOTES, ON_TOPIC})
"""Doubts that no score overrules."""
ENOUGH = 3
"""Lines that nothing speaks against that make a text a page."""
TOPIC_WORD = re.compile(r"[^\W\d_]{6}")
LONG = 30
"""Code points from which on a line says what a text is about."""


def doubts(view: View, judged: Mapping[int, Verdict], weak: Mapping[int, str], thin: Collection[int]) -> dict[int, str]:
    """Which lines only may be boilerplate, each with what speaks against it.

    Args:
        view: the text.
        judged: the lines that the phrase tables condemn.
        weak: the lines that they know and do not condemn.
        thin: those condemned of which only the beginning is known.
    """
    written = _written(view.lines)
    whole = _kind(view, judged, weak, written)
    if whole is not None:
        return dict.fromkeys(judged, whole)
    firm = dict(_firm(view, judged, thin, written))
    soft = dict(_soft(view, judged, weak, thin, written))
    others = judged.keys() - firm.keys() - soft.keys()
    if len(others) >= ENOUGH:
        return firm
    if others:
        soft = {number: doubt for number, doubt in soft.items() if doubt != SENTENCE}
    return {**soft, **firm}


def _written(lines: Sequence[str]) -> list[int]:
    return [number for number, line in enumerate(lines) if line and not line.isspace()]


def _kind(view: View, judged: Mapping[int, Verdict], weak: Mapping[int, str], written: Sequence[int]) -> str | None:
    """What the text is instead of a page with a story."""
    kinds = {judgement.what for judgement in judged.values()} | set(weak.values())
    if len(kinds) > OTHER_KINDS and any("date" in judgement.evidence for judgement in judged.values()):
        return None
    lines = view.lines
    rest = [number for number in written if number not in judged]
    others = [number for number in written if number not in judged or judged[number].what != "byline"]
    records = sum(1 for number in others if RECORD.match(lines[number]))
    if records >= FEWEST_RECORDS and records > MOST_RECORDS * len(others):
        return "a list of names and values"
    paragraphs = sum(1 for number in rest if _is_paragraph(view, number))
    if paragraphs <= SHORT_STORY and len(rest) - paragraphs > MOST_LOOSE * paragraphs:
        return "a list"
    return "a list of phrases" if len(judged) > MOST_KNOWN * max(1, paragraphs) and paragraphs <= SHORT_STORY else None


def _is_paragraph(view: View, number: int) -> bool:
    line = view.lines[number]
    return len(line) + 2 * view.cjk_letters[number] >= PARAGRAPH and SENTENCE_END.search(line) is not None


def _firm(view: View, judged: Mapping[int, Verdict], thin: Collection[int], written: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Values among others, quotations, and sentences on what the text is about: whatever else the page holds."""
    lines = view.lines
    among = False
    for order in (1, -1):
        for number in sorted(judged, reverse=order < 0):
            beside = number - order
            byline = judged[number].what == "byline"
            among = byline and (_is_other_record(lines, beside, judged) or (among and beside in judged))
            if among:
                yield number, AMONG_OTHERS
            elif QUOTED.match(lines[number]):
                yield number, IN_QUOTES
    if thin:
        about = "\n".join(line for number in written if number not in judged and len(line := lines[number]) >= LONG).lower()
        for number in thin:
            if any(word in about for word in TOPIC_WORD.findall(lines[number].lower()[:LONG])):
                yield number, ON_TOPIC


def _is_other_record(lines: Sequence[str], number: int, judged: Collection[int]) -> bool:
    return 0 <= number < len(lines) and number not in judged and RECORD.match(lines[number]) is not None


def _soft(
    view: View, judged: Mapping[int, Verdict], weak: Collection[int], thin: Collection[int], written: Sequence[int]
) -> Iterator[tuple[int, str]]:
    """Lines that a colon announces, questions, headings and sentences, in a text that has no other boilerplate."""
    announced = False
    for run, after in _runs(judged, weak, written):
        before = written[run[0] - 1] if run[0] else -1
        announced = before >= 0 and ANNOUNCED.search(view.lines[before]) is not None
        numbers = [written[at] for at in run]
        condemned = [number for number in numbers if number in judged]
        if announced:
            yield from ((number, "announced as a list") for number in condemned)
        elif all(number in thin or _names_topic(view, judged, number) for number in condemned):
            if after >= 0 and (len(run) == 1 > run[0] or _is_paragraph(view, after)):
                yield from ((number, "a heading") for number in condemned if number not in thin)
            if after >= 0 or len(condemned) > 1:
                yield from ((number, SENTENCE) for number in condemned if number in thin)
        elif len(run) == 1 and _is_spoken(view.lines[numbers[0]]) and judged[numbers[0]].what not in NEVER_SPOKEN:
            yield numbers[0], "spoken"


def _is_spoken(line: str) -> bool:
    return len(line) < LONG and SPOKEN.search(line) is not None


def _names_topic(view: View, judged: Mapping[int, Verdict], number: int) -> bool:
    return judged[number].what in TOPICS and len(view.lines[number]) < LONG


def _runs(judged: Collection[int], weak: Collection[int], written: Sequence[int]) -> Iterator[tuple[range, int]]:
    """Runs of known lines with a condemned one among them, as places in `written`, each with the number of the line after it or -1."""
    start = 0
    while start < len(written):
        end = start
        while end < len(written) and (written[end] in judged or written[end] in weak):
            end += 1
        if any(written[at] in judged for at in range(start, end)):
            yield range(start, end), written[end] if end < len(written) else -1
        start = end + 1
