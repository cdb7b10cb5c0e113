"""`cleaner check`: report only."""

import argparse
import os
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from functools import partial

import orjson
from rich.console import Console

from cleaner.annotation import Annotation
from cleaner.cli.options import load_suppressions, make_cleaner, reading, stdout, wants_recurring
from cleaner.cli.show import counted, failures, skipped_files, uncertain_languages
from cleaner.display import printable, shortened, visible
from cleaner.document import Document
from cleaner.errors import OptionError
from cleaner.export import github, sarif
from cleaner.export.named import Named
from cleaner.folder import Input, Totals, Unit, run, with_recurring
from cleaner.line_ends import NEWLINE
from cleaner.registry import RULE_OF

SHOWN = 40
COMMANDS = {"critical": "error", "major": "error", "minor": "warning", "neutral": "notice"}
"""GitHub's workflow commands by severity."""


class Report:
    """Prints the findings of each document.

    Args:
        layout: "text", "json", "github" or "sarif".
        min_confidence: least confidence of the findings that are listed.
        statistics: whether the numbers of findings by rule are printed in place of the findings.

    Attributes:
        findings: findings that are listed.
        applied: those of them that `cleaner clean` would carry out.
        unlisted: findings of less confidence.
    """

    def __init__(self, layout: str, min_confidence: float = 0.0, *, statistics: bool = False) -> None:
        self._layout = layout
        self._min_confidence = min_confidence
        self._statistics = statistics
        self._found: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()
        self.applied = self.unlisted = 0
        self._log = sarif.Log() if layout == "sarif" else None
        self.findings = 0

    def begin(self) -> None:
        """Print the beginning of a SARIF log."""
        if self._log is not None:
            _print_raw(self._log.begin())

    def end(self, totals: Totals) -> None:
        """Print the end of a SARIF log, or the statistics."""
        if self._statistics:
            self._print_statistics()
        if self._log is not None:
            _print_raw(self._log.end((_near(each.path), each.message) for each in totals.failures))

    def take(self, unit: Unit, document: Document | None) -> None:
        """See `run.Sink`."""
        if document is None:
            return
        listed = tuple(each for each in document.annotations if each.confidence >= self._min_confidence)
        self.unlisted += len(document.annotations) - len(listed)
        self.findings += len(listed)
        self.applied += sum(each.applied for each in listed)
        if self._statistics:
            self._found.update(each.rule for each in listed)
            self._changed.update(each.rule for each in listed if each.applied)
            return
        if len(listed) < len(document.annotations):
            # only shown: the text is not made anew from these
            document = replace(document, annotations=listed)
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
            + (" [*]" if annotation.applied else "")
        )

    def _print_statistics(self) -> None:
        rows = sorted(self._found.items(), key=lambda row: (-row[1], row[0]))
        if self._layout == "json":
            values = [{"rule": rule, "kind": RULE_OF[rule].kind, "found": found, "applied": self._changed[rule]} for rule, found in rows]
            _print(orjson.dumps(values).decode())
            return
        width = len(f"{rows[0][1]:,}") if rows else 0
        for rule, found in rows:
            mark = f"  [*] {self._changed[rule]:,}" if self._changed[rule] else ""
            _print(f"{found:>{width},}  {rule}{mark}")


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
    if options.statistics and options.format not in ("text", "json"):
        raise OptionError(f"--statistics are text or JSON, not {options.format}; leave --format out, or take --format json")
    report = Report(options.format, options.min_confidence, statistics=options.statistics)
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
        _summarize(console, report, totals)
    if totals.failures:
        return 3
    return 1 if report.findings and not options.exit_zero else 0


def _summarize(console: Console, report: Report, totals: Totals) -> None:
    """Print how many findings there are, what would become of them, and what was not looked at."""
    below = f"; {report.unlisted:,} of less confidence not listed" if report.unlisted else ""
    # markup would take the mark for a style
    show = partial(console.print, highlight=False, markup=False)
    show(f"{counted(report.findings, 'finding')} in {counted(totals.documents, 'text')}{below}")
    if report.applied:
        show(f"[*] {report.applied:,} of {counted(report.findings, 'finding')} would be changed by `cleaner clean`")
    uncertain_languages(console, totals)
    skipped_files(console, totals)
