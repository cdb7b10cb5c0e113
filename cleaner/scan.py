"""The scan: code points of a block of texts, as arrays.

Every rule reads it. One look-up per code point gives its script, kind or repair marks
(`codepoints`); statistics of lines are segmented sums. Nothing is computed before it is asked for,
and no Python loop runs per character.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaner.codepoints import Bytes, Kind, Marks, RepairMark, kind_table, script_number, tables
from cleaner.errors import TextError
from cleaner.patterns import regex

_LETTERS = kind_table(
    *(Kind.LATIN_LOWER, Kind.LATIN_UPPER, Kind.LOWER, Kind.UPPER, Kind.ORNAMENTAL_LOWER, Kind.ORNAMENTAL_UPPER),
    *(Kind.LETTER, Kind.CJK, Kind.CJK_FUNCTION, Kind.CJK_MONEY, Kind.BOPOMOFO),
)
"""Letters; combining marks and numbers are none."""
_PLAIN_ASCII = bytes({0x09, 0x0A, *range(0x20, 0x7F)} - {ord("&")})
PLAIN_MARKS = "‘’“”–—…"
"""The curly quotes, dashes and ellipsis of good typography."""
_PLAIN_MARKS = regex("(?:{})*".format("|".join(PLAIN_MARKS)).encode())


def is_plain(text: str) -> bool:
    """Whether a text calls for no repair and holds no letters but English ones.

    That is so when it is made of printable ASCII without ampersands, tabs, line feeds, and the
    curly quotes, dashes and ellipsis of good typography. Deleting bytes is the quickest look at
    every character that Python has.
    """
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN_ASCII)
    return not rest or _PLAIN_MARKS.fullmatch(rest) is not None


def points_of(text: str) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
    """The code points of a text: bytes when all are ASCII, else 32 bits each.

    Raises:
        TextError: the text holds a lone surrogate.
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
        texts: the block, joined with a line feed between texts.

    Raises:
        TextError: a text holds a lone surrogate.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self.joined = texts[0] if len(texts) == 1 else "\n".join(texts)
        self.text_starts = [0]
        for text in texts[:-1]:
            self.text_starts.append(self.text_starts[-1] + len(text) + 1)
        self.shared: dict[str, object] = {}
        """What readers computed for several texts at once."""

    @cached_property
    def plain(self) -> bool:
        """Whether no text of the block calls for a repair or holds letters that are not Latin."""
        return is_plain(self.joined)

    @cached_property
    def points(self) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
        """The code points of the block, a line feed between texts."""
        return points_of(self.joined)

    @cached_property
    def scripts(self) -> Bytes:
        """Script number of each code point."""
        return tables().scripts[self.points]

    @cached_property
    def kinds(self) -> Bytes:
        """`Kind` of each code point."""
        return tables().kinds[self.points]

    @cached_property
    def letters(self) -> npt.NDArray[np.bool_]:
        """Which code points are letters; combining marks are not."""
        return _LETTERS[self.kinds]

    @cached_property
    def marks(self) -> Marks:
        """`RepairMark`s of each code point."""
        return tables().marks[self.points]

    @cached_property
    def text_marks(self) -> list[int]:
        """The `RepairMark`s of each text.

        `MOJIBAKE` is there where two such characters are neighbours, `BRACKETED` where the bracket
        follows a Han character, the others where one occurs.
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
        """Keep a mark only for the texts in which some pair of neighbours bears it out."""
        if not pairs.any():
            found &= np.uint16(~mark.value & 0xFFFF)
            return
        borne_out = np.logical_or.reduceat(np.append(pairs, pairs.dtype.type(0)), starts)
        found[~borne_out] &= np.uint16(~mark.value & 0xFFFF)

    @cached_property
    def line_ends(self) -> npt.NDArray[np.int64]:
        """Where each line ends, its line feed not counted."""
        return np.append(np.flatnonzero(self.points == 10), len(self.points))

    @cached_property
    def line_starts(self) -> npt.NDArray[np.int64]:
        """Where each line starts."""
        return np.append(0, self.line_ends[:-1] + 1)

    @cached_property
    def line_letters(self) -> npt.NDArray[np.int64]:
        """How many letters each line has."""
        total = np.zeros(len(self.points) + 1, dtype=np.int32)
        np.cumsum(self.letters, out=total[1:])
        return (total[self.line_ends] - total[self.line_starts]).astype(np.int64)

    def runs(self, start: int, end: int, numbers: frozenset[int]) -> list[tuple[int, int, int]]:
        """Runs of code points of one script, among some scripts, in a span.

        Returns:
            Start and end in the block, and the script's number. A run is unbroken: a space ends it.
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
