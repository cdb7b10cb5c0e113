"""Progress, summaries and failures, on standard error."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.table import Table

from cleaner.display import printable, shown
from cleaner.folder.run import Totals

MOST_FAILURES = 50
REDRAW = 0.1
"""Seconds from one drawing of the bar to the next."""
BAR_FROM = 1_000_000
"""Bytes of input from which on a progress bar is worth its lines."""


@contextmanager
def progress_bar(console: Console, size: int) -> Iterator[Callable[[int], None]]:
    """A bar over the bytes of the inputs, when standard error is a terminal; yields what to call with bytes that were read."""
    # not `is_terminal`: in a log, FORCE_COLOR asks for colours and not for a bar
    if not console.file.isatty() or size < BAR_FROM:
        yield lambda _: None
        return
    columns = (TextColumn("cleaning"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    # no thread that redraws it: worker processes are forked only where there is one thread
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as progress:
        task = progress.add_task("cleaning", total=size)
        drawn = 0.0

        def advance(amount: int) -> None:
            nonlocal drawn
            progress.advance(task, amount)
            if time.monotonic() - drawn > REDRAW:
                progress.refresh()
                drawn = time.monotonic()

        yield advance


def summary_table(console: Console, totals: Totals, seconds: float, output: Path | None) -> None:
    """What a run found and did, a rule a line."""
    if totals.found:
        table = Table(title_justify="left", box=None, pad_edge=False, header_style="bold")
        table.add_column("kind")
        table.add_column("rule")
        table.add_column("found", justify="right")
        table.add_column("applied", justify="right")
        for (kind, rule), found in sorted(totals.found.items()):
            applied = totals.applied[kind, rule]
            table.add_row(kind, rule, str(found), str(applied) if applied else "–")
        console.print(table)
    speed = totals.bytes_in / 1e6 / seconds if seconds else 0.0
    texts = "1 text" if totals.documents == 1 else f"{totals.documents:,} texts"
    line = f"{texts}, {totals.changed:,} changed, {sum(totals.found.values()):,} findings, {sum(totals.applied.values()):,} applied"
    console.print(f"{line}; {totals.bytes_in / 1e6:.2f} MB in {seconds:.1f} s ({speed:.1f} MB/s)", highlight=False)
    if totals.pages:
        answers = ", ".join(f"{totals.pages[answer]:,} {answer}" for answer in ("yes", "no", "unsure") if totals.pages[answer])
        console.print(f"scraped pages: {answers}", highlight=False)
    other = {name: times for name, times in totals.encodings.items() if name != "utf-8"}
    if other:
        console.print(
            "not UTF-8: "
            + ", ".join(f"{times} {name}{_sure(totals, name)}" for name, times in sorted(other.items()))
            + "; written as UTF-8",
            highlight=False,
        )
    if output is not None:
        console.print(
            f"results in {printable(shown(output))}: the texts, annotations.jsonl, summary.json, report.html",
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
        )


def _sure(totals: Totals, encoding: str) -> str:
    """How sure the encoding of files is, when it was told from their letters."""
    sure = totals.sure.get(encoding, 1.0)
    return f" ({100 * sure:.3g} % sure)" if sure < 1 else ""


def failures(console: Console, totals: Totals) -> None:
    """Every failure by name, a line each."""
    for failure in totals.failures[:MOST_FAILURES]:
        console.print(f"failed: {failure}", style="red", markup=False, emoji=False, highlight=False, soft_wrap=True)
    more = len(totals.failures) - MOST_FAILURES
    if more > 0:
        console.print(f"… and {more} more failures; summary.json has them all", style="red")
