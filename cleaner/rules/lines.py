"""What the rules about whole lines share: the verdict on a line, and how a line is removed.

A detector reads a view and returns the lines that it would remove and why; a rule is a row of
detectors. A learned score is one more.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple
from zlib import crc32

from cleaner.annotation import Safety
from cleaner.document import Finding
from cleaner.rule import Rule
from cleaner.rules.view import View


class Verdict(NamedTuple):
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
    evidence: Mapping[str, Any] = MappingProxyType({})


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
    whole = _name(view, sorted(judged)) if as_one and len(judged) > 1 else None
    for certain in (True, False):
        for run in _runs(view, sorted(number for number in judged if judged[number].certain == certain)):
            name = whole or (_name(view, run) if len(run) > 1 else None)
            spans = _removed(view, run) if certain else [view.spans[number] for number in run]
            for number, (start, end) in zip(run, spans, strict=True):
                yield _finding(rule, start, end, judged[number], says, name)


def _name(view: View, run: list[int]) -> str:
    """The id of a run of lines."""
    return f"{crc32(view.text[view.spans[run[0]][0] : view.spans[run[-1]][1]].encode()):08x}"


def _runs(view: View, numbers: list[int]) -> list[list[int]]:
    """Numbers of lines in groups that have only blank lines between them."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and (runs[-1][-1] == number - 1 or all(_blank(view, between) for between in range(runs[-1][-1] + 1, number))):
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _blank(view: View, number: int) -> bool:
    start, end = view.spans[number]
    return start == end or view.text[start:end].isspace()


def _removed(view: View, run: list[int]) -> list[tuple[int, int]]:
    """What is removed with each line of a run, one span after the other."""
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
    starts = [view.spans[head][0], *(view.spans[number][0] for number in run[1:])]
    return [*pairwise(starts), (starts[-1], min(view.spans[tail][1] + 1, len(view.text)))]


def _finding(rule: Rule[View], start: int, end: int, verdict: Verdict, says: str, run: str | None) -> Finding:
    return rule.finding(
        start,
        end,
        says.format(what=verdict.what),
        replacement="",
        safety=Safety.SAFE if verdict.certain else Safety.REVIEW,
        confidence=verdict.confidence,
        evidence={"what": verdict.what, **verdict.evidence, **({"run": run} if run else {})},
    )
