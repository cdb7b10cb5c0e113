"""Kinds of code points: each code point has one, and each reader's classes are sets of them."""

import unicodedata
from enum import IntEnum

import pytest

from cleaner.codepoints import Kind, class_table
from cleaner.models.shapes import SHAPES, Shape
from cleaner.scan import Scan

LOWER = {Kind.LATIN_LOWER, Kind.LOWER, Kind.ORNAMENTAL_LOWER}
UPPER = {Kind.LATIN_UPPER, Kind.UPPER, Kind.ORNAMENTAL_UPPER}
LETTERS = LOWER | UPPER | {Kind.LETTER, Kind.CJK, Kind.CJK_FUNCTION, Kind.CJK_MONEY, Kind.BOPOMOFO}
EVERY_CHARACTER = "".join(chr(point) for point in range(0x110000) if not 0xD800 <= point <= 0xDFFF)


class Size(IntEnum):
    SMALL = 0
    LARGE = 1


@pytest.fixture(scope="module")
def scan() -> Scan:
    return Scan([EVERY_CHARACTER])


def test_every_kind_has_characters(scan: Scan) -> None:
    assert set(scan.kinds.tolist()) == set(Kind)


def test_kinds_agree_with_the_general_category(scan: Scan) -> None:
    for char, kind in zip(EVERY_CHARACTER, scan.kinds.tolist(), strict=True):
        category = unicodedata.category(char)
        if kind in LOWER:
            assert category == "Ll"
        if kind in UPPER:
            assert category in {"Lu", "Lt"}
        if kind in {Kind.MARK, Kind.CJK_MARK}:
            assert category[0] == "M"
        if kind in {Kind.DIGIT, Kind.DARK_DIGIT, Kind.FRAMED_DIGIT}:
            assert category[0] == "N"


def test_letters_of_the_scan_are_those_of_every_script(scan: Scan) -> None:
    assert {kind for kind, letter in zip(scan.kinds.tolist(), scan.letters.tolist(), strict=True) if letter} == LETTERS


@pytest.mark.parametrize(
    ("chars", "kind"),
    [
        ("aéſ", Kind.LATIN_LOWER),
        ("ΑЖ", Kind.UPPER),
        ("𝐚𝓫", Kind.ORNAMENTAL_LOWER),
        ("한ات", Kind.LETTER),
        ("字々かカ〇", Kind.CJK),
        ("的了", Kind.CJK_FUNCTION),
        ("ㄅ", Kind.BOPOMOFO),
        ("07٣½²", Kind.DIGIT),
        ("❶", Kind.DARK_DIGIT),
        ("①⑴", Kind.FRAMED_DIGIT),
        (".。？…", Kind.END),
        (",，、；", Kind.COMMA),
        ("|丨｜", Kind.BAR),
        ("→●★", Kind.BULLET),
        ("“」", Kind.QUOTE),
        ("({（", Kind.OPEN),
        ("¿§", Kind.PUNCTUATION),
        ("±🎉", Kind.SYMBOL),
        ("\N{SOFT HYPHEN}\N{NULL}", Kind.OTHER),
    ],
)
def test_characters_have_the_kind_of_their_use(chars: str, kind: Kind) -> None:
    assert set(Scan([chars]).kinds.tolist()) == {kind}


def test_each_kind_has_one_shape_and_each_shape_has_kinds() -> None:
    assert len(SHAPES) == len(Kind)
    assert set(SHAPES.tolist()) == set(Shape)


def test_a_kind_in_two_classes_is_refused() -> None:
    with pytest.raises(ValueError, match="two classes"):
        class_table({Size.SMALL: (Kind.COMMA,), Size.LARGE: (Kind.COMMA, Kind.COLON)}, rest=Size.SMALL)
