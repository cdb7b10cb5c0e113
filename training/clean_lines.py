"""Lines of clean text in many languages, out of the development data, by source.

Read by the recipe of the fluency tables and by the measurement of encoding repairs. Whole sources, sites and documents fall into one of two halves, so
that one can be measured with what was learned from the other.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

PAGES = ("fundus", "daniel", "scrapinghub")
TRANSLATIONS = ("clean", "mqm", "esa")
MIN_LETTERS = 12
"""Letters of the shortest line that is kept: shorter ones are labels, and no sentence of a language."""
HALVES = 2
ONE_SOURCE = frozenset({"th"})
LANGUAGES = {"zh": "zh-Hans"}


class Line(NamedTuple):
    """A clean line.

    Attributes:
        language: BCP-47 tag.
        half: 0 or 1; all lines of a source fall into the same.
        text: the line, without blanks around it.
    """

    language: str
    half: int
    text: str


def clean_lines(data: Path) -> Iterator[Line]:
    """The distinct clean lines of the development data, in a fixed order.

    Args:
        data: the folder of development data.
    """
    seen: set[str] = set()
    for language, source, text in _all_lines(data):
        line = text.strip()
        if line in seen or sum(map(str.isalpha, line)) < MIN_LETTERS or "\N{REPLACEMENT CHARACTER}" in line:
            continue
        seen.add(line)
        # a language with a single source is split by its lines
        yield Line(LANGUAGES.get(language, language), half_of(line if language in ONE_SOURCE else source), line)


def half_of(source: str) -> int:
    """Half into which a source falls."""
    return hashlib.blake2b(source.encode(), digest_size=4).digest()[0] % HALVES


def _all_lines(data: Path) -> Iterator[tuple[str, str, str]]:
    for name in PAGES:
        for row in _rows(data / "boilerplate" / f"{name}.dev.jsonl.gz"):
            for line, label in zip(row["lines"], row["labels"], strict=True):
                if label == 1:
                    yield row["lang"], row["site"], line
    for name in TRANSLATIONS:
        for row in _rows(data / "fragments" / f"{name}.dev.jsonl.gz"):
            if not (row.get("spans") and name != "clean"):
                yield row["target_lang"], row["doc"], row["target"]
            yield row["source_lang"], row["doc"], row["source"]
    for row in _rows(data / "harm" / "harm.dev.jsonl.gz"):
        for line in row["text"].splitlines():
            yield row["lang"], row["source"].split(":", 1)[0], line


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        yield from map(json.loads, rows)
