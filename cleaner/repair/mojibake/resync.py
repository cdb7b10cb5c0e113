"""East Asian bytes of which some are missing: where the characters begin again.

After a lost byte every following pair is read across two characters, up to the next ASCII character. The way through the bytes that reads best is found by
dynamic programming over characters of one byte, of two bytes, and bytes that are left over.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.models.fluency import CJK_END, CJK_START, NATS, tables

LEFT_OVER = 14.0
"""Nats of a byte that belongs to no character: more than the rarest character costs beyond a common one."""
ASCII, OTHER = 3.0, 12.0
"""Nats of an ASCII character, and of one that is no CJK character: what they cost on average in CJK text."""
MAX_COST = 9.3
"""Nats of a character, on average, from which on text that decodes is looked at for lost bytes: good text has 6 to 8."""
MAX_LEFT_OVER = 0.1
"""Share of the bytes that may be left over."""


class Stretch(NamedTuple):
    """Bytes that are text, or one that is left over.

    Attributes:
        text: what they say; empty for a byte that is left over.
        size: bytes.
    """

    text: str
    size: int


def mean_cost(text: str) -> float:
    """Nats of a character of CJK text, on average, however well the characters fit together."""
    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    points = points[(points >= CJK_START) & (points < CJK_END)]
    return float(_cheapest()[points - CJK_START].mean()) if len(points) else 0.0


def resync(data: bytes, encoding: str) -> list[Stretch] | None:
    """The best way through some bytes; None when too many are left over.

    Args:
        data: bytes with two for each character beyond ASCII.
        encoding: Python's name of their encoding.
    """
    pairs = _pair_costs(encoding)
    best = [0.0] * (len(data) + 1)
    step = [0] * (len(data) + 1)
    for end in range(1, len(data) + 1):
        byte = data[end - 1]
        cost = best[end - 1] + (ASCII if byte < 0x80 else LEFT_OVER)
        step[end] = 1
        if end > 1:
            paired = best[end - 2] + pairs[data[end - 2] << 8 | byte]
            if paired < cost:
                cost, step[end] = paired, 2
        best[end] = cost
    stretches: list[Stretch] = []
    end = len(data)
    left_over = 0
    ends: list[tuple[int, int]] = []
    while end:
        ends.append((end - step[end], end))
        end -= step[end]
    for start, stop in reversed(ends):
        if stop - start == 1 and data[start] >= 0x80:
            left_over += 1
            stretches.append(Stretch("", 1))
        else:
            stretches.append(Stretch(data[start:stop].decode(encoding), stop - start))
    return stretches if left_over <= max(1, MAX_LEFT_OVER * len(data)) else None


@cache
def _cheapest() -> npt.NDArray[np.float64]:
    """Nats of each CJK character in the language in which it is cheapest."""
    cheapest: npt.NDArray[np.float64] = tables().cjk.min(axis=1) / NATS
    return cheapest


@cache
def _pair_costs(encoding: str) -> list[float]:
    """Nats of the character of every two bytes, more than all else where they are none."""
    costs = [1e6] * 0x10000
    cheapest = _cheapest()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                char = bytes((lead, trail)).decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(char) == 1:
                point = ord(char)
                known = CJK_START <= point < CJK_END and cheapest[point - CJK_START] * NATS < 255
                costs[lead << 8 | trail] = float(cheapest[point - CJK_START]) if known else OTHER
    return costs
