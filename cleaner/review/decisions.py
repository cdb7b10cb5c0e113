"""A reviewer's decisions: the file they travel in, read with care, and how each finds its finding again.

`decisions.schema.json` describes the file. What it says is checked here once more, so that an error names the file, the place in it and
what was expected.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Any, NoReturn

from cleaner.annotation import SURROUNDINGS, Annotation
from cleaner.errors import InputError
from cleaner.glossary.entry import PARTS_OF_SPEECH
from cleaner.suppressions import NEAR, Place, place

FORMAT = "cleaner-decisions"
VERSION = 1
SCHEMA = f"{FORMAT}/{VERSION}"
TAG = re.compile(rf"{FORMAT}/([0-9]{{1,9}})")
REPORT_ID = re.compile(r"[0-9a-f]{16}")
SHOWN = 40


class Answer(StrEnum):
    """What a reviewer says of a finding."""

    ACCEPT = "accept"
    """Carry the proposal out, keep what was applied."""
    EDIT = "edit"
    """Carry it out with the reviewer's own text."""
    WRONG = "wrong"
    """It is no fault: what was applied is taken back. Lowers the precision of the rule."""
    LEAVE = "leave"
    """It is a fault, and the text stays as it is: what was applied is taken back."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one finding.

    Attributes:
        id: of the annotation.
        path: of the document, as in annotations.jsonl.
        line: of a table, the number of its line.
        rule: id of the rule.
        found: the characters in the original text.
        replacement: what was proposed or applied; None when nothing was.
        before, after: what stands around it in the original, within its line, at most 32 code points.
        text_before, text_after: the same of the cleaned text.
        start: where it stands in the original, code points.
        answer: what the reviewer says.
        edited: the reviewer's own text, for `edit`.
        note: the reviewer's remark.
        group: whether it was decided together with its equals.
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
        """What tells it from the other decisions of a file; files sort by it."""
        return self.path, self.line or 0, self.id

    @property
    def text(self) -> str | None:
        """What is to stand in the text; None when the answer asks for nothing to be put there."""
        return self.edited if self.answer is Answer.EDIT else self.replacement if self.answer is Answer.ACCEPT else None

    def to_dict(self) -> dict[str, Any]:
        """The decision as JSON values."""
        return {name: getattr(self, name) for name in self.__slots__} | {"answer": self.answer.value}


@dataclass(frozen=True, slots=True)
class NewTerm:
    """A term that the reviewer wants in the glossary.

    Attributes:
        term: in the source language.
        rendering: in the target language.
        pos: part of speech of the rendering; empty when it was not said.
        wrong: wrong renderings.
        note: for the translator.
        origin: id of the annotation it was taken from; None for none.
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
        decisions: one a finding.
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
        """These and later ones in the order of their findings; where both decide one, the later decides."""
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
    """What stands for an original text in a report's id."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def report_id(version: str, documents: Iterable[tuple[str, int | None, str]]) -> str:
    """The id of the report on some documents, whatever was decided of them.

    Args:
        version: of the tool.
        documents: path, line and the digest of the original of each, in any order.

    Returns:
        Sixteen hexadecimal digits.
    """
    ordered = sorted(documents, key=lambda each: (each[0], each[1] or 0))
    return blake2b(json.dumps([version, ordered]).encode(), digest_size=8).hexdigest()


def load(name: str, data: bytes) -> Decisions:
    """A decisions file.

    Args:
        name: the file, for messages.
        data: its bytes.

    Raises:
        InputError: it is damaged, of a version that is not known, or contradicts itself; names the place and what was expected.
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
        raise InputError(f"{name} is no decisions file: it is nested too deeply") from None
    return _Reader(name).file(values)


class _Reader:
    """Takes a decisions file apart.

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
            raise InputError(f"{self._name}: {at} holds the lone surrogate U+{ord(value[error.start]):04X}, which is no text") from None

    def _wrong(self, at: str, expected: str, value: Any) -> NoReturn:
        said = "nothing" if value is None else json.dumps(value)
        said = said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
        raise InputError(f"{self._name}: {at}: expected {expected}, not {said}")


class Standing(StrEnum):
    """Why a decision is not carried out."""

    STALE = "stale"
    """Nothing fits it any more."""
    AMBIGUOUS = "ambiguous"
    """Several findings fit it, or several decisions one finding."""
    REFUSED = "refused"
    """It contradicts another decision."""


@dataclass(frozen=True, slots=True)
class Left:
    """A decision that is not carried out, and why."""

    decision: Decision
    standing: Standing
    reason: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where decisions belong in a document.

    Attributes:
        found: the decision of each annotation that has one, by the annotation's id.
        left: those that belong nowhere, or nobody can tell where.
    """

    found: Mapping[str, Decision]
    left: tuple[Left, ...]


def anchor(decisions: Iterable[Decision], original: str, annotations: Sequence[Annotation]) -> Anchored:
    """Find the findings that decisions were made of.

    First by the place, where the line is as it was; then by the id; then by the rule, the characters and 32 code points around them, then 8,
    each only where a single finding fits. What was found in an earlier way is not up for the later ones.

    Args:
        decisions: those of this document.
        original: its original text.
        annotations: its findings.
    """
    found: dict[str, Decision] = {}
    left: list[Left] = []
    open_ = list(decisions)
    for fitting in _ways(original, annotations):
        claims: list[tuple[Decision, list[str]]] = [(each, fitting(each)) for each in open_]
        asked = Counter(ids[0] for _, ids in claims if len(ids) == 1)
        taken = set(found)
        open_ = []
        for each, ids in claims:
            if not ids:
                open_.append(each)
            elif len(ids) > 1:
                left.append(Left(each, Standing.AMBIGUOUS, f"{len(ids)} findings fit it"))
            elif asked[ids[0]] > 1:
                left.append(Left(each, Standing.AMBIGUOUS, f"{asked[ids[0]]} decisions fit the same finding"))
            elif ids[0] in taken:
                left.append(Left(each, Standing.STALE, "the only finding like it has a decision of its own"))
            else:
                found[ids[0]] = each
    left += [Left(each, Standing.STALE, _missing(each, original)) for each in open_]
    return Anchored(found, tuple(left))


def elsewhere(decisions: Iterable[Decision], original: str, annotations: Sequence[Annotation]) -> Iterator[tuple[Decision, str]]:
    """Findings that fit decisions made of another line of the same table, in which lines may have moved: the decision and the finding's id.

    Args:
        decisions: those that fit nothing in their own line.
        original, annotations: of this line.
    """
    exact = _exact(original, annotations)
    for each in decisions:
        for key in exact(each):
            yield each, key


def _ways(original: str, annotations: Sequence[Annotation]) -> "Iterator[_Way]":
    places = {each.id: place(original, each.start, each.end) for each in annotations}
    yield _Way(
        annotations,
        lambda each: (each.start, each.rule, places[each.id]),
        lambda each: (each.start, each.rule, _place(each)),
        by_id=True,
    )
    yield _Way(annotations, lambda each: (each.id, each.rule, each.found), lambda each: (each.id, each.rule, each.found))
    yield _exact(original, annotations)
    yield _Way(annotations, lambda each: (each.rule, _near(places[each.id])), lambda each: (each.rule, _near(_place(each))))


def _exact(original: str, annotations: Sequence[Annotation]) -> "_Way":
    return _Way(annotations, lambda each: (each.rule, place(original, each.start, each.end)), lambda each: (each.rule, _place(each)))


def _place(decision: Decision) -> Place:
    return decision.found, decision.before, decision.after


class _Way:
    """One way to find findings: those whose key is that of the decision.

    Args:
        annotations: the findings.
        theirs, ours: the key of a finding and of a decision.
        by_id: whether the id decides between several.
    """

    def __init__(self, annotations: Iterable[Annotation], theirs: Any, ours: Any, *, by_id: bool = False) -> None:
        self._ours = ours
        self._by_id = by_id
        self._ids: dict[Any, list[str]] = {}
        for each in annotations:
            self._ids.setdefault(theirs(each), []).append(each.id)

    def __call__(self, decision: Decision) -> list[str]:
        ids = self._ids.get(self._ours(decision), [])
        return [decision.id] if self._by_id and decision.id in ids else ids


def _near(where: Place) -> Place:
    found, before, after = where
    return found, before[-NEAR:], after[:NEAR]


def _missing(decision: Decision, original: str) -> str:
    if decision.found not in original:
        return "its characters are not in the text any more"
    return "its characters stand in the text, and nothing is found there by this rule with what stood around them"
