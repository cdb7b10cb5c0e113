"""What a learned score knows of a line: its shape, its words, its neighbours and its place in the document.

Everything is counted by table look-ups and segmented sums over the code points of one document and rounded to whole numbers, so
that a model that compares them with thresholds says the same on every machine. Blank lines do not count: a document is its other lines.
"""

from collections import Counter
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaner.languages import phrases
from cleaner.languages.identify import CJK
from cleaner.scan import CharClass, Scan, script_number

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Grid = npt.NDArray[np.int16]
Bytes = npt.NDArray[np.uint8]

UNIT = 64
"""What 1.0 is in a rounded figure."""
SENTENCE = 40
"""Letters of the shortest line that counts as a sentence, a CJK letter counted as `CJK_LETTERS`."""
CJK_LETTERS = 2.5
GRAM_REACH = 72
"""Code points of a line's head whose n-grams are looked up."""
GRAMS = (1, 2, 3, 4)
GRAM_BITS = 15
"""Logarithm of the number of cells that the n-grams of one length share."""


class Shape(IntEnum):
    """What a code point is to a line's shape."""

    OTHER = 0
    SPACE = 1
    LOWER = 2
    UPPER = 3
    LETTER = 4
    CJK = 5
    DIGIT = 6
    END = 7
    COMMA = 8
    COLON = 9
    LINK = 10
    DASH = 11
    QUOTE = 12
    OPEN = 13
    CLOSE = 14
    SIGN = 15


_SHAPES = {
    Shape.COMMA: ",;，；、،؛",
    Shape.COLON: ":：",
    Shape.LINK: "|/\\<>›‹·•→←↑↓▶►▸◄◀■□▪●★☆+=*~_丨┃｜・＞＜／",
    Shape.DASH: "-–—−－",
    Shape.QUOTE: "\"'“”‘’„«»「」『』《》＂＇",
    Shape.OPEN: "([{（【〔［",
    Shape.CLOSE: ")]}）】〕］",
    Shape.SIGN: "@#©®™&%$€£¥№＠＃",
}


@cache
def _shapes() -> npt.NDArray[np.uint8]:
    """The `Shape` of every code point."""
    from cleaner.scan import _tables

    scripts, classes, _, _ = _tables()
    made = np.full(len(classes), Shape.OTHER, dtype=np.uint8)
    for char_class, shape in (
        (CharClass.NEWLINE, Shape.SPACE),
        (CharClass.SPACE, Shape.SPACE),
        (CharClass.LOWER, Shape.LOWER),
        (CharClass.UPPER, Shape.UPPER),
        (CharClass.LETTER, Shape.LETTER),
        (CharClass.MARK, Shape.LETTER),
        (CharClass.DIGIT, Shape.DIGIT),
        (CharClass.SENTENCE, Shape.END),
    ):
        made[classes == char_class] = shape
    han = np.isin(scripts, [script_number(name) for name in CJK if name != "Hang"])
    made[han & (made == Shape.LETTER)] = Shape.CJK
    for shape, chars in _SHAPES.items():
        made[[ord(char) for char in chars]] = shape
    return made


@cache
def _lowered() -> npt.NDArray[np.uint32]:
    """Each code point of the first plane in lower case."""
    made = np.arange(0x10000, dtype=np.uint32)
    for point in range(0x2200):
        low = chr(point).lower()
        if len(low) == 1:
            made[point] = ord(low)
    return made


_WORD_BITS = 18
_MIX = np.uint64(0x9E3779B97F4A7C15)


def _words_hashed(words: Sequence[str]) -> npt.NDArray[np.uint64]:
    return np.array([_word_hash(word) for word in words], dtype=np.uint64)


def _word_hash(word: str) -> int:
    total, power = 0, 1
    for char in word:
        total = (total + _char_hash(ord(char)) * power) & (2**64 - 1)
        power = (power * _PRIME) & (2**64 - 1)
    return total


_PRIME = 0x100000001B3
_POWERS = np.array([pow(_PRIME, exponent, 2**64) for exponent in range(12)], dtype=np.uint64)


def _char_hash(point: int) -> int:
    value = ((min(point, 0xFFFF) + 1) * 0x9E3779B97F4A7C15) & (2**64 - 1)
    return value ^ (value >> 29)


@cache
def _function_words() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which hashes of words, and which single CJK letters, are function words of some language."""
    words = {word for code in phrases.languages() for word in phrases.function_words(code)}
    single = np.zeros(0x10000, dtype=bool)
    single[[ord(word) for word in words if len(word) == 1 and ord(word) > 0x2E80]] = True
    table = np.zeros(1 << _WORD_BITS, dtype=bool)
    table[(_words_hashed(sorted(word for word in words if len(word) < 12)) >> np.uint64(64 - _WORD_BITS)).astype(np.int64)] = True
    return table, single


class Lines:
    """The lines of one document that are not blank, and what is known of each.

    Args:
        text: the document.
        scan: a block it is in; made when None.
        start: where it starts in the block.
    """

    def __init__(self, text: str, scan: Scan | None = None, start: int = 0) -> None:
        scan = scan or Scan((text,))
        self.text = text
        points = scan.points[start : start + len(text)]
        low = points if points.dtype == np.uint8 else np.minimum(points, 0xFFFF)
        self._low = np.concatenate(([np.uint32(10)], _lowered()[low], [np.uint32(10)]))
        """Lower case, with a line feed at either end."""
        ends = np.append(np.flatnonzero(points == 10), len(points))
        starts = np.append(0, ends[:-1] + 1)
        self.shapes = _shapes()[points]
        line_of = np.repeat(np.arange(len(starts)), np.append(ends[:-1] + 1, len(points)) - starts)
        counts = np.bincount(line_of * 16 + self.shapes, minlength=len(starts) * 16).reshape(-1, 16)
        sizes = counts[:, 1:].sum(1) + counts[:, 0] - counts[:, Shape.SPACE]
        self.numbers = np.flatnonzero(sizes > 0)
        """Numbers of the lines that are not blank."""
        self._line_of = line_of
        self._all = len(starts)
        self.starts, self.ends = starts[self.numbers], ends[self.numbers]
        self.counts = counts[self.numbers]
        self.scripts = scan.scripts[start : start + len(text)]

    def __len__(self) -> int:
        return len(self.numbers)

    def per_line(self, what: npt.NDArray[np.bool_]) -> Ints:
        """How many code points of some kind each line has."""
        return np.bincount(self._line_of[what], minlength=self._all)[self.numbers]

    def sizes(self) -> tuple[Floats, Floats]:
        """Characters of each line, a CJK letter counted as `CJK_LETTERS`, and the same of those lines that look like sentences, else 0."""
        counts = self.counts.astype(np.float32)
        size = counts.sum(1) - counts[:, Shape.SPACE] + (CJK_LETTERS - 1) * counts[:, Shape.CJK]
        _, last, before = self._edges()
        closed = np.where((last == Shape.QUOTE) | (last == Shape.CLOSE), before, last)
        return size, np.where((closed == Shape.END) & (size >= SENTENCE), size, 0).astype(np.float32)

    def figures(self, known: npt.NDArray[np.int8]) -> Floats:
        """What each line shows by itself: a column a figure, named in `FIGURES`.

        Args:
            known: of each line, what the phrase tables say: 1 may be boilerplate, 2 is.
        """
        counts = self.counts.astype(np.float32)
        size = counts.sum(1) - counts[:, Shape.SPACE]
        cjk = counts[:, Shape.CJK]
        weighted = size + (CJK_LETTERS - 1) * cjk
        letters = counts[:, Shape.LOWER] + counts[:, Shape.UPPER] + counts[:, Shape.LETTER] + cjk
        letter = (self.shapes >= Shape.LOWER) & (self.shapes <= Shape.CJK)
        begins = letter.copy()
        begins[1:] &= ~letter[:-1]
        words = np.maximum(self.per_line(begins), 1).astype(np.float32)
        capitals = self.per_line(begins & (self.shapes == Shape.UPPER)).astype(np.float32)
        functions = self._function_words(letter, begins)
        first, last, before = self._edges()
        closed = np.where((last == Shape.QUOTE) | (last == Shape.CLOSE), before, last)
        ended = closed == Shape.END
        digit = self.shapes == Shape.DIGIT
        groups = digit.copy()
        groups[1:] &= ~digit[:-1]
        clock = np.zeros_like(digit)
        clock[1:-1] = digit[:-2] & digit[2:] & np.isin(self.shapes[1:-1], (Shape.COLON, Shape.END, Shape.DASH, Shape.LINK))
        years = self._years()
        glued = np.zeros_like(digit)
        glued[1:-1] = letter[:-2] & letter[2:] & np.isin(self.shapes[1:-1], (Shape.END, Shape.SIGN, Shape.LINK))
        main = np.bincount(self.scripts[letter], minlength=256).argmax() if letter.any() else 0
        own = self.per_line(letter & (self.scripts == main)).astype(np.float32)
        width = np.maximum(letters + 1.5 * cjk, 1)
        columns = (
            np.log1p(weighted),
            np.minimum(weighted, 500) / 50,
            counts[:, Shape.DIGIT] / size,
            self.per_line(groups),
            self.per_line(clock),
            self.per_line(years),
            counts[:, Shape.COMMA] / size * 10,
            np.minimum(counts[:, Shape.COMMA], 20),
            counts[:, Shape.END] / size * 10,
            np.minimum(counts[:, Shape.END], 20),
            counts[:, Shape.COLON],
            counts[:, Shape.LINK] / size * 10,
            np.minimum(counts[:, Shape.LINK], 20),
            np.minimum(counts[:, Shape.DASH], 20),
            np.minimum(counts[:, Shape.QUOTE], 20),
            np.minimum(counts[:, Shape.OPEN], 20),
            np.minimum(counts[:, Shape.SIGN], 20),
            counts[:, Shape.OTHER] / size * 10,
            counts[:, Shape.UPPER] / np.maximum(counts[:, Shape.UPPER] + counts[:, Shape.LOWER], 1),
            capitals / words,
            np.log1p(words),
            width / words / 4,
            functions / np.maximum(np.where(cjk > letters / 2, cjk / 4, words), 1),
            np.minimum(functions, 60),
            self.per_line(glued),
            own / np.maximum(letters, 1),
            letters / size,
            first,
            last,
            closed,
            ended,
            np.where(ended & (weighted >= SENTENCE), np.minimum(weighted, 1500), 0) / 100,
            known,
            self._repeated(),
        )
        return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)

    def _edges(self) -> tuple[Bytes, Bytes, Bytes]:
        """Shapes of the first, the last and the last but one code point of each line, spaces aside."""
        at = np.flatnonzero(self.shapes != Shape.SPACE)
        if not len(at):
            none = np.zeros(0, dtype=np.uint8)
            return none, none, none
        first = at.searchsorted(self.starts)
        last = at.searchsorted(self.ends) - 1
        before = np.maximum(last - 1, first)
        return self.shapes[at[first]], self.shapes[at[last]], self.shapes[at[before]]

    def _function_words(self, letter: npt.NDArray[np.bool_], begins: npt.NDArray[np.bool_]) -> Floats:
        low = self._low[1:-1]
        table, single = _function_words()
        count = len(low)
        found = np.zeros(self._all, dtype=np.float32)
        if count and begins.any():
            ends = letter.copy()
            ends[:-1] &= ~letter[1:]
            first, last = np.flatnonzero(begins), np.flatnonzero(ends)
            short = last - first < 11
            first, last = first[short], last[short]
            total = np.zeros(len(first), dtype=np.uint64)
            for at in range(int((last - first).max(initial=-1)) + 1):
                inside = np.flatnonzero(last - first >= at)
                value = (low[first[inside] + at].astype(np.uint64) + np.uint64(1)) * _MIX
                total[inside] += (value ^ (value >> np.uint64(29))) * _POWERS[at]
            hits = table[(total >> np.uint64(64 - _WORD_BITS)).astype(np.int64)]
            found += np.bincount(self._line_of[first[hits]], minlength=self._all)
            found += np.bincount(self._line_of[single[low]], minlength=self._all)
        return found[self.numbers]

    def _years(self) -> npt.NDArray[np.bool_]:
        """Where 19 or 20 begins a number of four digits."""
        low, digit = self._low[1:-1], self.shapes == Shape.DIGIT
        found = np.zeros(len(low), dtype=bool)
        if len(low) >= 4:
            century = ((low[:-3] == 0x31) & (low[1:-2] == 0x39)) | ((low[:-3] == 0x32) & (low[1:-2] == 0x30))
            found[:-3] = century & digit[2:-1] & digit[3:]
            found[1:] &= ~digit[:-1]
        return found

    def strings(self) -> list[str]:
        """The lines."""
        return [self.text[start:end] for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True)]

    def _repeated(self) -> Ints:
        """How often each line stands in the document besides, three times at most."""
        lines = self.strings()
        times = Counter(lines)
        return np.array([min(times[line] - 1, 3) for line in lines], dtype=np.int64)

    def grams(self) -> tuple[Ints, Ints]:
        """The n-grams of the heads of the lines, hashed: which line each belongs to (from 0, blank ones not counted), and its cell."""
        low = self._low
        reach = np.minimum(self.ends, self.starts + GRAM_REACH) - self.starts + 2
        shift = np.cumsum(reach) - reach
        total = int(reach.sum())
        line = np.repeat(np.arange(len(self)), reach)
        inside = np.arange(total) - shift[line]
        at = self.starts[line] + inside  # in `_low`, which has one more in front: the line feed before the line is the first
        chars = (low[at] + np.uint32(1)) * np.uint32(0x9E3779B1)
        chars ^= chars >> np.uint32(15)
        lines, cells = [], []
        left = reach[line] - inside
        hashed = np.zeros(total, dtype=np.uint32)
        for number, length in enumerate(GRAMS):
            hashed = hashed * np.uint32(0x01000193)
            hashed[: total - length + 1] += chars[length - 1 :]
            fits = left >= length
            if length == 1:
                fits &= (inside > 0) & (left > 1)
            mixed = hashed[fits] * np.uint32(0x85EBCA6B)
            cells.append((mixed >> np.uint32(32 - GRAM_BITS)).astype(np.int64) + (number << GRAM_BITS))
            lines.append(line[fits])
        return np.concatenate(lines), np.concatenate(cells)


FIGURES = (
    "log size", "size", "digits", "numbers", "clock", "years", "commas", "n commas", "ends", "n ends", "colons", "links", "n links", "dashes", "quotes",
    "brackets", "signs", "others", "upper", "capitals", "log words", "word size", "functions", "n functions", "glued", "own script", "letters", "first", "last",
    "closed", "ended", "sentence", "known", "repeated",
)  # fmt: skip
_AT = {name: number for number, name in enumerate(FIGURES)}
NEAR = ("log size", "digits", "ended", "sentence", "capitals", "functions", "n links", "known", "first", "clock")
"""Figures whose neighbours are looked at one by one."""
AROUND = ("log size", "sentence", "ended", "capitals", "functions", "known", "digits", "repeated")
"""Figures that are averaged over windows."""
WINDOWS = (3, 8, 20)


def window_means(values: Floats, width: int) -> tuple[Floats, Floats]:
    """Means of columns over the `width` lines before and after each line; what lies outside the document counts as 0."""
    count = len(values)
    total = np.zeros((count + 1, values.shape[1]), dtype=np.float64)
    np.cumsum(values, axis=0, out=total[1:])
    at = np.arange(count)
    before = total[at] - total[np.maximum(at - width, 0)]
    after = total[np.minimum(at + 1 + width, count)] - total[at + 1]
    return (before / width).astype(np.float32), (after / width).astype(np.float32)


def shifted(values: Floats, by: int, outside: float) -> Floats:
    """Columns as the line `by` lines further down has them."""
    made = np.full_like(values, outside)
    if by > 0:
        made[:-by] = values[by:]
    else:
        made[-by:] = values[:by]
    return made


def best_segment(scores: npt.NDArray[Any]) -> tuple[int, int]:
    """First and last line but one of the run with the highest sum."""
    total = np.concatenate(([0.0], np.cumsum(scores, dtype=np.float64)))
    lowest = np.minimum.accumulate(total)
    gain = total[1:] - lowest[:-1]
    end = int(gain.argmax())
    start = int(total[: end + 1].argmin())
    return start, end + 1


def context(figures: Floats, grams: Floats) -> Floats:
    """The figures of the lines with those of their neighbours, their place and what the document is like.

    Args:
        figures: of each line (`Lines.figures`).
        grams: a score of each line by its n-grams.
    """
    count = len(figures)
    near = np.column_stack((figures[:, [_AT[name] for name in NEAR]], grams))
    around = np.column_stack((figures[:, [_AT[name] for name in AROUND]], grams))
    parts = [figures, grams[:, None]]
    parts.extend(shifted(near, by, -1.0) if abs(by) < count else np.full_like(near, -1.0) for by in (-3, -2, -1, 1, 2, 3))
    for width in WINDOWS:
        parts.extend(window_means(around, width))
    sentence, size = figures[:, _AT["sentence"]], np.asarray(np.expm1(figures[:, _AT["log size"]]) / 100, dtype=np.float32)
    parts.append(places(sentence, size))
    parts.append(segments(sentence * 100 - 30))
    whole = [
        np.log1p(count),
        np.log1p(sentence.sum()),
        sentence.sum() / max(float(size.sum()), 0.01),
        figures[:, _AT["ended"]].mean(),
        (sentence > 0).mean(),
        figures[:, _AT["log size"]].mean(),
        float(np.median(figures[:, _AT["log size"]])),
        (figures[:, _AT["known"]] > 0).mean(),
        grams.mean(),
        (grams > 0).mean(),
        figures[:, _AT["functions"]].mean(),
        figures[:, _AT["capitals"]].mean(),
    ]
    parts.append(np.repeat(np.array([whole], dtype=np.float32), count, axis=0))
    return np.column_stack(parts).astype(np.float32)


def places(story: Floats, size: Floats) -> Floats:
    """Where each line stands: by lines, by characters, and among what looks like a story."""
    count = len(story)
    at = np.arange(count, dtype=np.float32)
    told, read = np.cumsum(story, dtype=np.float64), np.cumsum(size, dtype=np.float64)
    is_story = np.flatnonzero(story > 0)
    following = np.searchsorted(is_story, at)
    before = np.where(following > 0, at - is_story[np.maximum(following - 1, 0)] if len(is_story) else 99, 99)
    beyond = following + (story > 0)
    ahead = is_story[np.minimum(beyond, max(len(is_story) - 1, 0))] if len(is_story) else np.zeros(count)
    after = np.where(beyond < len(is_story), ahead - at, 99)
    return np.column_stack(
        (
            at / max(count, 1),
            np.log1p(at),
            np.log1p(count - 1 - at),
            (told - story) / max(float(told[-1]), 0.01),
            np.log1p(told - story),
            np.log1p(told[-1] - told),
            read / max(float(read[-1]), 0.01),
            np.log1p(np.minimum(before, 99)),
            np.log1p(np.minimum(after, 99)),
        )
    ).astype(np.float32)


def segments(scores: Floats) -> Floats:
    """Whether a line lies inside the best run, how far from its edges, and what share of the good lines the run has."""
    count = len(scores)
    first, end = best_segment(scores)
    at = np.arange(count)
    inside = (at >= first) & (at < end)
    gap = np.where(at < first, at - first, np.where(at >= end, at - end + 1, 0))
    edge = np.where(inside, np.minimum(at - first, end - 1 - at), -1)
    good = np.maximum(scores, 0)
    share = good[first:end].sum() / max(float(good.sum()), 0.01)
    return np.column_stack(
        (inside, np.clip(gap, -99, 99), np.clip(edge, -1, 99), np.full(count, share), np.full(count, end - first))
    ).astype(np.float32)


def rounded(figures: Floats) -> Grid:
    """The figures in whole 64ths."""
    return np.clip(np.rint(figures * UNIT), -32767, 32767).astype(np.int16)
