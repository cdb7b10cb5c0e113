"""Learn `cleaner/models/fluency.npz`: what the characters of fluent text cost.

    python training/fluency.py DATA [--half N] [--out FILE]

DATA is the folder of development data. Letters are counted in the frequency lists of wordfreq (extra `training`; German and Basque in pyspellchecker, small languages in simplemma), each word as often as its language uses
it, and in the development data; characters of Chinese, Japanese and Korean in both, Thai in the development data alone; marks, spaces and classes in
the development data. `--half` counts only the sources of that half, for measuring on the other.
"""

import argparse
import gzip
import io
import json
import math
import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
import wordfreq
from clean_lines import clean_lines
from simplemma.strategies import DefaultDictionaryFactory

from cleaner.codepoints import tables as unicode_tables
from cleaner.languages.chinese import simplify, traditionalize
from cleaner.models import fluency
from cleaner.models.fluency import CJK_CLASSES, CJK_END, CJK_START, CLASSES, GROUPS, LETTER_CLASSES, MAX_STEPS, NATS

Arrays = dict[str, np.ndarray]
Lines = dict[str, list[str]]
TARGET = Path(__file__).parent.parent / "cleaner" / "models" / "fluency.npz"
LANGUAGES = {
    "Latn": "ast ca cs cy da de en eo es et eu fi fil fr ga gd gl gv hu id is it la lb lt lv ms nb nl nn pl pt ro se sh sk sl sq sv tr vi".split(),
    "Cyrl": "bg mk ru sr uk".split(),
    "Grek": ["el"],
    "Arab": "ar fa ur".split(),
    "Hebr": ["he"],
    "Thai": ["th"],
}
OF_SIMPLEMMA = frozenset("ast cy eo et ga gd gl gv la lb nn se sq".split())
"""Languages whose words are those of simplemma; wordfreq lacks them."""
CJK_LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "ko")
MASS = 2e5
"""Words that a frequency list counts as."""
SMOOTHING = 30
"""Letters of the language at large that each letter is taken to have been followed by."""
MAX_LETTER_COST = 13
PER_LANGUAGE = 300
"""Lines of a language from which the usual cost of a class is learned."""
PICTURES, MAX_PICTURE_COST = 0x2600, 5
"""Code points from which on symbols are pictures, and the most that one costs in nats: no wrong decoder makes them, but where they stand for bytes of
East Asian text in private use."""
PRIOR = 5
"""Nats that a character of a class without examples is taken to cost."""
MIN_SHARE = 2e-7
"""Share of a language's letters from which on a letter is in an alphabet."""
LIVING = "Armn Beng Deva Ethi Geor Gujr Guru Khmr Knda Laoo Mlym Mymr Orya Sinh Taml Telu Tibt".split()
"""Scripts without tables that languages with many writers are written in."""
CYRILLIC = dict(
    zip(
        "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split(),
        "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш".split(),
        strict=True,
    )
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--half", type=int)
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args()
    lines = defaultdict(list)
    for line in clean_lines(options.data):
        if options.half in (None, line.half):
            lines[line.language].append(line.text)
    arrays = {}
    classes, groups = _classes()
    arrays.update(_runs(classes))
    alphabets, languages = [], []
    letter_points, letter_numbers, letter_groups = [], [], []
    for number, group in enumerate(GROUPS, 1):
        alphabet, pairs = _letters(group, lines, groups, number)
        alphabets.append(alphabet)
        for point in map(int, np.flatnonzero(groups == number)):
            char = chr(point).lower()[0]
            letter_points.append(point)
            letter_numbers.append(alphabet.index(char) + 2 if char in alphabet else fluency.UNKNOWN)
            letter_groups.append(number)
        languages.append(" ".join(LANGUAGES[group]))
        arrays[f"pairs_{group}"] = pairs
    languages.append(" ".join(CJK_LANGUAGES))
    arrays["cjk"] = _cjk(lines, classes)
    arrays["languages"] = np.array(languages)
    arrays["letter_points"] = np.array(letter_points, dtype=np.int32)
    arrays["letter_numbers"], arrays["letter_groups"] = (np.array(each, dtype=np.uint8) for each in (letter_numbers, letter_groups))
    arrays["steps"], arrays["char_points"], arrays["char_costs"], arrays["run_costs"] = _marks(lines, classes, groups, arrays)
    arrays["usual"] = np.ones(len(CLASSES))
    arrays["usual"] = _usual(lines, fluency.unpack(_packed(arrays)))
    data = _packed(arrays)
    options.out.write_bytes(data)
    print(f"{options.out.name}: {len(data):,} bytes; letters of {', '.join(map(str, map(len, alphabets)))}")


def _packed(arrays: Arrays) -> bytes:
    data = io.BytesIO()
    np.savez_compressed(data, **arrays)
    return data.getvalue()


def _usual(lines: Lines, model: fluency.Tables) -> np.ndarray:
    """Nats of a character of each class in fluent text, by least squares over lines of all languages; drawn to `PRIOR` where there are few."""
    rows, costs = [], []
    for language in sorted(lines):
        texts = [text for text in lines[language] if not text.isascii()]
        texts = random.Random(0).sample(  # noqa: S311
            texts, min(PER_LANGUAGE, len(texts))
        )
        for text, cost in zip(texts, fluency.costs(texts, model) if texts else (), strict=True):
            points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
            rows.append(np.bincount(model.classes[points], minlength=len(CLASSES)) / len(text))
            costs.append(cost / len(text))
    ridge = 0.3 * np.eye(len(CLASSES))
    solved, *_ = np.linalg.lstsq(np.vstack([*rows, ridge]), np.append(costs, ridge.sum(axis=1) * PRIOR), rcond=None)
    return solved


def _classes() -> tuple[np.ndarray, np.ndarray]:
    scripts, _, _, names = unicode_tables()
    groups = np.zeros(0x110000, dtype=np.uint8)
    for number, name in enumerate(GROUPS, 1):
        if name in names:
            groups[scripts == names.index(name)] = number
    classes = np.zeros(0x110000, dtype=np.uint8)
    for point in range(0x110000):
        classes[point] = CLASSES.index(_class(chr(point), names[scripts[point]]))
    is_letter = np.isin(classes, [CLASSES.index(each) for each in LETTER_CLASSES])
    groups[~is_letter] = 0
    return classes, groups


def _class(char: str, script: str) -> str:
    category = unicodedata.category(char)
    if char in "\t\n\r\f " or category in ("Zs", "Zl", "Zp"):
        return "space"
    if char.isascii():
        return (
            "lower"
            if char.islower()
            else "upper"
            if char.isupper()
            else "digit"
            if char.isdigit()
            else "control"
            if category == "Cc"
            else "ascii"
        )
    if category == "Cc":
        return "control"
    if category == "Cf":
        return "format"
    if category in ("Cn", "Co", "Cs") or char == "\N{REPLACEMENT CHARACTER}":
        return "unassigned"
    if script == "Hani" and category[0] == "L":
        return "han"
    if script in ("Hira", "Kana"):
        return "kana"
    if script == "Hang":
        return "hangul"
    point = ord(char)
    if 0x3000 <= point < 0x3100 or 0xFE30 <= point < 0xFE70 or 0xFF00 <= point < 0xFFF0:
        return "wide"
    if char in "ªº":
        return "symbol"
    if category in ("Ll", "Lu", "Lt"):
        return "lower" if category == "Ll" else "upper"
    if category[0] == "M" and script in ("Zinh", "Zyyy"):
        return "mark"
    if category[0] in "LM":
        return "letter"
    if category[0] == "P":
        return "punctuation"
    return "symbol"


def _runs(classes: np.ndarray) -> Arrays:
    starts = np.append(0, np.flatnonzero(np.diff(classes)) + 1)
    return {"run_starts": starts.astype(np.int32), "run_classes": classes[starts]}


def _words(language: str) -> dict[str, float]:
    """Words of a language with how often they are used."""
    if language == "th":
        return {}
    if language == "sr":
        return {_cyrillic(word): share for word, share in wordfreq.get_frequency_dict("sh").items()}
    if language in OF_SIMPLEMMA:
        # forms and lemmas, each as often as the others: their letters are those of rare words, too
        forms = DefaultDictionaryFactory().get_dictionary(language)
        words = {word for form, lemma in forms.items() for word in (form, lemma) if "-" not in word}
        return dict.fromkeys(words, 1 / len(words))
    if language in ("de", "eu"):
        # wordfreq writes "ss" for "ß", and has no Basque
        counts = json.loads(gzip.decompress(files("spellchecker").joinpath("resources", f"{language}.json.gz").read_bytes()))
        total = sum(counts.values())
        return {word: count / total for word, count in counts.items()}
    words = wordfreq.get_frequency_dict(language, "best")
    # and one sigma for both
    return {re.sub("σ$", "ς", word): share for word, share in words.items()} if language == "el" else words


def _cyrillic(word: str) -> str:
    made, at = [], 0
    while at < len(word):
        two = word[at : at + 2]
        step = 2 if two in CYRILLIC else 1
        made.append(CYRILLIC.get(word[at : at + step], word[at : at + step]))
        at += step
    return "".join(made)


def _pieces(text: str, groups: np.ndarray, number: int) -> Iterator[str]:
    """Runs of letters of a group."""
    run = []
    for char in text:
        if groups[ord(char)] == number:
            run.append(char)
        elif run:
            yield "".join(run)
            run = []
    if run:
        yield "".join(run)


def _letters(group: str, lines: Lines, groups: np.ndarray, number: int) -> tuple[str, np.ndarray]:
    counts = {}
    for language in LANGUAGES[group]:
        words = Counter()
        for word, share in _words(language).items():
            for piece in _pieces(word, groups, number):
                words[piece.lower()] += share * MASS
        for text in lines.get(language, ()):
            for piece in _pieces(text, groups, number):
                words[piece.lower()] += 1
        counts[language] = words
    letters = Counter()
    for words in counts.values():
        own = Counter()
        for word, count in words.items():
            for char in word:
                own[char] += count
        total = sum(own.values())
        for char, count in own.items():
            if count / total >= MIN_SHARE and len(char.upper()) == 1:
                letters[char] = max(letters[char], count / total)
    alphabet = sorted(sorted(letters, key=lambda char: -letters[char])[:250])
    index = {char: at for at, char in enumerate(alphabet, 2)}
    size = len(alphabet) + 2
    pairs = np.zeros((len(counts), size, size), dtype=np.uint8)
    for at, words in enumerate(counts.values()):
        table = np.zeros((size, size))
        for word, count in words.items():
            numbers = [0, *(index.get(char, 1) for char in word), 0]
            for left, right in pairwise(numbers):
                table[left, right] += count
        single = table.sum(axis=0) + 1e-3
        single /= single.sum()
        share = (table + SMOOTHING * single) / (table.sum(axis=1, keepdims=True) + SMOOTHING)
        cost = np.minimum(-np.log(share), MAX_LETTER_COST)
        cost[:, 1] = MAX_LETTER_COST
        # the transition between two edges is no letter
        cost[0, 0] = 0
        pairs[at] = np.round(cost * NATS).astype(np.uint8)
    return "".join(alphabet), pairs


def _cjk(lines: Lines, classes: np.ndarray) -> np.ndarray:
    wanted = {CLASSES.index(each) for each in CJK_CLASSES}
    texts = {language: Counter() for language in CJK_LANGUAGES}
    for language in CJK_LANGUAGES:
        code = language[:2]
        for word, share in wordfreq.get_frequency_dict(code, "best").items():
            made = simplify(word) if language == "zh-Hans" else traditionalize(word) if language == "zh-Hant" else word
            for char in made:
                texts[language][char] += share * MASS
        for text in lines.get(language, ()):
            for char in text:
                texts[language][char] += 1
    hans = "\n".join(lines.get("zh-Hans", ()))
    for char in traditionalize(hans):
        texts["zh-Hant"][char] += 1
    table = np.full((len(CJK_LANGUAGES), CJK_END - CJK_START), MAX_STEPS, dtype=np.uint8)
    for at, counts in enumerate(texts.values()):
        own = {char: count for char, count in counts.items() if classes[ord(char)] in wanted and CJK_START <= ord(char) < CJK_END}
        # one count of characters of the languages' standards that were not seen, the least for any other
        by_class = defaultdict(float)
        for char, count in own.items():
            by_class[classes[ord(char)]] += count
        for point in range(CJK_START, CJK_END):
            if classes[point] not in wanted:
                continue
            total = by_class.get(classes[point], 0.0) + 1e4
            count = own.get(chr(point), 0.0) + _standard(chr(point))
            table[at, point - CJK_START] = min(MAX_STEPS, round(-math.log(count / total) * NATS))
    return table


def _standard(char: str) -> float:
    """Pseudo-count of a character: more when an everyday standard has it."""
    for encoding, count in (("gb2312", 0.3), ("big5", 0.3), ("shift_jis", 0.3), ("euc-kr", 0.3), ("gbk", 0.02)):
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            continue
        return count
    return 0.002


def _marks(lines: Lines, classes: np.ndarray, groups: np.ndarray, arrays: Arrays) -> tuple[np.ndarray, ...]:
    per_language = 2_000_000
    steps = np.zeros((len(CLASSES), len(CLASSES)))
    chars = Counter()
    for texts in lines.values():
        joined = "\n" + "\n".join(texts) + "\n"
        joined = joined[:per_language]
        points = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
        own = classes[points]
        # no language outweighs the others by more than its square root
        weight = 1e3 / math.sqrt(len(own) + 1)
        np.add.at(steps, (own[:-1], own[1:]), weight)
        for char, count in Counter(joined).items():
            chars[char] += count * weight
    single = steps.sum(axis=0) + 0.5
    single /= single.sum()
    share = (steps + 3 * single) / (steps.sum(axis=1, keepdims=True) + 3)
    cost = np.minimum(-np.log(share), 31)
    by_class = defaultdict(float)
    scored = {CLASSES.index(each) for each in CLASSES if each not in (*LETTER_CLASSES, *CJK_CLASSES)}
    for char, count in chars.items():
        by_class[classes[ord(char)]] += count
    starts = arrays["run_starts"]
    run_costs = np.zeros(len(starts), dtype=np.uint8)
    for at, start in enumerate(starts):
        name = arrays["run_classes"][at]
        if name in scored:
            # unseen characters of the class share half a count
            run_costs[at] = min(MAX_STEPS, round(-math.log(0.5 / (by_class[name] + 500)) * NATS))
            if CLASSES[name] == "symbol" and start >= PICTURES:
                run_costs[at] = min(run_costs[at], MAX_PICTURE_COST * NATS)
        elif CLASSES[name] == "letter" or CLASSES[name] in LETTER_CLASSES:
            run_costs[at] = 0
    char_points, char_costs = [], []
    for char in sorted(chars):
        name = classes[ord(char)]
        if name in scored and not (CLASSES[name] == "symbol" and ord(char) >= PICTURES):
            char_points.append(ord(char))
            char_costs.append(min(MAX_STEPS, round(-math.log((chars[char] + 0.5) / (by_class[name] + 500)) * NATS)))
    other = (groups == 0) & np.isin(classes, [CLASSES.index(each) for each in LETTER_CLASSES])
    # letters of scripts without a table cost what a letter usually does
    other_points = np.flatnonzero(other)
    scripts, _, _, names = unicode_tables()
    living = np.isin(scripts, [names.index(name) for name in LIVING if name in names])
    char_points += [int(point) for point in other_points]
    char_costs += [round((fluency.OTHER_LETTER_COST if living[point] else fluency.RARE_LETTER_COST) * NATS) for point in other_points]
    return (
        np.round(cost * NATS).astype(np.uint8),
        np.array(char_points, dtype=np.int32),
        np.array(char_costs, dtype=np.uint8),
        run_costs,
    )


if __name__ == "__main__":
    main()
