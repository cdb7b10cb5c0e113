"""`cleaner clean --in-place`: files are replaced as a whole, and each can be had back."""

import gzip
import json
import stat
import subprocess

import pytest

DIRTY, CLEANED = "tele\u200bcom fr\xadaud &amp; more\n", "telecom fraud & more\n"


def git(place, *arguments):
    """Run git in the folder."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", place.folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def committed(place):
    """A repository with two dirty texts, a clean one and a table."""
    git(place, "init", "-q")
    place.write("docs/a.txt", DIRTY)
    place.write("docs/b.txt", DIRTY)
    place.write("docs/clean.txt", "nothing wrong\n")
    place.write("docs/t.jsonl", '{"n": 1.0, "text": "AT&amp;T"}\n{"text": "fine"}\n')
    git(place, "add", ".")
    git(place, "commit", "-q", "-m", "first")
    return place


def test_files_that_git_has_are_replaced_and_only_those_that_change(committed):
    place = committed
    before = {name: (place.folder / "docs" / name).stat().st_ino for name in place.files("docs")}
    ran = place.run("clean", "--in-place", "docs")
    assert ran.status == 0, ran.stderr
    assert place.read("docs/a.txt") == place.read("docs/b.txt") == CLEANED
    # a table gets no column
    assert place.read("docs/t.jsonl") == '{"n": 1.0, "text": "AT&T"}\n{"text": "fine"}\n'
    assert (place.folder / "docs/clean.txt").stat().st_ino == before["clean.txt"]
    assert place.files("docs") == before.keys()
    assert "3 files replaced" in ran.stderr
    # again: nothing is left to do, and what is not committed is refused
    git(place, "commit", "-q", "-a", "-m", "cleaned")
    assert "0 files replaced" in place.run("clean", "--in-place", "docs").stderr


@pytest.mark.parametrize("how", ["changed", "staged", "untracked", "ignored", "no repository"])
def test_what_git_could_not_bring_back_is_refused_before_anything_changes(committed, how):
    place, name = committed, "docs/b.txt"
    if how in ("changed", "staged"):
        place.write(name, DIRTY + "mine\n")
        if how == "staged":
            git(place, "add", ".")
    else:
        name = "docs/new.txt"
        place.write(name, DIRTY)
    if how == "ignored":
        place.write(".gitignore", "new.txt\n")
    if how == "no repository":
        subprocess.run(["rm", "-r", place.folder / ".git"], check=True)
    ran = place.run("clean", "--in-place", "--no-ignore", "docs")
    assert ran.status == 2
    assert "back: git does not have" in ran.stderr
    assert "commit first, or keep what is replaced with --backup .orig" in ran.stderr
    assert how == "no repository" or f"nothing could bring {name} back" in ran.stderr
    assert place.read("docs/a.txt") == DIRTY


def test_backup_keeps_what_is_replaced(place):
    """Under the name with the suffix; a second run does not clean the copies, and overwrites none."""
    path = place.write("in/a.txt", DIRTY)
    path.chmod(0o640)
    place.write("in/clean.txt", "nothing wrong\n")
    assert place.run("clean", "--in-place", "--backup", ".orig", "in").status == 0
    assert place.files("in") == {"a.txt", "a.txt.orig", "clean.txt"}
    assert (place.read("in/a.txt"), place.read("in/a.txt.orig")) == (CLEANED, DIRTY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert place.run("clean", "--in-place", "--backup", ".orig", "in").status == 0
    place.write("in/a.txt", "more &amp; more\n")
    ran = place.run("clean", "--in-place", "--backup", ".orig", "in")
    assert ran.status == 3
    assert "failed: in/a.txt: it stays as it was: in/a.txt.orig is there already; move it away, or choose another suffix" in ran.stderr
    assert (place.read("in/a.txt"), place.read("in/a.txt.orig")) == ("more &amp; more\n", DIRTY)


def test_annotations_and_summary_go_where_they_are_wanted(place):
    place.write("in/a.txt", DIRTY)
    place.write("in/clean.txt", "nothing wrong\n")
    assert place.run("clean", "--in-place", "--backup", "~", "in", "-o", "out").status == 0
    assert place.files("out") == {"annotations.jsonl", "summary.json"}
    assert place.annotations().keys() == {"a.txt", "clean.txt"}
    assert (place.summary()["replaced"], place.summary()["changed"]) == (1, 1)
    ran = place.run("clean", "--in-place", "--backup", "~", "in", "-o", "out")
    assert ran.status == 2
    assert "out holds annotations.jsonl, summary.json of another run; choose another folder with -o" in ran.stderr


def test_what_cannot_be_replaced_stays_and_is_named(place):
    """A link, bytes that would be lost, a damaged table: nothing of these is touched, the rest is done."""
    place.write("a.txt", DIRTY)
    place.write("target.txt", DIRTY)
    (place.folder / "link.txt").symlink_to("target.txt")
    lossy = DIRTY.encode() + b"caf\xe9 \xff and text that is UTF-8: caf\xc3\xa9 \xc3\xa9\n" + CLEANED.encode() * 20
    place.write("lossy.txt", lossy)
    table = gzip.compress(json.dumps({"text": DIRTY}).encode() + b"\n")[:-6]
    place.write("t.jsonl.gz", table)
    ran = place.run("clean", "--in-place", "--backup", ".orig", "a.txt", "link.txt", "lossy.txt", "t.jsonl.gz", "missing.txt")
    assert ran.status == 3
    assert "failed: link.txt: it stays as it was: it is a link, and nothing is written through links" in ran.stderr
    assert "failed: lossy.txt: it stays as it was: bytes that do not fit its encoding would be lost" in ran.stderr
    assert "failed: t.jsonl.gz: the gzip data is damaged" in ran.stderr
    assert "failed: missing.txt: there is no such file or folder" in ran.stderr
    assert place.read("a.txt") == CLEANED
    assert place.read("target.txt") == DIRTY
    assert (place.folder / "lossy.txt").read_bytes() == lossy
    assert (place.folder / "t.jsonl.gz").read_bytes() == table
    assert place.files(".") == {"a.txt", "a.txt.orig", "target.txt", "link.txt", "lossy.txt", "t.jsonl.gz"}


def test_compressed_files_stay_compressed(place):
    place.write("a.txt.gz", gzip.compress(DIRTY.encode()))
    assert place.run("clean", "--in-place", "--backup", ".orig", "a.txt.gz", "-j", "2").status == 0
    assert gzip.decompress((place.folder / "a.txt.gz").read_bytes()).decode() == CLEANED


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--in-place", "-"), "--in-place goes without standard input (-)"),
        (("--in-place", "a.txt", "--diff"), "--in-place goes without --diff"),
        (("--in-place", "a.txt", "-o", "-"), "--in-place goes without -o -"),
        (("--in-place", "a.txt", "--resume"), "--in-place goes without --resume"),
        (("--in-place", "a.txt", "--backup", "/x"), "'/x' cannot end the name of a file; name a suffix such as .orig"),
        (("--in-place", "a.txt", "--backup", ""), "'' cannot end the name of a file"),
        (("a.txt", "--backup", ".orig", "-o", "out"), "--backup is for --in-place"),
    ],
)
def test_wrong_usage(place, arguments, message):
    place.write("a.txt", DIRTY)
    ran = place.run("clean", *arguments)
    assert ran.status == 2
    assert message in ran.stderr
    assert place.files(".") == {"a.txt"}


def test_files_of_which_only_parts_are_text_stay_such_files(place):
    """Subtitles keep their numbers and times, a page its markup, a Word document everything but its words."""
    docx = pytest.importorskip("docx")
    srt = f"1\n00:00:01,000 --> 00:00:02,000\n{DIRTY}\n2\n00:00:03,000 --> 00:00:04,000\nPlain.\n"
    page = f"<html><body><p>{DIRTY.strip()}</p></body></html>\n"
    place.write("in/s.srt", srt)
    place.write("in/h.html", page)
    made = docx.Document()
    made.add_paragraph(DIRTY.strip())
    made.save(place.folder / "in/w.docx")
    ran = place.run("clean", "in", "--in-place", "--backup", ".orig")
    assert ran.status == 0, ran.stderr
    assert place.read("in/s.srt") == srt.replace(DIRTY, CLEANED)
    assert place.read("in/h.html") == page.replace("tele\u200bcom fr\xadaud", "telecom fraud")
    assert [each.text for each in docx.Document(place.folder / "in/w.docx").paragraphs] == [CLEANED.strip()]
    assert place.read("in/s.srt.orig") == srt
