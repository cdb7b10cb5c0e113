"""Arrow data: the text column cleaned, `annotations` added, everything else untouched."""

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
        {
            "n": pa.array(range(len(texts)), pa.int64()),
            "text": pa.array(texts, kind),
            "x": pa.array([0.1] * len(texts), pa.float64()),
            **columns,
        }
    )


KINDS = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.dictionary(pa.int8(), pa.string()),
    pa.dictionary(pa.int32(), pa.large_string(), ordered=True),
]


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


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_other_columns_schema_and_order_are_kept(kind):
    """Types, field and schema metadata, nested columns: as they came, with one column more at the end."""
    nested = pa.array([[{"k": number}] for number in range(len(TEXTS))])
    before = batch(kind=kind, nested=nested)
    field = before.schema.field("n").with_metadata({"unit": "1"})
    before = pa.RecordBatch.from_arrays(before.columns, schema=before.schema.set(0, field).with_metadata({"made": "here"}))
    after = CLEANER.clean_batch(before)
    assert after.schema.remove(len(after.schema) - 1).equals(before.schema, check_metadata=True)
    assert after.schema.field("annotations").type == ANNOTATIONS
    for name in ("n", "x", "nested"):
        assert after.column(name).equals(before.column(name))
    assert after.column("text").to_pylist() == CLEANER.clean_batch(batch()).column("text").to_pylist()


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
        (batch(), "body", "the data has no column 'body'; it has 'n', 'text', 'x'"),
        (batch(), "n", "column 'n' is int64, not string; cast it first"),
        (batch(kind=pa.binary(), texts=[b"a"]), "text", "column 'text' is binary, not string"),
        (batch(), "text.body", "the data has no column 'text.body'; 'text' is string, which has no fields"),
        (batch(page=pa.array([{"n": 1}] * 6)), "page.body", "the data has no column 'page.body'"),
        (batch(page=pa.array([{"n": 1}] * 6)), "page", "column 'page' is struct<n: int64>, not string"),
        (pa.table([["a"], ["b"]], names=["text", "text"]), "text", "the data has several columns 'text'"),
        (pa.array([1, 2]), "text", "the array is int64, not string"),
        ({"text": ["a"]}, "text", "dict is not Arrow data; give a RecordBatch, a Table"),
        (
            batch(annotations=pa.array(TEXTS)),
            "text",
            "the data already has a column 'annotations' that holds something else than findings .string.; name another",
        ),
    ],
)
def test_what_is_wrong_is_said(given, column, message):
    """A column that is missing, of another type, or in the way."""
    with pytest.raises(OptionError, match=f"^{message}"):
        CLEANER.clean_batch(given, column)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_table_gives_a_table_in_its_chunks(kind):
    """As Ray Data passes it on; chunks, empty ones among them, stay what they are."""
    table = pa.Table.from_batches([batch(TEXTS, kind), batch([], kind), batch(TEXTS[:2], kind)])
    after = CLEANER.clean_batch(table)
    assert isinstance(after, pa.Table)
    assert after.schema.field("text").type == kind
    assert [len(chunk) for chunk in after.column("text").chunks] == [6, 0, 2]
    assert after.to_pylist() == CLEANER.clean_batch(batch()).to_pylist() + CLEANER.clean_batch(batch(TEXTS[:2])).to_pylist()


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_an_array_gives_an_array_of_structs(kind):
    """The texts and their annotations; without annotations the texts alone."""
    array = pa.array(TEXTS, kind)
    expected = [{"text": row["text"], "annotations": row["annotations"]} for row in CLEANER.clean_batch(batch()).to_pylist()]
    assert CLEANER.clean_batch(array).to_pylist() == expected
    assert CLEANER.clean_batch(array, annotations_column=None).equals(pa.array([each["text"] for each in expected], kind))
    chunked = pa.chunked_array([array[:2], array[2:]])
    after = CLEANER.clean_batch(chunked)
    assert isinstance(after, pa.ChunkedArray)
    assert after.to_pylist() == expected
    assert after.type == pa.struct([("text", kind), ("annotations", ANNOTATIONS)])


def test_anything_with_arrow_in_it_gives_a_table():
    """Arrow's PyCapsule interface, which data frames have."""

    class Frame:
        def __arrow_c_stream__(self, requested_schema=None):
            return pa.Table.from_batches([batch()]).__arrow_c_stream__(requested_schema)

    assert CLEANER.clean_batch(Frame()).to_pylist() == CLEANER.clean_batch(batch()).to_pylist()


@pytest.mark.parametrize("made", [pa.RecordBatch, pa.Table])
def test_a_field_of_a_column_is_cleaned_where_it_is(made):
    """`a.b` is the field b of the column a, at any depth; a column of this very name comes first."""
    pages = [None if text is None else {"id": n, "body": {"raw": text}} for n, text in enumerate(TEXTS)]
    data = made.from_arrays([pa.array(pages)], names=["page"])
    after = CLEANER.clean_batch(data.slice(1), "page.body.raw")
    assert after.schema.field("page") == data.schema.field("page")
    assert after.column("page").to_pylist() == [
        page and {"id": page["id"], "body": {"raw": CLEANER.clean(page["body"]["raw"]).text}} for page in pages[1:]
    ]
    assert [row is None for row in after.column("annotations").to_pylist()] == [page is None for page in pages[1:]]
    both = made.from_arrays([pa.array(pages), pa.array(TEXTS)], names=["page", "page.body.raw"])
    after = CLEANER.clean_batch(both, "page.body.raw")
    assert after.column("page").to_pylist() == pages
    assert after.column("page.body.raw").to_pylist()[0] == "a & b"


def test_annotations_go_where_they_are_wanted():
    """Under another name, in place of those of an earlier run, or nowhere."""
    before = batch(annotations=pa.array(TEXTS))
    after = CLEANER.clean_batch(before, annotations_column="findings")
    assert after.schema.names == ["n", "text", "x", "annotations", "findings"]
    assert CLEANER.clean_batch(before, annotations_column=None).schema == before.schema
    first = CLEANER.clean_batch(batch()).select(["annotations", "text", "n"])
    again = CLEANER.clean_batch(first)
    assert again.schema == first.schema
    assert again.column("annotations").to_pylist() == [None if text is None else [] for text in TEXTS]


@pytest.mark.parametrize(
    "kind", [pa.null(), pa.list_(pa.null()), pa.large_list(ANNOTATIONS.value_type), pa.list_(pa.struct([("rule", pa.string())]))], ids=str
)
def test_annotations_that_another_program_wrote_are_replaced(kind):
    """Nothing but nulls, or another kind of list."""
    after = CLEANER.clean_batch(batch(annotations=pa.array([None] * 6, kind)))
    assert after.schema.field("annotations").type == ANNOTATIONS


def test_null_passes_through_a_pipe():
    """In one process and in several, among texts and pairs."""
    items = ["a &amp; b", None, ("c &lt; d", "原文"), None]
    for workers in (1, 2):
        assert [each and each.text for each in CLEANER.pipe(items, workers)] == ["a & b", None, "c < d", None]
    assert list(CLEANER.pipe([None], errors="return")) == [None]


def test_text_errors_are_raised():
    """Bytes in a string column that are no UTF-8 are an error of ours, not of Arrow's."""
    broken = pa.StringArray.from_buffers(1, pa.array([b"\xff"]).buffers()[1], pa.array([b"\xff"]).buffers()[2])
    with pytest.raises(TextError):
        CLEANER.clean_batch(pa.record_batch({"text": broken}))


def test_without_pyarrow_the_message_names_the_extra():
    code = "import sys; sys.modules['pyarrow'] = None; import cleaner; cleaner.Cleaner().clean_batch({'text': ['a']})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "OptionError: record batches need pyarrow, which is not installed: pip install 'cleaner[arrow]'" in done.stderr
