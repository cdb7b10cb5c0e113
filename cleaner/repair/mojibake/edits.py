"""The edits that turn a line into the text of its verdict."""

import re
from collections.abc import Iterator

from cleaner.patterns import regex
from cleaner.repair.mojibake.verdict import Verdict

GAP = regex(r"[^\w\n]{0,3}", re.ASCII)
"""Characters between two edits that become one."""
WORD_BEFORE, WORD_AFTER = regex(r"[^\W\d_]*$"), regex(r"[^\W\d_]*(?![\x80-\x9f])")
MAX_WORD = 40
"""Letters of a word on each side of an edit that become part of it: words are shorter."""


def edits_of(line: str, verdict: Verdict) -> Iterator[tuple[int, int, str]]:
    """The edits of a line as start, end and replacement; those close together are one."""
    changed: list[tuple[int, int, str]] = []
    start, end, made = 0, 0, ""
    for char, (left, right) in zip(verdict.text, verdict.spans, strict=True):
        if left < end:
            # two characters that come from one, or from overlapping ones
            end, made = max(end, right), made + char
            continue
        if end and line[start:end] != made:
            changed.append((start, end, made))
        if left > end and not end:
            # the text before the first character is removed
            start, end, made = 0, right, char
            continue
        if left > end:
            # the text between is removed, by an edit of its neighbour
            if changed and changed[-1][1] == end:
                changed[-1] = (changed[-1][0], left, changed[-1][2])
            else:
                changed.append((start, left, made))
        start, end, made = left, right, char
    end = max(end, len(line))
    if line[start:end] != made:
        changed.append((start, end, made))
    yield from _joined(line, changed)


def _joined(line: str, changed: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Edits of whole words; those that touch or are close together are one."""
    made: list[str] = []
    start = end = at = 0
    for left, right, replacement in changed:
        word_start, word_end = _word(line, left, right, replacement)
        if made and (word_start < end or GAP.fullmatch(line, end, word_start)):
            made.append(line[at:left])
        else:
            if made:
                yield start, end, "".join(made) + line[at:end]
            start = word_start
            made = [line[start:left]]
        made.append(replacement)
        at, end = right, word_end
    if made:
        yield start, end, "".join(made) + line[at:end]


def _word(line: str, start: int, end: int, made: str) -> tuple[int, int]:
    """Start and end of the word around an edit of letters; an edit of marks stays alone."""
    if not any(map(str.isalpha, made)):
        return start, end
    before, after = WORD_BEFORE.search(line[max(0, start - MAX_WORD) : start]), WORD_AFTER.match(line, end, end + MAX_WORD)
    return start - len(before[0] if before else ""), end + len(after[0] if after else "")
