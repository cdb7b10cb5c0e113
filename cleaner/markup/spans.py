"""Markup, code and addresses, which no repair may change; found in linear time."""

import re
from collections.abc import Iterator

from cleaner.patterns import regex

ADDRESS = r"""
      \b(?:https?|ftp)://[^\W\d_]*[!#-;=?-~]*(?:(?<=[/=_%-])\w[\w!#-;=?-~]*)?  # host and path may be international
    | \bwww\.[!#-;=?-~]+
    | \b(?:[A-Za-z0-9-]{1,62}\.){1,4}(?:com|org|net|edu|gov|info|io|cn|ru|uk|jp|de|fr|tv)\b(?:/[!#-;=?-~]*)?   # a bare host
"""
"""An address, as a part of a verbose pattern."""

TAG_START = regex(r"<(?:[/!?]?[A-Za-z]|!--)")
"""The start of a tag or a comment for a browser, with or without an end."""
_PART = regex(
    rf"""
      ^[^\S\n]*(?:(?:[-*+>]|\d+[.)])[^\S\n]+)*(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})
    | ^[^\S\n]*>>>[ ][^\n]*(?:\n[^\n]*\S[^\n]*)*           # a doctest, with what it prints
    | (?P<front>\A(?:---|\+\+\+)[ \t]*\n(?=[\w-]+[ \t]*[:=]))
    | ``(?:[^`\n]|`(?!`))+`` | `[^`\n]+(?:\n[^`\n]*[^`\s][^`\n]*)?`    # a code span, over two lines at most
    | <(?P<open>!--|!\[CDATA\[|\?|%)
    | <(?P<element>script|style|pre|code|samp|kbd|textarea|svg|math)\b
    | </?[A-Za-z!](?:[^<>\n]|\n(?![^\S\n]*\n)|<(?=[\s\d=]))*>        # a tag, over several lines, too
    | \]\([^()\s]*\) | ^[ ]{{0,3}}\[[^\]\n]+\]:[ ][^\n]*     # the target of a link
    | {ADDRESS}
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_CLOSERS = {"!--": "-->", "![cdata[": "]]>", "?": "?>", "%": "%>"}
_FENCE_END = regex(r"^[^\S\n]*(?:>[^\S\n]*)*(`{3,}|~{3,})[^\S\n]*$", re.MULTILINE)
_FRONT_END = regex(r"^(?:---|\+\+\+)[ \t]*$", re.MULTILINE)
_REST_OF_TAG = regex(r'[^<>"]*"[^<>]*>')
_SIGNS = ("`", "~~~", "<", ">>>", "](", "]:", "://", "www.", "---", "+++", ".")
"""Every such span has one of these."""


def markup_spans(text: str) -> list[tuple[int, int]]:
    """Tags, comments, scripts, styles, fenced and preformatted code, code spans, doctests, front
    matter and addresses.

    Returns:
        Sorted half-open spans without overlap.
    """
    return list(_spans(text)) if any(sign in text for sign in _SIGNS) else []


def _spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    unclosed: set[str] = set()
    while (match := _PART.search(text, at)) is not None:
        start, end = match.span()
        if match["fence"]:
            end = _end_of_fence(text, match)
        elif match["front"]:
            closing = _FRONT_END.search(text, end)
            if closing is None:
                at = end
                continue
            end = closing.end()
        elif match["open"]:
            # a comment without an end continues to the end of the page, as in browsers
            closer = _CLOSERS[match["open"].lower()]
            found = text.find(closer, end)
            end = found + len(closer) if found >= 0 else len(text)
        elif match["element"]:
            end = _end_of_element(text, match, unclosed)
        elif text.startswith("<", start):
            end = _end_of_tag(text, start, end)
        yield start, end
        at = end


def _end_of_fence(text: str, match: re.Match[str]) -> int:
    """The end of a fenced block: a line of at least as many marks, or the end of the text."""
    fence = match["fence"]
    for closing in _FENCE_END.finditer(text, match.end()):
        if closing[1].startswith(fence):
            return closing.end()
    return len(text)


def _end_of_tag(text: str, start: int, end: int) -> int:
    """The end of a tag; it continues if its last character is in a quoted value."""
    if text.count('"', start, end) % 2 and (rest := _REST_OF_TAG.match(text, end)) is not None:
        return rest.end()
    return end


def _end_of_element(text: str, match: re.Match[str], unclosed: set[str]) -> int:
    """The end of an element without prose; that of its first word if nothing closes it."""
    name = match["element"].lower()
    if name not in unclosed:
        closing = re.compile(rf"</{name}[^\S\n]*>", re.IGNORECASE).search(text, match.end())
        if closing is not None:
            return closing.end()
        unclosed.add(name)
    return len(text) if name in ("script", "style") else match.end()
