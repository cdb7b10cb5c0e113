"""How likely a line is part of the story and not of the page around it, learned from labelled pages.

Two steps, both look-ups: the n-grams of a line's head are summed from a table, and a few small trees read that sum together with
the line's shape, its neighbours, its place and what the document is like as a whole (`line_features`). All sums are of whole numbers, so
the score is the same on every machine. The card is in `boilerplate.md`, the recipe in `training/boilerplate.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaner.errors import ModelError
from cleaner.models import tables
from cleaner.models.line_features import GRAM_BITS, GRAMS, WORD_BITS, Floats, Grid, Ints, Lines, context, rounded

WEIGHTS = Path(__file__).with_name("boilerplate.npz")
LEAF_UNIT = 4096
"""What 1.0 of the logarithm of the odds is in a leaf."""
CHUNK = 4096
"""Lines that go through the trees at once."""
NAMES = ("grams", "gram_scale", "words", "word_scale", "feature", "threshold", "left", "right", "value", "base", "calibration")


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
LEVELS: Mapping[str, Level] = {"careful": Level(0.05, 0.25), "balanced": Level(0.1, 0.45), "thorough": Level(0.25, 0.6)}
"""The switch: what goes unasked. Measured in `boilerplate.md`."""
DEFAULT_LEVEL = "balanced"
ALONE = 6
"""How many times smaller the chance must be of some line of a run that stands inside the story and shows nothing of a page, for the run to go."""


@dataclass(frozen=True)
class Weights:
    """The tables.

    Attributes:
        grams: a weight for each cell of n-grams, in units of `gram_scale[0]`; `gram_scale[1]` is added to the sum.
        words, word_scale: the same for words.
        feature, threshold, left, right, value: the nodes of the trees, a row a tree; a leaf is its own child.
        base: where the sum of the leaves starts.
        calibration: share of lines that are story, measured, at each 16th of the logarithm of the odds from -6 to 6.
    """

    grams: npt.NDArray[np.int8]
    gram_scale: npt.NDArray[np.float64]
    words: npt.NDArray[np.int8]
    word_scale: npt.NDArray[np.float64]
    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.int16]
    left: npt.NDArray[np.int16]
    right: npt.NDArray[np.int16]
    value: npt.NDArray[np.int16]
    base: npt.NDArray[np.int64]
    calibration: npt.NDArray[np.float32]

    def heads_and_words(self, lines: Lines) -> tuple[Floats, Floats]:
        """Two scores of each line, by the n-grams of its head and by its words, above 0 for story."""
        heads = summed(len(lines), lines.grams(), self.grams, self.gram_scale)
        return heads, summed(len(lines), lines.words(), self.words, self.word_scale)

    def story(self, lines: Lines, figures: Floats) -> npt.NDArray[np.float64]:
        """The trees' chance of each line, with its figures, that it is story."""
        return self.trees(rounded(context(figures, *self.heads_and_words(lines))))

    def trees(self, grid: Grid) -> npt.NDArray[np.float64]:
        """The trees' chance for rows of rounded figures."""
        total = np.empty(len(grid), dtype=np.int64)
        for start in range(0, len(grid), CHUNK):
            total[start : start + CHUNK] = self._sums(grid[start : start + CHUNK])
        return np.round(1 / (1 + np.exp(-total / LEAF_UNIT)), 6)

    @cached_property
    def _children(self) -> tuple[npt.NDArray[np.int64], int]:
        """The two children of each node of all trees, one after the other, and how deep the deepest tree is."""
        count, nodes = self.feature.shape
        roots = np.arange(count) * nodes
        children = (np.stack((self.left, self.right), axis=2).reshape(count, -1) + roots[:, None]).ravel()
        at, depth = roots, 0
        while (inner := at[children[2 * at] != at]).size:
            at, depth = np.union1d(children[2 * inner], children[2 * inner + 1]), depth + 1
        return children, depth

    def _sums(self, grid: Grid) -> npt.NDArray[np.int64]:
        children, depth = self._children
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        flat = np.ascontiguousarray(grid).ravel()
        row = np.repeat(np.arange(len(grid)) * grid.shape[1], len(self.feature))
        at = np.tile(np.arange(len(self.feature)) * self.feature.shape[1], len(grid))
        for _ in range(depth):
            right = flat.take(row + feature.take(at)) > threshold.take(at)
            at = children.take(2 * at + right)
        return np.asarray(self.value.ravel().take(at).reshape(len(grid), -1).sum(axis=1, dtype=np.int64) + int(self.base[0]))

    def confidence(self, story: float) -> float:
        """The measured chance that a line with such a score is not story."""
        odds = np.log(max(story, 1e-6) / max(1 - story, 1e-6))
        return round(1 - float(self.calibration[int(np.clip(np.rint((odds + 6) * 16), 0, len(self.calibration) - 1))]), 3)


@cache
def weights(path: Path = WEIGHTS) -> Weights:
    """The tables from their file, read once.

    Raises:
        ModelError: the file is missing or damaged.
    """
    made = Weights(**tables.read(path, NAMES, REMEDY))
    cells = (made.grams.shape, made.words.shape) == ((len(GRAMS) << GRAM_BITS,), (1 << WORD_BITS,))
    if not cells or made.feature.shape != made.value.shape or made.feature.ndim != 2:
        raise ModelError(f"{path} is damaged (its tables do not fit this version): {REMEDY}")
    return made


def summed(count: int, cells: tuple[Ints, Ints], table: npt.NDArray[np.int8], scale: npt.NDArray[np.float64]) -> Floats:
    """A score of each of some lines: the weights of its cells, over the root of how many it has."""
    owners, at = cells
    total = np.bincount(owners, weights=table[at], minlength=count)
    made = total / np.sqrt(np.maximum(np.bincount(owners, minlength=count), 1)) * scale[0] + scale[1]
    return np.asarray(np.clip(made, -8, 8), dtype=np.float32)


REMEDY = 'install the package again, or do without the learned score (boilerplate="phrases")'


def exported(predictors: list[Any], base: float) -> dict[str, npt.NDArray[Any]]:
    """Tables of trees from scikit-learn's nodes: used by the recipe.

    Args:
        predictors: the node array of each tree.
        base: the logarithm of the odds that every line starts from.
    """
    most = max(len(nodes) for nodes in predictors)
    made = {name: np.zeros((len(predictors), most), dtype=np.int16) for name in ("feature", "threshold", "left", "right", "value")}
    for row, nodes in enumerate(predictors):
        for at, node in enumerate(nodes):
            leaf = bool(node["is_leaf"])
            made["feature"][row, at] = 0 if leaf else int(node["feature_idx"])
            made["threshold"][row, at] = 0 if leaf else int(np.floor(node["num_threshold"]))
            made["left"][row, at] = at if leaf else int(node["left"])
            made["right"][row, at] = at if leaf else int(node["right"])
            made["value"][row, at] = int(np.rint(node["value"] * LEAF_UNIT)) if leaf else 0
    return {**made, "base": np.array([int(np.rint(base * LEAF_UNIT))], dtype=np.int64)}
