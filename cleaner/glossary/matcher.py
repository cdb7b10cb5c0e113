"""Finding the glossary's terms: longest match, variants folded, senses chosen by their context.

One automaton (daachorse, leftmost-longest) holds every source term, folded to Simplified and half
width; another holds every wrong rendering, lower case. Which form of a rendering fits a place is
decided in `fit.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import daachorse

from cleaner.glossary.context import ContextText
from cleaner.glossary.entry import USABLE, Concept, Term, Wrong
from cleaner.glossary.fit import fit
from cleaner.glossary.folding import fold, lower
from cleaner.glossary.index import Terms
from cleaner.glossary.store import Glossary
from cleaner.languages import english
from cleaner.languages.boundaries import stands_alone
from cleaner.patterns import regex

MAX_LOOKED_UP = 4096
"""Terms whose entries are kept in memory."""
SENTENCE_REACH = 400
"""Code points on each side, within the line, that are read to choose the form of a rendering: more
than most sentences have."""
GLOSS_REACH = 40
"""Code points on each side, within the line, in which a rendering makes its original a gloss."""


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
        text: the form for the place, without spaces around it.
        term: the sense it comes from.
        certain: whether entry, sense and form are beyond doubt.
        why: the reason for the choice, or for the doubt.
    """

    text: str
    term: Term
    certain: bool
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the glossary proposes for a span of a text.

    Attributes:
        concept: the entry.
        source: its source term.
        rendering: None when no rendering may be used at this place.
        forms: every form of the entry's renderings, in the entry's order.
        unreviewed: whether the source term is only proposed.
        glossed: whether the rendering is already next to the span.
    """

    concept: Concept
    source: Term
    rendering: Rendering | None
    forms: tuple[str, ...]
    unreviewed: bool
    glossed: bool

    @property
    def certain(self) -> bool:
        """Whether the glossary has no doubt that the rendering belongs in place of the span."""
        return self.rendering is not None and self.rendering.certain and not self.unreviewed and not self.glossed

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The rendering first, then every other form of the entry."""
        return tuple(dict.fromkeys((self.rendering.text, *self.forms) if self.rendering else self.forms))


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
        self._looked_up: dict[str, tuple[Concept, Term] | None] = {}

    @cached_property
    def _terms(self) -> Terms | None:
        return self.glossary.index.terms.get(self.source)

    def _known(self, number: int) -> tuple[Concept, Term]:
        terms = cast("Terms", self._terms)
        concept = self.glossary.concepts[int(terms.concepts[number])]
        return concept, concept.terms[self.source][int(terms.numbers[number])]

    def source_terms(self, text: str, limit: int | None = None) -> list[SourceMatch]:
        """The source terms in a text, leftmost and longest, without overlap, each a whole word; only the first `limit` of them, if given."""
        folded = fold(text)
        found = []
        reach = 0
        for start, end, number in sorted(self._matches(folded), key=lambda match: (match[0], -match[1])):
            if start < reach or not _is_word(folded, start, end):
                continue
            concept, term = self._known(number)
            if term.exact_case and text[start:end] != term.text:
                continue
            found.append(SourceMatch(start, end, concept, term))
            reach = end
            if len(found) == limit:
                break
        return found

    def named(self, text: str) -> frozenset[str]:
        """Ids of the concepts with a term in a text, also where the term is part of a word."""
        return frozenset(self._known(number)[0].id for number in {number for _, _, number in self._matches(fold(text))})

    def _matches(self, folded: str) -> Sequence[tuple[int, int, int]]:
        automaton = self._terms.automaton if self._terms else None
        return automaton.find_overlapping(folded) if automaton else ()

    def lookup(self, term: str) -> tuple[Concept, Term] | None:
        """The concept whose source term this is, whatever its variant, width or case; the same words are asked for again and again."""
        if term not in self._looked_up:
            if len(self._looked_up) >= MAX_LOOKED_UP:
                self._looked_up.clear()
            self._looked_up[term] = self._lookup(term)
        return self._looked_up[term]

    def _lookup(self, term: str) -> tuple[Concept, Term] | None:
        number = next((number for start, end, number in self._matches(fold(term)) if (start, end) == (0, len(term))), None)
        if number is None:
            return None
        known = self._known(number)
        return None if known[1].exact_case and known[1].text != term else known

    @cached_property
    def _wrong_automaton(self) -> daachorse.CharwiseDoubleArrayAhoCorasick | None:
        if not self.wrong_forms:
            return None
        return daachorse.CharwiseDoubleArrayAhoCorasick(list(self.wrong_forms), daachorse.MATCH_KIND_STANDARD)

    def preferred(self, term: str) -> Term | None:
        """The usual rendering of a source term without context; None when there is none."""
        known = self.lookup(term)
        return known[0].preferred(self.target) if known else None

    def around(self, text: str, lowered: str | None = None) -> ContextText:
        """Prepare a text for looking up terms in their contexts.

        Args:
            text: the text.
            lowered: `lower` of the text, when the caller has it.
        """
        return ContextText(text, lower(text) if lowered is None else lowered)

    @cached_property
    def wrong_forms(self) -> tuple[str, ...]:
        """Every wrong form, lower case, in the order of the numbers for `wrong_renderings`."""
        return tuple(form for form, _ in self.glossary.index.wrongs) if self.target == "en" else ()

    @cached_property
    def rivals(self) -> list[tuple[str, Concept]]:
        """The forms of names that have several, each with its concept."""
        return [(form, self.glossary.concepts[number]) for form, number in self.glossary.index.rivals.get(self.target, ())]

    def wrong_renderings(self, around: ContextText, matches: Iterable[tuple[int, int, int]] | None = None) -> Iterator[WrongMatch]:
        """Find wrong renderings whose context holds; where two overlap, the first or longer one wins.

        Args:
            around: the text.
            matches: start, end and number of each of `wrong_forms` in it, when the caller has
                searched for them.
        """
        if matches is None:
            matches = self._wrong_automaton.find_overlapping(around.lowered) if self._wrong_automaton else ()
        found = [match for start, end, number in matches if (match := self._wrong(around, start, end, number)) is not None]
        found.sort(key=lambda match: (match.start, match.start - match.end, -match.concept.layer, match.concept.id))
        reach = 0
        for match in found:
            if match.start >= reach:
                reach = match.end
                yield match

    def _wrong(self, around: ContextText, start: int, end: int, number: int) -> WrongMatch | None:
        """The first entry with a wrong form, by its number, whose context holds at a span."""
        if _cuts(around.lowered, start) or _cuts(around.lowered, end):
            return None
        written = around.text[start:end]
        for place in self.glossary.index.wrongs[number][1]:
            concept = self.glossary.concepts[place.concept]
            wrong = concept.wrongs[place.wrong]
            form = wrong.forms[place.form]
            if (not wrong.exact_case or written == form) and around.holds(wrong.context, start, end):
                return WrongMatch(start, end, concept, wrong, _cased(wrong.use[place.form], written, form))
        return None

    def senses(self, concept: Concept, around: ContextText, start: int, end: int) -> list[Term]:
        """The renderings of a concept whose context holds at a span, conditional ones first."""
        usable = [term for term in concept.terms.get(self.target, ()) if term.status in USABLE]
        held = [term for term in usable if term.context and around.holds(term.context, start, end)]
        return sorted(held + [term for term in usable if not term.context], key=lambda term: term.status == "proposed")

    def render(self, concept: Concept, around: ContextText, start: int, end: int) -> Rendering | None:
        """Choose the rendering that replaces a concept's source term at a span.

        Args:
            concept: what the span means.
            around: the text.
            start, end: the span.

        Returns:
            The rendering, or None when the concept has none in the target language that may be used
            here.
        """
        senses = self.senses(concept, around, start, end)
        if not senses:
            return None
        first, last = around.around(start, end, SENTENCE_REACH)
        before, after = around.text[first:start], around.text[end:last]
        term = senses[0]
        form, certain, why = fit(term, before, after)
        if term.status == "proposed" or not (concept.reviewed or term.reviewed):
            certain, why = False, "the entry is only proposed"
        elif not term.context and sum(each.status == "preferred" and not each.context for each in senses) > 1:
            certain, why = False, "several senses are possible here"
        elif not term.context and any(each.context and each.pos == "name" for each in concept.terms.get(self.target, ())):
            certain, why = False, "it may be the name"
        if english.opens_sentence(before):
            form = english.capitalised(form, "A")
        return Rendering(form, term, certain, why)

    def propose(self, around: ContextText, start: int, end: int, term: str | None = None) -> Proposal | None:
        """Look a span of a text up and choose its rendering.

        Args:
            around: the text.
            start, end: the span.
            term: the source term, when it is not all of the span (an item of a list).

        Returns:
            The proposal, or None when the glossary does not have the term.
        """
        known = self.lookup(around.text[start:end] if term is None else term)
        if known is None:
            return None
        concept, source = known
        rendering = self.render(concept, around, start, end)
        forms = tuple(form for each in concept.terms.get(self.target, ()) for form in each.all_forms)
        glossed = rendering is not None and _is_near(rendering.term, around, start, end)
        return Proposal(concept, source, rendering, forms, source.status == "proposed", glossed)


def _is_near(term: Term, around: ContextText, start: int, end: int) -> bool:
    """Whether a form of a rendering is near a span, which is then a gloss of its translation."""
    first, last = around.around(start, end, GLOSS_REACH)
    near = around.lowered[first:start] + "\0" + around.lowered[end:last]
    return any(form.lower() in near for form in term.all_forms)


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether a span is a whole word and not part of a longer one."""
    if _cuts(text, start) or (_cuts(text, end) and not _is_hangul(text[end - 1])):
        return False
    return _is_letter(text[start]) or stands_alone(text, start, end)


def _cuts(text: str, position: int) -> bool:
    """Whether a position is inside a word of a script that writes spaces between words."""
    return 0 < position < len(text) and _is_letter(text[position - 1]) and _is_letter(text[position])


UNSPACED = regex("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]")
"""Letters of scripts without spaces between words: Thai, Lao, Burmese, Khmer, Han, kana."""


def _is_letter(char: str) -> bool:
    """Whether a character is a letter or digit of a script that writes spaces between words."""
    return char.isalnum() and not UNSPACED.match(char)


def _is_hangul(char: str) -> bool:
    """Whether a character is Hangul, where particles follow a word without a space."""
    return "\uac00" <= char <= "\ud7a3"


def _cased(use: str, found: str, form: str) -> str:
    """The right rendering, with a capital where only the text gives the wrong form one."""
    if found[:1].isupper() and not form[:1].isupper():
        return use[:1].upper() + use[1:]
    return use
