"""`cleaner glossary lint`: what is wrong in glossary files."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import orjson

from cleaner.cli.options import stdout
from cleaner.display import printable, shown, visible
from cleaner.errors import OptionError
from cleaner.export import github
from cleaner.glossary.lint import CHECKS, Finding, Linter, chosen
from cleaner.glossary.store import files_of, shipped_folder
from cleaner.glossary.stored import Layered

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
"""GitHub's workflow commands by severity."""


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    if options.checks:
        _print(f"{check.id:25}{check.severity:9}{check.why}" for check in CHECKS)
        return 0
    checks = chosen(options.select, options.ignore)
    if options.no_default_glossary and not options.paths:
        raise OptionError("there is nothing to check: name a glossary file or folder, or leave out --no-default-glossary")
    below = [] if options.no_default_glossary else [shipped_folder()]
    files, checked = gathered(below if not options.paths else options.paths, below if options.paths else [])
    linter = Linter(files, checked, checks, options.stale)
    del files
    # notes are for whoever asks for them by name
    listed = {"error", "warning"} if options.select is None else {*COMMANDS}
    counts: Counter[str] = Counter()
    for finding in linter.findings():
        counts[finding.severity] += 1
        if finding.severity in listed:
            _print([laid_out(finding, options.format)])
    stdout().flush()
    if not options.quiet:
        sys.stderr.write(f"{_counted(counts)} in {_number(len(linter), 'entry', 'entries')} of {_number(len(checked), 'file', 'files')}\n")
        if counts["note"] and "note" not in listed:
            sys.stderr.write("--select unreviewed lists the notes\n")
    return 1 if counts["error"] or counts["warning"] else 0


def gathered(checked: Iterable[str | Path], *below: Sequence[str | Path]) -> tuple[list[Layered], set[str]]:
    """The files to check and those they lie over, and the names of the former.

    Args:
        checked: files and folders, one layer together; a file that is also part of a layer below is checked where it is.
        below: the layers below, the lowest first.

    Raises:
        OptionError: a path cannot be read.
    """
    layers: dict[Path, int] = {}
    names: dict[Path, Path] = {}
    for layer, paths in enumerate(below):
        for file in _files(paths):
            layers[file.resolve()] = layer
            names[file.resolve()] = file
    wanted = {file.resolve(): file for file in _files(checked)}
    top = len(below) if any(paths for paths in below) else 0
    for real, file in wanted.items():
        layers.setdefault(real, top)
        names[real] = file
    read = []
    for real, layer in layers.items():
        try:
            read.append(Layered(named(names[real]), layer, real.read_bytes()))
        except OSError as error:
            raise OptionError(f"{printable(shown(names[real]))} cannot be read: {error.strerror or error}") from None
    return read, {named(file) for file in wanted.values()}


def laid_out(finding: Finding, layout: str) -> str:
    """A finding as a line: "text", "json", or "github"."""
    if layout == "json":
        return orjson.dumps(asdict(finding)).decode()
    message = visible(finding.message)
    path = printable(finding.path)
    if layout == "github":
        level = COMMANDS[finding.severity]
        return github.annotation(level, path, finding.line, finding.column, f"cleaner glossary: {finding.check}", message)
    return f"{path}:{finding.line}:{finding.column}: {finding.severity} {finding.check}: {message}"


def _files(paths: Iterable[str | Path]) -> list[Path]:
    """The glossary files of some paths.

    Raises:
        OptionError: a path does not exist, or is not a file or folder.
    """
    found = []
    for path in map(Path, paths):
        try:
            found += files_of(path)
        except FileNotFoundError:
            raise OptionError(f"there is no file or folder {printable(shown(path))}") from None
        except OSError as error:
            raise OptionError(f"{printable(shown(path))} cannot be read: {error.strerror or error}") from None
    return found


def named(path: Path) -> str:
    """A path as the user would write it."""
    here = os.path.join(Path.cwd(), "")  # noqa: PTH118
    return shown(str(path).removeprefix(here))


def _counted(counts: Counter[str]) -> str:
    return ", ".join(_number(counts[severity], severity, f"{severity}s") for severity in COMMANDS)


def _number(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        stdout().write(line.encode("utf-8", "replace") + b"\n")
