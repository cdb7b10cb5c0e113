"""The scan: what the tables say, and that blocks and single texts agree."""

import numpy as np
import pytest
from fontTools import unicodedata as scripts
from ftfy.badness import MOJIBAKE_CATEGORIES
from hypothesis import given
from hypothesis import strategies as st

from cleaner.codepoints import RepairMark, chars_marked, script_name, script_number
from cleaner.scan import Scan, is_plain

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def test_scripts_are_those_of_unicode() -> None:
    text = "".join(chr(point) for point in range(0x30000) if not 0xD800 <= point <= 0xDFFF)
    found = [script_name(number) for number in Scan([text]).scripts.tolist()]
    assert [char for char, name in zip(text, found, strict=True) if name != scripts.script(char)] == []


def test_the_gate_of_mojibake_holds_every_character_of_ftfys() -> None:
    import re

    theirs = {ord(char) for char in map(chr, range(0x10000)) if re.match("[" + "".join(MOJIBAKE_CATEGORIES.values()) + "]", char)}
    assert theirs <= set(chars_marked(RepairMark.MOJIBAKE))


@given(anything)
def test_plain_text_carries_no_mark_and_no_foreign_script(text: str) -> None:
    if is_plain(text) and text:
        scan = Scan([text])
        neighbours = scan.marks[:-1] & scan.marks[1:]
        assert not np.any(scan.marks & ~np.uint16(RepairMark.MOJIBAKE | RepairMark.BRACKETED))
        assert not np.any(neighbours & RepairMark.MOJIBAKE) or all(char in "‘’“”–—…" for char in text if ord(char) > 127)
        assert {script_name(number) for number in scan.scripts.tolist()} <= {"Zyyy", "Latn"}


@given(st.lists(anything, min_size=1, max_size=5))
def test_a_block_is_its_texts(texts: list[str]) -> None:
    block = Scan(texts)
    singles = [Scan([text]) for text in texts]
    assert block.text_marks == [marks for single in singles for marks in single.text_marks]
    for index, text in enumerate(texts):
        start = block.text_starts[index]
        end = start + len(text)
        assert block.joined[start:end] == text
        assert block.kinds[start:end].tolist() == singles[index].kinds.tolist()
    assert block.line_letters.tolist() == [letters for single in singles for letters in single.line_letters.tolist()]


@given(anything)
def test_lines_are_cut_at_line_feeds_alone(text: str) -> None:
    scan = Scan([text])
    lines = [text[start:end] for start, end in zip(scan.line_starts.tolist(), scan.line_ends.tolist(), strict=True)]
    assert lines == text.split("\n")


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("public反响.", [("反响", "Hani")]),
        ("𠀀a한국", [("𠀀", "Hani"), ("한국", "Hang")]),
        ("nothing", []),
    ],
)
def test_runs_of_a_script_are_unbroken(text: str, runs: list[tuple[str, str]]) -> None:
    wanted = frozenset(script_number(name) for name in ("Hani", "Hang"))
    assert [(text[start:end], script_name(number)) for start, end, number in Scan([text]).runs(0, len(text), wanted)] == runs
