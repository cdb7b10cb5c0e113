"""Write `cleaner/data/text_formats.txt`, the weights of the score that tells the format of a text, with their accuracy in its head.

    python training/text_formats.py DATA [FOLDER ...]

DATA is the folder of development data: `harm/` has documents of many kinds with the file names they came from, `boilerplate/` the lines of web
pages. FOLDER are folders with real files of all endings, by default those of this Python; the shipped weights were learned from the shared files,
libraries and headers of a Debian system, too. At most `MAX_FILES` of an ending are read, spread over packages. Whole packages, repositories and sites stay in one of two folds, each fold is scored by
weights that were learned on the other, and the weights that are written are learned on both. Beside whole texts the score learns from passages
of a few lines. scikit-learn fits the weights; it is needed here and nowhere else.
"""

import gzip
import hashlib
import json
import os
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from cleaner.markup.formats import FEATURES, MIN_CODE, SAMPLE, SCORED, TextFormat, features, format_of_name

TARGET = Path(__file__).parent.parent / "cleaner" / "data" / "text_formats.txt"
FORMATS = SCORED
C = 10.0
MAX_FILES = 700
MAX_PER_PACKAGE = 4
MAX_PASSAGES = 2
MAX_BYTES = 200_000
LINES = (1, 1, 2, 4, 8, 20)
"""Lines of a passage."""
PASSAGE_WEIGHT = {TextFormat.PLAIN: 2.0, TextFormat.HTML: 0.3, TextFormat.CODE: 0.3}
"""What a passage counts beside a whole text: short texts that come alone are mostly prose, and a passage of code may be a comment in prose."""
CODE_KINDS = frozenset({"code", "config", "json", "po"})
SKIPPED_KINDS = frozenset({"leaflet"})
"""Kinds of `harm/` whose text is prose taken out of source files."""
SKIPPED_ENDINGS = frozenset({"conf"})
"""Endings of files in any format."""


class Row(NamedTuple):
    """A text, its format, the kind it is counted under, and what it must stay in a fold with."""

    format: TextFormat
    kind: str
    group: str
    text: str


def files(folders: list[Path]) -> Iterator[Row]:
    found: dict[str, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    for folder in folders:
        for path in sorted(Path(at) / name for at, _, names in os.walk(folder) for name in names if format_of_name(name)):
            inside = path.relative_to(folder).parts
            cut = next((len(inside) - at for at, part in enumerate(reversed(inside)) if part in ("site-packages", "node_modules")), 0)
            found[path.suffix.lower()]["/".join(inside[cut : cut + 2])].append(path)
    seen = set()
    for ending, packages in sorted(found.items()):
        if ending[1:] in SKIPPED_ENDINGS:
            continue
        paths = [
            (package, path)
            for package in sorted(packages)
            for path in random.sample(packages[package], min(MAX_PER_PACKAGE, len(packages[package])))
        ]
        for package, path in random.sample(paths, min(MAX_FILES, len(paths))):
            try:
                text = path.read_text(encoding="utf-8") if path.stat().st_size < MAX_BYTES else ""
            except (OSError, UnicodeDecodeError):
                continue
            known, kind = format_of_name(path.name), ending
            if known is not None and text.strip() and (digest := hashlib.sha256(text.encode()).digest()) not in seen:
                seen.add(digest)
                yield Row(known, kind, package, text)


def documents(data: Path) -> Iterator[Row]:
    with gzip.open(data / "harm" / "harm.dev.jsonl.gz", "rt", encoding="utf-8") as file:
        for document in map(json.loads, file):
            name = document["source"].partition(" (")[0]
            if document["kind"] in SKIPPED_KINDS:
                continue
            known = TextFormat.PLAIN
            if document["kind"] in CODE_KINDS:
                known = TextFormat.CODE
            elif name.endswith((".md", ".rst")):
                known = TextFormat.MARKDOWN
            yield Row(known, f"harm {document['kind']}", name.partition(":")[0], document["text"])
    for path in sorted((data / "boilerplate").glob("[dfs]*.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for page in map(json.loads, file):
                yield Row(TextFormat.PLAIN, "page", page["site"], "\n".join(page["lines"]))


def passages(row: Row) -> Iterator[Row]:
    found = [each for each in re.split(r"\n[^\S\n]*\n", row.text[:SAMPLE]) if each.strip()]
    for each in random.sample(found, min(MAX_PASSAGES, len(found))) if row.format is not TextFormat.MARKDOWN else ():
        lines = each.split("\n")
        start = random.randrange(len(lines))  # noqa: S311
        yield row._replace(kind=f"{row.kind} passage", text="\n".join(lines[start : start + random.choice(LINES)]))  # noqa: S311


def main() -> None:
    random.seed(0)
    data, *folders = map(Path, sys.argv[1:])
    whole = [*files(folders or [Path(sys.base_prefix), Path(sys.prefix)]), *documents(data)]
    rows = [*whole, *(each for row in whole for each in passages(row))]
    x = np.array([features(row.text[:SAMPLE]) for row in rows])
    y = np.array([FORMATS.index(row.format) for row in rows])
    fold = np.array([hashlib.sha256(row.group.encode()).digest()[0] % 2 for row in rows])
    short = np.arange(len(rows)) >= len(whole)
    # no kind and no format decides alone because there is more of it
    sizes = Counter((row.format, row.kind) for row in rows)
    weight = np.array([sizes[row.format, row.kind] ** -0.5 for row in rows])
    weight /= np.array([weight[(y == each) & ~short].sum() for each in range(len(FORMATS))])[y] / len(whole)
    weight *= np.where(short, np.array([PASSAGE_WEIGHT.get(row.format, 0.0) for row in rows]), 1.0)
    chance = np.zeros((len(rows), len(FORMATS)))
    for each in (0, 1):
        model = LogisticRegression(C=C, max_iter=5000).fit(x[fold != each], y[fold != each], sample_weight=weight[fold != each])
        chance[fold == each] = model.predict_proba(x[fold == each])
    model = LogisticRegression(C=C, max_iter=5000).fit(x, y, sample_weight=weight)
    TARGET.write_text("\n".join([*head(rows, chance, y, short), *table(model)]) + "\n", encoding="ascii")
    print(TARGET.read_text(encoding="ascii"))


def head(rows: list[Row], chance: np.ndarray, y: np.ndarray, short: np.ndarray) -> Iterator[str]:
    yield "# Weights of the score that tells the format of a text (cleaner/markup/formats.py); written by training/text_formats.py."
    yield "# Learned from real files by their endings, documents and web pages. Texts of packages and sites the weights had not seen:"
    prose = chance[:, 2:].sum(1) < MIN_CODE
    for name, which in (("texts", ~short), ("passages", short)):
        for at, each in enumerate(FORMATS):
            ours = which & (y == at)
            if ours.any():
                as_prose = 100 * prose[ours].mean()
                yield f"#   {each.value:8} {name:8} {ours.sum():5}, taken for prose {as_prose:5.1f} %"
    kinds: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for row, is_prose, is_short in zip(rows, prose, short, strict=True):
        if not is_short:
            kinds[row.format.value, row.kind].append(bool(is_prose) == (row.format in (TextFormat.PLAIN, TextFormat.MARKDOWN)))
    worst = sorted((sum(right) / len(right), kind) for kind, right in kinds.items() if len(right) >= 20)[:6]
    yield "# Worst kinds with 20 texts or more: " + ", ".join(f"{' '.join(kind)} {100 * share:.0f} % right" for share, kind in worst)


def table(model: LogisticRegression) -> Iterator[str]:
    yield "# feature " + " ".join(each.value for each in FORMATS)
    yield "bias " + " ".join(f"{number:.3f}" for number in model.intercept_)
    for name, numbers in zip(FEATURES, model.coef_.T, strict=True):
        yield f"{name} " + " ".join(f"{number:.3f}" for number in numbers)


if __name__ == "__main__":
    main()
