"""The words of an English text that English does not have: where glued and broken words show."""

from cleaner.languages import english
from cleaner.rules.view import PUNCTUATION, View


def unknown_words(view: View) -> frozenset[str]:
    """Lower-case words of a text in English that the list of English words lacks, marks around them taken off; none in other languages."""
    if view.target is None or view.target.code != "en":
        return frozenset()
    words = english.words()
    rest = set(view.lowered.split()).difference(words)
    return frozenset(word for word in {each.strip(PUNCTUATION) for each in rest}.difference(words) if word.isalpha())
