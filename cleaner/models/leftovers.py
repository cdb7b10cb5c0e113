"""How likely words in Latin letters, in a text of another script, are untranslated.

People accept most of them: brands, acronyms, handles, names where names are kept, originals in
brackets. What they mark differs by script: into Russian the names of social networks are
transliterated, into Chinese and Japanese lower-case words are marked. So the score adds points for
features of the words and of their line, some for all scripts and some for one, and a table says how
often people marked words with so many points. `leftovers.json` holds points and table,
`leftovers.md` is the card.
"""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from cleaner.errors import ModelError
from cleaner.languages.english import FUNCTION_WORDS
from cleaner.languages.english import words as english_words
from cleaner.patterns import regex

LETTER = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
RUN = regex(rf"[{LETTER}][{LETTER}0-9_'’&/.+-]*(?:,?[ \u00a0]{{1,3}}[{LETTER}&][{LETTER}0-9_'’&/.+-]*)*")
"""Words in Latin letters with nothing but blanks and commas between them."""
TAIL = ".'’&/-+"
WORD = regex(rf"[{LETTER}]+(?:['’][{LETTER}]+)*")
HAN = regex("[\u4e00-\u9fff]")
CUT = regex(rf"[\u4e00-\u9fff](?= {{1,3}}[\u4e00-\u9fff]| {{3}}[{LETTER}])|[{LETTER}](?= {{3}}[\u4e00-\u9fff])")
"""Chinese with spaces between its words, as older translation engines write it."""
SPACED = 6
"""Han characters per such space, at most, in a line that is written like that."""
SAMPLE = 2000
"""Code points of a line that are searched for them."""
OPENING, CLOSING = regex(r"[(（\[【]\s*\Z"), regex(r"\s*[)）\]】]")
DIGIT_BEFORE, DIGIT_AFTER = regex(r"\d\s?\Z"), regex(r"\s?\d")
TAG_BEFORE = regex(r"[#@＠＃]\s?\Z")
MARKUP = regex(r"[<>{}=_\\]|&\w+;")
POSSESSIVE = regex(r"\s?['’]\s?s\b")
INNER = regex("[a-z][A-Z]")
NETWORKS = frozenset({"Facebook", "Instagram", "Twitter"})
INTERNATIONAL = frozenset("BBC CD CIA CNN COVID Covid DJ DNA DVD FBI GPS HIV MP3 NASA RNA SARS SMS SOS TV USB VIP".split())
"""Abbreviations that most languages write in Latin letters."""
ACCEPTED = frozenset({"none", "letter", "two capitals", "acronym", "all capitals", "mixed"})
TRANSLITERATED = frozenset({"cyrl", "indic"})
"""Groups that write abbreviations in their own letters so often that only the score can decide."""
COMMON, EVERYDAY = 4, 5
"""Frequency classes from which on a word is an English word and not a name that looks like one."""
GROUPS = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), "cyrl"),
    **dict.fromkeys(("bn", "gu", "hi", "kn", "ml", "mr", "ne", "or", "pa", "si", "ta", "te"), "indic"),
    **dict.fromkeys(("ar", "fa", "he", "ps", "ug", "ur", "yi"), "abjad"),
    "ja": "ja",
    "ko": "ko",
    "zh": "zh",
}
"""Languages whose translators accept the same words; for others only the points for all count."""


POINTS = Path(__file__).with_name("leftovers.json")
REMEDY = 'install the package again, or leave out what needs it (ignore=["untranslated-fragment", "untranslated-passage"])'


@dataclass(frozen=True, slots=True)
class Card:
    """The learned points.

    Attributes:
        points: by feature, 20 for 1.0 of the log-odds; a feature of one group alone is written
            `group:feature`.
        thresholds: points from which words are reported, by group; "" is for the others.
        chances: by group, rows of points and the share of words with at least so many points that
            people marked; "" is for the others.
    """

    points: dict[str, int]
    thresholds: dict[str, int]
    chances: dict[str, list[tuple[int, float]]]

    def __post_init__(self) -> None:
        rising = all(rows == sorted(rows) and all(0 <= share <= 1 for _, share in rows) for rows in self.chances.values())
        whole = all(isinstance(each, int) for each in (*self.points.values(), *self.thresholds.values()))
        if not (rising and whole and "" in self.thresholds and self.chances[""]):
            raise ValueError("the tables do not fit each other")

    def score(self, run: "Run") -> int:
        """The points of words."""
        points, own = self.points, f"{run.group}:"
        return sum([points.get(name, 0) + points.get(own + name, 0) for name in run.features])

    def probability(self, group: str, score: int) -> float:
        """The share of words with so many points that people marked."""
        rows = self.chances.get(group) or self.chances[""]
        return rows[max(0, bisect_right(rows, score, key=lambda row: row[0]) - 1)][1]

    def reported(self, group: str, score: int) -> bool:
        """Whether words with so many points are reported."""
        return score >= self.thresholds.get(group, self.thresholds[""])


@cache
def card(path: Path = POINTS) -> Card:
    """The points of a file, by default those that ship.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        return Card(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise ModelError(f"{path} is missing: {REMEDY}") from None
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as cause:
        raise ModelError(f"{path} is damaged ({type(cause).__name__}): {REMEDY}") from cause


@dataclass(frozen=True, slots=True)
class Run:
    """Words in Latin letters.

    Attributes:
        start, end: their span in the text.
        features: what has points; sorted.
        group: the group of languages that the text is in.
    """

    start: int
    end: int
    features: tuple[str, ...]
    group: str


def probability(run: Run) -> float | None:
    """The probability that the words are untranslated; None where it is too low to be reported."""
    learned = card()
    score = learned.score(run)
    return learned.probability(run.group, score) if learned.reported(run.group, score) else None


def runs(text: str, start: int, end: int, code: str, source: frozenset[str] | None = None) -> Iterator[Run]:
    """The words in Latin letters of a line (see `Line`)."""
    line = Line(text, start, end, code, source)
    return (line.run(*span) for span in line.spans)


class Line:
    """A line with words in Latin letters.

    Args:
        text: holds the line.
        start, end: of the line.
        code: language of the text.
        source: the words of what it is a translation of (`vocabulary`), where that is known.
    """

    def __init__(self, text: str, start: int, end: int, code: str, source: frozenset[str] | None = None) -> None:
        self._text, self._start, self._end, self._source = text, start, end, source
        self.spans: list[tuple[int, int]] = []
        """Start and end of each run of words in the text."""
        for match in RUN.finditer(text, start, end):
            stop = match.end()
            while text[stop - 1] in TAIL:
                stop -= 1
            self.spans.append((match.start(), stop))
        self._group = GROUPS.get(code, "")
        if self._group == "zh" and _spaced(text[start : min(end, start + SAMPLE)]):
            self._group = "zh-spaced"

    @cached_property
    def _features(self) -> list[str]:
        latin = sum(sum(map(str.isalpha, self._text[begin:stop])) for begin, stop in self.spans)
        letters = sum(map(str.isalpha, self._text[self._start : self._end]))
        return [f"runs {min(4, len(self.spans))}", f"share {min(4, 5 * latin // max(1, letters))}"]

    @cached_property
    def _times(self) -> Counter[str]:
        return Counter(self._text[begin:stop] for begin, stop in self.spans)

    def keeps(self, words: str) -> bool:
        """Whether some words of the line are a brand in mixed case, or an abbreviation that most people accept."""
        if self._group == "zh-spaced":
            return False
        kind = _of_words(words)[0]
        return kind == "mixed" or (self._group not in TRANSLITERATED and kind in ACCEPTED)

    def run(self, begin: int, stop: int) -> Run:
        """The words of one of the spans."""
        words = self._text[begin:stop]
        features = ["altered"] if self._source is not None and _altered(words, self._source) else []
        if self._group == "zh-spaced":
            features.append(_of_engine(self._text, begin, stop, self._start, self._end))
        else:
            features += self._features
            features += _of_words(words)
            features += _of_place(self._text, begin, stop, self._start, self._end, self._group)
        if self._times[words] > 1 and stop - begin > 2:
            features.append("repeated")
        return Run(begin, stop, tuple(sorted(features)), self._group)


def vocabulary(source: str) -> frozenset[str]:
    """The words of a text in Latin letters, with and without an s at the end."""
    words = {word.lower() for word in WORD.findall(source)}
    return frozenset(words | {word.removesuffix("s") for word in words})


def _spaced(line: str) -> bool:
    cuts = len(CUT.findall(line))
    return cuts > 0 and cuts * SPACED >= len(HAN.findall(line))


def _altered(run: str, source: frozenset[str]) -> bool:
    """Whether the words differ from the source: what an engine spells anew is rarely intended."""
    return not all(word in source for word in WORD.findall(run.lower()))


def _of_engine(text: str, begin: int, stop: int, start: int, end: int) -> str:
    """The only feature of words that older engines leave: most are names."""
    words = WORD.findall(text, begin, stop)
    kind = _kind(words, sum(map(str.islower, words)))
    quoted = '"' in (text[max(start, begin - 4) : begin].strip()[-1:], text[stop : min(end, stop + 4)].strip()[:1])
    known = english_words()
    unknown = kind in {"names", "two names"} and all(known.get(word.lower(), 0) < COMMON for word in words)
    return "engine kept" if kind in ACCEPTED or kind == "short low" or quoted or unknown else "engine words"


@lru_cache(maxsize=1 << 12)
def _of_words(run: str) -> tuple[str, ...]:
    """Features of the words themselves, their kind first; the same words recur."""
    return tuple(_read_words(run))


def _read_words(run: str) -> Iterator[str]:
    words = WORD.findall(run)
    lower = [word for word in words if word.islower()]
    yield _kind(words, len(lower))
    yield "any"
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
    """The letter case and number of the words: one feature for each run."""
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
    """Features of what is around the words."""
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
