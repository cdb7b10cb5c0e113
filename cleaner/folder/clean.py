"""Cleans files and folders into a folder: texts, annotations.jsonl and summary.json, as `cleaner clean -o` does.

The inputs are cut into shards, and each shard is worked on as a whole (`shard_run`). What a shard gave is kept below `.cleaner` in the
output folder until the run has ended, so that a run that was stopped, or killed, goes on with the shards that are left.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from cleaner import __version__
from cleaner.api import Cleaner
from cleaner.display import printable, shown
from cleaner.errors import CleanerError, OptionError
from cleaner.folder.engines import Engine
from cleaner.folder.inputs import FAILURES, SUMMARY, Input, Missing, check_output, check_results, claim
from cleaner.folder.run import Sink, run, with_recurring
from cleaner.folder.shards import SHARD_BYTES, cut
from cleaner.folder.sinks import Watch
from cleaner.folder.state import Former, State, end_attempts, plan_of, remove, sweep
from cleaner.folder.totals import FULL, Totals
from cleaner.folder.units import Reading
from cleaner.folder.whole_run import Run
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
    watch: Watch | None = None,
    progress: Progress = lambda *_: None,
    resume: bool = False,
    into_reviewed: bool = False,
    carry_over: Callable[[Path, Path], None] | None = None,
    engine: Engine | None = None,
    configuration: dict[str, str] | None = None,
    shard_size: int = SHARD_BYTES,
) -> Totals:
    """Clean files and folders, and write the results with their annotations and a summary into a folder.

    Ctrl-C and a full disk end the run; what was finished before is complete, the summary is written all the same, and `resume` goes on.

    Args:
        names: files, folders, or "-" for standard input.
        output: folder for the results; made if it does not exist.
        cleaner: cleans the texts.
        reading: how inputs are read.
        workers: worker processes; None uses more than one for large inputs.
        recurring: whether to read the inputs first for lines that recur on a site.
        watch: called with each result once it is written, in this process, which then does all the work.
        progress: called after each read.
        resume: whether to go on with a run of the same inputs and options that was stopped in the output folder.
        into_reviewed: whether to write into a folder with decisions or edited texts; edited texts are not overwritten.
        carry_over: called with the output folder and the decisions that were carried out in it before, to carry them out again; without
            it, they stay in the folder and are not carried out.
        engine: what works on the shards instead of this process or worker processes.
        configuration: the configuration file that the options come from, for the summary.
        shard_size: bytes of input that are worked on, kept and repeated as a whole.

    Returns:
        What was done, and what failed.

    Raises:
        OptionError: the output folder cannot be written to, its files would overwrite inputs, another run is writing into it, it holds
            a reviewer's work, or the run to go on with was another one.
    """
    started = time.perf_counter()
    given, output, reading = [str(name) for name in names], Path(output), reading or Reading()
    check_output(given, output)
    skipped: Counter[str] = Counter()
    inputs = list(reading.inputs(given, skipped))
    check_results((each for each in inputs if isinstance(each, Input)), output)
    state = State(output)
    with state.locked():
        # first, because a task that misses a file that was swept would take that for a failure
        end_attempts(state.shards)
        sweep(output)
        totals = Totals(skipped=skipped)
        totals.fail_glossaries(cleaner.glossary.problems)
        files = list(_with_own_result(inputs, output, totals))
        former = _checked_former(output, into_reviewed=into_reviewed)
        size = sum(each.size for each in files)
        work = Run(cleaner, reading, state, former, list(cut(files, reading, shard_size)), workers or auto_workers(size))
        options = {
            "columns": repr(reading.columns),
            "encoding": reading.encoding,
            "html": reading.html,
            "recurring": recurring,
            "source_folder": str(reading.source_folder),
        }
        done = state.begin(plan_of(cleaner, files, work.shards, options), resume=resume)
        decisions = state.put_decisions_aside() if carry_over is not None else None
        try:
            if recurring:
                work.count_recurring()
            work.go(done, engine, watch, lambda amount: progress(amount, size))
        except KeyboardInterrupt:
            totals.interrupted = True
        work.finish(totals)
        totals.seconds = time.perf_counter() - started
        write_failures(output, totals)
        write_summary(output, summary_of(work.cleaner, reading, totals, configuration), totals)
        if not totals.interrupted and not totals.full:
            if carry_over is not None and decisions is not None:
                # last, because decisions count in the summary, and tables that they change have another digest there
                carry_over(output, decisions)
            state.end()
    return totals


def auto_workers(size: int) -> int:
    """Worker processes for inputs of a size in bytes."""
    return 1 if size < AUTO_WORKERS_FROM else min(os.cpu_count() or 1, MAX_AUTO_WORKERS)


def _checked_former(output: Path, *, into_reviewed: bool) -> Former:
    """What an earlier run left in the output folder.

    Raises:
        OptionError: it holds a reviewer's work, and that was not to be kept.
    """
    former = Former.of(output)
    what = [
        *(["decisions that were carried out"] if former.reviewed else []),
        *([f"texts that were edited ({printable(former.edited[0])}{_and_more(len(former.edited) - 1)})"] if former.edited else []),
    ]
    if what and not into_reviewed:
        raise OptionError(
            f"{printable(shown(output))} holds {' and '.join(what)}; --into-reviewed cleans again and keeps them, or choose another folder with -o"
        )
    return former


def _and_more(number: int) -> str:
    return f" and {number:,} more" if number else ""


def write_failures(output: Path, totals: Totals) -> None:
    """Write failures.jsonl, or remove that of an earlier run."""
    path = output / FAILURES
    try:
        if not totals.failures:
            remove(path)
            return
        with writing(path) as file:
            for each in totals.failures:
                values = each.to_dict()
                file.write(orjson.dumps({**values, "reason": values.pop("message")}, option=orjson.OPT_APPEND_NEWLINE))
    except OSError as error:
        totals.fail(shown(path), error)


def write_summary(output: Path, values: dict[str, Any], totals: Totals) -> None:
    """Write summary.json."""
    try:
        with writing(output / SUMMARY) as file:
            file.write(orjson.dumps(values, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    except OSError as error:
        totals.fail(shown(output / SUMMARY), error)


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
    inputs = list(reading.inputs(map(str, names), totals.skipped))
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
    size = sum(each.size for each in inputs if isinstance(each, Input))
    workers = workers or auto_workers(size)
    totals.fail_glossaries(cleaner.glossary.problems)
    try:
        run(cleaner, inputs, sink, totals, reading, workers, lambda amount: progress(amount, size))
    except KeyboardInterrupt:
        totals.interrupted = True
    except BrokenPipeError:
        raise
    except OSError as error:
        totals.fail(output, error)
        totals.full = error.errno in FULL


def _with_own_result(inputs: Iterable[Input | Missing], output: Path, totals: Totals) -> Iterator[Input]:
    """The inputs without those that are missing, and whose results would overwrite others; these are failures."""
    taken: dict[Path, str] = {}
    for each in inputs:
        if not isinstance(each, Input):
            totals.miss(*each)
            continue
        try:
            claim(taken, each, output)
        except CleanerError as error:
            totals.miss(each.place, error)
            continue
        yield each


def summary_of(cleaner: Cleaner, reading: Reading, totals: Totals, configuration: dict[str, str] | None) -> dict[str, Any]:
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
        "options": cleaner.options,
        "configuration": configuration,
        "columns": asdict(reading.columns),
        "read": totals.read,
        "written": totals.written,
        "failed": totals.failed,
        "documents": totals.documents,
        "changed": totals.changed,
        "uncertain_language": totals.uncertain,
        "skipped": dict(sorted(totals.skipped.items())),
        "page": {answer: totals.pages[answer] for answer in ("yes", "no", "unsure")},
        "rules": rules,
        "kinds": kinds,
        "bytes_in": totals.bytes_in,
        "bytes_out": totals.bytes_out,
        "encodings": dict(sorted(totals.encodings.items())),
        "dialects": dict(sorted(totals.dialects.items())),
        "tables": totals.tables,
        "kept": totals.kept,
        "stale": totals.stale,
        "seconds": round(totals.seconds, 3),
        "interrupted": totals.interrupted,
        "rule_failures": dict(sorted(Counter(each.rule for each in totals.failures if each.rule is not None).items())),
        "failures": [each.to_dict() for each in totals.failures],
    }
