"""An HTML entity where the character belongs: "R&amp;D", "&nbsp;", "&#8217;".

Why: the text was taken out of HTML without decoding it, or was encoded twice.
Left alone: every entity in a line that still holds HTML tags, and "&lt;", "&gt;" and "&amp;" in a text that has tags elsewhere;
entities in code, in addresses and in lines that speak about them; names without their semicolon ("&copy=1"); numbers that are no character.
Source: HTML Living Standard, named character references (`html.entities`).
"""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from cleaner.annotation import Kind, Safety
from cleaner.repair.view import RepairView
from cleaner.rule import Found, Rule

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
MEANT = re.compile(r"`[^`\n]*`|\b(?:https?|ftp)://[!#-;=?-~]*")
"""Code and addresses."""
ABOUT = re.compile(r"\b(?:html|xml|entit(?:y|ies)|ampersand|escap(?:e|ed|ing))\b", re.IGNORECASE)
"""A line that speaks about entities."""
LINE = re.compile(r"[^\n]+")
TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
UNSAFE = frozenset("\N{REPLACEMENT CHARACTER}\r\n\t")
MARKUP = frozenset("<>&")
"""What a text with tags must write as an entity."""


def find(view: RepairView) -> Iterator[Found]:
    text = view.text
    first = text.find("&")
    if first < 0 or ENTITY.search(text, first) is None:
        return
    markup = TAG.search(text) is not None
    fenced = False
    for line in LINE.finditer(text):
        if line[0].lstrip().startswith("```"):
            fenced = not fenced
        if "&" not in line[0] or fenced or line[0].startswith(("    ", "\t")) or ABOUT.search(line[0]):
            continue
        if not (markup and TAG.search(line[0])):
            yield from _in_line(text, *line.span(), markup)


def _in_line(text: str, start: int, end: int, markup: bool) -> Iterator[Found]:
    meant = [match.span() for match in MEANT.finditer(text, start, end)]
    at = 0
    for match in ENTITY.finditer(text, start, end):
        while at < len(meant) and meant[at][1] <= match.start():
            at += 1
        if at < len(meant) and meant[at][0] < match.end():
            continue
        name = match[0]
        if name[1] != "#" and name[1:] not in html5:
            continue
        char = unescape(name)
        if char == name or not char or not UNSAFE.isdisjoint(char) or any(ord(each) < 0x20 for each in char):
            continue
        if markup and not MARKUP.isdisjoint(char):
            continue
        yield Found(*match.span(), f"the HTML entity {name} stands where {_named(char)} belongs", replacement=char)


def _named(char: str) -> str:
    return f"“{char}”" if char.isprintable() and not char.isspace() else " ".join(f"U+{ord(each):04X}" for each in char)


RULE: Rule[RepairView] = Rule(
    "html-entity",
    Kind.ENCODING,
    find,
    safety=Safety.SAFE,
    confidence=0.99,
    cases=(
        "research ⟦&amp;|&⟧ development in China⟦&#8217;|’⟧s west",
        '⟦&quot;|"⟧Fraud dens⟦&quot;|"⟧ were raided',
        "10⟦&nbsp;|\N{NO-BREAK SPACE}⟧km",
        "AT&T and R&D; a&b;",
        "see https://example.org/?a=1&copy;=2 there",
        "<p>a &lt; b</p>",
        "write `&amp;` for an ampersand",
        "if a && b; then",
        "```html\nTom &amp; Jerry\n```",
        "To write an ampersand in XML, type &amp; instead.",
    ),
)
