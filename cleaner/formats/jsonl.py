"""JSON lines: a record in each line, with a text in one of its fields.

Only the text and the annotations of a line are written: all other bytes, such as long numbers,
escapes, spaces and the line end, stay unchanged.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import orjson

from cleaner.document import Undecoded
from cleaner.errors import RecordInputError
from cleaner.formats.invalid_bytes import REPLACEMENT, STAND_IN, undecoded, with_stand_ins
from cleaner.patterns import regex

BLANK = regex(r"[ \t\r\n]*")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_value = json.JSONDecoder().raw_decode


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a table.

    Attributes:
        line: its number, from 1.
        raw: its bytes, line feed and all.
        text: the text to clean; None if there is none.
        source_text: the text it is a translation of; None if there is none.
        span: the place of the text's value in the line, code points.
        close: the place of the object's closing brace.
        id: the value of the id column, as a string; None without an id column.
        site: the value of the site column, as a string; empty if there is none.
        error: why there is no text; None if there is one.
        undecoded: bytes of the text that could not be decoded, with offsets in the line.
    """

    line: int
    raw: bytes
    text: str | None = None
    source_text: str | None = None
    span: tuple[int, int] = (0, 0)
    close: int = 0
    id: str | None = None
    site: str = ""
    error: RecordInputError | None = None
    undecoded: tuple[Undecoded, ...] = ()


def read(
    lines: Iterable[bytes],
    text_column: str,
    id_column: str | None = None,
    source_column: str | None = None,
    site_column: str | None = None,
    encoding: str = "utf-8",
) -> Iterator[Record]:
    """The records of a table; a line that cannot be read is a record with its error.

    Args:
        lines: the file's lines, as bytes.
        text_column: name of the field that holds the text.
        id_column: name of the field that names the record.
        source_column: name of the field that holds the source text.
        site_column: name of the field that holds the site or the address that the text is from.
        encoding: Python's name of the lines' encoding; records are in UTF-8.
    """
    for number, data in enumerate(lines, start=1):
        line, bad = with_stand_ins(data, encoding)
        raw = data if encoding == "utf-8" and not bad else line.replace(STAND_IN, REPLACEMENT).encode()
        untouched = data if encoding == "utf-8" else raw
        if not raw.strip():
            yield Record(number, raw)
            continue
        try:
            record = _record(number, raw, line, text_column, id_column, source_column, site_column)
            yield _marked(record, data, line, bad) if bad else record
        except RecordInputError as error:
            yield Record(number, untouched, error=error)
        except (ValueError, RecursionError) as error:
            yield Record(number, untouched, error=RecordInputError(f"line {number} is not JSON: {error}"))


def _marked(record: Record, data: bytes, line: str, bad: list[tuple[int, int]]) -> Record:
    """A record with U+FFFD for invalid bytes of its text.

    Raises:
        RecordInputError: other fields have invalid bytes, which no finding would report.
    """
    text, (start, end) = record.text or "", record.span
    found = tuple(undecoded(data, text, bad, line.count(STAND_IN, 0, start)))
    if line.count(STAND_IN, start, end) < len(bad) or sum(each.end - each.start for each in found) < len(bad):
        raise RecordInputError(f"line {record.line} has bytes outside its text that do not fit its encoding (the first at {bad[0][0]})")
    return replace(record, text=text.replace(STAND_IN, REPLACEMENT), undecoded=found)


def _record(
    number: int, raw: bytes, line: str, text_column: str, id_column: str | None, source_column: str | None, site_column: str | None
) -> Record:
    fields, close = _fields(line, number)
    text, *span = fields.get(text_column, (None, 0, 0))
    if not isinstance(text, str):
        known = ", ".join(map(repr, list(fields)[:8])) or "nothing"
        raise RecordInputError(f"line {number} has no string {text_column!r} (it has {known}); name the field with --text-column")
    if "annotations" in fields:
        raise RecordInputError(f"line {number} already has `annotations`; rename or remove them first")
    name = fields[id_column][0] if id_column in fields else None
    # JSON can escape a lone surrogate
    known_as = None if name is None else str(name).encode("utf-8", "backslashreplace").decode()
    source = fields[source_column][0] if source_column in fields else None
    if source is not None and not isinstance(source, str):
        raise RecordInputError(f"line {number} has no string in {source_column!r}; name the field of the source text with --source-column")
    site = fields[site_column][0] if site_column in fields else None
    return Record(number, raw, text, source, (span[0], span[1]), close, known_as, "" if site is None else str(site))


def _fields(line: str, number: int) -> tuple[dict[str, tuple[Any, int, int]], int]:
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
        raise RecordInputError(f"line {number} is not a JSON object")
    fields: dict[str, tuple[Any, int, int]] = {}
    close = end - 1
    at = _blank(line, at + 1)
    while at < close:
        key, at = _value(line, at)
        start = _blank(line, line.index(":", at) + 1)
        value, at = _value(line, start)
        fields[key] = (value, start, at)
        at = _blank(line, at)
        if at < close:
            at = _blank(line, at + 1)
    return fields, close


def _blank(line: str, at: int) -> int:
    """The end of the blanks that start at a position."""
    match = BLANK.match(line, at)
    return match.end() if match else at


def cleaned_line(record: Record, text: str, annotations: list[dict[str, Any]]) -> bytes:
    """A record's line with another text, and with annotations as its last field."""
    line = record.raw.decode()
    start, end = record.span
    value = line[start:end] if text == record.text else orjson.dumps(text).decode()
    head = f"{line[:start]}{value}{line[end : record.close]}"
    return f'{head},"annotations":{orjson.dumps(annotations).decode()}{line[record.close :]}'.encode()


def decided_line(raw: bytes, number: int, text_column: str, text: str, annotations: list[dict[str, Any]]) -> bytes:
    """A line that `cleaned_line` made, with another text and other annotations; every other byte
    stays.

    Args:
        raw: the line.
        number: its number, for messages.
        text_column: name of the field that holds the text.
        text: its new value.
        annotations: the new value of `annotations`.

    Raises:
        RecordInputError: the line has no such fields.
        ValueError: the line is not JSON.
    """
    line = raw.decode()
    fields, _ = _fields(line, number)
    for name in (text_column, "annotations"):
        if name not in fields:
            raise RecordInputError(f"line {number} has no field {name!r}; was it edited?")
    puts = [(*fields["annotations"][1:], orjson.dumps(annotations).decode())]
    if fields[text_column][0] != text:
        puts.append((*fields[text_column][1:], orjson.dumps(text).decode()))
    for start, end, value in sorted(puts, reverse=True):
        line = line[:start] + value + line[end:]
    return line.encode()
