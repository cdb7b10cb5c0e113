"""Learn `cleaner/models/leftovers.json` and write its card: words in Latin letters in a text of another script, left over or meant.

    python training/leftovers.py /work/shared/data

Reads `fragments/{mqm,esa,pe,clean}.dev.jsonl.gz`: segments in which raters or post-editors marked what was left untranslated, and human
translations, where nothing was. Logistic regression with a ridge, in whole steps of 0.05; thresholds by group are the round numbers
that reach the best segment F1 in five-fold cross-validation by document. The same bytes in give the same bytes out.
"""

import gzip
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from cleaner import Cleaner
from cleaner.languages.tags import parse
from cleaner.models.leftovers import Run
from cleaner.rules._foreign import candidates
from cleaner.rules.view import View
from cleaner.scan import Scan

SETS = ("mqm", "esa", "pe", "clean")
FOLDS = 5
RIDGE = 20.0
FEWEST = 20
"""Runs that a feature must be seen with, twice as many for one of a group alone: what fewer show does not hold in other documents."""
STEP = 0.05
THRESHOLDS = (0.08, 0.1, 0.12, 0.15, 0.18, 0.2, 0.25, 0.3)
MODELS = Path(__file__).parent.parent / "cleaner" / "models"


class Segment(NamedTuple):
    name: str
    pair: str
    fold: int
    bad: bool
    weight: float
    runs: list[tuple[Run, bool]]


def segments(data: Path) -> Iterator[Segment]:
    settings = {}
    for name in SETS:
        with gzip.open(data / "fragments" / f"{name}.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                target = parse(row["target_lang"])
                if row["same_script"] or target.latin:
                    continue
                if target.tag not in settings:
                    settings[target.tag] = Cleaner(target.tag, "en").settings
                spans = [(a, b) for (a, b, _), seen in zip(row["spans"], row["span_visible"], strict=True) if seen]
                view = View(Scan((row["target"],)), 0, settings[target.tag])
                found = [(run, any(a < run.end and run.start < b for a, b in spans)) for run in candidates(view, target)]
                fold = int(hashlib.sha256(row["doc"].encode()).hexdigest(), 16) % FOLDS
                yield Segment(name, row["pair"], fold, bool(spans), row.get("weight", 1.0), found)


def names_of(every: Iterable[Segment]) -> list[str]:
    """The features that are seen often enough."""
    seen: Counter[str] = Counter()
    for segment in every:
        for run, _ in segment.runs:
            seen.update(run.features)
            seen.update(f"{run.group}:{name}" for name in run.features if run.group)
    return sorted(name for name, count in seen.items() if count >= FEWEST * (2 if ":" in name else 1))


def learn(every: Iterable[Segment]) -> dict[str, float]:
    """Points by feature: ridge logistic regression by Newton's steps."""
    every = list(every)
    names = names_of(every)
    at = {name: number for number, name in enumerate(names)}
    rows = [(run, bad) for segment in every for run, bad in segment.runs]
    matrix = np.zeros((len(rows), len(names)))
    for number, (run, _) in enumerate(rows):
        for name in run.features:
            for each in (name, f"{run.group}:{name}"):
                if each in at:
                    matrix[number, at[each]] = 1
    wanted = np.array([bad for _, bad in rows], float)
    points = np.zeros(len(names))
    for _ in range(12):
        likely = 1 / (1 + np.exp(-(matrix @ points)))
        gradient = matrix.T @ (likely - wanted) + RIDGE * points
        bend = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + RIDGE * np.eye(len(names))
        points = points - np.linalg.solve(bend, gradient)
    rounded = {name: round(round(float(value) / STEP) * STEP, 2) for name, value in zip(names, points, strict=True)}
    return {name: value for name, value in rounded.items() if value}


def likely(run: Run, points: dict[str, float]) -> float:
    total = sum(points.get(name, 0.0) + points.get(f"{run.group}:{name}", 0.0) for name in run.features)
    return float(round(1 / (1 + np.exp(-total)), 2))


Scored = list[tuple[Segment, list[tuple[Run, bool, float]]]]


def cross_validated(every: list[Segment]) -> Scored:
    scored: Scored = []
    for fold in range(FOLDS):
        points = learn(segment for segment in every if segment.fold != fold)
        scored += [(segment, [(run, bad, likely(run, points)) for run, bad in segment.runs]) for segment in every if segment.fold == fold]
    return scored


def cells(scored: Scored, thresholds: dict[str, float], wanted: str) -> tuple[float, float, float, float]:
    """Found, wrong, missed and rightly left segments of a set, or of the segments with runs of a group."""
    found = wrong = missed = left = 0.0
    for segment, runs in scored:
        if wanted in SETS and segment.name != wanted:
            continue
        if wanted not in SETS and wanted not in {run.group for run, _, _ in runs}:
            continue
        flagged = any(value >= thresholds.get(run.group, thresholds[""]) for run, _, value in runs)
        found += segment.weight * (segment.bad and flagged)
        wrong += segment.weight * (flagged and not segment.bad)
        missed += segment.weight * (segment.bad and not flagged)
        left += segment.weight * (not segment.bad and not flagged)
    return found, wrong, missed, left


def f1(counts: tuple[float, float, float, float]) -> float:
    found, wrong, missed, _ = counts
    return 2 * found / (2 * found + wrong + missed) if found else 0.0


def choose(scored: Scored) -> dict[str, float]:
    """The threshold of each group that has the best F1; the strictest of equals."""
    chosen = {"": 0.2}
    for group in sorted({run.group for _, runs in scored for run, _, _ in runs if run.group}):
        best = max(THRESHOLDS, key=lambda each: (round(f1(cells(scored, {"": 2.0, group: each}, group)), 3), each))
        chosen[group] = best if f1(cells(scored, {"": 2.0, group: best}, group)) else chosen[""]
    return chosen


def table(scored: Scored, thresholds: dict[str, float]) -> str:
    lines = ["| set | precision % | recall % | F1 % | false alarms % |", "| --- | ---: | ---: | ---: | ---: |"]
    for name in SETS:
        found, wrong, missed, left = cells(scored, thresholds, name)
        precision, recall = found / max(1e-9, found + wrong), found / max(1e-9, found + missed)
        alarms = wrong / max(1e-9, wrong + left)
        lines.append(
            f"| {name} | {100 * precision:.1f} | {100 * recall:.1f} | {100 * f1((found, wrong, missed, left)):.1f} | {100 * alarms:.1f} |"
        )
    return "\n".join(lines)


def reliability(scored: Scored) -> str:
    bins: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    steps = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7)
    for segment, runs in scored:
        if segment.name != "clean":
            for _, bad, value in runs:
                bins[max(step for step in steps if step <= value)].append((value, bad))
    lines = ["| probability from | runs | mean % | marked % |", "| ---: | ---: | ---: | ---: |"]
    for step, each in sorted(bins.items()):
        lines.append(f"| {step} | {len(each):,} | {100 * np.mean([v for v, _ in each]):.1f} | {100 * np.mean([b for _, b in each]):.1f} |")
    return "\n".join(lines)


CARD = """# Leftovers in Latin letters: the card

`leftovers.json` is written by `python training/leftovers.py DATA`; do not edit it.

What it is: {count} points, added up and made a probability, for words in Latin letters in a text of another script.
Learned from: {runs:,} runs of such words in {segments:,} segments (WMT and Indic MQM, WMT24 ESA, MLQE-PE post-edits, and human translations of
NTREX and XQuAD), of which {bad:,} were marked by raters or taken out by post-editors. No sentence of them is kept; single brand names are named
in the code.

Five-fold cross-validation by document, at the thresholds {thresholds}:

{table}

How the probability holds on segments of the machine translations (folds held out):

{reliability}

Known weaknesses: raters agree with each other on a fifth to a half of such spans, so most findings are doubtful and say so by their
confidence; Chinese with spaces between its words was only seen from one old engine; languages without a group are judged by what holds for
all; what is marked in biomedical Chinese (statistics such as `P=0.03`) is not learned; source languages other than English were not seen.
"""


def main(argument: str) -> None:
    every = list(segments(Path(argument)))
    scored = cross_validated(every)
    thresholds = choose(scored)
    points = learn(every)
    values: dict[str, Any] = {"points": points, "thresholds": thresholds}
    (MODELS / "leftovers.json").write_text(json.dumps(values, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    runs = [bad for segment in every for _, bad in segment.runs]
    says = CARD.format(
        count=len(points), runs=len(runs), segments=len(every), bad=sum(runs), table=table(scored, thresholds), reliability=reliability(scored),
        thresholds=", ".join(f"{group or 'others'} {value:g}" for group, value in sorted(thresholds.items())),
    )  # fmt: skip
    (MODELS / "leftovers.md").write_text(says, encoding="utf-8")
    sys.stdout.write(says)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python training/leftovers.py DATA")
    main(sys.argv[1])
