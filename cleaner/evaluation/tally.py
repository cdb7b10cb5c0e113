"""What was found against what is wrong, counted.

Each tally adds up one kind of gold and says what it comes to as `Measure`s. A share of lines, segments or texts has a Wilson interval;
characters have none, because those of one line are found or missed together.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from cleaner.evaluation.gold import Gold
from cleaner.review.precision import wilson

DAMAGED = 0.1
"""Share of its characters from which on the story of a page counts as damaged."""
ONE_IN = 100
"""One line in so many is spam where `precision at 1 %` is said: a gold file holds far more of it than a page of the web."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure from 0 to 1, None where there is nothing to measure, and its 95 % interval, None where none can be told."""

    name: str
    value: float | None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was found in a text: numbers of lines, and spans of code points; whichever the gold is compared with."""

    lines: frozenset[int] = frozenset()
    spans: tuple[tuple[int, int], ...] = ()


class Tally(Protocol):
    """Counts predictions against gold."""

    def add(self, gold: Gold, found: Prediction) -> None:
        """Count a text."""

    def counts(self) -> dict[str, int]:
        """How much was counted."""

    def measures(self) -> list[Measure]:
        """What it comes to."""


def share(name: str, part: float, whole: float, count: float | None = None) -> Measure:
    """A share with its interval.

    Args:
        name: of the measure.
        part, whole: weighted or not.
        count: how many were looked at, when `part` and `whole` are weighted.
    """
    if not whole:
        return Measure(name, None)
    return Measure(name, part / whole, wilson(part / whole, max(1, int(whole if count is None else count))))


def f1(found: float, wrong: float, missed: float) -> float | None:
    """The harmonic mean of precision and recall; None when there was nothing to find and nothing was found."""
    return 2 * found / (2 * found + wrong + missed) if found + wrong + missed else None


def _ratio(name: str, part: float, whole: float) -> Measure:
    return Measure(name, part / whole if whole else None)


@dataclass(slots=True)
class Cells:
    """The four cells of right and wrong: found, wrongly found, missed, rightly left."""

    found: float = 0
    wrong: float = 0
    missed: float = 0
    left: float = 0

    def add(self, *, bad: bool, flagged: bool, weight: float = 1) -> None:
        """Count one thing."""
        if bad and flagged:
            self.found += weight
        elif bad:
            self.missed += weight
        elif flagged:
            self.wrong += weight
        else:
            self.left += weight


def letters(line: str) -> int:
    """How many code points of a line are no white space."""
    return sum(map(len, line.split()))


@dataclass(slots=True)
class Lines:
    """Lines of pages: those that go against those that stay; and what becomes of the story."""

    cells: Cells = field(default_factory=Cells)
    characters: Cells = field(default_factory=Cells)
    documents: int = 0
    stories: int = 0
    damaged: int = 0
    story_f1: float = 0.0

    def add(self, gold: Gold, found: Prediction) -> None:
        """See `Tally`."""
        own = Cells()
        for number, (line, label) in enumerate(zip(gold.text.split("\n"), gold.labels, strict=True)):
            if label < 0:
                continue
            flagged = number in found.lines
            self.cells.add(bad=label == 0, flagged=flagged)
            own.add(bad=label == 0, flagged=flagged, weight=letters(line))
        for name in ("found", "wrong", "missed", "left"):
            setattr(self.characters, name, getattr(self.characters, name) + getattr(own, name))
        self.documents += 1
        story = own.left + own.wrong
        if story:
            self.stories += 1
            self.damaged += own.wrong > DAMAGED * story
            self.story_f1 += f1(own.left, own.missed, own.wrong) or 0.0

    def counts(self) -> dict[str, int]:
        """See `Tally`."""
        cells = self.cells
        return {"documents": self.documents, "bad lines": int(cells.found + cells.missed), "good lines": int(cells.wrong + cells.left)}

    def measures(self) -> list[Measure]:
        """See `Tally`."""
        cells, characters = self.cells, self.characters
        return [
            share("precision", cells.found, cells.found + cells.wrong),
            share("recall", cells.found, cells.found + cells.missed),
            Measure("F1", f1(cells.found, cells.wrong, cells.missed)),
            _ratio("character precision", characters.found, characters.found + characters.wrong),
            _ratio("character recall", characters.found, characters.found + characters.missed),
            Measure("character F1", f1(characters.found, characters.wrong, characters.missed)),
            _ratio("document F1", self.story_f1, self.stories),
            _ratio("story kept", characters.left, characters.left + characters.wrong),
            share("stories damaged", self.damaged, self.stories),
        ]


@dataclass(slots=True)
class Spam:
    """Lines that are spam against lines that are not."""

    cells: Cells = field(default_factory=Cells)
    texts: int = 0

    def add(self, gold: Gold, found: Prediction) -> None:
        """See `Tally`."""
        self.texts += 1
        for number, label in enumerate(gold.labels):
            if label >= 0:
                self.cells.add(bad=label == 0, flagged=number in found.lines)

    def counts(self) -> dict[str, int]:
        """See `Tally`."""
        cells = self.cells
        return {"texts": self.texts, "spam": int(cells.found + cells.missed), "good": int(cells.wrong + cells.left)}

    def measures(self) -> list[Measure]:
        """See `Tally`."""
        cells = self.cells
        recall = share("recall", cells.found, cells.found + cells.missed)
        alarms = share("false alarms", cells.wrong, cells.wrong + cells.left)
        rare = None
        if recall.value is not None and alarms.value is not None:
            flagged = recall.value + (ONE_IN - 1) * alarms.value
            rare = recall.value / flagged if flagged else None
        return [
            share("precision", cells.found, cells.found + cells.wrong),
            recall,
            Measure("F1", f1(cells.found, cells.wrong, cells.missed)),
            alarms,
            Measure("precision at 1 %", rare),
        ]


@dataclass(slots=True)
class Spans:
    """Spans: whole segments, and the letters and digits inside."""

    cells: Cells = field(default_factory=Cells)
    seen: Cells = field(default_factory=Cells)
    letters: Cells = field(default_factory=Cells)
    spans: int = 0
    hit: int = 0
    findings: float = 0
    good: float = 0

    def add(self, gold: Gold, found: Prediction) -> None:
        """See `Tally`."""
        ours = marks(gold.text, gold.spans)
        aside = marks(gold.text, gold.unsure) - ours
        kept = [(span, marks(gold.text, [span]) - aside) for span in found.spans]
        kept = [(span, at) for span, at in kept if at]
        flagged = {place for _, at in kept for place in at}
        for cells, weight in ((self.cells, gold.weight), (self.seen, 1)):
            cells.add(bad=bool(ours), flagged=bool(flagged), weight=weight)
        self.letters.found += gold.weight * len(ours & flagged)
        self.letters.wrong += gold.weight * len(flagged - ours)
        self.letters.missed += gold.weight * len(ours - flagged)
        for span in gold.spans:
            own = marks(gold.text, [span])
            self.spans += bool(own)
            self.hit += bool(own & flagged)
        for _, at in kept:
            self.findings += gold.weight
            self.good += gold.weight * bool(at & ours)

    def counts(self) -> dict[str, int]:
        """See `Tally`."""
        seen = self.seen
        return {"segments": int(seen.found + seen.wrong + seen.missed + seen.left), "with a span": int(seen.found + seen.missed)}

    def measures(self) -> list[Measure]:
        """See `Tally`."""
        cells, seen, inside = self.cells, self.seen, self.letters
        return [
            share("precision", cells.found, cells.found + cells.wrong, seen.found + seen.wrong),
            share("recall", cells.found, cells.found + cells.missed, seen.found + seen.missed),
            Measure("F1", f1(cells.found, cells.wrong, cells.missed)),
            share("false alarms", cells.wrong, cells.wrong + cells.left, seen.wrong + seen.left),
            _ratio("letter precision", inside.found, inside.found + inside.wrong),
            _ratio("letter recall", inside.found, inside.found + inside.missed),
            Measure("letter F1", f1(inside.found, inside.wrong, inside.missed)),
            share("spans touched", self.hit, self.spans),
        ]


@dataclass(slots=True)
class Pairs:
    """Translations to be flagged as a whole against those that must pass."""

    cells: Cells = field(default_factory=Cells)

    def add(self, gold: Gold, found: Prediction) -> None:
        """See `Tally`."""
        self.cells.add(bad=gold.labels[0] == 0, flagged=bool(found.spans))

    def counts(self) -> dict[str, int]:
        """See `Tally`."""
        cells = self.cells
        return {"to flag": int(cells.found + cells.missed), "to pass": int(cells.wrong + cells.left)}

    def measures(self) -> list[Measure]:
        """See `Tally`."""
        cells = self.cells
        return [
            share("precision", cells.found, cells.found + cells.wrong),
            share("recall", cells.found, cells.found + cells.missed),
            Measure("F1", f1(cells.found, cells.wrong, cells.missed)),
            share("false alarms", cells.wrong, cells.wrong + cells.left),
        ]


TALLIES: dict[str, type[Lines] | type[Spam] | type[Spans] | type[Pairs]] = {
    "lines": Lines,
    "page": Spam,
    "spam": Spam,
    "spans": Spans,
    "same-script": Spans,
    "pairs": Pairs,
}
"""What counts which format of gold."""


def marks(text: str, spans: Iterable[Sequence[int]]) -> set[int]:
    """The places of the letters and digits in some spans."""
    return {place for start, end in spans for place in range(start, min(end, len(text))) if unicodedata.category(text[place])[0] in "LMN"}
