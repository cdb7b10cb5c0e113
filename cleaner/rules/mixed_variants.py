"""Traditional characters in Simplified text, or Simplified ones in Traditional text; a Simplified
character in Japanese; a Traditional one that a converter chose for another word ("備受註目").

Why: search, dictionaries and readers know a word in one variant; a mix is the trace of two sources
or of a half-done conversion.
How: characters that one variant alone has (OpenCC, GB 2312 and Big5 together) where at least nine
in ten of such characters are of the other variant, or where the target's tag names the variant.
Neighbours are flagged as one. In Japanese, characters that GB 2312 has and JIS X 0213 has not. In
Traditional text, one of the characters that converters confuse, where OpenCC, which knows the words,
chooses the other one.
Left alone: characters that both variants use; titles in title marks and quotations, which keep
their own spelling; texts that are mixed throughout, which get a single note.
Source: OpenCC dictionaries.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np

from cleaner.annotation import Kind, Safety
from cleaner.document import Finding
from cleaner.languages.chinese import Variant, japanese, simplify, traditionalize, variants
from cleaner.languages.tags import variant
from cleaner.patterns import regex
from cleaner.rule import Case, Labels, Rule
from cleaner.rules.view import FIRST_CJK, View
from cleaner.spans import Spans

MIN_MAJORITY = 0.9
"""Share of the main variant at least; below, the text is mixed throughout."""
MIN_MAIN = 5
"""Characters of the main variant at least: with fewer, no variant is the main one."""
QUOTED = regex(r"《[^《》\n]{1,80}》|「[^「」\n]{1,80}」|『[^『』\n]{1,80}』|“[^“”\n]{1,80}”")


OVER_CONVERTED = "註隻後鬆瞭嚮錶範闆薑"
"""Traditional characters whose Simplified form is a Traditional character of its own (注, 只, 后, 松, 了, 向, 表, 范, 板, 姜): converters
that go by single characters put them where the other belongs."""
DISTANCE = regex("[千百十萬公英]裡(?!面|頭|邊|外)")
"""The same of 里, which is a distance after these."""
HAN_RUN = regex("[\u3400-\u9fff]+")
KANA = regex("[\u3040-\u30ff]")
BRACKETED = regex("[(（][^()（）\n]{1,40}[)）]")


def find(view: View) -> Iterator[Finding]:
    if view.target is None or view.highest < FIRST_CJK:
        return
    if view.target.code == "ja":
        yield from _in_japanese(view)
    if view.target.code != "zh":
        return
    yield from _over_converted(view)
    found = variants()[view.points]
    for match in QUOTED.finditer(view.text):
        found[match.start() : match.end()] = Variant.BOTH
    counts = np.bincount(found, minlength=3)
    simplified, traditional = int(counts[Variant.SIMPLIFIED]), int(counts[Variant.TRADITIONAL])
    asked = variant(view.target)
    wanted = {"Hans": Variant.SIMPLIFIED, "Hant": Variant.TRADITIONAL}.get(asked or "")
    if wanted is None:
        wanted = Variant.SIMPLIFIED if simplified >= traditional else Variant.TRADITIONAL
    ours, theirs = (simplified, traditional) if wanted is Variant.SIMPLIFIED else (traditional, simplified)
    if not theirs or ours < MIN_MAIN:
        return
    odd = Variant.TRADITIONAL if wanted is Variant.SIMPLIFIED else Variant.SIMPLIFIED
    at = np.flatnonzero(found == odd)
    names = ("Simplified", "Traditional") if wanted is Variant.SIMPLIFIED else ("Traditional", "Simplified")
    if ours < MIN_MAJORITY * (ours + theirs):
        start = int(at[0])
        message = f"the text mixes {ours} characters of {names[0]} writing with {theirs} of {names[1]} writing"
        yield RULE.finding(start, start + 1, message, safety=Safety.NOTE, evidence={"counts": {names[0]: ours, names[1]: theirs}})
        return
    breaks = np.flatnonzero(np.diff(at) > 2) + 1
    convert = simplify if wanted is Variant.SIMPLIFIED else traditionalize
    for group in np.split(at, breaks):
        start, end = int(group[0]), int(group[-1]) + 1
        wrong = view.text[start:end]
        yield RULE.finding(start, end, f"“{wrong}” is {names[1]} writing in a {names[0]} text", replacement=convert(wrong))


@cache
def _is_chinese_alone(char: str) -> bool:
    """Whether a character is Simplified Chinese and no Japanese one."""
    return not char.encode("shift_jis_2004", "ignore") and bool(char.encode("gb2312", "ignore"))


def _in_japanese(view: View) -> Iterator[Finding]:
    """Words with characters that Japanese does not have, in lines that are Japanese."""
    for start, end in view.spans:
        line = view.text[start:end]
        if not KANA.search(line):
            continue
        kept = Spans(match.span() for pattern in (QUOTED, BRACKETED) for match in pattern.finditer(line))
        for match in HAN_RUN.finditer(line):
            if (
                not any(map(_is_chinese_alone, match[0]))
                or kept.touch(*match.span())
                or view.is_protected(start + match.start(), start + match.end())
            ):
                continue
            ours = traditionalize(match[0])
            message = f"“{match[0]}” has characters that Japanese does not have"
            yield RULE.finding(start + match.start(), start + match.end(), message, replacement=japanese(ours))


def _over_converted(view: View) -> Iterator[Finding]:
    """Characters of Traditional text where the words need another one."""
    asked = variant(view.target) if view.target else None
    if asked == "Hans" or not any(char in view.text for char in (*OVER_CONVERTED, "裡")):
        return
    for start, end in view.spans:
        line = view.text[start:end]
        places = [number for number, char in enumerate(line) if char in OVER_CONVERTED]
        places += [match.end() - 1 for match in DISTANCE.finditer(line)]
        if not places:
            continue
        plain = simplify(line)
        by_words = traditionalize(plain)
        if len(plain) != len(line) or len(by_words) != len(line):
            continue
        for number in sorted(places):
            if by_words[number] == line[number] or by_words[number] != plain[number]:
                continue
            # 只 and 注 open their words, the others end them
            opens = number == 0 or by_words[number] == "只" or (by_words[number] == "注" and number + 1 < len(line))
            begin, end_of_word = (number, number + 2) if opens else (number - 1, number + 1)
            word, first = line[begin:end_of_word], start + begin
            fixed = word.replace(line[number], by_words[number])
            message = f"“{line[number]}” was converted for another word; here it is “{by_words[number]}”"
            yield RULE.finding(first, first + len(word), message, replacement=fixed, confidence=0.8)


RULE: Rule[View] = Rule(
    "mixed-variants",
    Kind.LANGUAGE,
    find,
    report_only=True,
    labels=Labels("Locale conventions (x-script-variant)", "locale-violation", (40, 40), ("note", "warning")),
    confidence=0.9,
    cases=(
        Case(
            "公安机关严厉打击电信网络诈骗犯罪，切实保护人民群众的财产⟦網絡~网络⟧安全，维护社会稳定，决不让骗子继续骗钱，说话算话。",
            target="zh",
        ),
        Case("公安机关严厉打击电信网络诈骗犯罪，他读过《紅樓夢》，并说这是中国最伟大的书。", target="zh"),
        Case("他说：老板，这个面条里没有干辣椒，后来又来了。", target="zh"),
        Case("公安機關嚴厲打擊電信網絡詐騙犯罪，後來他說這裡沒有問題。", target="zh"),
        Case("備受⟦註目~注目⟧的問題在⟦千裡~千里⟧之外，⟦隻要~只要⟧更新即可，頭髮一樣細，後來註冊了一隻貓，在這裡。", target="zh"),
        Case("この場面で⟦审问官~審問官⟧が証人に質問し、別の審問官が記録を確認した。", target="ja"),
        Case("中国の习近平（习近平）主席は「审问」と言った。".replace("习近平（习近平）", "シー（习近平）"), target="ja"),
        "The 網絡 of the text",
    ),
)
