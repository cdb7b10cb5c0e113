"""The file format: what it says, and how it complains."""

import os
import pickle
import sys
from pathlib import Path

import pytest

from cleaner import Cleaner, Glossary, GlossaryError
from cleaner.glossary.parse import read
from cleaner.glossary.write import insert

ENTRY = "concept: a-thing\nzh: 东西\nen: thing\n  plural: things\nsource: literal\nreviewed: 2026-11-21 me\n"


def load(folder: Path, text: str) -> Glossary:
    path = folder / "terms.txt"
    path.write_bytes(text.encode())
    return Glossary.load(path)


def test_an_entry_is_read_and_used(tmp_path: Path) -> None:
    glossary = load(tmp_path, "# a comment\n\n" + ENTRY)
    (concept,) = glossary.concepts
    assert concept.terms["en"][0].forms == {"plural": "things"}
    assert Cleaner("en", glossary=glossary).clean("They saw three东西 there.").text == "They saw three things there."


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    assert len(load(tmp_path, "\ufeff" + ENTRY.replace("\n", "\r\n"))) == 1


def test_a_proposed_entry_is_never_applied(tmp_path: Path) -> None:
    glossary = load(tmp_path, ENTRY.replace("reviewed: 2026-11-21 me\n", ""))
    (found,) = Cleaner("en", glossary=glossary).clean("one东西 there").annotations
    assert (found.replacement, found.applied) == (" thing ", False) or (found.replacement, found.applied) == (" thing", False)


def test_a_later_path_replaces_a_concept_of_an_earlier_one(tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(ENTRY, encoding="utf-8")
    second.write_text(ENTRY.replace("en: thing", "en: object"), encoding="utf-8")
    assert Glossary.load(first, second).concepts[0].terms["en"][0].text == "object"


MALFORMED = {
    "zh: 东西\n": "1:1: expected `concept: id`",
    "concept: A Thing\n": "1:10: expected lower-case ASCII words",
    ENTRY + "source: me\n": "7:1: expected `source` once",
    ENTRY.replace("  plural", "  dual"): "4:3: expected one of",
    ENTRY.replace("  plural", "   plural"): "4:1: expected no indent, or two spaces",
    ENTRY.replace("zh: 东西", "zh 东西"): "2:1: expected `key: value`",
    ENTRY.replace("zh: 东西", "zh:"): "2:4: expected a value for `zh`",
    ENTRY.replace("en: thing\n  plural: things\n", ""): "1:1: expected terms in two languages",
    "  near: x\n": "1:1: expected a line to qualify",
    ENTRY + "\n" + ENTRY: "concept a-thing is already at",
    ENTRY + "wrong: a | b\n  use: x | y | z\n": "7:1: expected one `use`, or one for each of the 2 forms",
    ENTRY + "wrong: a\n  use: x\n  safety: sure\n": "9:3: expected `safety` to be one of safe, review, note",
    ENTRY + "wrong: |\n": "7:1: expected a form in `wrong`",
    ENTRY + "wrong: a\n  use: |\n": "8:3: expected a form in `use`",
    ENTRY + "wrong: a\n  rule: pinyin-leftover\n": "8:3: expected `rule` to be one of calque, wrong-name, foreign-viewpoint, not",
    ENTRY + "pinyin: a\n  rule: calque\n": "8:3: expected `rule` to be pinyin-leftover, not `calque`",
    ENTRY.replace("  plural: things", "  near: *"): "4:3: expected words with letters or digits in `near`, not `*`",
    ENTRY.replace("  plural: things", "  unless: thing, **"): "4:3: expected words with letters or digits in `unless`, not `**`",
    ENTRY.replace("  plural: things", "  near: ,"): "4:3: expected words with letters or digits in `near`, not `,`",
    ENTRY + "\n\ufeff" + ENTRY: "8:1: expected no byte order mark",
    ENTRY.rstrip() + "\ufeff" + ENTRY: "6:24: expected no byte order mark",
    ENTRY.replace("\n", "\r"): "1:17: expected a line feed, with or without a carriage return before it, at the end of each line",
}


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: MALFORMED[text])
def test_a_malformed_file_is_named_with_line_column_and_what_was_expected(tmp_path: Path, text: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'terms.txt'}:")
    assert MALFORMED[text] in str(caught.value)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "terms.txt").write_bytes("concept: x\nzh: 东西\n".encode("gb18030"))
    with pytest.raises(GlossaryError, match=r"terms\.txt:2:5: expected UTF-8 text"):
        Glossary.load(tmp_path)


def test_what_is_no_file_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    load(tmp_path, ENTRY)
    (tmp_path / ".#terms.txt").symlink_to("nowhere")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "more.txt").write_text(ENTRY.replace("a-thing", "b-thing"), encoding="utf-8")
    assert [concept.id for concept in Glossary.load(tmp_path).concepts] == ["a-thing", "b-thing"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that nobody can read")
def test_a_file_of_a_folder_that_cannot_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    load(tmp_path, ENTRY)
    (tmp_path / "memory.txt").symlink_to("/proc/self/mem")
    with pytest.raises(OSError, match="error"):
        Glossary.load(tmp_path)
    glossary = Glossary.load(tmp_path, strict=False)
    assert len(glossary) == 1
    assert [str(problem) for problem in glossary.problems] == [
        f"{tmp_path / 'memory.txt'}:1:1: expected a file that can be read: Input/output error"
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="It is a pipe or a device"):
        Glossary.load(tmp_path / "pipe")


def test_what_was_wrong_with_files_is_told_by_copies_too(tmp_path: Path) -> None:
    load(tmp_path, ENTRY)
    (tmp_path / "bad.txt").write_text("no colon", encoding="utf-8")
    glossary = Glossary.load(tmp_path, strict=False)
    sent = pickle.loads(pickle.dumps(glossary))
    assert [str(problem) for problem in sent.problems] == [str(problem) for problem in glossary.problems] != []
    assert sent.concepts == glossary.concepts


HEAD, BLANK = b"# one\r\n# two\n\n", b"\r\n"
BEE = "concept: b\nzh: 乙\nen: bee\n".encode()
DEE = "concept: d\r\nzh: 丁\r\nen: dee\n".encode()


@pytest.mark.parametrize(("tail", "usual"), [(b"\n# end", b"\n"), (b"\n" + b"# end\r\n" * 9, b"\r\n")], ids=["LF", "CRLF"])
@pytest.mark.parametrize("key", ["a", "b", "c", "d", "e"])
def test_an_entry_that_is_put_in_has_the_usual_line_ends_and_every_other_byte_stays(key: str, tail: bytes, usual: bytes) -> None:
    new = f"concept: {key}\nzh: 丙\nen: new\n".encode().replace(b"\n", usual)
    expected = {
        "a": HEAD + new + usual + BEE + BLANK + DEE + tail,
        "b": HEAD + new + BLANK + DEE + tail,
        "c": HEAD + BEE + usual + new + BLANK + DEE + tail,
        "d": HEAD + BEE + BLANK + new + tail,
        "e": HEAD + BEE + BLANK + DEE + usual + new + tail,
    }
    (concept,) = read("new", new)
    assert insert("file", HEAD + BEE + BLANK + DEE + tail, concept) == expected[key]


def test_an_entry_that_is_put_behind_a_line_without_an_end_ends_it() -> None:
    (concept,) = read("new", BEE.replace(b"concept: b", b"concept: z"))
    assert insert("file", BEE.rstrip(), concept) == BEE + b"\n" + BEE.replace(b"concept: b", b"concept: z")
    assert insert("file", b"# head", concept) == b"# head\n\n" + BEE.replace(b"concept: b", b"concept: z")


def test_the_digest_is_that_of_the_entries(tmp_path):
    """The same entries in another folder have the same digest, others have another."""
    text = "concept: garden\nzh: 乐园\nen: {}\nsource: literal\n"
    digests = []
    for name, rendering in (("a", "garden"), ("b", "garden"), ("c", "park")):
        (tmp_path / name).mkdir()
        path = tmp_path / name / "terms.txt"
        path.write_text(("# a remark\n\n" if name == "b" else "") + text.format(rendering), encoding="utf-8")
        digests.append(Glossary.load(path).digest)
    assert digests[0] == digests[1] != digests[2]
