"""A document with the name it goes by, as the exports take it."""

from dataclasses import dataclass
from urllib.parse import quote

from cleaner.document import Document


@dataclass(frozen=True, slots=True)
class Named:
    """A document and where it came from.

    Attributes:
        document: the document.
        path: of its file, as Unicode.
        line: of a table, the number of its line, from 1.
        encoding: Python's name of what its file was in; None when that is not known.
    """

    document: Document
    path: str
    line: int | None = None
    encoding: str | None = None

    @property
    def uri(self) -> str:
        """The file as a URI reference."""
        return reference(self.path)

    @property
    def source(self) -> str:
        """The text as a URI reference: that of the file, with the line of a table (RFC 5147 counts from before the first)."""
        return self.uri if self.line is None else f"{self.uri}#line={self.line - 1},{self.line}"


def reference(path: str) -> str:
    """A path as a URI reference: relative when the path is, percent-encoded where a URI has to be."""
    uri = quote(path.removeprefix("./"), safe="/~")
    return f"file://{uri}" if uri.startswith("/") else uri
