"""What the module of a rule says of it: the docstring that the documents and reports quote."""

from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from cleaner import repair, rules
from cleaner.pipeline import COMPARED_IDS


@cache
def _modules() -> dict[str, str]:
    """Full names of the modules of repairs and rules, by their last part: a rule is in the folder of its family."""
    found = [each.name for room in (repair, rules) for each in walk_packages(room.__path__, f"{room.__name__}.")]
    return {name.rpartition(".")[2]: name for name in found}


def docstring(rule: str) -> str:
    """The docstring of a rule's module, by the id of the rule."""
    name = "cleaner.comparison" if rule in COMPARED_IDS else _modules()[rule.replace("-", "_")]
    return import_module(name).__doc__ or ""
