"""Whether a translation keeps to the glossary, told from its source.

Source terms are found longest first. Renderings are found in the translation in any inflection or spelling, the longest first too,
so that "health" in "health care" is no rendering of 卫生 where 医疗 has the longer one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from cleaner.glossary.entry import Concept, Term
from cleaner.glossary.folding import fold, lower
from cleaner.glossary.matcher import Matcher
from cleaner.languages.inflection import WORD, keys

ARTICLES = frozenset(("the", "a", "an"))
PLAIN = re.compile(r"[\w\s.,&/'’\u2010-\u2013-]+")
"""A form made of words and the marks that may stand between them; with any other mark it is looked for as it is."""
UNSPACED = ("zh", "ja", "th", "lo", "km", "my")
"""Languages that write no spaces between words."""
STEM = 4
"""Letters that two words of a language without rules here must share to be taken for forms of one."""
ENDING = 3
"""Letters at a word's end that may differ then."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendering of a source term in the translation: half-open, code points."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True)
class Adherence:
    """What became of one concept of the source.

    Attributes:
        concept: the concept.
        source: where its terms stand in the source.
        rendered: its right renderings in the translation.
        faulty: its forbidden and deprecated ones.
    """

    concept: Concept
    source: tuple[tuple[int, int], ...]
    rendered: tuple[Rendered, ...]
    faulty: tuple[Rendered, ...]


def adherence(matcher: Matcher, source: str, target: str) -> Iterator[Adherence]:
    """What became of the glossary's concepts, in the order in which the source names them.

    Args:
        matcher: the glossary for the two languages.
        source: the source text.
        target: its translation.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    concepts: dict[str, Concept] = {}
    for match in matcher.source_terms(source):
        if matcher.target in match.concept.terms:
            concepts[match.concept.id] = match.concept
            places.setdefault(match.concept.id, []).append((match.start, match.end))
    if not concepts:
        return
    found = _renderings(concepts, matcher.target, target)
    for key, concept in concepts.items():
        there = found.get(key, [])
        yield Adherence(
            concept,
            tuple(places[key]),
            tuple(each for each in there if each.term.status not in FAULTY),
            tuple(each for each in there if each.term.status in FAULTY),
        )


FAULTY = ("forbidden", "deprecated")
"""Statuses of renderings that should not stand in a translation."""


def _renderings(concepts: Mapping[str, Concept], language: str, text: str) -> dict[str, list[Rendered]]:
    """The renderings of some concepts in a text, by concept; the longest wins where two overlap, and then a right one."""
    search = Characters(text) if language in UNSPACED else Words(text, language)
    found = []
    for key, concept in concepts.items():
        for term in concept.terms[language]:
            exact = term.exact_case or term.status == "do-not-translate"
            for form in term.all_forms:
                found += [(start, end, key, term) for start, end in search.find(form, exact=exact)]
    found.sort(key=lambda each: (each[0] - each[1], each[3].status in FAULTY, each[0]))
    starts: list[int] = []
    ends: list[int] = []
    taken: dict[str, list[Rendered]] = {}
    # one rendering may serve two concepts: only a longer one hides what lies within it
    spans: set[tuple[int, int, str]] = set()
    for start, end, key, term in found:
        at = bisect_left(starts, start)
        free = not (at and ends[at - 1] > start) and not (at < len(starts) and starts[at] < end)
        if free:
            starts.insert(at, start)
            ends.insert(at, end)
        elif not (at < len(starts) and (starts[at], ends[at]) == (start, end)):
            continue
        if (start, end, key) not in spans:
            spans.add((start, end, key))
            taken.setdefault(key, []).append(Rendered(start, end, term))
    return {key: sorted(each, key=lambda one: one.start) for key, each in taken.items()}


class Characters:
    """A text of a language without spaces, in which renderings are looked for.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = fold(text)

    def find(self, form: str, *, exact: bool) -> Iterator[tuple[int, int]]:
        """Where a rendering stands, in either variant, width and case unless `exact`."""
        text, wanted = (self._text, form) if exact else (self._folded, fold(form))
        at = text.find(wanted)
        while at >= 0:
            yield at, at + len(wanted)
            at = text.find(wanted, at + len(wanted))


class Words:
    """A text of a language with spaces, in which renderings are looked for.

    Args:
        text: the text.
        language: its language code.
    """

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._english = language == "en"
        self._words = [(match.start(), match.end(), self._keys(match[0])) for match in WORD.finditer(text)]
        self._places: dict[str, list[int]] = {}
        for number, (_, _, each) in enumerate(self._words):
            for key in each:
                self._places.setdefault(key, []).append(number)

    def find(self, form: str, *, exact: bool) -> Iterator[tuple[int, int]]:
        """Where a rendering stands: in any inflection, spelling and division into words, or letter by letter when `exact`."""
        if not PLAIN.fullmatch(form):
            yield from self._literally(form, exact=exact)
            return
        wanted = [match[0] for match in WORD.finditer(form)]
        if len(wanted) > 1 and wanted[0].lower() in ARTICLES:
            wanted = wanted[1:]
        if not wanted:
            return
        keyed = [self._keys(word) for word in wanted]
        found = False
        for first in sorted({number for key in keyed[0] for number in self._places.get(key, ())}):
            span = self._span(first, keyed)
            if span and not (exact and self._text[span[0] : span[1]] != form):
                found = True
                yield span
        if not found and not exact:
            yield from self._joined("".join(wanted))

    def _literally(self, form: str, *, exact: bool) -> Iterator[tuple[int, int]]:
        """Where a form with other marks than words have stands as it is."""
        text, wanted = (self._text, form) if exact else (lower(self._text), lower(form))
        at = text.find(wanted)
        while at >= 0:
            yield at, at + len(wanted)
            at = text.find(wanted, at + len(wanted))

    def _joined(self, form: str) -> Iterator[tuple[int, int]]:
        """Where the letters of a form stand as other words: "cyber security" for "cybersecurity"."""
        letters, starts, ends = self._letters
        wanted = "".join(char for char in lower(form) if char.isalnum())
        at = letters.find(wanted)
        while at >= 0:
            if at in starts and at + len(wanted) in ends:
                yield starts[at], ends[at + len(wanted)]
            at = letters.find(wanted, at + 1)

    @cached_property
    def _letters(self) -> tuple[str, dict[int, int], dict[int, int]]:
        """The letters and digits of all words run together, and where in the text the words begin and end, by their place in that."""
        letters: list[str] = []
        starts, ends = {}, {}
        size = 0
        for start, end, _ in self._words:
            starts[size] = start
            letters += (char for char in lower(self._text[start:end]) if char.isalnum())
            size = len(letters)
            ends[size] = end
        return "".join(letters), starts, ends

    def _span(self, first: int, keyed: Sequence[frozenset[str]]) -> tuple[int, int] | None:
        words = self._words[first : first + len(keyed)]
        if len(words) < len(keyed) or any(not word[2] & each for word, each in zip(words, keyed, strict=True)):
            return None
        for one, other in pairwise(words):
            if self._text[one[1] : other[0]].strip(" \t\n\u00a0-\u2010\u2011\u2013/&.'’"):
                return None
        return words[0][0], words[-1][1]

    def _keys(self, word: str) -> frozenset[str]:
        if self._english:
            return keys(word)
        lowered = lower(word)
        return frozenset(lowered[:cut] for cut in range(max(STEM, len(lowered) - ENDING), len(lowered))) | {lowered}
