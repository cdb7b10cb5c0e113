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
import random
import time
import warnings
from dataclasses import dataclass, field
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
from cleaner.models.line_features import GRAM_BITS, GRAMS, Lines, context, rounded
from cleaner.rules import _page_score
from cleaner.rules.view import View
from cleaner.scan import Scan

FOLDS = 4
WHOLE = ("daniel", "fundus", "scrapinghub")
EXTRACTORS = ("resiliparse", "trafilatura")
HARD = "trafilatura"
MADE = ("story", "residue")
MADE_WEIGHT = 0.1
TREES = HistGradientBoostingClassifier(
    max_iter=220,
    learning_rate=0.07,
    max_leaf_nodes=24,
    max_depth=9,
    max_features=0.4,
    min_samples_leaf=60,
    l2_regularization=5,
    early_stopping=False,
    random_state=0,
)


_settings = Cleaner(select=["boilerplate-line"]).settings


@dataclass
class Page:
    """A labelled document with what is counted of its lines."""

    id: str
    file: str
    lang: str
    lines: list[str]
    labels: list[int]
    fold: int
    measured: Lines = field(init=False)
    known: dict[int, int] = field(init=False)
    figures: Any = field(init=False)
    grams: Any = field(init=False)

    def __post_init__(self) -> None:
        text = "\n".join(self.lines)
        self.measured = Lines(text)
        self.known = _page_score.known_lines(View(Scan((text,)), 0, _settings))
        self.figures = self.measured.figures(np.array([self.known.get(each, 0) for each in self.measured.numbers.tolist()], dtype=np.int8))
        self.grams = self.measured.grams()

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
        less = np.concatenate([np.full(len(page.measured), MADE_WEIGHT if page.file in MADE else 1.0) for page in pages])
        self.weight = np.sqrt(np.clip(size, 10, 400) / 60) * np.clip(100 / of_page, 0.3, 3) * less
        rows = np.concatenate([page.grams[0] + start for page, start in zip(pages, self.at[:-1], strict=True)])
        cells = np.concatenate([page.grams[1] for page in pages])
        count = np.bincount(rows, minlength=self.at[-1])
        values = (1 / np.sqrt(count[rows])).astype(np.float32)
        self.grams = sparse.csr_matrix((values, (rows, cells)), shape=(int(self.at[-1]), len(GRAMS) << GRAM_BITS))

    def gram_table(self, chosen: Any) -> tuple[Any, Any]:
        """Weights of n-grams from some lines, in whole steps, and the step with the intercept."""
        lines = chosen & (self.wanted >= 0)
        fitted = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=8, tol=None, random_state=0, average=True)
        fitted.fit(self.grams[lines], self.wanted[lines], sample_weight=self.weight[lines])
        step = float(np.quantile(np.abs(fitted.coef_[0]), 0.9995)) / 127
        return np.clip(np.rint(fitted.coef_[0] / step), -127, 127).astype(np.int8), np.array([step, float(fitted.intercept_[0])])

    def gram_scores(self, table: tuple[Any, Any], chosen: Any) -> Any:
        return np.clip(self.grams[chosen] @ table[0].astype(np.float32) * table[1][0] + table[1][1], -8, 8)

    def learned(self, chosen: Any) -> model.Weights:
        """A model of the chosen lines; trees see scores of n-grams from tables that did not see their site."""
        scores = np.zeros(len(self.wanted), dtype=np.float32)
        for fold in np.unique(self.fold[chosen]):
            scores[self.fold == fold] = self.gram_scores(self.gram_table(chosen & (self.fold != fold)), self.fold == fold)
        grid = np.concatenate(
            [
                rounded(context(page.figures, scores[start : start + len(page.measured)])) if len(page.measured) else np.zeros((0, 0))
                for page, start in zip(self.pages, self.at[:-1], strict=True)
                if chosen[start]
            ]
        )
        usable = self.wanted[chosen] >= 0
        TREES.fit(grid[usable], self.wanted[chosen][usable], sample_weight=self.weight[chosen][usable])
        table, scale = self.gram_table(chosen)
        tables = model.exported([tree[0].nodes for tree in TREES._predictors], float(TREES._baseline_prediction.ravel()[0]))  # noqa: SLF001
        return model.Weights(grams=table, gram_scale=scale, **tables, calibration=np.zeros(193, dtype=np.float32))

    def calibrated(self, weights: model.Weights, story: Any) -> model.Weights:
        """The model with the shares measured on scores of lines that it did not see."""
        lines = (self.wanted >= 0) & np.repeat([page.file not in MADE for page in self.pages], np.diff(self.at))
        odds = np.clip(np.log(np.maximum(story, 1e-6) / np.maximum(1 - story, 1e-6)), -6, 6)
        fitted = IsotonicRegression(out_of_bounds="clip").fit(odds[lines], self.wanted[lines])
        shares = np.clip(fitted.predict(np.arange(193) / 16 - 6), 0.002, 0.998).astype(np.float32)
        print("\n| score of story | lines | expected share of story | measured |\n| --- | --- | --- | --- |")
        for low, high in ((0, 0.02), (0.02, 0.05), (0.05, 0.1), (0.1, 0.2), (0.2, 0.35), (0.35, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
            inside = lines & (story >= low) & (story < high)
            print(
                f"| {low}–{min(high, 1)} | {inside.sum()} | {shares[np.rint((odds[inside] + 6) * 16).astype(int)].mean():.3f} | {self.wanted[inside].mean():.3f} |"
            )
        return model.Weights(**{**{name: getattr(weights, name) for name in model.NAMES}, "calibration": shares})


def decided(page: Page, weights: model.Weights, level: model.Level) -> list[int]:
    """The labels that the judge gives: 0 for lines that go unasked."""
    gone = {
        *_page_score.learned_lines(page.measured, page.known, weights, level)[0],
        *(each for each, told in page.known.items() if told == 2),
    }
    return [0 if number in gone else 1 for number in range(len(page.lines))]


def tables(pages: list[Page], decisions: dict[str, list[int]], judges: ModuleType, level: str) -> None:
    print(
        f"\n### {level}\n\n| | documents | precision | line F1 | character precision | character F1 | story kept | document F1 |\n"
        + "| --- " * 8
        + "|"
    )
    groups: dict[str, list[Page]] = {}
    for page in pages:
        kind = "hard lines" if page.file == HARD else page.file if page.file in MADE else page.file.partition("-")[2] or "whole pages"
        groups.setdefault(kind, []).append(page)
        if kind == "whole pages":
            groups.setdefault(f"whole pages, {page.file}", []).append(page)
            groups.setdefault(f"whole pages, {page.lang}", []).append(page)
        elif page.file.startswith("fundus"):
            groups.setdefault(f"{kind}, fundus", []).append(page)
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
        for page, start in zip(pages, table.at[:-1], strict=True):
            if page.fold == fold and len(page.measured):
                grid = rounded(context(page.figures, models[fold].gram_scores(page.measured)))
                story[start : start + len(page.measured)] = models[fold].trees(grid)
        print(f"fold {fold} of {FOLDS}: {time.process_time() - started:.0f} s", flush=True)
    if options.predictions:
        np.savez(options.predictions, story=story, at=table.at)
        import pickle

        options.predictions.with_suffix(".models").write_bytes(pickle.dumps(models))
    final = table.calibrated(table.learned(table.fold >= 0), story)
    if not options.tables_only:
        np.savez_compressed(model.WEIGHTS, **{name: getattr(final, name) for name in model.NAMES})
    for name, level in model.LEVELS.items():
        tables(pages, {page.id: decided(page, models[page.fold], level) for page in pages}, judges, name)
    print(f"\n{time.process_time() - started:.0f} s of processor time")


if __name__ == "__main__":
    main()
