"""Whether a translation follows the glossary, given its source.

Source terms are found longest first. Renderings are found in the translation in any inflection or
spelling, the longest first too, so that "health" in "health care" is not a rendering of 卫生 where
医疗卫生 has the longer one. A text is read once for all forms together: time grows with the text and
with what is found in it, not with their product.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Protocol

import daachorse

from cleaner.glossary.entry import Concept, Term
from cleaner.glossary.folding import fold, lower
from cleaner.glossary.matcher import Matcher
from cleaner.languages.inflection import WORD, keys
from cleaner.patterns import regex

ARTICLES = frozenset(("the", "a", "an"))
PLAIN = regex(r"[\w\s.,&/'’\u2010-\u2013-]+")
"""A form of words and the marks between them; a form with any other mark is searched literally."""
BETWEEN = " \t\n\u00a0-\u2010\u2011\u2013/&.'’"
"""Characters that may separate two words of a form."""
UNSPACED = ("zh", "ja", "th", "lo", "km", "my")
"""Languages that write no spaces between words."""
STEM = 4
"""Letters that two words of a language without rules here must share to be taken for forms of
one."""
ENDING = 3
"""Letters at a word's end that may differ then."""
JOINED = 6
"""Letters that a form needs to be found divided or joined ("cyber security"); shorter ones match
by accident ("I ran")."""
FAULTY = ("forbidden", "deprecated")
"""Statuses of renderings that a translation should not use."""
QUOTES = str.maketrans("“”‘’\u00a0", "\"\"'' ")

Form = tuple[str, bool]
"""A form to search, and whether its case must match."""
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendering of a source term in the translation: half-open, code points."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True)
class Adherence:
    """How one concept of the source was translated.

    Attributes:
        concept: the concept.
        source: spans of its terms in the source.
        rendered: its right renderings in the translation.
        faulty: its forbidden and deprecated ones.
    """

    concept: Concept
    source: tuple[tuple[int, int], ...]
    rendered: tuple[Rendered, ...]
    faulty: tuple[Rendered, ...]


def adherence(matcher: Matcher, source: str, target: str) -> Iterator[Adherence]:
    """How the glossary's concepts were translated, in the order of the source.

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


def stands_in(text: str, language: str, terms: Iterable[Term]) -> bool:
    """Whether a text has one of the renderings."""
    forms = {form for term in terms for form in _forms(term)}
    return any(searched(text, language).find(forms).values())


def _forms(term: Term) -> list[Form]:
    exact = term.exact_case or term.status == "do-not-translate"
    return [(form, exact) for form in term.all_forms]


def _renderings(concepts: Mapping[str, Concept], language: str, text: str) -> dict[str, list[Rendered]]:
    """The renderings of concepts in a text; where two overlap, the longer or right one wins."""
    wanted = [(key, term, form) for key, concept in concepts.items() for term in concept.terms[language] for form in _forms(term)]
    places = searched(text, language).find({form for _, _, form in wanted})
    found = [(start, end, key, term) for key, term, form in wanted for start, end in places.get(form, ())]
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


class Searched(Protocol):
    """A text in which renderings are searched."""

    def find(self, forms: Iterable[Form]) -> dict[Form, Spans]:
        """Spans of each form, in any inflection and spelling; exact forms match literally."""


def searched(text: str, language: str) -> Searched:
    """Prepare a text for searching renderings in its language."""
    return _Characters(text) if language in UNSPACED else _Words(text, language)


def _literal(text: str, wanted: Mapping[str, Sequence[Form]], *, words: bool) -> dict[Form, Spans]:
    """Spans of strings in a text.

    Args:
        text: as it is to be compared.
        wanted: the strings, each with the forms it represents.
        words: whether a string must not be part of a longer word.
    """
    found: dict[Form, Spans] = {}
    strings = [string for string in wanted if string]
    if not strings:
        return found
    for start, end, number in daachorse.CharwiseDoubleArrayAhoCorasick(strings).find_overlapping(text):
        sliced = words and (
            (start and text[start - 1].isalnum() and text[start].isalnum())
            or (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())
        )
        if not sliced:
            for form in wanted[strings[number]]:
                found.setdefault(form, []).append((start, end))
    return found


def _grouped(pairs: Iterable[tuple[str, Form]]) -> dict[str, list[Form]]:
    groups: dict[str, list[Form]] = {}
    for string, form in pairs:
        groups.setdefault(string, []).append(form)
    return groups


class _Characters:
    """A text of a language without spaces."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, forms: Iterable[Form]) -> dict[Form, Spans]:
        forms = list(forms)
        found = _literal(self._text, _grouped((form[0], form) for form in forms if form[1]), words=False)
        folded = _grouped((fold(form[0]), form) for form in forms if not form[1])
        return found | _literal(fold(self._text) if folded else "", folded, words=False)


class _Words:
    """A text of a language with spaces."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._english = language == "en"
        self._words = [(match.start(), match.end(), self._keys(match[0])) for match in WORD.finditer(text)]
        self._places: dict[str, list[int]] = {}
        for number, (_, _, each) in enumerate(self._words):
            for key in each:
                self._places.setdefault(key, []).append(number)

    def find(self, forms: Iterable[Form]) -> dict[Form, Spans]:
        found: dict[Form, Spans] = {}
        exact: list[tuple[str, Form]] = []
        literal: list[tuple[str, Form]] = []
        joined: list[tuple[str, Form]] = []
        for form in forms:
            text, is_exact = form
            if is_exact:
                exact.append((text.translate(QUOTES), form))
            elif not PLAIN.fullmatch(text):
                literal.append((lower(text).translate(QUOTES), form))
            elif spans := list(self._phrases(text)):
                found[form] = spans
            else:
                joined.append((_letters(text), form))
        if exact:
            found |= _literal(self._text.translate(QUOTES), _grouped(exact), words=True)
        if literal:
            found |= _literal(lower(self._text).translate(QUOTES), _grouped(literal), words=True)
        return found | self._joined(_grouped((letters, form) for letters, form in joined if len(letters) >= JOINED))

    def _phrases(self, form: str) -> Iterator[tuple[int, int]]:
        wanted = [match[0] for match in WORD.finditer(form)]
        if len(wanted) > 1 and wanted[0].lower() in ARTICLES:
            wanted = wanted[1:]
        if not wanted:
            return
        keyed = [self._keys(word) for word in wanted]
        # from the rarest word of the text
        places = [sorted({number for key in each for number in self._places.get(key, ())}) for each in keyed]
        rarest = min(range(len(keyed)), key=lambda number: len(places[number]))
        for place in places[rarest]:
            span = self._span(place - rarest, keyed) if place >= rarest else None
            if span:
                yield span

    def _span(self, first: int, keyed: Sequence[frozenset[str]]) -> tuple[int, int] | None:
        words = self._words[first : first + len(keyed)]
        if len(words) < len(keyed) or any(not word[2] & each for word, each in zip(words, keyed, strict=True)):
            return None
        if any(self._text[one[1] : other[0]].strip(BETWEEN) for one, other in pairwise(words)):
            return None
        start, end = words[0][0], words[-1][1]
        # a possessive ending is the sentence's, not the term's
        return start, end - 2 if self._text[start:end].endswith(("'s", "’s")) else end

    def _joined(self, wanted: Mapping[str, Sequence[Form]]) -> dict[Form, Spans]:
        """Spans of a form in another word division: "cyber security" for "cybersecurity"."""
        found: dict[Form, Spans] = {}
        if not wanted:
            return found
        letters, starts, ends = self._run_together
        for form, spans in _literal(letters, wanted, words=False).items():
            for start, end in spans:
                if start in starts and end in ends:
                    first, last = starts[start], ends[end]
                    if not any(
                        self._text[one[1] : other[0]].strip(" -\u00a0\u2010\u2011")
                        for one, other in pairwise(self._words[first : last + 1])
                    ):
                        found.setdefault(form, []).append((self._words[first][0], self._words[last][1]))
        return found

    @cached_property
    def _run_together(self) -> tuple[str, dict[int, int], dict[int, int]]:
        """All letters and digits joined, and the words that begin and end at each place."""
        letters: list[str] = []
        starts, ends = {}, {}
        size = 0
        for number, (start, end, _) in enumerate(self._words):
            starts[size] = number
            part = _letters(self._text[start:end])
            letters.append(part)
            size += len(part)
            ends[size] = number
        return "".join(letters), starts, ends

    def _keys(self, word: str) -> frozenset[str]:
        if self._english:
            return keys(word)
        lowered = lower(word)
        return frozenset(lowered[:cut] for cut in range(max(STEM, len(lowered) - ENDING), len(lowered))) | {lowered}


def _letters(text: str) -> str:
    return "".join(char for char in lower(text) if char.isalnum())
