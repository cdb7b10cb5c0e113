"""HTML: the main text of a page, without its menus and its markup."""

import re
from dataclasses import replace

from cleaner.errors import CleanerError
from cleaner.formats.encoding import Decoded, decode
from cleaner.patterns import regex

_DECLARATION = regex(r"\A\ufeff?\s*<\?xml[^>]*\?>")
"""It names an encoding, which a text that is decoded has not."""

_CHARSET = regex(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
HEAD = 2048
"""Bytes of a page in which it may name its encoding."""


def decoded(page: bytes, kind: str = "") -> Decoded:
    """The markup of a page: as UTF-8 if it is that, in the encoding that is named for it if it fits, or as it is detected.

    Args:
        page: its bytes.
        kind: the content type that a server gave.
    """
    found = decode(page)
    named = _CHARSET.search(kind) or _CHARSET.search(page[:HEAD].decode("ascii", "replace"))
    if named is None or found.evidence == "valid":
        return found
    try:
        given = decode(page, named[1])
    except CleanerError:
        return found
    return found if given.undecoded else replace(given, confidence=found.confidence)


def extracted(page: str) -> str:
    """The main text of a page, a paragraph a line; empty if there is none.

    Why trafilatura: it finds the main text best of the open extractors in its own and in others' comparisons, and is well kept.
    """
    # it takes a second to import
    import trafilatura

    text = trafilatura.extract(_DECLARATION.sub("", page), include_comments=False, include_tables=True, deduplicate=False)
    return "" if not text else f"{text}\n"
