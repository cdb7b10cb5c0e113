"""Reads inputs as texts: a file is one text, a table (JSON lines) has one text in each line."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cleaner.display import reason, shown
from cleaner.document import Undecoded
from cleaner.errors import CleanerError, InputError, OptionError
from cleaner.folder.inputs import Input, Missing
from cleaner.folder.totals import Totals
from cleaner.formats import jsonl
from cleaner.formats.encoding import decode
from cleaner.formats.files import kind_of
from cleaner.formats.files import reading as opened

WIDE = ("utf-16", "utf-32")
"""Encodings in which a line feed is not one byte, so that a table cannot be split into lines."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One text of an input.

    Attributes:
        source: the input.
        record: its record in a table; None for a file.
        text: what is cleaned; None if the record has no text and passes through.
        source_text: what the text is a translation of; None if unknown.
        encoding: encoding of the bytes.
        confidence: probability that this is the encoding.
        undecoded: bytes of the text that could not be decoded.
        last: whether it is the last text of the input.
        lost: whether the rest of the input could not be read; such a unit has no text.
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


def stdin() -> IO[bytes]:
    """Standard input, as bytes.

    Raises:
        OptionError: the process was started without one.
    """
    if sys.stdin is None:
        raise OptionError("standard input is closed; name a file instead of -")
    return sys.stdin.buffer


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are read.

    Attributes:
        stdin: opens standard input.
        as_jsonl: whether all inputs are tables; otherwise the ending of the file decides.
        text_column: field of a table that holds the text.
        id_column: field of a table that names the record.
        source_column: field of a table that holds the source text.
        site_column: field of a table that holds the site or the address of the text.
        source_folder: folder that holds the source text of each file under the same relative path.
        encoding: Python's name of the encoding of the inputs; None detects it.
    """

    stdin: Callable[[], IO[bytes]] = stdin
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


def units(inputs: Iterable[Input | Missing], totals: Totals, reading: Reading, progress: Callable[[int], None]) -> Iterator[Unit]:
    """The texts of the inputs, in order. What cannot be read is added to the failures of the totals.

    Args:
        inputs: from `inputs.expand`.
        totals: where failures, bytes and encodings are counted.
        reading: how inputs are read.
        progress: called with the number of bytes after each read.
    """
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
    totals.confidence[decoded.encoding] = min(decoded.confidence, totals.confidence.get(decoded.encoding, 1.0))
    source = _source_of(each, totals, reading)
    return Unit(each, None, decoded.text, source, decoded.encoding, decoded.confidence, decoded.undecoded)


def _source_of(each: Input, totals: Totals, reading: Reading) -> str | None:
    """The source text of a file. A file whose source cannot be read is cleaned without it, which counts as a failure."""
    if reading.source_folder is None or each.path is None:
        return None
    path = reading.source_folder / each.relative
    try:
        with opened(path) as file:
            return decode(file.read()).text
    except (CleanerError, OSError) as error:
        totals.fail(shown(path), InputError(f"the source of {each.place} cannot be read ({reason(error)}); it is cleaned without"))
        return None


def _records(each: Input, totals: Totals, reading: Reading, progress: Callable[[int], None]) -> Iterator[Unit]:
    encoding = reading.encoding or "utf-8"
    if encoding.startswith(WIDE):
        raise InputError(f"JSON lines in {encoding} are not read; convert the file to UTF-8")

    def read(lines: Iterable[bytes]) -> Iterator[Unit]:
        # one record is held back, because only the next one shows whether it is the last
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
        yield from read(reading.stdin())
    else:
        with opened(each.path) as file:
            yield from read(file)
