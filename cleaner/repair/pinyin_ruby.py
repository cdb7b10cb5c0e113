"""Pinyin left in brackets after a Chinese character: "互聯(lián)網(wǎng)".

Why: a page converter added readings to characters it could not convert; they split words and hide
them from look-up.
Left alone: a reading after a word or a name ("重庆(Chóngqìng)"), a single reading in a line, which
explains a character, lines about readings or with two readings of a character, and brackets without
a reading of the character before them.
Source: hijacked and converted pages; readings from pypinyin.
"""

from collections.abc import Iterator

from cleaner.annotation import Kind, Safety
from cleaner.document import Finding
from cleaner.patterns import regex
from cleaner.repair.view import RepairView
from cleaner.rule import Labels, Rule

RUBY = regex(r"(?<=[\u3400-\u9fff])[(（]([a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]{1,6})[)）]")
ABOUT = regex("读音|讀音|多音字|拼音|识字|識字|读作|讀作|声调|聲調|发音|發音|注音")
"""A line about readings."""
MIN_READINGS = 2
"""Readings in a line that count as damage: a single one may explain its character."""


def find(view: RepairView) -> Iterator[Finding]:
    text = view.text
    at = 0
    while (first := RUBY.search(text, at)) is not None:
        start, at = view.line_at(first.start())
        yield from _in_line(text, start, at)


def _in_line(text: str, start: int, end: int) -> Iterator[Finding]:
    from cleaner.languages.readings import readings

    found = [match for match in RUBY.finditer(text, start, end) if match[1].lower() in readings(text[match.start() - 1])]
    readings_found: dict[str, set[str]] = {}
    for match in found:
        readings_found.setdefault(text[match.start() - 1], set()).add(match[1].lower())
    if len(found) < MIN_READINGS or ABOUT.search(text, start, end) or any(len(each) > 1 for each in readings_found.values()):
        return
    for match in found:
        char = text[match.start() - 1]
        yield RULE.finding(*match.span(), f"the reading “{match[1]}” of {char} was left in the text", replacement="")


RULE: Rule[RepairView] = Rule(
    "pinyin-ruby",
    Kind.ENCODING,
    find,
    labels=Labels("Accuracy › Addition (x-pinyin)", "addition", (20, 30), ("note", "warning")),
    safety=Safety.SAFE,
    confidence=0.98,
    cases=(
        "互聯⟦(lián)|⟧網⟦(wǎng)|⟧公司",
        "電⟦（diàn）|⟧視⟦（shì）|⟧劇",
        "行(xíng)字的读音",
        "重(zhòng)要和重(chóng)复不一样。",
        "重庆(Chóngqìng)市",
        "方法(a)和方法(b)",
    ),
)
