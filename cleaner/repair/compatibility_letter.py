"""A letter in its form of typesetting: the ligature in "ﬁnal" and "oﬃce", the Arabic presentation forms of "ﻣﻨﺼﺔ".

Why: PDF files carry the shapes that were printed; search, glossary look-up and language identification do not know them.
How: the letters that the shapes stand for (Unicode's own compatibility mappings), one finding a word. Where the Arabic forms show that a line is
written from its last letter to its first, it is only reported: normal letters would hide that.
Left alone: a shape that stands alone, as in tables of letters, unless the line has whole words of them; shapes beside a tatweel; lines that
name code points or speak of ligatures; code and addresses; words that have become a sign (ﷲ, ﷺ, ﷼) and ornate brackets.
Source: Unicode Standard, Alphabetic Presentation Forms and Arabic Presentation Forms-A and -B, which are kept for old encodings only.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from cleaner.annotation import Kind, Safety
from cleaner.repair.view import RepairView
from cleaner.rule import Found, Labels, Rule
from cleaner.scan import RepairMark, chars_marked

ABOUT = re.compile(
    r"\bU\+F[0-9A-E]|\\uF[0-9A-E]|\bligatures?\b|\bpresentation forms?\b|\bligaturen?\b|(?<![^\W\d_])[\ufef5-\ufefa](?![^\W\d_])",
    re.IGNORECASE,
)
"""A line that speaks about such letters; lam-alef with a hamza or madda alone is no word, so it is spoken about, too."""
MAX_WORD = 48
"""Letters of a word that are looked at on each side of a shape, so that a text without blanks costs no more than others."""
TATWEEL = "\N{ARABIC TATWEEL}"


@cache
def _shapes() -> re.Pattern[str]:
    """A shape, and every shape after it that only letters stand between."""
    chars = "".join(map(chr, chars_marked(RepairMark.COMPATIBILITY)))
    return re.compile(f"[{chars}][^\\W\\d_]*")


@cache
def _form(char: str) -> str:
    """How an Arabic shape joins: "initial", "medial", "final", "isolated", or "" for what is none."""
    return unicodedata.decomposition(char).partition(">")[0].lstrip("<") if char >= "\ufb50" else ""


def find(view: RepairView) -> Iterator[Found]:
    text = view.text
    line_end, words, backward, about = -1, False, False, False
    for match in _shapes().finditer(text):
        if match.start() > line_end:
            line_start = text.rfind("\n", 0, match.start()) + 1
            line_end = text.find("\n", match.start())
            line_end = line_end if line_end >= 0 else len(text)
            line = text[line_start:line_end]
            about = ABOUT.search(line) is not None
            words, backward = _joins(line)
        start, end = _word(text, *match.span())
        word = text[start:end]
        normal = _normal(word)
        alone = len(word) == 1 and (len(normal) == 1 or word < "\ufb50")
        beside = text[start - 1 : start] + text[end : end + 1]
        if about or (alone and not words) or TATWEEL in beside or TATWEEL in word or normal == word or view.is_protected(start, end):
            continue
        shape = match[0][0]
        if backward and shape >= "\ufb50":
            yield Found(
                start,
                end,
                "these Arabic letters are shapes of typesetting, and their forms show that the line is written backwards",
                safety=Safety.REVIEW,
            )
        else:
            yield Found(
                start,
                end,
                f"“{word}” is written with {unicodedata.name(shape)} (U+{ord(shape):04X}), a shape of typesetting that search does not match",
                replacement=normal,
            )


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """The word around a run of letters, so far as it is looked at."""
    first = start
    while first > max(0, start - MAX_WORD) and text[first - 1].isalpha():
        first -= 1
    return first, end


def _normal(word: str) -> str:
    """A word in the letters that its shapes stand for, all others untouched."""
    marked = _marked()
    return "".join(unicodedata.normalize("NFKC", char) if char in marked else char for char in word)


@cache
def _marked() -> frozenset[str]:
    return frozenset(map(chr, chars_marked(RepairMark.COMPATIBILITY)))


def _joins(line: str) -> tuple[bool, bool]:
    """Whether a line has words of Arabic shapes, and whether these join from the last letter to the first."""
    forward = backward = 0
    for one, other in pairwise(line):
        pair = _form(one), _form(other)
        if all(pair):
            ahead = (pair[0] in ("initial", "medial")) == (pair[1] in ("medial", "final"))
            back = (pair[0] in ("medial", "final")) == (pair[1] in ("initial", "medial"))
            forward += ahead and not back
            backward += back and not ahead
    return forward > 0, backward > forward


RULE: Rule[RepairView] = Rule(
    "compatibility-letter",
    Kind.ENCODING,
    find,
    labels=Labels("Linguistic conventions › Character encoding (x-presentation-form)", "characters", (10, 30), ("note", "note")),
    safety=Safety.SAFE,
    confidence=0.99,
    cases=(
        "the ⟦ﬁnal|final⟧ result of the ⟦oﬃce|office⟧",
        "⟦ﻣﻨﺼﺔ|منصة⟧ ⟦ﻭﺍﺣﺪﺓ|واحدة⟧. ⟦ﻓﺮﺹ|فرص⟧",
        "هذه ⟦اﻹدارة|الإدارة⟧ ⟦وﻻ|ولا⟧ شيء",
        "⟦ﺔﺼﻨﻣ⟧ ⟦ﺔﺳﺎﻴﺴﻟﺍ⟧",
        "the letter ﬁ and the ﬀ of a type case",
        "the ligatures in oﬃce and ﬁnal",
        "الحرف ﺑ ﺒ ﺐ ﺏ في أول الكلمة",
        "دعم الحروف المركبة \ufefb \ufef5 \ufef9 \ufef7 في النص",
        "ﷲ ﷺ 100 ﷼ ﴾ آية ﴿",
        "run `ﬁnal` now",
    ),
)
