"""The lines of a text, their features and phrases, computed once for all learned scores."""

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
    lines = Lines(view.text, view.scan, view.offset)
    known = known_of(view, lines)
    return Reading(lines, known, lines.features(known.strength), *model.weights().heads_and_words(lines))


def known_of(view: View, lines: Lines) -> Known:
    """What the phrase tables know of each line that is not blank."""
    by_number = known_lines(view)
    found = [by_number.get(number, ("", 0)) for number in lines.numbers.tolist()]
    strength = np.array([strength for _, strength in found], dtype=np.int8)
    category = np.array([CATEGORIES.get(name, 0) for name, _ in found], dtype=np.uint8)
    return Known(strength, category)
