"""Words of an English text that may be glued or broken."""

from cleaner.languages import english
from cleaner.rules.view import PUNCTUATION, WORD, View, once_per_view

CONTEXT = 200
MIN_ENGLISH_SHARE = 0.5
"""Code points of a clause on each side that are read, and the share of English words in them."""


@once_per_view
def uncommon_words(view: View) -> frozenset[str]:
    """Words of an English text but the commonest, in lower case; nothing for a text of another language.

    The list of words is asked only for those of them that look glued or broken: looking all of them up takes most of the time.
    """
    if view.target is None or view.target.code != "en":
        return frozenset()
    rest = set(view.lowered.split()).difference(english.common_words())
    letters = frozenset(filter(str.isalpha, rest))
    return letters.union([each.strip(PUNCTUATION) for each in rest - letters])


def in_english(view: View, position: int, words: int = 1) -> bool:
    """Whether English has most of the words of a clause: a text of another language holds words
    that look glued or broken.

    Args:
        view: the text.
        position: a place in the clause.
        words: how many words of it are in question.
    """
    start, end = view.clause_at(position)
    near = WORD.findall(view.lowered, max(start, position - CONTEXT), min(end, position + CONTEXT))
    return sum(word in english.words() for word in near) >= MIN_ENGLISH_SHARE * (len(near) - words)
