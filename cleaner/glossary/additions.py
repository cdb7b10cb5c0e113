"""Additions to a glossary file: new entries, new terms, and completed candidates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from cleaner.errors import GlossaryError
from cleaner.glossary.entry import Concept, Term
from cleaner.glossary.exchange.reading import id_of
from cleaner.glossary.folding import fold, lower
from cleaner.glossary.parse import Line, blocks, lines, read_block
from cleaner.glossary.write import insert

CANDIDATE = "candidate-"
"""How the ids of candidates begin, until their renderings are known."""
OPEN = "?"
"""Placeholder for a value that is still to be written."""


class Additions:
    """A glossary file to which entries are added.

    Args:
        name: the file, for messages.
        data: its bytes; empty for a new one.
        concepts: its entries.
    """

    def __init__(self, name: str, data: bytes, concepts: Iterable[Concept]) -> None:
        self._name = name
        self._data = data
        self._concepts = {concept.id: concept for concept in concepts}
        self._terms: dict[tuple[str, str], str] = {}
        self.changed: dict[str, Concept] = {}
        for concept in self._concepts.values():
            self._note(concept)

    def get(self, key: str) -> Concept | None:
        """The entry with an id, as it is with what was added."""
        return self._concepts.get(key)

    def add(self, new: Concept) -> Concept:
        """Add an entry, or add its terms to the entry with the same id; returns the result.

        Raises:
            GlossaryError: another entry has one of the terms, or there is nothing to add; names
                that entry's file and line.
        """
        there = self._concepts.get(new.id)
        language = next(iter((there or new).terms))
        for term in new.terms.get(language, ()):
            owner = self._concepts.get(self._terms.get((language, fold(term.text)), new.id))
            if owner is not None and owner.id != new.id:
                said = f"“{term.text}” is here, in `{owner.id}`; give this the id {owner.id} to add to that one, or leave the term out"
                raise GlossaryError(owner.path, owner.line, 1, said)
        made = _merged(there, new) if there else new
        self._concepts[made.id] = self.changed[made.id] = made
        self._note(made)
        return made

    def remove(self, key: str) -> None:
        """Leave an entry as it was in the file after all."""
        self.changed.pop(key, None)

    def data(self) -> bytes:
        """The file with what was added.

        Raises:
            GlossaryError: the file is malformed.
            ValueError: a value cannot be written.
        """
        data = self._data
        for concept in self.changed.values():
            data = insert(self._name, data, concept)
        return data

    def _note(self, concept: Concept) -> None:
        language, terms = next(iter(concept.terms.items()))
        for term in terms:
            self._terms.setdefault((language, fold(term.text)), concept.id)


def _merged(there: Concept, new: Concept) -> Concept:
    """An entry with the terms of another that it lacks.

    In an entry that was reviewed, what nobody has reviewed is only proposed.

    Raises:
        GlossaryError: it has them all, or says otherwise.
    """
    if there.domain and new.domain and there.domain != new.domain:
        said = f"`domain` is “{there.domain}” in `{there.id}`; leave out “{new.domain}”, or change the file"
        raise GlossaryError(there.path, there.line, 1, said)
    terms = {language: list(each) for language, each in there.terms.items()}
    added = False
    source = next(iter(there.terms))
    for language, each in new.terms.items():
        known = terms.setdefault(language, [])
        for term in each:
            if any(fold(other.text) == fold(term.text) and other.context == term.context for other in known):
                continue
            known.append(_fitted(term, there, new, known, is_source=language == source))
            added = True
    forms = {lower(form) for wrong in there.wrongs for form in wrong.forms}
    wrongs = [wrong for wrong in new.wrongs if not forms.issuperset(map(lower, wrong.forms))]
    if not (added or wrongs):
        raise GlossaryError(there.path, there.line, 1, f"`{there.id}` has all of this already; nothing is added")
    if new.note and there.note and not added:
        raise GlossaryError(there.path, there.line, 1, f"`{there.id}` has a note already; change it in the file")
    return replace(
        there,
        terms={language: tuple(each) for language, each in terms.items()},
        wrongs=(*there.wrongs, *wrongs),
        domain=there.domain or new.domain,
        source=there.source or new.source,
        note=there.note or new.note,
    )


def _fitted(term: Term, there: Concept, new: Concept, known: Sequence[Term], *, is_source: bool) -> Term:
    """A new term, adapted to an entry that existed before it."""
    status = term.status
    if there.reviewed and not new.reviewed and status in ("preferred", "admitted"):
        status = "proposed"
    elif (
        status == "preferred"
        and not is_source
        and not term.context
        and any(each.status == "preferred" and not each.context for each in known)
    ):
        status = "admitted"
    return replace(
        term,
        status=status,
        source=new.source if there.source and new.source != there.source else "",
        reviewed=new.reviewed if new.reviewed != there.reviewed else "",
        note=new.note if there.note else "",
    )


@dataclass
class Candidates:
    """What a candidates file holds.

    Attributes:
        completed: entries whose rendering is there.
        open: how many have none yet.
        malformed: what cannot be read.
    """

    completed: list[Concept] = field(default_factory=list)
    open: int = 0
    malformed: list[GlossaryError] = field(default_factory=list)


def candidates(name: str, data: bytes, target: str) -> Candidates:
    """The entries of a candidates file.

    Args:
        name: the file, for messages.
        data: its bytes.
        target: language of the renderings.

    Raises:
        GlossaryError: it is not UTF-8.
    """
    found = Candidates()
    for start, end, first in blocks(name, data):
        text = data[start:end].decode()
        try:
            block = lines(name, text, first)
            if all(line.value == OPEN for line in block if line.key == target):
                found.open += 1
                continue
            concept = read_block(name, _without_open(text, block, first), first)
        except GlossaryError as error:
            found.malformed.append(error)
            continue
        if concept.id.startswith(CANDIDATE):
            usual = concept.preferred(target) or concept.terms[target][0]
            concept = replace(concept, id=id_of(usual.text) or concept.id)
        found.completed.append(concept)
    return found


def _without_open(text: str, block: Sequence[Line], first: int) -> str:
    """A block with its open lines as comments, so that the others keep their numbers."""
    left_out = set()
    for line in block:
        left_out |= {each.number for each in (line, *line.qualifiers) if OPEN in (each.value, line.value)}
    rows = text.split("\n")
    return "\n".join("#" if number in left_out else row for number, row in enumerate(rows, start=first))
