"""A document's changes for a terminal: inline, in their line, coloured where there is colour.

What is removed is struck and red, what comes is green, what is only proposed or spoken of is yellow, with its proposal behind it.
Without colour, `[-removed-]`, `{+added+}` and `[?flagged?]` say the same. Characters that show nothing or reorder the line are written as
U+ chips, so that a dirty text cannot play tricks on the terminal.
"""

from bisect import bisect_right
from collections.abc import Iterator

from rich.text import Text

from cleaner.annotation import Annotation
from cleaner.display import shortened, visible
from cleaner.document import Document
from cleaner.line_ends import NEWLINE

CONTEXT = 60
"""Code points of the line that are shown on each side of a change."""
STYLES = {"removed": "strike red", "added": "green", "flagged": "yellow", "proposed": "italic yellow", "quiet": "dim"}


def diff(document: Document, colour: bool = True) -> Iterator[Text]:
    """The changed and flagged lines of a document, a `Text` each.

    Args:
        document: the document.
        colour: whether colours will be seen; marks stand around changes when not.
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
    # the style of a Text is that of all its parts, so the number is a part like the others
    out = Text()
    out.append(f"{number:>5} ", style=STYLES["quiet"])
    at = max(line_start, annotations[0].start - CONTEXT)
    if at > line_start:
        out.append("… ", style=STYLES["quiet"])
    for annotation in annotations:
        if annotation.start < at:
            continue
        gap = original[at : annotation.start]
        if len(gap) > 2 * CONTEXT:
            gap = gap[:CONTEXT] + " … " + gap[-CONTEXT:]
        out.append(visible(gap), style="none")
        found = visible(shortened(annotation, 3 * CONTEXT))
        if annotation.applied:
            if found:
                out.append(found if colour else f"[-{found}-]", style=STYLES["removed"])
            if annotation.replacement:
                new = visible(annotation.replacement)
                out.append(new if colour else f"{{+{new}+}}", style=STYLES["added"])
        else:
            out.append(found if colour else f"[?{found}?]", style=STYLES["flagged"])
            if annotation.replacement is not None:
                out.append(f" → {visible(annotation.replacement) or 'nothing'}", style=STYLES["proposed"])
        at = annotation.end
    end = NEWLINE.search(original, at)
    rest = original[at : end.start() if end else len(original)] if not annotations[-1].found.endswith(("\n", "\r")) else ""
    out.append(visible(rest[:CONTEXT]) + (" …" if len(rest) > CONTEXT else ""), style="none")
    rules = ", ".join(dict.fromkeys(annotation.rule for annotation in annotations))
    out.append(f"  [{rules}]", style=STYLES["quiet"])
    return out
