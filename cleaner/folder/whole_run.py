"""A run over shards: has them worked on, puts the results into place, and goes on where a run was stopped."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cleaner.api import Cleaner
from cleaner.display import reason, shown
from cleaner.errors import CleanerError, InputError, OptionError
from cleaner.folder.cleaned import located
from cleaner.folder.engines import Engine, in_this_process, in_workers
from cleaner.folder.inputs import ANNOTATIONS, Input
from cleaner.folder.run import collected, undisturbed
from cleaner.folder.shard_run import ROWS, Job, Outcome, Receipt, Stopped, home_of
from cleaner.folder.shards import Shard
from cleaner.folder.sinks import Watch
from cleaner.folder.state import Former, State
from cleaner.folder.totals import FULL, Totals
from cleaner.folder.units import Piece, Reading
from cleaner.formats.files import digest, writing
from cleaner.pool import map_blocks
from cleaner.recurrence import Collector, RecurringLines
from cleaner.rules import boilerplate_line

Rows = list[tuple[Piece, int, Outcome | None]]
"""The pieces of an input, the number of their shards, and what became of them."""


class Run:
    """A run: its shards, what was done of them, and what becomes of it.

    Args:
        cleaner: cleans the texts.
        reading: how inputs are read.
        state: where the work is kept.
        former: what an earlier run left.
        shards: in order.
        workers: worker processes.
    """

    def __init__(self, cleaner: Cleaner, reading: Reading, state: State, former: Former, shards: list[Shard], workers: int) -> None:
        self._former = former
        self.cleaner = cleaner
        self.shards = shards
        self._reading = reading
        self._state = state
        self._workers = workers
        self._receipts: dict[int, Receipt] = {}

    def count_recurring(self) -> None:
        """Give the cleaner the lines that recur in the inputs, which are counted once for a run."""
        if boilerplate_line.RULE.id not in self.cleaner.rules:
            return
        path = self._state.recurring
        try:
            found = RecurringLines.load(path)
        except (OSError, OptionError):
            found = self._counted()
            found.save(path)
        if len(found):
            self.cleaner = self.cleaner.with_recurring(found)

    def _counted(self) -> RecurringLines:
        counter = _Counter(self._reading)
        blocks = ([each] for each in self.shards if not each.streamed)
        whole = Collector()
        for (found,) in map(counter, blocks) if self._workers == 1 else map_blocks(counter, blocks, self._workers):
            if isinstance(found, Collector):
                whole.merge(found)
        return whole.recurring()

    def go(self, done: Mapping[int, Receipt], engine: Engine | None, watch: Watch | None, progress: Callable[[int], None]) -> None:
        """Work on the shards that are not done, and put the results of each into place.

        Raises:
            KeyboardInterrupt: Ctrl-C; what was done before is in place.
        """
        job = Job(self.cleaner, self._reading, self._state.shards)
        for number, receipt in done.items():
            if number < len(self.shards) and self._is_whole(self.shards[number], receipt):
                self._receipts[number] = receipt
                # the run may have been killed before these were in place
                self._publish(self.shards[number], receipt)
                progress(receipt.totals.bytes_in)
        progress(0)
        left = [each for each in self.shards if each.number not in self._receipts]
        if engine is None:
            here = watch is not None or self._workers == 1
            engine = in_this_process(watch or (lambda *_: None)) if here else in_workers(self._workers)
        for receipt in self._work(job, left, engine, watch or (lambda *_: None), progress):
            with undisturbed():
                self._receipts[receipt.number] = receipt
                self._publish(self.shards[receipt.number], receipt)
            if receipt.full:
                break

    def _work(self, job: Job, shards: Sequence[Shard], engine: Engine, watch: Watch, progress: Callable[[int], None]) -> Iterator[Receipt]:
        try:
            yield from engine(job, [each for each in shards if not each.streamed], progress)
            for each in shards:
                # a stream may not end: the files go first
                if each.streamed:
                    yield job.work(each, self._workers, watch, progress)
        except Stopped as stopped:
            if stopped.receipt is not None:
                yield stopped.receipt
            raise

    def _is_whole(self, shard: Shard, receipt: Receipt) -> bool:
        """Whether the results of a shard that is done are still there."""
        home = home_of(self._state.shards, shard.number)
        for piece, outcome in zip(shard.pieces, receipt.outcomes, strict=True):
            if outcome.file is None:
                continue
            places = [home / outcome.file, *([self._result(piece.source)] if piece.parts == 1 else [])]
            if not any(_has(path, outcome.digest) for path in places):
                return False
        return True

    def _result(self, source: Input) -> Path:
        return self._state.folder / source.relative

    def _publish(self, shard: Shard, receipt: Receipt) -> None:
        """Move the results of whole inputs into place, if they are not there yet."""
        home = home_of(self._state.shards, shard.number)
        for piece, outcome in zip(shard.pieces, receipt.outcomes, strict=True):
            if outcome.file is None or piece.parts > 1 or piece.source.name in self._former.edited or not (home / outcome.file).exists():
                continue
            path = self._result(piece.source)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                (home / outcome.file).replace(path)
            except OSError as error:
                # it is as if it had not been made
                receipt.totals.fail(piece.source.place, InputError(f"its result cannot be written: {reason(error)}"))
                outcome.file, outcome.totals = None, Totals()

    def finish(self, totals: Totals) -> None:
        """Write what can be written when all shards are done: large tables, annotations.jsonl, failures.jsonl.

        Args:
            totals: what was done is added to it.
        """
        pieces: dict[Input, Rows] = defaultdict(list)
        for shard in self.shards:
            receipt = self._receipts.get(shard.number)
            for index, piece in enumerate(shard.pieces):
                pieces[piece.source].append((piece, shard.number, receipt.outcomes[index] if receipt else None))
        whole = {source: rows for source, rows in pieces.items() if all(each and each.file is not None for _, _, each in rows)}
        for source, rows in list(whole.items()):
            if len(rows) > 1 and source.name not in self._former.edited and not self._joined(source, rows, totals):
                del whole[source]
        for receipt in (self._receipts[number] for number in sorted(self._receipts)):
            totals.add(receipt.totals)
            totals.full |= receipt.full
            if receipt.error:
                totals.fail(shown(self._state.folder), CleanerError(receipt.error))
        totals.count_once()
        try:
            self._write_annotations(whole, totals)
        except OSError as error:
            totals.fail(shown(self._state.folder / ANNOTATIONS), error)
        for source, rows in whole.items():
            kept = source.name in self._former.edited
            for piece, _, outcome in rows:
                if outcome is not None and not kept:
                    totals.add(outcome.totals)
                    if piece.parts == 1 and self._reading.is_table(source):
                        totals.tables[source.name] = outcome.digest
            if kept:
                totals.kept.append(source.name)
                if self._reading.is_table(source):
                    # as it was before it was edited: the next run must see that it is
                    totals.tables[source.name] = self._former.texts[source.name]
                totals.written += sum(outcome.totals.written for _, _, outcome in rows if outcome)
        if not totals.interrupted and not totals.full:
            self._sweep_former({source.name for source in whole}, totals)

    def _joined(self, source: Input, rows: Rows, totals: Totals) -> bool:
        """Whether the pieces of a table were joined."""
        table = self._reading.table(source)
        parts = [home_of(self._state.shards, number) / outcome.file for _, number, outcome in rows if outcome and outcome.file]
        try:
            with writing(self._result(source)) as file:
                if table is not None:
                    table.join(parts, file)
        except OSError as error:
            totals.full |= error.errno in FULL
            totals.fail(source.place, InputError(f"its result cannot be written: {reason(error)}"))
            return False
        totals.tables[source.name] = digest(self._result(source))
        return True

    def _write_annotations(self, whole: dict[Input, Rows], totals: Totals) -> None:
        """Write annotations.jsonl; on a full disk the last results are removed until there is space for it.

        Raises:
            OSError: it cannot be written.
        """
        while True:
            try:
                self._write_rows(whole)
            except OSError as error:
                if error.errno not in FULL or not whole:
                    raise
                totals.full = True
                self._result(whole.popitem()[0]).unlink(missing_ok=True)
            else:
                return

    def _write_rows(self, whole: Mapping[Input, Rows]) -> None:
        """Write annotations.jsonl, in the order of the inputs.

        Raises:
            OSError: it cannot be written.
        """
        edited = set(self._former.edited)
        with writing(self._state.folder / ANNOTATIONS, sync=True) as file:
            for shard in self.shards:
                receipt = self._receipts.get(shard.number)
                if receipt is None:
                    continue
                with (home_of(self._state.shards, shard.number) / ROWS).open("rb") as rows:
                    for piece, outcome in zip(shard.pieces, receipt.outcomes, strict=True):
                        if piece.source not in whole:
                            continue
                        if piece.source.name in edited:
                            file.writelines(self._former.rows.get(piece.source.name, ()))
                            edited.discard(piece.source.name)
                            continue
                        start, end = outcome.rows
                        rows.seek(start)
                        file.write(rows.read(end - start))

    def _sweep_former(self, names: Collection[str], totals: Totals) -> None:
        """Remove texts of an earlier run that this one has not made; those that may be somebody's work are named."""
        for name, known in self._former.texts.items():
            if name in names:
                continue
            path = located(self._state.folder / name)
            if known and _has(path, known):
                with suppress(OSError):
                    path.unlink()
            elif path.exists():
                totals.stale.append(name)


def _has(path: Path, known: str) -> bool:
    """Whether a file is there and has a digest."""
    try:
        return digest(path) == known
    except (OSError, InputError):
        return False


@dataclass(frozen=True, slots=True)
class _Counter:
    """Counts the lines of shards, as the function of a worker process."""

    reading: Reading

    def __call__(self, shards: list[Shard]) -> list[Collector | CleanerError]:
        return [collected(each.pieces, self.reading) for each in shards]
