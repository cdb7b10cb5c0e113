"""One run over some inputs: read, clean, hand over; failures are kept and named, and nothing else stops for them.

What is read and what is done with the results is separate, so that `clean` and `check` share it.
"""

import errno
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Protocol

from cleaner.api import Cleaner, Text
from cleaner.display import printable, reason, shown
from cleaner.document import Document, Given, Undecoded, page_answer
from cleaner.errors import CleanerError, GlossaryError, InputError
from cleaner.folder.inputs import Input
from cleaner.formats import jsonl
from cleaner.formats.encoding import decode
from cleaner.formats.files import kind_of
from cleaner.formats.files import reading as opened
from cleaner.markup.formats import format_of_name
from cleaner.recurrence import Collector, RecurringLines


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be cleaned, or not by one of the rules.

    Attributes:
        path: of the input.
        error: name of the error's type.
        message: what happened.
        line: of a table, the line.
        rule: the rule that failed on this text; None where the input failed.
    """

    path: str
    error: str
    message: str
    line: int | None = None
    rule: str | None = None

    def __str__(self) -> str:
        place = f"{printable(self.path)}:{self.line}" if self.line else printable(self.path)
        return f"{place}: {printable(self.message)}"


@dataclass(slots=True)
class Totals:
    """What a run did."""

    documents: int = 0
    changed: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    applied: Counter[tuple[str, str]] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    sure: dict[str, float] = field(default_factory=dict)
    """By encodings, how sure the least sure of the files is."""
    pages: Counter[str] = field(default_factory=Counter)
    """Texts by whether they are scraped pages: "yes", "no" or "unsure"."""
    failures: list[Failure] = field(default_factory=list)
    interrupted: bool = False

    def count(self, document: Document) -> None:
        """Add a document."""
        self.documents += 1
        self.changed += document.text != document.original
        self.pages[page_answer(document.page)] += 1
        self.bytes_out += len(document.text.encode())
        for annotation in document.annotations:
            key = (annotation.kind.value, annotation.rule)
            self.found[key] += 1
            self.applied[key] += annotation.applied

    def fail(self, path: str, error: Exception, line: int | None = None) -> None:
        """Keep a failure."""
        self.failures.append(Failure(path, type(error).__name__, reason(error), line))

    def fail_rules(self, path: str, document: Document, line: int | None = None) -> None:
        """Keep the failures of rules on a text."""
        self.failures.extend(Failure(path, each.error, str(each), line, each.rule) for each in document.failures)

    def fail_glossary(self, problem: GlossaryError) -> None:
        """Keep a glossary file that was left out."""
        message = f"column {problem.column}: {problem.expected}; the file is left out"
        self.failures.append(Failure(problem.path, type(problem).__name__, message, problem.line))


WIDE = ("utf-16", "utf-32")
"""Encodings in which a line feed is not one byte."""
FULL = (errno.ENOSPC, errno.EDQUOT)
"""Errors after which nothing more can be written."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One text of an input, on its way to its result.

    Attributes:
        source: the input.
        record: its record, for a table.
        text: what is cleaned; None for a record that has no text and passes through.
        source_text: what it is a translation of, when that is known.
        encoding: what the bytes were in.
        confidence: how sure that is, 0 to 1.
        undecoded: bytes of the text that could not be decoded.
        last: whether it is the input's last.
        lost: whether it stands for the rest of an input that could not be read.
    """

    source: Input
    record: jsonl.Record | None = None
    text: str | None = None
    source_text: str | None = None
    encoding: str | None = None
    confidence: float = 1.0
    undecoded: tuple[Undecoded, ...] = ()
    last: bool = True
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are read.

    Attributes:
        stdin: opens standard input.
        as_jsonl: whether inputs are tables whatever their endings; else the ending decides.
        text_column: of tables, the field that holds the text.
        id_column: of tables, the field that names the record.
        source_column: of tables, the field that holds the source text.
        site_column: of tables, the field that holds the site or the address that a text is from.
        source_folder: of files, the folder in which the source text has the same relative path.
        encoding: Python's name of the inputs' encoding; None tells it from their bytes.
    """

    stdin: Callable[[], IO[bytes]]
    as_jsonl: bool = False
    text_column: str = "text"
    id_column: str | None = None
    source_column: str | None = None
    site_column: str | None = None
    source_folder: Path | None = None
    encoding: str | None = None

    def is_table(self, each: Input) -> bool:
        """Whether an input is read as JSON lines.

        Raises:
            InputError: it is a table of a kind that is not read yet.
        """
        return self.as_jsonl or (each.path is not None and kind_of(each.path) == "jsonl")


class Sink(Protocol):
    """Where results go."""

    def take(self, unit: Unit, document: Document | None) -> None:
        """A unit with its document; None for a record that passes through.

        Raises:
            InputError: the result of this input cannot be written; others may.
            OSError: nothing more can be written.
        """

    def lost(self, source: Input) -> None:
        """An input failed after some of its units were taken."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold a Ctrl-C back until a result is written and counted; a second one is obeyed at once."""
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
    inputs: Iterable[Input | tuple[str, OSError]],
    sink: Sink,
    totals: Totals,
    reading: Reading,
    workers: int = 1,
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Clean inputs and hand each result to the sink, in order.

    Args:
        cleaner: what cleans.
        inputs: from `inputs.expand`.
        sink: what takes the results.
        totals: what is counted.
        reading: how inputs are read.
        workers: worker processes.
        progress: told the bytes of each input that was read.

    Raises:
        OSError: the sink has no space left, or cannot be written to.
    """
    for problem in cleaner.glossary.problems:
        totals.fail_glossary(problem)
    waiting: deque[Unit] = deque()
    given_up: Input | None = None

    def texts() -> Iterator[Text]:
        for unit in _units(inputs, totals, reading, progress):
            waiting.append(unit)
            if unit.text is not None:
                text_format = None if unit.record else format_of_name(unit.source.relative.name)
                known = unit.source_text is not None or text_format is not None or unit.undecoded
                yield Given(unit.text, unit.source_text, text_format, unit.undecoded) if known else unit.text

    def hand(unit: Unit, document: Document | None) -> None:
        nonlocal given_up
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
                if document is not None:
                    totals.count(document)
                    totals.fail_rules(unit.source.place, document, unit.record.line if unit.record else None)

    def pass_through() -> None:
        while waiting and waiting[0].text is None:
            hand(waiting.popleft(), None)

    for result in cleaner.pipe(texts(), workers, errors="return"):
        pass_through()
        unit = waiting.popleft()
        if isinstance(result, Document):
            hand(unit, result)
        else:
            totals.fail(unit.source.place, result, unit.record.line if unit.record else None)
            hand(replace(unit, text=None, lost=unit.record is None), None)
    pass_through()


def recurring(inputs: Iterable[Input | tuple[str, OSError]], reading: Reading) -> RecurringLines:
    """The lines that recur in the inputs, which are read for it from their beginning to their end.

    A table is a site, if it has no column that names the site; the files of a folder are one, and those of each folder in the one that was named
    as input are another. What cannot be read, or not twice, is passed over.
    """
    found = Collector()
    files = (each for each in inputs if isinstance(each, Input) and each.path is not None and each.path.is_file())
    for unit in _units(files, Totals(), replace(reading, source_column=None, source_folder=None), lambda _: None):
        if unit.text is not None:
            found.add(unit.text, (unit.record.site or str(unit.source.path)) if unit.record else _folder(unit.source))
    return found.recurring()


def _folder(source: Input) -> str:
    """The folder of a file, in the one that was named as input the outermost."""
    return str((source.path or source.relative).parents[max(len(source.relative.parts) - 2, 0)])


def _units(
    inputs: Iterable[Input | tuple[str, OSError]],
    totals: Totals,
    reading: Reading,
    progress: Callable[[int], None],
) -> Iterator[Unit]:
    for each in inputs:
        if not isinstance(each, Input):
            totals.fail(each[0], each[1])
            continue
        try:
            if reading.is_table(each):
                yield from _records(each, totals, reading, progress)
            else:
                yield _whole(each, totals, reading, progress)
        except (CleanerError, OSError) as error:
            totals.fail(each.place, error)
            yield Unit(each, lost=True)


def _whole(each: Input, totals: Totals, reading: Reading, progress: Callable[[int], None]) -> Unit:
    if each.path is None:
        data = reading.stdin().read()
    else:
        with opened(each.path) as file:
            data = file.read()
    progress(len(data))
    decoded = decode(data, reading.encoding)
    totals.bytes_in += len(data)
    totals.encodings[decoded.encoding] += 1
    totals.sure[decoded.encoding] = min(decoded.confidence, totals.sure.get(decoded.encoding, 1.0))
    source = _source_of(each, totals, reading)
    return Unit(each, None, decoded.text, source, decoded.encoding, decoded.confidence, decoded.undecoded)


def _source_of(each: Input, totals: Totals, reading: Reading) -> str | None:
    """The source text of a file; a file that has none is cleaned without, and named."""
    if reading.source_folder is None or each.path is None:
        return None
    path = reading.source_folder / each.relative
    try:
        with opened(path) as file:
            return decode(file.read()).text
    except (CleanerError, OSError) as error:
        totals.fail(shown(path), InputError(f"the source of {each.place} cannot be read ({reason(error)}); it is cleaned without"))
        return None


def _records(
    each: Input,
    totals: Totals,
    reading: Reading,
    progress: Callable[[int], None],
) -> Iterator[Unit]:
    encoding = reading.encoding or "utf-8"
    if encoding.startswith(WIDE):
        raise InputError(f"JSON lines in {encoding} are not read; convert the file to UTF-8")

    def units(lines: Iterable[bytes]) -> Iterator[Unit]:
        held: jsonl.Record | None = None
        columns = (reading.text_column, reading.id_column, reading.source_column, reading.site_column)
        for record in jsonl.read(lines, *columns, encoding):
            if held is not None:
                yield Unit(each, held, held.text, held.source_text, encoding, undecoded=held.undecoded, last=False)
            held = record
            progress(len(record.raw))
            totals.bytes_in += len(record.raw)
            if record.error:
                totals.fail(each.place, record.error, record.line)
        last = held or jsonl.Record(0, b"")
        yield Unit(each, last, last.text, last.source_text, encoding, undecoded=last.undecoded)

    if each.path is None:
        yield from units(reading.stdin())
    else:
        with opened(each.path) as file:
            yield from units(file)
