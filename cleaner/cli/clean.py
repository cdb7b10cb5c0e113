"""`cleaner clean`: cleaned files, what was done to each, and a summary."""

import argparse
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO

import orjson
from rich.console import Console

import cleaner
from cleaner.cli.options import knowing_recurring, load_suppressions, make_cleaner, reading, stdout
from cleaner.cli.show import failures, progress_bar, summary_table
from cleaner.display import printable, reason, shown
from cleaner.document import Document
from cleaner.errors import CleanerError, InputError, OptionError
from cleaner.folder.inputs import STDIN, Input, check_output, check_results, claim, expand
from cleaner.folder.run import FULL, Totals, Unit, run
from cleaner.formats import jsonl
from cleaner.formats.files import append, writing
from cleaner.report.terminal import diff

AUTO_WORKERS_FROM = 4_000_000
"""Bytes of input from which on starting worker processes pays."""


class FolderSink:
    """Writes results below a folder, each file whole or not at all, and its annotations beside it if and only if it is there.

    Args:
        folder: where results go.
        annotations: an unbuffered file.
    """

    def __init__(self, folder: Path, annotations: IO[bytes]) -> None:
        self._folder = folder
        self._annotations = annotations
        self._mark = 0
        self._stack = ExitStack()
        self._file: IO[bytes] | None = None

    def take(self, unit: Unit, document: Document | None) -> None:
        """See `run.Sink`."""
        try:
            self._write(unit, document)
        except OSError as error:
            self.abandon()
            if error.errno in FULL:
                raise
            raise InputError(f"its result cannot be written: {reason(error)}") from None

    def _write(self, unit: Unit, document: Document | None) -> None:
        if self._file is None:
            self._mark = self._annotations.tell()
            self._file = self._stack.enter_context(writing(self._folder / unit.source.relative))
        self._file.write(written(unit, document))
        if document is not None:
            self._annotate(unit, document)
        if unit.last:
            self._stack.close()
            self._file = None

    def lost(self, source: Input) -> None:  # noqa: ARG002
        """See `run.Sink`."""
        self.abandon()

    def abandon(self) -> None:
        """Leave nothing half-written behind, and no annotations of it."""
        if self._file is not None:
            self._file = None
            with suppress(_AbandonedError, OSError), self._stack:
                raise _AbandonedError
            self._annotations.seek(self._mark)
            self._annotations.truncate()

    def _annotate(self, unit: Unit, document: Document) -> None:
        row: dict[str, object] = {"path": unit.source.name}
        if unit.record is not None:
            row["line"] = unit.record.line
            if unit.record.id is not None:
                row["id"] = unit.record.id
        row |= {"language": document.language, "page": document.page, "encoding": unit.encoding}
        if unit.confidence < 1:
            row["encoding_confidence"] = unit.confidence
        row["annotations"] = [annotation.to_dict() for annotation in document.annotations]
        row["failures"] = [failure.to_dict() for failure in document.failures]
        append(self._annotations, orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


class StreamSink:
    """Writes results one after the other to a stream."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def take(self, unit: Unit, document: Document | None) -> None:
        """See `run.Sink`."""
        self._stream.write(written(unit, document))
        self._stream.flush()

    def lost(self, source: Input) -> None:
        """See `run.Sink`."""


class DiffSink:
    """Shows the changes of each document, after another sink has taken it."""

    def __init__(self, inner: FolderSink | None, console: Console) -> None:
        self._inner = inner
        self._console = console

    def take(self, unit: Unit, document: Document | None) -> None:
        """See `run.Sink`."""
        if self._inner is not None:
            self._inner.take(unit, document)
        if document is None or not document.annotations:
            return
        name = printable(unit.source.place) + (f":{unit.record.line}" if unit.record else "")
        self._console.print(name, style="bold", markup=False, highlight=False, emoji=False, soft_wrap=True)
        for line in diff(document, colour=self._console.color_system is not None and not self._console.no_color):
            self._console.print(line, highlight=False, soft_wrap=True)

    def lost(self, source: Input) -> None:
        """See `run.Sink`."""
        if self._inner is not None:
            self._inner.lost(source)


def written(unit: Unit, document: Document | None) -> bytes:
    """A cleaned text, or a table's line with its text cleaned and its annotations added; the line as it was when there is no document."""
    if unit.record is None:
        return document.text.encode() if document else b""
    if document is None:
        return unit.record.raw
    return jsonl.cleaned_line(unit.record, document.text, [annotation.to_dict() for annotation in document.annotations])


def clean(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    started = time.perf_counter()
    error_console = Console(stderr=True)
    streaming = options.inputs == [STDIN] and options.output is None
    if not streaming and options.output is None and not options.diff:
        raise OptionError("name a folder for the results with -o DIR, or show the changes alone with --diff")
    how = reading(options)
    if options.output is not None:
        check_output(options.inputs, options.output)
    cleaner_ = make_cleaner(options, load_suppressions(options, options.output))
    totals = Totals()
    inputs = list(expand(options.inputs))
    if options.output is not None:
        check_results((each for each in inputs if isinstance(each, Input)), options.output)
        inputs = list(_placed(inputs, totals))
    cleaner_ = knowing_recurring(options, cleaner_, inputs, how)
    size = sum(_size(each) for each in inputs if isinstance(each, Input))
    workers = options.workers or (1 if size < AUTO_WORKERS_FROM else min(os.cpu_count() or 1, 8))
    status = 0
    with ExitStack() as stack:
        folder: FolderSink | None = None
        if options.output is not None:
            annotations = _open_annotations(stack, options.output)
            folder = FolderSink(options.output, annotations)
        sink = DiffSink(folder, Console(highlight=False)) if options.diff else folder or StreamSink(stdout())
        bar = stack.enter_context(progress_bar(error_console, size))
        try:
            run(cleaner_, inputs, sink, totals, how, workers, bar)
        except KeyboardInterrupt:
            totals.interrupted = True
            status = 130
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            totals.fail(shown(options.output or "stdout"), error)
            if error.errno in FULL:
                error_console.print("no space is left where the results go; what was finished before is whole", style="bold red")
        if folder is not None:
            folder.abandon()
    seconds = time.perf_counter() - started
    if options.output is not None:
        _write_summary(options, totals, seconds)
        if not options.no_report and not totals.interrupted:
            _write_report(options, totals)
    if not options.quiet and not streaming:
        summary_table(error_console, totals, seconds, options.output)
    failures(error_console, totals)
    if totals.interrupted:
        error_console.print("interrupted; what was finished is whole, and nothing is half-written", style="bold yellow")
    return status or (3 if totals.failures else 0)


def _open_annotations(stack: ExitStack, output: Path) -> IO[bytes]:
    try:
        return stack.enter_context(writing(output / "annotations.jsonl", buffering=0))
    except OSError as error:
        raise OptionError(f"{printable(shown(output))} cannot be written to: {reason(error)}; choose another folder with -o") from None


def _placed(inputs: list[Input | tuple[str, OSError]], totals: Totals) -> Iterator[Input | tuple[str, OSError]]:
    """The inputs whose results have a place of their own."""
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


def _write_report(options: argparse.Namespace, totals: Totals) -> None:
    # loaded when there is something to report: the template engine need not be read for every command
    from cleaner.cli.report import write_report

    try:
        write_report(options.output, options.text_column)
    except OSError as error:
        totals.fail(shown(options.output / "report.html"), error)


def _write_summary(options: argparse.Namespace, totals: Totals, seconds: float) -> None:
    rules: dict[str, dict[str, int]] = {}
    kinds: dict[str, dict[str, int]] = {}
    for (kind, rule), found in sorted(totals.found.items()):
        applied = totals.applied[kind, rule]
        for table, key in ((rules, rule), (kinds, kind)):
            row = table.setdefault(key, {"found": 0, "applied": 0})
            row["found"] += found
            row["applied"] += applied
    summary = {
        "version": cleaner.__version__,
        "target": options.target,
        "source": options.source,
        "documents": totals.documents,
        "changed": totals.changed,
        "page": {answer: totals.pages[answer] for answer in ("yes", "no", "unsure")},
        "rules": rules,
        "kinds": kinds,
        "bytes_in": totals.bytes_in,
        "bytes_out": totals.bytes_out,
        "encodings": dict(sorted(totals.encodings.items())),
        "seconds": round(seconds, 3),
        "interrupted": totals.interrupted,
        "rule_failures": dict(sorted(Counter(each.rule for each in totals.failures if each.rule is not None).items())),
        "failures": [
            {"path": each.path, "line": each.line, "rule": each.rule, "error": each.error, "message": each.message}
            for each in totals.failures
        ],
    }
    path = options.output / "summary.json"
    try:
        with writing(path) as file:
            file.write(orjson.dumps(summary, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    except OSError as error:
        totals.fail(shown(path), error)


class _AbandonedError(Exception):
    """Ends the writing of a file that is not whole."""
