"""What became of each concept of the glossary, where the source is known."""

import re
from dataclasses import dataclass
from functools import cached_property

from cleaner.glossary.adherence import Adherence, adherence
from cleaner.glossary.entry import USABLE, Concept, Term
from cleaner.glossary.matcher import Matcher
from cleaner.patterns import regex
from cleaner.rules.alignment import aligned
from cleaner.rules.view import View, once_per_view

FREE_DOMAINS = frozenset(("country", "everyday", "common-words"))
"""Domains whose terms are not binding: for a country, its people or its capital are said."""
MIN_TECHNICAL = 4
"""Han characters of a term of the shipped glossary at least, names aside, to have one right
rendering as a rule: 犯罪嫌疑人 is a criminal suspect, while 现金 is cash, money, or nothing at all.
Measured on human translations (`benchmarks/quality.py`)."""
ACRONYM = regex(r"\b(?:[A-Z]\.?){2,}(?!\w)")


class Part:
    """A part of a translation with the part of the source it belongs to.

    Args:
        source, target: where each begins in its text, and its characters.
        matcher: the glossary for the two languages.
    """

    def __init__(self, source: tuple[int, str], target: tuple[int, str], matcher: Matcher) -> None:
        self.source_at, self.source = source
        self.target_at, self.target = target
        self._matcher = matcher

    @property
    def span(self) -> tuple[int, int]:
        """The translation's part without blanks at its ends, in the whole text."""
        text = self.target.strip()
        if not text:
            return self.target_at, self.target_at + len(self.target)
        start = self.target_at + len(self.target) - len(self.target.lstrip())
        return start, start + len(text)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The acronyms of the translation, without full stops."""
        return acronyms(self.target)

    @cached_property
    def untranslated(self) -> frozenset[str]:
        """Ids of the concepts whose source terms are in the translation, untranslated."""
        return frozenset(match.concept.id for match in self._matcher.source_terms(self.target))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a concept in one part of the translation.

    Attributes:
        found: spans in the part's source and translation.
        part: the part.
    """

    found: Adherence
    part: Part

    @property
    def source_term(self) -> str:
        """The source term as the source writes it."""
        start, end = self.found.source[0]
        return self.part.source[start:end]

    def evidence(self) -> dict[str, object]:
        """What a finding about the concept rests on."""
        start, end = self.found.source[0]
        return {
            "entry": self.found.concept.id,
            "term": self.source_term,
            "origin": self.found.concept.source,
            "source_start": self.part.source_at + start,
            "source_end": self.part.source_at + end,
        }


@once_per_view
def outcomes(view: View) -> list[Outcome]:
    """What became of the concepts of the source; empty when the source is not known, or the
    glossary has none in its language.

    A part of the translation that is empty has no place that could be shown, and is skipped.
    """
    source, matcher = view.settings.source_text, view.matcher
    if source is None or matcher is None or matcher.source != view.source.code:
        return []
    parts = (Part(left, right, matcher) for left, right in aligned(source, view.text))
    return [Outcome(found, part) for part in parts if part.target for found in adherence(matcher, part.source, part.target)]


def renderings(each: Outcome, language: str) -> list[Term]:
    """The renderings that may be used for a concept, the preferred ones first."""
    return usable_terms(each.found.concept, language)


def usable_terms(concept: Concept, language: str) -> list[Term]:
    """A concept's renderings that may be used, the preferred ones first."""
    terms = [term for term in concept.terms.get(language, ()) if term.status in USABLE and term.status != "proposed"]
    return sorted(terms, key=lambda term: term.status == "admitted")


def candidates(terms: list[Term]) -> list[dict[str, str]]:
    """Renderings as the candidates of a finding."""
    return [{"text": term.text, "origin": "glossary"} for term in terms]


def binding(each: Outcome, terms: list[Term]) -> bool:
    """Whether the translation must have a rendering: of a user's term, a name, a technical term."""
    return binds(each.found.concept, terms, max(end - start for start, end in each.found.source))


def binds(concept: Concept, terms: list[Term], length: int) -> bool:
    """See `binding`; `length` is that of the source term. Unreviewed entries are not binding."""
    if not concept.reviewed:
        return False
    if concept.layer > 0 or terms[0].status == "do-not-translate":
        return True
    return concept.domain not in FREE_DOMAINS and (terms[0].pos == "name" or length >= MIN_TECHNICAL)


def appears_otherwise(each: Outcome, terms: list[Term]) -> bool:
    """Whether the term is there untranslated, or as the initials of a rendering."""
    return each.found.concept.id in each.part.untranslated or abbreviated(each.part.acronyms, terms)


def acronyms(text: str) -> frozenset[str]:
    """The acronyms of a text, without full stops."""
    return frozenset(match[0].replace(".", "") for match in ACRONYM.finditer(text))


def abbreviated(found: frozenset[str], terms: list[Term]) -> bool:
    """Whether acronyms hold the initials of one of some renderings."""
    return any(_initials(term) in found for term in terms)


def _initials(term: Term) -> str:
    words = [word for word in re.split(r"[\s-]", term.text) if word[:1].isalpha()]
    capitals = "".join(word[0] for word in words if "A" <= word[0] <= "Z")
    return capitals or ("".join(word[0].upper() for word in words) if len(words) > 2 else "")
