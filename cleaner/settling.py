"""Which findings change a text when several claim the same characters."""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import replace

from cleaner.annotation import Safety
from cleaner.document import Edit, Finding
from cleaner.registry import ORDER, RULE_OF

Claim = tuple[tuple[bool, int, int, int], Finding]
"""A finding that would change the text, with its rank; the lowest rank wins."""


def settle(found: list[Finding], text: str, demoted: Collection[str] = ()) -> tuple[list[Edit], list[Finding]]:
    """Edits that do not overlap or, when nothing is to be changed, notes.

    Whole lines win over what is inside them, then the longer span, then the earlier rule, then the earlier place.

    Args:
        found: findings in the text, in any order.
        text: the text they are in.
        demoted: ids of rules whose certain findings are only proposed.
    """
    sure: list[Claim] = []
    notes: list[Finding] = []
    for each in found:
        if each.safety is Safety.SAFE and each.rule in demoted:
            notes.append(replace(each, safety=Safety.REVIEW))
        elif each.safety is not Safety.SAFE or each.replacement is None:
            notes.append(each)
        elif each.replacement != text[each.start : each.end]:
            whole = RULE_OF[each.rule].whole_lines
            sure.append(((not whole, each.start - each.end if whole else 0, ORDER[each.rule], each.start), each))
    if not sure:
        return [], notes
    return [Edit(each.start, each.end, each.replacement or "", each) for each in _not_overlapping(sure)], []


def _not_overlapping(claims: list[Claim]) -> Iterator[Finding]:
    """The findings that win where several claim the same characters, in the order of the text."""
    claims.sort(key=lambda each: each[1].start)
    group: list[Claim] = []
    reach = 0
    for claim in claims:
        finding = claim[1]
        if group and finding.start >= reach and finding.start > group[-1][1].start:
            yield from _winners(group)
            group = []
        group.append(claim)
        reach = max(reach, finding.end)
    yield from _winners(group)


def _winners(claims: list[Claim]) -> list[Finding]:
    """Those of a few findings that do not overlap with a better one."""
    if len(claims) == 1:
        return [claims[0][1]]
    claims.sort(key=lambda each: each[0])
    won: list[Finding] = []
    starts: list[int] = []
    for _, finding in claims:
        at = bisect_left(starts, finding.start)
        if (at and won[at - 1].end > finding.start) or (at < len(won) and won[at].start < finding.end):
            continue
        starts.insert(at, finding.start)
        won.insert(at, finding)
    return won
