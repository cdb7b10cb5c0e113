"""What works on shards: this process, or worker processes that are replaced when they die."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from cleaner.errors import CleanerError
from cleaner.folder.shard_run import MARKS, Job, Outcome, Receipt
from cleaner.folder.shards import Shard
from cleaner.folder.sinks import Watch
from cleaner.folder.totals import Failure, Totals
from cleaner.pool import MAX_DEATHS, map_blocks

MAX_LEFT_OUT = 16
"""Texts of a shard that may be left out one after the other, before the whole shard is."""


class Engine(Protocol):
    """Works on shards."""

    def __call__(self, job: Job, shards: Sequence[Shard], progress: Callable[[int], None]) -> Iterator[Receipt]:
        """The receipts of shards, in any order.

        Args:
            job: what all shards have in common.
            shards: none of them is read from a stream.
            progress: called with the number of bytes that were read, now and then.
        """


def in_this_process(watch: Watch) -> Engine:
    """Works on the shards one after the other.

    Args:
        watch: called with each result once it is written.
    """

    def engine(job: Job, shards: Sequence[Shard], progress: Callable[[int], None]) -> Iterator[Receipt]:
        for shard in shards:
            yield job.work(shard, 1, watch, progress)

    return engine


def in_workers(workers: int) -> Engine:
    """Works on the shards in worker processes.

    Args:
        workers: their number.
    """

    def engine(job: Job, shards: Sequence[Shard], progress: Callable[[int], None]) -> Iterator[Receipt]:
        for shard, (result,) in zip(shards, map_blocks(job, ([each] for each in shards), workers), strict=True):
            receipt = isolated(job, shard) if isinstance(result, CleanerError) else result
            progress(receipt.totals.bytes_in)
            yield receipt

    return engine


def isolated(job: Job, shard: Shard) -> Receipt:
    """The receipt of a shard over which worker processes died, without the texts over which they died.

    Each text is cleaned alone, and named before; a text that was named last `MAX_DEATHS` times in a row is left out.
    """
    marks = job.folder / f"{job.home(shard.number).name}.{MARKS}"
    careful = replace(job, one_by_one=True)
    for _ in range(MAX_LEFT_OUT):
        marks.unlink(missing_ok=True)
        ((result,),) = map_blocks(careful, [[shard]], 1)
        if isinstance(result, Receipt):
            marks.unlink(missing_ok=True)
            return result
        killer = _killer(marks.read_bytes().splitlines() if marks.exists() else [])
        if killer is not None:
            shard = replace(shard, left_out=shard.left_out | {killer})
    marks.unlink(missing_ok=True)
    totals = Totals(read=len(shard.pieces))
    message = f"worker processes died more than {MAX_LEFT_OUT} times over it and what is near; clean it alone"
    totals.failures = [Failure(each.source.place, "WorkerError", message) for each in shard.pieces]
    return Receipt(shard.number, [Outcome() for _ in shard.pieces], totals)


def _killer(marks: list[bytes]) -> int | None:
    """The text that each of several processes named last; None if they died over different ones.

    Each process names the texts from the beginning, so a number that does not follow the one before begins another process.
    """
    numbers = [int(each) for each in marks]
    last = [one for one, following in zip(numbers, [*numbers[1:], -1], strict=True) if following <= one]
    return last[-1] if len(last) >= MAX_DEATHS and len(set(last[-MAX_DEATHS:])) == 1 else None
