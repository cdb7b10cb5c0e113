"""Precision of rules, measured by reviewers' decisions."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt
from statistics import NormalDist

from cleaner.review.decisions import Answer, Decision

LEVEL = 0.95
"""Confidence level of the intervals."""


@dataclass(slots=True)
class Tally:
    """Decisions on the findings of a rule.

    Attributes:
        answers: number of findings by answer.
        judgements: number of independent decisions; equal findings that were decided together count once.
    """

    answers: Counter[Answer] = field(default_factory=Counter)
    judgements: int = 0

    @property
    def decided(self) -> int:
        """Number of findings that were decided."""
        return self.answers.total()

    @property
    def accepted(self) -> int:
        """Number that was carried out, as proposed or with the reviewer's own text."""
        return self.answers[Answer.ACCEPT] + self.answers[Answer.EDIT]

    @property
    def precision(self) -> float | None:
        """Share of right findings; None if nothing was decided."""
        return 1 - self.answers[Answer.WRONG] / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson interval of the precision, by the number of judgements: 400 equal findings decided at once count once."""
        return None if self.precision is None else wilson(self.precision, self.judgements)


def tallies(decisions: Iterable[Decision]) -> dict[str, Tally]:
    """The tally of each rule, by the rules' ids."""
    found: dict[str, Tally] = {}
    together = set()
    for each in decisions:
        tally = found.setdefault(each.rule, Tally())
        tally.answers[each.answer] += 1
        alike = (each.rule, each.found, each.replacement, each.answer, each.edited)
        tally.judgements += not (each.group and alike in together)
        if each.group:
            together.add(alike)
    return dict(sorted(found.items()))


def total(found: Iterable[Tally]) -> Tally:
    """All tallies in one."""
    whole = Tally()
    for each in found:
        whole.answers.update(each.answers)
        whole.judgements += each.judgements
    return whole


def wilson(share: float, count: int, level: float = LEVEL) -> tuple[float, float]:
    """The Wilson score interval of a share.

    Args:
        share: the measured share, 0 to 1.
        count: sample size; at least 1.
        level: confidence level.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)
