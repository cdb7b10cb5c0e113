"""Encodings as tables: the bytes of a text, and the text of some bytes, as damaged pages have them.

Browsers, and text that was converted to Latin-1, show undefined bytes as C1 control characters. So
a single-byte encoding here has a control character for each byte that it does not define.
Sources: the WHATWG Encoding Standard (indexes of the single-byte encodings), Python's codecs for
the multi-byte ones.
"""

import re
from codecs import charmap_decode
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

UTF_8 = "utf-8"
UTF_8_FIRST, UTF_8_FOLLOWING = range(0xC2, 0xF5), range(0x80, 0xC0)
"""The first bytes of characters of UTF-8 beyond ASCII, and their other bytes."""
WESTERN = "cp1252"
MULTI_BYTE = ("gb18030", "big5", "cp932", "cp949", "euc-jp")
"""East Asian encodings. cp932 is Shift JIS and cp949 EUC-KR, each with the characters that
Microsoft added."""
SINGLE_BYTE = tuple(
    """
    cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 koi8-r koi8-u cp866 cp437 cp850 mac-roman mac-cyrillic
    iso8859-2 iso8859-5 iso8859-7 iso8859-9 iso8859-13
    """.split()
)
MAX_KNOWN = 1 << 14
"""Characters of a multi-byte encoding whose bytes are kept."""
NAMES = {
    "cp932": "Shift JIS", "cp949": "EUC-KR", "cp866": "DOS 866", "cp437": "DOS 437", "cp850": "DOS 850",
    "gb18030": "GB 18030", "big5": "Big5", "utf-8": "UTF-8", "latin-1": "Latin-1", "euc-jp": "EUC-JP",
    "koi8-r": "KOI8-R", "koi8-u": "KOI8-U", "cp874": "TIS-620", "mac-roman": "Mac Roman", "mac-cyrillic": "Mac Cyrillic",
}  # fmt: skip
"""Names in messages; others follow from Python's names (`cp1252`, `iso8859-2`)."""


def name_of(encoding: str) -> str:
    """The name of an encoding in a message."""
    known = NAMES.get(encoding)
    if known is not None:
        return known
    return f"Windows-{encoding[2:]}" if encoding.startswith("cp") else encoding.upper().replace("ISO8859", "ISO 8859")


class Piece(NamedTuple):
    """Characters of a text with their bytes.

    Attributes:
        start, end: half-open code points in the text.
        data: their bytes.
    """

    start: int
    end: int
    data: bytes


class SingleByte:
    """A single-byte encoding.

    Args:
        encoding: Python's name of it.
    """

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self.chars = "".join(_char(encoding, byte) for byte in range(256))
        self.bytes = {char: byte for byte, char in enumerate(self.chars)}
        if encoding == "cp1252":
            # text mixes Latin-1 and Windows-1252, because they are often confused
            self.bytes.update({chr(byte): byte for byte in range(0x80, 0xA0)})
        self.beyond = frozenset(char for char, byte in self.bytes.items() if byte >= 0x80)
        """The characters beyond ASCII."""
        self._table = {ord(char): byte for char, byte in self.bytes.items()}

    @cached_property
    def utf_8(self) -> re.Pattern[str]:
        """What every text has whose bytes have a character of UTF-8 beyond ASCII."""
        first, following = ("".join(char for char, byte in self.bytes.items() if byte in span) for span in (UTF_8_FIRST, UTF_8_FOLLOWING))
        return re.compile(f"[{re.escape(first)}][{re.escape(following)}]")

    @cached_property
    def _foreign(self) -> re.Pattern[str]:
        return re.compile(f"[^\\x00-\\x7f{''.join(sorted(self.beyond))}]+")

    def pieces(self, text: str) -> Iterator[Piece]:
        """The parts of a text that have bytes in this encoding."""
        at = 0
        for match in (*self._foreign.finditer(text), None):
            end = len(text) if match is None else match.start()
            if end > at:
                yield Piece(at, end, text[at:end].translate(self._table).encode("latin-1"))
            at = end if match is None else match.end()

    def decode(self, data: bytes) -> str:
        """The text of some bytes."""
        return charmap_decode(data, "strict", self.chars)[0]

    def lengths(self, text: str) -> list[int]:
        """Bytes of each character."""
        return [1] * len(text)


def _char(encoding: str, byte: int) -> str:
    try:
        return bytes((byte,)).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


class _Bytes(dict[str, bytes | None]):
    """The bytes of characters in a multi-byte encoding, looked up once; None for a character without bytes in it."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def __missing__(self, char: str) -> bytes | None:
        if len(self) >= MAX_KNOWN:
            self.clear()
        self[char] = made = self._encoded(char)
        return made

    def _encoded(self, char: str) -> bytes | None:
        # Windows decoders show the byte 0x80 of GBK as the euro sign
        if char == "€" and self._encoding == "gb18030":
            return b"\x80"
        if self._encoding == "gb18030" and "\x80" <= char <= "\x9f":
            return None
        try:
            data = char.encode(self._encoding)
        except UnicodeEncodeError:
            return None
        return data if len(data) <= 2 or self._encoding == "euc-jp" else None


class MultiByte:
    """A multi-byte encoding.

    Args:
        encoding: Python's name of it.
    """

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self._bytes = _Bytes(encoding)

    def pieces(self, text: str) -> Iterator[Piece]:
        """The parts of a text with at most two bytes for each character in this encoding."""
        parts = [*map(self._bytes.__getitem__, text), None]
        at = 0
        while at < len(text):
            end = parts.index(None, at)
            if end > at:
                yield Piece(at, end, b"".join(parts[at:end]))  # type: ignore[arg-type]
            at = end + 1

    def decode(self, data: bytes) -> str:
        """The text of some bytes.

        Raises:
            UnicodeDecodeError: they are not text in this encoding.
        """
        return data.decode(self.encoding)

    def lengths(self, text: str) -> list[int]:
        """Bytes of each character."""
        return [len(self._bytes[char] or char.encode(self.encoding)) for char in text]


Charset = SingleByte | MultiByte


@cache
def charset(encoding: str) -> Charset:
    """An encoding by its name in `SINGLE_BYTE`, `MULTI_BYTE` or `UTF_8`."""
    return SingleByte(encoding) if encoding in SINGLE_BYTE else MultiByte(encoding)
