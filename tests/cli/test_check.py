"""`cleaner check`: the report, its three layouts, and the exit status."""

import json

DIRTY = "first\ntele\u200bcom &amp; more\n"


def test_findings_are_printed_with_their_place_and_the_status_is_one(place):
    """A line a finding: file, line, column, severity, rule, what was found and what should stand there."""
    place.write("docs/a.txt", DIRTY)
    ran = place.run("check", "docs/a.txt")
    lines = ran.stdout.decode().splitlines()
    assert ran.status == 1
    assert [line.split(": ")[0] for line in lines] == ["docs/a.txt:2:5", "docs/a.txt:2:10"]
    assert "invisible-character: ‹U+200B› → nothing (" in lines[0]
    assert "html-entity: &amp; → & (" in lines[1]
    assert lines[0].endswith(") [*]")
    assert ran.stderr == "2 findings in 1 text\n[*] 2 of 2 findings would be changed by `cleaner clean`\n"


def test_nothing_found_is_status_zero(place):
    """Clean text: nothing on standard output, status 0."""
    place.write("a.txt", "nothing wrong\n")
    ran = place.run("check", "a.txt")
    assert (ran.status, ran.stdout, ran.stderr) == (0, b"", "0 findings in 1 text\n")


def test_nothing_is_written(place):
    """A check leaves the folder alone."""
    place.write("a.txt", DIRTY)
    place.run("check", ".")
    assert place.files(".") == {"a.txt"}
    assert place.read("a.txt") == DIRTY


def test_failure_outranks_findings(place):
    """When an input fails the status is 3, and the findings of the others are reported."""
    place.write("a.txt", DIRTY)
    ran = place.run("check", "a.txt", "missing.txt")
    assert ran.status == 3
    assert b"html-entity" in ran.stdout
    assert "failed: missing.txt: there is no such file or folder" in ran.stderr


def test_json(place):
    """--format json: a line a document, also for one without findings."""
    place.write("in/a.txt", DIRTY)
    place.write("in/b.txt", "nothing wrong\n")
    ran = place.run("check", "-q", "--format", "json", "in")
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [(row["path"], row["language"], len(row["annotations"])) for row in rows] == [("in/a.txt", "en", 2), ("in/b.txt", "en", 0)]
    assert rows[0]["annotations"][0]["found"] == "\u200b"
    assert ran.stderr == ""


def test_github(place):
    """--format github: workflow commands, with what would break them escaped."""
    place.write("a,b: 1%.txt", DIRTY)
    lines = place.run("check", "--format", "github", "a,b: 1%.txt").stdout.decode().splitlines()
    assert len(lines) == 2
    assert lines[1].split("::")[1].endswith(" file=a%2Cb%3A 1%25.txt,line=2,col=10,title=cleaner%3A html-entity")


def test_records_are_named_by_their_lines(place):
    """In a table the place is the line of the record."""
    place.write("t.jsonl", '{"id": "x", "text": "fine"}\n{"id": "y", "text": "a &amp; b"}\n')
    assert place.run("check", "t.jsonl").stdout.startswith(b"t.jsonl:2:1: ")
    rows = [json.loads(line) for line in place.run("check", "--id-column", "id", "--format", "json", "t.jsonl").stdout.splitlines()]
    assert [(row["line"], row["id"]) for row in rows] == [(1, "x"), (2, "y")]


def test_standard_input(place):
    """`cleaner check -` reads standard input."""
    ran = place.run("check", "-", stdin=DIRTY.encode())
    assert ran.status == 1
    assert ran.stdout.startswith(b"stdin:2:5: ")


def test_workers_change_nothing(place):
    """More workers, the same report."""
    for number in range(300):
        place.write(f"in/{number}.txt", DIRTY)
    assert place.run("check", "in").stdout == place.run("check", "-j", "2", "in").stdout


def test_hostile_text_plays_no_tricks(place):
    """Escapes, reordering and markup in a text or a file name are shown, never obeyed, in every layout for people."""
    place.write("x\x1b[31m\n::error::\u202e.txt", "\x1b[2J[bold]&amp;\u202e\x9b31m\n&amp;%0A::error::\n")
    for layout in ("text", "github"):
        ran = place.run("check", "--format", layout, ".")
        lines = ran.stdout.decode().splitlines()
        assert lines
        assert all(line.startswith(("x\\x1b", "::")) for line in lines)
        assert not any(line.startswith("::error::") for line in lines)
        assert not any(char in ran.stdout.decode() + ran.stderr for char in "\x1b\u202e\x9b")


def test_the_glossary_that_ships_is_used(place):
    """What was left untranslated is found, with its rendering."""
    place.write("a.txt", "large losses and strong public反响.\n")
    ran = place.run("check", "--select", "untranslated", "a.txt")
    assert ran.stdout.decode().startswith("a.txt:1:31: major untranslated-fragment: 反响 → response (")
