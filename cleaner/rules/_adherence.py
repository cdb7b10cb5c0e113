"""What the rules about terms share when the source is at hand: what became of each of the glossary's concepts."""

import re
from dataclasses import dataclass

from cleaner.glossary.adherence import UNSPACED, Adherence, Characters, Words, adherence
from cleaner.glossary.entry import USABLE, Concept, Term
from cleaner.rules._pairs import aligned
from cleaner.rules.view import View

FIRST_HAN = 0x3400
LOOSE = frozenset(("country", "everyday", "common-words"))
"""Fields of the shipped glossary whose terms bind nobody: a country goes by its people, its capital or "the country"."""
TECHNICAL = 4
"""Han characters from which on a term of the shipped glossary that is no name has one right rendering, as a rule: 犯罪嫌疑人 is a criminal
suspect, while 现金 is cash, money, or nothing at all. Measured on human translations (`benchmarks/quality.py`)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a concept in one part of the translation.

    Attributes:
        found: spans in `source` and, with `target_at` added, in the text.
        source, source_at: the part of the source, and where it begins.
        target, target_at: the part of the translation, and where it begins.
    """

    found: Adherence
    source: str
    source_at: int
    target: str
    target_at: int

    @property
    def said(self) -> str:
        """The source term as it stands in the source."""
        start, end = self.found.source[0]
        return self.source[start:end]

    def evidence(self) -> dict[str, object]:
        """What a finding about the concept rests on."""
        start, end = self.found.source[0]
        return {
            "entry": self.found.concept.id,
            "term": self.said,
            "origin": self.found.concept.source,
            "source_start": self.source_at + start,
            "source_end": self.source_at + end,
        }


def kept(view: View) -> list[Kept]:
    """What became of the concepts of the source; empty when the source is not known, or the glossary has none in its language."""
    source, matcher = view.settings.source_text, view.matcher
    if source is None or matcher is None or matcher.source != view.source.code:
        return []
    return [
        Kept(found, source_part, source_at, target_part, target_at)
        for (source_at, source_part), (target_at, target_part) in aligned(source, view.text)
        for found in adherence(matcher, source_part, target_part)
    ]


def renderings(each: Kept, language: str) -> list[Term]:
    """The renderings that may stand for a concept, the preferred ones first."""
    return usable_terms(each.found.concept, language)


def usable_terms(concept: Concept, language: str) -> list[Term]:
    """A concept's renderings that may stand in a text, the preferred ones first."""
    terms = [term for term in concept.terms.get(language, ()) if term.status in USABLE and term.status != "proposed"]
    return sorted(terms, key=lambda term: term.status == "admitted")


def binding(each: Kept, terms: list[Term]) -> bool:
    """Whether one of the renderings has to stand in the translation: the user says so, or it is a name or a technical term."""
    return binds(each.found.concept, terms, max(end - start for start, end in each.found.source))


def binds(concept: Concept, terms: list[Term], length: int) -> bool:
    """See `binding`; `length` is that of the source term, code points."""
    if concept.layer > 0 or terms[0].status == "do-not-translate":
        return True
    return concept.domain not in LOOSE and (terms[0].pos == "name" or length >= TECHNICAL)


def stands_in(text: str, language: str, terms: list[Term]) -> bool:
    """Whether a text has one of some renderings, or its initials."""
    search = Characters(text) if language in UNSPACED else Words(text, language)
    return any(any(search.find(form, exact=term.exact_case)) for term in terms for form in term.all_forms) or _abbreviated(text, terms)


def stands_otherwise(each: Kept, terms: list[Term]) -> bool:
    """Whether the term is there untranslated, or as the initials of a rendering."""
    return any(each.source[start:end] in each.target for start, end in each.found.source) or _abbreviated(each.target, terms)


def _abbreviated(text: str, terms: list[Term]) -> bool:
    return any(re.search(rf"\b{'[.]?'.join(initials)}\b", text) for initials in map(_initials, terms) if len(initials) > 1)


def _initials(term: Term) -> str:
    words = [word for word in re.split(r"[\s-]", term.text) if word]
    capitals = "".join(word[0] for word in words if "A" <= word[0] <= "Z")
    return capitals or ("".join(word[0].upper() for word in words) if len(words) > 2 else "")
