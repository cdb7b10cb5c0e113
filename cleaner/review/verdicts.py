"""What decisions do to a document, and how its annotations remember them.

An annotation that was decided keeps in its evidence what was decided and what it was before. So a document's state is always made anew of
what cleaning left and of all that was decided since: in one go, in two, or twice over, it comes out the same.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from cleaner.annotation import Annotation
from cleaner.document import Edit, Finding, OffsetMap, apply
from cleaner.errors import InputError
from cleaner.review.decisions import Answer, Decision, Standing
from cleaner.suppressions import Suppression, place

DECISION, SUPERSEDED = "decision", "superseded"
"""Keys of the evidence: what was decided; and the id of the finding that was carried out in this one's place."""
QUIET = (Answer.WRONG, Answer.LEAVE)
"""The answers after which a finding is wanted no more."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided of an annotation.

    Attributes:
        answer: the reviewer's.
        text: what is to stand in the text; None when nothing is to be put there.
        note: the reviewer's remark.
        created: when, ISO 8601.
    """

    answer: Answer
    text: str | None
    note: str
    created: str

    @classmethod
    def of(cls, decision: Decision, created: str) -> "Verdict":
        """The verdict of a decision from a file written at some time."""
        return cls(decision.answer, decision.text, decision.note, created)

    def same(self, other: "Verdict | None") -> bool:
        """Whether another verdict, whenever it was given, says no more than this."""
        return other is not None and (self.answer, self.text, self.note) == (other.answer, other.text, other.note)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A verdict that is not carried out.

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
    """What was decided of an annotation before.

    Raises:
        InputError: its evidence holds something else.
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
    """The document that decisions lead to.

    Of proposals that overlap, the reviewer's own text goes before one that was accepted, and a shorter one before a longer one; one that says
    the same as those inside it takes their place. What was applied and not decided gives way to what was.

    Args:
        original: the original text.
        annotations: its findings, as they are; what was decided before stands in their evidence.
        verdicts: what is decided now, by the annotations' ids; it replaces what was decided before.

    Raises:
        InputError: an annotation remembers a decision that is none.
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
    """An annotation as it was before anything was decided; where it stands in the text is not looked at.

    Raises:
        InputError: it remembers a decision that is none.
    """
    if not annotation.evidence.keys() & {DECISION, SUPERSEDED}:
        return annotation
    was: Mapping[str, Any] = {"applied": True, "replacement": annotation.replacement}
    if recorded(annotation) is not None:
        was = annotation.evidence[DECISION]["was"]
    evidence = {name: value for name, value in annotation.evidence.items() if name not in (DECISION, SUPERSEDED)}
    return replace(annotation, applied=was["applied"], replacement=was["replacement"], evidence=evidence)


def suppressions(path: str, original: str, outcome: Outcome) -> Iterator[Suppression]:
    """What keeps quiet, in later runs, the findings of a document that are wanted no more.

    Args:
        path: of the document.
        original: its original text.
        outcome: what was decided.
    """
    for each in outcome.annotations:
        verdict = recorded(each)
        if verdict is not None and verdict.answer in QUIET:
            there = place(original, each.start, each.end), place(outcome.text, each.text_start, each.text_end)
            yield Suppression(each.rule, *there[0], *there[1], verdict.answer.value, path, verdict.note, verdict.created)


def _placed(annotations: Sequence[Annotation]) -> Iterator[Annotation]:
    """The annotations with their places in the text that the applied ones make."""
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
    """Finds out which of the proposals that are to be carried out can be, together.

    Attributes:
        original: the text.
        refusals: why others cannot be, by their annotations' ids.
    """

    original: str
    refusals: dict[str, Refusal] = field(default_factory=dict)
    _winners: list[tuple[Annotation, str]] = field(default_factory=list)
    """By their starts; none overlaps another."""
    _edited: set[str] = field(default_factory=set)

    def settle(self, wanted: Sequence[tuple[Annotation, Verdict]]) -> None:
        """Take all proposals in, at once.

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
        # what would do the same in the same place is refused for the same reason
        refused = {(each.start, each.end, verdict.text): self.refusals[each.id] for each, verdict in wanted if each.id in self.refusals}
        for each, verdict in wanted:
            winner = self.winner(each)
            if (refusal := refused.get((each.start, each.end, verdict.text))) and (winner is None or winner[1] != verdict.text):
                self.refusals[each.id] = refusal

    def winner(self, annotation: Annotation) -> tuple[Annotation, str] | None:
        """What is carried out at the place of an annotation: itself, or the first that overlaps it."""
        there = self._overlapping(annotation)
        return there[0] if there else None

    def _different(self, wanted: list[tuple[Annotation, str]]) -> list[tuple[Annotation, str]]:
        """One of each that would do the same in the same place."""
        return list({(each.start, each.end, text): (each, text) for each, text in reversed(wanted)}.values())[::-1]

    def _apart(self, wanted: list[tuple[Annotation, str]], standing: Standing, reason: str) -> list[tuple[Annotation, str]]:
        """Those that overlap no other of them; the others are refused."""
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
        """Whether an accepted proposal can be carried out with those that are; refuses it otherwise."""
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
    """What an annotation's characters become when those inside it are carried out; None when one reaches beyond it."""
    pieces = []
    at = each.start
    for other, text in inside:
        if other.start < at or other.end > each.end:
            return None
        pieces += [each.found[at - each.start : other.start - each.start], text]
        at = other.end
    return "".join((*pieces, each.found[at - each.start :]))
