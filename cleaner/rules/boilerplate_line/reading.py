"""What the learned scores read of a text, computed once: its lines, their features, and what the phrase tables know of them."""

from dataclasses import dataclass

import numpy as np

from cleaner.models import boilerplate as model
from cleaner.models.line_features import Floats, Lines
from cleaner.models.page_features import Known
from cleaner.rules.boilerplate_line.phrases import NAMES, known_lines
from cleaner.rules.view import View, once_per_view

CATEGORIES = {name: number for number, name in enumerate(sorted(set(NAMES.values())), start=1)}


@dataclass(frozen=True, eq=False)
class Reading:
    """The lines of a text that are not blank, with everything the scores are made of.

    Attributes:
        lines: the lines.
        known: what the phrase tables say of each.
        features: of each line.
        heads, words: scores of each line by its head and by its words.
    """

    lines: Lines
    known: Known
    features: Floats
    heads: Floats
    words: Floats


@once_per_view
def reading(view: View) -> Reading:
    """What the scores read of a text."""
    lines = Lines(view.text, view.scan, view.offset)
    known = known_of(view, lines)
    return Reading(lines, known, lines.features(known.strength), *model.weights().heads_and_words(lines))


def known_of(view: View, lines: Lines) -> Known:
    """What the phrase tables say of each line that is not blank."""
    by_number = known_lines(view)
    found = [by_number.get(number, ("", 0)) for number in lines.numbers.tolist()]
    strength = np.array([strength for _, strength in found], dtype=np.int8)
    category = np.array([CATEGORIES.get(name, 0) for name, _ in found], dtype=np.uint8)
    return Known(strength, category)
