"""Repairs, rules, passes: how a block of texts becomes documents.

A text is cleaned in passes. A pass either repairs characters or applies what the rules are sure of; cleaning ends with a pass that
changes nothing, and what that pass found without applying it becomes the notes. So cleaning a cleaned text again applies nothing, by
construction. If a text has not converged after `MAX_PASSES` passes (say, two glossary entries undo each other), its cleaning restarts
and the rules that kept changing it are demoted to suggestions.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from typing import TypeVar

from cleaner.document import UNKNOWN_PAGE, Document, Edit, Finding, Given, OffsetMap, Undecoded, carry_out, compose, document, rebuilt
from cleaner.errors import OptionError
from cleaner.failures import NO_RULE, NOT_OF_A_TEXT, RuleFailure
from cleaner.folding import folded, joined
from cleaner.line_ends import LineEnds, in_line_feeds, in_own_ends
from cleaner.markup.formats import TextFormat
from cleaner.registry import REPAIR_IDS, REPAIRS, RULE_OF, RULES
from cleaner.repair import line_ending, mojibake, undecodable_byte
from cleaner.repair.mojibake.suspects import suspect_lines
from cleaner.repair.view import RepairView
from cleaner.rule import Rule
from cleaner.rules import boilerplate_line, wrong_language
from cleaner.rules.boilerplate_line import page
from cleaner.rules.view import Settings, View
from cleaner.scan import Scan
from cleaner.settling import settle
from cleaner.spans import Spans
from cleaner.suppressions import Place, Suppressions, place

MAX_PASSES = 12
"""Passes before a text counts as one that does not converge; real texts need two or three."""
MAX_GROWTH = 4
"""How many times its first length a text may reach before it counts as one that does not converge."""
ALLOWANCE = 256
"""Code points that any text may grow by, so that a short text may get a long replacement."""
PAGE_DIGITS = 3
"""Decimal places of `Document.page`: the score is not more precise than that."""
FORMATS = tuple(each.value for each in TextFormat)
"""Names of the formats that a text may be written in."""

Made = TypeVar("Made")
UNKNOWN_LANGUAGE: tuple[str | None, float] = (None, 1.0)
"""A language that was not identified, and its confidence: there is nothing to be unsure of."""


@dataclass(slots=True)
class State:
    """A text between passes; its line ends are line feeds."""

    original: str
    text: str
    text_format: TextFormat | None = None
    """Its format, when the caller knows it."""
    ends: LineEnds | None = None
    """The line ends of the original text, when it has carriage returns."""
    undecoded: tuple[Undecoded, ...] = ()
    """Bytes of the text's file that could not be decoded, by their places in the original."""
    edits: list[Edit] = field(default_factory=list)
    demoted: frozenset[str] = frozenset()
    """Rules that only propose, because the text did not converge with them."""
    unsettled: frozenset[str] = frozenset()
    """Rules that changed the text in its last pass."""
    page: float | None = None
    """Probability that the original text is a scraped page; None until the rules have read it."""
    failures: dict[str, RuleFailure] = field(default_factory=dict)
    """Rules that raised an error on this text, by their ids; they are left out from then on."""

    @property
    def known_page(self) -> float:
        """`page`, or the value that stands for "not measured"."""
        return UNKNOWN_PAGE if self.page is None else self.page


class Pipeline:
    """The repairs and rules of a cleaner, in their order.

    Args:
        rules: ids of the rules and repairs to run.
        suppressions: findings that are left out.
        strict: whether an error that a rule raises on a text is raised instead of kept in `Document.failures`.
        convert_line_ends: whether carriage returns become line feeds.
    """

    def __init__(self, rules: Iterable[str], suppressions: Suppressions, *, strict: bool, convert_line_ends: bool) -> None:
        chosen = frozenset(rules)
        self._chosen = chosen
        self._suppressions = suppressions
        self._strict = strict
        self._convert_line_ends = convert_line_ends and line_ending.RULE.id in chosen
        self._repairs = tuple((marks, rule) for marks, rule in REPAIRS if rule.id in chosen)
        self._repair_marks = 0
        for marks, _ in self._repairs:
            self._repair_marks |= int(marks)
        self.rules = tuple(rule for rule in RULES if rule.id in chosen)
        self._changing = tuple(rule for rule in self.rules if not rule.report_only)
        self._reporting = tuple(rule for rule in self.rules if rule.report_only)

    def documents(self, texts: Sequence[Given], settings: Settings) -> list[Document]:
        """Clean a block of texts.

        Args:
            texts: the texts, scanned together; the result does not depend on which they are.
            settings: what the rules are told.

        Returns:
            Their documents, in order. Where something other than a rule fails, that text is returned as it came in.

        Raises:
            CleanerError: the run cannot go on, for instance because a model is missing.
        """
        try:
            return self._cleaned(texts, settings)
        except NOT_OF_A_TEXT:
            raise
        except Exception as error:
            if self._strict:
                raise
            if len(texts) == 1:
                return [Document(texts[0].text, texts[0].text, (), None, failures=(RuleFailure.of(NO_RULE, error),))]
        return [self.documents((each,), settings)[0] for each in texts]

    def _cleaned(self, texts: Sequence[Given], settings: Settings) -> list[Document]:
        states = [begin(given) for given in texts]
        documents: list[Document | None] = [None] * len(texts)
        active = list(range(len(texts)))
        while active:
            active = self._passes(states, documents, active, settings)
            for index in active:
                # restart with the rules that kept changing the text demoted: at worst all of them are
                state = states[index]
                demoted = state.demoted | state.unsettled
                states[index] = replace(state, text=state.original, edits=[], demoted=demoted, unsettled=frozenset())
        return [each for each in documents if each is not None]

    def _passes(self, states: list[State], documents: list[Document | None], active: list[int], settings: Settings) -> list[int]:
        """Clean some texts pass by pass; return the numbers of those that do not converge."""
        runaway: list[int] = []
        for _ in range(MAX_PASSES):
            if not active:
                break
            unsettled = []
            for index, (edits, notes, (language, sure)) in zip(
                active, self._pass([states[each] for each in active], settings), strict=True
            ):
                state = states[index]
                if not edits and not notes and not state.edits:
                    made = Document(state.original, state.text, (), language, state.known_page, tuple(state.failures.values()))
                    documents[index] = self._finished(made, state, sure)
                    continue
                if not edits:
                    made = document(state.original, state.edits, state.text, notes, language, state.known_page, state.failures.values())
                    documents[index] = self._finished(made, state, sure)
                    continue
                state.unsettled = frozenset(edit.cause.rule for edit in edits)
                after = carry_out(state.text, edits)
                if len(after) > MAX_GROWTH * len(state.original) + ALLOWANCE:
                    runaway.append(index)
                    continue
                state.edits = compose(state.original, state.edits, state.text, edits)
                state.text = after
                unsettled.append(index)
            active = unsettled
        return [*runaway, *active]

    def _finished(self, made: Document, state: State, sure: float) -> Document:
        """The document in the text's own line ends, with the findings about the whole text and how sure its language is."""
        ends = state.ends
        late: list[Finding] = []
        if ends is not None:
            convert = self._convert_line_ends
            made = in_line_feeds(made, ends, line_ending.CONVERSION) if convert else in_own_ends(made, ends)
            if line_ending.RULE.id in self._chosen and not convert and ends.mixed:
                late += line_ending.mixture(ends, made.applied)
        if state.undecoded and undecodable_byte.RULE.id in self._chosen:
            view = RepairView(made.original, undecoded=state.undecoded)
            late += undecodable_byte.find(view)
            marks = Spans((each.start, each.end) for each in state.undecoded if each.encoding is None)
            made = replace(made, annotations=tuple(each for each in made.annotations if not undecodable_byte.is_covered(each, marks.touch)))
        late = [each for each in late if not self._is_quiet(each, made.original)] if self._suppressions else late
        made = rebuilt(made, made.original, made.annotations, [(each, False) for each in late]) if late else made
        return made if sure == 1 else replace(made, language_confidence=sure)

    def _is_quiet(self, finding: Finding, original: str) -> bool:
        """Whether a suppression matches a finding about the original text."""
        where = place(original, finding.start, finding.end)
        return self._suppressions.knows(finding.rule, where[0]) and self._suppressions.quiet([(finding.rule, [where])])[0]

    def _pass(self, states: Sequence[State], settings: Settings) -> Iterator[tuple[list[Edit], list[Finding], tuple[str | None, float]]]:
        """For each text: the edits of one pass, or its notes where there is nothing to edit, and the language with its confidence."""
        scan = Scan([state.text for state in states])
        # the gate of the mojibake repair is not a mark of single characters: it weighs whole lines, of all texts at once
        suspects = suspect_lines(scan) if mojibake.RULE.id in self._chosen else [[] for _ in states]
        for index, (state, marks) in enumerate(zip(states, scan.text_marks, strict=True)):
            edits: list[Edit] = []
            notes: list[Finding] = []
            shielded = Spans()
            if marks & self._repair_marks or suspects[index]:
                repair_view = RepairView(state.text, state.text_format, suspects[index])
                wanted = (rule for needed, rule in self._repairs if marks & needed or (rule is mojibake.RULE and suspects[index]))
                found = [each for rule in wanted for each in self._ask(rule, repair_view, state)]
                shielded = Spans((each.start, each.end) for each in found if RULE_OF[each.rule].shields)
                found = [each for each in found if RULE_OF[each.rule].shields or not shielded.touch(each.start, each.end)]
                edits, notes = self._settle(found, state)
            if edits:
                yield edits, [], UNKNOWN_LANGUAGE
                continue
            view = View(scan, index, settings, page.probability, subtitles=state.text_format is TextFormat.SUBTITLES)
            if state.page is None:
                state.page = self._try(boilerplate_line.RULE.id, lambda: round(view.page, PAGE_DIGITS), UNKNOWN_PAGE, state)  # noqa: B023
            edits, more = self._settle(self._found(self._changing, view, state, shielded), state)
            notes += more
            if not edits:
                edits, more = self._settle(self._found(self._reporting, view, state, shielded), state)
                notes += more
            yield edits, notes, self._try(wrong_language.RULE.id, lambda: view.language_and_confidence, UNKNOWN_LANGUAGE, state)  # noqa: B023

    def _found(self, rules: Iterable[Rule[View]], view: View, state: State, shielded: Spans) -> list[Finding]:
        """What some rules find in a text outside of the spans that a repair shields."""
        found = [each for rule in rules for each in self._ask(rule, view, state)]
        return [each for each in found if not shielded.touch(each.start, each.end)] if shielded else found

    def _ask(self, rule: Rule[Made], read: Made, state: State) -> list[Finding]:
        """What a rule finds in a text; nothing when it fails there, which is kept, or has failed there before."""
        if rule.id in state.failures:
            return []
        # as `_try` does, whose two calls for each rule are a tenth of the time of a sentence
        try:
            return self._found_by(rule, read, state.text)
        except NOT_OF_A_TEXT:
            raise
        except Exception as error:
            if self._strict:
                raise
            state.failures[rule.id] = RuleFailure.of(rule.id, error)
            return []

    def _found_by(self, rule: Rule[Made], read: Made, text: str) -> list[Finding]:
        """What a rule finds in a text; many findings are folded, unless suppressions are to leave out some of them first."""
        every = iter(rule.find(read))
        first = next(every, None)
        if first is None:
            # most rules, in most texts
            return []
        found = (valid(each, text) for each in chain((first,), every))
        return list(found if self._suppressions else folded(joined(found, text) if rule.id in REPAIR_IDS else found, text))

    def _try(self, rule: str, make: Callable[[], Made], otherwise: Made, state: State) -> Made:
        """What a part of a rule returns, or `otherwise` when it fails, which is kept as a failure of the rule.

        Raises:
            Exception: it fails, and the cleaner is strict or it is not about this text alone.
        """
        try:
            return make()
        except NOT_OF_A_TEXT:
            raise
        except Exception as error:
            if self._strict:
                raise
            state.failures.setdefault(rule, RuleFailure.of(rule, error))
            return otherwise

    def _settle(self, found: list[Finding], state: State) -> tuple[list[Edit], list[Finding]]:
        """Edits that do not overlap or, where there are none, notes; suppressed findings are left out."""
        if found and self._suppressions:
            found = list(_folded_by_rule(self._unsuppressed(found, state), state.text))
        return settle(found, state.text, state.demoted)

    def _unsuppressed(self, found: list[Finding], state: State) -> list[Finding]:
        """The findings that no suppression matches, neither at their place now nor at their place in the text that came in."""
        offsets = OffsetMap(state.edits) if state.edits else None
        asked: list[tuple[int, tuple[str, list[Place]]]] = []
        for index, each in enumerate(found):
            spans = [(state.text, each.start, each.end)]
            if offsets is not None:
                spans.append((state.original, *offsets.back(each.start, each.end)))
            places = [place(*span) for span in spans if self._suppressions.knows(each.rule, span[0][span[1] : span[2]])]
            if places:
                asked.append((index, (each.rule, places)))
        quiet = self._suppressions.quiet([places for _, places in asked])
        left_out = {index for (index, _), is_quiet in zip(asked, quiet, strict=True) if is_quiet}
        return [each for index, each in enumerate(found) if index not in left_out]


def checked(given: Given) -> Given:
    """The given text, unchanged.

    Raises:
        OptionError: its format is not known.
    """
    if given.text_format is not None and given.text_format not in FORMATS:
        raise OptionError(f"unknown format {given.text_format!r}; choose one of {', '.join(FORMATS)}")
    return given


def begin(given: Given) -> State:
    """The state of a text before its first pass."""
    text_format = None if given.text_format is None else TextFormat(given.text_format)
    if "\r" not in given.text:
        return State(given.text, given.text, text_format, None, given.undecoded)
    ends = LineEnds(given.text)
    return State(ends.plain, ends.plain, text_format, ends, given.undecoded)


def _folded_by_rule(found: list[Finding], text: str) -> Iterator[Finding]:
    """Findings in the order of their rules, with those of each rule joined and folded."""
    for rule, group in groupby(found, key=lambda each: each.rule):
        own: Iterable[Finding] = list(group)
        yield from folded(joined(own, text) if rule in REPAIR_IDS else own, text)


def valid(found: Finding, text: str) -> Finding:
    """The finding as it is.

    Raises:
        ValueError: its span is empty or not in the text: edits by it would damage others.
    """
    if not 0 <= found.start < found.end <= len(text):
        raise ValueError(f"a finding from {found.start} to {found.end} in a text of {len(text)} code points")
    return found
