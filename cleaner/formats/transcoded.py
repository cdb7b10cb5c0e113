"""Bytes in an encoding whose characters may hold the bytes of others, as UTF-8."""

import codecs
from typing import Protocol

WIDE = ("utf-16", "utf-32")
"""Encodings in which a line feed is not one byte."""
SHIFTED = ("gb18030", "gbk", "big5", "shift_jis", "cp932", "cp950", "euc_jis")
"""Encodings in which bytes of brackets and backslashes may be parts of other characters."""
BLOCK = 1 << 16


class Readable(Protocol):
    """What can be read."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""


class Transcoded:
    """A file in another encoding, read as UTF-8; invalid bytes are U+FFFD.

    Args:
        file: the file.
        encoding: Python's name of its encoding.
    """

    def __init__(self, file: Readable, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._held = b""
        self._ended = False

    def _fill(self, enough: "int | None") -> None:
        """Hold so many bytes, or a line, if there are."""
        while not self._ended and (len(self._held) < enough if enough is not None else b"\n" not in self._held):
            block = self._file.read(BLOCK)
            self._ended = not block
            self._held += self._decoder.decode(block, final=self._ended).encode("utf-8", "replace")

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        self._fill(1 << 62 if size < 0 else size)
        end = len(self._held) if size < 0 else size
        found, self._held = self._held[:end], self._held[end:]
        return found

    def readline(self) -> bytes:
        """The rest of the line."""
        self._fill(None)
        end = self._held.find(b"\n") + 1 or len(self._held)
        found, self._held = self._held[:end], self._held[end:]
        return found
