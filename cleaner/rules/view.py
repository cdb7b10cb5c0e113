"""What a rule reads: one repaired text of a scan, with what is known about its language."""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, wraps
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np
import numpy.typing as npt

from cleaner.codepoints import all_scripts, script_number, script_numbers, script_table
from cleaner.document import UNKNOWN_PAGE
from cleaner.glossary.context import ContextText
from cleaner.glossary.folding import lower
from cleaner.glossary.matcher import Matcher, WrongMatch
from cleaner.languages.identify import CJK, HANGUL_FROM, Guess, identify, prose_weight
from cleaner.languages.prose import HAN_WEIGHT, MIN_CONTEXT, Side, Weight, clause_side, weigh
from cleaner.languages.tags import Language, parse
from cleaner.patterns import regex
from cleaner.rules.literals import LiteralIndex, Matches
from cleaner.rules.protected import Protected
from cleaner.scan import Scan, is_plain

if TYPE_CHECKING:
    from cleaner.glossary.dictionary import Dictionary
    from cleaner.recurrence import RecurringLines

Made = TypeVar("Made")

WRONG_FORMS = "glossary"
"""Owner name of the glossary's wrong forms in the literal index."""
NAME_FORMS = "rivals"
"""Owner name of the forms of names that have several forms in the literal index."""
PUNCTUATION = ".,;:!?)(\"'“”‘’[]—–…"
"""Marks that are stripped from both ends of a word."""
FIRST_CJK = 0x2E80
"""First code point of the CJK blocks: below, there are no CJK letters and full-width marks."""
CLAUSE_END = regex(r"[。！？；!?;|\t]|\.(?=\s)")
"""What ends a sentence or a cell of a table."""
CONFIDENCE_DIGITS = 3
"""Decimals of the confidence of a language: more would be noise."""
WORD = regex(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a `Cleaner` tells its rules.

    Attributes:
        target: the language the text should be in; None to identify it.
        source: the language it was translated from.
        identifier: name of the library that identifies languages.
        segmenter: name of the library that divides Chinese into words.
        matchers: the glossary, ready to look things up, by the language of the renderings.
        literals: what the rules look for, by their ids.
        source_text: the text this one is a translation of, when it is known.
        dictionary: for `untranslated-fragment`: what is asked for words that the glossary lacks; it
            proposes and nothing more.
        boilerplate: for `boilerplate-line`: how aggressively to remove lines. A level of
            `models.boilerplate`, "phrases" for the phrase tables without the learned score, or
            "off" to leave every line alone.
        page: for `boilerplate-line`: whether the texts are scraped pages; None decides it text by
            text.
        recurring: for `boilerplate-line`: lines that recur in the texts that are cleaned together,
            when those were read before.
        learned: for `spam-line`: whether the learned score is asked.
        indexes: the literals and the glossary's wrong forms as automata, by target; filled as they
            are needed.
    """

    target: Language | None
    source: Language
    identifier: str
    segmenter: str
    matchers: Mapping[str, Matcher]
    literals: Mapping[str, Sequence[str]]
    source_text: str | None = None
    dictionary: "Dictionary | None" = None
    boilerplate: str = "balanced"
    page: bool | None = None
    recurring: "RecurringLines | None" = None
    learned: bool = True
    indexes: dict[str | None, LiteralIndex] = field(default_factory=dict)


class View:
    """One text of a scan. Every offset a rule sees or gives counts from the start of this text.

    Args:
        scan: a block of texts.
        index: which of them.
        settings: languages, glossary, options of rules.
        page_score: computes `page` where the settings leave it open; a rule's score reads views, so
            the pipeline passes it in.
        subtitles: whether it is known to be the words of subtitles.
    """

    def __init__(
        self,
        scan: Scan,
        index: int,
        settings: Settings,
        page_score: Callable[["View"], float] = lambda _: UNKNOWN_PAGE,
        *,
        subtitles: bool = False,
    ) -> None:
        self.subtitles = subtitles
        self.scan = scan
        self.index = index
        self.text = scan.texts[index]
        self.offset = scan.text_starts[index]
        self.settings = settings
        self._page_score = page_score
        self.shared: dict[str, object] = {}
        self._clause_ends: dict[int, list[int]] = {}
        self._cjk_clauses: dict[tuple[int, int], bool] = {}
        self._rests: dict[int, Weight] = {}
        self._lines_in: dict[tuple[str, ...], frozenset[int]] = {}

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their line feeds."""
        return self.text.split("\n")

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Start and end of each line, without its line feed."""
        spans = []
        start = 0
        for line in self.lines:
            end = start + len(line)
            spans.append((start, end))
            start = end + 1
        return spans

    def line_number(self, position: int) -> int:
        """Number, from 0, of the line that holds a position."""
        return bisect_right(self.spans, (position, len(self.text))) - 1

    def line_at(self, position: int) -> tuple[int, int]:
        """Start and end of the line that holds a position."""
        return self.spans[self.line_number(position)]

    @cached_property
    def line_letters(self) -> list[int]:
        """How many letters each line has."""
        first = int(self.scan.line_starts.searchsorted(self.offset))
        letters: list[int] = self.scan.line_letters[first : first + len(self.spans)].tolist()
        return letters

    @property
    def points(self) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
        """The code points of this text."""
        return self.scan.points[self.offset : self.offset + len(self.text)]

    @cached_property
    def plain(self) -> bool:
        """Whether the text holds nothing but ASCII and curly quotes, dashes and ellipses."""
        return self.scan.plain or is_plain(self.text)

    @cached_property
    def highest(self) -> int:
        """The highest code point; below `FIRST_CJK` there is no CJK letter or full-width mark."""
        return int(self.points.max()) if self.text and not self.plain else 0

    @cached_property
    def scripts(self) -> frozenset[int]:
        """Numbers of the scripts that the text has characters of."""
        return frozenset(np.flatnonzero(np.bincount(self.scan.scripts[self.offset : self.offset + len(self.text)])).tolist())

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, as long as the text."""
        return lower(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the text, in lower case."""
        return frozenset(WORD.findall(self.lowered))

    @cached_property
    def guess(self) -> Guess:
        """The language the text seems to be in."""
        return identify(self.text, self.scan, self.offset, self.lowered, self.settings.identifier, lambda: self.prose)

    @cached_property
    def prose(self) -> Weight | None:
        """How much of the text is CJK prose, and how much other; None with too few CJK letters."""
        if self.highest < HANGUL_FROM:
            return None
        return prose_weight(self.text, self.scan, self.offset, self.lowered, lambda: self.protected.spans)

    def in_cjk_prose(self, position: int) -> bool:
        """Whether the clause of a position is prose in Chinese, Japanese or Korean."""
        if self.highest < HANGUL_FROM:
            return False
        number = self.line_number(position)
        rest = self._rest_of(number)
        if rest.side is Side.LATIN and not self.cjk_letters[number]:
            return False
        clause = self.clause_at(position)
        if clause not in self._cjk_clauses:
            self._cjk_clauses[clause] = clause_side(self.protected.prose(*clause), rest) is Side.CJK
        return self._cjk_clauses[clause]

    def _rest_of(self, number: int) -> Weight:
        """The prose of the text without one line, or less of the side that it is clearly on."""
        start, end = self.spans[number]
        cjk, latin = self.prose or Weight(0, math.inf)
        if latin - (end - start) > max(cjk, MIN_CONTEXT):
            # whatever the line holds, the rest is in Latin letters; below, the reverse
            return Weight(cjk, latin - (end - start))
        if cjk - HAN_WEIGHT * (end - start) > max(latin, MIN_CONTEXT):
            return Weight(cjk - HAN_WEIGHT * (end - start), latin)
        if number not in self._rests:
            line = weigh(self.protected.prose(start, end), ())
            self._rests[number] = Weight(max(0, cjk - line.cjk), max(0, latin - line.latin))
        return self._rests[number]

    def clause_at(self, position: int) -> tuple[int, int]:
        """Start and end of the clause of a position, within its line, with the mark at its end."""
        number = self.line_number(position)
        if number not in self._clause_ends:
            start, end = self.spans[number]
            self._clause_ends[number] = [start, *(match.end() for match in CLAUSE_END.finditer(self.text, start, end)), end]
        ends = self._clause_ends[number]
        at = min(bisect_right(ends, position), len(ends) - 1)
        return ends[at - 1], ends[at]

    @cached_property
    def target(self) -> Language | None:
        """The language the text should be in: the given one, or the one it seems to be in."""
        if self.settings.target is not None:
            return self.settings.target
        return parse(self.guess.language) if self.guess.language else None

    @property
    def language(self) -> str | None:
        """BCP-47 tag of the text, as given or identified."""
        return self.target.tag if self.target else None

    @property
    def language_and_confidence(self) -> tuple[str | None, float]:
        """The language, and the probability that it is this one: 1.0 for one that is given, and where there is none."""
        given = self.settings.target is not None or self.guess.language is None
        return self.language, 1.0 if given else round(self.guess.confidence, CONFIDENCE_DIGITS)

    @cached_property
    def page(self) -> float:
        """Probability that the text is a scraped page; 1.0 or 0.0 when the settings say so."""
        return self._page_score(self) if self.settings.page is None else float(self.settings.page)

    @property
    def source(self) -> Language:
        """The language the text was translated from."""
        return self.settings.source

    @cached_property
    def source_concepts(self) -> frozenset[str] | None:
        """Ids of the concepts that the source has a term of; None when that cannot be known."""
        source, matcher = self.settings.source_text, self.matcher
        if source is None or matcher is None or matcher.source != self.source.code:
            return None
        return matcher.named(source)

    @cached_property
    def matcher(self) -> Matcher | None:
        """The glossary for this text's languages, None when it has no renderings in them."""
        return self.settings.matchers.get(self.target.code) if self.target else None

    @cached_property
    def around(self) -> ContextText | None:
        """The context of the places of this text, for the glossary; None without a glossary."""
        return self.matcher.around(self.text, self.lowered) if self.matcher else None

    @cached_property
    def _matches(self) -> dict[str, Matches]:
        indexes = self.settings.indexes
        code = self.target.code if self.target else None
        if code not in indexes:
            wrong = self.matcher.wrong_forms if self.matcher else ()
            names = [lower(form) for form, _ in self.matcher.rivals] if self.matcher else []
            indexes[code] = LiteralIndex({**self.settings.literals, WRONG_FORMS: wrong, NAME_FORMS: names})
        return indexes[code].find(self.lowered)

    def matches(self, owner: str) -> Matches:
        """Start, end and number of each match of the literals of an owner (a rule's id)."""
        return self._matches.get(owner, [])

    @cached_property
    def wrong_renderings(self) -> dict[str, list[WrongMatch]]:
        """The glossary's wrong renderings in their wrong context, by the rule that reports them."""
        found: dict[str, list[WrongMatch]] = {}
        if self.matcher and self.around and self.matches(WRONG_FORMS):
            for match in self.matcher.wrong_renderings(self.around, self.matches(WRONG_FORMS)):
                found.setdefault(match.wrong.rule, []).append(match)
        return found

    @cached_property
    def protected(self) -> Protected:
        """Spans of code, addresses, handles, markup and placeholders."""
        return Protected(self.text)

    def is_protected(self, start: int, end: int) -> bool:
        """Whether a span touches code, an address, a handle or markup."""
        return self.protected.touch(start, end)

    def is_within_protected(self, start: int, end: int) -> bool:
        """Whether a span lies wholly inside code, an address, a handle or markup."""
        return self.protected.contain(start, end)

    @cached_property
    def cjk_letters(self) -> Counter[int]:
        """How many CJK letters each line has, lines without any left out."""
        if self.highest < FIRST_CJK:
            return Counter()
        at = np.flatnonzero(script_table(CJK)[self.scan.scripts[self.offset : self.offset + len(self.text)]])
        sizes = np.bincount(np.array(self.spans)[:, 0].searchsorted(at, side="right") - 1)
        return Counter({number: size for number, size in enumerate(sizes.tolist()) if size})

    def lines_in(self, scripts: tuple[str, ...]) -> frozenset[int]:
        """Numbers of the lines with a letter of one of some scripts."""
        if scripts not in self._lines_in:
            here = script_table(scripts)[self.scan.scripts[self.offset : self.offset + len(self.text)]]
            # the last line may be empty
            held = np.logical_or.reduceat(np.append(here, False), np.array(self.spans)[:, 0])
            self._lines_in[scripts] = frozenset(np.flatnonzero(held).tolist())
        return self._lines_in[scripts]

    def foreign_runs(self, native: tuple[str, ...]) -> list[tuple[int, int, int]]:
        """Unbroken runs of letters of any script but `native` ones and those shared by all."""
        return self._runs(_foreign_numbers(native))

    def _runs(self, numbers: frozenset[int]) -> list[tuple[int, int, int]]:
        if (self.plain and script_number("Latn") not in numbers) or not numbers & self.scripts:
            return []
        start = self.offset
        runs = self.scan.runs(start, start + len(self.text), numbers)
        return [(first - start, last - start, number) for first, last, number in runs]


def once_per_view(read: Callable[[View], Made]) -> Callable[[View], Made]:
    """Decorate a function of a view that several rules or functions call: it runs once for each
    view, and its result is shared.

    Args:
        read: a pure function at the top of a module.
    """
    name = f"{read.__module__}.{read.__name__}"

    @wraps(read)
    def shared(view: View) -> Made:
        if name not in view.shared:
            view.shared[name] = read(view)
        return cast("Made", view.shared[name])

    return shared


@cache
def _foreign_numbers(native: tuple[str, ...]) -> frozenset[int]:
    shared = ("Zyyy", "Zinh", "Zzzz", *native)
    return script_numbers(tuple(name for name in all_scripts() if name not in shared))
