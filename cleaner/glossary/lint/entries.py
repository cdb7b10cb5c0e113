"""Checks that need nothing but the entry.

The language that an entry names first is that of its source terms; the others are those of its
renderings.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from cleaner.glossary.entry import USABLE, Concept, Context, Term
from cleaner.glossary.folding import fold, lower
from cleaner.glossary.lint import spelling
from cleaner.glossary.lint.checks import Problem, Spot
from cleaner.patterns import regex

LANGUAGES = frozenset(
    """aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu
fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr
ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps
pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve
vi vo wa wo xh yi yo za zh zu""".split()
)
"""Two-letter codes of ISO 639-1; three letters are left to ISO 639-3, which has some 7,900."""
MEANT = {
    "chi": "zh", "zho": "zh", "cn": "zh", "tw": "zh", "chs": "zh", "cht": "zh", "eng": "en", "us": "en", "gb": "en", "jp": "ja",
    "jpn": "ja", "kor": "ko", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de", "spa": "es", "rus": "ru", "ara": "ar", "vie": "vi",
    "vn": "vi", "tha": "th", "por": "pt", "br": "pt", "ita": "it", "cz": "cs", "dk": "da", "gr": "el", "ua": "uk", "khm": "km",
    "mya": "my", "bur": "my", "mm": "my", "ind": "id", "msa": "ms", "may": "ms",
}  # fmt: skip
"""Codes of countries, and of ISO 639-2 and 3, that mean a language with a code of two letters."""

REVIEW = regex(r"(\d{4}-\d{2}-\d{2})(?: \S.*)")
ANY_ZONE = timedelta(days=1)
"""Somewhere it is tomorrow already."""


class Text(NamedTuple):
    """A term or one of its forms, with its place and language."""

    text: str
    spot: Spot
    language: str
    term: Term


def texts(concept: Concept) -> Iterator[Text]:
    """The terms of an entry, each followed by its forms."""
    for language, terms in concept.terms.items():
        for number, term in enumerate(terms):
            yield Text(term.text, Spot(language, number), language, term)
            for name, form in term.forms.items():
                yield Text(form, Spot(language, number, name), language, term)


def renderings(concept: Concept) -> Iterator[tuple[str, int, Term]]:
    """Language, number and term of every rendering."""
    for language in list(concept.terms)[1:]:
        for number, term in enumerate(concept.terms[language]):
            yield language, number, term


def source_terms(concept: Concept) -> tuple[str, tuple[Term, ...]]:
    """The language of the source terms, and these."""
    return next(iter(concept.terms.items()))


def problems(concept: Concept, today: date, stale: int) -> Iterator[Problem]:
    """What is wrong with an entry, whatever other entries say.

    Args:
        concept: the entry.
        today: what reviews are measured by.
        stale: days after which a review is stale.
    """
    yield from _languages(concept)
    yield from _characters(concept)
    yield from _sources(concept)
    yield from _renderings(concept)
    yield from _defaults(concept)
    yield from _contexts(concept)
    yield from _origin(concept)
    yield from _reviews(concept, today, stale)


def _languages(concept: Concept) -> Iterator[Problem]:
    for language in concept.terms:
        meant = MEANT.get(language) if language not in LANGUAGES else None
        if meant:
            yield Problem("unknown-language", Spot(language), f"`{language}` is not the code of a language here; write `{meant}`")
        elif language not in LANGUAGES and not (len(language) == 3 and language.isascii()):
            yield Problem(
                "unknown-language", Spot(language), f"`{language}` is not a language code of ISO 639-1; write one such as zh, en or de"
            )


def _characters(concept: Concept) -> Iterator[Problem]:
    numbers = {language for language, terms in concept.terms.items() if any(spelling.has_number(term.text) for term in terms)}
    for text, spot, language, _ in texts(concept):
        yield from (Problem("stray-character", spot, f"“{text}”: {said}") for said in spelling.stray(text, language))
        numbered = bool(numbers - {language})
        yield from (Problem("ocr-residue", spot, f"“{text}”: {said}") for said in spelling.residue(text, numbered))
        yield from _patterns(text, spot)
    for number, wrong in enumerate(concept.wrongs):
        for text in wrong.forms:
            yield from (Problem("stray-character", Spot("wrong", number), f"“{text}”: {said}") for said in spelling.invisible(text))
            yield from _patterns(text, Spot("wrong", number))
        for text in dict.fromkeys(wrong.use):
            yield from (
                Problem("stray-character", Spot("wrong", number, "use"), f"“{text}”: {said}")
                for said in spelling.stray(text, "en", edges=False)
            )


def _patterns(text: str, spot: Spot) -> Iterator[Problem]:
    found = spelling.pattern(text)
    if found:
        said = (
            f"“{text}”: {found!r} looks like a pattern, and terms are plain text; write the forms out, each as a line or a form of its own"
        )
        yield Problem("regex-in-term", spot, said)


def _sources(concept: Concept) -> Iterator[Problem]:
    language, terms = source_terms(concept)
    conditioned = all(term.context for _, _, term in renderings(concept) if term.status in USABLE)
    seen: dict[str, Term] = {}
    for number, term in enumerate(terms):
        first = seen.setdefault(fold(term.text), term)
        if first is not term:
            how = "the same" if first.text == term.text else f"the same as “{first.text}” in another variant, width or case"
            yield Problem("duplicate-source", Spot(language, number), f"“{term.text}” is {how}; take it out")
        if conditioned or term.status == "forbidden":
            continue
        latin = term.text.isascii() and term.text.isalnum()
        if len(term.text) == 1 and (concept.reviewed or latin):
            said = f"“{term.text}” alone is found inside and between other words; give every rendering a `near`, or take the term out"
            yield Problem("short-source", Spot(language, number), said)
        elif latin and len(term.text) == 2 and not term.exact_case:
            said = f"“{term.text}” has two letters and is part of other words; add `case: exact`, give every rendering a `near`, or take it out"
            yield Problem("short-source", Spot(language, number), said)


def _renderings(concept: Concept) -> Iterator[Problem]:
    _, sources = source_terms(concept)
    same = {term.text: term for term in sources}
    for language, number, term in renderings(concept):
        spot = Spot(language, number)
        if term.status == "do-not-translate":
            if term.text not in same:
                said = f"“{term.text}” is to stay as it is, but the term is “{sources[0].text}”; write that, or give the rendering another status"
                yield Problem("changed-do-not-translate", spot, said)
        elif term.text in same and same[term.text].status != "do-not-translate":
            said = f"“{term.text}” is the term itself; add `status: do-not-translate`, or put the rendering there"
            yield Problem("untranslated-rendering", spot, said)
        for name, form in term.forms.items():
            if form == term.text and _is_needless(term, name):
                said = f"the {name} form is “{form}” without this line too; take it out"
                yield Problem("needless-form", Spot(language, number, name), said)


def _is_needless(term: Term, name: str) -> bool:
    """Whether a form equal to the term is redundant; an equal plural marks a countable noun."""
    return name == term.pos or (term.pos == "name" and name in ("noun", "plural"))


def _defaults(concept: Concept) -> Iterator[Problem]:
    first: dict[str, Term] = {}
    for language, number, term in renderings(concept):
        if term.status != "preferred" or term.context:
            continue
        other = first.setdefault(language, term)
        if other is not term:
            said = f"“{other.text}” and “{term.text}” are both preferred without conditions; give one `near` or `unless`, or `status: admitted`"
            yield Problem("several-defaults", Spot(language, number), said)


def _contexts(concept: Concept) -> Iterator[Problem]:
    for language, terms in concept.terms.items():
        for number, term in enumerate(terms):
            spot = Spot(language, number)
            yield from _context(term.context, spot)
            if term.context:
                yield from _examples("condition", term.hits, term.misses, spot)
    for number, wrong in enumerate(concept.wrongs):
        yield from _context(wrong.context, Spot("wrong", number))
        yield from _examples("form", wrong.hits, wrong.misses, Spot("wrong", number))


def _context(context: Context, spot: Spot) -> Iterator[Problem]:
    words = {lower(word) for word in context.unless}
    stems = {word[:-1] for word in words if word.endswith("*")}
    lengths = sorted({len(stem) for stem in stems})
    for word in context.near:
        plain = lower(word)
        stem = plain.rstrip("*")
        if plain in words or any(stem[:length] in stems for length in lengths):
            said = f"`{word}` is asked for by `near` and ruled out by `unless`; take it out of one of the two"
            yield Problem("impossible-context", spot._replace(qualifier="near"), said)


def _examples(what: str, hits: Iterable[str], misses: Iterable[str], spot: Spot) -> Iterator[Problem]:
    if not hits:
        yield Problem("missing-example", spot, f"no sentence shows where the {what} holds; add a `hit`")
    if not misses:
        yield Problem("missing-example", spot, f"no sentence shows where the {what} does not hold; add a `miss`, the nearer the better")


def _origin(concept: Concept) -> Iterator[Problem]:
    if not concept.source:
        yield Problem("missing-origin", Spot(), "who renders it so? add `source:` with a named public document or body, or `literal`")
    if not concept.domain:
        yield Problem("missing-domain", Spot(), "add `domain:` with the field, a word or two joined by `-`")


def _reviews(concept: Concept, today: date, stale: int) -> Iterator[Problem]:
    said = [(concept.reviewed, Spot("reviewed"))]
    for language, terms in concept.terms.items():
        for number, term in enumerate(terms):
            said.append((term.reviewed, Spot(language, number, "reviewed")))
            if term.status == "proposed" and concept.reviewed:
                yield Problem("unreviewed", Spot(language, number), f"“{term.text}” is only proposed")
    if not any(review for review, _ in said):
        yield Problem("unreviewed", Spot(), "the entry is only proposed; add `reviewed:` once somebody has looked at it")
    for review, spot in said:
        if review:
            yield from _review(review, spot, today, stale)


def _review(review: str, spot: Spot, today: date, stale: int) -> Iterator[Problem]:
    match = REVIEW.fullmatch(review)
    try:
        day = date.fromisoformat(match[1]) if match else None
    except ValueError:
        day = None
    if day is None:
        yield Problem("bad-review-date", spot, f"“{review}” is not a date and name; write them as {today.isoformat()} NAME")
    elif day > today + ANY_ZONE:
        yield Problem("bad-review-date", spot, f"{day.isoformat()} is still to come; write the day on which it was reviewed")
    elif (today - day).days > stale:
        yield Problem(
            "stale-review", spot, f"the review is {(today - day).days:,} days old; look at the entry again and write today's date"
        )
