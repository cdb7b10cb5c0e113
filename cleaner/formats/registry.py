"""The kinds of files that are read, by the endings of their names."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.errors import InputError
from cleaner.formats.files import COMPRESSION, reading

if TYPE_CHECKING:
    from cleaner.formats.records import TableFormat
    from cleaner.formats.segments import Content


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    Attributes:
        name: its name in messages and in the documentation.
        suffixes: endings of its files, in lower case.
        home: module, and the class or function in it that reads such files; imported when one is read.
        text: what is text in it, for the documentation.
        extra: the extra of this package that it needs; None for nothing more.
        requires: the module that the extra installs.
        instead: what to do without the extra, for messages.
    """

    name: str
    suffixes: tuple[str, ...]
    home: tuple[str, str]
    text: str
    extra: str | None = None
    requires: str | None = None
    instead: str = ""


TABLES = (
    Kind("JSON lines", (".jsonl", ".ndjson"), ("cleaner.formats.jsonl", "JsonLines"), "a field of each line"),
    Kind(
        "JSON array",
        (".json",),
        ("cleaner.formats.json_array", "JsonArray"),
        "a field of each object, when the file is an array of objects",
    ),
    Kind("CSV", (".csv",), ("cleaner.formats.csv", "Csv"), "a column; delimiter, quoting, header and encoding are detected"),
    Kind("TSV", (".tsv", ".tab"), ("cleaner.formats.csv", "Tsv"), "a column, as in CSV"),
    Kind("Parquet", (".parquet",), ("cleaner.formats.arrow_tables", "Parquet"), "a column of strings", "arrow", "pyarrow"),
    Kind(
        "Arrow IPC", (".arrow", ".feather", ".arrows"), ("cleaner.formats.arrow_tables", "Ipc"), "a column of strings", "arrow", "pyarrow"
    ),
    Kind("WET", (".wet",), ("cleaner.formats.warc", "Warc"), "the plain text of `conversion` records"),
    Kind(
        "WARC",
        (".warc",),
        ("cleaner.formats.warc", "Warc"),
        "the same, and the main text of pages, which replaces them (needs `html` too)",
        "warc",
        "warcio",
    ),
)
"""The kinds of tables: files with many texts."""
JSON_LINES, JSON_ARRAY = TABLES[:2]
HEAD = 4096
"""Bytes in which the beginning of an array is looked for."""
WHOLE = (
    Kind("SubRip", (".srt",), ("cleaner.formats.subtitles", "read_srt"), "the words of the cues"),
    Kind("WebVTT", (".vtt",), ("cleaner.formats.subtitles", "read_vtt"), "the words of the cues"),
    Kind("SubStation", (".ass", ".ssa"), ("cleaner.formats.subtitles", "read_ass"), "the words of the cues"),
    Kind("Word", (".docx",), ("cleaner.formats.docx", "read"), "paragraphs, tables, headers and footers", "docx", "lxml"),
)
"""The kinds of files that are one text, of which only parts are text."""
HTML = Kind(
    "HTML",
    (".html", ".htm", ".xhtml"),
    ("cleaner.formats.html", "extracted"),
    "the main text, written as `NAME.html.txt`; with `--html markup` the file as it is",
    "html",
    "trafilatura",
    "; or clean the markup itself with --html markup",
)
_TABLES = {suffix: kind for kind in TABLES for suffix in kind.suffixes}
_WHOLE = {suffix: kind for kind in WHOLE for suffix in kind.suffixes}


def ending(path: Path) -> str:
    """The suffix of a name before that of a compression, in lower case."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in COMPRESSION:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def kind_of(path: Path) -> Kind | None:
    """The kind of a table by its name; None for a text, such as JSON that is not an array of objects."""
    kind = _TABLES.get(ending(path))
    return None if kind is JSON_ARRAY and not _begins_array(path) else kind


def _begins_array(path: Path) -> bool:
    """Whether a file begins as an array of objects does; a file that cannot be read counts as one, and fails as such."""
    try:
        with reading(path) as file:
            found = file.read(HEAD).removeprefix(b"\xef\xbb\xbf").split(maxsplit=1)
    except (OSError, InputError):
        return True
    head = b"".join(found)
    return head.startswith(b"[") and head[1:].lstrip()[:1] in (b"{", b"]")


def is_html(path: Path) -> bool:
    """Whether a name is that of an HTML file."""
    return ending(path) in HTML.suffixes


@cache
def table_format(kind: Kind) -> "TableFormat":
    """What reads and writes tables of a kind.

    Raises:
        InputError: it needs a package that is not installed.
    """
    made: TableFormat = _found(kind)()
    return made


def content(path: Path) -> "Callable[[bytes, str | None], Content] | None":
    """What reads a file of which parts are text, from its bytes and its encoding; None for other files.

    Raises:
        InputError: it needs a package that is not installed.
    """
    kind = _WHOLE.get(ending(path))
    return None if kind is None else _found(kind)


def extracted(page: str) -> str:
    """The main text of an HTML page.

    Raises:
        InputError: it needs a package that is not installed.
    """
    text: str = _found(HTML)(page)
    return text


@cache
def _found(kind: Kind) -> Any:
    """What reads files of a kind.

    Raises:
        InputError: it needs a package that is not installed.
    """
    try:
        if kind.requires is not None:
            import_module(kind.requires)
    except ImportError:
        raise InputError(
            f"{kind.name} files need {kind.requires}, which is not installed: pip install 'cleaner[{kind.extra}]'{kind.instead}"
        ) from None
    module, name = kind.home
    return getattr(import_module(module), name)
