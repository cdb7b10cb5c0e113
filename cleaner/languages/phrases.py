"""Phrases and words of twenty languages, read from `cleaner/languages/data/<code>.txt`: what web pages put around an article,
words of bylines, months and function words. Chinese ones are written in Simplified characters; `cleaner/data/traditional_phrases.txt` has
their Traditional forms (`python training/traditional_phrases.py`), because loading OpenCC for them takes 90 ms.

Boilerplate phrases of all languages are looked up together, because a page mixes languages ("English" in a Chinese footer).
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from cleaner import packaged
from cleaner.patterns import regex

MARKS = "".join(char for char in map(chr, range(0x300, 0x2000)) if unicodedata.category(char) in ("Mn", "Mc"))
"""Vowel signs and accents, which belong to a word but are no letters to `re`: without them Hindi and Thai words fall apart."""
FOLD = regex(rf"(?:[^\w'’{MARKS}]|[\d_])+")
ASCII_FOLD = "".join(chr(code) if chr(code).isalpha() or chr(code) == "'" else " " for code in range(128))
"""The same as a table, which is several times faster for text in ASCII."""


def fold(line: str) -> str:
    """Lower case, letters and apostrophes only, single spaces: "|<< Previous 1 2 Next >>|" becomes "previous next".

    All four Turkish letters i are one, because `str.lower` does not know which capital is meant.
    """
    line = line.lower()
    if line.isascii():
        return " ".join(line.translate(ASCII_FOLD).split())
    return " ".join(FOLD.sub(" ", line.replace("\u0307", "").replace("ı", "i")).split())


MAX_PHRASE = 6
"""Words of the longest phrase that is looked for inside a line."""


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages there are phrases of."""
    names = (each.name for each in packaged.ROOT.joinpath("languages", "data").iterdir())
    return tuple(sorted(name.removesuffix(".txt") for name in names if name.endswith(".txt")))


@cache
def sections(code: str) -> Mapping[str, tuple[str, ...]]:
    """Phrases of a language by section, in the order of its file; nothing for a language without a file."""
    return read("languages", "data", f"{code}.txt") if code in languages() else {}


def read(*path: str) -> Mapping[str, tuple[str, ...]]:
    """Phrases by section of a file of the package."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in packaged.text(*path).splitlines():
        if line.startswith("["):
            current = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current.append(line)
    return {name: tuple(phrases) for name, phrases in found.items()}


@cache
def _traditional() -> Mapping[str, tuple[str, ...]]:
    return read("data", "traditional_phrases.txt")


def _of_kind(kind: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Language, category and phrases of every section of a kind; Chinese ones, listed in Simplified characters, also in Traditional."""
    for code in languages():
        for name, found in sections(code).items():
            if name.startswith(f"{kind}/"):
                yield code, name.partition("/")[2], (*found, *_traditional().get(name, ())) if code == "zh" else found


@cache
def function_words(code: str) -> frozenset[str]:
    """The most frequent grammatical words of a language, empty for one the package has nothing of."""
    return frozenset(sections(code).get("function words", ()))


@cache
def whole_lines() -> dict[str, str]:
    """Folded lines that are boilerplate anywhere in a page, with their categories."""
    return _by_phrase("lines")


@cache
def weak_lines() -> dict[str, str]:
    """Folded lines that are boilerplate only next to another, with their categories."""
    return _by_phrase("weak lines")


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
    return frozenset(name for code in languages() for name in sections(code)["months"])


@cache
def first_words() -> frozenset[str]:
    """The first word of every line, opening and announcement of a byline: a line that starts with none of them is none of them."""
    tables = (whole_lines(), weak_lines(), openings(), byline_words())
    return frozenset(phrase.split(" ", 1)[0] for table in tables for phrase in table)


def category_of(phrase: str) -> str | None:
    """Category of a folded whole line, of either kind."""
    return whole_lines().get(phrase) or weak_lines().get(phrase)


@cache
def _speakers() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind in ("lines", "weak lines"):
        for code, _, listed in _of_kind(kind):
            for phrase in listed:
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


def _by_phrase(kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for _, category, listed in _of_kind(kind):
        for phrase in listed:
            found.setdefault(phrase, category)
    return found
