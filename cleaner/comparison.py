"""Findings that need several documents: the same amount with different powers of ten.

Why: two articles about one press conference state "21.7 million yuan" and "217.07 billion yuan"; a
single text cannot show the error.
How: values are grouped by what they count (their currency, or the noun after them), their leading
digits and the words around them. Values of a group conflict if they differ by a power of ten from
10^3 to 10^8 and share enough words.
Left alone: other differences, and rounding; other things counted; sentences with different years;
round values ("3 million", "3 billion") with few shared words. The wrong document is named only if a
conversion in brackets or another document confirms one of the values.
Source: reviewers' reports on the articles in `seeds/`.
"""

import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from cleaner.annotation import Kind
from cleaner.document import Document, Edit, Finding, OffsetMap
from cleaner.errors import RuleFailureWarning
from cleaner.failures import NOT_OF_A_TEXT, RuleFailure, is_strict
from cleaner.numbers import english
from cleaner.numbers.currency import conversion_error
from cleaner.numbers.quantity import MONEY, Quantity, plain, power_of_ten, step
from cleaner.patterns import regex

RULE_ID = "number-conflict"
Made = TypeVar("Made")
MIN_POWER, MAX_POWER = 3, 8
"""Powers of ten of an error of scale, such as 万 for a thousand or 亿 for a million."""
MIN_VALUE = 1000
"""Smaller values are not compared: they occur with too many meanings."""
REACH = 12
"""Words on each side that show what a value is about: one clause."""
MIN_SHARED = {1: 4, 2: 3, 3: 2}
"""Words that two values must share, by the number of equal leading digits: one digit is equal by
chance."""
MAX_PER_GROUP = 50
"""Values of a group that a value is compared with, so that time stays linear."""
WORD = regex(r"[A-Za-z]{3,32}")
COUNTED = regex(
    r"(?:[\s-]+(?!(?:of|in|on|at|by|to|as|is|an|a|or|and|from|with|for|that|who|which|were|was|are|have|has|had|into|since|during|last|this|over|the)\b)"
    r"(?P<noun>[A-Za-z]{2,32})){1,4}",
    re.IGNORECASE,
)
"""The words after a value, up to the first mark or function word."""
SENTENCE_END = regex(r"[.!?][\"'”’)]?\s+(?=[A-Z\"'“‘(])|\n")
YEAR = regex(r"(?<![0-9.,$])(?:19|20)[0-9]{2}(?![0-9]|,[0-9]|\.[0-9])")
COMMON = frozenset(
    "the and for with from that this these those were was has have had are been being its their his her they them which who whom whose what when "
    "where while than more over under about around nearly almost some such also both into onto upon out off per each every all any not but nor yet "
    "year years month months day days time last first said says told according total number amount people million billion trillion thousand yuan "
    "dollars renminbi percent china chinese country national new other after before during since until between among against including will would "
    "can could may might must shall should one two three official officials authorities police ministry public security report reported".split()
)
"""Words around any number, or in any text of this kind."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A finding about two documents.

    Attributes:
        rule: id of the rule.
        kind: family of the rule.
        documents: indices of the documents, in their order.
        spans: start and end for each of them, half-open code points in its `original`.
        found: the original's characters of each span.
        message: one sentence for a reviewer.
        evidence: the reasons for the finding; JSON values only.
    """

    rule: str
    kind: Kind
    documents: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    found: tuple[str, ...]
    message: str
    evidence: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """The conflict as JSON values, keys in the order of the attributes."""
        lists = {"documents": list(self.documents), "spans": [list(span) for span in self.spans], "found": list(self.found)}
        return {name: getattr(self, name) for name in self.__slots__} | lists | {"kind": self.kind.value, "evidence": dict(self.evidence)}


@dataclass(frozen=True, slots=True)
class _Statement:
    """A value in a document with its context."""

    document: int
    quantity: Quantity
    what: str
    words: frozenset[str]
    years: frozenset[str]
    converted: bool
    """A conversion in brackets agrees with it."""


_Groups = dict[tuple[str, str, str], list[_Statement]]
"""Statements by what is counted, leading digits and a word."""
_Stated = Mapping[tuple[str, Fraction], list[_Statement]]


OnFailure = Callable[[int, RuleFailure], None]
"""Called with the index of a document and its failure."""


def compare(documents: Iterable[Document], *, on_failure: OnFailure | None = None) -> list[Conflict]:
    """Findings that need several documents, ordered by document and place.

    Args:
        documents: cleaned documents; those in a language other than English are ignored.
        on_failure: called for a document with an error, while the others are still compared. None
            gives a `RuleFailureWarning`; the environment variable `CLEANER_STRICT` raises the
            error.

    Returns:
        `number-conflict` findings: the same thing with values that differ by a power of ten.
    """
    held = list(documents)
    guard = _Guard(on_failure or _warn)
    english_ones = [index for index, document in enumerate(held) if _english(document)]
    statements = [each for index in english_ones for each in guard(index, _statements, index, held[index].text) or ()]
    stated: dict[tuple[str, Fraction], list[_Statement]] = defaultdict(list)
    for each in statements:
        stated[each.what, each.quantity.value].append(each)
    conflicts = [guard(pair[0].document, _conflict, held, pair, stated) for pair in _pairs(statements, guard)]
    return sorted((each for each in conflicts if each is not None), key=lambda each: (each.documents, each.spans))


class _Guard:
    """Calls functions that may fail on a document; reports the first failure of each document."""

    def __init__(self, on_failure: OnFailure) -> None:
        self._on_failure = on_failure
        self._reported: set[int] = set()

    def __call__(self, document: int, call: Callable[..., Made], *arguments: Any) -> Made | None:
        try:
            return call(*arguments)
        except NOT_OF_A_TEXT:
            raise
        except Exception as error:
            if is_strict():
                raise
            if document not in self._reported:
                self._reported.add(document)
                self._on_failure(document, RuleFailure.of(RULE_ID, error))
            return None


def _warn(document: int, failure: RuleFailure) -> None:
    warnings.warn(f"document {document}: {failure}", RuleFailureWarning, stacklevel=4)


def _english(document: Document) -> bool:
    return document.language is None or document.language.split("-")[0] == "en"


def _statements(index: int, text: str) -> list[_Statement]:
    """The values of a text that may be compared."""
    found = []
    quantities = english.quantities(text)
    for at, quantity in enumerate(quantities):
        if quantity.kind != "number" or quantity.value < MIN_VALUE or _is_conversion(text, quantities, at):
            continue
        start, end = _sentence(text, quantity)
        before = WORD.findall(text[start : quantity.start])[-REACH:]
        after = WORD.findall(text[quantity.end : end])[:REACH]
        what = quantity.unit if quantity.unit in MONEY else _counted(text[quantity.end : end])
        if what is None:
            continue
        words = frozenset(_stem(word) for word in (*before, *after) if word.lower() not in COMMON)
        found.append(_Statement(index, quantity, what, words, frozenset(YEAR.findall(text[start:end])), _confirmed(text, quantities, at)))
    return found


def _sentence(text: str, quantity: Quantity) -> tuple[int, int]:
    """The sentence around a value, at most about `REACH` words on each side."""
    left = max(0, quantity.start - 16 * REACH)
    start = left
    for match in SENTENCE_END.finditer(text, left, quantity.start):
        start = match.end()
    right = min(len(text), quantity.end + 16 * REACH)
    end = SENTENCE_END.search(text, quantity.end, right)
    return start, end.start() if end else right


def _counted(after: str) -> str | None:
    """The counted noun: the last of up to four words before a mark or a function word."""
    words = COUNTED.match(after)
    return _stem(words["noun"]) if words else None


def _stem(word: str) -> str:
    """A word without its inflection."""
    lower = word.lower()
    for ending in ("ing", "ies", "es", "ed", "s"):
        if lower.endswith(ending) and len(lower) - len(ending) >= 4:
            return lower[: -len(ending)]
    return lower


def _is_conversion(text: str, quantities: Sequence[Quantity], at: int) -> bool:
    """Whether a value in brackets is the conversion of the one before it."""
    before, here = quantities[at - 1] if at else None, quantities[at]
    return (
        before is not None
        and before.unit in MONEY
        and here.unit in MONEY
        and before.unit != here.unit
        and "(" in text[before.end : here.start][:24]
    )


def _confirmed(text: str, quantities: Sequence[Quantity], at: int) -> bool:
    """Whether a conversion in brackets agrees with a value."""
    return (
        at + 1 < len(quantities) and _is_conversion(text, quantities, at + 1) and conversion_error(quantities[at], quantities[at + 1]) == 0
    )


def _pairs(statements: Sequence[_Statement], guard: _Guard) -> list[tuple[_Statement, _Statement]]:
    """Conflicting statements of two documents; in one document the first about each thing."""
    groups: _Groups = defaultdict(list)
    found: dict[tuple[int, int, int, Fraction], tuple[_Statement, _Statement]] = {}
    for each in statements:
        for other in guard(each.document, _rivals, each, groups) or ():
            found.setdefault((other.document, other.quantity.start, each.document, each.quantity.value), (other, each))
    return list(found.values())


def _rivals(each: _Statement, groups: _Groups) -> list[_Statement]:
    """The earlier statements that conflict with one; adds it to the groups."""
    near: dict[tuple[int, int], _Statement] = {}
    for lead in _leads(each.quantity.value):
        for word in sorted(each.words):
            group = groups[each.what, lead, word]
            for other in group[:MAX_PER_GROUP]:
                if (other.document, other.quantity.start) not in near and _conflicts(other, each):
                    near[other.document, other.quantity.start] = other
            group.append(each)
    return list(near.values())


def _leads(value: Fraction) -> set[str]:
    """The first two digits of a value, cut and rounded."""
    digits = f"{int(value)}000"[:3]
    return {digits[:2], str((int(digits) + 5) // 10)[:2]}


def _conflicts(one: _Statement, other: _Statement) -> bool:
    if one.document == other.document or (one.years and other.years and one.years.isdisjoint(other.years)):
        return False
    power = abs(_power(one, other))
    digits = min(_digits(one.quantity.value), _digits(other.quantity.value), 3)
    return MIN_POWER <= power <= MAX_POWER and len(one.words & other.words) >= MIN_SHARED[digits]


def _power(one: _Statement, other: _Statement) -> int:
    """The power of ten by which the second value is larger; rounding allowed."""
    power = power_of_ten(other.quantity.value, one.quantity.value)
    if power:
        return power
    ratio = other.quantity.value / one.quantity.value
    for power in range(MIN_POWER, MAX_POWER + 1):
        if ratio in {Fraction(10) ** power, 1 / Fraction(10) ** power}:
            return power if ratio > 1 else -power
    return 0


def _digits(value: Fraction) -> int:
    last = step(value)
    return len(str(int(value / last))) if last else 3


def _conflict(documents: Sequence[Document], pair: tuple[_Statement, _Statement], stated: _Stated) -> Conflict:
    power = _power(*pair)
    spans = tuple(_original(documents[each.document], each.quantity) for each in pair)
    found = tuple(documents[each.document].original[start:end] for each, (start, end) in zip(pair, spans, strict=True))
    units = [each.quantity.unit if each.quantity.unit in MONEY else each.what for each in pair]
    wrong, reason = _likelier_wrong(pair, stated)
    message = f"{found[0]} in one document, {found[1]} in the other for the same thing: 10^{abs(power)} times apart"
    if wrong is not None:
        message += f"; {found[0 if wrong == pair[0].document else 1]} is likelier wrong, {reason}"
    return Conflict(
        rule=RULE_ID,
        kind=Kind.NUMBER,
        documents=tuple(each.document for each in pair),
        spans=spans,
        found=found,
        message=message,
        evidence={
            "values": [plain(each.quantity.value) for each in pair],
            "counted": units[0],
            "power_of_ten": power,
            "shared_words": sorted(pair[0].words & pair[1].words),
            "likelier_wrong": wrong,
            "reason": reason,
        },
    )


def _likelier_wrong(pair: tuple[_Statement, _Statement], stated: _Stated) -> tuple[int | None, str | None]:
    """The document that is more likely wrong, and why; None if unknown."""
    for one, other in (pair, pair[::-1]):
        if other.converted and not one.converted:
            return one.document, "because the other is confirmed by its own conversion in brackets"
    backing = [_backing(each, stated) for each in pair]
    for one, backed, unbacked in ((pair[0], backing[1], backing[0]), (pair[1], backing[0], backing[1])):
        if backed and not unbacked:
            return (
                one.document,
                f"because {backed} more document{'s' if backed > 1 else ''} state{'' if backed > 1 else 's'} the other value",
            )
    return None, None


def _backing(statement: _Statement, stated: _Stated) -> int:
    """The number of other documents with the same value for the same thing."""
    return len(
        {
            each.document
            for each in stated[statement.what, statement.quantity.value][:MAX_PER_GROUP]
            if each.document != statement.document and len(each.words & statement.words) >= MIN_SHARED[3]
        }
    )


def _original(document: Document, quantity: Quantity) -> tuple[int, int]:
    """The span of the original for a quantity of the cleaned text."""
    edits = [
        Edit(each.start, each.end, each.replacement or "", Finding(each.rule, each.kind, each.start, each.end, each.message))
        for each in document.applied
    ]
    return OffsetMap(edits).back(quantity.start, quantity.end)
