"""The characters of a term: invalid ones, traces of scanning, and patterns."""

import re
import unicodedata
from collections.abc import Iterator

from cleaner.languages.tags import parse
from cleaner.patterns import regex

OPENING = dict(zip("([{（［｛《〈「『【〔“", ")]}）］｝》〉」』】〕”", strict=True))
CLOSING = {close: opening for opening, close in OPENING.items()}
EDGES = frozenset(",;:!?*=~^_<>|/\\-\N{EN DASH}\N{EM DASH}\N{HYPHEN}、，。；：！？…·•．")
"""Marks with which no term begins or ends; `!` and `?` may end a name."""
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Letters of Arabic and Indic scripts need them."""

MAX_CHECKED = 500
"""Code points of a term that patterns are looked for in; no term is longer."""
WIDE = regex("[Ａ-Ｚａ-ｚ０-９]+")
WIDE_ALL = regex("[！-～　]+")
FULL_STOP = regex(r"(?:^|[\s-])[a-z]{5,}\.$")
"""A full stop after a word that is not an abbreviation."""
SPLIT_WORD = regex(r"[^\W\d_]+- (?!(?:and|or|to|und|oder|bis|et|ou|y|o)\b)[^\W\d_]+")
"""A word divided at the end of a line, but not "pre- and post-war"."""
GLUED_DIGITS = regex(r"(?<![^\W\d_])[a-z]{3,}\d{1,2}\b")
LAST_DIGITS = regex(r"[^\W\d_]\s?\d{1,2}$")
NUMBER = regex(
    "[0-9０-９零〇一二三四五六七八九十百千万亿兩两]|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|[ivx]+)\b",
    re.IGNORECASE,
)
PATTERN = regex(
    r"""\.[*+]                  # any characters
    | \\[bBdDsSwW.()\[\]|*+?]   # classes and escapes
    | \[[^\]]*\w-\w[^\]]*\]     # ranges
    | \[[^\]]+\][*+?{]          # sets, repeated
    | \(\?[:=!<P]               # groups
    | \{\d+(?:,\d*)?\}          # counts
    | \)[*+?{]                  # groups, repeated
    | ^\^ | ^/.+/$              # anchors, slashes around it
    | \S\|\S                    # alternatives
    | \w{2,}\*                  # a wildcard
    """,
    re.VERBOSE,
)


def invisible(text: str) -> Iterator[str]:
    """What is said of characters that do not show, or show as something else."""
    joined = any("\u0590" <= char <= "\u109f" for char in text)
    for char in dict.fromkeys(text):
        category = unicodedata.category(char)
        if category in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp") or char == "\N{REPLACEMENT CHARACTER}":
            if not (char in JOINERS and joined):
                name = unicodedata.name(char, "a control character or none at all")
                yield f"U+{ord(char):04X} ({name}) is in it; type the term again without it"
        elif category == "Zs" and char not in " \N{IDEOGRAPHIC SPACE}":
            yield f"U+{ord(char):04X} ({unicodedata.name(char)}) is in it; put an ordinary space there"
    if "  " in text:
        yield "it has two spaces in a row; one is enough"


def stray(text: str, language: str, *, edges: bool = True) -> Iterator[str]:
    """What is said of characters that do not belong to a term.

    Args:
        text: the term, or a form of it.
        language: its tag.
        edges: whether marks are looked for at its edges; what replaces a passage may end with a
            comma.
    """
    yield from invisible(text)
    text = text[:MAX_CHECKED]
    wide = (WIDE_ALL if language.isascii() and parse(language).latin else WIDE).search(text)
    if wide:
        yield f"“{wide[0]}” is full-width; write {unicodedata.normalize('NFKC', wide[0])!r}"
    unbalanced = _unbalanced(text)
    if unbalanced:
        yield f"{unbalanced} has no partner; add it or take this one out"
    if not edges:
        return
    for edge, where in ((text[0], "begins"), (text[-1], "ends")):
        if edge in EDGES and len(text) > 1 and not (where == "ends" and edge in "!?！？"):
            yield f"it {where} with {edge!r}, which is not part of a term; remove it"
    if FULL_STOP.search(text):
        yield "it ends with a full stop; take it out"


def has_number(text: str) -> bool:
    """Whether a term has a number, in figures or in words."""
    return NUMBER.search(text) is not None


def residue(text: str, numbered: bool) -> Iterator[str]:
    """What is said of the traces of a scanned list.

    Args:
        text: the term.
        numbered: whether the entry's terms in other languages have a number.
    """
    text = text[:MAX_CHECKED]
    split = SPLIT_WORD.search(text)
    if split:
        yield f"“{split[0]}” looks like a word divided at the end of a line; write {split[0].replace('- ', '')!r}"
    digits = GLUED_DIGITS.search(text) or LAST_DIGITS.search(text)
    if digits and not numbered:
        number = re.findall(r"\d+", digits[0])[-1]
        yield f"“{number}” looks like the number of a footnote or a page: no other language has a number; take it out"


def pattern(text: str) -> str | None:
    """The part of a term that looks like a regular expression."""
    found = PATTERN.search(text[:MAX_CHECKED])
    return found[0] if found else None


def _unbalanced(text: str) -> str | None:
    """The first bracket or quotation mark that is left alone."""
    waiting: list[str] = []
    for char in text:
        if char in OPENING:
            waiting.append(char)
        elif char in CLOSING and (not waiting or waiting.pop() != CLOSING[char]):
            return char
    if waiting:
        return waiting[-1]
    return '"' if text.count('"') % 2 else None
