"""The report on an import or export: what was left out, changed or lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from cleaner.glossary.entry import Concept

LEFT_OUT = "left out"
"""Kind of a row, an entry or a term that was lost."""
CHANGED = "changed"
"""Kind of a value that was changed."""
REPEATED = "repeated"
"""Kind of a row that repeats an earlier one."""
NOT_TAKEN = "not taken"
"""Kind of a value that a glossary has no field for."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was left out, changed or lost.

    Attributes:
        kind: of an import one of `LEFT_OUT`, `CHANGED`, `REPEATED`, `NOT_TAKEN`; of an export
            `LEFT_OUT`, or what the format cannot hold, such as "forms".
        message: why, or what was done; the same text for the same reason.
        path: the file; empty when there is none.
        line: its line, or row of a workbook, from 1; 0 when unknown.
        concept: id of the concept, when it is known.
        term: its name for readers.
    """

    kind: str
    message: str
    path: str = ""
    line: int = 0
    concept: str = ""
    term: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.path and self.line else self.path
        return ": ".join(part for part in (place, self.term or self.concept, self.message) if part)


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of reading a file in another format.

    Attributes:
        concepts: the entries, in the order of the file.
        warnings: what was left out or changed, in the order of the file.
    """

    concepts: tuple[Concept, ...]
    warnings: tuple[Remark, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether no row and no entry was left out."""
        return all(warning.kind != LEFT_OUT for warning in self.warnings)


@dataclass(frozen=True, slots=True)
class Exported:
    """A glossary in another format.

    Attributes:
        data: the file.
        losses: what the format cannot hold.
        noted: what the format has no field for and is kept in notes that an import reads back.
    """

    data: bytes
    losses: tuple[Remark, ...] = ()
    noted: tuple[Remark, ...] = ()


class Group(NamedTuple):
    """Remarks that have kind and message in common."""

    kind: str
    message: str
    remarks: tuple[Remark, ...]


def grouped(remarks: Iterable[Remark]) -> list[Group]:
    """The remarks by kind and message, in the order in which the first of each came."""
    groups: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        groups.setdefault((remark.kind, remark.message), []).append(remark)
    return [Group(kind, message, tuple(found)) for (kind, message), found in groups.items()]
