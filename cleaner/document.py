"""Edits, the offset map, and the document they produce. The only owner of offsets.

A *layer* is a sorted list of edits, without overlap, from one text to the next. Each pass of
cleaning adds a layer. `compose` merges two layers into one over the original text, and `OffsetMap`
carries spans across a layer in both directions.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from cleaner.annotation import Annotation, Kind, Safety, Severity, fingerprint
from cleaner.errors import DocumentError
from cleaner.failures import RuleFailure

UNKNOWN_PAGE = 0.5
"""`Document.page` if the probability was not computed, as in documents of earlier versions."""
MIN_PAGE, MAX_NOT_PAGE = 0.8, 0.2
"""Probability from which a text counts as a page, and up to which it does not: four to one, so that
a summary does not report guesses."""

MIN_SURE = 0.9
"""Confidence of the identifier from which on a language counts as certain."""


def page_answer(page: float) -> str:
    """The answer for a summary: "yes", "no" or "unsure".

    Args:
        page: probability that a text is a scraped page.
    """
    return "yes" if page >= MIN_PAGE else "no" if page <= MAX_NOT_PAGE else "unsure"


@dataclass(frozen=True, slots=True)
class Undecoded:
    """Bytes that are invalid in the encoding of their file, and their place in its text.

    Attributes:
        start, end: half-open code points in the text.
        offset: of the first byte in the file.
        data: the bytes; empty for lines in another encoding.
        encoding: Python's name of the encoding of these lines; None if U+FFFD replaces the bytes.
    """

    start: int
    end: int
    offset: int
    data: bytes = b""
    encoding: str | None = None


class Given(NamedTuple):
    """The arguments of `Cleaner.clean`, as an item for `Cleaner.pipe`.

    Attributes:
        text: the text.
        source_text: the text it is a translation of.
        text_format: its format, as for `Cleaner.clean`.
        undecoded: bytes of its file that could not be decoded.
    """

    text: str
    source_text: str | None = None
    text_format: str | None = None
    undecoded: tuple[Undecoded, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of a repair or a rule, in the text that it read.

    Attributes:
        start, end: half-open code points in that text; never empty.
        rule, kind, message, replacement, safety, severity, confidence, evidence: as in
            `Annotation`. A value of the evidence may be a function that makes it, which is called
            only when the finding is not folded into another.
    """

    rule: str
    kind: Kind
    start: int
    end: int
    message: str
    replacement: str | None = None
    safety: Safety = Safety.REVIEW
    severity: Severity = Severity.MINOR
    confidence: float = 0.5
    evidence: Mapping[str, Any] | None = None


_NO_CAUSE = Finding("", Kind.TYPOGRAPHY, 0, 0, "")


@dataclass(frozen=True, slots=True)
class Edit:
    """A span of one text and its replacement in the next.

    Attributes:
        start, end: half-open code points in the earlier text; never empty.
        replacement: the characters in the later text.
        cause: the finding with this replacement.
        steps: findings of earlier edits that were merged into this one, in their order.
    """

    start: int
    end: int
    replacement: str
    cause: Finding
    steps: tuple[Finding, ...] = ()


class OffsetMap:
    """The positions before and after the edits of a layer.

    Args:
        edits: sorted by start, without overlap, none with an empty span.
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._old_starts = [edit.start for edit in edits]
        self._old_ends = [edit.end for edit in edits]
        self._new_starts: list[int] = []
        self._new_ends: list[int] = []
        shift = 0
        for edit in edits:
            start = edit.start + shift
            self._new_starts.append(start)
            self._new_ends.append(start + len(edit.replacement))
            shift += len(edit.replacement) - (edit.end - edit.start)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """A span of the later text, in the earlier one; extended to whole edits that it cuts."""
        return _carry(start, end, self._new_starts, self._new_ends, self._old_starts, self._old_ends)

    def forward(self, start: int, end: int) -> tuple[int, int]:
        """A span of the earlier text, in the later one; extended to whole edits that it cuts."""
        return _carry(start, end, self._old_starts, self._old_ends, self._new_starts, self._new_ends)

    def placed(self, index: int) -> tuple[int, int]:
        """Start and end of the replacement of an edit in the later text."""
        return self._new_starts[index], self._new_ends[index]


def _carry(
    start: int,
    end: int,
    from_starts: list[int],
    from_ends: list[int],
    to_starts: list[int],
    to_ends: list[int],
) -> tuple[int, int]:
    # an edit that ends at the start of the span is before it; one that starts at its end is after it
    before = bisect_right(from_ends, start)
    if before < len(from_starts) and from_starts[before] <= start:
        new_start = to_starts[before]
    else:
        new_start = start + (to_ends[before - 1] - from_ends[before - 1] if before else 0)
    if start == end:
        return new_start, new_start
    reached = bisect_left(from_starts, end)
    if reached and from_ends[reached - 1] >= end:
        new_end = to_ends[reached - 1]
    else:
        new_end = end + (to_ends[reached - 1] - from_ends[reached - 1] if reached else 0)
    return new_start, new_end


def carry_out(text: str, edits: Iterable[Edit]) -> str:
    """The text after a layer of edits."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces.append(text[at : edit.start])
        pieces.append(edit.replacement)
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)


def compose(original: str, inner: Sequence[Edit], middle: str, outer: Sequence[Edit]) -> list[Edit]:
    """One layer for two: `inner` from `original` to `middle`, then `outer` from `middle` on.

    Edits of the same characters become one, with the outer finding as cause and the inner ones as
    steps. Edits without effect are dropped.
    """
    if not inner:
        return list(outer)
    if not outer:
        return list(inner)
    offsets = OffsetMap(inner)
    # (start, end, is_outer, index), all in the coordinates of `middle`
    spans = [(*offsets.placed(index), 0, index) for index in range(len(inner))]
    spans += [(edit.start, edit.end, 1, index) for index, edit in enumerate(outer)]
    spans.sort()
    composed: list[Edit] = []
    cluster: list[tuple[int, int, int, int]] = []
    reach = -1
    for span in spans:
        # an empty span touches only spans that contain its position
        if cluster and span[0] >= reach:
            composed.append(_merge(middle, inner, outer, offsets, cluster))
            cluster = []
        cluster.append(span)
        reach = max(reach, span[1])
    composed.append(_merge(middle, inner, outer, offsets, cluster))
    return [edit for edit in composed if original[edit.start : edit.end] != edit.replacement]


def _merge(
    middle: str,
    inner: Sequence[Edit],
    outer: Sequence[Edit],
    offsets: OffsetMap,
    cluster: list[tuple[int, int, int, int]],
) -> Edit:
    inside = [inner[index] for _, _, is_outer, index in cluster if not is_outer]
    around = [outer[index] for _, _, is_outer, index in cluster if is_outer]
    if not around and len(inside) == 1:
        return inside[0]
    start = cluster[0][0]
    end = max(span[1] for span in cluster)
    old_start, old_end = offsets.back(start, end)
    shifted = [Edit(edit.start - start, edit.end - start, edit.replacement, edit.cause) for edit in around]
    replacement = carry_out(middle[start:end], shifted)
    main = max(around, key=lambda edit: (edit.end - edit.start, -edit.start))
    steps = tuple(cause for edit in inside for cause in (*edit.steps, edit.cause))
    steps += tuple(cause for edit in around for cause in (*edit.steps, edit.cause) if cause is not main.cause)
    return Edit(old_start, old_end, replacement, main.cause, steps)


@dataclass(frozen=True, slots=True)
class Document:
    """A cleaned text with all of its findings.

    Attributes:
        original: the text as it was given.
        text: the cleaned text: the original with the applied annotations carried out.
        annotations: every finding, ordered by start, then end.
        language: BCP-47 tag of the text, given or identified; None if unknown.
        page: probability that the original is a scraped page, an article with boilerplate around
            it; `UNKNOWN_PAGE` if it was not computed.
        failures: rules that raised an error on this text; their findings are missing.
        language_confidence: probability that this is the language, where it was identified.
    """

    original: str
    text: str
    annotations: tuple[Annotation, ...]
    language: str | None
    page: float = UNKNOWN_PAGE
    failures: tuple[RuleFailure, ...] = ()
    language_confidence: float = 1.0

    @property
    def is_language_certain(self) -> bool:
        """Whether the language was given, or identified with `MIN_SURE`."""
        return self.language is not None and self.language_confidence >= MIN_SURE

    @property
    def applied(self) -> tuple[Annotation, ...]:
        """The annotations that changed the text."""
        return tuple(annotation for annotation in self.annotations if annotation.applied)

    def to_dict(self) -> dict[str, Any]:
        """The document as JSON values."""
        return {
            "original": self.original,
            "text": self.text,
            **self.language_values(),
            "page": self.page,
            "annotations": [annotation.to_dict() for annotation in self.annotations],
            "failures": [failure.to_dict() for failure in self.failures],
        }

    def language_values(self) -> dict[str, Any]:
        """The language as JSON values, with the confidence where it was not given and not certain."""
        return {"language": self.language} | ({} if self.language_confidence == 1 else {"language_confidence": self.language_confidence})

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Document":
        """The inverse of `to_dict`.

        Raises:
            DocumentError: the annotations do not lead from the original to the text.
        """
        annotations = tuple(Annotation.from_dict(annotation) for annotation in values["annotations"])
        failures = tuple(RuleFailure(**failure) for failure in values.get("failures", ()))
        page, sure = values.get("page", UNKNOWN_PAGE), values.get("language_confidence", 1.0)
        document = cls(values["original"], values["text"], annotations, values["language"], page, failures, sure)
        if apply(document.original, annotations) != document.text:
            raise DocumentError("the annotations do not lead from this original to this text; was either edited?")
        return document


def apply(original: str, annotations: Iterable[Annotation]) -> str:
    """The text with the applied annotations carried out.

    Args:
        original: the text the annotations were made for.
        annotations: in any order; those with `applied` false are ignored.

    Raises:
        DocumentError: an annotation does not fit the text, or two applied ones overlap.
    """
    edits: list[Edit] = []
    at = 0
    for annotation in sorted((each for each in annotations if each.applied), key=lambda each: each.start):
        start, end = annotation.start, annotation.end
        if annotation.replacement is None:
            raise DocumentError(f"annotation {annotation.id} is applied but has no replacement")
        if start < at:
            raise DocumentError(f"annotation {annotation.id} at {start} overlaps the one that ends at {at}")
        if original[start:end] != annotation.found:
            raise DocumentError(f"annotation {annotation.id} expects other characters at {start} to {end}")
        edits.append(Edit(start, end, annotation.replacement, _NO_CAUSE))
        at = end
    return carry_out(original, edits)


def restore(text: str, annotations: Iterable[Annotation]) -> str:
    """The original of a cleaned text; the inverse of `apply`.

    Args:
        text: the cleaned text.
        annotations: those that came with it.

    Raises:
        DocumentError: an annotation does not fit the text.
    """
    edits: list[Edit] = []
    at = 0
    for annotation in sorted((each for each in annotations if each.applied), key=lambda each: each.start):
        start, end = annotation.text_start, annotation.text_end
        if start < at or text[start:end] != annotation.replacement:
            raise DocumentError(f"annotation {annotation.id} expects other characters at {start} to {end} of the text")
        edits.append(Edit(start, end, annotation.found, _NO_CAUSE))
        at = end
    return carry_out(text, edits)


def document(
    original: str,
    edits: Sequence[Edit],
    text: str,
    notes: Iterable[Finding],
    language: str | None,
    page: float = UNKNOWN_PAGE,
    failures: Iterable[RuleFailure] = (),
) -> Document:
    """Create a document.

    Args:
        original: the original text.
        edits: one layer, from `original` to `text`.
        text: the cleaned text.
        notes: findings that were not applied, in the coordinates of `text`.
        language: BCP-47 tag or None.
        page, failures: as in `Document`.
    """
    offsets = OffsetMap(edits)
    drafts: list[tuple[int, int, int, int, bool, str | None, Finding, tuple[Finding, ...]]] = []
    for index, edit in enumerate(edits):
        drafts.append((edit.start, edit.end, *offsets.placed(index), True, edit.replacement, edit.cause, edit.steps))
    for finding in notes:
        start, end = offsets.back(finding.start, finding.end)
        text_start, text_end = offsets.forward(start, end)
        replacement = finding.replacement
        if replacement is not None:
            replacement = text[text_start : finding.start] + replacement + text[finding.end : text_end]
        drafts.append((start, end, text_start, text_end, False, replacement, finding, ()))
    drafts.sort(key=lambda draft: (draft[0], draft[1], not draft[4], draft[6].rule, draft[6].message))
    ids = _ids(original, ((draft[6].rule, draft[0], draft[1]) for draft in drafts))
    annotations = []
    for (start, end, text_start, text_end, applied, replacement, finding, steps), id_ in zip(drafts, ids, strict=True):
        places = (start, end, text_start, text_end)
        annotations.append(_annotation(finding, applied, id_, places, original[start:end], replacement, steps))
    return Document(original, text, tuple(annotations), language, page, tuple(failures))


def edits_of(annotations: Iterable[Annotation]) -> list[Edit]:
    """The layer of the applied annotations."""
    applied = sorted((each for each in annotations if each.applied), key=lambda each: each.start)
    return [Edit(each.start, each.end, each.replacement or "", _NO_CAUSE) for each in applied]


def rebuilt(document: Document, original: str, annotations: Iterable[Annotation], extra: Iterable[tuple[Finding, bool]] = ()) -> Document:
    """A document with other annotations; `found`, places in the text and ids are computed again.

    Args:
        document: the source of all other attributes.
        original: the original text.
        annotations: with `start`, `end` and `replacement` for that text; applied ones do not
            overlap.
        extra: findings in that text, each with whether it is applied.
    """
    added = ((each, applied, (each.start, each.end) * 2) for each, applied in extra)
    made = [*annotations, *(_annotation(each, applied, "", places, "", each.replacement) for each, applied, places in added)]
    made.sort(key=lambda each: (each.start, each.end, not each.applied, each.rule, each.message))
    edits = edits_of(made)
    offsets = OffsetMap(edits)
    placed = []
    for each, id_ in zip(made, _ids(original, ((each.rule, each.start, each.end) for each in made)), strict=True):
        text_start, text_end = offsets.forward(each.start, each.end)
        placed.append(replace(each, id=id_, found=original[each.start : each.end], text_start=text_start, text_end=text_end))
    return replace(document, original=original, text=carry_out(original, edits), annotations=tuple(placed))


def _annotation(
    finding: Finding,
    applied: bool,
    id_: str,
    places: tuple[int, int, int, int],
    found: str,
    replacement: str | None,
    steps: Sequence[Finding] = (),
) -> Annotation:
    """A finding as an annotation with its places in the original and in the text, and the earlier findings in its place."""
    evidence = dict(finding.evidence or {})
    if steps:
        evidence["steps"] = [{"rule": step.rule, "message": step.message} for step in steps]
    return Annotation(
        id_,
        finding.rule,
        finding.kind,
        *places,
        found,
        replacement,
        applied,
        finding.safety,
        finding.confidence,
        finding.severity,
        finding.message,
        evidence,
    )


def _ids(original: str, findings: Iterable[tuple[str, int, int]]) -> Iterator[str]:
    """The ids of findings given by rule, start and end; equal ones are numbered."""
    seen: Counter[str] = Counter()
    for rule, start, end in findings:
        plain = fingerprint(rule, original, start, end)
        occurrence = seen[plain]
        seen[plain] += 1
        yield fingerprint(rule, original, start, end, occurrence) if occurrence else plain
