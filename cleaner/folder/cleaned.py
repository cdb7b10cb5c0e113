"""Folders that `cleaner clean` wrote, read back: what was found in each text, the text, and its original.

Anything that cannot be read is kept as a failure and named at the end, and nothing else stops for it. Texts are read only where
they are asked for, and one at a time.
"""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

import orjson

from cleaner.annotation import Annotation
from cleaner.display import printable, reason, shown
from cleaner.document import restore
from cleaner.errors import CleanerError, InputError, OptionError
from cleaner.failures import RuleFailure
from cleaner.folder.run import Failure
from cleaner.formats.files import reading, writing
from cleaner.languages.tags import parse

ANNOTATIONS = "annotations.jsonl"
MOST_FAILURES = 50
ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Row:
    """One text of a cleaned folder.

    Attributes:
        folder: the folder.
        path: name of the cleaned file below it.
        line: of a table, the number of its line.
        language: BCP-47 tag; None when nobody could tell.
        annotations: what was found.
        page: probability that the text that came in is a scraped page; None in a folder that an earlier version wrote.
        failures: rules that failed on the text.
        number: of the line of annotations.jsonl that says so.
    """

    folder: Path
    path: str
    line: int | None
    language: str | None
    annotations: tuple[Annotation, ...]
    page: float | None = None
    failures: tuple[RuleFailure, ...] = ()
    number: int = 0

    @property
    def place(self) -> str:
        """Where the text stands, as the user knows it."""
        return shown(self.folder / self.path) + (f":{self.line}" if self.line is not None else "")


class Cleaned:
    """Cleaned folders.

    Args:
        folders: their paths.
        column: field of a table's lines that holds the text.
        language: BCP-47 tag of the texts that are wanted; None takes all.
    """

    def __init__(self, folders: Iterable[Path], column: str = "text", language: str | None = None) -> None:
        self._folders = list(folders)
        self._column = column
        self._language = parse(language).code if language is not None else None
        self._texts: _Texts | None = None
        self._unreadable: set[Path] = set()
        self.failures: list[Failure] = []
        self.documents = 0
        self.others: Counter[str] = Counter()
        """Texts that were passed over, by their languages."""

    def rows(self) -> Iterator[Row]:
        """The texts of the folders, in the order in which they were cleaned."""
        for folder in self._folders:
            path = folder / ANNOTATIONS
            try:
                if not folder.is_dir():
                    raise InputError("is no folder; name one that `cleaner clean -o` wrote")
                with reading(path) as file:
                    for number, raw in enumerate(file, start=1):
                        row = self._row(folder, number, raw)
                        if row is not None:
                            yield row
            except FileNotFoundError:
                self._fail(folder, InputError(f"has no {ANNOTATIONS}; name a folder that `cleaner clean -o` wrote"))
            except (CleanerError, OSError) as error:
                self._fail(path if folder.is_dir() else folder, error)
            finally:
                self._close()

    def text(self, row: Row) -> str | None:
        """The cleaned text of the row that `rows` gave last; None when it cannot be read, which is kept as a failure."""
        path = row.folder / row.path
        if path in self._unreadable:
            return None
        try:
            if row.line is None:
                return _file(path)
            if self._texts is None or self._texts.path != path or self._texts.line >= row.line:
                self._close()
                self._texts = _Texts(path, self._column)
            return self._texts.text(row.line)
        except _LineError as error:
            self._fail(path, error, row.line)
        except (CleanerError, OSError) as error:
            self._unreadable.add(path)
            self._fail(path, error)
        return None

    def original(self, row: Row, text: str) -> str | None:
        """The text that was cleaned; None when the cleaned one is no longer what cleaning left, which is kept as a failure."""
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
        """Keep a failure of a text."""
        self._fail(row.folder / row.path, error, row.line)

    def report(self) -> int:
        """Name what could not be read, and texts in other languages, on standard error; the exit status."""
        if self.others:
            passed = ", ".join(f"{language} {times:,}" for language, times in self.others.most_common())
            texts = "1 text is" if self.others.total() == 1 else f"{self.others.total():,} texts are"
            sys.stderr.write(f"{texts} not in {self._language} and passed over ({printable(passed)}); --target names another language\n")
        for failure in self.failures[:MOST_FAILURES]:
            sys.stderr.write(f"failed: {failure}\n")
        if len(self.failures) > MOST_FAILURES:
            sys.stderr.write(f"… and {len(self.failures) - MOST_FAILURES:,} more failures\n")
        return 3 if self.failures else 0

    def _row(self, folder: Path, number: int, raw: bytes) -> Row | None:
        if not raw.strip():
            return None
        try:
            row = _read(folder, orjson.loads(raw), number)
            if self._language is not None and (row.language is None or parse(row.language).code != self._language):
                self.others[row.language or "not identified"] += 1
                return None
        except (ValueError, KeyError, TypeError) as error:
            what = f"has no {error}" if isinstance(error, KeyError) else str(error)
            self._fail(folder / ANNOTATIONS, InputError(f"is no line that `cleaner clean` wrote: {what}"), number)
            return None
        self.documents += 1
        return row

    def _fail(self, path: Path, error: Exception, line: int | None = None) -> None:
        self.failures.append(Failure(shown(path), type(error).__name__, reason(error), line))

    def _close(self) -> None:
        if self._texts is not None:
            self._texts.close()
            self._texts = None


class _LineError(InputError):
    """One line of a table cannot be read; others may."""


class _Texts:
    """The texts of a cleaned table, read forward.

    Args:
        path: the table.
        column: field of its lines that holds the text.
    """

    def __init__(self, path: Path, column: str) -> None:
        self.path = path
        self.line = 0
        self._column = column
        self._stack = ExitStack()
        self._lines = iter(self._stack.enter_context(_opened(path)))

    def text(self, line: int) -> str:
        raw = next(islice(self._lines, line - self.line - 1, None), None)
        self.line = line
        if raw is None:
            raise _LineError("the file has no such line; was it edited?")
        try:
            text = json.loads(raw.decode("utf-8-sig"))[self._column]
        except (ValueError, TypeError, RecursionError) as error:
            raise _LineError(f"no JSON object: {error}; was it edited?") from None
        except KeyError:
            raise _LineError(f"has no field {self._column!r}; name the field with --text-column") from None
        if not isinstance(text, str):
            raise _LineError(f"has no text in {self._column!r}; name the field with --text-column")
        return text

    def close(self) -> None:
        self._stack.close()


def _read(folder: Path, values: Any, number: int) -> Row:
    """A line of annotations.jsonl.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    if not isinstance(values, dict):
        raise TypeError("it is no JSON object")
    path, line, language = values["path"], values.get("line"), values["language"]
    page = values.get("page")
    if not isinstance(path, str) or not (line is None or isinstance(line, int)) or not (language is None or isinstance(language, str)):
        raise TypeError("a value is of the wrong kind")
    if isinstance(page, bool) or not (page is None or (isinstance(page, (int, float)) and 0 <= page <= 1)):
        raise TypeError("the page is not a probability")
    if Path(path).is_absolute() or ".." in Path(path).parts or "\0" in path:
        raise ValueError(f"the path {path!r} leads out of the folder")
    annotations = tuple(map(Annotation.from_dict, values["annotations"]))
    for each in annotations:
        offsets: tuple[Any, ...] = (each.start, each.end, each.text_start, each.text_end)
        texts: tuple[Any, ...] = (each.id, each.rule, each.found, each.replacement or "")
        if not all(isinstance(offset, int) and offset >= 0 for offset in offsets) or not all(isinstance(text, str) for text in texts):
            raise TypeError("an annotation has a value of the wrong kind")
    failures = tuple(RuleFailure(**each) for each in values.get("failures", ()))
    if not all(isinstance(part, str) for each in failures for part in (each.rule, each.error, each.message, each.where)):
        raise TypeError("a failure has a value of the wrong kind")
    return Row(folder, path, line, language, annotations, page, failures, number)


def _file(path: Path) -> str:
    with _opened(path) as file:
        data = file.read()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("is not UTF-8, as a cleaned file is; was it edited?") from None


def located(path: Path) -> Path:
    """Where a cleaned file is, also one whose name is no Unicode and stands escaped in annotations.jsonl."""
    if path.exists():
        return path
    raw = ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), os.fsencode(path))
    return Path(os.fsdecode(raw))


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """A cleaned file, under the name that annotations.jsonl has for it."""
    try:
        with reading(located(path)) as file:
            yield file
    except FileNotFoundError:
        raise InputError("is not there any more") from None


def write(output: Path | None, text: Iterable[str]) -> None:
    """Write to a file, whole or not at all, or to standard output.

    Args:
        output: the file; None for standard output.
        text: in pieces.

    Raises:
        OptionError: the file cannot be written.
    """
    if output is None:
        sys.stdout.writelines(text)
        return
    try:
        with writing(output) as file:
            file.writelines(piece.encode("utf-8", "backslashreplace") for piece in text)
    except OSError as error:
        raise OptionError(f"{printable(shown(output))} cannot be written to: {reason(error)}; name another file with -o") from None
