"""Features of a document that show whether it is a scraped page.

They are made from the features of its lines (`line_features`): which lines read like boilerplate by
their words, where they are and how they alternate with the rest, what the phrase tables know at the
head, at the tail and inside, how long the lines are, how they begin and end, and how regular they
are. Nothing depends on indentation or blank lines: whoever copied the text decided on those.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.models.line_features import FEATURES, Bytes, Floats, Lines
from cleaner.models.shapes import Shape
from cleaner.models.trees import Grid, rounded

AT = {name: number for number, name in enumerate(FEATURES)}
MEANS = (
    "digits", "numbers", "clock", "years", "commas", "n commas", "ends", "n ends", "colons", "links", "n links", "dashes", "quotes", "brackets",
    "signs", "others", "upper", "capitals", "functions", "n functions", "glued", "own script", "letters", "echoed", "repeated", "word size",
)  # fmt: skip
"""Line features averaged over the lines."""
SHARES = ("clock", "years", "n links", "signs", "quotes", "brackets", "colons", "others", "repeated", "dashes")
"""Line features for which the share of lines with any is a feature."""
FIRST = (
    Shape.LOWER, Shape.UPPER, Shape.DIGIT, Shape.QUOTE, Shape.DASH, Shape.LINK, Shape.OPEN, Shape.SIGN, Shape.OTHER, Shape.CJK, Shape.COLON, Shape.END,
    Shape.LETTER,
)  # fmt: skip
LAST = (
    Shape.LOWER, Shape.DIGIT, Shape.COMMA, Shape.COLON, Shape.LINK, Shape.OPEN, Shape.CLOSE, Shape.OTHER, Shape.CJK, Shape.END, Shape.QUOTE,
    Shape.LETTER, Shape.DASH, Shape.SIGN,
)  # fmt: skip
"""Shapes that a line begins and ends with."""
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
LAGS = (1, 2, 3, 4)
"""Distances at which lines of the same form recur in subtitles, tables and lists of records."""
CLEAR, SURE, CERTAIN = 0.5, 0.9, 0.97
"""Probabilities of boilerplate, by the words of a line alone, from which it is counted."""
LONG, MIDDLE = 200, (45, 110)
"""Characters of a long line, and of one that may have been wrapped."""
SHORT_SENTENCE = 40
OPEN_LINE = 60
"""Characters from which a line without an end mark is one of a table, a heading or a caption."""


class Known(NamedTuple):
    """What the phrase tables say of each line.

    Attributes:
        strength: 0 nothing, 1 may be boilerplate, 2 is.
        category: a number for the kind of boilerplate; read where the strength is not 0.
    """

    strength: npt.NDArray[np.int8]
    category: Bytes


def document_features(lines: Lines, features: Floats, heads: Floats, words: Floats, known: Known) -> Floats:
    """One row of features of a document.

    Args:
        lines: its lines; at least one.
        features: of each line (`Lines.features`).
        heads: score of each line by the n-grams of its head, above 0 for an article.
        words: score of each line by its words.
        known: what the phrase tables say.
    """
    count = len(lines)
    size, sentence = lines.sizes()
    size = np.maximum(size, 1)
    total = float(size.sum())
    boilerplate = 1 / (1 + np.exp(heads + words))
    clear = boilerplate > CLEAR
    sure = boilerplate > SURE
    is_sentence = sentence > 0
    parts: list[float] = [np.log1p(count), np.log1p(total)]
    for which in (boilerplate > CERTAIN, sure, clear):
        parts += [which.mean(), size[which].sum() / total, np.log1p(which.sum())]
    unsure = ~sure & (boilerplate > 1 - SURE)
    parts += [boilerplate.mean(), (boilerplate * size).sum() / total, unsure.mean(), size[unsure].sum() / total]
    for which in _places(is_sentence & ~clear):
        parts += _of_place(which, sure, heads, words, known)
    parts += _alternation(clear, size)
    parts += _of_known(known, boilerplate)
    parts += _profile(lines, features, size, sentence)
    parts += features.mean(axis=0, dtype=np.float64)[[AT[name] for name in MEANS]].tolist()
    parts += (features > 0).mean(axis=0)[[AT[name] for name in SHARES]].tolist()
    parts += _edges(lines, features)
    for score in (heads, words):
        short, long = score[~is_sentence], score[is_sentence]
        parts += [score.mean(), score.std(), long.mean() if len(long) else 0.0, short.mean() if len(short) else 0.0]
    parts += [sure[is_sentence].mean() if is_sentence.any() else 0.0, boilerplate[~is_sentence].mean() if not is_sentence.all() else 0.0]
    return np.array(parts, dtype=np.float32)


def _places(article: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.bool_], ...]:
    """Lines before, after and between the sentences that read like an article."""
    at = np.arange(len(article))
    found = np.flatnonzero(article)
    first, last = (int(found[0]), int(found[-1])) if len(found) else (len(article), -1)
    head, tail = at < first, at > last
    return head, tail, ~head & ~tail


def _of_place(which: npt.NDArray[np.bool_], sure: npt.NDArray[np.bool_], heads: Floats, words: Floats, known: Known) -> list[float]:
    count = int(which.sum())
    strong = which & (known.strength == 2)
    return [
        np.log1p(count),
        count / len(which),
        sure[which].mean() if count else -0.1,
        np.log1p(sure[which].sum()),
        np.log1p(strong.sum()),
        np.log1p((which & (known.strength == 1)).sum()),
        len(np.unique(known.category[strong])),
        heads[which].mean() if count else 0.0,
        words[which].mean() if count else 0.0,
    ]


def _alternation(clear: npt.NDArray[np.bool_], size: Floats) -> list[float]:
    """How runs of boilerplate alternate with runs of the rest."""
    starts = np.append(0, np.flatnonzero(clear[1:] != clear[:-1]) + 1)
    lengths = np.diff(np.append(starts, len(clear)))
    chars = np.add.reduceat(size, starts)
    of_boilerplate = clear[starts]
    out, kept = lengths[of_boilerplate], lengths[~of_boilerplate]
    return [
        np.log1p(len(starts)),
        len(starts) / len(clear),
        out.max(initial=0) / len(clear),
        kept.max(initial=0) / len(clear),
        np.log1p(out.mean()) if len(out) else 0.0,
        float(chars[~of_boilerplate].max(initial=0) / size.sum()),
    ]


def _of_known(known: Known, boilerplate: Floats) -> list[float]:
    strong, weak = known.strength == 2, known.strength == 1
    at = np.flatnonzero(strong)
    return [
        np.log1p(strong.sum()),
        strong.mean(),
        np.log1p(weak.sum()),
        weak.mean(),
        len(np.unique(known.category[strong])),
        len(np.unique(known.category[strong | weak])),
        boilerplate[strong].mean() if len(at) else -0.1,
        boilerplate[weak].mean() if weak.any() else -0.1,
        np.log1p(at[0]) if len(at) else 9.0,
        np.log1p(len(strong) - 1 - at[-1]) if len(at) else 9.0,
    ]


def _profile(lines: Lines, features: Floats, size: Floats, sentence: Floats) -> list[float]:
    """How long the lines are, and how they end."""
    lengths = features[:, AT["log size"]]
    ordered = np.sort(lengths)
    ended = features[:, AT["ended"]] > 0
    count = len(lengths)
    return [
        *(float(ordered[int(share * (count - 1))]) for share in QUANTILES),
        float(lengths.std()),
        float(np.abs(np.diff(lengths)).mean()) if count > 1 else 0.0,
        float(sentence.sum() / size.sum()),
        float((sentence > 0).mean()),
        float(np.log1p(size.max())),
        float((size > LONG).mean()),
        float(((size >= MIDDLE[0]) & (size <= MIDDLE[1])).mean()),
        lines.run_on() / count,
        float(ended.mean()),
        float((ended & (size < SHORT_SENTENCE)).mean()),
        float((~ended & (size >= OPEN_LINE)).mean()),
    ]


def _edges(lines: Lines, features: Floats) -> list[float]:
    """How the lines begin and end, and how regularly."""
    first, last = lines.edges()
    count = len(lines)
    begins, ends = np.bincount(first, minlength=16) / count, np.bincount(last, minlength=16) / count
    form = first.astype(np.int64) * 512 + last.astype(np.int64) * 32 + np.minimum(features[:, AT["log size"]] * 2, 15).astype(np.int64)
    forms = np.unique(form, return_counts=True)[1]
    some = begins[begins > 0]
    return [
        *begins[list(FIRST)].tolist(),
        *ends[list(LAST)].tolist(),
        *(float((form[lag:] == form[:-lag]).mean()) if count > lag else 0.0 for lag in LAGS),
        len(forms) / count,
        float(forms.max() / count),
        float(-(some * np.log(some)).sum()),
    ]


def row(features: Floats) -> Grid:
    """The features of one document as a row of whole numbers for the trees."""
    return rounded(features[None, :])
