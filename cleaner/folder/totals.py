"""What a run over several texts did, counted, and what failed."""

import errno
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleaner.display import printable, reason, shown
from cleaner.document import Document, page_answer
from cleaner.errors import GlossaryError

FULL = (errno.ENOSPC, errno.EDQUOT)
"""Errors after which nothing more can be written."""
COUNTS = ("read", "written", "documents", "changed", "bytes_in", "bytes_out", "uncertain")
"""The plain numbers of `Totals`."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be cleaned, or a rule that failed on one text.

    Attributes:
        path: of the input.
        error: name of the error's type.
        message: what happened.
        line: line number in a table.
        rule: the rule that failed on this text; None if the input failed.
    """

    path: str
    error: str
    message: str
    line: int | None = None
    rule: str | None = None

    @classmethod
    def of(cls, path: Path | str, error: Exception, line: int | None = None) -> "Failure":
        """The failure that an error is."""
        return cls(shown(path), type(error).__name__, reason(error), line)

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {"path": self.path, "line": self.line, "rule": self.rule, "error": self.error, "message": self.message}

    def __str__(self) -> str:
        place = f"{printable(self.path)}:{self.line}" if self.line else printable(self.path)
        return f"{place}: {printable(self.message)}"


@dataclass(slots=True)
class Totals:
    """Counts and failures of a run.

    Attributes:
        read: files and records that were read, with those that have no text.
        written: those whose results are written; the rest failed.
        documents, changed: texts that were cleaned, and those whose text changed.
        bytes_in, bytes_out: sizes of the inputs and of the cleaned texts as UTF-8.
        found, applied: findings by kind and rule.
        encodings: inputs by encoding.
        confidence: by encoding, the lowest confidence of its detection.
        dialects: tables by how they are written, where that is detected.
        pages: texts by whether they are scraped pages: "yes", "no" or "unsure".
        uncertain: texts whose language is not certain.
        skipped: files and folders in the inputs that were not read, by reason.
        failures: inputs and rules that failed.
        tables: digests of tables, by their names.
        kept: results that were not written, because their texts were edited after an earlier run.
        stale: texts of an earlier run that are still in the output folder.
        replaced: files that were replaced in their places.
        interrupted: whether Ctrl-C ended the run.
        full: whether a full disk ended it.
        seconds: how long it took.
    """

    read: int = 0
    written: int = 0
    documents: int = 0
    changed: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    applied: Counter[tuple[str, str]] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    confidence: dict[str, float] = field(default_factory=dict)
    dialects: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    uncertain: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    tables: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    replaced: int = 0
    interrupted: bool = False
    full: bool = False
    seconds: float = 0.0

    @property
    def failed(self) -> int:
        """Files and records that were read and not written, or written as they came because they could not be cleaned."""
        return self.read - self.written

    def add(self, other: "Totals") -> None:
        """Add the counts and failures of another part of the run."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.found += other.found
        # `+=` drops rules of which nothing is applied
        self.applied.update(other.applied)
        self.encodings += other.encodings
        self.dialects += other.dialects
        self.pages += other.pages
        self.skipped += other.skipped
        for name, value in other.confidence.items():
            self.confidence[name] = min(value, self.confidence.get(name, 1.0))
        self.failures += other.failures

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        found = [[kind, rule, number, self.applied[kind, rule]] for (kind, rule), number in self.found.items()]
        plain = {name: getattr(self, name) for name in COUNTS}
        failures = [each.to_dict() for each in self.failures]
        counters = {
            "encodings": dict(self.encodings),
            "confidence": self.confidence,
            "dialects": dict(self.dialects),
            "pages": dict(self.pages),
            "skipped": dict(self.skipped),
        }
        return plain | counters | {"found": found, "failures": failures}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Totals":
        """What `to_dict` gave."""
        found = values["found"]
        return cls(
            **{name: values[name] for name in COUNTS},
            found=Counter({(kind, rule): number for kind, rule, number, _ in found}),
            applied=Counter({(kind, rule): number for kind, rule, _, number in found}),
            encodings=Counter(values["encodings"]),
            confidence=dict(values["confidence"]),
            dialects=Counter(values["dialects"]),
            pages=Counter(values["pages"]),
            skipped=Counter(values["skipped"]),
            failures=[Failure(**each) for each in values["failures"]],
        )

    def count(self, document: Document) -> None:
        """Add a document."""
        self.documents += 1
        self.changed += document.text != document.original
        self.uncertain += not document.is_language_certain
        self.pages[page_answer(document.page)] += 1
        self.bytes_out += len(document.text.encode())
        for annotation in document.annotations:
            key = (annotation.kind.value, annotation.rule)
            self.found[key] += 1
            self.applied[key] += annotation.applied

    def fail(self, path: str, error: Exception, line: int | None = None) -> None:
        """Add a failure."""
        self.failures.append(Failure.of(path, error, line))

    def count_once(self) -> None:
        """Drop failures of whole inputs that several shards of them have met; each such input was read once."""
        once = list(dict.fromkeys(self.failures))
        self.read -= sum(each.line is None and each.rule is None for each in self.failures) - sum(
            each.line is None and each.rule is None for each in once
        )
        self.failures = once

    def miss(self, path: str, error: Exception) -> None:
        """Add an input that could not even be opened."""
        self.read += 1
        self.fail(path, error)

    def fail_rules(self, path: str, document: Document, line: int | None = None) -> None:
        """Add the failures of rules on a text."""
        self.failures.extend(Failure(path, each.error, str(each), line, each.rule) for each in document.failures)

    def fail_glossaries(self, problems: Iterable[GlossaryError]) -> None:
        """Add glossary files that were left out."""
        for each in problems:
            message = f"column {each.column}: {each.expected}; the file is left out"
            self.failures.append(Failure(each.path, type(each).__name__, message, each.line))
