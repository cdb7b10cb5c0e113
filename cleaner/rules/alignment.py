"""A translation and its source, part by part: their lines in pairs, or the whole texts."""

from collections.abc import Iterable

from cleaner.patterns import regex

LINE = regex(r"[^\r\n]+")
"""A line of a source, whatever ends it."""

Part = tuple[int, str]
"""A part of a text: where it begins, and its characters."""


def aligned(source: str, target: str) -> Iterable[tuple[Part, Part]]:
    """The lines of both texts in pairs if there are as many without blank ones, else the texts."""
    left, right = _lines(source), _lines(target)
    return zip(left, right, strict=True) if len(left) == len(right) else [((0, source), (0, target))]


def _lines(text: str) -> list[Part]:
    return [(match.start(), match[0]) for match in LINE.finditer(text) if match[0].strip()]
