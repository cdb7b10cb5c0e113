"""The context of a place in a text: whether the words that an entry asks for are near.

Words are searched only where a context asks for them, and only within its reach, so the cost of a
place does not grow with the text.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from cleaner.glossary.entry import CONTEXT_REACH, Context

FIRST_CJK = "\u2e80"


class _Word(NamedTuple):
    """A word of a context.

    Attributes:
        stem: what is searched, lower case.
        starts, ends: whether the match must start, or end, at the edge of a word; Chinese words
        have no such edges.
    """

    stem: str
    starts: bool
    ends: bool


@cache
def _word(written: str) -> _Word:
    """A word as a context writes it; `*` at its end means any ending."""
    stem = written.rstrip("*").lower()
    return _Word(stem, _in_word(stem[0]), written[-1] != "*" and stem[-1] < FIRST_CJK)


def _in_word(char: str) -> bool:
    """Whether a character belongs to a word, in a script that writes spaces between words."""
    return char.isalnum() and char < FIRST_CJK


class ContextText:
    """A text in which contexts are tested.

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
        """Start and end of the line of a position."""
        at = bisect_left(self._line_ends, position)
        start = self._line_ends[at - 1] + 1 if at else 0
        return start, self._line_ends[at] if at < len(self._line_ends) else len(self.text)

    def around(self, start: int, end: int, reach: int) -> tuple[int, int]:
        """Start and end of a span with `reach` code points on each side, within its line."""
        line_start, line_end = self.line(start)
        return max(line_start, start - reach), min(line_end, end + reach)

    def holds(self, context: Context, start: int, end: int) -> bool:
        """Whether a context holds at a span; words of the span itself do not count.

        Args:
            context: the words that must, and must not, be in the line, at most `CONTEXT_REACH` code
                points away.
            start, end: the span.
        """
        if not context:
            return True
        first, last = self.around(start, end, CONTEXT_REACH)
        if self._any(context.unless, start, end, first, last):
            return False
        return not context.near or self._any(context.near, start, end, first, last)

    def _any(self, words: Sequence[str], start: int, end: int, first: int, last: int) -> bool:
        """Whether one of the words is between `first` and `last`, outside the span."""
        for word in map(_word, words):
            # most words are nowhere near
            near = self.lowered.find(word.stem, first, last) >= 0
            if near and (self._contains(word, first, start) or self._contains(word, end, last)):
                return True
        return False

    def _contains(self, word: _Word, first: int, last: int) -> bool:
        """Whether a word is between two positions."""
        stem, starts, ends = word
        lowered = self.lowered
        at = lowered.find(stem, first, last)
        while at >= 0:
            after = at + len(stem)
            if not (starts and at and _in_word(lowered[at - 1])) and not (ends and after < len(lowered) and _in_word(lowered[after])):
                return True
            at = lowered.find(stem, at + 1, last)
        return False
