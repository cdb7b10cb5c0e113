"""`cleaner export`: the findings of a cleaned folder, for other tools."""

import argparse
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from cleaner.cli.options import stdout
from cleaner.display import printable, reason, shown
from cleaner.document import Document
from cleaner.errors import OptionError
from cleaner.export import label_studio, spacy_docs, web_annotation, xliff
from cleaner.export.named import Named
from cleaner.folder.cleaned import Cleaned, write
from cleaner.formats.files import writing

SEVERAL, UNKNOWN = "mul", "und"
"""Tags of ISO 639 for texts in several languages, and in one that nobody could tell."""


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status.

    Raises:
        OptionError: the output cannot be written, or spaCy is asked for and not installed.
    """
    if options.format == "label-studio-config":
        write(options.output, [label_studio.config()])
        return 0
    if options.format == "spacy" and options.output is None and sys.stdout is not None and sys.stdout.isatty():
        raise OptionError("a DocBin is no text for a terminal; name a file with -o FILE")
    cleaned = Cleaned([options.folder], options.text_column)
    documents = _documents(cleaned)
    first = next(documents, None)
    if first is None and cleaned.failures:
        # an empty export would look like a folder without findings
        return cleaned.report()
    documents = documents if first is None else chain([first], documents)
    if options.format == "spacy":
        _write_bytes(options.output, spacy_docs.docbin(documents))
    elif options.format == "xliff":
        if first is None:
            raise OptionError(f"{printable(shown(options.folder))} has no texts, and XLIFF has no empty file; nothing is written")
        write(options.output, xliff.files(documents, _language(options.folder)))
    else:
        formats = {"web-annotation": web_annotation.collection, "label-studio": label_studio.tasks}
        write(options.output, formats[options.format](documents))
    return cleaned.report()


def _documents(cleaned: Cleaned) -> Iterator[Named]:
    for row in cleaned.rows():
        text = cleaned.text(row)
        original = cleaned.original(row, text) if text is not None else None
        if text is not None and original is not None:
            yield Named(Document(original, text, row.annotations, row.language), row.path, row.line)


def _language(folder: Path) -> str:
    """The language of all texts of a folder."""
    languages = {row.language for row in Cleaned([folder]).rows()}
    return (languages.pop() or UNKNOWN) if len(languages) == 1 else SEVERAL


def _write_bytes(output: Path | None, data: bytes) -> None:
    if output is None:
        stdout().write(data)
        return
    try:
        with writing(output) as file:
            file.write(data)
    except OSError as error:
        raise OptionError(f"{printable(shown(output))} cannot be written to: {reason(error)}; name another file with -o") from None
