"""Parts of a text that no rule about words may change: code, addresses, handles, markup."""

from bisect import bisect_right
from functools import cached_property

from cleaner.languages.prose import protected_spans, without
from cleaner.spans import Spans


class Protected:
    """The protected spans of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.spans = protected_spans(text)

    @cached_property
    def _joined(self) -> Spans:
        return Spans(self.spans)

    def touch(self, start: int, end: int) -> bool:
        """Whether a span shares a code point with a protected one."""
        return self._joined.touch(start, end)

    def contain(self, start: int, end: int) -> bool:
        """Whether a span lies wholly inside a protected one."""
        at = bisect_right(self.spans, (start, len(self._text)))
        return at > 0 and self.spans[at - 1][1] >= end

    def prose(self, start: int, end: int) -> str:
        """A stretch of the text without its protected parts."""
        first = max(0, bisect_right(self.spans, (start, start)) - 1)
        return without(self._text, self.spans[first : bisect_right(self.spans, (end, end))], start, end)
