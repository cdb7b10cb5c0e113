"""The phrases that pages put around a story, of every language together, ready for look-up.

The data is in `cleaner/languages/boilerplate/`, a module a language; a page mixes languages ("English" in a Chinese footer), so
look-up does not ask for one.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from cleaner.languages import boilerplate

FOLD = re.compile(r"[^\w'’]|[\d_]")


def fold(line: str) -> str:
    """Lower case, letters and apostrophes only, single spaces: "|<< Previous 1 2 Next >>|" becomes "previous next"."""
    return " ".join(FOLD.sub(" ", line.lower()).split())


MAX_PHRASE = 6
"""Words of the longest phrase that is looked for inside a line."""
Categories = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Tables:
    """What one language has.

    Attributes:
        lines: whole lines that are boilerplate wherever they stand, by category, folded.
        weak_lines: whole lines that are boilerplate only beside another.
        openings: how a boilerplate line starts.
        contains: what only a boilerplate line contains.
        byline: words that announce an author, a site, a date.
        months: names of months, lower case.
        function_words: the most frequent grammatical words.
    """

    lines: Categories = field(default_factory=dict)
    weak_lines: Categories = field(default_factory=dict)
    openings: Categories = field(default_factory=dict)
    contains: Categories = field(default_factory=dict)
    byline: Categories = field(default_factory=dict)
    months: tuple[str, ...] = ()
    function_words: tuple[str, ...] = ()


@cache
def tables(code: str) -> Tables:
    """The tables of a language, empty for one the package has nothing of."""
    if code not in languages():
        return Tables()
    module = importlib.import_module(f"{boilerplate.__name__}.{code}")
    return Tables(module.LINES, module.WEAK_LINES, module.OPENINGS, module.CONTAINS, module.BYLINE, module.MONTHS, module.FUNCTION_WORDS)


@cache
def function_words(code: str) -> frozenset[str]:
    """The most frequent grammatical words of a language, empty for one the package has nothing of."""
    return frozenset(tables(code).function_words)


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages there are tables of."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(boilerplate.__path__)))


@cache
def whole_lines() -> dict[str, str]:
    """Folded lines that are boilerplate wherever they stand, with their categories."""
    return _by_phrase("lines")


@cache
def weak_lines() -> dict[str, str]:
    """Folded lines that are boilerplate only beside another, with their categories."""
    return _by_phrase("weak_lines")


@cache
def openings() -> dict[str, str]:
    """Folded openings, with their categories."""
    return _by_phrase("openings")


@cache
def contained() -> dict[str, str]:
    """Folded phrases that only a boilerplate line contains, with their categories."""
    return _by_phrase("contains")


@cache
def byline_words() -> dict[str, str]:
    """Lower-case words that announce a fact in a byline, with the name of the fact."""
    return _by_phrase("byline")


@cache
def months() -> frozenset[str]:
    """Names of months in every language, lower case."""
    return frozenset(name for code in languages() for name in tables(code).months)


@cache
def first_words() -> frozenset[str]:
    """The first word of every line and opening: a line that starts with none of them is none of them."""
    return frozenset(phrase.split(" ", 1)[0] for table in (whole_lines(), weak_lines(), openings()) for phrase in table)


def category_of(phrase: str) -> str | None:
    """Category of a folded whole line, known wherever it stands or beside another."""
    return whole_lines().get(phrase) or weak_lines().get(phrase)


@cache
def _speakers() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code in languages():
        for table in (tables(code).lines, tables(code).weak_lines):
            for phrases in table.values():
                for phrase in phrases:
                    found.setdefault(phrase, set()).add(code)
    return {phrase: frozenset(codes) for phrase, codes in found.items()}


def languages_of(phrase: str) -> frozenset[str]:
    """Codes of the languages that have a folded whole line."""
    return _speakers().get(phrase, frozenset())


def cover(words: Sequence[str], category_of: Callable[[str], str | None] = category_of) -> list[tuple[str, str]] | None:
    """The phrases that folded words consist of, one after the other, with their categories; None when a word is left over.

    Args:
        words: folded, in order.
        category_of: what is asked for the category of a phrase; the longest phrase that has one is taken.
    """
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + MAX_PHRASE), at, -1):
            phrase = " ".join(words[at:end])
            category = category_of(phrase)
            if category is not None:
                found.append((phrase, category))
                at = end
                break
        else:
            return None
    return found


def _by_phrase(table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for code in languages():
        for category, phrases in getattr(tables(code), table).items():
            for phrase in phrases:
                found.setdefault(phrase, category)
    return found
