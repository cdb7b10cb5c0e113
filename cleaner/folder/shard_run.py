"""Works on one shard: reads its inputs, cleans them, and writes the results and a receipt into a folder of its own.

A shard counts as done when its receipt is there. It can be done again at any time, by any process, with the same bytes.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import orjson

from cleaner.api import Cleaner, Text
from cleaner.display import reason
from cleaner.document import Document
from cleaner.errors import CleanerError, InputError, WorkerError
from cleaner.folder.inputs import Input
from cleaner.folder.run import run
from cleaner.folder.shards import Shard
from cleaner.folder.sinks import Watch, row_of
from cleaner.folder.totals import FULL, Totals
from cleaner.folder.units import Piece, Reading, Unit
from cleaner.formats.files import COMPRESSION, append, digest, writing
from cleaner.formats.records import Writer

RECEIPT, ROWS, MARKS = "receipt.json", "annotations", "marks"
"""Files of a shard's folder: what was done, the lines for annotations.jsonl, and which text is being cleaned."""


@dataclass(slots=True)
class Outcome:
    """What became of a piece.

    Attributes:
        file: its result, in the folder of the shard; None when it failed.
        digest: of the bytes of that file.
        rows: where its lines for annotations.jsonl start and end, bytes.
        totals: what was written.
    """

    file: str | None = None
    digest: str = ""
    rows: tuple[int, int] = (0, 0)
    totals: Totals = field(default_factory=Totals)

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {"file": self.file, "digest": self.digest, "rows": self.rows, "totals": self.totals.to_dict()}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Outcome":
        """What `to_dict` gave."""
        start, end = values["rows"]
        return cls(values["file"], values["digest"], (start, end), Totals.from_dict(values["totals"]))


@dataclass(slots=True)
class Receipt:
    """What was done of a shard.

    Attributes:
        number: of the shard.
        outcomes: one for each piece.
        totals: what was read, and what failed.
        error: why the work ended early; empty if it did not.
        full: whether it ended because nothing more can be written.
    """

    number: int
    outcomes: list[Outcome]
    totals: Totals
    error: str = ""
    full: bool = False

    def save(self, folder: Path) -> None:
        """Write it into the folder of the shard, completely or not at all."""
        values = {"number": self.number, "outcomes": [each.to_dict() for each in self.outcomes], "totals": self.totals.to_dict()}
        with writing(folder / RECEIPT, sync=True) as file:
            file.write(orjson.dumps(values))

    @classmethod
    def load(cls, folder: Path) -> "Receipt | None":
        """The receipt in the folder of a shard; None if the shard is not done."""
        try:
            values = orjson.loads((folder / RECEIPT).read_bytes())
            outcomes = [Outcome.from_dict(each) for each in values["outcomes"]]
            return cls(values["number"], outcomes, Totals.from_dict(values["totals"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None


def home_of(shards: Path, number: int) -> Path:
    """The folder of a shard, in the folder for those of all shards."""
    return shards / f"{number:06}"


@dataclass(frozen=True, slots=True)
class Job:
    """What all shards of a run have in common; it can be sent to another process.

    Attributes:
        cleaner: cleans the texts.
        reading: how inputs are read.
        folder: the folder for the folders of the shards.
        one_by_one: whether each text is cleaned alone and named before, so that the text over which a process dies is known.
    """

    cleaner: Cleaner
    reading: Reading
    folder: Path
    one_by_one: bool = False

    def home(self, number: int) -> Path:
        """The folder of a shard."""
        return home_of(self.folder, number)

    def __call__(self, shards: list[Shard]) -> list[Receipt | CleanerError]:
        """Work on shards, as the function of a worker process."""
        return [self.work(each) for each in shards]

    def work(
        self, shard: Shard, workers: int = 1, watch: Watch = lambda *_: None, progress: Callable[[int], None] = lambda _: None
    ) -> Receipt:
        """Work on a shard.

        Args:
            shard: the shard.
            workers: processes that clean.
            watch: called with each result once it is written.
            progress: called with the number of bytes after each read.

        Returns:
            What was done. Where nothing more can be written, it has what was done before, and it is not saved.

        Raises:
            Stopped: Ctrl-C; has what was done before.
        """
        home = self.home(shard.number)
        totals = Totals()
        sink: ShardSink | None = None
        try:
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir(parents=True)
            sink = ShardSink(home, shard.pieces, self.reading, watch)
            with sink:
                cleaned = self._with_care(shard, home) if self.one_by_one or shard.left_out else None
                run(self.cleaner, shard.pieces, sink, totals, self.reading, workers, progress, cleaned)
            receipt = sink.receipt(shard.number, totals)
            receipt.save(home)
        except KeyboardInterrupt:
            raise Stopped(sink.receipt(shard.number, totals) if sink else None) from None
        except OSError as error:
            receipt = sink.receipt(shard.number, totals) if sink else Receipt(shard.number, [Outcome() for _ in shard.pieces], totals)
            receipt.error, receipt.full = reason(error), error.errno in FULL
        return receipt

    def _with_care(self, shard: Shard, home: Path) -> Callable[[Iterator[Text]], Iterator[Document | CleanerError]]:
        """Cleans texts one by one; those that are left out are failures."""
        marks = home.parent / f"{home.name}.{MARKS}"

        def cleaned(texts: Iterator[Text]) -> Iterator[Document | CleanerError]:
            with marks.open("ab", buffering=0) as file:
                for number, text in enumerate(texts):
                    if number in shard.left_out:
                        yield WorkerError("worker processes died each time that they cleaned this text; it is left out")
                        continue
                    if self.one_by_one:
                        file.write(b"%d\n" % number)
                    yield from self.cleaner.clean_block([text])

        return cleaned


class Stopped(KeyboardInterrupt):
    """Ctrl-C while a shard was worked on.

    Args:
        receipt: what was done before.
    """

    def __init__(self, receipt: Receipt | None) -> None:
        super().__init__()
        self.receipt = receipt


class ShardSink:
    """Writes the results of a shard. A context manager.

    Args:
        home: the folder of the shard; it exists.
        pieces: of the shard.
        reading: how inputs are read.
        watch: called with each result once it is written.
    """

    def __init__(self, home: Path, pieces: tuple[Piece, ...], reading: Reading, watch: Watch = lambda *_: None) -> None:
        self._home = home
        self._number = {each.source: number for number, each in enumerate(pieces)}
        self._pieces = pieces
        self._reading = reading
        self._watch = watch
        self._outcomes = [Outcome() for _ in pieces]
        self._rows = (home / ROWS).open("wb", buffering=0)
        self._mark = 0
        self._stack = ExitStack()
        self._open: int | None = None
        self._writer: Writer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._abandon()
        self._rows.close()

    def receipt(self, number: int, totals: Totals) -> Receipt:
        """What was done.

        Args:
            number: of the shard.
            totals: of the run.
        """
        kept = Totals(read=totals.read, bytes_in=totals.bytes_in, encodings=totals.encodings, confidence=totals.confidence)
        kept.dialects, kept.failures, kept.skipped = totals.dialects, totals.failures, totals.skipped
        return Receipt(number, self._outcomes, kept)

    def take(self, unit: Unit, document: Document | None) -> None:
        """See `run.Sink`."""
        try:
            self._write(unit, document)
        except OSError as error:
            self._abandon()
            if error.errno in FULL:
                raise
            raise InputError(f"its result cannot be written: {reason(error)}") from None
        self._watch(unit, document)

    def _write(self, unit: Unit, document: Document | None) -> None:
        number = self._number[unit.source]
        outcome = self._outcomes[number]
        path = self._home / self._name(number)
        if unit.record is None:
            if document is not None:
                with writing(path) as file:
                    file.write(unit.data(document))
                start = self._rows.tell()
                made = digest(path)
                append(self._rows, row_of(unit, document, made))
                self._done(number, made, start)
                outcome.totals.count(document)
                outcome.totals.written = 1
            return
        if self._writer is None:
            self._open = number
            self._mark = self._rows.tell()
            outcome.totals = Totals()
            table = self._reading.table(unit.source)
            if table is None:
                raise InputError("is not a table")
            self._writer = table.writer(self._stack.enter_context(writing(path)), self._reading.columns)
        self._writer.put(unit.record, document)
        if document is not None:
            append(self._rows, row_of(unit, document))
            outcome.totals.count(document)
        outcome.totals.written += unit.written
        if unit.last:
            self._writer.close()
            self._stack.close()
            self._open = self._writer = None
            self._done(number, digest(path), self._mark)

    def _done(self, number: int, made: str, start: int) -> None:
        """A piece has its result."""
        outcome = self._outcomes[number]
        outcome.file, outcome.digest, outcome.rows = self._name(number), made, (start, self._rows.tell())

    def _name(self, number: int) -> str:
        """Name of a piece's file: compressed as the result is, when it is the whole result."""
        piece = self._pieces[number]
        suffix = piece.source.relative.suffix
        return f"{number}{suffix if piece.parts == 1 and suffix.lower() in COMPRESSION else ''}"

    def lost(self, source: Input) -> None:
        """See `run.Sink`."""
        self._abandon()
        self._outcomes[self._number[source]] = Outcome()

    def _abandon(self) -> None:
        """Remove an incomplete file and its annotations."""
        if self._open is not None:
            self._outcomes[self._open] = Outcome()
            self._open = self._writer = None
            with suppress(_AbandonedError, OSError), self._stack:
                raise _AbandonedError
            self._rows.seek(self._mark)
            self._rows.truncate()


class _AbandonedError(Exception):
    """Ends the writing of an incomplete file."""
