"""`cleaner glossary lint` and `cleaner glossary add`: what they say, what they write, and how they end."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime

import pytest

FINE = "concept: silage\nzh: 青储饲料\nen: silage\ndomain: farming\nsource: literal\nreviewed: 2026-11-01 tests\n"
LATER = "concept: tractor\nzh: 拖拉机械\nen: farm tractor\n  plural: farm tractors\ndomain: farming\nsource: literal\n"
ADD = ("glossary", "add", "g.txt", "--no-default-glossary")
RIDGE = ("--term", "田埂", "--rendering", "field ridge", "--domain", "farming", "--origin", "literal")


def test_lint_names_places_and_counts_notes(place):
    """Path, line and column first, as editors and people read it; notes are only counted."""
    place.write("g/a.txt", FINE.replace("source: literal\n", "") + "\n" + LATER)
    place.write("g/b.txt", "concept: x\nno colon\n")
    ran = place.run("glossary", "lint", "g", "--no-default-glossary")
    assert ran.stdout.decode().splitlines() == [
        "g/a.txt:1:1: warning missing-origin: who renders it so? add `source:` with a named public document or body, or `literal`",
        "g/b.txt:2:1: error malformed-entry: expected `key: value`",
    ]
    assert (ran.status, ran.stderr) == (1, "1 error, 1 warning, 1 note in 2 entries of 2 files\n--select unreviewed lists the notes\n")


def test_lint_of_files_without_fault_is_status_zero(place):
    """Notes alone are nothing to mend; selected by name they are listed."""
    place.write("a.txt", LATER)
    ran = place.run("glossary", "lint", "a.txt", "--select", "unreviewed", "--format", "json", "--quiet")
    (row,) = map(json.loads, ran.stdout.decode().splitlines())
    assert (row["path"], row["line"], row["severity"], row["check"], row["concept"]) == ("a.txt", 1, "note", "unreviewed", "tractor")
    assert (ran.status, ran.stderr) == (0, "")


def test_lint_says_what_a_file_takes_from_the_glossary_that_ships(place):
    """The shipped glossary lies below the files, unless that is not wanted."""
    place.write("a.txt", "concept: my-response\nzh: 反响\nen: reply\ndomain: news\nsource: literal\nreviewed: 2026-11-01 tests\n")
    ran = place.run("glossary", "lint", "a.txt", "--format", "github")
    assert ran.status == 1
    assert ran.stdout.decode().startswith(
        "::warning file=a.txt,line=2,col=1,title=cleaner glossary%3A overriding-entry::“反响” is taken from `"
    )
    assert place.run("glossary", "lint", "a.txt", "--no-default-glossary").status == 0


@pytest.mark.parametrize("arguments", [("missing.txt",), ("--select", "no-such-check"), ("--no-default-glossary",)], ids=" ".join)
def test_lint_used_wrongly_is_status_two(place, arguments):
    """Nothing on standard output, and what to do on standard error."""
    ran = place.run("glossary", "lint", *arguments)
    assert (ran.status, ran.stdout) == (2, b"")
    assert ran.stderr.startswith("cleaner: there is no")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_lint_of_a_pipe_is_wrong_usage(place):
    """It may never end, or never begin."""
    os.mkfifo(place.folder / "pipe")
    ran = place.run("glossary", "lint", "pipe")
    assert (ran.status, ran.stdout) == (2, b"")
    assert ran.stderr == "cleaner: pipe cannot be read: It is a pipe or a device, not a file\n"


def test_lint_lists_its_checks(place):
    """A line a check: id, severity, why."""
    listed = place.run("glossary", "lint", "--checks").stdout.decode()
    assert "short-source" in listed
    assert all(len(line.split()) > 5 for line in listed.splitlines())


def test_lint_shows_no_control_characters_on_the_terminal(place):
    """A dirty glossary plays no tricks."""
    place.write("a.txt", FINE.replace("en: silage", "en: sil\x1b]0;age"))
    ran = place.run("glossary", "lint", "a.txt", "--no-default-glossary")
    assert b"\x1b" not in ran.stdout
    assert "sil‹U+001B›]0;age".encode() in ran.stdout


def test_add_writes_an_entry_at_its_sorted_place(place):
    """What else is in the file stays byte for byte as it is."""
    old = "# Terms of farmers.\n\n" + FINE + "\n# about machines\n" + LATER
    place.write("g.txt", old)
    ran = place.run(
        *ADD, "--term", "温室棚", "--rendering", "hothouse", "--origin", "FAO", "--domain", "farming", "--form", "plural=hothouses"
    )
    new = "concept: hothouse\nzh: 温室棚\nen: hothouse\n  plural: hothouses\ndomain: farming\nsource: FAO\n"
    assert (ran.status, ran.stdout.decode(), ran.stderr) == (0, new, "g.txt:3: hothouse is written\n")
    assert place.read("g.txt") == old.replace("concept: silage", new + "\nconcept: silage")


def test_add_takes_everything_an_entry_can_say(place):
    """Examples go to the wrong form they mark, others to the rendering; the day is added to a review."""
    ran = place.run(
        *ADD,
        *RIDGE,
        *("--near", "rice*, paddy", "--hit", "They walked along the ⟦田埂⟧ of the paddy.", "--miss", "They met on the 田埂."),
        *("--wrong", "field stem", "--hit", "The ⟦field stem⟧ of the paddy is narrow.", "--miss", "They fielded Stem as captain."),
        *("--reviewed", "A. Reviewer", "--note", "Not a path."),
    )  # fmt: skip
    assert ran.status == 0, ran.stderr
    assert place.read("g.txt") == (
        "concept: field-ridge\nzh: 田埂\nen: field ridge\n  near: rice*, paddy\n"
        "  hit: They walked along the ⟦田埂|field ridge⟧ of the paddy.\n  miss: They met on the 田埂.\n  miss: They fielded Stem as captain.\n"
        "wrong: field stem\n  hit: The ⟦field stem⟧ of the paddy is narrow.\n"
        f"domain: farming\nsource: literal\nreviewed: {datetime.now(UTC).date()} A. Reviewer\nnote: Not a path.\n"
    )


def test_add_to_an_entry_that_is_there(place):
    """Unreviewed terms of a reviewed entry are only proposed; with a review they are admitted."""
    place.write("g.txt", FINE)
    assert place.run(*ADD, "--concept", "silage", "--rendering", "ensilage").status == 0
    assert place.run(*ADD, "--term", "青贮料", "--rendering", "silage", "--rendering", "green fodder", "--reviewed", "me").status == 0
    day = datetime.now(UTC).date()
    assert place.read("g.txt") == FINE.replace(
        "en: silage\n",
        f"zh: 青贮料\n  reviewed: {day} me\nen: silage\nen: ensilage\n  status: proposed\nen: green fodder\n  status: admitted\n  reviewed: {day} me\n",
    )


REFUSED = {
    (): "--term and --rendering are missing",
    (
        "--term",
        "青储饲料",
        "--rendering",
        "fodder",
    ): "g.txt:1:1: “青储饲料” is here, in `silage`; give this the id silage to add to that one",
    ("--concept", "silage", "--rendering", "silage"): "g.txt:1:1: `silage` has all of this already",
    ("--concept", "silage", "--rendering", "x", "--domain", "news"): "g.txt:1:1: `domain` is “farming” in `silage`",
    ("--concept", "Silage", "--term", "词", "--rendering", "x"): "--concept 'Silage' is not an id",
    ("--term", "田埂", "--rendering", "田间"): "no id can be made of “田间”",
    ("--term", "田埂", "--rendering", "ridge", "--form", "dual=ridges"): "--form 'dual=ridges' is not a form",
    ("--term", "田\n埂", "--rendering", "ridge"): "must be one line of text",
    (*RIDGE, "--rendering", "field\u200bridge"): "nothing is written to g.txt: mend what is named above as an error",
    (*RIDGE, "--target", "zh"): "--source and --target are both 'zh'",
    (*RIDGE, "--near", "*"): "field-ridge: expected words with letters or digits in `near`, not `*`; nothing is written",
}


@pytest.mark.parametrize("arguments", REFUSED, ids=lambda arguments: REFUSED[arguments][:40])
def test_add_refuses_and_leaves_the_file_as_it_is(place, arguments):
    """Status 2, and what to do."""
    place.write("g.txt", FINE)
    ran = place.run(*ADD, *arguments)
    assert ran.status == 2
    assert REFUSED[arguments] in ran.stderr
    assert place.read("g.txt") == FINE


def test_add_only_shows_the_entry_on_a_dry_run(place):
    """Warnings about it do not keep it from being written, and here nothing is."""
    ran = place.run(*ADD, *RIDGE[:4], "--dry-run")
    assert (ran.status, ran.stdout.decode()) == (0, "concept: field-ridge\nzh: 田埂\nen: field ridge\n")
    assert [line.split(":")[0] for line in ran.stderr.splitlines()] == ["warning missing-origin", "warning missing-domain"]
    assert place.files(".") == set()


CANDIDATES = """# Terms that the glossary does not have.

# 412 times in 97 documents
# sentence: They walked along the 田埂 home.
concept: candidate-tian-geng
zh: 田埂
en: field ridge
source: literal

# 9 times in 3 documents
concept: candidate-nong-ji
zh: 农机具
en: ?
source: ?

concept: candidate-li
zh: 犁铧片
source: ?

concept: baler
zh: 打包机械
en: baler
source: ?

concept: candidate-qing-chu
zh: 青儲飼料
en: fodder
source: ?

concept: candidate-geng
zh: 垄沟地
en: furrow,
source: ?
"""


def test_add_from_candidates_takes_what_is_completed(place):
    """What is still open is counted, what cannot be added is named, and the rest is written."""
    place.write("g.txt", FINE)
    place.write("c.txt", CANDIDATES)
    ran = place.run(*ADD, "--from", "c.txt", "--domain", "farming", "--origin", "FAO", "--reviewed", "me")
    end = f"reviewed: {datetime.now(UTC).date()} me\n\n"
    assert ran.status == 3
    assert place.read("g.txt") == (
        f"concept: baler\nzh: 打包机械\nen: baler\ndomain: farming\nsource: FAO\n{end}"
        f"concept: field-ridge\nzh: 田埂\nen: field ridge\ndomain: farming\nsource: literal\n{end}" + FINE
    )
    assert ran.stderr.splitlines() == [
        "failed: c.txt:25: fodder: g.txt:1:1: “青儲飼料” is here, in `silage`; "
        "give this the id silage to add to that one, or leave the term out",
        "failed: c.txt:30: furrow: stray-character: “furrow,”: it ends with ',', which is not part of a term; remove it",
        "2 added to g.txt, 2 not completed yet, 2 failed",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made with pty")
@pytest.mark.parametrize(("last", "written"), [("y", True), ("n", False), ("\x04", False)])
def test_add_asks_on_a_terminal_for_what_is_missing(place, last, written):
    """Term, rendering, word class, plural, field, source, note; then whether to write."""
    import pty

    answers = ["田埂", "", "field ridge", "nown", "", "field ridges", "farming", "literal", "", last]
    ours, theirs = pty.openpty()
    command = place.command(*ADD)
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=place.folder, env=os.environ | {"PYTHONUTF8": "1"})
    os.close(theirs)
    shown = b""
    # the other side has gone when there is nothing more to be read
    with suppress(OSError):
        while chunk := os.read(ours, 4096):
            shown += chunk
            if shown.endswith(b": ") and answers:
                os.write(ours, answers.pop(0).encode() + b"\n")
    os.close(ours)
    assert process.wait() == 0
    assert b"write it to g.txt? [Y/n]: " in shown
    entry = "concept: field-ridge\nzh: 田埂\nen: field ridge\n  plural: field ridges\ndomain: farming\nsource: literal\n"
    assert (place.read("g.txt") if written else place.files(".")) == (entry if written else set())
