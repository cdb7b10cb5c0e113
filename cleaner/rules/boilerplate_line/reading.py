"""The lines of a text, their features and phrases, computed once for all learned scores."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from cleaner.models import boilerplate as model
from cleaner.models.line_features import Block, Floats, Lines
from cleaner.models.page_features import Known, PageFeatures
from cleaner.rules.boilerplate_line.phrases import NAMES, known_lines
from cleaner.rules.view import View, once_per_view
from cleaner.scan import Scan

CATEGORIES = {name: number for number, name in enumerate(sorted(set(NAMES.values())), start=1)}
CHUNK = 1 << 17
"""Code points of the texts whose lines are computed at once: enough that starting an operation costs
nothing, and few enough for the processor's cache."""


class Chunk:
    """Neighbouring texts of a scan, with what is computed for all of them at once.

    Args:
        scan: the scan.
        first: number of the first text; the others are those after it, up to `CHUNK` code points.
    """

    def __init__(self, scan: Scan, first: int) -> None:
        end = first + 1
        while end < len(scan.texts) and scan.text_starts[end] + len(scan.texts[end]) - scan.text_starts[first] <= CHUNK:
            end += 1
        self.block = Block(scan, first, end)
        self.heads, self.words = model.weights().heads_and_words(self.block)

    @cached_property
    def pages(self) -> PageFeatures:
        """The features of the texts as a whole."""
        return PageFeatures(self.block, self.heads, self.words)


@dataclass(frozen=True, eq=False)
class Reading:
    """What the scores are computed from, for each line that is not blank.

    Attributes:
        lines: the lines.
        known: what the phrase tables know of each.
        features: a row of numbers for each.
        heads, words: scores of each by its first characters and by its words.
    """

    lines: Lines
    known: Known
    features: Floats
    heads: Floats
    words: Floats


@once_per_view
def reading(view: View) -> Reading:
    """The lines of a text with their features."""
    chunk = chunk_of(view)
    lines = Lines(view.text, chunk.block, view.index - chunk.block.documents.start)
    known = known_of(view, lines)
    return Reading(lines, known, lines.features(known.strength), chunk.heads[lines.span], chunk.words[lines.span])


def chunk_of(view: View) -> Chunk:
    """The texts that are read together with a text.

    Texts are cleaned in order, so only the last chunk of a scan is kept; the first text that asks for
    one begins it.
    """
    kept = cast("Chunk | None", view.scan.shared.get(__name__))
    if kept is None or view.index not in kept.block.documents:
        kept = view.scan.shared[__name__] = Chunk(view.scan, view.index)
    return kept


def known_of(view: View, lines: Lines) -> Known:
    """What the phrase tables know of each line that is not blank."""
    strength, category = np.zeros(len(lines), dtype=np.int8), np.zeros(len(lines), dtype=np.uint8)
    by_number = known_lines(view)
    if by_number:
        for at, number in enumerate(lines.numbers.tolist()):
            if number in by_number:
                name, strength[at] = by_number[number]
                category[at] = CATEGORIES.get(name, 0)
    return Known(strength, category)
