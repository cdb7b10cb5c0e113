"""Traditional characters in Simplified text, or Simplified ones in Traditional text.

Why: search, dictionaries and readers know a word in one variant; a mix is the trace of two sources
or of a half-done conversion.
How: characters that one variant alone has (OpenCC, GB 2312 and Big5 together) where at least nine
in ten of such characters are of the other variant, or where the target's tag names the variant.
Neighbours are flagged as one.
Left alone: characters that both variants use; titles in title marks and quotations, which keep
their own spelling; texts that are mixed throughout, which get a single note.
Source: OpenCC dictionaries.
"""

from collections.abc import Iterator

import numpy as np

from cleaner.annotation import Kind, Safety
from cleaner.document import Finding
from cleaner.languages.chinese import Variant, simplify, traditionalize, variants
from cleaner.languages.tags import variant
from cleaner.patterns import regex
from cleaner.rule import Case, Labels, Rule
from cleaner.rules.view import FIRST_CJK, View

MIN_MAJORITY = 0.9
"""Share of the main variant at least; below, the text is mixed throughout."""
MIN_MAIN = 5
"""Characters of the main variant at least: with fewer, no variant is the main one."""
QUOTED = regex(r"《[^《》\n]{1,80}》|「[^「」\n]{1,80}」|『[^『』\n]{1,80}』|“[^“”\n]{1,80}”")


def find(view: View) -> Iterator[Finding]:
    if view.target is None or view.target.code != "zh" or view.highest < FIRST_CJK:
        return
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
        "The 網絡 of the text",
    ),
)
