"""`cleaner glossary candidates`, `impact` and `stats`: what cleaned folders tell of a glossary; and dictionaries on the command line."""

import json
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.cli import main
from cleaner.glossary.parse import is_id, read

TERMS = """\
concept: garden
zh: 乐园
en: garden
source: literal
reviewed: 2026-11-21 me

concept: stadium
zh: 体育场
en: stadium
source: literal
reviewed: 2026-11-21 me
"""
CHANGE = """\
concept: garden
zh: 乐园
en: pleasure garden
source: literal
reviewed: 2026-11-21 me

concept: quack
zh: 嘎嘎
en: quack
source: literal
reviewed: 2026-11-21 me

concept: candidate-ha-ha
zh: 哈哈
en: ?
source: ?
"""
DICTIONARY = "# CC-CEDICT\n嘎嘎 嘎嘎 [ga1 ga5] /quack; honk (of geese)/\nno entry\n"
OWN = ("--glossary", "terms.txt", "--no-default-glossary")


@pytest.fixture
def cleaned(place, monkeypatch):
    """A folder `out` of cleaned texts and a cleaned table, with a glossary `terms.txt`."""
    place.write("terms.txt", TERMS)
    place.write("in/a.txt", "The 嘎嘎 society met in the 乐园 today.\nAnother 嘎\u200b嘎 society came.\n")
    place.write("in/deep/b.txt", "A 嘎嘎 society, at last.\n")
    place.write("in/c.txt", "Nothing at all to say.\n")
    rows = [{"n": 1, "text": "no fault"}, {"n": 2}, {"n": 3, "text": "the 嘎嘎 society &amp; the 乐园 of it"}]
    place.write("in/d.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    monkeypatch.chdir(place.folder)
    main(["clean", "in", "-o", "out", "-q", "-t", "en", *OWN])
    return place


def test_candidates_are_entries_to_be_completed(cleaned):
    """Variants are counted together; sentences come from the cleaned text, and pinyin and renderings from the dictionary."""
    cleaned.write("ced.u8", DICTIONARY)
    ran = cleaned.run("glossary", "candidates", "out", *OWN, "--dictionary", "ced.u8", "--sentences", "2")
    assert ran.status == 0
    assert "1 term from 4 fragments" in ran.stderr
    assert "ced.u8: 1 line is no entry and is left out (line 3)" in ran.stderr
    _, block = ran.stdout.decode().split("\n\n")
    assert block.splitlines() == [
        "# 4 times in 3 documents",
        "# sentence: The ⟦嘎嘎⟧ society met in the garden today.",
        "# sentence: the ⟦嘎嘎⟧ society & the garden of it",
        "# dictionary: quack; honk  (gā ga)",
        "concept: candidate-ga-ga",
        "zh: 嘎嘎",
        "en: ?",
        "source: ?",
    ]


def test_candidates_are_written_to_a_file(cleaned):
    """-o names it; what the glossary has by now, and what is too rare, is left out."""
    cleaned.write("more.txt", TERMS.partition("\n\n")[0].replace("garden", "quack").replace("乐园", "嘎嘎"))
    assert cleaned.run("glossary", "candidates", "out", *OWN, "-o", "new/found.txt").status == 0
    assert [concept.id for concept in read("found.txt", cleaned.read("new/found.txt").encode())] == ["candidate-ga-ga"]
    ran = cleaned.run("glossary", "candidates", "out", *OWN, "--glossary", "more.txt")
    assert (ran.status, b"concept" in ran.stdout) == (0, False)
    assert b"concept" not in cleaned.run("glossary", "candidates", "out", *OWN, "--least", "5").stdout


@given(st.lists(st.text(), max_size=2), st.text(alphabet="嘎哈園、 A\n\r\u2028\u202e#:?|\x00", min_size=1, max_size=12))
@example(["", "# concept: x\n"], "嘎嘎")
@example([], "嘎#哈:嘎\u2028")
def test_candidates_of_any_text_can_be_read_as_entries(before, fragment):
    """Whatever the sentences and fragments hold, the file parses, and has as many entries as the command says."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "terms.txt").write_text(TERMS, encoding="utf-8")
        own = ("--glossary", str(folder / "terms.txt"), "--no-default-glossary")
        texts = [f"{each} the {fragment} society met here today." for each in (*before, "")]
        (folder / "in.jsonl").write_text("".join(json.dumps({"text": each}) + "\n" for each in texts), encoding="utf-8")
        out, found = str(folder / "out"), folder / "found.txt"
        said = StringIO()
        with redirect_stderr(said):
            assert main(["clean", str(folder / "in.jsonl"), "-o", out, "-q", "-t", "en", "--select", "untranslated", *own]) == 0
            assert main(["glossary", "candidates", out, "-o", str(found), *own]) == 0
        concepts = read("found.txt", found.read_bytes())
    assert said.getvalue().startswith(f"{len(concepts)} term")
    assert all(is_id(concept.id) and concept.terms["en"][0].text == "?" for concept in concepts)
    if fragment == "嘎嘎":
        assert [concept.terms["zh"][0].text for concept in concepts] == ["嘎嘎"]


def test_ids_of_candidates_differ_from_each_other_and_from_those_of_the_glossary(cleaned):
    cleaned.write("terms.txt", TERMS.replace("concept: garden", "concept: candidate-ga-ga"))
    cleaned.write("more/a.txt", "The 嘎嘎 society met today.\nA 旮旮 society came.\n")
    assert main(["clean", "more", "-o", "two", "-q", "-t", "en", *OWN]) == 0
    ran = cleaned.run("glossary", "candidates", "two", *OWN)
    assert sorted(concept.id for concept in read("x", ran.stdout)) == ["candidate-ga-ga-2", "candidate-ga-ga-3"]


def test_damaged_and_missing_files_are_named_and_the_rest_is_counted(cleaned):
    """Status 3 tells that something could not be read; nothing stops for it."""
    (cleaned.folder / "out/deep/b.txt").unlink()
    cleaned.write("out/a.txt", "somebody wrote something else")
    rows = cleaned.read("out/annotations.jsonl").splitlines()
    escape = json.dumps(json.loads(rows[0]) | {"path": "../in/a.txt"})
    cleaned.write("out/annotations.jsonl", "\n".join(['{"path": "x"', "[]", '{"path": "x"}', escape, *rows]))
    ran = cleaned.run("glossary", "candidates", "missing", "in", "out", *OWN)
    assert ran.status == 3
    assert "# 4 times in 3 documents\n# sentence: the ⟦嘎嘎⟧ society & the garden of it\n" in ran.stdout.decode()
    said = ran.stderr.splitlines()[1:]
    for line, (place, why) in zip(
        said,
        [
            ("missing", "is no folder"),
            ("in", "has no annotations.jsonl"),
            ("out/annotations.jsonl:1", "is no line that `cleaner clean` wrote"),
            ("out/annotations.jsonl:2", "it is no JSON object"),
            ("out/annotations.jsonl:3", "has no 'language'"),
            ("out/annotations.jsonl:4", "leads out of the folder"),
            ("out/a.txt", "was it edited?"),
            ("out/deep/b.txt", "is not there any more"),
        ],
        strict=True,
    ):
        assert line.startswith(f"failed: {place}: "), line
        assert why in line


@pytest.mark.parametrize("workers", ["1", "3"])
def test_impact_says_what_a_change_would_do(cleaned, workers):
    """Only texts that hold something of it are cleaned again; each finding is shown before and after."""
    cleaned.write("change.txt", CHANGE)
    ran = cleaned.run("glossary", "impact", "change.txt", "out", *OWN, "-j", workers)
    assert (ran.status, ran.stderr) == (0, "change.txt: 1 entry without a rendering (`?`) left out\n")
    lines = ran.stdout.decode().splitlines()
    assert lines[:2] == ["3 of 5 texts hold something of the change", "settled 2, contradicted 2, changed 2, created 0, gone 0"]
    assert "    out/a.txt:1" in lines
    assert "      The 嘎嘎 society met in the ⟦乐园|garden⟧ today." in lines
    assert "    → The 嘎嘎 society met in the ⟦乐园|pleasure garden⟧ today." in lines
    assert "      The ⟦嘎嘎⟧ society met in the 乐园 today." in lines
    assert "    → The ⟦嘎嘎|quack⟧ society met in the 乐园 today." in lines
    assert "    out/d.jsonl:3" in lines


def test_impact_as_json_has_every_finding(cleaned):
    """--format json leaves nothing out."""
    cleaned.write("change.txt", CHANGE)
    found = json.loads(cleaned.run("glossary", "impact", "change.txt", "out", *OWN, "--format", "json").stdout)
    assert found["counts"] == {"settled": 2, "contradicted": 2, "changed": 2, "created": 0, "gone": 0}
    rows = [(row["effect"], row["entry"], row["path"], row["line"]) for row in found["findings"]]
    assert ("settled", "quack", "d.jsonl", 3) in rows
    assert ("changed", "quack", "deep/b.txt", None) in rows
    assert ("contradicted", "garden", "a.txt", None) in rows
    assert len(rows) == 6


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read: no such file"), ("no entry\n", "1:1: expected `key: value`"), ("# nothing\n", "has no complete entry")],
    ids=["missing", "malformed", "empty"],
)
def test_a_change_that_is_none_is_wrong_usage(cleaned, content, said):
    """Nothing is cleaned for it."""
    if content is not None:
        cleaned.write("change.txt", content)
    ran = cleaned.run("glossary", "impact", "change.txt", "out", *OWN)
    assert (ran.status, ran.stdout) == (2, b"")
    assert said in ran.stderr


def test_texts_in_another_language_are_passed_over_and_counted(cleaned):
    """--target says which texts are meant."""
    ran = cleaned.run("glossary", "candidates", "out", *OWN, "-t", "fr")
    assert (ran.status, b"concept" in ran.stdout) == (0, False)
    assert "5 texts are not in fr and passed over (en 5); --target names another language" in ran.stderr


def test_stats_count_the_entries_that_fire_and_name_those_that_do_not(cleaned):
    """By rule and sense, the most frequent first."""
    ran = cleaned.run("glossary", "stats", "out", *OWN, "--never")
    assert (ran.status, ran.stderr) == (0, "")
    header, row, *rest = ran.stdout.decode().splitlines()
    assert header.split() == ["fired", "applied", "proposed", "texts", "entry", "by"]
    assert row.split(maxsplit=5) == ["2", "2", "0", "2", "garden", "untranslated-fragment 2; senses: garden 2"]
    assert rest == ["", "1 of 2 entries fired in 5 texts; 1 never:", "stadium  体育场 → stadium"]
    found = json.loads(cleaned.run("glossary", "stats", "out", *OWN, "--format", "json").stdout)
    assert (found["documents"], found["never"], found["entries"][0]["senses"]) == (5, 1, {"garden": 2})


def test_dictionary_proposes_and_lookup_asks_it(cleaned):
    """--dictionary for clean and check, and for what the glossary does not have."""
    cleaned.write("ced.u8", DICTIONARY)
    ran = cleaned.run("check", "in/deep", "--select", "untranslated", "-t", "en", *OWN, "--dictionary", "ced.u8")
    assert (ran.status, "嘎嘎 → quack" in ran.stdout.decode()) == (1, True)
    ran = cleaned.run("glossary", "lookup", "嘎嘎", *OWN, "--dictionary", "ced.u8")
    assert (ran.status, "CC-CEDICT: 嘎嘎  gā ga  quack; honk" in ran.stdout.decode()) == (1, True)


@pytest.mark.parametrize(("content", "said"), [(None, "cannot be read"), ("no entry\n", "1:1: expected lines such as")])
def test_a_dictionary_that_is_none_is_wrong_usage(cleaned, content, said):
    """The message says what was expected."""
    if content is not None:
        cleaned.write("ced.u8", content)
    ran = cleaned.run("check", "in", "--dictionary", "ced.u8")
    assert (ran.status, ran.stdout) == (2, b"")
    assert said in ran.stderr
