"""Formats of files on the command line: each is cleaned, reviewed, reported and read back."""

import csv
import gzip
import io
import json
import zipfile

import pytest

from cleaner.annotation import context
from cleaner.cli import main
from cleaner.folder import Cleaned
from cleaner.formats.files import reading, writing

WORDS = "tele\u200bcom caf&eacute; here"
CLEANED, DECIDED = "telecom café here", "telecom caf&eacute; here"
"""What cleaning makes of the words, and what is left when the change of the entity is decided to be wrong."""


def _csv(text: str, delimiter: str = ",") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows([["id", "text"], ["1", "clean"], ["2", text]])
    return file.getvalue().encode()


def _docx(text: str) -> bytes:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    words = text.replace("&", "&amp;")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(
            "word/document.xml",
            f"<w:document {names}><w:p><w:r><w:t>clean</w:t></w:r></w:p><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:document>",
        )
    return file.getvalue()


def _arrow(name: str, text: str) -> bytes:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    table, file = pa.table({"id": [1, 2, 3], "text": ["clean", None, text]}), io.BytesIO()
    if name.endswith("parquet"):
        parquet.write_table(table, file)
    else:
        with pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
    return file.getvalue()


def _wet(text: str) -> bytes:
    block = text.encode()
    return b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (len(block), block)


FILES = {
    "a.txt": str.encode,
    "a.jsonl": lambda text: json.dumps({"text": text}).encode() + b"\n",
    "a.json": lambda text: json.dumps([{"text": "clean"}, {"text": text}], indent=1).encode(),
    "a.csv": _csv,
    "a.tsv": lambda text: _csv(text, "\t"),
    "a.parquet": lambda text: _arrow("a.parquet", text),
    "a.arrow": lambda text: _arrow("a.arrow", text),
    "a.srt": lambda text: f"1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>clean</i>\r\n{text}\r\n".encode(),
    "a.vtt": lambda text: f"WEBVTT\n\n00:01.000 --> 00:02.000 align:left\n{text}\n".encode(),
    "a.ass": lambda text: f"[Events]\nFormat: Start, Text\nDialogue: 0:00:01.00,{{\\i1}}clean\\N{text}\n".encode(),
    "a.docx": _docx,
    "a.wet": _wet,
}


PACKED = [(name, suffix) for name in ("a.csv", "a.parquet", "a.srt", "a.wet") for suffix in (".gz", ".bz2", ".xz", ".zst")]


@pytest.mark.parametrize(("name", "suffix"), [*((name, "") for name in FILES), *PACKED])
def test_each_format_is_cleaned_reviewed_reported_and_read_back(place, name, suffix, monkeypatch, capsys):
    """Cleaning, applying a decision and a report leave the file as it was made, but for its words."""
    monkeypatch.chdir(place.folder)
    clean = ["clean", "in", "-o", "out", "--no-annotations", "-t", "en", "--select", "encoding,invisible"]
    if name == "a.docx":
        pytest.importorskip("lxml")
    with writing(place.folder / "in" / (name + suffix)) as file:
        file.write(FILES[name](WORDS))
    assert main(clean) == 0
    with reading(place.folder / "out" / (name + suffix)) as file:
        cleaned = file.read()
    expected = FILES[name](CLEANED)
    if name in ("a.parquet", "a.arrow", "a.docx", "a.json", "a.jsonl"):
        # these have other bytes for the same values
        assert len(cleaned) > 0
    else:
        assert cleaned == expected
    found = [(row, original, text) for row, original, text in Cleaned([place.folder / "out"]).originals() if row.annotations]
    ((row, original, text),) = found
    assert (original.count(WORDS), text.count(CLEANED)) == (1, 1)
    (entity,) = (each for each in row.annotations if each.rule == "html-entity")
    before, after = context(original, entity.start, entity.end)
    text_before, text_after = context(text, entity.text_start, entity.text_end)
    decision = {key: getattr(entity, key) for key in ("id", "rule", "found", "replacement", "start")} | {"path": row.path, "line": row.line}
    decision |= {"before": before, "after": after, "text_before": text_before, "text_after": text_after, "answer": "wrong"}
    values = {
        "schema": "cleaner-decisions/1",
        "report": "0" * 16,
        "tool": {"name": "cleaner", "version": "0"},
        "created": "2026-01-01T00:00:00Z",
    }
    place.write("d.json", json.dumps(values | {"decisions": [decision]}))
    assert main(["apply", "out", "d.json"]) == 0
    assert "1 carried out" in capsys.readouterr().err
    ((_, original, text),) = [each for each in Cleaned([place.folder / "out"]).originals() if each[0].annotations]
    assert (original.count(WORDS), text.count(DECIDED)) == (1, 1)
    assert main(["report", "out"]) == 0
    # the digests that a second run knows its results by are right
    capsys.readouterr()
    assert main(clean) == 2
    assert ("decisions that were carried out" in (said := capsys.readouterr().err), "were edited" in said) == (True, False)
    assert main([*clean, "--into-reviewed"]) == 0
    with reading(place.folder / "out" / (name + suffix)) as file:
        assert (DECIDED in file.read().decode("utf-8", "ignore")) or name in ("a.parquet", "a.docx", "a.arrow")


def test_what_a_table_is_written_in_is_told(place):
    place.write("in/a.csv", "id;text\n1;one\n2;two;three\n")
    ran = place.run("clean", "in", "-o", "out")
    assert ran.status == 3
    assert "1 table: semicolon between cells, quotes doubled, a header" in ran.stderr
    assert "in/a.csv:3: row 3 has 3 cells, and the table has 2" in ran.stderr
    assert "read 2 = written 1 + failed 1" in ran.stderr
    assert place.read("out/a.csv") == "id;text;annotations\n1;one;[]\n2;two;three\n"
    assert place.summary()["dialects"] == {"semicolon between cells, quotes doubled, a header": 1}


def test_the_main_text_of_a_page_is_cleaned(place):
    pytest.importorskip("trafilatura")
    sentence = "The police said on Monday who donâ€™t know fraud had cheated many people of their savings in the city. "
    page = f"<html><body><nav><a href=x>Home</a></nav><article><p>{sentence * 3}</p><p>It is {sentence}</p></article></body></html>"
    place.write("in/a.html", page)
    place.write("in/b.html.gz", gzip.compress(page.replace("<body>", "<head><meta charset='gb18030'></head><body>").encode("gb18030")))
    assert place.run("clean", "in", "-o", "out").status == 0
    assert {each for each in place.files() if "html" in each} == {"a.html.txt", "b.html.txt.gz", "report.html"}
    text = place.read("out/a.html.txt")
    assert ("don’t know fraud" in text, "Home" in text, "<p>" in text) == (True, False, False)
    assert [row.path for row, original, _ in Cleaned([place.folder / "out"]).originals() if "donâ€™t" in original] == [
        "a.html.txt",
        "b.html.txt.gz",
    ]
    assert place.run("clean", "in", "-o", "markup", "--html", "markup").status == 0
    assert place.read("markup/a.html") == page.replace("donâ€™t", "don’t")


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [
        ("a.html", "trafilatura", "html"),
        ("a.parquet", "pyarrow", "arrow"),
        ("a.docx", "lxml", "docx"),
        ("a.warc", "warcio", "warc"),
        ("a.feather", "pyarrow", "arrow"),
    ],
)
def test_a_missing_extra_is_named(place, name, module, extra):
    place.write(name, "anything")
    code = f"import sys; sys.modules[{module!r}] = None; from cleaner.cli import main; sys.exit(main({['clean', name, '-o', 'out', '-t', 'en', '--no-recurring']!r}))"
    ran = place.run_python(code)
    assert ran.status == 3
    assert f"need {module}, which is not installed: pip install 'cleaner[{extra}]'" in ran.stderr
    assert ("--html markup" in ran.stderr) == (name == "a.html")


def test_the_command_line_takes_the_format_from_the_ending(place):
    """The same words are prose in one file and code in another; a record of a table has no ending of its own."""
    for name in ("a.txt", "a.py", "a.html", "a.md"):
        place.write(name, "The cats &amp; the dogs went home, he said.\n")
    place.write("t.jsonl", '{"text": "The cats &amp; the dogs went home, he said."}\n')
    assert place.run("clean", "a.txt", "a.py", "a.html", "a.md", "t.jsonl", "-o", "out", "-t", "en", "--html", "markup").status == 0
    changed = [name for name in ("a.txt", "a.py", "a.html", "a.md", "t.jsonl") if "cats & the" in place.read(f"out/{name}")]
    assert changed == ["a.txt", "t.jsonl"]
