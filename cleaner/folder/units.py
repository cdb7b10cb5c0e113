"""Reads inputs as texts: a file is one text, a table has one text in each record."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from cleaner.display import reason, shown
from cleaner.document import Document, Undecoded
from cleaner.errors import BinaryInputError, CleanerError, InputError, OptionError
from cleaner.folder.inputs import Input, Missing
from cleaner.folder.totals import Totals
from cleaner.folder.walk import BINARY, Walk, expand
from cleaner.formats.encoding import Decoded, decode
from cleaner.formats.files import COMPRESSION
from cleaner.formats.files import reading as opened
from cleaner.formats.html import decoded
from cleaner.formats.records import Columns, Range, Record, TableFormat
from cleaner.formats.registry import JSON_LINES, content, extracted, is_html, kind_of, table_format
from cleaner.formats.segments import Content, fitted, texts
from cleaner.markup.formats import format_of_name

TEXTS = frozenset({".txt", ".md", ".html", ".htm", ".srt", ".vtt", ".ass"})
"""Endings of files that are text, or damaged."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A whole input, or consecutive records of a table.

    Attributes:
        source: the input.
        part: which records; None for the whole input.
        parts: number of pieces of this input.
    """

    source: Input
    part: Range | None = None
    parts: int = 1


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
        failed: whether the text was read and could not be cleaned.
        content: of a file of which only parts are text, how it is written.
        skipped: whether it is a file of a folder that is not text.
    """

    source: Input
    record: Record | None = None
    text: str | None = None
    source_text: str | None = None
    encoding: str | None = None
    confidence: float = 1.0
    undecoded: tuple[Undecoded, ...] = ()
    last: bool = True
    lost: bool = False
    failed: bool = False
    skipped: bool = False
    content: Content | None = None

    @property
    def text_format(self) -> str | None:
        """The format of the text, as far as its file shows it."""
        if self.content is not None:
            return self.content.text_format
        return None if self.record is not None else format_of_name(self.source.relative.name)

    def fitted(self, document: Document) -> Document:
        """A document as its file can hold it: what it cannot hold is proposed."""
        if self.content is not None:
            return fitted(document, self.content)
        fit = None if self.record is None else self.record.fit
        return document if fit is None else fit(document)

    def data(self, document: Document) -> bytes:
        """The bytes of a file that is one text."""
        if self.content is None:
            return document.text.encode()
        return self.content.put(texts(document.original, document.annotations, self.content.free))

    @property
    def counted(self) -> bool:
        """Whether it is a file or a record; blank lines and heads of tables are not."""
        return not self.skipped and (self.record is None or self.record.counted)

    @property
    def written(self) -> bool:
        """Whether its result counts as written once it is: a record that failed stays in its table as it came."""
        return self.counted and not self.lost and not self.failed and (self.record is None or self.record.error is None)


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
        as_jsonl: whether all inputs are JSON lines; otherwise the endings of their names decide.
        columns: the fields of a table that are read and added.
        source_folder: folder that holds the source text of each file under the same relative path.
        encoding: Python's name of the encoding of the inputs; None detects it.
        html: whether the main "text" of HTML files is cleaned, or their "markup".
        walk: which files of folders are read.
        stdin_name: file name of what standard input holds, whose ending says what it is.
    """

    stdin: Callable[[], IO[bytes]] = stdin
    as_jsonl: bool = False
    columns: Columns = field(default_factory=Columns)
    source_folder: Path | None = None
    encoding: str | None = None
    html: str = "text"
    walk: Walk = field(default_factory=Walk)
    stdin_name: str | None = None

    def inputs(self, names: Iterable[str], skipped: Counter[str] | None = None) -> Iterator[Input | Missing]:
        """The files of the given names (`walk.expand`), with the names of their results."""
        for each in expand(names, self.walk, skipped, self.stdin_name):
            yield self.named(each) if isinstance(each, Input) else each

    def named(self, each: Input) -> Input:
        """An input with the name of its result, which is that of a text where the text of a page is extracted."""
        if not self._extracts(each):
            return each
        # from the name of the file, so that the name is the same when it is given again
        name = "" if each.path is None else each.path.name
        suffix = Path(name).suffix if Path(name).suffix.lower() in COMPRESSION else ""
        return replace(each, relative=each.relative.with_name(f"{name.removesuffix(suffix)}.txt{suffix}"))

    def _extracts(self, each: Input) -> bool:
        return each.path is not None and not self.as_jsonl and self.html == "text" and is_html(each.path)

    def whole(self, each: Input, data: bytes) -> tuple[Decoded, Content | None]:
        """The text of a file that is one text and, where only parts of it are, how it is written.

        Raises:
            InputError: it cannot be read, or needs a package which is not installed.
        """
        read = None if each.path is None else content(each.path)
        if read is not None:
            found = read(data, self.encoding)
            return found.decoded, found
        if not self._extracts(each):
            return decode(data, self.encoding), None
        page = decoded(data) if self.encoding is None else decode(data, self.encoding)
        # what could not be decoded has no place in the extracted text
        return replace(page, text=extracted(page.text), undecoded=()), None

    def table(self, each: Input) -> TableFormat | None:
        """What reads an input as a table; None for a text.

        Raises:
            InputError: it is a table of a kind that is not read, or that needs a package which is not installed.
        """
        kind = JSON_LINES if self.as_jsonl else kind_of(each.path or each.relative)
        return None if kind is None else table_format(kind)

    def texts_alone(self) -> "Reading":
        """The same without source texts."""
        return replace(self, source_folder=None, columns=replace(self.columns, source=None))

    def is_table(self, each: Input) -> bool:
        """Whether an input is a table.

        Raises:
            InputError: it is a table of a kind that is not read.
        """
        return self.as_jsonl or kind_of(each.path or each.relative) is not None


def units(inputs: Iterable[Input | Missing | Piece], totals: Totals, reading: Reading, progress: Callable[[int], None]) -> Iterator[Unit]:
    """The texts of the inputs, in order. What cannot be read is added to the failures of the totals.

    Args:
        inputs: from `inputs.expand`, or pieces of them.
        totals: where failures, bytes and encodings are counted.
        reading: how inputs are read.
        progress: called with the number of bytes after each read.
    """
    for each in inputs:
        if not isinstance(each, (Input, Piece)):
            totals.miss(*each)
            continue
        source, part = (each, None) if isinstance(each, Input) else (each.source, each.part)
        try:
            table = reading.table(source)
            if table is not None:
                yield from _records(source, part, table, totals, reading, progress)
            else:
                yield _whole(source, totals, reading, progress)
        except (CleanerError, OSError) as error:
            # of a file that should be text somebody wants to know that it is not
            skipped = isinstance(error, BinaryInputError) and not source.named and source.relative.suffix.lower() not in TEXTS
            if skipped:
                totals.skipped[BINARY] += 1
            else:
                totals.fail(source.place, error)
            yield Unit(source, lost=True, skipped=skipped)


def _whole(each: Input, totals: Totals, reading: Reading, progress: Callable[[int], None]) -> Unit:
    if each.path is None:
        data = reading.stdin().read()
    else:
        with opened(each.path) as file:
            data = file.read()
    progress(len(data))
    found, whole = reading.whole(each, data)
    totals.bytes_in += len(data)
    totals.encodings[found.encoding] += 1
    totals.confidence[found.encoding] = min(found.confidence, totals.confidence.get(found.encoding, 1.0))
    source = _source_of(each, totals, reading)
    return Unit(each, None, found.text, source, found.encoding, found.confidence, found.undecoded, content=whole)


def _source_of(each: Input, totals: Totals, reading: Reading) -> str | None:
    """The source text of a file. A file whose source cannot be read is cleaned without it, which counts as a failure."""
    if reading.source_folder is None or each.path is None:
        return None
    path = reading.source_folder / each.relative.with_name(each.path.name)
    try:
        with opened(path) as file:
            return reading.whole(replace(each, path=path), file.read())[0].text
    except (CleanerError, OSError) as error:
        totals.fail(shown(path), InputError(f"the source of {each.place} cannot be read ({reason(error)}); it is cleaned without"))
        return None


def _records(
    each: Input, part: Range | None, table: TableFormat, totals: Totals, reading: Reading, progress: Callable[[int], None]
) -> Iterator[Unit]:
    encoding = reading.encoding or "utf-8"

    def read(file: IO[bytes]) -> Iterator[Unit]:
        # one record is held back, because only the next one shows whether it is the last
        held: Record | None = None
        for record in table.read(file, reading.columns, encoding, part):
            if held is not None:
                yield Unit(each, held, held.text, held.source_text, held.encoding or encoding, undecoded=held.undecoded, last=False)
            held = record
            progress(record.size)
            totals.bytes_in += record.size
            if record.told:
                totals.dialects[record.told] += 1
                totals.encodings[record.encoding or encoding] += 1
            if record.error:
                totals.fail(each.place, record.error, record.line)
        last = held or Record(0, b"", counted=False)
        yield Unit(each, last, last.text, last.source_text, last.encoding or encoding, undecoded=last.undecoded)

    if each.path is None:
        yield from read(reading.stdin())
    else:
        with opened(each.path) as file:
            yield from read(file)
