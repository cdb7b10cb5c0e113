"""The words around the places of a text: what contexts are tested against.

A word is looked for where a context asks for it, and no further than a context reaches: what a place costs does not grow with the text.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from cleaner.glossary.entry import CONTEXT_REACH, Context

FIRST_CJK = "\u2e80"


class _Word(NamedTuple):
    """A word of a context.

    Attributes:
        stem: what is looked for, lower case.
        begins, ends: whether a word of the text must begin, or end, where it does; Chinese has no such edges.
    """

    stem: str
    begins: bool
    ends: bool


@cache
def _word(written: str) -> _Word:
    """A word as a context writes it; `*` at its end stands for any ending."""
    stem = written.rstrip("*").lower()
    return _Word(stem, _joins(stem[0]), written[-1] != "*" and stem[-1] < FIRST_CJK)


def _joins(char: str) -> bool:
    """Whether a character belongs to a word, in a script that writes spaces between words."""
    return char.isalnum() and char < FIRST_CJK


class Surroundings:
    """A text in which contexts are looked at.

    Args:
        text: the text.
        lowered: the text in lower case, code point by code point.
    """

    def __init__(self, text: str, lowered: str) -> None:
        self.text = text
        self.lowered = lowered

    @cached_property
    def _line_ends(self) -> list[int]:
        ends = []
        at = self.text.find("\n")
        while at >= 0:
            ends.append(at)
            at = self.text.find("\n", at + 1)
        return ends

    def line(self, position: int) -> tuple[int, int]:
        """Start and end of the line that holds a position."""
        at = bisect_left(self._line_ends, position)
        start = self._line_ends[at - 1] + 1 if at else 0
        return start, self._line_ends[at] if at < len(self._line_ends) else len(self.text)

    def hold(self, context: Context, start: int, end: int) -> bool:
        """Whether the context of a span is the one asked for; the span itself does not count.

        Args:
            context: the words that must, and must not, stand in the line, at most `CONTEXT_REACH` code points away.
            start, end: the span.
        """
        if not context:
            return True
        line_start, line_end = self.line(start)
        first, last = max(line_start, start - CONTEXT_REACH), min(line_end, end + CONTEXT_REACH)
        if any(self._stand(context.unless, start, end, first, last)):
            return False
        return not context.near or any(self._stand(context.near, start, end, first, last))

    def _stand(self, words: Sequence[str], start: int, end: int, first: int, last: int) -> Iterator[bool]:
        """Whether each word stands between `first` and `last`, and not over the span from `start` to `end`."""
        find = self.lowered.find
        for written in words:
            word = _word(written)
            # most words are nowhere near
            if find(word.stem, first, last) >= 0:
                yield self._stands(word, first, start) or self._stands(word, end, last)

    def _stands(self, word: _Word, first: int, last: int) -> bool:
        """Whether a word stands between two positions."""
        stem, begins, ends = word
        lowered = self.lowered
        at = lowered.find(stem, first, last)
        while at >= 0:
            after = at + len(stem)
            if not (begins and at and _joins(lowered[at - 1])) and not (ends and after < len(lowered) and _joins(lowered[after])):
                return True
            at = lowered.find(stem, at + 1, last)
        return False
