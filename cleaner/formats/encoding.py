"""Bytes to text: which encoding, how that is known, how sure it is, and which bytes it does not explain.

In this order: a byte order mark; the zero bytes that ASCII letters have in UTF-16; UTF-8, also with a few bad bytes; UTF-8 with lines in another
encoding; the Chinese, Japanese and Korean encodings by how common the characters are that each would give; the other encodings of one byte a
character by their pairs of letters, which is left to chardet. Bytes that the encoding does not explain are U+FFFD in the text and are named with
their offsets. Only what is not text in any of these encodings is refused.

Why chardet: of 6,224 texts in 22 encodings and 20 languages, from snippets of 40 characters to 100 lines, chardet alone recovers 98.3 % exactly and
charset-normalizer 85.0 %; with the readings here before it and fewer encodings to choose from it is 99.6 % (`benchmarks/encodings.py`).
"""

import codecs
import re
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from math import inf

from cleaner.document import Undecoded
from cleaner.errors import BinaryInputError, EncodingInputError, OptionError

MARKS = (
    # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 1 << 16
"""Bytes by which an encoding is detected: more do not change the answer and take time."""
BEFORE = 256
"""Bytes of ASCII before the first others that belong to the sample: chardet reads the word around an accent, and thousands would drown a few letters."""
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MAX_CONTROLS = 0.02
"""Share of control bytes up to which bytes are text: texts have a stray one here and there, programs and pictures one in ten."""
MIN_ASCII = 0.05
"""Share of ASCII characters, spaces if nothing else, from which UTF-16 is treated as text of any language; below, as Chinese and the like."""
EAST_ASIAN = {
    "gb18030": ("zh-Hans", "zh-Hant"),
    "big5": ("zh-Hant",),
    "shift_jis": ("ja",),
    "euc-jp": ("ja",),
    "euc-kr": ("ko",),
    "utf-16-le": ("ja", "ko", "zh-Hans", "zh-Hant"),
    "utf-16-be": ("ja", "ko", "zh-Hans", "zh-Hant"),
}
"""The East Asian encodings that are tried, with the languages written in them."""
SHIFTED = ("big5", "shift_jis")
"""Those whose characters have bytes of ASCII letters."""
LATIN = ("cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "iso8859-2", "iso8859-9")
SINGLE_BYTE = (*LATIN, "cp1251", "cp1253", "cp1255", "cp1256", "cp874", "koi8-r", "koi8-u", "cp866", "iso8859-5", "iso8859-7")
"""What chardet chooses from. Other DOS and Macintosh encodings are left out: files in them are rare, and short Western texts were taken for them."""
BESIDE_LATIN = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
MIN_BESIDE = 0.5
"""Such places per byte beyond ASCII from which a text is in the Latin script: "caf\xe9" is not a word of Cyrillic letters. 99 % of snippets of 40
characters have that many in the central European and Turkish encodings, and 99 % have at most .14 in Cyrillic, Greek, Hebrew, Arabic, Thai and EUC ones."""
HIGH_RUN = re.compile(rb"[\x80-\xff]+")
FILL = b"\xfe\xff"
"""Bytes that are hardly ever letters: the rarest in Western text, where "\xff" in Cyrillic is one letter among others."""
MIN_LETTERS = 2
"""Letters beyond ASCII that must decode for them to be evidence."""
MIN_LETTERS_LATIN = 4
"""The same in what looks like text in the Latin script: two curly quotes are two common characters of Shift JIS."""
MIN_RUN = 1.5
"""Letters or bytes beyond ASCII that must be neighbours on average in a text that is not in the Latin script; in Western text each is alone."""
MIN_COMMON = 0.4
"""Share of the characters that must be among the 500 most frequent; text has 0.6 to 0.9, a wrong decoding under 0.2."""
CUT_OFF = re.compile(rb"(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})\Z")
ASCII = bytes(range(0x80))
MIN_UTF8 = 0.8
"""Share of the bytes beyond ASCII that must be in characters of UTF-8 for a text or a line to be UTF-8 with a few bad bytes. Lines of ten or more such
bytes in other encodings have .67 at most, whole texts .5 (GB 18030 and EUC-JP; KOI8 and Windows code pages under .2)."""
MIN_UTF8_SHORT = 0.6
"""The same if such bytes occur alone or in pairs, as accented letters do: in 1 text of 200 these are valid UTF-8 by coincidence."""
MAX_SHORT = 3
"""Bytes beyond ASCII that are neighbours on average, up to which they count as standing alone or in pairs; words of other scripts have more."""
MIN_MIXED = 0.2
"""Share of the bytes beyond ASCII that must be in lines of UTF-8 for the other lines to be read in another encoding than the text."""
MIN_FOREIGN = 12
"""Bytes beyond ASCII that lines need for their encoding to be detected; with fewer the bytes are marked, not guessed."""
MAX_BAD = 0.04
"""Share of the bytes beyond ASCII that an East Asian encoding may leave unexplained."""
MAX_MARKS = 0.3
"""Share of U+FFFD up to which the bytes still count as text."""
SURE = ((11, 0.98), (47, 0.993))
"""How often the answer is right, by the bytes beyond ASCII up to which that was measured (`benchmarks/encodings.py`)."""
SUREST = 0.999
"""The same with more bytes."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it came in.

    Attributes:
        text: the text; a byte order mark is kept as U+FEFF, so that nothing is lost; U+FFFD replaces invalid bytes.
        encoding: Python's name of the encoding.
        evidence: how it is known: "valid", "mostly valid", "byte order mark", "zero bytes", "common characters", "letter pairs" or "given".
        confidence: 0 to 1, how often such an answer is right.
        undecoded: the bytes that do not fit, and lines in another encoding; `Cleaner.clean` names them among the findings.
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
        encoding: Python's name of the encoding, when it is known; None tells it from the bytes.

    Raises:
        BinaryInputError: the bytes are not text.
        EncodingInputError: they hardly fit the encoding that was given.
        OptionError: there is no encoding with this name.
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
            raise BinaryInputError("these bytes are not text (they hold NUL bytes and are not UTF-16)")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, controls=controls)
    if controls:
        raise BinaryInputError("these bytes are not text (too many control characters)")
    return Decoded(text, "utf-8", "valid")


def encoding_name(name: str) -> str:
    """Python's name of an encoding of texts.

    Raises:
        OptionError: there is none of that name.
    """
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except (LookupError, ValueError, UnicodeError):
        raise OptionError(f"unknown encoding {name!r}; name one such as utf-8, gb18030, windows-1252 or koi8-r") from None
    return found.name


def _not_utf8(data: bytes, *, controls: bool, by_lines: bool = True) -> Decoded:
    """The text of bytes that are not UTF-8 from beginning to end.

    Args:
        data: the bytes.
        controls: whether many of them are control characters.
        by_lines: whether some lines may be in another encoding than others.
    """
    high, good = _utf8_bytes(data)
    if controls:
        # half of a UTF-16 character may look like a control character
        found = _east_asian(data, ("utf-16-le", "utf-16-be"))
        if found is None:
            raise BinaryInputError("these bytes are not text (too many control characters)")
        return _made(data, found, "common characters", _sure(high))
    if _is_mostly_utf8(data, high, good):
        return (_by_lines(data) if by_lines else None) or _made(data, "utf-8", "mostly valid", SUREST)
    window = _window(data)
    beside = len(BESIDE_LATIN.findall(window))
    seen = len(window.translate(None, ASCII))
    is_latin = beside >= MIN_BESIDE * seen or seen < MIN_RUN * len(HIGH_RUN.findall(window))
    lines = _by_lines(data) if by_lines else None
    if lines is not None:
        return lines
    if not beside and not data.translate(None, ASCII + FILL):
        return _made(data, "utf-8", "mostly valid", SUREST)
    found = _east_asian(data, SHIFTED, MIN_LETTERS_LATIN) if is_latin else _east_asian(data, tuple(EAST_ASIAN))
    if found is not None:
        return _made(data, found, "common characters", _sure(high))
    return _single_byte(data, high, LATIN if is_latin else SINGLE_BYTE)


def _by_lines(data: bytes) -> Decoded | None:
    """UTF-8 with lines in another encoding; None when the lines do not show two."""
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
    """The text of bytes in one of some encodings of one byte a character."""
    # loaded when there is such a file: its tables take some megabytes
    import chardet

    found = chardet.detect(_window(data), max_bytes=SAMPLE, include_encodings=encodings, compat_names=False, no_match_encoding="cp1252")
    return _made(data, codecs.lookup(found["encoding"] or "cp1252").name, "letter pairs", _sure(high))


def _made(data: bytes, encoding: str, evidence: str, confidence: float = 1.0) -> Decoded:
    """The text of some bytes in an encoding, with marks where they do not fit.

    Raises:
        BinaryInputError, EncodingInputError: they hardly fit at all.
    """
    text, bad = _marked(data, encoding)
    if sum(each.end - each.start for each in bad) > MAX_MARKS * len(text) + 1:
        if evidence == "given":
            raise EncodingInputError(
                f"the bytes do not fit {encoding} (the first that does not is at {bad[0].offset}); leave --encoding out or name another"
            )
        raise BinaryInputError(f"these bytes are not text in {encoding}, nor in another encoding known here")
    return Decoded(text, encoding, evidence, confidence, bad)


class _Bad(list[tuple[int, int]]):
    """Where bytes do not fit.

    Args:
        most: maximum number; decoding stops when it is exceeded.
    """

    def __init__(self, most: float) -> None:
        super().__init__()
        self.most = most


_bad: ContextVar[_Bad] = ContextVar("bytes that do not fit")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
STAND_IN = "\udfff"
"""A lone surrogate, which no encoding produces, marks invalid bytes until their offsets are known."""
_STAND_INS = re.compile(f"{STAND_IN}+")


def _note(error: UnicodeError) -> tuple[str, int]:
    bad = _bad.get()
    if not isinstance(error, UnicodeDecodeError) or len(bad) >= bad.most:
        raise error
    bad.append((error.start, error.end))
    return STAND_IN, error.end


codecs.register_error("cleaner-mark", _note)


def _marked(data: bytes, encoding: str) -> tuple[str, tuple[Undecoded, ...]]:
    """The text of some bytes with U+FFFD for what does not fit, and what that was; neighbours are one."""
    text, bad = with_stand_ins(data, encoding)
    return (text.replace(STAND_IN, REPLACEMENT), tuple(undecoded(data, text, bad))) if bad else (text, ())


def with_stand_ins(data: bytes, encoding: str) -> tuple[str, list[tuple[int, int]]]:
    """The text of some bytes with `STAND_IN` for what does not fit, and where that was in the bytes.

    Args:
        data: the bytes.
        encoding: Python's name of their encoding.
    """
    bad = _Bad(inf)
    token = _bad.set(bad)
    try:
        text = data.decode(encoding, "cleaner-mark")
    finally:
        _bad.reset(token)
    return text, bad


def undecoded(data: bytes, text: str, bad: list[tuple[int, int]], number: int = 0) -> Iterator[Undecoded]:
    """What `with_stand_ins` could not decode; neighbours are one.

    Args:
        data: the bytes.
        text: their text, or a part of it.
        bad: where bytes did not fit.
        number: how many of those were before the text.
    """
    for match in _STAND_INS.finditer(text):
        start, end = match.span()
        first, last = bad[number], bad[number + end - start - 1]
        yield Undecoded(start, end, first[0], data[first[0] : last[1]])
        number += end - start


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf8_bytes(data: bytes) -> tuple[int, int]:
    """How many bytes are beyond ASCII, and how many of them are in characters of UTF-8; a last character that is cut off does not count."""
    cut_off = CUT_OFF.search(data, max(0, len(data) - 3))
    data = data[: cut_off.start()] if cut_off else data
    ascii_bytes = len(data) - len(data.translate(None, ASCII))
    return len(data) - ascii_bytes, len(data.decode("utf-8", "ignore").encode()) - ascii_bytes


def _window(data: bytes) -> bytes:
    """The bytes by which an encoding is detected, starting just before the first beyond ASCII: a file may begin with a page of markup."""
    first = HIGH_RUN.search(data)
    # an even offset, for UTF-16
    start = max(0, first.start() - BEFORE) // 2 * 2 if first else 0
    return data[start : start + SAMPLE]


def _is_mostly_utf8(data: bytes, high: int, good: int) -> bool:
    """Whether so many of the bytes beyond ASCII are in characters of UTF-8 that the others are damage."""
    share = good / high if high else 0.0
    return share >= MIN_UTF8 or (share >= MIN_UTF8_SHORT and high < MAX_SHORT * len(HIGH_RUN.findall(data)))


def _sure(high: int) -> float:
    """Confidence in an encoding that was detected from so many bytes beyond ASCII."""
    return next((confidence for most, confidence in SURE if high <= most), SUREST)


def _by_zero_bytes(sample: bytes) -> str | None:
    """UTF-16 without a mark, in the order of bytes that gives the likelier text."""
    shares = {encoding: _legible(sample[: len(sample) // 2 * 2], encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > MIN_COMMON else None


def _legible(sample: bytes, encoding: str) -> float:
    """Share of the characters of a sample that are alphabetic letters, line feeds and the like, or common in a CJK language."""
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
    """The East Asian encoding in which the characters are commonest; None when they are common in none.

    Encodings that explain every byte come first; only when there is none, a few bytes may be bad.
    """
    sample = _window(data)
    for most in (0, int(MAX_BAD * len(sample.translate(None, ASCII)))):
        best = max((_plausible(sample, encoding, most, min_letters), encoding) for encoding in encodings)
        if best[0] >= MIN_COMMON:
            return best[1]
    return None


def _plausible(sample: bytes, encoding: str, most: float, min_letters: int) -> float:
    """Share of a sample's letters beyond ASCII that are common in the encoding's languages; -1 when more than `most` places do not fit.

    A last character that is cut off does not count.
    """
    token = _bad.set(_Bad(most))
    try:
        text = codecs.getincrementaldecoder(encoding)("cleaner-mark").decode(sample)
    except UnicodeDecodeError:
        return -1.0
    finally:
        _bad.reset(token)
    runs = BEYOND_ASCII.findall(text.replace(" ", "").replace(STAND_IN, ""))
    letters = "".join(runs)
    if sum(map(str.isalpha, letters)) < min_letters or len(letters) < MIN_RUN * len(runs):
        return -1.0
    return max(sum(map(_common()[language].__contains__, letters)) for language in EAST_ASIAN[encoding]) / len(letters)


@cache
def _common() -> dict[str, frozenset[str]]:
    """The most frequent characters of each language."""
    rows = files("cleaner.data").joinpath("common_characters.txt").read_text(encoding="utf-8").splitlines()
    return {language: frozenset(chars) for language, chars in (row.split(" ") for row in rows[1:])}
