"""Text, paths and errors as they are shown on one line: in messages, reports and on a terminal."""

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from cleaner.annotation import Annotation, Kind

SPAM_SHOWN = 12
"""Code points of removed spam that are shown: enough to recognise it, and nobody needs to read the rest."""


def visible(text: str) -> str:
    """The text, with every invisible or control character written as a code point: `‹U+202E›`, `⏎`."""
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char == "\n":
        return "⏎"
    if char == " " or unicodedata.category(char)[0] not in "CZ":
        return char
    return f"‹U+{ord(char):04X}›"


def shortened(annotation: Annotation, most: int) -> str:
    """What an annotation found, cut in the middle to about `most` code points; of removed spam only the beginning."""
    text = annotation.found.strip("\r\n")
    if annotation.kind is Kind.SPAM and annotation.replacement == "":
        return text if len(text) <= SPAM_SHOWN else f"{text[:SPAM_SHOWN]} … ({len(text)} code points)"
    return text if len(text) <= most else f"{text[: most // 3]} … {text[-most // 3 :]}"


def shown(path: Path | str) -> str:
    r"""A path as Unicode; bytes that are not UTF-8 become `\xNN`."""
    try:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    except TypeError:
        # in a store, not in the file system
        return str(path)


def printable(path: str) -> str:
    """A path on one line of a terminal; control characters are escaped."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in path)


def reason(error: Exception) -> str:
    """The message of an error for the user; of an operating system's error only its description."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror[0].lower()}{error.strerror[1:]}"
    return str(error)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of a message about a name that is not known: the name that is most like it; empty if none is."""
    # imported where a message needs it
    from difflib import get_close_matches

    near = get_close_matches(name.lower().replace("_", "-"), list(known), n=1) or get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""
