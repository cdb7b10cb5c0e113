"""New terms of a decisions file: proposed entries of a glossary file, with what each would do once it is reviewed."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from cleaner.cli.glossary.impact import preview
from cleaner.display import printable, reason, shown, visible
from cleaner.errors import OptionError
from cleaner.folder.cleaned import Cleaned
from cleaner.formats.files import writing
from cleaner.glossary import write
from cleaner.glossary.additions import Additions
from cleaner.glossary.entry import Concept, Term, Wrong
from cleaner.glossary.exchange.reading import id_of
from cleaner.glossary.folding import fold
from cleaner.glossary.parse import read
from cleaner.languages.chinese import pinyin
from cleaner.languages.tags import parse
from cleaner.review.decisions import NewTerm


@dataclass(slots=True)
class Terms:
    """A glossary file with new terms.

    Attributes:
        path: the file.
        data: its bytes with them; None when nothing changes.
        added: the entries that are new or have more terms.
        known: how many terms it had already.
        refused: what it cannot take, and why.
    """

    path: Path
    data: bytes | None
    added: tuple[Concept, ...]
    known: int
    refused: list[str]

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

    def preview(self, options: argparse.Namespace, console: Console) -> None:
        """Print what each entry would do to the folder, as if it were reviewed."""
        if not self.added:
            return
        console.print("what the new terms would do, once they are reviewed:")
        each = [replace(concept, reviewed=concept.reviewed or "2000-01-01 preview") for concept in self.added]
        reviewed = [replace(concept, terms=_usable(concept)) for concept in each]
        preview(options, reviewed, write.file(reviewed).encode(), Cleaned(options.folders, options.text_column, options.target))


def gather(options: argparse.Namespace, new: Sequence[NewTerm], origin: str) -> Terms:
    """A glossary file with new terms, none of it written yet.

    Args:
        options: name the file and the languages.
        new: the terms.
        origin: who renders them so, for the entries.

    Raises:
        OptionError: the file cannot be read.
        GlossaryError: it is malformed.
    """
    path: Path = options.glossary_file or options.folder / "terms.txt"
    name = shown(path)
    if not new:
        return Terms(path, None, (), 0, [])
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise OptionError(f"{printable(name)} cannot be read: {reason(error)}; name a glossary file with --glossary-file") from None
    languages = parse(options.source).code, parse(options.target).code
    additions = Additions(name, data, read(name, data))
    found = Terms(path, None, (), 0, [])
    for term in new:
        try:
            concept = _concept(term, languages, origin)
            there = additions.get(concept.id)
            if there is not None and _has(there, concept):
                found.known += 1
            else:
                write.entry(concept)
                additions.add(concept)
        except ValueError as error:
            found.refused.append(f"{visible(term.term)} → {visible(term.rendering)}: {visible(str(error))}")
    if additions.changed:
        found.data = additions.data()
        # what is written must be read again, by whoever uses it
        read(name, found.data)
        found.added = tuple(sorted(additions.changed.values(), key=lambda concept: concept.id))
    return found


def _concept(new: NewTerm, languages: tuple[str, str], origin: str) -> Concept:
    """The proposed entry of a term.

    Raises:
        OptionError: no id can be made of it.
    """
    source, target = languages
    if source == target:
        raise OptionError(f"--source and --target are both {source!r}; an entry has terms in two languages")
    key = id_of(new.rendering) or id_of(pinyin(new.term))
    if not key:
        raise OptionError("no id can be made of it; add it with `cleaner glossary add --concept`")
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
    """The terms of an entry, proposed ones as if they were admitted."""
    return {
        language: tuple(replace(term, status="admitted") if term.status == "proposed" else term for term in terms)
        for language, terms in concept.terms.items()
    }
