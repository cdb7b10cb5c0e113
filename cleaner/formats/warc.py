"""WARC and WET: archives of a crawl.

The plain text of a `conversion` record is cleaned in place. A page in a `response` or `resource` record becomes a `conversion` record
with its main text, as in WET. All other records pass byte for byte. In a gzipped archive each record stays a member of its own.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import IO, Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from cleaner.document import Document
from cleaner.errors import CleanerError, InputError, RecordInputError
from cleaner.formats.html import decoded
from cleaner.formats.invalid_bytes import REPLACEMENT, STAND_IN, undecoded, with_stand_ins
from cleaner.formats.records import Columns, Range, Record
from cleaner.formats.registry import extracted
from cleaner.patterns import regex

BLOCK = 1 << 20
MAX_TEXT = 1 << 26
"""Bytes of a record whose text is read; larger ones, such as dumps, would fill the memory."""
MAX_HEAD = 1 << 20
"""Bytes of a header."""
VERSION = regex(rb"WARC/\d+\.\d+\r?\n")
FIELD = regex(rb"([^:\r\n]+):[ \t]*([^\r\n]*)")
PAGE = ("text/html", "application/xhtml+xml")
_DIGEST = regex(rb"(?im)^(WARC-(?:Block|Payload)-Digest:[ \t]*)(sha1|sha256|md5):([^\r\n]*)")
_LENGTH = regex(rb"(?im)^(Content-Length:[ \t]*)\d+")


class Head(NamedTuple):
    """The header of a record.

    Attributes:
        raw: its bytes, with the blank line after it.
        fields: by their names in lower case.
        size: bytes of the block that follows.
    """

    raw: bytes
    fields: dict[str, str]
    size: int

    @property
    def type(self) -> str:
        """The type of the content, without its parameters."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()


class Place(NamedTuple):
    """What is needed to write a record.

    Attributes:
        head: its header; None for a further piece of a large record.
        block: its block, where that is text.
        ends: whether the record ends here.
    """

    head: Head | None
    block: bytes = b""
    ends: bool = True


class Warc:
    """Archives of a crawl."""

    name = "WARC"
    binary = True

    def ranges(self, file: IO[bytes], size: int) -> Iterator[Range]:
        """See `TableFormat`."""
        start = end = 0
        first = 1
        for number, pieces in enumerate(_pieces(file), start=1):
            if end - start >= size:
                yield Range(start, end, first)
                start, first = end, number
            end += sum(map(len, pieces))
        if end > start:
            yield Range(start, end, first)

    def read(self, file: IO[bytes], columns: Columns, encoding: str = "utf-8", part: Range | None = None) -> Iterator[Record]:  # noqa: ARG002
        """See `TableFormat`."""
        at, number = (0, 1) if part is None else (part.start, part.line)
        if part is not None:
            file.seek(at)
        for number, head in enumerate(_heads(reader := _Reader(file)), start=number):  # noqa: B020
            if part is not None and at >= part.end:
                return
            for record in _records(reader, head, number, columns):
                at += len(record.raw)
                yield record

    def writer(self, file: IO[bytes], columns: Columns) -> "WarcWriter":  # noqa: ARG002
        """See `TableFormat`."""
        return WarcWriter(file)

    def join(self, parts: Iterable[Path], file: IO[bytes]) -> None:
        """See `TableFormat`."""
        for part in parts:
            with part.open("rb") as read:
                for pieces in _pieces(read):
                    file.writelines(pieces)
                    _end_member(file)


class WarcWriter:
    """Writes records with cleaned texts."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def put(self, record: Record, document: Document | None) -> None:
        """See `Writer`."""
        place: Place = record.place
        self._file.write(record.raw if document is None or place.head is None else _written(record, place.head, place.block, document.text))
        if place.ends:
            _end_member(self._file)

    def close(self) -> None:
        """See `Writer`."""


class _Reader:
    """Reads an archive piece by piece.

    Args:
        file: at the beginning of a record.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._line: bytes | None = None

    def head(self, number: int) -> Head | None:
        """The header of the next record; None at the end.

        Raises:
            InputError: no record begins here.
        """
        line = self._file.readline(MAX_HEAD) if self._line is None else self._line
        self._line = None
        if not line:
            return None
        if not VERSION.fullmatch(line):
            raise InputError(f"is not a WARC archive, or is damaged: record {number} does not begin with a line such as WARC/1.0")
        lines = [line]
        size = len(line)
        while line.strip(b"\r\n"):
            line = self._file.readline(MAX_HEAD)
            size += len(line)
            lines.append(line)
            if not line or size > MAX_HEAD:
                raise InputError(f"is damaged: the header of record {number} does not end")
        raw = b"".join(lines)
        fields = {name.decode("latin-1").lower(): value.decode("utf-8", "replace").strip() for name, value in FIELD.findall(raw)}
        length = fields.get("content-length", "")
        if not length.isdecimal():
            raise InputError(f"is damaged: record {number} has no Content-Length")
        return Head(raw, fields, int(length))

    def block(self, size: int, number: int) -> Iterator[bytes]:
        """The block of a record, in pieces.

        Raises:
            InputError: it is cut off.
        """
        while size:
            piece = self._file.read(min(size, BLOCK))
            if not piece:
                raise InputError(f"is cut off: record {number} has fewer bytes than its header says")
            size -= len(piece)
            yield piece

    def tail(self) -> bytes:
        """The blank lines after a record."""
        lines = []
        while (line := self._file.readline(MAX_HEAD)) and not line.strip(b"\r\n"):
            lines.append(line)
        self._line = line
        return b"".join(lines)


def _heads(reader: _Reader) -> Iterator[Head]:
    """The headers of an archive; the blocks are to be read in between."""
    number = 1
    while (head := reader.head(number)) is not None:
        yield head
        number += 1


def _pieces(file: IO[bytes]) -> Iterator[Iterator[bytes]]:
    """The records of an archive, each in pieces, all of which are to be read."""
    reader = _Reader(file)
    for number, head in enumerate(_heads(reader), start=1):
        yield _whole(reader, head, number)


def _whole(reader: _Reader, head: Head, number: int) -> Iterator[bytes]:
    yield head.raw
    yield from reader.block(head.size, number)
    yield reader.tail()


def _records(reader: _Reader, head: Head, number: int, columns: Columns) -> Iterator[Record]:
    """The record with a header, in one piece if its text is read."""
    kind = head.fields.get("warc-type", "").lower()
    wanted = (kind == "conversion" and head.type == "text/plain") or kind == "response" or (kind == "resource" and head.type in PAGE)
    if wanted and head.size <= MAX_TEXT:
        block = b"".join(reader.block(head.size, number))
        yield _text(Record(number, head.raw + block + reader.tail(), place=Place(head, block)), kind, columns)
        return
    error = (
        RecordInputError(f"record {number} has more than {MAX_TEXT >> 20} MB; it stays as it is") if wanted and kind != "response" else None
    )
    raw = head.raw
    counted = True
    for piece in reader.block(head.size, number):
        raw += piece
        if len(raw) >= BLOCK:
            yield Record(number, raw, counted=counted, error=error, place=Place(head if counted else None, ends=False))
            raw, counted, error = b"", False, None
    yield Record(number, raw + reader.tail(), counted=counted, error=error, place=Place(head if counted else None))


def _text(record: Record, kind: str, columns: Columns) -> Record:
    """A record with its text, if it has any."""
    head, block, _ = record.place
    fields = head.fields
    if kind == "conversion":
        line, bad = with_stand_ins(block, "utf-8")
        text, found = line.replace(STAND_IN, REPLACEMENT), tuple(undecoded(block, line, bad))
    else:
        found = ()
        try:
            page = (block, fields.get("content-type", "")) if kind == "resource" else _page(record.raw)
            text = "" if page is None else extracted(decoded(page[0], page[1]).text)
        except InputError:
            # a package is missing
            raise
        except (CleanerError, ValueError, EOFError, OSError) as error:
            why = RecordInputError(f"the page of record {record.line} cannot be read: {error}")
            return Record(record.line, record.raw, error=why, place=record.place)
        if not text:
            return record
    id_ = None if columns.id is None else fields.get(columns.id.lower())
    site = fields.get((columns.site or "warc-target-uri").lower(), "").strip("<>")
    return Record(record.line, record.raw, text, None, id_, site, undecoded=found, place=record.place)


def _page(raw: bytes) -> tuple[bytes, str] | None:
    """The page of a response, unpacked, and its content type; None if it has none."""
    # only archives with pages need it
    iterator: Any = import_module("warcio.archiveiterator").ArchiveIterator
    for each in iterator(BytesIO(raw)):
        headers = each.http_headers
        kind = "" if headers is None else headers.get_header("Content-Type") or ""
        if headers is None or not headers.get_statuscode().startswith("2") or kind.partition(";")[0].strip().lower() not in PAGE:
            return None
        data: bytes = each.content_stream().read()
        return data, kind
    return None


def _written(record: Record, head: Head, old: bytes, text: str) -> bytes:
    """A record with another text."""
    block = text.encode()
    tail = record.raw[len(head.raw) + len(old) :]
    if head.fields["warc-type"].lower() != "conversion":
        raw = _conversion(head)
    elif block == old:
        return record.raw
    else:
        raw = _DIGEST.sub(lambda match: match[1] + match[2] + b":" + _digest(match[2], match[3], block), head.raw)
    return _LENGTH.sub(lambda match: match[1] + b"%d" % len(block), raw, count=1) + block + tail


def _conversion(head: Head) -> bytes:
    """The header of the conversion of a page; its id follows from that of the page."""
    name = head.fields.get("warc-record-id", "")
    fields = {
        "WARC-Type": "conversion",
        "WARC-Target-URI": head.fields.get("warc-target-uri", ""),
        "WARC-Date": head.fields.get("warc-date", ""),
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{name} text')}>",
        "WARC-Refers-To": name,
        "Content-Type": "text/plain",
        "Content-Length": "0",
    }
    version = head.raw.partition(b"\n")[0].strip().decode()
    return "\r\n".join([version, *(f"{key}: {value}" for key, value in fields.items() if value), "", ""]).encode()


def _digest(algorithm: bytes, old: bytes, block: bytes) -> bytes:
    """The digest of a block, in the base that the old one has."""
    made = hashlib.new(algorithm.decode().lower(), block, usedforsecurity=False)
    return made.hexdigest().encode() if len(old.strip()) == 2 * made.digest_size else base64.b32encode(made.digest())


def _end_member(file: IO[bytes]) -> None:
    """End the member of a gzipped file."""
    end = getattr(file, "end_member", None)
    if end is not None:
        end()
