"""`cleaner clean`: cleaned files, their annotations, a summary and a report."""

import argparse
from pathlib import Path

from rich.console import Console

from cleaner.cli import INTERRUPTED
from cleaner.cli.options import load_suppressions, make_cleaner, reading, stdout, wants_recurring
from cleaner.cli.show import failures, progress_bar, summary_table
from cleaner.display import printable, shown
from cleaner.document import Document
from cleaner.errors import OptionError
from cleaner.folder import Input, StreamSink, Totals, Unit, clean_folder, clean_stream
from cleaner.folder.engines import Engine
from cleaner.folder.inputs import STDIN
from cleaner.folder.shards import SHARD_BYTES
from cleaner.report.terminal import diff


class DiffSink:
    """Prints the changes of each document."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def take(self, unit: Unit, document: Document | None) -> None:
        """See `run.Sink`."""
        if document is None or not document.annotations:
            return
        name = printable(unit.source.place) + (f":{unit.record.line}" if unit.record else "")
        self._console.print(name, style="bold", markup=False, highlight=False, emoji=False, soft_wrap=True)
        for line in diff(document, colour=self._console.color_system is not None and not self._console.no_color):
            self._console.print(line, highlight=False, soft_wrap=True)

    def lost(self, source: Input) -> None:
        """See `run.Sink`."""


def clean(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    console = Console(stderr=True)
    streaming = options.inputs == [STDIN] and options.output is None
    if not streaming and options.output is None and not options.diff:
        raise OptionError("name a folder for the results with -o DIR, or show the changes alone with --diff")
    engine = _engine(options)
    how = reading(options)
    # decisions that are carried out again bring their suppressions back
    cleaner = make_cleaner(options, load_suppressions(options, None if options.into_reviewed else options.output))
    changes = DiffSink(Console(highlight=False)) if options.diff else None
    recurring = wants_recurring(options)
    with progress_bar(console) as progress:
        if options.output is None:
            sink = changes or StreamSink(stdout(), how)
            totals = clean_stream(options.inputs, sink, cleaner, how, workers=options.workers, recurring=recurring, progress=progress)
        else:
            totals = clean_folder(
                options.inputs,
                options.output,
                cleaner,
                how,
                workers=options.workers,
                recurring=recurring,
                watch=changes.take if changes else None,
                progress=progress,
                resume=options.resume,
                into_reviewed=options.into_reviewed,
                carry_over=lambda folder, decisions: _carry_over(console, folder, decisions),
                engine=engine,
                shard_size=options.shard_size or SHARD_BYTES,
            )
    if totals.full:
        console.print("no space is left for the results; those finished before are complete", style="bold red")
    written = _report(options, totals) if options.output is not None and not totals.interrupted else []
    if not options.quiet and not streaming:
        summary_table(console, totals, options.output, written)
    failures(console, totals.failures)
    if totals.interrupted:
        goes_on = "; --resume goes on" if options.output is not None else ""
        console.print(f"interrupted; the results finished before are complete{goes_on}", style="bold yellow")
        return INTERRUPTED
    return 3 if totals.failures else 0


def _engine(options: argparse.Namespace) -> Engine | None:
    """What works on the shards instead of this process and its workers.

    Raises:
        OptionError: Ray is not installed, or it cannot do what is asked for.
    """
    if options.engine != "ray":
        if options.ray_address is not None:
            raise OptionError("--ray-address is for --engine ray")
        return None
    if options.output is None:
        raise OptionError("--engine ray writes into a folder; name one with -o DIR")
    if options.diff:
        raise OptionError("--diff shows the changes as this process makes them; leave it or --engine ray out")
    from cleaner.folder.ray_engine import in_ray

    return in_ray(options.workers, options.ray_address)


def _report(options: argparse.Namespace, totals: Totals) -> list[str]:
    """Write the report, or remove that of an earlier run when none is wanted; the names of its files."""
    # imported here, because only this command and `report` need the template engine
    from cleaner.report.folder import remove_report, write_report

    try:
        if options.no_report:
            remove_report(options.output)
            return []
        return write_report(options.output, options.text_column)[0]
    except OSError as error:
        totals.fail(shown(options.output / "report.html"), error)
        return []


def _carry_over(console: Console, folder: Path, decisions: Path) -> None:
    """Carry the decisions of a reviewed folder out in its new results, and say what became of them."""
    from cleaner.review import apply_decisions

    done = apply_decisions(folder, decisions)
    console.print(f"decisions carried over: {len(done.carried) + done.already:,}, left: {len(done.left):,}", highlight=False)
    for each in done.left:
        console.print(f"left: {each}", style="yellow", markup=False, emoji=False, highlight=False, soft_wrap=True)
