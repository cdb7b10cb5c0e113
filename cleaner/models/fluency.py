"""How fluent a line reads: the cost of its characters, in nats, in the cheapest language.

Why: the same bytes decoded in two ways give two texts, and only one of them reads as a language.
The cost is minus the logarithm of a probability, so the difference between the costs of two
readings says how many times likelier one is.
How: the cost of a letter depends on the letter before it, in the language of its script in which
the line is cheapest; that of Chinese characters, kana and hangul on their frequency; that of
everything else on its class and the class before it. A line may hold words of several scripts.
The classes ship with the costs that were learned for them, so they are not sets of
`codepoints.Kind`.
The tables come from `training/fluency.py`; `fluency.md` is their card.
"""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner import packaged
from cleaner.scan import PLAIN_MARKS

NATS = 8
"""Steps of the tables in a nat."""
LETTER_CLASSES = ("lower", "upper", "letter")
CJK_CLASSES = ("han", "kana", "hangul")
CLASSES = (
    "space",
    "digit",
    "ascii",
    "punctuation",
    "symbol",
    *LETTER_CLASSES,
    *CJK_CLASSES,
    "wide",
    "control",
    "unassigned",
    "format",
    "mark",
)
"""Classes of characters, with costs of transitions. `ascii` are ASCII marks, `wide` the marks of
CJK text, `unassigned` also the private use areas and U+FFFD, `mark` combining marks that belong
to no script.
"""
GROUPS = ("Latn", "Cyrl", "Grek", "Arab", "Hebr", "Thai")
"""Scripts with letters that are scored one by one."""
OTHER_LETTER_COST = 4.0
"""Nats of a letter of another script: the average of a letter in a known language."""
RARE_LETTER_COST = 10.0
"""The same in a script that hardly anybody writes: such letters come from wrong decoding."""
UNKNOWN = 1
"""Number, in a group's table, of a letter that is not in its alphabet; 0 is the edge of a word."""


class Tables(NamedTuple):
    """The tables.

    Attributes:
        classes: class of every code point.
        group: script group of every code point, 1 up, 0 for none.
        letter: number of every code point in the alphabet of its group.
        sizes: letters of each group's alphabet, with the edge and the unknown letter.
        pairs: costs of a group, in steps: pairs of letters (earlier one times size, plus later one)
            by languages.
        cjk: costs of the code points from `CJK_START` on, code points by languages, in steps.
        char: cost of every code point within its class, in steps; 0 for letters.
        steps: cost of a class after a class, in steps.
        usual: nats that a character of each class costs in fluent text.
        languages: names of the languages of each group, and of CJK.
    """

    classes: npt.NDArray[np.uint8]
    group: npt.NDArray[np.uint8]
    letter: npt.NDArray[np.uint8]
    sizes: tuple[int, ...]
    pairs: tuple[npt.NDArray[np.uint8], ...]
    cjk: npt.NDArray[np.uint8]
    char: npt.NDArray[np.uint8]
    steps: npt.NDArray[np.uint8]
    usual: npt.NDArray[np.float64]
    languages: tuple[tuple[str, ...], ...]


CJK_START, CJK_END = 0x2E80, 0x10000
"""Code points of the table of CJK characters; those beyond it cost the most."""
MAX_STEPS = 255


@cache
def tables() -> Tables:
    """The tables that ship."""
    return unpack(packaged.data("models", "fluency.npz"))


def unpack(data: bytes) -> Tables:
    """Tables out of the bytes that the recipe wrote."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        lengths = np.diff(np.append(arrays["run_starts"], 0x110000))
        group = np.zeros(0x110000, dtype=np.uint8)
        letter = np.zeros(0x110000, dtype=np.uint8)
        group[arrays["letter_points"]] = arrays["letter_groups"]
        letter[arrays["letter_points"]] = arrays["letter_numbers"]
        pairs = [arrays[f"pairs_{name}"] for name in GROUPS]
        char = np.repeat(arrays["run_costs"], lengths)
        char[arrays["char_points"]] = arrays["char_costs"]
        return Tables(
            np.repeat(arrays["run_classes"], lengths),
            group,
            letter,
            tuple(len(each[0]) for each in pairs),
            tuple(np.ascontiguousarray(each.reshape(len(each), -1).T) for each in pairs),
            np.ascontiguousarray(arrays["cjk"].T),
            char,
            arrays["steps"],
            arrays["usual"],
            tuple(tuple(str(each).split()) for each in arrays["languages"]),
        )


def costs(lines: Sequence[str], model: Tables | None = None) -> npt.NDArray[np.float64]:
    """The cost of each of some lines, in nats.

    Args:
        lines: any text without line feeds; lone surrogates are not allowed.
        model: the tables; None takes those that ship.
    """
    model = model or tables()
    # a line feed before, between and after the lines is the edge of each
    points = np.frombuffer(("\n" + "\n".join(lines) + "\n").encode("utf-32-le"), dtype=np.uint32)
    at = np.arange(len(points) - 1)
    lengths = np.array([len(line) + 1 for line in lines])
    starts = np.append(0, np.cumsum(lengths)[:-1])
    whole = np.arange(len(starts))
    return _costs(points, at, starts, whole, model) / NATS


class Strangeness(NamedTuple):
    """How strange the words beyond ASCII of some lines are.

    Attributes:
        surplus: nats of each line by which its strange words cost more than words of their kind do.
        usual: nats that all its words beyond ASCII would cost in fluent text.
        total: nats that they cost.
    """

    surplus: npt.NDArray[np.float64]
    usual: npt.NDArray[np.float64]
    total: npt.NDArray[np.float64]


ALLOWED = 1.1
"""Times its usual cost that a word may cost without being strange, as names do."""
ALLOWED_NATS = 1
"""Nats by which any word may cost more on top of that."""


def strangeness(points: npt.NDArray[np.uint32], starts: npt.NDArray[np.int64], model: Tables | None = None) -> Strangeness:
    """How strange lines look, judged by their words that hold a character beyond ASCII.

    Args:
        points: code points of all lines, with a space or a line feed before the first and after
            each.
        starts: where each line starts.
        model: the tables; None takes those that ship.
    """
    model = model or tables()
    classes = model.classes[points]
    # a word is what follows a space, up to and including the next one; pair i is (i, i + 1)
    words = np.flatnonzero(classes[:-1] == _SPACE)
    beyond = np.logical_or.reduceat(is_telling(points[1:]), words) if len(words) else np.zeros(0, dtype=bool)
    lengths = np.diff(np.append(words, len(points) - 1))
    at = np.flatnonzero(np.repeat(beyond, lengths))
    surplus, usual, total = (np.zeros(len(starts)) for _ in range(3))
    if not len(at):
        return Strangeness(surplus, usual, total)
    words, lengths = words[beyond], lengths[beyond]
    edges = np.append(0, np.cumsum(lengths)[:-1])
    line = np.searchsorted(starts, words + 1, side="right") - 1
    line_edges = np.flatnonzero(np.append(True, np.diff(line) != 0))
    cost = _costs(points, at, edges, line_edges, model) / NATS
    expected = np.add.reduceat(model.usual[classes[at + 1]], edges)
    np.add.at(surplus, line, np.maximum(0, cost - ALLOWED * expected - ALLOWED_NATS))
    np.add.at(usual, line, expected)
    np.add.at(total, line, cost)
    return Strangeness(surplus, usual, total)


@cache
def _plain_marks() -> npt.NDArray[np.bool_]:
    marks = np.zeros(0x2100, dtype=bool)
    marks[[ord(mark) for mark in PLAIN_MARKS]] = True
    return marks


def is_telling(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Which code points show how a text was decoded: beyond ASCII, but no typographic marks."""
    plain = _plain_marks()
    telling: npt.NDArray[np.bool_] = (points >= 0x80) & ~plain[np.minimum(points, len(plain) - 1)]
    return telling


_SPACE = CLASSES.index("space")
_HAN, _HANGUL, _WIDE, _LOWER, _LETTER = (CLASSES.index(name) for name in ("han", "hangul", "wide", "lower", "letter"))
SWITCH = 10
"""Nats of a letter of one script right after a letter of another."""


LONE = 8
"""Nats of a single CJK character after a lower-case Latin letter, twice as much between two.

Text that mixes Chinese and English has longer runs of either; between spaces it may be
untranslated.
"""


def _lone(points: npt.NDArray[np.uint32], at: npt.NDArray[np.int64], model: Tables) -> npt.NDArray[np.int64] | int:
    """What lone CJK characters in Latin words cost on top, for the pairs that end with them."""
    here = model.classes[points[at + 1]]
    is_cjk = (here >= _HAN) & (here <= _HANGUL)
    if not is_cjk.any():
        return 0
    is_lower = np.zeros(len(points) + 1, dtype=bool)
    is_lower[:-1] = (model.classes[points] == _LOWER) & (model.group[points] == 1)
    follows = np.minimum(at + 2, len(points) - 1)
    after = model.classes[points[follows]]
    alone = is_cjk & is_lower[at] & ~((after >= _HAN) & (after <= _WIDE))
    extra: npt.NDArray[np.int64] = alone * (1 + is_lower[follows]) * (LONE * NATS)
    return extra


def _costs(
    points: npt.NDArray[np.uint32],
    at: npt.NDArray[np.int64],
    edges: npt.NDArray[np.int64],
    language_edges: npt.NDArray[np.int64],
    model: Tables,
) -> npt.NDArray[np.int64]:
    """Costs of stretches of characters, in steps.

    Args:
        points: code points.
        at: the pairs (i, i + 1) that are counted, sorted.
        edges: where each stretch starts, in `at`.
        language_edges: where each group of stretches in one language of a script starts, in
            `edges`.
        model: the tables.
    """
    left, right = points[at], points[at + 1]
    classes = model.classes[left], model.classes[right]
    cost = model.steps[classes].astype(np.int64)
    cost += model.char[right]
    groups = model.group[left], model.group[right]
    letters = model.letter[left], model.letter[right]
    # letters of scripts without a table are a group of their own
    scripts = [
        np.where((each >= _LOWER) & (each <= _LETTER) & (group == 0), 255, group) for each, group in zip(classes, groups, strict=True)
    ]
    cost[(scripts[0] != scripts[1]) & (scripts[0] != 0) & (scripts[1] != 0)] += SWITCH * NATS
    cost += _lone(points, at, model)
    total = np.add.reduceat(cost, edges)
    bounds = np.append(edges, len(at))
    counts = np.diff(np.append(language_edges, len(edges)))
    columns = np.arange(len(edges))

    def add(each: npt.NDArray[np.uint8], places: npt.NDArray[np.int64]) -> None:
        # stretches without such characters cost nothing here
        where = np.searchsorted(places, bounds)
        held = np.flatnonzero(np.diff(where))
        parts = np.zeros((len(edges), each.shape[1]), dtype=np.int64)
        parts[held] = np.add.reduceat(each, where[held], axis=0, dtype=np.int64)
        best = np.add.reduceat(parts, language_edges, axis=0).argmin(axis=1)
        total[:] += parts[columns, np.repeat(best, counts)]

    for number in np.flatnonzero(np.bincount(np.concatenate(groups), minlength=len(GROUPS) + 1)[1:]) + 1:
        own = np.where(groups[0] == number, letters[0], 0), np.where(groups[1] == number, letters[1], 0)
        places = np.flatnonzero((own[0] | own[1]) != 0)
        size = model.sizes[number - 1]
        add(model.pairs[number - 1][own[0][places].astype(np.int64) * size + own[1][places]], places)
    places = np.flatnonzero((classes[1] >= _HAN) & (classes[1] <= _HANGUL))
    if len(places):
        add(model.cjk[np.minimum(right[places].astype(np.int64) - CJK_START, CJK_END - CJK_START - 1)], places)
    return total
