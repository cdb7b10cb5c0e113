"""How likely words in Latin letters, in a text that is written in another script, were left untranslated.

People accept most of them: brands, acronyms, handles, names where names are kept, originals in brackets. What they mark differs by
script: into Russian the names of social networks are transliterated, into Chinese and Japanese lower-case words are what stands out. So
the score is a card of points for features of the words and of their line, some for all scripts and some for one, added up and made a
probability. `leftovers.json` holds the points, `leftovers.md` says what they were learned from and how good they are.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cleaner.languages.english import FUNCTION_WORDS
from cleaner.languages.english import words as english_words

LETTER = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
RUN = re.compile(rf"[{LETTER}][{LETTER}0-9_'’&/.+-]*(?:,?[ \u00a0]{{1,3}}[{LETTER}&][{LETTER}0-9_'’&/.+-]*)*")
"""Words in Latin letters with nothing but blanks and commas between them."""
TAIL = ".'’&/-+"
WORD = re.compile(rf"[{LETTER}]+(?:['’][{LETTER}]+)*")
CUT = re.compile("[\u4e00-\u9fff] {1,3}[\u4e00-\u9fff]")
"""Chinese with spaces between its words, as older translation engines write it."""
SPACED = 2
OPENING, CLOSING = re.compile(r"[(（\[【]\s*\Z"), re.compile(r"\s*[)）\]】]")
DIGIT_BEFORE, DIGIT_AFTER = re.compile(r"\d\s?\Z"), re.compile(r"\s?\d")
TAG_BEFORE = re.compile(r"[#@＠＃]\s?\Z")
MARKUP = re.compile(r"[<>{}=_\\]|&\w+;")
POSSESSIVE = re.compile(r"\s?['’]\s?s\b")
INNER = re.compile("[a-z][A-Z]")
NETWORKS = frozenset({"Facebook", "Instagram", "Twitter"})
INTERNATIONAL = frozenset("BBC CD CIA CNN COVID Covid DJ DNA DVD FBI GPS HIV MP3 NASA RNA SARS SMS SOS TV USB VIP".split())
"""Abbreviations that most languages write in Latin letters."""
COMMON, EVERYDAY = 4, 5
"""Classes of English words, from which on a word is one that is meant and not a name that happens to be one."""
GROUPS = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), "cyrl"),
    **dict.fromkeys(("bn", "gu", "hi", "kn", "ml", "mr", "ne", "or", "pa", "si", "ta", "te"), "indic"),
    **dict.fromkeys(("ar", "fa", "he", "ps", "ug", "ur", "yi"), "abjad"),
    "ja": "ja",
    "ko": "ko",
    "zh": "zh",
}
"""Languages whose translators were found to accept alike; any other is judged by what holds for all."""


@dataclass(frozen=True, slots=True)
class Card:
    """The learned points.

    Attributes:
        points: by feature; a feature of one group alone is written `group:feature`.
        thresholds: least probability of a leftover, by group; "" is for the others.
    """

    points: dict[str, float]
    thresholds: dict[str, float]


@cache
def card() -> Card:
    """The points that ship."""
    values = json.loads(files("cleaner.models").joinpath("leftovers.json").read_text(encoding="utf-8"))
    return Card(values["points"], values["thresholds"])


@dataclass(frozen=True, slots=True)
class Run:
    """Words in Latin letters.

    Attributes:
        start, end: where they stand in their text.
        features: what the points are for; sorted.
        group: whose points count.
    """

    start: int
    end: int
    features: tuple[str, ...]
    group: str


def probability(run: Run, points: Card | None = None) -> float:
    """How likely the words were left untranslated; two decimals."""
    points = points or card()
    total = sum(points.points.get(name, 0.0) + points.points.get(f"{run.group}:{name}", 0.0) for name in run.features)
    return round(1 / (1 + math.exp(-total)), 2)


def threshold(group: str) -> float:
    """The probability from which on words of a group are reported."""
    thresholds = card().thresholds
    return thresholds.get(group, thresholds[""])


def runs(text: str, start: int, end: int, code: str) -> Iterator[Run]:
    """The words in Latin letters of a line.

    Args:
        text: holds the line.
        start, end: of the line.
        code: language of the text.
    """
    spans = []
    for match in RUN.finditer(text, start, end):
        stop = match.end()
        while text[stop - 1] in TAIL:
            stop -= 1
        spans.append((match.start(), stop))
    if not spans:
        return
    group = GROUPS.get(code, "")
    if group == "zh" and sum(1 for _, _ in zip(CUT.finditer(text, start, end), range(SPACED), strict=False)) == SPACED:
        group = "zh-spaced"
    latin = sum(sum(map(str.isalpha, text[begin:stop])) for begin, stop in spans)
    letters = sum(map(str.isalpha, text[start:end]))
    line = [f"runs {min(4, len(spans))}", f"share {min(4, 5 * latin // max(1, letters))}"]
    times = Counter(text[begin:stop] for begin, stop in spans)
    for begin, stop in spans:
        words = text[begin:stop]
        features = [*line, *_of_words(words), *_of_place(text, begin, stop, start, end, group)]
        if times[words] > 1 and stop - begin > 2:
            features.append("repeated")
        yield Run(begin, stop, tuple(sorted(features)), group)


def _of_words(run: str) -> Iterator[str]:
    """What the words look like."""
    words = WORD.findall(run)
    lower = [word for word in words if word.islower()]
    yield "any"
    yield _kind(words, len(lower))
    known = english_words()
    if common := sum(len(word) > 2 and known.get(word, 0) >= COMMON for word in lower):
        yield f"common {min(common, 3)}"
    elif lower:
        yield "rare"
    if long := sum(len(word) > 3 for word in lower):
        yield f"lower {min(long, 3)}"
    if any(word in FUNCTION_WORDS for word in lower):
        yield "function word"
    capital = [word for word in words if word[0].isupper() and len(word) > 2 and not word.isupper()]
    if capital and all(known.get(word.lower(), 0) >= EVERYDAY for word in capital):
        yield "everyday capital"
    if any(word.lower() not in known for word in capital):
        yield "unknown capital"
    if run in NETWORKS:
        yield "network"
    if run.split("-", maxsplit=1)[0] in INTERNATIONAL:
        yield "international"
    if INNER.search(run):
        yield "inner capital"
    if any(map(str.isdigit, run)):
        yield "digit"
    if "-" in run:
        yield "hyphen"
    if "/" in run or "&" in run:
        yield "slash"
    if not run.isascii():
        yield "diacritic"


def _kind(words: list[str], lower: int) -> str:
    """The cut of the words: one feature for each run."""
    if not words:
        return "none"
    if len(words) > 1:
        if not lower:
            return "all capitals" if all(map(str.isupper, words)) else "two names" if len(words) == 2 else "names"
        return "one lower" if lower == 1 else "few lower" if lower <= 3 else "sentence"
    word = words[0]
    if len(word) == 1:
        return "letter"
    if word.isupper():
        return "two capitals" if len(word) == 2 else "acronym" if len(word) <= 6 else "shouted"
    if word.islower():
        return "low" if len(word) > 3 else "short low"
    if word[0].isupper() and word[1:].islower():
        return "capital" if len(word) > 3 else "short capital"
    return "mixed"


def _of_place(text: str, begin: int, stop: int, start: int, end: int, group: str) -> Iterator[str]:
    """What stands around the words."""
    before, after = text[max(start, begin - 8) : begin], text[stop : min(end, stop + 8)]
    if group not in {"ja", "zh", "zh-spaced"}:
        if before[-1:].isalpha():
            yield "glued before"
        if after[:1].isalpha() and group != "ko":
            yield "glued after"
    elif "\u30a0" <= before[-1:] <= "\u30fa":
        yield "after katakana"
    if DIGIT_BEFORE.search(before):
        yield "after digit"
    if DIGIT_AFTER.match(after):
        yield "before digit"
    if OPENING.search(before) or CLOSING.match(after):
        yield "bracket"
    if TAG_BEFORE.search(before):
        yield "tag"
    if MARKUP.search(before[-3:] + text[begin:stop][:200] + after[:3]):
        yield "markup"
    if POSSESSIVE.match(after):
        yield "possessive"
    if begin == start:
        yield "first"
