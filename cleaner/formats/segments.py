"""Files of which only parts are text: cues of subtitles, paragraphs of a document.

The text that is cleaned is all of these parts, with fixed characters between them. Cleaning knows nothing of that, so `fitted` makes a
document whose changes keep within the parts: a removal over several parts becomes one for each; another change that touches what is
fixed becomes a proposal.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cleaner.annotation import Annotation, Safety
from cleaner.document import Document, Undecoded, carry_out, edits_of, rebuilt
from cleaner.formats.encoding import Decoded

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Content:
    """What is text in a file.

    Attributes:
        text: the text that is cleaned.
        free: spans of it that may change, in order; what is between them is fixed. One may be empty, and two may touch.
        put: makes the bytes of the file with other texts in these spans.
        read: reads such bytes again.
        decoded: how the bytes were decoded.
        text_format: the format of the text, as for `Cleaner.clean`.
    """

    text: str
    free: tuple[Span, ...]
    put: Callable[[Sequence[str]], bytes]
    read: Callable[[bytes], "Content"]
    decoded: Decoded
    text_format: str = "plain"

    @property
    def pieces(self) -> list[str]:
        """The texts in the spans that may change."""
        return [self.text[start:end] for start, end in self.free]


def joined(parts: Iterable[tuple[str, bool]]) -> tuple[str, tuple[Span, ...]]:
    """A text and its spans that may change.

    Args:
        parts: of the text, in order, each with whether it may change.
    """
    at = 0
    texts: list[str] = []
    free: list[Span] = []
    for text, may_change in parts:
        texts.append(text)
        if may_change:
            free.append((at, at + len(text)))
        at += len(text)
    return "".join(texts), tuple(free)


def moved(found: Iterable[Undecoded], places: Sequence[tuple[int, int, int]]) -> Iterator[Undecoded]:
    """Bytes that could not be decoded, in the coordinates of the parts.

    Args:
        found: in the coordinates of the whole file.
        places: start and end of each part in the file, and its start in the text.
    """
    starts = [each[0] for each in places]
    for each in found:
        index = bisect_right(starts, each.start) - 1
        if index >= 0 and each.end <= places[index][1]:
            shift = places[index][2] - places[index][0]
            yield replace(each, start=each.start + shift, end=each.end + shift)


def fitted(document: Document, content: Content) -> Document:
    """A document whose changes can be written into the file that its text is of.

    Args:
        document: its original is the text of the content.
        content: of the file.
    """
    made = _within(document, content.free)
    bad = _unreadable(made, content)
    if bad:
        made = only(made, lambda each: not bad & set(touched(content.free, each.start, each.end)))
    return made


def only(document: Document, allowed: Callable[[Annotation], bool]) -> Document:
    """A document whose other applied changes are proposals."""
    if all(allowed(each) for each in document.annotations if each.applied):
        return document
    annotations = (each if not each.applied or allowed(each) else _proposed(each) for each in document.annotations)
    return rebuilt(document, document.original, annotations)


def texts(original: str, annotations: Iterable[Annotation], free: Sequence[Span]) -> list[str]:
    """The texts in the spans that may change, with the applied annotations carried out.

    Args:
        original: the original text.
        annotations: each applied one is inside a span.
        free: spans of the original text.
    """
    edits = edits_of(annotations)
    starts = [each.start for each in edits]
    found = []
    for start, end in free:
        inside = edits[bisect_left(starts, start) : bisect_left(starts, end)]
        found.append(carry_out(original[start:end], [replace(each, start=each.start - start, end=each.end - start) for each in inside]))
    return found


def touched(free: Sequence[Span], start: int, end: int) -> range:
    """The numbers of the spans that have characters of another span."""
    first = bisect_right(free, start, key=lambda each: each[1])
    return range(first, max(first, bisect_left(free, end, key=lambda each: each[0])))


def is_inside(free: Sequence[Span], start: int, end: int) -> bool:
    """Whether a span is inside one that may change."""
    return any(free[index][0] <= start and end <= free[index][1] for index in touched(free, start, end))


def _within(document: Document, free: Sequence[Span]) -> Document:
    """A document whose applied changes are inside the spans."""
    made: list[Annotation] = []
    for each in document.annotations:
        if each.replacement is None or is_inside(free, each.start, each.end):
            made.append(each)
        elif each.replacement:
            made.append(_proposed(each) if each.applied else each)
        else:
            parts = [(max(each.start, free[at][0]), min(each.end, free[at][1])) for at in touched(free, each.start, each.end)]
            parts = [_with_break(document.original, part, free) for part in parts if part[0] < part[1]]
            made += [replace(each, start=start, end=end) for start, end in parts] if parts else [_proposed(each) if each.applied else each]
    if made == list(document.annotations):
        return document
    made = list(_apart(made))
    return rebuilt(document, document.original, made)


def _with_break(text: str, part: Span, free: Sequence[Span]) -> Span:
    """A removal up to the end of a part, with the line break before it, which would end the part."""
    start, end = part
    index = touched(free, start, end)[0]
    while start > free[index][0] and end == free[index][1] and text[start - 1] in "\r\n":
        start -= 1
    return start, end


def _apart(annotations: Iterable[Annotation]) -> Iterator[Annotation]:
    """Annotations of which no applied one overlaps another: the later one begins where the earlier one ends."""
    at = 0
    for each in sorted(annotations, key=lambda each: (each.start, each.end)):
        if not each.applied:
            yield each
        elif max(each.start, at) < each.end:
            yield replace(each, start=max(each.start, at))
            at = each.end


def _proposed(annotation: Annotation) -> Annotation:
    return replace(annotation, applied=False, safety=Safety.REVIEW)


def _unreadable(document: Document, content: Content) -> set[int]:
    """Numbers of the spans whose new texts would not be read back from the file."""
    before = content.pieces
    after = texts(document.original, document.annotations, content.free)
    if after == before or content.read(content.put(after)).pieces == after:
        return set()
    bad = set()
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            alone = [*before[:number], new, *before[number + 1 :]]
            if content.read(content.put(alone)).pieces != alone:
                bad.add(number)
    return bad or set(range(len(before)))
