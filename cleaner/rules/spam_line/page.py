"""The suspected lines of a document, weighed together: score, form, script, place, and what else is removed."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from cleaner.models import spam
from cleaner.rules.spam_line.markers import LEAD
from cleaner.rules.spam_line.script import CJK_CHAR, REACH, read_line
from cleaner.rules.spam_line.signals import MAX_SCRAP, SEPARATORS, ends_as_sentence, is_sentence, signals_of
from cleaner.rules.spam_line.signs import EDGE, MIN_LINE
from cleaner.rules.view import View

WEIGHTS = {"script": 64, "marker": 96, "edge": 96, "other lines": 48, "repetition": 32, "list": 32, "contact": 32, "disguise": 32}
"""What a signal adds to the score of a line in a document, in the unit of the score. Set on hijacked pages by what recall and good lines lose."""
NEEDED = 32
"""What score and signals must reach together."""
MIN_FOREIGN_ODDS = -152
"""The lowest score of a line in a foreign script that is proposed; any other line must be likely spam by its score alone."""
ON_TOPIC = 0.5
"""Share of a line's pairs of letters that are in the document's sentences, from which it is about what they are about, as a headline is."""
ROUNDS = 8
"""How often removed lines may draw others along, so that time stays linear; a document that asks for more is judged by scores and places alone."""
MAX_NAMES = 16
"""Advertised names that are looked for in the other lines; pages have one or two."""
MIN_NAMED = 3
"""Removed lines that must say a name twice for it to give away others: two may be about a good name."""
MIN_NAME = 4
"""Letters of such a name: shorter ones are in words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of a document that its score speaks against.

    Attributes:
        line: as it was judged.
        score: its own, or that of the line that drew it along.
        signals: what speaks for spam.
        removed: whether it is to go; otherwise a reviewer should see it.
        drawn: whether removed lines drew it along.
    """

    line: str
    score: spam.Score
    signals: list[str]
    removed: bool
    drawn: bool = False


class Page:
    """A document and those of its lines that may be spam.

    What is decided by place is decided for the text as it will be: lines that go make room at the edges for the next. Lines without a signal are
    only scored when others are removed.

    Args:
        view: the document.
        filled: numbers of the lines that are not blank.
        suspects: numbers of the lines that may be spam.
        marked: numbers of the lines with a marker phrase.
        strange: numbers of the lines in another script, or variant of Chinese, than the rest.
    """

    def __init__(self, view: View, filled: list[int], suspects: list[int], marked: Collection[int], strange: Collection[int]) -> None:
        self._view = view
        self._filled = filled
        self._lines = {number: read_line(view, number) for number in suspects}
        self._signals: dict[int, list[str]] = {}
        for number, line in self._lines.items():
            by_place = [*(["script"] if number in strange else []), *(["marker"] if number in marked else [])]
            self._signals[number] = [*signals_of(line[:REACH]), *by_place]
        self._scores: dict[int, spam.Score] = {}
        self._found: dict[int, Finding] = {}
        self._any_gone = False

    def findings(self) -> dict[int, Finding]:
        """What is found of each line, by number."""
        edges = {*self._filled[:EDGE], *self._filled[-EDGE:]}
        self._score([number for number in self._lines if self._signals[number] or number in edges])
        self._weigh()
        rounds = 0
        while rounds < ROUNDS and (drawn := self._drawn_along()):
            self._found.update(drawn)  # which makes room at the edges
            self._weigh()
            rounds += 1
        if rounds == ROUNDS:
            self._found.clear()
            self._any_gone = False
            self._weigh()
        return {number: self._found[number] for number in sorted(self._found)}

    def _score(self, numbers: Iterable[int]) -> None:
        wanted = [number for number in numbers if number not in self._scores]
        self._scores.update(zip(wanted, spam.scores([self._lines[number] for number in wanted]), strict=True))

    def _is_gone(self, number: int) -> bool:
        return number in self._found and self._found[number].removed

    def _weigh(self) -> None:
        """Find the lines that reach what is needed: first by themselves and their place, then knowing that others are spam."""
        for beside_others in (False, True):
            if beside_others:
                if not self._any_gone:
                    break
                self._score(self._lines)
            for number in self._scores:
                self._judge(number, ["other lines"] if beside_others else [])
            for order in (self._filled, self._filled[::-1]):
                kept = 0
                for number in order:
                    if number in self._lines and number not in self._scores:
                        self._score(self._lines if self._any_gone else (number,))
                    self._judge(number, ["edge", "other lines"] if beside_others else ["edge"])
                    kept += not self._is_gone(number)
                    if kept == EDGE:
                        break

    def _judge(self, number: int, around: list[str]) -> None:
        score = self._scores.get(number)
        if score is None or self._is_gone(number):
            return
        signals = [*self._signals[number], *around]
        if not signals:
            return
        reached = score.odds + sum(WEIGHTS[signal] for signal in signals) >= NEEDED
        removed = reached and score.sure and len(self._lines[number]) >= MIN_LINE and ("script" in signals or not self._is_on_topic(number))
        doubtful = reached and (score.likely or ("script" in signals and score.odds >= MIN_FOREIGN_ODDS))
        if removed or doubtful or (score.sure and self._signals[number] and number not in self._found):
            self._found[number] = Finding(self._lines[number], score, [*signals, "score"], removed)
            self._any_gone |= removed

    def _is_on_topic(self, number: int) -> bool:
        """Whether a line is about what the sentences of the document are about."""
        pairs = set(pairwise(CJK_CHAR.findall(self._lines[number][:REACH])))
        return bool(pairs) and sum(pair in self._story for pair in pairs) >= ON_TOPIC * len(pairs)

    @cached_property
    def _story(self) -> set[tuple[str, str]]:
        """Neighbouring letters in the sentences of the document."""
        text, spans = self._view.text, self._view.spans
        sentences = (text[slice(*spans[number])] for number in self._filled if ends_as_sentence(text, *spans[number]))
        return {pair for line in sentences for pair in pairwise(CJK_CHAR.findall(line))}

    def _drawn_along(self) -> dict[int, Finding]:
        """Lines that lead to removed ones, and lines without a sentence that name what is advertised over and over."""
        drawn: dict[int, Finding] = {}
        if not self._any_gone:
            return drawn
        names = self._names()
        following = -1
        for number in reversed(self._filled):
            if not self._is_gone(number):
                line = self._view.text[slice(*self._view.spans[number])]
                name = next((name for name in names if name in line), None)
                if self._is_gone(following) and LEAD.search(line):
                    drawn[number] = Finding(line, self._found[following].score, ["leads to spam"], removed=True, drawn=True)
                elif name is not None and not is_sentence(line):
                    drawn[number] = Finding(line, names[name], ["names what is advertised"], removed=True, drawn=True)
            following = number
        return drawn

    def _names(self) -> dict[str, spam.Score]:
        """Names that several removed lines say twice ("X - X (official)"), with the score of one of the lines."""
        found: Counter[str] = Counter()
        scores: dict[str, spam.Score] = {}
        for number in sorted(self._lines):
            if self._is_gone(number):
                line = self._lines[number][:REACH]
                for name in dict.fromkeys(SEPARATORS.split(line)):
                    if MIN_NAME <= len(name) <= MAX_SCRAP and line.count(name) > 1:
                        found[name] += 1
                        scores.setdefault(name, self._found[number].score)
        return {name: scores[name] for name, times in found.most_common(MAX_NAMES) if times >= MIN_NAMED}
