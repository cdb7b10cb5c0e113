"""Words in Latin letters in a text in another script: which of them the learned score reads."""

import re
from collections.abc import Iterator
from functools import lru_cache

from cleaner.languages.tags import Language
from cleaner.models.leftovers import INTERNATIONAL, Line, Run, vocabulary
from cleaner.patterns import regex
from cleaner.rules.untranslated.marks import BRACKETS, CORNERS, HANDLE, QUOTES, TITLE_MARKS, inside
from cleaner.rules.view import View

LATIN_WORD = regex(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
KEPT = regex(r"[\w.-]*\.[a-z]{2,4}|\w*[A-Z]\w*\d[\w.-]*(?: \w{2,3})?", re.ASCII)
"""Names of files and of models."""
MAX_KEPT = 60
"""Code points of such a name at most; what is longer is text."""
SPECIES = regex(r"[A-Z][a-z]+ [a-z]+(?:a|ae|i|is|um|us|ensis|oides)")
"""A scientific name: every language keeps it."""
SHORT_WORDS = frozenset(
    "app cm com eg etc ghz http https ie jpg kcal kg khz km kwh mah max mb mg mhz min ml mm mph net ng nm org pdf ppm px rpm sec via vs wifi www".split()
)
"""Lower-case words that no translation changes: units, endings of files, abbreviations."""
PROGRAMS = frozenset("bash curl docker git grep kubectl linux make nginx npm pip redis ssh sudo tar vim yarn".split())
"""Programs, whose names are written in lower case."""
KEPT_WORDS = SHORT_WORDS | PROGRAMS | INTERNATIONAL
CITED = regex(r"\bet al\b")
MODEL = regex(r"[A-Za-z] ?\d+ \Z")
"""What comes before the rest of a product's name: "iPhone 15 Pro"."""
SET_OFF = BRACKETS | TITLE_MARKS | CORNERS | QUOTES
CONTEXT = 80
"""Code points of the line on each side of words in which marks are looked for."""
MAX_DISTANCE = 2
"""Lines before and after a line that may be its original, in bilingual subtitles and verses."""
MAX_ORIGINAL = 400
"""Code points of such an original at most; longer lines have the same words by chance."""


def candidates(view: View, target: Language) -> Iterator[Run]:
    """Words in Latin letters that may be untranslated: no code, address, citation, original in
    brackets or quotation.

    Args:
        view: the text.
        target: its language, which is not written in Latin letters.
    """
    text = view.text
    source = vocabulary(view.settings.source_text) if view.settings.source_text and view.source.latin else None
    for number in sorted(view.lines_in(("Latn",)) & view.lines_in(target.scripts)):
        line_start, line_end = view.spans[number]
        line = Line(text, line_start, line_end, target.code, source)
        for start, end in line.spans:
            words = text[start:end]
            if _is_kept(words) or line.keeps(words):
                continue
            before, after = text[max(line_start, start - CONTEXT) : start], text[end : min(line_end, end + CONTEXT)]
            if not (
                before.endswith(HANDLE)
                or MODEL.search(before[-8:])
                or view.is_protected(start, end)
                or inside(before, after, SET_OFF)
                or _has_original(view, number, words, target)
            ):
                yield line.run(start, end)


@lru_cache(maxsize=1 << 12)
def _is_kept(words: str) -> bool:
    """Whether every language keeps some words as they are, whatever is around them."""
    return (
        len(words) < 2
        or (len(words) < MAX_KEPT and KEPT.fullmatch(words) is not None)
        or SPECIES.fullmatch(words) is not None
        or CITED.search(words) is not None
        or words.split(" ", 1)[0] in PROGRAMS
        or words.lower() in PROGRAMS
        or KEPT_WORDS.issuperset(LATIN_WORD.findall(words))
    )


def _has_original(view: View, number: int, words: str, target: Language) -> bool:
    """Whether a line nearby without a letter of the target has the same words: the original."""
    if " " not in words:
        return False
    for near in range(max(0, number - MAX_DISTANCE), min(len(view.spans), number + MAX_DISTANCE + 1)):
        start, end = view.spans[near]
        if (
            near != number
            and end - start <= MAX_ORIGINAL
            and view.text.find(words, start, end) >= 0
            and near not in view.lines_in(target.scripts)
        ):
            return True
    return False
