"""JSON lines: what is read of a line, and that the rest of it is kept byte for byte."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.formats import jsonl
from cleaner.formats.records import Columns

ODD = [
    b'{"text":"a"}',
    b'{ "text" : "a" , "n" : 1 }\r\n',
    b'\xef\xbb\xbf{"text": "a"}\n',
    b'\t{"a": {"text": "inner"}, "text": "a", "z": [1, {"text": "no"}]}  \n',
    b'{"n": 123456789012345678901234567890, "x": 1.10, "y": 1e400, "z": -0, "w": 0.1234567890123456789, "v": NaN, "text": "a"}\n',
    b'{"o": "\\ud800 \\u00e9 \\/", "text": "a"}\n',
    b'{"other": "a", "text": "a"}\n',
    b'{"text": "first", "text": "a"}\n',
    b'{"text": "\\u0061"}\n',
    '{"文": "字", "text": "a"}\n'.encode(),
    b'{"deep": ' + b"[" * 400 + b"]" * 400 + b', "text": "a"}\n',
]


def one(raw, **options):
    """The only record of a table of one line."""
    (record,) = jsonl.read([raw], Columns(**options))
    return record


@pytest.mark.parametrize("raw", ODD)
def test_unchanged_text_keeps_every_byte(raw):
    """With the same text, the annotations are all that is added."""
    record = one(raw)
    assert (record.text, record.error) == ("a", None)
    assert jsonl.cleaned_line(record, "a", []).replace(b',"annotations":[]', b"") == raw


@pytest.mark.parametrize("raw", ODD)
def test_changed_text_changes_nothing_else(raw):
    """With another text, its value is all that is replaced."""
    record = one(raw)
    written = jsonl.cleaned_line(record, 'b"\n', [{"id": "x"}])
    before, after = (json.loads(line.decode("utf-8-sig").replace("NaN", "0")) for line in (raw, written))
    assert after == before | {"text": 'b"\n', "annotations": [{"id": "x"}]}
    assert list(after) == [*before, "annotations"]
    ending = raw[raw.rindex(b"}") + 1 :]
    assert written.endswith(b'"annotations":[{"id":"x"}]}' + ending)


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.recursive(st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=5), st.lists, max_leaves=5),
        max_size=5,
    ),
    st.text(),
    st.booleans(),
)
def test_any_record_comes_back(values, text, ascii_only):
    """Reading and writing any record is to replace its text and add its annotations."""
    values.pop("annotations", None)
    raw = json.dumps(values | {"text": text}, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    record = one(raw)
    if record.error is None:
        assert json.loads(jsonl.cleaned_line(record, "new", [])) == values | {"text": "new", "annotations": []}
    assert record.text == text or record.error is not None


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"{broken", "line 1 is not JSON: "),
        (b'{"text": "a"} {}', "line 1 is not JSON: "),
        (b'{"text": "a",}', "line 1 is not JSON: "),
        (b'{"text": "a\tb"}', "line 1 is not JSON: "),
        (b'{"text": "a", "b": "\xff"}', "line 1 has bytes outside its text that do not fit its encoding (the first at 20)"),
        ('{"text": "a"}'.encode("utf-16"), "line 1 is not JSON: "),
        (b"[" * 100_000, "line 1 is not JSON: "),
        (b'{"n": ' + b"9" * 5000 + b"}", "line 1 is not JSON: "),
        (b'["text"]', "line 1 is not a JSON object"),
        (b'"text"', "line 1 is not a JSON object"),
        (b"{}", "line 1 has no string 'text' (it has nothing)"),
        (b'{"a": 1, "b": 2}', "line 1 has no string 'text' (it has 'a', 'b'); name the field with --text-column"),
        (b'{"text": 5}', "line 1 has no string 'text' (it has 'text')"),
        (
            b'{"text": "a", "annotations": "by hand"}',
            "line 1 already has 'annotations', which holds something else than findings; name another",
        ),
    ],
    ids=range(14),
)
def test_line_that_cannot_be_read(raw, error):
    """The record has its bytes and its error, and no text."""
    record = one(raw)
    assert (record.raw, record.text) == (raw, None)
    assert str(record.error).startswith(error)


def test_next_line_is_read_all_the_same():
    """Lines are numbered from 1, bad and blank ones too; a blank line is no error."""
    records = list(jsonl.read([b'{"text": "a"}\n', b"{\n", b" \r\n", b'{"text": "b"}'], Columns()))
    assert [(each.line, each.text, each.error is None) for each in records] == [
        (1, "a", True),
        (2, None, False),
        (3, None, True),
        (4, "b", True),
    ]


@pytest.mark.parametrize(("value", "name"), [('"r1"', "r1"), ("7", "7"), ("null", None), ('"\\ud800"', "\\ud800"), ('"字"', "字")])
def test_id_is_a_string_that_can_be_written(value, name):
    """The id column names the record, whatever stands there."""
    assert one(f'{{"id": {value}, "text": "a"}}'.encode(), id="id").id == name
    assert one(b'{"text": "a"}', id="id").id is None


def test_text_column_has_any_name():
    """The text is taken from the field that is named."""
    assert one(b'{"text": "no", "\xe6\xad\xa3\xe6\x96\x87": "yes"}', text="正文").text == "yes"


def test_bad_bytes_of_the_text_are_marked():
    """The text and the line have U+FFFD, and the record says which bytes of the line it stands for; other fields stay."""
    raw = b'{"id": "caf\xc3\xa9", "text": "caf\xe9 \\ufffd \xff\xfe\\n"}\n'
    record = one(raw)
    assert record.text == "caf\ufffd \ufffd \ufffd\ufffd\n"
    assert [(each.start, each.end, each.offset, each.data) for each in record.undecoded] == [(3, 4, 28, b"\xe9"), (7, 9, 37, b"\xff\xfe")]
    assert [raw[each.offset : each.offset + len(each.data)] for each in record.undecoded] == [each.data for each in record.undecoded]
    assert json.loads(jsonl.cleaned_line(record, record.text, [])) == {"id": "café", "text": record.text, "annotations": []}


def test_lines_in_another_encoding():
    """Records are UTF-8 whatever the lines were in."""
    record = next(jsonl.read(['{"text": "Привет"}\n'.encode("cp1251")], Columns(), "cp1251"))
    assert (record.text, record.raw.decode()) == ("Привет", '{"text": "Привет"}\n')


def test_null_is_no_text_and_no_failure():
    """A record whose text is null passes through as it is."""
    record = one(b'{"text": null}')
    assert (record.text, record.error, record.counted) == (None, None, True)


@pytest.mark.parametrize(
    ("raw", "column"),
    [(b'{"a": {"b": "x", "c": 1}}', "a.b"), (b'{"a.b": "x", "a": {"b": "y"}}', "a.b"), (b'{"a":{"b":{"c":"x"}}}', "a.b.c")],
)
def test_a_field_of_a_field(raw, column):
    """A name with dots is a path, unless a field has this very name; nothing but the value changes."""
    columns = Columns(text=column, annotations=None)
    record = one(raw, text=column)
    assert record.text == "x"
    assert jsonl.cleaned_line(record, "new", [], columns) == raw.replace(b'"x"', b'"new"')


def test_findings_of_an_earlier_run_are_replaced():
    """A table that was cleaned can be cleaned again."""
    record = one(b'{"text": "a", "annotations": [{"rule": "mojibake", "start": 0}], "n": 1}')
    assert jsonl.cleaned_line(record, "b", []) == b'{"text": "b", "annotations": [], "n": 1}'


@pytest.mark.parametrize("size", [1, 7, 40, 1000])
def test_ranges_are_whole_lines_and_all_of_them(size):
    """Cut anywhere, the ranges together have the records of the table, with their line numbers."""
    raw = b"".join(b'{"text": "%d"}\r\n' % number + b"\n" * (number % 3 == 0) for number in range(20)) + b'{"text": "end"}'
    table = jsonl.JsonLines()
    whole = list(table.read(io.BytesIO(raw), Columns()))
    cut = [each for part in table.ranges(io.BytesIO(raw), size) for each in table.read(io.BytesIO(raw), Columns(), part=part)]
    assert cut == whole
