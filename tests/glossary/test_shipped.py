"""The glossary that ships: the linter has nothing to say of it, entry by entry, and its terms are found in texts."""

import re
from typing import Any

import pytest

from cleaner import Cleaner, Glossary
from cleaner.glossary.lint import Linter
from cleaner.glossary.store import shipped_folder
from cleaner.glossary.stored import Layered

GLOSSARY = Glossary.load()
LAYERED = [Layered(str(path), 0, path.read_bytes()) for path in sorted(shipped_folder().rglob("*.txt"))]
LINTER = Linter(LAYERED)


def entries() -> list[Any]:
    return [pytest.param(concept.path, concept.id, id=concept.id) for concept in GLOSSARY.concepts]


@pytest.mark.parametrize(("file", "concept"), entries())
def test_an_entry_has_nothing_to_mend(file: str, concept: str) -> None:
    assert [str(finding) for finding in LINTER.entry(file, concept) if finding.severity != "note"] == []


def test_the_files_are_sorted_and_can_be_read_together() -> None:
    linter = Linter(LAYERED, checks={"malformed-entry", "duplicate-concept", "unsorted-entry"})
    assert [str(finding) for finding in linter.findings()] == []


def test_there_are_enough_concepts() -> None:
    assert len(GLOSSARY) >= 150


def test_every_reviewed_term_is_replaced_or_proposed_in_text(english: Cleaner) -> None:
    """A source term alone between neutral words is found whole, whatever its variant."""
    for concept in GLOSSARY.concepts[::7]:
        for term in concept.terms["zh"]:
            if re.fullmatch("[\u4e00-\u9fff]+", term.text):
                document = english.clean(f"They spoke of the {term.text} again.")
                assert [each.found for each in document.annotations if each.kind == "untranslated"] == [term.text]
