"""Ray works on the shards: on the machines of a cluster, or on this one.

Only a shard goes to a task and only its receipt comes back; texts are read and written by the task. So inputs and the output folder
have the same paths on all machines, on a shared file system.

Ray repeats a task whose worker died, and a task on a machine that was only out of reach for a while may run twice. So a task works in a
folder of its own, which becomes the folder of the shard in one step. Tasks of a run that was killed may go on for a few seconds: the next
run moves the folder that they work in away, before it looks at what is done, so that they change nothing.
"""

import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.display import reason
from cleaner.errors import CleanerError, OptionError, WorkerError
from cleaner.folder.engines import Engine, isolated
from cleaner.folder.shard_run import Job, Outcome, Receipt
from cleaner.folder.shards import Shard
from cleaner.folder.state import ATTEMPTS, end_attempts
from cleaner.folder.totals import FULL, Totals

if "ray" not in sys.modules:
    # when a worker dies Ray says so on standard output, which is for results; it reads this once, when it is imported
    os.environ.setdefault("RAY_DEDUP_LOGS_SKIP_REGEX", ".")
try:
    import ray
except ImportError:
    raise OptionError("--engine ray needs Ray, which is not installed: pip install 'cleaner[ray]'") from None

LOCAL = "local"
"""The address that starts a cluster on this machine."""
MAX_RETRIES = 3
"""How often Ray repeats a task over whose worker processes died; after that its texts are cleaned one by one, to find the one that kills."""
AHEAD = 4
"""Tasks per processor that Ray knows of at a time: enough to keep it busy, few enough to keep its memory flat."""
MAX_CALLS = 256
"""Shards after which a worker process is replaced: large texts leave memory that is not given back. A new one costs one or two seconds."""
OBJECT_STORE = 128 << 20
"""Bytes of memory for what tasks share on this machine: the cleaner and the receipts, no texts."""
CONNECT_SECONDS = 10
"""How long a cluster may take to answer."""
ALIVE = "alive"
"""A file in the folder that the tasks of a run work in."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What all tasks of a run have in common.

    Attributes:
        job: the job.
        folder: the working folder, which the paths of inputs and results start from.
        attempts: the folder in which the tasks work.
    """

    job: Job
    folder: Path
    attempts: Path


def in_ray(workers: int | None = None, address: str | None = None) -> Engine:
    """Works on the shards in Ray tasks.

    Args:
        workers: tasks at a time; None leaves it to Ray, which takes one a processor.
        address: of a cluster, as for `ray.init`; None starts one on this machine, which ends with the run.
    """

    def engine(job: Job, shards: Sequence[Shard], progress: Callable[[int], None]) -> Iterator[Receipt]:
        if not shards:
            return
        with _attempts(job.folder) as attempts, _connected(address or LOCAL, workers):
            # in a list, a reference is handed on as it is: a worker process fetches the run once and not with every task
            run = [ray.put(_Run(job, Path.cwd(), attempts))]
            ahead = workers if workers and address else max(int(ray.cluster_resources().get("CPU", 1)), 1) * AHEAD
            task = ray.remote(num_cpus=1, max_retries=MAX_RETRIES, max_calls=MAX_CALLS)(_work)
            waiting = iter(shards)
            running: dict[Any, Shard] = {}
            while True:
                while len(running) < ahead and (shard := next(waiting, None)) is not None:
                    # what a former run left there is not whole
                    shutil.rmtree(job.home(shard.number), ignore_errors=True)
                    running[task.remote(run, shard)] = shard
                if not running:
                    return
                for done in _ended(running):
                    receipt = _received(done, running.pop(done), job)
                    progress(receipt.totals.bytes_in)
                    yield receipt

    return engine


def _ended(running: Iterable[Any]) -> list[Any]:
    """Tasks that have ended, at least one.

    Raises:
        WorkerError: there is no cluster any more.
    """
    try:
        ended: list[Any] = ray.wait([*running])[0]
    except ray.exceptions.RayError as error:
        raise _lost(error) from None
    return ended


def _received(done: Any, shard: Shard, job: Job) -> Receipt:
    """The receipt of a task that has ended.

    Raises:
        CleanerError: the run cannot go on.
        RuntimeError: the task failed in a way it should not.
    """
    try:
        made = ray.get(done)
    except ray.exceptions.RayTaskError as error:
        raise RuntimeError(f"a task failed:\n{error}") from None
    except (ray.exceptions.WorkerCrashedError, ray.exceptions.OutOfMemoryError, ray.exceptions.NodeDiedError):
        return isolated(job, shard)
    except ray.exceptions.RayError as error:
        raise _lost(error) from None
    if isinstance(made, CleanerError):
        raise made
    receipt: Receipt = made
    return receipt


def _lost(error: Exception) -> WorkerError:
    return WorkerError(f"Ray cannot go on: {' '.join(str(error).split())}; what is finished is kept, and --resume does the rest")


@contextmanager
def _attempts(folder: Path) -> Iterator[Path]:
    """A folder for the tasks of this run; the next run moves it away, if this one is killed."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=ATTEMPTS, dir=folder.resolve()))
    # for whoever may write results
    made.chmod(folder.stat().st_mode & 0o777)
    (made / ALIVE).touch()
    try:
        yield made
    finally:
        end_attempts(folder)


@contextmanager
def _connected(address: str, workers: int | None) -> Iterator[None]:
    """Ray, as long as it is needed; one that the caller has started is used and left as it is.

    Raises:
        OptionError: the cluster cannot be reached.
    """
    if ray.is_initialized():
        yield
        return
    _check_reachable(address)
    here: dict[str, Any] = {}
    if address == LOCAL:
        here = {"num_cpus": workers, "include_dashboard": False, "object_store_memory": OBJECT_STORE}
    # nothing about this machine is sent anywhere
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        with _signals_kept():
            ray.init(address=address, log_to_driver=False, logging_level=logging.CRITICAL, configure_logging=True, **here)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        where = "cannot be started on this machine" if address == LOCAL else f"cannot be reached at {address}"
        raise OptionError(f"Ray {where}: {' '.join(str(error).split())}") from None
    try:
        yield
    finally:
        ray.shutdown()


def _check_reachable(address: str) -> None:
    """Refuse an address where nothing answers; Ray itself tries for minutes.

    Raises:
        OptionError: nothing answers, or this is no address.
    """
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host:
        # "local", "auto"
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS).close()
    except (OSError, ValueError) as error:
        raise OptionError(f"Ray cannot be reached at {address}: {reason(error)}") from None


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Keep the handlers of signals: Ray's own for SIGTERM would end the process without a summary."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _work(run: list[Any], shard: Shard) -> Receipt | CleanerError:
    """What a task does: work on a shard in a folder of its own, which then becomes that of the shard."""
    try:
        this = _fetched(run[0])
        own = replace(this.job, folder=Path(tempfile.mkdtemp(dir=this.attempts)))
        receipt = own.work(shard)
        if own.home(shard.number).exists() or not receipt.error:
            _put(own.home(shard.number), this.job.home(shard.number), this.attempts)
    except CleanerError as error:
        return error
    except FileNotFoundError as error:
        return OptionError(f"{error.filename} is not on all machines of the cluster; inputs and results belong on a shared file system")
    except OSError as error:
        return Receipt(shard.number, [Outcome() for _ in shard.pieces], Totals(), reason(error), error.errno in FULL)
    shutil.rmtree(own.folder, ignore_errors=True)
    return receipt


def _put(made: Path, home: Path, attempts: Path) -> None:
    """Move the folder of a shard into place, unless another attempt was faster.

    Raises:
        OSError: it cannot be moved, for instance because the run has ended.
    """
    # a folder that was moved away may have been made anew by who writes into it, without this file; what was there before went with it
    (attempts / ALIVE).stat()
    try:
        made.replace(home)
    except OSError:
        # of another attempt: the same bytes
        if Receipt.load(home) is None:
            raise


@cache
def _fetched(reference: Any) -> _Run:
    """The run of a task; the tables of its cleaner are made once in a process.

    Raises:
        FileNotFoundError: the working folder is not on this machine.
    """
    with suppress(ValueError):
        # Ctrl-C is for the process that started the run
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    run: _Run = ray.get(reference)
    os.chdir(run.folder)
    return run
