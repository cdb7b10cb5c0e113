"""Features of the lines of documents, each by itself: its shape, its words, its repetitions.

Everything is counted by table look-ups and segmented sums over the code points of a few documents,
and later rounded to whole numbers (`trees.rounded`), so that a score is the same on every machine.
Blank lines do not count: a document is its other lines.
"""

from collections import Counter
from collections.abc import Iterator
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
PART = 1 << 16
"""Code points of the lines whose shapes are counted at once: all of most documents."""
GRAMS = (1, 2, 3, 4)
"""Lengths of the n-grams."""
GRAM_BITS, WORD_BITS = 15, 15
"""Binary logarithm of the number of buckets for n-grams of one length, and for words."""
FUNCTION_WORD_BITS = 18
"""The same for telling function words from others, and words of a document from each other."""
LINE_BITS = 24
"""Binary logarithm of more lines than any block has."""
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


class Block:
    """The lines of several documents that are not blank, and what is known of each line.

    They are computed for all documents at once, because an array operation costs more to start
    than a short document takes; a line is the same in any company.

    Args:
        scan: a block of texts.
        first, end: numbers of the first document and of the one after the last; of all when None.
    """

    def __init__(self, scan: Scan, first: int = 0, end: int | None = None) -> None:
        start = scan.text_starts[first]
        self.documents = range(first, len(scan.texts) if end is None else end)
        """Numbers of the documents in the scan."""
        self.text_starts = np.array(scan.text_starts[first:end]) - start
        """Where each document starts; all places count from the start of the first."""
        self._stop = int(self.text_starts[-1]) + len(scan.texts[self.documents[-1]])
        self._strings = scan.joined[start : start + self._stop]
        points = scan.points[start : start + self._stop]
        low = points if points.dtype == np.uint8 else np.minimum(points, 0xFFFF)
        self._low = np.concatenate(([np.uint32(10)], _lowered().take(low), [np.uint32(10)]))
        """Lower case, with a line feed at either end."""
        ends = np.append(np.flatnonzero(points == 10), len(points))
        starts = np.append(0, ends[:-1] + 1)
        self.shapes = SHAPES.take(scan.kinds[start : start + self._stop])
        self._inked = np.flatnonzero(self.shapes != Shape.SPACE)
        if self._blank_pipes(points, *self._trimmed(starts, ends)):
            self._blank_pipes(points, *self._trimmed(starts, ends))  # "|| a ||"
        counts = self._shape_counts(starts)
        sizes = counts[:, 1:].sum(1) + counts[:, 0] - counts[:, Shape.SPACE]
        written = np.flatnonzero(sizes > 0)
        self.owners = self.text_starts.searchsorted(starts[written], side="right") - 1
        """The document of each line, the first one being 0."""
        self.bounds = self.owners.searchsorted(np.arange(len(self.text_starts) + 1))
        """The first line of each document, and the number of lines."""
        self.numbers = written - starts.searchsorted(self.text_starts)[self.owners]
        """Numbers of the lines in their documents, blank ones counted."""
        self.starts, self.ends = self._trimmed(starts[written], ends[written])
        """Where each line starts and ends, without the spaces around it."""
        self.counts = counts[written]
        self.scripts = scan.scripts[start : start + self._stop]

    def _shape_counts(self, starts: Ints) -> Ints:
        """How many characters of each shape every line has, its line feed counted."""
        parts = []
        first = 0
        while first < len(starts):
            # neighbouring lines together, but not all of a large document: 24 bytes for each character
            end = max(first + 1, int(starts.searchsorted(starts[first] + PART)))
            bounds = np.append(starts[first:end], starts[end] if end < len(starts) else len(self.shapes))
            line = np.repeat(np.arange(0, (end - first) * 16, 16), np.diff(bounds))
            parts.append(np.bincount(line + self.shapes[bounds[0] : bounds[-1]], minlength=(end - first) * 16).reshape(-1, 16))
            first = end
        return np.concatenate(parts)

    def _trimmed(self, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
        """Starts and ends of lines without the spaces around them; blank lines are left out."""
        first, last = self._inked.searchsorted(starts), self._inked.searchsorted(ends)
        written = last > first
        return self._inked[first[written]], self._inked[last[written] - 1] + 1

    def _blank_pipes(self, points: npt.NDArray[Any], starts: Ints, ends: Ints) -> bool:
        """Turn the pipes around rows of Markdown tables into spaces; whether there were any.

        Extractors write layout tables as such rows: the content of a row is a line like any other.
        """
        found = np.flatnonzero(ends - starts > MIN_ROW)
        found = found[(points[starts[found]] == PIPE) & (points[ends[found] - 1] == PIPE)]
        if not len(found):
            return False
        self.shapes[starts[found]] = self.shapes[ends[found] - 1] = Shape.SPACE
        self._inked = np.flatnonzero(self.shapes != Shape.SPACE)
        return True

    def __len__(self) -> int:
        return len(self.numbers)

    def _per_line(self, what: npt.NDArray[np.bool_]) -> Ints:
        """How many code points of some kind, none of them a space, each line has."""
        return self._in_lines(np.flatnonzero(what))

    def _in_lines(self, at: Ints) -> Ints:
        """How many of some places, none of them a space, each line has."""
        return np.bincount(self._line_of[at], minlength=len(self))

    @cached_property
    def _line_of(self) -> npt.NDArray[np.int32]:
        """The line of each code point that is not a space."""
        return np.repeat(np.arange(-1, len(self), dtype=np.int32), np.diff(self.starts, prepend=0, append=self._stop))

    @cached_property
    def sizes(self) -> tuple[Floats, Floats]:
        """Sizes of the lines, a CJK letter as `CJK_LETTERS`; the same, 0 where no sentence is."""
        counts = self.counts.astype(np.float32)
        size = counts.sum(1) - counts[:, Shape.SPACE] + (CJK_LETTERS - 1) * counts[:, Shape.CJK]
        sentence = (self.edges[2] == Shape.END) & (size >= MIN_SENTENCE)
        return size, np.where(sentence, size, np.float32(0))

    @cached_property
    def run_on(self) -> Ints:
        """How many lines of each document continue in lower case on the next, as wrapped lines do.

        None, where as many lines are longer than any wrapped one: there each paragraph is a line.
        """
        first, _, closed = self.edges
        length = self.ends - self.starts
        open_ = (closed != Shape.END) & (length >= MIN_WRAPPED) & (length <= MAX_WRAPPED)
        goes_on = open_[:-1] & (first[1:] == Shape.LOWER) & (self.owners[1:] == self.owners[:-1])
        wrapped, long = (
            np.bincount(self.owners[np.flatnonzero(which)], minlength=len(self.documents)) for which in (goes_on, length > MAX_WRAPPED)
        )
        return np.where(wrapped > long, wrapped, 0)

    @cached_property
    def features(self) -> Floats:
        """What each line shows by itself: a column per feature, named in `FEATURES`; "known" is 0."""
        counts = self.counts.astype(np.float32)
        size = counts.sum(1) - counts[:, Shape.SPACE]
        cjk = counts[:, Shape.CJK]
        weighted = size + (CJK_LETTERS - 1) * cjk
        letters = counts[:, Shape.LOWER] + counts[:, Shape.UPPER] + counts[:, Shape.LETTER] + cjk
        letter = (self.shapes >= Shape.LOWER) & (self.shapes <= Shape.CJK)
        begins = np.flatnonzero(np.diff(letter, prepend=False) & letter)
        words = np.maximum(self._in_lines(begins), 1).astype(np.float32)
        capitals = self._in_lines(begins[self.shapes[begins] == Shape.UPPER]).astype(np.float32)
        functions = self._function_words()
        first, last, closed = self.edges
        ended = closed == Shape.END
        digits = np.flatnonzero(self.shapes == Shape.DIGIT)
        numbers = digits[np.diff(digits, prepend=-2) > 1]
        signs = np.flatnonzero(self.shapes[1:-1] > Shape.DIGIT) + 1
        sign, before, after = self.shapes[signs], self.shapes[signs - 1], self.shapes[signs + 1]
        clock = signs[_IN_CLOCK[sign] & (before == Shape.DIGIT) & (after == Shape.DIGIT)]
        glued = signs[_GLUES[sign] & letter[signs - 1] & letter[signs + 1]]
        other = self._per_line(letter & (self.scripts != self._of_points(self._main_scripts(letter))))
        echoed, echo = self._echoed(ended & (weighted >= MIN_SENTENCE))
        width = np.maximum(letters + 1.5 * cjk, 1)
        columns = (
            np.log1p(weighted),
            np.minimum(weighted, 500) / 50,
            counts[:, Shape.DIGIT] / size,
            self._in_lines(numbers),
            self._in_lines(clock),
            self._in_lines(self._years(numbers)),
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
            self._in_lines(glued),
            (letters - other.astype(np.float32)) / np.maximum(letters, 1),
            letters / size,
            first,
            last,
            closed,
            ended,
            np.where(ended & (weighted >= MIN_SENTENCE), np.minimum(weighted, 1500), 0) / 100,
            np.zeros(len(self)),
            self._repeated(),
            np.log1p(echoed),
            echo,
        )
        return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)

    def _of_points(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """A value of each document for each of its code points."""
        return np.repeat(values, np.diff(self.text_starts, append=self._stop))

    def _main_scripts(self, letter: npt.NDArray[np.bool_]) -> Bytes:
        """The script of most letters of each document."""
        at = np.flatnonzero(letter)
        counts = (np.bincount(each, minlength=1) for each in np.split(self.scripts[at], at.searchsorted(self.text_starts[1:])))
        return np.array([each.argmax() for each in counts], dtype=np.uint8)

    @cached_property
    def edges(self) -> tuple[Bytes, Bytes, Bytes]:
        """Shapes of the first and last code point of each line, and of the last but closers."""
        if not len(self):
            none = np.zeros(0, dtype=np.uint8)
            return none, none, none
        at = self._inked
        first = at.searchsorted(self.starts)
        end = at.searchsorted(self.ends) - 1
        last, before = self.shapes[at[end]], self.shapes[at[np.maximum(end - 1, first)]]
        return self.shapes[at[first]], last, np.where((last == Shape.QUOTE) | (last == Shape.CLOSE), before, last)

    def _function_words(self) -> Floats:
        alone = self._per_line(_function_words()[1].take(self._low[1:-1]))
        return (np.bincount(self._words[0][self._is_function_word[1]], minlength=len(self)) + alone).astype(np.float32)

    @cached_property
    def _is_function_word(self) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """Of each word of `_words` its number, and whether it is a function word."""
        _, hashed, whole = self._words
        numbers = ngrams.word_buckets(hashed, FUNCTION_WORD_BITS)
        return numbers, _function_words()[0].take(numbers) & whole

    @cached_property
    def _words(self) -> tuple[Ints, LongHashes, npt.NDArray[np.bool_]]:
        """Words and pairs of CJK letters: line, hash, whether it is a word and hashed whole."""
        cjk = self.shapes == Shape.CJK
        letter = np.zeros(len(self.shapes) + 2, dtype=bool)
        letter[1:-1] = (self.shapes >= Shape.LOWER) & (self.shapes <= Shape.LETTER)
        first, end = np.flatnonzero(letter[1:] != letter[:-1]).reshape(-1, 2).T
        pairs = np.flatnonzero(cjk[:-1] & cjk[1:])
        starts = np.concatenate((first, pairs))
        sizes = np.concatenate((end - first, np.full(len(pairs), 2)))
        whole = sizes <= ngrams.MAX_WORD
        whole[len(first) :] = False
        return self._line_of[starts].astype(np.int64), ngrams.words(self._low[1:-1], starts, sizes), whole

    def words(self) -> tuple[Ints, Ints]:
        """The words of the lines, of CJK letters each pair: line and bucket of each.

        Lines are counted from 0, without blank ones.
        """
        lines, hashed, _ = self._words
        return lines, ngrams.word_buckets(hashed, WORD_BITS)

    def _echoed(self, sentence: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """How many content words of each line other sentences of its document have, and their share
        of its words.

        Args:
            sentence: which lines are sentences.
        """
        words, function = self._is_function_word
        content = np.flatnonzero(~function)
        line = self._words[0][content]
        places = np.sort((((self.owners[line] << FUNCTION_WORD_BITS) | words[content]) << LINE_BITS) | line)
        places = places[np.flatnonzero(np.diff(places, prepend=-1))]
        line = places & ((1 << LINE_BITS) - 1)
        own = sentence[line]
        first = np.flatnonzero(np.diff(places >> LINE_BITS, prepend=-1))  # of each word of each document
        sentences = np.repeat(np.add.reduceat(own, first, dtype=np.int64), np.diff(first, append=len(own)))
        echoed = np.bincount(line[sentences > own], minlength=len(self)).astype(np.float32)
        return echoed, np.asarray(echoed / np.maximum(np.bincount(line, minlength=len(self)), 1), dtype=np.float32)

    def _years(self, numbers: Ints) -> Ints:
        """Where 19 or 20 begins a number of four digits, among the places where numbers begin."""
        low = self._low[1:-1]
        at = numbers[numbers < len(low) - 3]
        century = ((low[at] == 0x31) & (low[at + 1] == 0x39)) | ((low[at] == 0x32) & (low[at + 1] == 0x30))
        found: Ints = at[century & (self.shapes[at + 2] == Shape.DIGIT) & (self.shapes[at + 3] == Shape.DIGIT)]
        return found

    def _repeated(self) -> Ints:
        """How often each line occurs in its document apart from itself, at most three times."""
        again = np.zeros(len(self), dtype=np.int64)
        sizes = self.ends - self.starts
        alike = self.owners
        for seen in (sizes, self._low[self.starts + 1], self._low[self.starts + sizes // 2 + 1], self._low[self.ends]):
            alike = alike * 0x100000001B3 + seen
        order = alike.argsort()
        same = np.diff(alike[order], prepend=-1, append=-1) == 0
        asked = order[same[1:] | same[:-1]]  # most lines have none that is like them, and need not be read
        lines = [
            (owner, self._strings[start:end])
            for owner, start, end in zip(*(each[asked].tolist() for each in (self.owners, self.starts, self.ends)), strict=True)
        ]
        times = Counter(lines)
        again[asked] = [min(times[line] - 1, 3) for line in lines]
        return again

    def heads(self, part: slice = slice(None)) -> Iterator[tuple[Ints, Ints, Ints]]:
        """The n-grams of the heads of all or some lines, by length: the bucket of each window of code
        points, and for each line its first window and the one after its last.
        """
        starts, sizes = self.starts[part], self.ends[part] - self.starts[part]
        whole = sizes <= GRAM_REACH
        reach = np.minimum(sizes, GRAM_REACH) + 2
        chars = self._low[_members(starts, reach)]  # `_low` has one more in front
        ends = np.cumsum(reach)
        starts = ends - reach
        chars[starts] = chars[ends[whole] - 1] = 10  # what surrounds a line counts as line feeds
        for number, (length, hashed) in enumerate(ngrams.windows(chars, len(GRAMS))):
            buckets = ngrams.buckets(hashed, GRAM_BITS) + np.int64(number << GRAM_BITS)
            yield (buckets, starts + 1, ends - 1) if length == 1 else (buckets, starts, ends - length + 1)

    def grams(self) -> tuple[Ints, Ints]:
        """The n-grams of the heads of the lines: line and bucket of each."""
        lines, each = [], []
        for buckets, starts, ends in self.heads():
            lines.append(np.repeat(np.arange(len(self)), ends - starts))
            each.append(buckets[_members(starts, ends - starts)])
        return np.concatenate(lines), np.concatenate(each)


def _members(starts: Ints, sizes: Ints) -> Ints:
    """All places in some spans, one span after the other."""
    made: Ints = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
    made += np.arange(len(made))
    return made


class Lines:
    """The lines of one document that are not blank, and what is known of each.

    Args:
        text: the document.
        block: the lines of a block it is in; made when None.
        index: which document of the block it is, the first one being 0.
    """

    def __init__(self, text: str, block: Block | None = None, index: int = 0) -> None:
        self.text = text
        self.block = block or Block(Scan((text,)))
        self.index = index
        self.span = slice(*self.block.bounds[index : index + 2].tolist())
        """Which lines of the block they are."""
        self.numbers = self.block.numbers[self.span]
        """Numbers of the lines, blank ones counted."""
        start = self.block.text_starts[index]
        self.starts, self.ends = self.block.starts[self.span] - start, self.block.ends[self.span] - start
        """Where each line starts and ends, without the spaces around it."""

    def __len__(self) -> int:
        return len(self.numbers)

    def sizes(self) -> tuple[Floats, Floats]:
        """Sizes of the lines, a CJK letter as `CJK_LETTERS`; the same, 0 where no sentence is."""
        size, sentence = self.block.sizes
        return size[self.span], sentence[self.span]

    def strings(self) -> list[str]:
        """The lines."""
        return [self.text[start:end] for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True)]

    def features(self, known: npt.NDArray[np.int8]) -> Floats:
        """What each line shows by itself: a column per feature, named in `FEATURES`.

        Args:
            known: of each line, what the phrase tables say: 1 may be boilerplate, 2 is.
        """
        features = self.block.features[self.span].copy()
        features[:, FEATURES.index("known")] = known
        return features


FEATURES = (
    "log size", "size", "digits", "numbers", "clock", "years", "commas", "n commas", "ends", "n ends", "colons", "links", "n links", "dashes", "quotes",
    "brackets", "signs", "others", "upper", "capitals", "log words", "word size", "functions", "n functions", "glued", "own script", "letters", "first", "last",
    "closed", "ended", "sentence", "known", "repeated", "log echoed", "echoed",
)  # fmt: skip
