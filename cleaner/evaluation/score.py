"""Runs rules on gold, and divides their findings into right and wrong."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from cleaner.annotation import Annotation, Safety
from cleaner.api import Cleaner, Text
from cleaner.document import Document
from cleaner.evaluation.gold import Gold
from cleaner.evaluation.tally import TALLIES, Measure, Prediction, Tally, marks, share

RULES = {
    "lines": ("boilerplate-line",),
    "page": ("spam-line",),
    "spam": ("spam-line",),
    "spans": ("untranslated-fragment", "untranslated-passage"),
    "same-script": ("untranslated-fragment", "untranslated-passage"),
}
"""What is scored on a format of gold unless other rules are named."""
CHECKS = {
    "mojibake": ("mojibake",),
    "number": ("number-mismatch",),
    "number_magnitude": ("number-mismatch",),
    "untranslated_fragment": ("untranslated-fragment", "untranslated-passage"),
    "untranslated_same": ("untranslated-fragment", "untranslated-passage", "wrong-language"),
    "language_mismatch": ("wrong-language",),
}
"""What is scored on a pair, by its kind, unless other rules are named."""
COUNTED = {"lines": "applied", "page": "applied", "spam": "applied"}
"""Which findings count unless the caller says; all where it is not here."""
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99)
"""Where the bins of the reliability table begin."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How often findings of a rule are right, by what they say of themselves.

    Attributes:
        rule: its id.
        safety: of the findings.
        low: least confidence of the bin; None for all of them.
        count: how many findings.
        confidence: their mean confidence.
        right: the share of them that is right.
    """

    rule: str
    safety: str
    low: float | None
    count: int
    confidence: float
    right: Measure


@dataclass(slots=True)
class Score:
    """What some rules reach on gold of one format.

    Attributes:
        format: of the gold.
        rules: that were run.
        count: which findings count, one of `COUNTS`.
        threshold: minimum confidence that counts.
        total: over everything that counts in the totals.
        groups: by the name of a grouping ("language", "kind"), and then by group.
        reliability: confidence against what was right.
        failures: on how many texts each rule failed, so that what it would have found there counts as not found.
    """

    format: str
    rules: tuple[str, ...]
    count: str
    threshold: float
    total: Tally
    groups: dict[str, dict[str, Tally]] = field(default_factory=dict)
    reliability: list[Reliability] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)


Make = Callable[[str | None, str | None, tuple[str, ...]], Cleaner]
"""Makes a cleaner for a target, a source and rules."""


def default_rules(gold: Gold) -> tuple[str, ...]:
    """The rules that a text is there to try."""
    return CHECKS.get(gold.groups.get("kind", ""), ()) if gold.format == "pairs" else RULES[gold.format]


def score(
    golds: Iterable[Gold],
    make: Make,
    rules: Sequence[str] = (),
    count: str | None = None,
    threshold: float | None = None,
    *,
    with_source: bool = False,
    workers: int = 1,
) -> list[Score]:
    """Run rules over gold.

    Args:
        golds: the labelled texts.
        make: makes a cleaner for a target, a source and rules.
        rules: ids and kinds; those that each format is there for when empty. Pairs no rule is there for are left out then.
        count: which findings count, one of `COUNTS`; the format's own choice when None.
        threshold: minimum confidence that counts; with it, proposals count as well as applied changes unless `count` says otherwise.
        with_source: whether rules are given the source of a span's text; those of pairs always are.
        workers: processes that clean.

    Returns:
        A score for each format in the gold, in order of appearance.
    """
    batches: dict[tuple[str | None, str | None, tuple[str, ...]], list[Gold]] = {}
    for gold in golds:
        chosen = tuple(rules) or default_rules(gold)
        if chosen:
            batches.setdefault((gold.target, gold.source, chosen), []).append(gold)
    scores: dict[str, Score] = {}
    findings: dict[str, list[tuple[Annotation, bool]]] = {}
    for key, batch in batches.items():
        cleaner = make(*key)
        texts = [_text(gold, with_source=with_source) for gold in batch]
        for gold, document in zip(batch, cleaner.pipe(texts, workers), strict=True):
            if gold.format not in scores:
                chosen_count = count or (
                    "proposed" if threshold is not None and gold.format in COUNTED else COUNTED.get(gold.format, "all")
                )
                scores[gold.format] = Score(gold.format, (), chosen_count, threshold or 0.0, TALLIES[gold.format]())
            into = scores[gold.format]
            into.rules = tuple(dict.fromkeys((*into.rules, *key[2])))
            findings.setdefault(gold.format, []).extend(_labelled(gold, document))
            into.failures.update(failure.rule for failure in document.failures)
            _count(into, gold, predict(gold, document, into.count, into.threshold))
    for name, each in scores.items():
        each.groups = {grouping: dict(sorted(groups.items())) for grouping, groups in each.groups.items()}
        each.reliability = reliability(findings[name])
    return list(scores.values())


def _text(gold: Gold, *, with_source: bool) -> Text:
    use = gold.source_text is not None and (with_source or gold.format == "pairs")
    return (gold.text, gold.source_text) if use else gold.text


def _count(into: Score, gold: Gold, found: Prediction) -> None:
    if gold.total:
        into.total.add(gold, found)
    for grouping, group in gold.groups.items():
        # texts that are not in the totals are reported by their kind
        if gold.total or grouping != "language":
            into.groups.setdefault(grouping, {}).setdefault(group, TALLIES[gold.format]()).add(gold, found)


def counts(annotation: Annotation, count: str, threshold: float) -> bool:
    """Whether a finding counts."""
    if annotation.confidence < threshold:
        return False
    return annotation.applied or (count != "applied" and (count == "all" or annotation.safety is not Safety.NOTE))


def predict(gold: Gold, document: Document, count: str, threshold: float = 0.0) -> Prediction:
    """What a document's findings say, in the terms of the gold."""
    found = [each for each in document.annotations if counts(each, count, threshold)]
    if gold.format in ("lines", "page", "spam"):
        starts = _starts(gold.text)
        return Prediction(lines=frozenset(number for each in found for number in _lines_of(gold.text, starts, each)))
    return Prediction(spans=tuple((each.start, each.end) for each in found))


def _starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _lines_of(text: str, starts: Sequence[int], annotation: Annotation) -> list[int]:
    """Numbers of the lines that a finding touches; blank ones, which go with their neighbours, apart."""
    first, last = bisect_right(starts, annotation.start) - 1, bisect_left(starts, annotation.end)
    return [number for number in range(first, last) if text[starts[number] : starts[number + 1]].strip()]


def _labelled(gold: Gold, document: Document) -> list[tuple[Annotation, bool]]:
    """Each finding that can be labelled, and whether it is right."""
    if not document.annotations:
        return []
    labelled = []
    if gold.format in ("lines", "page", "spam"):
        starts = _starts(gold.text)
        for each in document.annotations:
            labels = [gold.labels[number] for number in _lines_of(gold.text, starts, each) if number < len(gold.labels)]
            labelled += [(each, label == 0) for label in labels if label >= 0]
    elif gold.format == "pairs":
        labelled = [(each, gold.labels[0] == 0) for each in document.annotations]
    else:
        ours, aside = marks(gold.text, gold.spans), marks(gold.text, gold.unsure)
        for each in document.annotations:
            at = marks(gold.text, [(each.start, each.end)])
            if at - (aside - ours):
                labelled.append((each, bool(at & ours)))
    return labelled


def reliability(labelled: Iterable[tuple[Annotation, bool]]) -> list[Reliability]:
    """Confidence against what was right: for each rule and safety all findings, then by bins of confidence."""
    cells: dict[tuple[str, str, float | None], Counter[bool]] = {}
    sums: Counter[tuple[str, str, float | None]] = Counter()
    totals: dict[tuple[str, str, float | None], float] = {}
    for annotation, right in labelled:
        low = max(step for step in STEPS if step <= annotation.confidence)
        for key in ((annotation.rule, annotation.safety.value, None), (annotation.rule, annotation.safety.value, low)):
            cells.setdefault(key, Counter())[right] += 1
            sums[key] += 1
            totals[key] = totals.get(key, 0.0) + annotation.confidence
    order = sorted(cells, key=lambda key: (key[0], key[1], -1.0 if key[2] is None else key[2]))
    return [Reliability(*key, sums[key], totals[key] / sums[key], share("right", cells[key][True], sums[key])) for key in order]
