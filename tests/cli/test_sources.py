"""Translations whose source is at hand: a column of a table, a folder beside a folder."""

import json

import pytest

LINES = [
    {"id": "1", "text": "The dens in Guogan were destroyed.", "zh": "果敢的窝点被摧毁。"},
    {"id": "2", "text": "The dens in Kokang were destroyed.", "zh": "果敢的窝点被摧毁。"},
    {"id": "3", "text": "The dens in Guogan were destroyed.", "zh": None},
]


def test_a_column_of_a_table_holds_the_source(place):
    """Every record is read beside its own source; one without a source is read alone."""
    place.write("pairs.jsonl", "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES))
    ran = place.run("check", "pairs.jsonl", "-t", "en", "--select", "terminology", "--source-column", "zh")
    assert ran.status == 1
    assert [line.split(": ")[1] for line in ran.stdout.decode().splitlines()] == ["major missing-term"]
    assert ran.stdout.decode().startswith("pairs.jsonl:1:1: ")


def test_a_folder_holds_the_sources_under_the_same_names(place):
    """A file whose source is missing is cleaned without, and named."""
    place.write("zh/news/a.txt", "警方冻结2170.7亿元。\n")
    place.write("en/news/a.txt", "Police froze 21.7 million yuan.\n")
    place.write("en/news/b.txt", "Police froze 21.7 million yuan.\n")
    ran = place.run("check", "en", "-t", "en", "--select", "number-mismatch", "--source-folder", "zh")
    assert ran.status == 3
    assert "en/news/a.txt:1:14: critical number-mismatch: 21.7 million → 217.07 billion" in ran.stdout.decode()
    assert "failed: zh/news/b.txt: the source of en/news/b.txt cannot be read" in ran.stderr
    assert "b.txt" not in ran.stdout.decode()


def test_a_source_that_is_no_string_is_a_bad_record(place):
    """The record is named, and what to do."""
    place.write("pairs.jsonl", '{"text": "One.", "zh": 7}\n{"text": "Two.", "zh": "二。"}\n')
    ran = place.run("clean", "pairs.jsonl", "-o", "out", "-t", "en", "--source-column", "zh")
    assert ran.status == 3
    assert "line 1 has no string in 'zh'; name the field of the source text with --source-column" in ran.stderr
    assert len(place.read("out/pairs.jsonl").splitlines()) == 2


@pytest.mark.parametrize(
    ("inputs", "option"),
    [
        (("a.txt",), "--source-column"),
        (("texts",), "--source-column"),
        (("-",), "--source-folder"),
        (("pairs.jsonl", "-"), "--source-folder"),
        (("a.txt", "--jsonl"), "--source-folder"),
    ],
    ids=str,
)
def test_sources_that_no_input_can_have_are_wrong_usage(place, inputs, option):
    """Nobody is left to believe that translations were compared with their sources."""
    place.write("a.txt")
    place.write("texts/b.txt")
    place.write("pairs.jsonl", '{"text": "One."}\n')
    ran = place.run("check", *inputs, option, "zh")
    assert (ran.status, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(f"cleaner: {option} is for ")


def test_sources_that_some_inputs_can_have_are_used_for_those(place):
    """A folder may hold tables and texts."""
    place.write("mixed/a.txt", "One.\n")
    place.write("mixed/pairs.jsonl", '{"text": "One.", "zh": "一。"}\n')
    place.write("zh/a.txt", "一。\n")
    assert place.run("check", "mixed", "--source-column", "zh", "--source-folder", "zh").status == 0
