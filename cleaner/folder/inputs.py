"""Input files, and where the result of each goes."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.display import printable, shown
from cleaner.errors import CleanerError, OptionError
from cleaner.formats.files import path_of, store_errors
from cleaner.patterns import regex

STDIN = "-"
ANNOTATIONS, SUMMARY, FAILURES = "annotations.jsonl", "summary.json", "failures.jsonl"
"""Files that cleaning writes into the output folder, next to the texts."""
DECISIONS, SUPPRESSIONS = "decisions.json", "suppressions.jsonl"
"""Files that `cleaner apply` writes into a cleaned folder."""
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
    """

    path: Path | None
    relative: Path

    @property
    def name(self) -> str:
        """Name of the result: valid Unicode whatever the bytes of the file name."""
        return shown(self.relative)

    @property
    def place(self) -> str:
        """The path as the user gave it."""
        return shown(self.path or self.relative)


def expand(names: Iterable[str]) -> Iterator[Input | Missing]:
    """The files of the given names, those of a folder in the order of their names.

    A name that does not exist, or a folder that cannot be read, is yielded as its name and the error. A link to a folder is followed
    once, a link to a folder inside the same input never.
    """
    for name in names:
        path = path_of(name)
        if name == STDIN:
            yield Input(None, Path("stdin"))
        elif not isinstance(path, Path):
            yield from _stored(path)
        elif path.is_dir():
            yield from _walk(path)
        elif path.exists() or path.is_symlink():
            yield Input(path, Path(path.name))
        else:
            yield shown(name), FileNotFoundError(2, "there is no such file or folder", name)


def _stored(top: Any) -> Iterator[Input | Missing]:
    """The files of a URL, in the order of those of a folder."""
    try:
        with store_errors():
            names = [name for name in top.fs.find(top.path) if not name.endswith("/")]
            whole = top.fs.isfile(top.path)
    except OSError as error:
        yield str(top), error
        return
    if whole:
        yield Input(top, Path(top.name))
        return
    if not names:
        yield str(top), FileNotFoundError(2, "there is no such file or folder", str(top))
    start = len(top.path.rstrip("/")) + 1
    relative = [Path(name[start:]) for name in names]
    for each in sorted(relative, key=lambda each: [*((1, part) for part in each.parts[:-1]), (0, each.name)]):
        if each != Path(OWN_SUPPRESSIONS):
            yield Input(top / each.as_posix(), each)


def _walk(top: Path) -> Iterator[Input | Missing]:
    failures: list[OSError] = []
    inside = os.path.join(os.path.realpath(top), "")  # noqa: PTH118
    seen: set[str] = set()
    for folder, folders, files in os.walk(top, onerror=failures.append, followlinks=True):
        real = os.path.realpath(folder)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(each for each in folders if not _leads_to(inside, Path(folder, each)))
        for file in sorted(files):
            path = Path(folder, file)
            if path != top / OWN_SUPPRESSIONS:
                yield Input(path, path.relative_to(top))
        while failures:
            failure = failures.pop()
            yield shown(failure.filename), failure
    for failure in failures:
        yield shown(failure.filename), failure


def _leads_to(inside: str, path: Path) -> bool:
    """Whether this is a link to a folder inside the input."""
    return path.is_symlink() and os.path.realpath(path).startswith(inside)


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


def claim(taken: dict[Path, str], each: Input) -> None:
    """Reserve the path of a result.

    Raises:
        CleanerError: another input's result, or one of the tool's own files, has this path.
    """
    if each.relative in taken:
        raise CleanerError(f"its result would overwrite that of {printable(taken[each.relative])}; clean the two into different folders")
    first = each.relative.parts[0]
    if first in OWN_FILES or PAGES.fullmatch(first):
        raise CleanerError(f"{first} is the name of a file that this tool writes; rename the input")
    taken[each.relative] = each.place


def suppression_files(names: Iterable[str], given: Iterable[Path] = (), output: Path | None = None) -> list[Path]:
    """The suppressions files for some inputs: those that are given, those next to the inputs, and that of the output folder.

    Args:
        names: the inputs, as for `expand`.
        given: files that are named.
        output: the output folder.
    """
    beside = [(path if path.is_dir() else path.parent) / OWN_SUPPRESSIONS for path in map(Path, names) if str(path) != STDIN]
    there = [path for path in (*beside, *([output / SUPPRESSIONS] if output else ())) if path.is_file()]
    return list({os.path.realpath(path): path for path in (*given, *there)}.values())
