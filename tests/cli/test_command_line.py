"""What people expect of a command line: errors of one line, suggestions, colour, standard streams, completion."""

import json
import os
import re
import subprocess
import sys

import pytest

DIRTY, CLEANED = "tele\u200bcom fr\xadaud &amp; more\n", "telecom fraud & more\n"


def plain(shown):
    """What a terminal shows, without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", shown)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("chekc", "a.txt"), "cleaner: there is no command 'chekc'; did you mean check? (see `cleaner --help`)"),
        (("glossary", "lokup", "x"), "cleaner glossary: there is no command 'lokup'; did you mean lookup? (see `cleaner glossary --help`)"),
        (("check", "--tagret", "a.txt"), "cleaner check: there is no option --tagret; did you mean --target? (see `cleaner check --help`)"),
        (("check", "a.txt", "--boiler", "off"), "cleaner check: there is no option --boiler; did you mean --boilerplate?"),
        (("check", "a.txt", "--zzz=1"), "cleaner check: there is no option --zzz (see"),
        (("check", "--spam", "learnt", "a.txt"), "argument --spam: 'learnt' is not one of learned, signs; did you mean learned?"),
        (("check", "--select", "mojibak", "a.txt"), "select: 'mojibak' is neither a rule nor a kind; did you mean mojibake?"),
        (("check", "--ignore", "spamm", "a.txt"), "ignore: 'spamm' is neither a rule nor a kind; did you mean spam?"),
        (("rules", "spam-lines"), "cleaner: there is no rule 'spam-lines'; did you mean spam-line? `cleaner rules` lists them"),
        (("check",), "cleaner check: the following arguments are required: INPUT (see `cleaner check --help`)"),
        (("rules", "spam-line", "more"), "cleaner rules: unexpected argument 'more'"),
        (("check", "--statistics", "--format", "sarif", "a.txt"), "--statistics are text or JSON, not sarif"),
        (("clean", "a.txt", "b.txt", "-o", "-"), "-o - writes one file to standard output"),
        (("clean", "--stdin-filename", "x.md", "a.txt"), "--stdin-filename names what standard input holds; give - as an input"),
        (
            ("clean", "--stdin-filename", "x.jsonl.gz", "-"),
            "standard input is not decompressed; decompress it before, and give --stdin-filename x.jsonl",
        ),
    ],
)
def test_wrong_usage_is_one_line_that_helps(place, arguments, message):
    place.write("a.txt", DIRTY)
    place.write("b.txt", DIRTY)
    ran = place.run(*arguments, fast=False)
    assert ran.status == 2
    assert message in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_a_column_that_is_nearly_right_is_suggested(place):
    place.write("t.jsonl", '{"texts": "a", "id": 1}\n')
    ran = place.run("check", "t.jsonl")
    assert "line 1 has no string 'text' (it has 'texts', 'id'); did you mean texts? name the field with --text-column" in ran.stderr


def test_fifty_failures_that_are_alike_are_one_line(place):
    """With their number and the first of them; others have their own."""
    place.write("t.jsonl", "".join(f'{{"body": {number}}}\n' for number in range(50)) + "no JSON\n")
    ran = place.run("clean", "t.jsonl", "-o", "out")
    failed = [line for line in ran.stderr.splitlines() if line.startswith("failed: ")]
    assert len(failed) == 2
    assert failed[0].startswith("failed: 50 times: t.jsonl:1, t.jsonl:2, t.jsonl:3 and 47 more: line 1 has no string 'text'")
    assert failed[1].startswith("failed: t.jsonl:51: line 51 is not JSON")
    assert len(place.summary()["failures"]) == 51


def test_texts_without_a_certain_language_are_counted(place):
    """In the summary and in summary.json; a language that is given is certain."""
    place.write("in/a.txt", "The committee said that it would go to the house of the people and that it was good.\n")
    place.write("in/b.txt", "12345 67890\n")
    ran = place.run("clean", "in", "-o", "out", "--select", "encoding", fast=False)
    assert "1 text has no certain language; --target names the one that they should be in" in ran.stderr
    assert place.summary()["uncertain_language"] == 1
    assert place.annotations()["b.txt"]["language"] is None
    ran = place.run("clean", "in", "-o", "given")
    assert "no certain language" not in ran.stderr
    assert place.summary("given")["uncertain_language"] == 0


def test_min_confidence_counts_what_it_does_not_list(place):
    place.write("a.txt", DIRTY)
    ran = place.run("check", "a.txt", "--format", "json")
    sure = sorted({each["confidence"] for each in json.loads(ran.stdout)["annotations"]})
    ran = place.run("check", "a.txt", "--min-confidence", str(sure[-1]))
    assert ran.status == 1
    assert len(ran.stdout.splitlines()) < 3 or len(sure) == 1
    place.write("b.txt", "strong public反响.\n")
    listed = place.run("check", "--select", "untranslated", "-t", "en", "--min-confidence", "0.999", "b.txt")
    assert (listed.status, listed.stdout) == (0, b"")
    assert "0 findings in 1 text; 1 of less confidence not listed" in listed.stderr
    assert place.run("check", "--min-confidence", "2", "a.txt").status == 2


def test_exit_zero(place):
    """Findings are no failure then; failures are."""
    place.write("a.txt", DIRTY)
    ran = place.run("check", "--exit-zero", "a.txt")
    assert (ran.status, len(ran.stdout.splitlines())) == (0, 3)
    assert place.run("check", "--exit-zero", "a.txt", "missing.txt").status == 3


def test_statistics(place):
    """Rules by the number of their findings, with how many `clean` would change."""
    place.write("a.txt", DIRTY)
    place.write("b.txt", DIRTY)
    ran = place.run("check", "--statistics", "a.txt", "b.txt")
    assert ran.status == 1
    assert ran.stdout.decode().splitlines() == ["4  invisible-character  [*] 4", "2  html-entity  [*] 2"]
    assert "[*] 6 of 6 findings would be changed by `cleaner clean`" in ran.stderr
    rows = json.loads(place.run("check", "--statistics", "--format", "json", "a.txt").stdout)
    assert rows[0] == {"rule": "invisible-character", "kind": "invisible", "found": 2, "applied": 2}


def test_output_to_standard_output(place):
    place.write("a.txt", DIRTY)
    ran = place.run("clean", "a.txt", "-o", "-")
    assert (ran.status, ran.stdout.decode()) == (0, CLEANED)
    assert place.files(".") == {"a.txt"}
    place.write("in/b.txt", DIRTY)
    assert place.run("clean", "in", "-o", "-").status == 2


def test_the_name_of_standard_input_says_its_format(place):
    line = b'{"text": "AT&amp;T"}\n'
    table = place.run("clean", "-", "--stdin-filename", "t.jsonl", "--no-annotations", stdin=line)
    assert table.stdout == b'{"text": "AT&T"}\n'
    assert place.run("check", "-", "--stdin-filename", "docs/x.txt", stdin=DIRTY.encode()).stdout.startswith(b"docs/x.txt:1:5: ")
    # source code keeps its control characters; plain text does not
    code = place.run("clean", "-", "--stdin-filename", "x.py", stdin=b"a = 'b\x07c'\n")
    assert code.stdout == b"a = 'b\x07c'\n"


@pytest.mark.parametrize(
    ("color", "environment", "coloured"),
    [
        ("auto", {}, False),
        ("always", {}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", {"NO_COLOR": "1"}, True),
    ],
)
def test_colour(place, color, environment, coloured):
    """As asked for, else as the environment says; without it changes are marked."""
    place.write("a.txt", "AT&amp;T\n")
    ran = place.run("clean", "--diff", "--color", color, "a.txt", environment=environment)
    shown = ran.stdout.decode()
    assert ("\x1b[9;31m" in shown) == coloured
    assert ("[-AT&amp;T-]{+AT&T+}" in plain(shown)) != coloured
    assert color != "never" or "\x1b" not in shown + ran.stderr


def test_a_diff_wraps_on_a_terminal_and_keeps_its_margin(place):
    """Its lines fit the width; what is wrapped stands below the text, not below the number. A pipe gets whole lines."""
    place.write("a.txt", "some words before it " * 2 + "AT&amp;T" + " and more words after it" * 2 + "\n")
    environment = {"FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": "40"}
    lines = place.run("clean", "--diff", "a.txt", environment=environment).stdout.decode().splitlines()
    shown = [plain(line) for line in lines[1:]]
    assert len(shown) > 2
    assert all(len(line) <= 40 for line in shown)
    assert shown[0].startswith("    1 some words")
    assert all(line.startswith(" " * 6) for line in shown[1:])
    assert len(place.run("clean", "--diff", "a.txt").stdout.decode().splitlines()) == 2


def test_a_proposal_ends_visibly_without_colour(place):
    place.write("b.txt", "strong public反响 here.\n")
    shown = place.run("clean", "--diff", "--select", "untranslated", "-t", "en", "b.txt").stdout.decode()
    assert "[?public反响 → public response?] here" in shown or "{+public response+}" in shown


def test_open_shows_the_report(place):
    """The browser that the user has set gets the address of report.html."""
    place.write("a.txt", DIRTY)
    script = place.write("browser", f"#!{sys.executable}\nimport sys\nopen({str(place.folder / 'opened')!r}, 'w').write(sys.argv[1])\n")
    script.chmod(0o755)
    ran = place.run("clean", "a.txt", "-o", "out", "--open", environment={"BROWSER": f"{script} %s"})
    assert ran.status == 0, ran.stderr
    assert place.read("opened") == (place.folder / "out/report.html").resolve().as_uri()


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (("ch",), "check"),
        (("glossary", "lo"), "lookup"),
        (("check", "--page", "a"), "auto"),
        (("check", "-q", "--stat"), "--statistics"),
        (("completion", "z"), "zsh"),
        (("check", "fi"), ""),
    ],
)
def test_completion_in_bash(place, words, completed):
    """The script completes commands, options and their values; files where nothing else fits."""
    place.write("script", place.run("completion", "bash").stdout)
    test = f'source ./script; COMP_WORDS=(cleaner {" ".join(words)}); COMP_CWORD={len(words)}; _cleaner; echo "${{COMPREPLY[*]}}"'
    done = subprocess.run(["bash", "-c", test], cwd=place.folder, capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == completed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_names_every_command_and_option(place, shell):
    script = place.run("completion", shell).stdout.decode()
    for word in ("clean", "check", "lookup", "in-place", "stdin-filename", "balanced"):
        assert word in script
    assert f"cleaner completion {shell}" in script.partition("\n")[0] + script.split("\n")[1]
