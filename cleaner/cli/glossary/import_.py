"""`cleaner glossary import`: a glossary file of terms in another format."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cleaner.cli.options import stdin, stdout
from cleaner.display import printable, shown
from cleaner.errors import OptionError
from cleaner.folder.inputs import STDIN
from cleaner.formats import files
from cleaner.glossary import exchange, write

MOST_NAMED = 50
"""Rows and entries left out that are named one by one."""
MOST_LINES = 5
"""Lines that are named for one kind of change."""


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status.

    Raises:
        OptionError: the input cannot be read, its format cannot be told, or the output is there already.
        GlossaryError: nothing of the input can be read.
    """
    name = "standard input" if str(options.input) == STDIN else shown(options.input)
    _check_output(options)
    data = _data(options.input)
    known = options.format or exchange.detect("" if str(options.input) == STDIN else options.input.name, data)
    origin = _one_line(options.origin) or (name if str(options.input) == STDIN else printable(shown(options.input.name)))
    imported = exchange.read(
        data, known, name=name, source=options.source, target=options.target, domain=_one_line(options.domain), origin=origin
    )
    concepts = imported.concepts
    if options.reviewed is not None:
        review = f"{datetime.now(UTC).astimezone().date()} {_one_line(options.reviewed)}".strip()
        concepts = tuple(concept if concept.reviewed else replace(concept, reviewed=review) for concept in concepts)
    _say(imported.warnings, quiet=options.quiet)
    if not concepts:
        sys.stderr.write(f"failed: {printable(name)}: it holds no term that can be read; nothing is written\n")
        return 3
    made = write.file(concepts, f"Imported from {origin} ({exchange.FORMATS[known].label}).").encode()
    _write(made, options.output)
    where = f" to {printable(shown(options.output))}" if options.output else ""
    left_out = sum(warning.kind == exchange.LEFT_OUT for warning in imported.warnings)
    if not options.quiet:
        proposed = sum(not concept.reviewed for concept in concepts)
        sys.stderr.write(
            f"{len(concepts):,} {_many('entry', len(concepts))} of {printable(name)} written{where}"
            + (f"; {proposed:,} proposed, to be reviewed" if proposed else "")
            + (f"; {left_out:,} left out" if left_out else "")
            + "\n"
        )
    return 0 if imported.complete else 3


def _check_output(options: argparse.Namespace) -> None:
    output = options.output
    if output is None or not output.exists():
        return
    place = printable(shown(output))
    if output.is_dir():
        raise OptionError(f"{place} is a folder; name a file for the entries")
    if options.input.exists() and output.samefile(options.input):
        raise OptionError(f"{place} is the input; name another file for the entries")
    if not options.force:
        raise OptionError(f"{place} is there already, and its entries would be lost; name another file, or write over it with --force")


def _data(path: Path) -> bytes:
    if str(path) == STDIN:
        return stdin().read()
    try:
        with files.reading(path) as file:
            return file.read()
    except OSError as error:
        raise OptionError(f"{printable(shown(path))} cannot be read: {error.strerror or error}") from None


def _write(data: bytes, output: Path | None) -> None:
    if output is None:
        stdout().write(data)
        return
    try:
        with files.writing(output) as file:
            file.write(data)
    except OSError as error:
        raise OptionError(f"{printable(shown(output))} cannot be written: {error.strerror or error}") from None


def _say(warnings: Iterable[exchange.Remark], *, quiet: bool) -> None:
    named = 0
    for group in exchange.grouped(sorted(warnings, key=lambda warning: warning.kind != exchange.LEFT_OUT)):
        if group.kind == exchange.LEFT_OUT:
            for remark in group.remarks[: max(0, MOST_NAMED - named)]:
                sys.stderr.write(f"failed: {printable(str(remark))}\n")
            named += len(group.remarks)
        elif not quiet:
            places = [f"{remark.line:,}" for remark in group.remarks if remark.line]
            more = ", …" if len(places) > MOST_LINES else ""
            lines = f" ({_many('line', len(places))} {', '.join(places[:MOST_LINES])}{more})" if places else ""
            times = f"{len(group.remarks):,} times, " if len(group.remarks) > 1 else ""
            sys.stderr.write(f"{group.kind}: {times}{printable(group.message)}{lines}\n")
    if named > MOST_NAMED:
        sys.stderr.write(f"failed: … and {named - MOST_NAMED:,} more\n")


def _many(noun: str, number: int) -> str:
    return noun if number == 1 else {"entry": "entries"}.get(noun, f"{noun}s")


def _one_line(text: str) -> str:
    return " ".join(text.split())
