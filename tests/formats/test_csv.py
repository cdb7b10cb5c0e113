"""CSV and TSV: the dialect is detected, only the cell of the text is written, and a row that cannot be read is named."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.errors import InputError
from cleaner.formats.csv import Csv, Tsv
from cleaner.formats.records import Columns
from tests.formats.tables import document, in_ranges, read, whole

BARE = Columns(annotations=None)
ROWS = [
    ["id", "text", "note"],
    ["1", 'He said "hi", then; left\nand | came back', "x"],
    ["2", "plain\ttab", 'y;"z"'],
    ["3", "", "a\r\nb"],
    ["4", " spaces ", ""],
]
DIALECTS = {
    "comma": {},
    "semicolon": {"delimiter": ";"},
    "tab": {"delimiter": "\t"},
    "bar": {"delimiter": "|"},
    "all quoted": {"quoting": csv.QUOTE_ALL},
    "line feeds": {"lineterminator": "\n"},
    "carriage returns": {"lineterminator": "\r"},
    "escaped": {"doublequote": False, "escapechar": "\\", "quoting": csv.QUOTE_ALL},
}


def written(rows, **dialect) -> bytes:
    """A table as Python writes it."""
    file = io.StringIO(newline="")
    csv.writer(file, **dialect).writerows(rows)
    return file.getvalue().encode()


def parsed(data: bytes, **dialect) -> list[list[str]]:
    """A table as Python reads it."""
    dialect.pop("lineterminator", None)
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), **dialect))


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_each_dialect_is_kept(tmp_path: Path, dialect):
    path = tmp_path / "a.csv"
    rows = [[cell.replace("\n", " ").replace("\r", " ") for cell in row] for row in ROWS] if dialect.get("lineterminator") == "\r" else ROWS
    path.write_bytes(written(rows, **dialect))
    assert whole(Csv(), path, BARE, str) == path.read_bytes()
    changed = parsed(whole(Csv(), path, Columns(), str.upper), **dialect)
    assert [row[:3] for row in changed] == [rows[0], *([one, text.upper(), note] for one, text, note in rows[1:])]
    assert [row[3] for row in changed][0::3] == ["annotations", "[]"]
    assert json.loads(changed[1][3])[0]["replacement"] == rows[1][1].upper()
    for size in (1, 30, 1000):
        assert in_ranges(Csv(), path, Columns(), str.upper, size) == whole(Csv(), path, Columns(), str.upper)


ALPHABET = st.sampled_from(["a", "B", " ", '"', ",", ";", "\n", "\r\n", "é", "字", "\\", "\t"])
CELL = st.lists(ALPHABET, max_size=8).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), st.booleans())
def test_any_table_comes_back(tmp_path_factory, pairs, quoting, mark):
    """Other cells keep their bytes; the text has the value that was put; in any ranges."""
    path = tmp_path_factory.mktemp("any") / "a.csv"
    data = written([["k", "text", "z"], *((one, two, "end") for one, two in pairs)], quoting=quoting)
    path.write_bytes((b"\xef\xbb\xbf" if mark else b"") + data)
    records = read(Csv(), path, BARE)
    assert [each.error for each in records] == [None] * len(records)
    assert [each.text for each in records] == [two for _, two in pairs]
    assert whole(Csv(), path, BARE, str) == path.read_bytes()
    assert parsed(whole(Csv(), path, BARE, lambda text: f'{text}", new'))[1:] == [[one, f'{two}", new', "end"] for one, two in pairs]
    assert in_ranges(Csv(), path, Columns(), str.swapcase, 10) == whole(Csv(), path, Columns(), str.swapcase)


def test_ragged_rows_and_open_quotes_fail_alone(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text\r\n1,"two\r\nlines"\r\n2\r\n3,a,b\r\n\r\n4,good\r\n5,"open\r\n6,last\r\n')
    records = read(Csv(), path, Columns())
    assert [(each.line, each.text, each.error and str(each.error)) for each in records] == [
        (2, "two\r\nlines", None),
        (3, None, "row 3, on line 4, has 1 cell, and the table has 2"),
        (4, None, "row 4, on line 5, has 3 cells, and the table has 2"),
        (6, "good", None),
        (7, None, "row 7, on line 8, has a quotation mark that is not closed"),
        (8, "last", None),
    ]
    data = whole(Csv(), path, Columns(), str)
    assert data == (b'id,text,annotations\r\n1,"two\r\nlines",[]\r\n2\r\n3,a,b\r\n\r\n4,good,[]\r\n5,"open\r\n6,last,[]\r\n')
    assert in_ranges(Csv(), path, Columns(), str, 1) == data


def test_a_table_without_header_has_columns_by_number(tmp_path: Path):
    path = tmp_path / "a.tsv"
    path.write_bytes(b"1\tThe first text, of words.\n2\tThe second one is here.\n")
    with pytest.raises(
        InputError, match=r"has no column 'text', and no header \(its first row is '1', 'The first .*give the number of the column"
    ):
        read(Tsv(), path, Columns())
    columns = Columns(text="2", id="1")
    assert [(each.id, each.text) for each in read(Tsv(), path, columns)] == [
        ("1", "The first text, of words."),
        ("2", "The second one is here."),
    ]
    assert whole(Tsv(), path, columns, str) == b"1\tThe first text, of words.\t[]\n2\tThe second one is here.\t[]\n"
    again = tmp_path / "whole-a.tsv"
    assert whole(Tsv(), again, columns, str) == again.read_bytes()


def test_a_number_names_a_column_of_a_table_with_a_header_too(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"key,body\n1,The first text it is.\n")
    assert [each.text for each in read(Csv(), path, Columns(text="2"))] == ["The first text it is."]
    with pytest.raises(InputError, match=r"has no column 'text' \(it has 'key', 'body'\); name the column with --text-column"):
        read(Csv(), path, Columns())
    with pytest.raises(InputError, match=r"has no column 'zz' .*--id-column"):
        read(Csv(), path, Columns(text="body", id="zz"))


def test_annotations_of_an_earlier_run_are_replaced_and_others_refused(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes(b'annotations,text\n"[{""id"":""x"",""rule"":""r""}]",one\n,two\nmine,three\n')
    first, second, third = read(Csv(), path, Columns())
    assert (first.text, second.text, third.text) == ("one", "two", None)
    assert str(third.error).startswith("row 4 already has 'annotations', which holds something else than findings; name another column")
    assert parsed(whole(Csv(), path, Columns(), str))[1:] == [["[]", "one"], ["[]", "two"], ["mine", "three"]]


def test_quotes_in_a_table_that_quotes_nothing_are_characters(tmp_path: Path):
    path = tmp_path / "a.tsv"
    path.write_bytes(b'id\ttext\n1\t"Hello" he said\n2\tsay "no" to it\n3\t"open\n4\tlast\n')
    assert [each.text for each in read(Tsv(), path, Columns())] == ['"Hello" he said', 'say "no" to it', '"open', "last"]
    (first, *_) = read(Tsv(), path, Columns())
    held = first.fit(document(first.text, "a tab\there"))
    assert (held.text, held.annotations[0].applied) == (first.text, False)
    assert parsed(whole(Tsv(), path, Columns(), str.upper), delimiter="\t", quoting=csv.QUOTE_NONE)[3][:2] == ["3", '"OPEN']


@pytest.mark.parametrize("encoding", ["gb18030", "cp1251", "utf-16", "utf-16-le", "shift_jis", "big5"])
def test_other_encodings_become_utf8(tmp_path: Path, encoding: str):
    text = {"cp1251": "Полиция сообщила, что задержаны трое"}.get(
        encoding, "警察発表、三人" if encoding == "shift_jis" else "警方通報三人被捕的消息"
    )
    path = tmp_path / "a.csv"
    path.write_bytes(
        "".join(f'{number},"{text} {number}",x\n' for number in ["id", *range(40)]).replace(f'id,"{text} id"', "id,text").encode(encoding)
    )
    given_ = {"utf-16": "utf-8"}.get(encoding, encoding)
    records = read(Csv(), path, Columns(), given_)
    assert [each.text for each in records] == [f"{text} {number}" for number in range(40)]
    data = whole(Csv(), path, BARE, str, given_)
    assert data.decode().lstrip("\ufeff").splitlines()[1] == f'0,"{text} 0",x'
    assert in_ranges(Csv(), path, BARE, str, 100, given_) == data
    if encoding in ("gb18030", "cp1251"):
        assert {each.encoding for each in read(Csv(), path, Columns())} == {encoding}


def test_bytes_that_are_no_text(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text,z\n1,caf\xe9 \xc3\xa9,\xff\n2,"good \xc3\xa9 \xc3\xa9 \xc3\xa9",\xc3\xa9\n')
    first, _ = read(Csv(), path, Columns())
    assert (first.text, [(each.start, each.data) for each in first.undecoded]) == ("caf\ufffd é", [(3, b"\xe9")])
    assert whole(Csv(), path, BARE, str).splitlines()[1] == "1,caf\ufffd é,".encode() + b"\xff"
    path.write_bytes(bytes(range(256)) * 9)
    with pytest.raises(InputError, match="not text"):
        read(Csv(), path, Columns())
    path.write_bytes(b"")
    assert read(Csv(), path, Columns()) == []


def test_wild_tables(tmp_path: Path):
    """What programs and people write: blank lines before the header, a mark, spaces, empty cells, prose with commas, one column."""
    path = tmp_path / "a.csv"
    for data, wanted in (
        (b"\xef\xbb\xbf\r\n\r\nid;text\r\n1;a, b, c\r\n;d\r\n", ["a, b, c", "d"]),
        (b"text\none\ntwo\n", ["one", "two"]),
        (b'text\n"one, two"\nthree\n', ["one, two", "three"]),
        (b"id\ttext\n1\tOne, two; three | four\n2\t\n\t\n", ["One, two; three | four", "", ""]),
        (b'"id","text"\n"1","He said ""a""; it was b"\n', ['He said "a"; it was b']),
        (b"text,id\n", []),
        (
            b"text|url\nA sentence, with commas, in it.|http://x/?a=1;b=2\nOne more, with one.|http://x\n",
            ["A sentence, with commas, in it.", "One more, with one."],
        ),
    ):
        path.write_bytes(data)
        assert [each.text for each in read(Csv(), path, Columns())] == wanted
        assert whole(Csv(), path, BARE, str) == data
        rows = [each for each in whole(Csv(), path, Columns(), str).decode("utf-8-sig").splitlines() if each]
        assert rows[0].endswith(("annotations", '"annotations"'))
        assert all(each.endswith("[]") for each in rows[1:])
