"""How likely a line belongs to the article and not to the page around it, learned from pages.

Two steps, both look-ups: tables give weights to the n-grams of a line's head and to its words, and
a few small trees read the two sums with the features of the line (`line_features`) and its context
(`line_context`). All sums are of whole numbers, so the score is the same on every machine. The card
is in `boilerplate.md`, the recipe in `training/boilerplate.py`.
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
from cleaner.models.line_features import GRAM_BITS, GRAMS, WORD_BITS, Block, Floats, Lines
from cleaner.models.ngrams import Ints
from cleaner.models.trees import Trees, rounded

WEIGHTS = Path(__file__).with_name("boilerplate.npz")
REMEDY = 'install the package again, or do without the learned scores (boilerplate="phrases", page=True)'
NAMES = ("grams", "gram_scale", "words", "word_scale", "calibration")


@dataclass(frozen=True, order=True, slots=True)
class Level:
    """How aggressively lines are removed: the probability of being article below which a line goes.

    Attributes:
        page: in a text that is half boilerplate.
        article: in a text that is nearly all article, as extractors leave it.
    """

    page: float
    article: float

    def limit(self, lines: Lines) -> float:
        """The limit for a document, by the share of its characters that are in sentences."""
        size, sentence = lines.sizes()
        dense = float(sentence.sum(dtype=np.float64) / max(float(size.sum(dtype=np.float64)), 1.0))
        return self.page + (self.article - self.page) * min(max((dense - MIXED) / (DENSE - MIXED), 0.0), 1.0)


MIXED, DENSE = 0.7, 0.85
"""Shares of characters in sentences: of a half boilerplate text, of an article."""
LEVELS: Mapping[str, Level] = {"careful": Level(0.1, 0.35), "balanced": Level(0.25, 0.6), "thorough": Level(0.4, 0.7)}
"""Levels that a user chooses from; `boilerplate.md` has their error rates."""


PART = 1024
"""Lines whose heads are read at once, so that a large document takes no more memory for them."""


@dataclass(frozen=True)
class Weights:
    """The tables.

    Attributes:
        grams: a weight for each bucket of n-grams, in units of `gram_scale[0]`; `gram_scale[1]` is
            added to the sum.
        words, word_scale: the same for words.
        trees: what decides, from the two scores and the features of a line and its context.
        calibration: measured share of lines that are article, at each 16th of the log-odds from -6
            to 6.
    """

    grams: npt.NDArray[np.int8]
    gram_scale: npt.NDArray[np.float64]
    words: npt.NDArray[np.int8]
    word_scale: npt.NDArray[np.float64]
    trees: Trees
    calibration: npt.NDArray[np.float32]

    def heads_and_words(self, block: Block) -> tuple[Floats, Floats]:
        """Two scores of each line, by its head and by its words, above 0 for an article."""
        owners, buckets = block.words()
        words = np.bincount(owners, weights=self.words[buckets], minlength=len(block))
        grams, count = np.zeros((2, len(block)), dtype=np.int64)
        for part in (slice(first, first + PART) for first in range(0, len(block), PART)):
            for windows, starts, ends in block.heads(part):
                total = np.append(0, np.cumsum(self.grams[windows], dtype=np.int64))  # whole numbers: differences are exact
                grams[part] += total[ends] - total[starts]
                count[part] += ends - starts
        return scores(grams, count, self.gram_scale), scores(words, np.bincount(owners, minlength=len(block)), self.word_scale)

    def article(self, features: Floats, heads: Floats, words: Floats) -> npt.NDArray[np.float64]:
        """Probability of each line that it belongs to the article.

        Args:
            features: of each line (`Lines.features`).
            heads, words: scores of each line (`heads_and_words`).
        """
        return self.trees.probabilities(rounded(context(features, heads, words)))

    def confidences(self, article: npt.NDArray[np.float64]) -> list[float]:
        """The measured probabilities that lines with such scores are boilerplate."""
        odds = np.log(np.maximum(article, 1e-6) / np.maximum(1 - article, 1e-6))
        steps = np.clip(np.rint((odds + 6) * 16), 0, len(self.calibration) - 1).astype(np.int64)
        return [round(1 - share, 3) for share in self.calibration[steps].tolist()]

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


def scores(total: npt.NDArray[Any], count: Ints, scale: npt.NDArray[np.float64]) -> Floats:
    """A score of each line: the sum of the weights of its buckets over the root of their number."""
    made = total / np.sqrt(np.maximum(count, 1)) * scale[0] + scale[1]
    return np.asarray(np.clip(made, -8, 8), dtype=np.float32)
