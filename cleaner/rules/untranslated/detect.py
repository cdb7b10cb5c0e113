"""All untranslated text of a view, found once for the rules that report it."""

from collections.abc import Iterator
from operator import attrgetter

from cleaner.languages.identify import CJK
from cleaner.models import leftovers
from cleaner.rules.untranslated.korean import in_korean
from cleaner.rules.untranslated.latin_words import LATIN_WORD, candidates
from cleaner.rules.untranslated.other_script import in_other_scripts
from cleaner.rules.untranslated.same_script import copied
from cleaner.rules.untranslated.span import Untranslated
from cleaner.rules.view import View, once_per_view

MIN_PASSAGE_WORDS = 12
"""Words in Latin letters that make a passage: about a short sentence."""


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
    for run in candidates(view, target):
        probability = leftovers.probability(run)
        if probability is not None:
            yield _latin(view, run.start, run.end, source.code if source.latin else "en", probability)


def _latin(view: View, start: int, end: int, language: str, probability: float) -> Untranslated:
    passage = len(LATIN_WORD.findall(view.text, start, end)) >= MIN_PASSAGE_WORDS
    return Untranslated(start, end, "Latn", language, passage, probability=probability)
