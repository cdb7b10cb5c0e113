"""A word, a bracket or a clause five times on end: the decoder of a translation engine has run into a loop.

Why: "exercise exercise exercise …" and "(掌声) (掌声) (掌声) …" are what engines and speech recognisers make of what they
cannot read.
How: five or more equal runs of at most eight words in a row or, where words have no spaces, of two to twelve
characters. All but the first are proposed to go.
Left alone: sounds and calls ("ha ha ha", "la la la"), numbers, rows of marks, code, tables and lists of values,
refrains over several lines, chants of short words.
Source: reports about translation engines and speech recognition.
"""

from collections.abc import Iterator
from operator import eq

import numpy as np

from cleaner.annotation import Kind, Severity
from cleaner.document import Finding
from cleaner.patterns import regex
from cleaner.rule import Case, Rule
from cleaner.rules.view import FIRST_CJK, View

TIMES = 5
"""How often something stands on end at least; people say a thing three or four times."""
MAX_WORDS = 8
"""Words of the longest thing that is repeated."""
CHARS = range(2, 13)
"""Code points of what is repeated where words have no spaces."""
WORD = regex(r"\S+")
SOUND = regex(
    r"(?:ha|he|hi|ho|hu|la|na|no|go|da|do|doo|oh|ah|blah|bla|hey|ja|ya|ye|yo|yes|yeah|ne|tra|ding|dong|knock|tick|tock|beep|ring|boom|bang|drip|quack|woof|meow|rah|um|tut|run|very|null|none|nan|true|false|na|[a-z])[.,!~-]*",
    2,
)
"""Sounds, calls and values, which stand on end as often as they like."""
LETTER = regex(r"[^\W\d_]")
MIN_LETTERS = 3
"""Different letters of what is repeated, apart from CJK ones: rows of marks and sounds have fewer."""


def find(view: View) -> Iterator[Finding]:
    for start, end in view.spans:
        if end - start >= TIMES * 3:
            yield from _of_words(view, start, end)
    if view.highest >= FIRST_CJK:
        yield from _of_characters(view)


def _of_words(view: View, start: int, end: int) -> Iterator[Finding]:
    """Loops of words in a line: runs in which each word was last seen equally long ago."""
    words = view.text[start:end].split()
    if len(words) < TIMES or not any(
        any(map(eq, words[:: size * (TIMES - 1)], words[size :: size * (TIMES - 1)])) for size in range(1, MAX_WORDS + 1)
    ):
        # a loop of so many words has an equal word at every place that is compared
        return
    last: dict[str, int] = {}
    run, distance = 0, 0
    spans: list[tuple[int, int]] | None = None
    for number, word in enumerate((*words, "")):
        seen = last.get(word, -1)
        apart = number - seen if seen >= 0 else 0
        if apart == distance and apart:
            run += 1
        else:
            if run >= (TIMES - 1) * distance > 0:
                spans = spans or [match.span() for match in WORD.finditer(view.text, start, end)]
                first = number - run - distance
                yield from _loop(
                    view, spans[first + distance - 1][1], spans[number - 1][1], words[first : first + distance], run // distance + 1
                )
            run, distance = (1, apart) if apart and apart <= MAX_WORDS else (0, 0)
        last[word] = number


def _loop(view: View, start: int, end: int, words: list[str], times: int) -> Iterator[Finding]:
    """A loop of words, when it is none of sounds, numbers or marks."""
    unit = " ".join(words)
    letters = set(LETTER.findall(unit.lower()))
    if not letters or all(SOUND.fullmatch(word) for word in words) or (len(letters) < MIN_LETTERS and max(letters) < "\u2e80"):
        return
    if view.is_protected(start, end):
        return
    yield RULE.finding(start, end, f"“{unit}” stands here {times} times on end", replacement="", evidence={"times": times})


def _of_characters(view: View) -> Iterator[Finding]:
    """Loops in text whose words have no spaces."""
    points = view.points
    text = view.text
    reach = 0
    for size in CHARS:
        if len(points) < size * TIMES:
            return
        edges = np.flatnonzero(np.diff(np.concatenate(([0], points[size:] == points[:-size], [0])).astype(np.int8)))
        for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            unit = text[first : first + size]
            if last - first < size * (TIMES - 1) or first < reach or " " in unit or "\n" in unit:
                continue
            if len({char for char in unit if char >= "\u2e80" and char.isalpha()}) < 2 or view.is_protected(first, last + size):
                continue
            end = first + (last - first + size) // size * size
            reach = end
            times = (end - first) // size
            yield RULE.finding(first + size, end, f"“{unit}” stands here {times} times on end", replacement="", evidence={"times": times})


RULE: Rule[View] = Rule(
    "decoder-loop",
    Kind.DUPLICATION,
    find,
    report_only=True,
    severity=Severity.MAJOR,
    confidence=0.9,
    cases=(
        "The dock is a place of exercise⟦ exercise exercise exercise exercise exercise~⟧ and more.",
        "The rain, the rain was heavy and we will⟦ we will we will we will we will~⟧ see.",
        "He laughed: ha ha ha ha ha ha ha, and la la la la la la la.",
        "0 0 0 0 0 0 0 0",
        "| a | a | a | a | a | a |",
        "It was very very very very very far.",
        Case("这是一个办法。 (掌声)⟦ (掌声) (掌声) (掌声) (掌声) (掌声)~⟧", target="zh"),
        Case("我们需要⟦我们需要我们需要我们需要我们需要~⟧更多的信息。", target="zh"),
        Case("哈哈哈哈哈哈哈哈，好好好好好好。", target="zh"),
    ),
)
