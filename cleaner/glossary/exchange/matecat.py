"""Matecat's glossary as CSV: four columns, then three for each language.

The columns are `forbidden,domain,subdomain,definition`, then `<code>,notes,example of use` for each
language.

Source: Matecat's guide "Glossary file format" and its header check. Codes have a region (en-US,
zh-CN). A row is a term and a rendering; rows with the same term are one entry here. `TRUE` under
`forbidden` says that the rendering must not be used. The notes of the rendering hold the note of
the entry, its example of use the first example. Matecat takes the file as XLSX: save it as such.
"""

from collections.abc import Iterator, Sequence

from cleaner.errors import GlossaryError
from cleaner.glossary.entry import Concept, Term
from cleaner.glossary.exchange.cells import neutral, records, table, table_bytes
from cleaner.glossary.exchange.names import REGIONS
from cleaner.glossary.exchange.reading import Reading, is_marked, joined, line_of
from cleaner.glossary.exchange.remarks import REPEATED
from cleaner.glossary.exchange.writing import Writing, said

CONCEPT = ("forbidden", "domain", "subdomain", "definition")
"""Columns of a row as a whole, in Matecat's order."""
NOTES, EXAMPLE = "notes", "example of use"
"""Columns after each language."""
HELD = ("domain", "definition", "note")
"""Kinds that it holds beyond the pairs."""


def read(data: bytes, reading: Reading) -> None:
    """Take in a Matecat glossary.

    Raises:
        GlossaryError: the header is not one.
    """
    rows = table(data, reading)
    first = next(rows, None)
    if first is not None:
        columns = list(_columns([cell.strip() for cell in first.cells], reading, first.line))
        for line, cells in records(columns, rows, reading):
            _take({name: reading.value(cell, line) for name, cell in cells.items()}, reading, line)


def _columns(header: Sequence[str], reading: Reading, line: int) -> Iterator[str]:
    """The header with the language before `notes` and `example of use`."""
    language = ""
    languages = 0
    for name in header:
        low = name.casefold()
        if low in CONCEPT and not language:
            yield low
        elif low in (NOTES, EXAMPLE) and language:
            yield f"{language} {low}"
        elif reading.language(name, line) is not None:
            language = name
            languages += 1
            yield language
        else:
            expected = f"{','.join(CONCEPT)}, then for each language its code,{NOTES},{EXAMPLE}"
            raise GlossaryError(reading.name, line, 1, f"expected the columns {expected}; found {', '.join(header)}")
    if languages < 2:
        raise GlossaryError(reading.name, line, 1, f"expected columns of two languages, found {', '.join(header)}")


def _take(says: dict[str, str], reading: Reading, line: int) -> None:
    terms = [
        (language, tag, text)
        for tag, text in says.items()
        if text and " " not in tag and tag not in CONCEPT and (language := reading.language(tag, 0))
    ]
    if len(terms) < 2:
        if terms:
            reading.leave_out("it has a term in one language only", line, terms[0][2])
        return
    forbidden = says.get("forbidden", "").casefold() in ("true", "1", "yes")
    head = next((text for (code, _), _, text in terms if code == reading.source), terms[0][2])
    draft = reading.draft(head, line)
    known = {(each.key, each.value) for each in draft.lines}
    if all((code, text) in known for (code, _), _, text in terms):
        reading.warn(REPEATED, "the same term with the same rendering is above", line, head)
        return
    for (code, region), tag, text in terms:
        if (code, text) in known:
            continue
        rendering = code != reading.source
        again = any(each.key == code for each in draft.lines)
        note, example = says.get(f"{tag} {NOTES}", ""), says.get(f"{tag} {EXAMPLE}", "")
        marked = is_marked(example)
        if example and not marked:
            note = joined(note, f"Example: {example}")
        qualifiers = {
            "status": ("forbidden" if forbidden else "admitted" if again else "") if rendering else "",
            "region": region,
            "note": "" if rendering and not again else note,
            "hit": example if marked else "",
        }
        draft.lines.append(line_of(line, code, text, qualifiers.items()))
        if rendering and not again:
            reading.say_once(draft, "note", note, line)
    domain = filter(None, (says.get("domain", ""), says.get("subdomain", "")))
    reading.say_once(draft, "domain", ", ".join(domain), line)
    reading.say_once(draft, "definition", says.get("definition", ""), line)


def write(concepts: Sequence[Concept], writing: Writing) -> bytes:
    """A Matecat glossary."""
    header = [*CONCEPT, _code(writing.source_tag), NOTES, EXAMPLE, _code(writing.target_tag), NOTES, EXAMPLE]
    lines: list[Sequence[str]] = [header]
    seen: dict[str, str] = {}
    for concept, terms, rendering in writing.pairs(concepts):
        others = [each for each in concept.terms[writing.target] if each is not rendering and not each.context]
        # the preferred one first: what comes after it is read as admitted
        renderings = [rendering, *(each for each in others if each.status in ("admitted", "forbidden"))]
        written = 0
        for term in terms:
            if seen.setdefault(term.text, concept.id) != concept.id:
                writing.leave_out(concept, "another concept has the same term", term.text)
                continue
            written += 1
            for each in renderings:
                forbidden = "TRUE" if each.status == "forbidden" else ""
                first = each is rendering
                cells = (concept.note if first else each.note, _example(each))
                of_term = (term.note, _example(term))
                row = (forbidden, concept.domain, "", concept.definition, term.text, *of_term, each.text, *cells)
                lines.append([neutral(cell) for cell in row])
        if written:
            _lose(concept, writing, renderings)
    return table_bytes(lines)


def _lose(concept: Concept, writing: Writing, renderings: Sequence[Term]) -> None:
    all_written = len(renderings) == len(concept.terms[writing.target])
    in_order = [*concept.terms[writing.target]] == [*renderings]
    for kind in said(concept, writing.source, writing.target, renderings[0]):
        if kind not in HELD and not (kind == "other renderings" and all_written and in_order):
            writing.lose(concept, kind)


def _example(term: Term) -> str:
    """The first example that an import knows again as one."""
    return next(filter(is_marked, term.hits), "")


def _code(tag: str) -> str:
    """A language code with the region that Matecat requires."""
    return f"{tag}-{REGIONS[tag]}" if tag in REGIONS else tag
