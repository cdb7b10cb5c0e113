"""`cleaner compare`: findings that need several documents."""

import argparse
import sys

import orjson
from rich.console import Console

from cleaner.cli.options import make_cleaner, reading
from cleaner.cli.show import counted, failures
from cleaner.comparison import compare as conflicts
from cleaner.display import printable, visible
from cleaner.document import Document
from cleaner.failures import RuleFailure
from cleaner.folder import Failure, Input, Totals, Unit, run


class Collector:
    """Keeps the documents with the names of their inputs."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.places: list[tuple[str, int | None]] = []
        self.documents: list[Document] = []

    def take(self, unit: Unit, document: Document | None) -> None:
        """See `run.Sink`."""
        if document is not None:
            self.names.append(unit.source.name + (f":{unit.record.line}" if unit.record else ""))
            self.places.append((unit.source.place, unit.record.line if unit.record else None))
            self.documents.append(document)

    def lost(self, source: Input) -> None:
        """See `run.Sink`."""


def compare(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    console = Console(stderr=True)
    kept = Collector()
    totals = Totals()
    how = reading(options)
    cleaner = make_cleaner(options)
    totals.fail_glossaries(cleaner.glossary.problems)
    run(
        cleaner,
        how.inputs(options.inputs, totals.skipped),
        kept,
        totals,
        how,
        options.workers or 1,
    )

    def fail(index: int, failure: RuleFailure) -> None:
        path, line = kept.places[index]
        totals.failures.append(Failure(path, failure.error, str(failure), line, failure.rule))

    found = conflicts(kept.documents, on_failure=fail)
    for conflict in found:
        paths = [kept.names[index] for index in conflict.documents]
        if options.format == "json":
            sys.stdout.buffer.write(orjson.dumps({**conflict.to_dict(), "paths": paths}, option=orjson.OPT_APPEND_NEWLINE))
            continue
        lines = [f"{conflict.rule}: {visible(conflict.message)}"]
        for index, path, (start, _), text in zip(conflict.documents, paths, conflict.spans, conflict.found, strict=True):
            place = kept.documents[index].original.count("\n", 0, start) + 1
            lines.append(f"  {printable(path)}:{place}: {visible(text)}")
        sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode())
    sys.stdout.buffer.flush()
    failures(console, totals.failures)
    if not options.quiet:
        console.print(f"{counted(len(found), 'finding')} across {totals.documents:,} texts", highlight=False)
    if totals.failures:
        return 3
    return 1 if found else 0
