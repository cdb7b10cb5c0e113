"""Boosted decision trees as arrays of whole numbers: the same score on every machine."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Grid = npt.NDArray[np.int16]

FEATURE_UNIT = 64
"""Value of 1.0 of a feature: fine enough for shares, and 500 still fits in 16 bits."""
LEAF_UNIT = 4096
"""Value of 1.0 of the log-odds in a leaf: rounding moves no probability by over 0.01 %."""
CHUNK = 4096
"""Rows evaluated at once: their node indices fit in the processor's cache."""
NAMES = ("feature", "threshold", "left", "right", "value", "base")


def rounded(features: npt.NDArray[np.float32]) -> Grid:
    """Features as the whole numbers that trees compare with thresholds."""
    return np.clip(np.rint(features * FEATURE_UNIT), -32767, 32767).astype(np.int16)


@dataclass(frozen=True)
class Trees:
    """An ensemble.

    Attributes:
        feature, threshold, left, right, value: the nodes, a row per tree; a leaf is its own child.
        base: one number, the sum that every row starts from.
    """

    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.int16]
    left: npt.NDArray[np.int16]
    right: npt.NDArray[np.int16]
    value: npt.NDArray[np.int16]
    base: npt.NDArray[np.int64]

    def fits(self, columns: int) -> bool:
        """Whether the arrays fit each other and a number of features."""
        shapes = {each.shape for each in (self.feature, self.threshold, self.left, self.right, self.value)}
        return len(shapes) == 1 and self.feature.ndim == 2 and bool((self.feature < columns).all())

    def probabilities(self, grid: Grid) -> npt.NDArray[np.float64]:
        """Probability of the positive class for each row of features, in 6 digits."""
        total = np.empty(len(grid), dtype=np.int64)
        for start in range(0, len(grid), CHUNK):
            total[start : start + CHUNK] = self._sums(grid[start : start + CHUNK])
        return np.round(1 / (1 + np.exp(-total / LEAF_UNIT)), 6)

    @cached_property
    def _children(self) -> tuple[npt.NDArray[np.int64], int]:
        """The two children of each node, flattened, and the depth of the deepest tree."""
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


def exported(predictors: list[Any], base: float) -> Trees:
    """Trees from those of scikit-learn's `HistGradientBoostingClassifier`, for the recipes.

    Args:
        predictors: the node array of each tree.
        base: the log-odds that every row starts from.
    """
    most = max(len(nodes) for nodes in predictors)
    made = {name: np.zeros((len(predictors), most), dtype=np.int16) for name in NAMES[:-1]}
    for row, nodes in enumerate(predictors):
        for at, node in enumerate(nodes):
            leaf = bool(node["is_leaf"])
            made["feature"][row, at] = 0 if leaf else int(node["feature_idx"])
            made["threshold"][row, at] = 0 if leaf else int(np.floor(node["num_threshold"]))
            made["left"][row, at] = at if leaf else int(node["left"])
            made["right"][row, at] = at if leaf else int(node["right"])
            made["value"][row, at] = int(np.rint(node["value"] * LEAF_UNIT)) if leaf else 0
    return Trees(**made, base=np.array([int(np.rint(base * LEAF_UNIT))], dtype=np.int64))
