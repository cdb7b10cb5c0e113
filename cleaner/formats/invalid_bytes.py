"""Decoding with marks for invalid bytes: their spans in the bytes and their places in the text."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf

from cleaner.document import Undecoded
from cleaner.patterns import regex


class _Bad(list[tuple[int, int]]):
    """Spans of invalid bytes.

    Args:
        limit: their maximal number; after it decoding stops.
    """

    def __init__(self, limit: float) -> None:
        super().__init__()
        self.limit = limit


_bad: ContextVar[_Bad] = ContextVar("invalid bytes")
HANDLER = "cleaner-mark"
"""Name of the error handler for codecs that puts a `STAND_IN` for invalid bytes."""
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
STAND_IN = "\udfff"
"""A lone surrogate, which is in no decoded text, marks invalid bytes until their places are
known."""
_STAND_INS = regex(f"{STAND_IN}+")


@contextmanager
def limited(limit: float) -> Iterator[list[tuple[int, int]]]:
    """Decode with `HANDLER` inside; gives the spans of the invalid bytes.

    Args:
        limit: their maximal number; after it decoding raises a `UnicodeDecodeError`.
    """
    token = _bad.set(_Bad(limit))
    try:
        yield _bad.get()
    finally:
        _bad.reset(token)


def _note(error: UnicodeError) -> tuple[str, int]:
    bad = _bad.get()
    if not isinstance(error, UnicodeDecodeError) or len(bad) >= bad.limit:
        raise error
    bad.append((error.start, error.end))
    return STAND_IN, error.end


codecs.register_error(HANDLER, _note)


def with_stand_ins(data: bytes, encoding: str) -> tuple[str, list[tuple[int, int]]]:
    """The text of some bytes with `STAND_IN` for invalid bytes, and the spans of these bytes.

    Args:
        data: the bytes.
        encoding: Python's name of their encoding.
    """
    with limited(inf) as bad:
        return data.decode(encoding, HANDLER), bad


def undecoded(data: bytes, text: str, bad: list[tuple[int, int]], number: int = 0) -> Iterator[Undecoded]:
    """The bytes that `with_stand_ins` could not decode; neighbours are one.

    Args:
        data: the bytes.
        text: their text, or a part of it.
        bad: spans of the invalid bytes.
        number: how many of these are before the text.
    """
    for match in _STAND_INS.finditer(text):
        start, end = match.span()
        first, last = bad[number], bad[number + end - start - 1]
        yield Undecoded(start, end, first[0], data[first[0] : last[1]])
        number += end - start
