"""The suspected lines of a document, decided by score, form, script, place and other lines."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from cleaner.models import spam
from cleaner.rules.spam_line.markers import LEAD
from cleaner.rules.spam_line.script import CJK_CHAR, REACH, read_line
from cleaner.rules.spam_line.signals import MAX_ITEM, SEPARATORS, ends_as_sentence, is_sentence, signals_of
from cleaner.rules.spam_line.signs import EDGE, MIN_LINE
from cleaner.rules.view import View

WEIGHTS = {"script": 64, "marker": 96, "edge": 96, "other lines": 48, "repetition": 32, "list": 32, "contact": 32, "disguise": 32}
"""Added to the score of a line for each signal, in units of the score; tuned on hijacked pages for
recall against lost good lines."""
MIN_SUM = 32
"""Score and signals of a line that is spam; tuned together with `WEIGHTS`."""
MIN_FOREIGN_ODDS = -152
"""The lowest score of a proposed line in a foreign script; other lines must be likely by score
alone."""
MIN_ON_TOPIC = 0.5
"""Share of a line's letter pairs in the document's sentences from which it shares their topic, like
a headline."""
MAX_ROUNDS = 8
"""Rounds in which lines follow removed ones, so that time stays linear; with more, none follow."""
MAX_NAMES = 16
"""Advertised names that are searched in the other lines; pages have one or two."""
MIN_NAMED = 3
"""Removed lines that must contain a name twice before other lines follow: two may be about a good
name."""
MIN_NAME = 4
"""Letters of such a name: shorter ones occur inside words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of a document that may be spam.

    Attributes:
        line: the line without its untranslated text.
        score: its own, or that of the removed line it follows.
        signals: evidence for spam.
        removed: whether to remove it; otherwise it is proposed.
        follows: whether it is found because of removed lines.
    """

    line: str
    score: spam.Score
    signals: list[str]
    removed: bool
    follows: bool = False


class Page:
    """A document with its lines that may be spam.

    The edges are those of the cleaned text: after a removed line the next one is at the edge. Lines
    without a signal are only scored if others are removed.

    Args:
        view: the document.
        filled: numbers of the lines that are not blank.
        suspects: numbers of the lines that may be spam.
        marked: numbers of the lines with a marker phrase.
        foreign: numbers of the lines in another script, or variant of Chinese, than the rest.
    """

    def __init__(self, view: View, filled: list[int], suspects: list[int], marked: Collection[int], foreign: Collection[int]) -> None:
        self._view = view
        self._filled = filled
        self._lines = {number: read_line(view, number) for number in suspects}
        self._signals: dict[int, list[str]] = {}
        for number, line in self._lines.items():
            others = [*(["script"] if number in foreign else []), *(["marker"] if number in marked else [])]
            self._signals[number] = [*signals_of(line[:REACH]), *others]
        self._scores: dict[int, spam.Score] = {}
        self._found: dict[int, Finding] = {}
        self._any_gone = False

    def findings(self) -> dict[int, Finding]:
        """The findings, by the numbers of their lines."""
        edges = {*self._filled[:EDGE], *self._filled[-EDGE:]}
        self._score([number for number in self._lines if self._signals[number] or number in edges])
        self._weigh()
        rounds = 0
        while rounds < MAX_ROUNDS and (following := self._following()):
            self._found.update(following)  # other lines are at the edges now
            self._weigh()
            rounds += 1
        if rounds == MAX_ROUNDS:
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
        """Find spam lines by themselves and their place, then with others known to be spam."""
        for with_others in (False, True):
            if with_others:
                if not self._any_gone:
                    break
                self._score(self._lines)
            for number in self._scores:
                self._decide(number, ["other lines"] if with_others else [])
            for order in (self._filled, self._filled[::-1]):
                kept = 0
                for number in order:
                    if number in self._lines and number not in self._scores:
                        self._score(self._lines if self._any_gone else (number,))
                    self._decide(number, ["edge", "other lines"] if with_others else ["edge"])
                    kept += not self._is_gone(number)
                    if kept == EDGE:
                        break

    def _decide(self, number: int, around: list[str]) -> None:
        score = self._scores.get(number)
        if score is None or self._is_gone(number):
            return
        signals = [*self._signals[number], *around]
        if not signals:
            return
        reached = score.odds + sum(WEIGHTS[signal] for signal in signals) >= MIN_SUM
        removed = reached and score.sure and len(self._lines[number]) >= MIN_LINE and ("script" in signals or not self._is_on_topic(number))
        doubtful = reached and (score.likely or ("script" in signals and score.odds >= MIN_FOREIGN_ODDS))
        if removed or doubtful or (score.sure and self._signals[number] and number not in self._found):
            self._found[number] = Finding(self._lines[number], score, [*signals, "score"], removed)
            self._any_gone |= removed

    def _is_on_topic(self, number: int) -> bool:
        """Whether a line shares the topic of the document's sentences."""
        pairs = set(pairwise(CJK_CHAR.findall(self._lines[number][:REACH])))
        return bool(pairs) and sum(pair in self._pairs for pair in pairs) >= MIN_ON_TOPIC * len(pairs)

    @cached_property
    def _pairs(self) -> set[tuple[str, str]]:
        """Pairs of neighbouring letters in the document's sentences."""
        text, spans = self._view.text, self._view.spans
        sentences = (text[slice(*spans[number])] for number in self._filled if ends_as_sentence(text, *spans[number]))
        return {pair for line in sentences for pair in pairwise(CJK_CHAR.findall(line))}

    def _following(self) -> dict[int, Finding]:
        """Lines that introduce removed ones, or contain an advertised name and no sentence."""
        found: dict[int, Finding] = {}
        if not self._any_gone:
            return found
        names = self._names()
        below = -1
        for number in reversed(self._filled):
            if not self._is_gone(number):
                line = self._view.text[slice(*self._view.spans[number])]
                name = next((name for name in names if name in line), None)
                if self._is_gone(below) and LEAD.search(line):
                    found[number] = Finding(line, self._found[below].score, ["leads to spam"], removed=True, follows=True)
                elif name is not None and not is_sentence(line):
                    found[number] = Finding(line, names[name], ["names what is advertised"], removed=True, follows=True)
            below = number
        return found

    def _names(self) -> dict[str, spam.Score]:
        """Names that several removed lines contain twice ("X - X (official)"), with a score."""
        found: Counter[str] = Counter()
        scores: dict[str, spam.Score] = {}
        for number in sorted(self._lines):
            if self._is_gone(number):
                line = self._lines[number][:REACH]
                for name in dict.fromkeys(SEPARATORS.split(line)):
                    if MIN_NAME <= len(name) <= MAX_ITEM and line.count(name) > 1:
                        found[name] += 1
                        scores.setdefault(name, self._found[number].score)
        return {name: scores[name] for name, times in found.most_common(MAX_NAMES) if times >= MIN_NAMED}
