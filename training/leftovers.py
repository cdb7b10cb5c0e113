"""Learn `cleaner/models/leftovers.json` and write its card: words in Latin letters in a text of another script, left over or meant.

    python training/leftovers.py DATA

Reads `fragments/{mqm,esa,pe,clean}.dev.jsonl.gz`: segments in which raters or post-editors marked what was left untranslated, and human
translations, where nothing was. Logistic regression with a ridge, rounded to whole points; each segment is read with its source at hand and
without, and a document with many runs counts less for each. Thresholds by group are those with the best mean segment F1 of the three sets
without the source, while false alarms on human translations stay below those of a few obvious rules. Every figure of the card is nested:
points, thresholds and chances of a fold are learned without its documents. The same bytes in give the same bytes out.
"""

import gzip
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner import Cleaner
from cleaner.languages.tags import parse
from cleaner.models.leftovers import GROUPS, POINTS, Card, Run
from cleaner.rules.untranslated.latin_words import candidates
from cleaner.rules.view import View
from cleaner.scan import Scan

JUDGED = ("mqm", "esa", "pe")
SETS = (*JUDGED, "clean")
FOLDS, INNER, TIMES = 5, 4, 3
"""Folds of documents; those within the documents that a model of the card is learned from; how many times these are cut anew."""
RIDGE = 20.0
UNIT = 20
"""Points to one of the logarithm of the odds."""
FEWEST, DOCUMENTS = 40, 6
"""Runs, and documents, that a feature must be seen in, twice as many runs for one of a group alone: what fewer show does not hold elsewhere."""
THRESHOLDS = range(-70, 1, 2)
UNSEEN = -21
"""Threshold of groups of which no rated translation was seen: it lies between lower-case words and names."""
EVERY_ALARM = 0.055
ALARMS = {"cyrl": 0.095, "indic": 0.045, "ja": 0.039, "zh": 0.06}
"""False alarms on human translations that the thresholds may cause: in all, and into the languages of a group."""
SLACK = 0.005
"""Loss of F1 for which a lower threshold is taken: what is found in more documents holds better."""
STEP = 100
"""Runs that a step of the table of chances rests on."""
BINS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


class Segment(NamedTuple):
    name: str
    pair: str
    group: str
    document: str
    bad: bool
    weight: float
    runs: list[tuple[Run, bool]]
    informed: list[tuple[Run, bool]]


def segments(data: Path) -> Iterator[Segment]:
    """The segments whose target is not written in Latin letters, their runs read without the source and with it."""
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
                read = []
                for source in (None, row["source"]):
                    view = View(Scan((row["target"],)), 0, replace(settings[target.tag], source_text=source))
                    read.append([(run, any(a < run.end and run.start < b for a, b in spans)) for run in candidates(view, target)])
                group = GROUPS.get(target.code, "")
                yield Segment(name, row["pair"], group, row["doc"], bool(spans), row.get("weight", 1.0), *read)


class Data:
    """Segments and their runs as arrays; the runs are there twice, read without the source and then with it."""

    def __init__(self, every: list[Segment]) -> None:
        self.every = every
        self.names = np.array([segment.name for segment in every])
        self.pairs = np.array([segment.pair for segment in every])
        self.written = np.array([segment.group for segment in every])
        self.bad = np.array([segment.bad for segment in every], bool)
        self.weight = np.array([segment.weight for segment in every])
        rows = [(number, run, bad) for number, segment in enumerate(every) for run, bad in segment.runs]
        rows += [(number, run, bad) for number, segment in enumerate(every) for run, bad in segment.informed]
        self.segment = np.array([number for number, _, _ in rows])
        self.marked = np.array([bad for _, _, bad in rows], bool)
        self.informed = np.arange(len(rows)) >= len(rows) // 2
        self.groups = sorted({run.group for _, run, _ in rows})
        self.group = np.array([self.groups.index(run.group) for _, run, _ in rows])
        self.document = np.unique([segment.document for segment in every], return_inverse=True)[1][self.segment]
        named = [[*run.features, *(f"{run.group}:{name}" for name in run.features if run.group)] for _, run, _ in rows]
        self.features = sorted({name for each in named for name in each})
        at = {name: number for number, name in enumerate(self.features)}
        self.matrix = np.zeros((len(rows), len(self.features)), bool)
        for number, each in enumerate(named):
            self.matrix[number, [at[name] for name in each]] = True

    def folds(self, count: int, salt: str) -> Ints:
        """The fold of each segment, by its document."""
        return np.array([int(hashlib.sha256((salt + each.document).encode()).hexdigest(), 16) % count for each in self.every])

    def points(self, among: Bools) -> Ints:
        """Points of every feature, learned from some of the segments: ridge logistic regression by Newton's steps."""
        rows = among[self.segment]
        seen = self.matrix[rows]
        places, documents = self.document[rows], self.matrix.shape[1] * [0]
        for number in range(len(documents)):
            documents[number] = len(np.unique(places[seen[:, number]]))
        fewest = 2 * FEWEST * np.array([2 if ":" in name else 1 for name in self.features])
        kept = (seen.sum(axis=0) >= fewest) & (np.array(documents) >= DOCUMENTS)
        matrix, marked = seen[:, kept].astype(float), self.marked[rows]
        _, inverse, runs = np.unique(places * len(self.groups) + self.group[rows], return_inverse=True, return_counts=True)
        weight = 1 / np.sqrt(runs[inverse])
        weight /= weight.mean()
        found = np.zeros(matrix.shape[1])
        for _ in range(9):
            likely = 1 / (1 + np.exp(-(matrix @ found)))
            gradient = matrix.T @ (weight * (likely - marked)) + 2 * RIDGE * found
            bend = (matrix * (weight * likely * (1 - likely))[:, None]).T @ matrix + 2 * RIDGE * np.eye(len(found))
            found = found - np.linalg.solve(bend, gradient)
        points = np.zeros(len(self.features), np.int64)
        points[kept] = np.rint(found * UNIT)
        return points

    def held_out(self, among: Bools, count: int, salt: str) -> Ints:
        """The points of every run, given by models that were learned without its document."""
        totals = np.zeros(len(self.segment), np.int64)
        folds = self.folds(count, salt)
        for fold in range(count):
            out = (among & (folds == fold))[self.segment]
            totals[out] = self.matrix[out] @ self.points(among & (folds != fold))
        return totals

    def learn(self, among: Bools, count: int, salts: Iterable[str]) -> Card:
        """Points of some of the segments; thresholds and chances of points that are held out."""
        totals = [self.held_out(among, count, salt) for salt in salts]
        rated = among[self.segment] & (self.names[self.segment] != "clean")
        chances = {}
        for group in ("", *self.groups):
            rows = rated & (self.group == self.groups.index(group)) if group else rated
            if self.marked[rows].any():
                chances[group] = rising(
                    np.concatenate([each[rows] for each in totals]), np.tile(self.marked[rows], len(totals)), STEP * len(totals)
                )
        points = {name: int(value) for name, value in zip(self.features, self.points(among), strict=True) if value}
        return Card(points, self.choose([Highest(self, each, among) for each in totals]), chances)

    def choose(self, scores: "list[Highest]") -> dict[str, int]:
        """The threshold of each group, one after the other."""
        rated = sorted({self.groups[number] for number in self.group[self.marked]})
        chosen = dict.fromkeys(("", *self.groups), UNSEEN)
        for _ in range(3):
            for group in rated:
                worth = {each: round(float(np.mean([one.worth({**chosen, group: each}) for one in scores])), 4) for each in THRESHOLDS}
                chosen[group] = min(each for each, value in worth.items() if value >= max(worth.values()) - SLACK)
        return chosen


class Highest:
    """The highest points of each group in the segments, read without their source or with it.

    Args:
        data: what they are of.
        totals: points of the runs.
        among: the segments that count.
        informed: whether the source was at hand.
    """

    def __init__(self, data: Data, totals: Ints, among: Bools, informed: bool = False) -> None:
        self.data = data
        self.among = among
        self.highest = np.full((len(data.every), len(data.groups)), -(10**6))
        rows = among[data.segment] & (data.informed == informed)
        np.maximum.at(self.highest, (data.segment[rows], data.group[rows]), totals[rows])

    def flagged(self, thresholds: Mapping[str, int]) -> Bools:
        return np.asarray((self.highest >= np.array([thresholds[group] for group in self.data.groups])).any(axis=1))

    def worth(self, thresholds: Mapping[str, int]) -> float:
        """Mean F1 of the judged sets; false alarms beyond what is allowed cost more than they can gain."""
        data, flagged = self.data, self.flagged(thresholds)
        mean = sum(rates(data, flagged, self.among & (data.names == name)).f1 for name in JUDGED) / len(JUDGED)
        human = self.among & (data.names == "clean")
        beyond = max(0.0, rates(data, flagged, human).alarms - EVERY_ALARM)
        for group, limit in ALARMS.items():
            beyond += max(0.0, rates(data, flagged, human & (data.written == group)).alarms - limit) / 2
        return mean - 5 * beyond


class Rates(NamedTuple):
    precision: float
    recall: float
    f1: float
    alarms: float


def rates(data: Data, flagged: Bools, chosen: Bools) -> Rates:
    weight = data.weight * chosen
    found, wrong = float(weight @ (data.bad & flagged)), float(weight @ (~data.bad & flagged))
    missed, left = float(weight @ (data.bad & ~flagged)), float(weight @ (~data.bad & ~flagged))
    f1 = 2 * found / (2 * found + wrong + missed) if found else 0.0
    return Rates(found / max(1e-9, found + wrong), found / max(1e-9, found + missed), f1, wrong / max(1e-9, wrong + left))


def rising(totals: Ints, marked: Bools, fewest: int) -> list[tuple[int, float]]:
    """Points at which the share of marked runs grows, and the shares: isotonic regression, a step resting on so many runs at least."""
    blocks: list[tuple[int, int, int]] = []
    for value in np.unique(totals):
        there = totals == value
        blocks.append((int(value), int(there.sum()), int(marked[there].sum())))
        while len(blocks) > 1 and (blocks[-2][1] < fewest or blocks[-2][2] * blocks[-1][1] >= blocks[-1][2] * blocks[-2][1]):
            (least, runs, bad), (_, more, worse) = blocks[-2:]
            blocks[-2:] = [(least, runs + more, bad + worse)]
    while len(blocks) > 1 and blocks[-1][1] < fewest:
        (least, runs, bad), (_, more, worse) = blocks[-2:]
        blocks[-2:] = [(least, runs + more, bad + worse)]
    return [(least, round(bad / runs, 2)) for least, runs, bad in blocks]


class Nested(NamedTuple):
    """What models say of documents that they were learned without, without the source and with it."""

    flagged: dict[bool, Bools]
    said: list[tuple[float, bool]]


def nested(data: Data) -> Nested:
    flagged = {False: np.zeros(len(data.every), bool), True: np.zeros(len(data.every), bool)}
    said: list[tuple[float, bool]] = []
    folds = data.folds(FOLDS, "")
    for fold in range(FOLDS):
        learned = data.learn(folds != fold, INNER, [f"inner {number}" for number in range(TIMES)])
        totals = data.matrix @ np.array([learned.points.get(name, 0) for name in data.features])
        for informed in flagged:
            flagged[informed] |= Highest(data, totals, folds == fold, informed).flagged(learned.thresholds) & (folds == fold)
        for row in np.flatnonzero((folds == fold)[data.segment] & (data.names[data.segment] != "clean")):
            group, score = data.groups[data.group[row]], int(totals[row])
            if learned.reported(group, score):
                said.append((learned.probability(group, score), bool(data.marked[row])))
    return Nested(flagged, said)


def percents(values: Iterable[float]) -> str:
    return " | ".join(f"{100 * value:.1f}" for value in values)


def by_set(data: Data, held: Nested) -> Iterator[str]:
    for name in SETS:
        for informed, flagged in held.flagged.items():
            found = rates(data, flagged, data.names == name)
            shown = percents(found) if name in JUDGED else f"– | – | – | {percents(found[3:])}"
            yield f"| {name} | {'at hand' if informed else 'no'} | {shown} |"


def by_pair(data: Data, held: Nested) -> Iterator[str]:
    for name in SETS:
        for pair in sorted({segment.pair for segment in data.every if segment.name == name}):
            chosen = (data.names == name) & (data.pairs == pair)
            found = rates(data, held.flagged[False], chosen)
            shown = percents(found) if data.bad[chosen].any() else f"– | – | – | {percents(found[3:])}"
            yield f"| {name} | {pair} | {chosen.sum():,} | {data.bad[chosen].sum()} | {shown} |"


def reliability(said: Iterable[tuple[float, bool]]) -> Iterator[str]:
    bins: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    for chance, bad in said:
        bins[max(step for step in BINS if step <= chance)].append((chance, bad))
    for step, each in sorted(bins.items()):
        yield f"| {step} | {len(each):,} | {percents(np.array(each, float).mean(axis=0))} |"


CARD = """# Leftovers in Latin letters: the card

`leftovers.json` is written by `python training/leftovers.py DATA`; do not edit it.

## Words of another script

What it is: {count} points, added up, and a table for each group of languages that makes a chance of the sum, for words in Latin letters in a
text of another script.
Learned from: {runs:,} runs of such words in {segments:,} segments (WMT and Indic MQM, WMT24 ESA, MLQE-PE post-edits, and human translations of
NTREX and XQuAD), of which {bad:,} were marked by raters or taken out by post-editors. No sentence of them is kept; single brand names are named
in the code.

Nested five-fold cross-validation by document (points, thresholds and chances are learned without the documents they are measured on); into
languages that are not written in Latin letters; segments, weighted as sampled:

| set | source | precision % | recall % | F1 % | false alarms % |
| --- | --- | ---: | ---: | ---: | ---: |
{sets}

By pair, without the source:

| set | pair | segments | left over | precision % | recall % | F1 % | false alarms % |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
{pairs}

A few obvious rules (foreign script less addresses, handles, single letters, short capitals and bracketed originals) reach on the same segments
F1 38.0 (mqm), 24.7 (esa) and 51.5 (pe) with 6.5 % false alarms on the human translations.

The confidence of what is reported in translations by machines, held out in the same way:

| confidence from | findings | mean % | marked % |
| ---: | ---: | ---: | ---: |
{reliability}

Thresholds, in points: {thresholds}.

Known weaknesses: raters agree with each other on a fifth to a half of such spans, so most findings are doubtful and say so by their
confidence. Into Russian the rated translations are of nineteen documents, which differ: where the table above is off by more than ten per cent
it is there, as a model that was learned without the documents in which much was marked says too little of them. Nearly every name and
abbreviation in Latin letters is reported in Russian. In Chinese with spaces between its words, as an older engine writes it, post-editors took
out names nearly at random: what is reported is right four times in ten, and no feature that was tried tells more, but for a name that is
spelled otherwise than in the source. What is marked in biomedical Chinese (days and statistics such as `D14, P=0.03`) is not found. Arabic,
Hebrew, Korean, Thai, Greek and the other languages without a rated translation are judged by what holds for all, with a threshold between
lower-case words and names; source languages other than English were not seen. The sets were also looked at while the features were chosen, so
the figures are a little kind.

## Words of the same script

Nothing is learned here: `cleaner/rules/untranslated/same_script.py` compares words with the source, with lists of English words and of function words, and
with the n-grams that langdetect brings. `python benchmarks/quality.py DATA --only fragments` gives the figures. Planted words of Czech, German
and Spanish in English news (DEMETR, 300 faults, 300 good translations): all that is reported is right, and 73 % of the faults are found with
the source at hand, 54 % without (German 56 and 38 %: a German noun is written like a name; Spanish 77 and 42 %). What raters of WMT mark
between languages of one script is another thing: nine in ten hold no lower-case word but abbreviations, names and titles, and abbreviations
that stand in the source too are accepted more often than they are marked. Of the segments with such spans 3 % are found with the source and
half a per cent without (F1 by letters 13 and 6 %). From English into German and Spanish nine findings in ten are marked ones; into English,
in medical abstracts with the source at hand, none of 22: rare medical words for the most part. In English stories read
with a wrong source language (146,000 words, six languages), three in a hundred have a finding, nearly always a word that is foreign indeed.
The confidence, 0.9 for what stands in the source and 0.75 for the rest, is a round figure over these sets and not learned.

Known gaps: abbreviations of the source language ("masa grasa (MG)"), single English words in other languages, nouns of German without their
source, words that both languages have ("guerra", "campos" are in lists of English words as names).
"""


def main(argument: str) -> None:
    data = Data(list(segments(Path(argument))))
    held = nested(data)
    learned = data.learn(np.ones(len(data.every), bool), FOLDS, [str(number) for number in range(TIMES)])
    POINTS.write_text(json.dumps(asdict(learned), indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    says = CARD.format(
        count=len(learned.points),
        runs=int((~data.informed).sum()),
        segments=len(data.every),
        bad=int(data.marked[~data.informed].sum()),
        sets="\n".join(by_set(data, held)),
        pairs="\n".join(by_pair(data, held)),
        reliability="\n".join(reliability(held.said)),
        thresholds=", ".join(f"{group or 'others'} {value}" for group, value in sorted(learned.thresholds.items())),
    )
    POINTS.with_suffix(".md").write_text(says, encoding="utf-8")
    sys.stdout.write(says)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python training/leftovers.py DATA")
    main(sys.argv[1])
