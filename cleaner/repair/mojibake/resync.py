"""East Asian text with missing bytes: finding the starts of its characters again.

After a lost byte every following pair belongs to two characters, up to the next ASCII character.
Dynamic programming over characters of one byte, of two bytes, and unpaired bytes finds the most
fluent segmentation.
"""

from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.models.fluency import CJK_END, CJK_START, MAX_STEPS, NATS, tables
from cleaner.patterns import regex

UNPAIRED = 14.0
"""Nats of an unpaired byte: more than the rarest character costs compared to a common one."""
ASCII, OTHER = 3.0, 12.0
"""Nats of an ASCII character, and of another one that is not CJK: their average in CJK text."""
MAX_COST = 9.3
"""Average nats of a character above which valid text may have lost bytes: good text has 6 to 8."""
PROHIBITIVE = 1e6
"""Nats of two bytes that are no character."""
MAX_UNPAIRED = 0.1
"""Share of the bytes that may be unpaired: with more, any bytes would fit."""


CLUSTER = regex(rb"[\x80-\xff]+[\x00-\x7f]?")
"""Bytes that may be paired: no character has two bytes of ASCII, or begins with one."""


class Stretch(NamedTuple):
    """The bytes of some characters, or an unpaired byte.

    Attributes:
        text: the characters; empty for an unpaired byte.
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
    stretches: list[Stretch] = []
    at = 0
    for match in CLUSTER.finditer(data):
        if match.start() > at:
            stretches.append(Stretch(data[at : match.start()].decode("ascii"), match.start() - at))
        stretches += _segmented(match[0], encoding)
        at = match.end()
    if at < len(data):
        stretches.append(Stretch(data[at:].decode("ascii"), len(data) - at))
    unpaired = sum(not each.text for each in stretches)
    return stretches if unpaired <= max(1, MAX_UNPAIRED * len(data)) else None


@lru_cache(maxsize=1 << 12)
def _segmented(data: bytes, encoding: str) -> list[Stretch]:
    """The most fluent segmentation of a cluster; the few clusters of a language recur."""
    pairs = _pair_costs(encoding)
    best = [0.0] * (len(data) + 1)
    step = [1] * (len(data) + 1)
    for end, byte in enumerate(data, 1):
        cost = best[end - 1] + (ASCII if byte < 0x80 else UNPAIRED)
        if end > 1:
            paired = best[end - 2] + pairs[data[end - 2 : end]]
            if paired < cost:
                cost, step[end] = paired, 2
        best[end] = cost
    stretches: list[Stretch] = []
    end = len(data)
    while end:
        own = data[end - step[end] : end]
        stretches.append(Stretch("" if len(own) == 1 and own[0] >= 0x80 else own.decode(encoding), len(own)))
        end -= len(own)
    return stretches[::-1]


@cache
def _cheapest() -> npt.NDArray[np.float64]:
    """Nats of each CJK character in its cheapest language."""
    cheapest: npt.NDArray[np.float64] = tables().cjk.min(axis=1) / NATS
    return cheapest


class _PairCosts(dict[bytes, float]):
    """Nats of the character of each pair of bytes, looked up once; a prohibitive cost for other pairs."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def __missing__(self, pair: bytes) -> float:
        self[pair] = cost = self._cost(pair)
        return cost

    def _cost(self, pair: bytes) -> float:
        if not (0x81 <= pair[0] < 0xFF and 0x40 <= pair[1] < 0xFF):
            return PROHIBITIVE
        try:
            char = pair.decode(self._encoding)
        except UnicodeDecodeError:
            return PROHIBITIVE
        if len(char) != 1:
            return PROHIBITIVE
        at = ord(char) - CJK_START
        cost = float(_cheapest()[at]) if 0 <= at < CJK_END - CJK_START else OTHER
        return cost if cost * NATS < MAX_STEPS else OTHER


_pair_costs = cache(_PairCosts)
