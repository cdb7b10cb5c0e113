"""Reads inputs, cleans them and passes the results on in order. A failure is recorded and stops nothing else."""

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from cleaner.api import Cleaner, Text
from cleaner.document import Document, Given
from cleaner.errors import CleanerError, InputError
from cleaner.folder.by_path import CleanerByPath
from cleaner.folder.inputs import Input, Missing
from cleaner.folder.totals import Totals
from cleaner.folder.units import Piece, Reading, Unit, units
from cleaner.recurrence import Collector
from cleaner.rules import boilerplate_line


class Sink(Protocol):
    """Where results go."""

    def take(self, unit: Unit, document: Document | None) -> None:
        """A unit with its document; None for a record that passes through.

        Raises:
            InputError: the result of this input cannot be written; others may be.
            OSError: nothing more can be written.
        """

    def lost(self, source: Input) -> None:
        """An input failed after some of its units were taken."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Delay Ctrl-C until a result is written and counted; a second Ctrl-C takes effect at once."""
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    held: list[int] = []

    def hold(number: int, _: object) -> None:
        if held:
            raise KeyboardInterrupt
        held.append(number)

    signal.signal(signal.SIGINT, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if held:
        raise KeyboardInterrupt


def run(
    cleaner: Cleaner,
    inputs: Iterable[Input | Missing | Piece],
    sink: Sink,
    totals: Totals,
    reading: Reading,
    workers: int = 1,
    progress: Callable[[int], None] = lambda _: None,
    cleaned: Callable[[Iterator[Text]], Iterator[Document | CleanerError]] | None = None,
) -> None:
    """Clean inputs and pass each result to the sink, in order.

    Args:
        cleaner: cleans the texts.
        inputs: from `inputs.expand`, or pieces of them.
        sink: takes the results.
        totals: where results and failures are counted.
        reading: how inputs are read.
        workers: worker processes.
        progress: called with the number of bytes after each read.
        cleaned: cleans the texts instead of the cleaner.

    Raises:
        OSError: the sink has no space left, or cannot be written to.
    """
    waiting: deque[Unit] = deque()
    given_up: Input | None = None

    def texts() -> Iterator[Text]:
        for unit in units(inputs, totals, reading, progress):
            waiting.append(unit)
            if unit.text is not None:
                text_format = unit.text_format
                known = unit.source_text is not None or text_format is not None or unit.undecoded
                given = Given(unit.text, unit.source_text, text_format, unit.undecoded) if known else unit.text
                yield cleaner.addressed(unit.source, given) if isinstance(cleaner, CleanerByPath) else given

    def hand(unit: Unit, document: Document | None) -> None:
        nonlocal given_up
        totals.read += unit.counted
        if unit.source is given_up:
            return
        if unit.lost:
            sink.lost(unit.source)
            return
        with undisturbed():
            try:
                sink.take(unit, document)
            except InputError as error:
                given_up = unit.source
                totals.fail(unit.source.place, error)
            else:
                totals.written += unit.written
                if document is not None:
                    totals.count(document)
                    totals.fail_rules(unit.source.place, document, unit.record.line if unit.record else None)

    def pass_through() -> None:
        while waiting and waiting[0].text is None:
            hand(waiting.popleft(), None)

    for result in cleaned(texts()) if cleaned else cleaner.pipe(texts(), workers, errors="return"):
        pass_through()
        unit = waiting.popleft()
        if isinstance(result, Document):
            hand(unit, unit.fitted(result))
        else:
            totals.fail(unit.source.place, result, unit.record.line if unit.record else None)
            hand(replace(unit, text=None, lost=unit.record is None, failed=True), None)
    pass_through()


def with_recurring(cleaner: Cleaner, inputs: Iterable[Input | Missing], reading: Reading) -> Cleaner:
    """The cleaner with the lines that recur in the inputs, if it looks for boilerplate lines.

    Reads all inputs. A table is one site, unless a column names the site; the files of a folder are one site, each folder in an input
    folder another. What cannot be read, or not twice, is skipped.

    Args:
        cleaner: will clean the inputs.
        inputs: from `inputs.expand`.
        reading: how inputs are read.
    """
    if boilerplate_line.RULE.id not in cleaner.rules:
        return cleaner
    files = (each for each in inputs if isinstance(each, Input) and each.path is not None and each.path.is_file())
    found = collected(files, reading).recurring()
    return cleaner.with_recurring(found) if len(found) else cleaner


def collected(inputs: Iterable[Input | Piece], reading: Reading) -> Collector:
    """The lines of some inputs, counted by site; what cannot be read is skipped."""
    collector = Collector()
    for unit in units(inputs, Totals(), reading.texts_alone(), lambda _: None):
        if unit.text is not None:
            collector.add(unit.text, (unit.record.site or str(unit.source.path)) if unit.record else _folder(unit.source))
    return collector


def _folder(source: Input) -> str:
    """The folder of a file; at most the input folder itself."""
    return str((source.path or source.relative).parents[max(len(source.relative.parts) - 2, 0)])
