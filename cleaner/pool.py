"""Supervised worker processes over any function: results in order, and a worker that dies costs only time.

`multiprocessing.Pool` hangs when a worker is killed, and `ProcessPoolExecutor` sometimes does: their workers share locks and pipes,
which a dying worker leaves locked or half-written. Here each worker has its own pipe, so its death harms no other worker. Its blocks
go to the others, and only a block that repeatedly kills its workers is reported as an error.
"""

import mmap
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection
from queue import SimpleQueue
from typing import Any, TypeVar

from cleaner.errors import CleanerError, WorkerError

AHEAD = 3
"""Blocks per worker that are read ahead of the results; enough to keep it busy, few enough to keep memory flat."""
PER_WORKER = 2
"""Blocks that a worker has: one in work, and one that waits so that the worker never does."""
MAX_RESIDENT = 1 << 30
"""Bytes of memory from which on a worker is replaced once its blocks are done: large texts leave memory that is not given back."""
MAX_DEATHS = 3
"""How often workers may die over the same block before it is given up: the first death may be the system's doing, three are the block's."""

Item = TypeVar("Item")
Result = TypeVar("Result")
Pipe = connection.Connection


@dataclass(slots=True)
class _Job:
    """A block on its way to its result."""

    block: list[Any]
    result: list[Any] | None = None
    deaths: int = 0


def map_blocks(
    function: Callable[[list[Item]], list[Result | CleanerError]], blocks: Iterable[list[Item]], workers: int
) -> Iterator[list[Result | CleanerError]]:
    """Apply a function to blocks of items in worker processes, with the results in the order of the blocks.

    A block over which workers die `MAX_DEATHS` times yields a `WorkerError` for each of its items.

    Args:
        function: returns a result for each item of a block; it is pickled where processes cannot be forked.
        blocks: read a few blocks ahead of the results.
        workers: number of processes.

    Raises:
        CleanerError: the run cannot go on, for instance because a model is missing.
        RuntimeError: the function failed in a way it should not; has the worker's traceback.
    """
    source = iter(blocks)
    waiting: deque[_Job] = deque()
    crew = _Crew(function, workers)
    try:
        while True:
            while len(waiting) < workers * AHEAD and (block := next(source, None)) is not None:
                waiting.append(_Job(block))
                crew.take(waiting[-1])
            if not waiting:
                return
            while (result := waiting[0].result) is None:
                crew.wait()
            waiting.popleft()
            yield result
    finally:
        crew.end()


class _Worker:
    """A process, the pipe to it, and what it has not answered yet."""

    def __init__(self, function: Callable[[list[Any]], list[Any]]) -> None:
        # Forking is quickest and needs no `if __name__ == "__main__"` in the caller's script; it is safe while there is one thread.
        fork = sys.platform == "linux" and threading.active_count() == 1
        context = multiprocessing.get_context("fork" if fork else "spawn")
        self.pipe, theirs = context.Pipe()
        # in the types a context has no Process, though every one has
        self._process = context.Process(target=_serve, args=(function, theirs, self.pipe if fork else None), daemon=True)  # type: ignore[attr-defined]
        with sigint_blocked():
            self._process.start()
        # with the process then ends the pipe
        theirs.close()
        self.jobs: deque[_Job] = deque()
        self.retired = False

    def take(self, job: _Job) -> None:
        self.jobs.append(job)
        # a worker that has died is found out when its answer is awaited
        with suppress(OSError):
            self.pipe.send(job.block)

    @property
    def is_large(self) -> bool:
        """Whether the process has more memory than it should keep; False where that cannot be read."""
        try:
            with open(f"/proc/{self._process.pid}/statm", encoding="ascii") as file:  # noqa: PTH123
                return int(file.read().split()[1]) * mmap.PAGESIZE > MAX_RESIDENT
        except (OSError, ValueError, IndexError):
            return False

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


class _Crew:
    """The workers, started when there is something to do for them, and the jobs that none has taken."""

    def __init__(self, function: Callable[[list[Any]], list[Any]], size: int) -> None:
        self._function = function
        self._size = size
        self._workers: list[_Worker] = []
        self._jobs: deque[_Job] = deque()

    def take(self, job: _Job) -> None:
        """Have a job done."""
        self._jobs.append(job)
        self._hand_out()

    def wait(self) -> None:
        """Wait for the next answers."""
        busy: dict[object, _Worker] = {worker.pipe: worker for worker in self._workers if worker.jobs}
        for pipe in connection.wait([worker.pipe for worker in busy.values()]):
            worker = busy[pipe]
            try:
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            if isinstance(answer, CleanerError):
                raise answer
            if isinstance(answer, str):
                raise RuntimeError(f"a worker failed:\n{answer}")  # noqa: TRY004
            worker.jobs.popleft().result = answer
            worker.retired = worker.retired or worker.is_large
            if worker.retired and not worker.jobs:
                self._workers.remove(worker)
                worker.end()
        self._hand_out()

    def end(self) -> None:
        """Stop, whatever is being done."""
        while self._workers:
            self._workers.pop().end()

    def _hand_out(self) -> None:
        while self._jobs:
            worker = min((each for each in self._workers if not each.retired), key=lambda each: len(each.jobs), default=None)
            if (worker is None or worker.jobs) and len(self._workers) < self._size:
                worker = _Worker(self._function)
                self._workers.append(worker)
            if worker is None or len(worker.jobs) >= PER_WORKER:
                return
            worker.take(self._jobs.popleft())

    def _replace(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.end()
        job = worker.jobs[0]
        job.deaths += 1
        if job.deaths == MAX_DEATHS:
            worker.jobs.popleft()
            message = f"worker processes died {job.deaths} times over these {len(job.block)} texts; clean them one by one to find which"
            job.result = [WorkerError(message) for _ in job.block]
        self._jobs.extendleft(reversed(worker.jobs))


@contextmanager
def sigint_blocked() -> Iterator[None]:
    """Block SIGINT while a worker starts, so that only the parent handles Ctrl-C."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(function: Callable[[list[Any]], list[Any]], pipe: Pipe, inherited: Pipe | None) -> None:
    """What a worker does: answer each block with its result, or with a traceback."""
    if inherited is not None:
        # the other end, which must not outlive the process it belongs to
        inherited.close()
    # for systems where SIGINT cannot be blocked while a process starts
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        # a forked process has the handlers of the one it was forked from
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    blocks: SimpleQueue[list[Any]] = SimpleQueue()
    threading.Thread(target=_read, args=(pipe, blocks), daemon=True).start()
    while True:
        answer: list[Any] | CleanerError | str
        try:
            answer = function(blocks.get())
        except CleanerError as error:
            answer = error
        except Exception:  # noqa: BLE001
            answer = traceback.format_exc()
        try:
            pipe.send(answer)
        except OSError:
            # the parent has ended
            return


def _read(pipe: Pipe, blocks: "SimpleQueue[list[Any]]") -> None:
    """Take blocks in while others are cleaned, so that neither side waits for the other to read; end when the other side has ended."""
    while True:
        try:
            blocks.put(pipe.recv())
        except (EOFError, OSError):
            os._exit(0)
