"""JSON lines: a record in each line, with a text in one of its fields.

Only the text and the annotations of a line are written: all other bytes, such as long numbers,
escapes, spaces and the line end, stay unchanged.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import IO, Any, NamedTuple

import orjson

from cleaner.display import did_you_mean
from cleaner.document import Document
from cleaner.errors import InputError, RecordInputError
from cleaner.formats.invalid_bytes import REPLACEMENT, STAND_IN, undecoded, with_stand_ins
from cleaner.formats.records import Columns, Concatenated, Range, Record, as_values, check_free
from cleaner.formats.transcoded import WIDE
from cleaner.patterns import regex

BLANK = regex(r"[ \t\r\n]*")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_value = json.JSONDecoder().raw_decode

Span = tuple[int, int]


class Field(NamedTuple):
    """The value of a field, and its place in the line, code points."""

    value: Any
    start: int
    end: int


class Place(NamedTuple):
    """Where the values of a record are in its line, code points.

    Attributes:
        text: the text.
        annotations: the annotations of an earlier run, which are replaced; None if there are none.
        close: the closing brace.
    """

    text: Span
    annotations: Span | None
    close: int


class JsonLines(Concatenated):
    """Tables with a JSON object in each line."""

    name = "JSON lines"

    def ranges(self, file: IO[bytes], size: int) -> Iterator[Range]:
        """See `TableFormat`."""
        start = end = 0
        line = first = 1
        while block := file.read(size):
            rest = b"" if block.endswith(b"\n") else file.readline()
            end += len(block) + len(rest)
            line += block.count(b"\n") + rest.count(b"\n")
            yield Range(start, end, first)
            start, first = end, line

    def read(self, file: IO[bytes], columns: Columns, encoding: str = "utf-8", part: Range | None = None) -> Iterator[Record]:
        """See `TableFormat`."""
        if encoding.startswith(WIDE):
            raise InputError(f"JSON lines in {encoding} are not read; convert the file to UTF-8")
        if part is not None:
            file.seek(part.start)
        return read(file if part is None else _until(file, part.end - part.start), columns, encoding, 1 if part is None else part.line)

    def writer(self, file: IO[bytes], columns: Columns) -> "JsonLinesWriter":
        """See `TableFormat`."""
        return JsonLinesWriter(file, columns)


class JsonLinesWriter:
    """Writes lines with cleaned text and annotations; every other byte stays."""

    def __init__(self, file: IO[bytes], columns: Columns) -> None:
        self._file = file
        self._columns = columns

    def put(self, record: Record, document: Document | None) -> None:
        """See `Writer`."""
        self._file.write(record.raw if document is None else cleaned_line(record, document.text, as_values(document), self._columns))

    def close(self) -> None:
        """See `Writer`."""


def _until(file: IO[bytes], size: int) -> Iterator[bytes]:
    """The next lines of a file, up to a number of bytes."""
    while size > 0 and (line := file.readline()):
        size -= len(line)
        yield line


def read(lines: Iterable[bytes], columns: Columns, encoding: str = "utf-8", first: int = 1, what: str = "line") -> Iterator[Record]:
    """The records of some lines; a line that cannot be read is a record with its error.

    Args:
        lines: lines of a table, as bytes.
        columns: the fields to read.
        encoding: Python's name of the lines' encoding; records are in UTF-8.
        first: number of the first line.
        what: what a record is called in messages.
    """
    for number, data in enumerate(lines, start=first):
        line, bad = with_stand_ins(data, encoding)
        raw = data if encoding == "utf-8" and not bad else line.replace(STAND_IN, REPLACEMENT).encode()
        untouched = data if encoding == "utf-8" else raw
        if not raw.strip():
            yield Record(number, raw, counted=False)
            continue
        try:
            record = record_of(number, raw, line, columns, what)
            yield _marked(record, data, line, bad, what) if bad else record
        except RecordInputError as error:
            yield Record(number, untouched, error=error)
        except (ValueError, RecursionError) as error:
            yield Record(number, untouched, error=RecordInputError(f"{what} {number} is not JSON: {error}"))


def _marked(record: Record, data: bytes, line: str, bad: list[Span], what: str) -> Record:
    """A record with U+FFFD for invalid bytes of its text.

    Raises:
        RecordInputError: other fields have invalid bytes, which no finding would report.
    """
    text, (start, end) = record.text or "", record.place.text
    found = tuple(undecoded(data, text, bad, line.count(STAND_IN, 0, start)))
    if line.count(STAND_IN, start, end) < len(bad) or sum(each.end - each.start for each in found) < len(bad):
        raise RecordInputError(f"{what} {record.line} has bytes outside its text that do not fit its encoding (the first at {bad[0][0]})")
    return replace(record, text=text.replace(STAND_IN, REPLACEMENT), undecoded=found)


def record_of(number: int, raw: bytes, line: str, columns: Columns, what: str = "line") -> Record:
    """The record of a line or element.

    Raises:
        RecordInputError: it is no object, or has no such text.
        ValueError: it is not JSON.
    """
    fields, close = _fields(line, f"{what} {number}")
    found = _field(line, fields, columns.text)
    if found is None or not (found.value is None or isinstance(found.value, str)):
        known = ", ".join(map(repr, list(fields)[:8])) or "nothing"
        raise RecordInputError(
            f"{what} {number} has no string {columns.text!r} (it has {known}){did_you_mean(columns.text, fields) or ';'} name the field with --text-column"
        )
    named = None if columns.id is None else _field(line, fields, columns.id)
    # JSON can escape a lone surrogate
    name = None if named is None or named.value is None else str(named.value).encode("utf-8", "backslashreplace").decode()
    source = None if columns.source is None else _field(line, fields, columns.source)
    if source is not None and not (source.value is None or isinstance(source.value, str)):
        raise RecordInputError(
            f"{what} {number} has no string in {columns.source!r}; name the field of the source text with --source-column"
        )
    site = None if columns.site is None else _field(line, fields, columns.site)
    old = fields.get(columns.annotations or "")
    if old is not None:
        check_free(columns, fields, number, old.value, what)
    place = Place((found.start, found.end), old and (old.start, old.end), close)
    host = "" if site is None or site.value is None else str(site.value)
    return Record(number, raw, found.value, None if source is None else source.value, name, host, place=place)


def _field(line: str, fields: dict[str, Field], name: str) -> Field | None:
    """A field by its name or, for a name with dots, by its path."""
    if name in fields:
        return fields[name]
    head, dot, rest = name.partition(".")
    if not dot or head not in fields:
        return None
    if fields[head].value is None:
        # what a field of null has is null
        return fields[head]
    if not isinstance(fields[head].value, dict):
        return None
    return _field(line, _members(line, fields[head].start, fields[head].end - 1), rest)


def _fields(line: str, named: str) -> tuple[dict[str, Field], int]:
    """The fields of an object with the places of their values, and the place of the closing brace.

    Raises:
        RecordInputError: this is JSON but not an object.
        ValueError: this is not JSON.
    """
    at = _blank(line, 1 if line.startswith(BYTE_ORDER_MARK) else 0)
    _, end = _value(line, at)
    if _blank(line, end) < len(line):
        raise json.JSONDecodeError("something follows the value", line, end)
    if line[at] != "{":
        raise RecordInputError(f"{named} is not a JSON object")
    return _members(line, at, end - 1), end - 1


def _members(line: str, start: int, close: int) -> dict[str, Field]:
    """The fields of the object between two braces."""
    fields: dict[str, Field] = {}
    at = _blank(line, start + 1)
    while at < close:
        key, at = _value(line, at)
        begin = _blank(line, line.index(":", at) + 1)
        value, at = _value(line, begin)
        fields[key] = Field(value, begin, at)
        at = _blank(line, at)
        if at < close:
            at = _blank(line, at + 1)
    return fields


def _blank(line: str, at: int) -> int:
    """The end of the blanks that start at a position."""
    match = BLANK.match(line, at)
    return match.end() if match else at


def cleaned_line(record: Record, text: str, annotations: list[dict[str, Any]], columns: Columns = Columns()) -> bytes:  # noqa: B008
    """A record's line with another text, and with annotations as its last field or in place of old ones."""
    line = record.raw.decode()
    place: Place = record.place
    puts: list[tuple[int, int, str]] = []
    if text != record.text:
        puts.append((*place.text, orjson.dumps(text).decode()))
    if columns.annotations is not None:
        value = orjson.dumps(annotations).decode()
        if place.annotations is not None:
            puts.append((*place.annotations, value))
        else:
            puts.append((place.close, place.close, f",{json.dumps(columns.annotations, ensure_ascii=False)}:{value}"))
    return _with(line, puts).encode()


def _with(line: str, puts: list[tuple[int, int, str]]) -> str:
    """The line with other values."""
    for start, end, value in sorted(puts, reverse=True):
        line = line[:start] + value + line[end:]
    return line
