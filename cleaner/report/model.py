"""What the HTML report shows, as plain values: numbers of the whole folder, and each document's text with its changes in place.

A folder is gone through twice: a `Survey` counts it (equal changes, ids that occur again, facts, totals), then `view` lays out one document
at a time with the survey at hand, so that memory holds one document and not the folder.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from cleaner.annotation import Annotation, Kind
from cleaner.document import page_answer
from cleaner.failures import RuleFailure
from cleaner.languages.chinese import pinyin, variant_counts

CONTEXT = 160
"""Code points of unchanged text that are shown on each side of a change."""
SLACK = 80
"""Code points that are not worth a gap."""
SPAM_SHOWN = 12
"""Code points of a removed spam line that are shown: enough to recognise it, and nobody needs to read the rest."""
FOUND_SHOWN = 600
"""Code points of any other change that are shown at once."""
MOST_VALUE = 400
"""Code points of one value of the evidence that are shown."""
MOST_ITEMS = 12
"""Items of one list in the evidence that are shown."""
DEEPEST = 4
"""Levels of nesting of the evidence that are shown."""
MOST_LISTED = 200
"""Rows of a table of the summary; the documents themselves have the rest."""

FACTS = ("author", "site", "date")
"""Keys of the evidence of boilerplate that tell something of the document."""
LABELS = {
    "entry": "Glossary entry",
    "entries": "Glossary entries",
    "term": "Term",
    "origin": "Origin",
    "why": "Chosen as",
    "pinyin": "Pinyin",
    "doubt": "Doubt",
    "signals": "Signals",
    "what": "What it is",
    "author": "Author",
    "site": "Site",
    "date": "Date",
    "source": "Source text",
    "first": "First stands at",
    "share": "Share of all words",
    "terms": "Terms in it",
    "power_of_ten": "Power of ten",
}
"""Names of the evidence for a reader; other keys stand as they are, underscores as spaces."""
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
HIDDEN = {"candidates", "segments", "steps", "decision", "script"}
"""Keys of the evidence that have a place of their own."""
HAN = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff]")
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
    "(?:[\u3000-\u303f\uff01-\uff60\u00b7]*"
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff]+)*"
)
"""A run of Chinese, Japanese or Korean letters with the marks between them."""
TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5}")
PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Source:
    """One cleaned text, as it was read back.

    Attributes:
        path, line, language, annotations: as in `annotations.jsonl`; `line` is None for a file that is one text.
        original, text: before and after cleaning.
        page: probability that the original is a scraped page; None when it was not measured.
        failures: rules that failed on it.
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
        number: its number in the report, from 1, the most frequent first.
        sample: the first of them.
        key: the report's key of the first.
        path: the document of the first.
        count: how many.
        documents: in how many documents.
    """

    number: int
    sample: Annotation
    key: str
    path: str
    count: int = 0
    documents: int = 0
    last: int = -1

    @property
    def shown(self) -> str:
        """Its number, and how many there are in how many documents."""
        return f"{self.number} {self.count} {self.documents}"


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What boilerplate told of a document: pairs of a key of `FACTS` and its value."""

    path: str
    line: int | None
    anchor: str
    values: tuple[tuple[str, str], ...]


class Survey:
    """The first reading of a folder: everything that has to be known of it as a whole."""

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
            if len(self.clean) < MOST_LISTED:
                self.clean.append((name, source.page))
            return
        if len(self.anchors) < MOST_LISTED:
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
                equal.key = _key(annotation, source)
            equal.count += 1
            if equal.last != self.documents:
                equal.documents += 1
                equal.last = self.documents
        values = facts(source.annotations)
        if values:
            self.with_facts += 1
            if len(self.facts) < MOST_LISTED:
                self.facts.append(DocumentFacts(source.path, source.line, anchor(source), values))

    def finish(self) -> None:
        """Number the equal changes; those that stand alone are forgotten."""
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
        """The equal changes that this one belongs to, when it is not the only one."""
        return self._equal.get(_alike(annotation))

    @property
    def totals(self) -> Tally:
        """Everything together."""
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
    """An id as it may stand in a page and an address."""
    return name if PLAIN_ID.fullmatch(name) else blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _place(source: Source) -> str:
    return blake2b(f"{source.path}\0{source.line}".encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _key(annotation: Annotation, source: Source) -> str:
    return f"{plain_id(annotation.id)}-{_place(source)}"


def anchor(source: Source) -> str:
    """Where a document stands in the report: the same in a later report of the same name."""
    return f"d-{_place(source)}"


def facts(annotations: Iterable[Annotation]) -> tuple[tuple[str, str], ...]:
    """What boilerplate tells of a document, each value once."""
    told: dict[tuple[str, str], None] = {}
    for annotation in annotations:
        for name in FACTS:
            value = annotation.evidence.get(name) if annotation.kind is Kind.BOILERPLATE else None
            if isinstance(value, str) and value.strip():
                told[name, cut(value)] = None
    return tuple(sorted(told, key=lambda pair: FACTS.index(pair[0])))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a change's evidence: what it is called, and its values."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a fragment for a reader who does not read it: its characters, how they are read, what they mean."""

    text: str
    language: str | None
    reading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a change was made.

    Attributes:
        name: the same for the same reason; changes that share one need it only once on a page.
        message: the finding's.
        standing: severity, safety, what was done, and confidence.
        rows, words, candidates, steps: what it rests on.
    """

    name: str
    message: str
    standing: str
    rows: tuple[Row, ...]
    words: tuple[Word, ...]
    candidates: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A finding as it is shown.

    Attributes:
        key: its name in the report.
        annotation: the finding.
        language: BCP-47 tag of what was found; None when it is that of the document.
        equal: the equal changes, when there are others.
        reason: why.
        answer, note: what a reviewer has decided, when that was carried out already.
        limit: how many code points are shown before the rest is folded away.
    """

    key: str
    annotation: Annotation
    language: str | None
    equal: Equal | None
    reason: Reason
    answer: str | None
    note: str
    limit: int

    @property
    def rule(self) -> str:
        """Id of the rule."""
        return self.annotation.rule

    @property
    def kind(self) -> str:
        """The kind's name."""
        return self.annotation.kind.value

    @property
    def replacement(self) -> str | None:
        """What comes in its place."""
        return self.annotation.replacement

    @property
    def removes(self) -> bool:
        """Whether its characters go and nothing comes."""
        return self.annotation.replacement == ""

    @property
    def block(self) -> bool:
        """Whether part of it is folded away."""
        return len(self.annotation.found) > self.limit or len(self.annotation.replacement or "") > FOUND_SHOWN

    @property
    def turned(self) -> bool:
        """Whether it has letters that are written from right to left."""
        return bool(RIGHT_TO_LEFT.search(self.annotation.found) or RIGHT_TO_LEFT.search(self.annotation.replacement or ""))

    @property
    def element(self) -> str:
        """The element that holds what was found."""
        return "del" if self.annotation.applied else "mark"

    @property
    def at(self) -> str:
        """Where it stands in the original and in the cleaned text."""
        each = self.annotation
        return f"{each.start} {each.end} {each.text_start} {each.text_end}"

    @property
    def other_id(self) -> str | None:
        """The annotation's id where the report's key is another."""
        return None if self.annotation.id == self.key else self.annotation.id

    @property
    def classes(self) -> str:
        """What the style and the script know it by: applied, removed, flagged only; kind, safety, severity; what was decided."""
        each = self.annotation
        return (
            f"c{' a' if each.applied else ''}{' x' if self.removes else ''}{' z' if each.replacement is None else ''} k-{each.kind.value} "
            f"f-{each.safety.value} v-{each.severity.value}{f' d-{self.answer}' if self.answer else ''}"
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a document on its way to the page.

    Attributes:
        what: "text", "gap", "open", "close", "beside" (a change that crosses another), "run" or "end-run".
        text: the characters of a text.
        size: how many code points a gap leaves out, or how many changes a run holds.
        change: of the pieces that belong to one; of a text, the change it lies in.
        names: what the lines of a run are, with how many there are of each.
    """

    what: str
    text: str = ""
    size: int = 0
    change: Change | None = None
    names: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as it is shown.

    Attributes:
        anchor: its name in the page.
        path, line, language: as in `Source`.
        pieces: its text with the changes in place.
        changes: in the order in which they stand there.
        facts: what boilerplate told of it.
        removed: code points that were removed.
        page, failures: as in `Source`.
    """

    anchor: str
    path: str
    line: int | None
    language: str | None
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]
    facts: tuple[tuple[str, str], ...]
    removed: int
    page: float | None = None
    failures: tuple[RuleFailure, ...] = ()

    @property
    def spared(self) -> bool:
        """Whether no line was removed as boilerplate because the text is not a scraped page."""
        if self.page is None or page_answer(self.page) != "no":
            return False
        return not any(change.annotation.applied and change.annotation.kind is Kind.BOILERPLATE for change in self.changes)

    @property
    def rtl(self) -> bool:
        """Whether its language is written from right to left."""
        return (self.language or "").split("-")[0].lower() in RTL_LANGUAGES

    @property
    def applied(self) -> int:
        """How many of its changes are in the cleaned text."""
        return sum(change.annotation.applied for change in self.changes)


def view(source: Source, survey: Survey) -> DocumentView:
    """Lay a document out.

    Args:
        source: the document.
        survey: the finished survey of its folder.
    """
    language = _tag(source.language)
    seen: Counter[str] = Counter()
    changes = []
    for annotation in source.annotations:
        key = plain_id(annotation.id) if survey.ids[annotation.id] == 1 else _key(annotation, source)
        seen[key] += 1
        changes.append(_change(annotation, key if seen[key] == 1 else f"{key}-{seen[key]}", language, survey))
    pieces = tuple(_pieces(source.original, changes))
    in_order = tuple(piece.change for piece in pieces if piece.what in ("open", "beside") and piece.change is not None)
    tally = Tally()
    for annotation in source.annotations:
        tally.count(annotation)
    return DocumentView(
        anchor(source),
        source.path,
        source.line,
        language,
        pieces,
        in_order,
        facts(source.annotations),
        tally.removed,
        source.page,
        source.failures,
    )


def _tag(value: object) -> str | None:
    return value if isinstance(value, str) and TAG.fullmatch(value) else None


def _change(annotation: Annotation, key: str, language: str | None, survey: Survey) -> Change:
    evidence = annotation.evidence
    decision = evidence.get("decision")
    answer, note = (decision.get("answer"), decision.get("note")) if isinstance(decision, Mapping) else (None, None)
    own = _tag(evidence.get("language"))
    spam = annotation.kind is Kind.SPAM and annotation.replacement == ""
    return Change(
        key=key,
        annotation=annotation,
        language=fragment_language(annotation.found, own) if own and own != language else None,
        equal=survey.equal(annotation),
        reason=_reason(annotation),
        answer=answer if answer in ("accept", "edit", "wrong", "leave") else None,
        note=note if isinstance(note, str) else "",
        limit=SPAM_SHOWN if spam else FOUND_SHOWN,
    )


def fragment_language(text: str, language: str | None) -> str | None:
    """The tag of a fragment: Chinese gets its script, which decides the glyphs."""
    return script_of(text) if language == "zh" and HAN.search(text) else language


@lru_cache(maxsize=4096)
def script_of(run: str) -> str:
    """The tag of a run of East Asian letters: Japanese and Korean by their own letters, else Chinese by its variant."""
    if KANA.search(run):
        return "ja"
    if HANGUL.search(run):
        return "ko"
    simplified, traditional = variant_counts(run[:MOST_VALUE])
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def runs(text: str, language: str | None) -> Iterator[tuple[str, str | None]]:
    """A text cut where its script asks for another language than the one around it; None where it does not."""
    if text.isascii() or (language or "").split("-")[0] in ("zh", "ja", "ko", "yue"):
        yield text, None
        return
    at = 0
    for match in EAST_ASIAN.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], None
        yield match[0], script_of(match[0][:64])
        at = match.end()
    if at < len(text):
        yield text[at:], None


@lru_cache(maxsize=4096)
def reading(term: str) -> str:
    """The pinyin of a Chinese term; nothing for other text."""
    return pinyin(term) if HAN.search(term) and script_of(term).startswith("zh") else ""


def cut(text: str, most: int = MOST_VALUE) -> str:
    """A text that is not longer than a table of facts bears."""
    return text if len(text) <= most else f"{text[:most]}…"


def _reason(annotation: Annotation) -> Reason:
    evidence = annotation.evidence
    done = "applied" if annotation.applied else "only flagged" if annotation.replacement is None else "proposed"
    share: Any = annotation.confidence
    sure = f" · confidence {share * 100:.0f} %" if isinstance(share, int | float) and 0 <= share <= 1 else ""
    standing = f"{annotation.severity.value} · {annotation.safety.value} · {done}{sure}"
    parts = (
        tuple(_rows(evidence)),
        tuple(_words(evidence.get("segments"))),
        tuple(_candidates(evidence.get("candidates"))),
        tuple(_steps(evidence.get("steps"))),
    )
    message = cut(str(annotation.message), 4 * MOST_VALUE)
    digest = blake2b(repr((annotation.rule, message, standing, parts)).encode("utf-8", "surrogatepass"), digest_size=6)
    return Reason(f"e-{digest.hexdigest()}", message, standing, *parts)


def _rows(evidence: Mapping[str, Any]) -> Iterator[Row]:
    language = _tag(evidence.get("language"))
    for name, value in evidence.items():
        if name in HIDDEN or value is None or (name == "language" and language):
            continue
        label = LABELS.get(name) or cut(str(name).replace("_", " "), 40)
        if name == "term" and isinstance(value, str):
            if value:
                read = "" if "pinyin" in evidence else reading(cut(value, 40))
                yield Row(label, (cut(value), read) if read else (cut(value),))
            continue
        values = value if isinstance(value, list | tuple) else [value]
        shown = tuple(text for each in values[:MOST_ITEMS] if (text := plain(each)))
        more = len(values) - MOST_ITEMS
        if shown:
            yield Row(label, (*shown, f"and {more} more") if more > 0 else shown)


def plain(value: object, depth: int = 0) -> str:
    """Any JSON value as words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Mapping):
        if depth == DEEPEST:
            return "…"
        return cut(", ".join(f"{plain(name)}: {plain(each, depth + 1)}" for name, each in list(value.items())[:MOST_ITEMS]))
    if isinstance(value, list | tuple):
        return "…" if depth == DEEPEST else cut(", ".join(plain(each, depth + 1) for each in value[:MOST_ITEMS]))
    return "" if value is None else cut(str(value))


def _words(segments: object) -> Iterator[Word]:
    for part in segments[:MOST_ITEMS] if isinstance(segments, list) else ():
        if not isinstance(part, Mapping) or not isinstance(part.get("text"), str):
            continue
        text = cut(part["text"], 40)
        meaning = plain(part.get("rendering"))
        if not meaning and isinstance(part.get("candidates"), list):
            meaning = "; ".join(text for text, _ in _candidates(part["candidates"][:3]))
        yield Word(text, script_of(text) if EAST_ASIAN.search(text) else None, plain(part.get("pinyin")), meaning)


def _candidates(values: object) -> Iterator[tuple[str, str]]:
    for each in values[:MOST_ITEMS] if isinstance(values, list) else ():
        if isinstance(each, Mapping):
            if "wording" in each:
                yield plain(each["wording"]), f"for {plain(each.get('found'))}"
            else:
                text = plain(each.get("text")) or plain({name: value for name, value in each.items() if name != "origin"})
                yield text, plain(each.get("origin"))
        elif text := plain(each):
            yield text, ""


def _steps(values: object) -> Iterator[str]:
    for each in values[:MOST_ITEMS] if isinstance(values, list) else ():
        if isinstance(each, Mapping) and "rule" in each:
            yield f"{plain(each['rule'])}: {plain(each.get('message'))}"
        elif text := plain(each):
            yield text


def _pieces(original: str, changes: Sequence[Change]) -> Iterator[Piece]:
    """The text with its changes, the unchanged parts shortened and runs of removed lines held together."""
    outer, inside, crossing = _nested(changes)
    held = _held(original, outer)
    at, waiting, until = 0, 0, 0
    for number, change in enumerate(outer):
        yield from _between(original, at, change.annotation.start, follows=bool(number), goes_on=True)
        at = change.annotation.end
        if number in held:
            until = held[number]
            yield Piece("run", size=until - number, names=_names(outer[number:until]))
        yield from _one(original, change, inside)
        while waiting < len(crossing) and crossing[waiting].annotation.start < at:
            yield Piece("beside", change=crossing[waiting])
            waiting += 1
        if number + 1 == until:
            yield Piece("end-run")
    yield from _between(original, at, len(original), follows=bool(outer), goes_on=False)


def _nested(changes: Sequence[Change]) -> tuple[list[Change], dict[str, list[Change]], list[Change]]:
    """Changes that lie in no other; those inside another, by its key; and those that cross the end of another.

    What was applied stands in the text wherever that is possible; a proposal that cuts into it stands beside it.
    """
    applied = sorted((each for each in changes if each.annotation.applied), key=lambda each: each.annotation.start)
    starts = [each.annotation.start for each in applied]

    def cuts(change: Change) -> bool:
        start, end = change.annotation.start, change.annotation.end
        near = applied[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]
        ends = (near[0].annotation, near[-1].annotation) if near else ()
        return any(each.start < start < each.end < end or start < each.start < end < each.end for each in ends)

    outer: list[Change] = []
    inside: dict[str, list[Change]] = {}
    crossing: list[Change] = []
    around: list[Change] = []
    for change in sorted(changes, key=lambda each: (each.annotation.start, -each.annotation.end, each.annotation.applied)):
        while around and around[-1].annotation.end <= change.annotation.start:
            around.pop()
        if not change.annotation.applied and cuts(change):
            crossing.append(change)
            continue
        if not around:
            outer.append(change)
        elif change.annotation.end <= around[-1].annotation.end:
            inside.setdefault(around[-1].key, []).append(change)
        else:
            crossing.append(change)
            continue
        around.append(change)
    return outer, inside, crossing


def _one(original: str, change: Change, inside: Mapping[str, list[Change]]) -> Iterator[Piece]:
    """A change with what lies inside it. Not recursive: a hostile folder may nest as deep as it likes."""
    stack: list[tuple[Change, int, int]] = [(change, 0, change.annotation.start)]
    yield Piece("open", change=change)
    while stack:
        current, number, at = stack.pop()
        children = inside.get(current.key, ())
        if number < len(children):
            child = children[number]
            if child.annotation.start > at:
                yield Piece("text", original[at : child.annotation.start], change=current)
            stack.append((current, number + 1, child.annotation.end))
            stack.append((child, 0, child.annotation.start))
            yield Piece("open", change=child)
            continue
        if current.annotation.end > at:
            yield Piece("text", original[at : current.annotation.end], change=current)
        yield Piece("close", change=current)


def _between(original: str, start: int, end: int, *, follows: bool, goes_on: bool) -> Iterator[Piece]:
    """Unchanged text between two changes, its middle left out where it is long."""
    if start >= end:
        return
    left = CONTEXT if follows else 0
    right = CONTEXT if goes_on else 0
    if end - start <= left + right + SLACK:
        yield Piece("text", original[start:end])
        return
    stop = _break(original, start + left, start) if left else start
    resume = _break(original, end - right, stop) if right else end
    if stop > start:
        yield Piece("text", original[start:stop])
    yield Piece("gap", size=resume - stop)
    if end > resume:
        yield Piece("text", original[resume:end])


def _break(text: str, at: int, least: int) -> int:
    """A place at or shortly before `at` where a text may be cut: after a blank, or else not inside a cluster."""
    for place in range(at, max(least, at - 24), -1):
        if text[place - 1].isspace():
            return place
    while (
        at > least and at < len(text) and (unicodedata.combining(text[at]) or text[at] in "\u200d\ufe0e\ufe0f" or text[at - 1] == "\u200d")
    ):
        at -= 1
    return at


def _held(original: str, outer: Sequence[Change]) -> dict[int, int]:
    """Runs of removed lines: number of the first change, and one past that of the last."""
    held: dict[int, int] = {}
    first = None
    for number, (one, other) in enumerate(pairwise(outer)):
        gap = original[one.annotation.end : other.annotation.start]
        if _is_line(original, one) and _is_line(original, other) and len(gap) < SLACK and not gap.strip():
            first = number if first is None else first
            held[first] = number + 2
        else:
            first = None
    return held


def _is_line(original: str, change: Change) -> bool:
    """Whether a change takes one or several whole lines out."""
    start, end = change.annotation.start, change.annotation.end
    if not change.removes or change.answer in ("wrong", "leave"):
        return False
    at_start = start == 0 or original[start - 1] in "\r\n" or original[start] in "\r\n"
    return at_start and (end == len(original) or original[end - 1] in "\r\n" or original[end] in "\r\n")


def _names(changes: Iterable[Change]) -> tuple[tuple[str, int], ...]:
    """What the lines of a run are."""
    named = Counter(plain(each.annotation.evidence.get("what")) or each.annotation.rule for each in changes)
    return tuple(named.items())
