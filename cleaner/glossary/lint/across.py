"""Checks of an entry against the others: terms that occur twice, circular advice."""

from collections.abc import Iterator
from itertools import islice

from cleaner.glossary.entry import Concept, Context, Wrong
from cleaner.glossary.folding import fold, lower
from cleaner.glossary.lint.checks import Problem, Spot
from cleaner.glossary.lint.entries import renderings, source_terms, texts
from cleaner.glossary.lint.library import MAX_PLACES, Library

RIGHT = ("preferred", "admitted")


def problems(library: Library, entry: int, concept: Concept, before: Concept | None) -> Iterator[Problem]:
    """Problems of an entry in relation to the others.

    Args:
        library: the others.
        entry: number of the entry among them.
        concept: the entry.
        before: the entry above it in its file.
    """
    if before is not None and concept.id < before.id:
        said = f"`{concept.id}` is below `{before.id}` (line {before.line}); move it to its place in the alphabet"
        yield Problem("unsorted-entry", Spot(), said)
    yield from _ids(library, entry, concept)
    yield from _sources(library, entry, concept)
    yield from _unwanted(library, concept)
    yield from _wrongs(library, concept)


def where(concept: Concept) -> str:
    """An entry by its id and its place."""
    return f"`{concept.id}` ({concept.path}:{concept.line})"


def _ids(library: Library, entry: int, concept: Concept) -> Iterator[Problem]:
    first = library.ids[concept.layer][concept.id]
    if first != entry:
        other = library.entries[first]
        said = f"`{concept.id}` is at {other.path}:{other.line} already; make one entry of the two, or give this another id"
        yield Problem("duplicate-concept", Spot(), said)
    for layer in range(concept.layer - 1, -1, -1):
        below = library.ids[layer].get(concept.id)
        if below is not None:
            other = library.entries[below]
            how = "is the same as" if other == concept else "takes the place of"
            said = f"`{concept.id}` {how} the entry at {other.path}:{other.line}; give it another id, or leave it out, unless that is what you want"
            yield Problem("overriding-entry", Spot(), said)
            break


def _sources(library: Library, entry: int, concept: Concept) -> Iterator[Problem]:
    language, terms = source_terms(concept)
    for number, term in enumerate(terms):
        if term.status == "forbidden":
            continue
        key = (language, fold(term.text))
        spot = Spot(language, number)
        first = library.sources[concept.layer][key]
        other = library.entries[first]
        if first != entry and other.id != concept.id:
            apart = _differing(concept, other)
            if apart:
                said = (
                    f"“{term.text}” is “{apart[0]}” here and “{apart[1]}” in {where(other)}; "
                    "make them two renderings of one entry, with `near` or `unless` to tell them apart"
                )
                yield Problem("conflicting-source", spot, said)
            else:
                said = f"“{term.text}” is a term of {where(other)} too; keep one of the two"
                yield Problem("duplicate-source", spot, said)
        for layer in range(concept.layer - 1, -1, -1):
            below = library.sources[layer].get(key)
            if below is not None and library.entries[below].id != concept.id:
                said = f"“{term.text}” is taken from {where(library.entries[below])}; leave it out, unless that is what you want"
                yield Problem("overriding-entry", spot, said)
            if below is not None:
                break


def _differing(one: Concept, other: Concept) -> tuple[str, str] | None:
    """The renderings that two entries give the same term where nothing tells them apart."""
    for language in list(one.terms)[1:]:
        mine, theirs = one.preferred(language), other.preferred(language)
        if mine and theirs and lower(mine.text) != lower(theirs.text) and not (mine.context and theirs.context):
            return mine.text, theirs.text
    return None


def _unwanted(library: Library, concept: Concept) -> Iterator[Problem]:
    preferred = {language: concept.preferred(language) for language in concept.terms}
    for language, number, term in renderings(concept):
        spot = Spot(language, number)
        if term.status in ("deprecated", "forbidden"):
            usual = preferred[language]
            there = library.unwanted[language].get(lower(usual.text)) if usual else None
            if usual and there:
                said = f"“{usual.text}” is to be used for “{term.text}”, and is {there[1]} in {where(library.entries[there[0]])}; choose one for both"
                yield Problem("circular-advice", spot, said)
    for text, spot, language, term in texts(concept):
        if term.status not in RIGHT or language not in library.forbidden:
            continue
        forms, automaton = library.forbidden[language]
        lowered = lower(text)
        for start, end, number in automaton.find_overlapping(lowered):
            if end - start < len(text) and _bounded(lowered, start, end):
                other = library.entries[library.unwanted[language][forms[number]][0]]
                said = f"“{text}” holds “{text[start:end]}”, which is forbidden in {where(other)}; write what is forbidden at greater length, or change this"
                yield Problem("wrong-inside-right", spot, said)
                break


def _wrongs(library: Library, concept: Concept) -> Iterator[Problem]:
    matcher = library.matcher("zh", "en")
    for text, spot, language, term in texts(concept):
        if language != "en" or term.status not in RIGHT or language == source_terms(concept)[0]:
            continue
        for match in islice(library.reported(matcher.around(text)), 1):
            found = text[match.start : match.end]
            if found == text:
                said = f"“{text}” is called wrong in {where(match.concept)}; take it out there, or give it a `near`, or change this"
                yield Problem("contradicted-rendering", spot, said)
            else:
                said = f"“{text}” holds “{found}”, which is called wrong in {where(match.concept)}; give that one a `near` or an `unless`"
                yield Problem("wrong-inside-right", spot, said)
    for number, wrong in enumerate(concept.wrongs):
        spot = Spot("wrong", number)
        for use in dict.fromkeys(wrong.use):
            circular = _called_wrong(library, use, wrong.context)
            if circular is not None:
                other, right = circular
                said = f"“{use}” is to be used here, and is itself wrong in {where(other)}, which says “{right}”; make them agree"
                yield Problem("circular-advice", spot, said)
                continue
            for match in islice(library.reported(matcher.around(use)), 1):
                said = f"“{use}” is to be used here and holds “{use[match.start : match.end]}”, which is called wrong in {where(match.concept)}"
                yield Problem("wrong-inside-right", spot, f"{said}; give that one a `near` or an `unless`")


def _called_wrong(library: Library, use: str, context: Context) -> tuple[Concept, str] | None:
    """An entry that calls a form wrong where a context holds, and what it says instead."""
    for place in islice(library.wrongs.get(lower(use), ()), MAX_PLACES):
        concept = library.glossary.concepts[place.concept]
        wrong = concept.wrongs[place.wrong]
        if not (wrong.exact_case and wrong.forms[place.form] != use) and _meet(wrong, context):
            return concept, wrong.use[place.form]
    return None


def _meet(wrong: Wrong, context: Context) -> bool:
    """Whether one line may well be in both contexts: nothing is asked for, or the same word."""
    near = {lower(word) for word in wrong.context.near}
    return not near or not context.near or not near.isdisjoint(map(lower, context.near))


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a span is a whole word."""
    return not (
        (start and _spaced(text[start - 1]) and _spaced(text[start])) or (end < len(text) and _spaced(text[end - 1]) and _spaced(text[end]))
    )


def _spaced(char: str) -> bool:
    """Whether a character is of a writing that has spaces between words."""
    return char.isalnum() and not "\u2e80" <= char <= "\u9fff"
