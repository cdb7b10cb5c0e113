"""A glossary as arrays: its text is kept as it is, and an entry is read when it is asked for.

A million entries as objects are gigabytes in every process, and reading the shipped ones takes
longer than cleaning a text that has none of their terms.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, overload

import numpy as np
import numpy.typing as npt

from cleaner.errors import GlossaryError
from cleaner.glossary.entry import Concept
from cleaner.glossary.index import Builder, Index
from cleaner.glossary.parse import blocks, read_block, taken

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

    def term(self, language: str, concept: int, number: int) -> str:
        """The text of one of a concept's terms."""
        return self._parsed(int(concept)).terms[language][int(number)].text

    def _parsed(self, number: int) -> Concept:
        start, end, line, file = self.places[number].tolist()
        name, layer = self.files[file]
        return read_block(name, bytes(self.text[start:end]).decode(), line, layer)


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
    return Stored(joined(files), table, [(file.name, file.layer) for file in files]), builder.index(lambda number: int(final[number]))


def joined(files: Iterable[Layered]) -> bytes:
    """The bytes of all files, in which `Stored.places` are."""
    return b"\n".join(file.data for file in files)
