"""Text tables: decoding, rows and cells, and cells that a spreadsheet would run.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` (full-width ones too in East Asian
locales), or with a tab or carriage return before one. What is exported gets an apostrophe before
such a cell, the mark by which spreadsheets know text, and one more where the text has some already;
an import takes one off again.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from cleaner.errors import GlossaryError
from cleaner.glossary.exchange.reading import Reading
from cleaner.glossary.exchange.remarks import CHANGED
from cleaner.patterns import regex

FORMULA = "=+-@\t\r\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
"""Characters with which a cell begins that a spreadsheet may run."""
MAX_LINES = 1000
"""Lines that a quoted cell may have: where a quotation mark is not closed, the rest of the table is
not lost with it."""
MAX_LINE_LENGTH = 1_000_000
"""Characters that a row of terms may have; a longer line is not a list of terms."""
SAMPLE = 10
"""Rows that are read to detect the separator."""

_FORMULA = regex(f"'*[{re.escape(FORMULA)}]")
_NEUTRALISED = regex(f"'+[{re.escape(FORMULA)}]")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", ""), (b"\0\0\xfe\xff", ""), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_OTHERS = ("gb18030", "big5", "windows-1252")


class Row(NamedTuple):
    """A row of a table.

    Attributes:
        line: number of its first line, from 1.
        cells: what it holds.
        problem: why it could not be read; empty when it could.
    """

    line: int
    cells: Sequence[str]
    problem: str = ""


def text_of(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a byte order mark.

    Args:
        data: its bytes.
        name: the file, for messages.

    Raises:
        GlossaryError: the bytes are in another encoding; names the line and what it might be.
    """
    mark, encoding = next(((mark, encoding) for mark, encoding in _BOMS if data.startswith(mark)), (b"", "utf-8"))
    if not encoding:
        raise GlossaryError(name, 1, 1, "expected UTF-8 text, found UTF-32; save the file as UTF-8")
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        before = data[len(mark) : len(mark) + error.start].decode(encoding)
        column = len(before) - before.rfind("\n")
        found = f"expected {encoding.upper()} text, found byte {error.object[error.start]:#04x}"
        hint = f"{_guess(data, error.start)}; " if encoding == "utf-8" else ""
        raise GlossaryError(name, before.count("\n") + 1, column, f"{found}; {hint}save the file as UTF-8") from None
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        expected = "expected text, found a NUL byte; if it is UTF-16 without a byte order mark, save the file as UTF-8"
        raise GlossaryError(name, line, nul - text.rfind("\n", 0, nul), expected)
    return text


def _guess(data: bytes, at: int) -> str:
    """What an encoding might be, for the message only."""
    start = data.rfind(b"\n", 0, at) + 1
    end = data.find(b"\n", at)
    line = data[start : end if end >= 0 else len(data)]
    if b"\0" in line:
        return "it is perhaps UTF-16 without a byte order mark"
    for name in _OTHERS:
        try:
            line.decode(name)
        except UnicodeDecodeError:
            continue
        rest = data[:start] + data[end:]
        mixed = start and not rest.isascii() and _is_utf8(data[:start])
        return f"this line is perhaps {name}" + (", and the lines before are UTF-8" if mixed else "")
    return "its encoding cannot be detected"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def rows(text: str, separator: str) -> Iterator[Row]:
    """The rows of a table; empty ones are left out.

    A cell that begins with a quotation mark goes to the next single one, over line breaks if need
    be. A line whose quotation marks make no sense is a row that could not be read, and the next
    line is taken up as if nothing had been.

    Args:
        text: the table.
        separator: the character between cells.
    """
    lines = text.split("\n") if "\n" in text else text.split("\r")
    number = 0
    while number < len(lines):
        line = lines[number]
        if len(line) > MAX_LINE_LENGTH:
            yield Row(number + 1, (), f"it has {len(line):,} characters, which no list of terms has")
            number += 1
            continue
        if '"' not in line:
            cells = line.removesuffix("\r").split(separator)
            if any(cells):
                yield Row(number + 1, cells)
            number += 1
            continue
        following = range(number, min(number + MAX_LINES, len(lines)))
        reader = csv.reader((f"{lines[each]}\n" for each in following), delimiter=separator, strict=True)
        try:
            cells = next(reader)
        except csv.Error as error:
            open_end = "unexpected end" in str(error) or "field limit" in str(error)
            yield Row(
                number + 1, (), "a quotation mark opens a cell and is not closed" if open_end else f"its quotation marks are wrong: {error}"
            )
            number += 1
        else:
            if any(cells):
                yield Row(number + 1, cells)
            number += reader.line_num


def separator_of(text: str, candidates: str = ",\t;") -> str:
    """The separator that cuts the first rows into equal numbers of cells, and into the most."""
    best, score = candidates[0], (0.0, 0)
    head = "\n".join(text[:100_000].split("\n")[: SAMPLE * 3])
    for each in candidates:
        widths = [len(row.cells) for row in islice(rows(head, each), SAMPLE) if not row.problem]
        if not widths:
            continue
        width, times = Counter(widths).most_common(1)[0]
        found = (times / len(widths), width)
        if width > 1 and found > score:
            best, score = each, found
    return best


def table(data: bytes, reading: Reading, separator: str = "") -> Iterator[Row]:
    """The rows of a file of text, apostrophes before formulas taken off.

    Args:
        data: its bytes.
        reading: what is read, for messages and warnings.
        separator: the character between cells; detected from the first rows when empty.
    """
    text = text_of(data, reading.name)
    skipped = 0
    if hint := re.match(r"sep=(.)\r?\n", text):
        # what Excel writes to itself
        separator, text, skipped = hint[1], text[hint.end() :], 1
    for line, cells, problem in rows(text, separator or separator_of(text)):
        yield Row(line + skipped, [plain(cell, reading, line + skipped) for cell in cells], problem)


def records(names: Sequence[str], rows: Iterable[Row], reading: Reading) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with their lines, as mappings of columns to non-blank cells.

    A row that could not be read, or that has more cells than there are columns, is left out and
    reported.

    Args:
        names: the columns; cells of those without a name are skipped.
        rows: the rows after the header.
        reading: the file, for messages and warnings.
    """
    for line, cells, problem in rows:
        if problem or any(cell.strip() for cell in cells[len(names) :]):
            many = (
                f"it has {len(cells)} cells, and there are {len(names)} columns: put quotation marks around a cell with the separator in it"
            )
            reading.leave_out(problem or many, line, "" if problem else cells[0].strip())
        else:
            yield line, {name: cell for name, cell in zip(names, cells, strict=False) if name and cell.strip()}


def plain(cell: str, reading: Reading, line: int) -> str:
    """A cell without the apostrophe before a formula; a formula without one is reported."""
    if cell[:1] == "'" and _NEUTRALISED.match(cell):
        return cell[1:]
    return unescaped(cell, reading, line)


def unescaped(cell: str, reading: Reading, line: int) -> str:
    """A cell without an escape, which is named when a spreadsheet would run it."""
    if is_formula(cell.strip()):
        reading.warn(CHANGED, "a cell that a spreadsheet would run as a formula is kept as plain text", line, cell.strip())
    return cell


def neutral(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet might run a cell."""
    return cell[:1] != "" and cell[0] in FORMULA


def table_bytes(lines: Iterable[Sequence[str]], separator: str = ",") -> bytes:
    """A table as a file: UTF-8, cells quoted where they must be."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode()
