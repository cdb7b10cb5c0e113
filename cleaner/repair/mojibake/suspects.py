"""The lines of a block of texts that are strange enough to be read in other encodings."""

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from cleaner.codepoints import RepairMark, chars_marked
from cleaner.models.fluency import is_telling, strangeness
from cleaner.scan import Scan

MIN_SURPLUS = 4.5
"""Nats that the strange words of a line cost more than usual (see `fluency.strangeness`): 5 % of
clean lines with characters beyond ASCII reach it, and 97 % of damaged ones."""
ALLOWED_SHARE = 0.03
"""Share of its usual cost that a line may cost more: long lines have more names."""
CHUNK = 1 << 16
"""Code points that are computed together, which limits memory; a longer line is cut."""
Span = tuple[int, int]


def suspect_lines(scan: Scan) -> list[list[Span]]:
    """For each text of a block, the half-open spans of its suspect lines, sorted."""
    found: list[list[Span]] = [[] for _ in scan.texts]
    if scan.plain or scan.points.dtype == np.uint8:
        return found
    starts, ends = scan.line_starts, scan.line_ends
    text_starts = np.array(scan.text_starts)
    for first, last in _strange(scan.points.astype(np.uint32, copy=False), starts, ends):
        index = int(np.searchsorted(text_starts, first, side="right")) - 1
        found[index].append((first - scan.text_starts[index], last - scan.text_starts[index]))
    for index, marks in enumerate(scan.text_marks):
        if marks & (RepairMark.MOJIBAKE | RepairMark.MOJIBAKE_ALONE):
            found[index] = sorted({*found[index], *_known_by_ftfy(scan.texts[index])})
    return found


def _strange(points: npt.NDArray[np.uint32], starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> Iterator[Span]:
    """Strange lines of a block."""
    # only lines with characters beyond ASCII and good typography may be damaged
    beyond = np.flatnonzero(is_telling(points))
    wanted = np.unique(np.searchsorted(starts, beyond, side="right") - 1)
    at = 0
    while at < len(wanted):
        stop = max(at + 1, int(np.searchsorted(ends[wanted], starts[wanted[at]] + CHUNK)))
        lines = wanted[at:stop]
        at = stop
        if len(lines) == 1:
            line = int(lines[0])
            for start in range(int(starts[line]), int(ends[line]), CHUNK):
                end = min(start + CHUNK, int(ends[line]))
                if _surplus([points[start:end]])[0] >= MIN_SURPLUS:
                    yield int(starts[line]), int(ends[line])
                    break
            continue
        surplus = _surplus([points[starts[line] : ends[line]] for line in lines])
        for line in lines[surplus >= MIN_SURPLUS]:
            yield int(starts[line]), int(ends[line])


_LINE_FEED = np.array([10], dtype=np.uint32)


def _surplus(lines: list[npt.NDArray[np.uint32]]) -> npt.NDArray[np.float64]:
    parts = [_LINE_FEED]
    for line in lines:
        parts += (line, _LINE_FEED)
    starts = 1 + np.append(0, np.cumsum([len(line) + 1 for line in lines])[:-1])
    found = strangeness(np.concatenate(parts), starts)
    return found.surplus - ALLOWED_SHARE * found.usual


@cache
def _known() -> tuple[re.Pattern[str], ...]:
    """What ftfy knows as damage: the sequences of its heuristic, and the characters that it suspects alone."""
    from ftfy.badness import BADNESS_RE

    alone = "".join(map(chr, chars_marked(RepairMark.MOJIBAKE_ALONE)))
    return BADNESS_RE, re.compile(f"[{re.escape(alone)}]")


def _known_by_ftfy(text: str) -> Iterator[Span]:
    for pattern in _known():
        at = 0
        while (suspect := pattern.search(text, at)) is not None:
            # a sequence that begins with white space may begin with a line feed
            shown = suspect.start() + text.startswith("\n", suspect.start())
            start = text.rfind("\n", 0, shown) + 1
            at = text.find("\n", shown)
            at = at if at >= 0 else len(text)
            yield start, at
