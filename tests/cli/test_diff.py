"""`cleaner diff`: what changed between two cleaned folders."""

import gzip
import json
import resource
import shutil

import pytest

ROWS = [{"id": f"r{number}", "text": f"row {number} has fr\u00adaud &amp; more"} for number in range(4)]


def table(rows):
    return "".join(json.dumps(each) + "\n" for each in rows)


@pytest.fixture
def runs(place):
    """A folder `in` with texts and a table, cleaned into `one`."""
    place.write("in/a.txt", "tele\u200bcom fr\u00adaud &amp; more\nas it was\n")
    place.write("in/deep/b.txt", "nothing here\n")
    place.write("in/z.txt.gz", gzip.compress(b"this &amp; that\n"))
    place.write("in/t.jsonl", table(ROWS))
    assert place.run("clean", "in", "-o", "one", "-q").status == 0
    return place


def compared(place, *options):
    """The counts, the texts that differ by their places, and the exit status."""
    ran = place.run("diff", "one", "two", "--format", "json", *options)
    first, *texts = map(json.loads, ran.stdout.splitlines())
    return first, {(each["path"], each["line"]): each for each in texts}, ran.status


def test_two_runs_that_did_the_same_do_not_differ(runs):
    assert runs.run("clean", "in", "-o", "two", "-q").status == 0
    ran = runs.run("diff", "one", "two")
    assert ran.status == 0
    assert ran.stdout.decode() == "texts     7 in both\nfindings  12 the same\nno text and no finding differs\n"
    assert ran.stderr == ""


def test_a_rule_that_was_left_out_is_an_option_and_the_findings_that_are_gone(runs):
    assert runs.run("clean", "in", "-o", "two", "-q", "--ignore", "html-entity").status == 0
    ran = runs.run("diff", "one", "two")
    assert ran.status == 1
    said = ran.stdout.decode()
    assert "texts     7 in both, 6 changed\n" in said
    assert "findings  6 the same, 6 gone\n" in said
    assert "options   rules: -html-entity\n" in said
    assert "html-entity    –     6        –\n" in said
    assert "  t.jsonl:2  text changed, 1 gone\n" in said
    every = runs.run("diff", "one", "two", "--all").stdout.decode()
    assert "a.txt  text changed, 1 gone\n  - html-entity at 16 “&amp;” → “&”, applied, 0.99\n" in every
    first, texts, status = compared(runs)
    assert status == 1
    assert first["rules"] == {"html-entity": {"new": 0, "gone": 6, "changed": 0}}
    assert [each["rule"] for each in texts["z.txt.gz", None]["gone"]] == ["html-entity"]
    assert list(texts) == sorted(texts, key=lambda key: (key[0], key[1] or 0))


def test_texts_that_came_and_went_are_named_with_their_findings(runs):
    (runs.folder / "in/a.txt").rename(runs.folder / "in/c.txt")
    assert runs.run("clean", "in", "-o", "two", "-q").status == 0
    first, texts, status = compared(runs)
    assert status == 1
    assert first["texts"] == {"same": 6, "changed": 0, "added": 1, "gone": 1}
    assert (texts["a.txt", None]["text"], texts["c.txt", None]["text"]) == ("gone", "added")
    assert texts["c.txt", None]["findings"] == 3
    assert "c.txt  added, 3 findings" in runs.run("diff", "one", "two").stdout.decode()


def test_a_finding_is_known_again_after_its_text_has_moved(runs):
    """The id depends on the line of a finding and not on its place."""
    runs.write("in/a.txt", "A line before.\ntele\u200bcom fr\u00adaud &amp; more\nas it was\n")
    assert runs.run("clean", "in", "-o", "two", "-q").status == 0
    first, texts, _ = compared(runs)
    assert first["originals_changed"] == 1
    assert first["findings"]["same"] == 12
    assert texts["a.txt", None] == {
        "path": "a.txt", "line": None, "id": None, "text": "changed", "original_changed": True, "new": [], "gone": [], "changed": [],
    }  # fmt: skip


def edit(place, name, change):
    """Change the findings of a text in a copy of the run, as another version of a rule would."""
    shutil.copytree(place.folder / "one", place.folder / "two")
    path = place.folder / "two/annotations.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    (row,) = (each for each in rows if each["path"] == name)
    change(row["annotations"])
    path.write_text(table(rows), encoding="utf-8")


@pytest.mark.parametrize(
    ("values", "what", "said"),
    [
        ({"confidence": 0.25}, ["confidence"], "html-entity at 16 “&amp;”: confidence 0.99 → 0.25"),
        ({"id": "0" * 16, "confidence": 0.25}, ["confidence"], "confidence 0.99 → 0.25"),
        ({"safety": "review", "severity": "critical"}, ["safety", "severity"], "safety safe → review; severity "),
        ({"message": "in other words", "evidence": {}, "confidence": 0.9900001}, None, None),
    ],
)
def test_a_finding_that_changed_is_matched_by_its_id_and_then_by_its_place(runs, values, what, said):
    def change(annotations):
        next(each for each in annotations if each["rule"] == "html-entity").update(values)

    edit(runs, "a.txt", change)
    first, texts, status = compared(runs)
    assert (first["findings"]["new"], first["findings"]["gone"], first["texts"]["changed"]) == (0, 0, 0)
    if what is None:
        assert (status, texts) == (0, {})
        return
    assert status == 1
    (changed,) = texts["a.txt", None]["changed"]
    assert changed["what"] == what
    assert changed["after"].items() >= values.items()
    assert said in runs.run("diff", "one", "two", "--all").stdout.decode()


def test_a_proposal_that_was_accepted_is_a_finding_that_changed(place):
    place.write("terms.txt", "concept: stadium\nzh: 体育场\nen: stadium\nwrong: sport field\nsource: literal\n")
    place.write("in/a.txt", "They left the sport field, at last.\n")
    options = ("-q", "--select", "calque", "-t", "en", "--glossary", "terms.txt", "--no-default-glossary")
    for folder in ("one", "two"):
        assert place.run("clean", "in", "-o", folder, *options).status == 0
    (finding,) = place.annotations("two")["a.txt"]["annotations"]
    decision = {
        "id": finding["id"], "path": "a.txt", "line": None, "rule": "calque", "found": "sport field", "replacement": "stadium", "before": "",
        "after": "", "text_before": "", "text_after": "", "start": finding["start"], "answer": "edit", "edited": "arena",
    }  # fmt: skip
    file = {"schema": "cleaner-decisions/1", "report": "0" * 16, "tool": {"version": "1"}, "created": "2026-11-28T00:00:00Z"}
    place.write("d.json", json.dumps(file | {"decisions": [decision]}))
    assert place.run("apply", "two", "d.json", "-q").status == 0
    said = place.run("diff", "one", "two", "--all").stdout.decode()
    assert "a.txt  text changed, 1 changed\n  ~ calque at 14 “sport field”: “stadium” → “arena”; proposed → applied\n" in said


def test_records_are_known_again_by_the_column_that_names_them(runs):
    for folder in ("one", "two"):
        shutil.rmtree(runs.folder / folder, ignore_errors=True)
        assert runs.run("clean", "in/t.jsonl", "-o", folder, "-q", "--id-column", "id").status == 0
        runs.write("in/t.jsonl", table([{"id": "new", "text": "no fault"}, *ROWS[:3]]))
    first, texts, _ = compared(runs)
    assert first["texts"] == {"same": 3, "changed": 0, "added": 1, "gone": 1}
    assert [(each["id"], each["text"]) for each in texts.values()] == [("new", "added"), ("r3", "gone")]
    # without it, a record is its line
    shutil.rmtree(runs.folder / "two")
    assert runs.run("clean", "in/t.jsonl", "-o", "two", "-q").status == 0
    assert compared(runs)[0]["texts"] == {"same": 0, "changed": 4, "added": 0, "gone": 0}


def test_records_with_the_same_name_are_told_apart_by_their_lines(runs):
    runs.write("in/t.jsonl", table([{"id": "r", "text": f"{number} &amp; more"} for number in range(3)]))
    for folder in ("one", "two"):
        shutil.rmtree(runs.folder / folder, ignore_errors=True)
        assert runs.run("clean", "in/t.jsonl", "-o", folder, "-q", "--id-column", "id").status == 0
    assert compared(runs)[0]["texts"] == {"same": 3, "changed": 0, "added": 0, "gone": 0}


def test_the_columns_of_each_run_are_known(runs):
    """A field of a field holds the text, and one of the runs adds no findings to the table."""
    runs.write("in/t.jsonl", table([{"page": each} for each in ROWS]))
    shutil.rmtree(runs.folder / "one")
    assert runs.run("clean", "in", "-o", "one", "-q", "--text-column", "page.text").status == 0
    assert runs.run("clean", "in", "-o", "two", "-q", "--text-column", "page.text", "--no-annotations").status == 0
    first, texts, status = compared(runs)
    assert (status, texts) == (0, {})
    assert first["options"] == {"annotations_column": ["annotations", None]}
    assert "annotations_column: annotations → null" in runs.run("diff", "one", "two").stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("one", "nothing"), "nothing has no annotations.jsonl; name a folder that `cleaner clean -o` wrote"),
        (("in", "one"), "in has no annotations.jsonl"),
        (("one", "one/a.txt"), "one/a.txt has no annotations.jsonl"),
        (("one", "deep/../one"), "one and deep/../one are the same folder; name the folders of two runs"),
        (("one", "link"), "are the same folder"),
    ],
)
def test_folders_that_cannot_be_compared_are_refused(runs, arguments, said):
    (runs.folder / "deep").mkdir()
    (runs.folder / "link").symlink_to("one")
    ran = runs.run("diff", *arguments)
    assert (ran.status, ran.stdout) == (2, b"")
    assert said in ran.stderr


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (b"{\n", "two/annotations.jsonl:8: is not a line that `cleaner clean` wrote"),
        (b'{"path": "../x", "language": null, "annotations": []}\n', "two/annotations.jsonl:8: is not a line that"),
        (b'{"path": "a.txt", "language": null, "annotations": []}\n', "two/a.txt: is in annotations.jsonl twice; the second is left out"),
        (b'{"path": "x.txt", "language": null, "annotations": []}\n', "two/x.txt: does not exist any more"),
    ],
)
def test_a_damaged_line_is_named_and_the_rest_is_compared(runs, damage, said):
    shutil.copytree(runs.folder / "one", runs.folder / "two")
    with (runs.folder / "two/annotations.jsonl").open("ab") as file:
        file.write(damage)
    ran = runs.run("diff", "one", "two")
    assert ran.status == 3
    assert ran.stderr.startswith("failed: ")
    assert said in ran.stderr
    assert "7 in both" in ran.stdout.decode()


def test_a_text_that_was_edited_is_a_text_that_changed(runs):
    shutil.copytree(runs.folder / "one", runs.folder / "two")
    runs.write("two/a.txt", "something else\n")
    first, texts, status = compared(runs)
    assert (status, first["texts"]["changed"], first["findings"]["same"]) == (1, 1, 12)
    assert (texts["a.txt", None]["text"], texts["a.txt", None]["original_changed"]) == ("changed", None)


def test_a_folder_without_a_summary_is_compared_all_the_same(runs):
    shutil.copytree(runs.folder / "one", runs.folder / "two")
    (runs.folder / "two/summary.json").unlink()
    assert runs.run("diff", "one", "two").status == 0


def test_a_run_that_was_stopped_is_named(runs):
    shutil.copytree(runs.folder / "one", runs.folder / "two")
    runs.write("two/summary.json", json.dumps(runs.summary("two") | {"interrupted": True}))
    ran = runs.run("diff", "one", "two")
    assert ran.stderr == "two: its run was stopped before its end; texts that are missing there may not be gone\n"


def test_control_characters_of_a_name_and_a_text_stay_off_the_terminal(runs):
    for folder in ("one", "two"):
        shutil.rmtree(runs.folder / folder, ignore_errors=True)
    runs.write("in/\x1b[31m\n.txt", "a &amp; b\n")
    assert runs.run("clean", "in", "-o", "one", "-q").status == 0
    assert runs.run("clean", "in", "-o", "two", "-q", "--ignore", "html-entity,invisible").status == 0
    said = runs.run("diff", "one", "two", "--all").stdout
    assert b"\x1b" not in said
    assert "\\x1b[31m\\n.txt  text changed, 1 gone" in said.decode()
    assert "“‹U+200B›”" in said.decode()


def test_memory_does_not_grow_with_the_folders(runs):
    """Two tables of 40,000 records with three findings each, under a limit that their annotations alone exceed several times."""
    row = json.loads((runs.folder / "one/annotations.jsonl").read_text(encoding="utf-8").splitlines()[0])
    for folder in ("one", "two"):
        shutil.rmtree(runs.folder / folder, ignore_errors=True)
        (runs.folder / folder).mkdir()
        with (runs.folder / folder / "annotations.jsonl").open("w", encoding="utf-8") as file:
            for number in range(40_000):
                file.write(json.dumps(row | {"path": "t.jsonl", "line": number + 1}) + "\n")
        runs.write(
            f"{folder}/t.jsonl",
            table([{"text": runs.read("in/a.txt").replace("&amp;", "&").replace("\u200b", "").replace("\u00ad", "")}]) * 40_000,
        )
    assert (runs.folder / "one/annotations.jsonl").stat().st_size > 40_000_000

    def limit():
        resource.setrlimit(resource.RLIMIT_DATA, (170_000_000, 170_000_000))

    ran = runs.run("diff", "one", "two", limit=limit)
    assert ran.status == 0, ran.stderr
    assert "texts     40,000 in both" in ran.stdout.decode()
