"""What the user named on the command line: files, folders, "-"; and where each result goes."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cleaner.display import printable, shown
from cleaner.errors import CleanerError, OptionError

STDIN = "-"
DECISIONS, SUPPRESSIONS = "decisions.json", "suppressions.jsonl"
"""What `cleaner apply` leaves in a cleaned folder."""
BESIDE = "cleaner-suppressions.jsonl"
"""A suppressions file beside the inputs."""
PAGES = re.compile(r"report-[0-9]{4,}\.html")
"""The pages of a large report."""
OWN_FILES = frozenset({"annotations.jsonl", "summary.json", "report.html", DECISIONS, SUPPRESSIONS})


@dataclass(frozen=True, slots=True)
class Input:
    """One file to clean.

    Attributes:
        path: where it is; None for standard input.
        relative: where its result goes below the output folder, and how it is named in annotations.jsonl.
    """

    path: Path | None
    relative: Path

    @property
    def name(self) -> str:
        """The name among the results: valid Unicode whatever the bytes of the file name."""
        return shown(self.relative)

    @property
    def place(self) -> str:
        """The name as the user knows it: from where the command was given."""
        return shown(self.path or self.relative)


def expand(names: Iterable[str]) -> Iterator[Input | tuple[str, OSError]]:
    """The files behind the names, folders walked in order of names.

    A folder that cannot be read, and a name that is not there, come as the name and the error. Links to folders are followed once,
    links to what the walk comes to anyway not at all.
    """
    for name in names:
        path = Path(name)
        if name == STDIN:
            yield Input(None, Path("stdin"))
        elif path.is_dir():
            yield from _walk(path)
        elif path.exists() or path.is_symlink():
            yield Input(path, Path(path.name))
        else:
            yield shown(name), FileNotFoundError(2, "there is no such file or folder", name)


def _walk(top: Path) -> Iterator[Input | tuple[str, OSError]]:
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
            if path != top / BESIDE:
                yield Input(path, path.relative_to(top))
        while failures:
            failure = failures.pop()
            yield shown(failure.filename), failure
    for failure in failures:
        yield shown(failure.filename), failure


def _leads_to(inside: str, path: Path) -> bool:
    """Whether this is a link to a folder inside another."""
    return path.is_symlink() and os.path.realpath(path).startswith(inside)


def check_output(names: Iterable[str], output: Path) -> None:
    """Refuse an output folder that is, holds, or lies inside an input.

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
    """Refuse to write over an input, which a link may have led to from elsewhere.

    Raises:
        OptionError: a result, or one of the tool's own files, would be written over an input.
    """
    inputs = [each for each in inputs if each.path]
    targets = [output / each.relative for each in inputs] + [output / name for name in OWN_FILES]
    there = {os.path.realpath(target): target for target in targets if target.exists()}
    for each in inputs if there else ():
        target = there.get(os.path.realpath(each.path or ""))
        if target:
            raise OptionError(
                f"the result {printable(shown(target))} would overwrite the input {printable(each.place)}; choose a folder elsewhere"
            )


def claim(taken: dict[Path, str], each: Input) -> None:
    """Note the place of a result.

    Raises:
        CleanerError: another input's result, or one of the tool's own files, goes there.
    """
    if each.relative in taken:
        raise CleanerError(f"its result would overwrite that of {printable(taken[each.relative])}; clean the two into different folders")
    first = each.relative.parts[0]
    if first in OWN_FILES or PAGES.fullmatch(first):
        raise CleanerError(f"{first} is the name of a file that this tool writes; rename the input")
    taken[each.relative] = each.place
