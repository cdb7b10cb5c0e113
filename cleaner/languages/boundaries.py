"""Where Chinese words begin and end: whether a term that is found in a text is a word there.

Probabilities are those of jieba's dictionary. No sentence is divided as a whole: only the few
characters around a term are weighed, so that what a segmenter does elsewhere in the sentence cannot
hide it.
"""

import math
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

WINDOW = 8
"""Code points on each side of a term that are read to tell whether it is a word there."""
MAX_WORD = 6
UNKNOWN_TERM = 10
"""How often a term is taken to occur in jieba's corpus of 60 million words when its dictionary does
not have it."""
ORPHANS = 3.5
"""How much less probable (in natural logarithms) another reading may be and still be believed, when
the term leaves a single character over on both sides: 排｜程序｜列 is 排程 and 序列, and jieba's dictionary
has only the second."""


@cache
def _probabilities() -> tuple[dict[str, float], float]:
    """Log probability of each word of jieba's dictionary, and of a word that occurs once."""
    rows = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    counts = {word: int(count) for word, count, *_ in (row.split(" ") for row in rows) if len(word) <= MAX_WORD}
    total = math.log(sum(counts.values()))
    return {word: math.log(count or 1) - total for word, count in counts.items()}, -total


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a span of Chinese is a word in its context, not cut from others (程序 in 排程序列).

    The most probable division into dictionary words in which a word crosses an edge of the span is
    weighed against the most probable one in which none does. A word that holds the whole span
    counts for neither: 公安 is a word in 公安机关; but a single character is not a word inside a word.

    Args:
        text: Simplified Chinese; a term at the edge of a run of Han characters has nothing to be a
            slice of on that side.
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
    """Whether the best division of a text has a single character at its end (-1) or start (0)."""
    words = _divided(text)
    return len(words[at]) == 1


def _words_ending(text: str, end: int) -> Iterator[tuple[int, float]]:
    """Start and logarithm of the words that end at a place; every character is a word."""
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
    """The best division with a word across an edge of a span; minus infinity without one."""
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
