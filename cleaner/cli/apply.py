"""`cleaner apply`: carry a reviewer's decisions out in a cleaned folder.

Everything is read, checked and planned before the first byte is written; then the texts, the account of them and the files that remember
the decisions are put in place together.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console

from cleaner import __version__
from cleaner.annotation import Annotation, context
from cleaner.cli.terms import Terms, gather
from cleaner.display import printable, reason, shown, visible
from cleaner.document import Document
from cleaner.errors import CleanerError, InputError, OptionError
from cleaner.folder.cleaned import ANNOTATIONS, Cleaned, Row, located
from cleaner.folder.inputs import DECISIONS, SUPPRESSIONS
from cleaner.folder.staged import Staged
from cleaner.formats import jsonl
from cleaner.formats.files import reading
from cleaner.review.decisions import Decision, Decisions, Left, Standing, anchor, digest, elsewhere, load, report_id
from cleaner.review.verdicts import QUIET, Outcome, Verdict, carry_out, recorded, suppressions
from cleaner.suppressions import Suppression, read, within_lines

SHOWN = 40
"""Code points of a finding or a replacement that are shown."""
MOST = 50
"""Decisions of a kind that are listed."""

Key = tuple[str, int | None]
"""Path and line of a document."""


def apply(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    folder: Path = options.folder
    options.folders, options.format, options.workers, options.left_out = [folder], "text", 1, False
    if not (folder / ANNOTATIONS).is_file():
        raise OptionError(f"{printable(shown(folder))} has no {ANNOTATIONS}; name a folder that `cleaner clean -o` wrote")
    given = load(printable(shown(options.decisions)), _bytes(options.decisions))
    kept = _kept(folder)
    plan = _planned(Cleaned([folder], options.text_column), given, kept, printable(shown(options.decisions)), console)
    options.target = options.target or kept.summary.get("target") or "en"
    options.source = options.source or kept.summary.get("source") or "zh"
    if given.terms and options.glossary_file is None and ("terms.txt", None) in plan.documents:
        raise OptionError("terms.txt is one of the cleaned texts; name a glossary file for the new terms with --glossary-file")
    terms = gather(options, given.terms, f"reviewer, report {given.report}")
    with Staged(folder) as staged:
        done = _carried_out(folder, options.text_column, plan, None if options.dry_run else staged)
        terms.preview(options, console)
        if not options.dry_run:
            try:
                _keep(staged, folder, done, plan, given, kept)
                terms.write()
                staged.commit()
            except OSError as error:
                raise OptionError(f"{printable(shown(folder))} cannot be written to: {reason(error)}; nothing was changed") from None
    _say(console, options, done, terms, plan)
    failed = plan.cleaned.report()
    return 3 if failed or done.left or terms.refused or options.left_out else 0


@dataclass(slots=True)
class _Plan:
    """Which decision belongs to which finding.

    Attributes:
        cleaned: the folder, with what of it could not be read.
        found: by document, the decisions by the findings' ids.
        left: what belongs nowhere.
        already: how many are as they should be though their findings are gone: nothing finds them any more.
        failed: how many stand in texts that cannot be read.
        documents: the documents of the folder that can be read.
        report: id of the report on the folder; that of the decisions when a text cannot be read.
        created: when the decisions were written.
    """

    cleaned: Cleaned
    report: str
    created: str
    found: dict[Key, dict[str, Decision]] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    already: int = 0
    failed: int = 0
    documents: set[Key] = field(default_factory=set)


@dataclass(slots=True)
class _Done:
    """What came of the plan.

    Attributes:
        carried: the decisions that were carried out.
        already: how many had been.
        left: those that were not, and why.
        documents, changed: how many there are, and how many have another text than before.
        decided: the decisions, as they stand in the folder now.
        rows: new lines of annotations.jsonl, by their numbers.
        quiet: suppressions of all documents that have decisions.
        decided_keys: the suppressions' keys of all findings that have decisions.
        answers: how often each answer stands in the folder now.
        refused: how many of them are not carried out.
        reviewed: documents that have decisions.
        shift: what changed of the numbers of summary.json.
        applied: what changed of the applied findings, by kind and rule.
    """

    carried: list[Decision] = field(default_factory=list)
    already: int = 0
    left: list[Left] = field(default_factory=list)
    documents: int = 0
    changed: int = 0
    decided: list[Decision] = field(default_factory=list)
    rows: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    quiet: list[Suppression] = field(default_factory=list)
    decided_keys: set[tuple[str, ...]] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    reviewed: int = 0
    shift: Counter[str] = field(default_factory=Counter)
    applied: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What earlier decisions left in the folder.

    Attributes:
        decisions: decisions.json; None when there is none.
        quiet: suppressions.jsonl.
        summary: summary.json.
    """

    decisions: Decisions | None
    quiet: tuple[Suppression, ...]
    summary: dict[str, Any]

    @property
    def version(self) -> str:
        """Of the cleaner that wrote the folder."""
        version = self.summary.get("version")
        return version if isinstance(version, str) else __version__


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OptionError(
            f"{printable(shown(path))} cannot be read: {reason(error)}; name a decisions file that the report exported"
        ) from None


def _kept(folder: Path) -> _Kept:
    """What earlier decisions left.

    Raises:
        InputError: it is damaged.
        OptionError: it cannot be read.
    """
    paths = [folder / name for name in (DECISIONS, SUPPRESSIONS, "summary.json")]
    decisions, quiet, summary = (_bytes(path) if path.exists() else None for path in paths)
    try:
        values = dict(orjson.loads(summary)) if summary is not None else {}
    except (ValueError, TypeError) as error:
        raise InputError(f"{printable(shown(paths[2]))} is damaged: {error}; remove it, or clean again") from None
    return _Kept(
        None if decisions is None else load(printable(shown(paths[0])), decisions),
        () if quiet is None else tuple(read(printable(shown(paths[1])), quiet)),
        values,
    )


def _planned(cleaned: Cleaned, given: Decisions, kept: _Kept, name: str, console: Console) -> _Plan:
    """Find the finding of each decision.

    Raises:
        InputError: the decisions were made in another report, and none fits.
    """
    plan = _Plan(cleaned, given.report, given.created)
    mine: dict[Key, list[Decision]] = {}
    for each in given.decisions:
        mine.setdefault((each.path, each.line), []).append(each)
    documents: list[tuple[str, int | None, str]] = []
    loose: list[Left] = []
    complete = True
    for row in cleaned.rows():
        decisions = mine.pop((row.path, row.line), [])
        failures = len(cleaned.failures)
        original = _original(cleaned, row)
        if original is None:
            complete = False
            plan.failed += len(decisions)
            if not decisions:
                # nobody asked for this text
                del cleaned.failures[failures:]
            continue
        documents.append((row.path, row.line, digest(original)))
        plan.documents.add((row.path, row.line))
        if decisions:
            anchored = anchor(decisions, original, row.annotations)
            plan.found[row.path, row.line] = dict(anchored.found)
            loose += anchored.left
    loose += [Left(each, Standing.STALE, "there is no such document in the folder") for decisions in mine.values() for each in decisions]
    loose = list(_moved(cleaned, plan, loose))
    known = {(each.rule, within_lines((each.found, each.before, each.after))) for each in kept.quiet}
    for left in loose:
        each = left.decision
        where = each.rule, within_lines((each.found, each.before, each.after))
        if left.standing is Standing.STALE and each.answer in QUIET and where in known:
            plan.already += 1
        else:
            plan.left.append(left)
    report = report_id(kept.version, documents)
    if complete and report != given.report:
        if given.decisions and not any(plan.found.values()) and not plan.already:
            raise InputError(
                f"{name} has the decisions of report {given.report}, and this folder's is {report}: none of its {len(given.decisions):,} "
                "decisions fits a finding here; name the folder that was reviewed. Nothing was changed"
            )
        console.print(
            f"the decisions were made in report {given.report}, and this folder's is {report}: texts, or the version of cleaner, have "
            "changed since; each decision is looked for again"
        )
    if complete:
        plan.report = report
    return plan


def _original(cleaned: Cleaned, row: Row) -> str | None:
    text = cleaned.text(row)
    return None if text is None else cleaned.original(row, text)


def _moved(cleaned: Cleaned, plan: _Plan, loose: list[Left]) -> Iterator[Left]:
    """Look for what is gone from its line of a table in the other lines; what is not found there either."""
    wanted: dict[str, list[Left]] = {}
    for each in loose:
        if each.standing is Standing.STALE and each.decision.line is not None:
            wanted.setdefault(each.decision.path, []).append(each)
        else:
            yield each
    if not wanted:
        return
    found: dict[tuple[str, int, str], list[tuple[Key, str]]] = {}
    failures = len(cleaned.failures)
    documents = cleaned.documents
    for row in cleaned.rows():
        original = _original(cleaned, row) if row.line is not None and row.path in wanted else None
        if original is not None:
            taken = plan.found.get((row.path, row.line), {})
            for decision, key in elsewhere((each.decision for each in wanted[row.path]), original, row.annotations):
                if key not in taken:
                    found.setdefault(decision.key, []).append(((row.path, row.line), key))
    del cleaned.failures[failures:]
    cleaned.documents = documents
    claims = Counter(places[0] for places in found.values() if len(places) == 1)
    for each in (left for several in wanted.values() for left in several):
        places = found.get(each.decision.key, [])
        if not places:
            yield each
        elif len(places) > 1 or claims[places[0]] > 1:
            yield Left(each.decision, Standing.AMBIGUOUS, "it fits findings in several lines, or a finding that another decision fits")
        else:
            ((document, key),) = places
            plan.found.setdefault(document, {})[key] = each.decision


def _carried_out(folder: Path, column: str, plan: _Plan, staged: Staged | None) -> _Done:
    """Make the new texts and annotations, and stage the texts.

    Args:
        folder: the cleaned folder.
        column: field of a table's lines that holds the text.
        plan: what is decided.
        staged: takes the texts; None only looks.

    Raises:
        OptionError: a text cannot be written.
    """
    cleaned = Cleaned([folder], column)
    done = _Done(already=plan.already, left=list(plan.left))
    tables: dict[str, dict[int, tuple[str, list[dict[str, Any]]]]] = {}
    for row in cleaned.rows():
        done.documents += 1
        decisions = plan.found.get((row.path, row.line), {})
        if not decisions and not any("decision" in each.evidence for each in row.annotations):
            continue
        text = cleaned.text(row)
        original = None if text is None else cleaned.original(row, text)
        if text is None or original is None:
            continue
        try:
            outcome = _decided(row, original, decisions, plan.created, done)
        except CleanerError as error:
            plan.cleaned.fail(row, error)
            plan.failed += len(decisions)
            continue
        after = [each.to_dict() for each in outcome.annotations]
        _count(row, Document(original, text, row.annotations, row.language), outcome, done)
        if after == [each.to_dict() for each in row.annotations]:
            continue
        done.rows[row.number] = after
        done.changed += outcome.text != text
        if row.line is not None:
            tables.setdefault(row.path, {})[row.line] = outcome.text, after
        elif staged is not None and outcome.text != text:
            _stage(staged, folder / row.path, [outcome.text.encode()])
    for path, put in tables.items() if staged is not None else ():
        with reading(located(folder / path)) as file:
            _stage(staged, folder / path, _table(file, put, column))
    return done


def _decided(row: Row, original: str, decisions: Mapping[str, Decision], created: str, done: _Done) -> Outcome:
    """A document with its decisions carried out; what became of each is counted."""
    before = {each.id: recorded(each) for each in row.annotations}
    verdicts = {key: Verdict.of(decision, created) for key, decision in decisions.items()}
    new = {key: verdict for key, verdict in verdicts.items() if not verdict.same(before[key])}
    outcome = carry_out(original, row.annotations, new)
    was_refused = {each.id for each in row.annotations if "refused" in (each.evidence.get("decision") or ())}
    for each in outcome.annotations:
        refusal = outcome.refusals.get(each.id)
        decision = decisions.get(each.id)
        if decision is not None:
            decision = _here(decision, row, original, each)
            done.decided.append(decision)
        earlier = before[each.id]
        if refusal is None:
            if decision is not None and each.id in new:
                done.carried.append(decision)
            done.already += decision is not None and each.id not in new
        elif decision is not None:
            done.left.append(Left(decision, refusal.standing, refusal.reason))
        elif earlier is not None and each.id not in was_refused:
            taken_back = _earlier(row, each, earlier)
            done.left.append(Left(taken_back, refusal.standing, f"{refusal.reason}; it was carried out before, and is taken back"))
    return outcome


def _here(decision: Decision, row: Row, original: str, at: Annotation) -> Decision:
    """A decision with the place that it was found at."""
    before, after = context(original, at.start, at.end)
    return replace(decision, id=at.id, path=row.path, line=row.line, start=at.start, before=before, after=after)


def _earlier(row: Row, at: Annotation, verdict: Verdict) -> Decision:
    """A decision that an annotation remembers."""
    around = ("", "", "", "")
    return Decision(at.id, row.path, row.line, at.rule, at.found, verdict.text, *around, at.start, verdict.answer, verdict.text)


def _count(row: Row, before: Document, outcome: Outcome, done: _Done) -> None:
    """Take in what a document is now."""
    after = Document(before.original, outcome.text, outcome.annotations, before.language)
    for document, sign in ((before, -1), (after, 1)):
        done.shift["changed"] += sign * (document.text != document.original)
        done.shift["bytes_out"] += sign * len(document.text.encode())
        for each in document.annotations:
            done.applied[each.kind.value, each.rule] += sign * each.applied
    verdicts = [(each, verdict) for each in outcome.annotations if (verdict := recorded(each))]
    done.reviewed += bool(verdicts)
    done.refused += len(outcome.refusals)
    done.answers.update(verdict.answer.value for _, verdict in verdicts)
    done.quiet += suppressions(row.path, before.original, outcome)
    done.decided_keys |= {(row.path, each.rule, each.found, *context(before.original, each.start, each.end)) for each, _ in verdicts}


def _stage(staged: Staged | None, target: Path, pieces: Iterable[bytes]) -> None:
    if staged is None:
        return
    target = located(target)
    try:
        with staged.writing(target) as file:
            for piece in pieces:
                file.write(piece)
    except OSError as error:
        raise OptionError(f"{printable(shown(target))} cannot be written: {reason(error)}; nothing was changed") from None


def _table(file: Any, put: Mapping[int, tuple[str, list[dict[str, Any]]]], column: str) -> Iterator[bytes]:
    for number, raw in enumerate(file, start=1):
        yield jsonl.decided_line(raw, number, column, *put[number]) if number in put else raw


def _keep(staged: Staged, folder: Path, done: _Done, plan: _Plan, given: Decisions, kept: _Kept) -> None:
    """Stage the files that remember the decisions, annotations.jsonl last."""
    here = Decisions(plan.report, kept.version, given.created, tuple(done.decided), given.terms)
    merged = (kept.decisions or replace(here, decisions=(), terms=())).merged(here)
    _rewrite(staged, folder / DECISIONS, orjson.dumps(merged.to_dict(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    quiet = {each.key: each for each in kept.quiet if each.key not in done.decided_keys}
    for each in done.quiet:
        quiet.setdefault(each.key, each)
    if quiet or kept.quiet:
        ordered = sorted(quiet.values(), key=lambda each: each.key)
        _rewrite(
            staged, folder / SUPPRESSIONS, b"".join(orjson.dumps(each.to_dict(), option=orjson.OPT_APPEND_NEWLINE) for each in ordered)
        )
    _rewrite(
        staged, folder / "summary.json", orjson.dumps(_summary(kept.summary, done), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    )
    if done.rows:
        with reading(folder / ANNOTATIONS) as file:
            _stage(staged, folder / ANNOTATIONS, _account(file, done.rows))


def _rewrite(staged: Staged, path: Path, data: bytes) -> None:
    """Stage a file unless it holds this already."""
    if not path.exists() or path.read_bytes() != data:
        _stage(staged, path, [data])


def _account(file: Any, rows: Mapping[int, list[dict[str, Any]]]) -> Iterator[bytes]:
    for number, raw in enumerate(file, start=1):
        if number in rows:
            yield orjson.dumps(orjson.loads(raw) | {"annotations": rows[number]}, option=orjson.OPT_APPEND_NEWLINE)
        else:
            yield raw


def _summary(summary: Mapping[str, Any], done: _Done) -> dict[str, Any]:
    """summary.json with what was decided, and with counts that say what the texts are now."""
    values = dict(summary)
    for name, shift in done.shift.items():
        if isinstance(values.get(name), int):
            values[name] += shift
    with suppress(KeyError, TypeError):
        for (kind, rule), shift in done.applied.items():
            for table, key in (("kinds", kind), ("rules", rule)):
                if shift:
                    row = values[table][key]
                    values[table] = {**values[table], key: row | {"applied": row["applied"] + shift}}
    values["decisions"] = {
        "decided": done.answers.total(),
        **{answer: done.answers[answer] for answer in ("accept", "edit", "wrong", "leave")},
        "not_carried_out": done.refused,
        "documents": done.reviewed,
    }
    return values


def _say(console: Console, options: argparse.Namespace, done: _Done, terms: Terms, plan: _Plan) -> None:
    """What was done, and what was not and why."""
    if options.dry_run:
        for each in done.carried:
            sys.stdout.write(f"{_told(each)}\n")
    for standing in (Standing.REFUSED, Standing.AMBIGUOUS, Standing.STALE):
        of_it = [left for left in done.left if left.standing is standing]
        for left in of_it[:MOST]:
            console.print(f"{standing}: {_told(left.decision)}: {visible(left.reason)}")
        if len(of_it) > MOST:
            console.print(f"… and {len(of_it) - MOST:,} more {standing}")
    for said in terms.refused:
        console.print(f"not added: {said}")
    if options.quiet:
        return
    counts = Counter(left.standing for left in done.left)
    parts = [f"{len(done.carried):,} carried out", f"{done.already:,} already so"]
    parts += [f"{counts[standing]:,} {standing}" for standing in (Standing.REFUSED, Standing.STALE, Standing.AMBIGUOUS)]
    parts += [f"{plan.failed:,} in documents that failed"] if plan.failed else []
    texts = "1 document" if done.documents == 1 else f"{done.documents:,} documents"
    would = "would be " if options.dry_run else ""
    console.print(f"decisions: {would}{', '.join(parts)}; {done.changed:,} of {texts} {would}changed")
    if terms.added or terms.known:
        console.print(f"terms: {len(terms.added):,} {would}added to {printable(shown(terms.path))}, {terms.known:,} already there")
    if done.rows and not options.dry_run:
        console.print(f"`cleaner report {printable(shown(options.folder))}` shows the folder as it is now")


def _told(decision: Decision) -> str:
    """A decision on one line."""
    where = printable(decision.path) + (f":{decision.line}" if decision.line else "")
    text = "" if decision.text is None else f" → “{_short(decision.text)}”"
    return f"{where}: {decision.rule}: {decision.answer} “{_short(decision.found)}”{text}"


def _short(text: str) -> str:
    return visible(text if len(text) <= SHOWN else f"{text[: SHOWN // 2]} … {text[-SHOWN // 2 :]}")
