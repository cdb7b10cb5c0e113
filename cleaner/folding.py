"""Folds many findings of one rule in a text: equal neighbours into one, and above a limit stretches
into one.

Why: a text full of damage would have more annotations than text. Findings are folded while the rule
yields them, so that they are never all in memory.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cleaner.document import Finding

MIN_FINDINGS, MAX_FINDINGS = 64, 1000
"""Findings of a rule in a text that are not folded: what a reviewer can read, and never more."""
POINTS_EACH = 60
"""Between these limits, one finding for so many code points: an annotation takes about 600 bytes of
JSON, so that annotations of a rule take at most ten times the bytes of the text."""
MAX_STRETCH = 1 << 14
"""Code points of a folded finding, so that a reviewer decides on stretches and not on the whole
text."""


def max_findings(text: str) -> int:
    """The number of findings of a rule that are not folded."""
    return min(MAX_FINDINGS, max(MIN_FINDINGS, len(text) // POINTS_EACH))


def joined(found: Iterable[Finding], text: str) -> Iterator[Finding]:
    """Findings with equal neighbours merged, and their number in the evidence."""
    first, end, count = None, 0, 1
    for each in found:
        if first is not None and each.start == end and _equal(first, each, text):
            end, count = each.end, count + 1
            continue
        if first is not None:
            yield _times(first, end, count)
        first, end, count = each, each.end, 1
    if first is not None:
        yield _times(first, end, count)


def _equal(one: Finding, other: Finding, text: str) -> bool:
    return (
        (one.replacement, one.safety, one.message) == (other.replacement, other.safety, other.message)
        and one.end - one.start == other.end - other.start
        and text.startswith(text[one.start : one.end], other.start)
    )


def _times(first: Finding, end: int, count: int) -> Finding:
    if count == 1:
        return first
    return replace(
        first,
        end=end,
        replacement=None if first.replacement is None else first.replacement * count,
        message=f"{count:,} times: {first.message}",
        evidence={**(first.evidence or {}), "count": count},
    )


def folded(found: Iterable[Finding], text: str) -> Iterator[Finding]:
    """Findings with those above the limit folded: replacements by stretches, other findings into
    one.
    """
    limit = max_findings(text)
    stretch: list[Finding] = []
    unchanging: Finding | None = None
    number = 0
    for number, each in enumerate(found, 1):
        if number <= limit:
            yield _made(each)
        elif each.replacement is None:
            unchanging = unchanging or each
        elif stretch and not (
            stretch[-1].end <= each.start and each.end - stretch[0].start <= MAX_STRETCH and stretch[0].safety is each.safety
        ):
            yield _together(stretch, text)
            stretch = [each]
        else:
            stretch.append(each)
    if stretch:
        yield _together(stretch, text)
    if unchanging is not None:
        message = f"{number - limit:,} more like this: {unchanging.message}"
        unchanging = _made(unchanging)
        yield replace(unchanging, message=message, evidence={**(unchanging.evidence or {}), "count": number - limit})


def _made(finding: Finding) -> Finding:
    """The finding with the evidence that takes time, which its rule leaves to be made for findings that are kept."""
    evidence = finding.evidence
    if not evidence or not any(map(callable, evidence.values())):
        return finding
    return replace(finding, evidence={name: value() if callable(value) else value for name, value in evidence.items()})


def _together(stretch: list[Finding], text: str) -> Finding:
    first, at = _made(stretch[0]), stretch[0].start
    if len(stretch) == 1:
        return first
    parts: list[str] = []
    for each in stretch:
        parts += text[at : each.start], each.replacement or ""
        at = each.end
    return replace(
        first,
        end=at,
        replacement="".join(parts),
        message=f"{len(stretch):,} like this: {first.message}",
        evidence={**(first.evidence or {}), "count": len(stretch)},
    )
