"""`cleaner clean`: cleaned files, their annotations, a summary and a report."""

import argparse
import webbrowser
from pathlib import Path

from rich.console import Console
from rich.text import Text

from cleaner.cli import INTERRUPTED
from cleaner.cli.options import load_suppressions, make_cleaner, reading, stdout, wants_recurring
from cleaner.cli.show import counted, failures, progress_bar, summary_table
from cleaner.display import printable, shown
from cleaner.document import Document
from cleaner.errors import OptionError
from cleaner.folder import Input, StreamSink, Totals, Unit, clean_folder, clean_in_place, clean_stream
from cleaner.folder.engines import Engine
from cleaner.folder.inputs import STDIN
from cleaner.folder.shards import SHARD_BYTES
from cleaner.report.terminal import diff

NUMBER_WIDTH = 6
"""Columns of a line's number and the space after it."""
MIN_WIDTH = 20
"""Columns in which text is readable; a narrower terminal wraps by itself."""


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
            if not self._console.is_terminal:
                self._console.print(line, highlight=False, soft_wrap=True)
                continue
            # wrapped below itself, so that the numbers of lines are alone in their column
            number, text = line.divide([NUMBER_WIDTH])
            for row in text.wrap(self._console, max(MIN_WIDTH, self._console.width - NUMBER_WIDTH)):
                row.rstrip()
                self._console.print(number + row, highlight=False, soft_wrap=True)
                number = Text(" " * NUMBER_WIDTH)

    def lost(self, source: Input) -> None:
        """See `run.Sink`."""


def clean(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    console = Console(stderr=True)
    if options.backup is not None and not options.in_place:
        raise OptionError("--backup is for --in-place")
    if options.in_place:
        return _in_place(options, console)
    engine = _engine(options)
    how = reading(options)
    streaming = options.inputs == [STDIN] and options.output is None
    if options.output == Path(STDIN):
        _check_one(options)
        options.output, streaming = None, True
    if not streaming and options.output is None and not options.diff:
        raise OptionError(
            "name a folder for the results with -o DIR, change the files with --in-place, or show the changes alone with --diff"
        )
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
                configuration=options.configuration.to_dict() if options.configuration else None,
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
    if options.open and written:
        webbrowser.open((options.output / written[0]).resolve().as_uri())
    if totals.interrupted:
        goes_on = "; --resume goes on" if options.output is not None else ""
        console.print(f"interrupted; the results finished before are complete{goes_on}", style="bold yellow")
        return INTERRUPTED
    return 3 if totals.failures else 0


def _check_one(options: argparse.Namespace) -> None:
    """Refuse more than one input for standard output.

    Raises:
        OptionError: they are several, or a folder.
    """
    if len(options.inputs) != 1 or Path(options.inputs[0]).is_dir():
        raise OptionError("-o - writes one file to standard output; name one file, or a folder for the results with -o DIR")
    if options.open:
        raise OptionError("there is no report to open with -o -; name a folder for the results with -o DIR")


def _in_place(options: argparse.Namespace, console: Console) -> int:
    """Clean files in their places; the exit status."""
    for given, name in (
        (options.diff, "--diff"),
        (options.resume, "--resume"),
        (options.into_reviewed, "--into-reviewed"),
        (options.open, "--open"),
        (STDIN in options.inputs, "standard input (-)"),
        (options.output == Path(STDIN), "-o -"),
    ):
        if given:
            raise OptionError(f"--in-place goes without {name}")
    how = reading(options)
    cleaner = make_cleaner(options, load_suppressions(options))
    with progress_bar(console) as progress:
        totals = clean_in_place(
            options.inputs,
            cleaner,
            how,
            backup=options.backup,
            output=options.output,
            workers=options.workers,
            recurring=wants_recurring(options),
            progress=progress,
            configuration=options.configuration.to_dict() if options.configuration else None,
        )
    if not options.quiet:
        summary_table(console, totals, None)
        console.print(f"{counted(totals.replaced, 'file')} replaced", highlight=False)
    failures(console, totals.failures, "failures.jsonl has them all" if options.output else "clean fewer at once to see them")
    if totals.interrupted:
        console.print("interrupted; each file is as it was, or cleaned as a whole", style="bold yellow")
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
