"""A character that shows nothing and means nothing where it stands: zero-width spaces, byte order marks, tag characters.

Why: they break search, glossary look-up and tokenizers, and tag characters can smuggle hidden text.
Left alone: zero-width joiner and non-joiner where the script needs them (Persian, Indic scripts, emoji), zero-width space in scripts
that write without spaces (Thai, Khmer, Lao, Myanmar), variation selectors after a character that takes them, tags in the flag
of England and its kind, hangul fillers beside hangul, Mongolian controls beside Mongolian.
Source: Unicode Standard, chapter 23; emoji sequences of Unicode Technical Standard 51.
"""

import re
import unicodedata
from collections.abc import Iterator

from cleaner.annotation import Kind, Safety, Severity
from cleaner.repair.view import RepairView
from cleaner.rule import Found, Rule

INVISIBLE = re.compile(
    # an emoji tag sequence, such as the flag of Scotland, is read whole and left alone
    "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f|"
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
NO_SPACES = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaa7f\uaa80-\uaadf]"
)
"""Thai, Lao, Tibetan, Myanmar, Khmer and the Tai scripts."""
JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1a20-\u1aaf\u1b00-\u1c4f\ua840-\ua87f\ua8e0-\ua8ff\ua980-\uaadf\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
"""Scripts whose letters change their shape or join: Arabic, Indic, Tibetan, Khmer, Mongolian, Javanese, Adlam …"""
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
MONGOLIAN = re.compile("[\u1800-\u180a\u1810-\u18af]")
KHMER = re.compile("[\u1780-\u17ff]")
EMOJI_MODIFIERS = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff\u20e3]")
PICTURE = re.compile("[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff]")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
KEYCAP_BASES = frozenset("0123456789#*")
MATHEMATICAL = frozenset("\N{FUNCTION APPLICATION}\N{INVISIBLE TIMES}\N{INVISIBLE SEPARATOR}\N{INVISIBLE PLUS}")


def find(view: RepairView) -> Iterator[Found]:
    text = view.text
    for match in INVISIBLE.finditer(text):
        at = match.start()
        if len(match[0]) > 1:
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if _belongs(match[0], before, after):
            continue
        name = unicodedata.name(match[0], "unassigned tag character")
        yield Found(
            at,
            at + 1,
            f"{name} (U+{ord(match[0]):04X}) shows nothing and has no use here",
            replacement="",
            severity=Severity.MAJOR if match[0] >= "\U000e0000" and match[0] <= "\U000e007f" else None,
        )


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
        return bool(before) and unicodedata.category(before)[0] in "LSP"
    if char >= "\U000e0100":
        return bool(HAN.match(before))
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
        "plain⟦\U000e0041|⟧⟦\U000e0042|⟧ text",
        "a⟦\u200d|⟧b",
        "می\u200cخواهم",
        "क्\u200dष",
        "family: 👨\u200d👩\u200d👧 and 🏳\ufe0f\u200d🌈 and 1\ufe0f\u20e3",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "ภาษา\u200bไทย",
        "葛\U000e0100城市",
        "non\N{NO-BREAK SPACE}breaking, em\N{EM DASH}dash, “curly”",
    ),
)
