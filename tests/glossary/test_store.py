"""The file format: what it says, and how it complains."""

from pathlib import Path

import pytest

from cleaner import Cleaner, Glossary, GlossaryError

ENTRY = "concept: a-thing\nzh: 东西\nen: thing\n  plural: things\nsource: literal\nreviewed: 2026-11-21 me\n"


def load(folder: Path, text: str) -> Glossary:
    path = folder / "terms.txt"
    path.write_text(text, encoding="utf-8")
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
