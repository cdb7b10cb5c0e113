r"""A line ending other than the line feed: "\r\n", "\r", "\v", U+0085, U+2028, U+2029.

Why: tools that read the text later count lines by line feeds; a lone carriage return hides a line, U+2028 glues two.
Left alone: form feeds, which part pages and not lines.
Source: Unicode Standard, section 5.8, newline guidelines.
"""

import re
from collections.abc import Iterator

from cleaner.annotation import Kind, Safety, Severity
from cleaner.repair.view import RepairView
from cleaner.rule import Found, Rule

ENDING = re.compile("\r\n|\r|\x0b|\N{NEXT LINE}|\N{LINE SEPARATOR}|\N{PARAGRAPH SEPARATOR}")
NAMES = {
    "\r\n": "a carriage return and line feed",
    "\r": "a carriage return",
    "\x0b": "a vertical tab",
    "\x85": "NEXT LINE (U+0085)",
    "\u2028": "LINE SEPARATOR (U+2028)",
    "\u2029": "PARAGRAPH SEPARATOR (U+2029)",
}


def find(view: RepairView) -> Iterator[Found]:
    text = view.text
    for match in ENDING.finditer(text):
        yield Found(*match.span(), f"the line ends with {NAMES[match[0]]} where a line feed belongs", replacement="\n")


RULE: Rule[RepairView] = Rule(
    "line-ending",
    Kind.TYPOGRAPHY,
    find,
    safety=Safety.SAFE,
    severity=Severity.NEUTRAL,
    confidence=1.0,
    cases=(
        "one⟦\r\n|\n⟧two⟦\r|\n⟧three",
        "one⟦\N{LINE SEPARATOR}|\n⟧two",
        "one\n\ntwo\n",
        "page\x0cpage",
    ),
)
