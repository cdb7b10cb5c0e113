"""Case files by kind, run with all rules."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner
from cleaner.rule import Case

FOLDER = Path(__file__).parent / "cases"
ESCAPES = {"␤": "\n", "\\u200b": "\u200b", "\\r\\n": "\r\n"}


def cases(kind: str) -> Iterator[Any]:
    provenance = ""
    for number, line in enumerate((FOLDER / f"{kind}.txt").read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            provenance = line.lstrip("# ")
        elif line:
            assert provenance, f"{kind}.txt:{number} has no provenance"
            for written, meant in ESCAPES.items():
                line = line.replace(written, meant)  # noqa: PLW2901
            yield pytest.param(Case(line, target=None), id=f"{kind}-{number}")


def shows(cleaner: Cleaner, case: Case) -> None:
    document = cleaner.clean(case.plain)
    marked = {(start, end) for start, end, _, _ in case.expected}
    found = {(each.start, each.end) for each in document.annotations}
    assert found == marked
    assert document.text == case.cleaned


@pytest.mark.parametrize("case", [*cases("wild"), *cases("synthetic")])
def test_faults_are_found(english: Cleaner, case: Case) -> None:
    shows(english, case)


@pytest.mark.parametrize("case", list(cases("negative")))
def test_good_text_is_left_alone(case: Case) -> None:
    document = Cleaner().clean(case.plain)
    assert document.annotations == ()
    assert document.text == case.text


@pytest.mark.xfail(strict=True, reason="see the comments in the file")
@pytest.mark.parametrize("case", list(cases("known_failures")))
def test_known_failures(english: Cleaner, case: Case) -> None:
    shows(english, case)
