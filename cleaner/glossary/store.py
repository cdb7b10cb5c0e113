"""Reading glossary files. The format is described in `glossary/README.md`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cleaner.annotation import Safety
from cleaner.errors import GlossaryError
from cleaner.glossary.entry import FORMS, PARTS_OF_SPEECH, STATUSES, Concept, Context, Term, Wrong

_ID = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_ONCE = ("domain", "source", "reviewed", "note")
_TERM_KEYS = ("pos", "status", "near", "unless", "hit", "miss", *FORMS)
_WRONG_KEYS = ("use", "rule", "safety", "near", "unless", "case", "hit", "miss")
_RULES = ("calque", "wrong-name", "pinyin-leftover", "foreign-viewpoint")
_MANY = ("hit", "miss")


def shipped_folder() -> Path:
    """The folder of the glossary that ships with the package."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "glossary_data"
    return installed if installed.is_dir() else package.parent / "glossary"


@dataclass
class _Line:
    """One `key: value` line with the lines that qualify it."""

    number: int
    key: str
    value: str
    qualifiers: list["_Line"] = field(default_factory=list)


class Glossary:
    """A set of concepts.

    Args:
        concepts: any order; ids and source terms must be unique.

    Raises:
        GlossaryError: two concepts share an id.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        by_id: dict[str, Concept] = {}
        for concept in concepts:
            if concept.id in by_id:
                first = by_id[concept.id]
                raise GlossaryError(
                    concept.path, concept.line, 1, f"concept {concept.id} is already at {first.path}:{first.line}; give this another id"
                )
            by_id[concept.id] = concept
        self.concepts = tuple(by_id[key] for key in sorted(by_id))

    @classmethod
    def load(cls, *paths: str | Path) -> "Glossary":
        """Read a glossary from files, or from folders of `.txt` files.

        Args:
            paths: files and folders; none means the glossary that ships with the package. A concept in a later path
                replaces the one with the same id in an earlier path.

        Raises:
            GlossaryError: a file is malformed; names file, line, column and what was expected.
            OSError: a file cannot be read.
        """
        merged: dict[str, Concept] = {}
        for path in paths or (shipped_folder(),):
            layer = cls(concept for file in _files(Path(path)) for concept in read_file(file))
            merged.update((concept.id, concept) for concept in layer.concepts)
        return cls(merged.values())

    def __len__(self) -> int:
        return len(self.concepts)

    @cached_property
    def by_id(self) -> dict[str, Concept]:
        """The concepts by their ids."""
        return {concept.id: concept for concept in self.concepts}


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.rglob("*.txt"))
    return [path]


def read_file(path: Path) -> list[Concept]:
    """The concepts of one file, in its order.

    Raises:
        GlossaryError: the file is malformed, or not UTF-8.
        OSError: it cannot be read.
    """
    name = str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryError(name, 1, 1, f"expected UTF-8 text; byte {error.start} does not fit; save the file as UTF-8") from None
    return [_concept(name, block) for block in _blocks(name, text)]


def _blocks(name: str, text: str) -> Iterator[list[_Line]]:
    block: list[_Line] = []
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.rstrip("\r \t")
        if not line:
            if block:
                yield block
                block = []
            continue
        if line.startswith("#"):
            continue
        indent = len(line) - len(line.lstrip(" \t"))
        if indent not in (0, 2) or line[:indent].strip(" "):
            raise GlossaryError(name, number, 1, "expected no indent, or two spaces for a line that qualifies the one above")
        key, colon, value = line[indent:].partition(":")
        if not colon or not key.strip():
            raise GlossaryError(name, number, indent + 1, "expected `key: value`")
        read = _Line(number, key.strip(), value.strip())
        if not read.value:
            raise GlossaryError(name, number, len(line) + 1, f"expected a value for `{read.key}`")
        if indent and not block:
            raise GlossaryError(name, number, 1, "expected a line to qualify above this indented one")
        (block[-1].qualifiers if indent else block).append(read)
    if block:
        yield block


def _concept(name: str, block: list[_Line]) -> Concept:
    head = block[0]
    if head.key != "concept":
        raise GlossaryError(name, head.number, 1, f"expected `concept: id` to open an entry, not `{head.key}`")
    if not head.value or not _ID.issuperset(head.value):
        raise GlossaryError(name, head.number, 10, "expected lower-case ASCII words joined by `-`")
    terms: dict[str, list[Term]] = {}
    wrongs: list[tuple[_Line, Wrong]] = []
    once: dict[str, str] = {}
    for line in block[1:]:
        if line.key in _ONCE:
            if line.key in once:
                raise GlossaryError(name, line.number, 1, f"expected `{line.key}` once in an entry")
            _qualifiers(name, line, ())
            once[line.key] = line.value
        elif line.key in ("wrong", "pinyin"):
            wrongs.append((line, _wrong(name, line)))
        elif line.key.isalpha() and line.key.islower() and len(line.key) in (2, 3):
            terms.setdefault(line.key, []).append(_term(name, line))
        else:
            raise GlossaryError(
                name, line.number, 1, f"expected a language, `wrong`, `pinyin`, or one of {', '.join(_ONCE)}, not `{line.key}`"
            )
    if len(terms) < 2:
        raise GlossaryError(name, head.number, 1, "expected terms in two languages")
    if "source" not in once:
        raise GlossaryError(name, head.number, 1, "expected a `source`: who renders it so, or `literal`")
    concept = Concept(
        id=head.value,
        terms={language: tuple(each) for language, each in terms.items()},
        domain=once.get("domain", ""),
        source=once["source"],
        reviewed=once.get("reviewed", ""),
        note=once.get("note", ""),
        path=name,
        line=head.number,
    )
    complete = []
    for line, wrong in wrongs:
        use = wrong.use
        if not use:
            rendering = concept.preferred("en")
            if rendering is None:
                raise GlossaryError(name, line.number, 1, f"expected `use` below `{line.key}`: what should stand there")
            use = (rendering.text,)
        if len(use) == 1:
            use *= len(wrong.forms)
        if len(use) != len(wrong.forms):
            raise GlossaryError(name, line.number, 1, f"expected one `use`, or one for each of the {len(wrong.forms)} forms")
        complete.append(Wrong(wrong.forms, use, wrong.rule, wrong.safety, wrong.exact_case, wrong.context, wrong.hits, wrong.misses))
    return Concept(
        concept.id, concept.terms, tuple(complete), concept.domain, concept.source, concept.reviewed, concept.note, name, head.number
    )


def _qualifiers(name: str, line: _Line, known: tuple[str, ...]) -> dict[str, list[_Line]]:
    found: dict[str, list[_Line]] = {}
    for each in line.qualifiers:
        if each.key not in known:
            what = f"one of {', '.join(known)}" if known else "no qualifier"
            raise GlossaryError(name, each.number, 3, f"expected {what} below `{line.key}`, not `{each.key}`")
        if each.key in found and each.key not in _MANY:
            raise GlossaryError(name, each.number, 3, f"expected `{each.key}` once below `{line.key}`")
        found.setdefault(each.key, []).append(each)
    return found


def _choice(name: str, found: dict[str, list[_Line]], key: str, known: tuple[str, ...], default: str) -> str:
    if key not in found:
        return default
    line = found[key][0]
    if line.value not in known:
        raise GlossaryError(name, line.number, 3, f"expected `{key}` to be one of {', '.join(known)}, not `{line.value}`")
    return line.value


def _words(found: dict[str, list[_Line]], key: str) -> tuple[str, ...]:
    return tuple(word for line in found.get(key, ()) for word in (part.strip() for part in line.value.split(",")) if word)


def _alternatives(value: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in value.split("|")) if part)


def _context(found: dict[str, list[_Line]]) -> Context:
    return Context(_words(found, "near"), _words(found, "unless"))


def _examples(found: dict[str, list[_Line]], key: str) -> tuple[str, ...]:
    return tuple(line.value for line in found.get(key, ()))


def _term(name: str, line: _Line) -> Term:
    found = _qualifiers(name, line, _TERM_KEYS)
    return Term(
        text=line.value,
        status=_choice(name, found, "status", STATUSES, "preferred"),
        pos=_choice(name, found, "pos", PARTS_OF_SPEECH, "noun"),
        forms={form: found[form][0].value for form in FORMS if form in found},
        context=_context(found),
        hits=_examples(found, "hit"),
        misses=_examples(found, "miss"),
    )


def _wrong(name: str, line: _Line) -> Wrong:
    found = _qualifiers(name, line, _WRONG_KEYS)
    pinyin = line.key == "pinyin"
    rule = _choice(name, found, "rule", _RULES, "pinyin-leftover" if pinyin else "calque")
    exact = "exact" if rule in ("wrong-name", "pinyin-leftover") else "any"
    return Wrong(
        forms=_alternatives(line.value),
        use=_alternatives(found["use"][0].value) if "use" in found else (),
        rule=rule,
        safety=Safety(_choice(name, found, "safety", ("safe", "review", "note"), "review")),
        exact_case=_choice(name, found, "case", ("exact", "any"), exact) == "exact",
        context=_context(found),
        hits=_examples(found, "hit"),
        misses=_examples(found, "miss"),
    )
