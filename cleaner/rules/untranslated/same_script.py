"""Words of the source language in a translation that is written in the same letters: "she was
plötzlich tired".

With the source at hand, a lower-case word of an English text that occurs in it as it is, and that
is not an English word, was copied. In other languages nearly every English word is also a loan
somewhere, so two of them in a row must occur in the source. Without it, only what cannot be a word
of the text's language counts: function words, English ones with the English words after them, and,
in an English text, lower-case words that no list of English words has and that are spelled like the
source language (`spelling.py`). Names keep their capitals in both languages, and are left alone; so
are quotations, titles, brackets, species, code, loan words and learned ones. Only languages that
are named are compared: nothing is reported where the source is not one of them.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cleaner.languages.english import FUNCTION_WORDS
from cleaner.languages.english import words as english_words
from cleaner.languages.phrases import function_words
from cleaner.patterns import regex
from cleaner.rules.untranslated.marks import BRACKETS, QUOTES, TITLE_MARKS, inside
from cleaner.rules.untranslated.shared_words import LATIN, LOANS, MAX_RARE, is_learned
from cleaner.rules.untranslated.spelling import spelled_like
from cleaner.rules.view import View

WORD = regex(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
NEXT = regex(r"[ \u00a0]([^\W\d_])")
BEFORE = regex(r"([^\W\d_]+)[ \u00a0]\Z")
JOINED = regex(r"[ \u00a0]|, ")
MIN_COMMON = 4
"""Class (see `english.words`) from which on a word is surely English."""
MIN_MARGIN = 20.0
"""Difference of log-likelihoods from which on a word is spelled like the source language."""
MIN_SPELLED, MAX_WORD = 4, 40
"""Letters of a word that spelling says something about, and of the longest word."""
CONTEXT = 80
"""Code points of the line on each side of a word in which marks are looked for."""
MAX_ORIGINAL, MIN_SPEECH = 2, 7
"""Words next to a word in brackets at most that are an original, and in quotation marks at least
that are speech and no title."""
ENGLISH_ALONE = frozenset(
    "about although and because been could from have however should than that the their there these they this those through were what when where which while who with would".split()
)
"""English function words that other languages with Latin letters do not have, as a rule."""
DETERMINERS = frozenset("a an another any each every her his its many more my no our several some their these this those your".split())
"""What comes before a noun and not before a name."""
HEAD = regex(r"(?:\A|\n|[.!?:][”\"’')]?\s|[“\"])\Z")
"""What comes before a sentence."""
BRACKETED, QUOTED = regex(r"[()（）\[\]〔〕]"), regex('[“”„«»"‘「」『』]')
GENUS = regex(r"(?:\b[A-Z]\.|\b[A-Z][a-z]+)[ \u00a0]?\Z")
EPITHET = regex(r"[a-z]+(?:a|ae|ei|ens|ensis|ii|is|oides|um|us)")
NOUN = regex(r"[^\W\d_]{3,}(?:heit|keit|nis|schaft|tät|ung)(?:en)?")
"""A German noun that is not a name."""
NAME_WORDS = frozenset("al bin da de del della den der des di do dos du el et la le les los van von y zu zum zur".split())
"""Words that names are made with."""


class Proof(Enum):
    """What shows that a word is of the source language; the value is the confidence."""

    COPIED = 0.9
    """It occurs in the source as it is."""
    TYPICAL = 0.75
    """It looks like a word of the source language; the source is unknown or does not show it."""


class Copied(NamedTuple):
    """A word, or several in a row, of the source language."""

    start: int
    end: int
    confidence: float


class Source(NamedTuple):
    """Words of the text that was translated, and those that are next to each other."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def copied(view: View) -> Iterator[Copied]:
    """The words of the source language in a text that shares its script."""
    target, source = view.target, view.source
    if target is None or not target.latin or not source.latin or target.code == source.code:
        return
    theirs = _source(view.settings.source_text) if view.settings.source_text else None
    last: Copied | None = None
    for found in _into_english(view, theirs) if target.code == "en" else _into_others(view, target.code, theirs):
        if _is_kept(view, found.start, found.end):
            continue
        if last is not None and JOINED.fullmatch(view.text, last.end, found.start):
            last = Copied(last.start, found.end, max(last.confidence, found.confidence))
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def _source(text: str) -> Source:
    words = WORD.findall(text)
    return Source(frozenset(words), frozenset(pairwise(words)))


# into English: word by word


class _Word(NamedTuple):
    """A word of an English text that may be one of the source language.

    Attributes:
        text, lowered: as it is written, and in lower case.
        start, end: in the view's text.
        rank: its class as an English word, -1 when it is none.
        native: whether it is a function word of the source language.
    """

    text: str
    lowered: str
    start: int
    end: int
    rank: int
    native: bool


def _into_english(view: View, theirs: Source | None) -> Iterator[Copied]:
    known, functions = english_words(), function_words(view.source.code) - NAME_WORDS
    for match in WORD.finditer(view.text):
        text, lowered = match[0], match[0].lower()
        rank = known.get(lowered, -1)
        if rank > MAX_RARE or _is_no_source_word(text, lowered):
            continue
        word = _Word(text, lowered, *match.span(), rank, lowered in functions)
        if text == lowered:
            proof = _lower_alone(view, word) if theirs is None else _lower_in_source(word, theirs)
        elif rank >= 0 or _upper_next(view.text, word.end):
            continue
        else:
            proof = _capital_alone(view, word) if theirs is None else _capital_in_source(view, word, theirs)
        if proof is not None:
            yield Copied(word.start, word.end, proof.value)


def _is_no_source_word(text: str, lowered: str) -> bool:
    """Whether the form of a word says that it is English, a name, or shared by languages."""
    known = english_words()
    return (
        len(text) > MAX_WORD
        or unicodedata.normalize("NFKC", text) != text
        or "'" in text
        or "’" in text
        or (text != lowered and text.isupper())
        or ("-" in text and all(known.get(part, -1) > MAX_RARE for part in lowered.split("-")))
        or lowered in LOANS
        or lowered in LATIN
        or is_learned(lowered)
    )


def _lower_in_source(word: _Word, theirs: Source) -> Proof | None:
    """A word in lower case must be in the source; short words are in many languages."""
    long = len(word.text) > 3 or (len(word.text) == 3 and word.rank < 0)
    return Proof.COPIED if word.text in theirs.words and (long or word.native) else None


def _lower_alone(view: View, word: _Word) -> Proof | None:
    """Without the source: a function word, or one that is spelled like the source language."""
    text = word.text
    if word.native and len(text) > 2 and _is_in_sentence(view.text, word.start, word.end):
        return Proof.TYPICAL
    if len(text) < MIN_SPELLED or word.rank >= 0 or not all("LATIN" in unicodedata.name(char, "") for char in text if char.isalpha()):
        return None
    strange = "-" not in text and not _is_coined(text) and spelled_like(text, view.source.code, "en") >= MIN_MARGIN
    return Proof.TYPICAL if strange or not text.isascii() else None


def _capital_in_source(view: View, word: _Word, theirs: Source) -> Proof | None:
    """A word with a capital: a function word, or a German noun, which is written like a name."""
    if word.native and (word.text in theirs.words or word.lowered in theirs.words):
        return Proof.COPIED
    if view.source.code != "de" or word.text not in theirs.words:
        return None
    # what comes before it, or how it ends, tells a noun from a name
    before = BEFORE.search(view.text, max(0, word.start - 24), word.start)
    noun = before is not None and (before[1] in DETERMINERS or (before[1].islower() and NOUN.fullmatch(word.text) is not None))
    return Proof.TYPICAL if noun else None


def _capital_alone(view: View, word: _Word) -> Proof | None:
    """Without the source: a function word with a capital that opens a sentence."""
    opens = HEAD.search(view.text, max(0, word.start - 8), word.start) is not None and _lower_next(view.text, word.end)
    return Proof.TYPICAL if word.native and len(word.text) >= MIN_SPELLED and opens else None


def _is_coined(word: str) -> bool:
    """Whether a word is two English ones, "hotspot", or one in American spelling, "favorite"."""
    known = english_words()
    if any(known.get(each, 0) > MAX_RARE for each in (word.replace("or", "our"), word.replace("e", "ae"), word.replace("iz", "is"))):
        return True
    return any(known.get(word[:at], 0) >= MIN_COMMON and known.get(word[at:], 0) >= MIN_COMMON for at in range(3, len(word) - 2))


# into other languages: lower-case words in a row


def _into_others(view: View, code: str, theirs: Source | None) -> Iterator[Copied]:
    run: list[re.Match[str]] = []
    for match in WORD.finditer(view.text):
        if run and not (match[0].islower() and JOINED.fullmatch(view.text, run[-1].end(), match.start())):
            yield from _in_run(view, run, code, theirs)
            run = []
        if match[0].islower():
            run.append(match)
    if run:
        yield from _in_run(view, run, code, theirs)


def _in_run(view: View, run: list[re.Match[str]], code: str, theirs: Source | None) -> Iterator[Copied]:
    """The words of the source language among lower-case words in a row."""
    found = dict.fromkeys(_by_function_words(view, run, code), Proof.TYPICAL) if view.source.code == "en" else {}
    # small words of a title: "The Old Man and the Sea"
    title = _upper_next(view.text, run[-1].end()) and _upper_before(view.text, run[0].start())
    if theirs is not None and not title:
        found |= dict.fromkeys(_by_source([match[0] for match in run], view.source.code, code, theirs), Proof.COPIED)
    for number in sorted(found):
        yield Copied(*run[number].span(), found[number].value)


@cache
def _english_in(code: str) -> frozenset[str]:
    """English function words that are none of another language."""
    return ENGLISH_ALONE - function_words(code)


def _by_function_words(view: View, run: list[re.Match[str]], code: str) -> Iterator[int]:
    """English function words that the other language lacks, with the English words around them."""
    native, alone, known = function_words(code), _english_in(code), english_words()
    words = [match[0] for match in run]
    english = [word not in native and known.get(word, 0) >= MIN_COMMON for word in words]
    reached = -1
    for number, match in enumerate(run):
        if number <= reached or match[0] not in alone or not _is_between_lower(view.text, *match.span()):
            continue
        first = last = number
        while first - 1 > reached and english[first - 1] and words[first - 1] in FUNCTION_WORDS:
            first -= 1
        while last + 1 < len(run) and english[last + 1] and (len(words[last + 1]) >= MIN_SPELLED or words[last + 1] in FUNCTION_WORDS):
            last += 1
        reached = last
        yield from range(first, last + 1)


def _by_source(words: list[str], source: str, target: str, theirs: Source) -> Iterator[int]:
    """Two words and more that are next to each other in the source as they are."""
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and (words[end - 1], words[end]) in theirs.pairs:
            end += 1
        there = words[at:end]
        if len(there) > 1 and not LATIN.intersection(there) and any(_is_foreign(word, source, target) for word in there):
            yield from range(at, end)
        at = end


def _is_foreign(word: str, source: str, target: str) -> bool:
    """Whether a word is of the source language and not of the target's."""
    if word in function_words(target) or is_learned(word):
        return False
    return word in function_words(source) or (source == "en" and english_words().get(word, 0) >= MIN_COMMON)


# what is around a word


def _upper_next(text: str, end: int) -> bool:
    following = NEXT.match(text, end)
    return following is not None and following[1].isupper()


def _lower_next(text: str, end: int) -> bool:
    following = NEXT.match(text, end)
    return following is not None and following[1].islower()


def _upper_before(text: str, start: int) -> bool:
    before = BEFORE.search(text, max(0, start - 40), start)
    return before is not None and before[1][0].isupper()


def _is_between_lower(text: str, start: int, end: int) -> bool:
    """Whether a word is between lower-case words: in a name one of them would have a capital."""
    before = BEFORE.search(text, max(0, start - 40), start)
    return before is not None and before[1][0].islower() and not _upper_next(text, end)


def _is_in_sentence(text: str, start: int, end: int) -> bool:
    """Whether the words next to a word show that it is in a sentence and not in a name."""
    return _lower_next(text, end) or _is_between_lower(text, start, end)


def _is_kept(view: View, start: int, end: int) -> bool:
    """Whether something around a word says to leave it."""
    text = view.text
    line_start, line_end = view.line_at(start)
    before, after = text[max(line_start, start - CONTEXT) : start], text[end : min(line_end, end + CONTEXT)]
    if view.is_protected(start, end) or inside(before, after, TITLE_MARKS):
        return True
    quoted = inside(before, after, QUOTES) or (before.count('"') % 2 == 1 and '"' in after)
    # direct speech in English is the translator's; in another language it may be the speaker's own
    speech = view.target is not None and view.target.code == "en" and _words_inside(QUOTED, before, after) >= MIN_SPEECH
    if quoted and not speech:
        return True
    if inside(before, after, BRACKETS) and _words_inside(BRACKETED, before, after) <= MAX_ORIGINAL:
        return True
    # "C. trachomatis"; a capital at the head of a sentence is no genus
    genus = GENUS.search(before)
    return genus is not None and EPITHET.fullmatch(text, start, end) is not None and (genus.start() > 0 or "." in genus[0])


def _words_inside(marks: re.Pattern[str], before: str, after: str) -> int:
    """How many words the nearest marks on both sides hold, but for the word in the middle."""
    return len(marks.split(before)[-1].split()) + len(marks.split(after, maxsplit=1)[0].split())
