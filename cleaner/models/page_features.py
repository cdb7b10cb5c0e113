"""Features of a document that show whether it is a scraped page.

They are made from the features of its lines (`line_features`): which lines read like boilerplate by
their words, where they are and how they alternate with the rest, what the phrase tables know at the
head, at the tail and inside, how long the lines are, how they begin and end, and how regular they
are. Nothing depends on indentation or blank lines: whoever copied the text decided on those.
"""

from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.models.line_features import FEATURES, Block, Bytes, Floats
from cleaner.models.ngrams import Ints
from cleaner.models.shapes import Shape
from cleaner.models.trees import Grid, rounded

Doubles = npt.NDArray[np.float64]

AT = {name: number for number, name in enumerate(FEATURES)}
MEANS = (
    "digits", "numbers", "clock", "years", "commas", "n commas", "ends", "n ends", "colons", "links", "n links", "dashes", "quotes", "brackets",
    "signs", "others", "upper", "capitals", "functions", "n functions", "glued", "own script", "letters", "echoed", "repeated", "word size",
)  # fmt: skip
"""Line features averaged over the lines."""
SHARES = ("clock", "years", "n links", "signs", "quotes", "brackets", "colons", "others", "repeated", "dashes")
"""Line features for which the share of lines with any is a feature."""
FIRST = (
    Shape.LOWER, Shape.UPPER, Shape.DIGIT, Shape.QUOTE, Shape.DASH, Shape.LINK, Shape.OPEN, Shape.SIGN, Shape.OTHER, Shape.CJK, Shape.COLON, Shape.END,
    Shape.LETTER,
)  # fmt: skip
LAST = (
    Shape.LOWER, Shape.DIGIT, Shape.COMMA, Shape.COLON, Shape.LINK, Shape.OPEN, Shape.CLOSE, Shape.OTHER, Shape.CJK, Shape.END, Shape.QUOTE,
    Shape.LETTER, Shape.DASH, Shape.SIGN,
)  # fmt: skip
"""Shapes that a line begins and ends with."""
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
LAGS = (1, 2, 3, 4)
"""Distances at which lines of the same form recur in subtitles, tables and lists of records."""
CLEAR, SURE, CERTAIN = 0.5, 0.9, 0.97
"""Probabilities of boilerplate, by the words of a line alone, from which it is counted."""
LONG, MIDDLE = 200, (45, 110)
"""Characters of a long line, and of one that may have been wrapped."""
SHORT_SENTENCE = 40
FORMS = 1 << 13
"""More than the number of a line's form: the shapes at its ends and its length."""
KNOWN_IN_PLACE, OF_PLACE = 19, 9
"""Column of the first of three features of what the phrase tables know before the article, and
number of columns for each of the three places."""
KNOWN = 48
"""Column of the first feature of what the phrase tables know of a document."""
NOTHING_KNOWN = (0, 0, 0, 0, 0, 0, -0.1, -0.1, 9, 9)
"""What those features are when they know nothing."""
OPEN_LINE = 60
"""Characters from which a line without an end mark is one of a table, a heading or a caption."""


class Known(NamedTuple):
    """What the phrase tables say of each line.

    Attributes:
        strength: 0 nothing, 1 may be boilerplate, 2 is.
        category: a number for the kind of boilerplate; read where the strength is not 0.
    """

    strength: npt.NDArray[np.int8]
    category: Bytes


class PageFeatures:
    """The features of the documents of a block, a row each, computed for all of them at once.

    Sums are taken document by document in double precision, so a row is the same in any company.

    Args:
        block: the lines of the documents.
        heads: score of each line by the n-grams of its head, above 0 for an article.
        words: score of each line by its words.
    """

    def __init__(self, block: Block, heads: Floats, words: Floats) -> None:
        self._block, self._heads, self._words = block, heads, words
        counts = np.diff(block.bounds)
        self._documents = np.flatnonzero(counts)
        """The documents that have lines: the others have no row."""
        self._counts = counts[self._documents]
        self._starts = block.bounds[self._documents]
        self._owners = np.repeat(np.arange(len(self._documents)), self._counts)
        self._at = np.arange(len(block)) - self._starts[self._owners]
        """The number of each line in its document, blank lines left out."""
        self._boilerplate = 1 / (1 + np.exp(heads + words))

    def row(self, index: int, known: Known) -> Floats:
        """The features of one document that has lines.

        Args:
            index: which document of the block it is, the first one being 0.
            known: what the phrase tables say of its lines.
        """
        number = int(self._documents.searchsorted(index))
        made: Floats = self._rows[number].copy()
        if known.strength.any():
            start, count = self._starts[number], self._counts[number]
            strong, weak = np.flatnonzero(known.strength == 2), np.flatnonzero(known.strength == 1)
            ends = [int(each[number]) for each in self._article]
            for place, (of_strong, of_weak) in enumerate(zip(_places(strong, *ends), _places(weak, *ends), strict=True)):
                made[KNOWN_IN_PLACE + place * OF_PLACE :][:3] = (
                    np.log1p(of_strong.sum()),
                    np.log1p(of_weak.sum()),
                    _distinct(known, strong[of_strong]),
                )
            made[KNOWN : KNOWN + len(NOTHING_KNOWN)] = _of_known(known, strong, weak, self._boilerplate[start : start + count])
        return made

    def _sum(self, values: npt.NDArray[Any]) -> Doubles:
        """The sum of the values of the lines of each document."""
        return np.add.reduceat(values.astype(np.float64), self._starts, axis=0)

    def _mean(self, values: npt.NDArray[Any], which: npt.NDArray[np.bool_] | None = None, otherwise: float = 0.0) -> Doubles:
        """The mean over the lines, or over some lines, of each document."""
        if which is None:
            return (self._sum(values).T / self._counts).T
        count = self._sum(which)
        return np.where(count > 0, self._sum(values * which) / np.maximum(count, 1), otherwise)

    def _deviation(self, values: Floats) -> Doubles:
        return np.sqrt(self._mean((values - self._mean(values)[self._owners]) ** 2))

    def _highest(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.maximum.reduceat(values, self._starts)

    @cached_property
    def _article(self) -> tuple[Ints, Ints]:
        """The first and last line of each document that reads like a sentence of an article."""
        article = (self._block.sizes[1] > 0) & (self._boilerplate <= CLEAR)
        first = np.minimum.reduceat(np.where(article, self._at, self._counts[self._owners]), self._starts)
        return first, self._highest(np.where(article, self._at, -1))

    @cached_property
    def _rows(self) -> Floats:
        """The features, as they are when the phrase tables know nothing."""
        if not len(self._documents):
            return np.zeros((0, 0), dtype=np.float32)
        size, sentence = self._block.sizes
        size = np.maximum(size, 1)
        total = self._sum(size)
        features, boilerplate = self._block.features, self._boilerplate
        clear, sure, is_sentence = boilerplate > CLEAR, boilerplate > SURE, sentence > 0
        parts: list[npt.NDArray[Any]] = [np.log1p(self._counts), np.log1p(total)]
        for which in (boilerplate > CERTAIN, sure, clear):
            parts += [self._mean(which), self._sum(size * which) / total, np.log1p(self._sum(which))]
        unsure = ~sure & (boilerplate > 1 - SURE)
        parts += [self._mean(boilerplate), self._sum(boilerplate * size) / total, self._mean(unsure), self._sum(size * unsure) / total]
        for which in _places(self._at, *(each[self._owners] for each in self._article)):
            parts += self._of_place(which, sure)
        parts += self._alternation(clear, size, total)
        parts.append(np.tile(NOTHING_KNOWN, (len(total), 1)))
        parts += self._profile(features, size, sentence, total)
        parts += [self._mean(features[:, [AT[name] for name in MEANS]]), self._mean(features[:, [AT[name] for name in SHARES]] > 0)]
        parts += self._edges(features)
        for score in (self._heads, self._words):
            parts += [self._mean(score), self._deviation(score), self._mean(score, is_sentence), self._mean(score, ~is_sentence)]
        parts += [self._mean(sure, is_sentence), self._mean(boilerplate, ~is_sentence)]
        return np.column_stack(parts).astype(np.float32)

    def _of_place(self, which: npt.NDArray[np.bool_], sure: npt.NDArray[np.bool_]) -> list[npt.NDArray[Any]]:
        count = self._sum(which)
        nothing = np.zeros((len(count), 3))
        return [
            np.log1p(count),
            count / self._counts,
            self._mean(sure, which, -0.1),
            np.log1p(self._sum(sure & which)),
            nothing,
            self._mean(self._heads, which),
            self._mean(self._words, which),
        ]

    def _alternation(self, clear: npt.NDArray[np.bool_], size: Floats, total: Doubles) -> list[npt.NDArray[Any]]:
        """How runs of boilerplate alternate with runs of the rest."""
        changes = np.append(True, clear[1:] != clear[:-1])
        changes[self._starts] = True
        starts = np.flatnonzero(changes)
        lengths = np.diff(starts, append=len(clear))
        chars = np.add.reduceat(size.astype(np.float64), starts)
        out = clear[starts]
        first = starts.searchsorted(self._starts)
        runs = np.diff(first, append=len(starts))
        outs = np.add.reduceat(out, first, dtype=np.int64)
        return [
            np.log1p(runs),
            runs / self._counts,
            np.maximum.reduceat(lengths * out, first) / self._counts,
            np.maximum.reduceat(lengths * ~out, first) / self._counts,
            np.log1p(np.add.reduceat(lengths * out, first) / np.maximum(outs, 1)),
            np.maximum.reduceat(chars * ~out, first) / total,
        ]

    def _profile(self, features: Floats, size: Floats, sentence: Floats, total: Doubles) -> list[npt.NDArray[Any]]:
        """How long the lines are, and how they end."""
        lengths = features[:, AT["log size"]]
        ordered = lengths[np.lexsort((lengths, self._owners))]
        steps = np.append(0, np.abs(np.diff(lengths)))
        steps[self._starts] = 0
        ended = features[:, AT["ended"]] > 0
        return [
            *(ordered[self._starts + (share * (self._counts - 1)).astype(np.int64)] for share in QUANTILES),
            self._deviation(lengths),
            self._sum(steps) / np.maximum(self._counts - 1, 1),
            self._sum(sentence) / total,
            self._mean(sentence > 0),
            np.log1p(self._highest(size)),
            self._mean(size > LONG),
            self._mean((size >= MIDDLE[0]) & (size <= MIDDLE[1])),
            self._block.run_on[self._documents] / self._counts,
            self._mean(ended),
            self._mean(ended & (size < SHORT_SENTENCE)),
            self._mean(~ended & (size >= OPEN_LINE)),
        ]

    def _edges(self, features: Floats) -> list[npt.NDArray[Any]]:
        """How the lines begin and end, and how regularly."""
        first, last = (each.astype(np.int64) for each in self._block.edges[:2])
        begins, ends = (
            np.bincount(self._owners * 16 + each, minlength=len(self._counts) * 16).reshape(-1, 16) / self._counts[:, None]
            for each in (first, last)
        )
        form = first * 512 + last * 32 + np.minimum(features[:, AT["log size"]] * 2, 15).astype(np.int64) + self._owners * FORMS
        forms, times = np.unique(form, return_counts=True)
        starts = forms.searchsorted(np.arange(len(self._counts)) * FORMS)
        return [
            begins[:, FIRST],
            ends[:, LAST],
            *(
                self._sum(np.append(np.zeros(lag), form[lag:] == form[:-lag])[: len(form)]) / np.maximum(self._counts - lag, 1)
                for lag in LAGS
            ),
            np.diff(starts, append=len(forms)) / self._counts,
            np.maximum.reduceat(times, starts) / self._counts,
            -(begins * np.log(np.where(begins > 0, begins, 1))).sum(axis=1),
        ]


def _places(at: Ints, first: Ints | int, last: Ints | int) -> tuple[npt.NDArray[np.bool_], ...]:
    """Which lines are before the first sentence of the article, after the last one, and between."""
    return at < first, at > last, (at >= first) & (at <= last)


def _distinct(known: Known, at: Ints) -> int:
    """How many kinds of boilerplate some lines have."""
    return len(set(known.category[at].tolist()))


def _of_known(known: Known, strong: Ints, weak: Ints, boilerplate: Floats) -> tuple[float, ...]:
    count = len(boilerplate)
    return (
        np.log1p(len(strong)),
        len(strong) / count,
        np.log1p(len(weak)),
        len(weak) / count,
        _distinct(known, strong),
        _distinct(known, np.append(strong, weak)),
        boilerplate[strong].mean() if len(strong) else NOTHING_KNOWN[6],
        boilerplate[weak].mean() if len(weak) else NOTHING_KNOWN[7],
        np.log1p(strong[0]) if len(strong) else NOTHING_KNOWN[8],
        np.log1p(count - 1 - strong[-1]) if len(strong) else NOTHING_KNOWN[9],
    )


def row(features: Floats) -> Grid:
    """The features of one document as a row of whole numbers for the trees."""
    return rounded(features[None, :])
