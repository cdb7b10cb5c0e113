"""The form of an English rendering for a place: "policy", "policies", "the policy".

The probability of each form comes from `cleaner/models/word_forms.py`; where it is too low, grammar
suggests a form, and the rendering is only proposed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cleaner.glossary.entry import Term
from cleaner.languages import english
from cleaner.models import word_forms

SURE = 0.88
"""Probability from which on a form is applied without review: 4 in 100 of these are wrong
(`cleaner/models/word_forms.md`)."""
SINGULARS = frozenset("a an another each every one this".split())
"""Determiners before a countable noun in the singular."""
NATIONAL = ("an", "ese", "ish", "ch", "ern")
"""Endings of adjectives that have a capital but are not part of a name."""
ARTICLE = "the article before it would have to change"
PLACE_FORMS: dict[english.Place, tuple[str, ...]] = {
    english.Place.ADJECTIVE: ("adjective", "noun", "phrase"),
    english.Place.NOUN: ("noun", "ing", "phrase"),
}
"""Forms for a place, best first; other places take the form of their name."""


class Fit(NamedTuple):
    """A form of a term for a place.

    Attributes:
        text: the form, with "the" where the place needs it.
        certain: whether it is beyond doubt.
        why: the reason for the choice, or for the doubt.
    """

    text: str
    certain: bool
    why: str


def fit(term: Term, before: str, after: str) -> Fit:
    """Choose the form of a term for a place.

    Args:
        term: an English term.
        before, after: the sentence up to the place and from its end on.
    """
    forms = forms_of(term)
    one_form = len(set(forms.values())) <= 1
    place, chosen = _only_form(term, before, after) if one_form else _likeliest_form(term, forms, before, after)
    form, certain, why = chosen
    if place != "adjective" and (term.article or form.startswith("the ") or term.text == f"the {form}"):
        article = english.article(before, after)
        form = form.removeprefix("the ")
        if article is english.Article.UNKNOWN:
            return Fit(form, False, "it may want its article")
        if article is english.Article.MISSING:
            form, why = f"the {form}", "with its article"
    doubt = _doubt(term, form, before, after)
    return Fit(form, False, doubt) if doubt else Fit(form, certain, why)


def word_of(term: Term) -> str:
    """The name of a term in the weights of `word_forms`."""
    return f"{term.text}|{term.pos}"


def forms_of(term: Term) -> dict[str, str]:
    """The forms of a term that a sentence may ask for; a name has those of a noun."""
    forms = {form: spelled for form in word_forms.FORMS if (spelled := term.form(form))}
    if term.pos == "name":
        forms.setdefault("noun", term.text)
    return forms


def _likeliest_form(term: Term, forms: Mapping[str, str], before: str, after: str) -> tuple[str, Fit]:
    """Name and form: the most probable of several, or if unsure the one that grammar suggests."""
    name, probability = word_forms.best(word_of(term), forms, before, after)
    if probability >= SURE:
        return name, Fit(forms[name], True, f"{name} form")
    place = english.slot(before, after).place
    suggested = (term.pos,) if place is english.Place.UNKNOWN else PLACE_FORMS.get(place, (place.value,))
    name = next((form for form in suggested if form in forms), name)
    return name, Fit(forms[name], False, f"perhaps the {name} form")


def _only_form(term: Term, before: str, after: str) -> tuple[str, Fit]:
    """Place and form of a term with one form, certain where the place takes its word class."""
    place, certain = english.slot(before, after)
    if term.pos == "name":
        return term.pos, Fit(term.text, True, "a name")
    if term.pos == "phrase":
        word, gap = english.word_before(before)
        fits, certain = bool(gap) or word.lower() not in english.DETERMINERS, True
    elif place is english.Place.PLURAL:
        fits = term.pos == "noun" and term.text.endswith(("s", "people"))
    elif term.pos == "noun":
        fits = place in (english.Place.NOUN, english.Place.ADJECTIVE)
    else:
        fits = place.value == term.pos
    why = "the only form" if fits else "the sentence does not tell whether it fits"
    return place.value, Fit(term.forms.get(place.value, term.text), certain and fits, why)


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """A form between its neighbours.

    Attributes:
        term: the term; `form` is its form.
        before: the text up to the place.
        written: the word before the place, as written; `word` in lower case.
        adjacent: whether no mark separates that word from the place.
        following: the word right after the place, lower case.
        head: the first word of the form, lower case.
    """

    term: Term
    form: str
    before: str
    written: str
    word: str
    adjacent: bool
    following: str
    head: str


def _doubt(term: Term, form: str, before: str, after: str) -> str:
    """Why a form may be wrong between its neighbours; empty when nothing speaks against it."""
    written, gap = english.word_before(before)
    following, head = english.word_after(after).lower(), form.split(maxsplit=1)[0].lower()
    here = _Neighbours(term, form, before, written, written.lower(), bool(written) and not gap, following, head)
    return next((reason for speaks_against, reason in DOUBTS if speaks_against(here)), "")


def _wrong_article(here: _Neighbours) -> bool:
    """Whether "a" comes before a form that needs "an", or the other way round."""
    before = here.before
    words = before.split()[-1:] if before.endswith((" ", "\u00a0")) or before[-1:].isalpha() else []
    return bool(words) and words[0].lower() in ("a", "an") and (words[0].lower() == "an") != english.takes_an(here.form)


def _word_twice(here: _Neighbours) -> bool:
    last = here.form.rsplit(maxsplit=1)[-1].lower()
    return (here.adjacent and here.word == here.head) or (bool(here.following) and here.following == last)


def _two_determiners(here: _Neighbours) -> bool:
    determined = here.word in english.DETERMINERS or here.word in english.QUANTIFIERS
    return here.adjacent and determined and (here.head in english.DETERMINERS or here.head == "all")


def _two_prepositions(here: _Neighbours) -> bool:
    prepositional = here.term.pos == "phrase" or here.head in english.PREPOSITIONS
    return here.term.pos != "name" and here.adjacent and prepositional and here.word in english.PREPOSITIONS


def _part_of_name(here: _Neighbours) -> bool:
    """Whether the word before has a capital that neither its sentence nor its class explains."""
    if here.term.pos == "name" or not here.adjacent or not here.written[:1].isupper():
        return False
    content = here.word not in english.FUNCTION_WORDS and not here.word.endswith(("'s", "’s"))
    sentence_start = english.opens_sentence(here.before[: -len(here.written)].rstrip())
    return content and not sentence_start and not here.word.endswith(NATIONAL)


def _uncountable(here: _Neighbours) -> bool:
    """Whether a singular determiner comes before a noun without a plural."""
    if here.term.pos == "name" or not here.adjacent or here.word not in SINGULARS or here.term.form("plural") is not None:
        return False
    return here.word in ("a", "an", "another", "every") or here.form.endswith("s")


DOUBTS: tuple[tuple[Callable[[_Neighbours], bool], str], ...] = (
    (_wrong_article, ARTICLE),
    (_word_twice, "the word beside it would stand twice"),
    (_two_determiners, ARTICLE),
    (_two_prepositions, "a phrase with a preposition of its own"),
    (_part_of_name, "it may be part of a name"),
    (_uncountable, "it is not counted, and a counted noun belongs here"),
)
"""What speaks against a form, and the reason that is given; the first that holds counts."""
