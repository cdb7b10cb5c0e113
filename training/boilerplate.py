"""Write `cleaner/models/boilerplate.npz` and `page.npz`: what lines of an article and lines of the page around it look like, and what a page is.

    python training/boilerplate.py DATA [--keep FILE] [--tables-only]

DATA is the folder of labelled development data (not part of the project; needs scikit-learn, which the package does not). The figures of
`cleaner/models/boilerplate.md` and `page.md` are printed on the way: each document is scored by models that saw no page of its site and no text
of its source, and judged by the very rule that ships. Deterministic; about ten minutes on one core.

Lines are learned from whole pages, from what extractors left of them, and from texts that are no pages, in which every line stays; besides, at a
lower weight, from articles alone, with a little of the page beside them, from beginnings of pages and from pages joined in one text. A line weighs by
the root of its length. What a page is, is learned from the same documents and from parts of them, by the scores of lines that the models did not see.
"""

import argparse
import hashlib
import importlib.util
import pickle
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from documents import (
    BEGINNING,
    EXTRACTORS,
    FOLDS,
    HARDS,
    HARM,
    JOINED,
    PAGES,
    PART,
    RESIDUE,
    SNIPPET,
    STORY,
    WHOLES,
    Text,
    hashed,
    read,
)  # fmt: skip
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import SGDClassifier

from cleaner import Cleaner, folding
from cleaner.models import boilerplate as model
from cleaner.models import page as page_model
from cleaner.models.line_context import context
from cleaner.models.line_features import GRAM_BITS, GRAMS, WORD_BITS
from cleaner.models.page_features import Known, PageFeatures
from cleaner.models.trees import Trees, exported, rounded
from cleaner.rules.boilerplate_line.phrases import is_captions, is_licence

WEIGHTS = {WHOLES: 1, HARDS: 1, **dict.fromkeys(EXTRACTORS, 1), HARM: 0.15, STORY: 0.1, RESIDUE: 0.1, BEGINNING: 0.3, JOINED: 0.15}
"""What a line of each kind of document counts."""
MAX_HARM_LINES = 200
"""Lines that a text which is no page counts as at most: a long one shows no more of its kind."""
PAGE_WEIGHTS = {
    **dict.fromkeys((WHOLES, HARDS, *EXTRACTORS), 1),
    RESIDUE: 0.5,
    BEGINNING: 0.7,
    SNIPPET: 0.35,
    JOINED: 0.5,
    HARM: 1.5,
    PART: 0.5,
}
"""What a document of each kind counts when it is learned what a page is; articles alone are neither."""
UNKNOWN = 0.5
"""What each document counts once more, as if no phrase table knew a line of it: so that pages in other languages are told as well."""
LADDER = tuple(model.Level(*each) for each in ((0.1, 0.35), (0.15, 0.45), (0.2, 0.5), (0.25, 0.6), (0.4, 0.7)))
TARGETS = {"careful": 0.99, "balanced": 0.98, "thorough": 0.97}
"""The share of the characters of the articles on whole pages that each level is to keep."""
LINE_TREES = HistGradientBoostingClassifier(
    max_iter=100, learning_rate=0.15, max_leaf_nodes=24, max_depth=9, max_features=0.3, min_samples_leaf=60, l2_regularization=5, early_stopping=False,
    random_state=0,
)  # fmt: skip
PAGE_TREES = HistGradientBoostingClassifier(
    max_iter=80,
    learning_rate=0.1,
    max_leaf_nodes=8,
    max_features=0.3,
    min_samples_leaf=20,
    l2_regularization=5,
    early_stopping=False,
    random_state=0,
)


def trees_of(fitted: HistGradientBoostingClassifier) -> Trees:
    return exported([tree[0].nodes for tree in fitted._predictors], float(fitted._baseline_prediction.ravel()[0]))  # noqa: SLF001


class Table:
    """All lines of all documents, one under the other."""

    def __init__(self, texts: list[Text]) -> None:
        self.texts = texts
        counts = np.array([len(text.measured) for text in texts])
        self.at = np.cumsum([0, *counts])
        self.wanted = np.concatenate([text.wanted for text in texts])
        self.fold = np.repeat([text.fold for text in texts], counts)
        self.kind = np.repeat([text.kind for text in texts], counts)
        size = np.concatenate([text.measured.sizes()[0] for text in texts])
        of_text = np.repeat(counts, counts)
        share = np.where(self.kind == HARM, np.clip(MAX_HARM_LINES / of_text, 0.02, 1), np.clip(100 / of_text, 0.3, 3))
        self.weight = np.sqrt(np.clip(size, 10, 400) / 60) * share * np.repeat([WEIGHTS.get(text.kind, 0) for text in texts], counts)
        self.usable = (self.weight > 0) & (self.wanted >= 0)
        self.heads = self.buckets([text.measured.block.grams() for text in texts], len(GRAMS) << GRAM_BITS)
        self.words = self.buckets([text.measured.block.words() for text in texts], 1 << WORD_BITS)

    def buckets(self, of_texts: list[tuple[Any, Any]], width: int) -> Any:
        """What stands in each line: a column per bucket."""
        rows = np.concatenate([lines + start for (lines, _), start in zip(of_texts, self.at[:-1], strict=True)])
        values = (1 / np.sqrt(np.bincount(rows, minlength=self.at[-1])[rows])).astype(np.float32)
        return sparse.csr_matrix((values, (rows, np.concatenate([at for _, at in of_texts]))), shape=(int(self.at[-1]), width))

    def fitted(self, buckets: Any, chosen: Any) -> tuple[Any, Any]:
        """Weights of buckets from some lines, in whole steps, and the step with the intercept."""
        lines = chosen & self.usable
        made = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=8, tol=None, random_state=0, average=True)
        made.fit(buckets[lines], self.wanted[lines], sample_weight=self.weight[lines])
        step = float(np.quantile(np.abs(made.coef_[0]), 0.9995)) / 127
        return np.clip(np.rint(made.coef_[0] / step), -127, 127).astype(np.int8), np.array([step, float(made.intercept_[0])])

    def unseen(self, buckets: Any, chosen: Any) -> Any:
        """Scores of the chosen lines from weights that did not see their site."""
        scores = np.zeros(len(self.wanted), dtype=np.float32)
        for fold in np.unique(self.fold[chosen]):
            table, scale = self.fitted(buckets, chosen & (self.fold != fold))
            lines = self.fold == fold
            scores[lines] = np.clip(buckets[lines] @ table.astype(np.float32) * scale[0] + scale[1], -8, 8)
        return scores

    def contexts(self, chosen: Any, heads: Any, words: Any) -> Any:
        return np.concatenate(
            [
                rounded(context(text.features, heads[start:end], words[start:end]))
                for text, start, end in zip(self.texts, self.at[:-1], self.at[1:], strict=True)
                if chosen[start]
            ]
        )

    def learned(self, chosen: Any) -> model.Weights:
        """A model of the chosen lines; the trees see scores of heads and words from weights that did not see their site."""
        chosen = chosen & np.isin(self.kind, list(WEIGHTS))
        heads, words = self.unseen(self.heads, chosen), self.unseen(self.words, chosen)
        grid = self.contexts(chosen, heads, words)
        usable = self.wanted[chosen] >= 0
        LINE_TREES.fit(grid[usable], self.wanted[chosen][usable], sample_weight=self.weight[chosen][usable])
        (grams, gram_scale), (words, word_scale) = self.fitted(self.heads, chosen), self.fitted(self.words, chosen)
        return model.Weights(grams, gram_scale, words, word_scale, trees_of(LINE_TREES), np.zeros(193, dtype=np.float32))

    def calibrated(self, article: Any) -> Any:
        """Shares of lines that are article by their score, from scores of lines that the model did not see; prints how well it holds on other sites."""
        lines = (self.wanted >= 0) & np.isin(self.kind, (WHOLES, HARDS, *EXTRACTORS))
        odds = np.clip(np.log(np.maximum(article, 1e-6) / np.maximum(1 - article, 1e-6)), -6, 6)

        def shares(chosen: Any) -> Any:
            fitted = IsotonicRegression(out_of_bounds="clip").fit(odds[chosen], self.wanted[chosen])
            return np.clip(fitted.predict(np.arange(193) / 16 - 6), 0.002, 0.998).astype(np.float32)

        expected = np.zeros(len(article), dtype=np.float32)
        for fold in range(FOLDS):
            inside = lines & (self.fold == fold)
            expected[inside] = shares(lines & (self.fold != fold))[np.rint((odds[inside] + 6) * 16).astype(int)]
        print("\n| expected share of article | lines | mean of it | measured on other sites |\n| --- | --- | --- | --- |")
        for low, high in pairwise((0, 0.01, 0.03, 0.06, 0.12, 0.25, 0.5, 0.8, 0.95, 1)):
            inside = lines & (expected >= low) & (expected < high)
            print(f"| {low}–{high} | {inside.sum()} | {expected[inside].mean():.3f} | {self.wanted[inside].mean():.3f} |")
        return shares(lines)


def nothing_known(text: Text) -> Known:
    """What the phrase tables would say of a text in a language that there are none of."""
    return Known(np.zeros_like(text.known.strength), np.zeros_like(text.known.category))


class Documents:
    """All documents, a row each, to learn what a page is."""

    def __init__(self, table: Table, heads: Any, words: Any) -> None:
        self.texts = table.texts
        spans = list(zip(table.at[:-1], table.at[1:], strict=True))
        self.rows, self.unknown = (
            np.concatenate(
                [
                    rounded(PageFeatures(text.measured.block, heads[start:end], words[start:end]).row(0, known_of_(text))[None, :])
                    for text, (start, end) in zip(table.texts, spans, strict=True)
                ]
            )
            for known_of_ in (lambda text: text.known, nothing_known)
        )
        self.is_page = np.array([text.kind in PAGES and 0 in text.wanted for text in table.texts])
        self.weight = np.array([PAGE_WEIGHTS.get(text.kind, 0) for text in table.texts], dtype=float)
        self.weight[~self.is_page & np.isin([text.kind for text in table.texts], PAGES)] = 0
        # of a kind of text with many documents each counts less: no kind decides alone
        groups = np.array([text.group if text.kind in (HARM, PART) else "" for text in table.texts])
        for group in set(groups.tolist()) - {""}:
            chosen = groups == group
            self.weight[chosen] *= 5 / np.sqrt(self.weight[chosen].sum())
        self.fold = np.array([text.fold for text in table.texts])
        self.by_kind = np.where(groups == "", self.fold, [hashed(group) % FOLDS for group in groups.tolist()])
        """Folds in which a whole kind of text is kept together."""

    def learned(self, chosen: Any) -> Trees:
        chosen = chosen & (self.weight > 0)
        rows, is_page, weight = np.concatenate((self.rows[chosen], self.unknown[chosen])), self.is_page[chosen], self.weight[chosen]
        return trees_of(PAGE_TREES.fit(rows, np.tile(is_page, 2), sample_weight=np.concatenate((weight, weight * UNKNOWN))))

    def unseen(self, folds: Any) -> Any:
        """Probability of each document from trees that did not see its site, source or kind."""
        made = np.zeros(len(self.rows))
        for fold in np.unique(folds):
            made[folds == fold] = self.learned(folds != fold).probabilities(self.rows[folds == fold])
        silent = [is_captions(text.view) or is_licence(text.view) or len(text.measured) < 2 for text in self.texts]
        return np.where(silent, 0.0, made)


@contextmanager
def substituted(weights: model.Weights, pages: Trees, levels: dict[str, model.Level]) -> Iterator[None]:
    """The product with other weights and levels than those that ship."""
    kept_ = model.weights, page_model.weights, model.LEVELS
    model.weights, page_model.weights, model.LEVELS = lambda: weights, lambda: pages, levels
    try:
        yield
    finally:
        model.weights, page_model.weights, model.LEVELS = kept_


def decided(text: Text, cleaner: Cleaner) -> list[int]:
    """The labels that the product gives: 0 for lines that go unasked."""
    document = cleaner.clean(text.view.text)
    gone = np.zeros(len(document.original) + 1, dtype=bool)
    for annotation in document.applied:
        gone[annotation.start : annotation.end] = True
    labels = [1] * len(text.lines)
    for number, start, end in zip(text.measured.numbers.tolist(), text.measured.starts.tolist(), text.measured.ends.tolist(), strict=True):
        labels[number] = 0 if gone[start:end].all() else 1
    return labels


def kept(texts: list[Text], decisions: dict[str, list[int]]) -> float:
    """What share of the characters of the articles stays."""
    told = left = 0
    for text in texts:
        for line, label, decision in zip(text.lines, text.labels, decisions[text.id + text.file], strict=True):
            size = len("".join(line.split())) * (label == 1)
            told, left = told + size, left + size * decision
    return left / max(told, 1)


def tables(texts: list[Text], decisions: dict[str, list[int]], judges: ModuleType, level: str) -> None:
    print(
        f"\n### {level}\n\n| | documents | precision | line F1 | character precision | character F1 | article kept | document F1 |\n"
        + "| --- " * 8
        + "|"
    )
    groups: dict[str, list[Text]] = {}
    for text in texts:
        if text.kind in (HARM, PART):
            continue
        groups.setdefault(text.kind, []).append(text)
        if text.kind in (WHOLES, *EXTRACTORS):
            groups.setdefault(f"{text.kind}, {text.file.partition('-')[0]}", []).append(text)
            groups.setdefault(f"{text.kind}, {text.group}", []).append(text)
    for name, members in sorted(groups.items()):
        if len(members) >= 20:
            row = judges.score(
                ({"id": text.id + text.file, "lines": text.lines, "labels": text.labels} for text in members), decisions, "none"
            )[0].row()
            print(
                f"| {name} | {row['docs']} | {row['P']:.3f} | {row['F1']:.3f} | {row['cP']:.3f} | {row['cF1']:.3f} | {row['kept']:.4f} | {row['docF1']:.3f} |"
            )
    for kind in (HARM, PART):
        members = [text for text in texts if text.kind == kind]
        lost = Counter({text.id: lines_lost(text, decisions) for text in members})
        count = sum(len(text.wanted) for text in members)
        damaged = [text for text in members if lost[text.id]]
        ruined = sum(1 for text in damaged if lost[text.id] * 10 >= len(text.wanted))
        worst = ", ".join(f"{group} {number}" for group, number in Counter(text.group for text in damaged).most_common(6))
        print(
            f"\n{kind}: {lost.total()} of {count} lines lost ({1e5 * lost.total() / count:.1f} of 100,000), {len(damaged)} of {len(members)} documents "
            f"damaged, {ruined} ruined; damaged by kind: {worst or 'none'}"
        )


def lines_lost(text: Text, decisions: dict[str, list[int]]) -> int:
    decision = decisions[text.id + text.file]
    return sum(1 for number in text.measured.numbers.tolist() if text.labels[number] == 1 and not decision[number])


def passed(documents: Documents, page: Any, name: str) -> None:
    """How many boilerplate lines stand in documents that pass for pages, and how many others do."""
    print(
        f"\n### Pages told from other texts, {name}\n\n| probability above | "
        + " | ".join(f"{kind}, boilerplate lines in" for kind in PAGES),
        end="",
    )
    print(f" | {HARM} | {PART} |\n" + "| --- " * (len(PAGES) + 3) + "|")
    kinds = np.array([text.kind for text in documents.texts])
    boilerplate = np.array([text.wanted.count(0) for text in documents.texts])
    for limit in (0.5, 0.8, 0.9, 0.95):
        cells = [f"{boilerplate[(kinds == kind) & (page > limit)].sum() / max(boilerplate[kinds == kind].sum(), 1):.3f}" for kind in PAGES]
        others = [f"{(page[kinds == kind] > limit).sum()} of {(kinds == kind).sum()}" for kind in (HARM, PART)]
        print(f"| {limit} | " + " | ".join([*cells, *others]) + " |")
    worst = Counter(text.group for text, each in zip(documents.texts, page, strict=True) if text.kind == HARM and each > 0.5)
    print(f"\nother texts above 0.5 by kind: {dict(worst.most_common(8))}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--keep", type=Path, help="keep here the models of the folds, or take them from here when the file exists")
    parser.add_argument("--tables-only", action="store_true", help="do not write the weights")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    started = time.process_time()
    # folded findings cover lines that stay, so that a page with more than 64 removed lines would be judged wrongly
    folding.MIN_FINDINGS = folding.MAX_FINDINGS = sys.maxsize
    spec = importlib.util.spec_from_file_location("score_lines", options.data / "score_lines.py")
    assert spec
    assert spec.loader
    judges = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judges)
    texts = read(options.data)
    print(f"{len(texts)} documents: {time.process_time() - started:.0f} s", flush=True)
    table = Table(texts)
    if options.keep and options.keep.exists():
        models, final = pickle.loads(options.keep.read_bytes())  # noqa: S301
    else:
        models = []
        for fold in range(FOLDS):
            models.append(table.learned(table.fold != fold))
            print(f"fold {fold} of {FOLDS}: {time.process_time() - started:.0f} s", flush=True)
        final = table.learned(table.fold >= 0)
        if options.keep:
            options.keep.write_bytes(pickle.dumps((models, final)))
    heads, words = (np.zeros(len(table.wanted), dtype=np.float32) for _ in range(2))
    article = np.zeros(len(table.wanted))
    for text, start, end in zip(texts, table.at[:-1], table.at[1:], strict=True):
        weights = models[text.fold]
        heads[start:end], words[start:end] = weights.heads_and_words(text.measured.block)
        article[start:end] = weights.article(text.features, heads[start:end], words[start:end])
    final = replace(final, calibration=table.calibrated(article))
    documents = Documents(table, heads, words)
    page, page_by_kind = documents.unseen(documents.fold), documents.unseen(documents.by_kind)
    if not options.tables_only:
        np.savez_compressed(model.WEIGHTS, **final.arrays())
        np.savez_compressed(page_model.WEIGHTS, **vars(documents.learned(documents.fold >= 0)))
    print(f"arrays: sha256 {hashlib.sha256(b''.join(each.tobytes() for each in final.arrays().values())).hexdigest()}")
    print(f"{time.process_time() - started:.0f} s", flush=True)
    passed(documents, page, "by sites and sources")
    passed(documents, page_by_kind, "whole kinds of text held out")
    pages = {fold: documents.learned(documents.fold != fold) for fold in range(FOLDS)}
    pages_by_kind = {fold: documents.learned(documents.by_kind != fold) for fold in range(FOLDS)}
    reported = [number for number, text in enumerate(texts) if text.kind != SNIPPET]

    def decisions(level: str, limits: model.Level | None = None, by_kind: bool = False) -> dict[str, list[int]]:
        cleaner = Cleaner(select=["boilerplate-line"], boilerplate=level)
        levels = {**model.LEVELS, level: limits} if limits else dict(model.LEVELS)
        made = {}
        for number in reported:
            text = texts[number]
            trees = pages_by_kind[documents.by_kind[number]] if by_kind else pages[text.fold]
            with substituted(models[text.fold], trees, levels):
                made[text.id + text.file] = decided(text, cleaner)
        return made

    by_level = {limits: decisions("balanced", limits) for limits in LADDER}
    shown = [texts[number] for number in reported]
    print("\n| page | article | " + " | ".join(f"{kind} kept" for kind in (WHOLES, *EXTRACTORS)) + " |\n" + "| --- " * 5 + "|")
    for limits, made in by_level.items():
        shares = (kept([text for text in shown if text.kind == kind], made) for kind in (WHOLES, *EXTRACTORS))
        print(f"| {limits.page} | {limits.article} | " + " | ".join(f"{share:.4f}" for share in shares) + " |")
    for name, shipped in model.LEVELS.items():
        steps = [
            max(
                (
                    limits
                    for limits in LADDER
                    if kept([text for text in shown if text.fold != fold and text.kind == WHOLES], by_level[limits]) >= TARGETS[name]
                ),
                default=LADDER[0],
            )
            for fold in range(FOLDS)
        ]
        nested = {text.id + text.file: by_level[steps[text.fold]][text.id + text.file] for text in shown}
        tables(shown, nested, judges, f"{name}, steps {[LADDER.index(step) for step in steps]} of the ladder chosen on the other folds")
        tables(shown, by_level[shipped] if shipped in by_level else decisions(name, shipped), judges, f"{name}, as it ships")
    tables(shown, decisions("balanced", by_kind=True), judges, "balanced, as it ships, whole kinds of text held out")
    tables(shown, decisions("phrases"), judges, "phrases")
    print(f"\n{time.process_time() - started:.0f} s of processor time")


if __name__ == "__main__":
    main()
