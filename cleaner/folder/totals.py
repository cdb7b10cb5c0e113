"""What a run over several texts did, counted, and what failed."""

import errno
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from cleaner.display import printable, reason, shown
from cleaner.document import Document, page_answer
from cleaner.errors import GlossaryError

FULL = (errno.ENOSPC, errno.EDQUOT)
"""Errors after which nothing more can be written."""


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

    def __str__(self) -> str:
        place = f"{printable(self.path)}:{self.line}" if self.line else printable(self.path)
        return f"{place}: {printable(self.message)}"


@dataclass(slots=True)
class Totals:
    """Counts and failures of a run.

    Attributes:
        documents, changed: texts that were cleaned, and those whose text changed.
        bytes_in, bytes_out: sizes of the inputs and of the cleaned texts as UTF-8.
        found, applied: findings by kind and rule.
        encodings: inputs by encoding.
        confidence: by encoding, the lowest confidence of its detection.
        pages: texts by whether they are scraped pages: "yes", "no" or "unsure".
        failures: inputs and rules that failed.
        interrupted: whether Ctrl-C ended the run.
        full: whether a full disk ended it.
        seconds: how long it took.
    """

    documents: int = 0
    changed: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    applied: Counter[tuple[str, str]] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    confidence: dict[str, float] = field(default_factory=dict)
    pages: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    interrupted: bool = False
    full: bool = False
    seconds: float = 0.0

    def count(self, document: Document) -> None:
        """Add a document."""
        self.documents += 1
        self.changed += document.text != document.original
        self.pages[page_answer(document.page)] += 1
        self.bytes_out += len(document.text.encode())
        for annotation in document.annotations:
            key = (annotation.kind.value, annotation.rule)
            self.found[key] += 1
            self.applied[key] += annotation.applied

    def fail(self, path: str, error: Exception, line: int | None = None) -> None:
        """Add a failure."""
        self.failures.append(Failure.of(path, error, line))

    def fail_rules(self, path: str, document: Document, line: int | None = None) -> None:
        """Add the failures of rules on a text."""
        self.failures.extend(Failure(path, each.error, str(each), line, each.rule) for each in document.failures)

    def fail_glossary(self, problem: GlossaryError) -> None:
        """Add a glossary file that was left out."""
        message = f"column {problem.column}: {problem.expected}; the file is left out"
        self.failures.append(Failure(problem.path, type(problem).__name__, message, problem.line))
