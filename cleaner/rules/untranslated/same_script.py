"""Words of the source language in a translation that is written in the same letters: "she was plötzlich tired".

With the source at hand, a lower-case word of an English text that stands in it as it is, and that is no word of English, was copied. In
other languages nearly every English word is also a loan somewhere, so two of them in a row must stand in the source. Without it, only what
cannot be a word of the text's language counts: function words, English ones with the English words behind them, and, in an English text,
lower-case words that no list of English words has and that are spelled like the source language, as the n-grams tell that langdetect brings.
Names keep their capitals in both languages, and are left alone; so are quotations, titles, brackets, species, code, loan words and learned
ones. Only languages that are named are compared: nothing is said where the source is not known to be one.
"""

import json
import math
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from cleaner.languages.english import FUNCTION_WORDS
from cleaner.languages.english import words as english_words
from cleaner.languages.phrases import function_words
from cleaner.rules.untranslated.marks import BRACKETS, QUOTES, TITLE_MARKS, inside
from cleaner.rules.view import View

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
NEXT = re.compile(r"[ \u00a0]([^\W\d_])")
BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0]\Z")
JOINED = re.compile(r"[ \u00a0]|, ")
COPIED, TYPICAL = 0.9, 0.75
"""Confidence of a word copied from the source that is at hand, and of one that only looks like the source language."""
RARE, COMMON = 2, 4
"""Class of English words up to which a word of the source is taken for no English one, and from which on it is taken for nothing else."""
MARGIN = 20.0
"""By how much the logarithm of its likelihood is greater in the source language, for a word to be spelled like it."""
SHORTEST, LONGEST = 4, 40
"""Letters of a word that spelling says something about."""
ORIGINAL, SPOKEN = 3, 7
"""Words beside a word from which on brackets hold more than an original, and quotation marks more than a title or a turn of phrase."""
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
    r"\w+(?:aemia|amide|ase|azole|ban|emia|flavones?|ides?|idines?|illin|isation|itis|ization|mab|mycin|nib|oids?|oma|omas|osis|otic|prost|prostol|rhythmias?|scopy|statin|tumoral|urines?|uria"
    r"|vir|viral|virus|viruses)"
)
"""Words of medicine and chemistry, which no word list has all of and which languages share."""
LEARNED_HEAD = re.compile(
    r"(?:anti|auto|bio|brady|broncho|cardio|corona|cyto|electro|endo|extra|fluoro|gastro|glyco|ha?emo|hetero|homo|hyper|hypo|immuno|infra|inter|intra|iso|lipo|macro|meso|meta|micro|mono|multi"
    r"|myo|nano|neo|neuro|non|orbito|osteo|para|peri|photo|poly|post|pre|pseudo|psycho|radio|semi|sub|super|tachy|tetra|thermo|trans|ultra|xeno)(?=[a-z]{4})"
)
HEAD = re.compile(r"(?:\A|\n|[.!?:][”\"’')]?\s|[“\"])\Z")
"""What stands before a sentence."""
BRACKETED, QUOTED = re.compile(r"[()（）\[\]〔〕]"), re.compile('[“”„«»"‘「」『』]')
GENUS = re.compile(r"(?:\b[A-Z]\.|\b[A-Z][a-z]+)[ \u00a0]?\Z")
EPITHET = re.compile(r"[a-z]+(?:a|ae|ei|ens|ensis|ii|is|oides|um|us)")
LATIN = frozenset("al et facto hoc ibid mellitus priori posteriori quo se silico situ utero versus via vice vitro vivo".split())
"""Words of phrases that every language keeps."""
NOUN = re.compile(r"[^\W\d_]{3,}(?:heit|keit|nis|schaft|tät|ung)(?:en)?")
"""A German noun that is no name."""
KEPT = frozenset("al bin da de del della den der des di do dos du el et la le les los van von y zu zum zur".split())
"""Words that names are made with."""


class Copied(NamedTuple):
    """A word, or several in a row, of the source language."""

    start: int
    end: int
    confidence: float


class Source(NamedTuple):
    """Words of the text that was translated, and those that stand beside each other."""

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
        if _kept(view, found.start, found.end):
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


def _into_english(view: View, theirs: Source | None) -> Iterator[Copied]:
    for match in WORD.finditer(view.text):
        confidence = _not_english(view, match[0], *match.span(), theirs.words if theirs else None)
        if confidence:
            yield Copied(*match.span(), confidence)


def _not_english(view: View, word: str, start: int, end: int, theirs: frozenset[str] | None) -> float:
    """How sure it is that a word of an English text is one of the source language; 0 when it is not."""
    known = english_words()
    lowered = word.lower()
    rank = known.get(lowered, -1)
    plain = lowered.replace("’", "'")
    if (
        rank > RARE
        or len(word) > LONGEST
        or unicodedata.normalize("NFKC", word) != word
        or plain.endswith(("'s", "n't", "'ll", "'ve", "'re", "'d"))
        or "'" in plain
        or (word != lowered and word.isupper())
    ):
        return 0.0
    if "-" in word and all(known.get(part, -1) > RARE for part in lowered.split("-")):
        return 0.0
    native = lowered in function_words(view.source.code) and lowered not in KEPT
    if lowered in LOANS or lowered in LATIN or LEARNED.fullmatch(lowered) or _compound(lowered):
        return 0.0
    if word == lowered:
        if theirs is not None:
            long = len(word) > 3 or (len(word) == 3 and rank < 0)
            return COPIED if word in theirs and (long or native) else 0.0
        if native and len(word) > 2 and _in_sentence(view.text, start, end):
            return TYPICAL
        if len(word) < SHORTEST or rank >= 0 or not all("LATIN" in unicodedata.name(char, "") for char in word if char.isalpha()):
            return 0.0
        strange = "-" not in word and not _coined(word) and spelled_like(word, view.source.code, "en") >= MARGIN
        return TYPICAL if strange or not word.isascii() else 0.0
    if rank >= 0 or _upper_next(view.text, end):
        return 0.0
    if native and theirs is not None and (word in theirs or lowered in theirs):
        return COPIED
    if native and theirs is None:
        head = HEAD.search(view.text, max(0, start - 8), start) is not None
        return TYPICAL if head and len(word) >= SHORTEST and _lower_next(view.text, end) else 0.0
    if theirs is None or view.source.code != "de" or word not in theirs:
        return 0.0
    # a German noun is written like a name; what stands before it, or how it ends, tells the two apart
    before = BEFORE.search(view.text, max(0, start - 24), start)
    noun = before is not None and (before[1] in DETERMINERS or (before[1].islower() and NOUN.fullmatch(word) is not None))
    return TYPICAL if noun else 0.0


def _compound(word: str) -> bool:
    """Whether a word is an English one with a learned beginning: "antiglobulin", "lipotransfer"."""
    match = LEARNED_HEAD.match(word)
    return match is not None and english_words().get(word[match.end() :], 0) > RARE


def _coined(word: str) -> bool:
    """Whether a word is two English ones written together, "hotspot", or one in American spelling, "favorite"."""
    known = english_words()
    if any(known.get(each, 0) > RARE for each in (word.replace("or", "our"), word.replace("e", "ae"), word.replace("iz", "is"))):
        return True
    return any(known.get(word[:at], 0) >= COMMON and known.get(word[at:], 0) >= COMMON for at in range(3, len(word) - 2))


class Profile(NamedTuple):
    """How often n-grams of one to three letters occur in a language, words set off by blanks."""

    counts: dict[str, int]
    letters: int
    words: int


@cache
def profile(code: str) -> Profile | None:
    """The profile of a language, None where there is none."""
    from langdetect import PROFILES_DIRECTORY

    path = Path(PROFILES_DIRECTORY) / code
    if not path.is_file():
        return None
    read = json.loads(path.read_text(encoding="utf-8"))
    counts: dict[str, int] = read["freq"]
    return Profile(counts, read["n_words"][0], sum(count for gram, count in counts.items() if len(gram) == 2 and gram[0] == " "))


@lru_cache(maxsize=65536)
def spelled_like(word: str, first: str, second: str) -> float:
    """By how much a word is likelier in the spelling of one language than of another; 0 where one of them is not known."""
    profiles = profile(first), profile(second)
    if profiles[0] is None or profiles[1] is None:
        return 0.0
    return round(_likelihood(word, profiles[0]) - _likelihood(word, profiles[1]), 1)


def _likelihood(word: str, spelling: Profile) -> float:
    """Logarithm of the likelihood of a word: letters after two others, smoothed by those after one and by their own."""
    counts, letters, words = spelling
    padded = f" {word} "
    total = 0.0
    for at in range(1, len(padded)):
        here = padded[at]
        alone = (counts.get(here, 0) + 1) / (letters + 100) if here != " " else words / letters
        before = counts.get(padded[at - 1], 0) if padded[at - 1] != " " else words
        likely = (counts.get(padded[at - 1 : at + 1], 0) + 5 * alone) / (before + 5)
        if at > 1:
            likely = (counts.get(padded[at - 2 : at + 1], 0) + 10 * likely) / (counts.get(padded[at - 2 : at], 0) + 10)
        total += math.log(min(1.0, likely))
    return total


@cache
def _english_in(code: str) -> frozenset[str]:
    """English function words that are none of another language."""
    return ENGLISH_ALONE - function_words(code)


def _into_others(view: View, code: str, theirs: Source | None) -> Iterator[Copied]:
    """Words of the source language in a text of another language than English: lower-case ones in a row."""
    run: list[re.Match[str]] = []
    for match in WORD.finditer(view.text):
        if run and not (match[0].islower() and JOINED.fullmatch(view.text, run[-1].end(), match.start())):
            yield from _in_run(view, run, code, theirs)
            run = []
        if match[0].islower():
            run.append(match)
    yield from _in_run(view, run, code, theirs)


def _in_run(view: View, run: list[re.Match[str]], code: str, theirs: Source | None) -> Iterator[Copied]:
    """What is of the source language in lower-case words that stand in a row."""
    if not run:
        return
    words = [match[0] for match in run]
    found = dict.fromkeys(_told_by_words(view, run, code), TYPICAL) if view.source.code == "en" else {}
    # small words of a title: "The Old Man and the Sea"
    title = _upper_next(view.text, run[-1].end()) and _upper_before(view.text, run[0].start())
    if theirs is not None and not title:
        found |= dict.fromkeys(_told_by_source(words, view.source.code, code, theirs), COPIED)
    for number in sorted(found):
        yield Copied(*run[number].span(), found[number])


def _told_by_words(view: View, run: list[re.Match[str]], code: str) -> Iterator[int]:
    """English function words that the other language has not, with those before them and the English words behind."""
    native, alone, known = function_words(code), _english_in(code), english_words()
    theirs = [match[0] not in native and known.get(match[0], 0) >= COMMON for match in run]
    words = [match[0] for match in run]
    reached = -1
    for number, match in enumerate(run):
        if number <= reached or match[0] not in alone or not _between_lower(view.text, *match.span()):
            continue
        first = number
        while first - 1 > reached and theirs[first - 1] and words[first - 1] in FUNCTION_WORDS:
            first -= 1
        reached = number
        while (
            reached + 1 < len(run) and theirs[reached + 1] and (len(words[reached + 1]) >= SHORTEST or words[reached + 1] in FUNCTION_WORDS)
        ):
            reached += 1
        yield from range(first, reached + 1)


def _told_by_source(words: list[str], source: str, target: str, theirs: Source) -> Iterator[int]:
    """Two words and more that stand beside each other in the source as they are."""
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and (words[end - 1], words[end]) in theirs.pairs:
            end += 1
        there = words[at:end]
        if len(there) > 1 and not LATIN.intersection(there) and any(_foreign(word, source, target) for word in there):
            yield from range(at, end)
        at = end


def _foreign(word: str, source: str, target: str) -> bool:
    """Whether a word is of the source language and not of the target's."""
    if word in function_words(target) or LEARNED.fullmatch(word) or _compound(word):
        return False
    return word in function_words(source) or (source == "en" and english_words().get(word, 0) >= COMMON)


def _upper_next(text: str, end: int) -> bool:
    following = NEXT.match(text, end)
    return following is not None and following[1].isupper()


def _lower_next(text: str, end: int) -> bool:
    following = NEXT.match(text, end)
    return following is not None and following[1].islower()


def _upper_before(text: str, start: int) -> bool:
    before = BEFORE.search(text, max(0, start - 40), start)
    return before is not None and before[1][0].isupper()


def _between_lower(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides, if there are any, begin in lower case: in a name one of them would not."""
    before = BEFORE.search(text, max(0, start - 40), start)
    return before is not None and before[1][0].islower() and not _upper_next(text, end)


def _in_sentence(text: str, start: int, end: int) -> bool:
    """Whether the word behind a word begins in lower case, or the one before it does and none with a capital follows."""
    return _lower_next(text, end) or _between_lower(text, start, end)


def _kept(view: View, start: int, end: int) -> bool:
    """Whether something around a word says to leave it."""
    text = view.text
    line_start, line_end = view.line_at(start)
    before, after = text[max(line_start, start - 80) : start], text[end : min(line_end, end + 80)]
    if view.is_protected(start, end) or inside(before, after, TITLE_MARKS):
        return True
    quoted = inside(before, after, QUOTES) or (before.count('"') % 2 == 1 and '"' in after)
    # direct speech in English is the translator's; in another language it may be the speaker's own
    speech = view.target is not None and view.target.code == "en" and _words_inside(QUOTED, before, after) >= SPOKEN
    if quoted and not speech:
        return True
    if inside(before, after, BRACKETS) and _words_inside(BRACKETED, before, after) < ORIGINAL:
        return True
    # "C. trachomatis"; a capital at the head of a sentence is no genus
    genus = GENUS.search(before)
    return genus is not None and EPITHET.fullmatch(text, start, end) is not None and (genus.start() > 0 or "." in genus[0])


def _words_inside(marks: re.Pattern[str], before: str, after: str) -> int:
    """How many words the nearest marks on both sides hold, but for the word in the middle."""
    return len(marks.split(before)[-1].split()) + len(marks.split(after, maxsplit=1)[0].split())
