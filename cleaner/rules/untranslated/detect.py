"""All untranslated text of a view, found once for the rules that report it."""

from collections.abc import Iterator
from functools import partial
from operator import attrgetter

from cleaner.languages import phrases
from cleaner.languages.identify import CJK
from cleaner.models import leftovers
from cleaner.patterns import regex
from cleaner.rules.untranslated.korean import in_korean
from cleaner.rules.untranslated.latin_words import LATIN_WORD, candidates
from cleaner.rules.untranslated.other_script import in_other_scripts
from cleaner.rules.untranslated.same_script import copied
from cleaner.rules.untranslated.span import Untranslated
from cleaner.rules.view import View, once_per_view

MIN_PASSAGE_WORDS = 12
"""Words in Latin letters that make a passage: about a short sentence."""

WHOLE_LINE = 0.6
"""Probability that a line that is English from end to end was left untranslated: it may be a quotation, or a title."""
MIN_LINE, MIN_LONG_LINE, MIN_KNOWN = 3, 8, 2
"""Words of an English line, most of them function words; words of a long one, and the function words that it has."""
PROSE_LINE = regex(r"\s*[\"']?[A-Za-z][A-Za-z ,'-]*[A-Za-z][.!?:\"']*\s*")
"""A line of words and commas: with other signs it may be code, a log or a table."""
MIN_LINES_FOR_EACH = 2
"""Lines of the text's own script for each one in Latin letters: a text with more of them is in two languages."""


@once_per_view
def untranslated(view: View) -> list[Untranslated]:
    """The untranslated parts of a text: those in Latin letters, then those in other scripts."""
    target = view.target
    if target is None or (view.settings.target is None and target.code == view.source.code):
        # a text in the language of the source is no translation
        return []
    if target.code == "ko":
        return sorted(
            (*_in_latin_letters(view), *in_other_scripts(view, target), *in_korean(view, view.source.code)), key=attrgetter("start")
        )
    return [*_in_latin_letters(view), *in_other_scripts(view, target)]


def _in_latin_letters(view: View) -> Iterator[Untranslated]:
    target, source = view.target, view.source
    if target is None or (view.settings.target is None and not set(CJK).isdisjoint(target.scripts)):
        # the target is not given: in such a text Latin letters are names, terms and commands
        return
    if "Latn" in target.scripts:
        for start, end, confidence in copied(view):
            yield _latin(view, start, end, source.code, confidence)
        return
    whole = list(_english_lines(view))
    for start, end in whole:
        yield Untranslated(
            start, end, "Latn", "en", len(LATIN_WORD.findall(view.text, start, end)) >= MIN_PASSAGE_WORDS, probability=WHOLE_LINE
        )
    for run in candidates(view, target):
        probability = leftovers.probability(run)
        if probability is not None and not any(start <= run.start and run.end <= end for start, end in whole):
            yield _latin(view, run.start, run.end, source.code if source.latin else "en", probability)


def _english_lines(view: View) -> Iterator[tuple[int, int]]:
    """Lines of a text in another script that are English from end to end, where they are few."""
    found = [span for span in map(partial(_trimmed, view), view.spans) if _is_english(view, *span)]
    if not found:
        # as in most texts, whose lines need not be counted
        return
    native = latin = 0
    for line in view.lines:
        if line.isascii():
            latin += len(LATIN_WORD.findall(line)) >= MIN_LINE
        else:
            letters = [char for char in line if char.isalpha()]
            native += sum(not char.isascii() for char in letters) > len(letters) // 2
    if latin * MIN_LINES_FOR_EACH <= native:
        yield from found


def _trimmed(view: View, span: tuple[int, int]) -> tuple[int, int]:
    """A line without the spaces around it."""
    line = view.text[slice(*span)]
    return span[0] + len(line) - len(line.lstrip()), span[0] + len(line.rstrip())


def _is_english(view: View, start: int, end: int) -> bool:
    """Whether a line is English prose."""
    line = view.text[start:end]
    if not line.isascii() or not PROSE_LINE.fullmatch(line):
        return False
    function_words = phrases.function_words("en")
    words = LATIN_WORD.findall(line)
    known = sum(word.lower() in function_words for word in words)
    return (
        (len(words) >= MIN_LINE and 2 * known > len(words)) or (len(words) >= MIN_LONG_LINE and known >= MIN_KNOWN)
    ) and not view.is_protected(start, end)


def _latin(view: View, start: int, end: int, language: str, probability: float) -> Untranslated:
    passage = len(LATIN_WORD.findall(view.text, start, end)) >= MIN_PASSAGE_WORDS
    return Untranslated(start, end, "Latn", language, passage, probability=probability)
