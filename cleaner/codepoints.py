"""What each code point is: its kind, its script, and the repairs that it calls for a look at.

Why: the scan, the learned scores and the rules must agree on what a letter, a mark or a symbol is.
How: `data/unicode.txt`, written by `training/unicode_table.py`, gives every code point one `Kind`.
Kinds are so fine that any reader's classes are sets of them: a reader declares these sets
(`class_table`) and looks up the kinds that the scan already has, so a text is classified once.
"""

from collections.abc import Collection, Mapping
from enum import IntEnum, IntFlag
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner import packaged


class Kind(IntEnum):
    """What a code point is; each has exactly one kind."""

    OTHER = 0  # control, format, private and unassigned code points
    LINE_FEED = 1
    CARRIAGE_RETURN = 2
    SPACE = 3
    LATIN_LOWER = 4
    LATIN_UPPER = 5
    LOWER = 6  # a lower-case letter of another script
    UPPER = 7
    ORNAMENTAL_LOWER = 8  # a letter in a style of its own: bold, script, double-struck
    ORNAMENTAL_UPPER = 9
    LETTER = 10  # letters of a script without case
    CJK = 11  # a Chinese character or kana
    CJK_FUNCTION = 12  # a Chinese character that holds sentences together
    CJK_MONEY = 13
    BOPOMOFO = 14
    MARK = 15  # a combining mark
    CJK_MARK = 16
    DIGIT = 17  # a number of any script, also above or below the line, also a fraction
    DARK_DIGIT = 18  # a number in a filled circle
    FRAMED_DIGIT = 19  # a number in a circle or in brackets, or in a style of its own
    END = 20  # the marks that end most sentences, of any width
    EXCLAMATION = 21
    RARE_END = 22  # an end mark of fewer texts: Armenian, Ethiopic, doubled ones
    COMMA = 23  # commas and semicolons
    ARABIC_SEMICOLON = 24
    COLON = 25
    SEPARATOR = 26  # what separates the items of a list or menu: slashes, dots, stars, plus and equals signs
    RARE_SEPARATOR = 27  # single guillemets and the full-width slash
    UNDERSCORE = 28
    WIDE_UNDERSCORE = 29
    BAR = 30
    BULLET = 31  # arrows, squares, triangles and stars
    DASH = 32
    WIDE_HYPHEN = 33
    MINUS = 34
    QUOTE = 35  # straight and curly quotes, corner brackets
    RARE_QUOTE = 36  # the apostrophe, low and full-width quotes, the left guillemet
    RIGHT_GUILLEMET = 37
    WHITE_CORNER = 38
    TITLE_QUOTE = 39  # the double angle brackets around Chinese titles
    OPEN = 40  # opening brackets: round ones of any width, square, curly
    OPEN_BLACK = 41  # the black lenticular and the full-width square bracket
    OPEN_TORTOISE = 42
    CLOSE = 43
    CLOSE_BLACK = 44
    CLOSE_TORTOISE = 45
    WHITE_LENTICULAR = 46
    LESS_THAN = 47
    SIGN = 48  # signs of names and tags: at, number sign, ampersand
    LEGAL_SIGN = 49  # copyright, registered, trade mark, numero
    MONEY = 50
    RARE_MONEY = 51
    PERCENT = 52
    WIDE_PERCENT = 53
    PUNCTUATION = 54  # all other punctuation
    SYMBOL = 55  # all other symbols, and whatever is in the blocks of arrows, shapes and pictures
    FRAMED_SYMBOL = 56  # symbols in the blocks of framed and ornamental letters, assigned or not


class RepairMark(IntFlag):
    """Which repairs a code point calls for a look at."""

    NONE = 0
    ENTITY = 1
    MOJIBAKE = 2
    LINE_END = 4
    BIDI = 8
    INVISIBLE = 16
    CONTROL = 32
    MOJIBAKE_ALONE = 64
    BRACKETED = 128
    """An opening bracket right after a Han character."""
    COMPATIBILITY = 256
    """A ligature letter or an Arabic presentation form."""


Bytes = npt.NDArray[np.uint8]
Marks = npt.NDArray[np.uint16]


class Tables(NamedTuple):
    """Script number, `Kind` and `RepairMark`s of every code point; ISO 15924 names of scripts."""

    scripts: Bytes
    kinds: Bytes
    marks: Marks
    names: tuple[str, ...]


@cache
def tables() -> Tables:
    """The tables, read once per process."""
    rows = packaged.text("data", "unicode.txt").splitlines()
    starts, scripts, kinds, marks = zip(*(row.split() for row in rows if not row.startswith("#")), strict=True)
    lengths = np.diff([*(int(start, 16) for start in starts), 0x110000])
    # the parts of a column are few, and looking names up in an enumeration is slow
    names = {script: number for number, script in enumerate(dict.fromkeys(scripts))}
    kind_of = {kind: int(Kind[kind.upper()]) for kind in set(kinds)}
    marks_of = {named: sum(RepairMark[each.upper()] for each in named.split(",") if each != "-") for named in set(marks)}
    return Tables(
        np.repeat(np.array([names[script] for script in scripts], dtype=np.uint8), lengths),
        np.repeat(np.array([kind_of[kind] for kind in kinds], dtype=np.uint8), lengths),
        np.repeat(np.array([marks_of[named] for named in marks], dtype=np.uint16), lengths),
        tuple(names),
    )


def kind_table(*kinds: Kind) -> npt.NDArray[np.bool_]:
    """A table from `Kind` to whether it is one of some kinds."""
    table = np.zeros(len(Kind), dtype=bool)
    table[list(kinds)] = True
    return table


def class_table(classes: Mapping[IntEnum, Collection[Kind]], rest: IntEnum) -> Bytes:
    """A table from `Kind` to the classes of one reader.

    Args:
        classes: the kinds of each class.
        rest: the class of all kinds that are not named.

    Raises:
        ValueError: a kind is in two classes.
    """
    table = np.full(len(Kind), rest, dtype=np.uint8)
    named = [kind for kinds in classes.values() for kind in kinds]
    if len(named) != len(set(named)):
        raise ValueError("a kind is in two classes")
    for each, kinds in classes.items():
        table[list(kinds)] = each
    return table


@cache
def script_number(name: str) -> int:
    """The number a script has in `Scan.scripts`, -1 for a script no code point has."""
    names = tables().names
    return names.index(name) if name in names else -1


@cache
def script_numbers(names: tuple[str, ...]) -> frozenset[int]:
    """The numbers of several scripts."""
    return frozenset(script_number(name) for name in names)


@cache
def script_table(names: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Which script numbers are those of some scripts."""
    table = np.zeros(256, dtype=bool)
    table[[number for number in script_numbers(names) if number >= 0]] = True
    return table


def script_name(number: int) -> str:
    """ISO 15924 name of a script number."""
    return tables().names[number]


def chars_marked(mark: RepairMark) -> list[int]:
    """Every code point that carries a mark."""
    return [int(point) for point in np.flatnonzero(tables().marks & mark)]


def all_scripts() -> tuple[str, ...]:
    """ISO 15924 names of every script a code point has."""
    return tables().names
