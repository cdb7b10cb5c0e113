"""East Asian text with missing bytes: finding the starts of its characters again.

After a lost byte every following pair belongs to two characters, up to the next ASCII character.
Dynamic programming over characters of one byte, of two bytes, and unpaired bytes finds the most
fluent segmentation.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.models.fluency import CJK_END, CJK_START, NATS, tables

UNPAIRED = 14.0
"""Nats of an unpaired byte: more than the rarest character costs compared to a common one."""
ASCII, OTHER = 3.0, 12.0
"""Nats of an ASCII character, and of another one that is not CJK: their average in CJK text."""
MAX_COST = 9.3
"""Average nats of a character above which valid text may have lost bytes: good text has 6 to 8."""
MAX_UNPAIRED = 0.1
"""Share of the bytes that may be unpaired: with more, any bytes would fit."""


class Stretch(NamedTuple):
    """The bytes of a character, or an unpaired byte.

    Attributes:
        text: the character; empty for an unpaired byte.
        size: number of bytes.
    """

    text: str
    size: int


def mean_cost(text: str) -> float:
    """Average nats of the CJK characters of a text, without context."""
    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    points = points[(points >= CJK_START) & (points < CJK_END)]
    return float(_cheapest()[points - CJK_START].mean()) if len(points) else 0.0


def resync(data: bytes, encoding: str) -> list[Stretch] | None:
    """The most fluent segmentation of some bytes; None with too many unpaired bytes.

    Args:
        data: bytes with two for each character beyond ASCII.
        encoding: Python's name of their encoding.
    """
    pairs = _pair_costs(encoding)
    best = [0.0] * (len(data) + 1)
    step = [0] * (len(data) + 1)
    for end in range(1, len(data) + 1):
        byte = data[end - 1]
        cost = best[end - 1] + (ASCII if byte < 0x80 else UNPAIRED)
        step[end] = 1
        if end > 1:
            paired = best[end - 2] + pairs[data[end - 2] << 8 | byte]
            if paired < cost:
                cost, step[end] = paired, 2
        best[end] = cost
    stretches: list[Stretch] = []
    end = len(data)
    unpaired = 0
    ends: list[tuple[int, int]] = []
    while end:
        ends.append((end - step[end], end))
        end -= step[end]
    for start, stop in reversed(ends):
        if stop - start == 1 and data[start] >= 0x80:
            unpaired += 1
            stretches.append(Stretch("", 1))
        else:
            stretches.append(Stretch(data[start:stop].decode(encoding), stop - start))
    return stretches if unpaired <= max(1, MAX_UNPAIRED * len(data)) else None


@cache
def _cheapest() -> npt.NDArray[np.float64]:
    """Nats of each CJK character in its cheapest language."""
    cheapest: npt.NDArray[np.float64] = tables().cjk.min(axis=1) / NATS
    return cheapest


@cache
def _pair_costs(encoding: str) -> list[float]:
    """Nats of the character of each pair of bytes; a prohibitive cost for other pairs."""
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
