"""`cleaner apply`: decisions carried out in a cleaned folder, the files that remember them, and `rules --stats`."""

import gzip
import json
import shutil
from pathlib import Path

import pytest

from cleaner import Annotation, apply, restore
from cleaner.annotation import context
from cleaner.cli import main
from cleaner.glossary.parse import read
from cleaner.review.decisions import digest, report_id

TERMS = """\
concept: garden
zh: 乐园
en: garden
source: literal
reviewed: 2026-11-21 me

concept: stadium
zh: 体育场
en: stadium
wrong: sport field
source: literal
"""
OWN = ("--glossary", "terms.txt", "--no-default-glossary")
A = "The society met in the 乐园 today, and in the 体育场 as well.\nIt &amp; others left the sport field.\n"
ROWS = [
    '{"n": 1, "text": "no fault", "big": 12345678901234567890}\n',
    '{"n":2}\n',
    '{"text":  "the 乐园 of it &amp; the 体育场", "n": 3, "e": "\\u00e9"}\n',
    '{"n": 4, "text": "in the sport field"}',
]


@pytest.fixture
def cleaned(place, monkeypatch):
    """A folder `out` with cleaned texts and tables, and `d.json` with no decision yet."""
    place.write("terms.txt", TERMS)
    place.write("in/a.txt", A)
    place.write("in/deep/b.txt", "They met in the 体育场, at last.\n")
    place.write("in/c.txt", "Nothing at all to say.\n")
    place.write("in/d.jsonl", "".join(ROWS))
    place.write("in/z.txt.gz", gzip.compress("An old 乐园, they said.\n".encode()))
    monkeypatch.chdir(place.folder)
    main(["clean", "in", "-o", "out", "-q", "-t", "en", *OWN])
    return place


def rows(folder="out"):
    return [json.loads(line) for line in Path(folder, "annotations.jsonl").read_text(encoding="utf-8").splitlines()]


def text_of(row, folder="out"):
    path = Path(folder, row["path"])
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    return text if row.get("line") is None else json.loads(text.splitlines()[row["line"] - 1])["text"]


def findings(folder="out"):
    """Path, line, annotation, original and text of every finding."""
    for row in rows(folder):
        annotations = [Annotation.from_dict(each) for each in row["annotations"]]
        text = text_of(row, folder)
        for each in annotations:
            yield row["path"], row.get("line"), each, restore(text, annotations), text


def decide(answers, folder="out", name="d.json", terms=(), **other):
    """Write a decisions file: an answer for a finding by its path and characters; a pair is an edit with its text."""
    decisions = []
    for path, line, each, original, text in findings(folder):
        answer = answers.get((path, each.found), answers.get(each.found))
        if answer is None:
            continue
        answer, edited = answer if isinstance(answer, tuple) else (answer, None)
        (before, after), (text_before, text_after) = (
            context(original, each.start, each.end), context(text, each.text_start, each.text_end),
        )  # fmt: skip
        decisions.append(
            {
                "id": each.id, "path": path, "line": line, "rule": each.rule, "found": each.found, "replacement": each.replacement, "before": before,
                "after": after, "text_before": text_before, "text_after": text_after, "start": each.start, "answer": answer, "edited": edited,
                "note": "", "group": False,
            }
        )  # fmt: skip
    version = json.loads(Path(folder, "summary.json").read_bytes())["version"]
    originals = [
        (row["path"], row.get("line"), digest(restore(text_of(row, folder), [Annotation.from_dict(each) for each in row["annotations"]])))
        for row in rows(folder)
    ]
    values = {
        "schema": "cleaner-decisions/1", "report": report_id(version, originals), "tool": {"name": "cleaner", "version": version},
        "created": "2026-11-22T10:00:00Z", "decisions": decisions, "terms": list(terms),
    }  # fmt: skip
    Path(name).write_text(json.dumps(values | other, ensure_ascii=False), encoding="utf-8")
    return decisions


def folder_bytes(folder="out"):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(Path(folder).rglob("*")) if path.is_file()}


def sound(folder="out"):
    """Annotations lead from each original to its text and back, in annotations.jsonl and in tables."""
    for row in rows(folder):
        annotations = [Annotation.from_dict(each) for each in row["annotations"]]
        text = text_of(row, folder)
        assert apply(restore(text, annotations), annotations) == text
        if row.get("line"):
            line = json.loads(Path(folder, row["path"]).read_text(encoding="utf-8").splitlines()[row["line"] - 1])
            assert line["annotations"] == row["annotations"]


ALL = {
    "乐园": "wrong",
    "体育场": "accept",
    "sport field": ("edit", "arena"),
    ("d.jsonl", "&amp;"): "leave",
}


def test_what_was_decided_is_carried_out(cleaned):
    decide(ALL)
    done = cleaned.run("apply", "out", "d.json")
    assert done.status == 0, done.stderr
    assert cleaned.read("out/a.txt") == "The society met in the 乐园 today, and in the stadium as well.\nIt & others left the arena.\n"
    assert cleaned.read("out/deep/b.txt") == "They met in the stadium, at last.\n"
    assert gzip.decompress((cleaned.folder / "out/z.txt.gz").read_bytes()).decode() == "An old 乐园, they said.\n"
    sound()
    lines = cleaned.read("out/d.jsonl").split("\n")
    assert lines[:2] == ['{"n": 1, "text": "no fault", "big": 12345678901234567890,"annotations":[]}', ROWS[1].strip()]
    assert lines[2].startswith('{"text":  "the 乐园 of it &amp; the stadium", "n": 3, "e": "\\u00e9","annotations":[')
    assert lines[3].startswith('{"n": 4, "text": "in the arena","annotations":[')
    assert "decisions: 9 carried out, 0 already so, 0 refused, 0 stale, 0 ambiguous; 5 of 7 documents changed" in done.stderr
    decided = {"decided": 9, "accept": 3, "edit": 2, "wrong": 3, "leave": 1, "not_carried_out": 0, "documents": 5}
    assert cleaned.summary()["decisions"] == decided
    applied = sum(each["applied"] for row in rows() for each in row["annotations"])
    assert sum(each["applied"] for each in cleaned.summary()["rules"].values()) == applied


def test_twice_is_once_and_two_halves_are_the_whole(cleaned):
    shutil.copytree("out", "halves")
    decide(ALL)
    decide({"乐园": "wrong", "sport field": ("edit", "arena")}, name="one.json")
    decide({key: value for key, value in ALL.items() if key not in ("乐园", "sport field")}, name="other.json")
    assert main(["apply", "out", "d.json"]) == 0
    once = folder_bytes()
    assert main(["apply", "out", "d.json"]) == 0
    assert folder_bytes() == once
    assert main(["apply", "out", "out/decisions.json"]) == 0
    assert folder_bytes() == once
    assert main(["apply", "halves", "other.json"]) == main(["apply", "halves", "one.json"]) == 0
    assert folder_bytes("halves") == once


def test_a_mind_changed_takes_the_suppression_away_too(cleaned):
    decide({("a.txt", "乐园"): "wrong"})
    main(["apply", "out", "d.json"])
    assert len(cleaned.read("out/suppressions.jsonl").splitlines()) == 1
    decide({("a.txt", "乐园"): "accept"})
    main(["apply", "out", "d.json"])
    assert "the garden today" in cleaned.read("out/a.txt")
    assert cleaned.read("out/suppressions.jsonl") == ""
    assert [each["answer"] for each in json.loads(cleaned.read("out/decisions.json"))["decisions"]] == ["accept"]


def test_a_dry_run_shows_and_changes_nothing(cleaned, capfdbinary):
    decide(ALL, terms=[{"term": "铁饭碗", "rendering": "iron rice bowl"}])
    before = folder_bytes()
    assert main(["apply", "out", "d.json", "--dry-run", *OWN]) == 0
    out, err = capfdbinary.readouterr()
    assert folder_bytes() == before
    assert "a.txt: untranslated-fragment: accept “体育场” → “stadium”".encode() in out
    assert b"would be 9 carried out" in err


def test_a_second_run_into_a_reviewed_folder(cleaned):
    """It is refused, and nothing is touched; `--into-reviewed` cleans again and carries the decisions out again."""
    decide(ALL)
    assert cleaned.run("apply", "out", "d.json").status == 0
    reviewed = folder_bytes()
    again = ("clean", "in", "-o", "out", "-t", "en", "--select", "encoding,untranslated,terminology", *OWN)
    done = cleaned.run(*again)
    assert done.status == 2
    assert "out holds decisions that were carried out; --into-reviewed cleans again and keeps them" in done.stderr
    assert folder_bytes() == reviewed
    done = cleaned.run(*again, "--into-reviewed")
    assert "decisions carried over: 9, left: 0" in done.stderr, done.stderr
    after = folder_bytes()
    assert after.keys() == reviewed.keys() | {"failures.jsonl"}
    assert {name: data for name, data in after.items() if name.endswith((".txt", ".gz"))} == {
        name: data for name, data in reviewed.items() if name.endswith((".txt", ".gz"))
    }
    assert json.loads(after["summary.json"])["decisions"] == json.loads(reviewed["summary.json"])["decisions"]
    sound()
    # what decisions changed in a table is no edit, so the next time it is cleaned and decided again
    done = cleaned.run(*again, "--into-reviewed")
    assert "decisions carried over: 9, left: 0" in done.stderr, done.stderr
    assert cleaned.summary()["kept"] == []
    assert {name: data for name, data in folder_bytes().items() if name == "d.jsonl"} == {"d.jsonl": after["d.jsonl"]}


def test_suppressions_keep_quiet_in_the_next_run(cleaned):
    decide(ALL)
    main(["apply", "out", "d.json"])
    shutil.copy("out/suppressions.jsonl", "in/cleaner-suppressions.jsonl")
    done = cleaned.run("clean", "in", "-o", "again", "-t", "en", "--select", "encoding,untranslated,terminology", *OWN)
    assert "4 suppressions from in/cleaner-suppressions.jsonl" in done.stderr
    assert "cleaner-suppressions.jsonl" not in cleaned.files("again")
    quiet = {(path, line, each.found) for path, line, each, _, _ in findings("again")}
    assert not {("a.txt", None, "乐园"), ("z.txt.gz", None, "乐园"), ("d.jsonl", 3, "乐园"), ("d.jsonl", 3, "&amp;")} & quiet
    assert ("a.txt", None, "体育场") in quiet
    # the folder's own file does as well, and so does one that is named, for texts as they are now
    (cleaned.folder / "in/cleaner-suppressions.jsonl").unlink()
    assert main(["clean", "in", "-o", "out", "-t", "en", *OWN]) == 2  # it holds a reviewer's work
    assert main(["clean", "in", "-o", "out", "-t", "en", "--into-reviewed", *OWN]) == 3  # as the first time: a line has no text
    assert "the 乐园 today" in cleaned.read("out/a.txt")
    main(["check", "out/a.txt", "-t", "en", "--suppressions", "out/suppressions.jsonl", "--format", "json", *OWN])
    # what was decided before is there to be carried out again; what is quiet is as it should be
    done = cleaned.run("apply", "out", "out/decisions.json")
    assert done.status == 0, done.stderr
    assert "0 carried out, 9 already so" in done.stderr
    assert "in the stadium as well" in cleaned.read("out/a.txt")


def test_a_damaged_suppressions_file_is_named(cleaned):
    cleaned.write("in/cleaner-suppressions.jsonl", "{}\n")
    done = cleaned.run("check", "in", *OWN)
    assert done.status == 2
    assert "in/cleaner-suppressions.jsonl:1 is not a suppression: expected a string in 'rule'; correct or remove the line" in done.stderr


# what does not fit


def test_decisions_of_another_report_that_fit_are_carried_out_and_that_is_said(cleaned, capfd):
    decide(ALL)
    cleaned.write("in/a.txt", "Another paragraph, with the 乐园 of others.\n\n" + A)
    rows_ = [json.dumps({"text": "a new line, the first"}) + "\n", *ROWS]
    cleaned.write("in/d.jsonl", "".join(rows_))
    main(["clean", "in", "-o", "out", "-q", "-t", "en", *OWN])
    capfd.readouterr()
    assert main(["apply", "out", "d.json"]) == 0
    err = capfd.readouterr().err
    assert "the decisions were made in report" in err
    assert "9 carried out" in err
    assert cleaned.read("out/a.txt").startswith("Another paragraph, with the garden of others.\n\nThe society met in the 乐园 today")
    sound()


def test_decisions_of_another_report_that_fit_nowhere_change_nothing(cleaned, capfd):
    given = decide(ALL, report="0" * 16)
    values = json.loads(Path("d.json").read_text(encoding="utf-8"))
    values["decisions"] = [each | {"found": "no such thing", "id": "x" + each["id"]} for each in given]
    Path("d.json").write_text(json.dumps(values), encoding="utf-8")
    before = folder_bytes()
    assert main(["apply", "out", "d.json"]) == 2
    err = capfd.readouterr().err
    assert "has the decisions of report 0000000000000000, and this folder's is " in err
    assert folder_bytes() == before


def test_stale_ones_are_listed_and_the_rest_is_done(cleaned, capfd):
    decide(ALL)
    values = json.loads(Path("d.json").read_text(encoding="utf-8"))
    values["decisions"].append(values["decisions"][0] | {"path": "gone.txt"})
    values["decisions"].append(values["decisions"][0] | {"found": "\u202egone", "id": "f" * 16})
    Path("d.json").write_text(json.dumps(values), encoding="utf-8")
    assert main(["apply", "out", "d.json"]) == 3
    err = capfd.readouterr().err
    assert "stale: gone.txt: untranslated-fragment: wrong “乐园”: there is no such document in the folder" in err
    assert "wrong “‹U+202E›gone”: its characters are no longer in the text" in err
    assert "9 carried out, 0 already so, 0 refused, 2 stale" in err


def test_a_text_edited_by_hand_is_left_alone_and_the_others_are_done(cleaned, capfd):
    decide(ALL)
    cleaned.write("out/a.txt", "edited by hand, with a garden\n")
    before = rows()[0]
    assert main(["apply", "out", "d.json"]) == 3
    err = capfd.readouterr().err
    assert "failed: out/a.txt: is not the text that was cleaned; was it edited?" in err
    assert "6 carried out, 0 already so, 0 refused, 0 stale, 0 ambiguous, 3 in documents that failed" in err
    assert cleaned.read("out/a.txt") == "edited by hand, with a garden\n"
    assert rows()[0] == before
    assert cleaned.read("out/deep/b.txt") == "They met in the stadium, at last.\n"


def test_edited_by_hand_where_nothing_is_decided_does_not_matter(cleaned):
    decide({("deep/b.txt", "体育场"): "accept"})
    cleaned.write("out/a.txt", "edited by hand, with a garden\n")
    assert main(["apply", "out", "d.json"]) == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"schema": "cleaner-dec', "d.json:1:12 is cut off or damaged"),
        (b'{"schema": "cleaner-decisions/9"}', "made by a newer one: update cleaner"),
        (b"[]", "d.json: $: expected an object"),
        (None, "d.json cannot be read: no such file or directory"),
    ],
    ids=["cut off", "newer", "none", "missing"],
)
def test_a_damaged_file_changes_nothing(cleaned, capfd, data, said):
    if data is not None:
        Path("d.json").write_bytes(data)
    before = folder_bytes()
    assert main(["apply", "out", "d.json"]) == 2
    assert said in capfd.readouterr().err
    assert folder_bytes() == before


def test_a_folder_that_was_not_cleaned_is_refused(cleaned, capfd):
    decide(ALL)
    assert main(["apply", "in", "d.json"]) == 2
    assert "in has no annotations.jsonl; name a folder that `cleaner clean -o` wrote" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["decisions.json", "suppressions.jsonl", "summary.json"])
def test_damaged_memory_of_the_folder_is_named_and_nothing_changes(cleaned, capfd, name):
    decide(ALL)
    cleaned.write(f"out/{name}", "{")
    before = folder_bytes()
    assert main(["apply", "out", "d.json"]) == 2
    assert f"out/{name}" in capfd.readouterr().err
    assert folder_bytes() == before


def test_when_a_file_cannot_be_put_in_place_everything_is_as_it_was(cleaned, capfd):
    """A folder stands where suppressions.jsonl would be put, so that fails after the texts were."""
    from cleaner.folder.staged import Staged

    before = folder_bytes()
    Path("out/new.txt").mkdir()
    Path("out/new.txt/x").touch()
    with Staged(Path("out")) as staged:
        for name in ("a.txt", "made.txt", "new.txt"):
            with staged.writing(Path("out", name)) as file:
                file.write(b"other")
        with pytest.raises(OSError, match="irectory"):
            staged.commit()
    shutil.rmtree("out/new.txt")
    assert folder_bytes() == before


# new terms


def test_new_terms_become_proposed_entries_once(cleaned, capfd):
    terms = [
        {"term": "体育场", "rendering": "sports ground", "pos": "noun", "wrong": "sport field | playing field", "note": "n", "from": "x"},
        {"term": "乐园", "rendering": "乐园", "pos": None},
    ]
    decide({}, terms=terms)
    assert main(["apply", "out", "d.json", *OWN]) == 0
    out, err = capfd.readouterr()
    entries = {each.id: each for each in read("terms.txt", Path("out/terms.txt").read_bytes())}
    assert entries["sports-ground"].reviewed == ""
    assert entries["sports-ground"].wrongs[0].forms == ("sport field", "playing field")
    assert "le-yuan" in entries
    assert "terms: 2 added to out/terms.txt, 0 already there" in err
    assert "sports-ground\n" in out
    assert "  settled" in out
    before = folder_bytes()
    assert main(["apply", "out", "d.json", *OWN]) == 0
    out, err = capfd.readouterr()
    assert "terms: 0 added to out/terms.txt, 2 already there" in err
    assert out == ""
    assert folder_bytes() == before


def test_a_term_that_does_not_go_in_is_named(cleaned, capfd):
    cleaned.write("own.txt", TERMS)
    decide({}, terms=[{"term": "乐园", "rendering": "amusement park"}])
    assert main(["apply", "out", "d.json", "--glossary-file", "own.txt", *OWN]) == 3
    assert "not added: 乐园 → amusement park: own.txt:1:1: “乐园” is here, in `garden`" in capfd.readouterr().err
    assert cleaned.read("own.txt") == TERMS


# how precise rules are


def test_stats_by_rule(cleaned, capfdbinary):
    decide(ALL)
    main(["apply", "out", "d.json", "-q"])
    capfdbinary.readouterr()
    assert main(["rules", "--stats", "out", "--format", "json"]) == 0
    values = json.loads(capfdbinary.readouterr().out)
    assert values["rules"]["untranslated-fragment"]["wrong"] == 3
    assert values["rules"]["html-entity"] == {
        "decided": 1, "judgements": 1, "accepted": 0, "wrong": 0, "left": 1, "precision": 1.0, "interval": pytest.approx([0.2065, 1.0], abs=1e-3),
    }  # fmt: skip
    assert values["all"]["decided"] == 9
    assert main(["rules", "--stats", "out"]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert out.splitlines()[0].split() == ["rule", "decided", "judgements", "accepted", "wrong", "left", "precision", "%", "95", "%"]
    assert out.splitlines()[-1].split()[:6] == ["all", "9", "9", "5", "3", "1"]


def test_stats_of_a_folder_without_decisions(cleaned, capfd):
    assert main(["rules", "--stats", "out"]) == 3
    assert "failed: out/decisions.json: there is none; `cleaner apply` writes it" in capfd.readouterr().err


def columnar(cleaned, name):
    """A table of the rows that have a text, in another format, cleaned into `out`, and how its texts are read."""
    texts = [json.loads(row)["text"] for row in ROWS if "text" in json.loads(row)]
    shutil.rmtree("in")
    shutil.rmtree("out")
    if name.endswith("parquet"):
        pq = pytest.importorskip("pyarrow.parquet")
        import pyarrow as pa

        Path("in").mkdir()
        pq.write_table(pa.table({"text": texts}), Path("in", name))
    else:
        cleaned.write(f"in/{name}", "text\tn\n" + "".join(f'{text}\t{number}" disk\n' for number, text in enumerate(texts)))
    main(["clean", "in", "-o", "out", "-q", "-t", "en", *OWN])

    def read():
        if name.endswith("parquet"):
            return pq.read_table(Path("out", name))["text"].to_pylist()
        return [line.split("\t")[0] for line in Path("out", name).read_text(encoding="utf-8").splitlines()[1:]]

    return texts, read


@pytest.mark.parametrize("name", ["t.parquet", "t.tsv"])
def test_a_wrong_finding_is_taken_back_in_any_table(cleaned, name):
    """The text of the record comes back, and the folder can be read again."""
    texts, read = columnar(cleaned, name)
    assert read() != texts
    rows_ = rows()
    decisions = [
        {
            "id": each["id"], "path": name, "line": row["line"], "rule": each["rule"], "found": each["found"], "replacement": each["replacement"],
            "before": "", "after": "", "text_before": "", "text_after": "", "start": each["start"], "answer": "wrong", "edited": None, "note": "",
            "group": False,
        }
        for row in rows_
        for each in row["annotations"]
        if each["applied"]
    ]  # fmt: skip
    version = json.loads(Path("out/summary.json").read_bytes())["version"]
    lines = [row["line"] for row in rows_]
    report = report_id(version, [(name, line, digest(text)) for line, text in zip(lines, texts, strict=True)])
    values = {
        "schema": "cleaner-decisions/1",
        "report": report,
        "tool": {"name": "cleaner", "version": version},
        "created": "2026-11-22T10:00:00Z",
    }
    Path("d.json").write_text(json.dumps(values | {"decisions": decisions, "terms": []}), encoding="utf-8")
    done = cleaned.run("apply", "out", "d.json")
    assert done.status == 0, done.stderr
    assert read() == texts
    assert cleaned.run("report", "out").status == 0
    # a text that the table cannot hold is refused, and nothing is changed
    if name.endswith("tsv"):
        decisions[0] |= {"answer": "edit", "edited": "a\tb"}
        Path("d.json").write_text(json.dumps(values | {"decisions": decisions[:1], "terms": []}), encoding="utf-8")
        before = folder_bytes()
        done = cleaned.run("apply", "out", "d.json")
        assert done.status in (2, 3)
        assert "cannot hold the text" in done.stderr
        assert folder_bytes() == before
