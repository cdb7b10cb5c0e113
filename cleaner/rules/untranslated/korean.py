"""Chinese characters in Korean text: words that nobody turned into Hangul."""

from collections.abc import Iterator

from cleaner.patterns import regex
from cleaner.rules.untranslated.span import Untranslated
from cleaner.rules.view import View

HAN = regex("[\u3400-\u9fff]+")
HANGUL = regex("[\uac00-\ud7a3]")
KEPT = regex(r"[(（\[〔【《〈「『][^()（）\[\]〔〕【】《》〈〉「」『』\n]{1,60}[)）\]〕】》〉」』]|[\"“‘'][^\"“”‘’'\n]{1,30}[\"”’']")
"""What is in brackets, title marks or quotation marks: the original of a word, or a word that is spoken about."""
HEADLINE = frozenset("美中日韓北南英獨佛露伊印臺與野前故新舊大小男女檢警靑軍檢辯發展黨史氏說")
"""Characters that headlines use for countries, parties and offices, alone or two together."""
MIN_HAN = 2
"""Characters of a word: one alone is an abbreviation."""
MAX_SHARE = 0.2
"""Share of Chinese characters among the letters of a text, whole lines apart: above, it is written in mixed script."""
MAX_SHARE_OF_LINE = 0.25
"""The same in a line: statutes and old texts write every other word so."""
MIN_SENTENCE = 10
"""Characters of a sentence in Chinese."""
SENTENCE_END = "。！？"


def in_korean(view: View, language: str) -> Iterator[Untranslated]:
    """The Chinese words and sentences of a Korean text, outside of brackets and quotation marks."""
    words: list[tuple[int, int]] = []
    hangul = 0
    for start, end in view.spans:
        line = view.text[start:end]
        own = len(HANGUL.findall(line))
        hangul += own
        runs = [match.span() for match in HAN.finditer(line)]
        if not runs:
            continue
        size = sum(last - first for first, last in runs)
        if size > 4 * own and size >= MIN_SENTENCE and any(mark in line for mark in SENTENCE_END) and not view.is_protected(start, end):
            yield Untranslated(start + runs[0][0], start + len(line.rstrip()), "Hani", language, passage=True)
            continue
        if size > MAX_SHARE_OF_LINE * own:
            continue
        kept = [match.span() for match in KEPT.finditer(line)]
        words += [(start + first, start + last) for first, last in runs if not any(left < last and first < right for left, right in kept)]
    if sum(last - first for first, last in words) > MAX_SHARE * hangul:
        return
    for first, last in words:
        word = view.text[first:last]
        if len(word) >= MIN_HAN and not (len(word) == MIN_HAN and HEADLINE.issuperset(word)) and not view.is_protected(first, last):
            yield Untranslated(first, last, "Hani", language, passage=False)
