"""Files: compressed or not, read whole or line by line, and written so that a reader never sees half of one."""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from cleaner.errors import InputError

COMPRESSION = {".gz": "gzip", ".zst": "zstd"}
"""Endings of compressed files, with Arrow's names of the codecs."""
TABLES = {".jsonl": "jsonl", ".ndjson": "jsonl"}
LATER = {".csv": "CSV", ".tsv": "TSV", ".parquet": "Parquet"}


def kind_of(path: Path) -> str:
    """`text` or `jsonl`, by the ending before a compression's.

    Raises:
        InputError: a table of a kind that is not read yet.
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
        InputError: it is no file, or its compressed data is damaged.
        OSError: the file cannot be read.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        # a pipe or a device may never end, or never begin
        raise InputError("is a pipe, a socket or a device, not a file; give what it holds on standard input, as -")
    codec = COMPRESSION.get(path.suffix.lower())
    with path.open("rb") as raw:
        if codec is None:
            yield raw
            return
        import pyarrow as pa

        try:
            with pa.CompressedInputStream(raw, codec) as stream:
                yield stream
        except OSError as error:
            if error.errno is not None:
                raise
            raise InputError(f"the {codec} data is damaged: {error}") from None


@contextmanager
def writing(path: Path, buffering: int = -1) -> Iterator[IO[bytes]]:
    """A file that appears under its name, compressed by its ending, only once it is whole.

    Args:
        path: its name.
        buffering: as for `open`.

    Raises:
        OSError: it cannot be written; nothing is left behind then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".cleaner-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb", buffering) as raw:
            codec = COMPRESSION.get(path.suffix.lower())
            if codec is None:
                yield raw
            else:
                import pyarrow as pa

                with pa.CompressedOutputStream(raw, codec) as stream:
                    yield stream
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def append(file: IO[bytes], data: bytes) -> None:
    """Write to the end of an unbuffered file, which may take less than it is given at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
