"""Files, compressed or not; a written file appears only when it is complete."""

import gzip
import os
import stat
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO

from cleaner.errors import InputError

COMPRESSION = {".gz": "gzip", ".zst": "zstd"}
"""Suffixes of compressed files, with their formats."""
GZIP_LEVEL = 6
"""Twice as fast as level 9, for files that are less than 1 % larger."""
TABLES = {".jsonl": "jsonl", ".ndjson": "jsonl"}
LATER = {".csv": "CSV", ".tsv": "TSV", ".parquet": "Parquet"}


def kind_of(path: Path) -> str:
    """`text` or `jsonl`, by the suffix before that of a compression.

    Raises:
        InputError: a table in a format that is not supported.
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in COMPRESSION:
        suffixes.pop()
    ending = suffixes[-1] if suffixes else ""
    if ending in LATER:
        raise InputError(f"{LATER[ending]} files are not read yet; convert it to JSONL, one object a line")
    return TABLES.get(ending, "text")


@contextmanager
def reading(path: Path) -> Iterator[IO[bytes]]:
    """The decompressed bytes of a file.

    Raises:
        InputError: it is not a regular file, or its compressed data is damaged.
        OSError: the file cannot be read.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        # a pipe or a device may never end, or never begin
        raise InputError("is a pipe, a socket or a device, not a file; give what it holds on standard input, as -")
    codec = COMPRESSION.get(path.suffix.lower())
    with path.open("rb") as raw:
        if codec is None or not raw.peek(1):
            yield raw
        elif codec == "gzip":
            try:
                with gzip.GzipFile(fileobj=raw) as unzipped:
                    yield unzipped  # type: ignore[misc]
            except (gzip.BadGzipFile, EOFError, zlib.error) as error:
                raise InputError(f"the gzip data is damaged: {error}") from None
        else:
            zstd = _zstd()
            try:
                with zstd.ZstdFile(raw) as unpacked:
                    yield unpacked
            except (zstd.ZstdError, EOFError) as error:
                raise InputError(f"the zstd data is damaged: {error}") from None


@contextmanager
def writing(path: Path, buffering: int = -1) -> Iterator[IO[bytes]]:
    """A new file, compressed by its suffix, which appears under its name when it is complete.

    Args:
        path: its name.
        buffering: as for `open`.

    Raises:
        OSError: it cannot be written; nothing remains of it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".cleaner-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb", buffering) as raw:
            codec = COMPRESSION.get(path.suffix.lower())
            if codec is None:
                yield raw
            elif codec == "gzip":
                # no name and time, for reproducible bytes
                with gzip.GzipFile("", "wb", GZIP_LEVEL, raw, mtime=0) as zipped:
                    yield zipped  # type: ignore[misc]
            else:
                with _zstd().ZstdFile(raw, "w") as packed:
                    yield packed
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def append(file: IO[bytes], data: bytes) -> None:
    """Write all data to an unbuffered file, which may write a part at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _zstd() -> ModuleType:
    """The module for Zstandard, imported on first use."""
    return import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
