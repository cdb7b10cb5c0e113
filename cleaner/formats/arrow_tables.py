"""Parquet and Arrow IPC: a record in each row, with a text in a column of strings.

Schema, metadata, compression and row groups stay as they are; only the column of the text has other values, and a column with the
annotations is added, as `cleaner.arrow` describes it. A table is read and written batch by batch.
"""

import struct
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO, Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from cleaner.arrow import ANNOTATIONS, as_rows
from cleaner.document import Document
from cleaner.errors import InputError, RecordInputError
from cleaner.formats.records import Columns, Range, Record

BATCH_BYTES = 1 << 22
"""About so many bytes of a row group are read at once."""
MAX_BATCH = 1 << 16
READ_BYTES = 1 << 20
"""Bytes of a column that are read at once; without a limit all of a row group is."""
MAX_GROUP_BYTES = 1 << 25
"""Bytes of a row group from which it is written as several, so that memory is bounded: a row group is written at once."""
MAX_CUTS = 16
"""Ranges in a row group of Parquet: each is reached by decoding the rows before it, which takes some 3 ms a MB."""
PART = b"cleaner:part"
"""Metadata of a part of a table, for `join`: whether it ends inside a row group, and the number of the column of the text."""
MAGIC = b"ARROW1"
_BINARY = {pa.string(): pa.binary(), pa.large_string(): pa.large_binary(), pa.string_view(): pa.binary_view()}
_CODECS = (None, "lz4", "zstd")
_NAMES = {"UNCOMPRESSED": "NONE", "LZ4_RAW": "LZ4"}
"""Names of codecs for writing, where they differ from those for reading."""


class Group(NamedTuple):
    """Rows that are written together: a row group of Parquet, a record batch of IPC.

    Attributes:
        start, end: numbers of the rows, from 0.
        size: about its bytes, decompressed.
        number: which group of the file it is, or is a part of.
    """

    start: int
    end: int
    size: int
    number: int


class Table(NamedTuple):
    """An open table.

    Attributes:
        schema: of the table.
        groups: how it is written.
        batches: gives the record batches of rows of a group, from its start and end.
        options: for the writer.
    """

    schema: pa.Schema
    groups: list[Group]
    batches: Callable[[Group, int, int], Iterator[pa.RecordBatch]]
    options: Any


@dataclass(slots=True)
class Batch:
    """A batch that is worked on.

    Attributes:
        table: where it is from.
        rows: the batch.
        path: numbers of the column of the text and of the fields below it.
        annotations: number of the column of the annotations; None if there is none.
        ends_group: whether its last row is the last of its group.
        part: metadata, where only a part of the table is read.
    """

    table: Table
    rows: pa.RecordBatch
    path: tuple[int, ...]
    annotations: int | None
    ends_group: bool
    part: bytes | None


class Place(NamedTuple):
    """A row of a batch."""

    batch: Batch
    row: int


class _ArrowTable(ABC):
    """What Parquet and IPC have in common."""

    name = ""
    binary = True
    max_cuts = 1 << 30

    def ranges(self, file: IO[bytes], size: int) -> Iterator[Range]:
        """See `TableFormat`."""
        table = self._opened(file)
        start = 0
        held = 0.0
        end = 0
        sizes: Counter[int] = Counter()
        for group in table.groups:
            sizes[group.number] += group.size
        least = size
        for group in table.groups:
            size = max(least, sizes[group.number] // self.max_cuts)
            rows = group.end - group.start
            each = group.size / rows if rows else 0
            at = group.start
            while at < group.end:
                step = min(group.end - at, max(1, int((size - held) / each))) if each else group.end - at
                at += step
                held += step * each
                if held >= size * 0.99:
                    yield Range(start, at, start + 1)
                    start, held = at, 0.0
            end = group.end
        if end > start or start == 0:
            yield Range(start, end, start + 1)

    def read(self, file: IO[bytes], columns: Columns, encoding: str = "utf-8", part: Range | None = None) -> Iterator[Record]:  # noqa: ARG002
        """See `TableFormat`."""
        table = self._opened(file)
        path = _path(table.schema, columns.text)
        kind = _field(table.schema, path).type
        if _value_type(kind) not in _BINARY:
            raise InputError(f"column {columns.text!r} is {kind}, not string; name a column of strings with --text-column")
        others = [None if each is None else _path(table.schema, each) for each in (columns.id, columns.source, columns.site)]
        annotations = _annotations(table.schema, columns)
        start, stop = (0, table.groups[-1].end if table.groups else 0) if part is None else (part.start, part.end)
        unfinished = stop not in {0, *(each.end for each in table.groups)}
        metadata = None if part is None else b"%d %d" % (unfinished, path[0])
        if start == stop == 0:
            # the writer needs the schema all the same
            empty = pa.RecordBatch.from_pylist([], schema=table.schema)
            yield Record(0, b"", counted=False, place=Place(Batch(table, empty, path, annotations, ends_group=True, part=metadata), -1))
        for group in table.groups:
            first, last = max(start, group.start), min(stop, group.end)
            if first >= last:
                continue
            at = first
            for rows in table.batches(group, first, last):
                batch = Batch(table, rows, path, annotations, ends_group=at + len(rows) == group.end, part=metadata)
                yield from _records(batch, at, others)
                at += len(rows)

    def writer(self, file: IO[bytes], columns: Columns) -> "ArrowWriter":
        """See `TableFormat`."""
        return ArrowWriter(file, columns, self._sink)

    def join(self, parts: Iterable[Path], file: IO[bytes]) -> None:
        """See `TableFormat`."""
        sink: Any = None
        held: list[pa.RecordBatch] = []
        schema: Any = None
        for part in parts:
            with part.open("rb") as read:
                table = self._opened(read, whole=True)
                unfinished, text = map(int, (table.schema.metadata or {})[PART].split())
                schema = _typed(_marked(table.schema, None))
                if sink is None:
                    sink = self._sink(file, schema, table, text)
                for group in table.groups:
                    held += (each.cast(schema) for each in table.batches(group, group.start, group.end))
                    if group is not table.groups[-1] or not unfinished:
                        sink.write(held)
                        held = []
        if sink is not None:
            if held:
                sink.write(held)
            sink.close()

    @abstractmethod
    def _opened(self, file: IO[bytes], *, whole: bool = False) -> Table:
        """An open table.

        Args:
            file: the file.
            whole: whether its groups are taken as they are, however large.

        Raises:
            InputError: it is no such table.
        """

    @staticmethod
    @abstractmethod
    def _sink(file: IO[bytes], schema: pa.Schema, table: Table, text: int) -> Any:
        """What writes groups of batches.

        Args:
            file: where to.
            schema: of the batches.
            table: which is written the same way.
            text: number of the column of the text.
        """


class Parquet(_ArrowTable):
    """Parquet files."""

    name = "Parquet"
    max_cuts = MAX_CUTS

    def _opened(self, file: IO[bytes], *, whole: bool = False) -> Table:
        """See `_ArrowTable`."""
        try:
            found = pq.ParquetFile(pa.PythonFile(file, mode="r"), buffer_size=READ_BYTES, pre_buffer=False)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise InputError(f"is not a Parquet file, or is damaged: {_line(error)}") from None
        groups = []
        at = 0
        for number in range(found.num_row_groups):
            meta = found.metadata.row_group(number)
            parts = 1 if whole else max(1, -(-meta.total_byte_size // MAX_GROUP_BYTES))
            borders = [meta.num_rows * index // parts for index in range(parts + 1)]
            for start, end in pairwise(borders):
                groups.append(Group(at + start, at + end, meta.total_byte_size // parts, number))
            at += meta.num_rows
        begins: dict[int, int] = {}
        for each in groups:
            begins.setdefault(each.number, each.start)

        def batches(group: Group, start: int, end: int) -> Iterator[pa.RecordBatch]:
            rows = group.end - group.start
            size = max(1, min(MAX_BATCH, rows * BATCH_BYTES // max(1, group.size)))
            row = begins[group.number]
            with _named_errors():
                for batch in found.iter_batches(size, row_groups=[group.number]):
                    if row >= end:
                        return
                    first, last = max(start - row, 0), min(end - row, len(batch))
                    if first < last:
                        yield batch.slice(first, last - first)
                    row += len(batch)

        options = {"compression": _compression(found), "version": _version(found)}
        return Table(found.schema_arrow, groups, batches, options)

    @staticmethod
    def _sink(file: IO[bytes], schema: pa.Schema, table: Table, text: int) -> "_ParquetSink":  # noqa: ARG004
        """See `_ArrowTable`."""
        return _ParquetSink(file, schema, table)


class Ipc(_ArrowTable):
    """Arrow IPC files and streams, and Feather."""

    name = "Arrow IPC"

    def _opened(self, file: IO[bytes], *, whole: bool = False) -> Table:  # noqa: ARG002
        """See `_ArrowTable`."""
        try:
            is_file = file.read(len(MAGIC)) == MAGIC
            messages = list(_messages(file, 8 if is_file else 0))
            file.seek(0)
            source = pa.PythonFile(file, mode="r")
            found = pa.ipc.open_file(source) if is_file else pa.ipc.open_stream(source)
        except (pa.ArrowException, OSError, ValueError, struct.error) as error:
            raise InputError(f"is not an Arrow IPC file, or is damaged: {_line(error)}") from None
        groups = []
        at = 0
        for number, (rows, size, _) in enumerate(messages):
            groups.append(Group(at, at + rows, size, number))
            at += rows
        read: list[int] = []

        def batches(group: Group, start: int, end: int) -> Iterator[pa.RecordBatch]:
            with _named_errors():
                if is_file:
                    batch = found.get_batch(group.number)
                else:
                    while len(read) <= group.number:
                        batch = found.read_next_batch()
                        read.append(1)
                yield batch.slice(start - group.start, end - start)

        return Table(found.schema, groups, batches, {"codec": messages[0][2] if messages else None, "is_file": is_file})

    def ranges(self, file: IO[bytes], size: int) -> Iterator[Range]:
        """See `TableFormat`; a stream is read from its beginning only, so it is not cut."""
        table = self._opened(file)
        if not table.options["is_file"]:
            yield Range(0, table.groups[-1].end if table.groups else 0, 1)
            return
        file.seek(0)
        yield from super().ranges(file, size)

    @staticmethod
    def _sink(file: IO[bytes], schema: pa.Schema, table: Table, text: int) -> "_IpcSink":
        """See `_ArrowTable`."""
        return _IpcSink(file, schema, table, text)


class _ParquetSink:
    """Writes row groups."""

    def __init__(self, file: IO[bytes], schema: pa.Schema, table: Table) -> None:
        codecs = dict(table.options["compression"])
        compression: Any = "snappy"
        if len(set(codecs.values())) == 1:
            (compression,) = set(codecs.values())
        elif codecs:
            compression = codecs
            main = max(codecs.values(), key=list(codecs.values()).count)
            for name in schema.names:
                for field in ANNOTATIONS.value_type:
                    compression.setdefault(f"{name}.list.element.{field.name}", main)
        self._schema = schema
        self._writer = pq.ParquetWriter(file, schema, compression=compression, version=table.options["version"])

    def write(self, batches: list[pa.RecordBatch]) -> None:
        """Write a row group; the list is empty then, so that its memory is free."""
        table = pa.Table.from_batches(batches, self._schema)
        batches.clear()
        table = table.combine_chunks()
        if len(table):
            self._writer.write_table(table, row_group_size=len(table))

    def close(self) -> None:
        """End the table."""
        self._writer.close()


class _IpcSink:
    """Writes record batches. The dictionary of a column only grows, as an IPC file asks."""

    def __init__(self, file: IO[bytes], schema: pa.Schema, table: Table, text: int) -> None:
        self._text = text
        options = pa.ipc.IpcWriteOptions(compression=table.options["codec"], emit_dictionary_deltas=True)
        make = pa.ipc.new_file if table.options["is_file"] else pa.ipc.new_stream
        self._schema = schema
        self._writer = make(file, schema, options=options)
        self._known: dict[int, dict[Any, int]] = {}

    def write(self, batches: list[pa.RecordBatch]) -> None:
        """Write a record batch."""
        table = pa.Table.from_batches(batches, self._schema)
        for batch in table.combine_chunks().to_batches() or batches[:1]:
            columns = [
                self._grown(number, column) if pa.types.is_dictionary(column.type) else _copied(column)
                for number, column in enumerate(batch.columns)
            ]
            self._writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=self._schema))

    def _grown(self, number: int, column: pa.DictionaryArray) -> pa.DictionaryArray:
        """A column whose dictionary begins with that of the batch before."""
        known = self._known.setdefault(number, {})
        if number == self._text:
            # only what occurs, in its order: the dictionary of a part of the table has what comes later
            column = column.cast(column.type.value_type).dictionary_encode().cast(column.type)
        places = [known.setdefault(value, len(known)) for value in column.dictionary.to_pylist()]
        kind = column.type
        indices = pa.array(places, pa.int64()).take(column.indices).cast(kind.index_type)
        return pa.DictionaryArray.from_arrays(indices, pa.array(list(known), kind.value_type), ordered=kind.ordered)

    def close(self) -> None:
        """End the table."""
        self._writer.close()


def _copied(column: pa.Array) -> pa.Array:
    """A column in memory of its own, so that its bytes do not depend on the parts that it was made of."""
    if column.type == pa.string_view():
        return column.cast(pa.large_string()).cast(column.type)
    return pa.concat_arrays([column, column.slice(0, 0)])


class ArrowWriter:
    """Writes batches with cleaned texts and annotations.

    Args:
        file: where to.
        columns: the fields that are read and added.
        sink: makes what writes groups of batches.
    """

    def __init__(self, file: IO[bytes], columns: Columns, sink: Callable[[IO[bytes], pa.Schema, Table, int], Any]) -> None:
        self._file = file
        self._columns = columns
        self._make = sink
        self._sink: Any = None
        self._batch: Batch | None = None
        self._documents: dict[int, Document] = {}
        self._changed = False
        self._group: list[pa.RecordBatch] = []

    def put(self, record: Record, document: Document | None) -> None:
        """See `Writer`."""
        batch, row = record.place
        if batch is not self._batch:
            self._flush()
            self._batch = batch
        if document is not None:
            self._documents[row] = document
            self._changed |= document.text != record.text

    def close(self) -> None:
        """See `Writer`."""
        self._flush()
        if self._group:
            self._sink.write(self._group)
        if self._sink is not None:
            self._sink.close()

    def _flush(self) -> None:
        """Write the batch that is complete."""
        batch = self._batch
        if batch is None:
            return
        made = _with_results(batch, self._documents, self._columns.annotations, changed=self._changed)
        self._documents, self._changed = {}, False
        if self._sink is None:
            self._sink = self._make(self._file, made.schema, batch.table, batch.path[0])
        self._group.append(made)
        if batch.ends_group:
            self._sink.write(self._group)
            self._group = []


def _with_results(batch: Batch, documents: dict[int, Document], name: str | None, *, changed: bool) -> pa.RecordBatch:
    """A batch with cleaned texts, where one has changed, and annotations."""
    rows, schema = batch.rows, _marked(batch.table.schema, batch.part)
    columns = list(rows.columns)
    first, *below = batch.path
    if changed or pa.types.is_dictionary(columns[first].type):
        columns[first] = _replaced(columns[first], below, documents)
    if name is not None:
        values: list[Any] = [None] * len(rows) if batch.annotations is None else columns[batch.annotations].to_pylist()
        for row, document in documents.items():
            values[row] = as_rows(document.annotations)
        field, column = pa.field(name, ANNOTATIONS), pa.array(values, ANNOTATIONS)
        if batch.annotations is None:
            schema = schema.append(field)
            columns.append(column)
        else:
            schema = schema.set(batch.annotations, field)
            columns[batch.annotations] = column
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _replaced(column: pa.Array, path: list[int], documents: dict[int, Document]) -> pa.Array:
    """A column, or a field below it, with other texts in some rows."""
    if path:
        fields = [column.field(number) for number in range(column.type.num_fields)]
        fields[path[0]] = _replaced(fields[path[0]], path[1:], documents)
        return pa.StructArray.from_arrays(fields, fields=list(column.type), mask=column.is_null())
    kind = column.type
    value_type = _value_type(kind)
    plain = column.cast(value_type) if pa.types.is_dictionary(kind) else column
    values = plain.view(_BINARY[value_type]).to_pylist()
    for row, document in documents.items():
        values[row] = document.text.encode()
    made = pa.array(values, _BINARY[value_type]).view(value_type)
    if not pa.types.is_dictionary(kind):
        return made
    encoded = made.dictionary_encode()
    return pa.DictionaryArray.from_arrays(encoded.indices.cast(kind.index_type), encoded.dictionary, ordered=kind.ordered)


def _records(batch: Batch, start: int, others: list[tuple[int, ...] | None]) -> Iterator[Record]:
    """The records of a batch whose first row has a number."""
    texts = _strings(_column(batch.rows, batch.path))
    ids, sources, sites = ([None] * len(texts) if path is None else _strings(_column(batch.rows, path)) for path in others)
    for row, (text, id_, source, site) in enumerate(zip(texts, ids, sources, sites, strict=True)):
        number, place = start + row + 1, Place(batch, row)
        if text is _NOT_TEXT or source is _NOT_TEXT:
            error = RecordInputError(f"row {number} has bytes that are not UTF-8 in a column of strings; make it again from binary")
            yield Record(number, b"", error=error, place=place)
            continue
        yield Record(number, b"", text, source, None if id_ is None else str(id_), "" if site is None else str(site), place=place)


_NOT_TEXT: Any = object()


def _strings(column: pa.Array) -> list[Any]:
    """The values of a column; `_NOT_TEXT` for what is not UTF-8."""
    try:
        found: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        found = []
        for value in column:
            try:
                found.append(value.as_py())
            except UnicodeDecodeError:
                found.append(_NOT_TEXT)
    return found


def _column(rows: pa.RecordBatch, path: tuple[int, ...]) -> pa.Array:
    """A column, or a field below it."""
    column = rows.column(path[0])
    for number in path[1:]:
        column = column.flatten()[number]
    return column


def _path(schema: pa.Schema, name: str) -> tuple[int, ...]:
    """The numbers of a column and of the fields below it.

    Raises:
        InputError: there is none.
    """
    fields: Any = schema
    path: list[int] = []
    rest = name
    while True:
        names = [each.name for each in fields]
        if rest in names:
            return (*path, names.index(rest))
        head, dot, rest = rest.partition(".")
        if not dot or head not in names or not pa.types.is_struct(fields[names.index(head)].type):
            known = ", ".join(map(repr, schema.names[:8])) or "none"
            raise InputError(f"has no column {name!r} (it has {known}); name the column with --text-column, --id-column or the like")
        path.append(names.index(head))
        fields = list(fields[names.index(head)].type)


def _field(schema: pa.Schema, path: tuple[int, ...]) -> pa.Field:
    field = schema.field(path[0])
    for number in path[1:]:
        field = field.type[number]
    return field


def _value_type(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _annotations(schema: pa.Schema, columns: Columns) -> int | None:
    """The number of the column with the annotations of an earlier run; None if there is none.

    Raises:
        InputError: a column of that name holds something else.
    """
    if columns.annotations is None or columns.annotations not in schema.names:
        return None
    number: int = schema.names.index(columns.annotations)
    kind = schema.field(number).type
    if not _are_annotations(kind):
        raise InputError(
            f"already has a column {columns.annotations!r}, which holds something else than findings ({kind}); "
            "name another column with --annotations-column, or none with --no-annotations"
        )
    return number


def _marked(schema: pa.Schema, part: bytes | None) -> pa.Schema:
    """A schema whose metadata says which part of a table it is of; None for the whole table."""
    metadata = {name: value for name, value in (schema.metadata or {}).items() if name != PART}
    return schema.with_metadata(metadata | ({} if part is None else {PART: part}) or None)


def _typed(schema: pa.Schema) -> pa.Schema:
    """A schema whose annotations have the names of fields that they are written with: Parquet has others."""
    for number, field in enumerate(schema):
        if _are_annotations(field.type):
            schema = schema.set(number, pa.field(field.name, ANNOTATIONS))
    return schema


def _are_annotations(kind: pa.DataType) -> bool:
    """Whether a column has findings."""
    fields = {each.name for each in kind.value_type} if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type) else set()
    return fields == {each.name for each in ANNOTATIONS.value_type}


def _compression(found: pq.ParquetFile) -> dict[str, str]:
    """The codecs of the columns of a Parquet file."""
    if not found.num_row_groups:
        return {}
    group = found.metadata.row_group(0)
    columns = (group.column(number) for number in range(group.num_columns))
    return {each.path_in_schema: _NAMES.get(each.compression, each.compression) for each in columns}


def _version(found: pq.ParquetFile) -> str:
    version: str = found.metadata.format_version
    return version if version in {"1.0", "2.4", "2.6"} else "2.6"


def _messages(file: IO[bytes], at: int) -> Iterator[tuple[int, int, str | None]]:
    """Rows, bytes and codec of the record batches of an IPC file, without reading them.

    Args:
        file: the file.
        at: where its first message begins.
    """
    while True:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return
        length, skipped = struct.unpack("<i", head[4:])[0], 8
        if head[:4] != b"\xff\xff\xff\xff":
            # before Arrow 0.15
            length, skipped = struct.unpack("<i", head[:4])[0], 4
        if length <= 0:
            return
        file.seek(at + skipped)
        data = file.read(length)
        message = struct.unpack_from("<I", data)[0]
        kind, header, body = (_member(data, message, number) for number in (1, 2, 3))
        size = struct.unpack_from("<q", data, body)[0] if body else 0
        if kind and data[kind] == 3:
            batch = header + struct.unpack_from("<I", data, header)[0]
            rows, compressed = _member(data, batch, 0), _member(data, batch, 3)
            codec = None
            if compressed:
                compression = compressed + struct.unpack_from("<I", data, compressed)[0]
                number = _member(data, compression, 0)
                codec = _CODECS[1 + (data[number] if number else 0)]
            yield (struct.unpack_from("<q", data, rows)[0] if rows else 0), size, codec
        at += skipped + length + size


def _member(data: bytes, table: int, number: int) -> int:
    """The place of a member of a table in a flatbuffer; 0 if it has none."""
    members = table - struct.unpack_from("<i", data, table)[0]
    at = 4 + 2 * number
    if at >= struct.unpack_from("<H", data, members)[0]:
        return 0
    place: int = struct.unpack_from("<H", data, members + at)[0]
    return table + place if place else 0


@contextmanager
def _named_errors() -> Iterator[None]:
    """Raises errors of Arrow as errors of the input.

    Raises:
        InputError: a batch is damaged.
    """
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise InputError(f"is damaged: {_line(error)}") from None


def _line(error: Exception) -> str:
    """The first line of a message."""
    return str(error).split("\n")[0]
