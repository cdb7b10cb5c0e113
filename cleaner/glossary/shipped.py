"""The shipped glossary, compiled: its index lies next to it, so that a start does not parse it.

`python -m cleaner.compile` writes it. It names the check sums of the files that it was made of, and is used
for no others.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from zlib import crc32

import numpy as np
import orjson

from cleaner.glossary import stored
from cleaner.glossary.index import Index, Terms, WrongForm
from cleaner.glossary.stored import Layered, Stored, joined

NAME = "index.json"


def load(folder: Path, files: Sequence[Layered]) -> tuple[Stored, Index] | None:
    """The concepts of a folder and their index, not parsed; None when they were not compiled.

    Args:
        folder: the glossary's folder.
        files: its files.
    """
    with suppress(OSError):
        kept = orjson.loads((folder / NAME).read_bytes())
        if kept["made_of"] == _made_of(files):
            places = np.array(kept["places"], dtype=np.int64).reshape(-1, 4)
            concepts = Stored(joined(files), places, [(file.name, file.layer) for file in files])
            terms = {
                language: Terms(table["keys"], np.array(table["concepts"], dtype=np.int32), np.array(table["numbers"], dtype=np.int32))
                for language, table in kept["terms"].items()
            }
            wrongs = tuple((form, tuple(WrongForm(*place) for place in found)) for form, found in kept["wrongs"])
            rivals = {language: tuple((form, number) for form, number in found) for language, found in kept["rivals"].items()}
            return concepts, Index(terms, wrongs, rivals)
    return None


def build(files: Sequence[Layered]) -> bytes:
    """What `load` reads, of the files of a folder.

    Raises:
        GlossaryError: a file is malformed.
    """
    concepts, index = stored.build(files)
    rows: dict[str, object] = {
        "made_of": _made_of(files),
        "places": concepts.places.ravel(),
        "terms": {
            language: {"keys": table.keys, "concepts": table.concepts, "numbers": table.numbers} for language, table in index.terms.items()
        },
        "wrongs": [(form, [tuple(place) for place in places]) for form, places in index.wrongs],
        "rivals": index.rivals,
    }
    return orjson.dumps(rows, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_APPEND_NEWLINE)


def _made_of(files: Sequence[Layered]) -> str:
    """Name, size and check sum of each file."""
    return " ".join(f"{Path(file.name).name}:{len(file.data)}:{crc32(file.data):08x}" for file in files)
