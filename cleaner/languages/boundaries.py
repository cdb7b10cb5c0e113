"""Boundaries of Chinese words: whether a term in a text is a word there.

Probabilities are from jieba's dictionary. Only the few characters around a term are segmented, so
that errors elsewhere in the sentence cannot hide it.
"""

import math
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

WINDOW = 8
"""Code points on each side of a term that are segmented: more do not change the answer."""
MAX_WORD = 6
"""Code points of the longest dictionary word that is used: longer ones are names and idioms."""
UNKNOWN_TERM = 10
"""Assumed count of a term that jieba's dictionary lacks, in its corpus of 60 million words."""
ORPHANS = 3.5
"""Natural logarithms that another segmentation may be less probable if the term leaves a single
character on both sides: 排｜程序｜列 is 排程 and 序列, and jieba's dictionary lacks the first."""


@cache
def _probabilities() -> tuple[dict[str, float], float]:
    """Log probability of each word of jieba's dictionary, and of a word that occurs once."""
    rows = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    counts = {word: int(count) for word, count, *_ in (row.split(" ") for row in rows) if len(word) <= MAX_WORD}
    total = math.log(sum(counts.values()))
    return {word: math.log(count or 1) - total for word, count in counts.items()}, -total


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a span of Chinese is a word, and not parts of its neighbours (程序 in 排程序列, 国会 in 中国会).

    Compares the most probable segmentation with a dictionary word across an edge of the span to the
    most probable one without. A word that contains the whole span counts for neither (公安 is a word
    in 公安机关), except for a span of one character.

    Args:
        text: Simplified Chinese.
        start, end: the span.
    """
    left, right = start, end
    while left > 0 and start - left < WINDOW and _han(text[left - 1]):
        left -= 1
    while right < len(text) and right - end < WINDOW and _han(text[right]):
        right += 1
    return (left == start and right == end) or _alone(text[left:right], start - left, end - left)


@lru_cache(maxsize=4096)
def _alone(window: str, start: int, end: int) -> bool:
    known, once = _probabilities()
    if not any(_crosses(window, edge, known) for edge in (start, end) if 0 < edge < len(window)):
        return True
    whole = max(known.get(window[start:end], math.log(UNKNOWN_TERM) + once), _best(window[start:end]))
    kept = _best(window[:start]) + whole + _best(window[end:])
    crossed = _best_crossing(window, start, end)
    if crossed > kept:
        return False
    orphans = start > 0 and end < len(window) and _orphan(window[:start], -1) and _orphan(window[end:], 0)
    return not (orphans and crossed > kept - ORPHANS)


def _crosses(window: str, edge: int, known: dict[str, float]) -> bool:
    """Whether any word of the dictionary crosses an edge."""
    return any(
        window[first:last] in known
        for first in range(max(0, edge - MAX_WORD + 1), edge)
        for last in range(edge + 1, min(len(window), first + MAX_WORD) + 1)
    )


def _orphan(text: str, at: int) -> bool:
    """Whether the best segmentation has a single character at its end (-1) or start (0)."""
    words = _divided(text)
    return len(words[at]) == 1


def _words_ending(text: str, end: int) -> Iterator[tuple[int, float]]:
    """Start and log probability of the words that end at a position; every character is a word."""
    known, once = _probabilities()
    for start in range(max(0, end - MAX_WORD), end):
        value = known.get(text[start:end])
        if value is not None or end - start == 1:
            yield start, once if value is None else value


def _divided(text: str) -> list[str]:
    best = [0.0] + [-math.inf] * len(text)
    back = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        best[end], back[end] = max((best[start] + value, start) for start, value in _words_ending(text, end))
    words = []
    end = len(text)
    while end:
        words.append(text[back[end] : end])
        end = back[end]
    return words[::-1]


def _best(text: str) -> float:
    best = [0.0] + [-math.inf] * len(text)
    for end in range(1, len(text) + 1):
        best[end] = max(best[start] + value for start, value in _words_ending(text, end))
    return best[-1]


def _best_crossing(text: str, first: int, last: int) -> float:
    """The best segmentation with a word across an edge of a span, or minus infinity."""
    plain = [0.0] + [-math.inf] * len(text)
    crossed = [-math.inf] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        for start, value in _words_ending(text, end):
            holds = start <= first and end >= last
            if holds and (last - first > 1 or end - start == 1):
                continue
            if holds or start < first < end or start < last < end:
                crossed[end] = max(crossed[end], plain[start] + value, crossed[start] + value)
            else:
                plain[end] = max(plain[end], plain[start] + value)
                crossed[end] = max(crossed[end], crossed[start] + value)
    return crossed[-1]


def _han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"
