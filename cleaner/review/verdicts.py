"""What decisions do to a document, and how its annotations record them.

An annotation records the decision and its own earlier state in its evidence. So a document is always computed from the result of
cleaning and all decisions since: the result is the same whether they are applied at once, in steps or twice.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from cleaner.annotation import Annotation
from cleaner.document import Edit, Finding, OffsetMap, apply
from cleaner.errors import InputError
from cleaner.review.anchoring import Standing
from cleaner.review.decisions import Answer, Decision
from cleaner.suppressions import Suppression, place

DECISION, SUPERSEDED = "decision", "superseded"
"""Keys of the evidence: the decision; and the id of the finding that was carried out instead."""
QUIET = (Answer.WRONG, Answer.LEAVE)
"""Answers after which a finding is suppressed in later runs."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision on an annotation.

    Attributes:
        answer: the reviewer's.
        text: the text to insert; None if there is none.
        note: the reviewer's remark.
        created: when, ISO 8601.
    """

    answer: Answer
    text: str | None
    note: str
    created: str

    @classmethod
    def of(cls, decision: Decision, created: str) -> "Verdict":
        """The verdict of a decision in a file of this date."""
        return cls(decision.answer, decision.text, decision.note, created)

    def same(self, other: "Verdict | None") -> bool:
        """Whether another verdict says the same; the date does not matter."""
        return other is not None and (self.answer, self.text, self.note) == (other.answer, other.text, other.note)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a verdict is not carried out.

    Attributes:
        standing: refused, or ambiguous.
        reason: why.
    """

    standing: Standing
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A document after decisions.

    Attributes:
        text: its text.
        annotations: its findings, in their old order.
        refusals: why a verdict is not carried out, by the annotation's id.
    """

    text: str
    annotations: tuple[Annotation, ...]
    refusals: Mapping[str, Refusal]


def recorded(annotation: Annotation) -> Verdict | None:
    """The earlier verdict on an annotation, if any.

    Raises:
        InputError: its evidence has another value.
    """
    values = annotation.evidence.get(DECISION)
    if values is None:
        return None
    try:
        text = values["replacement"]
        if (
            isinstance(values["was"]["applied"], bool)
            and isinstance(text, str | None)
            and isinstance(values["was"]["replacement"], str | None)
        ):
            return Verdict(Answer(values["answer"]), text, str(values["note"]), str(values["created"]))
    except (KeyError, TypeError, ValueError):
        pass
    raise InputError(f"the decision that annotation {annotation.id} remembers is not one that `cleaner apply` wrote")


def carry_out(original: str, annotations: Sequence[Annotation], verdicts: Mapping[str, Verdict]) -> Outcome:
    """A document with decisions carried out.

    If proposals overlap, the reviewer's own text wins over an accepted proposal, and a shorter one over a longer one; one that makes
    the same text as those inside it replaces them. Changes without a decision lose against changes with one.

    Args:
        original: the original text.
        annotations: its findings, with earlier decisions in their evidence.
        verdicts: new verdicts by the ids of annotations; they replace earlier ones.

    Raises:
        InputError: an annotation records an invalid decision.
    """
    before = [undecided(each) for each in annotations]
    known = {each.id: verdict for each in annotations if (verdict := recorded(each))} | dict(verdicts)
    contest = _Contest(original)
    contest.settle([(each, verdict) for each in before if (verdict := known.get(each.id)) and verdict.text is not None])
    after = []
    for each in before:
        verdict = known.get(each.id)
        refusal = contest.refusals.get(each.id)
        evidence = dict(each.evidence)
        applied, replacement = each.applied, each.replacement
        winner = contest.winner(each)
        if winner is not None and winner[0].id == each.id:
            replacement = winner[1]
            applied = replacement != each.found
        elif verdict is not None and verdict.answer in QUIET:
            applied = False
        elif winner is not None and (applied or (verdict is not None and refusal is None)):
            applied = False
            evidence[SUPERSEDED] = winner[0].id
        if verdict is not None:
            evidence[DECISION] = {
                "answer": verdict.answer.value,
                "note": verdict.note,
                "created": verdict.created,
                "replacement": verdict.text,
                "was": {"applied": each.applied, "replacement": each.replacement},
            }
            if refusal is not None:
                evidence[DECISION]["refused"] = refusal.reason
        after.append(replace(each, applied=applied, replacement=replacement, evidence=evidence))
    return Outcome(apply(original, after), tuple(_placed(after)), contest.refusals)


def undecided(annotation: Annotation) -> Annotation:
    """An annotation as it was before any decision; its offsets in the text are not changed.

    Raises:
        InputError: it records an invalid decision.
    """
    if not annotation.evidence.keys() & {DECISION, SUPERSEDED}:
        return annotation
    was: Mapping[str, Any] = {"applied": True, "replacement": annotation.replacement}
    if recorded(annotation) is not None:
        was = annotation.evidence[DECISION]["was"]
    evidence = {name: value for name, value in annotation.evidence.items() if name not in (DECISION, SUPERSEDED)}
    return replace(annotation, applied=was["applied"], replacement=was["replacement"], evidence=evidence)


def suppressions(path: str, original: str, outcome: Outcome) -> Iterator[Suppression]:
    """Suppressions, for later runs, of the findings of a document that were rejected.

    Args:
        path: of the document.
        original: its original text.
        outcome: the document after decisions.
    """
    for each in outcome.annotations:
        verdict = recorded(each)
        if verdict is not None and verdict.answer in QUIET:
            there = place(original, each.start, each.end), place(outcome.text, each.text_start, each.text_end)
            yield Suppression(each.rule, *there[0], *there[1], verdict.answer.value, path, verdict.note, verdict.created)


def _placed(annotations: Sequence[Annotation]) -> Iterator[Annotation]:
    """The annotations with their offsets in the text that the applied ones make."""
    applied = sorted((each for each in annotations if each.applied), key=lambda each: each.start)
    edits = [
        Edit(each.start, each.end, each.replacement or "", Finding(each.rule, each.kind, each.start, each.end, each.message))
        for each in applied
    ]
    offsets = OffsetMap(edits)
    numbers = {each.id: number for number, each in enumerate(applied)}
    for each in annotations:
        start, end = offsets.placed(numbers[each.id]) if each.applied else offsets.forward(each.start, each.end)
        yield replace(each, text_start=start, text_end=end)


@dataclass
class _Contest:
    """Selects the proposals that can be carried out together.

    Attributes:
        original: the text.
        refusals: why others cannot be, by the ids of their annotations.
    """

    original: str
    refusals: dict[str, Refusal] = field(default_factory=dict)
    _winners: list[tuple[Annotation, str]] = field(default_factory=list)
    """Ordered by start; none overlaps another."""
    _edited: set[str] = field(default_factory=set)

    def settle(self, wanted: Sequence[tuple[Annotation, Verdict]]) -> None:
        """Add all proposals; called once.

        Args:
            wanted: in the order of their starts; each verdict has a text.
        """
        edits = self._different([(each, verdict.text or "") for each, verdict in wanted if verdict.answer is Answer.EDIT])
        for each, text in self._apart(edits, Standing.AMBIGUOUS, "it overlaps another edit"):
            self._edited.add(each.id)
            self._enter(each, text, [])
        accepted = self._different([(each, verdict.text or "") for each, verdict in wanted if verdict.answer is not Answer.EDIT])
        accepted.sort(key=lambda pair: pair[0].end - pair[0].start)
        for _, group in groupby(accepted, key=lambda pair: pair[0].end - pair[0].start):
            ready = [(each, text) for each, text in group if self._fits(each, text)]
            for each, text in self._apart(ready, Standing.REFUSED, "it overlaps another accepted proposal of the same length"):
                self._enter(each, text, self._overlapping(each))
        # an equal proposal in the same place is refused for the same reason
        refused = {(each.start, each.end, verdict.text): self.refusals[each.id] for each, verdict in wanted if each.id in self.refusals}
        for each, verdict in wanted:
            winner = self.winner(each)
            if (refusal := refused.get((each.start, each.end, verdict.text))) and (winner is None or winner[1] != verdict.text):
                self.refusals[each.id] = refusal

    def winner(self, annotation: Annotation) -> tuple[Annotation, str] | None:
        """The proposal that wins at an annotation: its own, or the first that overlaps it."""
        there = self._overlapping(annotation)
        return there[0] if there else None

    def _different(self, wanted: list[tuple[Annotation, str]]) -> list[tuple[Annotation, str]]:
        """The proposals without duplicates."""
        return list({(each.start, each.end, text): (each, text) for each, text in reversed(wanted)}.values())[::-1]

    def _apart(self, wanted: list[tuple[Annotation, str]], standing: Standing, reason: str) -> list[tuple[Annotation, str]]:
        """The proposals that overlap no other; the rest are refused."""
        wanted = sorted(wanted, key=lambda pair: (pair[0].start, pair[0].end))
        kept = []
        farthest: Annotation | None = None
        for index, (each, text) in enumerate(wanted):
            later = wanted[index + 1][0] if index + 1 < len(wanted) else None
            other = (
                farthest
                if farthest is not None and farthest.end > each.start
                else later
                if later is not None and later.start < each.end
                else None
            )
            if other is None:
                kept.append((each, text))
            else:
                self.refusals[each.id] = Refusal(standing, f"{reason}, of “{other.found}”; decide only one of the two so")
            if farthest is None or each.end > farthest.end:
                farthest = each
        return kept

    def _fits(self, each: Annotation, text: str) -> bool:
        """Whether an accepted proposal can be carried out with the winners so far; refuses it otherwise."""
        inside = self._overlapping(each)
        if not inside or text == _within(each, inside):
            return True
        other, other_text = inside[0]
        if other.start <= each.start and other.end >= each.end and other_text == _within(other, [(each, text)]):
            return False
        what = "the edit" if other.id in self._edited else "the shorter accepted proposal"
        self.refusals[each.id] = Refusal(Standing.REFUSED, f"it overlaps {what} “{other.found}” → “{other_text}”")
        return False

    def _enter(self, each: Annotation, text: str, instead_of: list[tuple[Annotation, str]]) -> None:
        at = bisect_left(self._winners, each.start, key=_start)
        if instead_of:
            at = bisect_left(self._winners, instead_of[0][0].start, key=_start)
        self._winners[at : at + len(instead_of)] = [(each, text)]

    def _overlapping(self, each: Annotation) -> list[tuple[Annotation, str]]:
        at = bisect_right(self._winners, each.start, key=_start)
        if at and self._winners[at - 1][0].end > each.start:
            at -= 1
        to = bisect_left(self._winners, each.end, lo=at, key=_start)
        return self._winners[at:to]


def _start(winner: tuple[Annotation, str]) -> int:
    return winner[0].start


def _within(each: Annotation, inside: Sequence[tuple[Annotation, str]]) -> str | None:
    """The found text with the proposals inside it carried out; None if one extends beyond it."""
    pieces = []
    at = each.start
    for other, text in inside:
        if other.start < at or other.end > each.end:
            return None
        pieces += [each.found[at - each.start : other.start - each.start], text]
        at = other.end
    return "".join((*pieces, each.found[at - each.start :]))
