"""Matches a reviewer's decisions with the findings of a document, which may have changed since."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cleaner.annotation import Annotation
from cleaner.review.decisions import Decision
from cleaner.suppressions import NEAR, Place, place


class Standing(StrEnum):
    """Why a decision is not carried out."""

    STALE = "stale"
    """It fits no finding any more."""
    AMBIGUOUS = "ambiguous"
    """Several findings fit it, or several decisions one finding."""
    REFUSED = "refused"
    """It contradicts another decision."""


@dataclass(frozen=True, slots=True)
class Left:
    """A decision that is not carried out, and why."""

    decision: Decision
    standing: Standing
    reason: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where decisions belong in a document.

    Attributes:
        found: the decision of each annotation that has one, by the annotation's id.
        left: those that fit no finding, or several.
    """

    found: Mapping[str, Decision]
    left: tuple[Left, ...]


def anchor(decisions: Iterable[Decision], original: str, annotations: Sequence[Annotation]) -> Anchored:
    """Match decisions with findings.

    First by offset and context; then by id; then by rule, found text and 32 code points of context, then 8; each
    only if exactly one finding fits. A finding that is matched in one step is not considered in the next.

    Args:
        decisions: those of this document.
        original: its original text.
        annotations: its findings.
    """
    found: dict[str, Decision] = {}
    left: list[Left] = []
    open_ = list(decisions)
    for fitting in _ways(original, annotations):
        claims: list[tuple[Decision, list[str]]] = [(each, fitting(each)) for each in open_]
        asked = Counter(ids[0] for _, ids in claims if len(ids) == 1)
        taken = set(found)
        open_ = []
        for each, ids in claims:
            if not ids:
                open_.append(each)
            elif len(ids) > 1:
                left.append(Left(each, Standing.AMBIGUOUS, f"{len(ids)} findings fit it"))
            elif asked[ids[0]] > 1:
                left.append(Left(each, Standing.AMBIGUOUS, f"{asked[ids[0]]} decisions fit the same finding"))
            elif ids[0] in taken:
                left.append(Left(each, Standing.STALE, "the only finding like it has a decision of its own"))
            else:
                found[ids[0]] = each
    left += [Left(each, Standing.STALE, _missing(each, original)) for each in open_]
    return Anchored(found, tuple(left))


def elsewhere(decisions: Iterable[Decision], original: str, annotations: Sequence[Annotation]) -> Iterator[tuple[Decision, str]]:
    """Match decisions with findings in another line of a table, since lines may have moved; yields decision and id of the finding.

    Args:
        decisions: those that fit no finding in their own line.
        original, annotations: of this line.
    """
    exact = _exact(original, annotations)
    for each in decisions:
        for key in exact(each):
            yield each, key


def _ways(original: str, annotations: Sequence[Annotation]) -> "Iterator[_Way]":
    places = {each.id: place(original, each.start, each.end) for each in annotations}
    yield _Way(
        annotations,
        lambda each: (each.start, each.rule, places[each.id]),
        lambda each: (each.start, each.rule, _place(each)),
        by_id=True,
    )
    yield _Way(annotations, lambda each: (each.id, each.rule, each.found), lambda each: (each.id, each.rule, each.found))
    yield _exact(original, annotations)
    yield _Way(annotations, lambda each: (each.rule, _near(places[each.id])), lambda each: (each.rule, _near(_place(each))))


def _exact(original: str, annotations: Sequence[Annotation]) -> "_Way":
    return _Way(annotations, lambda each: (each.rule, place(original, each.start, each.end)), lambda each: (each.rule, _place(each)))


def _place(decision: Decision) -> Place:
    return decision.found, decision.before, decision.after


class _Way:
    """One way to match: findings whose key equals that of the decision.

    Args:
        annotations: the findings.
        theirs, ours: the key of a finding and of a decision.
        by_id: whether the id decides if several match.
    """

    def __init__(self, annotations: Iterable[Annotation], theirs: Any, ours: Any, *, by_id: bool = False) -> None:
        self._ours = ours
        self._by_id = by_id
        self._ids: dict[Any, list[str]] = {}
        for each in annotations:
            self._ids.setdefault(theirs(each), []).append(each.id)

    def __call__(self, decision: Decision) -> list[str]:
        ids = self._ids.get(self._ours(decision), [])
        return [decision.id] if self._by_id and decision.id in ids else ids


def _near(where: Place) -> Place:
    found, before, after = where
    return found, before[-NEAR:], after[:NEAR]


def _missing(decision: Decision, original: str) -> str:
    if decision.found not in original:
        return "its characters are no longer in the text"
    return "its characters are in the text, but this rule finds nothing there with the same context"
