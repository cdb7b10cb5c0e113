"""Whether a word in another script belongs where it is: an original, a title, a name, a unit."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from cleaner.languages.english import FUNCTION_WORDS
from cleaner.languages.identify import CJK
from cleaner.languages.readings import pinyin
from cleaner.languages.tags import ENDONYMS
from cleaner.patterns import regex
from cleaner.rules.untranslated.marks import BRACKETS, QUOTES, TITLE_MARKS, inside

CONTEXT = 80
"""Code points of the line before a word that are read."""
BRACKET_CONTEXT = 160
"""Code points of the line after a word that are read: its closing bracket may be that far."""
BAR = "丨"
"""A Han character (a stroke) that pages use as a vertical bar."""
SIGNS_ALONE = frozenset({"の", "々", "ツ"})
"""Characters that texts in other languages use as signs, unless they are between letters."""
NUMBER_SCALES = frozenset({"万", "萬", "亿", "億", "万亿", "萬億"})
INITIAL = regex(r"\.\s?[A-Z](?:\.|[a-z])")
ROUBLES, AMOUNT = regex("[рР]"), regex(r"\d\s?\Z")
LETTERS = regex(r"[^\W\d_]+")
MULTIPLICATION = regex(r"х(?:\s?\d+\s?х)*")
"""The Cyrillic letter in place of a multiplication sign: "90х190х27"."""
BETWEEN_NAMES = regex(r"[\s·・，、()（）]+")
FACE = regex(r"[(（][^()（）\w]*[\u3040-\u30ff][^()（）]{0,6}[)）]|\\_?[(（]ツ[)）]")
LATIN_TITLE = regex("[A-Za-z]{3}")
INTRODUCES = regex(
    r"\b(?:characters?|words?|terms?|letters?|phrases?|surnames?|idioms?|hashtags?|written(?: as)?|spelled|spelt|meaning|pronounced|ideographs?|kanji|hanzi|"
    r"translate[ds]?|translating|type[ds]?|typing|searche?[ds]?(?: for)?|difference between|novel|magazine|newspaper|film|movie|album|song|band|hotel)"
    r"\s*(?:for\s+\w+\s*)?[,:]?\s*$",
    re.IGNORECASE,
)
"""Phrases that introduce a mentioned (not used) word: "the character “福”"."""
LABEL = regex(
    r"\b(?:chinese|mandarin|cantonese|japanese|korean|russian|ukrainian|arabic|hebrew|thai|hindi|greek|persian|pinyin|hanzi|kanji|hangul|"
    r"simplified|traditional|literally|lit|romanized|romanised|jyutping|romaji)\b|[:：]\s*$",
    re.IGNORECASE,
)
"""What introduces an original in brackets: "(Chinese: 樞密院)"."""
LAST_WORD = regex(r"[^\W\d_]+(?=\s*\Z)")
MAX_BRACKETED_WORDS = 4
"""Words in brackets that are an original and its pronunciation; more are a remark of its own."""
WORD_BEFORE, WORD_AFTER = regex(r"[\w”\"’'»%]\s*$"), regex(r"\s*\w")
TRANSLATION_BEFORE = regex(r"(?:[A-Z][\w'’-]*|[”\"’'])\s*$")
"""A name or a quotation, which an original in quotation marks may follow."""
NAME_BEFORE = regex(r"([A-Z][A-Za-zü'’-]*(?:\s+[A-Z][A-Za-zü'’-]*){0,3})\s*$")
MIN_NAME, MAX_NAME = 2, 6
"""Characters of a Chinese name of a person or a place that its pinyin may precede."""


class _Place(NamedTuple):
    """A word in another script with what is around it in its line."""

    word: str
    script: str
    before: str
    after: str


def belongs(text: str, line: tuple[int, int], start: int, end: int, script: str) -> bool:
    """Whether a word in another script is meant to be where it is.

    Args:
        text: the text.
        line: start and end of the line of the word.
        start, end: the word.
        script: ISO 15924 name of its script.
    """
    place = _Place(text[start:end], script, text[max(line[0], start - CONTEXT) : start], text[end : min(line[1], end + BRACKET_CONTEXT)])
    for reader in _READERS:
        answer = reader(place)
        if answer is not None:
            return answer
    return False


def _sign(place: _Place) -> bool | None:
    """A character used as a sign."""
    alone = not (place.before[-1:].isalpha() and place.after[:1].isalpha())
    return True if place.word == BAR or (place.word in SIGNS_ALONE and alone) else None


def _number_scale(place: _Place) -> bool | None:
    """A scale word after digits: `number-slip` has it, number and all."""
    return True if place.word in NUMBER_SCALES and place.before[-1:].isdigit() else None


def _single_letter(place: _Place) -> bool | None:
    """A letter alone is a sign, except for roubles and for an initial of a name in Latin letters."""
    word, script, before, after = place
    if script in CJK or len(word) > 1:
        return None
    if script != "Cyrl":
        return True
    roubles = ROUBLES.fullmatch(word) and AMOUNT.search(before)
    initial = word.isupper() and not before.strip()[-1:].isalpha() and INITIAL.match(after)
    return not (roubles or initial)


def _symbol(place: _Place) -> bool | None:
    """Letters used as symbols: of formulas, multiplication signs, single letters of hangul."""
    word, script = place.word, place.script
    symbol = (
        (script == "Grek" and all(len(each) < 3 for each in LETTERS.findall(word)))
        or (script == "Cyrl" and MULTIPLICATION.fullmatch(word) is not None)
        or (script == "Hang" and all("\u3130" <= char <= "\u318f" for char in word))
    )
    return True if symbol else None


def _language_names(place: _Place) -> bool | None:
    """Names of languages, as lists of languages have them; between two words they do not belong."""
    if not all(name in ENDONYMS for name in BETWEEN_NAMES.split(place.word.lower())):
        return None
    return not (WORD_AFTER.match(place.after) and WORD_BEFORE.search(place.before))


def _face(place: _Place) -> bool | None:
    return True if FACE.search(place.before[-4:] + place.word + place.after[:4]) else None


def _title(place: _Place) -> bool | None:
    """A word in title marks, unless the rest of the title is in Latin letters."""
    if not inside(place.before, place.after, TITLE_MARKS):
        return None
    head = re.split(f"[{''.join(TITLE_MARKS)}]", place.before)[-1]
    tail = re.split(f"[{''.join(TITLE_MARKS.values())}]", place.after)[0]
    return not (LATIN_TITLE.search(head) or LATIN_TITLE.search(tail))


def _mentioned(place: _Place) -> bool | None:
    return True if INTRODUCES.search(place.before.rstrip("“\"‘'「『 ")) else None


def _bracketed(place: _Place) -> bool | None:
    """An original in brackets after its translation, or with a label before it."""
    parts = _enclosed(place, BRACKETS)
    if parts is None:
        return None
    outside, inner, rest = parts
    if LABEL.search(inner) or LABEL.search(rest):
        return True
    last = LAST_WORD.search(outside)
    if last is not None and last[0].lower() in FUNCTION_WORDS:
        return None
    few = len((inner + " " + rest[:40]).split()) <= MAX_BRACKETED_WORDS
    return True if few and WORD_BEFORE.search(outside) else None


def _quoted(place: _Place) -> bool | None:
    """An original alone in quotation marks after its translation."""
    parts = _enclosed(place, QUOTES)
    if parts is None:
        return None
    outside, inner, rest = parts
    alone = not inner.strip() and not rest.strip() and not outside.rstrip().endswith((",", ":"))
    return True if alone and TRANSLATION_BEFORE.search(outside) else None


def _enclosed(place: _Place, marks: dict[str, str]) -> tuple[str, str, str] | None:
    """What is before the marks around a word, and in them before and after it; None without any."""
    at = max(map(place.before.rfind, marks))
    if at < 0:
        return None
    closing, inner = marks[place.before[at]], place.before[at + 1 :]
    if closing in inner or closing not in place.after:
        return None
    return place.before[:at], inner, place.after[: place.after.index(closing)]


def _name_in_pinyin(place: _Place) -> bool | None:
    """A name after its own pinyin: "Zhang Ming 张明"."""
    if place.script != "Hani" or not MIN_NAME <= len(place.word) <= MAX_NAME:
        return None
    match = NAME_BEFORE.search(place.before)
    if match is None:
        return None
    plain = unicodedata.normalize("NFD", pinyin(place.word).replace(" ", ""))
    toneless = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    return True if re.sub(r"[^a-zü]", "", match[1].lower()).endswith(toneless) else None


_READERS: tuple[Callable[[_Place], bool | None], ...] = (
    _sign,
    _number_scale,
    _single_letter,
    _symbol,
    _language_names,
    _face,
    _title,
    _mentioned,
    _bracketed,
    _quoted,
    _name_in_pinyin,
)
"""Each answers, or leaves it to the next with None: special cases first, then marks."""
