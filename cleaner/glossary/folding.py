"""Forms in which terms and texts are compared; folding keeps the length of a text."""

import unicodedata
from functools import cache

from cleaner.languages.chinese import simplify
from cleaner.patterns import regex

MARKS = tuple(zip("，：；！？（）", ",:;!?()", strict=True))
WIDE = regex("[\u3000\uff02-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uffef]")
"""Full-width characters other than `MARKS`."""


def fold(text: str) -> str:
    """Simplified, half-width, lower case."""
    simplified = simplify(text)
    if WIDE.search(simplified):
        return lower(simplified.translate(_narrow()))
    # the full-width marks of every Chinese text: for these alone a table is slow
    for mark, narrow in MARKS:
        simplified = simplified.replace(mark, narrow)
    return lower(simplified)


def lower(text: str) -> str:
    """Lower case; the capital İ, the one character whose lower case is two, stays as it is."""
    if "İ" not in text:
        return text.lower()
    # each character by itself, so no sigma is a final one
    return "İ".join(part.lower() for part in text.replace("Σ", "σ").split("İ"))


@cache
def _narrow() -> dict[int, str]:
    """Full-width characters and their half-width ones."""
    wide = map(chr, (0x3000, *range(0xFF00, 0xFFF0)))
    narrow = ((char, unicodedata.normalize("NFKC", char)) for char in wide)
    return {ord(char): other for char, other in narrow if len(other) == 1 and other != char}
