"""Tables of terms: our own, which holds everything, and a user's list of terms.

Our table has one row a term, and one for a line of wrong renderings or romanisations (`language`
says which). Its columns are the keys of the file format. Values of the whole entry are in the row
of its first term; examples of a term are lines of one cell.

A user's list needs a column of terms and one of renderings: two columns without a header, or a
header that says which they are. Rows with the same term are one entry, whose later renderings are
admitted ones.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from cleaner.errors import GlossaryError
from cleaner.glossary.entry import Concept
from cleaner.glossary.exchange.cells import Row, neutral, plain, records, table, table_bytes
from cleaner.glossary.exchange.names import FIELDS, LANGUAGES, SOURCES, TARGETS, part_of_speech, status
from cleaner.glossary.exchange.reading import Reading, draft_of, is_marked, joined, library
from cleaner.glossary.exchange.remarks import CHANGED
from cleaner.glossary.exchange.writing import Writing
from cleaner.glossary.parse import ONCE, TERM_KEYS, WRONG_KEYS, Line
from cleaner.patterns import regex

OF_TERM = {f"term {key}" if key in ONCE else key: key for key in (*TERM_KEYS, *(key for key in WRONG_KEYS if key not in TERM_KEYS))}
"""Columns of our table that qualify the term of their row, with the key of each in the file
format."""
COLUMNS = ("concept", "language", "term", *OF_TERM, *ONCE)
"""Columns of our table."""
OURS = frozenset({"concept", "language", "term"})
"""Columns by which our table is known."""
TRUE = ("true", "yes", "1", "y", "x", "exact", "是")
MAX_WORKBOOK = 2_000_000_000
"""Bytes of a workbook's sheets, unpacked, from which on it is not opened."""
MAX_CELL = 32_767
"""Characters of a workbook's cell."""

_SPACES = regex(r"[\s_]+")
_NOT_IN_WORKBOOKS = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read(data: bytes, reading: Reading, separator: str = "") -> None:
    """Read CSV or TSV; without a separator it is detected."""
    read_rows(table(data, reading, separator), reading)


def read_workbook(data: bytes, reading: Reading) -> None:
    """Read the first sheet with content of an Excel workbook; formulas give their saved values.

    Raises:
        OptionError: openpyxl is not installed.
        GlossaryError: the bytes are not a workbook.
    """
    openpyxl = library("openpyxl", "xlsx")
    try:
        _check_size(data, reading.name)
        with warnings.catch_warnings():
            # what openpyxl leaves out of a workbook (styles, validation) holds no terms
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                _read_sheets(book, reading)
            finally:
                book.close()
    except GlossaryError:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged workbook fails in openpyxl, zipfile or an XML parser in ways without number
        raise GlossaryError(reading.name, 1, 1, f"expected an Excel workbook (.xlsx); it cannot be read: {error}") from None


def _check_size(data: bytes, name: str) -> None:
    """Refuse what unpacks to more than any list of terms.

    Raises:
        GlossaryError: it does.
        BadZipFile: it is not a workbook.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(each.file_size for each in archive.infolist())
    if unpacked > MAX_WORKBOOK:
        raise GlossaryError(name, 1, 1, f"expected a workbook of terms; this one unpacks to {unpacked:,} bytes")


def _read_sheets(book: Any, reading: Reading) -> None:
    read = ""
    for sheet in book.worksheets:
        # some programs write a wrong size, and rows beyond it would not be read
        sheet.reset_dimensions()
        rows = _sheet(sheet, reading)
        first = next(rows, None)
        if first is None:
            continue
        if read:
            reading.not_taken(f"the sheet {sheet.title}: only the first one, {read}, is read")
            continue
        read = sheet.title
        read_rows(chain([first], rows), reading)


def _sheet(sheet: Any, reading: Reading) -> Iterator[Row]:
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [plain(_shown(value), reading, number) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield Row(number, cells)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def read_rows(rows: Iterable[Row], reading: Reading) -> None:
    """Take in the rows of a table, ours or a user's.

    Raises:
        GlossaryError: nothing tells which columns hold the terms and renderings.
    """
    rows = iter(rows)
    first = next(rows, None)
    while first is not None and first.problem:
        reading.leave_out(first.problem, first.line)
        first = next(rows, None)
    if first is None:
        return
    header = [_SPACES.sub(" ", cell.strip().casefold()) for cell in first.cells]
    if set(header) >= OURS:
        _read_ours(header, rows, reading)
        return
    columns = _columns(header, reading)
    if columns is None:
        if len([cell for cell in first.cells if cell.strip()]) > 2:
            raise GlossaryError(
                reading.name, first.line, 1, _unclear(first.cells, "nothing says which columns hold the terms and renderings")
            )
        columns = ["source term", "target term"]
        rows = chain([first], rows)
    elif not {"source term", "target term"} <= set(columns):
        lacking = "terms" if "source term" not in columns else "renderings"
        raise GlossaryError(reading.name, first.line, 1, _unclear(first.cells, f"no column is known to hold the {lacking}"))
    else:
        for name, column in zip(first.cells, columns, strict=True):
            if not column and name.strip():
                reading.not_taken(f"the column {name.strip()}", first.line)
    for line, says in records(columns, rows, reading):
        _take(says, reading, line)


def _unclear(cells: Sequence[str], what: str) -> str:
    found = ", ".join(cell.strip() or "(empty)" for cell in cells[:20])
    return f"{what}; name the two columns `source` and `target`. The columns are: {found}"


def _columns(header: Sequence[str], reading: Reading) -> list[str] | None:
    """What each column is, empty for an unknown one; None when no name is known."""
    source = [_is_language(name, reading.source) for name in header]
    target = [_is_language(name, reading.target) for name in header]
    if not any(source):
        source = [name in SOURCES for name in header]
    if not any(target):
        target = [name in TARGETS for name in header]
    known = {each: field for field, names in FIELDS.items() for each in names}
    # with a column named for its language, `source` is the origin of the term
    known["source"] = "source"
    found: list[str] = []
    for name, is_source, is_target in zip(header, source, target, strict=True):
        is_what = "source term" if is_source else "target term" if is_target else known.get(name, "")
        found.append("" if is_what in found else is_what)
    terms = {"source term", "target term"} & set(found)
    return found if terms or (any(found) and len(found) > 2) else None


def _is_language(name: str, code: str) -> bool:
    return bool(re.fullmatch(rf"{code}([ -](hans|hant|[a-z]{{2}}|[0-9]{{3}}))*", name)) or name in LANGUAGES.get(code, ())


def _take(says: dict[str, str], reading: Reading, line: int) -> None:
    """A row of a user's list."""
    examples = [each.strip() for each in says.pop("hit", "").split("\n") if each.strip()]
    says = {name: reading.value(cell, line) for name, cell in says.items()}
    source, target = says.pop("source term", ""), says.pop("target term", "")
    if says.pop("regex", "").casefold() in TRUE:
        reading.warn(CHANGED, "a regular expression is kept as plain text", line, source)
    known = {"status": status, "pos": part_of_speech}
    for name, meaning in known.items():
        if name in says and meaning(says[name]) is None:
            reading.not_taken(f"the {name} {says.pop(name)!r}", line, source)
        elif name in says:
            says[name] = meaning(says[name]) or ""
    if says.pop("forbidden", "").casefold() in TRUE:
        says["status"] = "forbidden"
    if "case" in says:
        says["case"] = "exact" if says["case"].casefold() in TRUE else ""
    unmarked = [f"Example: {example}" for example in examples if not is_marked(example)]
    if unmarked:
        says["note"] = joined(says.get("note", ""), *unmarked)
    identity = says.pop("concept", "")
    once = {name: says.pop(name) for name in ONCE if name in says}
    usual = {"pos": "noun", "status": "preferred"}
    target_says = [(name, says[name]) for name in TERM_KEYS if name in says and says[name] != usual.get(name)]
    target_says += [("hit", example) for example in examples if is_marked(example)]
    reading.pair(line, source, target, key=identity or source, id=identity, target_says=target_says, once=once)


def _read_ours(header: Sequence[str], rows: Iterable[Row], reading: Reading) -> None:
    for name in header:
        if name and name not in COLUMNS:
            reading.not_taken(f"the column {name}", 1)
    names = [name if name in COLUMNS and name not in header[:number] else "" for number, name in enumerate(header)]
    identity = ""
    for number, says in records(names, rows, reading):
        if not says:
            continue
        # merged cells come as one filled and empty ones below
        identity = reading.value(says.pop("concept", ""), number) or identity
        tag = says.pop("language", "").strip()
        text = reading.value(says.pop("term", ""), number)
        key = tag if tag in ("wrong", "pinyin") else (reading.language(tag, number) or ("",))[0]
        if not (identity and key and text):
            lacking = "concept" if not identity else "language" if not key else "term"
            reading.leave_out(f"the cell of its {lacking} is empty, or not readable", number, text or identity)
            continue
        draft = reading.draft(identity, number, identity)
        line = Line(number, key, text)
        for column, name in OF_TERM.items():
            if name in ("hit", "miss"):
                line.qualifiers += [Line(number, name, each.strip()) for each in says.get(column, "").split("\n") if each.strip()]
            elif column in says:
                line.qualifiers.append(Line(number, name, reading.value(says[column], number)))
        draft.lines.append(line)
        for name in ONCE:
            if name in says:
                reading.say_once(draft, name, reading.value(says[name], number), number)


def write(concepts: Sequence[Concept], _: Writing, separator: str = ",") -> bytes:
    """Our table as CSV or TSV."""
    return table_bytes(([neutral(cell) for cell in row] for row in rows_of(concepts)), separator)


def write_workbook(concepts: Sequence[Concept], writing: Writing) -> bytes:
    """Our table as an Excel workbook, every cell a text.

    Raises:
        OptionError: openpyxl is not installed.
    """
    openpyxl = library("openpyxl", "xlsx")
    cell_of = library("openpyxl.cell", "xlsx").WriteOnlyCell
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("terms")
    sheet.freeze_panes = "A2"
    for concept in (None, *concepts):
        for row in rows_of([concept], header=False) if concept else [COLUMNS]:
            cells = []
            for text in row:
                held = _NOT_IN_WORKBOOKS.sub("", neutral(text))
                if concept and len(held) > MAX_CELL:
                    writing.lose(concept, "long values", "a workbook's cell holds 32,767 characters")
                    held = ""
                elif concept and held != neutral(text):
                    writing.lose(concept, "control characters", "a workbook cannot hold control characters")
                cell = cell_of(sheet, held)
                # openpyxl takes a text that begins with "=" for a formula, and "#N/A" for an error
                cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(concepts: Iterable[Concept], *, header: bool = True) -> Iterator[Sequence[str]]:
    """The rows of our table."""
    if header:
        yield COLUMNS
    for concept in concepts:
        draft = draft_of(concept)
        once = draft.once
        for line in draft.lines:
            said: dict[str, list[str]] = {}
            for each in line.qualifiers:
                said.setdefault(each.key, []).append(each.value)
            of_term = ("\n".join(said.get(key, ())) for key in OF_TERM.values())
            yield [draft.id, line.key, line.value, *of_term, *(once.get(key, "") for key in ONCE)]
            once = {}
