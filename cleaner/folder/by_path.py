"""One run with several sets of options, chosen by the path of each input."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, cast

from cleaner.api import Cleaner, Text
from cleaner.document import Document
from cleaner.errors import CleanerError
from cleaner.folder.globs import Globs
from cleaner.folder.inputs import Input
from cleaner.recurrence import RecurringLines
from cleaner.registry import RULE_IDS, chosen


@dataclass(frozen=True)
class PathOptions:
    """Options for some paths.

    Attributes:
        paths: the paths.
        options: arguments of `Cleaner` by their names; `ignore` is added to what is left out everywhere.
    """

    paths: Globs
    options: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {"paths": list(self.paths.patterns), **self.options}


class _Addressed(NamedTuple):
    """A text with the numbers of the tables that its path matches."""

    text: str
    tables: tuple[int, ...]
    given: Text


class CleanerByPath(Cleaner):
    """A cleaner with other options for some paths. Of the tables that a path matches, later ones win.

    Args:
        base: cleans what no table matches.
        tables: options by path.
        select, ignore: the names from which the rules of `base` were chosen.
    """

    def __init__(
        self, base: Cleaner, tables: Sequence[PathOptions], select: Iterable[str] | None = None, ignore: Iterable[str] | None = None
    ) -> None:
        self.__dict__.update(base.__dict__)
        self._base = base
        self._tables = tuple(tables)
        self._select = None if select is None else tuple(select)
        self._ignore = tuple(ignore or ())
        self._made: dict[tuple[int, ...], Cleaner] = {(): base}
        used = set(base.rules).union(*(self._with((number,)).rules for number in range(len(self._tables))))
        self.rules = tuple(rule for rule in RULE_IDS if rule in used)

    def __reduce__(self) -> tuple[Any, ...]:
        return CleanerByPath, (self._base, self._tables, self._select, self._ignore)

    def with_recurring(self, recurring: RecurringLines) -> "CleanerByPath":
        """See `Cleaner`."""
        return CleanerByPath(self._base.with_recurring(recurring), self._tables, self._select, self._ignore)

    @property
    def options(self) -> dict[str, Any]:
        """See `Cleaner`; with the options by path."""
        return self._base.options | {"per_path": [each.to_dict() for each in self._tables]}

    @cached_property
    def _known(self) -> dict[Input, tuple[int, ...]]:
        return {}

    def addressed(self, source: Input, given: Text) -> Text:
        """A text of an input, as an item for `pipe`."""
        tables = self._known.get(source)
        if tables is None:
            matching = (number for number, each in enumerate(self._tables) if each.paths.matches(source.path, source.relative))
            # only the last input is kept: its texts follow each other
            self._known.clear()
            tables = self._known[source] = tuple(matching)
        return cast("Text", _Addressed(given if isinstance(given, str) else given[0], tables, given))

    def clean_block(self, texts: Sequence[Text]) -> list[Document | CleanerError]:
        """See `Cleaner`; the texts are from `addressed`."""
        numbers: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
        items = cast("Sequence[_Addressed]", texts)
        for number, each in enumerate(items):
            numbers[each.tables].append(number)
        found: dict[int, Document | CleanerError] = {}
        for tables, its in numbers.items():
            found.update(zip(its, self._with(tables).clean_block([items[number].given for number in its]), strict=True))
        return [found[number] for number in range(len(items))]

    def _with(self, tables: tuple[int, ...]) -> Cleaner:
        """The cleaner for paths that match these tables."""
        if tables not in self._made:
            merged: dict[str, Any] = {}
            ignored = list(self._ignore)
            for number in tables:
                merged |= self._tables[number].options
                ignored += self._tables[number].options.get("ignore", ())
            rules = chosen(merged.pop("select", self._select), ignored)
            merged.pop("ignore", None)
            self._made[tables] = self._base.altered(select=rules, **merged)
        return self._made[tables]
