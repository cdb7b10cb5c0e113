"""How likely a line is unsolicited advertising: a learned score, by table look-up.

A linear model over hashed character n-grams, words and features of the line's shape
(`spam_features`). Lines with Chinese characters and all others have tables of their own. Each
n-gram counts once, and their sum is divided by the root of their number. Weights and features are
whole numbers, so sums are exact, and a line has the same score on every machine and in any company.
The card is in `spam.md`, the recipe in `training/spam.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.errors import ModelError
from cleaner.models import tables
from cleaner.models.ngrams import Ints
from cleaner.models.spam_features import BITS, GROUPS, UNIT, Lines

WEIGHTS = Path(__file__).with_name("spam.npz")
KIND_BITS = 13
"""Binary logarithm of the number of buckets of the table of each kind of spam."""
NEVER = 1 << 30
"""Odds that no line has."""
UNNAMED = (NEVER, 0, NEVER)
"""Odds in each of `GROUPS` from which a line is sure to be spam that advertises but names no topic.

At 0, two in three of the made-up menus and site names that the limit would let through score lower,
and one in thirty of the Chinese spam lines.
"""
STEP = 8
"""Steps within one unit of the log-odds for which the probability was measured."""
REACH = 8
"""Log-odds up to which it was measured, on either side of 0."""
MAX_KEPT, LONGEST_KEPT = 4096, 400
"""Lines whose scores are kept, about a megabyte, and code points of the longest of them."""
REMEDY = 'install the package again, or do without the learned score (spam="signs")'


class Score(NamedTuple):
    """What the model says of a line.

    Attributes:
        odds: the logarithm of the odds, in `UNIT`ths.
        probability: the measured probability that such a line is spam, where four lines in ten are.
        likely: whether so few good lines have such a score that it is worth a reviewer's look.
        sure: whether lines with such a score were spam 97 times in 100 in each group of languages,
            and the line names what spam sells or scores high.
        topic: whether it names what spam sells, or has letters that hide from a filter.
        kind: the kind of spam it would be; empty when it is not likely.
    """

    odds: int
    probability: float
    likely: bool
    sure: bool
    topic: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The tables; their first row is for lines without Chinese characters, the second for others.

    Attributes:
        chars, words: a weight for each bucket of n-grams and of words.
        scales: value of 1 in `chars` and in `words`.
        shape: a weight for each feature, in 4096ths.
        figures: names of the features.
        limits: odds from which a line is likely, and surely, spam, in `UNIT`ths; a column for each
            of `GROUPS`.
        chances: the measured probability at each `STEP`.
        kinds: names of the kinds.
        kind_chars: a weight of each kind for each bucket of n-grams, in fewer buckets.
    """

    chars: npt.NDArray[np.int8]
    words: npt.NDArray[np.int8]
    scales: npt.NDArray[np.float64]
    shape: npt.NDArray[np.int32]
    figures: npt.NDArray[np.str_]
    limits: Ints
    chances: npt.NDArray[np.float64]
    kinds: npt.NDArray[np.str_]
    kind_chars: npt.NDArray[np.int8]

    def fits(self) -> bool:
        """Whether the tables are of the size that this version reads."""
        return (
            self.chars.shape == self.words.shape == (2, 1 << BITS)
            and self.shape.shape == (2, len(self.figures))
            and tuple(map(str, self.figures)) == Lines(["a"]).shape().names
            and self.scales.shape == (2, 2)
            and self.limits.shape == (2, len(GROUPS))
            and self.chances.shape == (2, 2 * REACH * STEP + 1)
            and self.kind_chars.shape == (len(self.kinds), 1 << KIND_BITS)
        )

    def scores(self, texts: Sequence[str]) -> list[Score]:
        """The scores of one or more lines, each as if it stood alone."""
        lines = Lines(texts)
        shape = lines.shape()
        head = lines.head
        parts = []
        for table, scale, (of, buckets) in ((self.chars, 0, lines.grams()), (self.words, 1, lines.words())):
            # sums of whole numbers: exact in any order
            total = np.bincount(of, weights=table[head[of], buckets], minlength=len(texts))
            number = np.maximum(np.bincount(of, minlength=len(texts)), 1)
            parts.append(total / np.sqrt(number) * self.scales[head, scale])
            if table is self.chars:
                grams = of, buckets
        own = shape.features * self.shape[head]
        odds = np.rint((parts[0] + parts[1]) * UNIT + own.sum(1) / 4096).astype(np.int64)
        likely, sure = odds >= self.limits[:, lines.group]
        topic = lines.topics(shape)
        likely &= topic | (lines.group != GROUPS.index("English"))
        advertises = shape.features[:, shape.names.index("stems, promotion 1")] > 0
        sure &= likely & (topic | (advertises & (odds >= np.array(UNNAMED)[lines.group])))
        steps = np.clip((odds * STEP) // UNIT + REACH * STEP, 0, 2 * REACH * STEP)
        return [
            Score(
                int(odds[at]),
                float(self.chances[which, steps[at]]),
                bool(likely[at]),
                bool(sure[at]),
                bool(topic[at]),
                self._kind(grams[1][slice(*np.searchsorted(grams[0], (at, at + 1)))]) if likely[at] else "",
            )
            for at, which in enumerate(head.tolist())
        ]

    def _kind(self, buckets: Ints) -> str:
        """The kind of spam that a line with these n-grams would be."""
        return str(self.kinds[self.kind_chars[:, buckets >> (BITS - KIND_BITS)].sum(1, dtype=np.int64).argmax()])


@cache
def weights(path: Path = WEIGHTS) -> Weights:
    """The tables from their file, read once.

    Raises:
        ModelError: the file is missing or damaged.
    """
    made = Weights(**tables.read(path, Weights.__slots__, REMEDY))
    if not made.fits():
        raise ModelError(f"{path} is damaged (its tables do not fit this version): {REMEDY}")
    return made


def scores(texts: Sequence[str]) -> list[Score]:
    """The scores of lines, each as if it were alone; without lines the tables are not read.

    Scores are kept for a while: the next pass over a text asks for most of its lines again.
    """
    if not texts:
        return []
    tables, kept = weights(), _kept()
    found = {text: score for text in texts if (score := kept.get(text)) is not None}
    new = [text for text in dict.fromkeys(texts) if text not in found]
    if new:
        scored = dict(zip(new, tables.scores(new), strict=True))
        if len(kept) > MAX_KEPT:
            kept.clear()
        kept.update((text, score) for text, score in scored.items() if len(text) <= LONGEST_KEPT)
        found |= scored
    return [found[text] for text in texts]


@cache
def _kept() -> dict[str, Score]:
    return {}
