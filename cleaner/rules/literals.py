"""Literal strings that rules wait for, all in one automaton: a text is read once, however many rules ask.

A rule names its literals (lower case) and gets their places; it decides itself what a place is worth.
"""

from collections.abc import Mapping, Sequence

import daachorse

Hits = list[tuple[int, int, int]]
"""Start, end and number of the literal, overlapping ones included, in the order of their ends."""


class Triggers:
    """The literals of several owners.

    Args:
        owned: the literals of each owner, lower case.
    """

    def __init__(self, owned: Mapping[str, Sequence[str]]) -> None:
        owners: dict[str, list[tuple[str, int]]] = {}
        for owner, literals in owned.items():
            for number, literal in enumerate(literals):
                owners.setdefault(literal, []).append((owner, number))
        self._owners = list(owners.values())
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(owners)) if owners else None

    def find(self, lowered: str) -> dict[str, Hits]:
        """The places of each owner's literals in a text in lower case; owners without any are left out."""
        found: dict[str, Hits] = {}
        if self._automaton is None:
            return found
        for start, end, literal in self._automaton.find_overlapping(lowered):
            for owner, number in self._owners[literal]:
                found.setdefault(owner, []).append((start, end, number))
        return found
