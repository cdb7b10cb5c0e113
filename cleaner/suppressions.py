"""Suppressions: findings that a reviewer wants no more, in a file that travels with the texts.

A suppression names a rule, the characters that were found, and what stood around them in the line, both in the original text and in the
cleaned one. A finding that fits one of the two is left out. The file has a JSON object a line; `cleaner apply` writes it.
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
"""Code points on each side that must agree where the rest of the line was changed: in 8,824 findings three were taken for another so."""

Place = tuple[str, str, str]
"""Characters of a text, and what is before and after them in their line."""


def place(text: str, start: int, end: int) -> Place:
    """The characters of a span with what stands around them."""
    return text[start:end], *context(text, start, end)


def within_lines(where: Place) -> Place:
    """A place without the line ends at its sides.

    Which of the two goes with a removed line depends on the lines around it, and those may go as well. So a whole line has nothing around it
    and is the same line wherever it stands: better a line too many left in than one taken out that somebody said must stay.
    """
    found, before, after = where
    found = with_line_feeds(found)
    inside = found.strip("\n")
    if not inside:
        return found, before, after
    return inside, "" if found[0] == "\n" else before, "" if found[-1] == "\n" else after


@dataclass(frozen=True, slots=True)
class Suppression:
    """A finding that is wanted no more.

    Attributes:
        rule: id of the rule.
        found: the characters, in the original text.
        before, after: what stands around them there, in their line.
        text_found, text_before, text_after: the same in the cleaned text.
        answer: why: "wrong", or "leave" for a right finding whose text stays as it is.
        path: the document in which it was decided.
        note: the reviewer's.
        created: when it was decided, ISO 8601.
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
        """What tells it from others of a folder."""
        return self.path, self.rule, self.found, self.before, self.after

    def to_dict(self) -> dict[str, str]:
        """The suppression as JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Any) -> "Suppression":
        """The inverse of `to_dict`. What is not known of the cleaned text is taken from the original.

        Raises:
            TypeError: these are no values of a suppression; says what was expected.
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
    """Suppressions, made ready to be asked.

    Args:
        suppressions: any number of them.
    """

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

        Args:
            paths: their paths.

        Raises:
            InputError: a file is malformed; names the file and the line.
            OSError: a file cannot be read.
        """
        return cls(each for path in paths for each in read(str(path), Path(path).read_bytes()))

    def knows(self, rule: str, found: str) -> bool:
        """Whether a suppression of this rule has these characters; only then need `quiet` be asked."""
        found = with_line_feeds(found)
        return (rule, found.strip("\n") or found) in self._known

    def quiet(self, findings: Sequence[tuple[str, Sequence[Place]]]) -> list[bool]:
        """Which findings of a text are left out.

        A suppression whose surroundings stand in the text as they were speaks of that place alone. Only where none does, the line was
        changed, and the nearest `NEAR` code points decide.

        Args:
            findings: the rule of each, and where it stands: in the text as it is, and in the text as it came in.
        """
        spoken: set[int] = set()
        out = []
        asked = [(rule, [within_lines(each) for each in places]) for rule, places in findings]
        for rule, places in asked:
            exact = [numbers for each in places if (numbers := self._exact.get((rule, each)))]
            spoken.update(*exact)
            out.append(bool(exact))
        for index, (rule, places) in enumerate(asked):
            if not out[index]:
                near = (self._near.get((rule, _near(each)), ()) for each in places)
                out[index] = any(number not in spoken for numbers in near for number in numbers)
        return out


def read(name: str, data: bytes) -> Iterator[Suppression]:
    """The suppressions of a file.

    Args:
        name: the file, for messages.
        data: its bytes.

    Raises:
        InputError: a line is none; names the file and the line.
    """
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield Suppression.from_dict(json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8")))
        except (ValueError, TypeError, RecursionError) as error:
            raise InputError(f"{name}:{number} is no suppression: {error}; mend the line or remove it") from None


def _near(where: Place) -> Place:
    found, before, after = where
    return found, before[-NEAR:], after[:NEAR]
