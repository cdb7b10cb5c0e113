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
from cleaner.models import tables
from cleaner.models.line_features import GRAM_BITS, GRAMS, Floats, Grid, Lines, context, rounded

WEIGHTS = Path(__file__).with_name("boilerplate.npz")
LEAF_UNIT = 4096
"""What 1.0 of the logarithm of the odds is in a leaf."""
CHUNK = 4096
"""Lines that go through the trees at once."""
NAMES = ("grams", "gram_scale", "feature", "threshold", "left", "right", "value", "base", "calibration")


@dataclass(frozen=True, slots=True)
class Level:
    """How ready a line is to be removed: its chance of being story at which it goes.

    Attributes:
        page: in a text that is mostly page.
        story: in a text that is mostly story, as an extractor leaves it.
    """

    page: float
    story: float


LEVELS: Mapping[str, Level] = {
    "careful": Level(0.07, 0.06),
    "balanced": Level(0.2, 0.17),
    "thorough": Level(0.4, 0.35),
}
"""The switch: what goes unasked. Measured in `boilerplate.md`."""
DEFAULT_LEVEL = "balanced"
PROPOSED = 2.5
"""How many times the chance at which a line goes unasked it may have to be proposed for removal."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The tables.

    Attributes:
        grams: a weight for each cell of n-grams, in units of `gram_scale[0]`; `gram_scale[1]` is added to the sum.
        feature, threshold, left, right, value: the nodes of the trees, a row a tree; a leaf is its own child.
        base: where the sum of the leaves starts.
        calibration: share of lines that are story, measured, at each 16th of the logarithm of the odds from -6 to 6.
    """

    grams: npt.NDArray[np.int8]
    gram_scale: npt.NDArray[np.float64]
    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.int16]
    left: npt.NDArray[np.int16]
    right: npt.NDArray[np.int16]
    value: npt.NDArray[np.int16]
    base: npt.NDArray[np.int64]
    calibration: npt.NDArray[np.float32]

    def gram_scores(self, lines: Lines) -> Floats:
        """A score of each line by the n-grams of its head, above 0 for story."""
        owners, cells = lines.grams()
        total = np.bincount(owners, weights=self.grams[cells], minlength=len(lines))
        count = np.bincount(owners, minlength=len(lines))
        made = total / np.sqrt(np.maximum(count, 1)) * self.gram_scale[0] + self.gram_scale[1]
        return np.asarray(np.clip(made, -8, 8), dtype=np.float32)

    def story(self, lines: Lines, known: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
        """The trees' chance of each line that it is story."""
        figures = lines.figures(known)
        return self.trees(rounded(context(figures, self.gram_scores(lines))))

    def trees(self, grid: Grid) -> npt.NDArray[np.float64]:
        """The trees' chance for rows of rounded figures."""
        total = np.empty(len(grid), dtype=np.int64)
        for start in range(0, len(grid), CHUNK):
            total[start : start + CHUNK] = self._sums(grid[start : start + CHUNK])
        return np.round(1 / (1 + np.exp(-total / LEAF_UNIT)), 6)

    def _sums(self, grid: Grid) -> npt.NDArray[np.int64]:
        count, nodes = self.feature.shape
        tree = np.arange(count) * nodes
        feature, threshold, left, right = (each.ravel() for each in (self.feature, self.threshold, self.left, self.right))
        flat = np.ascontiguousarray(grid).ravel()
        row = (np.arange(len(grid)) * grid.shape[1])[:, None]
        at = np.broadcast_to(tree, (len(grid), count))
        while True:
            lower = flat[row + feature[at]] <= threshold[at]
            following = np.where(lower, left[at], right[at]) + tree
            if np.array_equal(following, at):
                break
            at = following
        return np.asarray(self.value.ravel()[at].sum(axis=1, dtype=np.int64) + int(self.base[0]))

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
    if made.grams.shape != (len(GRAMS) << GRAM_BITS,) or made.feature.shape != made.value.shape or made.feature.ndim != 2:
        raise ModelError(f"{path} is damaged (its tables do not fit this version): {REMEDY}")
    return made


REMEDY = 'install the package again, or do without the learned score (boilerplate="off")'


def density(lines: Lines) -> float:
    """Share of a document's characters that stand in sentences."""
    size, sentence = lines.sizes()
    return float(sentence.sum() / max(float(size.sum()), 1.0))


def limit(level: Level, dense: float) -> float:
    """The chance of being story at which a line goes, for a document of some density."""
    share = min(max((dense - 0.5) / 0.3, 0.0), 1.0)
    return level.page + (level.story - level.page) * share


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
