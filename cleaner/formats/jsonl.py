"""JSON lines: a record a line, one field of it a text."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from cleaner.errors import RecordInputError

LONG_INTEGER = re.compile(rb"\d{19}")
"""Integers that orjson would turn into floating point numbers."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a table.

    Attributes:
        line: its number, from 1.
        raw: its bytes, line feed and all.
        values: the object; None when the line could not be read.
        text: the text to clean; None when there is none.
        id: the value of the id column, as a string; None when not asked for.
        error: why there is no text; None when there is one.
    """

    line: int
    raw: bytes
    values: dict[str, Any] | None = None
    text: str | None = None
    id: str | None = None
    error: RecordInputError | None = None


def read(lines: Iterable[bytes], text_column: str, id_column: str | None = None) -> Iterator[Record]:
    """The records of a table; a line that cannot be read is a record with its error, and the next is read all the same.

    Args:
        lines: the file's lines, as bytes.
        text_column: name of the field that holds the text.
        id_column: name of the field that names the record.
    """
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            yield Record(number, raw)
            continue
        try:
            values = json.loads(raw) if LONG_INTEGER.search(raw) else orjson.loads(raw)
        except ValueError as error:
            yield Record(number, raw, error=RecordInputError(f"line {number} is no JSON: {error}"))
            continue
        yield _record(number, raw, values, text_column, id_column)


def _record(number: int, raw: bytes, values: object, text_column: str, id_column: str | None) -> Record:
    if not isinstance(values, dict):
        return Record(number, raw, error=RecordInputError(f"line {number} is no JSON object"))
    text = values.get(text_column)
    if not isinstance(text, str):
        known = ", ".join(map(repr, list(values)[:8])) or "nothing"
        what = f"has no string {text_column!r} (it has {known}); name the field with --text-column"
        return Record(number, raw, values, error=RecordInputError(f"line {number} {what}"))
    if "annotations" in values:
        return Record(number, raw, values, error=RecordInputError(f"line {number} already has `annotations`; rename or remove them first"))
    name = values.get(id_column) if id_column else None
    return Record(number, raw, values, text, None if name is None else str(name))


def line(values: dict[str, Any]) -> bytes:
    """A record as a line, with its line feed."""
    try:
        return orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:
        # an integer beyond 64 bits
        return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
