"""An HTML entity instead of its character: "R&amp;D", "&nbsp;", "&#8217;", and escaped twice
"3&amp;nbsp;°C".

Why: the text was extracted from HTML without decoding, or was encoded twice.
How: depends on the format of the text (`cleaner.markup.formats`). In plain text entities are
decoded, consecutive ones as one finding. In Markdown, where entities are legitimate, only quotes
and letters are proposed. In HTML all stay, and one note says why. Two or more lines of escaped
elements, the record of a database dump, are proposed for removal.
Left alone: code, scripts, styles, JSON, YAML, comments, tags and all entities in a line with a tag,
addresses, and lines about entities; "&lt;", "&gt;" and "&amp;" in a text with tags, or where
decoding would create a tag or comment; a character that would add a cell to a table row or end a
quotation; names without semicolon ("&copy=1"); numbers without a character.
Source: HTML Living Standard, named character references (`html.entities`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.annotation import Kind, Safety
from cleaner.document import Finding
from cleaner.markup.formats import ENTITY, TextFormat
from cleaner.markup.spans import TAG_START
from cleaner.patterns import regex
from cleaner.repair.view import RepairView
from cleaner.rule import Case, Labels, Rule

ABOUT = regex(
    r"""
      \b(?:x?html|xml|entit(?:y|ies)|amp[eé]rs\w*|амперс\w*|character\ references?|escap(?:e|ed|ing))\b
    | ["'“”„«‘’「]&;?["'“”»‘’」]                                      # an ampersand that is quoted
    | &(?:amp|lt|gt|quot|apos);(?:[,、]?\s&(?:amp|lt|gt|quot|apos);){2}    # a list of the five of XML
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A line about entities: it names them, quotes an ampersand, or lists them."""
UNSAFE = frozenset("\N{REPLACEMENT CHARACTER}\r\n\t")
MARKUP = frozenset("<>&")
"""Characters that a text with tags must write as entities."""
ANGLES = frozenset("<>")
SEPARATORS = ",;"
"""Cell separators other than the vertical bar."""
QUOTE_USE = {'"': regex('"'), "`": regex("`"), "'": regex(r"(?<![^\W\d_])'")}
"""Quotation marks as a line uses them; an apostrophe follows a letter."""
KEYBOARD = frozenset("\"'")
"""Marks of every keyboard, which are never written as entities in Markdown."""
RECORD = regex(
    r"(?:^[^\S\n]*&lt;(?:/|(?P<name>[A-Za-z][\w:.-]*))[^&<>\n]*&gt;(?:[^&<>\n]*&lt;/[A-Za-z][\w:.-]*&gt;)?[^\S\n]*(?:\n|\Z)){2,}",
    re.MULTILINE,
)
"""Lines of one escaped element or tag each; they are not decoded, because this would create
tags."""
ELEMENT = regex(r"&lt;([A-Za-z][\w:.-]*)[^&<>\n]*&gt;[^&<>\n]*&lt;/\1&gt;")


class _Line(NamedTuple):
    """What may be decoded in a line.

    Attributes:
        angles: whether decoding `<` and `>` creates neither a tag nor a comment.
        in_use: marks with a function in the line, which text must write as entities.
    """

    angles: bool
    in_use: frozenset[str]


def find(view: RepairView) -> Iterator[Finding]:
    text = view.text
    first = text.find("&")
    match = ENTITY.search(text, first) if first >= 0 else None
    if match is None or view.format is TextFormat.CODE:
        return
    if view.format is TextFormat.HTML:
        if view.given_format is None and _char(match):
            message = f"{match[0]} and the other entities stay, because the text is HTML or XML; extract the text first to have it cleaned"
            yield RULE.finding(*match.span(), message, safety=Safety.NOTE)
        return
    yield from _records(view)
    tags = TAG_START.search(text) is not None
    at = match.start()
    while (match := ENTITY.search(text, at)) is not None:
        start, at = view.line_at(match.start())
        if not (ABOUT.search(text, start, at) or (tags and TAG_START.search(text, start, at))):
            yield from _in_line(view, start, at, tags=tags)


def _in_line(view: RepairView, start: int, end: int, *, tags: bool) -> Iterator[Finding]:
    """The entities of a line, consecutive ones as one finding."""
    line = _line(view.text, start, end)
    run_start = run_end = start
    chars = ""
    for match in ENTITY.finditer(view.text, start, end):
        char = _char(match)
        if not char or not _fits(char, line, tags=tags) or view.is_protected(*match.span()):
            continue
        if match.start() != run_end and chars:
            yield from _report(view, run_start, run_end, chars)
            chars = ""
        if not chars:
            run_start = match.start()
        run_end = match.end()
        chars += char
    if chars:
        yield from _report(view, run_start, run_end, chars)


def _report(view: RepairView, start: int, end: int, chars: str) -> Iterator[Finding]:
    names = view.text[start:end]
    if view.format is TextFormat.MARKDOWN:
        if all(char in KEYBOARD or char.isalpha() for char in chars):
            message = f"{names} shows as {_named(chars)} in Markdown; a program that escapes text seems to have put it there"
            yield RULE.finding(start, end, message, replacement=chars, safety=Safety.REVIEW)
        return
    what = "entity" if len(chars) == 1 else "entities"
    yield RULE.finding(start, end, f"the HTML {what} {names} in place of {_named(chars)}", replacement=chars)


def _char(entity: re.Match[str]) -> str:
    """The character of an entity, all escaping undone; empty if a text cannot contain it."""
    # its table of names is not needed for a text without entities
    from html import unescape
    from html.entities import html5

    name = entity["name"] + ";"
    if name[0] != "#" and name not in html5:
        return ""
    char = unescape("&" + name)
    return char if char != "&" + name and UNSAFE.isdisjoint(char) and all(ord(each) >= 0x20 for each in char) else ""


def _line(text: str, start: int, end: int) -> _Line:
    line = text[start:end]
    decoded = ENTITY.sub(lambda match: _char(match) or match[0], line)
    before = text.rfind("\n", 0, max(0, start - 1)) + 1
    after = text.find("\n", end + 1)
    bare = ENTITY.sub("", line)
    in_use = {mark for mark in SEPARATORS if mark in bare} | {mark for mark, use in QUOTE_USE.items() if use.search(bare)}
    # a table row may have no bar itself while its neighbours have one
    if "|" in text[before : after if after >= 0 else len(text)]:
        in_use.add("|")
    return _Line(TAG_START.search(decoded) is None, frozenset(in_use))


def _fits(char: str, line: _Line, *, tags: bool) -> bool:
    """Whether a character does not become markup, a cell border or a quote in a line."""
    if char in MARKUP:
        return not tags and (char not in ANGLES or line.angles)
    return char not in line.in_use


def _records(view: RepairView) -> Iterator[Finding]:
    """Runs of lines that are escaped elements."""
    if "&lt;/" not in view.text:
        return
    for match in RECORD.finditer(view.text):
        if ELEMENT.search(match[0]) and not view.is_protected(*match.span()):
            count = match[0].strip().count("\n") + 1
            message = f"{count} lines of an escaped record, as a database dump has around its texts"
            yield RULE.finding(*match.span(), message, replacement="", safety=Safety.REVIEW)


def _named(chars: str) -> str:
    return f"“{chars}”" if chars.isprintable() and not chars.isspace() else " ".join(f"U+{ord(each):04X}" for each in chars)


RULE: Rule[RepairView] = Rule(
    "html-entity",
    Kind.ENCODING,
    find,
    labels=Labels("Linguistic conventions › Character encoding", "characters", (20, 40), ("note", "warning")),
    safety=Safety.SAFE,
    confidence=0.99,
    cases=(
        "research ⟦&amp;|&⟧ development in China⟦&#8217;|’⟧s west",
        '⟦&quot;|"⟧Fraud dens⟦&quot;|"⟧ were raided',
        "10⟦&nbsp;|\N{NO-BREAK SPACE}⟧km",
        Case("Medeltemperaturen är 3⟦&amp;nbsp;|\N{NO-BREAK SPACE}⟧°C.", target="sv"),
        "⟦&#32431;&#20013;&#26041;|纯中方⟧",
        "five ⟦&lt;|<⟧ six, and that is all",
        "AT&T and R&D; a&b;",
        "see https://example.org/?a=1&copy;=2 there",
        "<p>a ⟦&lt;⟧ b</p>",
        'a word with a <span class="note"\n title="&quot;quoted&quot;">note</span> in it',
        "the list:\n⟦&lt;ns&gt;0&lt;/ns&gt;\n&lt;id&gt;7&lt;/id&gt;\n~⟧and the text",
        "the tag &#60;families&#62; and &lt;ns&gt; are meant",
        "| yes &#124; no | maybe |",
        '{"title": "the &quot;best&quot; dens"}',
        "write `&amp;` for an ampersand",
        "if a && b; then",
        "```html\nTom &amp; Jerry\n```",
        ">>> print('&amp;')\n&amp;",
        "To write an ampersand in XML, type &amp; instead.",
        Case("Puste „&;”; poprawne to: &amp; &quot; &lt; &gt; &apos;", target="pl"),
        Case("de vijf zijn &amp;, &quot;, &lt;, &gt; en &apos;", target="nl"),
        "# Heading\n\nSome *text* with a [link](https://example.org/) and `code`:\n\n- one&nbsp;&mdash; two\n- three &rarr; four\n",
    ),
)
