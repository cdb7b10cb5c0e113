"""Input files, and where the result of each goes."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cleaner.display import printable, shown
from cleaner.errors import CleanerError, OptionError
from cleaner.patterns import regex

STDIN = "-"
ANNOTATIONS, SUMMARY, FAILURES = "annotations.jsonl", "summary.json", "failures.jsonl"
"""Files that cleaning writes into the output folder, next to the texts."""
DECISIONS, SUPPRESSIONS = "decisions.json", "suppressions.jsonl"
"""Files that `cleaner apply` writes into a cleaned folder."""
CONFIGURATION = "cleaner.toml"
"""A configuration file."""
OWN_SUPPRESSIONS = "cleaner-suppressions.jsonl"
"""A suppressions file in an input folder, or next to an input file."""
PAGES = regex(r"report-[0-9]{4,}\.html")
"""The pages of a large report."""
STATE = ".cleaner"
"""Folder, in the output folder, with what a run needs to go on after it was stopped; removed when it has ended."""
OWN_FILES = frozenset({ANNOTATIONS, SUMMARY, FAILURES, "report.html", DECISIONS, SUPPRESSIONS, STATE})

Missing = tuple[str, OSError]
"""Name and error of an input that cannot be read."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file to clean.

    Attributes:
        path: where it is, on this machine or in a store; None for standard input.
        relative: path of its result in the output folder, and its name in annotations.jsonl.
        named: whether the user named the file itself, and not a folder that it is in.
    """

    path: Path | None
    relative: Path
    named: bool = True

    @property
    def size(self) -> int:
        """Its bytes; 0 for standard input, and where that cannot be told."""
        try:
            return self.path.stat().st_size if self.path else 0
        except OSError:
            return 0

    @property
    def name(self) -> str:
        """Name of the result: valid Unicode whatever the bytes of the file name."""
        return shown(self.relative)

    @property
    def place(self) -> str:
        """The path as the user gave it."""
        return shown(self.path or self.relative)


def check_output(names: Iterable[str], output: Path) -> None:
    """Refuse an output folder that is an input, contains one, or is inside one.

    Raises:
        OptionError: it would be read as input, or overwrite one.
    """
    if output.exists() and not output.is_dir():
        raise OptionError(f"{printable(shown(output))} is a file; name a folder for the results")
    real_output = os.path.realpath(output)
    for name in names:
        if name == STDIN:
            continue
        real = os.path.realpath(name)
        home = real if os.path.isdir(real) else os.path.dirname(real)  # noqa: PTH112, PTH120
        where = "is the folder of" if real_output == home else ""
        if os.path.isdir(real):  # noqa: PTH112
            where = where or ("lies inside" if _holds(real, real_output) else "holds" if _holds(real_output, real) else "")
        if where:
            raise OptionError(
                f"the output folder {printable(shown(output))} {where} the input {printable(shown(name))}; results would overwrite or mix with "
                "what you clean; choose a folder elsewhere"
            )


def _holds(folder: str, path: str) -> bool:
    return path.startswith(os.path.join(folder, ""))  # noqa: PTH118


def check_results(inputs: Iterable[Input], output: Path) -> None:
    """Refuse to overwrite an input, which may happen through a link.

    Raises:
        OptionError: a result, or one of the tool's own files, would be written over an input.
    """
    inputs = [each for each in inputs if isinstance(each.path, Path)]
    targets = [output / each.relative for each in inputs] + [output / name for name in OWN_FILES]
    there = {os.path.realpath(target): target for target in targets if target.exists()}
    for each in inputs if there else ():
        target = there.get(os.path.realpath(each.path or ""))
        if target:
            raise OptionError(
                f"the result {printable(shown(target))} would overwrite the input {printable(each.place)}; choose a folder elsewhere"
            )


def claim(taken: dict[Path, str], each: Input, output: Path) -> None:
    """Reserve the path of a result.

    Args:
        taken: the paths that are reserved, with the inputs.
        each: the input.
        output: the output folder.

    Raises:
        CleanerError: another input's result, or one of the tool's own files, has this path; or a link leads from it out of the folder.
    """
    if each.relative in taken:
        raise CleanerError(f"its result would overwrite that of {printable(taken[each.relative])}; clean the two into different folders")
    first = each.relative.parts[0]
    if first in OWN_FILES or PAGES.fullmatch(first):
        raise CleanerError(f"{first} is the name of a file that this tool writes; rename the input")
    for folder in each.relative.parents[:-1]:
        if (output / folder).is_symlink():
            raise CleanerError(
                f"the folder of its result, {printable(shown(output / folder))}, is a link, and nothing is written through links; remove the link"
            )
    taken[each.relative] = each.place


def suppression_files(names: Iterable[str], given: Iterable[Path] = (), output: Path | None = None) -> list[Path]:
    """The suppressions files for some inputs: those that are given, those next to the inputs, and that of the output folder.

    Args:
        names: the inputs, as for `walk.expand`.
        given: files that are named.
        output: the output folder.
    """
    beside = [(path if path.is_dir() else path.parent) / OWN_SUPPRESSIONS for path in map(Path, names) if str(path) != STDIN]
    there = [path for path in (*beside, *([output / SUPPRESSIONS] if output else ())) if path.is_file()]
    return list({os.path.realpath(path): path for path in (*given, *there)}.values())
