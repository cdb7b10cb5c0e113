"""Write `cleaner/models/boilerplate.npz`: what lines of a story and lines of the page around it look like.

    python training/boilerplate.py DATA [--predictions FILE] [--tables-only]

DATA is the folder of labelled development data (not part of the project; needs scikit-learn, which the package does not). The figures of
`cleaner/models/boilerplate.md` are printed on the way: each document is scored by a model that saw no page of its site, and cleaned by
the very judge that ships. Deterministic; about ten minutes on one core.

Trained on together: whole pages, what extractors left of them, and made from whole pages: the story alone, and the story with a little of the
page beside it, so that the model also knows what clean text looks like. A line weighs by the root of its length.
"""

import argparse
import gzip
import hashlib
import importlib.util
import json
import pickle
import random
import time
import warnings
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import SGDClassifier

from cleaner import Cleaner
from cleaner.models import boilerplate as model
from cleaner.models.line_features import GRAM_BITS, GRAMS, WORD_BITS, Lines, context, rounded
from cleaner.rules.boilerplate_line import score as page_score
from cleaner.rules.boilerplate_line.doubts import is_technical
from cleaner.rules.view import View
from cleaner.scan import Scan

FOLDS = 4
WHOLE = ("daniel", "fundus", "scrapinghub")
EXTRACTORS = ("resiliparse", "trafilatura")
HARD = "trafilatura"
WHOLES = "whole pages"
MADE = ("story", "residue")
MADE_WEIGHT = 0.1
LADDER = tuple(model.Level(*each) for each in ((0.03, 0.15), (0.05, 0.25), (0.1, 0.45), (0.15, 0.5), (0.25, 0.6), (0.4, 0.7)))
TARGETS = {"careful": 0.983, "balanced": 0.979, "thorough": 0.966}
"""The share of the characters of the stories on whole pages that each level is to keep."""
KEPT = 0.985
"""The share that "balanced" and "careful" are to keep of what each extractor left."""
TREES = HistGradientBoostingClassifier(
    max_iter=220,
    learning_rate=0.07,
    max_leaf_nodes=24,
    max_depth=9,
    max_features=0.3,
    min_samples_leaf=60,
    l2_regularization=5,
    early_stopping=False,
    random_state=0,
)


_settings = Cleaner(select=["boilerplate-line"]).settings


@dataclass
class Page:
    """A labelled document with what is counted of its lines; a technical one the rule leaves alone."""

    id: str
    file: str
    lang: str
    lines: list[str]
    labels: list[int]
    fold: int
    measured: Lines = field(init=False)
    technical: bool = field(init=False)
    known: dict[int, int] = field(init=False)
    figures: Any = field(init=False)
    grams: Any = field(init=False)
    words: Any = field(init=False)

    def __post_init__(self) -> None:
        text = "\n".join(self.lines)
        self.measured = Lines(text)
        view = View(Scan((text,)), 0, _settings)
        self.technical = view.once(is_technical)
        self.known = page_score.known_lines(view)
        self.figures = self.measured.figures(self.known_lines())
        self.grams = self.measured.grams()
        self.words = self.measured.words()

    def known_lines(self) -> Any:
        return np.array([self.known.get(each, 0) for each in self.measured.numbers.tolist()], dtype=np.int8)

    @property
    def kind(self) -> str:
        return "hard lines" if self.file == HARD else self.file if self.file in MADE else self.file.partition("-")[2] or WHOLES

    @property
    def wanted(self) -> Any:
        return np.array(self.labels)[self.measured.numbers]


def read(data: Path) -> list[Page]:
    pages = []
    names = [*WHOLE, HARD, *(f"{name}-{extractor}" for name in WHOLE for extractor in EXTRACTORS)]
    for name in names:
        with gzip.open(data / "boilerplate" / f"{name}.dev.jsonl.gz", "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                lines = [line.replace("\n", " ").replace("\r", " ") for line in row["lines"]]
                fold = int(hashlib.sha256(row["site"].encode()).hexdigest(), 16) % FOLDS
                page = Page(row["id"], name, row["lang"], lines, row["labels"], fold)
                pages.append(page)
                if name in WHOLE and 1 in page.labels:
                    pages.extend(made(page))
    return pages


def made(page: Page) -> list[Page]:
    """The story of a page alone, and with some of the lines beside it."""
    rng = random.Random(page.id)  # noqa: S311
    story = [number for number, label in enumerate(page.labels) if label == 1]
    beside = range(story[0] - rng.choice((0, 0, 1, 3, 8)), story[-1] + 1 + rng.choice((0, 0, 2, 5, 12, 30)))
    share = rng.choice((0.1, 0.5, 1))
    residue = [number for number, label in enumerate(page.labels) if number in beside and (label != 0 or rng.random() < share)]
    alone = [number for number, label in enumerate(page.labels) if label != 0]
    return [
        Page(f"{kind}:{page.id}", kind, page.lang, [page.lines[each] for each in kept], [page.labels[each] for each in kept], page.fold)
        for kind, kept in zip(MADE, (alone, residue), strict=True)
    ]


class Table:
    """All lines of all pages, one under the other."""

    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages
        self.at = np.cumsum([0] + [len(page.measured) for page in pages])
        self.wanted = np.concatenate([page.wanted for page in pages])
        self.fold = np.concatenate([np.full(len(page.measured), page.fold) for page in pages])
        size = np.concatenate([page.measured.sizes()[0] for page in pages])
        of_page = np.concatenate([np.full(len(page.measured), len(page.measured)) for page in pages])
        self.kind = np.repeat([page.kind for page in pages], np.diff(self.at))
        less = np.concatenate([np.full(len(page.measured), MADE_WEIGHT if page.file in MADE else 1.0) for page in pages])
        self.weight = np.sqrt(np.clip(size, 10, 400) / 60) * np.clip(100 / of_page, 0.3, 3) * less
        self.heads = self.cells([page.grams for page in pages], len(GRAMS) << GRAM_BITS)
        self.words = self.cells([page.words for page in pages], 1 << WORD_BITS)

    def cells(self, of_pages: list[tuple[Any, Any]], width: int) -> Any:
        """What stands in each line: a column a cell."""
        rows = np.concatenate([lines + start for (lines, _), start in zip(of_pages, self.at[:-1], strict=True)])
        values = (1 / np.sqrt(np.bincount(rows, minlength=self.at[-1])[rows])).astype(np.float32)
        return sparse.csr_matrix((values, (rows, np.concatenate([cells for _, cells in of_pages]))), shape=(int(self.at[-1]), width))

    def fitted(self, cells: Any, chosen: Any) -> tuple[Any, Any]:
        """Weights of cells from some lines, in whole steps, and the step with the intercept."""
        lines = chosen & (self.wanted >= 0)
        made = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=8, tol=None, random_state=0, average=True)
        made.fit(cells[lines], self.wanted[lines], sample_weight=self.weight[lines])
        step = float(np.quantile(np.abs(made.coef_[0]), 0.9995)) / 127
        return np.clip(np.rint(made.coef_[0] / step), -127, 127).astype(np.int8), np.array([step, float(made.intercept_[0])])

    def unseen(self, cells: Any, chosen: Any) -> Any:
        """Scores of the chosen lines from weights that did not see their site."""
        scores = np.zeros(len(self.wanted), dtype=np.float32)
        for fold in np.unique(self.fold[chosen]):
            table, scale = self.fitted(cells, chosen & (self.fold != fold))
            lines = self.fold == fold
            scores[lines] = np.clip(cells[lines] @ table.astype(np.float32) * scale[0] + scale[1], -8, 8)
        return scores

    def learned(self, chosen: Any) -> model.Weights:
        """A model of the chosen lines; the trees see scores of heads and words from weights that did not see their site."""
        heads, words = self.unseen(self.heads, chosen), self.unseen(self.words, chosen)
        grid = np.concatenate(
            [
                rounded(context(page.figures, heads[start:end], words[start:end]))
                for page, start, end in zip(self.pages, self.at[:-1], self.at[1:], strict=True)
                if end > start and chosen[start]
            ]
        )
        usable = self.wanted[chosen] >= 0
        TREES.fit(grid[usable], self.wanted[chosen][usable], sample_weight=self.weight[chosen][usable])
        (grams, gram_scale), (words, word_scale) = self.fitted(self.heads, chosen), self.fitted(self.words, chosen)
        tables = model.exported([tree[0].nodes for tree in TREES._predictors], float(TREES._baseline_prediction.ravel()[0]))  # noqa: SLF001
        calibration = np.zeros(193, dtype=np.float32)
        return model.Weights(grams=grams, gram_scale=gram_scale, words=words, word_scale=word_scale, **tables, calibration=calibration)

    def calibrated(self, story: Any) -> Any:
        """Shares of lines that are story by their score, from scores of lines that the model did not see; prints how well it holds on other sites."""
        lines = (self.wanted >= 0) & ~np.isin(self.kind, MADE)
        odds = np.clip(np.log(np.maximum(story, 1e-6) / np.maximum(1 - story, 1e-6)), -6, 6)

        def shares(chosen: Any) -> Any:
            fitted = IsotonicRegression(out_of_bounds="clip").fit(odds[chosen], self.wanted[chosen])
            return np.clip(fitted.predict(np.arange(193) / 16 - 6), 0.002, 0.998).astype(np.float32)

        expected = np.zeros(len(story), dtype=np.float32)
        for fold in range(FOLDS):
            inside = lines & (self.fold == fold)
            expected[inside] = shares(lines & (self.fold != fold))[np.rint((odds[inside] + 6) * 16).astype(int)]
        print("\n| expected share of story | lines | mean of it | measured on other sites |\n| --- | --- | --- | --- |")
        for low, high in pairwise((0, 0.01, 0.03, 0.06, 0.12, 0.25, 0.5, 0.8, 0.95, 1)):
            inside = lines & (expected >= low) & (expected < high)
            print(f"| {low}–{high} | {inside.sum()} | {expected[inside].mean():.3f} | {self.wanted[inside].mean():.3f} |")
        return shares(lines)


def decided(page: Page, weights: model.Weights, level: model.Level) -> list[int]:
    """The labels that the judge gives: 0 for lines that go unasked."""
    if page.technical:
        return [1] * len(page.lines)
    gone = {each for each, told in page.known.items() if told == 2}
    if page_score.is_loose(page.lines):
        gone.update(page_score.learned_lines(page.measured, page.known, weights, level))
    return [0 if number in gone else 1 for number in range(len(page.lines))]


def kept(pages: list[Page], decisions: dict[str, list[int]]) -> float:
    """What share of the characters of the stories stays."""
    told = left = 0
    for page in pages:
        for line, label, decision in zip(page.lines, page.labels, decisions[page.id], strict=True):
            size = len("".join(line.split())) * (label == 1)
            told, left = told + size, left + size * decision
    return left / max(told, 1)


def chosen(pages: list[Page], by_level: dict[model.Level, dict[str, list[int]]], name: str) -> model.Level:
    """The most thorough step of the ladder that keeps enough of the stories of some pages."""
    kinds = {WHOLES: TARGETS[name]} if name == "thorough" else {WHOLES: TARGETS[name], **dict.fromkeys(EXTRACTORS, KEPT)}
    fits = [
        level
        for level, decisions in by_level.items()
        if all(kept([page for page in pages if page.kind == kind], decisions) >= target for kind, target in kinds.items())
    ]
    return max(fits, default=min(by_level))


def tables(pages: list[Page], decisions: dict[str, list[int]], judges: ModuleType, level: str) -> None:
    print(
        f"\n### {level}\n\n| | documents | precision | line F1 | character precision | character F1 | story kept | document F1 |\n"
        + "| --- " * 8
        + "|"
    )
    groups: dict[str, list[Page]] = {}
    for page in pages:
        groups.setdefault(page.kind, []).append(page)
        if page.kind in (WHOLES, *EXTRACTORS):
            groups.setdefault(f"{page.kind}, {page.file.partition('-')[0]}", []).append(page)
            groups.setdefault(f"{page.kind}, {page.lang}", []).append(page)
    for name, members in sorted(groups.items()):
        if len(members) >= 20:
            row = judges.score(({"id": page.id, "lines": page.lines, "labels": page.labels} for page in members), decisions, "none")[
                0
            ].row()
            print(
                f"| {name} | {row['docs']} | {row['P']:.3f} | {row['F1']:.3f} | {row['cP']:.3f} | {row['cF1']:.3f} | {row['kept']:.4f} | {row['docF1']:.3f} |"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument(
        "--predictions", type=Path, help="also write here the scores that each page got from models that did not see its site"
    )
    parser.add_argument("--tables-only", action="store_true", help="do not write the weights")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    started = time.process_time()
    spec = importlib.util.spec_from_file_location("score_lines", options.data / "score_lines.py")
    assert spec
    assert spec.loader
    judges = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judges)
    pages = read(options.data)
    table = Table(pages)
    story = np.zeros(len(table.wanted))
    models = []
    for fold in range(FOLDS):
        models.append(table.learned(table.fold != fold))
        for page, start, end in zip(pages, table.at[:-1], table.at[1:], strict=True):
            if page.fold == fold and end > start:
                story[start:end] = models[fold].trees(rounded(context(page.figures, *models[fold].heads_and_words(page.measured))))
        print(f"fold {fold} of {FOLDS}: {time.process_time() - started:.0f} s", flush=True)
    if options.predictions:
        options.predictions.write_bytes(pickle.dumps((story, models)))
    final = replace(table.learned(table.fold >= 0), calibration=table.calibrated(story))
    if not options.tables_only:
        np.savez_compressed(model.WEIGHTS, **{name: getattr(final, name) for name in model.NAMES})
    print(f"arrays: sha256 {hashlib.sha256(b''.join(getattr(final, name).tobytes() for name in model.NAMES)).hexdigest()}")
    by_level = {level: {page.id: decided(page, models[page.fold], level) for page in pages} for level in LADDER}
    print("\n| page | story | " + " | ".join(f"{kind} kept" for kind in (WHOLES, *EXTRACTORS)) + " |\n" + "| --- " * 5 + "|")
    for level, decisions in by_level.items():
        shares = (kept([page for page in pages if page.kind == kind], decisions) for kind in (WHOLES, *EXTRACTORS))
        print(f"| {level.page} | {level.story} | " + " | ".join(f"{share:.4f}" for share in shares) + " |")
    for name, level in model.LEVELS.items():
        steps = [chosen([page for page in pages if page.fold != fold], by_level, name) for fold in range(FOLDS)]
        nested = {page.id: by_level[steps[page.fold]][page.id] for page in pages}
        tables(pages, nested, judges, f"{name}, steps {[LADDER.index(step) for step in steps]} of the ladder chosen on the other folds")
        tables(pages, by_level[level], judges, f"{name}, as it ships")
    print(f"\n{time.process_time() - started:.0f} s of processor time")


if __name__ == "__main__":
    main()
