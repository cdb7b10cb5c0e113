"""The glossary's file format, written: entries in their one canonical shape, and put into a file at their sorted place.

What a person wrote elsewhere in the file, comments and all, stays byte for byte as it is.
"""

import re
from collections.abc import Iterable, Iterator

from cleaner.annotation import Safety
from cleaner.glossary.entry import Concept, Context, Term, Wrong
from cleaner.glossary.parse import ONCE, blocks, read_block

ROW = re.compile(rb"[^\n]*\n|[^\n]+")


def entry(concept: Concept) -> str:
    """An entry as a block of lines, the last one ended by a line feed; `parse.read_block` reads it back.

    Raises:
        ValueError: a value holds a line break, or is empty, or has spaces at its ends, which the format cannot hold.
    """
    return "".join(f"{line}\n" for line in _entry(concept))


def file(concepts: Iterable[Concept], head: str = "") -> str:
    """A whole file of entries, sorted by their ids.

    Args:
        concepts: the entries.
        head: what to say at the top, without the `#`.
    """
    parts = ["".join(f"# {line}".rstrip() + "\n" for line in head.split("\n"))] if head else []
    parts += [entry(concept) for concept in sorted(concepts, key=lambda concept: concept.id)]
    return "\n".join(parts)


def insert(name: str, data: bytes, concept: Concept) -> bytes:
    """A file with an entry put in, or put in place of the one with its id; it gets the line ends that most of the file's lines have.

    Args:
        name: the file, for messages.
        data: its bytes; empty for a new one.
        concept: the entry.

    Raises:
        GlossaryError: the file is malformed.
    """
    end_of_line = b"\r\n" if 2 * data.count(b"\r\n") > data.count(b"\n") else b"\n"
    new = entry(concept).encode().replace(b"\n", end_of_line)
    before = None
    for start, end, line in blocks(name, data):
        there = read_block(name, data[start:end].decode(), line)
        if there.id == concept.id:
            comments = b"".join(row for row in ROW.findall(data[start:end]) if row.startswith(b"#"))
            return data[:start] + _ended(comments, end_of_line) + new + data[end:]
        if there.id < concept.id:
            before = end
        elif before is None:
            return data[:start] + new + end_of_line + data[start:]
        else:
            break
    if before is None:
        return _ended(data, end_of_line) + (end_of_line if data.strip() else b"") + new
    return _ended(data[:before], end_of_line) + end_of_line + new + data[before:]


def _ended(data: bytes, end_of_line: bytes) -> bytes:
    """Lines, the last one ended."""
    return data if not data or data.endswith(b"\n") else data + end_of_line


def _entry(concept: Concept) -> Iterator[str]:
    yield _line("concept", concept.id)
    for language, terms in concept.terms.items():
        for term in terms:
            yield _line(language, term.text)
            yield from _term(term)
    usual = concept.preferred("en")
    for wrong in concept.wrongs:
        yield from _wrong(wrong, usual.text if usual else None)
    for key in ONCE:
        if value := getattr(concept, key):
            yield _line(key, value)


def _line(key: str, value: str, indent: str = "") -> str:
    if not value or value != value.strip() or "\n" in value or "\r" in value:
        raise ValueError(f"`{key}` cannot hold {value!r}: a value is one line, not empty, without spaces at its ends")
    return f"{indent}{key}: {value}"


def _term(term: Term) -> Iterator[str]:
    for key, value, usual in (("pos", term.pos, "noun"), ("status", term.status, "preferred")):
        if value != usual:
            yield _line(key, value, "  ")
    if term.exact_case:
        yield _line("case", "exact", "  ")
    if term.article:
        yield _line("article", "the", "  ")
    for key in ("register", "region"):
        if value := getattr(term, key):
            yield _line(key, value, "  ")
    for form, text in term.forms.items():
        yield _line(form, text, "  ")
    yield from _context(term.context)
    for key in ("source", "reviewed", "note"):
        if value := getattr(term, key):
            yield _line(key, value, "  ")
    yield from _examples(term.hits, term.misses)


def _wrong(wrong: Wrong, usual: str | None) -> Iterator[str]:
    pinyin = wrong.rule == "pinyin-leftover"
    yield _line("pinyin" if pinyin else "wrong", " | ".join(wrong.forms))
    if set(wrong.use) != {usual}:
        yield _line("use", wrong.use[0] if len(set(wrong.use)) == 1 else " | ".join(wrong.use), "  ")
    if not pinyin and wrong.rule != "calque":
        yield _line("rule", wrong.rule, "  ")
    if wrong.safety is not Safety.REVIEW:
        yield _line("safety", wrong.safety, "  ")
    if wrong.exact_case != (wrong.rule in ("wrong-name", "pinyin-leftover")):
        yield _line("case", "exact" if wrong.exact_case else "any", "  ")
    yield from _context(wrong.context)
    yield from _examples(wrong.hits, wrong.misses)


def _context(context: Context) -> Iterator[str]:
    for key in ("near", "unless"):
        if words := getattr(context, key):
            yield _line(key, ", ".join(words), "  ")


def _examples(hits: Iterable[str], misses: Iterable[str]) -> Iterator[str]:
    for key, sentences in (("hit", hits), ("miss", misses)):
        for sentence in sentences:
            yield _line(key, sentence, "  ")
