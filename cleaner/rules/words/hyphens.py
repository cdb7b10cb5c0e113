"""Words with a hyphen where none belongs: at the end of a line, or before a blank."""

from collections.abc import Iterator

from cleaner.annotation import Safety
from cleaner.document import Finding
from cleaner.languages.word_lists import is_word, words_of
from cleaner.patterns import regex
from cleaner.rule import Rule
from cleaner.rules.view import View, once_per_view

SIGNS = ("- ", "-\n", "-\t", "‐", "¬", "\N{SOFT HYPHEN}")
"""A text without any of these has no such word."""
HYPHEN = regex(r"[-‐¬\u00ad](?<=[^\W\d_].)(?:[ \t]{0,8}\n[ \t]{0,40}| |(?<=[¬\u00ad]))(?=[^\W\d_])")
"""A hyphen with a line end or a blank after it, or a soft one anywhere in a word."""
LETTERS = regex(r"[^\W\d_]{1,48}")
COMPOUND = regex(r"(?<![^\W\d_])[^\W\d_]{1,48}-[^\W\d_]{1,48}(?![^\W\d_])")
MAX_WORD = 48
"""Letters of half a word at most: what is longer is not a word, and time stays linear."""
PART_OF = "-‐–/\\_@=.+<>#~|*"
"""What joins a half to more than the word: a compound, an option, a path, an address."""
SYLLABLE = ("- ", "‐ ")
SUSPENDED = frozenset(
    "and or nor to versus vs und oder bis sowie bzw beziehungsweise wie noch statt als et ou y e o u ni ed oppure a i и или либо en of och eller".split()
)
"""Words before which a hyphen replaces the rest of a compound: "pre- and post-war"."""
COLUMN_GAP = regex(r"[ \t]{3}[ \t]*(?=\S)")
"""A gap inside a line: columns, where the end of a line does not go on in the next one."""
TAIL = regex(r"[^\s\w]{0,8}(?:['’][^\W\d_]{1,8}[^\s\w]{0,8})?")
MIN_LINE = 25
"""Code points of a line of prose at least; lines of verse and narrow cells are shorter."""
MIN_COMMON = {"en": 5}
OTHER_COMMON = 4
"""How common (`word_lists.words_of`) a word must be to be plain: Google Books counts for English,
subtitles for the others, whose tail is longer."""


def hyphens(rule: Rule[View], view: View, code: str) -> Iterator[Finding]:
    """Words that a hyphen divides, each with the joined word.

    Args:
        view: the text.
        code: its language, "" when it is not known.
    """
    text = view.text
    if not any(sign in text for sign in SIGNS):
        return
    for match in HYPHEN.finditer(text):
        start, end = _letters_before(text, match.start()), match.end()
        right = LETTERS.match(text, end)
        if right is None or view.is_protected(start, right.end()):
            continue
        left, second, sign = text[start : match.start()], right[0], match[0][0]
        if text[max(0, start - 2) : start] in SYLLABLE:
            # the last of several syllables, as in lyrics and dictionaries
            continue
        if _joins(text[start - 1 : start]) or _joins(text[right.end() : right.end() + 1].replace(".", " ")):
            continue
        newline = "\n" in match[0]
        if not _same_case(left, second) or (newline and sign in "-‐" and _in_columns(text, match.start(), match.end())):
            continue
        safety = _safety(view, code, left, second, sign, newline=newline)
        if safety is None:
            continue
        if newline and safety is Safety.SAFE and sign in "-‐" and not _is_running_text(text, match.start(), match[0]):
            safety = Safety.REVIEW
        stop, after = _moved_line_end(text, right.end(), match[0]) if newline else (right.end(), "")
        yield rule.finding(
            start,
            stop,
            f"“{left}” and “{second}” are one word that {'a line end' if newline else 'a hyphen'} divides",
            replacement=left + second + after,
            safety=safety,
            confidence=0.98 if safety is Safety.SAFE else 0.6,
            evidence={"word": left + second},
        )


def _joins(char: str) -> bool:
    """Whether the character next to a word makes it a part of something longer."""
    return bool(char) and (char in PART_OF or char.isalnum())


def _letters_before(text: str, end: int) -> int:
    start = end
    while start > max(0, end - MAX_WORD) and text[start - 1].isalpha():
        start -= 1
    return start


def _same_case(left: str, right: str) -> bool:
    return (left[1:].islower() and right.islower()) or (len(left) > 1 and left.isupper() and right.isupper())


def _in_columns(text: str, at: int, end: int) -> bool:
    """Whether one of the two lines has a gap in it."""
    first = text.rfind("\n", 0, at) + 1
    last = text.find("\n", end)
    last = last if last >= 0 else len(text)
    indent = first
    while indent < at and text[indent] in " \t":
        indent += 1
    return (
        COLUMN_GAP.search(text, indent, min(at, indent + 400)) is not None or COLUMN_GAP.search(text, end, min(last, end + 400)) is not None
    )


def _is_running_text(text: str, at: int, gap: str) -> bool:
    """Whether a line is prose of full width, without an indent as manuals and notices have it."""
    return gap.endswith("\n") and at - text.rfind("\n", 0, at) - 1 >= MIN_LINE


def _moved_line_end(text: str, end: int, gap: str) -> tuple[int, str]:
    """Where the finding ends, and what follows the joined word: its marks and the line end."""
    tail = TAIL.match(text, end)
    stop = tail.end() if tail else end
    indent = gap[gap.index("\n") :]
    if text[stop : stop + 1] == " ":
        return stop + 1, text[end:stop] + indent
    # the line has nothing but the rest of the word
    return stop, text[end:stop]


def _safety(view: View, code: str, left: str, right: str, sign: str, *, newline: bool) -> Safety | None:
    """Whether two halves are one word: surely, perhaps, or not as far as is known (None)."""
    if sign == "\N{SOFT HYPHEN}":
        return Safety.SAFE if newline else None
    first, second = left.lower(), right.lower()
    whole = first + second
    words = words_of(code)
    grade = words.get(whole, -1) if words else -1
    if sign == "¬":
        return Safety.SAFE if grade >= 0 else Safety.REVIEW if newline else None
    if second in SUSPENDED or min(len(left), len(right)) < 2:
        return None
    common = MIN_COMMON.get(code, OTHER_COMMON)
    halves = is_word(code, first), is_word(code, second)
    if grade < 0:
        # the text is searched before it is divided into words
        compound = f"{first}-{second}"
        if compound in view.lowered and compound in _compounds(view):
            return None
        elsewhere = whole in view.lowered and whole in view.words
        doubtful = words is not None and newline and (not all(halves) or code == "de")
        return Safety.REVIEW if elsewhere or doubtful else None
    if newline:
        plain = all(words.get(half, -1) >= common for half in (first, second)) if words else True
        return Safety.REVIEW if all(halves) and plain else Safety.SAFE
    if not any(halves) or (not all(halves) and grade >= common):
        return Safety.SAFE
    return Safety.REVIEW if not all(halves) or grade >= common else None


@once_per_view
def _compounds(view: View) -> frozenset[str]:
    """The words with a hyphen inside a line, in lower case: they keep it at the end of a line."""
    return frozenset(COMPOUND.findall(view.lowered))
