"""Which lines of a page the learned score may remove.

The score gives the probability that a line belongs to the article. What it may remove depends on
the place of the line:

- A place (the block before the article, the block after it, a run of lines inside) is proven to be
  boilerplate by a line that the phrase tables know or that recurs on the site. There every line
  under the limit is removed.
- In other places the score is the only evidence. Lines that read like text stay: several sentences,
  long lines, quotations, dialogue. Inside the article the limit is `UNPROVEN` times lower.
"""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from cleaner.models import boilerplate as model
from cleaner.patterns import regex
from cleaner.rules.boilerplate_line.bylines import MAX_CREDIT, date_of
from cleaner.rules.boilerplate_line.phrases import LONGEST_LINE, NAMES, known_line
from cleaner.rules.boilerplate_line.reading import Reading, reading
from cleaner.rules.lines import Verdict
from cleaner.rules.view import View, once_per_view

Flags = npt.NDArray[np.bool_]
Probabilities = npt.NDArray[np.float64]

MIN_PAGE = 0.5
"""Probability of a page from which the score may remove lines if a phrase proves boilerplate."""
MIN_PAGE_WITHOUT_PHRASE = 0.98
"""The same without such a phrase. With the kind or source of a text held out, all texts that lost
article lines to the score had no such phrase, and all but one a lower probability."""
MIN_PAGE_OF_SITE = 0.1
"""The same for a text with recurring lines, which only pages have."""
MIN_ARTICLE, MIN_BRIEF = 300, 100
"""Characters in sentences (a CJK letter counts as 2.5) of the shortest article around which the
score removes lines; the second value applies if phrases also remove lines. Shorter lists, forms,
glossaries and letters look like pages: 57 of 104 near-misses in the tests have a probability above
.9."""
UNPROVEN = 6
"""Factor by which the limit is lower inside the article, in a place that nothing proves."""
MIN_WEAK = 2
"""Different menu words ("Home", "News") that prove a place if the score agrees; one occurs in any
text."""
MIN_SURE_PAGE, MIN_BLOCK = 0.97, 6
"""In a page that is this certain, so many almost certain boilerplate lines prove their place: for
some languages few phrases are known."""
MIN_LONG = 150
"""Characters (a CJK letter counts as 2.5) of a line that is longer than menus, headlines and
notices."""
MAX_SIZE = 1500
"""Characters of the longest line that may be removed: comments are shorter, articles in one line
longer."""
MIN_CONTRADICTED = 0.5
"""Article probability from which the score contradicts a phrase, so that the line proves
nothing."""
MAX_RECURRING = 0.7
"""Article probability under which a recurring line is removed."""
RECURRING_CONFIDENCE = 0.96
"""Measured share of boilerplate among recurring lines under `MAX_RECURRING`."""
SENTENCE_BREAK = regex(r"[.!?…][\"'”’»)\]]*\s+(?=[^\sa-z])|[。！？](?=.)")
"""The end of a sentence with another after it."""
QUOTED = regex(r"\s*[\"“„«「『‘'].*[\"”“»」』’'][.,!?。！？]?\s*$")
SPOKEN = regex(r"\s*[-–—―]\s*\w.*[.!?…”\"]\s*$")
"""Dialogue: after a dash, with an end mark."""


def by_score(view: View, phrases: Collection[int]) -> dict[int, Verdict]:
    """The lines that the learned score removes.

    Args:
        view: the text, a page.
        phrases: numbers of the lines that the phrase tables remove.
    """
    read, article = reading(view), article_of(view)
    recurring = recurring_lines(view)
    gone = np.flatnonzero(removable(read, article, view.page, model.LEVELS[view.settings.boilerplate], phrases, recurring))
    scores, confidences = article[gone], model.weights().confidences(article[gone])
    made = {}
    for number, score, measured in zip(read.lines.numbers[gone].tolist(), scores.tolist(), confidences, strict=True):
        start, end = view.spans[number]
        if view.is_within_protected(start, end):
            continue
        confidence, evidence = measured, {"score": round(1 - score, 3)}
        if number in recurring:
            evidence["stories"] = recurring[number]
            confidence = max(measured, RECURRING_CONFIDENCE)
        made[number] = Verdict(_name(view.text[start:end]), confidence, evidence=evidence)
    return made


def is_page(view: View, phrases: Collection[int]) -> bool:
    """Whether the score may remove lines of a text: whether it is a page with an article.

    Args:
        view: the text.
        phrases: numbers of the lines that the phrase tables remove.
    """
    page = view.page
    if page < MIN_PAGE_OF_SITE:  # most texts, whose lines need no features then
        return False
    if page < MIN_PAGE_WITHOUT_PHRASE and not recurring_lines(view) and (page < MIN_PAGE or not _has_proof(view)):
        return False
    _, sentence = reading(view).lines.sizes()
    return bool(sentence.sum() >= (MIN_BRIEF if phrases else MIN_ARTICLE))


def _has_proof(view: View) -> bool:
    """Whether a phrase proves a line to be boilerplate and the score does not contradict it."""
    strong = reading(view).known.strength == 2
    return bool(strong.any() and (article_of(view)[strong] < MIN_CONTRADICTED).any())


@once_per_view
def recurring_lines(view: View) -> dict[int, int]:
    """Numbers of the recurring lines, with the number of articles each appears in."""
    recurring = view.settings.recurring
    if recurring is None:
        return {}
    lines = reading(view).lines
    return {number: times for number, times in zip(lines.numbers.tolist(), recurring.articles(lines.strings()), strict=True) if times}


@once_per_view
def article_of(view: View) -> Probabilities:
    """The article probability of each line that is not blank."""
    read = reading(view)
    return model.weights().article(read.features, read.heads, read.words)


def removable(
    read: Reading, article: Probabilities, page: float, level: model.Level, phrases: Collection[int], recurring: Collection[int]
) -> Flags:
    """Which lines to remove, except those that the phrase tables already remove.

    Args:
        read: the page.
        article: the article probability of each line.
        page: probability that the text is a page.
        level: how aggressively to remove.
        phrases: numbers of the lines that the phrase tables remove.
        recurring: numbers of the recurring lines.
    """
    lines = read.lines
    numbers = lines.numbers.tolist()
    known = np.array([number in phrases for number in numbers], dtype=bool)
    again = np.array([number in recurring for number in numbers], dtype=bool)
    size, sentence = lines.sizes()
    # above the first sentence are headlines, even in what an extractor left
    limit = np.where(np.cumsum(sentence > 0) == 0, level.page, level.limit(lines))
    under = (article < limit) | (again & (article < MAX_RECURRING))
    under &= size < MAX_SIZE
    stays = (sentence > 0) & ~under & ~known
    under &= ~(again & (article >= limit) & _headline(stays))
    places = _places(under | known, stays)
    certain = under & (article < limit / UNPROVEN)
    proved = np.zeros(int(places.max(initial=0)) + 1, dtype=bool)
    for proof, needed in (
        ((known & (article < MIN_CONTRADICTED)) | again, 1),
        ((read.known.strength == 1) & certain, MIN_WEAK),
        (certain, MIN_BLOCK if page >= MIN_SURE_PAGE else len(lines) + 1),
    ):
        proved |= np.bincount(places[proof], minlength=len(proved)) >= needed
    unproven = under & ~proved[places]
    inside = places > TAIL
    for at in np.flatnonzero(unproven).tolist():
        line = lines.text[lines.starts[at] : lines.ends[at]]
        under[at] = (
            size[at] < MIN_LONG
            and article[at] < (limit[at] / UNPROVEN if inside[at] else limit[at])
            and not _reads_as_text(line, sentence[at] > 0)
        )
    return np.asarray(under & ~known)


HEAD, TAIL = 0, 1
"""The places before and after the article; runs of lines inside it have higher numbers."""


def _places(out: Flags, stays: Flags) -> npt.NDArray[np.int64]:
    """The place of each line: before the article, after it, or a run of lines inside it."""
    at = np.flatnonzero(stays)
    if not len(at):
        return np.full(len(out), HEAD)
    runs = np.cumsum(np.append(0, out[1:] != out[:-1])) + TAIL + 1
    where = np.arange(len(out))
    return np.where(where < at[0], HEAD, np.where(where > at[-1], TAIL, runs))


def _headline(stays: Flags) -> Flags:
    """The line above the first remaining sentence; pages that link to the article repeat it."""
    above = np.zeros(len(stays), dtype=bool)
    found = np.flatnonzero(stays)
    if len(found) and found[0]:
        above[found[0] - 1] = True
    return above


def _reads_as_text(line: str, is_sentence: bool) -> bool:
    return (is_sentence and SENTENCE_BREAK.search(line) is not None) or QUOTED.match(line) is not None or SPOKEN.match(line) is not None


def _name(line: str) -> str:
    """The kind of boilerplate of a line, by the phrase tables."""
    found = known_line(line).found if len(line) <= LONGEST_LINE else None
    if found is not None:
        return NAMES.get(found[0], found[0])
    return "date line" if len(line) <= MAX_CREDIT and date_of(line) is not None else "boilerplate"
