"""What a run keeps in its output folder while it goes on, and what it finds there when it begins."""

import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from cleaner import __version__
from cleaner.api import Cleaner
from cleaner.display import printable, reason, shown
from cleaner.errors import CleanerError, InputError, OptionError
from cleaner.folder.cleaned import located
from cleaner.folder.inputs import ANNOTATIONS, DECISIONS, STATE, SUMMARY, SUPPRESSIONS, Input
from cleaner.folder.shard_run import Receipt
from cleaner.folder.shards import Shard
from cleaner.formats.files import TEMPORARY, digest, reading, writing

LOCK, PLAN, SHARDS, RECURRING = "lock", "run.json", "shards", "recurring.txt"
"""What is in the folder of a run: a lock, what the run is to do, the shards, the lines that recur."""

ATTEMPTS = "attempts-"
"""How the name of the folder begins, among those of the shards, in which processes of other machines work before a shard is done."""


@dataclass(frozen=True, slots=True)
class Former:
    """What an earlier run left in the output folder.

    Attributes:
        texts: files that it wrote, by their names, with the digests of their bytes; empty where none is known.
        edited: those that were changed since.
        rows: their lines of annotations.jsonl.
        reviewed: whether a reviewer's decisions were carried out in the folder.
    """

    texts: dict[str, str]
    edited: tuple[str, ...]
    rows: dict[str, list[bytes]]
    reviewed: bool

    @classmethod
    def of(cls, folder: Path) -> "Former":
        """What there is."""
        texts = {path: known for path, known, _ in _rows(folder)}
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            texts |= orjson.loads((folder / SUMMARY).read_bytes())["tables"]
        edited = tuple(name for name, known in texts.items() if known and _is_edited(folder / name, known))
        rows: dict[str, list[bytes]] = {name: [] for name in edited}
        if edited:
            for path, _, line in _rows(folder):
                if path in rows:
                    rows[path].append(line)
        return cls(texts, edited, rows, any((folder / name).exists() for name in (DECISIONS, SUPPRESSIONS)))


def _rows(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """The lines of annotations.jsonl: name of the text, digest of its bytes (empty when not known), and the line."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, CleanerError), reading(folder / ANNOTATIONS) as file:
        for line in file:
            values = orjson.loads(line)
            yield values["path"], values.get("digest", ""), line


def _is_edited(path: Path, known: str) -> bool:
    try:
        return digest(located(path)) != known
    except FileNotFoundError:
        # nothing is lost
        return False
    except (OSError, InputError):
        return True


@dataclass(frozen=True, slots=True)
class State:
    """The folder that a run keeps its work in.

    Attributes:
        folder: the output folder.
    """

    folder: Path

    @property
    def home(self) -> Path:
        """The folder."""
        return self.folder / STATE

    @property
    def shards(self) -> Path:
        """The folder with a folder for each shard."""
        return self.home / SHARDS

    @property
    def recurring(self) -> Path:
        """The file with the lines that recur."""
        return self.home / RECURRING

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the output folder, so that no other run writes into it; the lock ends with the process.

        Raises:
            OptionError: another run has it, or the folder cannot be written to.
        """
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.home / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise OptionError(f"{self._name} cannot be written to: {reason(error)}; choose another folder with -o") from None
        try:
            self._lock(handle)
            yield
        finally:
            if not (self.home / PLAN).exists():
                # nothing was begun here
                with suppress(OSError):
                    (self.home / LOCK).unlink()
                    self.home.rmdir()
            os.close(handle)

    def _lock(self, handle: int) -> None:
        if sys.platform == "win32":
            return
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(handle), (self.home / LOCK).stat()):
                return
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES, errno.ENOENT):
                # a file system without locks
                return
        # held, or removed just now by the run that held it
        raise OptionError(f"another run is writing into {self._name}; wait for it to end, or choose another folder with -o")

    @property
    def _name(self) -> str:
        return printable(shown(self.folder))

    def begin(self, plan: dict[str, Any], *, resume: bool) -> dict[int, Receipt]:
        """Begin a run, or go on with one that was stopped.

        Args:
            plan: what the run is to do: JSON.
            resume: whether to go on; where there is nothing to go on with, the run begins.

        Returns:
            The shards that are done.

        Raises:
            OptionError: the run that was stopped was to do something else.
        """
        path = self.home / PLAN
        before = None
        with suppress(OSError, ValueError):
            before = orjson.loads(path.read_bytes())
        plan = orjson.loads(orjson.dumps(plan))
        if resume and isinstance(before, dict):
            other = sorted(name for name in {*plan, *before} if plan.get(name) != before.get(name))
            if other:
                raise OptionError(
                    f"the run that was stopped in {self._name} had other {' and '.join(other)}; repeat its command with --resume, "
                    "or leave --resume out to begin again"
                )
            made = {}
            for home in sorted(self.shards.glob("[0-9]*")) if self.shards.is_dir() else ():
                receipt = Receipt.load(home) if home.is_dir() else None
                if receipt is not None:
                    made[receipt.number] = receipt
            return made
        for each in (self.shards, self.recurring):
            remove(each)
        with writing(path, sync=True) as file:
            file.write(orjson.dumps(plan))
        return {}

    def put_decisions_aside(self) -> Path | None:
        """Move the decisions of a reviewed folder to where this run keeps them; None if there are none.

        They come back when they are carried out again in the new results.
        """
        kept = self.home / DECISIONS
        if (self.folder / DECISIONS).exists():
            (self.folder / DECISIONS).replace(kept)
            (self.folder / SUPPRESSIONS).unlink(missing_ok=True)
        return kept if kept.exists() else None

    def end(self) -> None:
        """Remove the folder: the run is done."""
        shutil.rmtree(self.home, ignore_errors=True)


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def end_attempts(shards: Path) -> None:
    """Move the folders away in which processes of a run work, so that those that are still at work put nothing into place.

    Args:
        shards: the folder with a folder for each shard.
    """
    for attempts in shards.glob(f"{ATTEMPTS}*"):
        ended = attempts.with_name(f"ended-{attempts.name}")
        with suppress(OSError):
            attempts.rename(ended)
            shutil.rmtree(ended, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what a killed process was writing in the output folder."""
    for path in folder.rglob(f"{TEMPORARY}*.tmp") if folder.is_dir() else ():
        with suppress(OSError):
            remove(path)


def plan_of(cleaner: Cleaner, inputs: Iterable[Input], shards: Iterable[Shard], options: dict[str, Any]) -> dict[str, Any]:
    """What a run is to do: another run goes on with it only if this is the same."""
    return {
        "version": __version__,
        "options": cleaner.options | options,
        "inputs": [[each.name, *_stamp(each)] for each in inputs],
        "shards": [each.to_dict() for each in shards],
    }


def _stamp(each: Input) -> tuple[int, int]:
    """Size and time of change of an input."""
    try:
        found = each.path.stat() if each.path else None
    except OSError:
        found = None
    return (found.st_size, found.st_mtime_ns) if found else (0, 0)
