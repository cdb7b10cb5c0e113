"""Writes the HTML report of a cleaned folder into it."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from cleaner import __version__
from cleaner.folder import Cleaned, Failure
from cleaner.folder.inputs import PAGES, SUMMARY
from cleaner.formats.files import writing
from cleaner.report.html import Failed, pages
from cleaner.report.survey import Source, Survey
from cleaner.review.decisions import digest, report_id

OURS = b'<meta name="generator" content="cleaner '
"""Start of the tag that only our reports have: a cleaned text may have the name of a page."""
REPORT = "report.html"
HEAD = 4096
"""Bytes of a page in which the tag is looked for."""


def write_report(folder: Path, column: str | None = None) -> tuple[list[str], list[Failure]]:
    """Write the report of a cleaned folder into it, each file completely or not at all; pages of an earlier report are removed.

    Args:
        folder: what `cleaner clean -o` wrote.
        column: field of a table that holds the text; None takes the one that the folder was cleaned with.

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
    report = report_id(version if isinstance(version, str) else __version__, originals)
    failures = [*_failures(summary), *(Failed(each.path, each.line, each.message) for each in read.failures)]
    written = []
    for name, data in pages(_sources(Cleaned([folder], column)), survey, summary, report, __version__, failures):
        with writing(folder / name) as file:
            file.write(data)
        written.append(name)
    _remove_pages(folder, written)
    return written, read.failures


def remove_report(folder: Path) -> None:
    """Remove the report of an earlier run.

    Raises:
        OSError: a file cannot be removed.
    """
    if _is_ours(folder / REPORT):
        (folder / REPORT).unlink()
    _remove_pages(folder, ())


def _remove_pages(folder: Path, kept: Collection[str]) -> None:
    """Remove the pages of an earlier report that this one does not have."""
    for path in folder.glob("report-*.html"):
        if path.name not in kept and PAGES.fullmatch(path.name) and _is_ours(path):
            path.unlink()


def _summary(folder: Path) -> dict[str, Any]:
    """The values of `summary.json`; none if it does not exist or is damaged, since the report can do without."""
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
    for row, original, text in cleaned.originals():
        yield Source(row.path, row.line, row.language, original, text, row.annotations, row.page, row.failures)


def _is_ours(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:
        return OURS in file.read(HEAD)
    return False
