"""Where results are written: files below a folder, or one stream."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO

import orjson

from cleaner.display import reason
from cleaner.document import Document
from cleaner.errors import InputError
from cleaner.folder.inputs import Input
from cleaner.folder.totals import FULL
from cleaner.folder.units import Unit
from cleaner.formats import jsonl
from cleaner.formats.files import append, writing

Watch = Callable[[Unit, Document | None], None]
"""Called with each result once it is written."""


class FolderSink:
    """Writes results below a folder. A file is written completely or not at all, and has annotations if and only if it exists.

    Args:
        folder: where results go.
        annotations: an unbuffered file.
        watch: called with each result once it is written.
    """

    def __init__(self, folder: Path, annotations: IO[bytes], watch: Watch = lambda *_: None) -> None:
        self._folder = folder
        self._annotations = annotations
        self._watch = watch
        self._mark = 0
        self._stack = ExitStack()
        self._file: IO[bytes] | None = None

    def take(self, unit: Unit, document: Document | None) -> None:
        """See `run.Sink`."""
        try:
            self._write(unit, document)
        except OSError as error:
            self.abandon()
            if error.errno in FULL:
                raise
            raise InputError(f"its result cannot be written: {reason(error)}") from None
        self._watch(unit, document)

    def _write(self, unit: Unit, document: Document | None) -> None:
        if self._file is None:
            self._mark = self._annotations.tell()
            self._file = self._stack.enter_context(writing(self._folder / unit.source.relative))
        self._file.write(written(unit, document))
        if document is not None:
            append(self._annotations, _row(unit, document))
        if unit.last:
            self._stack.close()
            self._file = None

    def lost(self, source: Input) -> None:  # noqa: ARG002
        """See `run.Sink`."""
        self.abandon()

    def abandon(self) -> None:
        """Remove an incomplete file and its annotations."""
        if self._file is not None:
            self._file = None
            with suppress(_AbandonedError, OSError), self._stack:
                raise _AbandonedError
            self._annotations.seek(self._mark)
            self._annotations.truncate()


class StreamSink:
    """Writes results one after the other to a stream."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def take(self, unit: Unit, document: Document | None) -> None:
        """See `run.Sink`."""
        self._stream.write(written(unit, document))
        self._stream.flush()

    def lost(self, source: Input) -> None:
        """See `run.Sink`."""


def written(unit: Unit, document: Document | None) -> bytes:
    """The bytes of a result: a cleaned text, or a table's line with cleaned text and annotations; the old line without a document."""
    if unit.record is None:
        return document.text.encode() if document else b""
    if document is None:
        return unit.record.raw
    return jsonl.cleaned_line(unit.record, document.text, [annotation.to_dict() for annotation in document.annotations])


def _row(unit: Unit, document: Document) -> bytes:
    """The line of annotations.jsonl for a document."""
    row: dict[str, object] = {"path": unit.source.name}
    if unit.record is not None:
        row["line"] = unit.record.line
        if unit.record.id is not None:
            row["id"] = unit.record.id
    row |= {"language": document.language, "page": document.page, "encoding": unit.encoding}
    if unit.confidence < 1:
        row["encoding_confidence"] = unit.confidence
    row["annotations"] = [annotation.to_dict() for annotation in document.annotations]
    row["failures"] = [failure.to_dict() for failure in document.failures]
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


class _AbandonedError(Exception):
    """Ends the writing of an incomplete file."""
