"""What the spam score reads of lines: n-grams, words, and features of their shape.

A line is folded first, so that spellings that evade a filter count as what they mean. Everything is
counted per kind of code point (`codepoints.Kind`) and rounded to whole numbers.
"""

from collections.abc import Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import Any, NamedTuple
from unicodedata import normalize
from zlib import crc32

import numpy as np
import numpy.typing as npt

from cleaner.codepoints import Kind, kind_table
from cleaner.languages.chinese import simplify
from cleaner.models import ngrams
from cleaner.models.ngrams import Ints
from cleaner.models.spam_patterns import PATTERNS, compiled
from cleaner.patterns import regex
from cleaner.scan import Scan

GRAMS = (1, 2, 3, 4)
"""Lengths of the n-grams."""
BITS = 18
"""Binary logarithm of the number of buckets of a table."""
STEM = 5
"""Letters of the stem of a longer word, which is looked up as well."""
MIN_HAN = 3
"""Chinese characters from which on a line is read as a Chinese one."""
GROUPS = ("others", "Chinese", "English")
"""Groups of lines with limits of their own."""
TOPICS = (("stems 1", "fancy 3", "medicine 1", "intimate 1", "betting 1"), ("stems 1",))
"""Features that show what a line sells, without and with Chinese characters."""
HEAD, TAIL = 512, 256
"""Code points of a long line that are read, at its start and at its end."""
UNIT = 64
"""Value of 1.0 of a feature."""

CJK = (Kind.CJK, Kind.CJK_MARK, Kind.CJK_FUNCTION)
LATIN = (Kind.LATIN_LOWER, Kind.LATIN_UPPER)
OTHER_LETTERS = (Kind.LOWER, Kind.UPPER, Kind.LETTER, Kind.BOPOMOFO, Kind.MARK)
ORNAMENTS = (Kind.SYMBOL, Kind.BULLET, Kind.DARK_DIGIT, Kind.LEGAL_SIGN, Kind.MINUS)
FANCY = (Kind.ORNAMENTAL_LOWER, Kind.ORNAMENTAL_UPPER, Kind.FRAMED_DIGIT, Kind.FRAMED_SYMBOL)
_IS_CJK, _IS_LATIN, _IS_DIGIT = kind_table(*CJK), kind_table(*LATIN), kind_table(Kind.DIGIT)
_IN_REPEATS = kind_table(*CJK, *LATIN, *OTHER_LETTERS, *FANCY, Kind.DIGIT)


@cache
def folded() -> npt.NDArray[np.uint32]:
    """What each code point is read as: Simplified, half width, lower case, plain letters."""
    table = np.arange(0x110000, dtype=np.uint32)
    han = [*range(0x3400, 0xA000), *range(0xF900, 0xFB00)]
    table[han] = [ord(char) for char in simplify("\n".join(map(chr, han))).split("\n")]
    for point in (*range(0x80, 0x3100), *range(0xFE30, 0x10000), *range(0x1D400, 0x1D800), *range(0x1F100, 0x1F200)):
        plain = chr(point - 0x1F170 + 0x61) if 0x1F170 <= point < 0x1F18A else normalize("NFKC", chr(point)).strip("()")
        if len(plain) == 1:
            table[point] = ord(plain)
    low = [char.lower() for char in map(chr, range(0x2E80))]
    lowered = np.array([ord(char) if len(char) == 1 else at for at, char in enumerate(low)], dtype=np.uint32)
    small = table < len(lowered)
    table[small] = lowered[table[small]]
    table[[0x09, 0x0D, 0xA0]] = 0x20
    return table


NOT_ENGLISH = regex(
    r"\b(?:yang|dan|di|ini|itu|untuk|dengan|dari|ke|ada|bisa|aja|saja|ga|gak|udah|sudah|banget|sama|saya|aku|juga|kalo|kalau|buat|lagi|jadi|terus|nih|sih|ya|"
    r"bang|situs|judi|gacor|daftar|agen|terpercaya|resmi|ve|bir|bu|icin|ile|bayan|eskort|sitesi|bahis|uye|kazan\w*|mi|para|con|por|que|der|das|und|mit|les|des|une|pour)\b"
)
"""Words of other languages that are often written in plain Latin letters."""
ENGLISH = regex(r"\b(?:the|of|and|to|for|with|your?|our|is|are|from|this|that|not|will|be)\b")
"""Words that show a line to be English although not all its letters are plain ("café")."""
NOT_PLAIN = regex(r"[^\x00-\x7f‘’“”–—…£€]")
WORD = regex(r"[^\W\d_]+|\d+|[$€£%!?]")
_LETTERS = tuple(
    (regex(pattern), letter)
    for pattern, letter in (
        (r"(?<=[a-z])[.*_'-](?=[a-z])", ""),
        (r"(?<=[a-z])[1!|](?=[a-z])", "i"),
        (r"(?<=[a-z])0(?=[a-z])", "o"),
        ("@", "a"),
    )
)


def _plain_letters(line: str) -> str:
    """The line with marks and digits that replace letters turned back: "v1ag.ra"."""
    for pattern, letter in _LETTERS:
        line = pattern.sub(letter, line)
    return line


def read(line: str) -> str:
    """The part of a line that is read: all, or the head and tail of a long one."""
    return line if len(line) <= HEAD + TAIL else f"{line[:HEAD]} {line[-TAIL:]}"


class Shape(NamedTuple):
    """Features of lines: a row per line, a column per feature, `UNIT` for 1."""

    features: Ints
    names: tuple[str, ...]


class _Columns:
    """Columns in the making: parts, one number per line, and steps that a part must reach."""

    def __init__(self) -> None:
        self._parts: list[npt.NDArray[Any]] = []
        self._columns: list[tuple[str, int, int]] = []

    def add(self, name: str, part: npt.NDArray[Any], step: int = 0) -> None:
        """A part as it is (step 0), or whether it reaches a step."""
        self._columns.append((name, len(self._parts), step))
        self._parts.append(part)

    def share(self, name: str, part: Ints, of: Ints) -> Ints:
        """A part as a share of another number."""
        share = part * UNIT // np.maximum(of, 1)
        self.add(name, share)
        return share

    def steps(self, name: str, part: npt.NDArray[Any], *steps: int) -> None:
        """Whether a part reaches each of several steps."""
        self._columns.extend((f"{name} {step}", len(self._parts), step) for step in steps)
        self._parts.append(part)

    def shape(self) -> Shape:
        """All of them."""
        names, parts, steps = zip(*self._columns, strict=True)
        found = np.array(self._parts, dtype=np.int64)[list(parts)].T
        return Shape(np.where(np.array(steps) > 0, (found >= np.array(steps)) * UNIT, found), names)


class Lines:
    """Lines made ready for scoring.

    Args:
        lines: any texts without line feeds.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        scan = Scan(("", *map(read, lines), ""))
        self.count = len(lines)
        self.low = folded()[scan.points]
        self.kinds = scan.kinds
        self.feeds = scan.points == 10
        self.line = np.cumsum(self.feeds, dtype=np.int64) - 1
        """Of each code point, the line it is in; of a line feed, the line after."""
        counts = np.bincount(self.line * len(Kind) + self.kinds, minlength=(self.count + 1) * len(Kind))
        self._counts = counts.reshape(-1, len(Kind))[: self.count].T
        self.head = (self._number(*CJK) >= MIN_HAN).astype(np.int64)
        """The row of the tables that each line is read with."""

    def _number(self, *kinds: Kind) -> Ints:
        """How many code points of some kinds each line has."""
        number: Ints = self._counts[list(kinds)].sum(0)
        return number

    def _per_line(self, places: npt.NDArray[Any] | list[int]) -> Ints:
        """How many of some places each line has."""
        return np.bincount(self.line[places], minlength=self.count)[: self.count]

    @cached_property
    def group(self) -> Ints:
        """The number in `GROUPS` of each line's group."""
        made = self.head.copy()
        latin = self._number(*LATIN) > self._number(*OTHER_LETTERS)
        for at, line in enumerate(self.text.split("\n")[1:-1]):
            if not made[at] and latin[at] and NOT_ENGLISH.search(line) is None and (ENGLISH.search(line) or NOT_PLAIN.search(line) is None):
                made[at] = 2
        return made

    @cached_property
    def text(self) -> str:
        """The folded lines."""
        return self.low.tobytes().decode("utf-32-le")

    def words(self) -> tuple[Ints, Ints]:
        """The distinct words, stems and word pairs of lines that are not Chinese: line and bucket.

        They are strings, not windows of code points, and the shipped weights were learned with
        CRC-32, so `ngrams` does not hash them.
        """
        of: list[int] = []
        buckets: list[int] = []
        lines = self.text.split("\n")[1:-1]
        for at in np.flatnonzero(self.head == 0).tolist():
            words = ["0" if word.isdigit() else word for word in WORD.findall(_plain_letters(lines[at]))]
            found = {*words, *("S" + word[:STEM] for word in words if len(word) > STEM), *(f"{a} {b}" for a, b in pairwise(words))}
            mine = {crc32(each.encode("utf-8", "surrogatepass")) >> (32 - BITS) for each in found}
            of.extend([at] * len(mine))
            buckets.extend(sorted(mine))
        return np.array(of, dtype=np.int64), np.array(buckets, dtype=np.int64)

    def grams(self) -> tuple[Ints, Ints]:
        """The distinct n-grams: line and bucket of each. A line feed is an edge of the line."""
        # short keys are sorted twice as fast
        line = self.line.astype(np.uint32 if self.count < 1 << (32 - BITS) else np.uint64)
        found = []
        for length, hashed in ngrams.windows(self.low, len(GRAMS)):
            size = len(hashed)
            first, last = self.feeds[:size], self.feeds[length - 1 :]
            fits = self.line[length - 1 :] - self.line[:size] == last
            if length == 1:
                fits = ~first
            elif length == 2:
                fits &= ~(first & last)
            found.append((line[:size][fits] << line.dtype.type(BITS)) | ngrams.buckets(hashed[fits], BITS, salt=length))
        keys = np.unique(np.concatenate(found)).astype(np.int64)
        return keys >> BITS, keys & ((1 << BITS) - 1)

    def shape(self) -> Shape:
        """The features of the lines' shape."""
        columns = _Columns()
        size = np.maximum(self._counts.sum(0) - self._number(Kind.SPACE, Kind.LINE_FEED), 1)
        ends = self._number(Kind.END, Kind.EXCLAMATION)
        self._add_kinds(columns, size, ends)
        self._add_neighbours(columns, size)
        self._add_patterns(columns, size, ends)
        return columns.shape()

    def _add_kinds(self, columns: _Columns, size: Ints, ends: Ints) -> None:
        """Numbers and shares of kinds of characters."""
        number, share, steps = self._number, columns.share, columns.steps
        cjk, latin, other = number(*CJK), number(*LATIN), number(*OTHER_LETTERS)
        letters = np.maximum(cjk + latin + other, 1)
        chinese = cjk * 2 > letters
        columns.add("bias", np.ones(self.count, dtype=np.int64), 1)
        columns.add("chinese", chinese, 1)
        columns.add("latin", latin * 2 > letters, 1)
        columns.add("other script", other * 2 > letters, 1)
        steps("size", size, 10, 16, 26, 40, 70, 120, 250)
        columns.add("no end", ends == 0, 1)
        columns.add("no end, chinese", (ends == 0) & chinese, 1)
        share("ends", ends, size)
        steps("exclaims", number(Kind.EXCLAMATION), 1, 2, 4)
        commas = number(Kind.COMMA)
        columns.add("no comma, chinese", (commas == 0) & chinese, 1)
        share("commas", commas, size)
        underscores, bars = number(Kind.UNDERSCORE, Kind.WIDE_UNDERSCORE), number(Kind.BAR)
        separators = number(Kind.SEPARATOR, Kind.DASH, Kind.RIGHT_GUILLEMET) + underscores + bars
        share("separators", separators, size)
        steps("separators", separators, 1, 3, 6)
        steps("underscores", underscores, 1, 2, 4)
        steps("bars", bars, 1, 3)
        spaces = np.where(chinese, number(Kind.SPACE), 0)
        share("spaces, chinese", spaces, size)
        steps("spaces, chinese", spaces, 1, 3, 6)
        share("digits", number(Kind.DIGIT), size)
        steps("digits", number(Kind.DIGIT), 1, 5, 10)
        share("ornaments", number(*ORNAMENTS), size)
        steps("ornaments", number(*ORNAMENTS), 1, 2, 4)
        share("fancy", number(*FANCY), size)
        steps("fancy", number(*FANCY), 1, 3)
        steps("brackets", number(Kind.OPEN, Kind.CLOSE, Kind.LESS_THAN), 1, 3)
        steps("black brackets", number(Kind.OPEN_BLACK, Kind.CLOSE_BLACK, Kind.WHITE_CORNER, Kind.WHITE_LENTICULAR), 1, 3)
        steps("quotes", number(Kind.QUOTE), 1)
        steps("title marks", number(Kind.TITLE_QUOTE), 1)
        steps("money", number(Kind.MONEY, Kind.RARE_MONEY, Kind.CJK_MONEY), 1)
        steps("percent", number(Kind.PERCENT, Kind.WIDE_PERCENT), 1)
        steps("colons", number(Kind.COLON), 1, 3)
        upper, functions = number(Kind.LATIN_UPPER), number(Kind.CJK_FUNCTION)
        share("upper", upper, latin)
        columns.add("shouted", (upper * 2 > latin) & (latin > 8), 1)
        share("functions", functions, cjk)
        columns.add("no function", chinese & (functions == 0), 1)
        columns.add("no function, long", chinese & (functions == 0) & (cjk > 15), 1)

    def _add_neighbours(self, columns: _Columns, size: Ints) -> None:
        """Different kinds next to each other, scripts in one line, repeated pairs."""
        is_cjk, is_latin, is_digit = _IS_CJK[self.kinds], _IS_LATIN[self.kinds], _IS_DIGIT[self.kinds]

        def edges(one: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_]) -> Ints:
            return self._per_line(np.flatnonzero((one[1:] & other[:-1]) | (one[:-1] & other[1:])) + 1)

        for name, found in (("latin in chinese", edges(is_cjk, is_latin)), ("digits in chinese", edges(is_cjk, is_digit))):
            columns.share(name, found, size)
            columns.steps(name, found, 1, 3)
        columns.steps("digits in latin", edges(is_digit, is_latin), 1, 3)
        scripts = sum(((self._number(*kinds) > 0).astype(np.int64) for kinds in (CJK, LATIN, OTHER_LETTERS)), np.int64(0))
        columns.steps("scripts", np.asarray(scripts), 2, 3)
        columns.steps("repeats", columns.share("repeats", *self._repeats()), 4, 8, 16)

    def _add_patterns(self, columns: _Columns, size: Ints, ends: Ints) -> None:
        """Matches of the patterns."""
        matches = {name: self._per_line([match.start() for match in each.finditer(self.text)]) for name, each in compiled().items()}
        for name in PATTERNS:
            columns.steps(name, matches[name], 1, 2)
        stems, promotion = matches["stems"], matches["promotion"]
        columns.steps("stems", stems, 1, 2, 3, 4, 6)
        columns.steps("stems, promotion", promotion, 1, 2, 3)
        columns.add("stems, some promotion", (stems >= 1) & (promotion >= 1), 1)
        columns.add("stems, two and promotion", (stems >= 2) & (promotion >= 1), 1)
        columns.add("stems, no end", (stems >= 1) & (ends == 0), 1)
        columns.add("stems, no end, short", (stems >= 1) & (ends == 0) & (size < 40), 1)
        columns.add("stems, promotion without end", (promotion >= 2) & (ends == 0), 1)

    def topics(self, shape: Shape) -> npt.NDArray[np.bool_]:
        """Whether each line names what spam sells, or hides its letters."""
        named = [(shape.features[:, [shape.names.index(each) for each in names]] > 0).any(1) for names in TOPICS]
        return np.where(self.head == 1, named[1], named[0])

    def _repeats(self) -> tuple[Ints, Ints]:
        """How many pairs of letters each line repeats, and how many it has."""
        letter = np.flatnonzero(_IN_REPEATS[self.kinds])
        line, low = self.line[letter], self.low[letter].astype(np.int64)
        same = line[1:] == line[:-1]
        line = line[1:][same]
        pairs = np.bincount(line, minlength=self.count)
        keys = np.unique((line << 42) | (low[:-1][same] << 21) | low[1:][same])
        distinct = np.bincount(keys >> 42, minlength=self.count)
        return np.where(pairs >= 10, pairs - distinct, 0), pairs
