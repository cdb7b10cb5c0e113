"""What a learned score knows of a line: its shape, its words, its neighbours and its place in the document.

Everything is counted by table look-ups and segmented sums over the code points of one document and rounded to whole numbers, so
that a model that compares them with thresholds says the same on every machine. Blank lines do not count: a document is its other lines.
"""

from collections import Counter
from enum import IntEnum
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaner.codepoints import Kind, class_table
from cleaner.languages import phrases
from cleaner.scan import Scan

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Grid = npt.NDArray[np.int16]
Bytes = npt.NDArray[np.uint8]

UNIT = 64
"""What 1.0 is in a rounded feature."""
SENTENCE = 40
"""Letters of the shortest line that counts as a sentence, a CJK letter counted as `CJK_LETTERS`."""
CJK_LETTERS = 2.5
WRAPPED = 45
"""Code points of the shortest line that may have been wrapped."""
WIDEST = 110
"""Code points of the longest line that was wrapped at its end."""
GRAM_REACH = 72
"""Code points of a line's head whose n-grams are looked up."""
GRAMS = (1, 2, 3, 4)
WORD_REACH = 11
"""Code points of a word that are hashed."""
WORD_BITS = 15
"""Logarithm of the number of cells that words share."""
GRAM_BITS = 15
"""Logarithm of the number of cells that the n-grams of one length share."""


PIPE = ord("|")
MIN_ROW = 2
"""Code points of a row in pipes that has nothing between them."""


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


SHAPES = class_table(
    {
        Shape.SPACE: (Kind.LINE_FEED, Kind.CARRIAGE_RETURN, Kind.SPACE),
        Shape.LOWER: (Kind.LATIN_LOWER, Kind.LOWER, Kind.ORNAMENTAL_LOWER),
        Shape.UPPER: (Kind.LATIN_UPPER, Kind.UPPER, Kind.ORNAMENTAL_UPPER),
        Shape.LETTER: (Kind.LETTER, Kind.MARK),
        Shape.CJK: (Kind.CJK, Kind.CJK_FUNCTION, Kind.CJK_MONEY, Kind.BOPOMOFO, Kind.CJK_MARK),
        Shape.DIGIT: (Kind.DIGIT, Kind.DARK_DIGIT, Kind.FRAMED_DIGIT),
        Shape.END: (Kind.END, Kind.EXCLAMATION, Kind.RARE_END),
        Shape.COMMA: (Kind.COMMA, Kind.ARABIC_SEMICOLON),
        Shape.COLON: (Kind.COLON,),
        Shape.LINK: (Kind.SEPARATOR, Kind.RARE_SEPARATOR, Kind.UNDERSCORE, Kind.BAR, Kind.BULLET, Kind.LESS_THAN),
        Shape.DASH: (Kind.DASH, Kind.WIDE_HYPHEN, Kind.MINUS),
        Shape.QUOTE: (Kind.QUOTE, Kind.RARE_QUOTE, Kind.RIGHT_GUILLEMET, Kind.WHITE_CORNER, Kind.TITLE_QUOTE),
        Shape.OPEN: (Kind.OPEN, Kind.OPEN_BLACK, Kind.OPEN_TORTOISE),
        Shape.CLOSE: (Kind.CLOSE, Kind.CLOSE_BLACK, Kind.CLOSE_TORTOISE),
        Shape.SIGN: (Kind.SIGN, Kind.LEGAL_SIGN, Kind.MONEY, Kind.PERCENT),
    },
    rest=Shape.OTHER,
)


@cache
def _lowered() -> npt.NDArray[np.uint32]:
    """Each code point of the first plane in lower case."""
    made = np.arange(0x10000, dtype=np.uint32)
    for point in range(0x2200):
        low = chr(point).lower()
        if len(low) == 1:
            made[point] = ord(low)
    return made


def _is_one(*shapes: Shape) -> npt.NDArray[np.bool_]:
    return np.array([number in shapes for number in range(16)])


_IN_CLOCK = _is_one(Shape.COLON, Shape.END, Shape.DASH, Shape.LINK)
_GLUES = _is_one(Shape.END, Shape.SIGN, Shape.LINK)
_WORD_BITS = 18
_MIX = np.uint64(0x9E3779B97F4A7C15)


_PRIME = 0x100000001B3
_POWERS = np.array([pow(_PRIME, exponent, 2**64) for exponent in range(12)], dtype=np.uint64)


@cache
def _chars_hashed() -> npt.NDArray[np.uint64]:
    """A hash of each code point of the first plane; the last one stands for all beyond."""
    values = (np.arange(0x10000, dtype=np.uint64) + np.uint64(1)) * _MIX
    return values ^ (values >> np.uint64(29))


def _word_hash(word: str) -> np.uint64:
    points = np.minimum(np.array([ord(char) for char in word]), 0xFFFF)
    return np.uint64((_chars_hashed()[points] * _POWERS[: len(word)]).sum())


@cache
def _function_words() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which hashes of words, and which single CJK letters, are function words of some language."""
    words = {word for code in phrases.languages() for word in phrases.function_words(code)}
    single = np.zeros(0x10000, dtype=bool)
    single[[ord(word) for word in words if len(word) == 1 and ord(word) > 0x2E80]] = True
    table = np.zeros(1 << _WORD_BITS, dtype=bool)
    table[[int(_word_hash(word)) >> (64 - _WORD_BITS) for word in words if len(word) < len(_POWERS)]] = True
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
        self.shapes = SHAPES[scan.kinds[start : start + len(text)]]
        line_of = np.repeat(np.arange(0, len(starts) * 16, 16), np.append(ends[:-1] + 1, len(points)) - starts)
        if self._blank_pipes(points, *self._inked(starts, ends)):
            self._blank_pipes(points, *self._inked(starts, ends))  # "|| a ||"
        counts = np.bincount(line_of + self.shapes, minlength=len(starts) * 16).reshape(-1, 16)
        sizes = counts[:, 1:].sum(1) + counts[:, 0] - counts[:, Shape.SPACE]
        self.numbers = np.flatnonzero(sizes > 0)
        """Numbers of the lines that are not blank."""
        self.starts, self.ends = self._inked(starts[self.numbers], ends[self.numbers])
        """Where each line starts and ends, without the spaces around it: how a text is indented says nothing of it."""
        self.counts = counts[self.numbers]
        self.scripts = scan.scripts[start : start + len(text)]

    def _inked(self, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
        """Starts and ends of lines without the spaces around them; blank lines are left out."""
        inked = np.flatnonzero(self.shapes != Shape.SPACE)
        first, last = inked.searchsorted(starts), inked.searchsorted(ends)
        written = last > first
        return inked[first[written]], inked[last[written] - 1] + 1

    def _blank_pipes(self, points: npt.NDArray[Any], starts: Ints, ends: Ints) -> bool:
        """Make spaces of the pipes around a row of a Markdown table; whether there was one.

        Extractors write the cells of layout tables as such rows: what stands in them is a line like any other.
        """
        found = np.flatnonzero(ends - starts > MIN_ROW)
        found = found[(points[starts[found]] == PIPE) & (points[ends[found] - 1] == PIPE)]
        self.shapes[starts[found]] = self.shapes[ends[found] - 1] = Shape.SPACE
        return len(found) > 0

    def __len__(self) -> int:
        return len(self.numbers)

    def edges(self) -> tuple[Bytes, Bytes]:
        """Shapes of the first and the last code point of each line, spaces aside."""
        return self._edges[:2]

    def per_line(self, what: npt.NDArray[np.bool_]) -> Ints:
        """How many code points of some kind each line has."""
        return self._in_lines(np.flatnonzero(what))

    def _in_lines(self, at: Ints) -> Ints:
        """How many of some places, in their order, each line has."""
        return at.searchsorted(self.ends) - at.searchsorted(self.starts)

    def sizes(self) -> tuple[Floats, Floats]:
        """Characters of each line, a CJK letter counted as `CJK_LETTERS`, and the same of those lines that look like sentences, else 0."""
        return self._sizes

    @cached_property
    def _sizes(self) -> tuple[Floats, Floats]:
        counts = self.counts.astype(np.float32)
        size = counts.sum(1) - counts[:, Shape.SPACE] + (CJK_LETTERS - 1) * counts[:, Shape.CJK]
        _, _, closed = self._edges
        return size, np.where((closed == Shape.END) & (size >= SENTENCE), size, 0).astype(np.float32)

    def run_on(self) -> int:
        """How many lines, of some length and without an end mark, go on in lower case on the next: wrapped lines do.

        None, where as many lines are longer than any wrapped one: there each paragraph is a line.
        """
        first, _, closed = self._edges
        length = self.ends - self.starts
        open_ = (closed != Shape.END) & (length >= WRAPPED) & (length <= WIDEST)
        goes_on = int((open_[:-1] & (first[1:] == Shape.LOWER)).sum())
        return goes_on if goes_on > int((length > WIDEST).sum()) else 0

    def features(self, known: npt.NDArray[np.int8]) -> Floats:
        """What each line shows by itself: a column per feature, named in `FEATURES`.

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
        functions = self._function_words()
        first, last, closed = self._edges
        ended = closed == Shape.END
        digit = self.shapes == Shape.DIGIT
        groups = digit.copy()
        groups[1:] &= ~digit[:-1]
        clock = np.zeros_like(digit)
        clock[1:-1] = digit[:-2] & digit[2:] & _IN_CLOCK[self.shapes[1:-1]]
        glued = np.zeros_like(digit)
        glued[1:-1] = letter[:-2] & letter[2:] & _GLUES[self.shapes[1:-1]]
        main = np.bincount(self.scripts[letter], minlength=256).argmax() if letter.any() else 0
        own = self.per_line(letter & (self.scripts == main)).astype(np.float32)
        echoed, echo = self._echoed(ended & (weighted >= SENTENCE))
        width = np.maximum(letters + 1.5 * cjk, 1)
        columns = (
            np.log1p(weighted),
            np.minimum(weighted, 500) / 50,
            counts[:, Shape.DIGIT] / size,
            self.per_line(groups),
            self.per_line(clock),
            self._in_lines(self._years(np.flatnonzero(groups))),
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
            np.log1p(echoed),
            echo,
        )
        return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)

    @cached_property
    def _edges(self) -> tuple[Bytes, Bytes, Bytes]:
        """Shapes of the first and the last code point of each line, spaces aside, and of the one before a closing quote or bracket."""
        at = np.flatnonzero(self.shapes != Shape.SPACE)
        if not len(at):
            none = np.zeros(0, dtype=np.uint8)
            return none, none, none
        first = at.searchsorted(self.starts)
        end = at.searchsorted(self.ends) - 1
        last, before = self.shapes[at[end]], self.shapes[at[np.maximum(end - 1, first)]]
        return self.shapes[at[first]], last, np.where((last == Shape.QUOTE) | (last == Shape.CLOSE), before, last)

    def _function_words(self) -> Floats:
        table, single = _function_words()
        lines, hashed, whole = self._words
        hits = table[(hashed >> np.uint64(64 - _WORD_BITS)).astype(np.int64)] & whole
        alone = self._in_lines(np.flatnonzero(single[self._low[1:-1]]))
        return (np.bincount(lines[hits], minlength=len(self)) + alone).astype(np.float32)

    @cached_property
    def _words(self) -> tuple[Ints, npt.NDArray[np.uint64], npt.NDArray[np.bool_]]:
        """Words and pairs of CJK letters: the line of each (from 0, blank ones not counted), its hash, and whether all of it was hashed and is no pair."""
        low = self._low[1:-1]
        chars = _chars_hashed()[low]
        cjk = self.shapes == Shape.CJK
        letter = (self.shapes >= Shape.LOWER) & (self.shapes <= Shape.LETTER)
        edge = np.diff(letter.astype(np.int8), prepend=0, append=0)
        first, size = np.flatnonzero(edge == 1), np.flatnonzero(edge == -1) - np.flatnonzero(edge == 1)
        words = np.zeros(len(first), dtype=np.uint64)
        for at in range(min(int(size.max(initial=0)), WORD_REACH)):
            inside = np.flatnonzero(size > at)
            words[inside] += chars[first[inside] + at] * _POWERS[at]
        pair = np.flatnonzero(cjk[:-1] & cjk[1:])
        pairs = chars[pair] + chars[pair + 1] * _POWERS[1]
        lines = self.starts.searchsorted(np.concatenate((first, pair)), side="right") - 1
        whole = np.concatenate((size <= WORD_REACH, np.zeros(len(pair), dtype=bool)))
        return lines, np.concatenate((words, pairs)), whole

    def words(self) -> tuple[Ints, Ints]:
        """The words of the lines, hashed (of CJK letters each pair): which line each belongs to, and its cell."""
        lines, hashed, _ = self._words
        return lines, (hashed >> np.uint64(64 - WORD_BITS)).astype(np.int64)

    def _echoed(self, sentence: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """How many words of each line, function words aside, stand in sentences elsewhere, and what share of its words that is."""
        table, _ = _function_words()
        lines, hashed, whole = self._words
        meant = ~(table[(hashed >> np.uint64(64 - _WORD_BITS)).astype(np.int64)] & whole)
        bits = np.uint64(_WORD_BITS)
        each = np.unique((lines[meant].astype(np.uint64) << bits) | (hashed[meant] >> (np.uint64(64) - bits)))
        line = (each >> bits).astype(np.int64)
        own = sentence[line]
        _, word = np.unique(each & np.uint64((1 << _WORD_BITS) - 1), return_inverse=True)
        told = np.bincount(word[own], minlength=len(word))[word] - own > 0
        echoed = np.bincount(line[told], minlength=len(self)).astype(np.float32)
        return echoed, np.asarray(echoed / np.maximum(np.bincount(line, minlength=len(self)), 1), dtype=np.float32)

    def _years(self, numbers: Ints) -> Ints:
        """Where 19 or 20 begins a number of four digits, among the places where numbers begin."""
        low = self._low[1:-1]
        at = numbers[numbers < len(low) - 3]
        century = ((low[at] == 0x31) & (low[at + 1] == 0x39)) | ((low[at] == 0x32) & (low[at + 1] == 0x30))
        found: Ints = at[century & (self.shapes[at + 2] == Shape.DIGIT) & (self.shapes[at + 3] == Shape.DIGIT)]
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
        at = self.starts[line] + inside  # in `_low`, which has one more in front; what surrounds a line counts as line feeds
        chars = low[at].astype(np.uint32)
        chars[(inside == 0) | (at == self.ends[line] + 1)] = 10
        chars = (chars + np.uint32(1)) * np.uint32(0x9E3779B1)
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


FEATURES = (
    "log size", "size", "digits", "numbers", "clock", "years", "commas", "n commas", "ends", "n ends", "colons", "links", "n links", "dashes", "quotes",
    "brackets", "signs", "others", "upper", "capitals", "log words", "word size", "functions", "n functions", "glued", "own script", "letters", "first", "last",
    "closed", "ended", "sentence", "known", "repeated", "log echoed", "echoed",
)  # fmt: skip
_AT = {name: number for number, name in enumerate(FEATURES)}
NEAR = ("log size", "digits", "ended", "sentence", "capitals", "functions", "n links", "known", "first", "clock", "echoed")
"""Features whose neighbours are looked at one by one."""
AROUND = ("log size", "sentence", "ended", "capitals", "functions", "known", "digits", "repeated", "echoed")
"""Features that are averaged over windows."""
WINDOWS = (3, 8, 20)
SURELY = 4
"""Score of the words of a line beyond which it is boilerplate by itself."""


CONTEXT_FEATURES = 228
"""Features of a line with its context (`context`)."""


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


def context(features: Floats, heads: Floats, words: Floats) -> Floats:
    """The features of the lines with those of their neighbours, their place and what the document is like.

    Args:
        features: of each line (`Lines.features`).
        heads: a score of each line by the n-grams of its head.
        words: a score of each line by its words.
    """
    count = len(features)
    told = np.column_stack((heads, words))
    near = np.column_stack((features[:, [_AT[name] for name in NEAR]], told))
    around = np.column_stack((features[:, [_AT[name] for name in AROUND]], told))
    parts = [features, told]
    parts.extend(shifted(near, by, -1.0) if abs(by) < count else np.full_like(near, -1.0) for by in (-3, -2, -1, 1, 2, 3))
    for width in WINDOWS:
        parts.extend(window_means(around, width))
    sentence, size = features[:, _AT["sentence"]], np.asarray(np.expm1(features[:, _AT["log size"]]) / 100, dtype=np.float32)
    parts.append(places(sentence, size))
    parts.append(segments(sentence * 100 - 30))
    both = heads + words
    parts.append(segments(np.clip(both, -4, 4) * np.sqrt(np.minimum(size, 4))))
    parts.append(places(np.where(both > 1, np.minimum(size, 15), 0).astype(np.float32), size)[:, 3:])
    parts.append(places((both < -SURELY).astype(np.float32), size)[:, 3:])
    whole = [
        np.log1p(count),
        np.log1p(sentence.sum()),
        sentence.sum() / max(float(size.sum()), 0.01),
        features[:, _AT["ended"]].mean(),
        (sentence > 0).mean(),
        features[:, _AT["log size"]].mean(),
        np.sort(features[:, _AT["log size"]])[(count - 1) // 2 : count // 2 + 1].mean(),
        (features[:, _AT["known"]] > 0).mean(),
        heads.mean(),
        (heads > 0).mean(),
        words.mean(),
        (words > 0).mean(),
        features[:, _AT["functions"]].mean(),
        features[:, _AT["capitals"]].mean(),
        features[:, _AT["echoed"]].mean(),
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


def rounded(features: Floats) -> Grid:
    """The features in whole 64ths."""
    return np.clip(np.rint(features * UNIT), -32767, 32767).astype(np.int16)
