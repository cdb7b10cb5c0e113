"""The marked cases in each rule's module, run through the public face."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
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
    names = [name for room in (repair, rules) for _, name, _ in walk_packages(room.__path__, f"{room.__name__}.")]
    modules = {name: import_module(name) for name in names}
    found = {name.rpartition(".")[2].replace("_", "-"): module.RULE for name, module in modules.items() if hasattr(module, "RULE")}
    assert {name: rule.id for name, rule in found.items()} == {rule.id: rule.id for rule in ALL_RULES}
