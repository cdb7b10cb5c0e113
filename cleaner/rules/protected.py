"""Parts of a text that no rule about words may change: code, addresses, handles, markup."""

from bisect import bisect_right

from cleaner.languages.prose import protected_spans, without


class Protected:
    """The protected spans of a text.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.spans = protected_spans(text)

    def touch(self, start: int, end: int) -> bool:
        """Whether a span shares a code point with a protected one."""
        at = self._first_after(start)
        return (at > 0 and self.spans[at - 1][1] > start) or (at < len(self.spans) and self.spans[at][0] < end)

    def contain(self, start: int, end: int) -> bool:
        """Whether a span lies wholly inside a protected one."""
        at = self._first_after(start)
        return at > 0 and self.spans[at - 1][1] >= end

    def prose(self, start: int, end: int) -> str:
        """A stretch of the text without its protected parts."""
        first = max(0, bisect_right(self.spans, (start, start)) - 1)
        return without(self._text, self.spans[first : bisect_right(self.spans, (end, end))], start, end)

    def _first_after(self, position: int) -> int:
        """Number of the first protected span that starts after a position."""
        return bisect_right(self.spans, (position, len(self._text)))
