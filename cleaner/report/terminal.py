"""A document's changes for a terminal: inline in their lines, in colour if the terminal has it.

Removed text is struck and red, inserted text green, flagged text yellow, followed by its proposal; a word that changes is marked whole.
Without colour these are `[-removed-]`, `{+added+}` and `[?flagged → proposed?]`. Invisible characters and those that reorder the line are
written as code points, so that a text cannot control the terminal.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.text import Text

from cleaner.annotation import Annotation
from cleaner.display import shortened, visible
from cleaner.document import Document
from cleaner.line_ends import NEWLINE
from cleaner.rules.view import FIRST_CJK

MAX_WORD = 40
"""Code points of a word that are marked with a change in it, on each side; what is longer is no word."""
CONTEXT = 60
"""Code points of the line that are shown on each side of a change."""
STYLES = {"removed": "strike red", "added": "green", "flagged": "yellow", "proposed": "italic yellow", "quiet": "dim"}


def diff(document: Document, colour: bool = True) -> Iterator[Text]:
    """The changed and flagged lines of a document, a `Text` each.

    Args:
        document: the document.
        colour: whether the terminal shows colours; without, changes are marked.
    """
    line_starts = _line_starts(document.original)
    for number, annotations in _by_line(document, line_starts):
        line_start = line_starts[number]
        yield _line(document, annotations, number + 1, line_start, colour)


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in NEWLINE.finditer(text))]


def _by_line(document: Document, starts: list[int]) -> Iterator[tuple[int, list[Annotation]]]:
    current: list[Annotation] = []
    line = -1
    for annotation in document.annotations:
        number = bisect_right(starts, annotation.start) - 1
        if number != line and current:
            yield line, current
            current = []
        line = number
        current.append(annotation)
    if current:
        yield line, current


def _line(document: Document, annotations: list[Annotation], number: int, line_start: int, colour: bool) -> Text:
    original = document.original
    # a Text's own style applies to all its parts, so the number is a part, too
    out = Text()
    out.append(f"{number:>5} ", style=STYLES["quiet"])
    groups = list(_words(original, annotations))
    at = max(line_start, groups[0].start - CONTEXT)
    if at > line_start:
        out.append("… ", style=STYLES["quiet"])
    for group in groups:
        gap = original[at : group.start]
        if len(gap) > 2 * CONTEXT:
            gap = gap[:CONTEXT] + " … " + gap[-CONTEXT:]
        out.append(visible(gap), style="none")
        _append(out, group, original, colour)
        at = group.end
    end = NEWLINE.search(original, at)
    rest = original[at : end.start() if end else len(original)] if not annotations[-1].found.endswith(("\n", "\r")) else ""
    out.append(visible(rest[:CONTEXT]) + (" …" if len(rest) > CONTEXT else ""), style="none")
    rules = ", ".join(dict.fromkeys(annotation.rule for annotation in annotations))
    out.append(f"  [{rules}]", style=STYLES["quiet"])
    return out


def _append(out: Text, group: "_Words", original: str, colour: bool) -> None:
    """Add marked words, and what is to stand in their place."""
    first = group.annotations[0]
    found = visible(group.text(original, lambda each: shortened(each, 3 * CONTEXT)))
    if first.applied:
        new = visible(group.text(original, lambda each: each.replacement or ""))
        if found:
            out.append(found if colour else f"[-{found}-]", style=STYLES["removed"])
        if new:
            out.append(new if colour else f"{{+{new}+}}", style=STYLES["added"])
        return
    proposed = ""
    if first.replacement is not None:
        proposed = f" → {visible(group.text(original, lambda each: each.replacement or '')) or 'nothing'}"
    out.append(found if colour else f"[?{found}", style=STYLES["flagged"])
    out.append(proposed if colour else f"{proposed}?]", style=STYLES["proposed"])


@dataclass(frozen=True, slots=True)
class _Words:
    """Changes that lie in the same words.

    Attributes:
        start, end: of the words.
        annotations: several only where all are applied.
    """

    start: int
    end: int
    annotations: list[Annotation]

    def text(self, original: str, written: Callable[[Annotation], str]) -> str:
        """The words, with something in place of each change."""
        out, at = [], self.start
        for each in self.annotations:
            out += [original[at : each.start], written(each)]
            at = each.end
        return "".join([*out, original[at : self.end]])


def _words(original: str, annotations: list[Annotation]) -> Iterator[_Words]:
    """The changes of a line with the words that they lie in; of those that overlap the first."""
    apart: list[Annotation] = []
    for each in annotations:
        if not apart or each.start >= apart[-1].end:
            apart.append(each)
    limit = 0
    while apart:
        group = [apart.pop(0)]
        start = _to_word_start(original, group[0], limit)
        end = _to_word_end(original, group[0])
        while apart and apart[0].start <= end and group[0].applied and apart[0].applied and "\n" not in apart[0].found:
            group.append(apart.pop(0))
            end = _to_word_end(original, group[-1])
        limit = end = min(end, apart[0].start) if apart else end
        yield _Words(start, end, group)


def _to_word_start(original: str, change: Annotation, limit: int) -> int:
    at = change.start
    while limit < at > change.start - MAX_WORD and NEWLINE.search(change.found) is None and _is_letter(original[at - 1]):
        at -= 1
    return at


def _to_word_end(original: str, change: Annotation) -> int:
    at = change.end
    while at < min(len(original), change.end + MAX_WORD) and NEWLINE.search(change.found) is None and _is_letter(original[at]):
        at += 1
    return at


def _is_letter(char: str) -> bool:
    """Whether a character is part of a word that spaces end: Chinese has none."""
    return char.isalnum() and ord(char) < FIRST_CJK
