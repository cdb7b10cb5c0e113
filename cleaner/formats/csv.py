"""CSV and TSV: a record in each row, with a text in one of its cells.

Only the cell of the text is written anew, quoted as the file quotes, and a cell with the annotations is added: all other bytes of a
row stay unchanged. A table in another encoding than UTF-8 becomes UTF-8.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import islice
from typing import IO, Any, NamedTuple

import orjson

from cleaner.document import Document
from cleaner.errors import BinaryInputError, InputError, RecordInputError
from cleaner.formats.encoding import MARKS, decode
from cleaner.formats.invalid_bytes import REPLACEMENT, STAND_IN, undecoded, with_stand_ins
from cleaner.formats.records import Columns, Concatenated, Range, Record, as_values, check_free
from cleaner.formats.segments import only
from cleaner.formats.transcoded import WIDE, Transcoded
from cleaner.patterns import regex

SAMPLE = 1 << 16
"""Bytes at the beginning that the dialect is detected by."""
SAMPLE_ROWS = 200
MAX_ROW = 1 << 24
"""Bytes after which a quoted cell that is not closed counts as a fault of its first line, so that memory is bounded."""
DELIMITERS = (b",", b"\t", b";", b"|")
MIN_SHARE = 0.5
"""Share of the rows with the same number of cells from which a delimiter is believed; below, the table has one column."""
NAME = regex(r"(?=.{1,40}\Z)[^\W\d][\w./()-]*(?: [\w./()-]+){0,2}(?<!\.)")
"""A cell that may be the name of a column: up to three words, and no sentence."""
MARK = b"\xef\xbb\xbf"
BLANK = MARK + b" \r\n"
"""Bytes of a line that is no row; tabs may be empty cells."""
_QUOTED = {"doubled": regex(rb'"[^"]*+(?:""[^"]*+)*+"'), "escaped": regex(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)}
_ESCAPED_QUOTE = regex(rb'\\.|(")', re.DOTALL)
_TOLD = {"doubled": "quotes doubled", "escaped": "quotes escaped by a backslash", "none": "no quoting"}

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written.

    Attributes:
        delimiter: between cells.
        quoting: whether a quote in a quoted cell is "doubled" or "escaped"; "none" if cells are not quoted.
        newline: what ends a line.
        cells: number of cells in a row.
    """

    delimiter: bytes
    quoting: str
    newline: bytes
    cells: int = 1

    def spans(self, row: bytes, at: int = 0) -> list[Span] | None:
        """The places of the cells of a row; None if its last cell goes on in the next line."""
        end = len(row.rstrip(b"\r\n"))
        quoted = _QUOTED.get(self.quoting)
        found: list[Span] = []
        while True:
            stop = at
            if quoted is not None and row[at : at + 1] == b'"':
                match = quoted.match(row, at)
                if match is None:
                    return None
                stop = match.end()
            # also when something follows a closing quote: then the cell is taken as it is
            stop = row.find(self.delimiter, stop, end)
            if stop < 0:
                found.append((at, max(at, end)))
                return found
            found.append((at, stop))
            at = stop + 1

    def value(self, cell: str) -> str:
        """The value of a cell."""
        quoted = self.quoting != "none" and len(cell) > 1 and cell[0] == cell[-1] == '"'
        if not quoted or _QUOTED[self.quoting].fullmatch(cell.encode("utf-8", "surrogatepass")) is None:
            return cell
        inside = cell[1:-1]
        return inside.replace('""', '"') if self.quoting == "doubled" else re.sub(r"\\(.)", r"\1", inside, flags=re.DOTALL)

    def cell(self, value: str, old: bytes = b"") -> bytes:
        """A value as a cell: quoted if the old one was, or if it must be."""
        raw = value.encode()
        if self.quoting == "none":
            return raw
        if not old.startswith(b'"') and not any(each in raw for each in (self.delimiter, b'"', b"\r", b"\n")):
            return raw
        if self.quoting == "doubled":
            return b'"' + raw.replace(b'"', b'""') + b'"'
        return b'"' + raw.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'

    def json(self, value: Any) -> bytes:
        """A value as a cell of JSON."""
        raw = orjson.dumps(value).decode()
        if self.quoting == "none":
            # no delimiter of such a table is part of the syntax of JSON
            delimiter = self.delimiter.decode()
            raw = raw.replace(delimiter, f"\\u{ord(delimiter):04x}")
        return self.cell(raw)

    def holds(self, value: str | None) -> bool:
        """Whether a cell can have such a value."""
        return self.quoting != "none" or value is None or not any(each in value for each in (self.delimiter.decode(), "\r", "\n"))


class Head(NamedTuple):
    """What the beginning of a table says about all of it.

    Attributes:
        dialect: how it is written.
        names: of the columns; None without a header.
        encoding: Python's name of the encoding.
        text, id, source, site, annotations: numbers of the columns, from 0; None for nothing.
    """

    dialect: Dialect
    names: tuple[str, ...] | None
    encoding: str
    text: int
    id: int | None
    source: int | None
    site: int | None
    annotations: int | None


class Place(NamedTuple):
    """Where a row has its cells.

    Attributes:
        head: of the table.
        spans: of the cells, bytes.
        is_header: whether it is the header.
    """

    head: Head
    spans: list[Span]
    is_header: bool = False


class Row(NamedTuple):
    """A row: its bytes, its cells (None if a quote is never closed), and the number of its first line."""

    raw: bytes
    spans: list[Span] | None
    line: int


class Csv(Concatenated):
    """Tables of cells with a delimiter between them."""

    name = "CSV"
    delimiters = DELIMITERS

    def ranges(self, file: IO[bytes], size: int) -> Iterator[Range]:
        """See `TableFormat`."""
        sample, encoding = _sample(file, "utf-8")
        dialect = self._dialect(sample)
        if encoding.startswith(WIDE):
            while block := file.read(1 << 20):
                del block
            yield Range(0, file.tell(), 1)
            return
        start = end = 0
        first = number = 1
        for place, row in enumerate(_rows(_lines(sample, file, dialect.newline), dialect, 1, skip=True), start=1):
            if end - start >= size:
                yield Range(start, end, first, number)
                start, first, number = end, row.line, place
            end += len(row.raw)
        if end > start:
            yield Range(start, end, first, number)

    def read(self, file: IO[bytes], columns: Columns, encoding: str = "utf-8", part: Range | None = None) -> Iterator[Record]:
        """See `TableFormat`."""
        sample, encoding = _sample(file, encoding)
        dialect = self._dialect(sample)
        read: IO[bytes] = file
        if encoding.startswith(WIDE):
            sample, read, part = b"", Transcoded(_Joined(sample, file), encoding), None  # type: ignore[assignment]
            sample = _whole_lines(read)
            dialect = self._dialect(sample)
        head = self._head(sample, dialect, columns, encoding)
        first, number, begins = 1, 1, True
        lines = _lines(sample, read, dialect.newline)
        if part is not None:
            file.seek(part.start)
            first, number, begins = part.line, part.number, part.start == 0
            lines = _lines(b"", file, dialect.newline, part.end - part.start)
        for place, row in enumerate(_rows(lines, dialect, first, skip=begins), start=number):
            yield _record(row, place, head, columns, is_first=begins)
            # blank lines may be before the header
            begins = begins and not row.raw.strip(BLANK)

    def writer(self, file: IO[bytes], columns: Columns) -> "CsvWriter":
        """See `TableFormat`."""
        return CsvWriter(file, columns)

    def _dialect(self, sample: bytes) -> Dialect:
        """The dialect of a table by its first rows."""
        newline = b"\n" if b"\n" in sample or b"\r" not in sample else b"\r"
        best = Dialect(self.delimiters[0], "doubled", newline)
        best_score: tuple[float, ...] = (MIN_SHARE,)
        for delimiter in self.delimiters:
            for quoting in ("doubled", "escaped", "none"):
                made = Dialect(delimiter, quoting, newline)
                if (quoting == "escaped" and b'\\"' not in sample) or (quoting == "none" and (b'"' not in sample or delimiter in b",")):
                    continue
                rows = list(islice(_rows(_lines(sample, BytesIO(), newline), made, 1, skip=True), SAMPLE_ROWS))
                rows = [each for each in rows if each.raw.strip(BLANK)]
                counts = Counter(len(each.spans) if each.spans is not None else 0 for each in rows)
                counts.pop(0, None)
                if not counts:
                    continue
                cells, times = max(counts.items(), key=lambda each: (each[1], each[0]))
                share = times / len(rows)
                score = (share, _well_quoted(rows, made))
                if cells > 1 and score > best_score:
                    best, best_score = Dialect(delimiter, quoting, newline, cells), score
        return best

    def _head(self, sample: bytes, dialect: Dialect, columns: Columns, encoding: str) -> Head:
        """What the first rows say.

        Raises:
            InputError: there is no such column.
        """
        rows = list(islice(_rows(_lines(sample, BytesIO(), dialect.newline), dialect, 1, skip=True), SAMPLE_ROWS))
        table = [
            [dialect.value(each.raw[start:end].decode(_narrow(encoding), "replace")) for start, end in each.spans]
            for each in rows
            if each.spans
        ]
        table = [each for each in table if any(each)]
        first = table[0] if table else []
        names = tuple(first) if _is_header(table, columns) else None
        cells = len(first) if names is not None else dialect.cells
        dialect = Dialect(dialect.delimiter, dialect.quoting, dialect.newline, cells)
        text, id_, source, site = (_column(each, names, cells) for each in (columns.text, columns.id, columns.source, columns.site))
        if text is None:
            if not table:
                text = 0
            else:
                raise InputError(_no_column(columns.text, names, first))
        for name, found, option in ((columns.id, id_, "id"), (columns.source, source, "source"), (columns.site, site, "site")):
            if name is not None and found is None and table:
                raise InputError(_no_column(name, names, first, option))
        annotations = None
        if columns.annotations is not None:
            if names is not None:
                annotations = names.index(columns.annotations) if columns.annotations in names else None
            elif table and all(_is_annotations(each[-1]) for each in table) and any(each[-1] for each in table) and cells > 1:
                annotations = cells - 1
        return Head(dialect, names, encoding, text, id_, source, site, annotations)


class Tsv(Csv):
    """The same, more likely with tabs."""

    name = "TSV"
    delimiters = (b"\t", b",", b";", b"|")


class CsvWriter:
    """Writes rows with cleaned text and annotations; every other byte stays."""

    def __init__(self, file: IO[bytes], columns: Columns) -> None:
        self._file = file
        self._columns = columns

    def put(self, record: Record, document: Document | None) -> None:
        """See `Writer`."""
        self._file.write(record.raw if record.place is None else self._row(record, document))

    def _row(self, record: Record, document: Document | None) -> bytes:
        head, spans, is_header = record.place
        dialect, raw, name = head.dialect, record.raw, self._columns.annotations
        puts: list[tuple[int, int, bytes]] = []
        if document is not None and document.text != record.text:
            start, end = spans[head.text]
            puts.append((start, end, dialect.cell(document.text, raw[start:end])))
        if name is not None:
            if head.annotations is None:
                cell = dialect.cell(name) if is_header else b"" if document is None else dialect.json(as_values(document))
                puts.append((spans[-1][1], spans[-1][1], dialect.delimiter + cell))
            elif document is not None:
                puts.append((*spans[head.annotations], dialect.json(as_values(document))))
        for start, end, cell in sorted(puts, reverse=True):
            raw = raw[:start] + cell + raw[end:]
        return raw

    def close(self) -> None:
        """See `Writer`."""


def _record(row: Row, number: int, head: Head, columns: Columns, *, is_first: bool) -> Record:
    """The record of a row."""
    encoding, dialect = _narrow(head.encoding), head.dialect
    told = _described(head) if is_first else ""
    raw, spans = row.raw, row.spans
    if encoding != "utf-8":
        raw = raw.decode(encoding, "replace").encode()
        spans = spans and dialect.spans(raw, _skipped(raw) if is_first else 0)
    if not raw.strip(BLANK):
        return Record(number, raw, counted=False)
    if is_first and head.names is not None and spans is not None:
        return Record(number, raw, counted=False, place=Place(head, spans, is_header=True), encoding=head.encoding, told=told)
    if spans is None:
        error = RecordInputError(f"{_named(number, row.line)} has a quotation mark that is not closed")
    elif len(spans) != dialect.cells or len(row.spans or ()) != dialect.cells:
        error = RecordInputError(f"{_named(number, row.line)} has {_cells(len(spans))}, and the table has {dialect.cells}")
    else:
        try:
            return _good(row, number, raw, spans, head, columns, told)
        except RecordInputError as found:
            error = found
    return Record(number, raw, error=error, encoding=head.encoding, told=told)


def _good(row: Row, number: int, raw: bytes, spans: list[Span], head: Head, columns: Columns, told: str) -> Record:
    """The record of a row with all cells.

    Raises:
        RecordInputError: something else than annotations is where they are to go.
    """
    encoding, dialect = _narrow(head.encoding), head.dialect

    def value(column: int | None) -> str | None:
        if column is None:
            return None
        start, end = spans[column]
        return dialect.value(raw[start:end].decode("utf-8", "replace"))

    old = value(head.annotations)
    if old:
        try:
            values = orjson.loads(old)
        except ValueError:
            values = old
        check_free(columns, [columns.annotations or ""], number, values, "row")
    start, end = (row.spans or spans)[head.text]
    line, bad = with_stand_ins(row.raw[start:end], encoding)
    text = dialect.value(line)
    found = tuple(undecoded(row.raw, text, [(start + each[0], start + each[1]) for each in bad])) if bad else ()
    text = text.replace(STAND_IN, REPLACEMENT)
    if bad and encoding == "utf-8":
        raw = raw[:start] + dialect.cell(text, raw[start:end]) + raw[end:]
        spans = dialect.spans(raw) or spans
    return Record(
        number,
        raw,
        text,
        value(head.source),
        value(head.id),
        value(head.site) or "",
        undecoded=found,
        place=Place(head, spans),
        encoding=head.encoding,
        told=told,
        fit=None if dialect.quoting != "none" else partial(only, allowed=lambda each: dialect.holds(each.replacement)),
    )


def _rows(lines: Iterable[bytes], dialect: Dialect, first: int, *, skip: bool) -> Iterator[Row]:
    """The rows of some lines.

    Args:
        lines: with their ends.
        dialect: how the table is written.
        first: number of the first line.
        skip: whether they may begin with a byte order mark.
    """
    waiting: deque[bytes] = deque()
    more = iter(lines)
    number = first

    def following() -> bytes | None:
        return waiting.popleft() if waiting else next(more, None)

    while (line := following()) is not None:
        begin = _skipped(line) if skip else 0
        skip = False
        held = [line]
        spans = dialect.spans(line, begin)
        size, quotes = len(line), _quotes(line, dialect)
        while spans is None and size < MAX_ROW and (line := following()) is not None:
            held.append(line)
            size += len(line)
            added = _quotes(line, dialect)
            quotes += added
            if added and quotes % 2 == 0:
                spans = dialect.spans(b"".join(held), begin)
        if spans is None:
            # the first line is at fault; the others are read again
            waiting.extendleft(reversed(held[1:]))
            del held[1:]
        yield Row(b"".join(held), spans, number)
        number += len(held)


def _quotes(line: bytes, dialect: Dialect) -> int:
    """Number of quotes in a line that begin or end a quoted cell."""
    if dialect.quoting != "escaped" or b"\\" not in line:
        return line.count(b'"')
    return sum(match[1] is not None for match in _ESCAPED_QUOTE.finditer(line))


def _lines(head: bytes, file: IO[bytes], newline: bytes, size: int | None = None) -> Iterator[bytes]:
    """The lines of some bytes and of a file after them, up to a number of bytes."""
    left = size
    rest = b""
    block = head or file.read(1 << 20 if left is None else min(left, 1 << 20))
    while block:
        if left is not None:
            left -= len(block)
        lines = (rest + block).split(newline)
        rest = lines.pop()
        yield from (line + newline for line in lines)
        block = file.read(1 << 20 if left is None else min(left, 1 << 20))
    if rest:
        yield rest


def _sample(file: IO[bytes], encoding: str) -> tuple[bytes, str]:
    """The first lines of a table and its encoding.

    Raises:
        InputError: it is not text.
    """
    sample = _whole_lines(file)
    marked = next((name for mark, name in MARKS if sample.startswith(mark)), None)
    if marked is not None:
        return sample, marked
    if encoding == "utf-8" and sample:
        try:
            sample.decode()
        except UnicodeDecodeError:
            return sample, decode(sample).encoding
        if b"\0" in sample:
            found = decode(sample)
            if found.encoding == "utf-8":
                raise BinaryInputError("these bytes are not text (they have NUL bytes)")
            return sample, found.encoding
    return sample, encoding


def _whole_lines(file: IO[bytes]) -> bytes:
    """About `SAMPLE` bytes from the beginning of a file, up to the end of a line."""
    blocks = []
    size = 0
    while size < SAMPLE and (block := file.read(SAMPLE - size)):
        blocks.append(block)
        size += len(block)
    if size >= SAMPLE:
        blocks.append(file.readline())
    return b"".join(blocks)


class _Joined:
    """Some bytes, and a file after them."""

    def __init__(self, head: bytes, file: IO[bytes]) -> None:
        self._head = head
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """The next bytes; more than were asked for, where they are held already."""
        head, self._head = self._head, b""
        return head or self._file.read(size)


def _narrow(encoding: str) -> str:
    """The encoding of the bytes that rows are read from."""
    return "utf-8" if encoding.startswith(WIDE) else encoding


def _skipped(line: bytes) -> int:
    """Bytes of a byte order mark."""
    return len(MARK) if line.startswith(MARK) else 0


def _well_quoted(rows: Iterable[Row], dialect: Dialect) -> float:
    """Share of the cells with quotes that are quoted as the dialect asks: 1 without any."""
    good = bad = 0
    quoted = _QUOTED.get(dialect.quoting)
    for row in rows:
        for start, end in row.spans or ():
            if b'"' in row.raw[start:end]:
                fits = quoted is not None and quoted.fullmatch(row.raw, start, end) is not None
                good, bad = good + fits, bad + (not fits)
    # a table without quoted cells has quotes in the middle of cells, which one with quoted cells would quote
    return 0.5 if dialect.quoting == "none" else good / (good + bad) if good + bad else 1.0


def _is_header(table: list[list[str]], columns: Columns) -> bool:
    """Whether the first row has the names of the columns."""
    first = table[0] if table else []
    if columns.text in first or (columns.annotations is not None and columns.annotations in first):
        return True
    named = bool(first) and len(set(first)) == len(first) and all(NAME.fullmatch(each) for each in first)
    if not columns.text.isdecimal():
        # the names that are not there are of more use in the message than no names
        return named
    at = int(columns.text) - 1
    return named and not any(NAME.fullmatch(each[at]) for each in table[1:] if 0 <= at < len(each)) and len(table) > 1


def _column(name: str | None, names: tuple[str, ...] | None, cells: int) -> int | None:
    """The number of a column by its name or, as it is written, by its number from 1."""
    if name is None:
        return None
    if names is not None and name in names:
        return names.index(name)
    return int(name) - 1 if name.isdecimal() and 1 <= int(name) <= cells else None


def _no_column(name: str, names: tuple[str, ...] | None, first: list[str], option: str = "text") -> str:
    known = ", ".join(repr(each if len(each) <= 40 else f"{each[:40]}…") for each in first[:8])
    if names is None:
        return f"has no column {name!r}, and no header (its first row is {known}); give the number of the column, from 1, with --{option}-column"
    return f"has no column {name!r} (it has {known}); name the column with --{option}-column"


def _is_annotations(cell: str) -> bool:
    """Whether a cell has the findings of an earlier run, or nothing."""
    return not cell or cell == "[]" or cell.startswith('[{"id":"')


def _named(number: int, line: int) -> str:
    return f"row {number}" if number == line else f"row {number}, on line {line},"


def _cells(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"


def _described(head: Head) -> str:
    """What the user is told about a table."""
    delimiter = {b"\t": "tab", b",": "comma", b";": "semicolon", b"|": "bar"}[head.dialect.delimiter]
    header = "a header" if head.names is not None else "no header"
    return f"{delimiter} between cells, {_TOLD[head.dialect.quoting]}, {header}"
