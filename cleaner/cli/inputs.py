"""What the user named on the command line: files, folders, "-"; and where each result goes."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cleaner.errors import CleanerError, OptionError

STDIN = "-"
OWN_FILES = frozenset({"annotations.jsonl", "summary.json", "report.html"})


@dataclass(frozen=True, slots=True)
class Input:
    """One file to clean.

    Attributes:
        path: where it is; None for standard input.
        relative: where its result goes below the output folder, and how it is named in reports.
    """

    path: Path | None
    relative: Path

    @property
    def name(self) -> str:
        """The name for reports: valid Unicode whatever the bytes of the file name."""
        return shown(self.relative)


def shown(path: Path | str) -> str:
    """A path as Unicode: bytes that are no UTF-8 are written `\\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def printable(path: str) -> str:
    """A path on one line of a terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in path)


def expand(names: Iterable[str]) -> Iterator[Input | tuple[str, OSError]]:
    """The files behind the names, folders walked in order of names.

    A folder that cannot be read, and a name that is not there, come as the name and the error. Links to folders are followed once.
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
    seen: set[str] = set()
    for folder, folders, files in os.walk(top, onerror=failures.append, followlinks=True):
        real = os.path.realpath(folder)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        for file in sorted(files):
            path = Path(folder, file)
            yield Input(path, path.relative_to(top))
        while failures:
            failure = failures.pop()
            yield shown(failure.filename), failure
    for failure in failures:
        yield shown(failure.filename), failure


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
        if real_output == home or (os.path.isdir(real) and real_output.startswith(real.rstrip(os.sep) + os.sep)):  # noqa: PTH112
            where = "is the folder of" if real_output == home else "lies inside"
            raise OptionError(
                f"the output folder {printable(shown(output))} {where} the input {printable(shown(name))}; results would overwrite or mix with "
                "what you clean; choose a folder elsewhere"
            )


def claim(taken: dict[Path, str], each: Input) -> None:
    """Note the place of a result.

    Raises:
        CleanerError: another input's result, or one of the tool's own files, goes there.
    """
    source = shown(each.path) if each.path else STDIN
    if each.relative in taken:
        raise CleanerError(f"its result would overwrite that of {taken[each.relative]}; clean the two into different folders")
    if str(each.relative) in OWN_FILES:
        raise CleanerError(f"{each.relative} is the name of a file that this tool writes; rename the input")
    taken[each.relative] = source
