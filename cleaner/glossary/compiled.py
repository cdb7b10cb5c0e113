"""The cache of a large glossary: its text and arrays in a folder.

A million entries as text, offsets and one automaton are a few hundred megabytes, and most of that
is shared between processes once it lies in a cache folder. The folder belongs to the user: nothing is written unless one is named. What lies there may
be damaged or deleted at any time, by another process or by hand: it is checked when it is loaded,
and made again where it does not hold.
"""

import hashlib
import json
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import daachorse
import numpy as np
import orjson

from cleaner.glossary.folding import fold
from cleaner.glossary.index import Index, Numbers, Terms, WrongForm
from cleaner.glossary.stored import Layered, Stored
from cleaner.patterns import regex

LAYOUT = 4
"""Changes with what is written; part of a cache's name."""
SUM = 16
"""Bytes of the check sum before what is deserialised."""
FOLDERS = 8
"""Glossaries that are kept in a cache; the one that was not used for longest goes first."""
DAY = 86_400
"""Seconds after which what nobody finished is removed."""
UNFINISHED = ".unfinished-"
NAME = regex("[0-9a-f]{32}")
"""What `digest` gives; anything else in the folder is somebody else's."""


class KeptTerms(Terms):
    """Terms whose automaton is kept in a folder once it was built.

    Args:
        folder: the glossary's folder; it may be gone.
        language: which terms.
        concepts, numbers: see `Terms`.
        stored: the concepts.
    """

    def __init__(self, folder: Path, language: str, concepts: Numbers, numbers: Numbers, stored: "Stored") -> None:
        super().__init__((), concepts, numbers)
        self._folder = folder
        self._language = language
        self._stored = stored

    def __reduce__(self) -> tuple[Any, ...]:
        return KeptTerms, (self._folder, self._language, np.array(self.concepts), np.array(self.numbers), self._stored)

    @cached_property
    def automaton(self) -> daachorse.CharwiseDoubleArrayAhoCorasick | None:
        """See `Terms`."""
        if not len(self):
            return None
        kept = self._folder / f"{self._language}.automaton"
        with suppress(OSError, ValueError):
            return daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(_checked(kept.read_bytes()))
        try:
            keys = orjson.loads(_checked((self._folder / f"{self._language}.keys").read_bytes()))
        except (OSError, ValueError):
            keys = [fold(self._stored.term(self._language, *place)) for place in zip(self.concepts, self.numbers, strict=True)]
        built = Terms(keys, self.concepts, self.numbers).automaton
        if built is not None:
            with suppress(OSError):
                _write(kept, _summed(bytes(built.serialize())))
        return built


def digest(files: Iterable[Layered]) -> str:
    """The name of a cache: a hash of the files, the package and the code that finds terms."""
    made_by = (LAYOUT, sys.modules["cleaner"].__version__, version("opencc"), version("daachorse"))
    named = hashlib.blake2b(repr(made_by).encode(), digest_size=16)
    for file in files:
        named.update(f"{file.layer} {len(file.data)} {len(file.name)} ".encode())
        # the name of a file need not be Unicode
        named.update(file.name.encode("utf-8", "surrogatepass"))
        named.update(hashlib.blake2b(file.data, digest_size=16).digest())
    return named.hexdigest()


def save(folder: Path, concepts: Stored, index: Index) -> None:
    """Save a glossary in a folder atomically, and remove caches that were not used for long.

    Raises:
        OSError: the folder cannot be written to.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_name(_unfinished())
    unfinished.mkdir()
    try:
        for language, table in index.terms.items():
            np.save(unfinished / f"{language}.concepts.npy", table.concepts)
            np.save(unfinished / f"{language}.numbers.npy", table.numbers)
            (unfinished / f"{language}.keys").write_bytes(_summed(orjson.dumps(table.keys)))
        np.save(unfinished / "places.npy", concepts.places)
        (unfinished / "text").write_bytes(concepts.text)
        meta = {
            "sizes": {each.name: each.stat().st_size for each in unfinished.iterdir()},
            # names of files need not be Unicode, and only the standard library writes those
            "files": json.dumps(concepts.files),
            "languages": list(index.terms),
            "wrongs": [(form, [tuple(place) for place in places]) for form, places in index.wrongs],
            "rivals": index.rivals,
        }
        (unfinished / "meta").write_bytes(_summed(orjson.dumps(meta)))
        try:
            unfinished.rename(folder)
        except OSError:
            # another process may have been as fast, and what it kept is the same; or it is damaged
            if load(folder) is None:
                _remove(folder)
                unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _tidy(folder.parent)


def load(folder: Path) -> tuple[Stored, Index] | None:
    """What `save` kept in a folder; None when there is nothing, or it is damaged."""
    try:
        meta = orjson.loads(_checked((folder / "meta").read_bytes()))
        if any((folder / name).stat().st_size != size for name, size in meta["sizes"].items()):
            return None
        text: Any = np.memmap(folder / "text", dtype=np.uint8, mode="r") if meta["sizes"]["text"] else b""
        files = [(name, layer) for name, layer in json.loads(meta["files"])]
        stored = Stored(text, _array(folder / "places.npy"), files)
        terms: dict[str, Terms] = {
            language: KeptTerms(
                folder, language, _array(folder / f"{language}.concepts.npy"), _array(folder / f"{language}.numbers.npy"), stored
            )
            for language in meta["languages"]
        }
    except (OSError, EOFError, ValueError):
        return None
    wrongs = tuple((form, tuple(WrongForm(*place) for place in found)) for form, found in meta["wrongs"])
    rivals = {language: tuple((form, number) for form, number in found) for language, found in meta["rivals"].items()}
    with suppress(OSError):
        os.utime(folder)
    return stored, Index(terms, wrongs, rivals)


def _array(path: Path) -> Any:
    return np.load(path, mmap_mode="r")


def _summed(data: bytes) -> bytes:
    """Bytes after their check sum."""
    return hashlib.blake2b(data, digest_size=SUM).digest() + data


def _checked(data: bytes) -> bytes:
    """What `_summed` was given.

    Raises:
        ValueError: they are others.
    """
    if _summed(data[SUM:]) != data:
        raise ValueError("damaged")
    return data[SUM:]


def _unfinished() -> str:
    return f"{UNFINISHED}{secrets.token_hex(8)}"


def _write(path: Path, data: bytes) -> None:
    """Write a file atomically, with the permissions of the user's new files."""
    unfinished = path.with_name(_unfinished())
    try:
        with unfinished.open("xb") as file:
            file.write(data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _remove(path: Path) -> None:
    """Take a folder away whole, so that nobody meets half of it.

    Raises:
        OSError: it is in use, where that matters.
    """
    aside = path.with_name(_unfinished())
    path.rename(aside)
    if aside.is_dir() and not aside.is_symlink():
        shutil.rmtree(aside, ignore_errors=True)
    else:
        aside.unlink()


def _tidy(cache: Path) -> None:
    """Remove the glossaries that were not used for longest, and what was never finished."""
    used = {}
    for path in [*cache.iterdir(), *cache.glob(f"*/{UNFINISHED}*")]:
        with suppress(OSError):
            used[path] = path.stat().st_mtime
    kept = sorted((path for path in used if NAME.fullmatch(path.name) and path.is_dir()), key=used.__getitem__)
    old = [path for path in used if path.name.startswith(UNFINISHED) and used[path] < time.time() - DAY]
    for path in kept[:-FOLDERS] + old:
        with suppress(OSError):
            _remove(path)
