"""`cleaner rules`: what there is, and what each rule does."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from cleaner.cli.options import write
from cleaner.display import did_you_mean, printable, reason, shown, visible
from cleaner.docs import Page, pages
from cleaner.errors import CleanerError, OptionError
from cleaner.folder.inputs import DECISIONS
from cleaner.review.decisions import Answer, Decision, load
from cleaner.review.precision import Tally, tallies, total


def rules(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    console = Console(highlight=False, markup=False)
    if options.stats:
        if options.rule is not None:
            raise OptionError(f"--stats shows all rules; leave out {options.rule!r}")
        return _stats(options.stats, as_json=options.format == "json")
    known = {page.id: page for page in pages()}
    if options.rule is None:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in ("rule", "kind", "safety", "what it finds"):
            table.add_column(column, no_wrap=column != "what it finds")
        for page in known.values():
            table.add_row(page.id, page.kind.value, page.safety.value, page.summary)
        console.print(table)
        return 0
    if options.rule not in known:
        raise OptionError(f"there is no rule {options.rule!r}{did_you_mean(options.rule, known) or ';'} `cleaner rules` lists them")
    sys.stdout.write(_explained(known[options.rule]))
    return 0


def _stats(folders: Iterable[Path], *, as_json: bool) -> int:
    """Show what was decided of each rule's findings; the exit status.

    Args:
        folders: in which `cleaner apply` carried decisions out.
        as_json: whether to print JSON instead of a table.
    """
    decisions: list[Decision] = []
    status = 0
    for folder in folders:
        path = folder / DECISIONS
        name = printable(shown(path))
        try:
            decisions += load(name, path.read_bytes()).decisions
        except FileNotFoundError:
            sys.stderr.write(f"failed: {name}: there is none; `cleaner apply` writes it where it carries decisions out\n")
            status = 3
        except (CleanerError, OSError) as error:
            sys.stderr.write(f"failed: {printable(str(error)) if isinstance(error, CleanerError) else f'{name}: {reason(error)}'}\n")
            status = 3
    found = tallies(decisions)
    rows = [*found.items(), ("all", total(found.values()))]
    if as_json:
        values = {"rules": {rule: _numbers(tally) for rule, tally in rows[:-1]}, "all": _numbers(rows[-1][1])}
        write(None, [orjson.dumps(values, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()])
        return status
    width = max(len(visible(rule)) for rule, _ in rows)
    lines = [f"{'rule':<{width}}  decided  judgements  accepted  wrong   left  precision %            95 %\n"]
    for rule, tally in rows:
        numbers = f"{tally.decided:>7,}  {tally.judgements:>10,}  {tally.accepted:>8,}"
        numbers += f"  {tally.answers[Answer.WRONG]:>5,}  {tally.answers[Answer.LEAVE]:>5,}"
        low, high = tally.interval or (0.0, 1.0)
        share = "–" if tally.precision is None else f"{100 * tally.precision:.1f}"
        between = "–" if tally.precision is None else f"{100 * low:.1f} to {100 * high:.1f}"
        lines.append(f"{visible(rule):<{width}}  {numbers}  {share:>11}  {between:>14}\n")
    write(None, lines)
    return status


def _numbers(tally: Tally) -> dict[str, object]:
    return {
        "decided": tally.decided,
        "judgements": tally.judgements,
        "accepted": tally.accepted,
        "wrong": tally.answers[Answer.WRONG],
        "left": tally.answers[Answer.LEAVE],
        "precision": tally.precision,
        "interval": tally.interval,
    }


def _explained(page: Page) -> str:
    return page.markdown()
