"""What a repair reads: a text, and the parts of it whose characters must stay as they are."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from cleaner.document import Undecoded
from cleaner.languages.prose import protected_spans


class RepairView:
    """A text that repairs read, with what several of them ask about it.

    Args:
        text: the text.
        undecoded: bytes of its file that could not be decoded, by their places in the text.
    """

    def __init__(self, text: str, undecoded: Sequence[Undecoded] = ()) -> None:
        self.text = text
        self.undecoded = undecoded

    @cached_property
    def protected(self) -> list[tuple[int, int]]:
        """Sorted spans of code, addresses, markup and placeholders, half-open, without overlap."""
        return protected_spans(self.text)

    def is_protected(self, start: int, end: int) -> bool:
        """Whether a span touches a protected one."""
        before = bisect_right(self.protected, start, key=lambda span: span[1])
        return before < len(self.protected) and self.protected[before][0] < end
