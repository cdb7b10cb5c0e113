"""`cleaner glossary export`: the glossary in another format."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from cleaner.cli.glossary.opened import left_out, opened
from cleaner.cli.options import stdout
from cleaner.display import printable, shown
from cleaner.errors import OptionError
from cleaner.formats import files
from cleaner.glossary import Concept, exchange

MAX_EXAMPLES = 3
"""Terms that are named for one kind of loss."""


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status.

    Raises:
        OptionError: no format is named and the output's name does not tell it, no entry is of a field, or the output cannot be written.
    """
    output: Path | None = options.output
    if options.format is None and output is None:
        raise OptionError("name the format with --format, or a file with -o whose ending tells it")
    name = "" if output is None else shown(output.name)
    known = options.format or exchange.detect(name)
    if known == "xlsx" and output is None and sys.stdout is not None and sys.stdout.isatty():
        raise OptionError("a workbook cannot be shown on a terminal; name a file with -o")
    glossary = opened(options)
    if output is not None and output.exists() and any(output.samefile(path) for path in _files(glossary.concepts)):
        raise OptionError(f"{printable(shown(output))} is a file of the glossary that is exported; name another one")
    concepts = list(_chosen(glossary.concepts, options))
    exported = exchange.write(concepts, known, source=options.source, target=options.target, name=name)
    if output is None:
        stdout().write(exported.data)
    else:
        try:
            with files.writing(output) as file:
                file.write(exported.data)
        except OSError as error:
            raise OptionError(f"{printable(shown(output))} cannot be written: {error.strerror or error}") from None
    if not options.quiet:
        _say(exported, exchange.FORMATS[known].label)
        where = f" to {printable(shown(output))}" if output else ""
        entries = "1 entry" if len(concepts) == 1 else f"{len(concepts):,} entries"
        less = ", but for what is left out" if any(loss.kind == exchange.LEFT_OUT for loss in exported.losses) else ""
        sys.stderr.write(f"{entries} exported{where}{less}\n")
    return left_out(glossary)


def _files(concepts: Iterable[Concept]) -> list[Path]:
    return [path for path in map(Path, {concept.path for concept in concepts}) if path.exists()]


def _chosen(concepts: Iterable[Concept], options: argparse.Namespace) -> list[Concept]:
    chosen = [concept for concept in concepts if concept.reviewed or not options.reviewed]
    if options.domain is None:
        return chosen
    fields = {concept.domain for concept in concepts}
    unknown = [name for name in options.domain if name not in fields]
    if unknown:
        raise OptionError(f"no entry is of the field {unknown[0]!r}; the fields are {', '.join(sorted(filter(None, fields)))}")
    return [concept for concept in chosen if concept.domain in options.domain]


def _say(exported: exchange.Exported, label: str) -> None:
    groups = exchange.grouped(exported.losses)
    losses = [group for group in groups if group.kind != exchange.LEFT_OUT]
    if losses:
        sys.stderr.write(f"{label} cannot hold:\n")
        sys.stderr.writelines(f"  {printable(group.kind)} of {_counted(group.remarks)}\n" for group in losses)
    for group in groups:
        if group.kind == exchange.LEFT_OUT:
            sys.stderr.write(f"left out of {label}, {_counted(group.remarks)}: {printable(group.message)}\n")
    if exported.noted:
        sys.stderr.write(
            f'{label} has no field for the following; it is kept in notes that begin with "cleaner:", and an import reads it back:\n'
        )
        sys.stderr.writelines(f"  {printable(group.kind)} of {_counted(group.remarks)}\n" for group in exchange.grouped(exported.noted))


def _counted(remarks: Iterable[exchange.Remark]) -> str:
    """How many terms, and the first of them."""
    terms = list(dict.fromkeys((remark.concept, remark.term) for remark in remarks))
    more = ", …" if len(terms) > MAX_EXAMPLES else ""
    examples = printable(", ".join(term or concept for concept, term in terms[:MAX_EXAMPLES]))
    return f"{len(terms):,} {'term' if len(terms) == 1 else 'terms'} ({examples}{more})"
