"""A large glossary as arrays: its text is kept as it is, and an entry is read when it is asked for.

A million entries as objects are gigabytes in every process; as text, offsets and one automaton they are a few hundred megabytes, and
most of that is shared between processes once it lies in a cache folder. The folder belongs to the user: nothing is
written unless one is named.
"""

import hashlib
import os
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, overload

import daachorse
import numpy as np
import numpy.typing as npt
import orjson

from cleaner.errors import GlossaryError
from cleaner.glossary.entry import Concept
from cleaner.glossary.index import Builder, Index, Terms, WrongForm
from cleaner.glossary.parse import blocks, read_block, taken

LAYOUT = 1
"""Changes with what is written; part of a cache's name."""
SUM = 16
"""Bytes of the check sum before a kept automaton."""
KEPT = 4096
"""Concepts that are kept once they have been read."""


class Layered(NamedTuple):
    """A file on its way in.

    Attributes:
        name: for messages.
        layer: which of the paths it is of.
        data: its bytes.
    """

    name: str
    layer: int
    data: bytes


class KeptTerms(Terms):
    """Terms whose automaton is kept in a folder once it was built.

    Args:
        folder: the glossary's folder.
        language: which terms.
    """

    def __init__(self, folder: Path, language: str) -> None:
        arrays = (np.load(folder / f"{language}.{each}.npy", mmap_mode="r") for each in ("concepts", "numbers"))
        super().__init__((), *arrays)
        self._keys = folder / f"{language}.keys"
        self._kept = folder / f"{language}.automaton"

    def __reduce__(self) -> tuple[Any, ...]:
        return KeptTerms, (self._keys.parent, self._keys.stem)

    @cached_property
    def automaton(self) -> daachorse.CharwiseDoubleArrayAhoCorasick | None:
        """See `Terms`."""
        if not len(self):
            return None
        with suppress(OSError):
            kept = self._kept.read_bytes()
            if kept[:SUM] == _sum(kept[SUM:]):
                return daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(kept[SUM:])
        self.keys = orjson.loads(self._keys.read_bytes())
        built = super().automaton
        self.keys = ()
        if built is not None:
            data = bytes(built.serialize())
            with suppress(OSError):
                _write(self._kept, _sum(data) + data)
        return built


class Stored(Sequence[Concept]):
    """Concepts sorted by their ids, each read from its text when it is asked for.

    Args:
        text: the bytes of all files, one after the other.
        places: int64 array, one row a concept: start and end in `text`, line, number of the file.
        files: name and layer of each file.
    """

    def __init__(self, text: Any, places: npt.NDArray[np.int64], files: Sequence[tuple[str, int]]) -> None:
        self.text = text
        self.places = places
        self.files = files
        self._read = lru_cache(maxsize=KEPT)(self._parsed)

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, number: int) -> Concept: ...
    @overload
    def __getitem__(self, number: slice) -> list[Concept]: ...
    def __getitem__(self, number: int | slice) -> Concept | list[Concept]:
        if isinstance(number, slice):
            return [self._parsed(each) for each in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        return self._read(number % len(self))

    def __iter__(self) -> Iterator[Concept]:
        return map(self._parsed, range(len(self)))

    def __reduce__(self) -> tuple[Any, ...]:
        return Stored, (bytes(self.text), self.places, self.files)

    def get(self, key: str) -> Concept | None:
        """The concept with an id."""
        at = bisect_left(self, key, key=lambda concept: concept.id)
        return self[at] if at < len(self) and self[at].id == key else None

    def _parsed(self, number: int) -> Concept:
        start, end, line, file = self.places[number].tolist()
        name, layer = self.files[file]
        return read_block(name, bytes(self.text[start:end]).decode(), line, layer)


def digest(files: Iterable[Layered]) -> str:
    """What a cache of these files is called."""
    named = hashlib.blake2b(f"{LAYOUT}".encode(), digest_size=16)
    for file in files:
        named.update(orjson.dumps((file.name, file.layer, len(file.data))))
        named.update(hashlib.blake2b(file.data, digest_size=16).digest())
    return named.hexdigest()


def build(files: Sequence[Layered]) -> tuple[Stored, Index]:
    """The concepts of some files and their index; all of every file is read once, and checked.

    Raises:
        GlossaryError: a file is malformed; `path` names it.
    """
    builder = Builder()
    places: list[tuple[int, int, int, int]] = []
    ids: list[str] = []
    by_id: dict[str, int] = {}
    starts = np.cumsum([0, *(len(file.data) + 1 for file in files)]).tolist()
    # the last layer first: what it has, earlier ones need not have
    for number in sorted(range(len(files)), key=lambda number: -files[number].layer):
        name, layer, data = files[number]
        for start, end, line in blocks(name, data):
            concept = read_block(name, data[start:end].decode(), line, layer)
            there = by_id.get(concept.id)
            if there is not None:
                first_name, first_layer, _ = files[places[there][3]]
                if first_layer == layer:
                    raise GlossaryError(*taken(concept, first_name, places[there][2]))
                continue
            by_id[concept.id] = len(ids)
            builder.add(len(ids), concept)
            ids.append(concept.id)
            places.append((starts[number] + start, starts[number] + end, line, number))
    del by_id
    order = sorted(range(len(ids)), key=ids.__getitem__)
    final = np.empty(len(ids), dtype=np.int64)
    final[order] = np.arange(len(ids))
    table = np.array(places, dtype=np.int64).reshape(-1, 4)[order]
    text = b"\n".join(file.data for file in files)
    return Stored(text, table, [(file.name, file.layer) for file in files]), builder.index(lambda number: int(final[number]))


def save(folder: Path, concepts: Stored, index: Index) -> None:
    """Keep a glossary in a folder, whole or not at all.

    Raises:
        OSError: the folder cannot be written to.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder.parent))
    try:
        for language, table in index.terms.items():
            np.save(unfinished / f"{language}.concepts.npy", table.concepts)
            np.save(unfinished / f"{language}.numbers.npy", table.numbers)
            (unfinished / f"{language}.keys").write_bytes(orjson.dumps(table.keys))
        np.save(unfinished / "places.npy", concepts.places)
        (unfinished / "text").write_bytes(concepts.text)
        meta = {
            "files": concepts.files,
            "languages": list(index.terms),
            "wrongs": [(form, [tuple(place) for place in places]) for form, places in index.wrongs],
            "words": index.words,
            "rivals": index.rivals,
        }
        (unfinished / "meta.json").write_bytes(orjson.dumps(meta))
        # another process may have been as fast: what it kept is the same
        with suppress(OSError):
            unfinished.rename(folder)
    finally:
        if unfinished.exists():
            for each in unfinished.iterdir():
                each.unlink()
            unfinished.rmdir()


def load(folder: Path) -> tuple[Stored, Index] | None:
    """What `save` kept in a folder; None when there is nothing, or it is damaged."""
    try:
        meta = orjson.loads((folder / "meta.json").read_bytes())
        terms: dict[str, Terms] = {language: KeptTerms(folder, language) for language in meta["languages"]}
        text: Any = np.memmap(folder / "text", dtype=np.uint8, mode="r") if (folder / "text").stat().st_size else b""
        places = np.load(folder / "places.npy", mmap_mode="r")
        wrongs = tuple((form, tuple(WrongForm(*place) for place in found)) for form, found in meta["wrongs"])
        rivals = {language: tuple((form, number) for form, number in found) for language, found in meta["rivals"].items()}
        files = [(name, layer) for name, layer in meta["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    with suppress(OSError):
        os.utime(folder)
    return Stored(text, places, files), Index(terms, wrongs, tuple(meta["words"]), rivals)


def _sum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=SUM).digest()


def _write(path: Path, data: bytes) -> None:
    """A file, whole or not at all, whoever else writes it."""
    handle, name = tempfile.mkstemp(prefix=".unfinished-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
