"""The new terms of a decisions file, as proposed entries of a glossary file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cleaner.display import printable, reason, shown, visible
from cleaner.errors import OptionError
from cleaner.formats.files import writing
from cleaner.glossary import write
from cleaner.glossary.additions import Additions
from cleaner.glossary.entry import Concept, Term, Wrong
from cleaner.glossary.exchange.reading import id_of
from cleaner.glossary.folding import fold
from cleaner.glossary.parse import read
from cleaner.languages.readings import pinyin
from cleaner.languages.tags import parse
from cleaner.review.decisions import NewTerm


@dataclass(frozen=True, slots=True)
class Terms:
    """A glossary file with new terms.

    Attributes:
        path: the file.
        data: its new content; None if nothing changes.
        added: entries that are new or have more terms.
        known: number of terms that it had already.
        refused: terms that cannot be added, and why.
    """

    path: Path
    data: bytes | None
    added: tuple[Concept, ...]
    known: int
    refused: tuple[str, ...]

    def write(self) -> None:
        """Write the file.

        Raises:
            OptionError: it cannot be written.
        """
        if self.data is None:
            return
        try:
            with writing(self.path) as file:
                file.write(self.data)
        except OSError as error:
            raise OptionError(
                f"{printable(shown(self.path))} cannot be written: {reason(error)}; name another with --glossary-file"
            ) from None

    @property
    def reviewed(self) -> tuple[Concept, ...]:
        """The entries as they would be once they are reviewed."""
        return tuple(replace(concept, reviewed=concept.reviewed or "2000-01-01 preview", terms=_usable(concept)) for concept in self.added)


def gather(path: Path, new: Sequence[NewTerm], languages: tuple[str, str], origin: str) -> Terms:
    """A glossary file with new terms. Nothing is written yet.

    Args:
        path: the glossary file; it need not exist.
        new: the terms.
        languages: BCP-47 tags of the terms and of their renderings.
        origin: value of `source` in the entries.

    Raises:
        OptionError: the file cannot be read.
        GlossaryError: it is malformed.
    """
    name = shown(path)
    if not new:
        return Terms(path, None, (), 0, ())
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise OptionError(f"{printable(name)} cannot be read: {reason(error)}; name a glossary file with --glossary-file") from None
    source, target = (parse(tag).code for tag in languages)
    additions = Additions(name, data, read(name, data))
    known = 0
    refused = []
    for term in new:
        try:
            concept = _concept(term, source, target, origin)
            there = additions.get(concept.id)
            if there is not None and _has(there, concept):
                known += 1
            else:
                write.entry(concept)
                additions.add(concept)
        except ValueError as error:
            refused.append(f"{visible(term.term)} → {visible(term.rendering)}: {visible(str(error))}")
    if not additions.changed:
        return Terms(path, None, (), known, tuple(refused))
    made = additions.data()
    # a file that cannot be read again must not be written
    read(name, made)
    return Terms(path, made, tuple(sorted(additions.changed.values(), key=lambda concept: concept.id)), known, tuple(refused))


def _concept(new: NewTerm, source: str, target: str, origin: str) -> Concept:
    """The proposed entry of a term.

    Raises:
        OptionError: no id can be derived from it.
    """
    if source == target:
        raise OptionError(f"--source and --target are both {source!r}; an entry has terms in two languages")
    key = id_of(new.rendering) or id_of(pinyin(new.term))
    if not key:
        raise OptionError("no id can be derived from it; add it with `cleaner glossary add --concept`")
    wrongs = (Wrong(new.wrong, (new.rendering,) * len(new.wrong), "calque"),) if new.wrong else ()
    terms = {source: (Term(new.term),), target: (Term(new.rendering, pos=new.pos or "noun"),)}
    return Concept(key, terms, wrongs, source=origin, note=new.note)


def _has(there: Concept, new: Concept) -> bool:
    """Whether an entry has all terms and wrong forms of another."""
    known = {(language, fold(term.text)) for language, terms in there.terms.items() for term in terms}
    wrongs = {fold(form) for wrong in there.wrongs for form in wrong.forms}
    return all((language, fold(term.text)) in known for language, terms in new.terms.items() for term in terms) and all(
        fold(form) in wrongs for wrong in new.wrongs for form in wrong.forms
    )


def _usable(concept: Concept) -> dict[str, tuple[Term, ...]]:
    """The terms of an entry, with proposed ones as admitted."""
    return {
        language: tuple(replace(term, status="admitted") if term.status == "proposed" else term for term in terms)
        for language, terms in concept.terms.items()
    }
