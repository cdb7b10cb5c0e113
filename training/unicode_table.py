"""Write `cleaner/data/unicode.txt`: script, kind and repair marks of every code point, as ranges.

    python training/unicode_table.py

Source: the Unicode Character Database, through fontTools (Scripts.txt, ScriptExtensions-free) and unicodedata (general
category); the letters of mojibake are ftfy's own categories. The result is data, made once for a Unicode version, so that
every Python version scans alike.
"""

import re
import unicodedata
from itertools import groupby
from pathlib import Path

from fontTools import unicodedata as scripts
from ftfy.badness import MOJIBAKE_CATEGORIES

TARGET = Path(__file__).parent.parent / "cleaner" / "data" / "unicode.txt"

KINDS = {
    "line_feed": "\n",
    "carriage_return": "\r",
    "space": "\t",
    "cjk_function": "的了在是和有不为这对与及或被将把从到就也但而其以于等该各应",
    "cjk_money": "元",
    "end": ".?。？…؟।",
    "exclamation": "!！",
    "rare_end": "՜՞։۔॥།။።៕៖‼⁇⁈⁉｡",
    "comma": ",，、;；،",
    "arabic_semicolon": "؛",
    "colon": ":：",
    "separator": "·•・/\\>~+=*",
    "rare_separator": "‹›／",
    "underscore": "_",
    "wide_underscore": "＿",
    "bar": "|｜丨",
    "bullet": "→←↑↓▶►▸◄◀■□▪●★☆┃＜＞",
    "dash": "-–—",
    "wide_hyphen": "－",
    "minus": "−",
    "quote": '“”‘’"「」',
    "rare_quote": "'„«＂＇",
    "right_guillemet": "»",
    "white_corner": "『』",
    "title_quote": "《》",
    "open": "([{（",
    "open_black": "【［",
    "open_tortoise": "〔",
    "close": ")]}）",
    "close_black": "】］",
    "close_tortoise": "〕",
    "white_lenticular": "〖〗",
    "less_than": "<",
    "sign": "@#&＠＃",
    "legal_sign": "©®™№",
    "money": "$€£¥",
    "rare_money": "￥₺",
    "percent": "%",
    "wide_percent": "％",
    "punctuation": "＊＋＝～",
}
"""Kinds of characters that are named one by one (`cleaner.codepoints.Kind`)."""
NAMED = {char: kind for kind, chars in KINDS.items() for char in chars}
FRAMED = {*range(0x2460, 0x2500), *range(0x1D400, 0x1D800), *range(0x1F110, 0x1F1E6)}
"""Blocks of framed and ornamental letters and digits."""
PICTURES = {*range(0x2190, 0x2C00), *range(0x1F000, 0x1FB00)} - FRAMED
"""Blocks of arrows, mathematical signs, shapes and pictures."""


def kind(char: str, script: str) -> str:
    """The name of a code point's `Kind`."""
    point, category = ord(char), unicodedata.category(char)
    if char in NAMED:
        return NAMED[char]
    if category in ("Ll", "Lu", "Lt"):
        case = "lower" if category == "Ll" else "upper"
        return f"ornamental_{case}" if point in FRAMED else f"latin_{case}" if script == "Latn" else case
    if category[0] == "L" or category == "Nl" or (category == "So" and "\u3200" <= char <= "\u33ff"):
        return "bopomofo" if script == "Bopo" else "cjk" if script in ("Hani", "Hira", "Kana") else "letter"
    if category[0] == "M":
        return "cjk_mark" if script == "Hani" else "mark"
    if category[0] == "N":
        return "framed_digit" if point in FRAMED else "dark_digit" if point in PICTURES else "digit"
    if category[0] == "Z":
        return "space"
    if point in FRAMED:
        return "framed_symbol"
    if point in PICTURES or category[0] == "S":
        return "symbol"
    return "punctuation" if category[0] == "P" else "other"


MOJIBAKE = re.compile("[" + "".join(MOJIBAKE_CATEGORIES.values()) + "€œŠš¢£Ÿž\xa0\xad®©°·»–—´±∂†≠®™´≤≥¥µøŒ]")
MOJIBAKE_ALONE = set("ŒœÂÃÎÐØÙ√") | {chr(point) for point in range(0x80, 0xA0)}
CONTROL = {*range(0x09), *range(0x0E, 0x20), 0x7F}
LINE_END = {0x0B, 0x0D, 0x85, 0x2028, 0x2029}
BIDI = {0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
INVISIBLE = {
    0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180E, 0x180F, 0x200B, 0x200C, 0x200D,
    0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x206A, 0x206B, 0x206C, 0x206D, 0x206E, 0x206F, 0x3164, *range(0xFE00, 0xFE10),
    0xFEFF, 0xFFA0, 0xFFF9, 0xFFFA, 0xFFFB, *range(0x1BCA0, 0x1BCA4), *range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0),
}  # fmt: skip
COMPATIBILITY = {
    *range(0xFB00, 0xFB07), *range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFD3E), *range(0xFD50, 0xFD90), *range(0xFD92, 0xFDC8),
    *range(0xFE80, 0xFEFD),
}  # fmt: skip
"""Latin ligatures and Arabic presentation forms that stand for letters: without marks that stand alone, ornate brackets and the words that are
one sign (U+FDF0 to U+FDFF), which have no other spelling in use."""


def marks(point: int) -> str:
    found = []
    char = chr(point)
    if point == ord("&"):
        found.append("entity")
    if MOJIBAKE.match(char):
        found.append("mojibake")
    if char in MOJIBAKE_ALONE:
        found.append("mojibake_alone")
    if char in "(（":
        found.append("bracketed")
    if point in LINE_END:
        found.append("line_end")
    if point in BIDI:
        found.append("bidi")
    if point in INVISIBLE:
        found.append("invisible")
    if point in COMPATIBILITY:
        found.append("compatibility")
    if point in CONTROL or (0x80 <= point <= 0x9F and point != 0x85):
        found.append("control")
    return ",".join(found) or "-"


def main() -> None:
    described = []
    for point in range(0x110000):
        char = chr(point)
        if 0xD800 <= point <= 0xDFFF:
            described.append(("Zzzz", "other", "-"))
        else:
            script = scripts.script(char)
            described.append((script, kind(char, script), marks(point)))
    lines = [
        "# script, kind and repair marks of every code point from the one named up to the next line's",
        f"# Unicode {unicodedata.unidata_version}; written by training/unicode_table.py",
    ]
    for what, points in groupby(range(0x110000), key=lambda point: described[point]):
        lines.append(f"{next(points):06X} {' '.join(what)}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
