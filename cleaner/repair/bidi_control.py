"""A bidirectional control character that reorders, or could reorder, what a reader sees.

Why: an override makes "txt.exe" look like "exe.txt"; in a line without right-to-left letters these
controls have no use.
Only proposed: in source code.
Left alone: marks, embeddings and isolates in lines with right-to-left letters, where they are
legitimate. Only overrides (U+202D, U+202E) and their closing characters are removed there, too.
Source: Unicode Standard Annex 9; Unicode Technical Standard 39, section 5.4.
"""

import unicodedata
from collections.abc import Iterator

from cleaner.annotation import Kind, Safety, Severity
from cleaner.document import Finding
from cleaner.markup.formats import TextFormat
from cleaner.patterns import regex
from cleaner.repair.view import RepairView
from cleaner.rule import Labels, Rule

CONTROL = regex("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
OVERRIDES = "\u202d\u202e"
POP = "\u202c"


def find(view: RepairView) -> Iterator[Finding]:
    text = view.text
    line_end = -1
    legitimate = False
    open_: list[str] = []
    # source code has such characters in tables; one that hides what code does is still reported
    safety = Safety.REVIEW if view.format is TextFormat.CODE else Safety.SAFE
    for match in CONTROL.finditer(text):
        if match.start() > line_end:
            line_start, line_end = view.line_at(match.start())
            # the controls are not letters, so they do not make a line right-to-left
            legitimate = RIGHT_TO_LEFT.search(text, line_start, line_end) is not None
            open_ = []
        char = match[0]
        if legitimate and char not in OVERRIDES:
            if char in "\u202a\u202b":
                open_.append(char)
                continue
            if char != POP:
                continue
            # a pop closes what was opened last; it is removed if that is an override or nothing is open
            if open_ and open_.pop() not in OVERRIDES:
                continue
        elif legitimate:
            open_.append(char)
        override = char in OVERRIDES
        yield RULE.finding(
            *match.span(),
            f"{unicodedata.name(char)} (U+{ord(char):04X}) changes the order in which a reader sees the line",
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
