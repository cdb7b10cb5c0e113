"""Cleans files and folders into a folder: texts, annotations.jsonl and summary.json, as `cleaner clean -o` does."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import orjson

from cleaner import __version__
from cleaner.api import Cleaner
from cleaner.display import printable, reason, shown
from cleaner.errors import CleanerError, OptionError
from cleaner.folder.inputs import ANNOTATIONS, SUMMARY, Input, Missing, check_output, check_results, claim, expand
from cleaner.folder.run import Sink, run, with_recurring
from cleaner.folder.sinks import FolderSink, Watch
from cleaner.folder.totals import FULL, Totals
from cleaner.folder.units import Reading
from cleaner.formats.files import writing

AUTO_WORKERS_FROM = 4_000_000
"""Bytes of input from which worker processes save more time than they take to start."""
MAX_AUTO_WORKERS = 8

Progress = Callable[[int, int], None]
"""Called after each read with its number of bytes and with the size of all inputs."""


def clean_folder(
    names: Iterable[str | Path],
    output: str | Path,
    cleaner: Cleaner,
    reading: Reading | None = None,
    *,
    workers: int | None = None,
    recurring: bool = True,
    watch: Watch = lambda *_: None,
    progress: Progress = lambda *_: None,
) -> Totals:
    """Clean files and folders, and write the results with their annotations and a summary into a folder.

    Ctrl-C and a full disk end the run; what was written before is complete, and the summary is written all the same.

    Args:
        names: files, folders, or "-" for standard input.
        output: folder for the results; made if it does not exist.
        cleaner: cleans the texts.
        reading: how inputs are read.
        workers: worker processes; None uses more than one for large inputs.
        recurring: whether to read the inputs first for lines that recur on a site.
        watch: called with each result once it is written.
        progress: called after each read.

    Returns:
        What was done, and what failed.

    Raises:
        OptionError: the output folder cannot be written to, or its files would overwrite inputs.
    """
    started = time.perf_counter()
    given, output, reading = [str(name) for name in names], Path(output), reading or Reading()
    check_output(given, output)
    inputs = list(expand(given))
    check_results((each for each in inputs if isinstance(each, Input)), output)
    totals = Totals()
    inputs = list(_with_own_result(inputs, totals))
    if recurring:
        cleaner = with_recurring(cleaner, inputs, reading)
    with ExitStack() as stack:
        sink = FolderSink(output, _open_annotations(stack, output), watch)
        _run(cleaner, inputs, sink, totals, reading, workers, progress, shown(output))
        sink.abandon()
    totals.seconds = time.perf_counter() - started
    path = output / SUMMARY
    try:
        with writing(path) as file:
            file.write(orjson.dumps(_summary(cleaner, totals), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    except OSError as error:
        totals.fail(shown(path), error)
    return totals


def clean_stream(
    names: Iterable[str | Path],
    sink: Sink,
    cleaner: Cleaner,
    reading: Reading | None = None,
    *,
    workers: int | None = None,
    recurring: bool = True,
    progress: Progress = lambda *_: None,
) -> Totals:
    """Clean files and folders, and pass each result on; nothing else is written.

    Args:
        names, cleaner, reading, workers, recurring, progress: as for `clean_folder`.
        sink: takes the results.
    """
    started = time.perf_counter()
    totals, reading = Totals(), reading or Reading()
    inputs = list(expand(map(str, names)))
    if recurring:
        cleaner = with_recurring(cleaner, inputs, reading)
    _run(cleaner, inputs, sink, totals, reading, workers, progress, "stdout")
    totals.seconds = time.perf_counter() - started
    return totals


def _run(
    cleaner: Cleaner,
    inputs: Sequence[Input | Missing],
    sink: Sink,
    totals: Totals,
    reading: Reading,
    workers: int | None,
    progress: Progress,
    output: str,
) -> None:
    """Run, and record in the totals what ends the run early.

    Raises:
        BrokenPipeError: the reader of the stream has gone.
    """
    size = sum(_size(each) for each in inputs if isinstance(each, Input))
    workers = workers or (1 if size < AUTO_WORKERS_FROM else min(os.cpu_count() or 1, MAX_AUTO_WORKERS))
    try:
        run(cleaner, inputs, sink, totals, reading, workers, lambda amount: progress(amount, size))
    except KeyboardInterrupt:
        totals.interrupted = True
    except BrokenPipeError:
        raise
    except OSError as error:
        totals.fail(output, error)
        totals.full = error.errno in FULL


def _open_annotations(stack: ExitStack, output: Path) -> IO[bytes]:
    try:
        return stack.enter_context(writing(output / ANNOTATIONS, buffering=0))
    except OSError as error:
        raise OptionError(f"{printable(shown(output))} cannot be written to: {reason(error)}; choose another folder with -o") from None


def _with_own_result(inputs: Iterable[Input | Missing], totals: Totals) -> Iterator[Input | Missing]:
    """The inputs without those whose results would overwrite others; these are failures."""
    taken: dict[Path, str] = {}
    for each in inputs:
        if isinstance(each, Input):
            try:
                claim(taken, each)
            except CleanerError as error:
                totals.fail(each.place, error)
                continue
        yield each


def _size(each: Input) -> int:
    try:
        return each.path.stat().st_size if each.path else 0
    except OSError:
        return 0


def _summary(cleaner: Cleaner, totals: Totals) -> dict[str, Any]:
    """The values of summary.json."""
    rules: dict[str, dict[str, int]] = {}
    kinds: dict[str, dict[str, int]] = {}
    for (kind, rule), found in sorted(totals.found.items()):
        for table, key in ((rules, rule), (kinds, kind)):
            row = table.setdefault(key, {"found": 0, "applied": 0})
            row["found"] += found
            row["applied"] += totals.applied[kind, rule]
    return {
        "version": __version__,
        "target": cleaner.target,
        "source": cleaner.source,
        "documents": totals.documents,
        "changed": totals.changed,
        "page": {answer: totals.pages[answer] for answer in ("yes", "no", "unsure")},
        "rules": rules,
        "kinds": kinds,
        "bytes_in": totals.bytes_in,
        "bytes_out": totals.bytes_out,
        "encodings": dict(sorted(totals.encodings.items())),
        "seconds": round(totals.seconds, 3),
        "interrupted": totals.interrupted,
        "rule_failures": dict(sorted(Counter(each.rule for each in totals.failures if each.rule is not None).items())),
        "failures": [
            {"path": each.path, "line": each.line, "rule": each.rule, "error": each.error, "message": each.message}
            for each in totals.failures
        ],
    }
