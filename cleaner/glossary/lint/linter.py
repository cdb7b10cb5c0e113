"""Checking a glossary in two passes: one for the tables, one for problems."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from difflib import get_close_matches

from cleaner.errors import GlossaryError, OptionError
from cleaner.glossary.entry import Concept
from cleaner.glossary.lint import across, entries, examples
from cleaner.glossary.lint.checks import BY_ID, CHECKS, Finding, Problem
from cleaner.glossary.lint.library import Library, Read
from cleaner.glossary.stored import Layered

STALE = 1095
"""Days after which a review is stale, unless somebody says otherwise."""


class Linter:
    """Checks glossary files.

    Args:
        files: what is checked, and what it is compared with; the files of a layer are one glossary,
            a later layer lies over an earlier one.
        checked: names of the files that are checked; all of them when None.
        checks: ids of the checks that are made.
        stale: days after which a review is stale.
        today: what reviews are measured by; the day it is when None.
    """

    def __init__(
        self,
        files: Sequence[Layered],
        checked: Collection[str] | None = None,
        checks: Collection[str] = BY_ID.keys(),
        stale: int = STALE,
        today: date | None = None,
    ) -> None:
        self.library = Library(files, {file.name for file in files} if checked is None else checked)
        self._checks = checks
        self._stale = stale
        self._today = today or datetime.now(UTC).date()

    def __len__(self) -> int:
        """How many entries are checked."""
        return sum(file.last - file.first for file in self.library.files if file.checked)

    def findings(self) -> Iterator[Finding]:
        """What is wrong in the files that are checked, in their order and that of their lines."""
        for file in sorted(self.library.files, key=lambda file: file.name):
            if file.checked:
                yield from self._file(file)

    def entry(self, path: str, concept: str) -> list[Finding]:
        """What is wrong with one entry.

        Args:
            path: name of its file.
            concept: its id.
        """
        number = self.library.find(path, concept)
        return [] if number is None else self._entry(number, self.library.entries[number], None)

    def _file(self, file: Read) -> Iterator[Finding]:
        malformed = iter(file.malformed if "malformed-entry" in self._checks else ())
        waiting = next(malformed, None)
        before = None
        for number in range(file.first, file.last):
            concept = self.library.entries[number]
            while waiting is not None and waiting.line < concept.line:
                yield _malformed(waiting)
                waiting = next(malformed, None)
            yield from self._entry(number, concept, before)
            before = concept
        if waiting is not None:
            yield _malformed(waiting)
            yield from map(_malformed, malformed)

    def _entry(self, number: int, concept: Concept, before: Concept | None) -> list[Finding]:
        found = []
        for problem in self._problems(number, concept, before):
            if problem.check in self._checks:
                line, column = self.library.place(number, problem.spot)
                severity = BY_ID[problem.check].severity
                found.append(Finding(concept.path, line, column, problem.check, severity, problem.message, concept.id))
        return sorted(found, key=lambda finding: (finding.line, finding.column))

    def _problems(self, number: int, concept: Concept, before: Concept | None) -> Iterator[Problem]:
        yield from entries.problems(concept, self._today, self._stale)
        yield from across.problems(self.library, number, concept, before)
        if "failing-example" in self._checks and self.library.used(number):
            yield from examples.problems(self.library, concept)


def chosen(select: Iterable[str] | None, ignore: Iterable[str] | None) -> frozenset[str]:
    """Ids of the checks that `select` and `ignore` leave.

    Raises:
        OptionError: a name is not a check.
    """
    wanted = BY_ID.keys() if select is None else set(select)
    unwanted = set(ignore or ())
    for name in sorted((wanted | unwanted) - BY_ID.keys()):
        near = get_close_matches(name, BY_ID, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the checks are {', '.join(check.id for check in CHECKS)}"
        raise OptionError(f"there is no check {name!r}; {hint}")
    return frozenset(wanted - unwanted)


def _malformed(error: GlossaryError) -> Finding:
    return Finding(error.path, error.line, error.column, "malformed-entry", "error", error.expected)
