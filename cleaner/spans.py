"""Sets of spans, with a fast test whether another span touches one of them."""

from bisect import bisect_right
from collections.abc import Iterable


class Spans:
    """Half-open spans of a text, joined where they overlap.

    Args:
        spans: start and end of each, in any order.
    """

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __bool__(self) -> bool:
        return bool(self._starts)

    def touch(self, start: int, end: int) -> bool:
        """Whether some span shares a code point with another one."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end
