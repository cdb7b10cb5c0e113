"""Results as one stream, and the lines of annotations.jsonl."""

from collections.abc import Callable
from typing import IO

import orjson

from cleaner.document import Document
from cleaner.folder.inputs import Input
from cleaner.folder.units import Reading, Unit
from cleaner.formats.records import Writer

Watch = Callable[[Unit, Document | None], None]
"""Called with each result once it is written."""


class StreamSink:
    """Writes results one after the other to a stream.

    Args:
        stream: where to.
        reading: how the inputs are read.
    """

    def __init__(self, stream: IO[bytes], reading: Reading) -> None:
        self._stream = stream
        self._reading = reading
        self._writer: Writer | None = None

    def take(self, unit: Unit, document: Document | None) -> None:
        """See `run.Sink`."""
        if unit.record is not None:
            if self._writer is None:
                table = self._reading.table(unit.source)
                self._writer = table.writer(self._stream, self._reading.columns) if table is not None else None
            if self._writer is not None:
                self._writer.put(unit.record, document)
                if unit.last:
                    self._writer.close()
                    self._writer = None
        elif document is not None:
            self._stream.write(unit.data(document))
        self._stream.flush()

    def lost(self, source: Input) -> None:
        """See `run.Sink`."""


def row_of(unit: Unit, document: Document, digest: str | None = None) -> bytes:
    """The line of annotations.jsonl for a document.

    Args:
        unit: its text.
        document: the document.
        digest: of the bytes of its file, by which it is seen later whether somebody has edited it.
    """
    row: dict[str, object] = {"path": unit.source.name}
    if unit.record is not None:
        row["line"] = unit.record.line
        if unit.record.id is not None:
            row["id"] = unit.record.id
    row |= {**document.language_values(), "page": document.page, "encoding": unit.encoding}
    if unit.confidence < 1:
        row["encoding_confidence"] = unit.confidence
    if digest is not None:
        row["digest"] = digest
    if unit.content is not None:
        row["free"] = unit.content.free
    row["annotations"] = [annotation.to_dict() for annotation in document.annotations]
    row["failures"] = [failure.to_dict() for failure in document.failures]
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
