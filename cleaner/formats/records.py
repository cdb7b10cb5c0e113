"""What every kind of table has: records with a text in them, ranges of records, and a place for the results."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol

from cleaner.document import Document, Undecoded
from cleaner.errors import RecordInputError

ANNOTATIONS_COLUMN = "annotations"
"""The column that results are added in, unless another is named."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which fields of a record are read, and which is added.

    A name with dots (`a.b`) is a field of a field, unless a field has exactly this name.

    Attributes:
        text: the text to clean.
        id: what names the record; None for nothing.
        source: the text that it is a translation of; None for nothing.
        site: the site or the address of the text; None for nothing.
        annotations: the field that is added, with the findings; None adds nothing.
    """

    text: str = "text"
    id: str | None = None
    source: str | None = None
    site: str | None = None
    annotations: str | None = ANNOTATIONS_COLUMN


class Range(NamedTuple):
    """Consecutive records of a table.

    Attributes:
        start, end: what the format counts by: bytes of the decompressed file, or rows.
        line: line number of the first record, from 1.
        number: its number, from 1, where records may have several lines.
    """

    start: int
    end: int
    line: int
    number: int = 1


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a table.

    Attributes:
        line: its line number in the table or, where records are no lines, its number; from 1.
        raw: its bytes, where the format has them.
        text: the text to clean; None if there is none.
        source_text: the text it is a translation of; None if there is none.
        id: the value of the id column, as a string; None without an id column.
        site: the value of the site column, as a string; empty if there is none.
        error: why there is no text; None if there is one, or the record has none and needs none.
        undecoded: bytes of the text that could not be decoded, with offsets in the record.
        counted: whether it is a record at all; blank lines, headers and separators are not.
        place: what the format needs to put a result back.
        encoding: Python's name of the encoding, where the format has found another one than was given.
        told: what the user is told about the table, with its first record.
        fit: makes a document one that the format can hold: what it cannot is proposed instead of applied.
    """

    line: int
    raw: bytes
    text: str | None = None
    source_text: str | None = None
    id: str | None = None
    site: str = ""
    error: RecordInputError | None = None
    undecoded: tuple[Undecoded, ...] = ()
    counted: bool = True
    place: Any = None
    encoding: str = ""
    told: str = ""
    fit: Callable[[Document], Document] | None = None

    @property
    def size(self) -> int:
        """Bytes of the record or, where it has none of its own, of its text."""
        return len(self.raw) or (0 if self.text is None else len(self.text.encode("utf-8", "replace")))


class Writer(Protocol):
    """Puts results into a table."""

    def put(self, record: Record, document: Document | None) -> None:
        """Add a record with its cleaned text and findings; without a document it stays as it came.

        Raises:
            OSError: it cannot be written.
        """

    def close(self) -> None:
        """Write what is still held back; the file stays open.

        Raises:
            OSError: it cannot be written.
        """


class TableFormat(Protocol):
    """A kind of table.

    Attributes:
        name: its name in messages, such as "JSON lines".
        binary: whether a byte of it is not a character, so that it has no encoding.
    """

    name: str
    binary: bool

    def ranges(self, file: IO[bytes], size: int) -> Iterator[Range]:
        """Cut a table into ranges of records, each about `size` bytes.

        Args:
            file: the table, decompressed; it is read to its end.
            size: bytes.

        Raises:
            InputError: it is not such a table.
        """

    def read(self, file: IO[bytes], columns: Columns, encoding: str, part: Range | None = None) -> Iterator[Record]:
        """The records of a table, in order; what cannot be read is a record with its error.

        Args:
            file: the table, decompressed.
            columns: the fields to read.
            encoding: Python's name of the encoding.
            part: the records that are wanted; None for all. A first range has the head of the table, the last one its end.

        Raises:
            InputError: it is not such a table, or has no such column.
        """

    def writer(self, file: IO[bytes], columns: Columns) -> Writer:
        """What puts results into a new table, or into one part of it."""

    def join(self, parts: Iterable[Path], file: IO[bytes]) -> None:
        """Write a table whose ranges were written into parts.

        Args:
            parts: the parts, in order.
            file: the new table.
        """


def as_values(document: Document) -> list[dict[str, Any]]:
    """The annotations of a document as JSON values."""
    return [each.to_dict() for each in document.annotations]


class Concatenated:
    """A table whose result is that of its records, one after the other."""

    name = ""
    binary = False

    def join(self, parts: Iterable[Path], file: IO[bytes]) -> None:
        """See `TableFormat`."""
        for part in parts:
            with part.open("rb") as read:
                while block := read.read(1 << 20):
                    file.write(block)


def check_free(columns: Columns, names: Iterable[str], line: int, values: Any = None, what: str = "line") -> None:
    """Refuse to overwrite a column that is in the way of the annotations; those of an earlier run are replaced.

    Args:
        columns: the fields that are read and added.
        names: the fields that are there.
        line: number of the record.
        values: the value of the annotations column in it.
        what: what a record is called.

    Raises:
        RecordInputError: it holds something else than annotations.
    """
    if columns.annotations is None or columns.annotations not in names or values is None:
        return
    if not isinstance(values, list) or not all(isinstance(each, dict) and "rule" in each for each in values):
        raise RecordInputError(
            f"{what} {line} already has {columns.annotations!r}, which holds something else than findings; "
            "name another column with --annotations-column, or none with --no-annotations"
        )
