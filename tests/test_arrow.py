"""Arrow record batches: the text column cleaned, `annotations` added, everything else untouched."""

import json
import subprocess
import sys

import pyarrow as pa
import pytest

import cleaner
from cleaner import Annotation, Cleaner, OptionError, TextError
from cleaner.arrow import ANNOTATIONS

CLEANER = Cleaner(target="en", select=["encoding", "invisible"])
TEXTS = ["a &amp; b", None, "", "tele\u200bcom", "plain", "c &lt; \ufeffd"]


def batch(texts=TEXTS, kind=None, **columns):
    """A batch with a text column between two others."""
    kind = kind or pa.string()
    return pa.record_batch(
        {"n": pa.array(range(len(texts)), pa.int64()), "text": pa.array(texts, kind), "x": pa.array([0.1] * len(texts)), **columns}
    )


def test_texts_are_cleaned_and_null_stays_null():
    """Each text is what `clean` makes of it; a null has a null for annotations too."""
    result = CLEANER.clean_batch(batch())
    assert result.column("text").to_pylist() == [None if text is None else CLEANER.clean(text).text for text in TEXTS]
    assert [row is None for row in result.column("annotations").to_pylist()] == [text is None for text in TEXTS]


def test_annotations_are_those_of_the_document():
    """A row of structs that restores the original; `evidence` is JSON."""
    result = CLEANER.clean_batch(batch())
    for text, cleaned, rows in zip(TEXTS, result.column("text").to_pylist(), result.column("annotations").to_pylist(), strict=True):
        if text is not None:
            annotations = tuple(Annotation.from_dict(row | {"evidence": json.loads(row["evidence"])}) for row in rows)
            assert annotations == CLEANER.clean(text).annotations
            assert cleaner.restore(cleaned, annotations) == text


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_other_columns_schema_and_order_are_kept(kind):
    """Types, field and schema metadata, nested columns: as they came, with one column more at the end."""
    nested = pa.array([[{"k": number}] for number in range(len(TEXTS))])
    before = batch(kind=kind, nested=nested)
    field = before.schema.field("n").with_metadata({"unit": "1"})
    before = before.cast(before.schema.set(0, field).with_metadata({"made": "here"}))
    after = CLEANER.clean_batch(before)
    assert after.schema.remove(len(after.schema) - 1).equals(before.schema, check_metadata=True)
    assert after.schema.field("annotations").type == ANNOTATIONS
    for name in ("n", "x", "nested"):
        assert after.column(name).equals(before.column(name))


def test_batch_is_not_changed():
    """What was given is as it was."""
    before = batch()
    CLEANER.clean_batch(before)
    assert before.equals(batch())


def test_any_cut_gives_the_same_bytes():
    """Slices cleaned one by one are the whole cleaned at once, to the byte."""
    whole = pa.Table.from_batches([CLEANER.clean_batch(batch(TEXTS * 3))]).combine_chunks()

    def written(table):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
        return sink.getvalue().to_pybytes()

    for size in (1, 2, 5, 17):
        cuts = [CLEANER.clean_batch(batch(TEXTS * 3).slice(start, size)) for start in range(0, len(TEXTS) * 3, size)]
        assert written(pa.Table.from_batches(cuts).combine_chunks()) == written(whole)


@pytest.mark.parametrize("texts", [[], [None, None], [""]])
def test_nothing_to_clean(texts):
    """A batch without text comes back with an empty column of annotations."""
    result = CLEANER.clean_batch(batch(texts))
    assert result.column("text").to_pylist() == texts
    assert result.schema.field("annotations").type == ANNOTATIONS


def test_column_of_another_name():
    """The column is the one that is named; the others are not looked at."""
    result = CLEANER.clean_batch(batch(body=pa.array(TEXTS)), column="body")
    assert result.column("text").to_pylist() == TEXTS
    assert result.column("body").to_pylist()[0] == "a & b"


@pytest.mark.parametrize(
    ("given", "column", "message"),
    [
        (batch(), "body", "the batch has no column 'body'; it has 'n', 'text', 'x'"),
        (batch(), "n", "column 'n' is int64, not string; cast it first"),
        (batch(kind=pa.binary(), texts=[b"a"]), "text", "column 'text' is binary, not string"),
        (batch(annotations=pa.array(TEXTS)), "text", "the batch already has a column 'annotations'; rename it first"),
    ],
)
def test_what_is_wrong_is_said(given, column, message):
    """A column that is missing, of another type, or in the way."""
    with pytest.raises(OptionError, match=f"^{message}"):
        CLEANER.clean_batch(given, column)


def test_text_errors_are_raised():
    """Bytes in a string column that are no UTF-8 are an error of ours, not of Arrow's."""
    broken = pa.StringArray.from_buffers(1, pa.array([b"\xff"]).buffers()[1], pa.array([b"\xff"]).buffers()[2])
    with pytest.raises(TextError):
        CLEANER.clean_batch(pa.record_batch({"text": broken}))


def test_without_pyarrow_the_message_names_the_extra():
    code = "import sys; sys.modules['pyarrow'] = None; import cleaner; cleaner.Cleaner().clean_batch({'text': ['a']})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "OptionError: record batches need pyarrow, which is not installed: pip install 'cleaner[arrow]'" in done.stderr
