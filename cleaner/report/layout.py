"""The text of a document with its changes in place: long unchanged parts are cut, runs of removed lines are collapsed."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleaner.annotation import Kind
from cleaner.document import page_answer
from cleaner.failures import RuleFailure
from cleaner.report.change import Change, change_of
from cleaner.report.evidence import plain
from cleaner.report.scripts import RTL_LANGUAGES, tag_of
from cleaner.report.survey import Source, Survey, Tally, anchor, facts, key_of, plain_id

CONTEXT = 160
"""Code points of unchanged text that are shown on each side of a change."""
SLACK = 80
"""Fewer unchanged code points than this are shown instead of a gap."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a document on the page.

    Attributes:
        what: "text", "gap", "open", "close", "beside" (a change that crosses another), "run" or "end-run".
        text: the characters of a text.
        size: code points that a gap leaves out, or changes in a run.
        change: the change that a piece belongs to; for a text, the change that contains it.
        names: kinds of lines in a run, with their counts.
    """

    what: str
    text: str = ""
    size: int = 0
    change: Change | None = None
    names: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as the report shows it.

    Attributes:
        anchor: its HTML id.
        path, line, language: as in `Source`.
        pieces: its text with the changes in place.
        changes: in the order of the text.
        facts: facts about it from boilerplate.
        removed: code points that were removed.
        page, failures: as in `Source`.
    """

    anchor: str
    path: str
    line: int | None
    language: str | None
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]
    facts: tuple[tuple[str, str], ...]
    removed: int
    page: float | None = None
    failures: tuple[RuleFailure, ...] = ()

    @property
    def spared(self) -> bool:
        """Whether no line was removed as boilerplate because the text is not a scraped page."""
        if self.page is None or page_answer(self.page) != "no":
            return False
        return not any(change.annotation.applied and change.annotation.kind is Kind.BOILERPLATE for change in self.changes)

    @property
    def rtl(self) -> bool:
        """Whether its language is written from right to left."""
        return (self.language or "").split("-")[0].lower() in RTL_LANGUAGES

    @property
    def applied(self) -> int:
        """Number of its changes that are in the cleaned text."""
        return sum(change.annotation.applied for change in self.changes)


def view(source: Source, survey: Survey) -> DocumentView:
    """Lay a document out.

    Args:
        source: the document.
        survey: the finished survey of its folder.
    """
    language = tag_of(source.language)
    seen: Counter[str] = Counter()
    changes = []
    for annotation in source.annotations:
        key = plain_id(annotation.id) if survey.ids[annotation.id] == 1 else key_of(annotation, source)
        seen[key] += 1
        changes.append(change_of(annotation, key if seen[key] == 1 else f"{key}-{seen[key]}", language, survey))
    pieces = tuple(_pieces(source.original, changes))
    in_order = tuple(piece.change for piece in pieces if piece.what in ("open", "beside") and piece.change is not None)
    tally = Tally()
    for annotation in source.annotations:
        tally.count(annotation)
    return DocumentView(
        anchor(source),
        source.path,
        source.line,
        language,
        pieces,
        in_order,
        facts(source.annotations),
        tally.removed,
        source.page,
        source.failures,
    )


def _pieces(original: str, changes: Sequence[Change]) -> Iterator[Piece]:
    """The text with its changes: unchanged parts shortened, runs of removed lines grouped."""
    outer, inside, crossing = _nested(changes)
    held = _held(original, outer)
    at, waiting, until = 0, 0, 0
    for number, change in enumerate(outer):
        yield from _between(original, at, change.annotation.start, follows=bool(number), goes_on=True)
        at = change.annotation.end
        if number in held:
            until = held[number]
            yield Piece("run", size=until - number, names=_names(outer[number:until]))
        yield from _one(original, change, inside)
        while waiting < len(crossing) and crossing[waiting].annotation.start < at:
            yield Piece("beside", change=crossing[waiting])
            waiting += 1
        if number + 1 == until:
            yield Piece("end-run")
    yield from _between(original, at, len(original), follows=bool(outer), goes_on=False)


def _nested(changes: Sequence[Change]) -> tuple[list[Change], dict[str, list[Change]], list[Change]]:
    """Changes inside no other; changes inside another, by its key; and changes that cross the end of another.

    Applied changes are nested first; a proposal that overlaps one in part is shown next to it.
    """
    applied = sorted((each for each in changes if each.annotation.applied), key=lambda each: each.annotation.start)
    starts = [each.annotation.start for each in applied]

    def cuts(change: Change) -> bool:
        start, end = change.annotation.start, change.annotation.end
        near = applied[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]
        ends = (near[0].annotation, near[-1].annotation) if near else ()
        return any(each.start < start < each.end < end or start < each.start < end < each.end for each in ends)

    outer: list[Change] = []
    inside: dict[str, list[Change]] = {}
    crossing: list[Change] = []
    around: list[Change] = []
    for change in sorted(changes, key=lambda each: (each.annotation.start, -each.annotation.end, each.annotation.applied)):
        while around and around[-1].annotation.end <= change.annotation.start:
            around.pop()
        if not change.annotation.applied and cuts(change):
            crossing.append(change)
            continue
        if not around:
            outer.append(change)
        elif change.annotation.end <= around[-1].annotation.end:
            inside.setdefault(around[-1].key, []).append(change)
        else:
            crossing.append(change)
            continue
        around.append(change)
    return outer, inside, crossing


def _one(original: str, change: Change, inside: Mapping[str, list[Change]]) -> Iterator[Piece]:
    """A change with the changes inside it. Not recursive, because a hostile folder may nest them to any depth."""
    stack: list[tuple[Change, int, int]] = [(change, 0, change.annotation.start)]
    yield Piece("open", change=change)
    while stack:
        current, number, at = stack.pop()
        children = inside.get(current.key, ())
        if number < len(children):
            child = children[number]
            if child.annotation.start > at:
                yield Piece("text", original[at : child.annotation.start], change=current)
            stack.append((current, number + 1, child.annotation.end))
            stack.append((child, 0, child.annotation.start))
            yield Piece("open", change=child)
            continue
        if current.annotation.end > at:
            yield Piece("text", original[at : current.annotation.end], change=current)
        yield Piece("close", change=current)


def _between(original: str, start: int, end: int, *, follows: bool, goes_on: bool) -> Iterator[Piece]:
    """Unchanged text between two changes; the middle of a long one is left out."""
    if start >= end:
        return
    left = CONTEXT if follows else 0
    right = CONTEXT if goes_on else 0
    if end - start <= left + right + SLACK:
        yield Piece("text", original[start:end])
        return
    stop = _break(original, start + left, start) if left else start
    resume = _break(original, end - right, stop) if right else end
    if stop > start:
        yield Piece("text", original[start:stop])
    yield Piece("gap", size=resume - stop)
    if end > resume:
        yield Piece("text", original[resume:end])


def _break(text: str, at: int, least: int) -> int:
    """An offset at or shortly before `at` where a text may be cut: after whitespace, or else between grapheme clusters."""
    for place in range(at, max(least, at - 24), -1):
        if text[place - 1].isspace():
            return place
    while (
        at > least and at < len(text) and (unicodedata.combining(text[at]) or text[at] in "\u200d\ufe0e\ufe0f" or text[at - 1] == "\u200d")
    ):
        at -= 1
    return at


def _held(original: str, outer: Sequence[Change]) -> dict[int, int]:
    """Runs of removed lines: index of the first change, and one past the last."""
    held: dict[int, int] = {}
    first = None
    for number, (one, other) in enumerate(pairwise(outer)):
        gap = original[one.annotation.end : other.annotation.start]
        if _is_line(original, one) and _is_line(original, other) and len(gap) < SLACK and not gap.strip():
            first = number if first is None else first
            held[first] = number + 2
        else:
            first = None
    return held


def _is_line(original: str, change: Change) -> bool:
    """Whether a change removes one or more whole lines."""
    start, end = change.annotation.start, change.annotation.end
    if not change.removes or change.answer in ("wrong", "leave"):
        return False
    at_start = start == 0 or original[start - 1] in "\r\n" or original[start] in "\r\n"
    return at_start and (end == len(original) or original[end - 1] in "\r\n" or original[end] in "\r\n")


def _names(changes: Iterable[Change]) -> tuple[tuple[str, int], ...]:
    """Kinds of the lines of a run, with their counts."""
    named = Counter(plain(each.annotation.evidence.get("what")) or each.annotation.rule for each in changes)
    return tuple(named.items())
