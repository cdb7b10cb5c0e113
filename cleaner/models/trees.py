"""Boosted decision trees as arrays of whole numbers: the same score on every machine."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Grid = npt.NDArray[np.int16]

FEATURE_UNIT = 64
"""Value of 1.0 of a feature: fine enough for shares, and 500 still fits in 16 bits."""
LEAF_UNIT = 4096
"""Value of 1.0 of the log-odds in a leaf: rounding moves no probability by over 0.01 %."""
CHUNK = 256
"""Rows evaluated at once: their comparisons fit in the processor's cache."""
EVERY_LEAF = np.uint32(0xFFFFFFFF)
MAX_NODES = 63
"""Nodes of the largest tree: its 32 leaves are the bits of one number."""
NAMES = ("feature", "threshold", "left", "right", "value", "base")


def rounded(features: npt.NDArray[np.float32]) -> Grid:
    """Features as the whole numbers that trees compare with thresholds."""
    grid = np.empty(features.shape, dtype=np.int16)
    for start in range(0, len(features), CHUNK):
        part = slice(start, start + CHUNK)
        grid[part] = np.clip(np.rint(features[part] * FEATURE_UNIT), -32767, 32767)
    return grid


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
        return len(shapes) == 1 and self.feature.ndim == 2 and self.feature.shape[1] <= MAX_NODES and bool((self.feature < columns).all())

    def probabilities(self, grid: Grid) -> npt.NDArray[np.float64]:
        """Probability of the positive class for each row of features, in 6 digits."""
        total = np.empty(len(grid), dtype=np.int64)
        for start in range(0, len(grid), CHUNK):
            total[start : start + CHUNK] = self._sums(grid[start : start + CHUNK])
        return np.round(1 / (1 + np.exp(-total / LEAF_UNIT)), 6)

    @cached_property
    def _compiled(self) -> "Compiled":
        count, nodes = self.feature.shape
        trees, padded = np.arange(count), -(-count // 8) * 8
        inner = self.left != np.arange(nodes)
        reached = np.zeros((count, nodes), dtype=bool)
        reached[:, 0] = True
        for at in range(nodes):  # a node comes before its children
            on = np.flatnonzero(reached[:, at] & inner[:, at])
            reached[on, self.left[on, at]] = reached[on, self.right[on, at]] = True
        inner &= reached
        leaf = reached & ~inner
        # the leaves under each node, a bit each
        under = leaf * (np.uint32(1) << np.cumsum(leaf, axis=1, dtype=np.uint32) - leaf)
        for at in reversed(range(nodes)):
            both = under[trees, self.left[:, at]] | under[trees, self.right[:, at]]
            under[:, at] = np.where(inner[:, at], both, under[:, at])
        place = np.cumsum(inner, axis=1) - inner
        octets = max(-(-int(inner.sum(axis=1).max()) // 8), 1)
        feature, threshold = np.zeros((8, octets, padded), dtype=np.intp), np.zeros((8, octets, padded), dtype=np.int16)
        kept = np.full((8, octets, padded, 2), EVERY_LEAF)
        tree, node = np.nonzero(inner)
        where = place[tree, node] % 8, place[tree, node] // 8, tree
        feature[where], threshold[where] = self.feature[tree, node], self.threshold[tree, node]
        kept[where] = ~np.column_stack((under[tree, self.right[tree, node]], under[tree, self.left[tree, node]]))
        leaves = np.zeros((octets, padded, 256), dtype=np.uint32)
        leaves[:, :count] = under[:, :1]
        for bit in range(8):
            leaves &= kept[bit][:, :, np.arange(256) >> bit & 1]
        value = np.zeros((padded, 32), dtype=np.int16)
        tree, node = np.nonzero(leaf)
        value[tree, _numbers(under[tree, node])] = self.value[tree, node]
        return Compiled(feature.ravel(), threshold.reshape(-1, 1), leaves, value)

    def _sums(self, grid: Grid) -> npt.NDArray[np.int64]:
        feature, threshold, leaves, value = self._compiled
        octets, count = leaves.shape[:2]
        greater = np.ascontiguousarray(grid.T).take(feature, axis=0) > threshold
        bits = greater.ravel().view(np.uint64).reshape(8, -1)  # eight bytes at once: each is 0 or 1, so no shift crosses over
        outcome = bits[0]
        for bit in range(1, 8):
            outcome |= bits[bit] << np.uint64(bit)
        at = outcome.view(np.uint8).reshape(octets * count, -1) + np.arange(0, leaves.size, 256)[:, None]
        left = np.bitwise_and.reduce(leaves.ravel().take(at).reshape(octets, count, -1), axis=0)
        found = value.ravel().take(_numbers(left) + np.arange(0, value.size, 32)[:, None])
        return np.asarray(found.sum(axis=0, dtype=np.int64) + int(self.base[0]))


class Compiled(NamedTuple):
    """Trees as comparisons: all are made, and their outcomes say which leaf of each tree is left.

    That takes a third of the time of going down the trees, where each step waits for the one
    before.

    Attributes:
        feature, threshold: of each comparison; a row of numbers is compared with all of them. The
            comparisons of a tree are bits of a few bytes: they are ordered by the place of the bit,
            then by byte, then by tree; the trees are filled up to a multiple of eight.
        leaves: for each byte, tree and value of the byte, the leaves that it leaves, a bit each.
        value: the value of each leaf of each tree, by `_numbers`.
    """

    feature: npt.NDArray[np.intp]
    threshold: Grid
    leaves: npt.NDArray[np.uint32]
    value: npt.NDArray[np.int16]


def _numbers(bits: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Another number under 32 for each bit, and 0 for none (a multiplication by De Bruijn's sequence)."""
    return (bits * np.uint32(0x077CB531)) >> np.uint32(27)


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
