"""`cleaner glossary add`: an entry, or terms for one, put into a glossary file at its sorted place."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from cleaner.cli.glossary.lint import gathered, named
from cleaner.cli.glossary.request import Request, ask, confirmed, requested, review
from cleaner.cli.options import stdout
from cleaner.display import printable, shown, visible
from cleaner.errors import GlossaryError, OptionError
from cleaner.formats.files import writing
from cleaner.glossary import write
from cleaner.glossary.additions import Additions, candidates
from cleaner.glossary.entry import Concept
from cleaner.glossary.lint import Finding, Linter
from cleaner.glossary.parse import read, read_block
from cleaner.glossary.store import shipped_folder
from cleaner.glossary.stored import Layered

ONE_BY_ONE = ("term", "rendering", "concept", "pos", "form", "near", "unless", "wrong", "pinyin", "hit", "miss", "note")
"""Options that say something of one entry, and so cannot go with a file of several."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The glossary file that is added to, and what it is checked against.

    Attributes:
        path: the file, links followed.
        name: its name in messages.
        layer: where it lies over the others.
        data: its bytes; empty when it is not there yet.
        concepts: its entries.
        others: the other files of the glossary.
    """

    path: Path
    name: str
    layer: int
    data: bytes
    concepts: list[Concept]
    others: list[Layered]

    @property
    def domains(self) -> list[str]:
        """The fields of its entries."""
        return [concept.domain for concept in self.concepts if concept.domain]

    def linter(self, data: bytes) -> Linter:
        """What checks the file with other bytes in it."""
        return Linter([*self.others, Layered(self.name, self.layer, data)], {self.name})


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    file = _opened(options)
    additions = Additions(file.name, file.data, file.concepts)
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    if options.candidates:
        return _add_candidates(options, file, additions, console)
    request, asked = Request.of(options), False
    if sys.stdin is not None and sys.stdin.isatty():
        request, asked = ask(request, additions, file.domains, console)
    concept = additions.add(requested(request, additions))
    data = _written(additions)
    found, incomplete = _problems(file, data, [concept.id], strict=options.strict)
    problems, status = found[concept.id], 3 if incomplete else 0
    _show(concept)
    for problem in problems:
        console.print(f"{problem.severity} {problem.check}: {visible(problem.message)}")
    if any(problem.severity == "error" for problem in problems):
        raise OptionError(f"nothing is written to {printable(file.name)}: mend what is named above as an error")
    if options.dry_run:
        return status
    if asked and not confirmed(f"write it to {printable(file.name)}?", console):
        console.print("nothing is written")
        return status
    _write(file, data)
    (line,) = (each.line for each in read(file.name, data) if each.id == concept.id)
    console.print(f"{printable(file.name)}:{line}: {concept.id} is written")
    return status


def _add_candidates(options: argparse.Namespace, file: Opened, additions: Additions, console: Console) -> int:
    given = [name for name in ONE_BY_ONE if getattr(options, name)]
    if given:
        raise OptionError(f"--{given[0]} is for one entry, and --from adds several; write it into the candidates file")
    name = shown(options.candidates)
    try:
        found = candidates(name, options.candidates.read_bytes(), options.target)
    except OSError as error:
        raise OptionError(f"{printable(name)} cannot be read: {error.strerror or error}") from None
    refused = [str(error) for error in found.malformed]
    taken: dict[str, list[Concept]] = {}
    for candidate in found.completed:
        filled = replace(candidate, domain=candidate.domain or options.domain or "", source=candidate.source or options.origin or "")
        try:
            made = additions.add(replace(filled, reviewed=filled.reviewed or review(options.reviewed)))
        except GlossaryError as error:
            refused.append(f"{name}:{candidate.line}: {candidate.id}: {error}")
            continue
        taken.setdefault(made.id, []).append(candidate)
    found_problems, incomplete = _problems(file, _written(additions), taken, strict=options.strict)
    for key, problems in found_problems.items():
        for problem in problems:
            for candidate in taken[key]:
                if problem.severity == "error":
                    refused.append(f"{name}:{candidate.line}: {key}: {problem.check}: {problem.message}")
                else:
                    console.print(
                        f"{problem.severity}: {printable(name)}:{candidate.line}: {key}: {problem.check}: {visible(problem.message)}"
                    )
        if any(problem.severity == "error" for problem in problems):
            additions.remove(key)
    for said in refused:
        console.print(f"failed: {visible(said)}")
    if options.dry_run:
        for number, concept in enumerate(sorted(additions.changed.values(), key=lambda concept: concept.id)):
            _show(concept, "\n" if number else "")
    elif additions.changed:
        _write(file, _written(additions))
    done = sum(len(each) for key, each in taken.items() if key in additions.changed)
    would = "would be added" if options.dry_run else "added"
    console.print(
        f"{done} {would} to {printable(file.name)}, {found.open} not completed yet, {len(found.completed) + len(found.malformed) - done} failed"
    )
    return 3 if refused or incomplete else 0


def _opened(options: argparse.Namespace) -> Opened:
    """The file, and the glossary it belongs to or lies over.

    Raises:
        OptionError: a file cannot be read, or FILE is none.
        GlossaryError: FILE is malformed.
    """
    path: Path = options.file
    if path.exists() and not path.is_file():
        raise OptionError(f"{printable(shown(path))} is not a file; name a glossary file, such as {printable(shown(path / 'terms.txt'))}")
    below: list[list[str | Path]] = [] if options.no_default_glossary else [[shipped_folder()]]
    below += [[each] for each in options.glossary or ()]
    files, checked = gathered([path] if path.exists() else [], *below)
    mine = next((each for each in files if each.name in checked), Layered(named(path), len(below), b""))
    concepts = read(mine.name, mine.data, mine.layer)
    return Opened(path.resolve(), mine.name, mine.layer, mine.data, concepts, [each for each in files if each.name not in checked])


def _problems(file: Opened, data: bytes, ids: Iterable[str], *, strict: bool) -> tuple[dict[str, list[Finding]], bool]:
    """Problems of some entries that are new, and whether malformed entries of other files were left out.

    Args:
        file: the file as it is.
        data: the file as it would be.
        ids: of the entries.
        strict: whether a malformed file of the glossary is an error.

    Raises:
        GlossaryError: another file of the glossary is malformed, and `--strict` was given.
    """
    linter = file.linter(data)
    incomplete = False
    for other in linter.library.files:
        for error in other.malformed:
            if strict:
                raise error
            sys.stderr.write(f"failed: {printable(str(error))}; the entry is left out\n")
            incomplete = True
    found = {key: [each for each in linter.entry(file.name, key) if each.severity != "note"] for key in ids}
    there = {concept.id for concept in file.concepts}
    if any(found[key] for key in found if key in there):
        before = file.linter(file.data)
        for key in found.keys() & there:
            known = {(each.check, each.message) for each in before.entry(file.name, key)}
            found[key] = [each for each in found[key] if (each.check, each.message) not in known]
    return found, incomplete


def _written(additions: Additions) -> bytes:
    """The file with what was added.

    Raises:
        OptionError: an entry has something that a glossary file cannot hold.
    """
    for concept in additions.changed.values():
        try:
            read_block("", write.entry(concept))
        except GlossaryError as error:
            raise OptionError(f"{concept.id}: {error.expected}; nothing is written") from None
        except ValueError as error:
            raise OptionError(str(error)) from None
    return additions.data()


def _write(file: Opened, data: bytes) -> None:
    try:
        with writing(file.path) as out:
            out.write(data)
    except OSError as error:
        raise OptionError(f"{printable(file.name)} cannot be written: {error.strerror or error}; nothing was changed") from None


def _show(concept: Concept, before: str = "") -> None:
    """Print an entry; on a terminal, so that it cannot play tricks there."""
    text = write.entry(concept)
    if sys.stdout is not None and sys.stdout.isatty():
        text = "".join(f"{visible(line)}\n" for line in text.splitlines())
    stdout().write(f"{before}{text}".encode())
    stdout().flush()
