"""Hashes of character n-grams and of words, and the buckets of a weight table that they fall into.

The shipped weights were learned with these hashes: a changed number needs new training.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint32]
LongHashes = npt.NDArray[np.uint64]

MAX_WORD = 11
"""Code points of a word that are hashed; a longer word counts as its beginning."""
_PRIMES = np.uint32(0x9E3779B1), np.uint32(0x01000193), np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)
"""For a code point, the step to the next one, and the last mix (Fibonacci, FNV, MurmurHash)."""
_SALT = 0x3C6EF372
_LONG_PRIME = 0x9E3779B97F4A7C15
_POWERS = np.array([pow(0x100000001B3, exponent, 2**64) for exponent in range(MAX_WORD)], dtype=np.uint64)
"""Factors of the code points of a word, by place: powers of the FNV prime."""


def windows(points: npt.NDArray[np.uint32], lengths: int) -> Iterator[tuple[int, Hashes]]:
    """The hashes of all windows of code points.

    Args:
        points: code points; a line feed is as good as any other.
        lengths: the longest window; all shorter ones come first.

    Yields:
        The length and, for each place where such a window starts, its hash.
    """
    chars = (points + np.uint32(1)) * _PRIMES[0]
    chars ^= chars >> np.uint32(15)
    hashed = np.zeros(len(chars), dtype=np.uint32)
    for length in range(1, lengths + 1):
        hashed = hashed[: max(len(chars) - length + 1, 0)] * _PRIMES[1] + chars[length - 1 :]
        yield length, hashed


def buckets(hashed: Hashes, bits: int, salt: int | None = None) -> Hashes:
    """The bucket of each hash, the highest bits after mixing.

    Args:
        hashed: hashes of windows.
        bits: binary logarithm of the number of buckets.
        salt: what keeps windows of several lengths in one table apart, such as the length; None
            where each length has a table of its own, which needs less mixing.
    """
    if salt is None:
        return (hashed * _PRIMES[2]) >> np.uint32(32 - bits)
    mixed = (hashed ^ np.uint32(salt * _SALT & 0xFFFFFFFF)) * _PRIMES[2]
    mixed ^= mixed >> np.uint32(13)
    mixed *= _PRIMES[3]
    return mixed >> np.uint32(32 - bits)


@cache
def _chars() -> LongHashes:
    """A hash of each code point of the first plane; the last one is for all beyond."""
    values = (np.arange(0x10000, dtype=np.uint64) + np.uint64(1)) * np.uint64(_LONG_PRIME)
    return values ^ (values >> np.uint64(29))


def words(points: npt.NDArray[np.uint32], starts: Ints, sizes: Ints) -> LongHashes:
    """The hash of each word, a sum over its first `MAX_WORD` code points.

    Args:
        points: code points of a text, at most 0xFFFF.
        starts: where each word starts.
        sizes: code points of each word.
    """
    chars = _chars().take(points)
    longest = np.minimum(sizes, MAX_WORD).astype(np.uint8)
    order = np.argsort(MAX_WORD - longest, kind="stable")  # the longest first: those with a further code point are a slice
    reaching = len(starts) - np.cumsum(np.bincount(longest, minlength=MAX_WORD + 1))
    starts = starts[order]
    ordered = np.zeros(len(starts), dtype=np.uint64)
    for at, count in enumerate(reaching[:MAX_WORD].tolist()):
        ordered[:count] += chars[starts[:count] + at] * _POWERS[at]
    hashed = np.empty_like(ordered)
    hashed[order] = ordered
    return hashed


def word_buckets(hashed: LongHashes, bits: int) -> Ints:
    """The bucket of each hash of a word, its highest bits."""
    return (hashed >> np.uint64(64 - bits)).astype(np.int64)
