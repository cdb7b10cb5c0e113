"""Progress, summaries and failures, on standard error."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.table import Table

from cleaner.display import printable, shown
from cleaner.folder import Cleaned, Failure, Totals
from cleaner.folder.inputs import ANNOTATIONS, FAILURES, SUMMARY

NAMES_SHOWN = 5
"""Names of texts that are printed."""
MAX_FAILURES = 50
"""Failures that are printed; more would hide the summary."""
LOG_EVERY = float(os.environ.get("CLEANER_LOG_EVERY", "60"))
"""Seconds between two lines of progress where there is no terminal."""
MINUTE, HOUR = 60, 3600
REDRAW = 0.1
"""Seconds between two updates of the progress bar."""
MIN_BAR_SIZE = 1_000_000
"""Bytes of input that take long enough for a progress bar."""


@contextmanager
def progress_bar(console: Console) -> Iterator[Callable[[int, int], None]]:
    """A bar over the bytes of the inputs if standard error is a terminal; yields what to call with bytes read and bytes in total."""
    # not `is_terminal`: in a log, FORCE_COLOR asks for colours and not for a bar
    if not console.file.isatty():
        yield _logged(console)
        return
    columns = (TextColumn("cleaning"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    # refreshed without a thread: worker processes are forked only while there is one thread
    bar = Progress(*columns, console=console, transient=True, auto_refresh=False)
    drawn = 0.0

    def advance(amount: int, size: int) -> None:
        nonlocal drawn
        if size < MIN_BAR_SIZE:
            return
        if not bar.tasks:
            bar.start()
            bar.add_task("cleaning", total=size)
        bar.advance(bar.tasks[0].id, amount)
        if time.monotonic() - drawn > REDRAW:
            bar.refresh()
            drawn = time.monotonic()

    try:
        yield advance
    finally:
        if bar.tasks:
            bar.stop()


def _logged(console: Console) -> Callable[[int, int], None]:
    """Progress as a line every `LOG_EVERY` seconds, for logs."""
    started = said = time.monotonic()
    done = 0

    def advance(amount: int, size: int) -> None:
        nonlocal done, said
        done += amount
        now = time.monotonic()
        if now - said < LOG_EVERY or not done:
            return
        said = now
        rate = done / (now - started)
        left = f", {duration(max(size - done, 0) / rate)} left" if size >= done else ""
        console.print(f"{done / 1e6:,.0f} of {size / 1e6:,.0f} MB, {rate / 1e6:.2f} MB/s{left}", highlight=False, soft_wrap=True)

    return advance


def duration(seconds: float) -> str:
    """A time span: 40 s, 12 min, 3.5 h."""
    return f"{seconds:.0f} s" if seconds < MINUTE else f"{seconds / MINUTE:.0f} min" if seconds < HOUR else f"{seconds / HOUR:.1f} h"


def summary_table(console: Console, totals: Totals, output: Path | None, report: Sequence[str] = ()) -> None:
    """What a run found and did, one rule per line.

    Args:
        console: standard error.
        totals: of the run.
        output: folder of the results.
        report: names of the report's files.
    """
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
    seconds = totals.seconds
    speed = totals.bytes_in / 1e6 / seconds if seconds else 0.0
    line = f"{counted(totals.documents, 'text')}, {totals.changed:,} changed, {sum(totals.found.values()):,} findings, {sum(totals.applied.values()):,} applied"
    console.print(f"{line}; {totals.bytes_in / 1e6:.2f} MB in {seconds:.1f} s ({speed:.1f} MB/s)", highlight=False)
    if totals.pages:
        answers = ", ".join(f"{totals.pages[answer]:,} {answer}" for answer in ("yes", "no", "unsure") if totals.pages[answer])
        console.print(f"scraped pages: {answers}", highlight=False)
    other = {name: times for name, times in totals.encodings.items() if name != "utf-8"}
    if other:
        named = ", ".join(f"{times} {name}{_confidence(totals, name)}" for name, times in sorted(other.items()))
        console.print(f"not UTF-8: {named}", highlight=False)
    if output is not None:
        console.print(f"read {totals.read:,} = written {totals.written:,} + failed {totals.failed:,}", highlight=False)
        _names(console, "kept as they were edited", totals.kept)
        _names(console, "still there from an earlier run", totals.stale)
        own = [name for name in (ANNOTATIONS, SUMMARY, FAILURES) if (output / name).exists()]
        console.print(
            f"results in {printable(shown(output))}: {', '.join((['the texts'] if totals.written else []) + own + list(report[:1]))}",
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
        )


def _names(console: Console, what: str, names: Sequence[str]) -> None:
    """Print the first of some names of texts."""
    if names:
        more = f" and {len(names) - NAMES_SHOWN:,} more" if len(names) > NAMES_SHOWN else ""
        listed = ", ".join(map(printable, names[:NAMES_SHOWN]))
        console.print(f"{what}: {listed}{more}", style="yellow", highlight=False, markup=False, emoji=False, soft_wrap=True)


def counted(number: int, what: str) -> str:
    """A number with its noun: 1 text, 2,000 texts."""
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"


def _confidence(totals: Totals, encoding: str) -> str:
    """The confidence of a detected encoding; nothing if it is certain."""
    confidence = totals.confidence.get(encoding, 1.0)
    return f" ({100 * confidence:.3g} % sure)" if confidence < 1 else ""


def failures(console: Console, failed: Sequence[Failure], rest: str = "summary.json has them all") -> None:
    """Print failures, one per line.

    Args:
        console: standard error.
        failed: the failures.
        rest: where those that are not printed can be found.
    """
    for failure in failed[:MAX_FAILURES]:
        console.print(f"failed: {failure}", style="red", markup=False, emoji=False, highlight=False, soft_wrap=True)
    more = len(failed) - MAX_FAILURES
    if more > 0:
        console.print(f"… and {more} more failures; {rest}", style="red")


def read_back(cleaned: Cleaned) -> int:
    """Print what could not be read of cleaned folders, and how many texts in other languages were skipped; the exit status."""
    if cleaned.others:
        skipped = ", ".join(f"{language} {times:,}" for language, times in cleaned.others.most_common())
        texts = "1 text is" if cleaned.others.total() == 1 else f"{cleaned.others.total():,} texts are"
        sys.stderr.write(f"{texts} not in {cleaned.language} and skipped ({printable(skipped)}); --target names another language\n")
    return failed_texts(cleaned.failures)


def failed_texts(failed: Sequence[Failure]) -> int:
    """Print failures of texts of a cleaned folder; the exit status."""
    for failure in failed[:MAX_FAILURES]:
        sys.stderr.write(f"failed: {failure}\n")
    if len(failed) > MAX_FAILURES:
        sys.stderr.write(f"… and {len(failed) - MAX_FAILURES:,} more failures\n")
    return 3 if failed else 0
