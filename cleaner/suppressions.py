"""Suppressions: findings that a reviewer does not want to see again, in a file next to the texts.

A suppression has a rule, the found characters and their context in the line, in the original text
and in the cleaned one. A finding that matches either of them is omitted. The file has one JSON
object in each line; `cleaner apply` writes it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cleaner.annotation import context
from cleaner.errors import InputError
from cleaner.line_ends import with_line_feeds

NEAR = 8
"""Code points on each side that must match if the rest of the line was changed: they confuse three
of 8,824 findings."""

Place = tuple[str, str, str]
"""Characters of a text, with their context before and after them in the line."""


def place(text: str, start: int, end: int) -> Place:
    """The characters of a span with their context."""
    return text[start:end], *context(text, start, end)


def within_lines(where: Place) -> Place:
    """A place without the line ends at its sides.

    A removed line includes one of its line ends, depending on its neighbours. Without them a whole
    line has no context and matches everywhere: keeping a line too many is better than removing one
    that a reviewer wants to keep.
    """
    found, before, after = where
    found = with_line_feeds(found)
    inside = found.strip("\n")
    if not inside:
        return found, before, after
    return inside, "" if found[0] == "\n" else before, "" if found[-1] == "\n" else after


@dataclass(frozen=True, slots=True)
class Suppression:
    """A finding that a reviewer does not want to see again.

    Attributes:
        rule: id of the rule.
        found: the characters, in the original text.
        before, after: their context in the line.
        text_found, text_before, text_after: the same in the cleaned text.
        answer: "wrong", or "leave" for a right finding with text that must stay.
        path: the document of the decision.
        note: the reviewer's note.
        created: time of the decision, ISO 8601.
    """

    rule: str
    found: str
    before: str
    after: str
    text_found: str
    text_before: str
    text_after: str
    answer: str = "wrong"
    path: str = ""
    note: str = ""
    created: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """Identifies it among the suppressions of a folder."""
        return self.path, self.rule, self.found, self.before, self.after

    def to_dict(self) -> dict[str, str]:
        """The suppression as JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Any) -> "Suppression":
        """The inverse of `to_dict`; missing values of the cleaned text are those of the original.

        Raises:
            TypeError: these are not the values of a suppression; says what was expected.
        """
        if not isinstance(values, dict):
            raise TypeError("expected a JSON object")
        usual = {f"text_{name}": values.get(name) for name in ("found", "before", "after")}
        usual |= {"answer": "wrong", "path": "", "note": "", "created": ""}
        found = {}
        for name in cls.__slots__:
            value = values.get(name, usual.get(name))
            if not isinstance(value, str):
                raise TypeError(f"expected a string in {name!r}")
            found[name] = value
        return cls(**found)


class Suppressions:
    """Suppressions with an index for look-ups."""

    def __init__(self, suppressions: Iterable[Suppression] = ()) -> None:
        self._all = tuple(suppressions)
        self._known: set[tuple[str, str]] = set()
        self._exact: dict[tuple[str, Place], set[int]] = {}
        self._near: dict[tuple[str, Place], list[int]] = {}
        for number, each in enumerate(self._all):
            there = (each.found, each.before, each.after), (each.text_found, each.text_before, each.text_after)
            for where in map(within_lines, there):
                self._known.add((each.rule, where[0]))
                self._exact.setdefault((each.rule, where), set()).add(number)
                self._near.setdefault((each.rule, _near(where)), []).append(number)

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Suppression]:
        return iter(self._all)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._all,)

    @classmethod
    def load(cls, *paths: str | Path) -> "Suppressions":
        """The suppressions of some files.

        Raises:
            InputError: a file is malformed; names the file and the line.
            OSError: a file cannot be read.
        """
        return cls(each for path in paths for each in read(str(path), Path(path).read_bytes()))

    def knows(self, rule: str, found: str) -> bool:
        """Whether a suppression of this rule has these characters: a quick test before `quiet`."""
        found = with_line_feeds(found)
        return (rule, found.strip("\n") or found) in self._known

    def quiet(self, findings: Sequence[tuple[str, Sequence[Place]]]) -> list[bool]:
        """Which findings of a text are suppressed.

        A suppression with an exact match in the text applies to that place alone. Otherwise its
        line was changed, and the nearest `NEAR` code points decide.

        Args:
            findings: the rule of each, and its places: in the current text, and in the original.
        """
        exact_matches: set[int] = set()
        out = []
        asked = [(rule, [within_lines(each) for each in places]) for rule, places in findings]
        for rule, places in asked:
            exact = [numbers for each in places if (numbers := self._exact.get((rule, each)))]
            exact_matches.update(*exact)
            out.append(bool(exact))
        for index, (rule, places) in enumerate(asked):
            if not out[index]:
                near = (self._near.get((rule, _near(each)), ()) for each in places)
                out[index] = any(number not in exact_matches for numbers in near for number in numbers)
        return out


def read(name: str, data: bytes) -> Iterator[Suppression]:
    """The suppressions of a file.

    Args:
        name: the file, for messages.
        data: its bytes.

    Raises:
        InputError: a line is not a suppression; names the file and the line.
    """
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield Suppression.from_dict(json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8")))
        except (ValueError, TypeError, RecursionError) as error:
            raise InputError(f"{name}:{number} is not a suppression: {error}; correct or remove the line") from None


def _near(where: Place) -> Place:
    found, before, after = where
    return found, before[-NEAR:], after[:NEAR]
