"""Writing the glossary's file format: canonical entries, inserted in sorted order.

What a person wrote elsewhere in the file, comments and all, stays byte for byte as it is.
"""

from collections.abc import Iterable, Iterator

from cleaner.annotation import Safety
from cleaner.glossary.entry import Concept, Context, Term, Wrong
from cleaner.glossary.parse import ONCE, PINYIN_RULE, blocks, read_block
from cleaner.patterns import regex

ROW = regex(rb"[^\n]*\n|[^\n]+")


def entry(concept: Concept) -> str:
    """An entry as a block of lines with final line feed; `parse.read_block` reads it back.

    Raises:
        ValueError: a value holds a line break, or is empty, or has spaces at its ends, which the
            format cannot hold.
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
    """Insert an entry, or replace the one with its id, with the prevailing line ends.

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
    yield from _lines(
        ("pos", term.pos if term.pos != "noun" else ""),
        ("status", term.status if term.status != "preferred" else ""),
        ("case", "exact" if term.exact_case else ""),
        ("article", "the" if term.article else ""),
        ("register", term.register),
        ("region", term.region),
    )
    # a form is never empty, so that one that is not valid is refused
    yield from (_line(form, text, "  ") for form, text in term.forms.items())
    yield from _context(term.context)
    yield from _lines(("source", term.source), ("reviewed", term.reviewed), ("note", term.note))
    yield from _examples(term.hits, term.misses)


def _wrong(wrong: Wrong, usual: str | None) -> Iterator[str]:
    pinyin = wrong.rule == PINYIN_RULE
    yield _line("pinyin" if pinyin else "wrong", " | ".join(wrong.forms))
    if set(wrong.use) != {usual}:
        yield _line("use", wrong.use[0] if len(set(wrong.use)) == 1 else " | ".join(wrong.use), "  ")
    exact_by_default = wrong.rule in ("wrong-name", PINYIN_RULE)
    yield from _lines(
        ("rule", wrong.rule if not pinyin and wrong.rule != "calque" else ""),
        ("safety", wrong.safety if wrong.safety is not Safety.REVIEW else ""),
        ("case", ("exact" if wrong.exact_case else "any") if wrong.exact_case != exact_by_default else ""),
    )
    yield from _context(wrong.context)
    yield from _examples(wrong.hits, wrong.misses)


def _lines(*values: tuple[str, str]) -> Iterator[str]:
    """Indented lines of the values that are not empty."""
    return (_line(key, value, "  ") for key, value in values if value)


def _context(context: Context) -> Iterator[str]:
    return (_line(key, ", ".join(words), "  ") for key, words in (("near", context.near), ("unless", context.unless)) if words)


def _examples(hits: Iterable[str], misses: Iterable[str]) -> Iterator[str]:
    return (_line(key, sentence, "  ") for key, sentences in (("hit", hits), ("miss", misses)) for sentence in sentences)
