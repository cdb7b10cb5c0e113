"""Expressions are compiled when they are first used, and every one of them compiles."""

import importlib
import pkgutil
import re
import subprocess
import sys

import pytest

import cleaner
from cleaner.patterns import regex

MODULES = [each.name for each in pkgutil.walk_packages(cleaner.__path__, "cleaner.") if not each.name.endswith("__main__")]


@pytest.mark.parametrize("name", MODULES)
def test_every_expression_of_a_module_compiles(name: str) -> None:
    module = importlib.import_module(name)
    late = [value for value in vars(module).values() if type(value) is type(regex(""))]
    for expression in late:
        assert re.compile(expression.pattern, expression.flags).groups == expression.groups


def test_an_expression_does_what_a_compiled_one_does() -> None:
    expression = regex(r"(?P<word>[a-z]+)", re.IGNORECASE)
    assert expression.pattern == r"(?P<word>[a-z]+)"
    assert expression.findall("One, two") == ["One", "two"]
    assert expression.sub("-", "One, two") == "-, -"
    assert dict(expression.groupindex) == {"word": 1}


def test_an_error_is_raised_at_the_first_use() -> None:
    expression = regex("(")
    with pytest.raises(re.error):
        expression.search("")


def test_importing_all_rules_compiles_none_of_their_expressions() -> None:
    counted = (
        "import re, sys\n"
        "made = []\n_compile = re.compile\n"
        "def counted(*each):\n"
        "    caller = sys._getframe(1).f_globals['__name__']\n"
        "    made.extend([(caller, each)] if caller.startswith('cleaner') else [])\n"
        "    return _compile(*each)\n"
        "re.compile = counted\n"
        "import cleaner.registry\nprint(made)"
    )
    assert subprocess.run([sys.executable, "-c", counted], capture_output=True, text=True, check=True).stdout == "[]\n"
