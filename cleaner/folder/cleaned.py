"""Reads folders that `cleaner clean` wrote: the findings of each text, the text, and its original.

What cannot be read is recorded as a failure and stops nothing else. A text is read only on demand, one at a time.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import orjson

from cleaner.annotation import Annotation
from cleaner.display import shown
from cleaner.document import restore
from cleaner.errors import CleanerError, InputError
from cleaner.failures import RuleFailure
from cleaner.folder.inputs import ANNOTATIONS, SUMMARY
from cleaner.folder.totals import Failure
from cleaner.formats.files import reading
from cleaner.formats.records import ANNOTATIONS_COLUMN, Columns, TableFormat
from cleaner.formats.registry import JSON_LINES, content, kind_of, table_format
from cleaner.formats.segments import Content
from cleaner.languages.tags import parse
from cleaner.patterns import regex

ESCAPED = regex(rb"\\x([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Row:
    """One text of a cleaned folder.

    Attributes:
        folder: the folder.
        path: name of the cleaned file below it.
        line: line number in a table; None for a file.
        language: BCP-47 tag; None if it was not identified.
        annotations: the findings.
        page: probability that the original is a scraped page; None in a folder that an earlier version wrote.
        failures: rules that failed on the text.
        number: line number in annotations.jsonl.
        digest: of the bytes of its file, when it was written; None for a record of a table.
        free: spans of the original text that may change, where only parts of the file are text.
        id: of the record, when the folder was cleaned with an id column.
        at: where its line starts in annotations.jsonl, bytes.
    """

    folder: Path
    path: str
    line: int | None
    language: str | None
    annotations: tuple[Annotation, ...]
    page: float | None = None
    failures: tuple[RuleFailure, ...] = ()
    number: int = 0
    digest: str | None = None
    free: tuple[tuple[int, int], ...] | None = None
    id: str | None = None
    at: int = 0

    @property
    def place(self) -> str:
        """File and line of the text, from the working folder."""
        return shown(self.folder / self.path) + (f":{self.line}" if self.line is not None else "")


class Cleaned:
    """Cleaned folders.

    Args:
        folders: their paths.
        column: field of a table that holds the text; None takes the one that the folder was cleaned with.
        language: BCP-47 tag; texts in other languages are skipped. None takes all.

    Attributes:
        folders, column: as given.
        failures: what could not be read.
        documents: texts that were read.
        others: texts that were skipped, by language.
        language: code of the language that is wanted.
    """

    def __init__(self, folders: Iterable[Path], column: str | None = None, language: str | None = None) -> None:
        self.folders = list(folders)
        self.column = column
        self.language = parse(language).code if language is not None else None
        self._texts: _Texts | None = None
        self._unreadable: set[Path] = set()
        self.failures: list[Failure] = []
        self.documents = 0
        self.others: Counter[str] = Counter()

    def originals(self, wanted: Callable[[Row], bool] = lambda _: True) -> Iterator[tuple[Row, str, str]]:
        """The wanted texts that can be read: row, original text and cleaned text."""
        for row in filter(wanted, self.rows()):
            text = self.text(row)
            original = None if text is None else self.original(row, text)
            if text is not None and original is not None:
                yield row, original, text

    def rows(self) -> Iterator[Row]:
        """The texts of the folders, in the order in which they were cleaned."""
        for folder in self.folders:
            path = folder / ANNOTATIONS
            try:
                if not folder.is_dir():
                    raise InputError("is not a folder; name one that `cleaner clean -o` wrote")
                with reading(path) as file:
                    at = 0
                    for number, raw in enumerate(file, start=1):
                        row = self._row(folder, number, at, raw)
                        at += len(raw)
                        if row is not None:
                            yield row
            except FileNotFoundError:
                self._fail(folder, InputError(f"has no {ANNOTATIONS}; name a folder that `cleaner clean -o` wrote"))
            except (CleanerError, OSError) as error:
                self._fail(path if folder.is_dir() else folder, error)
            finally:
                self._close()

    def text(self, row: Row) -> str | None:
        """The cleaned text of the last row of `rows`; None if it cannot be read, which is recorded as a failure."""
        path = row.folder / row.path
        if path in self._unreadable:
            return None
        try:
            if row.line is None:
                return _file(path, row)
            if self._texts is None or self._texts.path != path or self._texts.line >= row.line:
                # a table is read in order; an earlier line needs a new start
                self._close()
                self._texts = _Texts(path, columns_of(row.folder, self.column).text)
            return self._texts.text(row.line)
        except _LineError as error:
            self._fail(path, error, row.line)
        except (CleanerError, OSError) as error:
            self._unreadable.add(path)
            self._fail(path, error)
        return None

    def original(self, row: Row, text: str) -> str | None:
        """The original of a cleaned text; None if the cleaned text was edited since, which is recorded as a failure."""
        try:
            original = restore(text, row.annotations)
        except CleanerError as error:
            original, why = None, f" ({error})"
        else:
            why = ""
        if original is None or any(original[each.start : each.end] != each.found for each in row.annotations):
            self._fail(row.folder / row.path, InputError(f"is not the text that was cleaned; was it edited?{why}"), row.line)
            return None
        return original

    def fail(self, row: Row, error: Exception) -> None:
        """Record a failure of a text."""
        self._fail(row.folder / row.path, error, row.line)

    def _row(self, folder: Path, number: int, at: int, raw: bytes) -> Row | None:
        if not raw.strip():
            return None
        try:
            row = read_row(folder, orjson.loads(raw), number, at)
            if self.language is not None and (row.language is None or parse(row.language).code != self.language):
                self.others[row.language or "not identified"] += 1
                return None
        except (ValueError, KeyError, TypeError) as error:
            what = f"has no {error}" if isinstance(error, KeyError) else str(error)
            self._fail(folder / ANNOTATIONS, InputError(f"is not a line that `cleaner clean` wrote: {what}"), number)
            return None
        self.documents += 1
        return row

    def _fail(self, path: Path, error: Exception, line: int | None = None) -> None:
        self.failures.append(Failure.of(path, error, line))

    def _close(self) -> None:
        if self._texts is not None:
            self._texts.close()
            self._texts = None


class _LineError(InputError):
    """One line of a table cannot be read; others may be."""


class _Texts:
    """The texts of a cleaned table, read in order.

    Args:
        path: the table.
        column: field of its lines that holds the text.
    """

    def __init__(self, path: Path, column: str) -> None:
        self.path = path
        self.line = 0
        self._column = column
        self._stack = ExitStack()
        file = self._stack.enter_context(_opened(path))
        self._records = table_of(path).read(file, Columns(text=column, annotations=None), "utf-8")

    def text(self, line: int) -> str:
        record = next((each for each in self._records if each.counted and each.line >= line), None)
        self.line = line
        if record is None or record.line != line:
            raise _LineError("the file has no such line; was it edited?")
        if record.text is None:
            raise _LineError(f"{record.error or f'has no text in {self._column!r}'}; was it edited?")
        return record.text

    def close(self) -> None:
        self._stack.close()


def columns_of(folder: Path, text: str | None = None) -> Columns:
    """The columns of the tables of a cleaned folder.

    Args:
        folder: the folder.
        text: the one that holds the text; None takes what the summary of the folder says.
    """
    known: Any = None
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = orjson.loads((folder / SUMMARY).read_bytes())["columns"]
    known = known if isinstance(known, dict) else {}
    said = known.get("text")
    annotations = known.get("annotations", ANNOTATIONS_COLUMN)
    return Columns(
        text=text or (said if isinstance(said, str) else Columns().text),
        annotations=annotations if annotations is None or isinstance(annotations, str) else ANNOTATIONS_COLUMN,
    )


def table_of(path: Path) -> TableFormat:
    """What reads and writes a cleaned table; where its ending says nothing, it was read as JSON lines.

    Raises:
        InputError: that needs a package which is not installed.
    """
    return table_format(kind_of(path) or JSON_LINES)


def read_row(folder: Path, values: Any, number: int = 0, at: int = 0) -> Row:
    """A line of annotations.jsonl.

    Args:
        folder: the cleaned folder.
        values: the line, as JSON values.
        number: its number.
        at: where it starts.

    Raises:
        KeyError, TypeError, ValueError: it has other values.
    """
    if not isinstance(values, dict):
        raise TypeError("it is not a JSON object")
    path, line, language = values["path"], values.get("line"), values["language"]
    page, digest, name = values.get("page"), values.get("digest"), values.get("id")
    if (
        not isinstance(path, str)
        or not (line is None or isinstance(line, int))
        or not all(each is None or isinstance(each, str) for each in (language, digest, name))
    ):
        raise TypeError("a value has the wrong type")
    if isinstance(page, bool) or not (page is None or (isinstance(page, (int, float)) and 0 <= page <= 1)):
        raise TypeError("the page is not a probability")
    if Path(path).is_absolute() or ".." in Path(path).parts or "\0" in path:
        raise ValueError(f"the path {path!r} is outside the folder")
    annotations = tuple(map(Annotation.from_dict, values["annotations"]))
    for each in annotations:
        offsets: tuple[Any, ...] = (each.start, each.end, each.text_start, each.text_end)
        texts: tuple[Any, ...] = (each.id, each.rule, each.found, each.replacement or "")
        if not all(isinstance(offset, int) and offset >= 0 for offset in offsets) or not all(isinstance(text, str) for text in texts):
            raise TypeError("an annotation has a value of the wrong type")
    failures = tuple(RuleFailure(**each) for each in values.get("failures", ()))
    if not all(isinstance(part, str) for each in failures for part in (each.rule, each.error, each.message, each.where)):
        raise TypeError("a failure has a value of the wrong type")
    free = None if "free" not in values else tuple((int(start), int(end)) for start, end in values["free"])
    return Row(folder, path, line, language, annotations, page, failures, number, digest, free, name, at)


def content_of(path: Path, row: Row) -> Content | None:
    """What is text in a cleaned file, where only parts of it are.

    Raises:
        CleanerError, OSError: it cannot be read.
    """
    read = None if row.free is None else content(path)
    if read is None:
        return None
    with _opened(path) as file:
        return read(file.read(), "utf-8")


def _file(path: Path, row: Row) -> str:
    found = content_of(path, row)
    if found is not None:
        return found.text
    with _opened(path) as file:
        data = file.read()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("is not UTF-8, as a cleaned file is; was it edited?") from None


def located(path: Path) -> Path:
    """The path of a cleaned file, also if its name is not Unicode and is escaped in annotations.jsonl."""
    if path.exists():
        return path
    raw = ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), os.fsencode(path))
    return Path(os.fsdecode(raw))


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """A cleaned file, by its name in annotations.jsonl."""
    try:
        with reading(located(path)) as file:
            yield file
    except FileNotFoundError:
        raise InputError("does not exist any more") from None
