"""Words that are broken at a ligature: "veri fi cation", "veri fication", "classi es"."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cleaner.annotation import Safety
from cleaner.document import Finding
from cleaner.languages.word_lists import is_word, words_of
from cleaner.patterns import regex
from cleaner.rule import Rule
from cleaner.rules.view import View
from cleaner.rules.words.uncommon_words import in_english, uncommon_words

LIGATURES = ("ffi", "ffl", "ff", "fi", "fl")
LIGATURE = regex("ff[il]?|f[il]")
LONE = regex(r" (?:ff[il]?|f[il]) ")
"""A ligature alone: without one, texts in other languages than English are not searched."""
LETTERS = regex(r"[^\W\d_]+")
ABBREVIATED = frozenset(("defi", "hifi", "lofi", "scifi", "semifi", "wifi"))
"""Words that are also written in two parts."""
MIN_CLASS = 2
"""How common (`word_lists.words_of`) a word must be to be put together."""
MIN_LOST_CLASS = 3
"""The same for letters to be put into a word."""
MIN_LOST_ALONE = 5
"""The same where one half is a word; the whole is then only proposed."""
MIN_LOST_PIECE = 4
"""Letters of the longer half, or of the one that is not a word: short ones are names."""
CONTEXT = 100
"""Code points around a revealing piece that are searched: two words on each side."""
MAX_SEARCHES = 16
"""Revealing pieces that are searched one by one; with more, the whole text is searched."""
STRETCH = 1 << 14
"""Code points of a stretch of the whole text at least."""
PART_OF = "-‐'’/\\_@=.+<>#~|*"


class _Breaks(NamedTuple):
    """The broken forms of the words of a language.

    Attributes:
        split: pieces with a blank between them, and the word that they are.
        lost: pieces around letters that were lost, and the words that they may be, the commonest
            first.
        pieces: every piece that is not a word itself.
        revealing: those of them that reveal a broken word: with a ligature, or long.
    """

    split: dict[str, str]
    lost: dict[str, list[str]]
    pieces: frozenset[str]
    revealing: frozenset[str]


@cache
def _breaks(code: str) -> _Breaks:
    words = words_of(code) or {}
    split: dict[str, str] = {}
    lost: dict[str, list[str]] = {}
    pieces = {""}
    for word, grade in words.items():
        # first, as it leaves one word in eight
        if "f" not in word:
            continue
        if grade < MIN_CLASS or word in ABBREVIATED or not word.isalpha():
            continue
        for match in LIGATURE.finditer(word):
            left, ligature, right = word[: match.start()], match[0], word[match.end() :]
            pieces.update((left, left + ligature, ligature + right, right))
            if left:
                split[f"{left} {ligature}{right}"] = word
            if right:
                split[f"{left}{ligature} {right}"] = word
            if left and right:
                split[f"{left} {ligature} {right}"] = word
                if grade >= MIN_LOST_CLASS:
                    lost.setdefault(f"{left} {right}", []).append(word)
    for candidates in lost.values():
        candidates.sort(key=lambda word: (-words[word], word))
    pieces = pieces.difference(words, ("",)) | set(LIGATURES)
    revealing = frozenset(piece for piece in pieces if len(piece) >= MIN_LOST_PIECE or LIGATURE.search(piece))
    return _Breaks(split, lost, frozenset(pieces), revealing)


def ligatures(rule: Rule[View], view: View, code: str) -> Iterator[Finding]:
    """Words that a ligature divides, each with the whole word.

    Args:
        view: the text.
        code: its language.
    """
    if (code != "en" and LONE.search(view.text) is None) or words_of(code) is None:
        return
    breaks = _breaks(code)
    for start, end in _windows(view, breaks):
        yield from _in_window(rule, view, code, breaks, start, end)


def _windows(view: View, breaks: _Breaks) -> list[tuple[int, int]]:
    """The stretches of a text around pieces that show a broken word, without overlap."""
    text = view.text
    revealing = breaks.revealing & uncommon_words(view)
    if len(revealing) > MAX_SEARCHES:
        return list(_stretches(text))
    places = [match.start() for match in LONE.finditer(text)]
    for piece in revealing:
        at = view.lowered.find(piece)
        while at >= 0:
            places.append(at)
            at = view.lowered.find(piece, at + CONTEXT)
    windows: list[tuple[int, int]] = []
    for at in sorted(places):
        start, end = max(0, at - CONTEXT), min(len(text), at + 2 * CONTEXT)
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], end
        else:
            windows.append((start, end))
    return windows


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """A text in stretches of whole lines: the words of all of it as objects take a hundred times its memory."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + STRETCH)
        end = end if end >= 0 else len(text)
        yield start, end
        start = end


def _in_window(rule: Rule[View], view: View, code: str, breaks: _Breaks, start: int, end: int) -> Iterator[Finding]:
    text = view.text
    taken = 0
    tokens = list(LETTERS.finditer(text, start, end))
    is_piece = list(map(breaks.pieces.__contains__, [token[0].lower() for token in tokens]))
    # few words are pieces, and one of two neighbours must be one
    for number in [at for at, (first, second) in enumerate(pairwise(is_piece)) if first or second]:
        one, other = tokens[number : number + 2]
        if one.start() < taken or not _is_next(text, one.end(), other.start()):
            continue
        if one[0].lower() in LIGATURES and number and not _opens_word(text, code, tokens[number - 1], one.start()):
            continue
        third = tokens[number + 2] if number + 2 < len(tokens) and _is_next(text, other.end(), tokens[number + 2].start()) else None
        for last, parts in ((third, (one, other, third)), (other, (one, other))):
            if last is None or not _free(text, one.start(), last.end()):
                continue
            found = _found(rule, code, breaks, [part[0] for part in parts if part], one.start(), last.end())
            if found is None or view.is_protected(found.start, found.end):
                continue
            if code != "en" or in_english(view, found.start, len(parts)):
                yield found
                taken = found.end
                break


def _is_next(text: str, end: int, start: int) -> bool:
    return start == end + 1 and text[end] == " "


def _opens_word(text: str, code: str, before: re.Match[str], start: int) -> bool:
    """Whether a ligature alone opens a word: a whole word or nothing is right before it."""
    return not _is_next(text, before.end(), start) or (is_word(code, before[0].lower()) and _free(text, *before.span()))


def _free(text: str, start: int, end: int) -> bool:
    """Whether pieces are not part of a longer word, a name or a number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (
        (before and (before in PART_OF or before.isalnum()))
        or (after and (after.isalnum() or (after in PART_OF and (after not in ".'’" or text[end + 1 : end + 2].isalnum()))))
    )


def _found(rule: Rule[View], code: str, breaks: _Breaks, parts: list[str], start: int, end: int) -> Finding | None:
    form = " ".join(parts).lower()
    known = [is_word(code, part.lower()) for part in parts]
    if any(not part[1:].islower() and len(part) > 1 for part in parts) or not all(part.islower() for part in parts[1:]) or all(known):
        return None
    if form in breaks.split:
        word = "".join(parts)
        return rule.finding(start, end, f"“{word}” fell apart at a ligature", replacement=word, safety=Safety.SAFE, evidence={"word": word})
    candidates = breaks.lost.get(form)
    words = words_of(code) or {}
    if not candidates or (len(candidates) > 1 and words[candidates[0]] <= words[candidates[1]]):
        return None
    word = parts[0] + candidates[0][len(parts[0]) :]
    both = not any(known) and max(map(len, parts)) >= MIN_LOST_PIECE
    if not both and not any(known):
        return None
    if not both and (
        words[candidates[0]] < MIN_LOST_ALONE
        or min(len(part) for part, is_known in zip(parts, known, strict=True) if not is_known) < MIN_LOST_PIECE
    ):
        return None
    return rule.finding(
        start,
        end,
        f"“{' '.join(parts)}” is “{word}” without the letters of a ligature",
        replacement=word,
        safety=Safety.SAFE if both and len(candidates) == 1 else Safety.REVIEW,
        confidence=0.95 if both else 0.6,
        evidence={"word": word},
    )
