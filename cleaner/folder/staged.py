"""Changes several files of a folder together: all of them or none."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from cleaner.folder.run import undisturbed
from cleaner.formats.files import writing


class Staged:
    """New contents of files, written to a hidden folder and then moved into place together. A context manager.

    Args:
        folder: where the files are, and the hidden folder while it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._aside: Path | None = None
        self._files: dict[Path, Path] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        if self._aside is not None:
            shutil.rmtree(self._aside, ignore_errors=True)

    @contextmanager
    def writing(self, target: Path) -> Iterator[IO[bytes]]:
        """The new content of a file.

        Args:
            target: the file; compressed by its ending.

        Raises:
            OSError: it cannot be written.
        """
        if self._aside is None:
            self._aside = Path(tempfile.mkdtemp(dir=self._folder, prefix=".cleaner-", suffix=".tmp"))
        new = self._aside / f"{len(self._files)}{target.suffix}"
        with writing(new) as file:
            yield file
        self._files[target] = new

    def new(self, target: Path) -> Path:
        """Where the new content of a file is until it is moved into place."""
        return self._files[target]

    def commit(self) -> None:
        """Move all files into place, in the order in which they were written.

        Raises:
            OSError: that failed; all files are as they were.
        """
        done: list[tuple[Path, Path | None]] = []
        with undisturbed():
            try:
                for target, new in self._files.items():
                    old = _kept(target, new.with_name(f"old-{new.name}"))
                    new.replace(target)
                    done.append((target, old))
            except BaseException:
                for target, old in reversed(done):
                    if old is None:
                        target.unlink()
                    else:
                        old.replace(target)
                raise


def _kept(target: Path, old: Path) -> Path | None:
    """Keep a file under a second name; None if it does not exist."""
    try:
        os.link(target, old)
    except FileNotFoundError:
        return None
    except OSError:
        # the file system has no links
        shutil.copy2(target, old)
    return old
