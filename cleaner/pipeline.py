"""The way through: repairs, scan, rules, and the settling of what they say into one document.

A text goes through in passes. A pass either repairs characters or applies what rules are sure of; it ends when a pass changes
nothing, and what that last pass found but did not apply becomes the notes. So cleaning a cleaned text again applies
nothing, by construction. A text that does not come to rest, because an entry of a glossary undoes or feeds itself, is begun again, and
the rules that kept changing it only propose.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from cleaner.annotation import Kind, Safety
from cleaner.document import UNKNOWN_PAGE, Document, Edit, Finding, Given, OffsetMap, Undecoded, carry_out, compose, document, rebuilt
from cleaner.errors import CleanerError, OptionError, TextError
from cleaner.failures import NO_RULE, NOT_OF_A_TEXT, RuleFailure, is_strict
from cleaner.folding import folded, joined
from cleaner.glossary import Glossary, Matcher
from cleaner.glossary.store import shipped_glossary
from cleaner.languages.chinese import SEGMENTERS
from cleaner.languages.identify import DEFAULT_IDENTIFIER, IDENTIFIERS
from cleaner.languages.tags import parse
from cleaner.line_ends import LineEnds, in_line_feeds, in_own_ends, with_line_feeds
from cleaner.markup.formats import TextFormat
from cleaner.models.boilerplate import DEFAULT_LEVEL, LEVELS
from cleaner.recurrence import RecurringLines
from cleaner.repair import (
    bidi_control,
    compatibility_letter,
    control_character,
    html_entity,
    invisible_character,
    line_ending,
    mojibake,
    pinyin_ruby,
    undecodable_byte,
)
from cleaner.repair.mojibake.suspects import suspect_lines
from cleaner.repair.view import RepairView
from cleaner.rule import Found, Rule
from cleaner.rules import (
    boilerplate_line,
    broken_word,
    calque,
    forbidden_term,
    foreign_viewpoint,
    fullwidth_punctuation,
    glued_words,
    inconsistent_term,
    keyword_stuffing,
    missing_term,
    mixed_script_word,
    mixed_variants,
    number_mismatch,
    number_slip,
    pinyin_leftover,
    repeated_passage,
    running_head,
    spam_line,
    term_count,
    untranslated_fragment,
    untranslated_passage,
    wrong_language,
    wrong_name,
)
from cleaner.rules.view import Settings, View
from cleaner.scan import RepairMark, Scan
from cleaner.spans import Spans
from cleaner.suppressions import Place, Suppressions, place

if TYPE_CHECKING:
    import pyarrow as pa

    from cleaner.glossary.dictionary import Dictionary

REPAIRS: tuple[tuple[RepairMark, Rule[RepairView]], ...] = (
    # first, because a control character may be one third of a curly quote
    (RepairMark.MOJIBAKE | RepairMark.MOJIBAKE_ALONE, mojibake.RULE),
    # what it decodes is looked at by every repair in the next pass
    (RepairMark.ENTITY, html_entity.RULE),
    # before the control characters, which leave line ends to it
    (RepairMark.LINE_END, line_ending.RULE),
    # before the invisible ones: what reorders a line matters more than what hides in it
    (RepairMark.BIDI, bidi_control.RULE),
    (RepairMark.INVISIBLE, invisible_character.RULE),
    (RepairMark.CONTROL, control_character.RULE),
    # after the invisible characters, which may stand inside a word of such letters
    (RepairMark.COMPATIBILITY, compatibility_letter.RULE),
    # last, because it reads characters that the others may have uncovered
    (RepairMark.BRACKETED, pinyin_ruby.RULE),
    # no character calls for it: what the file says of its text is asked for once, at the end
    (RepairMark.NONE, undecodable_byte.RULE),
)
"""The repairs, each with the code points that call for it; where two claim the same characters the earlier one wins."""

RULES: tuple[Rule[View], ...] = (
    # whole lines first: nothing inside a removed line is worth changing
    spam_line.RULE,
    boilerplate_line.RULE,
    running_head.RULE,
    # then what the glossary knows, longest match first
    untranslated_fragment.RULE,
    untranslated_passage.RULE,
    wrong_name.RULE,
    pinyin_leftover.RULE,
    calque.RULE,
    foreign_viewpoint.RULE,
    inconsistent_term.RULE,
    # terms: against the source where it is known
    forbidden_term.RULE,
    missing_term.RULE,
    term_count.RULE,
    # numbers: against the source where it is known, then against the text itself
    number_mismatch.RULE,
    number_slip.RULE,
    # then spacing and marks, which a replaced fragment may have taken along
    mixed_script_word.RULE,
    broken_word.RULE,
    glued_words.RULE,
    fullwidth_punctuation.RULE,
    # then what is only said of a text, never applied
    mixed_variants.RULE,
    repeated_passage.RULE,
    keyword_stuffing.RULE,
    wrong_language.RULE,
)
"""The rules; where two would change the same characters, whole lines win, then the longer span, then the earlier rule."""

LAST = frozenset(
    rule.RULE.id
    for rule in (
        untranslated_passage,
        inconsistent_term,
        forbidden_term,
        missing_term,
        term_count,
        number_mismatch,
        number_slip,
        mixed_variants,
        repeated_passage,
        keyword_stuffing,
        wrong_language,
    )
)
"""Rules that change nothing: they read a text once it has come to rest, for what they said of it before would be out of date."""

ALL_RULES: tuple[Rule[Any], ...] = (*(rule for _, rule in REPAIRS), *RULES)
REPAIR_IDS = frozenset(rule.id for _, rule in REPAIRS)
RULE_IDS = tuple(rule.id for rule in ALL_RULES)
_ORDER = {rule: number for number, rule in enumerate(RULE_IDS)}
COMPARED_IDS = ("number-conflict",)
"""Rules that need several documents: `compare` has them; a `Cleaner` may be told to select or ignore them and finds nothing by them."""

LINE_ENDINGS = ("keep", "lf")
"""What happens to line ends of carriage returns: a text keeps its own, or gets line feeds."""
BOILERPLATE = ("off", "phrases", *LEVELS)
"""How aggressively to remove boilerplate lines."""
SPAM = ("learned", "signs")
"""Who judges spam lines."""
MOST_PASSES = 12
GROWTH = 4
"""How many times as long as it came a text may become before it is taken for one that does not come to rest."""
PAGE_DIGITS = 3
"""Decimal places of `Document.page`: the score is not more precise than that."""
BLOCK_TEXTS = 256
BLOCK_POINTS = 1 << 20
"""A block that is scanned at once holds at most so many texts and, one long text apart, so many code points."""


Made = TypeVar("Made")
Text = str | tuple[str, str | None] | Given
"""A text to clean, alone, with the source text it is a translation of, or with all that is known of it."""
FORMATS = tuple(each.value for each in TextFormat)
"""What a text may be written in."""


@dataclass(slots=True)
class _State:
    """A text on its way through the passes, with line feeds as its line ends."""

    original: str
    text: str
    text_format: TextFormat | None = None
    """What it is written in, when the caller knows it."""
    ends: LineEnds | None = None
    """The line ends of the text that came in, when it has carriage returns."""
    undecoded: tuple[Undecoded, ...] = ()
    """Bytes of the text's file that could not be decoded, by their places in the text that came in."""
    edits: list[Edit] = field(default_factory=list)
    barred: frozenset[str] = frozenset()
    """Rules that only propose, because the text did not come to rest with them."""
    restless: frozenset[str] = frozenset()
    """Rules that changed the text in its last pass."""
    page: float | None = None
    """Probability that the text as it came in is a scraped page, once the rules have read it."""

    failures: dict[str, RuleFailure] = field(default_factory=dict)
    """Rules that raised an error on this text, by their ids; they are left out from then on."""

    @property
    def known_page(self) -> float:
        """`page`, once it is known."""
        return UNKNOWN_PAGE if self.page is None else self.page


class Cleaner:
    """Cleans texts, always with the same options.

    Args:
        target: BCP-47 tag of the language the texts should be in; None identifies it text by text.
        source: BCP-47 tag of the language they were translated from.
        glossary: a `Glossary`, or a path or paths whose entries are laid over the one that ships; None takes that alone.
        select: rule ids and kinds to use; None uses all.
        ignore: rule ids and kinds to leave out.
        identifier: the language identifier to ask where scripts cannot tell: "py3langid" or "langdetect".
        segmenter: the Chinese segmenter: "rjieba" or "jieba".
        boilerplate: how aggressively to remove boilerplate lines: "off" removes none, "phrases" those that the phrase tables know, and
            "careful", "balanced" and "thorough" ask a learned score as well and remove more in this order.
        page: whether the texts are scraped pages, which have boilerplate around the article: True for all of them, False for none, None
            decides it text by text. In a text that is not a page no line is removed as boilerplate.
        spam: "learned" asks the learned score beside the hand-written signs of spam lines, "signs" leaves it to those.
        line_endings: "keep" leaves every line its own end, and what is put into a text gets the commonest one; "lf" makes all of them line feeds.
        recurring: lines that recur in the texts that will be cleaned (`RecurringLines.of`), or the path of a file that `save` wrote:
            in a web page they go more readily.
        dictionary: a `Dictionary`, or the path of a CC-CEDICT file, that is asked for what the glossary lacks; it proposes and nothing more.
        suppressions: findings that are left out: `Suppressions`, or the path of a suppressions file.
        strict: whether an error that a rule raises on some text is raised; otherwise it is kept in `Document.failures` and everything
            else is done. None asks the environment variable `CLEANER_STRICT`, which tests set to 1.

    Raises:
        OptionError: a tag, rule, kind or library is not known, or the recurring lines are none.
        GlossaryError: a glossary file is malformed, or the dictionary is none.
        InputError: the suppressions file is malformed.
        OSError: the glossary, the dictionary, the recurring lines or the suppressions file cannot be read.
    """

    def __init__(
        self,
        target: str | None = None,
        source: str = "zh",
        glossary: Glossary | str | Path | Iterable[str | Path] | None = None,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] | None = None,
        *,
        identifier: str = DEFAULT_IDENTIFIER,
        segmenter: str = "rjieba",
        boilerplate: str = DEFAULT_LEVEL,
        page: bool | None = None,
        spam: str = "learned",
        line_endings: str = "keep",
        recurring: RecurringLines | str | Path | None = None,
        dictionary: "Dictionary | str | Path | None" = None,
        suppressions: Suppressions | str | Path | None = None,
        strict: bool | None = None,
    ) -> None:
        for name, known, what in (
            (identifier, tuple(IDENTIFIERS), "identifier"),
            (segmenter, SEGMENTERS, "segmenter"),
            (boilerplate, BOILERPLATE, "level for boilerplate"),
            (spam, SPAM, "judge of spam"),
            (line_endings, LINE_ENDINGS, "treatment of line ends"),
        ):
            if name not in known:
                raise OptionError(f"unknown {what} {name!r}; choose one of {', '.join(known)}")
        if page is not None and not isinstance(page, bool):
            raise OptionError(f"page must be True, False or None, not {page!r}")
        self.target = parse(target).tag if target is not None else None
        self.source = parse(source).tag
        self.rules = _chosen(select, ignore)
        self._identifier = identifier
        self._segmenter = segmenter
        self._boilerplate = boilerplate
        self._page = page
        self._strict = is_strict() if strict is None else strict
        self._spam = spam
        self._line_endings = line_endings
        self._recurring = RecurringLines.load(recurring) if isinstance(recurring, (str, Path)) else recurring
        if isinstance(glossary, (str, Path)):
            glossary = (glossary,)
        if glossary is not None and not isinstance(glossary, Glossary):
            glossary = Glossary.load(*glossary, shipped=True)
        self._glossary = glossary
        if isinstance(dictionary, (str, Path)):
            # its patterns are made when a dictionary is asked for: most runs have none
            from cleaner.glossary.dictionary import Dictionary

            dictionary = Dictionary.load(dictionary)
        self._dictionary = dictionary
        self._suppressions = Suppressions.load(suppressions) if isinstance(suppressions, (str, Path)) else suppressions or Suppressions()
        chosen = frozenset(self.rules)
        self._repairs = tuple((marks, rule) for marks, rule in REPAIRS if rule.id in chosen)
        self._repair_marks = 0
        for marks, _ in self._repairs:
            self._repair_marks |= int(marks)
        self._asks_mojibake = mojibake.RULE.id in chosen
        self._rules = tuple(rule for rule in RULES if rule.id in chosen)
        self._changing = tuple(rule for rule in self._rules if rule.id not in LAST)
        self._speaking = tuple(rule for rule in self._rules if rule.id in LAST)

    def __reduce__(self) -> tuple[Any, ...]:
        # automata and models are not sent to workers; each builds its own
        options = {
            "identifier": self._identifier,
            "segmenter": self._segmenter,
            "boilerplate": self._boilerplate,
            "page": self._page,
            "spam": self._spam,
            "line_endings": self._line_endings,
            "recurring": self._recurring,
            "dictionary": self._dictionary,
            "suppressions": self._suppressions,
            "strict": self._strict,
        }
        return _rebuild, (self.target, self.source, self._glossary, self.rules, options)

    def with_recurring(self, recurring: RecurringLines) -> "Cleaner":
        """A cleaner with the same options that knows which lines recur in the texts it will clean."""
        made = copy(self)
        made._recurring = recurring  # noqa: SLF001
        return made

    @cached_property
    def glossary(self) -> Glossary:
        """The glossary in use."""
        return self._glossary if self._glossary is not None else shipped_glossary()

    @cached_property
    def settings(self) -> Settings:
        """What the rules are told."""
        source = parse(self.source)
        languages = self.glossary.index.terms.keys()
        term_source = source.code if source.code in languages else "zh"
        matchers = {code: Matcher(self.glossary, term_source, code) for code in languages - {term_source}}
        literals = {rule.id: rule.literals() for rule in self._rules if rule.literals is not None}
        return Settings(
            target=parse(self.target) if self.target else None,
            source=source,
            identifier=self._identifier,
            segmenter=self._segmenter,
            matchers=matchers,
            literals=literals,
            boilerplate=self._boilerplate,
            page=self._page,
            learned=self._spam == "learned",
            recurring=self._recurring,
            dictionary=self._dictionary,
        )

    def clean(
        self,
        text: str,
        source_text: str | None = None,
        text_format: str | None = None,
        undecoded: tuple[Undecoded, ...] = (),
    ) -> Document:
        """Clean one text.

        Args:
            text: the text; any length.
            source_text: the text it is a translation of, when it is known.
            text_format: what it is written in: "plain", "markdown", "html" or "code", whose characters repairs leave alone; None tells it
                from the text.
            undecoded: bytes of its file that could not be decoded (`Decoded.undecoded`); they are named among the findings.

        Raises:
            TextError: the text or its source holds a lone surrogate.
            OptionError: the format is not known.
        """
        given = _checked(Given(text, source_text, text_format, undecoded))
        if source_text is None:
            return self._clean_block((given,), self.settings)[0]
        try:
            source_text.encode()
        except UnicodeEncodeError as error:
            raise TextError(f"the source text holds a lone surrogate at code point {error.start}") from None
        settings = replace(self.settings, source_text=with_line_feeds(source_text))
        return self._clean_block((given,), settings)[0]

    @overload
    def pipe(self, texts: Iterable[Text], workers: int = 1, *, errors: Literal["raise"] = "raise") -> Iterator[Document]: ...
    @overload
    def pipe(self, texts: Iterable[Text], workers: int = 1, *, errors: Literal["return"]) -> Iterator[Document | CleanerError]: ...
    def pipe(
        self, texts: Iterable[Text], workers: int = 1, *, errors: Literal["raise", "return"] = "raise"
    ) -> Iterator[Document | CleanerError]:
        """Clean many texts, lazily and in their order.

        Args:
            texts: any iterable; it is read a few blocks ahead. An item is a text, a pair of a text and the source text it is a
                translation of, or a `Given` with the arguments of `clean`.
            workers: processes that clean; 1 cleans in this one.
            errors: "raise" stops at a text that cannot be cleaned; "return" yields its error in its place and goes on.

        Raises:
            OptionError: `workers` is not at least 1, or a format is not known.
            TextError: a text holds a lone surrogate, and `errors` is "raise".
            WorkerError: worker processes keep dying.
        """
        if workers < 1:
            raise OptionError(f"workers must be 1 or more, not {workers}")
        return self._pipe(texts, workers, errors)

    def _pipe(self, texts: Iterable[Text], workers: int, errors: str) -> Iterator[Document | CleanerError]:
        results: Iterator[list[Document | CleanerError]]
        if workers == 1:
            results = map(self.clean_block, blocks(texts))
        else:
            from cleaner.batch.workers import map_blocks

            results = map_blocks(self, blocks(texts), workers)
        for block in results:
            for result in block:
                if isinstance(result, CleanerError) and errors == "raise":
                    raise result
                yield result

    def clean_block(self, texts: Sequence[Text]) -> list[Document | CleanerError]:
        """Clean a few texts that are scanned together; what cannot be cleaned is returned as its error."""
        given = [_checked(Given(text) if isinstance(text, str) else Given(*text)) for text in texts]
        if all(each.source_text is None for each in given):
            try:
                return list(self._clean_block(given, self.settings))
            except TextError:
                pass
        return [self._clean_or_error(each) for each in given]

    def _clean_or_error(self, given: Given) -> Document | CleanerError:
        try:
            return self.clean(*given)
        except TextError as error:
            return error

    def clean_batch(self, batch: "pa.RecordBatch", column: str = "text", source_column: str | None = None) -> "pa.RecordBatch":
        """Clean the text column of an Arrow record batch.

        Args:
            batch: the batch; it is not changed.
            column: name of a string column. Null stays null.
            source_column: name of a string column with the source texts of which the texts are translations.

        Returns:
            A batch with the column cleaned and a column `annotations` (list of structs; `evidence` is JSON) added at its end. A rule that
            failed on a text is told by a `RuleFailureWarning`.

        Raises:
            OptionError: there is no such string column, or there is an `annotations` column already.
        """
        from cleaner.batch.arrow import clean_batch

        return clean_batch(self, batch, column, source_column)

    def _clean_block(self, texts: Sequence[Given], settings: Settings) -> list[Document]:
        """The documents of a few texts; where not a rule but the rest of the way fails, that text is returned as it came in."""
        try:
            return self._documents(texts, settings)
        except NOT_OF_A_TEXT:
            raise
        except Exception as error:
            if self._strict:
                raise
            if len(texts) == 1:
                return [Document(texts[0].text, texts[0].text, (), None, failures=(RuleFailure.of(NO_RULE, error),))]
        return [self._clean_block((each,), settings)[0] for each in texts]

    def _documents(self, texts: Sequence[Given], settings: Settings) -> list[Document]:
        states = [_begun(given) for given in texts]
        documents: list[Document | None] = [None] * len(texts)
        active = list(range(len(texts)))
        while active:
            active = self._passes(states, documents, active, settings)
            for index in active:
                # what does not come to rest is begun again, and what kept changing it only proposes: in the end all rules do
                state = states[index]
                states[index] = _State(
                    state.original,
                    state.original,
                    state.text_format,
                    state.ends,
                    state.undecoded,
                    barred=state.barred | state.restless,
                    page=state.page,
                    failures=state.failures,
                )
        return [each for each in documents if each is not None]

    def _passes(self, states: list[_State], documents: list[Document | None], active: list[int], settings: Settings) -> list[int]:
        """Clean some texts pass by pass; the numbers of those that do not come to rest."""
        runaway: list[int] = []
        for _ in range(MOST_PASSES):
            if not active:
                break
            unsettled = []
            for index, (edits, notes, language) in zip(active, self._pass([states[each] for each in active], settings), strict=True):
                state = states[index]
                if not edits and not notes and not state.edits:
                    made = Document(state.original, state.text, (), language, state.known_page, tuple(state.failures.values()))
                    documents[index] = self._finished(made, state)
                    continue
                if not edits:
                    made = document(state.original, state.edits, state.text, notes, language, state.known_page, state.failures.values())
                    documents[index] = self._finished(made, state)
                    continue
                state.restless = frozenset(edit.cause.rule for edit in edits)
                after = carry_out(state.text, edits)
                if len(after) > GROWTH * len(state.original) + BLOCK_TEXTS:
                    runaway.append(index)
                    continue
                state.edits = compose(state.original, state.edits, state.text, edits)
                state.text = after
                unsettled.append(index)
            active = unsettled
        return [*runaway, *active]

    def _finished(self, made: Document, state: _State) -> Document:
        """The document of a text as it came, with what is only said of all of it."""
        ends = state.ends
        late: list[Finding] = []
        if ends is not None:
            convert = self._line_endings == "lf" and line_ending.RULE.id in self.rules
            made = in_line_feeds(made, ends, line_ending.CONVERSION) if convert else in_own_ends(made, ends)
            if line_ending.RULE.id in self.rules and not convert and ends.mixed:
                late += line_ending.mixture(ends, made.applied)
        if state.undecoded and undecodable_byte.RULE.id in self.rules:
            view = RepairView(made.original, undecoded=state.undecoded)
            late += [undecodable_byte.RULE.report(each) for each in undecodable_byte.find(view)]
            marks = Spans((each.start, each.end) for each in state.undecoded if each.encoding is None)
            made = replace(made, annotations=tuple(each for each in made.annotations if not undecodable_byte.is_told(each, marks.touch)))
        late = [each for each in late if not self._is_quiet(each, made.original)] if self._suppressions else late
        return rebuilt(made, made.original, made.annotations, [(each, False) for each in late]) if late else made

    def _is_quiet(self, finding: Finding, original: str) -> bool:
        """Whether a suppression speaks of a finding about the text that came in."""
        where = place(original, finding.start, finding.end)
        return self._suppressions.knows(finding.rule, where[0]) and self._suppressions.quiet([(finding.rule, [where])])[0]

    def _pass(self, states: Sequence[_State], settings: Settings) -> Iterator[tuple[list[Edit], list[Finding], str | None]]:
        """What one pass would change in each text, or what it found in one that it would not change, and the text's language."""
        scan = Scan([state.text for state in states])
        # the gate of the mojibake repair is not a mark of single characters: it weighs whole lines, of all texts at once
        suspects = suspect_lines(scan) if self._asks_mojibake else [[] for _ in states]
        for index, (state, marks) in enumerate(zip(states, scan.text_marks, strict=True)):
            edits: list[Edit] = []
            notes: list[Finding] = []
            shielded = Spans()
            if marks & self._repair_marks or suspects[index]:
                repair_view = RepairView(state.text, state.text_format, suspects[index])
                wanted = (rule for needed, rule in self._repairs if marks & needed or (rule is mojibake.RULE and suspects[index]))
                found = [each for rule in wanted for each in self._ask(rule, repair_view, state)]
                shielded = Spans((each.start, each.end) for rule, each in found if rule.shields)
                found = [(rule, each) for rule, each in found if rule.shields or not shielded.touch(each.start, each.end)]
                edits, notes = self._settle(found, state)
            if edits:
                yield edits, [], None
                continue
            view = View(scan, index, settings)
            if state.page is None:
                state.page = self._try(boilerplate_line.RULE.id, lambda: round(view.page, PAGE_DIGITS), UNKNOWN_PAGE, state)  # noqa: B023
            edits, more = self._settle(self._found(self._changing, view, state, shielded), state)
            notes += more
            if not edits:
                edits, more = self._settle(self._found(self._speaking, view, state, shielded), state)
                notes += more
            yield edits, notes, self._try(wrong_language.RULE.id, lambda: view.language, None, state)  # noqa: B023

    def _found(self, rules: Iterable[Rule[View]], view: View, state: _State, shielded: Spans) -> list[tuple[Rule[Any], Found]]:
        """What some rules find in a text outside of the spans that a repair shields."""
        found = [each for rule in rules for each in self._ask(rule, view, state)]
        return [(rule, each) for rule, each in found if not shielded.touch(each.start, each.end)] if shielded else found

    def _ask(self, rule: Rule[Made], read: Made, state: _State) -> list[tuple[Rule[Any], Found]]:
        """What a rule finds in a text; nothing when it fails there, which is kept, or has failed there before."""
        if rule.id in state.failures:
            return []
        return self._try(rule.id, lambda: [(rule, each) for each in self._found_by(rule, read, state.text)], [], state)

    def _found_by(self, rule: Rule[Made], read: Made, text: str) -> Iterator[Found]:
        """What a rule finds in a text; many findings are folded, unless some of them are to be left out first."""
        found: Iterable[Found] = (_possible(each, text) for each in rule.find(read))
        if self._suppressions:
            return iter(found)
        return folded(joined(found, text) if rule.id in REPAIR_IDS else found, text)

    def _try(self, rule: str, make: Callable[[], Made], otherwise: Made, state: _State) -> Made:
        """What a part of a rule makes of a text; something else when it fails, which is kept as a failure of the rule.

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

    def _settle(self, found: list[tuple[Rule[Any], Any]], state: _State) -> tuple[list[Edit], list[Finding]]:
        """Edits that do not overlap or, where there are none, notes; findings that are suppressed are left out."""
        if not found:
            return [], []
        if self._suppressions:
            found = list(_folded_by_rule(self._wanted(found, state), state.text))
        text = state.text
        sure: list[_Claim] = []
        noted: list[tuple[Rule[Any], Found]] = []
        for rule, each in found:
            safe = (each.safety or rule.safety) is Safety.SAFE
            if safe and rule.id in state.barred:
                noted.append((rule, replace(each, safety=Safety.REVIEW)))
            elif safe and each.replacement is not None:
                if each.replacement != text[each.start : each.end]:
                    whole = rule.whole_lines
                    rank = (not whole, each.start - each.end if whole else 0, _ORDER[rule.id], each.start)
                    sure.append((rank, rule.report(each)))
            else:
                noted.append((rule, each))
        if not sure:
            return [], [rule.report(each) for rule, each in noted]
        return [Edit(each.start, each.end, each.replacement or "", each) for each in _not_overlapping(sure)], []

    def _wanted(self, found: list[tuple[Rule[Any], Found]], state: _State) -> list[tuple[Rule[Any], Found]]:
        """The findings that no suppression speaks of, neither where they stand now nor where they stood in the text that came in."""
        offsets = OffsetMap(state.edits) if state.edits else None
        asked: list[tuple[int, tuple[str, list[Place]]]] = []
        for index, (rule, each) in enumerate(found):
            spans = [(state.text, each.start, each.end)]
            if offsets is not None:
                spans.append((state.original, *offsets.back(each.start, each.end)))
            places = [place(*span) for span in spans if self._suppressions.knows(rule.id, span[0][span[1] : span[2]])]
            if places:
                asked.append((index, (rule.id, places)))
        quiet = self._suppressions.quiet([places for _, places in asked])
        left_out = {index for (index, _), is_quiet in zip(asked, quiet, strict=True) if is_quiet}
        return [each for index, each in enumerate(found) if index not in left_out]


def _checked(given: Given) -> Given:
    """What is known of a text, once it is checked.

    Raises:
        OptionError: its format is not known.
    """
    if given.text_format is not None and given.text_format not in FORMATS:
        raise OptionError(f"unknown format {given.text_format!r}; choose one of {', '.join(FORMATS)}")
    return given


def _begun(given: Given) -> _State:
    """A text before its first pass."""
    text_format = None if given.text_format is None else TextFormat(given.text_format)
    if "\r" not in given.text:
        return _State(given.text, given.text, text_format, None, given.undecoded)
    ends = LineEnds(given.text)
    return _State(ends.plain, ends.plain, text_format, ends, given.undecoded)


def _folded_by_rule(found: list[tuple[Rule[Any], Found]], text: str) -> Iterator[tuple[Rule[Any], Found]]:
    """Findings that stand rule by rule, with those of each rule joined and folded."""
    for _, group in groupby(found, key=lambda each: each[0].id):
        together = list(group)
        rule = together[0][0]
        own: Iterable[Found] = (each for _, each in together)
        yield from ((rule, each) for each in folded(joined(own, text) if rule.id in REPAIR_IDS else own, text))


def _possible(found: Found, text: str) -> Found:
    """A finding as it is.

    Raises:
        ValueError: its span is empty or not in the text: edits by it would damage others.
    """
    if not 0 <= found.start < found.end <= len(text):
        raise ValueError(f"a finding from {found.start} to {found.end} in a text of {len(text)} code points")
    return found


_Claim = tuple[tuple[bool, int, int, int], Finding]
"""A finding that would change a text, with its rank: the lowest wins."""


def _not_overlapping(claims: list[_Claim]) -> Iterator[Finding]:
    """The findings that win where several claim the same characters, in the order of the text."""
    claims.sort(key=lambda each: each[1].start)
    group: list[_Claim] = []
    reach = 0
    for claim in claims:
        finding = claim[1]
        if group and finding.start >= reach and finding.start > group[-1][1].start:
            yield from _winners(group)
            group = []
        group.append(claim)
        reach = max(reach, finding.end)
    yield from _winners(group)


def _winners(claims: list[_Claim]) -> list[Finding]:
    """Those of a few findings that do not overlap with a better one."""
    if len(claims) == 1:
        return [claims[0][1]]
    claims.sort(key=lambda each: each[0])
    won: list[Finding] = []
    starts: list[int] = []
    for _, finding in claims:
        at = bisect_left(starts, finding.start)
        if (at and won[at - 1].end > finding.start) or (at < len(won) and won[at].start < finding.end):
            continue
        starts.insert(at, finding.start)
        won.insert(at, finding)
    return won


def _rebuild(target: str | None, source: str, glossary: Glossary | None, rules: tuple[str, ...], options: dict[str, Any]) -> Cleaner:
    return Cleaner(target, source, glossary, select=rules, **options)


def _chosen(select: Iterable[str] | None, ignore: Iterable[str] | None) -> tuple[str, ...]:
    """Ids of the rules that `select` and `ignore` leave.

    Raises:
        OptionError: a name is neither a rule nor a kind.
    """
    chosen = set(RULE_IDS) if select is None else set(_expand(select, "select"))
    chosen -= set(_expand(ignore or (), "ignore"))
    return tuple(rule for rule in RULE_IDS if rule in chosen)


def _expand(names: Iterable[str], option: str) -> Iterator[str]:
    if isinstance(names, str):
        names = (names,)
    for name in names:
        if name in RULE_IDS or name in COMPARED_IDS:
            yield name
        elif name in set(Kind):
            yield from (rule.id for rule in ALL_RULES if rule.kind == name)
        else:
            from difflib import get_close_matches

            near = get_close_matches(name, [*RULE_IDS, *Kind], n=1)
            hint = f"; did you mean {near[0]}?" if near else ";"
            raise OptionError(f"{option}: {name!r} is neither a rule nor a kind{hint} `cleaner rules` lists them")


def blocks(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """Cut a stream of texts into blocks that are scanned together."""
    block: list[Text] = []
    points = 0
    for text in texts:
        size = len(text) if isinstance(text, str) else len(text[0])
        if block and (len(block) == BLOCK_TEXTS or points + size > BLOCK_POINTS):
            yield block
            block, points = [], 0
        block.append(text)
        points += size
    if block:
        yield block


def clean(text: str, target: str | None = None, source: str = "zh", *, text_format: str | None = None, **options: Any) -> Document:
    """Clean one text; a `Cleaner` does many with the same options faster.

    Args:
        text: the text.
        target, source, options: as for `Cleaner`.
        text_format: as for `Cleaner.clean`.

    Raises:
        TextError: the text holds a lone surrogate.
        OptionError: an option is not one the package knows.
    """
    return _cleaner(target, source, options).clean(text, text_format=text_format)


_kept: dict[tuple[Any, ...], Cleaner] = {}


def _cleaner(target: str | None, source: str, options: dict[str, Any]) -> Cleaner:
    """The cleaner for plain options, kept so that repeated calls do not load the glossary again."""
    if options:
        return Cleaner(target, source, **options)
    key = (target, source)
    if key not in _kept:
        _kept[key] = Cleaner(target, source)
    return _kept[key]
