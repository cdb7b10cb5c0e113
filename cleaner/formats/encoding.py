"""Bytes to text: the encoding, the evidence for it, its confidence, and the invalid bytes.

Tried in this order: a byte order mark; the zero bytes of ASCII letters in UTF-16; UTF-8, also with
a few invalid bytes; UTF-8 with lines in another encoding; East Asian encodings, by the frequency of
the characters; single-byte encodings, by chardet. Invalid bytes are U+FFFD in the text and are
returned with their offsets. Input that is not text in any of these encodings is refused.

Why chardet: of 6,224 texts in 22 encodings and 20 languages, from 40 characters to 100 lines,
chardet alone decodes 98.3 % exactly and charset-normalizer 85.0 %; after the steps before it and
with fewer encodings it is 99.6 % (`benchmarks/encodings.py`).
"""

import codecs
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from cleaner import packaged
from cleaner.document import Undecoded
from cleaner.errors import BinaryInputError, EncodingInputError, OptionError
from cleaner.formats.invalid_bytes import HANDLER, REPLACEMENT, STAND_IN, limited, undecoded, with_stand_ins
from cleaner.patterns import regex

MARKS = (
    # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 1 << 16
"""Bytes that identify an encoding: more do not change the answer and take time."""
BEFORE = 256
"""ASCII bytes in the sample before the first other one: chardet needs the word around an accented
letter, and thousands of bytes would outweigh a few letters."""
BEYOND_ASCII = regex(r"[^\x00-\x7f]+")
CONTROLS = regex(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MAX_CONTROLS = 0.02
"""Share of control bytes in text: texts have single ones, programs and pictures about 10 %."""
MIN_ASCII = 0.05
"""Share of ASCII characters, such as spaces, from which UTF-16 may be any language; with fewer,
East Asian."""
EAST_ASIAN = {
    "gb18030": ("zh-Hans", "zh-Hant"),
    "big5": ("zh-Hant",),
    "shift_jis": ("ja",),
    "euc-jp": ("ja",),
    "euc-kr": ("ko",),
    "utf-16-le": ("ja", "ko", "zh-Hans", "zh-Hant"),
    "utf-16-be": ("ja", "ko", "zh-Hans", "zh-Hant"),
}
"""East Asian encodings with their languages."""
SHIFTED = ("big5", "shift_jis")
"""Encodings with bytes of ASCII letters in their characters."""
LATIN = ("cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "iso8859-2", "iso8859-9")
SINGLE_BYTE = (*LATIN, "cp1251", "cp1253", "cp1255", "cp1256", "cp874", "koi8-r", "koi8-u", "cp866", "iso8859-5", "iso8859-7")
"""The encodings chardet may choose. Others of DOS and Macintosh are rare, and short Western texts
were mistaken for them."""
NEXT_TO_ASCII = regex(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
MIN_NEXT_TO_ASCII = 0.5
"""Such places for each byte beyond ASCII from which a text is in the Latin script, as in "caf\xe9".
99 % of snippets of 40 characters reach it in Central European and Turkish encodings; in Cyrillic,
Greek, Hebrew, Arabic, Thai and EUC ones 99 % have at most .14."""
HIGH_RUN = regex(rb"[\x80-\xff]+")
FILL = b"\xfe\xff"
"""Bytes that are hardly ever letters in Western text; in Cyrillic "\xff" is a common letter."""
MIN_LETTERS, MIN_LETTERS_LATIN = 2, 4
"""Decoded letters beyond ASCII that are evidence, and in what looks like Latin script, where two
curly quotes are two common characters of Shift JIS."""
MIN_RUN = 1.5
"""Average length of runs of letters or bytes beyond ASCII in other scripts than Latin, where each
is alone."""
MIN_COMMON = 0.4
"""Share of characters among the 500 most frequent: text has 0.6 to 0.9, a wrong decoding under
0.2."""
CUT_OFF = regex(rb"(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})\Z")
ASCII = bytes(range(0x80))
MIN_UTF8 = 0.8
"""Share of the bytes beyond ASCII in UTF-8 characters from which a text or a line is UTF-8 with
invalid bytes. In other encodings lines of ten or more such bytes have .67 at most, texts .5 (GB
18030 and EUC-JP; KOI8 and Windows code pages under .2)."""
MIN_UTF8_SHORT, MAX_SHORT = 0.6, 3
"""The same if runs of such bytes are shorter on average than the second value, like accented
letters; one in 200 texts has valid runs by chance. Words of other scripts are longer."""
MIN_MIXED = 0.2
"""Share of the bytes beyond ASCII in lines of UTF-8 from which other lines may be in another
encoding."""
MIN_FOREIGN = 12
"""Bytes beyond ASCII in lines whose encoding is identified; fewer bytes are marked as invalid."""
MAX_BAD = 0.04
"""Share of the bytes beyond ASCII that may be invalid in an East Asian encoding: a wrong one has
more."""
MAX_REPLACED = 0.3
"""Share of U+FFFD in a text: above it, the input is not text in this encoding."""
CONFIDENCE, MAX_CONFIDENCE = ((11, 0.98), (47, 0.993)), 0.999
"""Measured share of right answers, by the number of bytes beyond ASCII, and with more of them
(`benchmarks/encodings.py`)."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text.

    Attributes:
        text: the text, with U+FEFF for a byte order mark and U+FFFD for invalid bytes.
        encoding: Python's name of the encoding.
        evidence: "valid", "mostly valid", "byte order mark", "zero bytes", "common characters",
            "letter pairs" or "given".
        confidence: 0 to 1, the measured share of right answers.
        undecoded: invalid bytes, and lines in another encoding, for `Cleaner.clean` to report.
    """

    text: str
    encoding: str
    evidence: str
    confidence: float = 1.0
    undecoded: tuple[Undecoded, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of some bytes.

    Args:
        data: a whole file.
        encoding: Python's name of the encoding; None to identify it.

    Raises:
        BinaryInputError: the bytes are not text.
        EncodingInputError: they do not fit the given encoding.
        OptionError: there is no encoding of that name.
    """
    if encoding is not None:
        return _made(data, encoding_name(encoding), "given")
    for mark, marked in MARKS:
        if data.startswith(mark):
            return _made(data, marked, "valid" if marked == "utf-8" else "byte order mark")
    sample = data[:SAMPLE]
    controls = len(CONTROLS.findall(sample)) > max(1, MAX_CONTROLS * len(sample))
    if b"\0" in sample and (controls or not _is_utf8(data)):
        utf16 = _by_zero_bytes(sample)
        if utf16 is not None:
            return _made(data, utf16, "zero bytes")
        if controls:
            raise BinaryInputError("these bytes are not text (they have NUL bytes and are not UTF-16)")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, controls=controls)
    if controls:
        raise BinaryInputError("these bytes are not text (too many control characters)")
    return Decoded(text, "utf-8", "valid")


def encoding_name(name: str) -> str:
    """Python's name of an encoding.

    Raises:
        OptionError: there is no encoding of that name.
    """
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except (LookupError, ValueError, UnicodeError):
        raise OptionError(f"unknown encoding {name!r}; name one such as utf-8, gb18030, windows-1252 or koi8-r") from None
    return found.name


def _not_utf8(data: bytes, *, controls: bool, by_lines: bool = True) -> Decoded:
    """The text of bytes that are not valid UTF-8.

    Args:
        data: the bytes.
        controls: whether many of them are control characters.
        by_lines: whether lines may have different encodings.
    """
    high, good = _utf8_bytes(data)
    if controls:
        # half of a UTF-16 character may look like a control character
        found = _east_asian(data, ("utf-16-le", "utf-16-be"))
        if found is None:
            raise BinaryInputError("these bytes are not text (too many control characters)")
        return _made(data, found, "common characters", _sure(high))
    if _is_mostly_utf8(data, high, good):
        return (_by_lines(data) if by_lines else None) or _made(data, "utf-8", "mostly valid", MAX_CONFIDENCE)
    window = _window(data)
    next_to_ascii = len(NEXT_TO_ASCII.findall(window))
    seen = len(window.translate(None, ASCII))
    is_latin = next_to_ascii >= MIN_NEXT_TO_ASCII * seen or seen < MIN_RUN * len(HIGH_RUN.findall(window))
    lines = _by_lines(data) if by_lines else None
    if lines is not None:
        return lines
    if not next_to_ascii and not data.translate(None, ASCII + FILL):
        return _made(data, "utf-8", "mostly valid", MAX_CONFIDENCE)
    found = _east_asian(data, SHIFTED, MIN_LETTERS_LATIN) if is_latin else _east_asian(data, tuple(EAST_ASIAN))
    if found is not None:
        return _made(data, found, "common characters", _sure(high))
    return _single_byte(data, high, LATIN if is_latin else SINGLE_BYTE)


def _by_lines(data: bytes) -> Decoded | None:
    """The text of UTF-8 with lines in another encoding; None if there is one encoding."""
    lines = data.splitlines(keepends=True) if b"\n" not in data else data.split(b"\n")
    if b"\n" in data:
        lines = [line + b"\n" for line in lines[:-1]] + lines[-1:]
    foreign, own, others = [], 0, 0
    for line in lines:
        high, good = (0, 0) if line.isascii() else _utf8_bytes(line)
        is_foreign = high > 0 and not _is_mostly_utf8(line, high, good)
        foreign.append(is_foreign)
        own, others = (own, others + high) if is_foreign else (own + high, others)
    if others < MIN_FOREIGN or own < max(MIN_FOREIGN, MIN_MIXED * (own + others)):
        return None
    rest = b"".join(line for line, is_foreign in zip(lines, foreign, strict=True) if is_foreign)
    encoding = _not_utf8(rest, controls=False, by_lines=False).encoding
    pieces: list[str] = []
    found: list[Undecoded] = []
    at = offset = 0
    for is_foreign, group in groupby(zip(foreign, lines, strict=True), key=lambda each: each[0]):
        block = b"".join(line for _, line in group)
        text, bad = _marked(block, encoding if is_foreign else "utf-8")
        if is_foreign:
            found.append(Undecoded(at, at + len(text.rstrip("\r\n")), offset, encoding=encoding))
        found += (Undecoded(at + each.start, at + each.end, offset + each.offset, each.data) for each in bad)
        pieces.append(text)
        at += len(text)
        offset += len(block)
    return Decoded("".join(pieces), "utf-8", "mostly valid", _sure(others), tuple(found))


def _single_byte(data: bytes, high: int, encodings: tuple[str, ...]) -> Decoded:
    """The text of bytes in one of some single-byte encodings."""
    # imported here, because its tables take megabytes
    import chardet

    found = chardet.detect(_window(data), max_bytes=SAMPLE, include_encodings=encodings, compat_names=False, no_match_encoding="cp1252")
    return _made(data, codecs.lookup(found["encoding"] or "cp1252").name, "letter pairs", _sure(high))


def _made(data: bytes, encoding: str, evidence: str, confidence: float = 1.0) -> Decoded:
    """The text of some bytes in an encoding, with U+FFFD for invalid bytes.

    Raises:
        BinaryInputError, EncodingInputError: too many bytes are invalid.
    """
    text, bad = _marked(data, encoding)
    if sum(each.end - each.start for each in bad) > MAX_REPLACED * len(text) + 1:
        if evidence == "given":
            raise EncodingInputError(
                f"the bytes do not fit {encoding} (the first invalid byte is at {bad[0].offset}); omit --encoding or name another"
            )
        raise BinaryInputError(f"these bytes are not text in {encoding} or another known encoding")
    return Decoded(text, encoding, evidence, confidence, bad)


def _marked(data: bytes, encoding: str) -> tuple[str, tuple[Undecoded, ...]]:
    """The text of some bytes with U+FFFD for invalid bytes, and these bytes; neighbours are one."""
    text, bad = with_stand_ins(data, encoding)
    return (text.replace(STAND_IN, REPLACEMENT), tuple(undecoded(data, text, bad))) if bad else (text, ())


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf8_bytes(data: bytes) -> tuple[int, int]:
    """The number of bytes beyond ASCII, and of those in complete UTF-8 characters."""
    cut_off = CUT_OFF.search(data, max(0, len(data) - 3))
    data = data[: cut_off.start()] if cut_off else data
    ascii_bytes = len(data) - len(data.translate(None, ASCII))
    return len(data) - ascii_bytes, len(data.decode("utf-8", "ignore").encode()) - ascii_bytes


def _window(data: bytes) -> bytes:
    """The bytes that identify an encoding: they start near the first byte beyond ASCII."""
    first = HIGH_RUN.search(data)
    # an even offset, for UTF-16
    start = max(0, first.start() - BEFORE) // 2 * 2 if first else 0
    return data[start : start + SAMPLE]


def _is_mostly_utf8(data: bytes, high: int, good: int) -> bool:
    """Whether most bytes beyond ASCII are in UTF-8 characters, so that the others are damage."""
    share = good / high if high else 0.0
    return share >= MIN_UTF8 or (share >= MIN_UTF8_SHORT and high < MAX_SHORT * len(HIGH_RUN.findall(data)))


def _sure(high: int) -> float:
    """The confidence of an encoding that was identified by so many bytes beyond ASCII."""
    return next((confidence for limit, confidence in CONFIDENCE if high <= limit), MAX_CONFIDENCE)


def _by_zero_bytes(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark, in the more likely byte order."""
    shares = {encoding: _legible(sample[: len(sample) // 2 * 2], encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > MIN_COMMON else None


def _legible(sample: bytes, encoding: str) -> float:
    """Share of characters that are white space, alphabetic, or common in a CJK language."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 4:
            return 0.0
        text = sample[: error.start // 2 * 2].decode(encoding)
    beyond = [char for char in text if not char.isascii()]
    if len(CONTROLS.findall(text.encode())) > MAX_CONTROLS * len(text):
        return 0.0
    if len(text) - len(beyond) < MIN_ASCII * len(text):
        return max(sum(map(common.__contains__, beyond)) for common in _common().values()) / len(beyond)
    known = frozenset().union(*_common().values())
    return sum(char in known or char.isspace() or (char.isprintable() and char < "\u0600") or char == "\ufeff" for char in text) / max(
        1, len(text)
    )


def _east_asian(data: bytes, encodings: tuple[str, ...], min_letters: int = MIN_LETTERS) -> str | None:
    """The East Asian encoding with the most common characters; None if they are common in none.

    Encodings without invalid bytes come first; only if none fits, a few bytes may be invalid.
    """
    sample = _window(data)
    for max_bad in (0, int(MAX_BAD * len(sample.translate(None, ASCII)))):
        best = max((_plausible(sample, encoding, max_bad, min_letters), encoding) for encoding in encodings)
        if best[0] >= MIN_COMMON:
            return best[1]
    return None


def _plausible(sample: bytes, encoding: str, max_bad: float, min_letters: int) -> float:
    """Share of a sample's letters beyond ASCII that are common in the encoding's languages.

    -1 with too many invalid bytes or too few letters. A truncated last character does not count.
    """
    try:
        with limited(max_bad):
            text = codecs.getincrementaldecoder(encoding)(HANDLER).decode(sample)
    except UnicodeDecodeError:
        return -1.0
    runs = BEYOND_ASCII.findall(text.replace(" ", "").replace(STAND_IN, ""))
    letters = "".join(runs)
    if sum(map(str.isalpha, letters)) < min_letters or len(letters) < MIN_RUN * len(runs):
        return -1.0
    return max(sum(map(_common()[language].__contains__, letters)) for language in EAST_ASIAN[encoding]) / len(letters)


@cache
def _common() -> dict[str, frozenset[str]]:
    """The most frequent characters of each language."""
    rows = packaged.text("data", "common_characters.txt").splitlines()
    return {language: frozenset(chars) for language, chars in (row.split(" ") for row in rows[1:])}
