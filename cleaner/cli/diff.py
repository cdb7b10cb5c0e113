"""`cleaner diff`: what changed between two cleaned folders."""

import argparse
import heapq
import sys
from collections.abc import Iterator
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from cleaner.annotation import Annotation
from cleaner.cli.options import stdout
from cleaner.cli.show import counted, failed_texts
from cleaner.display import printable, shortened, shown, visible
from cleaner.folder.difference import PLACED, Changed, Comparison, Standing, Sums, TextDifference

MAX_TEXTS = 10
"""Texts that are listed on the first screen, those with most differences."""
MAX_RULES = 12
"""Rules that are listed there."""
MAX_SHOWN = 40
"""Code points of a finding that are shown."""
SIGNS = {"new": ("+", "green"), "gone": ("-", "red"), "changed": ("~", "yellow")}


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status.

    Raises:
        OptionError: one is not a cleaned folder, or both are the same.
    """
    with Comparison(options.first, options.second) as compared:
        for folder in compared.unfinished:
            sys.stderr.write(
                f"{printable(shown(folder))}: its run was stopped before its end; texts that are missing there may not be gone\n"
            )
        # the counts come first, and are known when all texts were compared
        most = heapq.nlargest(MAX_TEXTS, _numbered(compared.texts()))
        sums = compared.sums
        if options.format == "json":
            _write_json(compared, sums)
        else:
            console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
            _print(console, compared, sums)
            if options.all:
                for each in compared.texts():
                    _print_text(console, each)
            elif most:
                _print_most(console, [each for _, _, each in most], sums.differing)
        return failed_texts(compared.failures) or (1 if sums.differing else 0)


def _numbered(texts: Iterator[TextDifference]) -> Iterator[tuple[int, int, TextDifference]]:
    """The texts with what orders them: the number of their differences, then their place among the names."""
    for number, each in enumerate(texts):
        yield each.findings + each.number, -number, each


def _print(console: Console, compared: Comparison, sums: Sums) -> None:
    """Print the first screen without the texts."""
    texts = sums.texts
    both = texts[Standing.SAME] + texts[Standing.CHANGED]
    parts = [
        f"{both:,} in both",
        *_parts((texts[Standing.CHANGED], "changed"), (texts[Standing.ADDED], "added"), (texts[Standing.GONE], "gone")),
    ]
    parts += [f"{sums.originals:,} with another original"] if sums.originals else []
    console.print(f"texts     {', '.join(parts)}")
    parts = [f"{sums.same:,} the same", *_parts((sums.new.total(), "new"), (sums.gone.total(), "gone"), (sums.changed.total(), "changed"))]
    parts += _parts((sums.only[Standing.ADDED], "in added texts"), (sums.only[Standing.GONE], "in texts that are gone"))
    console.print(f"findings  {', '.join(parts)}")
    for number, (name, (before, after)) in enumerate(compared.options.items()):
        console.print(f"{'' if number else 'options':<8}  {visible(name)}: {_option(before, after)}")
    if not sums.differing:
        console.print("no text and no finding differs")
        return
    rules = sums.rules
    if not rules:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("rule", overflow="fold")
    for column in ("new", "gone", "changed"):
        table.add_column(column, justify="right")
    for rule in rules[:MAX_RULES]:
        numbers = (counts[rule] for counts in (sums.new, sums.gone, sums.changed))
        table.add_row(visible(rule), *(f"{number:,}" if number else "–" for number in numbers))
    console.print()
    console.print(table)
    if len(rules) > MAX_RULES:
        console.print(f"… and {counted(len(rules) - MAX_RULES, 'rule')} more")


def _parts(*counts: tuple[int, str]) -> list[str]:
    return [f"{number:,} {what}" for number, what in counts if number]


def _option(before: Any, after: Any) -> str:
    """A difference of an option on one line; of a list what came and what went."""
    if isinstance(before, list) and isinstance(after, list):
        gone, new = ([each for each in one if each not in other] for one, other in ((before, after), (after, before)))
        return visible(", ".join([*(f"+{each}" for each in new), *(f"-{each}" for each in gone)]) or "another order")
    return visible(f"{_value(before)} → {_value(after)}")


def _value(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _print_most(console: Console, texts: list[TextDifference], number: int) -> None:
    console.print()
    console.print("texts with most differences" if number > len(texts) else "texts")
    for each in texts:
        console.print(f"  {_headline(each)}")
    more = f"{number - len(texts):,} more texts differ; " if number > len(texts) else ""
    console.print(f"{more}--all lists every finding", style="dim")


def _print_text(console: Console, text: TextDifference) -> None:
    """Print a text with its findings that differ."""
    console.print()
    console.print(_headline(text), style="bold")
    lines = [("new", each, "") for each in text.new] + [("gone", each, "") for each in text.gone]
    lines += [("changed", each.after, f": {_change(each)}") for each in text.changed]
    for what, each, how in sorted(lines, key=lambda line: (line[1].start, line[1].end, line[0])):
        sign, style = SIGNS[what]
        described = f"{each.rule} at {each.start:,} {_finding(each)}" if not how else f"{each.rule} at {each.start:,} “{_short(each)}”{how}"
        console.print(f"  {sign} {visible(described)}", style=style)


def _headline(text: TextDifference) -> str:
    """A text and its numbers, on one line."""
    place = (
        printable(text.path)
        + (f":{text.line}" if text.line is not None else "")
        + (f" ({visible(text.id)})" if text.id is not None else "")
    )
    if text.standing in (Standing.ADDED, Standing.GONE):
        return f"{place}  {text.standing}, {counted(text.number, 'finding')}"
    what = ["original changed"] if text.original else []
    what += ["text changed"] if text.standing is Standing.CHANGED else []
    what += _parts((len(text.new), "new"), (len(text.gone), "gone"), (len(text.changed), "changed"))
    return f"{place}  {', '.join(what)}"


def _finding(annotation: Annotation) -> str:
    """A finding with what became of it and how sure it is."""
    return f"“{_short(annotation)}”{_replaced(annotation.replacement)}, {_applied(annotation)}, {annotation.confidence:.3g}"


def _replaced(replacement: str | None) -> str:
    if replacement is None:
        return ""
    return f" → “{_cut(replacement)}”" if replacement else " removed"


def _applied(annotation: Annotation) -> str:
    return "applied" if annotation.applied else "only reported" if annotation.replacement is None else "proposed"


def _change(change: Changed) -> str:
    """What differs between the two findings."""
    before, after = change.before, change.after
    parts = []
    for name in change.what:
        if name == PLACED:
            parts.append(f"was “{_short(before)}” at {before.start:,}")
        elif name == "applied":
            parts.append(f"{_applied(before)} → {_applied(after)}")
        elif name == "replacement":
            one, other = (
                "nothing proposed" if each is None else f"“{_cut(each)}”" if each else "removed"
                for each in (before.replacement, after.replacement)
            )
            parts.append(f"{one} → {other}")
        elif name == "confidence":
            parts.append(f"confidence {before.confidence:.3g} → {after.confidence:.3g}")
        else:
            parts.append(f"{name} {getattr(before, name)} → {getattr(after, name)}")
    return "; ".join(parts)


def _short(annotation: Annotation) -> str:
    return shortened(annotation, MAX_SHOWN)


def _cut(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def _write_json(compared: Comparison, sums: Sums) -> None:
    """Write the counts as the first line, then a line for each text that differs."""
    values: dict[str, Any] = {
        "options": compared.options,
        "texts": {each.value: sums.texts[each] for each in Standing},
        "originals_changed": sums.originals,
        "findings": {"same": sums.same, **{name: counts.total() for name, counts in _counts(sums).items()}},
        "rules": {rule: {name: counts[rule] for name, counts in _counts(sums).items()} for rule in sums.rules},
        "differing": sums.differing,
        "failures": [each.to_dict() for each in compared.failures],
    }
    file = stdout()
    file.write(orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE))
    for text in compared.texts():
        row: dict[str, Any] = {
            "path": text.path,
            "line": text.line,
            "id": text.id,
            "text": text.standing.value,
            "original_changed": text.original,
        }
        if text.standing in (Standing.ADDED, Standing.GONE):
            row["findings"] = text.number
        else:
            row["new"] = [each.to_dict() for each in text.new]
            row["gone"] = [each.to_dict() for each in text.gone]
            row["changed"] = [{"what": each.what, "before": each.before.to_dict(), "after": each.after.to_dict()} for each in text.changed]
        file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
    file.flush()


def _counts(sums: Sums) -> dict[str, Any]:
    return {"new": sums.new, "gone": sums.gone, "changed": sums.changed}
