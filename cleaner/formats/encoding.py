"""Bytes to text: which encoding, and how that is known.

UTF-8 when the bytes are valid UTF-8; UTF-16 and UTF-32 by their byte order mark, or by the zero bytes that ASCII letters have in
them; else the Chinese, Japanese and Korean encodings by how common the characters are that each would give. What fits none is
refused, not guessed.
"""

import codecs
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cleaner.errors import BinaryInputError, EncodingInputError

MARKS = (
    # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 1 << 16
"""Bytes from the start that are judged; the whole is then decoded strictly."""
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MOST_CONTROLS = 0.02
"""Share of control bytes from which on bytes are no text."""
FEWEST_ASCII = 0.05
"""Share of ASCII characters, spaces if nothing else, from which on UTF-16 is judged as text of any language; below, as Chinese and the like."""
EAST_ASIAN = {
    "gb18030": ("zh-Hans", "zh-Hant"),
    "big5": ("zh-Hant",),
    "shift_jis": ("ja",),
    "euc-jp": ("ja",),
    "euc-kr": ("ko",),
    "utf-16-le": ("ja", "ko", "zh-Hans", "zh-Hant"),
    "utf-16-be": ("ja", "ko", "zh-Hans", "zh-Hant"),
}
"""The encodings that are tried, with the languages written in them."""
FEWEST = 2
"""Letters beyond ASCII that must decode for them to be evidence."""
SHORTEST_RUN = 1.5
"""Such letters that must stand together on average; in Western text read as Chinese each stands alone."""
COMMON_ENOUGH = 0.4
"""Share of the characters that must be among the 500 most frequent; text has 0.6 to 0.9, a wrong decoding under 0.2."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it came in.

    Attributes:
        text: the text; a byte order mark stands in it as U+FEFF, so that nothing is lost.
        encoding: Python's name of the encoding.
        evidence: how it is known: "valid", "byte order mark", "zero bytes" or "common characters".
    """

    text: str
    encoding: str
    evidence: str


def decode(data: bytes) -> Decoded:
    """The text of some bytes.

    Args:
        data: a whole file.

    Raises:
        BinaryInputError: the bytes are no text.
        EncodingInputError: no encoding known here fits them; says where UTF-8 fails.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding), encoding, "valid" if encoding == "utf-8" else "byte order mark")
    sample = data[:SAMPLE]
    if b"\0" in sample and not _stray_zeros(data, sample):
        utf16 = _by_zero_bytes(sample)
        if utf16 is None:
            raise BinaryInputError("these bytes are no text (they hold NUL bytes and are not UTF-16)")
        return Decoded(_strict(data, utf16), utf16, "zero bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        failure = error
    else:
        if len(CONTROLS.findall(sample)) > MOST_CONTROLS * len(sample):
            raise BinaryInputError("these bytes are no text (too many control characters)")
        return Decoded(text, "utf-8", "valid")
    controls = len(CONTROLS.findall(sample)) > MOST_CONTROLS * len(sample)
    # half of a UTF-16 character may look like a control character
    tried = [encoding for encoding in EAST_ASIAN if not controls or encoding.startswith("utf-16")]
    best = max(((_plausible(data, encoding), encoding) for encoding in tried), key=lambda each: each[0])
    if best[0] < COMMON_ENOUGH:
        if controls:
            raise BinaryInputError("these bytes are no text (too many control characters)")
        raise EncodingInputError(
            f"not UTF-8 (byte {failure.start} is 0x{data[failure.start]:02X}), and neither UTF-16, GB 18030, Big5, Shift JIS, EUC-JP nor EUC-KR "
            "fits; convert the file to UTF-8 first"
        )
    return Decoded(_strict(data, best[1]), best[1], "common characters")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingInputError(
            f"the bytes look like {encoding} but byte {error.start} does not fit; repair or convert the file first"
        ) from None


def _stray_zeros(data: bytes, sample: bytes) -> bool:
    """Whether zero bytes are but a few control characters in what is UTF-8 otherwise."""
    if len(CONTROLS.findall(sample)) > MOST_CONTROLS * len(sample):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _by_zero_bytes(sample: bytes) -> str | None:
    """UTF-16 without a mark, in the order of bytes that gives the likelier text."""
    shares = {encoding: _legible(sample[: len(sample) // 2 * 2], encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > COMMON_ENOUGH else None


def _legible(sample: bytes, encoding: str) -> float:
    """Share of the characters of a sample that are alphabetic letters, line feeds and the like, or common in a CJK language."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 4:
            return 0.0
        text = sample[: error.start // 2 * 2].decode(encoding)
    beyond = [char for char in text if not char.isascii()]
    if len(CONTROLS.findall(text.encode())) > MOST_CONTROLS * len(text):
        return 0.0
    if len(text) - len(beyond) < FEWEST_ASCII * len(text):
        return max(sum(map(common.__contains__, beyond)) for common in _common().values()) / len(beyond)
    known = frozenset().union(*_common().values())
    return sum(char in known or char.isspace() or (char.isprintable() and char < "\u0600") or char == "\ufeff" for char in text) / max(
        1, len(text)
    )


def _plausible(data: bytes, encoding: str) -> float:
    """Share of a sample's letters beyond ASCII that are common in the encoding's languages; -1 when it does not decode."""
    try:
        data.decode(encoding)
        text = data[:SAMPLE].decode(encoding, "ignore")
    except UnicodeDecodeError:
        return -1.0
    runs = BEYOND_ASCII.findall(text.replace(" ", ""))
    letters = "".join(runs)
    if sum(map(str.isalpha, letters)) < FEWEST or len(letters) < SHORTEST_RUN * len(runs):
        return -1.0
    return max(sum(map(_common()[language].__contains__, letters)) for language in EAST_ASIAN[encoding]) / len(letters)


@cache
def _common() -> dict[str, frozenset[str]]:
    """The most frequent characters of each language."""
    rows = files("cleaner.data").joinpath("common_characters.txt").read_text(encoding="utf-8").splitlines()
    return {language: frozenset(chars) for language, chars in (row.split(" ") for row in rows[1:])}
