"""Weblate's CSV of a glossary; `COLUMNS` has its columns.

Source: Weblate's documentation, "CSV files". It has one target for each source and context, and no
flags: a forbidden rendering would come out of it as a recommended one, so it is left out; a term
that must not be translated gets itself as target, and its flag `read-only` is to be set in Weblate.
`context` holds the id of the concept as `cleaner:id`, `fuzzy` says that a rendering is only
proposed, the comments hold definition and note. A `flags` column, which some tools add, is read.

Weblate puts apostrophes around a text that a spreadsheet would run, and a backslash before each `|`
in it; so do we.
"""

import re
from collections.abc import Sequence

from cleaner.errors import GlossaryError
from cleaner.glossary.entry import Concept
from cleaner.glossary.exchange.cells import FORMULA, records, separator_of, table_bytes, text_of, unescaped
from cleaner.glossary.exchange.cells import rows as rows_of
from cleaner.glossary.exchange.reading import Reading, joined
from cleaner.glossary.exchange.writing import PAIR, Writing
from cleaner.glossary.parse import is_id
from cleaner.patterns import regex

COLUMNS = ("location", "source", "target", "id", "fuzzy", "context", "translator_comments", "developer_comments")
"""The columns, in Weblate's order."""
MARK = "cleaner:"
"""Before the id of a concept, in `context`."""
HELD = ("id", "synonyms", "definition", "note")
"""Kinds that it holds beyond the pair."""

_RUN = re.escape(f"{FORMULA}|%")
_HEAD = rf"(?:[{_RUN}]|\\+\|)"
_ESCAPE = regex(f"[{_RUN}]|'+{_HEAD}.*'$", re.DOTALL)
_ESCAPED = regex(f"'+{_HEAD}.*'$", re.DOTALL)


def read(data: bytes, reading: Reading) -> None:
    """Take in a Weblate glossary.

    Raises:
        GlossaryError: the columns `source` and `target` are not there.
    """
    text = text_of(data, reading.name)
    rows = rows_of(text, separator_of(text))
    first = next(rows, None)
    if first is None:
        return
    header = [cell.strip().casefold() for cell in first.cells]
    if not {"source", "target"} <= set(header):
        expected = f"expected the columns {', '.join(COLUMNS)}, found {', '.join(header) or 'none'}"
        raise GlossaryError(reading.name, first.line, 1, expected)
    for line, cells in records(header, rows, reading):
        _take({name: reading.value(_plain(cell, reading, line), line) for name, cell in cells.items()}, reading, line)


def _take(says: dict[str, str], reading: Reading, line: int) -> None:
    source, target, context = says.get("source", ""), says.get("target", ""), says.get("context", "")
    flags = {flag.strip() for flag in says.get("flags", "").split(",")}
    status = "proposed" if says.get("fuzzy", "").casefold() in ("true", "1", "yes", "x") else ""
    if "forbidden" in flags:
        status = "forbidden"
    elif "read-only" in flags:
        status, target = "do-not-translate", target or source
    once = {"definition": says.get("developer_comments", ""), "note": says.get("translator_comments", "")}
    mine = context.removeprefix(MARK)
    if mine != context and is_id(mine):
        reading.pair(line, source, target, key=context, id=mine, target_says=[("status", status)], once=once)
        return
    if context:
        once["note"] = joined(once["note"], f"Context: {context}")
    reading.pair(line, source, target, key=f"{source}\n{context}", target_says=[("status", status)], once=once)


def write(concepts: Sequence[Concept], writing: Writing) -> bytes:
    """A Weblate glossary."""
    lines: list[Sequence[str]] = [COLUMNS]
    for concept, terms, rendering in writing.pairs(concepts, (*PAIR, "proposed")):
        fuzzy = str(rendering.status == "proposed")
        for term in terms:
            cells = (term.text, rendering.text, "", fuzzy, MARK + concept.id, concept.note, concept.definition)
            lines.append(["", *map(_neutral, cells)])
        writing.lose_unheld(concept, rendering, HELD)
    return table_bytes(lines)


def _neutral(cell: str) -> str:
    return "'{}'".format(cell.replace("|", "\\|")) if _ESCAPE.match(cell) else cell


def _plain(cell: str, reading: Reading, line: int) -> str:
    if _ESCAPED.match(cell):
        return cell[1:-1].replace("\\|", "|")
    return unescaped(cell, reading, line)
