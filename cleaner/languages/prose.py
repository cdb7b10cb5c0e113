"""Whether a text with both scripts is Chinese, Japanese or Korean (CJK) or Latin prose.

A page of Chinese documentation can hold more Latin letters than Chinese characters: code,
addresses, commands, names. None of these tells the language of the text; the words of its sentences
do. So only free-standing words in Latin letters count, those with a blank, a mark or a CJK
character on both sides: lower-case words fully when English knows them or a function word is among
them, capitalised ones by half. Each CJK letter counts as much as the Latin letters that say the
same.

Measured on 8,500 clauses of Chinese, Japanese and Korean documents that hold Latin letters, and
6,300 English clauses with two to eight Han characters planted in them: with the rest of the
document known, 4 in 1,000 of the first and 35 in 1,000 of the second are taken for the other; of
the second these are clauses of one or two English words.
"""

import re
from collections.abc import Iterable
from enum import Enum
from functools import cache
from typing import NamedTuple

from cleaner.languages.english import FUNCTION_WORDS
from cleaner.languages.english import words as english_words
from cleaner.languages.phrases import function_words, languages
from cleaner.patterns import regex

DOMAINS = ("com", "org", "net", "edu", "gov", "info", "io", "cn", "ru", "uk", "jp", "de", "fr", "tv")
"""Top-level domains of addresses that are written without a scheme."""
PROTECTED = regex(
    rf"""
      ^```[^\n]*\n(?:(?!```)[^\n]*\n)*```                  # a fenced block of code
    | `[^`\n]+`                                            # a code span
    | \b(?:https?|ftp)://[^\W\d_]*[!#-;=?-~]*(?:(?<=[/=_%-])\w[\w!#-;=?-~]*)?  # an address; host and path may be international
    | \bwww\.[!#-;=?-~]+
    | \b(?:[A-Za-z0-9-]{{1,62}}\.){{1,4}}(?:{"|".join(DOMAINS)})\b(?:/[!#-;=?-~]*)?   # a bare host
    | (?<![\w.+-])[\w.+-]{{1,64}}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+
    | (?<![\w#＃])[#＃@＠]\w+                               # a hashtag or a handle; "##" is a heading mark
    | </?[A-Za-z!][^<>\n]*>                                # a tag
    | \]\([^()\s]*\)                                       # the target of a link
    | \{{[A-Za-z_$][\w.$]*\}}                                # a placeholder
    """,
    re.VERBOSE | re.MULTILINE,
)
"""What no rule about words may change, and what does not count as prose. Every alternative reads a stretch of text once: the search is linear."""
PROTECTED_SIGNS = ("`", "://", "www.", "@", "＠", "#", "＃", "<", "](", "{", *(f".{domain}" for domain in DOMAINS))
"""A text without any of these holds nothing protected."""
FRONT_MATTER = regex(r"\A(---|\+\+\+)[ \t]*\n(?=[\w-]+[ \t]*[:=])(?:(?!\1)[^\n]*\n)*\1[ \t]*(?:\n|\Z)")

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_WIDE = "\u2e80-\u9fff\uac00-\ud7fb\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
"""CJK letters and full-width marks: words need no space next to them."""
HAN = regex("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
SYLLABLE = regex("[\u1100-\u11ff\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u318f\uac00-\ud7fb\uff66-\uff9f]")
"""Kana, hangul and bopomofo."""
FREE_WORD = regex(
    rf"(?<![^\s{_WIDE}“”\"‘’'(\[*,.;:!?…—–-])[{_LATIN}]+(?:['’-][{_LATIN}]+)*(?=[.,;:!?)\]”\"’'*…—–]{{0,3}}(?:[\s{_WIDE}]|\Z))"
)
"""A word in Latin letters that is not part of an identifier, a path, an option or a call."""
MIN_CAPITAL_CLASS = 3
"""How common an English word with a capital must be (see `english.words`) to count: rarer ones are
names."""
CODE_WORDS = frozenset(
    "and any as by case catch class do else for from if import in is let like new not of off on or out over set then this try use where while with".split()
)
"""Function words that programming and query languages use, too; in a line of code they do not show
a sentence."""
CODE_ENDS = (";", "{", "}")
MIN_SENTENCE = 3
"""Words that a line of prose has at least."""
MIN_WORDS, MIN_WORD_SHARE = 6, 0.7
"""Words in a line, and the share of them made of letters alone, that make it prose in a language
without a list of function words."""

HAN_WEIGHT = 3
"""Latin letters that say as much as a Han character: 2.9 to 3.9 in human translations of nine sets
of news, finance, medicine and documentation."""
HAN_WEIGHT_BESIDE_LATIN = 2
"""The same where the rest of the document is in Latin letters: a few letters are then untranslated
text."""
SYLLABLE_WEIGHT = 2
"""The same of a kana or a hangul syllable."""
MIN_CONTEXT = 60
"""Weight that the rest of a document needs to say what a clause is in: about a sentence."""
MARKERS = (" the ", " of ", " to ", " that ", " was ", " were ", " are ", " be ", " which ", " your ", " you ", " we ")
"""English words that code hardly has."""
MARKER_LETTERS = 28
"""Letters of English prose for each of them: one word in six."""
CLEAR = 4
"""How many times as heavy one side must be by the quick count to need no closer look."""
MIN_CJK = 10
CJK_SHARE = 0.04
"""CJK letters, and their share of a text, below both of which they are a name in code and not the
language of the text."""


class Side(Enum):
    """Which of the two kinds of prose."""

    CJK = "cjk"
    LATIN = "latin"


class Weight(NamedTuple):
    """How much of a document is prose of either kind, in Latin letters."""

    cjk: float
    latin: float

    @property
    def side(self) -> Side:
        """The heavier kind."""
        return Side.CJK if self.cjk > self.latin else Side.LATIN


class _Latin(NamedTuple):
    """Letters of the separate words of a line: in lower-case words and capitalised ones."""

    lower: int
    upper: int


def protected_spans(text: str) -> list[tuple[int, int]]:
    """Spans of code, addresses, handles, markup and placeholders."""
    if "```" in text:
        return [match.span() for match in PROTECTED.finditer(text)]
    # but for blocks of code they lie within lines, and most lines have no sign of one
    lines: dict[int, int] = {}
    for sign in PROTECTED_SIGNS:
        at = text.find(sign)
        while at >= 0:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            lines[text.rfind("\n", 0, at) + 1] = end
            at = text.find(sign, end)
    return [match.span() for start in sorted(lines) for match in PROTECTED.finditer(text, start, lines[start])]


def without(text: str, spans: Iterable[tuple[int, int]], start: int = 0, end: int | None = None) -> str:
    """A part of a text with NUL for each protected span, so that no word borders on a span."""
    end = len(text) if end is None else end
    parts, at = [], start
    for first, last in spans:
        if last <= at:
            continue
        if first >= end:
            break
        parts += [text[at : max(at, first)], "\n" if "\n" in text[first:last] else "\0"]
        at = last
    parts.append(text[at:end])
    return "".join(parts)


def weigh(text: str, protected: Iterable[tuple[int, int]]) -> Weight:
    """How much of a text is prose of either kind, by its lines."""
    front = FRONT_MATTER.match(text)
    cjk = latin = 0.0
    for line in without(text, protected, front.end() if front else 0).split("\n"):
        letters = 0 if line.isascii() else _cjk(line, HAN_WEIGHT)
        if letters or _is_sentence(line):
            words = _latin(line, sentence=not letters)
            latin += words.lower + words.upper / 2
            cjk += letters
    return Weight(cjk, latin)


def _is_sentence(line: str) -> bool:
    """Whether a line without CJK letters is prose, not code, a command or a heading."""
    words = line.lower().split()
    if len(words) < MIN_SENTENCE or words[-1].endswith(CODE_ENDS):
        return False
    return not _function_words().isdisjoint(words) or (
        len(words) >= MIN_WORDS and sum(map(str.isalpha, words)) >= MIN_WORD_SHARE * len(words)
    )


def quick_weight(lowered: str, han: int, syllables: int, others: int) -> Weight | None:
    """The same from counts of a whole text, None where these do not tell clearly.

    Args:
        lowered: the text in lower case.
        han, syllables, others: its letters: Han, kana and hangul, and at least as many as all
        others.
    """
    cjk = HAN_WEIGHT * han + SYLLABLE_WEIGHT * syllables
    if cjk > others:
        return Weight(cjk, others)
    english = 0
    for marker in MARKERS:
        english += MARKER_LETTERS * lowered.count(marker)
        if english > CLEAR * cjk:
            return Weight(cjk, english)
    return None


def clause_side(clause: str, rest: Weight) -> Side:
    """What the prose of a clause is in.

    Args:
        clause: the clause, protected spans left out.
        rest: the weight of the document without the line of the clause. It decides where the clause
            has no CJK letter, and otherwise says how much names and other capitalised words count.
    """
    known = rest.side if max(rest) >= MIN_CONTEXT else None
    cjk = _cjk(clause, HAN_WEIGHT if known is Side.CJK else HAN_WEIGHT_BESIDE_LATIN)
    if not cjk:
        return known or Side.LATIN
    words = _latin(clause)
    capitals = {Side.CJK: 0.0, Side.LATIN: 1.0, None: 0.5}[known]
    return Side.CJK if cjk >= words.lower + capitals * words.upper else Side.LATIN


def _cjk(text: str, han: int) -> int:
    return han * len(HAN.findall(text)) + SYLLABLE_WEIGHT * len(SYLLABLE.findall(text))


def _latin(text: str, *, sentence: bool = False) -> _Latin:
    """Letters of a text's separate words; in a known `sentence` every word counts."""
    words = FREE_WORD.findall(text)
    known, functions = english_words(), _function_words()
    sentence = sentence or not functions.isdisjoint(map(str.lower, words))
    counted = (
        words if sentence else [word for word in words if known.get(word.lower(), 0) >= (1 if word[0].islower() else MIN_CAPITAL_CLASS)]
    )
    lower = sum(len(word) for word in counted if word[0].islower())
    return _Latin(lower, sum(map(len, counted)) - lower)


@cache
def _function_words() -> frozenset[str]:
    """Function words of all languages with a list, without single letters and words of code."""
    every = FUNCTION_WORDS.union(*map(function_words, languages()))
    return frozenset(word for word in every if len(word) > 1) - CODE_WORDS
