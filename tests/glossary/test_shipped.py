"""The glossary that ships: every example in it is true, and it is sorted, sourced and without contradiction."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner, Glossary
from cleaner.glossary import Concept, Matcher, Term, Wrong
from cleaner.glossary.folding import fold
from cleaner.glossary.parse import read
from cleaner.glossary.store import shipped_folder
from cleaner.rule import Case

GLOSSARY = Glossary.load()
MATCHER = Matcher(GLOSSARY)
FILES = sorted(shipped_folder().rglob("*.txt"))


def senses() -> Iterator[Any]:
    for concept in GLOSSARY.concepts:
        for number, term in enumerate(concept.terms.get("en", ())):
            if term.hits or term.misses:
                yield pytest.param(concept, term, id=f"{concept.id}-{number}")


def wrongs() -> Iterator[Any]:
    for concept in GLOSSARY.concepts:
        for number, wrong in enumerate(concept.wrongs):
            yield pytest.param(concept, wrong, id=f"{concept.id}-{number}")


@pytest.mark.parametrize(("concept", "term"), list(senses()))
def test_a_sense_is_taken_where_its_examples_say(concept: Concept, term: Term) -> None:
    for hit in term.hits:
        case = Case(hit)
        ((start, end, rendering, _),) = case.expected
        known = MATCHER.lookup(case.plain[start:end])
        assert known is not None
        assert known[0] is concept
        chosen = MATCHER.render(concept, MATCHER.around(case.plain), start, end)
        assert chosen is not None
        assert (chosen.text, chosen.term) == (rendering, term)
    for miss in term.misses:
        around = MATCHER.around(miss)
        for match in MATCHER.source_terms(miss):
            chosen = MATCHER.render(match.concept, around, match.start, match.end)
            assert chosen is None or chosen.term is not term


@pytest.mark.parametrize(("concept", "wrong"), list(wrongs()))
def test_a_wrong_rendering_is_reported_where_its_examples_say(concept: Concept, wrong: Wrong) -> None:
    assert wrong.hits
    for hit in wrong.hits:
        case = Case(hit)
        found = [(each.start, each.end) for each in MATCHER.wrong_renderings(MATCHER.around(case.plain)) if each.wrong is wrong]
        assert found == [(start, end) for start, end, _, _ in case.expected]
    for miss in wrong.misses:
        assert not [each for each in MATCHER.wrong_renderings(MATCHER.around(miss)) if each.wrong is wrong]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_sorted(path: Path) -> None:
    ids = [concept.id for concept in read(str(path), path.read_bytes())]
    assert ids == sorted(ids)


def test_no_source_term_stands_twice() -> None:
    terms = Counter(fold(term.text) for concept in GLOSSARY.concepts for term in concept.terms["zh"])
    assert [term for term, times in terms.items() if times > 1] == []


def test_there_are_enough_concepts_each_with_a_source() -> None:
    assert len(GLOSSARY) >= 150
    assert all(concept.source and concept.domain for concept in GLOSSARY.concepts)


def test_a_context_always_comes_with_both_kinds_of_example() -> None:
    lacking = []
    for concept in GLOSSARY.concepts:
        for each in (*concept.terms.get("en", ()), *concept.wrongs):
            if each.context and not (each.hits and each.misses):
                lacking.append(concept.id)
    assert lacking == []


def test_one_default_sense_at_most() -> None:
    several = [
        concept.id
        for concept in GLOSSARY.concepts
        if sum(term.status == "preferred" and not term.context for term in concept.terms.get("en", ())) > 1
    ]
    assert several == []


def test_a_right_rendering_is_never_reported_as_wrong() -> None:
    for concept in GLOSSARY.concepts:
        for term in concept.terms.get("en", ()):
            if term.status == "preferred":
                for form in term.all_forms:
                    assert form not in {each for wrong in concept.wrongs if not wrong.context for each in wrong.forms}


def test_every_reviewed_term_is_replaced_or_proposed_in_text(english: Cleaner) -> None:
    """A source term alone between neutral words is found whole, whatever its variant."""
    for concept in GLOSSARY.concepts[::7]:
        for term in concept.terms["zh"]:
            if re.fullmatch("[\u4e00-\u9fff]+", term.text):
                document = english.clean(f"They spoke of the {term.text} again.")
                assert [each.found for each in document.annotations if each.kind == "untranslated"] == [term.text]
