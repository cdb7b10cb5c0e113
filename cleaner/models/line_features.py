"""Features of the lines of a document, each by itself: its shape, its words, its repetitions.

Everything is counted by table look-ups and segmented sums over the code points of one document, and
later rounded to whole numbers (`trees.rounded`), so that a score is the same on every machine.
Blank lines do not count: a document is its other lines.
"""

from collections import Counter
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaner.languages import phrases
from cleaner.models import ngrams
from cleaner.models.ngrams import Ints, LongHashes
from cleaner.models.shapes import SHAPES, Shape
from cleaner.scan import Scan

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

MIN_SENTENCE = 40
"""Letters of the shortest line that counts as a sentence, a CJK letter counted as `CJK_LETTERS`."""
CJK_LETTERS = 2.5
"""Latin letters that one CJK letter counts as in the size of a line."""
MIN_WRAPPED, MAX_WRAPPED = 45, 110
"""Code points of a line that an editor or mail program may have wrapped."""
GRAM_REACH = 72
"""Code points of a line's head whose n-grams are read."""
GRAMS = (1, 2, 3, 4)
"""Lengths of the n-grams."""
GRAM_BITS, WORD_BITS = 15, 15
"""Binary logarithm of the number of buckets for n-grams of one length, and for words."""
FUNCTION_WORD_BITS = 18
"""The same for telling function words from others, and words of a document from each other."""
PIPE = ord("|")
MIN_ROW = 2
"""Code points of a row in pipes that has nothing between them."""


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


@cache
def _function_words() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which hashes of words, and which single CJK letters, are function words of some language."""
    words = {word for code in phrases.languages() for word in phrases.function_words(code)}
    single = np.zeros(0x10000, dtype=bool)
    single[[ord(word) for word in words if len(word) == 1 and ord(word) > 0x2E80]] = True
    short = [word for word in words if len(word) <= ngrams.MAX_WORD]
    sizes = np.array([len(word) for word in short])
    points = np.minimum([ord(char) for word in short for char in word], 0xFFFF)
    table = np.zeros(1 << FUNCTION_WORD_BITS, dtype=bool)
    table[ngrams.word_buckets(ngrams.words(points, np.cumsum(sizes) - sizes, sizes), FUNCTION_WORD_BITS)] = True
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
        """Where each line starts and ends, without the spaces around it."""
        self.counts = counts[self.numbers]
        self.scripts = scan.scripts[start : start + len(text)]

    def _inked(self, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
        """Starts and ends of lines without the spaces around them; blank lines are left out."""
        inked = np.flatnonzero(self.shapes != Shape.SPACE)
        first, last = inked.searchsorted(starts), inked.searchsorted(ends)
        written = last > first
        return inked[first[written]], inked[last[written] - 1] + 1

    def _blank_pipes(self, points: npt.NDArray[Any], starts: Ints, ends: Ints) -> bool:
        """Turn the pipes around rows of Markdown tables into spaces; whether there were any.

        Extractors write layout tables as such rows: the content of a row is a line like any other.
        """
        found = np.flatnonzero(ends - starts > MIN_ROW)
        found = found[(points[starts[found]] == PIPE) & (points[ends[found] - 1] == PIPE)]
        self.shapes[starts[found]] = self.shapes[ends[found] - 1] = Shape.SPACE
        return len(found) > 0

    def __len__(self) -> int:
        return len(self.numbers)

    def edges(self) -> tuple[Bytes, Bytes]:
        """Shapes of the first and the last code point of each line, without spaces."""
        return self._edges[:2]

    def per_line(self, what: npt.NDArray[np.bool_]) -> Ints:
        """How many code points of some kind each line has."""
        return self._in_lines(np.flatnonzero(what))

    def _in_lines(self, at: Ints) -> Ints:
        """How many of some places, in their order, each line has."""
        return at.searchsorted(self.ends) - at.searchsorted(self.starts)

    def sizes(self) -> tuple[Floats, Floats]:
        """Sizes of the lines, a CJK letter as `CJK_LETTERS`; the same, 0 where no sentence is."""
        return self._sizes

    @cached_property
    def _sizes(self) -> tuple[Floats, Floats]:
        counts = self.counts.astype(np.float32)
        size = counts.sum(1) - counts[:, Shape.SPACE] + (CJK_LETTERS - 1) * counts[:, Shape.CJK]
        _, _, closed = self._edges
        return size, np.where((closed == Shape.END) & (size >= MIN_SENTENCE), size, 0).astype(np.float32)

    def run_on(self) -> int:
        """How many lines continue in lower case on the next, as wrapped lines do.

        None, where as many lines are longer than any wrapped one: there each paragraph is a line.
        """
        first, _, closed = self._edges
        length = self.ends - self.starts
        open_ = (closed != Shape.END) & (length >= MIN_WRAPPED) & (length <= MAX_WRAPPED)
        goes_on = int((open_[:-1] & (first[1:] == Shape.LOWER)).sum())
        return goes_on if goes_on > int((length > MAX_WRAPPED).sum()) else 0

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
        echoed, echo = self._echoed(ended & (weighted >= MIN_SENTENCE))
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
            np.where(ended & (weighted >= MIN_SENTENCE), np.minimum(weighted, 1500), 0) / 100,
            known,
            self._repeated(),
            np.log1p(echoed),
            echo,
        )
        return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)

    @cached_property
    def _edges(self) -> tuple[Bytes, Bytes, Bytes]:
        """Shapes of the first and last code point of each line, and of the last but closers."""
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
        matches = table[ngrams.word_buckets(hashed, FUNCTION_WORD_BITS)] & whole
        alone = self._in_lines(np.flatnonzero(single[self._low[1:-1]]))
        return (np.bincount(lines[matches], minlength=len(self)) + alone).astype(np.float32)

    @cached_property
    def _words(self) -> tuple[Ints, LongHashes, npt.NDArray[np.bool_]]:
        """Words and pairs of CJK letters: line, hash, whether it is a word and hashed whole."""
        cjk = self.shapes == Shape.CJK
        letter = (self.shapes >= Shape.LOWER) & (self.shapes <= Shape.LETTER)
        edge = np.diff(letter.astype(np.int8), prepend=0, append=0)
        first = np.flatnonzero(edge == 1)
        pairs = np.flatnonzero(cjk[:-1] & cjk[1:])
        starts = np.concatenate((first, pairs))
        sizes = np.concatenate((np.flatnonzero(edge == -1) - first, np.full(len(pairs), 2)))
        whole = sizes <= ngrams.MAX_WORD
        whole[len(first) :] = False
        return self.starts.searchsorted(starts, side="right") - 1, ngrams.words(self._low[1:-1], starts, sizes), whole

    def words(self) -> tuple[Ints, Ints]:
        """The words of the lines, of CJK letters each pair: line and bucket of each.

        Lines are counted from 0, without blank ones.
        """
        lines, hashed, _ = self._words
        return lines, ngrams.word_buckets(hashed, WORD_BITS)

    def _echoed(self, sentence: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """How many content words of each line other sentences have, and their share of its words.

        Args:
            sentence: which lines are sentences.
        """
        table, _ = _function_words()
        lines, hashed, whole = self._words
        bits = FUNCTION_WORD_BITS
        words = ngrams.word_buckets(hashed, bits)
        content = ~(table[words] & whole)
        distinct = np.unique((lines[content] << bits) | words[content])
        line = distinct >> bits
        own = sentence[line]
        _, word = np.unique(distinct & ((1 << bits) - 1), return_inverse=True)
        elsewhere = np.bincount(word[own], minlength=len(word))[word] - own > 0
        echoed = np.bincount(line[elsewhere], minlength=len(self)).astype(np.float32)
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
        """How often each line occurs in the document apart from itself, at most three times."""
        lines = self.strings()
        times = Counter(lines)
        return np.array([min(times[line] - 1, 3) for line in lines], dtype=np.int64)

    def grams(self) -> tuple[Ints, Ints]:
        """The n-grams of the heads of the lines: line and bucket of each."""
        reach = np.minimum(self.ends, self.starts + GRAM_REACH) - self.starts + 2
        line = np.repeat(np.arange(len(self)), reach)
        inside = np.arange(len(line)) - (np.cumsum(reach) - reach)[line]
        at = self.starts[line] + inside  # in `_low`, which has one more in front
        chars = self._low[at].astype(np.uint32)
        chars[(inside == 0) | (at == self.ends[line] + 1)] = 10  # what surrounds a line counts as line feeds
        left = reach[line] - inside
        lines, buckets = [], []
        for number, (length, hashed) in enumerate(ngrams.windows(chars, len(GRAMS))):
            fits = left[: len(hashed)] >= length
            if length == 1:
                fits &= (inside > 0) & (left > 1)
            lines.append(line[: len(hashed)][fits])
            buckets.append(ngrams.buckets(hashed[fits], GRAM_BITS).astype(np.int64) + (number << GRAM_BITS))
        return np.concatenate(lines), np.concatenate(buckets)


FEATURES = (
    "log size", "size", "digits", "numbers", "clock", "years", "commas", "n commas", "ends", "n ends", "colons", "links", "n links", "dashes", "quotes",
    "brackets", "signs", "others", "upper", "capitals", "log words", "word size", "functions", "n functions", "glued", "own script", "letters", "first", "last",
    "closed", "ended", "sentence", "known", "repeated", "log echoed", "echoed",
)  # fmt: skip
