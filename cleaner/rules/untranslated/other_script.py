"""Text in a script that is not the target's: where it is, and whether it belongs there.

`untranslated-fragment` and `untranslated-passage` share this; a line is read once for both.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cleaner.languages.chinese import pinyin
from cleaner.languages.english import FUNCTION_WORDS
from cleaner.languages.identify import CJK
from cleaner.languages.tags import ENDONYMS, Language
from cleaner.models.leftovers import INTERNATIONAL, Run, chance, runs, vocabulary
from cleaner.rules.untranslated.marks import BRACKETS, CORNERS, QUOTES, TITLE_MARKS, inside
from cleaner.rules.untranslated.same_script import copied
from cleaner.rules.view import View, once_per_view
from cleaner.scan import script_name

GAP_CJK = re.compile(r"[\s\dー·・，、。：；！？％—…“”‘’「」『』〜～-]{0,6}")
GAP_SPACED = re.compile(r"[\s\d.,'’\-–—:;!?\"«»]{0,4}")
WEIGHT = {"Hani": 2, "Hira": 1, "Kana": 1}
"""Letters of the target a letter of a script weighs: a Han character says about as much as two Latin letters."""
PASSAGE = 24
"""Letters from which on a leftover is a passage: a sentence or more, no longer a word that was missed."""
SENTENCE_MARKS = "。！？｡"
SHARE = 0.5
"""Share of a line's letters from which on the line as a whole is untranslated."""

PASSAGE_WORDS = 12
ORIGINAL_REACH = 2
MAX_ORIGINAL = 400
"""Lines before and after a line among which its original may stand, and their code points at most: bilingual subtitles and verses."""
BRACKET_REACH = 160
"""Code points behind a word in which its closing bracket is looked for."""
LATIN_TITLE = re.compile("[A-Za-z]{3}")
LABEL = re.compile(
    r"\b(?:chinese|mandarin|cantonese|japanese|korean|russian|ukrainian|arabic|hebrew|thai|hindi|greek|persian|pinyin|hanzi|kanji|hangul|"
    r"simplified|traditional|literally|lit|romanized|romanised|jyutping|romaji)\b|[:：]\s*$",
    re.IGNORECASE,
)
"""What a bracketed original is announced with: "(Chinese: 樞密院)"."""
ABOUT_WORDS = re.compile(
    r"\b(?:characters?|words?|terms?|letters?|phrases?|surnames?|idioms?|hashtags?|written(?: as)?|spelled|spelt|meaning|pronounced|ideographs?|kanji|hanzi|"
    r"translate[ds]?|translating|type[ds]?|typing|searche?[ds]?(?: for)?|difference between|novel|magazine|newspaper|film|movie|album|song|band|hotel)"
    r"\s*(?:for\s+\w+\s*)?[,:]?\s*$",
    re.IGNORECASE,
)
"""What a word that is spoken about, not used, is announced with: "the character “福”"."""
GLOSS_AFTER = re.compile(r"\s*[(（]\s*[A-Za-z]")
ABOUT_AFTER = re.compile(r"[”\"’']?\s*(?:means?\b|(?:is|are) used\b|into English\b)")
DATA_BEFORE = re.compile(r"[=:,]\s*[\"'`]$|^[^\s,]{0,7},$")
DATA_AFTER = re.compile(r"[\"'`]\s*(?:[,;}\])]|$)|,\S")
"""A value of JSON, of an assignment, or of a comma-separated line."""
BALANCE = 8
"""Letters of the other language that one foreign letter may stand against in a line in two languages."""
KEPT = re.compile(r"[\w.-]*\.[a-z]{2,4}|\w*[A-Z]\w*\d[\w.-]*(?: \w{2,3})?", re.ASCII)
"""Names of files and of models."""
KEPT_LONGEST = 60
LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SPECIES = re.compile(r"[A-Z][a-z]+ [a-z]+(?:a|ae|i|is|um|us|ensis|oides)")
"""A scientific name: every language keeps it."""
LAST_WORD = re.compile(r"[^\W\d_]+(?=\s*\Z)")
SHORT_WORDS = frozenset(
    "app cm com eg etc ghz http https ie jpg kcal kg khz km kwh mah max mb mg mhz min ml mm mph net ng nm org pdf ppm px rpm sec via vs wifi www".split()
)
"""Lower-case words that no translation would change: units, endings of files and addresses, abbreviations."""
PROGRAMS = frozenset("bash curl docker git grep kubectl linux make nginx npm pip redis ssh sudo tar vim yarn".split())
"""Programs, whose names are written in lower case."""
CITED = re.compile(r"\bet al\b")
MODEL = re.compile(r"[A-Za-z] ?\d+ \Z")
"""What stands before the rest of a product's name: "iPhone 15 Pro"."""
KEPT_WORDS = SHORT_WORDS | PROGRAMS | INTERNATIONAL
LANGUAGE_SEPARATOR = re.compile(r"(?<!\s)\s*[|丨｜\t]\s*|(?<!\s)\s+[/／—–-]\s+|(?<!\s)\s{3,}")
NAME_BEFORE = re.compile(r"([A-Z][A-Za-zü'’-]*(?:\s+[A-Z][A-Za-zü'’-]*){0,3})\s*$")
TRANSLATION_BEFORE = re.compile(r"(?:[A-Z][\w'’-]*|[”\"’'])\s*$")
WORD_BEFORE = re.compile(r"[\w”\"’'»%]\s*$")
WORD_AFTER = re.compile(r"\s*\w")
FACE = re.compile(r"[(（][^()（）\w]*[\u3040-\u30ff][^()（）]{0,6}[)）]|\\_?[(（]ツ[)）]")
TIMES = re.compile(r"х(?:\s?\d+\s?х)*")
"""The Cyrillic letter that stands for a multiplication sign: "90х190х27"."""
LETTERS = re.compile(r"[^\W\d_]+")
BAR = "丨"
"""A Han character (a stroke) that pages use as a vertical bar."""
SIGNS = ("#", "＃")
HANDLE = ("@", "＠", *SIGNS)
"""What stands before the name of an account or a subject."""
PLACEHOLDER = re.compile(r"#[A-Z][A-Za-z_]*\d* ?[#＃]", re.ASCII)
"""What stands for a name that was taken out of a text before it was translated: "#NAME #", "#Product2#"."""
PLACEHOLDER_REACH = 40
TAG_HEAD = re.compile(r"(?<!\w)[#＃][A-Za-z\d]+\Z")
TAG_REST = re.compile(r"\s[A-Z]")
HEADING_REST = re.compile(r"[ \t]+[^\W\d_]")
"""What follows the first word of a heading whose mark has no blank after it: "#堆 overview"; it may also be a hashtag."""
INITIAL = re.compile(r"\.\s?[A-Z](?:\.|[a-z])")
ROUBLES, AMOUNT = re.compile("[рР]"), re.compile(r"\d\s?\Z")
NUMBER_SCALES = frozenset({"万", "萬", "亿", "億", "万亿", "萬億"})
BETWEEN_NAMES = re.compile(r"[\s·・，、()（）]+")
SILENT_ALONE = frozenset({"の", "々", "ツ"})


@dataclass(frozen=True, slots=True)
class Leftover:
    """A stretch of text in a foreign script that does not belong there.

    Attributes:
        start, end: code points in the view's text.
        script: ISO 15924 name of the script most of its letters are in.
        language: BCP-47 tag it is most likely in.
        passage: whether it is a sentence or more.
        doubtful: why it may belong there after all; empty when nothing speaks for that.
        likely: how likely people call it a leftover, where that was learned; None where it is plain.
    """

    start: int
    end: int
    script: str
    language: str
    passage: bool
    doubtful: str = ""
    likely: float | None = None


@once_per_view
def leftovers(view: View) -> list[Leftover]:
    """The leftovers of a text in its order."""
    return list(_leftovers(view))


def _leftovers(view: View) -> Iterator[Leftover]:
    if view.target is None or (view.settings.target is None and view.target.code == view.source.code):
        # a text in the language of the source is no translation
        return
    if view.settings.target is None and not set(CJK).isdisjoint(view.target.scripts):
        # nobody said what the text should be in: names, terms and commands are all that Latin letters show there
        pass
    elif "Latn" not in view.target.scripts:
        yield from _latin(view, view.target)
    else:
        for start, end, likely in copied(view):
            yield Leftover(
                start, end, "Latn", view.source.code, passage=len(LATIN_WORD.findall(view.text, start, end)) >= PASSAGE_WORDS, likely=likely
            )
    runs = view.foreign_runs((*view.target.scripts, "Latn"))
    at = 0
    while at < len(runs):
        line_start, line_end = view.line_at(runs[at][0])
        stop = at
        while stop < len(runs) and runs[stop][0] < line_end:
            stop += 1
        yield from _in_line(view, line_start, line_end, runs[at:stop])
        at = stop


def _latin(view: View, target: Language) -> Iterator[Leftover]:
    """Words in Latin letters in a text that is not written in them: those that people seldom accept."""
    language = view.source.code if view.source.latin else "en"
    for run in candidates(view, target):
        likely = chance(run)
        if likely is not None:
            words = len(LATIN_WORD.findall(view.text, run.start, run.end))
            yield Leftover(run.start, run.end, "Latn", language, passage=words >= PASSAGE_WORDS, likely=likely)


def candidates(view: View, target: Language) -> Iterator[Run]:
    """Words in Latin letters that nothing around them says to keep: no code, no address, no original in brackets, no quotation."""
    text = view.text
    source = vocabulary(view.settings.source_text) if view.settings.source_text and view.source.latin else None
    for number in sorted({view.line_number(start) for start, _, _ in view.script_runs(("Latn",))}):
        line_start, line_end = view.spans[number]
        if not view.has_script(line_start, line_end, target.scripts):
            continue
        for run in runs(text, line_start, line_end, target.code, source):
            start, end = run.start, run.end
            before, after = text[max(line_start, start - 80) : start], text[end : min(line_end, end + 80)]
            words = text[start:end]
            if (
                end - start < 2
                or (end - start < KEPT_LONGEST and KEPT.fullmatch(words))
                or SPECIES.fullmatch(words)
                or CITED.search(words)
                or words.split(" ", 1)[0] in PROGRAMS
                or words.lower() in PROGRAMS
                or before.endswith(HANDLE)
                or MODEL.search(before[-8:])
                or run.kept
                or KEPT_WORDS.issuperset(LATIN_WORD.findall(words))
            ):
                continue
            if not (
                view.is_protected(start, end)
                or inside(before, after, BRACKETS | TITLE_MARKS | CORNERS | QUOTES)
                or _in_original(view, number, words, target)
            ):
                yield run


def _in_original(view: View, number: int, words: str, target: Language) -> bool:
    """Whether a line nearby that is all in Latin letters has the same words: a text in two languages, line by line, gives the original there."""
    if " " not in words:
        return False
    for near in range(max(0, number - ORIGINAL_REACH), min(len(view.spans), number + ORIGINAL_REACH + 1)):
        start, end = view.spans[near]
        if (
            near != number
            and end - start <= MAX_ORIGINAL
            and view.text.find(words, start, end) >= 0
            and not view.has_script(start, end, target.scripts)
        ):
            return True
    return False


def _in_line(view: View, line_start: int, line_end: int, runs: list[tuple[int, int, int]]) -> Iterator[Leftover]:
    text = view.text
    groups = [
        group for group in _groups(text, runs) if not view.is_protected(group[0], group[1]) or _no_tag(text, line_start, line_end, *group)
    ]
    if not groups:
        return
    foreign = sum(map(_weight, runs))
    native = view.line_letters[view.line_number(line_start)] - sum(end - start for start, end, _ in runs)
    whole = foreign * (1 - SHARE) >= native * SHARE
    bilingual = _bilingual(text[line_start:line_end])
    if whole and foreign >= PASSAGE and not bilingual:
        start, end = groups[0][0], groups[-1][1]
        yield Leftover(start, _with_marks(text, end, line_end), *_written(text[start:end], groups, view), passage=True)
        return
    if bilingual:
        return
    clauses = _cjk_clauses(view, groups)
    done = line_start
    for start, end, number in groups:
        fragment = text[start:end]
        if start < done:
            continue
        clause = clauses.get(start, [])
        if len(clause) > 1 and sum(_weight(each) for each in clause) >= PASSAGE:
            done = clause[-1][1]
            yield Leftover(start, _with_marks(text, done, line_end), *_written(text[start:done], clause, view), passage=True)
            continue
        if _belongs(text, line_start, line_end, start, end, script_name(number)):
            continue
        long = WEIGHT.get(script_name(number), 1) * _letters(fragment) >= PASSAGE * 2
        passage = long or (any(mark in fragment for mark in SENTENCE_MARKS) and _letters(fragment) >= PASSAGE // 2)
        doubtful = ""
        if text[start - 1 : start] in SIGNS and view.is_protected(start, end):
            doubtful = "it may be a hashtag"
        elif GLOSS_AFTER.match(text, end, min(line_end, end + 8)):
            doubtful = "a gloss in brackets follows it"
        elif ABOUT_AFTER.match(text, end, line_end):
            doubtful = "the sentence may speak about the word"
        elif DATA_BEFORE.search(text[max(line_start, start - 8) : start]) and DATA_AFTER.match(text, end, line_end):
            doubtful = "it stands in data"
        elif whole:
            doubtful = "most of the line is in its script"
        elif clause:
            doubtful = "the clause around it is in its language"
        yield Leftover(start, end, *_written(fragment, [(start, end, number)], view), passage, doubtful)


def _cjk_clauses(view: View, groups: list[tuple[int, int, int]]) -> dict[int, list[tuple[int, int, int]]]:
    """By the start of each group that lies in Chinese, Japanese or Korean prose: all groups of its clause, none of which is replaced alone."""
    if view.target is None or not set(CJK).isdisjoint(view.target.scripts):
        return {}
    clauses: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    found = {}
    for group in groups:
        if script_name(group[2]) in CJK and view.in_cjk_prose(group[0]):
            found[group[0]] = clauses.setdefault(view.clause_at(group[0]), [])
            found[group[0]].append(group)
    return found


def _weight(run: tuple[int, int, int]) -> int:
    return WEIGHT.get(script_name(run[2]), 1) * (run[1] - run[0])


def _no_tag(text: str, line_start: int, line_end: int, start: int, end: int, number: int) -> bool:
    """Whether what looks like a hashtag is none: its sign closes a placeholder ("#NAME #你好"), it is a word of two letters cut off
    ("#на Azovstal"), it begins in Latin letters ("#Product新品"), or it opens a line as the first word of a heading ("#堆 overview").
    """
    if text[start - 1 : start] not in SIGNS:
        return TAG_HEAD.search(text, max(line_start, start - PLACEHOLDER_REACH), start) is not None
    if start - 1 == line_start and HEADING_REST.match(text, end, line_end) and not any(sign in text[end:line_end] for sign in SIGNS):
        return True
    if script_name(number) not in CJK and end - start <= 2 and TAG_REST.match(text, end, line_end):
        return True
    reach = max(line_start, start - PLACEHOLDER_REACH)
    return any(match.end() == start for match in PLACEHOLDER.finditer(text, reach, start))


def _groups(text: str, runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Runs joined over the marks, digits and spaces that stand inside a phrase."""
    groups: list[tuple[int, int, int]] = []
    for start, end, number in runs:
        if groups:
            last_start, last_end, last_number = groups[-1]
            cjk = script_name(number) in CJK
            same = (script_name(last_number) in CJK) == cjk and (cjk or last_number == number)
            if same and start - last_end <= 6 and (GAP_CJK if cjk else GAP_SPACED).fullmatch(text, last_end, start):
                groups[-1] = (last_start, end, last_number)
                continue
        groups.append((start, end, number))
    return groups


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _with_marks(text: str, end: int, line_end: int) -> int:
    while end < line_end and text[end] in "。！？｡”」』）)…":
        end += 1
    return end


def _written(fragment: str, groups: list[tuple[int, int, int]], view: View) -> tuple[str, str]:
    """Script and language of a leftover."""
    scripts = {script_name(number) for _, _, number in groups}
    if any("\u3040" <= char <= "\u30ff" for char in fragment):
        return ("Kana" if "Kana" in scripts and "Hira" not in scripts else "Hira"), "ja"
    script = script_name(groups[0][2])
    return script, _language_of(script, view.source.code, view.source.scripts)


@cache
def _language_of(script: str, source: str, source_scripts: tuple[str, ...]) -> str:
    if script in source_scripts:
        return source
    known = {"Hani": "zh", "Bopo": "zh", "Hang": "ko", "Hira": "ja", "Kana": "ja", "Cyrl": "ru", "Arab": "ar", "Hebr": "he", "Thai": "th", "Grek": "el",
             "Deva": "hi", "Beng": "bn", "Taml": "ta", "Telu": "te", "Mymr": "my", "Khmr": "km", "Laoo": "lo", "Geor": "ka", "Armn": "hy"}  # fmt: skip
    return known.get(script, f"und-{script}")


def _belongs(text: str, line_start: int, line_end: int, start: int, end: int, script: str) -> bool:
    """Whether a foreign word is meant to stand where it does."""
    fragment = text[start:end]
    before = text[max(line_start, start - 80) : start]
    after = text[end : min(line_end, end + BRACKET_REACH)]
    if fragment == BAR or (fragment in SILENT_ALONE and not (before[-1:].isalpha() and after[:1].isalpha())):
        return True
    if fragment in NUMBER_SCALES and before[-1:].isdigit():
        # `number-slip` has it, number and all
        return True
    if script not in CJK and len(fragment) < 2:
        # an initial is part of a name, and one of another script is of another name
        if script == "Cyrl" and ROUBLES.fullmatch(fragment) and AMOUNT.search(before):
            return False
        return not (fragment.isupper() and script == "Cyrl" and not before.strip()[-1:].isalpha() and INITIAL.match(after))
    if script == "Grek" and all(len(word) < 3 for word in LETTERS.findall(fragment)):
        return True
    if script == "Cyrl" and TIMES.fullmatch(fragment):
        return True
    if script == "Hang" and all("\u3130" <= char <= "\u318f" for char in fragment):
        return True
    if all(name in ENDONYMS for name in BETWEEN_NAMES.split(fragment.lower())):
        # the name of a language, as a list of languages has it; between two words it is a word like any other
        return not (WORD_AFTER.match(after) and WORD_BEFORE.search(before))
    if FACE.search(before[-4:] + fragment + after[:4]):
        return True
    if inside(before, after, TITLE_MARKS):
        return not _in_translated_title(before, after)
    if ABOUT_WORDS.search(before.rstrip("“\"‘'「『 ")):
        return True
    return _glosses(before, after) or (script == "Hani" and _name_repeated(before, fragment))


def _in_translated_title(before: str, after: str) -> bool:
    """Whether the title around a word is in Latin letters but for the word."""
    head = re.split(f"[{''.join(TITLE_MARKS)}]", before)[-1]
    tail = re.split(f"[{''.join(TITLE_MARKS.values())}]", after)[0]
    return LATIN_TITLE.search(head) is not None or LATIN_TITLE.search(tail) is not None


def _glosses(before: str, after: str) -> bool:
    """Whether the word stands in brackets or quotes after its translation."""
    for marks, needs in ((BRACKETS, WORD_BEFORE), (QUOTES, TRANSLATION_BEFORE)):
        place, opening = max((before.rfind(mark), mark) for mark in marks)
        if place < 0:
            continue
        inner = before[place + 1 :]
        closing = marks[opening]
        if closing in inner or closing not in after:
            continue
        rest = after[: after.index(closing)]
        outside = before[:place]
        if marks is BRACKETS:
            if LABEL.search(inner) or LABEL.search(rest):
                return True
            last = LAST_WORD.search(outside)
            if last is not None and last[0].lower() in FUNCTION_WORDS:
                continue
            few = len((inner + " " + rest[:40]).split()) <= 4
            if few and needs.search(outside):
                return True
        elif not inner.strip() and not rest.strip() and needs.search(outside) and not outside.rstrip().endswith((",", ":")):
            return True
    return False


def _name_repeated(before: str, fragment: str) -> bool:
    """Whether the words before are the pinyin of the fragment: "Zhang Ming 张明"."""
    match = NAME_BEFORE.search(before)
    if match is None or len(fragment) > 6:
        return False
    latin = re.sub(r"[^a-zü]", "", match[1].lower())
    return latin.endswith(_toneless(fragment)) and len(fragment) >= 2


def _toneless(fragment: str) -> str:
    plain = unicodedata.normalize("NFD", pinyin(fragment).replace(" ", ""))
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


def _bilingual(line: str) -> bool:
    """Whether a line says the same in two languages, side by side with a separator between."""
    parts = [part for part in LANGUAGE_SEPARATOR.split(line.strip()) if _letters(part)]
    if len(parts) < 2:
        return False
    latin = [sum(char.isascii() and char.isalpha() for char in part) / _letters(part) for part in parts]
    pure = all(share <= 0.1 or share >= 0.9 for share in latin)
    if not (pure and any(share <= 0.1 for share in latin) and any(share >= 0.9 for share in latin)):
        return False
    foreign = sum(_letters(part) for part, share in zip(parts, latin, strict=True) if share <= 0.1)
    return foreign * BALANCE >= sum(map(_letters, parts)) - foreign
