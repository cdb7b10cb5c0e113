"""Labelled documents for the scores of boilerplate: pages, texts that are no pages, and what is made from both.

Whole sites and whole sources are kept together in one of four folds, so that a score is always measured on sites and sources that it did not see.
"""

import gzip
import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleaner import Cleaner
from cleaner.models.line_features import Lines
from cleaner.rules.boilerplate_line.reading import known_of
from cleaner.rules.view import View
from cleaner.scan import Scan

FOLDS = 4
WHOLE = ("daniel", "fundus", "scrapinghub")
EXTRACTORS = ("resiliparse", "trafilatura")
HARD = "trafilatura"
WHOLES, HARDS, HARM = "whole pages", "hard lines", "other texts"
STORY, RESIDUE, BEGINNING, SNIPPET, JOINED, PART = (
    "article alone",
    "article with residue",
    "beginning",
    "snippet",
    "joined pages",
    "part of another text",
)
PAGES = (WHOLES, HARDS, *EXTRACTORS, RESIDUE, BEGINNING, SNIPPET, JOINED)
BEGINNINGS = (600, 1000, 1600, 2500)
"""Code points of the beginnings of pages."""
PARTS = 4
"""Parts of each text that is no page, of 3 to 100 lines: short texts show less of their kind."""
JOINED_EVERY = 6
"""One page in so many is joined with the one before and, half of the time, with another."""

_settings = Cleaner(select=["boilerplate-line"], page=None).settings


@dataclass(eq=False)
class Text:
    """A labelled document with what is counted of its lines.

    Attributes:
        labels: of each line 1 article (or no boilerplate at all), 0 boilerplate, -1 not labelled.
        kind: of document, one of the constants above.
        group: language of a page, kind of text of what is no page.
    """

    id: str
    file: str
    kind: str
    group: str
    lines: list[str]
    labels: list[int]
    fold: int
    view: View = field(init=False)
    measured: Lines = field(init=False)
    known: Any = field(init=False)
    features: Any = field(init=False)

    def __post_init__(self) -> None:
        self.view = View(Scan(("\n".join(self.lines),)), 0, _settings)
        self.measured = Lines(self.view.text)
        self.known = known_of(self.view, self.measured)
        self.features = self.measured.features(self.known.strength)

    @property
    def wanted(self) -> list[int]:
        """Labels of the lines that are not blank."""
        return [self.labels[number] for number in self.measured.numbers.tolist()]


def hashed(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as opened:
        yield from map(json.loads, opened)


def read(data: Path) -> list[Text]:
    """Every labelled document, and what is made from it; documents of nothing but blank lines are left out."""
    return [text for text in (*_pages(data / "boilerplate"), *_others(data / "harm")) if len(text.measured)]


def _pages(folder: Path) -> Iterator[Text]:
    before: dict[int, Text] = {}
    for name in (*WHOLE, HARD, *(f"{name}-{extractor}" for name in WHOLE for extractor in EXTRACTORS)):
        for row in rows(folder / f"{name}.dev.jsonl.gz"):
            lines = [line.replace("\n", " ").replace("\r", " ") for line in row["lines"]]
            kind = HARDS if name == HARD else name.partition("-")[2] or WHOLES
            page = Text(row["id"], name, kind, row["lang"], lines, row["labels"], hashed(row["site"]) % FOLDS)
            yield page
            rng = random.Random(row["id"] + name)  # noqa: S311
            if 1 in page.labels and 0 in page.labels:
                yield from _snippets(page, rng)
            if name in WHOLE and 1 in page.labels:
                yield from _made(page, rng)
                if page.fold in before and rng.randrange(JOINED_EVERY) == 0:
                    others = [before[page.fold], page]
                    yield _joined(others if rng.random() < 0.5 else [page, *others])
                before[page.fold] = page


def _of(page: Text, kind: str, numbers: list[int], name: str = "") -> Text:
    lines, labels = [page.lines[each] for each in numbers], [page.labels[each] for each in numbers]
    return Text(f"{kind}{name}:{page.file}:{page.id}", page.file, kind, page.group, lines, labels, page.fold)


def _made(page: Text, rng: random.Random) -> Iterator[Text]:
    """The article of a page alone, with some of the lines beside it, and the beginning of the page."""
    count = len(page.lines)
    article = [number for number, label in enumerate(page.labels) if label == 1]
    beside = range(article[0] - rng.choice((0, 0, 1, 3, 8)), article[-1] + 1 + rng.choice((0, 0, 2, 5, 12, 30)))
    share = rng.choice((0.1, 0.5, 1))
    yield _of(page, STORY, [number for number, label in enumerate(page.labels) if label != 0])
    yield _of(page, RESIDUE, [n for n, label in enumerate(page.labels) if n in beside and (label != 0 or rng.random() < share)])
    first, limit = max(0, article[0] - rng.choice((2, 5, 10, 25))), rng.choice(BEGINNINGS)
    size, end = 0, first
    while end < count and size < limit:
        size += len(page.lines[end]) + 1
        end += 1
    if {0, 1} <= set(page.labels[first:end]):
        yield _of(page, BEGINNING, list(range(first, end)))


def _snippets(page: Text, rng: random.Random) -> Iterator[Text]:
    """The first and the last lines of the article with the few lines of the page beside them."""
    article = [number for number, label in enumerate(page.labels) if label == 1]
    for name, edge, step in (("head", article[0], -1), ("tail", article[-1], 1)):
        beside = list(range(edge + step, edge + step * (1 + rng.choice((1, 2, 3, 6))), step))
        beside = [number for number in beside if 0 <= number < len(page.lines) and page.labels[number] == 0]
        inside = article[: rng.choice((1, 2, 4))] if step < 0 else article[-rng.choice((1, 2, 4)) :]
        if beside:
            yield _of(page, SNIPPET, sorted({*beside, *inside}), name)


def _joined(pages: list[Text]) -> Text:
    lines = [line for page in pages for line in page.lines]
    labels = [label for page in pages for label in page.labels]
    return Text(f"{JOINED}:{pages[-1].id}", pages[-1].file, JOINED, pages[-1].group, lines, labels, pages[-1].fold)


def _others(folder: Path) -> Iterator[Text]:
    for row in rows(folder / "harm.dev.jsonl.gz"):
        lines, neutral = row["text"].split("\n"), set(row["may_go"])
        labels = [-1 if number in neutral else 1 for number in range(1, len(lines) + 1)]
        source = ":".join(row["source"].split(":")[: 2 if row["source"].startswith(("deb:", "pypi:")) else 1])
        text = Text(row["id"], "harm", HARM, row["kind"], lines, labels, hashed(source) % FOLDS)
        yield text
        rng = random.Random(row["id"])  # noqa: S311
        for number in range(min(PARTS, len(lines) // 6)):
            size = round(3 * 2 ** (rng.random() * 5))
            start = rng.randrange(max(1, len(lines) - size))
            yield _of(text, PART, list(range(start, min(start + size, len(lines)))), str(number))
