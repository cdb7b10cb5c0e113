"""Features of a line with its context: its neighbours, its place, the document as a whole.

They are made from the features of the lines (`line_features`) and two scores of each line, by its
head and by its words.
"""

import numpy as np
import numpy.typing as npt

from cleaner.models.line_features import FEATURES, Floats

_AT = {name: number for number, name in enumerate(FEATURES)}
NEAR = ("log size", "digits", "ended", "sentence", "capitals", "functions", "n links", "known", "first", "clock", "echoed")
"""Features that are read of each of the three lines before and after."""
AROUND = ("log size", "sentence", "ended", "capitals", "functions", "known", "digits", "repeated", "echoed")
"""Features that are averaged over windows."""
WINDOWS = (3, 8, 20)
"""Lines of a window before and after a line."""
CLEAR = 4
"""A line whose scores sum to less than minus this is boilerplate by itself."""
CONTEXT_FEATURES = 228
"""Features of a line with its context (`context`)."""


def window_means(values: Floats, width: int) -> tuple[Floats, Floats]:
    """Means of columns over `width` lines before and after each line, 0 outside the document."""
    count = len(values)
    total = np.zeros((count + 1, values.shape[1]), dtype=np.float64)
    np.cumsum(values, axis=0, out=total[1:])
    at = np.arange(count)
    before = total[at] - total[np.maximum(at - width, 0)]
    after = total[np.minimum(at + 1 + width, count)] - total[at + 1]
    return (before / width).astype(np.float32), (after / width).astype(np.float32)


def shifted(values: Floats, by: int, outside: float) -> Floats:
    """Columns as the line `by` lines further down has them."""
    made = np.full_like(values, outside)
    if by > 0:
        made[:-by] = values[by:]
    else:
        made[-by:] = values[:by]
    return made


def best_segment(scores: npt.NDArray[np.floating]) -> tuple[int, int]:
    """First and last line but one of the run with the highest sum."""
    total = np.concatenate(([0.0], np.cumsum(scores, dtype=np.float64)))
    lowest = np.minimum.accumulate(total)
    gain = total[1:] - lowest[:-1]
    end = int(gain.argmax())
    start = int(total[: end + 1].argmin())
    return start, end + 1


def context(features: Floats, heads: Floats, words: Floats) -> Floats:
    """The features of the lines with those of their neighbours, their place and the document.

    Args:
        features: of each line (`Lines.features`).
        heads: a score of each line by the n-grams of its head.
        words: a score of each line by its words.
    """
    count = len(features)
    scores = np.column_stack((heads, words))
    near = np.column_stack((features[:, [_AT[name] for name in NEAR]], scores))
    around = np.column_stack((features[:, [_AT[name] for name in AROUND]], scores))
    parts = [features, scores]
    parts.extend(shifted(near, by, -1.0) if abs(by) < count else np.full_like(near, -1.0) for by in (-3, -2, -1, 1, 2, 3))
    for width in WINDOWS:
        parts.extend(window_means(around, width))
    sentence, size = features[:, _AT["sentence"]], np.asarray(np.expm1(features[:, _AT["log size"]]) / 100, dtype=np.float32)
    parts.append(places(sentence, size))
    parts.append(segments(sentence * 100 - 30))
    both = heads + words
    parts.append(segments(np.clip(both, -4, 4) * np.sqrt(np.minimum(size, 4))))
    parts.append(places(np.where(both > 1, np.minimum(size, 15), 0).astype(np.float32), size)[:, 3:])
    parts.append(places((both < -CLEAR).astype(np.float32), size)[:, 3:])
    whole = [
        np.log1p(count),
        np.log1p(sentence.sum()),
        sentence.sum() / max(float(size.sum()), 0.01),
        features[:, _AT["ended"]].mean(),
        (sentence > 0).mean(),
        features[:, _AT["log size"]].mean(),
        np.sort(features[:, _AT["log size"]])[(count - 1) // 2 : count // 2 + 1].mean(),
        (features[:, _AT["known"]] > 0).mean(),
        heads.mean(),
        (heads > 0).mean(),
        words.mean(),
        (words > 0).mean(),
        features[:, _AT["functions"]].mean(),
        features[:, _AT["capitals"]].mean(),
        features[:, _AT["echoed"]].mean(),
    ]
    parts.append(np.repeat(np.array([whole], dtype=np.float32), count, axis=0))
    return np.column_stack(parts).astype(np.float32)


def places(article: Floats, size: Floats) -> Floats:
    """Where each line is: by lines, by characters, and among the lines that look like the article.

    Args:
        article: size of each line that looks like the article, 0 for others.
        size: of each line.
    """
    count = len(article)
    at = np.arange(count, dtype=np.float32)
    until, read = np.cumsum(article, dtype=np.float64), np.cumsum(size, dtype=np.float64)
    found = np.flatnonzero(article > 0)
    following = np.searchsorted(found, at)
    before = np.where(following > 0, at - found[np.maximum(following - 1, 0)] if len(found) else 99, 99)
    beyond = following + (article > 0)
    ahead = found[np.minimum(beyond, max(len(found) - 1, 0))] if len(found) else np.zeros(count)
    after = np.where(beyond < len(found), ahead - at, 99)
    return np.column_stack(
        (
            at / max(count, 1),
            np.log1p(at),
            np.log1p(count - 1 - at),
            (until - article) / max(float(until[-1]), 0.01),
            np.log1p(until - article),
            np.log1p(until[-1] - until),
            read / max(float(read[-1]), 0.01),
            np.log1p(np.minimum(before, 99)),
            np.log1p(np.minimum(after, 99)),
        )
    ).astype(np.float32)


def segments(scores: Floats) -> Floats:
    """Whether a line is in the best run, how far from its edges; the run's share of good lines."""
    count = len(scores)
    first, end = best_segment(scores)
    at = np.arange(count)
    inside = (at >= first) & (at < end)
    gap = np.where(at < first, at - first, np.where(at >= end, at - end + 1, 0))
    edge = np.where(inside, np.minimum(at - first, end - 1 - at), -1)
    good = np.maximum(scores, 0)
    share = good[first:end].sum() / max(float(good.sum()), 0.01)
    return np.column_stack(
        (inside, np.clip(gap, -99, 99), np.clip(edge, -1, 99), np.full(count, share), np.full(count, end - first))
    ).astype(np.float32)
