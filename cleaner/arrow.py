"""Arrow record batches: what every engine (Ray, Spark, Polars, Hugging Face datasets) can call."""

import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

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
COLUMN = "annotations"


def clean_batch(
    pipe: Callable[[Iterator[str | tuple[str, str]]], Iterator[Document]],
    batch: pa.RecordBatch,
    column: str,
    source_column: str | None = None,
) -> pa.RecordBatch:
    """See `Cleaner.clean_batch`.

    Args:
        pipe: gives the documents of texts, or of pairs of a text and its source text, in their order.
        batch, column, source_column: as there.
    """
    index, texts = _strings(batch, column)
    sources = _strings(batch, source_column)[1] if source_column is not None else [None] * len(texts)
    field = batch.schema.field(index)
    if COLUMN in batch.schema.names:
        raise OptionError(f"the batch already has a column {COLUMN!r}; rename it first")
    pairs = ((text, source) for text, source in zip(texts, sources, strict=True) if text is not None)
    documents = pipe(text if source is None else (text, source) for text, source in pairs)
    failed: Counter[str] = Counter()
    cleaned: list[str | None] = []
    rows: list[list[dict[str, object]] | None] = []
    for text in texts:
        if text is None:
            cleaned.append(None)
            rows.append(None)
            continue
        document = next(documents)
        failed.update(failure.rule for failure in document.failures)
        cleaned.append(document.text)
        rows.append(as_rows(document.annotations))
    if failed:
        counts = ", ".join(f"{rule} on {times:,}" for rule, times in sorted(failed.items()))
        warnings.warn(f"rules failed on texts of a batch of {len(texts):,}: {counts}", RuleFailureWarning, stacklevel=3)
    arrays = [*batch.columns]
    arrays[index] = pa.array(cleaned, type=field.type)
    schema = batch.schema.append(pa.field(COLUMN, ANNOTATIONS))
    return pa.RecordBatch.from_arrays([*arrays, pa.array(rows, type=ANNOTATIONS)], schema=schema)


def _strings(batch: pa.RecordBatch, column: str) -> tuple[int, list[str | None]]:
    """Number and values of a string column."""
    index = batch.schema.get_field_index(column)
    if index < 0:
        raise OptionError(f"the batch has no column {column!r}; it has {', '.join(map(repr, batch.schema.names))}")
    kind = batch.schema.field(index).type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        raise OptionError(f"column {column!r} is {kind}, not string; cast it first")
    try:
        return index, batch.column(index).to_pylist()
    except UnicodeDecodeError as error:
        raise TextError(f"column {column!r} holds bytes that are not UTF-8 ({error.reason}); make it again from binary") from None


def as_rows(annotations: Sequence[Annotation]) -> list[dict[str, object]]:
    """Annotations as values of `ANNOTATIONS`."""
    return [{**annotation.to_dict(), "evidence": orjson.dumps(dict(annotation.evidence)).decode()} for annotation in annotations]
