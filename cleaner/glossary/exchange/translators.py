"""Glossaries of DeepL and Google Cloud Translation: two columns, applied everywhere.

DeepL: CSV or TSV of source and target, no header; a source occurs once; no control characters, no
spaces at the ends; at most 1,024 bytes a side and 10 MiB in all. A file that DeepL wrote has two or
three more columns (languages, relevance), which are not read.

Google: CSV or TSV of source and target, no header ("unidirectional"), with the same limits of size.
Read as well: "equivalent term sets", CSV whose header has language codes, and perhaps `pos` and
`description`.

An apostrophe before a formula would become part of the term in either, so a term that begins like
one is left out and named.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain

from cleaner.glossary.entry import Concept
from cleaner.glossary.exchange.cells import Row, is_formula, records, table, table_bytes
from cleaner.glossary.exchange.names import part_of_speech
from cleaner.glossary.exchange.reading import Draft, Reading, line_of
from cleaner.glossary.exchange.writing import Writing

MAX_BYTES = 1024
"""Of a term or rendering, in UTF-8."""
MAX_SIZE = 10 * 1024 * 1024
"""Bytes of a glossary."""
DESCRIPTIONS = ("description", "desc")
"""Headers of the column that Google calls description."""


def read_deepl(data: bytes, reading: Reading) -> None:
    """Take in a DeepL glossary."""
    seen: dict[str, int] = {}
    for line, source, target in _pairs(table(data, reading), reading, 5):
        if source and seen.setdefault(source, line) != line:
            reading.leave_out(f"the term is already in line {seen[source]}, and DeepL accepts each once", line, source)
            continue
        reading.pair(line, source, target)


def read_google(data: bytes, reading: Reading) -> None:
    """Take in a Google glossary, unidirectional or equivalent term sets."""
    rows = table(data, reading)
    first = next(rows, None)
    if first is None:
        return
    languages = _languages(first, reading)
    if languages is None:
        for line, source, target in _pairs(chain([first], rows), reading, 2):
            reading.pair(line, source, target)
        return
    header = [cell.strip().casefold() for cell in first.cells]
    for line, cells in records(header, rows, reading):
        says = {name: reading.value(cell, line) for name, cell in cells.items()}
        pos = says.get("pos", "") and part_of_speech(says["pos"])
        if pos is None:
            reading.not_taken(f"the part of speech {says['pos']!r}", line)
        draft = Draft(line)
        for name, (code, region) in languages.items():
            if name in says:
                draft.lines.append(line_of(line, code, says[name], [("pos", pos if pos and pos != "noun" else ""), ("region", region)]))
        for name in DESCRIPTIONS:
            reading.say_once(draft, "definition", says.get(name, ""), line)
        reading.drafts.append(draft)


def _languages(first: Row, reading: Reading) -> dict[str, tuple[str, str]] | None:
    """The language columns of a header; None when the row is not a header."""
    found = {}
    for cell in first.cells:
        name = cell.strip().casefold()
        if name not in ("pos", *DESCRIPTIONS):
            language = reading.language(cell, first.line)
            if language is None:
                return None
            found[name] = language
    codes = {code for code, _ in found.values()}
    return found if {reading.source, reading.target} <= codes else None


def _pairs(rows: Iterator[Row], reading: Reading, most: int) -> Iterator[tuple[int, str, str]]:
    for line, cells, problem in rows:
        if problem:
            reading.leave_out(problem, line)
        elif len(cells) < 2:
            reading.leave_out("it has one cell only: a term and its rendering were expected", line, cells[0].strip())
        elif any(cell.strip() for cell in cells[most:]):
            reading.leave_out(
                f"it has {len(cells)} cells: put quotation marks around one that has the separator in it", line, cells[0].strip()
            )
        else:
            yield line, reading.value(cells[0], line), reading.value(cells[1], line)


def write(concepts: Sequence[Concept], writing: Writing) -> bytes:
    """A DeepL glossary or a unidirectional Google glossary."""
    seen: set[str] = set()
    parts = []
    size = 0
    for concept, terms, rendering in writing.pairs(concepts):
        for term in terms:
            problem = _problem(term.text) or _problem(rendering.text) or ("another concept has the same term" * (term.text in seen))
            row = b"" if problem else table_bytes([(term.text, rendering.text)], "\t" if writing.tabs else ",")
            if size + len(row) > MAX_SIZE:
                problem = "the glossary would be larger than 10 MiB"
            if problem:
                writing.leave_out(concept, problem, term.text)
            else:
                seen.add(term.text)
                parts.append(row)
                size += len(row)
        writing.lose_unheld(concept, rendering)
    return b"".join(parts)


def _problem(text: str) -> str:
    """Why a service does not take a term; empty when it does."""
    if len(text.encode()) > MAX_BYTES:
        return "a term or rendering is longer than 1,024 bytes"
    if any(unicodedata.category(char) == "Cc" for char in text):
        return "a term or rendering has control characters"
    return "a term or rendering begins like a formula, and an apostrophe before it would be translated" if is_formula(text) else ""
