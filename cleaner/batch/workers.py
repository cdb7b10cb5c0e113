"""Worker processes under supervision: results in order, and a worker that dies costs nothing but time.

`multiprocessing.Pool` hangs for ever when a worker is killed, and a plain `ProcessPoolExecutor` gives every waiting block up;
here the blocks that were out are handed to new workers, and only a block that kills its workers again and again is reported.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING

from cleaner.document import Document
from cleaner.errors import CleanerError, WorkerError

if TYPE_CHECKING:
    from cleaner.pipeline import Cleaner

AHEAD = 3
"""Blocks a worker has waiting for it; enough to keep it busy, few enough to keep memory flat."""
MOST_DEATHS = 3
"""How often the workers may die over the same block before it is given up."""

Block = list[str]
Result = list[Document | CleanerError]

_worker: "Cleaner | None" = None


def map_blocks(cleaner: "Cleaner", blocks: Iterable[Block], workers: int) -> Iterator[Result]:
    """Clean blocks of texts in worker processes, results in the order of the blocks.

    A block over which the workers die `MOST_DEATHS` times yields a `WorkerError` for each of its texts.

    Args:
        cleaner: what cleans; each worker gets its options and builds its own.
        blocks: read a few blocks ahead of the results.
        workers: number of processes.
    """
    source = iter(blocks)
    waiting: deque[tuple[Block, Future[Result]]] = deque()
    deaths = 0
    pool = _pool(cleaner, workers)
    try:
        while True:
            while len(waiting) < workers * AHEAD and (block := next(source, None)) is not None:
                waiting.append((block, _submit(pool, block)))
            if not waiting:
                return
            block, future = waiting[0]
            try:
                result = future.result()
            except BrokenProcessPool:
                deaths += 1
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(cleaner, workers)
                if deaths == MOST_DEATHS:
                    message = f"the worker processes died {deaths} times over these {len(block)} texts; clean them one by one to find which"
                    waiting.popleft()
                    deaths = 0
                    yield [WorkerError(message) for _ in block]
                waiting = deque((block, _submit(pool, block)) for block, _ in waiting)
                continue
            deaths = 0
            waiting.popleft()
            yield result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, block: Block) -> "Future[Result]":
    try:
        with _deaf():
            return pool.submit(_clean, block)
    except BrokenProcessPool as error:
        # the pool broke after it was made; let the caller see that when it asks for this block
        future: Future[Result] = Future()
        future.set_exception(error)
        return future


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes that are started meanwhile hear no Ctrl-C, which is for the process that has the results."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _pool(cleaner: "Cleaner", workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=_context(), initializer=_start, initargs=(cleaner,))


def _context() -> BaseContext:
    """Forking is quickest and needs no `if __name__ == "__main__"` in the caller's script; it is safe while there is one thread."""
    fork = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if fork else "spawn")


def _start(cleaner: "Cleaner") -> None:
    global _worker  # noqa: PLW0603
    _worker = cleaner
    # where a process cannot be started deaf
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _clean(block: Block) -> Result:
    if _worker is None:
        raise WorkerError("the worker was not started by its pool")
    return _worker.clean_block(block)
