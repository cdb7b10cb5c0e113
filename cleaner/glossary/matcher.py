"""Finding the glossary's terms: longest match, variants folded, senses chosen by context and by place in the sentence.

One automaton (daachorse, leftmost-longest) holds every source term, folded to Simplified and half width; another holds
every wrong rendering, lower case.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import daachorse

from cleaner.glossary.entry import USABLE, Concept, Term, Wrong
from cleaner.glossary.folding import fold, lower
from cleaner.glossary.index import Terms
from cleaner.glossary.store import Glossary
from cleaner.glossary.surroundings import Surroundings
from cleaner.languages import english
from cleaner.languages.boundaries import stands_alone
from cleaner.models import word_forms

SENTENCE_REACH = 400
"""Code points on each side, within the line, that are read to tell which form of a rendering fits."""
SURE = 0.88
"""Probability of a form from which on it is put in unasked."""


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
        folded = fold(text)
        hits = sorted(self._hits(folded), key=lambda hit: (hit[0], -hit[1]))
        found = []
        reach = 0
        for start, end, number in hits:
            if start < reach or not _bounded(folded, start, end):
                continue
            concept, term = self._known(number)
            if term.exact_case and text[start:end] != term.text:
                continue
            found.append(SourceMatch(start, end, concept, term))
            reach = end
        return found

    def named(self, text: str) -> frozenset[str]:
        """Ids of the concepts that a text has a term of, words or slices of words."""
        return frozenset(self._known(number)[0].id for number in {number for _, _, number in self._hits(fold(text))})

    def _hits(self, folded: str) -> Sequence[tuple[int, int, int]]:
        automaton = self._terms.automaton if self._terms else None
        return automaton.find_overlapping(folded) if automaton else ()

    def lookup(self, term: str) -> tuple[Concept, Term] | None:
        """The concept whose source term this is, whatever its variant, width or case."""
        number = next((number for start, end, number in self._hits(fold(term)) if (start, end) == (0, len(term))), None)
        if number is None:
            return None
        known = self._known(number)
        return None if known[1].exact_case and known[1].text != term else known

    @cached_property
    def _wrong_automaton(self) -> daachorse.CharwiseDoubleArrayAhoCorasick | None:
        if not self.wrong_forms:
            return None
        return daachorse.CharwiseDoubleArrayAhoCorasick(list(self.wrong_forms), daachorse.MATCH_KIND_STANDARD)

    def around(self, text: str, lowered: str | None = None) -> Surroundings:
        """A text, ready for its terms to be looked up in their contexts.

        Args:
            text: the text.
            lowered: `lower` of the text, when the caller has it.
        """
        return Surroundings(text, lower(text) if lowered is None else lowered)

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
            if (start and _joins(lowered[start - 1]) and _joins(lowered[start])) or (
                end < len(lowered) and _joins(lowered[end]) and _joins(lowered[end - 1])
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
                    # the places are in the order in which entries win
                    break
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
    """The form of a term for a place, whether it is beyond doubt, and why, or what is in doubt."""
    forms = forms_of(term)
    if len(set(forms.values())) > 1:
        name, chance = word_forms.best(word_of(term), forms, before, after)
        certain = chance >= SURE
        if not certain:
            name = _usual(term, forms, before, after) or name
        form = forms[name]
        why = f"{name} form" if certain else f"perhaps the {name} form"
    else:
        name, form, certain, why = _only_form(term, before, after)
    if name != "adjective" and (term.article or form.startswith("the ") or term.text == f"the {form}"):
        article = english.article(before, after)
        form = form.removeprefix("the ")
        if article is english.Article.UNKNOWN:
            return form, False, "it may want its article"
        if article is english.Article.MISSING:
            form, why = f"the {form}", "with its article"
    doubt = _doubt(term, form, before, after)
    return (form, False, doubt) if doubt else (form, certain, why)


def word_of(term: Term) -> str:
    """What a term is called in the weights of `word_forms`."""
    return f"{term.text}|{term.pos}"


def forms_of(term: Term) -> dict[str, str]:
    """The forms of a term that a sentence may ask for; a name has those of a noun."""
    forms = {form: spelled for form in word_forms.FORMS if (spelled := term.form(form))}
    if term.pos == "name":
        forms.setdefault("noun", term.text)
    return forms


def _usual(term: Term, forms: Mapping[str, str], before: str, after: str) -> str | None:
    """The form that grammar alone suggests for a place, which is then only proposed; None when it suggests none that the term has."""
    place = english.slot(before, after).place.value
    wanted = {"adjective": ("adjective", "noun", "phrase"), "noun": ("noun", "ing", "phrase"), "unknown": (term.pos,)}.get(place, (place,))
    return next((form for form in wanted if form in forms), None)


def _only_form(term: Term, before: str, after: str) -> tuple[str, str, bool, str]:
    """The one form of a term: for what place it is taken, its spelling, and whether the place asks for a word of its class."""
    place, certain = english.slot(before, after)
    if term.pos == "name":
        return term.pos, term.text, True, "a name"
    form = term.forms.get(place.value, term.text)
    if term.pos == "phrase":
        word, gap = english.word_before(before)
        fits, certain = bool(gap) or word.lower() not in english.DETERMINERS, True
    elif place is english.Place.PLURAL:
        fits = term.pos == "noun" and term.text.endswith(("s", "people"))
    elif term.pos == "noun":
        fits = place in (english.Place.NOUN, english.Place.ADJECTIVE)
    else:
        fits = place.value == term.pos
    return place.value, form, certain and fits, "the only form" if fits else "the sentence does not tell whether it fits"


SINGULARS = frozenset("a an another each every one this".split())


def _doubt(term: Term, form: str, before: str, after: str) -> str:
    """Why a form that a place asks for may be wrong there; empty when nothing speaks against it."""
    written, gap = english.word_before(before)
    word, following = written.lower(), english.word_after(after).lower()
    touches = bool(word) and not gap
    head = form.split(maxsplit=1)[0].lower()
    if _wrong_article(before, form):
        return ARTICLE
    if (touches and word == head) or (following and following == form.rsplit(maxsplit=1)[-1].lower()):
        return "the word beside it would stand twice"
    if touches and (head in english.DETERMINERS or head == "all") and (word in english.DETERMINERS or word in english.QUANTIFIERS):
        return ARTICLE
    if term.pos == "name":
        return ""
    if touches and word in english.PREPOSITIONS and (term.pos == "phrase" or head in english.PREPOSITIONS):
        return "a phrase with a preposition of its own"
    content = touches and word not in english.FUNCTION_WORDS and not word.endswith(("'s", "’s"))
    if content and written[:1].isupper() and not english.opens_sentence(before[: -len(written)].rstrip()) and not word.endswith(NATIONAL):
        return "it may be part of a name"
    if touches and word in SINGULARS and term.form("plural") is None and (word in ("a", "an", "another", "every") or form.endswith("s")):
        return "it is not counted, and a counted noun belongs here"
    return ""


NATIONAL = ("an", "ese", "ish", "ch", "ern")
"""How adjectives end that are written with a capital and are no part of a name."""


ARTICLE = "the article before it would have to change"


def _wrong_article(before: str, form: str) -> bool:
    """Whether the word before is "a" where the form needs "an", or the other way round."""
    word = before.split()[-1:] if before.endswith((" ", "\u00a0")) or before[-1:].isalpha() else []
    return bool(word) and word[0].lower() in ("a", "an") and (word[0].lower() == "an") != english.takes_an(form)


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a span is no slice of a longer word."""
    if start and _joins(text[start - 1]) and _joins(text[start]):
        return False
    if end < len(text) and _joins(text[end]) and _joins(text[end - 1]) and not _hangul(text[end - 1]):
        return False
    return _joins(text[start]) or stands_alone(text, start, end)


UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]")
"""Letters of scripts that write no spaces between words: Thai, Lao, Burmese, Khmer, Han, kana."""


def _joins(char: str) -> bool:
    """Whether a character and its neighbour are of one word when both are of this kind."""
    return char.isalnum() and not UNSPACED.match(char)


def _hangul(char: str) -> bool:
    """Whether particles follow a word of this character's script without a space."""
    return "\uac00" <= char <= "\ud7a3"


def _cased(use: str, found: str, form: str) -> str:
    """The right rendering with a capital where the wrong one has one that its entry does not."""
    if found[:1].isupper() and not form[:1].isupper():
        return use[:1].upper() + use[1:]
    return use
