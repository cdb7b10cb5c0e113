"""Arrow data in, Arrow data out: what every engine (Ray, Spark, Polars, Hugging Face datasets) can call.

`ANNOTATIONS` is the type of the column that is added.
"""

import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any

import orjson

from cleaner.annotation import Annotation
from cleaner.document import Document
from cleaner.errors import OptionError, RuleFailureWarning, TextError

try:
    import pyarrow as pa
except ImportError:
    raise OptionError("record batches need pyarrow, which is not installed: pip install 'cleaner[arrow]'") from None

ANNOTATION = pa.struct(
    [
        ("id", pa.string()),
        ("rule", pa.string()),
        ("kind", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("text_start", pa.int64()),
        ("text_end", pa.int64()),
        ("found", pa.string()),
        ("replacement", pa.string()),
        ("applied", pa.bool_()),
        ("safety", pa.string()),
        ("confidence", pa.float64()),
        ("severity", pa.string()),
        ("message", pa.string()),
        ("evidence", pa.string()),
    ]
)
"""An annotation as an Arrow struct; `evidence` is JSON, because its keys differ by rule."""

ANNOTATIONS = pa.list_(ANNOTATION)
"""The type of a column of annotations: a list for each text, null where there is no text."""

Item = str | tuple[str, str] | None
Pipe = Callable[[Iterator[Item]], Iterator[Document | None]]
"""Gives the documents of texts, or of pairs of a text and its source text, in their order; None for None."""


def clean_batch(pipe: Pipe, data: Any, column: str, source_column: str | None, annotations_column: str | None) -> Any:
    """See `Cleaner.clean_batch`.

    Args:
        pipe: cleans the texts.
        data, column, source_column, annotations_column: as there.
    """
    if not isinstance(data, (pa.RecordBatch, pa.Table, pa.Array, pa.ChunkedArray)):
        if not hasattr(data, "__arrow_c_stream__"):
            raise OptionError(f"{type(data).__name__} is not Arrow data; give a RecordBatch, a Table, an Array or a ChunkedArray")
        data = pa.table(data)
    if isinstance(data, (pa.Array, pa.ChunkedArray)):
        return _clean_array(pipe, data, annotations_column)
    return _clean_columns(pipe, data, column, source_column, annotations_column)


def _clean_array(pipe: Pipe, data: Any, annotations_column: str | None) -> Any:
    """An array of texts as an array of structs, or of texts when no annotations are wanted."""
    _check_type("the array", data.type)
    texts, annotations = _cleaned(pipe, data, None, "the array")
    if annotations_column is None:
        return texts
    fields = [pa.field("text", data.type), pa.field(annotations_column, ANNOTATIONS)]
    if isinstance(data, pa.Array):
        return pa.StructArray.from_arrays([texts, annotations], fields=fields)
    chunks = zip(texts.chunks, annotations.chunks, strict=True)
    return pa.chunked_array([pa.StructArray.from_arrays([*pair], fields=fields) for pair in chunks], pa.struct(fields))


def _clean_columns(pipe: Pipe, data: Any, column: str, source_column: str | None, annotations_column: str | None) -> Any:
    """A batch or table with a column cleaned and one added."""
    path = _path(data.schema, column)
    sources = None
    if source_column is not None:
        number, *inner = _path(data.schema, source_column)
        sources = _inner(data.column(number), inner)
    place = _place(data.schema, annotations_column, path[0])
    outer = data.column(path[0])
    texts, annotations = _cleaned(pipe, _inner(outer, path[1:]), sources, f"column {column!r}")
    columns = [*data.columns]
    columns[path[0]] = _put(outer, path[1:], texts)
    schema = data.schema
    if annotations_column is not None:
        field = pa.field(annotations_column, ANNOTATIONS)
        schema = schema.append(field) if place == len(data.schema) else schema.set(place, field)
        columns[place : place + 1] = [annotations]
    return type(data).from_arrays(columns, schema=schema)


def _place(schema: Any, name: str | None, text: int) -> int:
    """Where the column of annotations goes: at the end, or in place of that of an earlier run.

    Raises:
        OptionError: a column of that name holds something else.
    """
    number = schema.get_field_index(name) if name is not None else -1
    if number < 0:
        if name is not None and name in schema.names:
            raise OptionError(f"the data has several columns {name!r}; name another with annotations_column")
        return len(schema)
    if number == text or not _holds_annotations(schema.field(number).type):
        raise OptionError(
            f"the data already has a column {name!r} that holds something else than findings ({schema.field(number).type}); "
            "name another with annotations_column, or give None to add none"
        )
    return number


def _holds_annotations(kind: Any) -> bool:
    """Whether a column of a type can be one of an earlier run, which other programs may have made another kind of list."""
    if pa.types.is_null(kind):
        return True
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_list_view(kind) or pa.types.is_large_list_view(kind)):
        return False
    inner = kind.value_type
    return bool(pa.types.is_null(inner) or (pa.types.is_struct(inner) and inner.get_field_index("rule") >= 0))


def _path(schema: Any, column: str) -> list[int]:
    """The numbers of a column and of the fields in it, by a name or, for a name with dots, by a path.

    Raises:
        OptionError: there is no such column, several, or it holds no strings.
    """
    fields, rest, path = schema, column, []
    while True:
        names = [each.name for each in fields]
        # the longest name wins, so that a column "a.b" is itself and not a field of "a"
        name = max((each for each in names if rest == each or rest.startswith(f"{each}.")), key=len, default=None)
        if name is None:
            raise OptionError(f"the data has no column {column!r}; it has {', '.join(map(repr, schema.names))}")
        if names.count(name) > 1:
            raise OptionError(f"the data has several columns {name!r}; rename all but one")
        path.append(names.index(name))
        kind = fields[path[-1]].type
        if rest == name:
            _check_type(f"column {column!r}", kind)
            return path
        if not pa.types.is_struct(kind):
            raise OptionError(f"the data has no column {column!r}; {name!r} is {kind}, which has no fields")
        fields, rest = kind, rest[len(name) + 1 :]


def _check_type(what: str, kind: Any) -> None:
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (pa.types.is_string(value) or pa.types.is_large_string(value) or pa.types.is_string_view(value)):
        raise OptionError(f"{what} is {kind}, not string; cast it first")


def _inner(outer: Any, path: Sequence[int]) -> Any:
    """A field of a column of structs."""
    for number in path:
        if isinstance(outer, pa.ChunkedArray):
            kind = outer.type.field(number).type
            outer = pa.chunked_array([each.flatten()[number] for each in outer.chunks], kind)
        else:
            outer = outer.flatten()[number]
    return outer


def _put(outer: Any, path: Sequence[int], texts: Any) -> Any:
    """A column with other texts in one of its fields."""
    if not path:
        return texts
    if isinstance(outer, pa.ChunkedArray):
        pairs = zip(outer.chunks, texts.chunks, strict=True)
        return pa.chunked_array([_put(part, path, new) for part, new in pairs], outer.type)
    parts = outer.flatten()
    parts[path[0]] = _put(parts[path[0]], path[1:], texts)
    return pa.StructArray.from_arrays(parts, fields=[*outer.type], mask=outer.is_null())


def _cleaned(pipe: Pipe, data: Any, sources: Any, what: str) -> tuple[Any, Any]:
    """The cleaned texts of an array, in its chunks, and their annotations.

    Args:
        pipe: cleans the texts.
        data: the texts.
        sources: their source texts, or None.
        what: the array in messages.
    """
    failed: Counter[str] = Counter()

    def items() -> Iterator[Item]:
        other = _values(sources, "the source column") if sources is not None else repeat(None)
        for text, source in zip(_values(data, what), other, strict=sources is not None):
            yield text if text is None or source is None else (text, source)

    documents = pipe(items())

    def chunk(size: int) -> tuple[Any, Any]:
        texts: list[str | None] = []
        rows: list[list[dict[str, object]] | None] = []
        for _ in range(size):
            document = next(documents)
            texts.append(None if document is None else document.text)
            rows.append(None if document is None else as_rows(document.annotations))
            if document is not None:
                failed.update(failure.rule for failure in document.failures)
        return pa.array(texts, type=data.type), pa.array(rows, type=ANNOTATIONS)

    if isinstance(data, pa.ChunkedArray):
        made = [chunk(len(each)) for each in data.chunks]
        both = (pa.chunked_array([each for each, _ in made], data.type), pa.chunked_array([each for _, each in made], ANNOTATIONS))
    else:
        both = chunk(len(data))
    if failed:
        counts = ", ".join(f"{rule} on {times:,}" for rule, times in sorted(failed.items()))
        warnings.warn(f"rules failed on texts of a batch of {len(data):,}: {counts}", RuleFailureWarning, stacklevel=5)
    return both


def _values(data: Any, what: str) -> Iterator[str | None]:
    """The values of an array of strings, one chunk after the other.

    Raises:
        TextError: bytes are not UTF-8.
    """
    for chunk in data.chunks if isinstance(data, pa.ChunkedArray) else [data]:
        try:
            yield from chunk.to_pylist()
        except UnicodeDecodeError as error:
            raise TextError(f"{what} has bytes that are not UTF-8 ({error.reason}); make it again from binary") from None


def as_rows(annotations: Sequence[Annotation]) -> list[dict[str, object]]:
    """Annotations as values of `ANNOTATIONS`."""
    return [{**annotation.to_dict(), "evidence": orjson.dumps(dict(annotation.evidence)).decode()} for annotation in annotations]
