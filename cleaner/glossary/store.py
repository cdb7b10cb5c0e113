"""A glossary: concepts from files, one layer over the other."""

import errno
import hashlib
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from cleaner.errors import GlossaryError
from cleaner.glossary import index, stored
from cleaner.glossary import shipped as shipped_index
from cleaner.glossary.entry import Concept
from cleaner.glossary.parse import read, taken
from cleaner.glossary.stored import Layered, Stored

LARGE = 4_000_000
"""Size in bytes from which on entries are parsed only when needed."""


def shipped_folder() -> Path:
    """The folder of the glossary that ships with the package."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "glossary_data"
    return installed if installed.is_dir() else package.parent / "glossary"


class Glossary:
    """A set of concepts.

    Args:
        concepts: any order; ids must be unique.

    Raises:
        GlossaryError: two concepts share an id.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        by_id: dict[str, Concept] = {}
        for concept in concepts:
            first = by_id.setdefault(concept.id, concept)
            if first is not concept:
                raise GlossaryError(*taken(concept, first.path, first.line))
        self.concepts: Sequence[Concept] = tuple(by_id[key] for key in sorted(by_id))
        self.problems: tuple[GlossaryError, ...] = ()

    @classmethod
    def load(
        cls,
        *paths: str | Path,
        strict: bool = True,
        shipped: bool = False,
        cache: str | Path | None = None,
    ) -> "Glossary":
        """Read a glossary from files, or from folders of `.txt` files.

        Each path is a layer. A concept of a later layer replaces the one with the same id in
        earlier ones, and where two concepts have the same term, or the same wrong form, the later
        layer's is taken.

        Args:
            paths: files and folders; none means the glossary that ships with the package.
            strict: whether a file that is malformed, or is in a folder and cannot be read, ends the
                loading; otherwise the file is left out, the others are loaded, and `problems` says
                what was wrong.
            shipped: whether the shipped glossary is the first layer.
            cache: a folder for the cache of a large glossary; nothing is written without one.

        Raises:
            GlossaryError: a file is malformed; names file, line, column and what was expected.
            OSError: a path cannot be read, or is not a file or folder.
        """
        layers = list(enumerate((Path(path) for path in paths), start=1))
        if shipped or not layers:
            layers.insert(0, (0, shipped_folder()))
        files = []
        unread = []
        for number, layer in layers:
            for path in files_of(layer):
                try:
                    files.append(Layered(str(path), number, path.read_bytes()))
                except OSError as error:
                    if strict or path == layer:
                        raise
                    unread.append(GlossaryError(str(path), 1, 1, f"expected a file that can be read: {error.strerror or error}"))
        kept = None if paths or unread else shipped_index.load(shipped_folder(), files)
        if kept is not None:
            made = cls._of(*kept)
        elif sum(len(file.data) for file in files) < LARGE:
            made = cls._small(files, strict=strict)
        else:
            made = cls._large(files, strict=strict, cache=None if cache is None else Path(cache))
        made.problems = (*unread, *made.problems)
        return made

    @classmethod
    def _small(cls, files: Sequence[Layered], *, strict: bool) -> "Glossary":
        merged: dict[str, Concept] = {}
        problems = []
        for name, layer, data in files:
            try:
                concepts = read(name, data, layer)
                _check_new(concepts, merged)
            except GlossaryError as error:
                if strict:
                    raise
                problems.append(error)
                continue
            merged.update((concept.id, concept) for concept in concepts)
        made = cls(merged.values())
        made.problems = tuple(problems)
        return made

    @classmethod
    def _large(cls, files: list[Layered], *, strict: bool, cache: Path | None) -> "Glossary":
        # only large glossaries have a cache
        from cleaner.glossary import compiled

        folder = cache / compiled.digest(files) if cache else None
        problems = []
        kept = compiled.load(folder) if folder else None
        while kept is None:
            try:
                kept = stored.build(files)
            except GlossaryError as error:
                if strict:
                    raise
                problems.append(error)
                files = [file for file in files if file.name != error.path]
                continue
            if folder and not problems:
                # without a cache the next start is only slower
                with suppress(OSError):
                    compiled.save(folder, *kept)
                # from the folder, so that its pages are shared with other processes
                kept = compiled.load(folder) or kept
        made = cls._of(*kept)
        made.problems = tuple(problems)
        return made

    @classmethod
    def _of(cls, concepts: Stored, made: index.Index) -> "Glossary":
        glossary = cls(())
        glossary.concepts, glossary.index = concepts, made
        return glossary

    def __reduce__(self) -> tuple[Any, ...]:
        if isinstance(self.concepts, Stored):
            return _stored, (self.concepts, self.index, self.problems)
        return Glossary, (tuple(self.concepts),), {"problems": self.problems}

    def __len__(self) -> int:
        return len(self.concepts)

    @cached_property
    def index(self) -> index.Index:
        """What is searched in texts."""
        return index.made(self.concepts)

    @cached_property
    def _by_id(self) -> dict[str, Concept]:
        return {concept.id: concept for concept in self.concepts}

    @cached_property
    def digest(self) -> str:
        """A digest of the entries: the same for the same entries, in any process and wherever their files are."""
        made = hashlib.blake2b(digest_size=8)
        for concept in self.concepts:
            made.update(repr(replace(concept, path="", line=0)).encode())
        return made.hexdigest()

    def get(self, key: str) -> Concept | None:
        """The concept with an id, or None."""
        return self.concepts.get(key) if isinstance(self.concepts, Stored) else self._by_id.get(key)


@cache
def shipped_glossary() -> Glossary:
    """The glossary that ships, read once per process: every `Cleaner` without a glossary of its own shares it."""
    return Glossary.load()


def _stored(concepts: Stored, made: index.Index, problems: tuple[GlossaryError, ...]) -> Glossary:
    glossary = Glossary._of(concepts, made)  # noqa: SLF001
    glossary.problems = problems
    return glossary


def _check_new(concepts: Iterable[Concept], merged: Mapping[str, Concept]) -> None:
    """Refuse a concept whose id another file of its layer has."""
    for concept in concepts:
        first = merged.get(concept.id)
        if first is not None and first.layer == concept.layer:
            raise GlossaryError(*taken(concept, first.path, first.line))


def files_of(path: Path) -> list[Path]:
    """The glossary files of a path: the file itself, or those of a folder without broken links.

    Raises:
        OSError: the path does not exist, or is a pipe or a device, which may never end.
    """
    if path.is_dir():
        return sorted(each for each in path.rglob("*.txt") if each.is_file())
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "It is a pipe or a device, not a file", str(path))
    return [path]
