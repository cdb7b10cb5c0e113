"""The lines of a block of texts that are strange enough to be read in other encodings."""

import re
from bisect import bisect_right
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
    for first, last in _known_by_ftfy(scan):
        index = int(np.searchsorted(text_starts, first, side="right")) - 1
        found[index].append((first - scan.text_starts[index], last - scan.text_starts[index]))
    return [sorted(set(lines)) for lines in found]


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


@cache
def _signs() -> npt.NDArray[np.bool_]:
    """Which code points of the first plane are a sign of damage next to another one of mojibake: all but the letters of clean text."""
    from ftfy.badness import MOJIBAKE_CATEGORIES

    signs = np.zeros(0x10000, dtype=bool)
    signs[chars_marked(RepairMark.MOJIBAKE)] = True
    letters = "".join(MOJIBAKE_CATEGORIES[name] for name in ("lower_accented", "lower_common", "upper_common"))
    signs[[point for point in np.flatnonzero(signs).tolist() if re.match(f"[{letters}]", chr(point)) and chr(point) != "Ђ"]] = False
    return signs


def _known_by_ftfy(scan: Scan) -> Iterator[Span]:
    """The lines of a block with damage that ftfy knows.

    Its expression takes long, so only lines are searched that have what every match has: a character that is suspect alone, or two
    characters of mojibake next to each other that are not both letters of clean text.
    """
    mojibake = (scan.marks & np.uint16(RepairMark.MOJIBAKE)) != 0
    signs = mojibake & _signs()[np.minimum(scan.points, 0xFFFF)]
    pairs = (mojibake[:-1] & signs[1:]) | (signs[:-1] & mojibake[1:])
    places = np.append(np.flatnonzero(pairs), np.flatnonzero(scan.marks & np.uint16(RepairMark.MOJIBAKE_ALONE)))
    text = scan.joined
    for line in np.unique(np.searchsorted(scan.line_starts, places, side="right") - 1).tolist():
        start, end = int(scan.line_starts[line]), int(scan.line_ends[line])
        text_start = scan.text_starts[bisect_right(scan.text_starts, start) - 1]
        for pattern in _known():
            # a sequence may begin with the last letter of the line before, or with the line feed
            match = pattern.search(text, max(text_start, start - 2), end + 1)
            if match is not None and match.start() < start - 1:
                yield int(scan.line_starts[line - 1]), start - 1
                match = pattern.search(text, start - 1, end + 1)
            if match is not None:
                yield start, end
