"""A bidirectional control character that reorders, or could reorder, what a reader sees.

Why: an override makes "txt.exe" read "exe.txt"; in a line without right-to-left letters no such control has any use.
Only proposed: in source code.
Left alone: marks, embeddings and isolates in lines that hold right-to-left letters, where they are legitimate; only overrides
(U+202D, U+202E), and what would pair with them, go there too.
Source: Unicode Standard Annex 9; Unicode Technical Standard 39, section 5.4.
"""

import re
from collections.abc import Iterator

from cleaner.annotation import Kind, Safety, Severity
from cleaner.markup.formats import TextFormat
from cleaner.repair.view import RepairView
from cleaner.rule import Found, Labels, Rule

CONTROL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
OVERRIDES = "\u202d\u202e"
POP = "\u202c"
NAMES = {
    "\u061c": "ARABIC LETTER MARK",
    "\u200e": "LEFT-TO-RIGHT MARK",
    "\u200f": "RIGHT-TO-LEFT MARK",
    "\u202a": "LEFT-TO-RIGHT EMBEDDING",
    "\u202b": "RIGHT-TO-LEFT EMBEDDING",
    "\u202c": "POP DIRECTIONAL FORMATTING",
    "\u202d": "LEFT-TO-RIGHT OVERRIDE",
    "\u202e": "RIGHT-TO-LEFT OVERRIDE",
    "\u2066": "LEFT-TO-RIGHT ISOLATE",
    "\u2067": "RIGHT-TO-LEFT ISOLATE",
    "\u2068": "FIRST STRONG ISOLATE",
    "\u2069": "POP DIRECTIONAL ISOLATE",
}


def find(view: RepairView) -> Iterator[Found]:
    text = view.text
    line_end = -1
    legitimate = False
    open_: list[str] = []
    # the tables of source code hold such characters; one that hides what code does is still told
    safety = Safety.REVIEW if view.format is TextFormat.CODE else Safety.SAFE
    for match in CONTROL.finditer(text):
        if match.start() > line_end:
            line_start = text.rfind("\n", 0, match.start()) + 1
            line_end = text.find("\n", match.start())
            line_end = line_end if line_end >= 0 else len(text)
            # a control is no letter, so the marks themselves do not make a line right-to-left
            legitimate = RIGHT_TO_LEFT.search(text, line_start, line_end) is not None
            open_ = []
        char = match[0]
        if legitimate and char not in OVERRIDES:
            if char in "\u202a\u202b":
                open_.append(char)
                continue
            if char != POP:
                continue
            # a pop closes what was opened last; it goes when that was an override, or when nothing is open
            if open_ and open_.pop() not in OVERRIDES:
                continue
        elif legitimate:
            open_.append(char)
        override = char in OVERRIDES
        yield Found(
            *match.span(),
            f"{NAMES[char]} (U+{ord(char):04X}) changes the order in which a reader sees the line",
            replacement="",
            safety=safety,
            severity=Severity.MAJOR if override else None,
        )


RULE: Rule[RepairView] = Rule(
    "bidi-control",
    Kind.INVISIBLE,
    find,
    labels=Labels("Linguistic conventions › Character encoding (x-invisible)", "characters", (10, 60), ("note", "error")),
    safety=Safety.SAFE,
    confidence=0.98,
    cases=(
        "open invoice⟦\u202e|⟧txt.exe now",
        "plain⟦\u200e|⟧ English",
        "العربية\u200f (ABC\u200e) نص",
        "שלום \u2066abc\u2069 עולם",
        "نص ⟦\u202e|⟧abc⟦\u202c|⟧ نص",
    ),
)
