"""How likely a line is part of the story and not of the page around it, learned from labelled pages.

Two steps, both look-ups: the n-grams of a line's head are summed from a table, and a few small trees read that sum together with
the line's shape, its neighbours, its place and what the document is like as a whole (`line_features`). All sums are of whole numbers, so
the score is the same on every machine. The card is in `boilerplate.md`, the recipe in `training/boilerplate.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaner.errors import ModelError
from cleaner.models import tables, trees
from cleaner.models.line_context import CONTEXT_FEATURES, context
from cleaner.models.line_features import GRAM_BITS, GRAMS, WORD_BITS, Floats, Lines
from cleaner.models.ngrams import Ints
from cleaner.models.trees import Trees, rounded

WEIGHTS = Path(__file__).with_name("boilerplate.npz")
NAMES = ("grams", "gram_scale", "words", "word_scale", "calibration")


@dataclass(frozen=True, order=True, slots=True)
class Level:
    """How ready a line is to be removed: the chance of being story below which it goes.

    Attributes:
        page: in a text that is half page.
        story: in a text that is nearly all story, as an extractor leaves it: there what looks like a page is one.
    """

    page: float
    story: float

    def limit(self, lines: Lines) -> float:
        """The limit for a document by the share of its characters that stand in sentences."""
        size, sentence = lines.sizes()
        dense = float(sentence.sum(dtype=np.float64) / max(float(size.sum(dtype=np.float64)), 1.0))
        return self.page + (self.story - self.page) * min(max((dense - MIXED) / (DENSE - MIXED), 0.0), 1.0)


MIXED, DENSE = 0.7, 0.85
"""Shares of characters in sentences up to which a text counts as half page, and from which on as nearly all story."""
LEVELS: Mapping[str, Level] = {"careful": Level(0.1, 0.35), "balanced": Level(0.25, 0.6), "thorough": Level(0.4, 0.7)}
"""The switch: what goes unasked. Measured in `boilerplate.md`."""
DEFAULT_LEVEL = "balanced"


@dataclass(frozen=True)
class Weights:
    """The tables.

    Attributes:
        grams: a weight for each bucket of n-grams, in units of `gram_scale[0]`; `gram_scale[1]` is added to the sum.
        words, word_scale: the same for words.
        trees: what decides, from the two scores and the features of a line and its context.
        calibration: measured share of lines that are article, at each 16th of the log-odds from -6 to 6.
    """

    grams: npt.NDArray[np.int8]
    gram_scale: npt.NDArray[np.float64]
    words: npt.NDArray[np.int8]
    word_scale: npt.NDArray[np.float64]
    trees: Trees
    calibration: npt.NDArray[np.float32]

    def heads_and_words(self, lines: Lines) -> tuple[Floats, Floats]:
        """Two scores of each line, by the n-grams of its head and by its words, above 0 for an article."""
        heads = summed(len(lines), lines.grams(), self.grams, self.gram_scale)
        return heads, summed(len(lines), lines.words(), self.words, self.word_scale)

    def article(self, features: Floats, heads: Floats, words: Floats) -> npt.NDArray[np.float64]:
        """Probability of each line that it belongs to the article.

        Args:
            features: of each line (`Lines.features`).
            heads, words: scores of each line (`heads_and_words`).
        """
        return self.trees.probabilities(rounded(context(features, heads, words)))

    def confidence(self, article: float) -> float:
        """The measured probability that a line with such a score is boilerplate."""
        odds = np.log(max(article, 1e-6) / max(1 - article, 1e-6))
        return round(1 - float(self.calibration[int(np.clip(np.rint((odds + 6) * 16), 0, len(self.calibration) - 1))]), 3)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything as arrays by name, as the file has them."""
        return {**{name: getattr(self, name) for name in NAMES}, **{name: getattr(self.trees, name) for name in trees.NAMES}}


@cache
def weights(path: Path = WEIGHTS) -> Weights:
    """The tables from their file, read once.

    Raises:
        ModelError: the file is missing or damaged.
    """
    arrays = tables.read(path, (*NAMES, *trees.NAMES), REMEDY)
    made = Weights(**{name: arrays[name] for name in NAMES}, trees=Trees(**{name: arrays[name] for name in trees.NAMES}))
    buckets = (made.grams.shape, made.words.shape) == ((len(GRAMS) << GRAM_BITS,), (1 << WORD_BITS,))
    if not buckets or not made.trees.fits(CONTEXT_FEATURES):
        raise ModelError(f"{path} is damaged (its tables do not fit this version): {REMEDY}")
    return made


def summed(count: int, cells: tuple[Ints, Ints], table: npt.NDArray[np.int8], scale: npt.NDArray[np.float64]) -> Floats:
    """A score of each of some lines: the weights of its cells, over the root of how many it has."""
    owners, at = cells
    total = np.bincount(owners, weights=table[at], minlength=count)
    made = total / np.sqrt(np.maximum(np.bincount(owners, minlength=count), 1)) * scale[0] + scale[1]
    return np.asarray(np.clip(made, -8, 8), dtype=np.float32)


REMEDY = 'install the package again, or do without the learned scores (boilerplate="phrases", page=True)'
