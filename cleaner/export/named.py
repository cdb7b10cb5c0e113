"""A document with its name, the input of all exports."""

from dataclasses import dataclass
from urllib.parse import quote

from cleaner.document import Document


@dataclass(frozen=True, slots=True)
class Named:
    """A document and its file.

    Attributes:
        document: the document.
        path: of the file, as Unicode.
        line: line number in a table, from 1; None for a file.
        encoding: Python's name of the file's encoding; None if unknown.
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
