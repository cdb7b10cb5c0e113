"""`cleaner report`: the HTML report of a cleaned folder."""

import argparse
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console

import cleaner
from cleaner.display import printable, reason, shown
from cleaner.errors import OptionError
from cleaner.folder.cleaned import ANNOTATIONS, Cleaned
from cleaner.folder.inputs import PAGES
from cleaner.folder.run import Failure
from cleaner.formats.files import writing
from cleaner.report.html import INDEX, Failed, pages
from cleaner.report.model import Source, Survey
from cleaner.review.decisions import digest, report_id

SUMMARY = "summary.json"
OURS = b'<meta name="generator" content="cleaner '
"""What tells a page of an earlier report from a cleaned text of that name."""
HEAD = 4096
MOST_FAILURES = 50


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    folder: Path = options.folder
    if not folder.is_dir() or not (folder / ANNOTATIONS).exists():
        raise OptionError(f"{printable(shown(folder))} has no {ANNOTATIONS}; name a folder that `cleaner clean -o` wrote")
    console = Console(stderr=True)
    try:
        written, failures = write_report(folder, options.text_column)
    except OSError as error:
        raise OptionError(f"the report cannot be written to {printable(shown(folder))}: {reason(error)}") from None
    for failure in failures[:MOST_FAILURES]:
        console.print(f"failed: {failure}", style="red", markup=False, emoji=False, highlight=False, soft_wrap=True)
    if len(failures) > MOST_FAILURES:
        console.print(f"… and {len(failures) - MOST_FAILURES} more failures; the report has them all", style="red")
    if not options.quiet:
        several = f" and {len(written) - 1} pages" if len(written) > 1 else ""
        console.print(
            f"{printable(shown(folder / INDEX))}{several}: open it in a browser", markup=False, emoji=False, highlight=False, soft_wrap=True
        )
    return 3 if failures else 0


def write_report(folder: Path, column: str = "text") -> tuple[list[str], list[Failure]]:
    """Write the report of a cleaned folder into it, each file whole or not at all; pages that it no longer has are removed.

    Args:
        folder: what `cleaner clean -o` wrote.
        column: of tables, the field that holds the text.

    Returns:
        The names of the files that were written, and what could not be read back.

    Raises:
        OSError: a file cannot be written.
    """
    summary = _summary(folder)
    version = summary.get("version")
    survey = Survey()
    read = Cleaned([folder], column)
    originals: list[tuple[str, int | None, str]] = []
    for source in _sources(read):
        survey.add(source)
        originals.append((source.path, source.line, digest(source.original)))
    survey.finish()
    report = report_id(version if isinstance(version, str) else cleaner.__version__, originals)
    failures = [*_failures(summary), *(Failed(each.path, each.line, each.message) for each in read.failures)]
    written = []
    for name, data in pages(_sources(Cleaned([folder], column)), survey, summary, report, cleaner.__version__, failures):
        with writing(folder / name) as file:
            file.write(data)
        written.append(name)
    for path in folder.glob("report-*.html"):
        if path.name not in written and PAGES.fullmatch(path.name) and _is_ours(path):
            path.unlink()
    return written, read.failures


def _summary(folder: Path) -> dict[str, Any]:
    """What `summary.json` holds; nothing when it is not there or damaged: the report does without."""
    with suppress(OSError, ValueError):
        values = orjson.loads((folder / SUMMARY).read_bytes())
        if isinstance(values, dict):
            return values
    return {}


def _failures(summary: dict[str, Any]) -> Iterator[Failed]:
    failures = summary.get("failures")
    for each in failures if isinstance(failures, list) else ():
        if isinstance(each, dict):
            line = each.get("line")
            yield Failed(str(each.get("path", "")), line if isinstance(line, int) else None, str(each.get("message", "")))


def _sources(cleaned: Cleaned) -> Iterator[Source]:
    for row in cleaned.rows():
        text = cleaned.text(row)
        original = None if text is None else cleaned.original(row, text)
        if text is not None and original is not None:
            yield Source(row.path, row.line, row.language, original, text, row.annotations, row.page, row.failures)


def _is_ours(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:
        return OURS in file.read(HEAD)
    return False
