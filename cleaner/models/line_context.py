"""Features of a line with its context: its neighbours, its place, the document as a whole.

They are made from the features of the lines (`line_features`) and two scores of each line, by its
head and by its words.
"""

from typing import Any

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
NEIGHBOURS = np.array((-3, -2, -1, 1, 2, 3))
FAR = 99
"""Lines from which a line that looks like the article is as far as none."""
CLEAR = 4
"""A line whose scores sum to less than minus this is boilerplate by itself."""
MEANS = (*FEATURES, "heads", "words", "sentences", "knowns", "good heads", "good words")
"""What is averaged over the document: the features, the scores, and whether some are above 0."""
CONTEXT_FEATURES = 228
"""Features of a line with its context (`context`)."""


def window_means(values: Floats) -> Floats:
    """Means of columns over each of `WINDOWS` before and after each line, 0 outside the document."""
    count = len(values)
    total = np.zeros((count + 1, values.shape[1]), dtype=np.float64)
    np.cumsum(values, axis=0, out=total[1:])
    at = np.arange(count)
    means = np.empty((count, len(WINDOWS), 2, values.shape[1]), dtype=np.float32)
    for number, width in enumerate(WINDOWS):
        means[:, number, 0] = (total[:-1] - total[np.maximum(at - width, 0)]) / width
        means[:, number, 1] = (total[np.minimum(at + 1 + width, count)] - total[1:]) / width
    return means.reshape(count, -1)


def neighbours(values: Floats) -> Floats:
    """Columns as each of `NEIGHBOURS` has them, -1 outside the document."""
    count, reach = len(values), NEIGHBOURS[-1]
    padded = np.full((count + 2 * reach, values.shape[1]), -1, dtype=np.float32)
    padded[reach : reach + count] = values
    made: Floats = padded[np.arange(reach, reach + count)[:, None] + NEIGHBOURS].reshape(count, -1)
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
        features: of each line (`Lines.features`); at least one.
        heads: a score of each line by the n-grams of its head.
        words: a score of each line by its words.
    """
    count = len(features)
    scores = np.column_stack((heads, words))
    near = np.column_stack((features[:, [_AT[name] for name in NEAR]], scores))
    around = np.column_stack((features[:, [_AT[name] for name in AROUND]], scores))
    sentence, size = features[:, _AT["sentence"]], np.asarray(np.expm1(features[:, _AT["log size"]]) / 100, dtype=np.float32)
    both = heads + words
    at = np.arange(count, dtype=np.float32)
    read = np.cumsum(size, dtype=np.float64)
    place = np.asarray(read / max(float(read[-1]), 0.01), dtype=np.float32)
    articles = np.column_stack((sentence, np.where(both > 1, np.minimum(size, 15), 0), both < -CLEAR)).astype(np.float32)
    shares, nearest = among(articles)
    some = np.column_stack((sentence, features[:, _AT["known"]], scores)) > 0
    averages = np.column_stack((features, scores, some)).mean(axis=0, dtype=np.float64)
    mean = dict(zip(MEANS, averages.tolist(), strict=True))
    whole = (
        np.log1p(count),
        np.log1p(sentence.sum()),
        sentence.sum() / max(float(size.sum()), 0.01),
        mean["ended"],
        mean["sentences"],
        mean["log size"],
        np.sort(features[:, _AT["log size"]])[(count - 1) // 2 : count // 2 + 1].mean(),
        *(mean[name] for name in ("knowns", "heads", "good heads", "words", "good words", "functions", "capitals", "echoed")),
    )
    parts: list[npt.NDArray[Any]] = [
        *(features, scores, neighbours(near), window_means(around)),
        *(at / count, np.log1p(at), np.log1p(count - 1 - at), shares[:, 0], place, nearest[:, 0]),
        *(segments(sentence * 100 - 30), segments(np.clip(both, -4, 4) * np.sqrt(np.minimum(size, 4)))),
        *(shares[:, 1], place, nearest[:, 1], shares[:, 2], place, nearest[:, 2]),
        np.broadcast_to(np.array(whole, dtype=np.float32), (count, len(whole))),
    ]
    return np.column_stack(parts)


def among(articles: Floats) -> tuple[Floats, Floats]:
    """Where each line is among the lines that look like the article.

    Args:
        articles: size of each line that looks like the article, 0 for others; a column for each way
            to tell.

    Returns:
        For each line and column: how much of the article is before the line, as a share and
        absolute, and how much after; how far the nearest such line is before and after.
    """
    until = np.cumsum(articles, axis=0, dtype=np.float64)
    shares = np.stack(((until - articles) / np.maximum(until[-1], 0.01), np.log1p(until - articles), np.log1p(until[-1] - until)), axis=2)
    count, at = len(articles), np.arange(len(articles))[:, None]
    outside = np.ones((1, articles.shape[1]), dtype=np.int64)
    last = np.concatenate((outside * -FAR, np.where(articles > 0, at, -FAR)[:-1]))
    following = np.concatenate((np.where(articles > 0, at, count + FAR)[1:], outside * (count + FAR)))
    last, following = np.maximum.accumulate(last), np.minimum.accumulate(following[::-1])[::-1]
    nearest = np.minimum(np.stack((at - last, following - at), axis=2), FAR)
    return shares.astype(np.float32), np.log1p(nearest).astype(np.float32)


def segments(scores: Floats) -> Floats:
    """Whether a line is in the best run, how far from its edges; the run's share of good lines."""
    count = len(scores)
    first, end = best_segment(scores)
    made = np.zeros((count, 5), dtype=np.float32)
    edge = np.arange(end - first)
    made[first:end, 0] = 1
    made[:first, 1] = np.maximum(np.arange(-first, 0), -FAR)
    made[end:, 1] = np.minimum(np.arange(1, count - end + 1), FAR)
    made[:, 2] = -1
    made[first:end, 2] = np.minimum(np.minimum(edge, edge[::-1]), FAR)
    good = np.maximum(scores, 0)
    made[:, 3:] = good[first:end].sum() / max(float(good.sum()), 0.01), end - first
    return made
