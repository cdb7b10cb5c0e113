"""Tables of every kind in a run: cut into many shards they give the bytes, and the findings, of one."""

import csv
import gzip
import io
import json
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.folder import Cleaned, Reading, clean_folder
from cleaner.formats.records import Columns

TEXTS = [f"text {number}: caf&eacute;, tele\u200bcom\nand {'more ' * (number % 7)}" for number in range(300)]
TEXTS[7] = ""


def _csv(header: bool) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([*([["id", "text"]] if header else []), *enumerate(TEXTS)])
    return file.getvalue().encode()


def _wet() -> bytes:
    head = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n"
    return b"".join(gzip.compress(head % (len(each.encode()), each.encode())) for each in TEXTS)


def _parquet() -> bytes:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    file = io.BytesIO()
    parquet.write_table(pa.table({"id": range(300), "text": TEXTS}), file, row_group_size=110)
    return file.getvalue()


FILES = {
    "a.jsonl": lambda: "".join(json.dumps({"text": each}) + "\n" for each in TEXTS).encode(),
    "a.json": lambda: json.dumps([{"text": each} for each in TEXTS]).encode(),
    "a.csv": lambda: _csv(True),
    "a.csv.gz": lambda: gzip.compress(_csv(True)),
    "a.wet.gz": _wet,
    "a.parquet": _parquet,
}


@pytest.fixture
def cleaner() -> Cleaner:
    return Cleaner("en", select=["encoding", "invisible"])


@pytest.mark.parametrize("name", FILES)
def test_a_table_in_shards_is_the_table_in_one_piece(tmp_path: Path, monkeypatch, cleaner: Cleaner, name: str):
    path = tmp_path / "in" / name
    path.parent.mkdir()
    path.write_bytes(FILES[name]())
    one = clean_folder([path], tmp_path / "one", cleaner)
    many = clean_folder([path], tmp_path / "many", cleaner, shard_size=500)
    assert one.tables.keys() == many.tables.keys()
    assert len(many.tables) == 1
    assert (one.failures, many.failures) == ([], [])
    for each in (name, "annotations.jsonl"):
        assert (tmp_path / "one" / each).read_bytes() == (tmp_path / "many" / each).read_bytes()
    for summary in (json.loads((tmp_path / each / "summary.json").read_bytes()) for each in ("one", "many")):
        assert (summary["read"], summary["written"], summary["failed"], sum(summary["dialects"].values())) == (300, 300, 0, "csv" in name)
    assert [original for _, original, _ in Cleaned([tmp_path / "many"]).originals()] == TEXTS


def test_a_table_without_header_is_read_back_by_number(tmp_path: Path, cleaner: Cleaner):
    (tmp_path / "a.csv").write_bytes(_csv(False))
    clean_folder([tmp_path / "a.csv"], tmp_path / "out", cleaner, Reading(columns=Columns(text="2")))
    assert [original for _, original, _ in Cleaned([tmp_path / "out"]).originals()] == TEXTS


def test_read_is_written_and_failed(tmp_path: Path, cleaner: Cleaner):
    """A row that cannot be read stays as it came and is counted; an array that is cut off is lost as a whole, and said so."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.csv").write_text("id,text\n1,one\n2\n3,three\n")
    (tmp_path / "in/b.json").write_text('[{"text": "one"}, {"text": "two"')
    (tmp_path / "in/c.json").write_text('{"text": "one"}')
    (tmp_path / "in/d.srt").write_text("no cues\n")
    totals = clean_folder([tmp_path / "in"], tmp_path / "out", cleaner)
    assert (totals.read, totals.written, totals.failed) == (totals.written + totals.failed, 3, totals.failed)
    assert [(Path(each.path).name, each.line) for each in totals.failures] == [
        ("a.csv", 3),
        ("b.json", None),
        ("d.srt", None),
    ]
    assert {each.name for each in (tmp_path / "out").iterdir() if each.suffix in (".csv", ".json", ".srt")} == {
        "a.csv",
        "c.json",
        "summary.json",
    }
