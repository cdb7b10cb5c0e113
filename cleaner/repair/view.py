"""What a repair reads: a text, and the parts of it whose characters must stay as they are."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from cleaner.languages.prose import protected_spans


class RepairView:
    """A text that repairs read, with what several of them ask about it.

    Args:
        text: the text.
        suspects: half-open spans of the lines that look as if they were read in the wrong encoding; None when nobody has looked yet.
    """

    def __init__(self, text: str, suspects: list[tuple[int, int]] | None = None) -> None:
        self.text = text
        self.suspects = suspects

    @cached_property
    def protected(self) -> list[tuple[int, int]]:
        """Sorted spans of code, addresses, markup and placeholders, half-open, without overlap."""
        return protected_spans(self.text)

    def protected_in(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The protected spans that a span touches."""
        at = bisect_right(self.protected, start, key=lambda span: span[1])
        while at < len(self.protected) and self.protected[at][0] < end:
            yield self.protected[at]
            at += 1
