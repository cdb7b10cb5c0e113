"""An invisible character without a function at its place: zero-width space, byte order mark, tag
character.

Why: they break search, glossary look-up and tokenizers, and tag characters can carry hidden text.
How: consecutive characters are one finding. Text hidden in tag characters, variation selectors or
zero-width bits is decoded and critical. In source code, where strings and tables may need such
characters, they are only proposed.
Left alone: a character next to its name or number, or alone in a table cell; zero-width joiner and
non-joiner where the script needs them (Persian, Indic scripts, emoji), zero-width space in scripts
without spaces (Thai, Khmer, Lao, Myanmar), variation selectors after a character that takes them,
tags in the flags of England, Scotland and Wales, a soft hyphen in a word divided at the end of a
line (`broken-word` joins it), hangul fillers next to hangul, Mongolian controls next to Mongolian.
Source: Unicode Standard, chapter 23; emoji sequences of Unicode Technical Standard 51.
"""

import unicodedata
from collections.abc import Iterator

from cleaner.annotation import Kind, Safety, Severity
from cleaner.document import Finding
from cleaner.markup.formats import TextFormat
from cleaner.patterns import regex
from cleaner.repair.view import RepairView
from cleaner.rule import Rule

INVISIBLE = regex(
    # the flags of England, Scotland and Wales are read whole and left alone: no other emoji tag sequence is registered
    "(?P<flag>\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f)|"
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U000e0000-\U000e007f\U000e0100-\U000e01ef]+"
)
NO_SPACES = regex("[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaa7f\uaa80-\uaadf]")
"""Thai, Lao, Tibetan, Myanmar, Khmer and the Tai scripts."""
JOINING = regex(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1a20-\u1aaf\u1b00-\u1c4f\ua840-\ua87f\ua8e0-\ua8ff\ua980-\uaadf\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
"""Scripts with letters that join or change shape: Arabic, Indic, Tibetan, Khmer, Mongolian, Adlam
…"""
HANGUL = regex("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
MONGOLIAN = regex("[\u1800-\u180a\u1810-\u18af]")
KHMER = regex("[\u1780-\u17ff]")
EMOJI_MODIFIERS = regex("[\ufe0f\U0001f3fb-\U0001f3ff\u20e3]")
PICTURE = regex("[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff]")
HAN = regex("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
SELECTOR = regex("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
MAX_NAMED = 3
"""Different characters of a run that a message names: one line of text."""
MAX_SPELLED = 200
"""Characters of hidden text that a finding quotes: enough to see what it is."""
KEYCAP_BASES = frozenset("0123456789#*")
MATHEMATICAL = frozenset("\N{FUNCTION APPLICATION}\N{INVISIBLE TIMES}\N{INVISIBLE SEPARATOR}\N{INVISIBLE PLUS}")
LINE_END_HYPHEN = regex(r"(?<=[^\W\d_])\u00ad(?=[ \t]*\r?\n[ \t]*[^\W\d_])")
"""A soft hyphen in a word divided at the end of a line: `broken-word` joins it."""
MIN_PAYLOAD = 8
"""Consecutive zero-width characters that count as bits: one byte. Mistakes of editors leave one to
three."""
BITS = frozenset("\u200b\u200c\u200d\u2060\ufeff")
"""Zero-width characters that tools use as bits to hide text."""
MIN_SELECTORS = 4
"""Consecutive variation selectors that count as bytes: a character takes one, a mistake doubles
it."""
CONTEXT = 60
"""Code points on each side that may contain a character's name or number: a table row, or a
sentence."""


def find(view: RepairView) -> Iterator[Finding]:
    text = view.text
    for match in INVISIBLE.finditer(text):
        if match["flag"]:
            continue
        start, end = match.span()
        bits = end - start >= MIN_PAYLOAD and BITS.issuperset(match[0])
        first = start
        for at in range(start, end + 1):
            if (
                at < end
                and (bits or not _belongs(text[at], text[at - 1 : at], text[at + 1 : at + 2]))
                and not LINE_END_HYPHEN.match(text, at)
            ):
                continue
            if at > first and not (at == first + 1 and _is_mentioned(view, first)):
                yield _found(view, first, at)
            first = at + 1


def _is_mentioned(view: RepairView, position: int) -> bool:
    """Whether a character is next to its name or number, or alone in a table cell."""
    if view.text[position - 1 : position] == "\t" == view.text[position + 1 : position + 2]:
        return True
    start, end = view.line_at(position)
    context = view.text[max(start, position - CONTEXT) : min(end, position + CONTEXT)].upper()
    char = view.text[position]
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X}" in context or (bool(name) and name in context)


def _found(view: RepairView, start: int, end: int) -> Finding:
    """The finding for a run of characters without a function."""
    run = view.text[start:end]
    safety = Safety.REVIEW if view.format is TextFormat.CODE else Safety.SAFE
    kinds = sorted(set(run))
    names = ", ".join(f"{unicodedata.name(char, 'unassigned tag character')} (U+{ord(char):04X})" for char in kinds[:MAX_NAMED])
    more = f" and {len(kinds) - MAX_NAMED} other characters" if len(kinds) > MAX_NAMED else ""
    what = f"{names}{more} {'shows' if len(kinds) == 1 else 'show'} nothing and {'has' if len(kinds) == 1 else 'have'} no use here"
    hidden = _hidden(run)
    if hidden is None:
        return RULE.finding(start, end, what, replacement="", safety=safety)
    spells = hidden[:MAX_SPELLED]
    message = f"{len(run)} characters that show nothing carry hidden text" + (f": “{spells}”" if spells else "")
    evidence = {"characters": len(run), "spells": spells}
    return RULE.finding(start, end, message, replacement="", safety=safety, severity=Severity.CRITICAL, evidence=evidence)


def _hidden(run: str) -> str | None:
    """The text hidden in invisible characters; "" if unreadable, None if there is none."""
    tags = "".join(chr(ord(char) - 0xE0000) for char in run if "\U000e0020" <= char <= "\U000e007e")
    if tags:
        return tags
    selectors = [_byte(char) for char in run if "\ufe00" <= char <= "\ufe0f" or char >= "\U000e0100"]
    if len(selectors) >= MIN_SELECTORS:
        return _readable(bytes(selectors))
    signs = [char for char in run if char in BITS]
    if len(signs) < MIN_PAYLOAD:
        return None
    kinds = sorted(set(signs))
    if len(kinds) == 2:
        for zero in kinds:
            bits = "".join("0" if char == zero else "1" for char in signs)
            read = _readable(int(bits, 2).to_bytes((len(bits) + 7) // 8)) if len(bits) % 8 == 0 else ""
            if read:
                return read
    return ""


def _byte(selector: str) -> int:
    """The byte that a variation selector hides: 0 to 255 for selectors 1 to 256."""
    return ord(selector) - 0xFE00 if selector <= "\ufe0f" else ord(selector) - 0xE0100 + 16


def _readable(data: bytes) -> str:
    """Bytes decoded as text; "" if they are not text."""
    text = data.decode("utf-8", "replace")
    return text if text.isprintable() and "\N{REPLACEMENT CHARACTER}" not in text else ""


def _belongs(char: str, before: str, after: str) -> bool:
    if char == "\N{ZERO WIDTH SPACE}":
        return bool(NO_SPACES.match(before) or NO_SPACES.match(after))
    if char == "\N{ZERO WIDTH NON-JOINER}":
        return bool(JOINING.match(before))
    if char == "\N{ZERO WIDTH JOINER}":
        if JOINING.match(before) or JOINING.match(after):
            return True
        return bool(PICTURE.match(after) and (PICTURE.match(before) or EMOJI_MODIFIERS.match(before)))
    if "\ufe00" <= char <= "\ufe0f":
        if char in "\ufe0e\ufe0f":
            return bool(PICTURE.match(before)) or (before in KEYCAP_BASES and bool(before))
        return bool(before) and unicodedata.category(before)[0] in "LSP" and not SELECTOR.match(after)
    if char >= "\U000e0100":
        return bool(HAN.match(before)) and not SELECTOR.match(after)
    if char in "\u115f\u1160\u3164\uffa0":
        return bool(
            HANGUL.match(before) or HANGUL.match(after) or (before in "\u115f\u1160" and before) or (after in "\u115f\u1160" and after)
        )
    if char in "\u180b\u180c\u180d\u180e\u180f":
        return bool(MONGOLIAN.match(before))
    if char in "\u17b4\u17b5":
        return bool(KHMER.match(before))
    if char in MATHEMATICAL:
        return not (
            before.isspace() or after.isspace() or not before or not after or (before.isalpha() and after.isalpha() and before.islower())
        )
    if char == "\N{COMBINING GRAPHEME JOINER}":
        return bool(after) and unicodedata.combining(after) > 0
    return "\U0001bca0" <= char <= "\U0001bca3" and "\U0001bc00" <= before <= "\U0001bc9f"


RULE: Rule[RepairView] = Rule(
    "invisible-character",
    Kind.INVISIBLE,
    find,
    safety=Safety.SAFE,
    confidence=0.99,
    cases=(
        "⟦\ufeff|⟧The ministry said",
        "tele⟦\u200b|⟧com fr⟦\u00ad|⟧aud",
        "plain⟦\U000e0041\U000e0042|⟧ text",
        "flag \U0001f3f4⟦\U000e0078\U000e0079\U000e007f|⟧ forged",
        "smile 😊⟦\U000e0158\U000e0159\U000e0155\U000e015c|⟧ 葛⟦\U000e0100\U000e0101\U000e0102\U000e0103|⟧",
        "bits⟦\u200b\u200c\u200b\u200b\u200c\u200b\u200b\u200c|⟧ in text",
        "be\u00ad\ntween lines",
        "a⟦\u200d|⟧b",
        "می\u200cخواهم",
        "क्\u200dष",
        "family: 👨\u200d👩\u200d👧 and 🏳\ufe0f\u200d🌈 and 1\ufe0f\u20e3",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "ภาษา\u200bไทย",
        "葛\U000e0100城市",
        "255\t173\tAD\t\u00ad\tгибкий перенос",
        "the zero-width space “\u200b” (U+200B) and the rest",
        "before ⟦\u200b|⟧U+200C, another number",
        '#!/usr/bin/env python3\nsoft = "⟦\u00ad~⟧"\n',
        "non\N{NO-BREAK SPACE}breaking, em\N{EM DASH}dash, “curly”",
    ),
)
