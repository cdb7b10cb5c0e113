"""Words of the source language in a translation that is written in the same letters: "she was plötzlich tired".

With the source at hand, a lower-case word that stands in it as it is, and that is no word of the translation's language, was copied. Without
it, only what cannot be a word of the other language counts: its function words between lower-case words, and, into English, lower-case
words with letters English does not use. Names keep their capitals in both languages, and are left alone; so are quotations, titles,
brackets, species, code, and loan words. Only languages that are named are compared: nothing is said where the source is not known to be one.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cleaner.languages.english import words as english_words
from cleaner.languages.phrases import function_words
from cleaner.rules.view import View

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
NEXT = re.compile(r"[ \u00a0]([^\W\d_])")
BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0]\Z")
JOINED = re.compile(r"[ \u00a0]|, ")
COPIED, TYPICAL = 0.9, 0.75
"""Confidence of a word copied from the source that is at hand, and of one that only looks like the source language."""
RARE = 2
"""Class of English words up to which a word of the source is taken for no English one."""
ENGLISH_ALONE = frozenset(
    "about although and because been could from have however should than that the their there these they this those through were what when where which while who with would".split()
)
"""English function words that are no words of another language written in Latin letters, but for those in its own list."""
DETERMINERS = frozenset("a an another any each every her his its many more my no our several some their these this those your".split())
"""What stands before a noun and not before a name."""
LOANS = frozenset(
    "adiós attaché café cafés château cliché clichés communiqué consommé coup crème crèche crêpe décor déjà entrée façade façades fête fiancé fiancée flambé "
    "jalapeño jalapeños maître matinée mañana mêlée naïve naïveté née par passé piñata précis protégé protégés purée résumé résumés risqué rosé sauté señor señora soirée "
    "soufflé touché über vis-à-vis voilà".split()
)
LEARNED = re.compile(
    r"\w+(?:aemia|amide|ase|azole|emia|idines?|itis|mab|nib|oma|omas|osis|otic|scopy|statin|tumoral|urines?|uria|vir|virus)"
)
"""Words of medicine and chemistry, which no word list has all of and which languages share."""
LEARNED_HEAD = re.compile(
    r"(?:anti|auto|bio|cardio|corona|cyto|endo|extra|gastro|ha?emo|hetero|homo|hyper|hypo|immuno|infra|inter|intra|iso|lipo|macro|meso|meta|micro|mono|multi"
    r"|myo|nano|neo|neuro|non|osteo|para|peri|photo|poly|post|pre|pseudo|psycho|radio|semi|sub|super|tetra|thermo|trans|ultra|xeno)(?=[a-z]{4})"
)
GENUS = re.compile(r"(?:\b[A-Z]\.|\b[A-Z][a-z]+)[ \u00a0]?\Z")
EPITHET = re.compile(r"[a-z]+(?:a|ae|ei|ens|ensis|ii|is|oides|um|us)")
KEPT = frozenset("al bin da de del della den der des di do dos du el et la le les los van von y zu zum zur".split())
"""Words that names are made with."""


class Copied(NamedTuple):
    """A word, or several in a row, of the source language."""

    start: int
    end: int
    confidence: float


def copied(view: View) -> Iterator[Copied]:
    """The words of the source language in a text that shares its script."""
    target, source = view.target, view.source
    if target is None or not target.latin or not source.latin or target.code == source.code:
        return
    theirs = _vocabulary(view.settings.source_text) if view.settings.source_text else None
    last: Copied | None = None
    for match in WORD.finditer(view.text):
        start, end = match.span()
        word = match[0]
        confidence = _into_english(view, word, start, end, theirs) if target.code == "en" else _from_english(view, word, start, end)
        if not confidence or _kept(view, start, end):
            continue
        found = Copied(start, end, confidence)
        if last is not None and JOINED.fullmatch(view.text, last.end, start):
            last = Copied(last.start, end, max(last.confidence, confidence))
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def _vocabulary(source: str) -> frozenset[str]:
    return frozenset(WORD.findall(source))


def _into_english(view: View, word: str, start: int, end: int, theirs: frozenset[str] | None) -> float:
    """How sure it is that a word of an English text is one of the source language; 0 when it is not."""
    known = english_words()
    lowered = word.lower()
    rank = known.get(lowered, -1)
    plain = lowered.replace("’", "'")
    if (
        rank > RARE
        or "µ" in word
        or plain.endswith(("'s", "n't", "'ll", "'ve", "'re", "'d"))
        or "'" in plain
        or (word != lowered and word.isupper())
    ):
        return 0.0
    if "-" in word and all(known.get(part, -1) > RARE for part in lowered.split("-")):
        return 0.0
    native = lowered in function_words(view.source.code) and lowered not in KEPT
    if lowered in LOANS or LEARNED.fullmatch(lowered) or _compound(lowered):
        return 0.0
    if word == lowered:
        if theirs is not None:
            if word not in theirs or (len(word) < 3 and not native):
                return 0.0
            return COPIED if len(word) > 3 or native else 0.0
        if native and len(word) > 2 and _between_lower(view.text, start, end):
            return TYPICAL
        foreign = len(word) > 3 and rank < 0 and not word.isascii()
        return TYPICAL if foreign and all("LATIN" in unicodedata.name(char, "") for char in word if char.isalpha()) else 0.0
    if theirs is None or rank >= 0:
        return 0.0
    if lowered in theirs and native:
        return COPIED
    # a German noun is written like a name; what stands before it tells the two apart
    before = BEFORE.search(view.text, max(0, start - 24), start)
    noun = view.source.code == "de" and word in theirs and before is not None and before[1].lower() in DETERMINERS
    return TYPICAL if noun and not _upper_next(view.text, end) else 0.0


def _compound(word: str) -> bool:
    """Whether a word is an English one with a learned beginning: "antiglobulin", "lipotransfer"."""
    match = LEARNED_HEAD.match(word)
    return match is not None and english_words().get(word[match.end() :], 0) > RARE


@cache
def _english_in(code: str) -> frozenset[str]:
    """English function words that are none of another language."""
    return ENGLISH_ALONE - function_words(code)


def _from_english(view: View, word: str, start: int, end: int) -> float:
    """How sure it is that a word of a text that is not English is an English one; 0 when it is not."""
    target = view.target
    if view.source.code != "en" or target is None or word not in _english_in(target.code):
        return 0.0
    return TYPICAL if _between_lower(view.text, start, end) else 0.0


def _upper_next(text: str, end: int) -> bool:
    following = NEXT.match(text, end)
    return following is not None and following[1].isupper()


def _between_lower(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides, if there are any, begin in lower case: in a name one of them would not."""
    before = BEFORE.search(text, max(0, start - 40), start)
    return before is not None and before[1][0].islower() and not _upper_next(text, end)


def _kept(view: View, start: int, end: int) -> bool:
    """Whether something around a word says to leave it."""
    from cleaner.rules._foreign import BRACKETS, QUOTES, TITLE_MARKS, inside

    text = view.text
    line_start, line_end = view.line_at(start)
    before, after = text[max(line_start, start - 80) : start], text[end : min(line_end, end + 80)]
    if view.is_protected(start, end) or inside(before, after, BRACKETS | TITLE_MARKS | QUOTES):
        return True
    # "C. trachomatis"; a capital at the head of a sentence is no genus
    genus = GENUS.search(before)
    return genus is not None and EPITHET.fullmatch(text, start, end) is not None and (genus.start() > 0 or "." in genus[0])
