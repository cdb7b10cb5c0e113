"""A change as the report shows it: an annotation with its names, its style and its reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from cleaner.annotation import Annotation, Kind
from cleaner.report.evidence import Reason, reason
from cleaner.report.scripts import RIGHT_TO_LEFT, fragment_language, tag_of
from cleaner.report.survey import Equal, Survey

SPAM_SHOWN = 12
"""Code points of a removed spam line that are shown: enough to recognise it, and nobody needs to read the rest."""
FOUND_SHOWN = 600
"""Code points of any other change that are shown at once."""


@dataclass(frozen=True, slots=True)
class Change:
    """A finding as the report shows it.

    Attributes:
        key: its name in the report.
        annotation: the finding.
        language: BCP-47 tag of the found text; None if it is that of the document.
        equal: the equal changes; None if there are no others.
        reason: why it was made.
        answer, note: a reviewer's decision that was carried out already.
        limit: code points that are shown before the rest is collapsed.
    """

    key: str
    annotation: Annotation
    language: str | None
    equal: Equal | None
    reason: Reason
    answer: str | None
    note: str
    limit: int

    @property
    def rule(self) -> str:
        """Id of the rule."""
        return self.annotation.rule

    @property
    def kind(self) -> str:
        """Name of the kind."""
        return self.annotation.kind.value

    @property
    def replacement(self) -> str | None:
        """The text that replaces it."""
        return self.annotation.replacement

    @property
    def removes(self) -> bool:
        """Whether its characters are removed without a replacement."""
        return self.annotation.replacement == ""

    @property
    def block(self) -> bool:
        """Whether part of it is collapsed."""
        return len(self.annotation.found) > self.limit or len(self.annotation.replacement or "") > FOUND_SHOWN

    @property
    def turned(self) -> bool:
        """Whether it has right-to-left letters."""
        return bool(RIGHT_TO_LEFT.search(self.annotation.found) or RIGHT_TO_LEFT.search(self.annotation.replacement or ""))

    @property
    def element(self) -> str:
        """Name of the HTML element around the found text."""
        return "del" if self.annotation.applied else "mark"

    @property
    def at(self) -> str:
        """Its offsets in the original and in the cleaned text."""
        each = self.annotation
        return f"{each.start} {each.end} {each.text_start} {each.text_end}"

    @property
    def other_id(self) -> str | None:
        """Id of the annotation; None if it is the key."""
        return None if self.annotation.id == self.key else self.annotation.id

    @property
    def classes(self) -> str:
        """CSS classes: applied, removed or flagged only; kind, safety, severity; answer."""
        each = self.annotation
        return (
            f"c{' a' if each.applied else ''}{' x' if self.removes else ''}{' z' if each.replacement is None else ''} k-{each.kind.value} "
            f"f-{each.safety.value} v-{each.severity.value}{f' d-{self.answer}' if self.answer else ''}"
        )


def change_of(annotation: Annotation, key: str, language: str | None, survey: Survey) -> Change:
    evidence = annotation.evidence
    decision = evidence.get("decision")
    answer, note = (decision.get("answer"), decision.get("note")) if isinstance(decision, Mapping) else (None, None)
    own = tag_of(evidence.get("language"))
    spam = annotation.kind is Kind.SPAM and annotation.replacement == ""
    return Change(
        key=key,
        annotation=annotation,
        language=fragment_language(annotation.found, own) if own and own != language else None,
        equal=survey.equal(annotation),
        reason=reason(annotation),
        answer=answer if answer in ("accept", "edit", "wrong", "leave") else None,
        note=note if isinstance(note, str) else "",
        limit=SPAM_SHOWN if spam else FOUND_SHOWN,
    )
