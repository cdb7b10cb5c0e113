"""Does an entry do what its examples say? They are run as texts are."""

from collections.abc import Iterator

from cleaner.glossary.entry import Concept, Term, Wrong
from cleaner.glossary.lint.across import where
from cleaner.glossary.lint.checks import Problem, Spot
from cleaner.glossary.lint.entries import renderings, source_terms
from cleaner.glossary.lint.library import Library
from cleaner.glossary.matcher import Matcher
from cleaner.rule import Case

MEND = "mend the example, or the conditions"


def problems(library: Library, concept: Concept) -> Iterator[Problem]:
    """The examples of an entry that do not hold.

    Args:
        library: the glossary that texts meet.
        concept: the entry, one of it.
    """
    source, _ = source_terms(concept)
    for language, number, term in renderings(concept):
        matcher = library.matcher(source, language)
        for nth, hit in enumerate(term.hits):
            yield from _failing(Spot(language, number, "hit", nth), _sense_hit(matcher, concept, term, hit))
        for nth, miss in enumerate(term.misses):
            yield from _failing(Spot(language, number, "miss", nth), _sense_miss(matcher, concept, term, miss))
    for number, wrong in enumerate(concept.wrongs):
        for nth, hit in enumerate(wrong.hits):
            yield from _failing(Spot("wrong", number, "hit", nth), _wrong_hit(library, concept, wrong, hit))
        for nth, miss in enumerate(wrong.misses):
            yield from _failing(Spot("wrong", number, "miss", nth), _wrong_miss(library, concept, wrong, miss))


def _failing(spot: Spot, said: Iterator[str]) -> Iterator[Problem]:
    for each in said:
        yield Problem("failing-example", spot, each)


def _sense_hit(matcher: Matcher, concept: Concept, term: Term, hit: str) -> Iterator[str]:
    case = Case(hit)
    text = case.plain
    around = matcher.around(text)
    if not case.expected:
        yield f"nothing is marked; mark the term and its rendering, as in ⟦{concept.terms[matcher.source][0].text}|{term.text}⟧"
    for start, end, rendering, _ in case.expected:
        fragment = text[start:end]
        known = matcher.lookup(fragment)
        if known is None:
            yield f"“{fragment}” is not a term of the glossary; mark one of the entry's own"
            continue
        if known[0].id != concept.id:
            yield f"“{fragment}” is taken from {where(known[0])}; keep the term in one of the two"
            continue
        chosen = matcher.render(known[0], around, start, end)
        if chosen is None:
            yield f"no rendering may replace “{fragment}” here; {MEND}"
        elif chosen.term != term:
            yield f"“{chosen.term.text}” is taken here, not “{term.text}”; {MEND}"
        elif chosen.text != rendering:
            shown = "nothing" if rendering is None else f"“{rendering}”"
            yield f"the form taken here is “{chosen.text}” ({chosen.why}), and {shown} is marked; mend the example, or add the form"


def _sense_miss(matcher: Matcher, concept: Concept, term: Term, miss: str) -> Iterator[str]:
    around = matcher.around(miss)
    for match in matcher.source_terms(miss):
        if match.concept.id == concept.id:
            chosen = matcher.render(match.concept, around, match.start, match.end)
            if chosen is not None and chosen.term == term:
                yield f"“{term.text}” is taken for “{miss[match.start : match.end]}” here; {MEND}"


def _wrong_hit(library: Library, concept: Concept, wrong: Wrong, hit: str) -> Iterator[str]:
    case = Case(hit)
    text = case.plain
    marked = [(start, end) for start, end, _, _ in case.expected]
    if not marked:
        yield f"nothing is marked; mark the wrong form, as in ⟦{wrong.forms[0]}⟧"
        return
    found = _reported(library, concept, wrong, text)
    for start, end in marked:
        if (start, end) not in found:
            yield f"“{text[start:end]}” is not reported here; {MEND}"
    for start, end in found:
        if (start, end) not in marked:
            yield f"“{text[start:end]}” is reported here too; mark it, or {MEND}"


def _wrong_miss(library: Library, concept: Concept, wrong: Wrong, miss: str) -> Iterator[str]:
    for start, end in _reported(library, concept, wrong, miss):
        yield f"“{miss[start:end]}” is reported here; {MEND}"


def _reported(library: Library, concept: Concept, wrong: Wrong, text: str) -> list[tuple[int, int]]:
    found = library.reported(library.matcher("zh", "en").around(text), concept)
    return [(each.start, each.end) for each in found if each.concept.id == concept.id and each.wrong == wrong]
