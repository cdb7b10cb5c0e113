"""Forms in which terms and texts are compared. Each is as long as what it was made of, code point by code point."""

import unicodedata
from functools import cache

from cleaner.languages.chinese import simplify


def fold(text: str) -> str:
    """Simplified, half-width, lower case."""
    return lower(simplify(text).translate(_narrow()))


def lower(text: str) -> str:
    """Lower case; characters whose lower case is several stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


@cache
def _narrow() -> dict[int, str]:
    """Full-width characters and their half-width ones."""
    wide = map(chr, (0x3000, *range(0xFF00, 0xFFF0)))
    narrow = ((char, unicodedata.normalize("NFKC", char)) for char in wide)
    return {ord(char): other for char, other in narrow if len(other) == 1 and other != char}
