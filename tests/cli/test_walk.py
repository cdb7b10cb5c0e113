"""Which files of a folder are read: .gitignore, hidden files, binaries, patterns and links."""

import os
import subprocess

import pytest

DIRTY = "tele\u200bcom fr\xadaud &amp; more\n"


def read(place, *arguments):
    """The texts that `check` reads, and what it says of the others."""
    ran = place.run("check", *arguments)
    assert ran.status in {0, 1}, ran.stderr
    return {line.split(":")[0] for line in ran.stdout.decode().splitlines()}, ran.stderr


def test_ignore_files_are_respected_nested_ones_and_what_they_take_back(place):
    """As git does: the nearest file decides, `!` takes back, nothing in an ignored folder comes back."""
    place.write("in/.gitignore", "*.log\n/build/\nnotes/*\n!notes/keep.txt\n")
    place.write("in/deep/.gitignore", "!wanted.log\ndrafts\n")
    for name in ("a.txt", "a.log", "build/b.txt", "deep/build/c.txt", "deep/wanted.log", "deep/x.log", "deep/drafts/d.txt"):
        place.write(f"in/{name}", DIRTY)
    place.write("in/notes/keep.txt", DIRTY)
    place.write("in/notes/other.txt", DIRTY)
    found, said = read(place, "in")
    assert found == {"in/a.txt", "in/deep/build/c.txt", "in/deep/wanted.log", "in/notes/keep.txt"}
    assert "not read in folders: 5 ignored by .gitignore (--no-ignore)" in said
    everything, said = read(place, "--no-ignore", "in")
    assert everything == found | {
        "in/a.log",
        "in/build/b.txt",
        "in/deep/x.log",
        "in/deep/drafts/d.txt",
        "in/notes/other.txt",
    }
    assert "not read" not in said


def test_what_git_ignores_is_what_is_ignored(place):
    """The files that are read are those that git would add."""
    subprocess.run(["git", "init", "-q", place.folder], check=True)
    place.write(
        ".gitignore", "# words\n*.tmp\n**/cache/\n/top.txt\nsp ace.txt\n\\#odd.txt\n[ab]?.txt\nin/**/z.txt\n!in/keep/z.txt\n!\nbad\\\n"
    )
    names = ["top.txt", "in/top.txt", "x.tmp", "cache/a.txt", "in/cache/b.txt", "sp ace.txt", "#odd.txt", "ax.txt", "in/bx.txt", "cx.txt"]
    names += ["in/z.txt", "in/keep/z.txt", "in/other/z.txt", "in/.gitignore"]
    for name in names:
        place.write(name, DIRTY)
    place.write("in/.gitignore", "!top.txt\nkeep.txt\n")
    listed = subprocess.run(
        ["git", "-C", place.folder, "ls-files", "-z", "--others", "--exclude-standard"], check=True, capture_output=True, text=True
    ).stdout.split("\0")
    found, _ = read(place, ".")
    assert found == {name for name in listed if name and not name.endswith(".gitignore")}
    below, _ = read(place, "in")
    assert below == {name for name in found if name.startswith("in/")}


def test_a_folder_or_file_that_is_named_is_read_whatever_ignores_it(place):
    subprocess.run(["git", "init", "-q", place.folder], check=True)
    place.write(".gitignore", "build/\n*.log\n")
    place.write("build/a.txt", DIRTY)
    place.write("b.log", DIRTY)
    place.write(".hidden.txt", DIRTY)
    assert read(place, "build", "b.log", ".hidden.txt", "--exclude", "*")[0] == {"b.log", ".hidden.txt"}
    assert read(place, "build")[0] == {"build/a.txt"}


def test_hidden_files_are_skipped(place):
    for name in ("a.txt", ".b.txt", ".git/c.txt", ".d/e.txt"):
        place.write(f"in/{name}", DIRTY)
    found, said = read(place, "in")
    assert found == {"in/a.txt"}
    assert "not read in folders: 2 hidden (--hidden)" in said
    assert read(place, "--hidden", "in")[0] == {"in/a.txt", "in/.b.txt", "in/.d/e.txt"}


def test_binaries_in_folders_are_counted_and_no_failure(place):
    """One that is named is a failure; so is a damaged file that should be text."""
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20
    place.write("in/a.txt", DIRTY)
    place.write("in/picture.png", png)
    place.write("in/program", b"\x7fELF\x02\x01\x01\0" + bytes(range(256)) * 8)
    for workers in "12":
        ran = place.run("clean", "in", "-o", "out", "-j", workers)
        assert ran.status == 0
        assert "not read in folders: 2 binary" in ran.stderr
        assert "read 1 = written 1 + failed 0" in ran.stderr
        summary = place.summary()
        assert (summary["read"], summary["skipped"], summary["failures"]) == (1, {"binary": 2}, [])
    ran = place.run("check", "in/picture.png")
    assert ran.status == 3
    assert "failed: in/picture.png: these bytes are not text" in ran.stderr


def test_include_and_exclude(place):
    """Patterns of the command line are meant from the input folder, or as the shell completes them."""
    for name in ("a.txt", "b.md", "news/c.md", "news/old/d.md"):
        place.write(f"in/{name}", DIRTY)
    assert read(place, "in", "--include", "*.md")[0] == {"in/b.md", "in/news/c.md", "in/news/old/d.md"}
    assert read(place, "in", "--include", "*.md", "--exclude", "old/")[0] == {"in/b.md", "in/news/c.md"}
    assert read(place, "in", "--include", "/*.md")[0] == {"in/b.md"}
    assert read(place, "in", "--exclude", "in/news/")[0] == {"in/a.txt", "in/b.md"}
    assert read(place, "in", "--exclude", "*.md", "--exclude", "!news/c.md")[0] == {"in/a.txt", "in/news/c.md"}
    found, said = read(place, "in", "--exclude", "news/")
    assert found == {"in/a.txt", "in/b.md"}
    assert "not read in folders: 1 excluded" in said
    wrong = place.run("check", "in", "--exclude", "!")
    assert wrong.status == 2
    assert "'!' is not a pattern of paths" in wrong.stderr


def test_links_out_of_the_folder_are_not_followed_and_said(place):
    """A link to a file in the folder is read; a folder that is named may be a link."""
    place.write("in/a.txt", DIRTY)
    place.write("secret/s.txt", DIRTY)
    (place.folder / "in/file.txt").symlink_to("../secret/s.txt")
    (place.folder / "in/folder").symlink_to("../secret")
    (place.folder / "in/same.txt").symlink_to("a.txt")
    (place.folder / "named").symlink_to("in")
    for top in ("in", "named"):
        found, said = read(place, top)
        assert found == {f"{top}/a.txt", f"{top}/same.txt"}
        assert "not read in folders: 2 links out of the folder" in said
    assert read(place, "in/file.txt")[0] == {"in/file.txt"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_ignore_file_that_cannot_be_read_is_a_failure(place):
    place.write("in/a.txt", DIRTY)
    place.write("in/.gitignore", "*.log\n").chmod(0)
    ran = place.run("check", "in")
    assert ran.status == 3
    assert "failed: in/.gitignore: permission denied" in ran.stderr
