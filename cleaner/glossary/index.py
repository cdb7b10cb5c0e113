"""What is searched in every text, prepared once: terms by language, wrong forms, rival names.

An index names concepts by their numbers, so that it can be kept on disk while the concepts stay
text (`compiled.py`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import daachorse
import numpy as np
import numpy.typing as npt

from cleaner.glossary.entry import USABLE, Concept
from cleaner.glossary.folding import fold, lower

Numbers = npt.NDArray[np.int32]


class WrongForm(NamedTuple):
    """A wrong form, by the numbers of its concept, its `wrongs` entry, and the form."""

    concept: int
    wrong: int
    form: int


class Terms:
    """The terms of one language, to be found in texts.

    Args:
        keys: their folded forms, each once.
        concepts: number of the concept of each.
        numbers: which of its concept's terms in the language each one is.
    """

    def __init__(self, keys: Sequence[str], concepts: Numbers, numbers: Numbers) -> None:
        self.keys = keys
        self.concepts = concepts
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.concepts)

    def __reduce__(self) -> tuple[Any, ...]:
        # each process makes its own automaton
        return Terms, (self.keys, self.concepts, self.numbers)

    @cached_property
    def automaton(self) -> daachorse.CharwiseDoubleArrayAhoCorasick | None:
        """Finds the keys in a folded text, overlapping ones too; None without keys."""
        return daachorse.CharwiseDoubleArrayAhoCorasick(list(self.keys)) if len(self) else None


@dataclass(frozen=True)
class Index:
    """See the module.

    Attributes:
        terms: by language.
        wrongs: the wrong forms, lower case, each with its places.
        rivals: by language, the forms of names that have several, each with the number of its
            concept.
    """

    terms: dict[str, Terms] = field(default_factory=dict)
    wrongs: tuple[tuple[str, tuple[WrongForm, ...]], ...] = ()
    rivals: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


class Builder:
    """Makes an index of concepts that come in any order.

    Where two have the same term, the one of the later layer has it, then the one whose id comes
    first.
    """

    def __init__(self) -> None:
        self._terms: dict[str, dict[str, tuple[int, int]]] = {}
        self._wrongs: dict[str, list[WrongForm]] = {}
        self._rivals: dict[str, list[tuple[str, int]]] = {}
        self._rank: dict[int, tuple[int, str]] = {}

    def add(self, number: int, concept: Concept) -> None:
        """Add a concept with its number."""
        rank = (-concept.layer, concept.id)
        self._rank[number] = rank
        for language, terms in concept.terms.items():
            table = self._terms.setdefault(language, {})
            for place, term in enumerate(terms):
                if term.status == "forbidden":
                    continue
                key = fold(term.text)
                there = table.get(key)
                if there is None or (there[0] != number and rank < self._rank[there[0]]):
                    table[key] = (number, place)
            if len(terms) > 1 and (rivals := _rivals(concept, language)):
                self._rivals.setdefault(language, []).extend((form, number) for form in rivals)
        for place, wrong in enumerate(concept.wrongs):
            for form, text in enumerate(wrong.forms):
                self._wrongs.setdefault(lower(text), []).append(WrongForm(number, place, form))

    def index(self, renumbered: Callable[[int], int]) -> Index:
        """The index of what was added.

        Args:
            renumbered: the final number for each number given to `add`.
        """
        terms = {}
        for language, table in self._terms.items():
            concepts = np.fromiter((renumbered(number) for number, _ in table.values()), dtype=np.int32, count=len(table))
            numbers = np.fromiter((place for _, place in table.values()), dtype=np.int32, count=len(table))
            terms[language] = Terms(list(table), concepts, numbers)
        wrongs = {
            form: tuple(each._replace(concept=renumbered(each.concept)) for each in sorted(places, key=self._first))
            for form, places in self._wrongs.items()
        }
        rivals = {
            language: tuple((form, renumbered(number)) for form, number in sorted(found, key=lambda each: self._rank[each[1]]))
            for language, found in self._rivals.items()
        }
        return Index(terms, tuple(sorted(wrongs.items())), rivals)

    def _first(self, place: WrongForm) -> tuple[int, str, WrongForm]:
        return *self._rank[place.concept], place


def made(concepts: Iterable[Concept]) -> Index:
    """The index of concepts that are numbered in their order."""
    builder = Builder()
    for number, concept in enumerate(concepts):
        builder.add(number, concept)
    return builder.index(lambda number: number)


def _rivals(concept: Concept, language: str) -> list[str]:
    """The forms of a name with several forms, when none is part of another."""
    terms = [term for term in concept.terms[language] if term.status in USABLE and not term.context]
    forms = [term.text for term in terms if term.text[:1].isupper()]
    if len(forms) < 2 or any(one in other for one in forms for other in forms if one != other):
        return []
    return forms
