"""Counts of a whole cleaned folder: totals, changes that occur more than once, and facts about its documents."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

from cleaner.annotation import Annotation, Kind
from cleaner.failures import RuleFailure
from cleaner.patterns import regex
from cleaner.report.evidence import cut

MAX_LISTED = 200
"""Rows of a table of the summary; the documents themselves have the rest."""
FACTS = ("author", "site", "date")
"""Keys of boilerplate's evidence that are facts about the document."""
PLAIN_ID = regex(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Source:
    """One cleaned text.

    Attributes:
        path, line, language, annotations: as in `annotations.jsonl`; `line` is None for a file.
        original, text: before and after cleaning.
        page: probability that the original is a scraped page; None if it was not measured.
        failures: rules that failed on the text.
    """

    path: str
    line: int | None
    language: str | None
    original: str
    text: str
    annotations: tuple[Annotation, ...]
    page: float | None = None
    failures: tuple[RuleFailure, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts of one rule or kind; `removed` is in code points."""

    found: int = 0
    applied: int = 0
    proposed: int = 0
    noted: int = 0
    removed: int = 0

    def count(self, annotation: Annotation) -> None:
        """Add a finding."""
        self.found += 1
        if annotation.applied:
            self.applied += 1
            self.removed += len(annotation.found) if annotation.replacement == "" else 0
        elif annotation.replacement is None:
            self.noted += 1
        else:
            self.proposed += 1


@dataclass(slots=True)
class Equal:
    """Changes with the same rule, characters and replacement.

    Attributes:
        number: rank by frequency, from 1.
        sample: the first of them.
        key: key of the first in the report.
        path: document of the first.
        count: number of changes.
        documents: number of documents that have them.
        members: number of the document, start and id of each, for pages that hold only some of them.
    """

    number: int
    sample: Annotation
    key: str
    path: str
    count: int = 0
    documents: int = 0
    members: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """Rank, number of changes and number of documents, as the page's script reads them."""
        return f"{self.number} {self.count} {self.documents}"


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Facts that boilerplate gives about a document: pairs of a key of `FACTS` and its value."""

    path: str
    line: int | None
    anchor: str
    values: tuple[tuple[str, str], ...]


class Survey:
    """Counts of a folder, made in a first pass: the second lays out one document at a time."""

    def __init__(self) -> None:
        self.documents = 0
        self.changed = 0
        self.points_before = 0
        self.points_after = 0
        self.rules: dict[tuple[str, str], Tally] = {}
        self.kinds: dict[str, Tally] = {}
        self.severities: Counter[str] = Counter()
        self.safeties: Counter[str] = Counter()
        self.facts: list[DocumentFacts] = []
        self.with_facts = 0
        self.clean: list[tuple[str, float | None]] = []
        self.without_findings = 0
        self.anchors: list[tuple[str, str, int]] = []
        self.places: list[tuple[str, int | None]] = []
        self.ids: Counter[str] = Counter()
        self._equal: dict[bytes, Equal] = {}

    def add(self, source: Source) -> None:
        """Count a document."""
        self.documents += 1
        self.changed += source.text != source.original
        self.points_before += len(source.original)
        self.points_after += len(source.text)
        name = source.path if source.line is None else f"{source.path}:{source.line}"
        if not source.annotations:
            self.without_findings += 1
            if len(self.clean) < MAX_LISTED:
                self.clean.append((name, source.page))
            return
        self.places.append((source.path, source.line))
        if len(self.anchors) < MAX_LISTED:
            self.anchors.append((anchor(source), name, len(source.annotations)))
        for annotation in source.annotations:
            self.ids[annotation.id] += 1
            self.rules.setdefault((annotation.kind.value, annotation.rule), Tally()).count(annotation)
            self.kinds.setdefault(annotation.kind.value, Tally()).count(annotation)
            self.severities[annotation.severity.value] += 1
            self.safeties[annotation.safety.value] += 1
            equal = self._equal.get(digest := _alike(annotation))
            if equal is None:
                equal = self._equal[digest] = Equal(0, annotation, "", source.path)
                equal.key = key_of(annotation, source)
            equal.count += 1
            number = len(self.places) - 1
            if not equal.members or equal.members[-1][0] != number:
                equal.documents += 1
            equal.members.append((number, annotation.start, annotation.id))
        values = facts(source.annotations)
        if values:
            self.with_facts += 1
            if len(self.facts) < MAX_LISTED:
                self.facts.append(DocumentFacts(source.path, source.line, anchor(source), values))

    def finish(self) -> None:
        """Rank the equal changes; drop those that occur once."""
        several = {digest: equal for digest, equal in self._equal.items() if equal.count > 1}
        ranked = sorted(
            several.values(), key=lambda each: (-each.count, each.sample.rule, each.sample.found, each.sample.replacement or "")
        )
        for number, equal in enumerate(ranked, start=1):
            equal.number = number
            if self.ids[equal.sample.id] == 1:
                equal.key = plain_id(equal.sample.id)
        self._equal = several

    @property
    def equals(self) -> list[Equal]:
        """The changes that occur more than once, the most frequent first."""
        return sorted(self._equal.values(), key=lambda each: each.number)

    def equal(self, annotation: Annotation) -> Equal | None:
        """The changes that are equal to this one; None if there are no others."""
        return self._equal.get(_alike(annotation))

    def shared(self, numbers: Iterable[int]) -> str:
        """The places of all changes of some groups, as JSON for a page that holds only some of them.

        Args:
            numbers: of the groups.

        Returns:
            `texts`: path and line of each text; `groups`: by their numbers, the index in `texts`, start and id of each change.
        """
        wanted = set(numbers)
        groups = {each.number: each.members for each in self._equal.values() if each.number in wanted}
        index: dict[int, int] = {}
        for members in groups.values():
            for text, _, _ in members:
                index.setdefault(text, len(index))
        # an attribute of HTML, where the page has the ids, cannot hold U+0000
        values = {
            "texts": [self.places[text] for text in index],
            "groups": {
                number: [(index[text], start, name.replace("\0", "\ufffd")) for text, start, name in groups[number]]
                for number in sorted(groups)
            },
        }
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    @property
    def totals(self) -> Tally:
        """The sum over all kinds."""
        total = Tally()
        for tally in self.kinds.values():
            total.found += tally.found
            total.applied += tally.applied
            total.proposed += tally.proposed
            total.noted += tally.noted
            total.removed += tally.removed
        return total


def _alike(annotation: Annotation) -> bytes:
    digest = blake2b(digest_size=12)
    for part in (annotation.rule, annotation.found, annotation.replacement):
        digest.update(b"\1" if part is None else part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.digest()


def plain_id(name: str) -> str:
    """An id that is valid in HTML and in a URL."""
    return name if PLAIN_ID.fullmatch(name) else blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _place(source: Source) -> str:
    return blake2b(f"{source.path}\0{source.line}".encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def key_of(annotation: Annotation, source: Source) -> str:
    return f"{plain_id(annotation.id)}-{_place(source)}"


def anchor(source: Source) -> str:
    """HTML id of a document; the same in each report."""
    return f"d-{_place(source)}"


def facts(annotations: Iterable[Annotation]) -> tuple[tuple[str, str], ...]:
    """Facts that boilerplate gives about a document, each value once."""
    found: dict[tuple[str, str], None] = {}
    for annotation in annotations:
        for name in FACTS:
            value = annotation.evidence.get(name) if annotation.kind is Kind.BOILERPLATE else None
            if isinstance(value, str) and value.strip():
                found[name, cut(value)] = None
    return tuple(sorted(found, key=lambda pair: FACTS.index(pair[0])))
