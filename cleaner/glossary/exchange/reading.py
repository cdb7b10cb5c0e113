"""Reading terms: drafts of entries, made into concepts at the end.

A draft has the lines that its entry will have in a glossary file, and becomes a concept by being
read as such a file is: what an entry may say is decided in one place, whatever format it comes
from. A line that is refused is named, and the rest of its entry stays.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

from cleaner.errors import GlossaryError, OptionError
from cleaner.glossary import write
from cleaner.glossary.entry import Concept, Term
from cleaner.glossary.exchange.names import REGIONS
from cleaner.glossary.exchange.remarks import CHANGED, LEFT_OUT, NOT_TAKEN, REPEATED, Imported, Remark
from cleaner.glossary.parse import ONCE, Line, is_id, lines, read_block
from cleaner.languages.tags import TAG
from cleaner.languages.tags import parse as parse_tag
from cleaner.patterns import regex

MAX_ID = 60
"""Characters of an id that is made of a rendering."""
_BREAKS = regex(r"[\r\n]+")
_WORDS = regex("[a-z0-9]+")


def library(module: str, extra: str) -> Any:
    """A library that only some formats need.

    Raises:
        OptionError: it is not installed; names the extra that brings it.
    """
    try:
        return import_module(module)
    except ImportError:
        raise OptionError(
            f"this format needs {module.split('.', maxsplit=1)[0]}, which is not installed: pip install 'cleaner[{extra}]'"
        ) from None


def joined(*notes: str) -> str:
    """Several notes as one, empty ones left out."""
    return "; ".join(filter(None, notes))


def is_marked(sentence: str) -> bool:
    """Whether a sentence is an example as a glossary has them, with the term between marks."""
    return "⟦" in sentence and "⟧" in sentence


def id_of(text: str) -> str:
    """An id made of a rendering's ASCII words, joined by `-`; empty when it has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    made = "-".join(_WORDS.findall(plain))
    return made if len(made) <= MAX_ID else made[: MAX_ID + 1].rpartition("-")[0] or made[:MAX_ID]


@dataclass
class Draft:
    """An entry while it is read or written.

    Attributes:
        number: line of the input.
        id: as the input has it; empty when it has none.
        lines: terms, wrong renderings and romanisations with what qualifies them.
        once: what the entry says once, such as its note.
    """

    number: int = 0
    id: str = ""
    lines: list[Line] = field(default_factory=list)
    once: dict[str, str] = field(default_factory=dict)


def draft_of(concept: Concept) -> Draft:
    """The lines of a concept.

    Raises:
        ValueError: it has a value that a glossary file cannot hold.
    """
    head, *rest = lines("", write.entry(concept))
    once = {line.key: line.value for line in rest if line.key in ONCE}
    return Draft(concept.line, head.value, [line for line in rest if line.key not in ONCE], once)


class Reading:
    """One file that is read.

    Args:
        name: the file, for messages.
        source: language tag of the terms.
        target: language tag of the renderings.
        domain: field of entries that name none.
        origin: source of entries that name none.

    Raises:
        OptionError: a language tag is invalid.
    """

    def __init__(self, name: str, source: str, target: str, domain: str = "", origin: str = "") -> None:
        self.name = name
        self.source = parse_tag(source).code
        self.target = parse_tag(target).code
        self.drafts: list[Draft] = []
        self._domain = domain
        self._origin = origin
        self._warnings: list[Remark] = []
        self._by_key: dict[str, Draft] = {}

    def warn(self, kind: str, message: str, line: int = 0, term: str = "", concept: str = "") -> None:
        """Report something."""
        self._warnings.append(Remark(kind, message, self.name, line, concept, term))

    def leave_out(self, message: str, line: int = 0, term: str = "") -> None:
        """Report something that was left out."""
        self.warn(LEFT_OUT, message, line, term)

    def value(self, text: str, line: int) -> str:
        """A value as a glossary file can hold it: on one line, without spaces at its ends."""
        stripped = text.strip()
        if "\n" in stripped or "\r" in stripped:
            stripped = " ".join(part for part in map(str.strip, _BREAKS.split(stripped)) if part)
            self.warn(CHANGED, "a line break became a space", line, stripped)
        elif stripped != text and stripped:
            self.warn(CHANGED, "spaces at the ends were taken off", line, stripped)
        return stripped

    def language(self, tag: str, line: int) -> tuple[str, str] | None:
        """Code and region of a language tag without its default region; None when invalid."""
        found = TAG.fullmatch(tag.strip())
        if found is None:
            return None
        code, region = found["language"].lower(), (found["region"] or "").upper()
        if found["script"] and not region:
            self.warn(CHANGED, f"terms in {tag.strip()} are kept as {code}: a glossary does not tell scripts apart", line)
        return code, "" if REGIONS.get(code) == region else region

    def draft(self, key: str, line: int, id: str = "") -> Draft:  # noqa: A002 - the name of the attribute that it fills
        """The draft with a key; a new one when the key is new.

        Args:
            key: what tells entries apart.
            line: number of the line.
            id: id of the concept, when the input has one.
        """
        draft = self._by_key.get(key)
        if draft is None:
            draft = self._by_key[key] = Draft(line, id)
            self.drafts.append(draft)
        return draft

    def pair(
        self,
        line: int,
        source: str,
        target: str,
        *,
        key: str | None = None,
        id: str = "",  # noqa: A002 - the name of the attribute that it fills
        source_says: Iterable[tuple[str, str]] = (),
        target_says: Iterable[tuple[str, str]] = (),
        once: Mapping[str, str] | None = None,
    ) -> None:
        """Add a term with its rendering, to the entry with the same key when there is one.

        Args:
            line: number of its line.
            source, target: the term and its rendering, from `value`.
            key: what distinguishes entries; the source term when None.
            id: id of the concept, when the input has one.
            source_says, target_says: what qualifies the two, by the keys of the file format.
            once: what is said of the entry as a whole.
        """
        if not (source and target):
            if source or target:
                self.leave_out("there is no rendering" if source else "there is a rendering and no term", line, source or target)
            return
        draft = self.draft(source if key is None else key, line, id)
        terms = [each.value for each in draft.lines if each.key == self.source]
        renderings = [each.value for each in draft.lines if each.key == self.target]
        if source in terms and target in renderings:
            self.warn(REPEATED, "the same term with the same rendering is above", line, source)
            return
        if source not in terms:
            draft.lines.insert(len(terms), line_of(line, self.source, source, source_says))
        if target not in renderings:
            says = [(name, text) for name, text in target_says if text]
            if renderings and "status" not in dict(says):
                says.append(("status", "admitted"))
            draft.lines.append(line_of(line, self.target, target, says))
        for name, text in (once or {}).items():
            self.say_once(draft, name, text, line)

    def say_once(self, draft: Draft, name: str, text: str, line: int) -> None:
        """Give an entry a value that it holds once; a second, other one is named."""
        if text and draft.once.setdefault(name, text) != text:
            self.warn(CHANGED, f"a second {name} of the same entry is not taken", line, concept=draft.id, term=_told_by(draft))

    def imported(self) -> Imported:
        """The drafts as concepts, with warnings."""
        taken = {draft.id for draft in self.drafts if is_id(draft.id)}
        given: set[str] = set()
        next_number: dict[str, int] = {}
        concepts = []
        self._by_key.clear()
        # of a long list, drafts and concepts together would need twice the room
        waiting = self.drafts[::-1]
        self.drafts.clear()
        while waiting:
            draft = waiting.pop()
            wanted = draft.id
            if not wanted or not is_id(wanted) or wanted in given:
                base = id_of(wanted) or self._id_for(draft)
                made = base
                while made in taken or made in given:
                    next_number[base] = next_number.get(base, 1) + 1
                    made = f"{base}-{next_number[base]}"
                if wanted:
                    why = "is already taken" if wanted in given else "is not an id: lower-case ASCII words joined by `-`"
                    self.warn(CHANGED, f"an id {why}; another was made", draft.number, wanted, made)
                draft.id = made
            given.add(draft.id)
            concept = self._concept(draft)
            if concept is not None:
                concepts.append(concept)
        return Imported(tuple(concepts), tuple(sorted(self._warnings, key=lambda warning: warning.line)))

    def _id_for(self, draft: Draft) -> str:
        usual = [line for line in draft.lines if line.key == self.target] or [line for line in draft.lines if line.key != self.source]
        return next((made for line in (*usual, *draft.lines) if (made := id_of(line.value))), "term")

    def _concept(self, draft: Draft) -> Concept | None:
        for name, default in (("domain", self._domain), ("source", self._origin)):
            if default:
                draft.once.setdefault(name, default)
        while True:
            terms = {line.key for line in draft.lines} - {"wrong", "pinyin"}
            if len(terms) < 2:
                self.leave_out(
                    f"it has terms in {next(iter(terms))} only" if terms else "it has no term that can be read",
                    draft.number,
                    _told_by(draft),
                )
                return None
            plain = self._plain(draft)
            if plain is not None:
                return plain
            text = [f"concept: {draft.id}"]
            owners: list[Line | str] = [""]
            for line in draft.lines:
                says = [f"{line.key}: {line.value}", *(f"  {each.key}: {each.value}" for each in line.qualifiers)]
                text += says
                owners += [line] * len(says)
            for name in draft.once:
                text.append(f"{name}: {draft.once[name]}")
                owners.append(name)
            try:
                return replace(read_block(self.name, "\n".join(text)), line=draft.number)
            except GlossaryError as error:
                owner = owners[error.line - 1]
                if isinstance(owner, str):
                    self.leave_out(error.expected, draft.number, _told_by(draft))
                    return None
                self.leave_out(error.expected, owner.number, owner.value)
                draft.lines.remove(owner)

    def _plain(self, draft: Draft) -> Concept | None:
        """The concept of a draft of bare terms, made without parsing; fast for long lists."""
        terms: dict[str, list[Term]] = {}
        for line in draft.lines:
            if line.qualifiers or not (line.key.isalpha() and line.key.islower() and len(line.key) in (2, 3)):
                return None
            terms.setdefault(line.key, []).append(Term(line.value))
        languages = {language: tuple(each) for language, each in terms.items()}
        return Concept(draft.id, languages, (), path=self.name, line=draft.number, layer=0, **draft.once)

    def not_taken(self, what: str, line: int = 0, term: str = "") -> None:
        """Report a value of the input that a glossary has no field for."""
        self.warn(NOT_TAKEN, what, line, term)


def line_of(number: int, key: str, value: str, says: Iterable[tuple[str, str]]) -> Line:
    """A line with those qualifiers that have a value."""
    return Line(number, key, value, [Line(number, name, text) for name, text in says if text])


def _told_by(draft: Draft) -> str:
    return draft.lines[0].value if draft.lines else draft.id
