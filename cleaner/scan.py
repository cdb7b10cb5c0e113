"""The scan: the code points of a block of texts as arrays, which all rules read.

One look-up for each code point gives script, class and repair marks; statistics of lines are
segmented sums. Everything is computed on first use, without Python loops over characters.
"""

import re
from collections.abc import Sequence
from enum import IntEnum, IntFlag
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.errors import TextError


class CharClass(IntEnum):
    """The class of a code point in the statistics of lines."""

    OTHER = 0
    NEWLINE = 1
    SPACE = 2
    LOWER = 3
    UPPER = 4
    LETTER = 5
    """A letter of a script without case."""
    MARK = 6
    DIGIT = 7
    SENTENCE = 8
    """Ends a sentence: `.` `!` `?` `。` …"""
    SEPARATOR = 9
    """Separates the items of a list or menu: `_` `|` `,` `·` …"""
    PUNCTUATION = 10
    SYMBOL = 11


class RepairMark(IntFlag):
    """The repairs that may concern a code point."""

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


_MARK_NAMES = {
    "entity": RepairMark.ENTITY,
    "mojibake": RepairMark.MOJIBAKE,
    "line-end": RepairMark.LINE_END,
    "bidi": RepairMark.BIDI,
    "invisible": RepairMark.INVISIBLE,
    "control": RepairMark.CONTROL,
    "bracketed": RepairMark.BRACKETED,
    "mojibake-alone": RepairMark.MOJIBAKE_ALONE,
    "compatibility": RepairMark.COMPATIBILITY,
}

Bytes = npt.NDArray[np.uint8]
Marks = npt.NDArray[np.uint16]


class _Tables(NamedTuple):
    """Script number, `CharClass` and `RepairMark`s of each code point; names of the scripts."""

    scripts: Bytes
    classes: Bytes
    marks: Marks
    names: tuple[str, ...]


@cache
def _tables() -> _Tables:
    names: dict[str, int] = {}
    starts: list[int] = []
    rows: list[tuple[int, int, int]] = []
    for row in files("cleaner.data").joinpath("unicode.txt").read_text(encoding="ascii").splitlines():
        if row.startswith("#"):
            continue
        start, script, char_class, named = row.split()
        marks = sum(_MARK_NAMES[mark] for mark in named.split(",")) if named != "-" else 0
        starts.append(int(start, 16))
        rows.append((names.setdefault(script, len(names)), CharClass[char_class.upper()], marks))
    lengths = np.diff(np.array([*starts, 0x110000]))
    scripts, classes, repairs = (np.repeat(column, lengths) for column in np.array(rows, dtype=np.uint16).T)
    return _Tables(scripts.astype(np.uint8), classes.astype(np.uint8), repairs, tuple(names))


_PLAIN_ASCII = bytes({0x09, 0x0A, *range(0x20, 0x7F)} - {ord("&")})
PLAIN_MARKS = "‘’“”–—…"
"""Curly quotes, dashes and the ellipsis of good typography."""
_PLAIN_MARKS = re.compile("(?:{})*".format("|".join(PLAIN_MARKS)).encode())


def is_plain(text: str) -> bool:
    """Whether a text needs no repair and has only English letters: no look-up is needed then.

    Such a text has printable ASCII except ampersands, tabs, line feeds and `PLAIN_MARKS`. Deleting
    bytes is the fastest way in Python to test every character.
    """
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN_ASCII)
    return not rest or _PLAIN_MARKS.fullmatch(rest) is not None


@cache
def script_number(name: str) -> int:
    """The number of a script in `Scan.scripts`; -1 for an unknown script."""
    names = _tables().names
    return names.index(name) if name in names else -1


@cache
def script_numbers(names: tuple[str, ...]) -> frozenset[int]:
    """The numbers of several scripts."""
    return frozenset(script_number(name) for name in names)


@cache
def script_table(names: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """A table by script number that is true for some scripts."""
    table = np.zeros(256, dtype=bool)
    table[[number for number in script_numbers(names) if number >= 0]] = True
    return table


def script_name(number: int) -> str:
    """ISO 15924 name of a script number."""
    return _tables().names[number]


def chars_marked(mark: RepairMark) -> list[int]:
    """Every code point with a mark."""
    return [int(point) for point in np.flatnonzero(_tables().marks & mark)]


def all_scripts() -> tuple[str, ...]:
    """ISO 15924 names of all scripts."""
    return _tables().names


def points_of(text: str) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
    """The code points of a text: 8 bits each if all are ASCII, else 32 bits each.

    Raises:
        TextError: the text has a lone surrogate.
    """
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    try:
        return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    except UnicodeEncodeError as error:
        raise TextError(
            f"code point {error.start} is the lone surrogate U+{ord(text[error.start]):04X}, so this is not Unicode text; "
            "decode the bytes again with errors='replace'"
        ) from None


class Scan:
    """A block of texts as arrays of code points and lines.

    Args:
        texts: the block; they are joined by line feeds.

    Raises:
        TextError: a text has a lone surrogate.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self.joined = texts[0] if len(texts) == 1 else "\n".join(texts)
        self.text_starts = [0]
        for text in texts[:-1]:
            self.text_starts.append(self.text_starts[-1] + len(text) + 1)

    @cached_property
    def plain(self) -> bool:
        """Whether `is_plain` holds for every text of the block."""
        return is_plain(self.joined)

    @cached_property
    def points(self) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
        """The code points of the block, with a line feed between texts."""
        return points_of(self.joined)

    @cached_property
    def scripts(self) -> Bytes:
        """Script number of each code point."""
        return _tables().scripts[self.points]

    @cached_property
    def classes(self) -> Bytes:
        """`CharClass` of each code point."""
        return _tables().classes[self.points]

    @cached_property
    def marks(self) -> Marks:
        """`RepairMark`s of each code point."""
        return _tables().marks[self.points]

    @cached_property
    def text_marks(self) -> list[int]:
        """The `RepairMark`s of each text.

        `MOJIBAKE` needs two consecutive characters with the mark, `BRACKETED` a bracket after a Han
        character, the others a single character.
        """
        if self.plain:
            return [0] * len(self.texts)
        # the line feed between texts carries no mark, so a text's segment may take it in
        starts = np.minimum(np.array(self.text_starts), len(self.points) - 1)
        found = np.bitwise_or.reduceat(self.marks, starts)
        if self.points.dtype == np.uint8:
            return [each & ~RepairMark.BRACKETED.value for each in found.tolist()]
        if (found & RepairMark.MOJIBAKE.value).any():
            letters = self.marks & np.uint16(RepairMark.MOJIBAKE)
            self._keep(found, RepairMark.MOJIBAKE, letters[:-1] & letters[1:], starts)
        if (found & RepairMark.BRACKETED.value).any():
            han = self.scripts == script_number("Hani")
            self._keep(found, RepairMark.BRACKETED, han[:-1] & ((self.marks[1:] & np.uint16(RepairMark.BRACKETED)) != 0), starts)
        return [int(each) for each in found.tolist()]

    def _keep(self, found: Marks, mark: RepairMark, pairs: npt.NDArray[Any], starts: npt.NDArray[np.int64]) -> None:
        """Keep a mark only for the texts with one of the pairs."""
        if not pairs.any():
            found &= np.uint16(~mark.value & 0xFFFF)
            return
        borne_out = np.logical_or.reduceat(np.append(pairs, pairs.dtype.type(0)), starts)
        found[~borne_out] &= np.uint16(~mark.value & 0xFFFF)

    @cached_property
    def line_ends(self) -> npt.NDArray[np.int64]:
        """The end of each line, before its line feed."""
        return np.append(np.flatnonzero(self.points == 10), len(self.points))

    @cached_property
    def line_starts(self) -> npt.NDArray[np.int64]:
        """The start of each line."""
        return np.append(0, self.line_ends[:-1] + 1)

    @cached_property
    def _counts(self) -> dict[int, npt.NDArray[np.int64]]:
        return {}

    def count(self, char_class: CharClass) -> npt.NDArray[np.int64]:
        """The number of code points of a class in each line."""
        counts = self._counts
        if char_class not in counts:
            counts[char_class] = self._sum_lines(self.classes == char_class)
        return counts[char_class]

    def _sum_lines(self, what: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        total = np.zeros(len(what) + 1, dtype=np.int64)
        np.cumsum(what, out=total[1:])
        return total[self.line_ends] - total[self.line_starts]

    def runs(self, start: int, end: int, numbers: frozenset[int]) -> list[tuple[int, int, int]]:
        """Unbroken runs of code points of one script in a span.

        Args:
            start, end: the span.
            numbers: the scripts.

        Returns:
            Start and end in the block, and the script's number.
        """
        wanted = np.zeros(256, dtype=bool)
        wanted[list(numbers)] = True
        part = self.scripts[start:end]
        at = np.flatnonzero(wanted[part])
        if not len(at):
            return []
        kinds = part[at]
        breaks = np.flatnonzero((np.diff(at) != 1) | (np.diff(kinds) != 0)) + 1
        first = np.append(0, breaks)
        last = np.append(breaks, len(at)) - 1
        return [(int(a), int(b), int(kind)) for a, b, kind in zip(at[first] + start, at[last] + start + 1, kinds[first], strict=True)]
