"""A letter in a form for typesetting: the ligatures in "ﬁnal" and "oﬃce", the Arabic presentation
forms in "ﻣﻨﺼﺔ".

Why: PDF files contain the printed forms; search, glossary look-up and language identification do
not know them.
How: each form becomes its normal letters (Unicode's compatibility mappings), one finding for each
word. If Arabic forms show that a line is written backwards, it is only reported: normal letters
would hide that.
Left alone: a single form, as in tables of letters, unless its line has words of them; forms next to
a tatweel; lines about code points or ligatures; code and addresses; words used as a sign (ﷲ, ﷺ, ﷼)
and ornate brackets.
Source: Unicode Standard, Alphabetic Presentation Forms and Arabic Presentation Forms-A and -B,
which exist only for compatibility with old encodings.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from cleaner.annotation import Kind, Safety
from cleaner.codepoints import RepairMark, chars_marked
from cleaner.document import Finding
from cleaner.patterns import regex
from cleaner.repair.view import RepairView
from cleaner.rule import Labels, Rule

ABOUT = regex(
    r"\bU\+F[0-9A-E]|\\uF[0-9A-E]|\bligatures?\b|\bpresentation forms?\b|\bligaturen?\b|(?<![^\W\d_])[\ufef5-\ufefa](?![^\W\d_])",
    re.IGNORECASE,
)
"""A line about such letters; a single lam-alef with hamza or madda is not a word, so it is a
mention."""
MAX_WORD = 48
"""Letters of a word that are read on each side of a form: keeps time linear in texts without
blanks."""
TATWEEL = "\N{ARABIC TATWEEL}"


@cache
def _shapes() -> re.Pattern[str]:
    """A form, with the letters after it."""
    chars = "".join(map(chr, chars_marked(RepairMark.COMPATIBILITY)))
    return re.compile(f"[{chars}][^\\W\\d_]*")


@cache
def _form(char: str) -> str:
    """The joining of an Arabic form, such as "initial" or "isolated"; "" for other characters."""
    return unicodedata.decomposition(char).partition(">")[0].lstrip("<") if char >= "\ufb50" else ""


def find(view: RepairView) -> Iterator[Finding]:
    text = view.text
    line_end, words, backward, about = -1, False, False, False
    for match in _shapes().finditer(text):
        if match.start() > line_end:
            line_start, line_end = view.line_at(match.start())
            line = text[line_start:line_end]
            about = ABOUT.search(line) is not None
            words, backward = _joins(line)
        start, end = _word(text, *match.span())
        word = text[start:end]
        normal = _normal(word)
        alone = len(word) == 1 and (len(normal) == 1 or word < "\ufb50")
        if (
            about
            or (alone and not words)
            or TATWEEL in text[max(0, start - 1) : end + 1]
            or normal == word
            or view.is_protected(start, end)
        ):
            continue
        shape = match[0][0]
        if backward and shape >= "\ufb50":
            yield RULE.finding(
                start,
                end,
                "these Arabic letters are shapes of typesetting, and their forms show that the line is written backwards",
                safety=Safety.REVIEW,
            )
        else:
            yield RULE.finding(
                start,
                end,
                f"“{word}” is written with {unicodedata.name(shape)} (U+{ord(shape):04X}), a shape of typesetting that search does not match",
                replacement=normal,
            )


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """The word that ends with a run of letters, at most `MAX_WORD` letters before it."""
    first = start
    while first > max(0, start - MAX_WORD) and text[first - 1].isalpha():
        first -= 1
    return first, end


def _normal(word: str) -> str:
    """A word with normal letters for its forms."""
    return "".join(unicodedata.normalize("NFKC", char) if _shapes().match(char) else char for char in word)


def _joins(line: str) -> tuple[bool, bool]:
    """Whether a line has words of Arabic forms, and whether they are written backwards."""
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
