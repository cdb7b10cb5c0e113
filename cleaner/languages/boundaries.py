"""Where Chinese words begin and end: whether a term that is found in a text is a word there.

Probabilities are those of jieba's dictionary. No sentence is divided as a whole: only the few
characters around a term are weighed, so that what a segmenter does elsewhere in the sentence cannot
hide it.
"""

import math
from functools import cache, lru_cache

from cleaner import packaged
from cleaner.patterns import regex

WINDOW = 8
"""Code points on each side of a term that are read to tell whether it is a word there."""
_HAN = "[\u3400-\u9fff\U00020000-\U0010ffff]"
HAN_BEFORE, HAN_AFTER = regex(f"{_HAN}+\\Z"), regex(f"{_HAN}{{1,{WINDOW}}}")
MAX_WORD = 6
UNKNOWN_TERM = 10
"""How often a term is taken to occur in jieba's corpus of 60 million words when its dictionary does
not have it."""
ORPHANS = 3.5
"""How much less probable (in natural logarithms) another reading may be and still be believed, when
the term leaves a single character over on both sides: 排｜程序｜列 is 排程 and 序列, and jieba's dictionary
has only the second."""


POINT = 4
"""Bytes of a code point in `_encoded`."""


def _encoded(text: str) -> bytes:
    return text.encode("utf-32-be", "surrogatepass")


@cache
def _probabilities() -> tuple[dict[int, float], float]:
    """Log probability of each word of jieba's dictionary, and of a word that occurs once.

    A word is the number that its `_encoded` bytes are: half the memory of a string. Rows are read
    one by one, and equal probabilities are one object, for the same reason.
    """
    counts = {}
    with packaged.of("jieba", "dict.txt").open(encoding="utf-8") as rows:
        for row in rows:
            word, count, _ = row.split(" ", 2)
            if len(word) <= MAX_WORD:
                counts[int.from_bytes(_encoded(word), "big")] = int(count)
    total = math.log(sum(counts.values()))
    values = {count: math.log(count or 1) - total for count in set(counts.values())}
    return {word: values[count] for word, count in counts.items()}, -total


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
    before, after = HAN_BEFORE.search(text, max(0, start - WINDOW), start), HAN_AFTER.match(text, end)
    left, right = before.start() if before else start, after.end() if after else end
    return (left == start and right == end) or _alone(text[left:right], start - left, end - left)


@lru_cache(maxsize=4096)
def _alone(window: str, start: int, end: int) -> bool:
    if not _is_crossed(window, start, end):
        return True
    words = _words(window)
    known, once = _probabilities()
    whole = max(known.get(int.from_bytes(_encoded(window[start:end]), "big"), math.log(UNKNOWN_TERM) + once), _best(words, start, end))
    kept = _best(words, 0, start) + whole + _best(words, end, len(window))
    crossed = _best_crossing(words, start, end)
    if crossed > kept:
        return False
    close = start > 0 and end < len(window) and crossed > kept - ORPHANS
    return not (close and _is_orphan(window[:start], -1) and _is_orphan(window[end:], 0))


def _is_crossed(window: str, start: int, end: int) -> bool:
    """Whether any word of the dictionary crosses an edge of a span and does not hold all of it, or crosses one of a single character."""
    known, size, single = _probabilities()[0], len(window), end - start == 1
    data = _encoded(window)
    for first in range(max(0, start - MAX_WORD + 1), start):
        for last in range(start + 1, min(size if single else end - 1, first + MAX_WORD) + 1):
            if int.from_bytes(data[POINT * first : POINT * last], "big") in known:
                return True
    for first in range(max(0 if single else start + 1, end - MAX_WORD + 1), end):
        for last in range(end + 1, min(size, first + MAX_WORD) + 1):
            if int.from_bytes(data[POINT * first : POINT * last], "big") in known:
                return True
    return False


def _is_orphan(text: str, at: int) -> bool:
    """Whether the best division of a text has a single character at its end (-1) or start (0)."""
    words = _divided(text)
    return len(words[at]) == 1


_Words = list[list[tuple[int, float]]]
"""For each place of a text, start and logarithm of the words that end there."""


def _words(text: str) -> _Words:
    """The words of the dictionary in a text; every character is a word."""
    known, once = _probabilities()
    data = _encoded(text)
    found: _Words = [[]]
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - MAX_WORD), end - 1)
        words = ((start, known.get(int.from_bytes(data[POINT * start : POINT * end], "big"))) for start in starts)
        ending = [(start, value) for start, value in words if value is not None]
        ending.append((end - 1, known.get(ord(text[end - 1]), once)))
        found.append(ending)
    return found


def _divided(text: str) -> list[str]:
    best = [0.0]
    back = [0]
    for ending in _words(text)[1:]:
        value, start = max((best[start] + value, start) for start, value in ending)
        best.append(value)
        back.append(start)
    words = []
    end = len(text)
    while end:
        words.append(text[back[end] : end])
        end = back[end]
    return words[::-1]


def _best(words: _Words, first: int, last: int) -> float:
    """The best division of a part of a text."""
    best = [0.0]
    for ending in words[first + 1 : last + 1]:
        best.append(max([best[start - first] + value for start, value in ending if start >= first]))
    return best[-1]


def _best_crossing(words: _Words, first: int, last: int) -> float:
    """The best division with a word across an edge of a span; minus infinity without one."""
    plain = [0.0] + [-math.inf] * (len(words) - 1)
    crossed = [-math.inf] * len(words)
    for end, ending in enumerate(words):
        for start, value in ending:
            holds = start <= first and end >= last
            if holds and (last - first > 1 or end - start == 1):
                continue
            if holds or start < first < end or start < last < end:
                crossed[end] = max(crossed[end], plain[start] + value, crossed[start] + value)
            else:
                plain[end] = max(plain[end], plain[start] + value)
                crossed[end] = max(crossed[end], crossed[start] + value)
    return crossed[-1]
