r"""Text read in the wrong encoding: "â€™" for "’", "ÖÐÎÄ" for "中文", "鈥檛" for "’t", "Áåñïå÷íûé" for
"Беспечный".

Why: a decoder used the wrong encoding; no later tool can read such a line.
How: a line with words of no language is encoded in each encoding that it may have been read in, and
decoded in each that its bytes may be in, up to four mistakes deep. The most fluent text wins if its
fluency cannot be chance. A mistake that is proven in one line needs less proof in the other lines
of the text. ftfy takes part for UTF-8 with lost bytes.
Only proposed: what is likely and not proven. Only reported, and protected from every other rule:
lines with control characters that are fluent in no encoding, halves of characters, and characters
that were lost (U+FFFD, "锟斤拷").
Left alone: code, addresses, and lines about encodings.
Source: WHATWG Encoding Standard; ftfy 6.3 (`badness`, `fix_encoding`); the measurement in
`fluency.md`.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from cleaner.annotation import Kind, Safety, Severity
from cleaner.document import Finding
from cleaner.patterns import regex
from cleaner.repair.mojibake.charsets import name_of
from cleaner.repair.mojibake.edits import edits_of
from cleaner.repair.mojibake.suspects import suspect_lines
from cleaner.repair.mojibake.trust import MAX_STRANGENESS, MIN_KNOWN, is_likely, is_sure
from cleaner.repair.mojibake.verdict import CONTROLS, FTFY, Chain, Verdict, best_verdicts, verdict_by_chain
from cleaner.repair.view import RepairView
from cleaner.rule import Case, Rule
from cleaner.scan import Scan
from cleaner.spans import Spans

MAX_PIECE = 4096
"""Code points that are repaired together; longer lines are cut, which keeps time linear."""
MIN_LINES = 2
"""Line feeds of a text with lines that may be code without markup: fewer lines are too little
evidence."""
MAX_SHOWN = 40
"""Code points of a repair in a message."""
ABOUT = regex(
    r"""mojibake|ftfy|\b(?:(?:character|text|wrong|file)[ ](?:en|de)cod|(?:en|de)coding[ ](?:error|problem|issue|bug)|(?:en|de)coded?[ ](?:as|in|with)\b)
    |\b(?:codec|charset|code[ ]?page|utf-?(?:8|16)|latin-?1|iso-?8859|windows-125|cp-?125|koi8|gbk|gb[ ]?18030|shift.?jis)
    |乱码|亂碼|编码|編碼|文字化け|кодиров|кракозябр""",
    re.IGNORECASE | re.VERBOSE,
)
"""A line about encodings may show damage on purpose."""
BEYOND_LINE = regex(r"^[\x00-\x09\x0b-\x7f]*+[^\x00-\x7f][^\n]*", re.MULTILINE)
"""A line with something beyond ASCII."""
KUN = regex("(?:锟斤拷|锟斤)+")
LOST = regex("(?:锟斤拷|锟斤|\N{REPLACEMENT CHARACTER})+")
"""Characters that could not be decoded: U+FFFD, and its UTF-8 bytes read as GBK."""
_CONTROLS, _BEYOND = "\x80-\x84\x86-\x9f", "\xa1-\xac\xae-\uffff"
HALVES = regex(
    f"[\xc2-\xf4][^\\s{_CONTROLS}\xad]?[{_CONTROLS}]+|[\xc2-\xdf]\xad|[\xe0-\xf4]\xad(?![^\\W\\d_])"
    f"|(?<![{_CONTROLS}])[{_CONTROLS}]++[{_BEYOND}]+|(?<=[{_BEYOND}])[{_CONTROLS}]+|[\u0192\u201a][\x80-\x9f\xad]"
    "|(?<=[a-z\xdf-\xff])[\xc2-\xde](?=[a-z\xdf-\xff])"
)
"""Parts of a character that was decoded byte by byte: a control character next to letters, a soft
hyphen after the first byte of a UTF-8 character, or such a byte inside a word."""
HALF = regex("[\x80-\x9f\xad\xc2-\xde]")
"""A character that every match of `HALVES` has; no match goes beyond a line."""


TOGETHER = 16
"""Suspect lines whose readings are measured at once: with more, a text with a known mistake, which needs one reading a line, would pay for
readings that nobody asks for."""
MAX_KEPT = 2048
"""Verdicts that are kept: lines recur, in the next pass at the latest."""
_kept: dict[str, Verdict | None] = {}


def find(view: RepairView) -> Iterator[Finding]:
    text = view.text
    suspects = view.suspects if view.suspects is not None else suspect_lines(Scan([text]))[0]
    known: dict[Chain, int] = {}
    lines: list[_Line] = []
    pieces = [piece for line in suspects for piece in _pieces(text, *line)]
    for number, (start, end) in enumerate(pieces):
        # a known mistake is tried first, line by line; until then some lines are measured at once
        if not known and number % TOGETHER == 0:
            following = (text[slice(*piece)] for piece in pieces[number : number + TOGETHER])
            _keep(list(dict.fromkeys(line for line in following if line not in _kept and not line.isascii())))
        verdict = _verdict(text[start:end], known)
        if verdict is not None and is_sure(text[start:end], verdict):
            known[verdict.chain] = known.get(verdict.chain, 0) + 1
        lines.append(_Line(start, text[start:end], verdict))
    if known:
        lines = sorted([*lines, *_unsuspected(text, suspects)])
    named: list[tuple[int, int]] = []
    for found in _outside_code(view, [made for line in lines if (made := _repair(line, known)) is not None]):
        named.append((found.start, found.end))
        yield found
    yield from _lost(text, Spans(named))


class _Line(NamedTuple):
    """A line, or a piece of one, with its start and its verdict."""

    start: int
    text: str
    verdict: Verdict | None


class _Repair(NamedTuple):
    """A line with its verdict, its edits, and how far they may be trusted."""

    line: _Line
    verdict: Verdict
    edits: list[tuple[int, int, str]]
    safety: Safety


def _unsuspected(text: str, suspects: list[tuple[int, int]]) -> Iterator[_Line]:
    """The other lines with characters beyond ASCII, which may have a proven mistake, too."""
    at = 0
    for match in BEYOND_LINE.finditer(text):
        while at < len(suspects) and suspects[at][1] < match.end():
            at += 1
        if at == len(suspects) or suspects[at][0] > match.start():
            yield from (_Line(start, text[start:end], None) for start, end in _pieces(text, *match.span()))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line without lost characters, in pieces of limited length."""
    for match in KUN.finditer(text, start, end):
        yield from _cut(text, start, match.start())
        start = match.end()
    yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_PIECE:
        space = text.rfind(" ", start + MAX_PIECE // 2, start + MAX_PIECE)
        # without a space, at a multiple of 2, 3 and 4, the bytes of a character
        cut = space + 1 if space >= 0 else start + MAX_PIECE // 12 * 12
        yield start, cut
        start = cut
    if end > start:
        yield start, end


_verdict_by_chain = lru_cache(maxsize=MAX_KEPT)(verdict_by_chain)


def _verdict(line: str, known: dict[Chain, int]) -> Verdict | None:
    """The verdict on a line; the most common mistake of its text is tried first, which is quick."""
    if line.isascii():
        return None
    if known:
        usual = max(known, key=known.__getitem__)
        verdict = _verdict_by_chain(line, usual)
        if verdict is not None and verdict.chain == usual and not verdict.lost and is_sure(line, verdict):
            return verdict
    with suppress(KeyError):
        return _kept[line]
    return _keep([line])[0]


def _keep(lines: list[str]) -> list[Verdict | None]:
    """The verdicts on some lines, which are kept."""
    made = best_verdicts(lines)
    _kept.update(zip(lines, made, strict=True))
    # the oldest go: those of this pass are asked for in the next one
    for line in list(islice(_kept, max(0, len(_kept) - MAX_KEPT))):
        del _kept[line]
    return made


def _repair(line: _Line, known: dict[Chain, int]) -> _Repair | None:
    """The repair of a line, with the mistakes that other lines prove."""
    verdict = line.verdict
    if ABOUT.search(line.text):
        return None
    if verdict is not None and is_sure(line.text, verdict):
        return _Repair(line, verdict, list(edits_of(line.text, verdict)), Safety.SAFE)
    for chain in known:
        same = verdict if verdict is not None and verdict.chain == chain else _verdict_by_chain(line.text, chain)
        if same is not None and same.chain == chain and same.evidence >= MIN_KNOWN and same.strangeness <= MAX_STRANGENESS:
            return _Repair(line, same, list(edits_of(line.text, same)), Safety.SAFE)
    if verdict is None or verdict.evidence < MIN_KNOWN:
        return None
    if is_likely(line.text, verdict):
        return _Repair(line, verdict, list(edits_of(line.text, verdict)), Safety.REVIEW)
    # control characters show unknown damage; halves of characters are reported one by one
    damaged = CONTROLS.search(line.text) and not HALVES.search(line.text)
    return _Repair(line, verdict, list(edits_of(line.text, verdict)), Safety.NOTE) if damaged else None


def _outside_code(view: RepairView, repairs: list[_Repair]) -> Iterator[Finding]:
    """The findings of the repairs that change no code or markup of the repaired text.

    Code is identified in the repaired text, because damage looks like code.
    """
    parts: list[str] = []
    at = 0
    for repair in repairs:
        for start, end, right in repair.edits:
            parts += view.text[at : repair.line.start + start], right
            at = repair.line.start + end
    if not repairs:
        return
    repaired = RepairView("".join(parts) + view.text[at:], view.given_format)
    shift = 0
    for repair in repairs:
        marked = in_code = False
        for start, end, right in repair.edits:
            place = repair.line.start + start + shift
            span = place, place + max(1, len(right))
            marked = marked or repaired.is_marked(*span)
            in_code = in_code or repaired.is_protected(*span)
            shift += len(right) - (end - start)
        # one or two lines are too few to identify code without markup
        if not marked and not (in_code and repaired.text.count("\n") >= MIN_LINES):
            yield from _findings(repair)


def _findings(repair: _Repair) -> Iterator[Finding]:
    """The findings of a line."""
    verdict, line = repair.verdict, repair.line
    damage = damage_of(verdict.chain)
    if repair.safety is Safety.NOTE:
        start, end = line.start + repair.edits[0][0], line.start + repair.edits[-1][1]
        yield RULE.finding(
            start, end, f"this may be {damage}, and no reading of it is likely enough to be proposed", safety=Safety.NOTE, confidence=0.5
        )
        return
    lost = f"; {verdict.lost} bytes near it were lost" if verdict.lost else ""
    for at, end, right in repair.edits:
        wrong = line.text[at:end]
        shown = f"“{_short(wrong)}” is “{_short(right)}”" if right.strip() else f"“{_short(wrong)}” is a blank"
        yield RULE.finding(
            line.start + at,
            line.start + end,
            f"{damage}: {shown}{lost}",
            replacement=right,
            safety=repair.safety,
            confidence=None if repair.safety is Safety.SAFE else 0.7,
            evidence={
                "steps": [{"read_as": wrong_, "is": right_} for wrong_, right_ in verdict.chain],
                "nats": round(verdict.evidence, 1),
                **({"lost_bytes": verdict.lost} if verdict.lost else {}),
            },
        )


def damage_of(chain: Chain) -> str:
    """The description of a chain of mistakes in messages."""
    steps: list[str] = []
    for wrong, right in reversed(chain):
        step = "UTF-8 read as a Western encoding" if wrong == FTFY else f"{name_of(right)} read as {name_of(wrong)}"
        if steps and steps[-1] == step:
            steps[-1] += ", twice"
        else:
            steps.append(step)
    return ", then ".join(steps)


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def _lost(text: str, named: Spans) -> Iterator[Finding]:
    """Characters that are lost, or half lost."""
    lost = LOST.finditer(text) if "\N{REPLACEMENT CHARACTER}" in text or "锟斤" in text else ()
    for start, end in (match.span() for match in lost if not named.touch(*match.span())):
        yield RULE.finding(
            start,
            end,
            "here characters were lost when the text was decoded; only its source has them",
            safety=Safety.NOTE,
            evidence={"count": end - start},
        )
    for start, end in (match.span() for match in _halves(text) if not named.touch(*match.span())):
        yield RULE.finding(
            start,
            end,
            "these are bytes of a character that was decoded in the wrong encoding and lost its other bytes",
            safety=Safety.NOTE,
        )


def _halves(text: str) -> Iterator[re.Match[str]]:
    """The matches of `HALVES`, which takes long, in the lines that may have one."""
    at = 0
    while (sign := HALF.search(text, at)) is not None:
        at = text.find("\n", sign.start())
        at = at if at >= 0 else len(text)
        yield from HALVES.finditer(text, text.rfind("\n", 0, sign.start()) + 1, at)


RULE: Rule[RepairView] = Rule(
    "mojibake",
    Kind.ENCODING,
    find,
    safety=Safety.SAFE,
    severity=Severity.MAJOR,
    confidence=0.98,
    shields=True,
    cases=(
        "the ministry⟦â€™|’⟧s report on ⟦cafÃ©s|cafés⟧",
        "⟦ä¸\xadå›½|中国⟧",
        "⟦ÖÐÎÄ²âÊÔ|中文测试⟧ page",
        "the ⟦user鈥檚|user’s⟧ own image",
        "“curly” quotes—and dashes… in café São Paulo",
        "ÀÁÂÃÄÅÆÇÈÉ",
        "ÁÉÍÓÚÇ, ÆØÅæøå, ÖÄÜöäü, ÀÉÈÙ and ÉÈÊË are letters",
        Case("⟦ÐŸÑ€Ð¸Ð²ÐµÑ‚|Привет⟧ мир", target="ru"),
        "Ärzte und Öffentlichkeit, naïve façade",
        "中文，全角标点。",
        "Привет, мир! Ελληνικά",
        "the sign of mojibake is â€™ in place of an apostrophe",
    ),
)
