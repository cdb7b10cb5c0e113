"""Passages and words in another script than the target's and the Latin one."""

import re
from collections.abc import Iterator
from functools import cache

from cleaner.codepoints import script_name
from cleaner.languages.identify import CJK
from cleaner.languages.tags import Language
from cleaner.patterns import regex
from cleaner.rules.untranslated.belongs import belongs
from cleaner.rules.untranslated.marks import HASHES
from cleaner.rules.untranslated.span import Untranslated
from cleaner.rules.view import View

GAP_CJK = regex(r"[\s\dー·・，、。：；！？％—…“”‘’「」『』〜～-]{0,6}")
GAP_SPACED = regex(r"[\s\d.,'’\-–—:;!?\"«»]{0,4}")
MAX_GAP = 6
"""Code points between two runs of letters of one phrase at most: a number, or a few marks."""
KANA = regex("[\u3040-\u30ff]")
ASCII_LETTER = regex("[A-Za-z]")
WEIGHT = {"Hani": 2, "Hira": 1, "Kana": 1}
"""Weight of a letter: a Han character says about as much as two Latin letters."""
MIN_PASSAGE = 24
"""Weight of a passage at least: a sentence or more, no longer a word that was missed."""
SENTENCE_MARKS = "。！？｡"
CLOSING_MARKS = "。！？｡”」』）)…"
"""What belongs to a passage that ends before it."""
MIN_SHARE = 0.5
"""Share of a line's letters, by weight, that makes the whole line untranslated."""
LANGUAGE_SEPARATOR = regex(r"(?<!\s)\s*[|丨｜\t]\s*|(?<!\s)\s+[/／—–-]\s+|(?<!\s)\s{3,}")
SEPARATED = regex(r"[|丨｜\t]|\s[/／—–\s-]\s")
"""What every line with a separator has."""
MAX_OTHER = 0.1
"""Share of letters of the other kind in a part of a bilingual line at most: names and units."""
MAX_RATIO = 8
"""Letters of the target for each foreign letter in a bilingual line at most."""
GLOSS_AFTER = regex(r"\s*[(（]\s*[A-Za-z]")
MENTION_AFTER = regex(r"[”\"’']?\s*(?:means?\b|(?:is|are) used\b|into English\b)")
DATA_BEFORE = regex(r"[=:,]\s*[\"'`]$|^[^\s,]{0,7},$")
DATA_AFTER = regex(r"[\"'`]\s*(?:[,;}\])]|$)|,\S")
"""A value of JSON, of an assignment, or of a comma-separated line."""
PLACEHOLDER = regex(r"#[A-Z][A-Za-z_]*\d* ?[#＃]", re.ASCII)
"""What replaced a name before a text was translated: "#NAME #", "#Product2#"."""
TAG_CONTEXT = 40
"""Code points before a word in which a placeholder or the head of a hashtag is looked for."""
TAG_HEAD = regex(r"(?<!\w)[#＃][A-Za-z\d]+\Z")
TAG_REST = regex(r"\s[A-Z]")
HEADING_REST = regex(r"[ \t]+[^\W\d_]")
"""What follows a heading's first word whose mark has no blank after it: "#堆 overview"."""
LANGUAGES = {
    "Hani": "zh", "Bopo": "zh", "Hang": "ko", "Hira": "ja", "Kana": "ja", "Cyrl": "ru", "Arab": "ar", "Hebr": "he", "Thai": "th", "Grek": "el",
    "Deva": "hi", "Beng": "bn", "Taml": "ta", "Telu": "te", "Mymr": "my", "Khmr": "km", "Laoo": "lo", "Geor": "ka", "Armn": "hy",
}  # fmt: skip
"""The language that a script is most likely in."""

_Run = tuple[int, int, int]
"""Letters of one script, or a phrase of them: start, end, number of the script."""


def in_other_scripts(view: View, target: Language) -> Iterator[Untranslated]:
    """The untranslated parts of a text in other scripts, in their order."""
    runs = view.foreign_runs((*target.scripts, "Latn"))
    at = 0
    while at < len(runs):
        number = view.line_number(runs[at][0])
        stop = at
        while stop < len(runs) and runs[stop][0] < view.spans[number][1]:
            stop += 1
        yield from _in_line(view, target, number, runs[at:stop])
        at = stop


def _in_line(view: View, target: Language, line_number: int, runs: list[_Run]) -> Iterator[Untranslated]:
    text, line = view.text, view.spans[line_number]
    line_start, line_end = line
    foreign = sum(map(_weight, runs))
    native = view.line_letters[line_number] - sum([end - start for start, end, _ in runs])
    whole = foreign * (1 - MIN_SHARE) >= native * MIN_SHARE
    if whole and foreign >= MIN_PASSAGE and not view.is_protected(*line) and not KANA.search(text, *line):
        # most lines of a text in another script: one passage, whichever letters of it make a phrase
        phrases = runs
    else:
        phrases = [each for each in _phrases(text, runs) if not view.is_protected(each[0], each[1]) or _is_no_tag(text, line, each)]
    if not phrases or _is_bilingual(text[line_start:line_end]):
        return
    if whole and foreign >= MIN_PASSAGE:
        yield _passage(view, phrases, line_end)
        return
    clauses = _cjk_clauses(view, target, phrases)
    done = line_start
    for phrase in phrases:
        start, end, number = phrase
        if start < done:
            continue
        clause = clauses.get(start, [])
        if len(clause) > 1 and sum(map(_weight, clause)) >= MIN_PASSAGE:
            done = clause[-1][1]
            yield _passage(view, clause, line_end)
        elif not belongs(text, line, start, end, script_name(number)):
            doubt = _doubt(view, line, start, end)
            if not doubt and (whole or clause):
                doubt = "most of the line is in its script" if whole else "the clause around it is in its language"
            yield Untranslated(start, end, *_script_and_language(view, [phrase]), _is_passage(text[start:end], number), doubt)


def _passage(view: View, phrases: list[_Run], line_end: int) -> Untranslated:
    """Some phrases of a line as one passage, with the marks that close it."""
    end = phrases[-1][1]
    while end < line_end and view.text[end] in CLOSING_MARKS:
        end += 1
    return Untranslated(phrases[0][0], end, *_script_and_language(view, phrases), passage=True)


def _is_passage(phrase: str, number: int) -> bool:
    """Whether a phrase is as long as a sentence, or shorter with the mark of one."""
    letters = _letters(phrase)
    long = _weight_of(number) * letters >= MIN_PASSAGE * 2
    return long or (any(mark in phrase for mark in SENTENCE_MARKS) and letters >= MIN_PASSAGE // 2)


def _doubt(view: View, line: tuple[int, int], start: int, end: int) -> str:
    """Why a phrase may belong where it is, by what is next to it; empty when nothing shows that."""
    text, (line_start, line_end) = view.text, line
    if text[start - 1 : start] in HASHES and view.is_protected(start, end):
        return "it may be a hashtag"
    if GLOSS_AFTER.match(text, end, min(line_end, end + 8)):
        return "a gloss in brackets follows it"
    if MENTION_AFTER.match(text, end, line_end):
        return "the sentence may speak about the word"
    if DATA_BEFORE.search(text[max(line_start, start - 8) : start]) and DATA_AFTER.match(text, end, line_end):
        return "it stands in data"
    return ""


def _cjk_clauses(view: View, target: Language, phrases: list[_Run]) -> dict[int, list[_Run]]:
    """The phrases of each clause that is prose in a CJK language, by the start of each."""
    if not set(CJK).isdisjoint(target.scripts):
        return {}
    clauses: dict[tuple[int, int], list[_Run]] = {}
    found = {}
    for phrase in phrases:
        if script_name(phrase[2]) in CJK and view.in_cjk_prose(phrase[0]):
            found[phrase[0]] = clauses.setdefault(view.clause_at(phrase[0]), [])
            found[phrase[0]].append(phrase)
    return found


def _weight(run: _Run) -> int:
    start, end, number = run
    return _weight_of(number) * (end - start)


@cache
def _weight_of(script: int) -> int:
    return WEIGHT.get(script_name(script), 1)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _is_no_tag(text: str, line: tuple[int, int], phrase: _Run) -> bool:
    """Whether what looks like a hashtag is none: its sign closes a placeholder ("#NAME #你好"), it is
    a word of two letters cut off ("#на Azovstal"), it begins in Latin letters ("#Product新品"), or it
    opens a line as the first word of a heading ("#堆 overview").
    """
    (line_start, line_end), (start, end, number) = line, phrase
    context = max(line_start, start - TAG_CONTEXT)
    if text[start - 1 : start] not in HASHES:
        return TAG_HEAD.search(text, context, start) is not None
    if start - 1 == line_start and HEADING_REST.match(text, end, line_end) and not any(sign in text[end:line_end] for sign in HASHES):
        return True
    if script_name(number) not in CJK and end - start <= 2 and TAG_REST.match(text, end, line_end):
        return True
    return any(match.end() == start for match in PLACEHOLDER.finditer(text, context, start))


def _phrases(text: str, runs: list[_Run]) -> list[_Run]:
    """Runs joined over the marks, digits and spaces inside a phrase."""
    phrases: list[_Run] = []
    for start, end, number in runs:
        if phrases:
            last_start, last_end, last_number = phrases[-1]
            cjk = script_name(number) in CJK
            same = (script_name(last_number) in CJK) == cjk and (cjk or last_number == number)
            if same and start - last_end <= MAX_GAP and (GAP_CJK if cjk else GAP_SPACED).fullmatch(text, last_end, start):
                phrases[-1] = (last_start, end, last_number)
                continue
        phrases.append((start, end, number))
    return phrases


def _script_and_language(view: View, phrases: list[_Run]) -> tuple[str, str]:
    """Script and language of some phrases in a row; one kana between them shows Japanese."""
    scripts = {script_name(number) for _, _, number in phrases}
    if KANA.search(view.text, phrases[0][0], phrases[-1][1]):
        return ("Kana" if "Kana" in scripts and "Hira" not in scripts else "Hira"), "ja"
    script = script_name(phrases[0][2])
    return script, _language_of(script, view.source.code, view.source.scripts)


@cache
def _language_of(script: str, source: str, source_scripts: tuple[str, ...]) -> str:
    return source if script in source_scripts else LANGUAGES.get(script, f"und-{script}")


def _is_bilingual(line: str) -> bool:
    """Whether a line says the same in two languages, side by side with a separator between."""
    if not (SEPARATED.search(line) and ASCII_LETTER.search(line)):
        return False
    parts = [part for part in LANGUAGE_SEPARATOR.split(line.strip()) if _letters(part)]
    if len(parts) < 2:
        return False
    latin = [sum(char.isascii() and char.isalpha() for char in part) / _letters(part) for part in parts]
    pure = all(share <= MAX_OTHER or share >= 1 - MAX_OTHER for share in latin)
    if not (pure and any(share <= MAX_OTHER for share in latin) and any(share >= 1 - MAX_OTHER for share in latin)):
        return False
    foreign = sum(_letters(part) for part, share in zip(parts, latin, strict=True) if share <= MAX_OTHER)
    return foreign * MAX_RATIO >= sum(map(_letters, parts)) - foreign
