"""Patterns of paths, written as in .gitignore: `*.srt`, `drafts/`, `news/**/zh.txt`."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pathspec import GitIgnoreSpec

from cleaner.errors import OptionError


@dataclass(frozen=True)
class Globs:
    """Patterns, the last that matches a path decides; one that begins with `!` takes back what an earlier one matched.

    Attributes:
        patterns: as they were written.
        root: the folder that they are relative to; None for the folder that is read.

    Raises:
        OptionError: one is not a pattern.
    """

    patterns: tuple[str, ...]
    root: Path | None = None

    def __post_init__(self) -> None:
        for each in self.patterns:
            spec_of((each,))

    def __reduce__(self) -> tuple[type["Globs"], tuple[tuple[str, ...], Path | None]]:
        # what is compiled is not sent to workers
        return Globs, (self.patterns, self.root)

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        return spec_of(self.patterns)

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def matches(self, path: Path | None, relative: Path, *, folder: bool = False) -> bool:
        """Whether a file or folder matches.

        Args:
            path: where it is; None for standard input.
            relative: its path in the folder that is read.
            folder: whether it is a folder.
        """
        end = "/" if folder else ""
        below = _below(self.root, path or relative) if self.root is not None else None
        names = [below or relative.as_posix()]
        if self.root is None and path is not None and not path.is_absolute():
            # as the shell completes it
            names.append(path.as_posix())
        found = (self._spec.check_file(name + end) for name in names)
        decided = max(found, key=lambda each: -1 if each.index is None else each.index)
        return bool(decided.include)


def spec_of(patterns: Iterable[str]) -> GitIgnoreSpec:
    """The patterns, compiled.

    Raises:
        OptionError: one is not a pattern.
    """
    patterns = list(patterns)
    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise OptionError(f"{', '.join(map(repr, patterns))} is not a pattern of paths: {error}") from None


def _below(root: Path, path: Path) -> str | None:
    """A path from a folder that it is in; None if it is elsewhere."""
    inside = os.path.join(root, "")  # noqa: PTH118
    whole = os.path.abspath(path)  # noqa: PTH100 - links are not followed
    return Path(whole.removeprefix(inside)).as_posix() if whole.startswith(inside) else None
