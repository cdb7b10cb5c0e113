"""What the rules about whole lines share: the verdict on a line, and how a line is removed.

A detector reads a view and returns the lines that it would remove and why; a rule is a row of
detectors. A learned score is one more.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from cleaner.annotation import Safety
from cleaner.document import Finding
from cleaner.rule import Rule
from cleaner.rules.view import View


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a line should go.

    Attributes:
        what: the kind of line, for the message ("share bar").
        confidence: 0 to 1.
        certain: whether the line is removed unasked.
        evidence: signals and facts; JSON values.
    """

    what: str
    confidence: float
    certain: bool = True
    evidence: Mapping[str, Any] = field(default_factory=dict)


Detector = Callable[[View], dict[int, Verdict]]
"""Returns verdicts by the number of the line, from 0."""


def remove(rule: Rule[View], view: View, judged: Mapping[int, Verdict], says: str, *, as_one: bool = False) -> Iterator[Finding]:
    """Remove lines, each with its line feed; runs of them take along the blank lines that would
    double.

    Lines of a run have the same `run` in their evidence, so that a reviewer can decide them as one.

    Args:
        rule: reports the findings.
        view: the text.
        judged: line numbers with their verdicts.
        says: the message; `{what}` is filled in.
        as_one: whether all of them are one decision, not each run by itself.
    """
    if as_one and len(judged) > 1:
        judged = _named(view, sorted(judged), judged)
    for run in _runs(view, sorted(number for number in judged if judged[number].certain)):
        yield from _removed(rule, view, run, _as_run(view, run, judged), says)
    for run in _runs(view, sorted(number for number in judged if not judged[number].certain)):
        for number, verdict in _as_run(view, run, judged).items():
            start, end = view.spans[number]
            yield _finding(rule, start, end, verdict, says)


def _as_run(view: View, run: list[int], judged: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """The verdicts on a run of lines, with the id of the run; a line alone is not a run."""
    if len(run) == 1 or "run" in judged[run[0]].evidence:
        return {number: judged[number] for number in run}
    return _named(view, run, judged)


def _named(view: View, run: list[int], judged: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """The verdicts on some lines, with the same id of a run in their evidence."""
    name = f"{crc32(view.text[view.spans[run[0]][0] : view.spans[run[-1]][1]].encode()):08x}"
    verdicts = ((number, judged[number]) for number in run)
    return {number: Verdict(each.what, each.confidence, each.certain, {**each.evidence, "run": name}) for number, each in verdicts}


def _runs(view: View, numbers: list[int]) -> list[list[int]]:
    """Numbers of lines in groups that have only blank lines between them."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and all(_blank(view, between) for between in range(runs[-1][-1] + 1, number)):
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _blank(view: View, number: int) -> bool:
    start, end = view.spans[number]
    return start == end or view.text[start:end].isspace()


def _removed(rule: Rule[View], view: View, run: list[int], judged: Mapping[int, Verdict], says: str) -> Iterator[Finding]:
    last = len(view.spans) - 1
    first, final = run[0], run[-1]
    before = first
    while before > 0 and _blank(view, before - 1):
        before -= 1
    after = final
    while after < last and _blank(view, after + 1):
        after += 1
    if before == 0:
        head, tail = 0, after
    elif after == last:
        head, tail = before, after
    else:
        head, tail = first, after if before < first else final
    for at, number in enumerate(run):
        start = view.spans[head if at == 0 else number][0]
        end = view.spans[tail][1] + 1 if number == final else view.spans[run[at + 1]][0]
        yield _finding(rule, start, min(end, len(view.text)), judged[number], says)


def _finding(rule: Rule[View], start: int, end: int, verdict: Verdict, says: str) -> Finding:
    return rule.finding(
        start,
        end,
        says.format(what=verdict.what),
        replacement="",
        safety=Safety.SAFE if verdict.certain else Safety.REVIEW,
        confidence=verdict.confidence,
        evidence={"what": verdict.what, **verdict.evidence},
    )
