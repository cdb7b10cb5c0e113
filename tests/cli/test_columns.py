"""Commands that read a cleaned folder know the columns that it was cleaned with; nobody names them again."""

import json

import pytest

TERMS = "concept: stadium\nzh: 体育场\nen: stadium\nwrong: sport field\nsource: literal\n"
CLEANING = ("-q", "-t", "en", "--select", "calque,html-entity", "--glossary", "terms.txt", "--no-default-glossary")
ROWS = [
    {"n": 1, "page": {"body": "no fault", "url": "x"}, "annotations": "by hand"},
    {"n": 2, "page": {"body": "They left &amp; saw the sport field.", "url": "y"}, "annotations": "by hand"},
]


@pytest.fixture(params=[("--annotations-column", "findings"), ("--no-annotations",)], ids=["named", "none"])
def cleaned(request, place):
    """A folder `out` with a table whose texts are fields of fields, and the column that its findings are in."""
    place.write("terms.txt", TERMS)
    place.write("in/t.jsonl", "".join(json.dumps(each) + "\n" for each in ROWS))
    assert place.run("clean", "in", "-o", "out", *CLEANING, "--text-column", "page.body", *request.param).status == 0
    return place, request.param[1] if len(request.param) > 1 else None


def decide(place, answer="accept"):
    """A decisions file with an answer for the proposal."""
    findings = place.annotations()["t.jsonl"]["annotations"]
    (finding,) = (each for each in findings if each["rule"] == "calque")
    decision = {name: finding[name] for name in ("id", "rule", "found", "replacement", "start")}
    decision |= {"path": "t.jsonl", "line": 2, "answer": answer, "before": "", "after": "", "text_before": "", "text_after": ""}
    file = {"schema": "cleaner-decisions/1", "report": "0" * 16, "tool": {"version": "1"}, "created": "2026-11-28T00:00:00Z"}
    place.write("d.json", json.dumps(file | {"decisions": [decision]}))


def record(place):
    return json.loads(place.read("out/t.jsonl").splitlines()[1])


def test_report_and_exports_find_the_texts(cleaned):
    place, _ = cleaned
    ran = place.run("report", "out")
    assert (ran.status, "failed" in ran.stderr) == (0, False)
    assert "sport field" in place.read("out/report.html")
    for kind in ("web-annotation", "xliff", "label-studio"):
        ran = place.run("export", "out", "--format", kind)
        assert (ran.status, ran.stderr) == (0, "")
        assert b"sport field" in ran.stdout


def test_decisions_go_into_the_text_and_into_the_column_of_the_findings(cleaned):
    place, column = cleaned
    assert record(place)["page"] == {"body": "They left & saw the sport field.", "url": "y"}
    decide(place)
    ran = place.run("apply", "out", "d.json")
    assert ran.status == 0, ran.stderr
    after = record(place)
    assert after["page"] == {"body": "They left & saw the stadium.", "url": "y"}
    assert after["annotations"] == "by hand"
    if column is None:
        assert after.keys() == ROWS[1].keys()
    else:
        assert after[column] == place.annotations()["t.jsonl"]["annotations"]
        assert [each["applied"] for each in after[column]] == [True, True]
    stats = json.loads(place.run("rules", "--stats", "out", "--format", "json").stdout)
    assert stats["rules"]["calque"]["accepted"] == 1
    # and back again, after which the report and another run still know them
    decide(place, "leave")
    assert place.run("apply", "out", "d.json").status == 0
    assert record(place)["page"]["body"] == "They left & saw the sport field."
    assert place.run("report", "out").status == 0


def test_decisions_are_carried_over_into_a_later_run(cleaned):
    place, column = cleaned
    decide(place)
    assert place.run("apply", "out", "d.json").status == 0
    named = ("--annotations-column", column) if column else ("--no-annotations",)
    ran = place.run("clean", "in", "-o", "out", *CLEANING, "--text-column", "page.body", *named, "--into-reviewed")
    assert ran.status == 0, ran.stderr
    assert record(place)["page"]["body"] == "They left & saw the stadium."


def test_a_column_that_is_named_comes_before_the_one_that_is_known(cleaned):
    place, _ = cleaned
    ran = place.run("report", "out", "--text-column", "page.url")
    assert ran.status == 3
    assert "t.jsonl:2: " in ran.stderr
