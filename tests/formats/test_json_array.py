"""JSON arrays: every byte but the text and the annotations stays, in any ranges, and what is no such array is named."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.errors import InputError
from cleaner.formats.json_array import BLOCK, JsonArray
from cleaner.formats.records import Columns
from tests.formats.tables import in_ranges, read, whole

BARE = Columns(annotations=None)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(VALUE, st.text(max_size=9)), max_size=6),
    st.sampled_from([None, 0, 2]),
    st.booleans(),
    st.sampled_from([b"", b"\xef\xbb\xbf", b" \n"]),
)
def test_any_array_comes_back(tmp_path_factory, pairs, indent, ascii_only, before):
    path = tmp_path_factory.mktemp("any") / "a.json"
    values = [{"x": value, "text": text, "z": "]}"} for value, text in pairs]
    path.write_bytes(before + json.dumps(values, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass") + b"\n")
    assert [each.text for each in read(JsonArray(), path, BARE)] == [text for _, text in pairs]
    assert whole(JsonArray(), path, BARE, str) == path.read_bytes()
    data = whole(JsonArray(), path, Columns(), lambda text: text + '"!')
    assert [each["text"] for each in json.loads(data.decode("utf-8-sig"))] == [text + '"!' for _, text in pairs]
    for size in (1, 40):
        assert in_ranges(JsonArray(), path, Columns(), lambda text: text + '"!', size) == data


def test_an_element_may_be_longer_than_what_is_read_at_once(tmp_path: Path):
    path = tmp_path / "a.json"
    values = [{"text": '\\"[' * BLOCK}, {"text": "b", "x": ["y" * 50] * 20_000}, {"text": "c"}]
    path.write_text(json.dumps(values))
    assert [len(each.text) for each in read(JsonArray(), path, BARE)] == [3 * BLOCK, 1, 1]
    assert in_ranges(JsonArray(), path, BARE, str, 1000) == path.read_bytes()


def test_what_is_no_object_is_the_failure_of_its_element(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_bytes(b'[{"text": "a"}, 5, {"text": null}, {"b": 1}, {"text": }, null, {"text": "b"}]')
    records = read(JsonArray(), path, Columns())
    assert [(each.line, each.text) for each in records] == [(1, "a"), (2, None), (3, None), (4, None), (5, None), (6, None), (7, "b")]
    assert [str(each.error)[:29] for each in records if each.error] == [
        "element 2 is not a JSON objec",
        "element 4 has no string 'text",
        "element 5 is not JSON: Expect",
        "element 6 is not a JSON objec",
    ]
    assert whole(JsonArray(), path, BARE, str) == path.read_bytes()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"text": "a"}', "its top value is not an array of objects"),
        (b"", "its top value is not an array of objects"),
        (b'["a"]', "its top value is not an array of objects"),
        (b"not JSON", "its top value is not an array of objects"),
        (b'[{"text": "a"} {"text": "b"}]', "after element 1 there is “{” in place of a comma"),
        (b'[{"text": "a"}', "after element 1 there is the end of the file"),
        (b'[{"text": "a"}, {"text": "b', "element 2 does not end; is the file cut off"),
        (b'[{"text": "a"}]\n{}', "something follows the array; is it JSON lines"),
    ],
)
def test_what_is_no_array_is_named(tmp_path: Path, data: bytes, message: str):
    path = tmp_path / "a.json"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        read(JsonArray(), path, Columns())


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "cp1251"])
def test_other_encodings_become_utf8(tmp_path: Path, encoding: str):
    path = tmp_path / "a.json"
    text = "Полиция" if encoding == "cp1251" else "警方\u4e5e"
    path.write_bytes(json.dumps([{"text": text}] * 3, ensure_ascii=False).encode(encoding))
    assert [each.text for each in read(JsonArray(), path, BARE, encoding)] == [text] * 3
    assert json.loads(whole(JsonArray(), path, BARE, str, encoding)) == [{"text": text}] * 3
