"""Which script a line is written in, beside its document: foreign lines, and untranslated fragments inside lines."""

import re
from collections.abc import Sequence

from cleaner.languages.chinese import variant_counts
from cleaner.languages.identify import CJK
from cleaner.rules.view import FIRST_CJK, View, once_per_view

CJK_RUN = re.compile("[\u2e80-\u2fff\u3005-\u3007\u3021-\ufaff\U00020000-\U0003ffff]+")
"""Chinese, Japanese and Korean letters, without the marks that go with them."""
CJK_CHAR = re.compile("[\u2e80-\uffef]")
AT_HOME = 0.1
"""Share of a document's lines from which a script belongs to it: hijacked pages have their injected lines in up to 5 % of theirs."""
MIN_AT_HOME = 2
"""Lines of a script that belongs to a document: one line in a text of a few proves nothing."""
MIN_OWN_VARIANT, MIN_OTHER_VARIANT = 2, 10
"""Characters of one variant of Chinese that a line must have, and of the other the rest of the text: fewer are names and slips."""
VARIANT_SHARE = 4
"""How many times as many characters of its variant as of the other the rest of the text must have: mixed texts have no variant."""
REACH = 1000
"""Code points of a line that are read besides its score; longer lines of injected lists only repeat themselves."""


@once_per_view
def foreign_lines(view: View) -> frozenset[int]:
    """Numbers of the lines mostly in CJK letters, in a document that is not and has few of them."""
    if view.highest < FIRST_CJK or view.target is None or _is_cjk(view):
        return frozenset()
    found = {number for number in view.cjk_letters if _mostly_cjk(view, number)}
    filled = sum(end > start for start, end in view.spans)
    return frozenset(found if len(found) < max(MIN_AT_HOME, AT_HOME * filled) else ())


@once_per_view
def leftover_lines(view: View) -> frozenset[int]:
    """Numbers of the lines of another script that have CJK letters in them: what nobody translated."""
    if view.highest < FIRST_CJK or _is_cjk(view):
        return frozenset()
    return frozenset(number for number in view.cjk_letters if not _mostly_cjk(view, number))


def read_line(view: View, number: int) -> str:
    """The line as it is judged: without what nobody translated."""
    line = view.text[slice(*view.spans[number])]
    return CJK_RUN.sub(" ", line) if number in leftover_lines(view) else line


def other_variant(view: View, numbers: Sequence[int]) -> set[int]:
    """Those of some lines that are in Simplified characters in a text in Traditional ones, or the other way round."""
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
            if own[mine] >= MIN_OWN_VARIANT and not own[other] and rest[other] >= max(MIN_OTHER_VARIANT, VARIANT_SHARE * rest[mine] + 1):
                found.add(number)
    return found


def _is_cjk(view: View) -> bool:
    return view.target is not None and any(script in CJK for script in view.target.scripts)


def _mostly_cjk(view: View, number: int) -> bool:
    # a CJK letter says as much as two of an alphabet
    start, end = view.spans[number]
    return view.cjk_letters[number] * 2 > end - start
