"""Other readings of a line: its bytes in one encoding, decoded in another."""

from collections.abc import Iterator
from typing import NamedTuple

from cleaner.patterns import regex
from cleaner.repair.mojibake.charsets import MULTI_BYTE, SINGLE_BYTE, UTF_8, WESTERN, Charset, MultiByte, Piece, SingleByte, charset
from cleaner.repair.mojibake.resync import MAX_COST, mean_cost, resync

READ_WITH = {
    "cp1252": (UTF_8, *MULTI_BYTE, *(each for each in SINGLE_BYTE if each not in ("cp1252", "cp850", "iso8859-9"))),
    "cp1250": (UTF_8, *MULTI_BYTE, "cp1252", "cp1251", "iso8859-2"),
    "cp1251": (UTF_8, *MULTI_BYTE, "cp1252", "koi8-r", "cp866", "cp1250", "iso8859-5", "mac-cyrillic"),
    "cp1253": (UTF_8, "cp1252", "cp1251", "gb18030"),
    "cp1254": (UTF_8, "cp1252"),
    "cp1255": (UTF_8, "cp1252"),
    "cp1256": (UTF_8, "cp1252", "cp1251"),
    "cp1257": (UTF_8, "cp1252", "cp1250"),
    "cp1258": (UTF_8, "cp1252"),
    "cp874": (UTF_8, "cp1252"),
    "koi8-r": (UTF_8, "cp1251", "cp1252", "cp866"),
    "cp866": (UTF_8, "cp1251", "koi8-r", "cp1252"),
    "cp437": (UTF_8, "cp1252", "cp850", *MULTI_BYTE),
    "cp850": (UTF_8, "cp1252", "cp437"),
    "mac-roman": (UTF_8, "cp1252", *MULTI_BYTE),
    "mac-cyrillic": (UTF_8, "cp1251"),
    "iso8859-2": (UTF_8, "cp1252", "cp1250"),
    "iso8859-9": (UTF_8, "cp1252"),
    "iso8859-5": (UTF_8, "cp1251"),
    "iso8859-7": (UTF_8, "cp1252"),
    "koi8-u": (UTF_8, "cp1251"),
    **{each: (UTF_8, *(other for other in MULTI_BYTE if other != each)) for each in MULTI_BYTE if each != "euc-jp"},
}
"""Wrong encodings of a text, each with the encodings that its bytes may really be in."""
_CYRILLIC = regex("[\u0400-\u04ff]")
_CJK = regex("[\u2e80-\uffef]")
SHOWN = {
    **dict.fromkeys(("cp1251", "koi8-r", "koi8-u", "cp866", "mac-cyrillic", "iso8859-5"), _CYRILLIC),
    **dict.fromkeys(MULTI_BYTE, _CJK),
    **dict.fromkeys(("cp1253", "iso8859-7"), regex("[\u0370-\u03ff]")),
    "cp1255": regex("[\u05b0-\u05f4]"),
    "cp1256": regex("[\u0600-\u06ff]"),
    "cp874": regex("[\u0e00-\u0e7f]"),
}
"""Letters that every line decoded in an encoding of another script contains."""
MAX_LOST_SHARE = 0.34
"""Share of the bytes beyond ASCII that may be damaged: with more, no reading is likely."""
LATIN = frozenset({"cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "cp437", "cp850", "mac-roman", "iso8859-2", "iso8859-9", "iso8859-13"})
"""Encodings of Latin languages: their words have single characters beyond ASCII among ASCII
letters."""
MIN_SHARE = 0.5
"""Share of a line's characters beyond ASCII that the wrong encoding must contain if the bytes are
not UTF-8: such bytes decode by accident."""
MIN_MULTI_BYTE = 3
"""Characters beyond ASCII in a line of East Asian bytes: fewer decode by accident."""
COSTS = {UTF_8: 2.0, WESTERN: 4.0, "latin-1": -6.0}
"""Nats that the kind of a mistake costs: bytes are hardly UTF-8 by accident, most pages are read as
Western, and control characters of Windows-1252 are nothing else. Other pairs cost `RARE`."""
RARE = 8.0
RARE_WRONG = frozenset({"iso8859-2", "iso8859-5", "iso8859-7", "iso8859-9", "koi8-u", "cp1258", "mac-cyrillic"})
RARE_UTF_8 = 4.0
"""Additional nats for UTF-8 read in one of `RARE_WRONG`, which are similar to more common
encodings."""
VALID = 1.7
"""Nats that each continuation byte of UTF-8 is worth: of other bytes beyond ASCII one in two fits
there, after one in four that begins a character (2.1 nats for two bytes, 3.5 for three)."""
CYRILLIC = frozenset({"cp1251", "koi8-r", "cp866"})
"""Encodings of Russian, confused with each other as often as with Western."""
DOS = frozenset({"cp437", "cp850", "mac-roman", "mac-cyrillic"})
"""Encodings of obsolete systems; their mistakes are `RARE` unless the bytes are UTF-8."""
NOT_JAPANESE = ("gb18030", "big5", "cp949")
KANA, MAX_KANA_SHARE = regex("[\u3041-\u30ff]"), 0.25
"""Kana, and their share from which a text is Japanese: such text is hardly ever in a Chinese or
Korean encoding, although these have kana in the places of EUC-JP."""
LOST_COST = 3.0
"""Nats for a byte that is not text."""
PAIR = regex("[^\x00-\x7f]{2}")
BEYOND = regex("[^\x00-\x7f]")


class Reading(NamedTuple):
    """A line decoded again.

    Attributes:
        wrong, right: the encoding it was decoded in, and the new one.
        text: the new text.
        lost: bytes that are invalid in the new encoding; their characters stay unchanged.
        valid: valid continuation bytes of UTF-8.
        spans: for each character of the text, the half-open span of the line that it comes from.
    """

    wrong: str
    right: str
    text: str
    lost: int
    valid: int
    spans: list[tuple[int, int]] | None = None

    @property
    def cost(self) -> float:
        """Nats by which the reading must beat the line."""
        if self.right == UTF_8:
            known = COSTS[UTF_8] + (RARE_UTF_8 if self.wrong in RARE_WRONG else 0) - VALID * self.valid
        else:
            known = RARE if self.right in DOS or self.wrong in DOS else COSTS.get(self.wrong, RARE)
            if self.wrong in CYRILLIC and self.right in CYRILLIC:
                known = COSTS[WESTERN]
        if self.right in NOT_JAPANESE and len(KANA.findall(self.text)) > MAX_KANA_SHARE * len(self.text):
            known += RARE
        return known + LOST_COST * self.lost


def readings(line: str, *, east_asian: bool = True) -> Iterator[Reading]:
    """Every other reading of a line that differs from it.

    Args:
        line: with a character beyond ASCII.
        east_asian: whether East Asian text is also read in other East Asian encodings.
    """
    seen = {line}
    chars = BEYOND.findall(line)
    paired = PAIR.search(line) is not None
    for wrong, rights in READ_WITH.items():
        if wrong in SHOWN and not SHOWN[wrong].search(line):
            continue
        decoder = charset(wrong)
        if isinstance(decoder, SingleByte):
            covered = sum(map(decoder.beyond.__contains__, chars))
            likely = covered >= MIN_SHARE * len(chars)
            possible = [
                right
                for right in rights
                if (
                    paired and decoder.utf_8.search(line)
                    if right == UTF_8
                    else likely and (right in LATIN or (paired and (right in SINGLE_BYTE or covered >= MIN_MULTI_BYTE)))
                )
            ]
            pieces = [*_beyond_ascii(decoder, line)] if covered and possible else []
        else:
            pieces = [*_beyond_ascii(decoder, line)]
            covered = sum(len(BEYOND.findall(line, piece.start, piece.end)) for piece in pieces) if east_asian else 0
            others = east_asian and covered >= MIN_SHARE * len(chars) and paired
            possible = [right for right in rights if right == UTF_8 or others]
        for right in possible if pieces else ():
            made = reread(line, pieces, decoder, right)
            if made is not None and made[0] not in seen:
                seen.add(made[0])
                yield Reading(wrong, right, *made, valid=_valid(pieces, made[1]) if right == UTF_8 else 0)


def _beyond_ascii(decoder: Charset, line: str) -> Iterator[Piece]:
    """The parts of a line that have bytes in an encoding, and something beyond ASCII."""
    return (piece for piece in decoder.pieces(line) if not piece.data.isascii())


def read_again(line: str, wrong: str, right: str) -> Reading | None:
    """One reading of a line, with its spans; None if there is none."""
    pieces = [*_beyond_ascii(charset(wrong), line)]
    made = reread(line, pieces, charset(wrong), right) if pieces else None
    if made is None or made[0] == line:
        return None
    valid = _valid(pieces, made[1]) if right == UTF_8 else 0
    return Reading(wrong, right, *made, valid=valid, spans=_origins(line, pieces, charset(wrong), charset(right)))


def reread(line: str, pieces: list[Piece], wrong: Charset, right: str) -> tuple[str, int] | None:
    """A line decoded in another encoding, and the number of lost bytes; None if it does not fit."""
    made: list[str] = []
    at = lost = 0
    for piece in pieces:
        made.append(line[at : piece.start])
        at = piece.end
        parts = _decoded(line[piece.start : piece.end], piece.data, wrong, charset(right))
        if parts is None:
            return None
        for part in parts:
            made.append(part.text)
            lost += part.lost
    made.append(line[at:])
    return "".join(made), lost


def _valid(pieces: list[Piece], lost: int) -> int:
    """The number of continuation bytes of UTF-8."""
    return max(0, sum(len(piece.data) - len(piece.data.translate(None, _CONTINUING)) for piece in pieces) - lost)


class _Part(NamedTuple):
    """Bytes of a piece that are valid, or that are lost.

    Attributes:
        text: the decoded text, or the unchanged characters.
        size: number of bytes.
        lost: number of lost bytes.
    """

    text: str
    size: int
    lost: int


def _origins(line: str, pieces: list[Piece], wrong: Charset, right: Charset) -> list[tuple[int, int]]:
    """The spans of the line that the characters from `reread` come from."""
    spans: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        spans += ((index, index + 1) for index in range(at, piece.start))
        at = piece.end
        text = line[piece.start : piece.end]
        owners = [piece.start + index for index, length in enumerate(wrong.lengths(text)) for _ in range(length)]
        byte = 0
        for part in _decoded(text, piece.data, wrong, right) or ():
            lengths = wrong.lengths(part.text) if part.lost else right.lengths(part.text)
            for length in lengths:
                spans.append((owners[byte], owners[byte + length - 1] + 1))
                byte += length
    spans += ((index, index + 1) for index in range(at, len(line)))
    return spans


def _decoded(text: str, data: bytes, wrong: Charset, right: Charset) -> list[_Part] | None:
    """The parts of a piece; None if it does not fit the right encoding."""
    if isinstance(right, SingleByte):
        return [_Part(right.decode(data), len(data), 0)]
    may_resync = isinstance(wrong, SingleByte) and right.encoding != UTF_8
    try:
        whole = right.decode(data)
    except UnicodeDecodeError:
        return _resynced(text, data, right) if may_resync else _decode_partly(text, data, wrong, right)
    if may_resync and mean_cost(whole) > MAX_COST and (parts := _resynced(text, data, right)) is not None:
        return parts
    return [_Part(whole, len(data), 0)]


def _resynced(text: str, data: bytes, right: MultiByte) -> list[_Part] | None:
    """The parts of a piece with missing bytes; unpaired bytes stay unchanged."""
    stretches = resync(data, right.encoding)
    if stretches is None:
        return None
    parts: list[_Part] = []
    at = 0
    for stretch in stretches:
        parts.append(_Part(stretch.text or text[at], stretch.size, 0 if stretch.text else 1))
        at += stretch.size
    return parts


def _decode_partly(text: str, data: bytes, wrong: Charset, right: MultiByte) -> list[_Part] | None:
    """The parts of a piece with invalid bytes, whose characters stay unchanged."""
    allowed = max(2, int(MAX_LOST_SHARE * (len(data) - len(data.translate(None, _BEYOND)))))
    if data.decode(right.encoding, "replace").count("\N{REPLACEMENT CHARACTER}") > allowed:
        return None
    owners = [index for index, length in enumerate(wrong.lengths(text)) for _ in range(length)]
    made: list[_Part] = []
    at = lost = 0
    while at < len(data):
        try:
            made.append(_Part(right.decode(data[at:]), len(data) - at, 0))
            break
        except UnicodeDecodeError as error:
            bad, end = at + error.start, max(at + error.start + 1, at + error.end)
            # a character of two bytes stays whole
            while bad > at and owners[bad - 1] == owners[bad]:
                bad -= 1
            while end < len(data) and owners[end] == owners[end - 1]:
                end += 1
            if bad > at:
                made += _decoded_before(text, data, at, bad, owners, right)
            lost += end - bad
            if lost > allowed:
                return None
            made.append(_Part(text[owners[bad] : owners[end - 1] + 1], end - bad, end - bad))
            at = end
    return made


def _decoded_before(text: str, data: bytes, start: int, end: int, owners: list[int], right: MultiByte) -> list[_Part]:
    """The parts before an invalid byte; a character that is cut by it stays unchanged."""
    try:
        return [_Part(right.decode(data[start:end]), end - start, 0)]
    except UnicodeDecodeError as error:
        cut = start + error.start
        while cut > start and owners[cut - 1] == owners[cut]:
            cut -= 1
        kept = _Part(text[owners[cut] : owners[end - 1] + 1], end - cut, end - cut)
        if cut == start:
            return [kept]
        try:
            return [_Part(right.decode(data[start:cut]), cut - start, 0), kept]
        except UnicodeDecodeError:
            return [_Part(text[owners[start] : owners[end - 1] + 1], end - start, end - start)]


_BEYOND = bytes(range(0x80, 0x100))
_CONTINUING = bytes(range(0x80, 0xC0))
