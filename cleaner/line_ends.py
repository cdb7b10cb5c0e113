r"""The line ends of a text: rules read and write line feeds, and the text keeps the line ends that it came with.

`LineEnds` gives the text with a line feed in place of every "\r\n" and "\r". `in_own_ends` and `in_line_feeds` take the document of that text back
to the text as it came, so that offsets are those of the original. Texts without a carriage return never come here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cleaner.annotation import Annotation
from cleaner.document import Document, Finding, rebuilt

CRLF, CR, LF = "\r\n", "\r", "\n"
NEWLINE = re.compile("\r\n|\r|\n")
_PAIR = re.compile("\r\n")


def with_line_feeds(text: str) -> str:
    """A text with a line feed for every carriage return, alone or with a line feed after it."""
    return text.replace(CRLF, LF).replace(CR, LF) if CR in text else text


class LineEnds:
    """The line ends of a text.

    Args:
        text: the text as it came.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = with_line_feeds(text)
        pairs = text.count(CRLF)
        self.counts = {CRLF: pairs, LF: text.count(LF) - pairs, CR: text.count(CR) - pairs}

    @property
    def dominant(self) -> str:
        """The commonest line end, which replacements get."""
        return max(self.counts, key=lambda end: self.counts[end])

    @property
    def mixed(self) -> bool:
        """Whether the text has several kinds of line ends."""
        return sum(map(bool, self.counts.values())) > 1

    @cached_property
    def _pairs(self) -> npt.NDArray[np.int64]:
        """Where the line feeds of `plain` are that were two characters."""
        at = np.fromiter((match.start() for match in _PAIR.finditer(self.text)), dtype=np.int64, count=self.counts[CRLF])
        return at - np.arange(len(at))

    def places(self, offsets: Sequence[int]) -> list[int]:
        """Offsets in `plain`, as offsets in the text; none is between a carriage return and its line feed."""
        plain = np.array(offsets, dtype=np.int64)
        found: list[int] = (plain + np.searchsorted(self._pairs, plain, side="left")).tolist()
        return found

    def others(self, outside: Sequence[Annotation]) -> Iterator[tuple[int, int]]:
        """Where the line ends are that are not the commonest kind, but for those inside some annotations, which are in order."""
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
    """The document of a text as it came, from that of the text with line feeds; every line keeps its end.

    Args:
        document: of `ends.plain`.
        ends: the line ends of the text. What is put into the text gets the commonest one.
    """
    made = _placed(document.annotations, ends, ends.dominant)
    if ends.counts[CR] and ends.mixed:
        made = _apart(ends.text, made)
    told = rebuilt(document, ends.text, made)
    return _with_evidence(told, LineEnds(told.text))


def in_line_feeds(document: Document, ends: LineEnds, conversion: Finding) -> Document:
    """The document of a text as it came, from that of the text with line feeds, which is what is left of it.

    Args:
        document: of `ends.plain`.
        ends: the line ends of the text.
        conversion: what is said of line ends that become line feeds. Line ends between two other findings are changed by one annotation, so that
            a text has few of them, however many lines it has.
    """
    made = _placed(document.annotations, ends, LF)
    return rebuilt(
        document, ends.text, made, [(replace(conversion, start=a, end=b, replacement=c), True) for a, b, c in _runs(ends.text, made)]
    )


def _placed(annotations: Sequence[Annotation], ends: LineEnds, own: str) -> list[Annotation]:
    """Annotations in the coordinates of the text as it came, with its own line end in what they put in."""
    starts, stops = ends.places([each.start for each in annotations]), ends.places([each.end for each in annotations])
    return [
        replace(each, start=start, end=stop, replacement=None if each.replacement is None else NEWLINE.sub(own, each.replacement))
        for each, start, stop in zip(annotations, starts, stops, strict=True)
    ]


def _apart(text: str, annotations: list[Annotation]) -> list[Annotation]:
    r"""Annotations after which no lone "\r" comes to stand before a "\n", which would make one line end of two."""
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
    """Spans from the first to the last carriage return between the borders of annotations, each with its text in line feeds."""
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
    """The document with places of its text in evidence given in its own line ends."""
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
