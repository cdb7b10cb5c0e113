"""How far rules can be trusted, measured by what reviewers decided."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt
from statistics import NormalDist

from cleaner.review.decisions import Answer, Decision

LEVEL = 0.95
"""How sure an interval is."""


@dataclass(slots=True)
class Tally:
    """What was decided of the findings of a rule.

    Attributes:
        answers: how often each answer was given.
        judgements: how often somebody judged: equal findings that were decided together count once.
    """

    answers: Counter[Answer] = field(default_factory=Counter)
    judgements: int = 0

    @property
    def decided(self) -> int:
        """How many findings were decided."""
        return self.answers.total()

    @property
    def accepted(self) -> int:
        """How many were carried out, as proposed or with the reviewer's own text."""
        return self.answers[Answer.ACCEPT] + self.answers[Answer.EDIT]

    @property
    def precision(self) -> float | None:
        """The share of right findings; None when nothing was decided."""
        return 1 - self.answers[Answer.WRONG] / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson interval of the precision, as wide as the judgements ask for: 400 equal findings decided at once are one witness."""
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
        share: what was measured, 0 to 1.
        count: of how many; at least 1.
        level: how sure it is to be.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)
