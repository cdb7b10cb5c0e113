"""Plans what decisions do to a cleaned folder: which decision belongs to which finding. Nothing is written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from cleaner import __version__
from cleaner.display import printable, reason, shown
from cleaner.errors import InputError, OptionError
from cleaner.folder import Cleaned, Failure
from cleaner.folder.inputs import ANNOTATIONS, DECISIONS, SUMMARY, SUPPRESSIONS
from cleaner.review.anchoring import Left, Standing, anchor, elsewhere
from cleaner.review.decisions import Decision, Decisions, digest, load, report_id
from cleaner.review.terms import Terms, gather
from cleaner.review.verdicts import QUIET
from cleaner.suppressions import Suppression, read, within_lines

Key = tuple[str, int | None]
"""Path and line of a document."""


@dataclass(frozen=True, slots=True)
class ApplyOptions:
    """How decisions are carried out.

    Attributes:
        text_column: field of a table that holds the text; None takes the one that the folder was cleaned with.
        dry_run: whether only to plan, and write nothing.
        glossary_file: where new terms are added, as proposed; None is `terms.txt` in the folder.
        target: language of new renderings; None is the language that the folder was cleaned for, or English.
        source: language of new terms; None is the language that the folder was cleaned from, or Chinese.
    """

    text_column: str | None = None
    dry_run: bool = False
    glossary_file: Path | None = None
    target: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What earlier decisions left in the folder.

    Attributes:
        decisions: decisions.json; None if it does not exist.
        quiet: suppressions.jsonl.
        summary: summary.json.
    """

    decisions: Decisions | None
    quiet: tuple[Suppression, ...]
    summary: Mapping[str, Any]

    @property
    def version(self) -> str:
        """Version of cleaner that wrote the folder."""
        version = self.summary.get("version")
        return version if isinstance(version, str) else __version__


@dataclass(frozen=True, slots=True)
class Plan:
    """Which decision belongs to which finding.

    Attributes:
        folder: the cleaned folder.
        options: how to carry the decisions out.
        given: the decisions.
        kept: what earlier decisions left.
        found: decisions by the ids of their findings, by document.
        left: decisions that fit no finding, or several.
        already: decisions already in effect: their finding no longer occurs.
        failed: decisions in texts that cannot be read.
        report: id of the report on the folder; that of the decisions if a text cannot be read.
        complete: whether all texts could be read.
        terms: the new terms.
        failures: texts that could not be read.
        target, source: languages of the new terms.
    """

    folder: Path
    options: ApplyOptions
    given: Decisions
    kept: Kept
    found: Mapping[Key, Mapping[str, Decision]]
    left: tuple[Left, ...]
    already: int
    failed: int
    report: str
    complete: bool
    terms: Terms
    failures: tuple[Failure, ...]
    target: str
    source: str

    @property
    def outdated(self) -> bool:
        """Whether texts, or the version of cleaner, have changed since the decisions were made."""
        return self.report != self.given.report


@dataclass(frozen=True, slots=True)
class _Matched:
    """Decisions and findings of the readable documents.

    Attributes:
        found, left, failed: as in `Plan`.
        documents: path, line and digest of each.
        complete: whether all texts could be read.
    """

    found: dict[Key, dict[str, Decision]]
    left: list[Left]
    failed: int
    documents: list[tuple[str, int | None, str]]
    complete: bool


def plan_decisions(folder: Path, decisions: Path, options: ApplyOptions) -> Plan:
    """Find the finding of each decision, and make the entries of the new terms.

    Args:
        folder: what `cleaner clean -o` wrote.
        decisions: the decisions file.
        options: how to carry them out.

    Raises:
        InputError: the decisions are damaged, or were made for another folder.
        OptionError: a file cannot be read.
        GlossaryError: the glossary file is malformed.
    """
    if not (folder / ANNOTATIONS).is_file():
        raise OptionError(f"{printable(shown(folder))} has no {ANNOTATIONS}; name a folder that `cleaner clean -o` wrote")
    name = printable(shown(decisions))
    given = load(name, _bytes(decisions))
    kept = _kept(folder)
    cleaned = Cleaned([folder], options.text_column)
    matched = _match(cleaned, given.decisions)
    left, already = _without_done(matched.left, kept.quiet)
    report = report_id(kept.version, matched.documents) if matched.complete else given.report
    if report != given.report and given.decisions and not any(matched.found.values()) and not already:
        raise InputError(
            f"{name} has the decisions of report {given.report}, and this folder's is {report}: none of its {len(given.decisions):,} "
            "decisions fits a finding here; name the folder that was reviewed. Nothing was changed"
        )
    if given.terms and options.glossary_file is None and any(each[:2] == ("terms.txt", None) for each in matched.documents):
        raise OptionError("terms.txt is one of the cleaned texts; name a glossary file for the new terms with --glossary-file")
    target = options.target or kept.summary.get("target") or "en"
    source = options.source or kept.summary.get("source") or "zh"
    path = options.glossary_file or folder / "terms.txt"
    terms = gather(path, given.terms, (source, target), f"reviewer, report {given.report}")
    return Plan(
        folder,
        options,
        given,
        kept,
        matched.found,
        tuple(left),
        already,
        matched.failed,
        report,
        matched.complete,
        terms,
        tuple(cleaned.failures),
        target,
        source,
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OptionError(
            f"{printable(shown(path))} cannot be read: {reason(error)}; name a decisions file that the report exported"
        ) from None


def _kept(folder: Path) -> Kept:
    """What earlier decisions left.

    Raises:
        InputError: it is damaged.
        OptionError: it cannot be read.
    """
    paths = [folder / name for name in (DECISIONS, SUPPRESSIONS, SUMMARY)]
    decisions, quiet, summary = (_bytes(path) if path.exists() else None for path in paths)
    try:
        values = dict(orjson.loads(summary)) if summary is not None else {}
    except (ValueError, TypeError) as error:
        raise InputError(f"{printable(shown(paths[2]))} is damaged: {error}; remove it, or clean again") from None
    return Kept(
        None if decisions is None else load(printable(shown(paths[0])), decisions),
        () if quiet is None else tuple(read(printable(shown(paths[1])), quiet)),
        values,
    )


def _match(cleaned: Cleaned, decisions: Iterable[Decision]) -> _Matched:
    """Find the finding of each decision: first in its own document, then in the other lines of its table."""
    wanted: dict[Key, list[Decision]] = {}
    for each in decisions:
        wanted.setdefault((each.path, each.line), []).append(each)
    found: dict[Key, dict[str, Decision]] = {}
    documents: list[tuple[str, int | None, str]] = []
    left: list[Left] = []
    failed, complete = 0, True
    for row in cleaned.rows():
        mine = wanted.pop((row.path, row.line), [])
        failures = len(cleaned.failures)
        text = cleaned.text(row)
        original = None if text is None else cleaned.original(row, text)
        if original is None:
            complete = False
            failed += len(mine)
            if not mine:
                # a text without decisions is not needed
                del cleaned.failures[failures:]
            continue
        documents.append((row.path, row.line, digest(original)))
        if mine:
            anchored = anchor(mine, original, row.annotations)
            found[row.path, row.line] = dict(anchored.found)
            left += anchored.left
    left += [Left(each, Standing.STALE, "there is no such document in the folder") for mine in wanted.values() for each in mine]
    return _Matched(found, list(_moved(cleaned, found, left)), failed, documents, complete)


def _moved(cleaned: Cleaned, found: dict[Key, dict[str, Decision]], left: Sequence[Left]) -> Iterator[Left]:
    """Look for decisions that fit nothing in their line of a table in the other lines; yields those that are not found there either.

    Args:
        cleaned: the folder.
        found: decisions by document and finding; those that are found here are added.
        left: decisions that fit nothing in their own document.
    """
    wanted: dict[str, list[Left]] = {}
    for each in left:
        if each.standing is Standing.STALE and each.decision.line is not None:
            wanted.setdefault(each.decision.path, []).append(each)
        else:
            yield each
    if not wanted:
        return
    places: dict[tuple[str, int, str], list[tuple[Key, str]]] = {}
    # the folder is read a second time: its failures are known already
    again = Cleaned(cleaned.folders, cleaned.column)
    for row, original, _ in again.originals(lambda row: row.line is not None and row.path in wanted):
        taken = found.get((row.path, row.line), {})
        for decision, key in elsewhere((each.decision for each in wanted[row.path]), original, row.annotations):
            if key not in taken:
                places.setdefault(decision.key, []).append(((row.path, row.line), key))
    claims = Counter(each[0] for each in places.values() if len(each) == 1)
    for each in (left for several in wanted.values() for left in several):
        fitting = places.get(each.decision.key, [])
        if not fitting:
            yield each
        elif len(fitting) > 1 or claims[fitting[0]] > 1:
            yield Left(each.decision, Standing.AMBIGUOUS, "it fits findings in several lines, or a finding that another decision fits")
        else:
            ((document, key),) = fitting
            found.setdefault(document, {})[key] = each.decision


def _without_done(left: Iterable[Left], quiet: Iterable[Suppression]) -> tuple[list[Left], int]:
    """The decisions that are not in effect yet, and the number of those that are: their finding is suppressed."""
    known = {(each.rule, within_lines((each.found, each.before, each.after))) for each in quiet}
    rest = []
    done = 0
    for each in left:
        decision = each.decision
        where = decision.rule, within_lines((decision.found, decision.before, decision.after))
        if each.standing is Standing.STALE and decision.answer in QUIET and where in known:
            done += 1
        else:
            rest.append(each)
    return rest, done
