r"""The line ends of a text: rules read and write line feeds, and the text keeps its own line ends.

`LineEnds` gives the text with a line feed for every "\r\n" and "\r". `in_own_ends` and
`in_line_feeds` convert the document of that text to one of the original text, with its offsets.
They are not needed for texts without a carriage return.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cleaner.annotation import Annotation
from cleaner.document import Document, Finding, rebuilt
from cleaner.patterns import regex

CRLF, CR, LF = "\r\n", "\r", "\n"
NEWLINE = regex("\r\n|\r|\n")
_PAIR = regex("\r\n")


def with_line_feeds(text: str) -> str:
    r"""A text with a line feed for every "\r\n" and "\r"."""
    return text.replace(CRLF, LF).replace(CR, LF) if CR in text else text


class LineEnds:
    """The line ends of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = with_line_feeds(text)
        pairs = text.count(CRLF)
        self.counts = {CRLF: pairs, LF: text.count(LF) - pairs, CR: text.count(CR) - pairs}

    @property
    def dominant(self) -> str:
        """The most common line end, used in replacements."""
        return max(self.counts, key=lambda end: self.counts[end])

    @property
    def mixed(self) -> bool:
        """Whether the text has several kinds of line ends."""
        return sum(map(bool, self.counts.values())) > 1

    @cached_property
    def _pairs(self) -> npt.NDArray[np.int64]:
        """Offsets in `plain` of the line feeds that were two characters."""
        at = np.fromiter((match.start() for match in _PAIR.finditer(self.text)), dtype=np.int64, count=self.counts[CRLF])
        return at - np.arange(len(at))

    def places(self, offsets: Sequence[int]) -> list[int]:
        r"""Offsets in the text for offsets in `plain`; none is inside a "\r\n"."""
        plain = np.array(offsets, dtype=np.int64)
        found: list[int] = (plain + np.searchsorted(self._pairs, plain, side="left")).tolist()
        return found

    def others(self, outside: Sequence[Annotation]) -> Iterator[tuple[int, int]]:
        """Spans of the line ends that are not the most common kind, outside sorted annotations."""
        at = 0
        dominant = self.dominant
        for match in NEWLINE.finditer(self.text):
            if match[0] == dominant:
                continue
            while at < len(outside) and outside[at].end <= match.start():
                at += 1
            if at == len(outside) or match.end() <= outside[at].start:
                yield match.span()


def in_own_ends(document: Document, ends: LineEnds) -> Document:
    """The document of the original text, from that of the text with line feeds; lines keep their
    ends.

    Args:
        document: of `ends.plain`.
        ends: the line ends of the text; replacements get the most common one.
    """
    made = _placed(document.annotations, ends, ends.dominant)
    if ends.counts[CR] and ends.mixed:
        made = _apart(ends.text, made)
    converted = rebuilt(document, ends.text, made)
    return _with_evidence(converted, LineEnds(converted.text))


def in_line_feeds(document: Document, ends: LineEnds, conversion: Finding) -> Document:
    """The document of the original text, from that of the text with line feeds, which its lines
    get.

    Args:
        document: of `ends.plain`.
        ends: the line ends of the text.
        conversion: the finding for converted line ends; one for all between two other findings, so
            that there are few even in long texts.
    """
    made = _placed(document.annotations, ends, LF)
    return rebuilt(
        document, ends.text, made, [(replace(conversion, start=a, end=b, replacement=c), True) for a, b, c in _runs(ends.text, made)]
    )


def _placed(annotations: Sequence[Annotation], ends: LineEnds, own: str) -> list[Annotation]:
    """Annotations in the original text, with its line end in their replacements."""
    starts, stops = ends.places([each.start for each in annotations]), ends.places([each.end for each in annotations])
    return [
        replace(each, start=start, end=stop, replacement=None if each.replacement is None else NEWLINE.sub(own, each.replacement))
        for each, start, stop in zip(annotations, starts, stops, strict=True)
    ]


def _apart(text: str, annotations: list[Annotation]) -> list[Annotation]:
    r"""Annotations that never put a single "\r" before a "\n", which would join two line ends."""
    made = list(annotations)
    applied = [index for index, each in enumerate(annotations) if each.applied]
    following, after = len(text), ""
    for order in range(len(applied) - 1, -1, -1):
        each = annotations[applied[order]]
        start, replacement = each.start, each.replacement or ""
        if each.end < following:
            after = text[each.end]
        if replacement.endswith(CR) and after == LF:
            replacement += LF
        if replacement:
            after = replacement[0]
        if after == LF and start > (annotations[applied[order - 1]].end if order else 0) and text[start - 1] == CR:
            start, replacement, after = start - 1, CRLF + replacement, CR
        made[applied[order]] = replace(each, start=start, replacement=replacement)
        following = start
    return made


def _runs(text: str, annotations: Sequence[Annotation]) -> Iterator[tuple[int, int, str]]:
    """Spans of carriage returns between annotations, with their text in line feeds."""
    inside = [each for each in annotations if each.applied]
    borders = sorted({0, len(text), *(each.start for each in annotations), *(each.end for each in annotations)})
    at = 0
    for start, end in pairwise(borders):
        while at < len(inside) and inside[at].end <= start:
            at += 1
        first = text.find(CR, start, end)
        if first < 0 or (at < len(inside) and inside[at].start <= start):
            continue
        last = text.rfind(CR, first, end) + 1
        last += last < end and text[last] == LF
        yield first, last, with_line_feeds(text[first:last])


def _with_evidence(document: Document, ends: LineEnds) -> Document:
    """The document with offsets in its evidence converted to its own line ends."""
    places = [each.evidence["first"]["start"] for each in document.annotations if each.rule == "repeated-passage" and not each.applied]
    if not places:
        return document
    moved = iter(ends.places(places))
    annotations = (
        replace(each, evidence={**each.evidence, "first": {**each.evidence["first"], "start": next(moved)}})
        if each.rule == "repeated-passage" and not each.applied
        else each
        for each in document.annotations
    )
    return replace(document, annotations=tuple(annotations))
