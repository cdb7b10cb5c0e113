"""The kinds of files that are read, by the endings of their names."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.errors import InputError
from cleaner.formats.files import COMPRESSION

if TYPE_CHECKING:
    from cleaner.formats.records import TableFormat


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table.

    Attributes:
        name: its name in messages and in the documentation.
        suffixes: endings of its files, in lower case.
        home: module and class that read it; imported when such a file is read.
        extra: the extra of this package that it needs; None for nothing more.
        requires: the module that the extra installs.
    """

    name: str
    suffixes: tuple[str, ...]
    home: tuple[str, str]
    extra: str | None = None
    requires: str | None = None


TABLES = (Kind("JSON lines", (".jsonl", ".ndjson"), ("cleaner.formats.jsonl", "JsonLines")),)
"""The kinds of tables."""
JSON_LINES = TABLES[0]
LATER = {".csv": "CSV", ".tsv": "TSV", ".parquet": "Parquet"}
_BY_SUFFIX = {suffix: kind for kind in TABLES for suffix in kind.suffixes}


def kind_of(path: Path) -> Kind | None:
    """The kind of a table by the suffix before that of a compression; None for a text.

    Raises:
        InputError: a table in a format that is not supported.
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in COMPRESSION:
        suffixes.pop()
    ending = suffixes[-1] if suffixes else ""
    if ending in LATER:
        raise InputError(f"{LATER[ending]} files are not read yet; convert it to JSONL, one object a line")
    return _BY_SUFFIX.get(ending)


@cache
def table_format(kind: Kind) -> "TableFormat":
    """What reads and writes tables of a kind.

    Raises:
        InputError: it needs a package that is not installed.
    """
    try:
        if kind.requires is not None:
            import_module(kind.requires)
    except ImportError:
        raise InputError(f"{kind.name} files need {kind.requires}, which is not installed: pip install 'cleaner[{kind.extra}]'") from None
    module, name = kind.home
    made: TableFormat = getattr(import_module(module), name)()
    return made
