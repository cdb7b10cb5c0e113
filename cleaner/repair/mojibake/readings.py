"""The other texts that the bytes of a line may be: for each pair of encodings, the line written in the one and read in the other."""

import re
from collections.abc import Iterator
from typing import NamedTuple

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
"""Encodings in which a text is decoded by mistake, each with those that its bytes may really be in."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_CJK = re.compile("[\u2e80-\uffef]")
SHOWN = {
    **dict.fromkeys(("cp1251", "koi8-r", "koi8-u", "cp866", "mac-cyrillic", "iso8859-5"), _CYRILLIC),
    **dict.fromkeys(MULTI_BYTE, _CJK),
    **dict.fromkeys(("cp1253", "iso8859-7"), re.compile("[\u0370-\u03ff]")),
    "cp1255": re.compile("[\u05b0-\u05f4]"),
    "cp1256": re.compile("[\u0600-\u06ff]"),
    "cp874": re.compile("[\u0e00-\u0e7f]"),
}
"""What a line holds that was decoded in an encoding of another script: bytes of letters come out as letters of that script."""
MAX_LOST_SHARE = 0.34
"""Share of the bytes beyond ASCII that may be damaged for a line to be read at all."""
LATIN = frozenset({"cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "cp437", "cp850", "mac-roman", "iso8859-2", "iso8859-9", "iso8859-13"})
"""Encodings of languages with Latin letters: in their words a character beyond ASCII may stand alone among ASCII letters."""
MIN_SHARE = 0.5
"""Share of a line's characters beyond ASCII that one wrong encoding must account for, unless the bytes are UTF-8: other bytes decode by accident."""
MIN_MULTI_BYTE = 3
"""Characters beyond ASCII that a line of East Asian bytes has at least."""
COSTS = {UTF_8: 2.0, WESTERN: 4.0, "latin-1": -6.0}
"""Nats by which a reading must be likelier for its kind of mistake to be taken for likely: bytes that are UTF-8 are so hardly by accident, and most
pages are read as Western; control characters that are Windows-1252 are nothing else; every other pair costs `RARE`."""
RARE = 8.0
SELDOM = frozenset({"iso8859-2", "iso8859-5", "iso8859-7", "iso8859-9", "koi8-u", "cp1258", "mac-cyrillic"})
RARE_UTF_8 = 4.0
"""Nats more where UTF-8 was read in one of these, which commoner encodings hardly differ from."""
VALID = 1.7
"""Nats that each byte of UTF-8 after a character's first is worth: of other bytes beyond ASCII one in two would fit there, after one in four that
begins a character (2.1 nats for a character of two bytes, 3.5 for one of three)."""
CYRILLIC = frozenset({"cp1251", "koi8-r", "cp866"})
"""Encodings of Russian, which have been confused with each other as often as with Western."""
DOS = frozenset({"cp437", "cp850", "mac-roman", "mac-cyrillic"})
"""Encodings of systems that are gone; their mistakes are as rare as `RARE` ones wherever they take part, unless the bytes are UTF-8."""
NOT_JAPANESE = ("gb18030", "big5", "cp949")
KANA, MAX_KANA_SHARE = re.compile("[\u3041-\u30ff]"), 0.25
"""Kana, and their share of a text from which on it is Japanese, which is hardly ever in a Chinese or Korean encoding though these have kana in the
places where EUC-JP has them."""
LOST_COST = 3.0
"""Nats of a byte that is no text."""
PAIR = re.compile("[^\x00-\x7f]{2}")
BEYOND = re.compile("[^\x00-\x7f]")


class Reading(NamedTuple):
    """A line read anew.

    Attributes:
        wrong, right: the encoding in which it had been decoded, and the one in which it is now.
        text: the line.
        lost: bytes that are no text in the right encoding; their characters stand as they were.
        valid: bytes, but for the first of each character, that are as UTF-8 wants them.
        spans: for each character of the text, where what it comes from stands in the line; half-open.
    """

    wrong: str
    right: str
    text: str
    lost: int
    valid: int
    spans: list[tuple[int, int]] | None = None

    @property
    def cost(self) -> float:
        """Nats by which the reading must be likelier than the line."""
        if self.right == UTF_8:
            known = COSTS[UTF_8] + (RARE_UTF_8 if self.wrong in SELDOM else 0) - VALID * self.valid
        else:
            known = RARE if self.right in DOS or self.wrong in DOS else COSTS.get(self.wrong, RARE)
            if self.wrong in CYRILLIC and self.right in CYRILLIC:
                known = COSTS[WESTERN]
        if self.right in NOT_JAPANESE and len(KANA.findall(self.text)) > MAX_KANA_SHARE * len(self.text):
            known += RARE
        return known + LOST_COST * self.lost


def readings(line: str) -> Iterator[Reading]:
    """Every other reading of a line that differs from it.

    Args:
        line: with a character beyond ASCII.
    """
    seen = {line}
    beyond = len(BEYOND.findall(line))
    paired = PAIR.search(line) is not None
    for wrong, rights in READ_WITH.items():
        if wrong in SHOWN and not SHOWN[wrong].search(line):
            continue
        pieces = [piece for piece in charset(wrong).pieces(line) if not piece.data.isascii()]
        if not pieces:
            continue
        covered = sum(len(BEYOND.findall(line, piece.start, piece.end)) for piece in pieces)
        single = wrong in SINGLE_BYTE
        for right in rights:
            if right == UTF_8:
                possible = paired or not single
            else:
                possible = covered >= MIN_SHARE * beyond and (
                    right in LATIN or (paired and (right in SINGLE_BYTE or covered >= MIN_MULTI_BYTE or not single))
                )
            if possible:
                made = reread(line, pieces, charset(wrong), right)
                if made is not None and made[0] not in seen:
                    seen.add(made[0])
                    yield Reading(wrong, right, *made, valid=_valid(pieces, made[1]) if right == UTF_8 else 0)


def read_again(line: str, wrong: str, right: str) -> Reading | None:
    """One reading of a line, with the spans its characters come from; None when the line has none."""
    pieces = [piece for piece in charset(wrong).pieces(line) if not piece.data.isascii()]
    made = reread(line, pieces, charset(wrong), right) if pieces else None
    if made is None or made[0] == line:
        return None
    valid = _valid(pieces, made[1]) if right == UTF_8 else 0
    return Reading(wrong, right, *made, valid=valid, spans=_origins(line, pieces, charset(wrong), charset(right)))


def reread(line: str, pieces: list[Piece], wrong: Charset, right: str) -> tuple[str, int] | None:
    """A line with its pieces decoded in another encoding, and how many bytes could not be; None when they are not in that encoding."""
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
    """Bytes of UTF-8 characters after the first of each."""
    return max(0, sum(len(piece.data) - len(piece.data.translate(None, _CONTINUING)) for piece in pieces) - lost)


class _Part(NamedTuple):
    """Bytes of a piece that decoded, or that did not.

    Attributes:
        text: what they say; the characters as they were where `lost`.
        size: bytes.
        lost: of them.
    """

    text: str
    size: int
    lost: int


def _origins(line: str, pieces: list[Piece], wrong: Charset, right: Charset) -> list[tuple[int, int]]:
    """Where each character of a line that `reread` made comes from."""
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
    """A piece in parts; None when it is not in the right encoding."""
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
    """A piece of which some bytes are missing; those that are left over stay as they are."""
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
    """What decodes of a piece; characters whose bytes do not decode stay as they are."""
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
    """What stands before a damaged byte; its last character stays as it is where the damage reaches into it."""
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
