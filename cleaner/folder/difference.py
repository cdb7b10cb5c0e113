"""What changed between two cleaned folders: texts, findings, and the options that they were cleaned with.

Each folder is read once in its own order. What is needed to compare its texts goes into a temporary database on disk, which gives them
back in the order of their names, so the memory does not grow with the folders.
"""

import sqlite3
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import IO, Any, Self

import orjson

from cleaner.annotation import Annotation
from cleaner.display import printable, shown
from cleaner.document import restore
from cleaner.errors import CleanerError, InputError, OptionError
from cleaner.folder.cleaned import Cleaned, read_row
from cleaner.folder.inputs import ANNOTATIONS, STATE, SUMMARY
from cleaner.folder.totals import Failure

COMPARED = ("replacement", "applied", "confidence", "safety", "severity")
"""Attributes of a finding that are compared; a message or its evidence may say the same in other words."""
DECIMALS = 3
"""Decimals of a confidence that are compared: what lies behind them changes nothing that a reader sees."""
PLACED = "place"
"""Name of the difference between findings that were matched by their place and have other characters."""
TABLE = """
CREATE TABLE texts (
    path TEXT, key, run INTEGER, line INTEGER, at INTEGER, text BLOB, original BLOB, findings BLOB, number INTEGER,
    PRIMARY KEY (path, key, run)
) WITHOUT ROWID
"""


class Standing(StrEnum):
    """What became of a text from the first run to the second."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding of both runs that is not the same.

    Attributes:
        before, after: the finding in the first and in the second run.
        what: names of the attributes that differ; "place" when its characters do.
    """

    before: Annotation
    after: Annotation
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextDifference:
    """A text that is not the same in both runs, or has other findings.

    Attributes:
        path, line: of the text in the second run; in the first, if it is gone.
        id: of the record, when both runs have the same id column.
        standing: what became of its cleaned text.
        original: whether its original changed; None if that is not known, because a text was edited or is in one run only.
        new, gone, changed: findings. Those of a text that is in one run only are not listed.
        number: findings of a text that is in one run only.
    """

    path: str
    line: int | None
    id: str | None
    standing: Standing
    original: bool | None = None
    new: tuple[Annotation, ...] = ()
    gone: tuple[Annotation, ...] = ()
    changed: tuple[Changed, ...] = ()
    number: int = 0

    @property
    def findings(self) -> int:
        """Findings that differ."""
        return len(self.new) + len(self.gone) + len(self.changed)


@dataclass(slots=True)
class Sums:
    """Counts over all texts.

    Attributes:
        texts: by what became of them; `same` counts those with other findings too.
        originals: texts whose original changed.
        new, gone, changed: findings by rule, of texts that are in both runs.
        same: findings that are the same in both runs.
        only: findings of texts that are in one run only, by what became of them.
        differing: texts with a difference.
    """

    texts: Counter[Standing] = field(default_factory=Counter)
    originals: int = 0
    new: Counter[str] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    same: int = 0
    only: Counter[Standing] = field(default_factory=Counter)
    differing: int = 0

    @property
    def rules(self) -> list[str]:
        """Rules with a difference, those with most differences first."""
        every = self.new + self.gone + self.changed
        return sorted(every, key=lambda rule: (-every[rule], rule))


class Comparison:
    """Two cleaned folders, compared. A context manager: its temporary files are removed at its end.

    Args:
        first, second: the folders.

    Attributes:
        options: options, version, glossary and columns that differ, with their two values.
        unfinished: folders whose run was stopped before its end.
        failures: what could not be read.
        sums: what `texts` counted, complete when it has ended.

    Raises:
        OptionError: one is not a cleaned folder, both are the same, or there is no space for temporary files.
    """

    def __init__(self, first: Path, second: Path) -> None:
        self._folders = (first, second)
        for folder in self._folders:
            if not folder.is_dir() or not (folder / ANNOTATIONS).is_file():
                raise OptionError(f"{_named(folder)} has no {ANNOTATIONS}; name a folder that `cleaner clean -o` wrote")
        if first.samefile(second):
            raise OptionError(f"{_named(first)} and {_named(second)} are the same folder; name the folders of two runs")
        summaries = [_summary(folder) for folder in self._folders]
        self.options = _differing(*map(_options, summaries))
        self.unfinished = [
            folder
            for folder, each in zip(self._folders, summaries, strict=True)
            if each.get("interrupted") is True or (folder / STATE).exists()
        ]
        self.failures: list[Failure] = []
        self.sums = Sums()
        columns = [_columns(each).get("id") for each in summaries]
        self._by_id = columns[0] is not None and columns[0] == columns[1]
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        # without a name, the database is a temporary file that disappears when it is closed
        self._database = sqlite3.connect("", isolation_level=None)
        self._stack.callback(self._database.close)
        try:
            for statement in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", TABLE, "BEGIN"):
                self._database.execute(statement)
            for run, folder in enumerate(self._folders):
                self._read(run, folder)
            self._lines = [self._stack.enter_context((folder / ANNOTATIONS).open("rb")) for folder in self._folders]
        except sqlite3.OperationalError as error:
            self._stack.close()
            raise OptionError(
                f"there is no space for the temporary files of a comparison ({error}); set TMPDIR to a folder that has"
            ) from None
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def texts(self) -> Iterator[TextDifference]:
        """The texts that differ, in the order of their names; may be called again."""
        self.sums = sums = Sums()
        rows = self._database.execute(
            "SELECT path, key, run, line, at, text, original, findings, number FROM texts ORDER BY path, key, run"
        )
        for (path, key), group in groupby(rows, key=lambda row: (row[0], row[1])):
            pair = [_Known(*row[2:]) for row in group]
            name = key if isinstance(key, str) else None
            if len(pair) == 1:
                (only,) = pair
                standing = Standing.ADDED if only.run else Standing.GONE
                sums.texts[standing] += 1
                sums.only[standing] += only.number
                sums.differing += 1
                yield TextDifference(path, only.line, name, standing, number=only.number)
                continue
            found = self._compared(path, name, *pair)
            if found is not None:
                sums.differing += 1
                yield found

    def _compared(self, path: str, name: str | None, first: "_Known", second: "_Known") -> TextDifference | None:
        """What changed in a text of both runs; None if nothing did."""
        same = None in (first.text, second.text) or first.text == second.text
        known = first.original is not None and second.original is not None
        original = first.original != second.original if known else None
        standing = Standing.SAME if same else Standing.CHANGED
        self.sums.texts[standing] += 1
        self.sums.originals += bool(original)
        if first.findings == second.findings:
            self.sums.same += first.number
            return None if same and not original else TextDifference(path, second.line, name, standing, original)
        one, other = (self._annotations(each) for each in (first, second))
        new, gone, changed = _matched(one, other, same_place=original is False)
        for counts, rules in (
            (self.sums.new, (each.rule for each in new)),
            (self.sums.gone, (each.rule for each in gone)),
            (self.sums.changed, (each.after.rule for each in changed)),
        ):
            counts.update(rules)
        self.sums.same += len(other) - len(new) - len(changed)
        if same and not original and not new and not gone and not changed:
            return None
        return TextDifference(path, second.line, name, standing, original, tuple(new), tuple(gone), tuple(changed))

    def _read(self, run: int, folder: Path) -> None:
        """Put what is needed of a folder into the database."""
        cleaned = Cleaned([folder])
        for row in cleaned.rows():
            text = cleaned.text(row)
            key: str | int = row.id if self._by_id and row.id is not None else row.line or 0
            original = None if text is None else _original(text, row.annotations)
            values = (row.line, row.at, _digest(text), _digest(original), _findings(row.annotations), len(row.annotations))
            insert = "INSERT OR IGNORE INTO texts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            # records with the same id are told apart by their lines
            keys = (key,) if isinstance(key, int) else (key, row.line or 0)
            if not any(self._database.execute(insert, (row.path, each, run, *values)).rowcount for each in keys):
                cleaned.fail(row, InputError(f"is in {ANNOTATIONS} twice; the second is left out"))
        self.failures += cleaned.failures

    def _annotations(self, known: "_Known") -> tuple[Annotation, ...]:
        file: IO[bytes] = self._lines[known.run]
        file.seek(known.at)
        return read_row(self._folders[known.run], orjson.loads(file.readline())).annotations


@dataclass(frozen=True, slots=True)
class _Known:
    """A text in the database; digests instead of what is long, None for what cannot be read."""

    run: int
    line: int | None
    at: int
    text: bytes | None
    original: bytes | None
    findings: bytes
    number: int


def _named(folder: Path) -> str:
    return printable(shown(folder))


def _summary(folder: Path) -> dict[str, Any]:
    """The values of summary.json; none if it does not exist or is damaged, since a comparison can do without."""
    try:
        values = orjson.loads((folder / SUMMARY).read_bytes())
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _columns(summary: dict[str, Any]) -> dict[str, Any]:
    columns = summary.get("columns")
    return columns if isinstance(columns, dict) else {}


def _options(summary: dict[str, Any]) -> dict[str, Any]:
    """What a folder was cleaned with."""
    options = summary.get("options")
    found = {name: summary[name] for name in ("version", "target", "source") if name in summary}
    found |= options if isinstance(options, dict) else {}
    return found | {f"{name}_column": value for name, value in _columns(summary).items()}


def _differing(first: dict[str, Any], second: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The values that differ, of names that both have: what an older version did not write is not a difference."""
    return {name: (value, second[name]) for name, value in first.items() if name in second and second[name] != value}


def _original(text: str, annotations: Sequence[Annotation]) -> str | None:
    """The original of a cleaned text; None if the text was edited."""
    try:
        original = restore(text, annotations)
    except CleanerError:
        return None
    return original if all(original[each.start : each.end] == each.found for each in annotations) else None


def _digest(text: str | None) -> bytes | None:
    return None if text is None else blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _findings(annotations: Iterable[Annotation]) -> bytes:
    """A digest of what is compared of findings, and of their places."""
    values = [(each.id, each.rule, each.start, each.end, *_compared_values(each)) for each in annotations]
    return blake2b(orjson.dumps(values), digest_size=16).digest()


def _compared_values(annotation: Annotation) -> tuple[Any, ...]:
    return tuple(
        round(value, DECIMALS) if isinstance(value, float) else value for value in (getattr(annotation, name) for name in COMPARED)
    )


def _matched(
    first: Sequence[Annotation], second: Sequence[Annotation], *, same_place: bool
) -> tuple[list[Annotation], list[Annotation], list[Changed]]:
    """Match the findings of a text: by their ids, then by rule and characters, then by rule and overlap.

    Args:
        first, second: findings of the two runs.
        same_place: whether the original is the same, so that an offset means the same place in both.

    Returns:
        New findings, those that are gone, and those that changed.
    """
    pairs: list[tuple[Annotation, Annotation]] = []
    for key in (
        lambda each: each.id,
        (lambda each: (each.rule, each.start, each.end)) if same_place else (lambda each: (each.rule, each.found)),
    ):
        waiting: dict[Any, list[Annotation]] = defaultdict(list)
        for each in reversed(first):
            waiting[key(each)].append(each)
        left = []
        for each in second:
            same = waiting.get(key(each))
            if same:
                pairs.append((same.pop(), each))
            else:
                left.append(each)
        first, second = sorted((each for same in waiting.values() for each in same), key=_start), left
    if same_place:
        first, second = _overlapping(first, second, pairs)
    pairs.sort(key=lambda pair: _start(pair[1]))
    changed = [Changed(one, other, what) for one, other in pairs if (what := _what(one, other))]
    return list(second), list(first), changed


def _overlapping(
    first: Sequence[Annotation], second: Sequence[Annotation], pairs: list[tuple[Annotation, Annotation]]
) -> tuple[Sequence[Annotation], Sequence[Annotation]]:
    """Pair findings of one rule that share characters; returns those without a partner."""
    by_rule: dict[str, deque[Annotation]] = defaultdict(deque)
    for each in first:
        by_rule[each.rule].append(each)
    gone, new = [], []
    for each in sorted(second, key=_start):
        waiting = by_rule[each.rule]
        while waiting and waiting[0].end <= each.start:
            gone.append(waiting.popleft())
        if waiting and waiting[0].start < each.end:
            pairs.append((waiting.popleft(), each))
        else:
            new.append(each)
    return sorted([*gone, *(each for waiting in by_rule.values() for each in waiting)], key=_start), new


def _start(annotation: Annotation) -> tuple[int, int]:
    return annotation.start, annotation.end


def _what(first: Annotation, second: Annotation) -> tuple[str, ...]:
    """Names of what differs between two findings."""
    values = zip(COMPARED, _compared_values(first), _compared_values(second), strict=True)
    moved = (PLACED,) if first.found != second.found else ()
    return (*moved, *(name for name, one, other in values if one != other))
