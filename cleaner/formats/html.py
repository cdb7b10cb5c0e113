"""HTML: the main text of a page, without its menus and its markup."""

import re

import trafilatura

_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")
"""It names an encoding, which a text that is decoded has not."""


def extracted(page: str) -> str:
    """The main text of a page, a paragraph a line; empty if there is none.

    Why trafilatura: it finds the main text best of the open extractors in its own and in others' comparisons, and is well kept.
    """
    text = trafilatura.extract(_DECLARATION.sub("", page), include_comments=False, include_tables=True, deduplicate=False)
    return "" if not text else f"{text}\n"
