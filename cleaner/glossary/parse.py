"""The glossary's file format, read: `glossary/README.md` describes it.

A file is blocks between blank lines, a block an entry. Blocks are found without being read, so that
a large glossary can keep its text and read an entry when it is asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cleaner.annotation import Safety
from cleaner.errors import GlossaryError
from cleaner.glossary.entry import FORMS, PARTS_OF_SPEECH, STATUSES, Concept, Context, Term, Wrong
from cleaner.patterns import regex

ONCE = ("domain", "definition", "source", "reviewed", "note")
"""Keys that an entry has at most once, in the order in which they are written."""
TERM_KEYS = (*"pos status case article register region".split(), *FORMS, *"near unless source reviewed note hit miss".split())
"""Keys that qualify a term, in the order in which they are written."""
WRONG_KEYS = ("use", "rule", "safety", "case", "near", "unless", "hit", "miss")
"""Keys that qualify a wrong rendering or a romanisation, in the order in which they are written."""
WRONG_RULES = ("calque", "wrong-name", "foreign-viewpoint")
"""Rules that a `wrong` line may be reported by."""
PINYIN_RULE = "pinyin-leftover"
"""The rule that every `pinyin` line is reported by."""
RULES = (*WRONG_RULES, PINYIN_RULE)
"""Rules that report the wrong forms of entries."""

_ID = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_MANY = ("hit", "miss")
_BOM = b"\xef\xbb\xbf"
_JOINED = regex("^[ \t]*\ufeff|\ufeff(?=concept:)")
"""A byte order mark where a file begins that was joined to another."""
_LONE_RETURN = regex(rb"\r[\r \t]*+(?!\n|\Z)")
"""A carriage return that ends no line here, and ends every line elsewhere."""


class Block(NamedTuple):
    """The place of an entry in the bytes of a file.

    Attributes:
        start, end: half-open, bytes.
        line: number of its first line, from 1.
    """

    start: int
    end: int
    line: int


@dataclass
class Line:
    """One `key: value` line with the lines that qualify it.

    Attributes:
        number: its number in the file, from 1.
        key, value: the text before and after the colon.
        qualifiers: the indented lines below it.
    """

    number: int
    key: str
    value: str
    qualifiers: list["Line"] = field(default_factory=list)


def is_id(text: str) -> bool:
    """Whether a text may be the id of a concept."""
    return bool(text) and _ID.issuperset(text)


def not_utf8(name: str, data: bytes, error: UnicodeDecodeError, remedy: str) -> GlossaryError:
    """What to say of a file whose bytes are not UTF-8.

    Args:
        name: the file.
        data: its bytes.
        error: of decoding them.
        remedy: what to do about it.
    """
    before = data[: error.start].decode("utf-8")
    expected = f"expected UTF-8 text, found byte {data[error.start]:#04x}; {remedy}"
    return GlossaryError(name, before.count("\n") + 1, len(before) - before.rfind("\n"), expected)


def blocks(name: str, data: bytes) -> Iterator[Block]:
    """The entries of a file, in its order; comments alone are none.

    Args:
        name: the file, for messages.
        data: its bytes, UTF-8; a byte order mark is left out.

    Raises:
        GlossaryError: the bytes are not UTF-8, or have carriage returns for line ends.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise not_utf8(name, data, error, "save the file as UTF-8") from None
    lone = _LONE_RETURN.search(data)
    if lone:
        before = data[: lone.start()].decode("utf-8")
        expected = (
            "expected a line feed, with or without a carriage return before it, at the end of each line; found a carriage return alone"
        )
        raise GlossaryError(name, before.count("\n") + 1, len(before) - before.rfind("\n"), f"{expected}; save the file with LF line ends")
    position = len(_BOM) if data.startswith(_BOM) else 0
    start = first = 0
    entry = False
    for number, raw in enumerate(data[position:].split(b"\n"), start=1):
        line = raw.rstrip(b"\r \t")
        if line and not first:
            start, first = position, number
        if line and not line.startswith(b"#"):
            entry = True
        elif not line:
            if entry:
                yield Block(start, position, first)
            first, entry = 0, False
        position += len(raw) + 1
    if entry:
        yield Block(start, len(data), first)


def read_block(name: str, text: str, line: int = 1, layer: int = 0) -> Concept:
    """The concept of one block.

    Args:
        name: the file, for messages.
        text: the block.
        line: number of its first line in the file.
        layer: which of several paths the file is of.

    Raises:
        GlossaryError: the block is malformed; names file, line, column and what was expected.
    """
    return _concept(name, lines(name, text, line), layer)


def read(name: str, data: bytes, layer: int = 0) -> list[Concept]:
    """The concepts of a file, in its order.

    Args:
        name: the file, for messages.
        data: its bytes.
        layer: which of several paths the file is of.

    Raises:
        GlossaryError: the file is malformed, or not UTF-8, or has two concepts of one id.
    """
    found: dict[str, Concept] = {}
    for start, end, line in blocks(name, data):
        concept = read_block(name, data[start:end].decode("utf-8"), line, layer)
        if concept.id in found:
            raise GlossaryError(*taken(concept, name, found[concept.id].line))
        found[concept.id] = concept
    return list(found.values())


def taken(concept: Concept, path: str, line: int) -> tuple[str, int, int, str]:
    """Arguments of a `GlossaryError` for a concept whose id is already used in its layer."""
    return concept.path, concept.line, 10, f"concept {concept.id} is already at {path}:{line}; give this another id"


def lines(name: str, text: str, first: int = 1) -> list[Line]:
    """The lines of one block without comments, unparsed, with their places.

    Args:
        name: the file, for messages.
        text: the block.
        first: number of its first line in the file.

    Raises:
        GlossaryError: a line is no `key: value` line.
    """
    block: list[Line] = []
    for number, raw in enumerate(text.split("\n"), start=first):
        line = raw.rstrip("\r \t")
        mark = _JOINED.search(line) if "\ufeff" in line else None
        if mark:
            expected = "expected no byte order mark (U+FEFF) but at the beginning of a file; take it out, as after joining two files"
            raise GlossaryError(name, number, mark.end(), expected)
        if not line or line.startswith("#"):
            continue
        indent = len(line) - len(line.lstrip(" \t"))
        if indent not in (0, 2) or line[:indent].strip(" "):
            raise GlossaryError(name, number, 1, "expected no indent, or two spaces for a line that qualifies the one above")
        key, colon, value = line[indent:].partition(":")
        if not colon or not key.strip():
            raise GlossaryError(name, number, indent + 1, "expected `key: value`")
        read = Line(number, key.strip(), value.strip())
        if not read.value:
            raise GlossaryError(name, number, len(line) + 1, f"expected a value for `{read.key}`")
        if indent and not block:
            raise GlossaryError(name, number, 1, "expected a line to qualify above this indented one")
        (block[-1].qualifiers if indent else block).append(read)
    return block


def _concept(name: str, block: list[Line], layer: int) -> Concept:
    head = block[0]
    if head.key != "concept":
        raise GlossaryError(name, head.number, 1, f"expected `concept: id` to open an entry, not `{head.key}`")
    if not is_id(head.value):
        raise GlossaryError(name, head.number, 10, "expected lower-case ASCII words joined by `-`")
    terms: dict[str, list[Term]] = {}
    wrongs: list[tuple[Line, Wrong]] = []
    once: dict[str, str] = {}
    for line in block[1:]:
        if line.key in ONCE:
            if line.key in once:
                raise GlossaryError(name, line.number, 1, f"expected `{line.key}` once in an entry")
            if line.qualifiers:
                _qualifiers(name, line, ())
            once[line.key] = line.value
        elif line.key in ("wrong", "pinyin"):
            wrongs.append((line, _wrong(name, line)))
        elif line.key.isalpha() and line.key.islower() and len(line.key) in (2, 3):
            terms.setdefault(line.key, []).append(_term(name, line))
        else:
            raise GlossaryError(
                name, line.number, 1, f"expected a language, `wrong`, `pinyin`, or one of {', '.join(ONCE)}, not `{line.key}`"
            )
    if len(terms) < 2:
        raise GlossaryError(name, head.number, 1, "expected terms in two languages")
    concept = Concept(
        id=head.value,
        terms={language: tuple(each) for language, each in terms.items()},
        wrongs=(),
        path=name,
        line=head.number,
        layer=layer,
        **once,
    )
    if not wrongs:
        return concept
    complete = []
    for line, wrong in wrongs:
        use = wrong.use
        if not use:
            rendering = concept.preferred("en")
            if rendering is None:
                raise GlossaryError(name, line.number, 1, f"expected `use` below `{line.key}`: the correct rendering")
            use = (rendering.text,)
        if len(use) == 1:
            use *= len(wrong.forms)
        if len(use) != len(wrong.forms):
            raise GlossaryError(name, line.number, 1, f"expected one `use`, or one for each of the {len(wrong.forms)} forms")
        complete.append(replace(wrong, use=use))
    return replace(concept, wrongs=tuple(complete))


def _qualifiers(name: str, line: Line, known: tuple[str, ...]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for each in line.qualifiers:
        if each.key not in known:
            what = f"one of {', '.join(known)}" if known else "no qualifier"
            raise GlossaryError(name, each.number, 3, f"expected {what} below `{line.key}`, not `{each.key}`")
        if each.key in found and each.key not in _MANY:
            raise GlossaryError(name, each.number, 3, f"expected `{each.key}` once below `{line.key}`")
        found.setdefault(each.key, []).append(each)
    return found


def _choice(name: str, found: dict[str, list[Line]], key: str, known: tuple[str, ...], default: str) -> str:
    if key not in found:
        return default
    line = found[key][0]
    if line.value not in known:
        what = f"one of {', '.join(known)}" if len(known) > 1 else known[0]
        raise GlossaryError(name, line.number, 3, f"expected `{key}` to be {what}, not `{line.value}`")
    return line.value


def _words(name: str, found: dict[str, list[Line]], key: str) -> tuple[str, ...]:
    if key not in found:
        return ()
    line = found[key][0]
    words = tuple(word for word in map(str.strip, line.value.split(",")) if word)
    for word in words or (line.value,):
        if not any(map(str.isalnum, word)):
            raise GlossaryError(name, line.number, 3, f"expected words with letters or digits in `{key}`, not `{word}`")
    return words


def _alternatives(name: str, line: Line, column: int) -> tuple[str, ...]:
    found = tuple(part for part in map(str.strip, line.value.split("|")) if part)
    if not found:
        raise GlossaryError(name, line.number, column, f"expected a form in `{line.key}`, or several with `|` between them")
    return found


def _context(name: str, found: dict[str, list[Line]]) -> Context:
    return Context(_words(name, found, "near"), _words(name, found, "unless"))


def _examples(found: dict[str, list[Line]], key: str) -> tuple[str, ...]:
    return tuple(line.value for line in found.get(key, ()))


def _term(name: str, line: Line) -> Term:
    if not line.qualifiers:
        return Term(line.value)
    found = _qualifiers(name, line, TERM_KEYS)
    once = {key: found[key][0].value for key in ("register", "region", "source", "reviewed", "note") if key in found}
    return Term(
        text=line.value,
        status=_choice(name, found, "status", STATUSES, "preferred"),
        pos=_choice(name, found, "pos", PARTS_OF_SPEECH, "noun"),
        forms={form: found[form][0].value for form in FORMS if form in found},
        context=_context(name, found),
        hits=_examples(found, "hit"),
        misses=_examples(found, "miss"),
        exact_case=_choice(name, found, "case", ("exact", "any"), "any") == "exact",
        article=_choice(name, found, "article", ("the", "none"), "none") == "the",
        **once,
    )


def _wrong(name: str, line: Line) -> Wrong:
    found = _qualifiers(name, line, WRONG_KEYS)
    pinyin = line.key == "pinyin"
    rule = _choice(name, found, "rule", (PINYIN_RULE,) if pinyin else WRONG_RULES, PINYIN_RULE if pinyin else "calque")
    exact = "exact" if rule in ("wrong-name", PINYIN_RULE) else "any"
    return Wrong(
        forms=_alternatives(name, line, 1),
        use=_alternatives(name, found["use"][0], 3) if "use" in found else (),
        rule=rule,
        safety=Safety(_choice(name, found, "safety", ("safe", "review", "note"), "review")),
        exact_case=_choice(name, found, "case", ("exact", "any"), exact) == "exact",
        context=_context(name, found),
        hits=_examples(found, "hit"),
        misses=_examples(found, "miss"),
    )
