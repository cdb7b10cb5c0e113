"""Files, compressed or not, on this machine or in a store; a written file appears only when it is complete."""

import bz2
import errno
import gzip
import io
import lzma
import os
import stat
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, Any

from cleaner.errors import InputError, OptionError
from cleaner.patterns import regex

COMPRESSION = {".gz": "gzip", ".zst": "zstd", ".bz2": "bzip2", ".xz": "xz"}
"""Suffixes of compressed files, with their formats."""
TEMPORARY = ".cleaner-"
"""How the names of files begin that are being written; a run that was killed leaves them behind."""
GZIP_LEVEL = 6
"""Twice as fast as level 9, for files that are less than 1 % larger."""
URL = regex(r"(?!file:)[a-z][a-z0-9+.-]+://.+")
"""The name of a file or a folder in a store, such as `s3://bucket/key`."""
REMOTE_BUFFER = 1 << 20
"""Bytes that are read of a file in a store at a time."""
DIGEST = 16
"""Bytes of a digest by which a file is known again."""


def path_of(name: str) -> Path:
    """The path of a name; of a URL, what works as one.

    Raises:
        OptionError: the kind of store is not known, or its library is not installed.
    """
    if not URL.fullmatch(name):
        return Path(name)
    scheme = name.partition(":")[0]
    try:
        from upath import UPath

        made: Path = UPath(name)
        # the library of the store is loaded now
        made.fs  # type: ignore[attr-defined]  # noqa: B018
    except ImportError:
        extra = ": pip install 'cleaner[s3]'" if scheme == "s3" else " (the one that fsspec names for it)"
        raise OptionError(f"inputs at {scheme}:// need a library that is not installed{extra}") from None
    except ValueError:
        raise OptionError(f"inputs at {scheme}:// cannot be read; those at s3:// can") from None
    return made


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn the errors of a store's library into those of files.

    Raises:
        OSError: instead of them.
    """
    try:
        yield
    except Exception as error:
        if type(error).__module__.split(".")[0] not in ("botocore", "aiobotocore", "aiohttp"):
            raise
        raise OSError(errno.EIO, str(error)) from None


@contextmanager
def reading(path: Path) -> Iterator[IO[bytes]]:
    """The decompressed bytes of a file.

    Raises:
        InputError: it is not a regular file, or its compressed data is damaged.
        OSError: the file cannot be read.
    """
    with store_errors():
        mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        # a pipe or a device may never end, or never begin
        raise InputError("is a pipe, a socket or a device, not a file; give what it holds on standard input, as -")
    codec = COMPRESSION.get(path.suffix.lower())
    with store_errors(), path.open("rb") as opened, _buffered(opened) as raw:
        if codec is None or not raw.peek(1):
            yield raw
            return
        open_, damage = _reader(codec)
        try:
            with open_(raw) as unpacked:
                yield unpacked
        except damage as error:
            raise InputError(f"the {codec} data is damaged: {error}") from None
        except OSError as error:
            # what bzip2 raises for damaged data has no number
            if codec != "bzip2" or error.errno is not None:
                raise
            raise InputError(f"the {codec} data is damaged: {error}") from None


def _reader(codec: str) -> tuple[Callable[[IO[bytes]], Any], tuple[type[BaseException], ...]]:
    """What opens compressed data, and its errors."""
    if codec == "gzip":
        return lambda raw: gzip.GzipFile(fileobj=raw), (gzip.BadGzipFile, zlib.error, EOFError)
    if codec == "zstd":
        zstd = _zstd()
        return zstd.ZstdFile, (zstd.ZstdError, EOFError)
    return (bz2.BZ2File, (EOFError,)) if codec == "bzip2" else (lzma.LZMAFile, (lzma.LZMAError, EOFError))


class GzipMembers(io.RawIOBase):
    """A gzip file that is written in members, each of which can be unpacked alone.

    Args:
        raw: where to.
    """

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._member: gzip.GzipFile | None = None
        self._empty = True

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any) -> int:
        """Add bytes to the member."""
        if self._member is None:
            # no name and time, for reproducible bytes
            self._member = gzip.GzipFile("", "wb", GZIP_LEVEL, self._raw, mtime=0)
            self._empty = False
        return self._member.write(data)

    def end_member(self) -> None:
        """End a member; what is written then begins the next."""
        if self._member is not None:
            self._member.close()
            self._member = None

    def close(self) -> None:
        """End the file; the one below stays open."""
        if not self.closed:
            if self._empty:
                self.write(b"")
            self.end_member()
        super().close()


def _buffered(file: IO[bytes]) -> io.BufferedReader:
    """A file that can look ahead, which those of a store cannot."""
    return file if isinstance(file, io.BufferedReader) else io.BufferedReader(file, REMOTE_BUFFER)  # type: ignore[arg-type]


@contextmanager
def writing(path: Path, buffering: int = -1, *, sync: bool = False, mode: int | None = None) -> Iterator[IO[bytes]]:
    """A new file, compressed by its suffix, which appears under its name when it is complete.

    Args:
        path: its name.
        buffering: as for `open`.
        sync: whether its bytes are on the disk before it appears, so that a power failure leaves no empty file.
        mode: its permissions; None takes those of a new file.

    Raises:
        OSError: it cannot be written; nothing remains of it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb", buffering) as raw:
            codec = COMPRESSION.get(path.suffix.lower())
            if codec is None:
                yield raw
            else:
                with _writer(codec, raw) as packed:
                    yield packed
            if sync:
                raw.flush()
                os.fsync(raw.fileno())
        if mode is None:
            mask = os.umask(0)
            os.umask(mask)
            mode = 0o666 & ~mask
        Path(name).chmod(stat.S_IMODE(mode))
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _writer(codec: str, raw: IO[bytes]) -> Any:
    """What writes compressed data."""
    if codec == "gzip":
        return GzipMembers(raw)
    if codec == "zstd":
        return _zstd().ZstdFile(raw, "w")
    return bz2.BZ2File(raw, "wb") if codec == "bzip2" else lzma.LZMAFile(raw, "wb")


def digest(path: Path) -> str:
    """A digest of the decompressed bytes of a file, as hexadecimal digits.

    Raises:
        InputError: it is not a regular file, or its compressed data is damaged.
        OSError: it cannot be read.
    """
    made = blake2b(digest_size=DIGEST)
    with reading(path) as file:
        while block := file.read(1 << 20):
            made.update(block)
    return made.hexdigest()


def digest_of(data: bytes) -> str:
    """The digest of a file with these bytes."""
    return blake2b(data, digest_size=DIGEST).hexdigest()


def append(file: IO[bytes], data: bytes) -> None:
    """Write all data to an unbuffered file, which may write a part at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _zstd() -> ModuleType:
    """The module for Zstandard, imported on first use."""
    return import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
