"""Finding the glossary's terms: longest match, variants folded, senses chosen by context and by place in the sentence.

One automaton (daachorse, leftmost-longest) holds every source term, folded to Simplified and half width; another holds
every wrong rendering, lower case.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import daachorse

from cleaner.glossary.entry import USABLE, Concept, Term, Wrong
from cleaner.glossary.folding import fold, lower
from cleaner.glossary.index import Terms
from cleaner.glossary.store import Glossary
from cleaner.glossary.surroundings import ContextWords, Surroundings
from cleaner.languages import english
from cleaner.languages.boundaries import stands_alone

SENTENCE_REACH = 400
"""Code points on each side, within the line, that are read to tell which form of a rendering fits."""


@dataclass(frozen=True, slots=True)
class SourceMatch:
    """A source term in a text."""

    start: int
    end: int
    concept: Concept
    term: Term


@dataclass(frozen=True, slots=True)
class WrongMatch:
    """A wrong rendering in a text, in its context."""

    start: int
    end: int
    concept: Concept
    wrong: Wrong
    use: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendering chosen for a place.

    Attributes:
        text: the English as it should stand there, without the spaces around it.
        term: the sense it comes from.
        certain: whether entry, sense and form leave no doubt.
        why: what the choice rests on, or what is in doubt.
    """

    text: str
    term: Term
    certain: bool
    why: str


class Matcher:
    """Looks the terms of a glossary up in texts.

    Args:
        glossary: the concepts.
        source: language code of the source terms.
        target: language code of the renderings.
    """

    def __init__(self, glossary: Glossary, source: str = "zh", target: str = "en") -> None:
        self.glossary = glossary
        self.source = source
        self.target = target

    @cached_property
    def _terms(self) -> Terms | None:
        return self.glossary.index.terms.get(self.source)

    def _known(self, number: int) -> tuple[Concept, Term]:
        terms = cast("Terms", self._terms)
        concept = self.glossary.concepts[int(terms.concepts[number])]
        return concept, concept.terms[self.source][int(terms.numbers[number])]

    def source_terms(self, text: str) -> list[SourceMatch]:
        """The source terms in a text, leftmost and longest, without overlap, each a word where it stands."""
        if self._terms is None or self._terms.automaton is None:
            return []
        folded = fold(text)
        return list(self._words_in(text, folded, 0, len(text)))

    def _words_in(self, text: str, folded: str, start: int, end: int) -> Iterator[SourceMatch]:
        """The source terms between two places; where the longest one is no word there, those within it may be."""
        automaton = cast("Terms", self._terms).automaton
        for first, last, number in automaton.find(folded[start:end]) if automaton else ():
            first, last = start + first, start + last  # noqa: PLW2901
            concept, term = self._known(number)
            if _bounded(folded, first, last) and not (term.exact_case and text[first:last] != term.text):
                yield SourceMatch(first, last, concept, term)
            elif last - first > 2:
                shorter = list(self._words_in(text, folded, first, last - 1))
                yield from shorter or self._words_in(text, folded, first + 1, last)

    def lookup(self, term: str) -> tuple[Concept, Term] | None:
        """The concept whose source term this is, whatever its variant, width or case."""
        if self._terms is None or self._terms.automaton is None:
            return None
        found = self._terms.automaton.find(fold(term))
        if not found or found[0][:2] != (0, len(term)):
            return None
        known = self._known(found[0][2])
        return None if known[1].exact_case and known[1].text != term else known

    @cached_property
    def _wrong_automaton(self) -> daachorse.CharwiseDoubleArrayAhoCorasick | None:
        if not self.wrong_forms:
            return None
        return daachorse.CharwiseDoubleArrayAhoCorasick(list(self.wrong_forms), daachorse.MATCH_KIND_STANDARD)

    @cached_property
    def _context_words(self) -> ContextWords:
        return ContextWords(self.glossary.index.words)

    def around(self, text: str, lowered: str | None = None) -> Surroundings:
        """A text, ready for its terms to be looked up in their contexts.

        Args:
            text: the text.
            lowered: `lower` of the text, when the caller has it.
        """
        return Surroundings(text, lower(text) if lowered is None else lowered, self._context_words)

    @cached_property
    def wrong_forms(self) -> tuple[str, ...]:
        """Every wrong form, lower case, in the order in which `wrong_renderings` takes their numbers."""
        return tuple(form for form, _ in self.glossary.index.wrongs) if self.target == "en" else ()

    @cached_property
    def rivals(self) -> list[tuple[str, Concept]]:
        """The forms of names that have several, each with its concept."""
        return [(form, self.glossary.concepts[number]) for form, number in self.glossary.index.rivals.get(self.target, ())]

    def wrong_renderings(self, around: Surroundings, hits: Iterable[tuple[int, int, int]] | None = None) -> Iterator[WrongMatch]:
        """The wrong renderings in a text whose context holds; the longest wins where two overlap.

        Args:
            around: the text.
            hits: start, end and number of every one of `wrong_forms` in it, when the caller has looked for them.
        """
        text, lowered = around.text, around.lowered
        if hits is None:
            hits = self._wrong_automaton.find_overlapping(lowered) if self._wrong_automaton else ()
        matches = []
        for start, end, number in hits:
            if (start and _wordy(lowered[start - 1]) and _wordy(lowered[start])) or (
                end < len(lowered) and _wordy(lowered[end]) and _wordy(lowered[end - 1])
            ):
                continue
            for place in self.glossary.index.wrongs[number][1]:
                concept = self.glossary.concepts[place.concept]
                wrong = concept.wrongs[place.wrong]
                form, found = wrong.forms[place.form], text[start:end]
                if wrong.exact_case and found != form:
                    continue
                if around.hold(wrong.context, start, end):
                    matches.append(WrongMatch(start, end, concept, wrong, _cased(wrong.use[place.form], found, form)))
        matches.sort(key=lambda match: (match.start, match.start - match.end, -match.concept.layer, match.concept.id))
        reach = 0
        for match in matches:
            if match.start >= reach:
                reach = match.end
                yield match

    def senses(self, concept: Concept, around: Surroundings, start: int, end: int) -> list[Term]:
        """The renderings of a concept whose context holds at a span of a text, conditioned ones first."""
        usable = [term for term in concept.terms.get(self.target, ()) if term.status in USABLE]
        held = [term for term in usable if term.context and around.hold(term.context, start, end)]
        return sorted(held + [term for term in usable if not term.context], key=lambda term: term.status == "proposed")

    def render(self, concept: Concept, around: Surroundings, start: int, end: int) -> Rendering | None:
        """What should stand at a span of a text in place of a concept's source term.

        Args:
            concept: what the span means.
            around: the text.
            start, end: the span.

        Returns:
            The rendering, or None when the concept has none in the target language that may stand here.
        """
        senses = self.senses(concept, around, start, end)
        if not senses:
            return None
        line_start, line_end = around.line(start)
        before = around.text[max(line_start, start - SENTENCE_REACH) : start]
        after = around.text[end : min(end + SENTENCE_REACH, line_end)]
        term = senses[0]
        form, certain, why = _fit(term, before, after)
        if term.status == "proposed" or not (concept.reviewed or term.reviewed):
            certain, why = False, "the entry is only proposed"
        elif not term.context and sum(each.status == "preferred" and not each.context for each in senses) > 1:
            certain, why = False, "several senses are possible here"
        elif not term.context and any(each.context and each.pos == "name" for each in concept.terms.get(self.target, ())):
            certain, why = False, "it may be the name"
        if english.opens_sentence(before):
            form = english.capitalised(form, "A")
        return Rendering(form, term, certain, why)


def _fit(term: Term, before: str, after: str) -> tuple[str, bool, str]:
    place, certain = english.slot(before, after)
    if term.pos == "name":
        return _name(term, place, before, after)
    word, gap = english.word_before(before)
    following = english.word_after(after)
    if place is english.Place.UNKNOWN:
        return term.text, False, "the sentence does not tell which form fits"
    if place is english.Place.NOUN and term.form("noun") is None and term.form("ing") is not None:
        place = english.Place.ING
    if place in (english.Place.NOUN, english.Place.PLURAL) and english.articled(term.text, before):
        return term.text, certain, "with its article"
    if place is english.Place.PLURAL and term.form("plural") is None:
        return term.text, certain and term.pos == "noun", "the only form"
    bare = not gap and word.lower() not in english.DETERMINERS | english.PREPOSITIONS and not word.lower().endswith(("'s", "’s"))
    if place is english.Place.ADJECTIVE and bare and word and term.form("verb") is not None:
        return term.form("noun") or term.text, False, "it may be the verb here"
    if place is english.Place.ADJECTIVE and term.form("adjective") is not None and english.may_be_verb(following):
        certain = False
    if place is english.Place.ADJECTIVE and term.form("adjective") is None:
        place = english.Place.NOUN
    form = term.form(place.value)
    if form is None and place is english.Place.NOUN:
        form = term.form("phrase")
    if form is None:
        return term.text, False, f"the entry has no form for a {place.value} here"
    if _wrong_article(before, form):
        return form, False, ARTICLE
    if place is english.Place.NOUN and term.form("plural") is None and not gap and word.lower() in ("a", "an", "another", "every"):
        return form, False, "it is not counted, and a counted noun belongs here"
    return form, certain, f"{place.value} form" if certain else f"perhaps the {place.value} form"


def _name(term: Term, place: english.Place, before: str, after: str) -> tuple[str, bool, str]:
    after_article = before.rstrip().lower().endswith(" the")
    attributive = place is english.Place.ADJECTIVE
    adjective = term.forms.get("adjective") if attributive else None
    form = adjective or (term.forms.get("noun") if after_article and not attributive else None) or term.text
    if _wrong_article(before, form):
        return form, False, ARTICLE
    if adjective and english.may_be_verb(english.word_after(after)):
        return form, False, "the word behind it may be a verb or a noun"
    if term.article:
        article = english.article(before, after)
        if article is english.Article.WANTED:
            return f"the {form}", True, "a name, with its article"
        return form, article is english.Article.THERE, "a name" if article is english.Article.THERE else "it may want its article"
    return form, True, "a name"


ARTICLE = "the article before it would have to change"


def _wrong_article(before: str, form: str) -> bool:
    """Whether the word before is "a" where the form needs "an", or the other way round."""
    word = before.split()[-1:] if before.endswith((" ", "\u00a0")) or before[-1:].isalpha() else []
    return bool(word) and word[0].lower() in ("a", "an") and (word[0].lower() == "an") != (form[:1].lower() in "aeiou")


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a span is no slice of a longer word."""
    if (start and _wordy(text[start - 1]) and _wordy(text[start])) or (end < len(text) and _wordy(text[end]) and _wordy(text[end - 1])):
        return False
    return _wordy(text[start]) or stands_alone(text, start, end)


def _wordy(char: str) -> bool:
    return char.isalnum() and not "\u2e80" <= char <= "\u9fff"


def _cased(use: str, found: str, form: str) -> str:
    """The right rendering with a capital where the wrong one has one that its entry does not."""
    if found[:1].isupper() and not form[:1].isupper():
        return use[:1].upper() + use[1:]
    return use
