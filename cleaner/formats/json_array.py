"""JSON arrays: a file whose top value is an array of objects, each a record with a text in one of its fields.

Only the text and the annotations of an object are written: all other bytes, such as the spaces between objects, stay unchanged. The
file is read object by object, never as a whole.
"""

import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from cleaner.errors import InputError
from cleaner.formats.jsonl import JsonLinesWriter, read
from cleaner.formats.records import Columns, Concatenated, Range, Record
from cleaner.formats.transcoded import SHIFTED, WIDE, Transcoded
from cleaner.patterns import regex

BLOCK = 1 << 18
MAX_ELEMENT = 1 << 28
"""Bytes of an object after which the array is not read on, so that memory is bounded."""
MARK = b"\xef\xbb\xbf"
_NOT_ARRAY = (
    "its top value is not an array of objects; a JSON file is cleaned as a table, [{…}, {…}]: rename it to .txt to clean it as text"
)
_SKIPPED = regex(rb"[ \t\r\n]*")
_SIGNS = regex(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?P<closed>"?)|[\[{]|[\]}]', re.DOTALL)
"""A string, perhaps one that goes on after the bytes that are there, or a bracket."""
_SCALAR = regex(rb'[^,\]}\[{"]*')


class Element(NamedTuple):
    """An element of an array, with what is before it; or the end of the array.

    Attributes:
        head: the bytes before it.
        raw: its bytes; empty for the end.
    """

    head: bytes
    raw: bytes


class JsonArray(Concatenated):
    """Tables that are one JSON array."""

    name = "JSON array"

    def ranges(self, file: IO[bytes], size: int) -> Iterator[Range]:
        """See `TableFormat`."""
        start = end = 0
        first = 1
        for number, each in enumerate(_elements(file, 0), start=1):
            if end - start >= size:
                yield Range(start, end, first)
                start, first = end, number
            end += len(each.head) + len(each.raw)
        if end > start:
            yield Range(start, end, first)

    def read(self, file: IO[bytes], columns: Columns, encoding: str = "utf-8", part: Range | None = None) -> Iterator[Record]:
        """See `TableFormat`."""
        if encoding.startswith((*WIDE, *SHIFTED)):
            yield from self._read(Transcoded(file, encoding), columns, "utf-8", Range(0, 1 << 62, 1))
            return
        if part is not None:
            file.seek(part.start)
        yield from self._read(file, columns, encoding, part or Range(0, 1 << 62, 1))

    @staticmethod
    def _read(file: "IO[bytes] | Transcoded", columns: Columns, encoding: str, part: Range) -> Iterator[Record]:
        at = part.start
        for number, each in enumerate(_elements(file, part.start), start=part.line):
            if at >= part.end:
                return
            at += len(each.head) + len(each.raw)
            if each.head:
                yield Record(number, each.head, counted=False)
            if each.raw:
                (record,) = read([each.raw], columns, encoding, number, "element")
                yield record

    def writer(self, file: IO[bytes], columns: Columns) -> JsonLinesWriter:
        """See `TableFormat`."""
        return JsonLinesWriter(file, columns)


def _elements(file: "IO[bytes] | Transcoded", start: int) -> Iterator[Element]:
    """The elements of an array, and its end.

    Args:
        file: at the beginning of the array, or after an element.
        start: 0 for the beginning.

    Raises:
        InputError: this is no array, or it is damaged.
    """
    data = b""
    at = 0
    wanted = b"[" if start == 0 else b","
    number = 0

    def more() -> bool:
        nonlocal data, at
        block = file.read(BLOCK)
        data, at = data[at:] + block, 0
        return bool(block)

    def blank(position: int) -> int:
        """The end of blanks."""
        while True:
            end = _SKIPPED.match(data, position).end()  # type: ignore[union-attr]
            if end < len(data):
                return end
            gone = position - at
            if not more():
                return len(data)
            position = at + gone

    while True:
        number += 1
        begin = blank(at)
        if start == 0 and number == 1 and data.startswith(MARK, begin):
            begin = blank(begin + len(MARK))
        sign = data[begin : begin + 1]
        is_first = wanted == b"["
        if sign == wanted:
            begin = blank(begin + 1)
        elif is_first or sign != b"]":
            raise InputError(_damage(wanted, sign, number))
        if data[begin : begin + 1] == b"]" and (is_first or sign == b"]"):
            end = blank(begin + 1)
            if end < len(data):
                raise InputError("something follows the array; is it JSON lines? Then name it .jsonl")
            yield Element(data[at:end], b"")
            return
        wanted = b","
        if is_first and data[begin : begin + 1] != b"{":
            raise InputError(_NOT_ARRAY)
        head, at = data[at:begin], begin
        last = _end(data, at)
        while last is None:
            if len(data) - at > MAX_ELEMENT or not more():
                raise InputError(f"element {number} does not end; is the file cut off?")
            # twice as much each time, so that time is linear
            size = 2 * len(data)
            while len(data) < size and more():
                pass
            last = _end(data, at)
        yield Element(head, data[at:last])
        at = last


def _damage(wanted: bytes, sign: bytes, number: int) -> str:
    if wanted == b"[":
        return _NOT_ARRAY
    found = f"“{sign.decode('ascii', 'replace')}”" if sign else "the end of the file"
    return f"after element {number - 1} there is {found} in place of a comma or the end of the array"


def _end(data: bytes, at: int) -> int | None:
    """The end of the value that begins at a position; None if it is not all there."""
    depth = 0
    position = at
    while True:
        match = _SIGNS.search(data, position)
        if depth == 0:
            scalar = _SCALAR.match(data, position)
            if scalar is not None and scalar.end() > position:
                return scalar.end() if scalar.end() < len(data) else None
        if match is None:
            return None
        sign = match[0]
        if sign[:1] == b'"':
            if not match["closed"]:
                return None
        elif sign in b"[{":
            depth += 1
        else:
            depth -= 1
        position = match.end()
        if depth <= 0:
            return position if depth == 0 else match.start()
