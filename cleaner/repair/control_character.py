"""A control character: NUL, backspace, escape sequences of a terminal, and the C1 range.

Why: they come from terminals, broken decoders and binary files, and break XML and CSV readers.
How: they are removed. In source code, where strings and tables may need them, and in GNU Info
files, removal is only proposed.
Left alone: tab, form feed, and those of `line-ending`: line feed, carriage return, vertical tab.
Source: ftfy, `remove_control_chars` and `remove_terminal_escapes`.
"""

from collections.abc import Iterator

from cleaner.annotation import Kind, Safety
from cleaner.document import Finding
from cleaner.markup.formats import TextFormat
from cleaner.patterns import regex
from cleaner.repair.view import RepairView
from cleaner.rule import Rule

CONTROL = regex(r"\x1b\[[0-9;]{0,32}[A-Za-z]|[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")


def find(view: RepairView) -> Iterator[Finding]:
    text = view.text
    for match in CONTROL.finditer(text):
        names = " ".join(f"U+{ord(char):04X}" for char in match[0])
        safety = Safety.REVIEW if view.format is TextFormat.CODE else Safety.SAFE
        yield RULE.finding(*match.span(), f"the control character {names} has no place in a text", replacement="", safety=safety)


RULE: Rule[RepairView] = Rule(
    "control-character",
    Kind.INVISIBLE,
    find,
    safety=Safety.SAFE,
    confidence=0.99,
    cases=(
        "sto⟦\x08|⟧p",
        "⟦\x1b[31m|⟧red⟦\x1b[0m|⟧",
        "a\tb\nc\x0cd",
        "the key ESC [31m is written in letters",
        "A page about streams.\n\n⟦\x1f~⟧\nFile: streams.info,  Node: Top\n* Menu:",
        "A page in two parts.\n⟦\x1f~⟧\nIndirect:\nstreams.info-1: 1201\n",
        '#!/usr/bin/env python3\nred = "⟦\x1b[31m~⟧"\n',
    ),
)
