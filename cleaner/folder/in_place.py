"""Cleans files in their places: each file whose text changes is replaced as a whole, or stays as it is."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Self

from cleaner.api import Cleaner
from cleaner.display import printable, reason, shown
from cleaner.document import Document
from cleaner.errors import InputError, OptionError
from cleaner.folder.clean import auto_workers, summary_of, write_failures, write_summary
from cleaner.folder.inputs import ANNOTATIONS, OWN_FILES, Input, Missing, check_output
from cleaner.folder.run import run, with_recurring
from cleaner.folder.sinks import row_of
from cleaner.folder.totals import FULL, Totals
from cleaner.folder.units import Reading, Unit
from cleaner.formats.files import writing
from cleaner.formats.records import Writer

NAMES_SHOWN = 3
"""Files that a refusal names."""


def clean_in_place(
    names: Iterable[str | Path],
    cleaner: Cleaner,
    reading: Reading | None = None,
    *,
    backup: str | None = None,
    output: Path | None = None,
    workers: int | None = None,
    recurring: bool = True,
    progress: Callable[[int, int], None] = lambda *_: None,
    configuration: dict[str, str] | None = None,
) -> Totals:
    """Clean files and folders, and replace the files whose text changes. No column is added to tables; of HTML files the markup is cleaned.

    Ctrl-C and a full disk end the run; each file is as it was, or cleaned as a whole.

    Args:
        names: files and folders.
        cleaner: cleans the texts.
        reading: how inputs are read.
        backup: suffix of the names under which the files that are replaced are kept; None asks that git has each file as it is.
        output: folder for annotations.jsonl, summary.json and failures.jsonl; None writes none of them.
        workers, recurring, progress, configuration: as for `clean_folder`.

    Returns:
        What was done, and what failed.

    Raises:
        OptionError: a file could not be had back, or the output folder is in use.
    """
    started = time.perf_counter()
    given, reading, totals = [str(name) for name in names], reading or Reading(), Totals()
    # of a page only the main text would be left, which is no page
    reading = replace(reading, html="markup", columns=replace(reading.columns, annotations=None))
    if backup is not None and (not backup or os.sep in backup):
        raise OptionError(f"{backup!r} cannot end the name of a file; name a suffix such as .orig")
    if output is not None:
        _check_unused(given, output)
    inputs = [each for each in reading.inputs(given, totals.skipped) if backup is None or not _is_backup(each, backup)]
    files = [each for each in inputs if isinstance(each, Input)]
    if backup is None:
        _check_kept([each.path for each in files if each.path is not None and each.path.exists()])
    totals.fail_glossaries(cleaner.glossary.problems)
    size = sum(each.size for each in files)
    if recurring:
        cleaner = with_recurring(cleaner, inputs, reading)
    with InPlaceSink(reading, backup, output) as sink:
        try:
            run(cleaner, inputs, sink, totals, reading, workers or auto_workers(size), lambda amount: progress(amount, size))
        except KeyboardInterrupt:
            totals.interrupted = True
        except OSError as error:
            totals.fail(shown(output or Path.cwd()), error)
            totals.full = error.errno in FULL
    totals.replaced = sink.replaced
    totals.seconds = time.perf_counter() - started
    if output is not None:
        write_failures(output, totals)
        write_summary(output, summary_of(cleaner, reading, totals, configuration) | {"replaced": totals.replaced}, totals)
    return totals


def _check_unused(names: Sequence[str], output: Path) -> None:
    """Refuse a folder with the results of another run.

    Raises:
        OptionError: it holds some, or is, holds, or lies inside an input.
    """
    check_output(names, output)
    there = sorted(name for name in OWN_FILES if (output / name).exists())
    if there:
        raise OptionError(f"{printable(shown(output))} holds {', '.join(there)} of another run; choose another folder with -o")


def _is_backup(each: Input | Missing, suffix: str) -> bool:
    """Whether a file of a folder is what an earlier run kept."""
    return isinstance(each, Input) and not each.named and each.relative.name.endswith(suffix)


def _check_kept(paths: Sequence[Path]) -> None:
    """Refuse to replace files that git could not bring back.

    Raises:
        OptionError: some are changed, or not tracked.
    """
    kept: set[str] = set()
    for top in {_repository(folder) for folder in {os.path.realpath(path.parent) for path in paths}} - {None}:
        tracked = _git(top or "", "ls-files", "-z")
        changed = _git(top or "", "diff", "--name-only", "--no-renames", "-z", "HEAD")
        kept |= {os.path.join(top or "", each) for each in tracked - changed}  # noqa: PTH118
    lost = [path for path in paths if os.path.join(os.path.realpath(path.parent), path.name) not in kept]  # noqa: PTH118
    if lost:
        names = ", ".join(printable(shown(path)) for path in lost[:NAMES_SHOWN])
        more = f" and {len(lost) - NAMES_SHOWN:,} more" if len(lost) > NAMES_SHOWN else ""
        raise OptionError(
            f"nothing could bring {names}{more} back: git does not have {'it as it is' if len(lost) == 1 else 'them as they are'}; "
            "commit first, or keep what is replaced with --backup .orig"
        )


def _repository(folder: str) -> str | None:
    """The top folder of the git repository that a folder is in."""
    found = sorted(_git(folder, "rev-parse", "--show-toplevel"))
    return os.path.realpath(found[0].strip("\n")) if found else None


def _git(folder: str, *arguments: str) -> set[str]:
    """The names that a git command prints; none where it fails."""
    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        return set()
    if done.returncode:
        # without a first commit `git diff HEAD` fails, and git has nothing
        return set()
    return {os.fsdecode(name) for name in done.stdout.split(b"\0") if name}


class InPlaceSink:
    """Replaces files by their results, where the text has changed. A context manager.

    Args:
        reading: how inputs are read.
        backup: suffix for the names of the files that are replaced; None keeps none.
        output: folder for annotations.jsonl.

    Attributes:
        replaced: files that were replaced.
    """

    def __init__(self, reading: Reading, backup: str | None, output: Path | None) -> None:
        self._reading = reading
        self._backup = backup
        self._output = output
        self._all = ExitStack()
        self._rows: IO[bytes] | None = None
        self._stack = ExitStack()
        self._writer: Writer | None = None
        self._changed = False
        self._lines: list[bytes] = []
        self.replaced = 0

    def __enter__(self) -> Self:
        if self._output is not None:
            try:
                self._rows = self._all.enter_context(writing(self._output / ANNOTATIONS))
            except OSError as error:
                raise OptionError(
                    f"{printable(shown(self._output))} cannot be written to: {reason(error)}; choose another folder with -o"
                ) from None
        return self

    def __exit__(self, *_: object) -> None:
        self._abandon()
        self._all.close()

    def take(self, unit: Unit, document: Document | None) -> None:
        """See `run.Sink`."""
        try:
            self._take(unit, document)
        except (OSError, InputError) as error:
            self._abandon()
            if isinstance(error, OSError) and error.errno in FULL:
                raise
            raise InputError(f"it stays as it was: {reason(error)}") from None

    def _take(self, unit: Unit, document: Document | None) -> None:
        path = unit.source.path
        if path is None:
            raise InputError("standard input cannot be replaced")
        changed = document is not None and document.text != document.original
        if changed and any(each.encoding is None for each in unit.undecoded):
            raise InputError("bytes that do not fit its encoding would be lost; clean it into a folder with -o")
        if document is not None and self._rows is not None:
            self._lines.append(row_of(unit, document))
        if unit.record is None:
            if document is not None and changed:
                with writing(path, mode=self._checked(path)) as file:
                    file.write(unit.data(document))
                    self._keep(path)
                self.replaced += 1
        else:
            self._put(unit, document, path, changed=changed)
        if unit.last and self._rows is not None:
            self._rows.writelines(self._lines)
            self._lines.clear()

    def _put(self, unit: Unit, document: Document | None, path: Path, *, changed: bool) -> None:
        """Write a record into the new table, which replaces the old one after its last record, if any text has changed."""
        if self._writer is None:
            table = self._reading.table(unit.source)
            if table is None or unit.record is None:
                raise InputError("is not a table")
            self._writer = table.writer(self._stack.enter_context(writing(path, mode=path.stat().st_mode)), self._reading.columns)
        self._changed |= changed
        if unit.record is not None:
            self._writer.put(unit.record, document)
        if not unit.last:
            return
        self._writer.close()
        if self._changed:
            self._checked(path)
            self._keep(path)
            self._stack.close()
            self._writer, self._changed = None, False
            self.replaced += 1
        else:
            self._leave()

    @staticmethod
    def _checked(path: Path) -> int:
        """The mode of a file that may be replaced.

        Raises:
            InputError: it is a link.
        """
        if path.is_symlink():
            raise InputError("it is a link, and nothing is written through links; name the file that it leads to")
        return path.stat().st_mode

    def _keep(self, path: Path) -> None:
        """Keep a file under its second name.

        Raises:
            InputError: another file has that name.
        """
        if self._backup is None:
            return
        kept = path.with_name(path.name + self._backup)
        try:
            os.link(path, kept)
        except FileExistsError:
            raise InputError(f"{printable(shown(kept))} is there already; move it away, or choose another suffix with --backup") from None
        except OSError:
            # the file system has no links
            if os.path.lexists(kept):
                raise InputError(
                    f"{printable(shown(kept))} is there already; move it away, or choose another suffix with --backup"
                ) from None
            shutil.copy2(path, kept)

    def lost(self, source: Input) -> None:
        """See `run.Sink`."""
        del source
        self._abandon()

    def _abandon(self) -> None:
        """Leave a file as it is, with its findings."""
        self._leave()
        self._lines.clear()

    def _leave(self) -> None:
        """Remove what would have replaced a table."""
        self._writer, self._changed = None, False
        with suppress(_LeftError, OSError), self._stack:
            raise _LeftError


class _LeftError(Exception):
    """Ends the writing of a file that is not to appear."""
