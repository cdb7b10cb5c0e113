"""How the tests of tables use them: as a whole, and in ranges that are joined again."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from cleaner.annotation import Annotation, Kind, Safety, Severity
from cleaner.document import Document
from cleaner.formats.files import reading, writing
from cleaner.formats.records import Columns, Record, TableFormat

Change = Callable[[str], str]


def document(old: str, new: str) -> Document:
    """A document whose whole text is replaced."""
    if old == new:
        return Document(old, new, (), "en")
    places = (0, len(old), 0, len(new))
    made = Annotation("0" * 16, "a-rule", Kind.ENCODING, *places, old, new, True, Safety.SAFE, 1.0, Severity.MINOR, "why", {"n": 1})
    return Document(old, new, (made,), "en")


def put(table: TableFormat, records: list[Record], columns: Columns, change: Change, path: Path) -> None:
    """Write records with changed texts."""
    with writing(path) as file:
        writer = table.writer(file, columns)
        for each in records:
            writer.put(each, None if each.text is None else document(each.text, change(each.text)))
        writer.close()


def read(table: TableFormat, path: Path, columns: Columns, encoding: str = "utf-8") -> list[Record]:
    """The records of a table that count."""
    with reading(path) as file:
        return [each for each in table.read(file, columns, encoding) if each.counted]


def whole(table: TableFormat, path: Path, columns: Columns, change: Change, encoding: str = "utf-8") -> bytes:
    """The table with changed texts, made in one piece."""
    target = path.with_name(f"whole-{path.name}")
    with reading(path) as file:
        put(table, list(table.read(file, columns, encoding)), columns, change, target)
    return target.read_bytes()


def in_ranges(table: TableFormat, path: Path, columns: Columns, change: Change, size: int, encoding: str = "utf-8") -> bytes:
    """The same, made in ranges of a size that are joined."""
    with reading(path) as file:
        ranges = list(table.ranges(file, size))
    parts = []
    for number, part in enumerate(ranges):
        with reading(path) as file:
            records = list(table.read(file, columns, encoding, part))
        parts.append(path.with_name(f"part-{number}"))
        put(table, records, columns, change, parts[-1])
    target = path.with_name(f"joined-{path.name}")
    with writing(target) as file:
        table.join(parts, file)
    return target.read_bytes()


def texts(table: TableFormat, data: bytes, columns: Columns) -> list[str | None]:
    """The texts of a table."""
    return [each.text for each in table.read(BytesIO(data), columns, "utf-8") if each.counted]
