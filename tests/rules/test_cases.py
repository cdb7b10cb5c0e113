"""The marked cases in each rule's module, run through the public face."""

from collections.abc import Iterator
from functools import cache
from pkgutil import iter_modules
from typing import Any

import pytest

from cleaner import Cleaner, apply, repair, restore, rules
from cleaner.registry import ALL_RULES
from cleaner.rule import Case, Rule


def cases() -> Iterator[Any]:
    for rule in ALL_RULES:
        for number, case in enumerate(rule.marked_cases()):
            yield pytest.param(rule, case, id=f"{rule.id}-{number}")


@cache
def cleaner_for(rule: str, target: str | None, source: str) -> Cleaner:
    return Cleaner(target, source, select=[rule])


@pytest.mark.parametrize(("rule", "case"), list(cases()))
def test_finds_what_is_marked_and_nothing_else(rule: Rule[Any], case: Case) -> None:
    document = cleaner_for(rule.id, case.target, case.source).clean(case.plain, case.source_text, undecoded=case.undecoded)
    found = [(each.start, each.end, each.replacement, each.applied) for each in document.annotations]
    expected = [
        (start, end, replacement if replacement is not None else each[2], applied)
        for (start, end, replacement, applied), each in zip(case.expected, found, strict=False)
    ]
    assert found == expected or (found, case.expected) == ([], [])
    assert len(found) == len(case.expected)
    assert document.text == case.cleaned


@pytest.mark.parametrize(("rule", "case"), list(cases()))
def test_can_be_taken_back_and_done_again(rule: Rule[Any], case: Case) -> None:
    cleaner = cleaner_for(rule.id, case.target, case.source)
    document = cleaner.clean(case.plain, case.source_text, undecoded=case.undecoded)
    assert apply(case.plain, document.annotations) == document.text
    assert restore(document.text, document.annotations) == case.plain
    assert not cleaner.clean(document.text, case.source_text, undecoded=case.undecoded).applied


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_every_rule_has_hits_and_near_misses(rule: Rule[Any]) -> None:
    marked = [case for case in rule.marked_cases() if case.expected]
    silent = [case for case in rule.marked_cases() if not case.expected]
    assert marked
    assert len(silent) >= 2


def test_every_module_of_a_rule_is_in_the_pipeline() -> None:
    modules = {module.name for room in (repair, rules) for module in iter_modules(room.__path__)}
    named = {rule.id.replace("-", "_") for rule in ALL_RULES}
    assert {name for name in modules if not name.startswith("_") and name != "view"} == named
