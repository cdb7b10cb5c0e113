"""Literal strings that rules look for, all in one automaton: a text is searched once, however many
rules ask.

Each owner (a rule, or the glossary) names its literals in lower case and gets their matches. The
owner decides what a match means.
"""

from collections.abc import Mapping, Sequence

import daachorse

Matches = list[tuple[int, int, int]]
"""Start, end and number of the literal, overlapping ones included, in the order of their ends."""


class LiteralIndex:
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

    def find(self, lowered: str) -> dict[str, Matches]:
        """The matches in a text in lower case, by owner; owners without any are left out."""
        found: dict[str, Matches] = {}
        if self._automaton is None:
            return found
        for start, end, literal in self._automaton.find_overlapping(lowered):
            for owner, number in self._owners[literal]:
                found.setdefault(owner, []).append((start, end, number))
        return found
