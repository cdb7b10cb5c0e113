"""A translation beside its source: which part of the one belongs to which part of the other."""

from collections.abc import Iterable


def aligned(source: str, target: str) -> Iterable[tuple[tuple[int, str], tuple[int, str]]]:
    """The lines of both texts side by side where there are as many, else the whole texts; each with its place."""
    left, right = _lines(source), _lines(target)
    return zip(left, right, strict=True) if len(left) == len(right) else [((0, source), (0, target))]


def _lines(text: str) -> list[tuple[int, str]]:
    lines = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, line))
        at += len(line) + 1
    return lines
