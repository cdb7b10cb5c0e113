"""The words around the places of a text: what contexts are tested against.

All words of all contexts are one automaton, so a text is read once however many entries ask about it.
"""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

import daachorse

from cleaner.glossary.entry import CONTEXT_REACH, Context

FIRST_CJK = "\u2e80"


class ContextWords:
    """The words that some contexts ask for.

    Args:
        words: as the contexts write them.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = {}
        for word in words:
            self._words.setdefault(word.rstrip("*").lower(), []).append(word)
        self._words = {stem: sorted(set(words)) for stem, words in sorted(self._words.items())}

    @cached_property
    def _automaton(self) -> daachorse.CharwiseDoubleArrayAhoCorasick | None:
        return daachorse.CharwiseDoubleArrayAhoCorasick(list(self._words)) if self._words else None

    @cached_property
    def _order(self) -> list[tuple[list[str], bool]]:
        """For each literal the words it stands for, and whether a word must begin where it does; Chinese has no such beginnings."""
        return [(words, stem[0].isalnum() and stem[0] < FIRST_CJK) for stem, words in self._words.items()]

    def find(self, lowered: str) -> dict[str, list[tuple[int, int]]]:
        """Where each word stands in a text, by the word as the contexts write it; `*` at its end stands for any ending.

        Args:
            lowered: the text in lower case.
        """
        found: dict[str, list[tuple[int, int]]] = {}
        if self._automaton is None:
            return found
        for start, end, number in self._automaton.find_overlapping(lowered):
            words, bounded = self._order[number]
            if bounded and start and lowered[start - 1].isalnum() and lowered[start - 1] < FIRST_CJK:
                continue
            whole = end == len(lowered) or not (lowered[end].isalnum() and lowered[end - 1] < FIRST_CJK and lowered[end] < FIRST_CJK)
            for word in words:
                if whole or word[-1] == "*":
                    found.setdefault(word, []).append((start, end))
        for places in found.values():
            places.sort()
        return found


class Surroundings:
    """A text with the places of the words that contexts ask for.

    Args:
        text: the text.
        lowered: the text in lower case, code point by code point.
        words: the words to look for.
    """

    def __init__(self, text: str, lowered: str, words: ContextWords) -> None:
        self.text = text
        self.lowered = lowered
        self._words = words

    @cached_property
    def _found(self) -> dict[str, list[tuple[int, int]]]:
        return self._words.find(self.lowered)

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
        if any(self._stands(word, start, end) for word in context.unless):
            return False
        return not context.near or any(self._stands(word, start, end) for word in context.near)

    def _stands(self, word: str, start: int, end: int) -> bool:
        places = self._found.get(word)
        if places is None:
            return False
        line_start, line_end = self.line(start)
        last = min(line_end, end + CONTEXT_REACH)
        at = bisect_left(places, (max(line_start, start - CONTEXT_REACH), 0))
        while at < len(places) and places[at][1] <= last:
            if places[at][1] <= start or places[at][0] >= end:
                return True
            at += 1
        return False
