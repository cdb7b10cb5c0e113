"""Why a change was made: the evidence of an annotation, arranged for a reader."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from cleaner.annotation import Annotation
from cleaner.report.scripts import EAST_ASIAN, reading, script_of, tag_of

MAX_VALUE = 400
"""Code points of one value of the evidence that are shown."""
MAX_ITEMS = 12
"""Items of one list in the evidence that are shown."""
MAX_DEPTH = 4
"""Levels of nesting of the evidence that are shown."""
LABELS = {
    "entry": "Glossary entry",
    "entries": "Glossary entries",
    "term": "Term",
    "origin": "Origin",
    "why": "Chosen as",
    "pinyin": "Pinyin",
    "doubt": "Doubt",
    "signals": "Signals",
    "what": "What it is",
    "author": "Author",
    "site": "Site",
    "date": "Date",
    "source": "Source text",
    "first": "First stands at",
    "share": "Share of all words",
    "terms": "Terms in it",
    "power_of_ten": "Power of ten",
}
"""Labels of evidence; other keys are shown as they are, with spaces for underscores."""
HIDDEN = {"candidates", "segments", "steps", "decision", "script"}
"""Keys of evidence that are shown elsewhere."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a change's evidence: label and values."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a fragment for a reader who does not know the language: characters, reading, meaning."""

    text: str
    language: str | None
    reading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a change was made.

    Attributes:
        name: equal for equal reasons, so that a page shows each reason once.
        message: of the finding.
        status: severity, safety, what was done, and confidence.
        rows, words, candidates, steps: the evidence.
    """

    name: str
    message: str
    status: str
    rows: tuple[Row, ...]
    words: tuple[Word, ...]
    candidates: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]


def cut(text: str, most: int = MAX_VALUE) -> str:
    """A text shortened to the length that a table of facts can show."""
    return text if len(text) <= most else f"{text[:most]}…"


def reason(annotation: Annotation) -> Reason:
    """The evidence of an annotation; the same for annotations with the same evidence."""
    evidence = annotation.evidence
    done = "applied" if annotation.applied else "only flagged" if annotation.replacement is None else "proposed"
    share: Any = annotation.confidence
    sure = f" · confidence {share * 100:.0f} %" if isinstance(share, int | float) and 0 <= share <= 1 else ""
    status = f"{annotation.severity.value} · {annotation.safety.value} · {done}{sure}"
    parts = (
        tuple(_rows(evidence)),
        tuple(_words(evidence.get("segments"))),
        tuple(_candidates(evidence.get("candidates"))),
        tuple(_steps(evidence.get("steps"))),
    )
    message = cut(str(annotation.message), 4 * MAX_VALUE)
    digest = blake2b(repr((annotation.rule, message, status, parts)).encode("utf-8", "surrogatepass"), digest_size=6)
    return Reason(f"e-{digest.hexdigest()}", message, status, *parts)


def _rows(evidence: Mapping[str, Any]) -> Iterator[Row]:
    language = tag_of(evidence.get("language"))
    for name, value in evidence.items():
        if name in HIDDEN or value is None or (name == "language" and language):
            continue
        label = LABELS.get(name) or cut(str(name).replace("_", " "), 40)
        if name == "term" and isinstance(value, str):
            if value:
                read = "" if "pinyin" in evidence else reading(cut(value, 40))
                yield Row(label, (cut(value), read) if read else (cut(value),))
            continue
        values = value if isinstance(value, list | tuple) else [value]
        shown = tuple(text for each in values[:MAX_ITEMS] if (text := plain(each)))
        more = len(values) - MAX_ITEMS
        if shown:
            yield Row(label, (*shown, f"and {more} more") if more > 0 else shown)


def plain(value: object, depth: int = 0) -> str:
    """Any JSON value as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Mapping):
        if depth == MAX_DEPTH:
            return "…"
        return cut(", ".join(f"{plain(name)}: {plain(each, depth + 1)}" for name, each in list(value.items())[:MAX_ITEMS]))
    if isinstance(value, list | tuple):
        return "…" if depth == MAX_DEPTH else cut(", ".join(plain(each, depth + 1) for each in value[:MAX_ITEMS]))
    return "" if value is None else cut(str(value))


def _words(segments: object) -> Iterator[Word]:
    for part in segments[:MAX_ITEMS] if isinstance(segments, list) else ():
        if not isinstance(part, Mapping) or not isinstance(part.get("text"), str):
            continue
        text = cut(part["text"], 40)
        meaning = plain(part.get("rendering"))
        if not meaning and isinstance(part.get("candidates"), list):
            meaning = "; ".join(text for text, _ in _candidates(part["candidates"][:3]))
        yield Word(text, script_of(text) if EAST_ASIAN.search(text) else None, plain(part.get("pinyin")), meaning)


def _candidates(values: object) -> Iterator[tuple[str, str]]:
    for each in values[:MAX_ITEMS] if isinstance(values, list) else ():
        if isinstance(each, Mapping):
            if "wording" in each:
                yield plain(each["wording"]), f"for {plain(each.get('found'))}"
            else:
                text = plain(each.get("text")) or plain({name: value for name, value in each.items() if name != "origin"})
                yield text, plain(each.get("origin"))
        elif text := plain(each):
            yield text, ""


def _steps(values: object) -> Iterator[str]:
    for each in values[:MAX_ITEMS] if isinstance(values, list) else ():
        if isinstance(each, Mapping) and "rule" in each:
            yield f"{plain(each['rule'])}: {plain(each.get('message'))}"
        elif text := plain(each):
            yield text
