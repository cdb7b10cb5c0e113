"""The script of a line in its document: foreign lines, and untranslated text in lines."""

from collections.abc import Sequence

from cleaner.languages.chinese import variant_counts
from cleaner.languages.identify import CJK
from cleaner.patterns import regex
from cleaner.rules.view import FIRST_CJK, View, once_per_view

CJK_RUN = regex("[\u2e80-\u2fff\u3005-\u3007\u3021-\ufaff\U00020000-\U0003ffff]+")
"""Chinese, Japanese and Korean letters, without punctuation."""
CJK_CHAR = regex("[\u2e80-\uffef]")
MIN_NATIVE, MIN_NATIVE_SHARE = 2, 0.1
"""Lines from which a script belongs to a document, and their share: one line proves nothing, and up
to 5 % of the lines of a hijacked page are injected."""
MIN_OWN_VARIANT, MIN_OTHER_VARIANT = 2, 10
"""Characters of one variant of Chinese in a line, and of the other in the rest: fewer are names and
slips."""
MIN_VARIANT_RATIO = 4
"""Characters of its variant for each of the other one in the rest of the text: mixed texts have no
variant."""
REACH = 1000
"""Code points of a line that are read for signals; longer injected lists only repeat themselves."""


@once_per_view
def foreign_lines(view: View) -> frozenset[int]:
    """Numbers of the lines mostly in CJK letters, if the document is not and has few such lines."""
    if view.highest < FIRST_CJK or view.target is None or _is_cjk(view):
        return frozenset()
    found = {number for number in view.cjk_letters if _mostly_cjk(view, number)}
    filled = sum(end > start for start, end in view.spans)
    return frozenset(found if len(found) < max(MIN_NATIVE, MIN_NATIVE_SHARE * filled) else ())


@once_per_view
def untranslated_lines(view: View) -> frozenset[int]:
    """Numbers of the lines of another script with untranslated CJK text in them."""
    if view.highest < FIRST_CJK or _is_cjk(view):
        return frozenset()
    return frozenset(number for number in view.cjk_letters if not _mostly_cjk(view, number))


def read_line(view: View, number: int) -> str:
    """A line without its untranslated text."""
    line = view.text[slice(*view.spans[number])]
    return CJK_RUN.sub(" ", line) if number in untranslated_lines(view) else line


def other_variant(view: View, numbers: Sequence[int]) -> set[int]:
    """The lines in Simplified characters in a text in Traditional ones, or the reverse."""
    if view.highest < FIRST_CJK:
        return set()
    simplified, traditional = variant_counts(view.text)
    found: set[int] = set()
    if min(simplified, traditional) < MIN_OWN_VARIANT or max(simplified, traditional) < MIN_OWN_VARIANT + MIN_OTHER_VARIANT:
        return found
    for number in numbers:
        own = variant_counts(view.text[slice(*view.spans[number])][:REACH])
        rest = simplified - own[0], traditional - own[1]
        for mine, other in ((0, 1), (1, 0)):
            if (
                own[mine] >= MIN_OWN_VARIANT
                and not own[other]
                and rest[other] >= max(MIN_OTHER_VARIANT, MIN_VARIANT_RATIO * rest[mine] + 1)
            ):
                found.add(number)
    return found


def _is_cjk(view: View) -> bool:
    return view.target is not None and any(script in CJK for script in view.target.scripts)


def _mostly_cjk(view: View, number: int) -> bool:
    # a CJK letter counts as two of an alphabet
    start, end = view.spans[number]
    return view.cjk_letters[number] * 2 > end - start
