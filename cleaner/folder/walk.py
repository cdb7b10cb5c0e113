"""The files that the named inputs stand for.

In folders, hidden files and what .gitignore files name are skipped, and no link is followed out of the folder.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pathspec import GitIgnoreSpec

from cleaner.display import shown
from cleaner.errors import OptionError
from cleaner.folder.globs import Globs, spec_of
from cleaner.folder.inputs import ANNOTATIONS, CONFIGURATION, OWN_FILES, OWN_SUPPRESSIONS, PAGES, STDIN, SUMMARY, Input, Missing
from cleaner.formats.files import path_of, store_errors

IGNORE = ".gitignore"
REPOSITORY = ".git"
BINARY, HIDDEN, IGNORED, EXCLUDED, LINKED = "binary", "hidden", "ignored", "excluded", "links"
"""Why files of a folder are skipped."""
NONE = Globs(())
"""No patterns."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Which files of a folder are read. A file that is named itself is always read.

    Attributes:
        ignore_files: whether .gitignore files are respected.
        hidden: whether files and folders are read whose names begin with a dot.
        include: the files to read; no patterns read all.
        exclude: files and folders to skip.
    """

    ignore_files: bool = True
    hidden: bool = False
    include: Globs = NONE
    exclude: Globs = NONE


def expand(
    names: Iterable[str], walk: Walk | None = None, skipped: Counter[str] | None = None, stdin: str | None = None
) -> Iterator[Input | Missing]:
    """The files of the given names, those of a folder in the order of their names.

    A name that does not exist, or a folder that cannot be read, is yielded as its name and the error. A folder that is named may be a
    link; a link to a folder inside the same input is never followed.

    Args:
        names: files, folders, s3://BUCKET/PREFIX, or "-" for standard input.
        walk: which files of folders are read.
        skipped: where files and folders that are skipped are counted, by reason.
        stdin: the file name of what standard input holds.
    """
    for name in names:
        path = path_of(name)
        if name == STDIN:
            given = Path(stdin or "stdin")
            yield Input(None, Path(given.name) if given.is_absolute() or ".." in given.parts else given)
        elif not isinstance(path, Path):
            yield from _stored(path)
        elif path.is_dir():
            yield from _Walker(path, walk or Walk(), Counter() if skipped is None else skipped).files()
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


class _Walker:
    """Walks through one folder.

    Args:
        top: the folder.
        walk: which files are read.
        skipped: where the others are counted.
    """

    def __init__(self, top: Path, walk: Walk, skipped: Counter[str]) -> None:
        self._top = top
        self._walk = walk
        self._skipped = skipped
        self._real = Path(os.path.realpath(top))
        self._inside = os.path.join(self._real, "")  # noqa: PTH118
        self._failures: list[OSError] = []
        self._ignored: dict[str, list[tuple[str, GitIgnoreSpec]]] = {}

    def files(self) -> Iterator[Input | Missing]:
        """The files, and what cannot be read."""
        is_cleaned = all((self._top / name).is_file() for name in (ANNOTATIONS, SUMMARY))
        for folder, folders, files in os.walk(self._top, onerror=self._failures.append):
            self._read_ignore_file(folder)
            folders[:] = sorted(each for each in folders if self._is_wanted(Path(folder, each), folder=True))
            for file in sorted(files):
                path = Path(folder, file)
                if path == self._top / OWN_SUPPRESSIONS or file == CONFIGURATION:
                    continue
                if is_cleaned and path.parent == self._top and (file in OWN_FILES or PAGES.fullmatch(file)):
                    # what is about the texts of a cleaned folder is none of them
                    continue
                if self._is_wanted(path, folder=False):
                    yield Input(path, path.relative_to(self._top), named=False)
            yield from self._unreadable()
        yield from self._unreadable()

    def _unreadable(self) -> Iterator[Missing]:
        while self._failures:
            failure = self._failures.pop(0)
            yield shown(failure.filename), failure

    def _is_wanted(self, path: Path, *, folder: bool) -> bool:
        """Whether a file is read, or a folder walked through; counts it if not."""
        reason = self._reason(path, folder=folder)
        if reason:
            self._skipped[reason] += 1
        return reason is None

    def _reason(self, path: Path, *, folder: bool) -> str | None:
        """Why a file or folder is skipped; empty for what is not worth to be counted."""
        if folder and path.name == REPOSITORY:
            return ""
        if not self._walk.hidden and path.name.startswith("."):
            # the file that says what is ignored is no text that somebody misses
            return "" if path.name == IGNORE else HIDDEN
        if path.is_symlink():
            inside = os.path.join(os.path.realpath(path), "").startswith(self._inside)  # noqa: PTH118
            if folder or not inside:
                # what is inside is read where it is
                return "" if inside else LINKED
        if self._is_ignored(path, folder=folder):
            return IGNORED
        if self._walk.exclude and self._walk.exclude.matches(path, path.relative_to(self._top), folder=folder):
            return EXCLUDED
        if not folder and self._walk.include and not self._walk.include.matches(path, path.relative_to(self._top)):
            return EXCLUDED
        return None

    def _is_ignored(self, path: Path, *, folder: bool) -> bool:
        """What the nearest ignore file says that says anything."""
        for below, spec in reversed(self._ignored.get(str(path.parent), ())):
            found = spec.check_file(f"{below}{path.name}/" if folder else f"{below}{path.name}").include
            if found is not None:
                return found
        return False

    def _read_ignore_file(self, folder: str) -> None:
        """Add the ignore file of a folder to those of the folders above it, each with the path of the folder from where that file is."""
        if not self._walk.ignore_files:
            return
        path = Path(folder)
        if path == self._top:
            above = [(f"{self._real.relative_to(base).as_posix()}/", spec) for base, spec in self._above()]
        else:
            above = [(f"{below}{path.name}/", spec) for below, spec in self._ignored[str(path.parent)]]
        own = self._spec(path)
        self._ignored[str(path)] = [*above, *([("", own)] if own else [])]

    def _above(self) -> list[tuple[Path, GitIgnoreSpec]]:
        """The ignore files above the input, up to the repository that it is in; none if it is in none, or ignored itself."""
        top = self._real
        repository = next((each for each in (top, *top.parents) if (each / REPOSITORY).exists()), None)
        if repository is None or repository == top:
            return []
        found: list[tuple[Path, GitIgnoreSpec]] = []
        for folder in reversed([each for each in top.parents if each.is_relative_to(repository)]):
            spec = self._spec(folder)
            if spec is None:
                continue
            if spec.match_file(f"{top.relative_to(folder).as_posix()}/"):
                return []
            found.append((folder, spec))
        return found

    def _spec(self, folder: Path) -> GitIgnoreSpec | None:
        path = folder / IGNORE
        try:
            if not path.is_file():
                return None
            lines = path.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        except OSError as error:
            self._failures.append(error)
            return None
        return spec_of(line for line in lines if _is_pattern(line))


def _is_pattern(line: str) -> bool:
    """Whether a line of an ignore file can be read; git, too, passes over one that cannot."""
    try:
        spec_of((line,))
    except OptionError:
        return False
    return True
