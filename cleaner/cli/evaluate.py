"""`cleaner eval`: how good the rules are on the user's own labelled text."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
from rich.cells import cell_len

from cleaner.api import Cleaner
from cleaner.cli.options import load_glossary, stdin, stdout
from cleaner.display import printable, reason, shown, visible
from cleaner.errors import InputError, OptionError
from cleaner.evaluation import Gold, Score, read, score
from cleaner.evaluation.score import Reliability
from cleaner.evaluation.tally import Measure, Tally
from cleaner.formats.files import reading

TITLES = {
    "lines": "lines of pages",
    "page": "spam lines of pages",
    "spam": "spam lines, each alone",
    "spans": "spans",
    "same-script": "spans where both languages share a script",
    "pairs": "translations to be flagged or passed",
}


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status.

    Raises:
        OptionError: a file cannot be read, a rule is not known, or nothing in a file can be scored.
        InputError: a line of a file is no gold.
    """
    scores = [(name, each) for name in options.gold for each in _scores(options, name)]
    _write(options, scores)
    for name, each in scores:
        for rule, times in sorted(each.failures.items()):
            texts = "1 text" if times == 1 else f"{times:,} texts"
            sys.stderr.write(f"failed: {printable(shown(name))}: {rule} failed on {texts}; what it would have found counts as not found\n")
    return 3 if any(each.failures for _, each in scores) else 0


def _write(options: argparse.Namespace, scores: list[tuple[str, Score]]) -> None:
    """Write the scores to standard output in the format that was asked for."""
    if options.format == "json":
        values = [{"gold": shown(name), **_values(each)} for name, each in scores]
        stdout().write(orjson.dumps(values, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        return
    lay_out = markdown if options.format == "markdown" else plain
    stdout().write("\n".join(lay_out(_title(name, each), each) for name, each in scores).encode())


def load(name: str, min_raters: int) -> list[Gold]:
    """The gold of a file.

    Raises:
        OptionError: the file cannot be read.
        InputError: a line of it is no gold.
    """
    try:
        if name == "-":
            return list(read(stdin(), min_raters))
        with reading(Path(name)) as file:
            return list(read(file, min_raters))
    except OSError as error:
        raise OptionError(f"{printable(shown(name))} cannot be read: {reason(error)}") from None
    except InputError as error:
        raise type(error)(f"{printable(shown(name))}: {error}") from None


def _scores(options: argparse.Namespace, name: str) -> list[Score]:
    """The scores of a file.

    Raises:
        OptionError: nothing in it can be scored.
    """
    golds = load(name, options.min_raters)
    glossary = load_glossary(options) if options.glossary or options.no_default_glossary else None

    def make(target: str | None, source: str | None, rules: tuple[str, ...]) -> Cleaner:
        return Cleaner(options.target or target, options.source or source or "zh", glossary=glossary, select=rules)

    if options.rule:
        make(None, None, tuple(options.rule))
    found = score(
        golds, make, options.rule or (), options.count, options.threshold, with_source=options.with_source, workers=options.workers or 1
    )
    if not found:
        why = "no rule is there for its checks; name one with --rule" if golds else "it is empty"
        raise OptionError(f"{printable(shown(name))} has nothing to score: {why}")
    return found


def _title(name: str, each: Score) -> str:
    threshold = f", confidence {each.threshold:g} or more" if each.threshold else ""
    counted = {"applied": "what is applied", "proposed": "what is applied or proposed", "all": "every finding"}[each.count]
    return f"{shown(name)}: {TITLES[each.format]}, by {', '.join(each.rules)}; {counted} counts{threshold}"


def percent(measure: Measure) -> str:
    """A figure in per cent with its interval."""
    if measure.value is None:
        return "–"
    between = f" ({100 * measure.interval[0]:.1f}–{100 * measure.interval[1]:.1f})" if measure.interval else ""
    return f"{100 * measure.value:.1f}{between}"


def tables(each: Score) -> Iterable[tuple[str, list[str], list[list[str]]]]:
    """Title, header and rows of each table of a score."""
    columns = [*each.total.counts(), *(f"{measure.name} %" for measure in each.total.measures())]
    yield "", ["", *columns], [["all", *_cells(each.total)]]
    for grouping, groups in sorted(each.groups.items()):
        yield f"by {grouping}", [grouping, *columns], [[group, *_cells(tally)] for group, tally in groups.items()]
    if each.reliability:
        rows = [
            [f"{one.rule}, {one.safety}", _bin(one), f"{one.count:,}", f"{100 * one.confidence:.1f}", percent(one.right)]
            for one in each.reliability
        ]
        yield "confidence against what was right", ["findings", "confidence from", "count", "mean confidence %", "right %"], rows


def _bin(one: Reliability) -> str:
    return "all" if one.low is None else f"{one.low:g}"


def _cells(tally: Tally) -> list[str]:
    return [*(f"{number:,}" for number in tally.counts().values()), *map(percent, tally.measures())]


def plain(title: str, each: Score) -> str:
    """A score as tables for a terminal; no column is cut short, however narrow the terminal is."""
    parts = [visible(title)]
    for name, header, rows in tables(each):
        every = [[*map(visible, row)] for row in (header, *rows)]
        widths = [max(cell_len(row[at]) for row in every) for at in range(len(header))]
        parts.append(f"\n{name}" if name else "")
        for row in every:
            pads = [" " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
            first, *others = zip(row, pads, strict=True)
            parts.append("  ".join([first[0] + first[1], *(pad + cell for cell, pad in others)]).rstrip())
    return "\n".join(parts) + "\n"


def markdown(title: str, each: Score) -> str:
    """A score as a page of Markdown tables."""
    parts = [f"### {_escaped(title)}\n"]
    for name, header, rows in tables(each):
        every = [header, ["---", *["---:"] * (len(header) - 1)], *([_escaped(cell) for cell in row] for row in rows)]
        table = "".join(f"| {' | '.join(cells)} |\n" for cells in every)
        parts.append(f"{name}:\n\n{table}" if name else table)
    return "\n".join(parts)


def _escaped(text: str) -> str:
    return visible(text).replace("|", "\\|").replace("<", "&lt;")


def _values(each: Score) -> dict[str, Any]:
    return {
        "format": each.format,
        "rules": list(each.rules),
        "count": each.count,
        "threshold": each.threshold,
        "all": _numbers(each.total),
        "by": {grouping: {group: _numbers(tally) for group, tally in groups.items()} for grouping, groups in sorted(each.groups.items())},
        "reliability": [
            {
                "rule": one.rule,
                "safety": one.safety,
                "from": one.low,
                "count": one.count,
                "confidence": one.confidence,
                "right": one.right.value,
                "interval": one.right.interval,
            }
            for one in each.reliability
        ],
    }


def _numbers(tally: Tally) -> dict[str, Any]:
    figures = {measure.name: {"value": measure.value, "interval": measure.interval} for measure in tally.measures()}
    return {"counts": tally.counts(), "measures": figures}
