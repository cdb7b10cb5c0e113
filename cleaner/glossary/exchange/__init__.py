"""Exchange of terms with other tools: tables, TBX, translation services and platforms.

`read` makes entries of a file in another format and says what it had to change or leave out;
`write` makes a file in another format and says what that cannot hold. What is written and read back
is as it was, but for what was said.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from cleaner.errors import OptionError
from cleaner.glossary.entry import Concept
from cleaner.glossary.exchange import matecat, own, tables, tbx, tbx_write, translators, weblate
from cleaner.glossary.exchange.reading import Reading
from cleaner.glossary.exchange.remarks import CHANGED, LEFT_OUT, NOT_TAKEN, REPEATED, Exported, Group, Imported, Remark, grouped
from cleaner.glossary.exchange.writing import Writing

__all__ = [
    "CHANGED",
    "FORMATS",
    "LEFT_OUT",
    "NOT_TAKEN",
    "REPEATED",
    "Exported",
    "Format",
    "Group",
    "Imported",
    "Remark",
    "detect",
    "grouped",
    "read",
    "write",
]

COMPRESSED = (".gz", ".zst")
"""Endings that say nothing of the format."""
HEAD = 2000
"""Bytes that are read to detect a format when the file name does not give it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A shape in which terms are exchanged.

    Attributes:
        label: what it is called.
        endings: of file names that are in it.
        take: takes a file's bytes in.
        make: makes a file's bytes.
    """

    label: str
    endings: tuple[str, ...]
    take: Callable[[bytes, Reading], None]
    make: Callable[[Sequence[Concept], Writing], bytes]


FORMATS = {
    "csv": Format("CSV", (".csv",), tables.read, tables.write),
    "tsv": Format("TSV", (".tsv", ".tab"), partial(tables.read, separator="\t"), partial(tables.write, separator="\t")),
    "xlsx": Format("Excel", (".xlsx",), tables.read_workbook, tables.write_workbook),
    "tbx": Format("TBX-Basic", (".tbx",), tbx.read, tbx_write.write),
    "martif": Format("TBX-Basic", (".martif", ".mtf"), tbx.read, partial(tbx_write.write, old=True)),
    "deepl": Format("DeepL", (), translators.read_deepl, translators.write),
    "google": Format("Google Translation", (), translators.read_google, translators.write),
    "weblate": Format("Weblate's CSV", (), weblate.read, weblate.write),
    "matecat": Format("Matecat", (), matecat.read, matecat.write),
    "glossary": Format("a glossary file", (".txt",), own.read, own.write),
}
"""Every format by its name."""


def detect(name: str, data: bytes | None = None) -> str:
    """The format of a file.

    Args:
        name: its name.
        data: its bytes, or the first of them; None for a file that is to be written.

    Raises:
        OptionError: neither tells it.
    """
    path = PurePath(name.lower())
    ending = PurePath(path.stem).suffix if path.suffix in COMPRESSED else path.suffix
    by_ending = next((key for key, each in FORMATS.items() if ending in each.endings), None)
    if data is None:
        if by_ending is None:
            raise OptionError(f"the name {name!r} does not tell the format; name one of {', '.join(FORMATS)} with --format")
        return by_ending
    if data.startswith(b"PK\x03\x04"):
        return "xlsx"
    head = data[:HEAD].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    words = head.decode("utf-8", "ignore").lower()
    start = words.lstrip()
    if start.startswith("<"):
        return "martif" if "<martif" in words else "tbx"
    if by_ending in (None, "csv", "tsv", "glossary"):
        first = start.partition("\n")[0]
        if "translator_comments" in first and "target" in first:
            return "weblate"
        if "example of use" in first or first.startswith("forbidden,domain"):
            return "matecat"
        if any(line.startswith("concept:") for line in start.splitlines()):
            return "glossary"
        if by_ending in (None, "glossary"):
            if "\t" in first or "," in first:
                return "tsv" if "\t" in first else "csv"
            raise OptionError(
                f"neither the name {name!r} nor its first line tells the format; name one of {', '.join(FORMATS)} with --format"
            )
    return by_ending


def read(
    data: bytes,
    format: str | None = None,  # noqa: A002 - the name of the option
    *,
    name: str = "",
    source: str = "zh",
    target: str = "en",
    domain: str = "",
    origin: str = "",
) -> Imported:
    """The entries of a file in another format.

    Args:
        data: its bytes.
        format: one of `FORMATS`; detected from the name and first bytes when None.
        name: the file, for messages.
        source: language of the terms.
        target: language of the renderings.
        domain: field of entries that name none.
        origin: source of entries that name none.

    Raises:
        OptionError: the format is unknown or cannot be detected, a language tag is invalid, or a
            library is not installed.
        GlossaryError: nothing of the file can be read; names file, line and column.
    """
    reading = Reading(name, source, target, domain, origin)
    _format(format or detect(name, data)).take(data, reading)
    return reading.imported()


def write(
    concepts: Iterable[Concept],
    format: str,  # noqa: A002 - the name of the option
    *,
    source: str = "zh",
    target: str = "en",
    name: str = "",
) -> Exported:
    """Entries in another format.

    Args:
        concepts: the entries.
        format: one of `FORMATS`.
        source: language of the terms; formats of one pair take no other.
        target: language of the renderings; formats of one pair take no other.
        name: the file it is for: lists of pairs are separated by tabs when it ends in `.tsv`.

    Raises:
        OptionError: the format is unknown, a language tag is invalid, or a library is not
            installed.
    """
    writing = Writing(source, target, name)
    return writing.exported(_format(format).make(tuple(filter(writing.writable, concepts)), writing))


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise OptionError(f"there is no format {name!r}; the formats are {', '.join(FORMATS)}")
    return FORMATS[name]
