"""Cuts inputs into shards: the work that is done, kept and repeated as a whole.

Shards are cut by the names of the inputs and by offsets in them, so the same inputs always give the same shards, whatever engine works
on them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from cleaner.errors import CleanerError
from cleaner.folder.inputs import Input
from cleaner.folder.units import Piece, Reading
from cleaner.formats.files import reading as opened

SHARD_BYTES = 1 << 20
"""About so many bytes of input are a shard: one or two seconds of work, which is what a killed run loses."""
SHARD_FILES = 256
"""Files in a shard at most; as many texts as are scanned together."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Inputs, or pieces of them, that are worked on together.

    Attributes:
        number: its place in the run, from 0.
        pieces: what it holds, in the order of the inputs.
        streamed: whether it is read from a stream, which only this process can do, and only once.
        left_out: texts, by their place in the shard, that are not cleaned because they kill the processes that clean them.
    """

    number: int
    pieces: tuple[Piece, ...]
    streamed: bool = False
    left_out: frozenset[int] = frozenset()

    def to_dict(self) -> dict[str, Any]:
        """As JSON: what identifies the shard."""
        return {"number": self.number, "pieces": [[each.source.name, each.part and list(each.part)] for each in self.pieces]}


def cut(inputs: Iterable[Input], reading: Reading, size: int = SHARD_BYTES) -> Iterator[Shard]:
    """The shards of some inputs, in order.

    Args:
        inputs: the inputs.
        reading: how they are read.
        size: bytes of a shard.
    """
    number = 0
    held: list[Piece] = []
    weight = 0
    for each in inputs:
        pieces = _pieces(each, reading, size)
        alone = len(pieces) > 1 or each.path is None
        own = each.size
        if held and (alone or weight + own > size or len(held) == SHARD_FILES):
            yield Shard(number, tuple(held))
            number, held, weight = number + 1, [], 0
        if alone:
            for piece in pieces:
                yield Shard(number, (piece,), streamed=each.path is None)
                number += 1
        else:
            held += pieces
            weight += own
    if held:
        yield Shard(number, tuple(held))


def _pieces(each: Input, reading: Reading, size: int) -> list[Piece]:
    """An input, cut if it is a large table."""
    whole = [Piece(each)]
    if each.path is None or each.size <= size // 4:
        return whole
    try:
        table = reading.table(each)
        if table is None:
            return whole
        with opened(each.path) as file:
            ranges = list(table.ranges(file, size))
    except (CleanerError, OSError, ValueError):
        # it fails again where failures are recorded
        return whole
    if len(ranges) < 2:
        return whole
    return [replace(whole[0], part=part, parts=len(ranges)) for part in ranges]
