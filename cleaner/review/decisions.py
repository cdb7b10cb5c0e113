"""A reviewer's decisions and their file, strictly checked.

`decisions.schema.json` describes the file. It is checked here as well, so that an error names the file, the place in it and
what was expected.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Any, NoReturn

from cleaner.annotation import SURROUNDINGS
from cleaner.errors import InputError
from cleaner.glossary.entry import PARTS_OF_SPEECH
from cleaner.patterns import regex

FORMAT = "cleaner-decisions"
VERSION = 1
SCHEMA = f"{FORMAT}/{VERSION}"
TAG = regex(rf"{FORMAT}/([0-9]{{1,9}})")
REPORT_ID = regex(r"[0-9a-f]{16}")
SHOWN = 40


class Answer(StrEnum):
    """A reviewer's answer to a finding."""

    ACCEPT = "accept"
    """Carry out the proposal, or keep the applied change."""
    EDIT = "edit"
    """Carry it out with the reviewer's own text."""
    WRONG = "wrong"
    """The finding is wrong: an applied change is undone. Lowers the precision of the rule."""
    LEAVE = "leave"
    """The finding is right, but the text stays as it is: an applied change is undone."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision on one finding.

    Attributes:
        id: of the annotation.
        path: of the document, as in annotations.jsonl.
        line: line number in a table; None for a file.
        rule: id of the rule.
        found: the characters in the original text.
        replacement: the proposed or applied text; None if there was none.
        before, after: context in the original, within the line, at most 32 code points.
        text_before, text_after: the same of the cleaned text.
        start: offset in the original, in code points.
        answer: of the reviewer.
        edited: the reviewer's own text, for `edit`.
        note: the reviewer's remark.
        group: whether it was decided together with equal findings.
    """

    id: str
    path: str
    line: int | None
    rule: str
    found: str
    replacement: str | None
    before: str
    after: str
    text_before: str
    text_after: str
    start: int
    answer: Answer
    edited: str | None = None
    note: str = ""
    group: bool = False

    @property
    def key(self) -> tuple[str, int, str]:
        """Unique key of the decision in a file."""
        return self.path, self.line or 0, self.id

    @property
    def text(self) -> str | None:
        """The text to insert; None if the answer needs none."""
        return self.edited if self.answer is Answer.EDIT else self.replacement if self.answer is Answer.ACCEPT else None

    def to_dict(self) -> dict[str, Any]:
        """The decision as JSON values."""
        return {name: getattr(self, name) for name in self.__slots__} | {"answer": self.answer.value}


@dataclass(frozen=True, slots=True)
class NewTerm:
    """A term that a reviewer adds to the glossary.

    Attributes:
        term: in the source language.
        rendering: in the target language.
        pos: part of speech of the rendering; empty if unknown.
        wrong: wrong renderings.
        note: for the translator.
        origin: id of the annotation that it comes from; None if none.
    """

    term: str
    rendering: str
    pos: str = ""
    wrong: tuple[str, ...] = ()
    note: str = ""
    origin: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The term as JSON values."""
        return {
            "term": self.term,
            "rendering": self.rendering,
            "pos": self.pos,
            "wrong": list(self.wrong),
            "note": self.note,
            "from": self.origin,
        }


@dataclass(frozen=True, slots=True)
class Decisions:
    """A decisions file.

    Attributes:
        report: id of the report they were made in.
        version: of the tool that made the report.
        created: when the file was written, ISO 8601.
        decisions: one per finding.
        terms: new terms.
    """

    report: str
    version: str
    created: str
    decisions: tuple[Decision, ...]
    terms: tuple[NewTerm, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The file as JSON values."""
        return {
            "schema": SCHEMA,
            "report": self.report,
            "tool": {"name": "cleaner", "version": self.version},
            "created": self.created,
            "decisions": [decision.to_dict() for decision in self.decisions],
            "terms": [term.to_dict() for term in self.terms],
        }

    def merged(self, later: "Decisions") -> "Decisions":
        """Both files as one, in the order of the findings; the later decision on a finding wins."""
        decisions = {each.key: each for each in (*self.decisions, *later.decisions)}
        terms = {(each.term, each.rendering): each for each in (*self.terms, *later.terms)}
        return Decisions(
            later.report,
            later.version,
            max(self.created, later.created),
            tuple(sorted(decisions.values(), key=lambda each: (each.path, each.line or 0, each.start, each.id))),
            tuple(each for _, each in sorted(terms.items())),
        )


def digest(text: str) -> str:
    """Digest of an original text, for a report's id."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def report_id(version: str, documents: Iterable[tuple[str, int | None, str]]) -> str:
    """The id of the report on some documents; it does not depend on decisions.

    Args:
        version: of the tool.
        documents: path, line and the digest of the original of each, in any order.

    Returns:
        Sixteen hexadecimal digits.
    """
    ordered = sorted(documents, key=lambda each: (each[0], each[1] or 0))
    return blake2b(json.dumps([version, ordered]).encode(), digest_size=8).hexdigest()


def load(name: str, data: bytes) -> Decisions:
    """Read a decisions file.

    Args:
        name: the file, for messages.
        data: its bytes.

    Raises:
        InputError: it is damaged, has an unknown version, or contradicts itself; names the place and what was expected.
    """
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8 (byte {error.start}); export the decisions again") from None
    except json.JSONDecodeError as error:
        cut = error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated")
        said = "is cut off or damaged" if cut else "is damaged"
        raise InputError(f"{name}:{error.lineno}:{error.colno} {said}: {error.msg}; export the decisions again") from None
    except RecursionError:
        raise InputError(f"{name} is not a decisions file: it is nested too deeply") from None
    return _Reader(name).file(values)


class _Reader:
    """Reads the values of a decisions file.

    Args:
        name: the file, for messages.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def file(self, values: Any) -> Decisions:
        top = self._object(values, "$")
        tag = top.get("schema")
        version = TAG.fullmatch(tag) if isinstance(tag, str) else None
        if version is None:
            self._wrong("$.schema", f'"{SCHEMA}"', tag)
        if int(version[1]) > VERSION:
            raise InputError(
                f"{self._name} has the schema {tag}, and this version of cleaner reads {SCHEMA}; it was made by a newer one: update cleaner"
            )
        if int(version[1]) < VERSION:
            self._wrong("$.schema", f'"{SCHEMA}"', tag)
        report = self._string(top, "$", "report")
        if not REPORT_ID.fullmatch(report):
            self._wrong("$.report", "sixteen hexadecimal digits", report)
        tool = self._object(top.get("tool"), "$.tool")
        decisions = self._list(top.get("decisions"), "$.decisions")
        terms = self._list(top.get("terms", []), "$.terms")
        found = Decisions(
            report,
            self._string(tool, "$.tool", "version"),
            self._string(top, "$", "created"),
            tuple(self._decision(each, f"$.decisions[{number}]") for number, each in enumerate(decisions)),
            tuple(self._term(each, f"$.terms[{number}]") for number, each in enumerate(terms)),
        )
        self._once(found.decisions)
        return found

    def _once(self, decisions: Sequence[Decision]) -> None:
        seen: dict[tuple[str, int, str], int] = {}
        for number, each in enumerate(decisions):
            first = seen.setdefault(each.key, number)
            if first != number:
                other = decisions[first]
                said = f"both say “{each.answer}”" if other.answer is each.answer else f"“{other.answer}” and “{each.answer}”"
                where = f"{each.path}:{each.line}" if each.line else each.path
                raise InputError(
                    f"{self._name}: $.decisions[{first}] and $.decisions[{number}] decide the same finding, {each.id} ({each.rule}) in "
                    f"{where}: {said}; remove one"
                )

    def _decision(self, given: Any, at: str) -> Decision:
        values = self._object(given, at)
        answer = values.get("answer")
        if answer not in set(Answer):
            self._wrong(f"{at}.answer", f"one of {', '.join(Answer)}", answer)
        edited = self._string(values, at, "edited", null=True)
        if answer == Answer.EDIT and edited is None:
            self._wrong(f"{at}.edited", "the text to put in, a string, since the answer is edit", edited)
        line = None if values.get("line") is None else self._number(values, at, "line", 1)
        start = self._number(values, at, "start", 0)
        group = values.get("group", False)
        if not isinstance(group, bool):
            self._wrong(f"{at}.group", "true or false", group)
        before, after, text_before, text_after = (
            self._string(values, at, name) for name in ("before", "after", "text_before", "text_after")
        )
        return Decision(
            self._string(values, at, "id", filled=True),
            self._string(values, at, "path", filled=True),
            line,
            self._string(values, at, "rule", filled=True),
            self._string(values, at, "found", filled=True),
            None if "replacement" in values and values["replacement"] is None else self._string(values, at, "replacement"),
            before[-SURROUNDINGS:],
            after[:SURROUNDINGS],
            text_before[-SURROUNDINGS:],
            text_after[:SURROUNDINGS],
            start,
            Answer(answer),
            edited if answer == Answer.EDIT else None,
            self._string(values, at, "note", null=True) or "",
            group,
        )

    def _term(self, given: Any, at: str) -> NewTerm:
        values = self._object(given, at)
        pos = self._string(values, at, "pos", null=True) or ""
        if pos and pos not in PARTS_OF_SPEECH:
            self._wrong(f"{at}.pos", f"one of {', '.join(PARTS_OF_SPEECH)}", pos)
        wrong = values.get("wrong")
        forms = wrong.split("|") if isinstance(wrong, str) else self._list([] if wrong is None else wrong, f"{at}.wrong")
        for number, form in enumerate(forms):
            self._text(form, f"{at}.wrong[{number}]")
        return NewTerm(
            self._line(values, at, "term"),
            self._line(values, at, "rendering"),
            pos,
            tuple(stripped for form in forms if (stripped := " ".join(form.split()))),
            " ".join((self._string(values, at, "note", null=True) or "").split()),
            self._string(values, at, "from", null=True),
        )

    def _object(self, value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._wrong(at, "an object", value)
        return value

    def _list(self, value: Any, at: str) -> list[Any]:
        if not isinstance(value, list):
            self._wrong(at, "a list", value)
        return value

    def _number(self, values: Mapping[str, Any], at: str, name: str, least: int) -> int:
        value = values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self._wrong(f"{at}.{name}", f"a whole number, from {least}", value)
        return value

    def _line(self, values: Mapping[str, Any], at: str, name: str) -> str:
        value = str(self._string(values, at, name, filled=True)).strip()
        if len(value.splitlines()) != 1:
            self._wrong(f"{at}.{name}", "one line of text", value)
        return value

    def _string(self, values: Mapping[str, Any], at: str, name: str, *, filled: bool = False, null: bool = False) -> Any:
        value = values.get(name)
        if value is None and null:
            return None
        self._text(value, f"{at}.{name}")
        if filled and not value:
            self._wrong(f"{at}.{name}", "a string that is not empty", value)
        return value

    def _text(self, value: Any, at: str) -> None:
        if not isinstance(value, str):
            self._wrong(at, "a string", value)
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise InputError(f"{self._name}: {at} holds the lone surrogate U+{ord(value[error.start]):04X}, which is not text") from None

    def _wrong(self, at: str, expected: str, value: Any) -> NoReturn:
        said = "nothing" if value is None else json.dumps(value)
        said = said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
        raise InputError(f"{self._name}: {at}: expected {expected}, not {said}")
