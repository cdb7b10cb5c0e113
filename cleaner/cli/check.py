"""`cleaner check`: report only."""

import argparse
import os
from bisect import bisect_right

import orjson
from rich.console import Console

from cleaner.annotation import Annotation
from cleaner.cli.options import load_suppressions, make_cleaner, reading, stdout, wants_recurring
from cleaner.cli.show import counted, failures
from cleaner.display import printable, shortened, visible
from cleaner.document import Document
from cleaner.export import github, sarif
from cleaner.export.named import Named
from cleaner.folder import Input, Totals, Unit, run, with_recurring
from cleaner.line_ends import NEWLINE

SHOWN = 40
COMMANDS = {"critical": "error", "major": "error", "minor": "warning", "neutral": "notice"}
"""GitHub's workflow commands by severity."""


class Report:
    """Prints the findings of each document.

    Args:
        layout: "text", "json", "github" or "sarif".
    """

    def __init__(self, layout: str) -> None:
        self._layout = layout
        self._log = sarif.Log() if layout == "sarif" else None
        self.findings = 0

    def begin(self) -> None:
        """Print the beginning of a SARIF log."""
        if self._log is not None:
            _print_raw(self._log.begin())

    def end(self, totals: Totals) -> None:
        """Print the end of a SARIF log."""
        if self._log is not None:
            _print_raw(self._log.end((_near(each.path), each.message) for each in totals.failures))

    def take(self, unit: Unit, document: Document | None) -> None:
        """See `run.Sink`."""
        if document is None:
            return
        self.findings += len(document.annotations)
        if self._log is not None:
            line = unit.record.line if unit.record is not None else None
            for piece in self._log.results(Named(document, _near(unit.source.place), line, unit.encoding)):
                _print_raw(piece)
            return
        if self._layout == "json":
            row: dict[str, object] = {"path": unit.source.place}
            if unit.record is not None:
                row |= {"line": unit.record.line, "id": unit.record.id}
            row |= {**document.language_values(), "page": document.page, "annotations": [each.to_dict() for each in document.annotations]}
            row["failures"] = [each.to_dict() for each in document.failures]
            _print(orjson.dumps(row).decode())
            return
        starts = [0, *(match.end() for match in NEWLINE.finditer(document.original))] if document.annotations else []
        for annotation in document.annotations:
            line = bisect_right(starts, annotation.start)
            column = annotation.start - starts[line - 1] + 1
            if unit.record is not None:
                line, column = unit.record.line, 1
            _print(self._lay_out(unit.source.place, line, column, annotation))

    def lost(self, source: Input) -> None:
        """See `run.Sink`."""

    def _lay_out(self, path: str, line: int, column: int, annotation: Annotation) -> str:
        if self._layout == "github":
            level = COMMANDS[annotation.severity.value]
            return github.annotation(level, printable(path), line, column, f"cleaner: {annotation.rule}", visible(annotation.message))
        found = visible(shortened(annotation, SHOWN))
        proposal = "" if annotation.replacement is None else f" → {visible(annotation.replacement.strip()) or 'nothing'}"
        return (
            f"{printable(path)}:{line}:{column}: {annotation.severity} {annotation.rule}: {found}{proposal} ({visible(annotation.message)})"
        )


def _near(path: str) -> str:
    """A path as seen from the working folder, where it lies below that: a log names files of a repository."""
    inside = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118
    return path.removeprefix(inside)


def _print(line: str) -> None:
    _print_raw(f"{line}\n")


def _print_raw(text: str) -> None:
    stdout().write(text.encode("utf-8", "replace"))


def check(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    console = Console(stderr=True)
    report = Report(options.format)
    totals = Totals()
    how = reading(options)
    inputs = list(how.inputs(options.inputs, totals.skipped))
    cleaner = make_cleaner(options, load_suppressions(options))
    totals.fail_glossaries(cleaner.glossary.problems)
    if wants_recurring(options):
        cleaner = with_recurring(cleaner, inputs, how)
    report.begin()
    run(cleaner, inputs, report, totals, how, options.workers or 1)
    report.end(totals)
    stdout().flush()
    failures(console, totals.failures)
    if not options.quiet:
        console.print(f"{counted(report.findings, 'finding')} in {counted(totals.documents, 'text')}", highlight=False)
    if totals.failures:
        return 3
    return 1 if report.findings else 0
