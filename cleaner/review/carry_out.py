"""Carries a reviewer's decisions out in a cleaned folder: all of them or none.

Everything is read, checked and planned before the first byte is written. Then the texts, annotations.jsonl, summary.json and the files that
remember the decisions are replaced together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

import orjson

from cleaner.annotation import Annotation, context
from cleaner.display import printable, reason, shown
from cleaner.document import Document
from cleaner.errors import CleanerError, InputError, OptionError
from cleaner.folder import Cleaned, Failure, Row, Staged
from cleaner.folder.cleaned import columns_of, content_of, located, table_of
from cleaner.folder.inputs import ANNOTATIONS, DECISIONS, SUMMARY, SUPPRESSIONS
from cleaner.formats.files import digest, digest_of, reading
from cleaner.formats.records import Columns, TableFormat
from cleaner.formats.segments import Content, is_inside, texts
from cleaner.review.anchoring import Left, Standing
from cleaner.review.decisions import Decision, Decisions
from cleaner.review.planning import ApplyOptions, Plan, plan_decisions
from cleaner.review.terms import Terms
from cleaner.review.verdicts import Outcome, Verdict, carry_out, recorded, suppressions
from cleaner.suppressions import Suppression

INDENTED = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
Values = list[dict[str, Any]]
"""Annotations as JSON values."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the decisions.

    Attributes:
        carried: decisions that were carried out.
        already: how many had been before.
        left: decisions that were not carried out, and why.
        failed: decisions in texts that cannot be read.
        documents, changed: texts in the folder, and those that have changed.
        terms: the new terms.
        rewritten: whether annotations.jsonl has changed.
        failures: texts that failed.
    """

    carried: tuple[Decision, ...]
    already: int
    left: tuple[Left, ...]
    failed: int
    documents: int
    changed: int
    terms: Terms
    rewritten: bool
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class _Reviewed:
    """A document after its decisions.

    Attributes:
        outcome: its text and annotations.
        decided: its decisions, with the places where they were found.
        carried: those that were carried out now.
        already: how many had been before.
        left: those that were refused, and earlier ones that are taken back.
    """

    outcome: Outcome
    decided: list[Decision]
    carried: list[Decision]
    already: int
    left: list[Left]


@dataclass(slots=True)
class _Account:
    """Sums over all reviewed documents, for the files that remember the decisions.

    Attributes:
        decided: the decisions.
        quiet: suppressions.
        keys: keys of the suppressions of all findings that have decisions.
        answers: number of findings by answer.
        refused: number of decisions that are not carried out.
        reviewed: documents that have decisions.
        shift: changes of the numbers of summary.json.
        applied: changes of the applied findings, by kind and rule.
    """

    decided: list[Decision] = field(default_factory=list)
    quiet: list[Suppression] = field(default_factory=list)
    keys: set[tuple[str, ...]] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    reviewed: int = 0
    shift: Counter[str] = field(default_factory=Counter)
    applied: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, row: Row, before: Document, reviewed: _Reviewed) -> None:
        """Add a document."""
        outcome = reviewed.outcome
        after = Document(before.original, outcome.text, outcome.annotations, before.language)
        for document, sign in ((before, -1), (after, 1)):
            self.shift["changed"] += sign * (document.text != document.original)
            self.shift["bytes_out"] += sign * len(document.text.encode())
            for each in document.annotations:
                self.applied[each.kind.value, each.rule] += sign * each.applied
        verdicts = [(each, verdict) for each in outcome.annotations if (verdict := recorded(each))]
        self.decided += reviewed.decided
        self.reviewed += bool(verdicts)
        self.refused += len(outcome.refusals)
        self.answers.update(verdict.answer.value for _, verdict in verdicts)
        self.quiet += suppressions(row.path, before.original, outcome)
        self.keys |= {(row.path, each.rule, each.found, *context(before.original, each.start, each.end)) for each, _ in verdicts}


def apply_decisions(folder: Path, decisions: Path, options: ApplyOptions | None = None) -> Applied:
    """Carry decisions out in a cleaned folder, as `cleaner apply` does.

    Args:
        folder: what `cleaner clean -o` wrote.
        decisions: the decisions file.
        options: how to carry them out.

    Raises:
        InputError: the decisions are damaged, or were made for another folder.
        OptionError: a file cannot be read or written; nothing was changed.
        GlossaryError: the glossary file is malformed.
    """
    return apply_plan(plan_decisions(folder, decisions, options or ApplyOptions()))


def apply_plan(plan: Plan) -> Applied:
    """Carry planned decisions out; with `dry_run`, only find out what would be done.

    Raises:
        OptionError: a file cannot be written; nothing was changed.
    """
    folder, dry_run = plan.folder, plan.options.dry_run
    cleaned = Cleaned([folder], plan.options.text_column)
    account = _Account()
    rows: dict[int, dict[str, Any]] = {}
    tables: dict[str, dict[int, Document]] = {}
    digests: dict[str, str] = {}
    carried: list[Decision] = []
    left = list(plan.left)
    already, failed, changed, failures = plan.already, plan.failed, 0, list(plan.failures)

    def concerned(row: Row) -> bool:
        return bool(plan.found.get((row.path, row.line))) or any("decision" in each.evidence for each in row.annotations)

    with Staged(folder) as staged:
        for row, original, text in cleaned.originals(concerned):
            decisions = plan.found.get((row.path, row.line), {})
            try:
                holds = content_of(folder / row.path, row)
                reviewed = _reviewed(row, original, decisions, plan.given.created, holds)
                data = _data(row, original, reviewed.outcome, holds)
            except (CleanerError, OSError) as error:
                failures.append(Failure.of(folder / row.path, error, row.line))
                failed += len(decisions)
                continue
            account.add(row, Document(original, text, row.annotations, row.language), reviewed)
            carried += reviewed.carried
            already += reviewed.already
            left += reviewed.left
            outcome = reviewed.outcome
            after = [each.to_dict() for each in outcome.annotations]
            if after == [each.to_dict() for each in row.annotations]:
                continue
            rows[row.number] = {"annotations": after}
            changed += outcome.text != text
            if row.line is not None:
                tables.setdefault(row.path, {})[row.line] = Document(original, outcome.text, outcome.annotations, row.language)
                continue
            if row.digest is not None:
                rows[row.number]["digest"] = digest_of(data)
            if not dry_run and outcome.text != text:
                _stage(staged, folder / row.path, [data])
        if not dry_run:
            for path, lines in tables.items():
                digests[path] = _stage_table(staged, folder / path, lines, columns_of(folder, plan.options.text_column))
            try:
                _remember(staged, plan, account, rows, digests)
                plan.terms.write()
                staged.commit()
            except OSError as error:
                raise OptionError(f"{printable(shown(folder))} cannot be written to: {reason(error)}; nothing was changed") from None
    return Applied(tuple(carried), already, tuple(left), failed, cleaned.documents, changed, plan.terms, bool(rows), tuple(failures))


def _data(row: Row, original: str, outcome: Outcome, holds: Content | None) -> bytes:
    """The bytes of a file with the text of an outcome.

    Raises:
        InputError: the file cannot hold that text.
    """
    if holds is None or row.free is None:
        return outcome.text.encode()
    data = holds.put(texts(original, outcome.annotations, row.free))
    again = holds.read(data)
    if again.text != outcome.text or len(again.free) != len(holds.free):
        raise InputError("cannot hold the text that the decisions make, such as a line break inside a cue; decide otherwise")
    return data


def _reviewed(row: Row, original: str, decisions: Mapping[str, Decision], created: str, holds: Content | None) -> _Reviewed:
    """A document with its decisions carried out.

    Args:
        row: the document.
        original: its original text.
        decisions: by the ids of their findings.
        created: when they were made.
        holds: the file, where only parts of it are text.

    Raises:
        CleanerError: an annotation remembers something else than a decision.
    """
    before = {each.id: recorded(each) for each in row.annotations}
    verdicts = {key: Verdict.of(decision, created) for key, decision in decisions.items()}
    new = {key: verdict for key, verdict in verdicts.items() if not verdict.same(before[key])}
    beyond = [] if holds is None else [each.id for each in row.annotations if each.id in new and not _is_within(row, each, new[each.id])]
    new = {key: verdict for key, verdict in new.items() if key not in beyond}
    outcome = carry_out(original, row.annotations, new)
    was_refused = {each.id for each in row.annotations if "refused" in (each.evidence.get("decision") or ())}
    done = sum(key not in new and key not in outcome.refusals and key not in beyond for key in decisions)
    why = "it reaches over the end of a cue or a paragraph, which stays where it is"
    found = _Reviewed(outcome, [], [], done, [Left(decisions[key], Standing.REFUSED, why) for key in beyond])
    decisions = {key: decision for key, decision in decisions.items() if key not in beyond}
    for each in outcome.annotations:
        refusal = outcome.refusals.get(each.id)
        decision = decisions.get(each.id)
        earlier = before[each.id]
        if decision is not None:
            decision = _here(decision, row, original, each)
            found.decided.append(decision)
            if refusal is not None:
                found.left.append(Left(decision, refusal.standing, refusal.reason))
            elif each.id in new:
                found.carried.append(decision)
        elif refusal is not None and earlier is not None and each.id not in was_refused:
            why = f"{refusal.reason}; it was carried out before, and is taken back"
            found.left.append(Left(_earlier(row, each, earlier), refusal.standing, why))
    return found


def _is_within(row: Row, at: Annotation, verdict: Verdict) -> bool:
    """Whether a verdict changes nothing outside the parts of a file that are text."""
    return verdict.text is None or verdict.text == at.found or is_inside(row.free or (), at.start, at.end)


def _here(decision: Decision, row: Row, original: str, at: Annotation) -> Decision:
    """A decision with the place where it was found."""
    before, after = context(original, at.start, at.end)
    return replace(decision, id=at.id, path=row.path, line=row.line, start=at.start, before=before, after=after)


def _earlier(row: Row, at: Annotation, verdict: Verdict) -> Decision:
    """A decision that an annotation remembers."""
    around = ("", "", "", "")
    return Decision(at.id, row.path, row.line, at.rule, at.found, verdict.text, *around, at.start, verdict.answer, verdict.text)


def _stage(staged: Staged, target: Path, pieces: Iterable[bytes]) -> None:
    target = located(target)
    try:
        with staged.writing(target) as file:
            file.writelines(pieces)
    except OSError as error:
        raise OptionError(f"{printable(shown(target))} cannot be written: {reason(error)}; nothing was changed") from None


def _stage_table(staged: Staged, target: Path, documents: Mapping[int, Document], columns: Columns) -> str:
    """Stage a table with other documents in some of its lines; the digest of its bytes."""
    target = located(target)
    table = table_of(target)
    try:
        with reading(target) as file, staged.writing(target) as new:
            writer = table.writer(new, columns)
            for record in table.read(file, columns, "utf-8"):
                writer.put(record, documents.get(record.line) if record.counted else None)
            writer.close()
        _check_held(staged.new(target), table, documents, columns, target)
        return digest(staged.new(target))
    except OSError as error:
        raise OptionError(f"{printable(shown(target))} cannot be written: {reason(error)}; nothing was changed") from None


def _check_held(new: Path, table: TableFormat, documents: Mapping[int, Document], columns: Columns, target: Path) -> None:
    """Check that a new table has the texts that it was given, each in its line.

    Raises:
        OptionError: one cannot be written in this table, such as a tab where cells have no quotes.
    """
    with reading(new) as file:
        held = {record.line: record.text for record in table.read(file, columns, "utf-8") if record.line in documents and record.counted}
    for line, document in documents.items():
        if held.get(line) != document.text:
            raise OptionError(
                f"{printable(shown(target))}:{line}: the table cannot hold the text that the decisions make, such as a tab or a line break where "
                "cells have no quotes; decide otherwise. Nothing was changed"
            )


def _remember(staged: Staged, plan: Plan, account: _Account, rows: Mapping[int, Mapping[str, Any]], digests: Mapping[str, str]) -> None:
    """Stage the files that remember the decisions, annotations.jsonl last."""
    folder, kept = plan.folder, plan.kept
    here = Decisions(plan.report, kept.version, plan.given.created, tuple(account.decided), plan.given.terms)
    merged = (kept.decisions or replace(here, decisions=(), terms=())).merged(here)
    _rewrite(staged, folder / DECISIONS, orjson.dumps(merged.to_dict(), option=INDENTED))
    quiet = {each.key: each for each in kept.quiet if each.key not in account.keys}
    for each in account.quiet:
        quiet.setdefault(each.key, each)
    if quiet or kept.quiet:
        ordered = sorted(quiet.values(), key=lambda each: each.key)
        lines = b"".join(orjson.dumps(each.to_dict(), option=orjson.OPT_APPEND_NEWLINE) for each in ordered)
        _rewrite(staged, folder / SUPPRESSIONS, lines)
    _rewrite(staged, folder / SUMMARY, orjson.dumps(_summary(kept.summary, account, digests), option=INDENTED))
    if rows:
        with reading(folder / ANNOTATIONS) as file:
            _stage(staged, folder / ANNOTATIONS, _annotations(file, rows))


def _rewrite(staged: Staged, path: Path, data: bytes) -> None:
    """Stage a file unless it has this content already."""
    if not path.exists() or path.read_bytes() != data:
        _stage(staged, path, [data])


def _annotations(file: IO[bytes], rows: Mapping[int, Mapping[str, Any]]) -> Iterator[bytes]:
    for number, raw in enumerate(file, start=1):
        if number in rows:
            yield orjson.dumps(orjson.loads(raw) | rows[number], option=orjson.OPT_APPEND_NEWLINE)
        else:
            yield raw


def _summary(summary: Mapping[str, Any], account: _Account, digests: Mapping[str, str]) -> dict[str, Any]:
    """summary.json with the decisions counted, and with the counts of the texts as they are now."""
    values = dict(summary)
    for name, shift in account.shift.items():
        if isinstance(values.get(name), int):
            values[name] += shift
    with suppress(KeyError, TypeError):
        for (kind, rule), shift in account.applied.items():
            for table, key in (("kinds", kind), ("rules", rule)):
                if shift:
                    row = values[table][key]
                    values[table] = {**values[table], key: row | {"applied": row["applied"] + shift}}
    if isinstance(values.get("tables"), dict):
        values["tables"] = values["tables"] | digests
    values["decisions"] = {
        "decided": account.answers.total(),
        **{answer: account.answers[answer] for answer in ("accept", "edit", "wrong", "leave")},
        "not_carried_out": account.refused,
        "documents": account.reviewed,
    }
    return values
