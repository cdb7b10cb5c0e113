"""Parquet and Arrow IPC: what is not the text stays, a table in ranges is the table, and what is damaged is named."""

from pathlib import Path

import pytest

from cleaner.errors import InputError
from cleaner.formats.records import Columns
from cleaner.formats.registry import kind_of, table_format
from tests.formats.tables import in_ranges, read, whole

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

TEXTS = ["one", None, "two", "", "drei \U0001f600", "two", "x" * 500, None, "last"] * 5
NAMES = ["a.parquet", "a.arrow", "a.feather", "a.arrows"]


def table(kind: "pa.DataType") -> "pa.Table":
    """A table with a column of texts, and others."""
    made = pa.array(TEXTS, pa.string())
    texts = made.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else made.cast(kind)
    columns = {
        "id": pa.array(range(len(TEXTS))),
        "text": texts,
        "tags": pa.array([["a", None], None, []] * 15),
        "colour": pa.array(["red", "blue", None] * 15).dictionary_encode(),
        "n": pa.array([{"b": each, "c": 1} if each != "two" else None for each in TEXTS]),
    }
    return pa.table(columns).replace_schema_metadata({"who": "me"})


def write(path: Path, made: "pa.Table", rows: int = 10, codec: str | None = "zstd") -> Path:
    """A file of a kind with groups of rows."""
    if path.suffix == ".parquet":
        pq.write_table(made, path, row_group_size=rows, compression=codec or "none")
        return path
    options = pa.ipc.IpcWriteOptions(compression=codec, unify_dictionaries=True)
    make = pa.ipc.new_stream if path.suffix == ".arrows" else pa.ipc.new_file
    with path.open("wb") as file, make(file, made.schema, options=options) as writer:
        writer.write_table(made, max_chunksize=rows)
    return path


def load(path: Path) -> "pa.Table":
    """The table in a file."""
    if path.suffix == ".parquet":
        return pq.read_table(path, partitioning=None)
    with path.open("rb") as file:
        return (pa.ipc.open_stream if path.suffix == ".arrows" else pa.ipc.open_file)(file).read_all()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["string", "large_string", "string_view", "dictionary"])
@pytest.mark.parametrize("size", [1, 300, 100_000])
def test_only_the_text_is_another_and_ranges_make_the_same(tmp_path: Path, name: str, kind: str, size: int):
    types = {"dictionary": pa.dictionary(pa.int32(), pa.string()), "string_view": pa.string_view(), "large_string": pa.large_string()}
    if kind == "string_view" and name == "a.parquet":
        pytest.skip("Parquet has no views")
    before = table(types.get(kind, pa.string()))
    path = write(tmp_path / name, before)
    made = table_format(kind_of(path))
    data = whole(made, path, Columns(), str.upper)
    after = load(tmp_path / f"whole-{name}")
    assert after.drop_columns(["text", "annotations"]).to_pylist() == before.drop_columns(["text"]).to_pylist()
    assert after["text"].to_pylist() == [each and each.upper() for each in TEXTS]
    assert after.schema.remove(5).equals(load(path).schema, check_metadata=True)
    assert [
        each and [[one["replacement"] for one in each], each[0]["evidence"] if each else None] for each in after["annotations"].to_pylist()
    ][:4] == [
        [["ONE"], '{"n":1}'],
        None,
        [["TWO"], '{"n":1}'],
        [],
    ]
    assert in_ranges(made, path, Columns(), str.upper, size) == data


@pytest.mark.parametrize("codec", ["none", "snappy", "gzip", "zstd", "lz4", "brotli"])
def test_row_groups_and_codecs_of_parquet_stay(tmp_path: Path, codec: str):
    path = write(tmp_path / "a.parquet", table(pa.string()), rows=7, codec=codec)
    whole(table_format(kind_of(path)), path, Columns(), str.upper)
    old, new = pq.ParquetFile(path).metadata, pq.ParquetFile(tmp_path / "whole-a.parquet").metadata
    assert [new.row_group(each).num_rows for each in range(new.num_row_groups)] == [7, 7, 7, 7, 7, 7, 3]
    assert {new.row_group(0).column(each).compression for each in range(new.num_columns)} == {old.row_group(0).column(0).compression}


@pytest.mark.parametrize("name", NAMES[1:])
@pytest.mark.parametrize("codec", [None, "lz4", "zstd"])
def test_batches_and_codecs_of_ipc_stay(tmp_path: Path, name: str, codec: str | None):
    """With the same text the file has about the size that it had with this codec."""
    before = pa.table({"text": ["a text that is long and is said again and again " * 20] * 100})
    path = write(tmp_path / name, before, codec=codec)
    whole(table_format(kind_of(path)), path, Columns(annotations=None), str)
    assert (tmp_path / f"whole-{name}").stat().st_size == pytest.approx(path.stat().st_size, rel=0.05)
    with (tmp_path / f"whole-{name}").open("rb") as file:
        batches = (pa.ipc.open_stream if name == "a.arrows" else pa.ipc.open_file)(file).read_all()["text"].chunks
    assert list(map(len, batches)) == [10] * 10


@pytest.mark.parametrize("name", NAMES)
def test_a_field_of_a_field(tmp_path: Path, name: str):
    path = write(tmp_path / name, table(pa.string()))
    made = table_format(kind_of(path))
    data = whole(made, path, Columns(text="n.b"), str.upper)
    wanted = [{"b": each and each.upper(), "c": 1} if each != "two" else None for each in TEXTS]
    assert load(tmp_path / f"whole-{name}")["n"].to_pylist() == wanted
    assert in_ranges(made, path, Columns(text="n.b"), str.upper, 50) == data


@pytest.mark.parametrize("name", NAMES)
def test_annotations_of_an_earlier_run_are_replaced_and_others_refused(tmp_path: Path, name: str):
    path = write(tmp_path / name, table(pa.string()))
    made = table_format(kind_of(path))
    whole(made, path, Columns(), str.upper)
    again = tmp_path / f"whole-{name}"
    whole(made, again, Columns(), str.upper)
    after = load(tmp_path / f"whole-whole-{name}")
    assert after.schema.equals(load(again).schema)
    assert {None if each is None else len(each) for each in after["annotations"].to_pylist()} == {0, None}
    with pytest.raises(InputError, match=r"already has a column 'tags', which holds something else than findings \(list"):
        read(made, path, Columns(annotations="tags"))


@pytest.mark.parametrize("name", NAMES)
def test_wrong_columns_and_damage_are_named(tmp_path: Path, name: str):
    path = write(tmp_path / name, table(pa.string()))
    made = table_format(kind_of(path))
    with pytest.raises(InputError, match=r"has no column 'body' \(it has 'id', 'text', 'tags', 'colour', 'n'\)"):
        read(made, path, Columns(text="body"))
    with pytest.raises(InputError, match="column 'id' is int64, not string; name a column of strings with --text-column"):
        read(made, path, Columns(text="id"))
    data = path.read_bytes()
    for bad in (b"", b"no such file at all, but long enough", data[: len(data) // 2]):
        path.write_bytes(bad)
        if bad or name != "a.arrows":
            with pytest.raises(InputError, match="damaged"):
                read(made, path, Columns())


@pytest.mark.parametrize("name", NAMES[1:])
def test_a_text_that_is_not_utf8_is_the_failure_of_its_row(tmp_path: Path, name: str):
    bad = pa.array([b"good", b"\xff\xfe", b"fine"], pa.binary()).view(pa.string())
    path = write(tmp_path / name, pa.table({"text": bad}))
    made = table_format(kind_of(path))
    records = read(made, path, Columns())
    assert [(each.text, str(each.error or "")[:32]) for each in records] == [
        ("good", ""),
        (None, "row 2 has bytes that are not UTF"),
        ("fine", ""),
    ]
    whole(made, path, Columns(annotations=None), str.upper)
    assert load(tmp_path / f"whole-{name}")["text"].cast(pa.binary()).to_pylist() == [b"GOOD", b"\xff\xfe", b"FINE"]


@pytest.mark.parametrize("name", NAMES)
def test_a_table_without_rows_keeps_its_schema(tmp_path: Path, name: str):
    path = write(tmp_path / name, table(pa.string()).slice(0, 0))
    whole(table_format(kind_of(path)), path, Columns(), str.upper)
    assert load(tmp_path / f"whole-{name}").schema.names == ["id", "text", "tags", "colour", "n", "annotations"]
