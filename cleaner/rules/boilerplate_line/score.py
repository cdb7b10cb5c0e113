"""Which lines of a page the learned score may remove.

The score says how likely each line belongs to the article. What it may remove unasked depends on where the line stands:

- In the blocks before and after the article, and in a run of lines inside it, every line under the limit goes when something proves the place to be
  boilerplate: a line that the phrase tables know, or one that recurs on other pages of the site.
- Elsewhere the score is alone. There a line that reads like text stays: one with several sentences, a long one, one in quotation marks, dialogue. Inside
  the article the limit is `ALONE` times lower.
"""

import re
from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from cleaner.models import boilerplate as model
from cleaner.rules.boilerplate_line.bylines import MAX_CREDIT, date_of
from cleaner.rules.boilerplate_line.phrases import LONGEST_LINE, NAMES, of_line
from cleaner.rules.boilerplate_line.reading import Reading, reading
from cleaner.rules.lines import Verdict
from cleaner.rules.view import View, once_per_view

Flags = npt.NDArray[np.bool_]
Probabilities = npt.NDArray[np.float64]

MIN_PAGE = 0.5
"""Probability of a page from which the score may remove lines, when a phrase proves that there is boilerplate."""
MIN_PAGE_ALONE = 0.98
"""The same without such a phrase. Of texts whose kind or source was held out, all that lost a line to the score had no such phrase, and all but one a
lower probability."""
MIN_PAGE_OF_SITE = 0.1
"""The same for a text with lines that recur in other articles of its site, which only pages have."""
MIN_ARTICLE, MIN_BRIEF = 300, 100
"""Characters in sentences, a CJK letter counted as 2.5, of the shortest article around which the score removes lines; and of the shortest where phrases
remove lines as well. In shorter texts lists, forms, glossaries and letters look like pages (57 of 104 near misses in the tests have a
probability above .9), and only phrases decide."""
ALONE = 6
"""How many times lower the limit is inside the article, in a run of lines that nothing proves to be boilerplate."""
MIN_WEAK = 2
"""Common words of menus ("Home", "News"), each almost certainly boilerplate, that prove a place: one alone is a word of any text."""
SURE_PAGE, MIN_BLOCK = 0.97, 6
"""In what is almost certainly a page so many lines that are almost certainly boilerplate prove their place; there are languages of which few phrases
are known."""
LONG = 150
"""Characters, a CJK letter counted as 2.5, from which a line is longer than menus, headlines and notices are."""
MAX_SIZE = 1500
"""Characters, counted likewise, of the longest line that may go: whole articles come as one line, comments are shorter."""
LIKELY = 0.5
"""Probability of article from which the score contradicts the phrase tables: such a line proves nothing."""
RECURRING = 0.7
"""Probability of article under which a line goes that recurs in other articles; the measured share of boilerplate among them is `RECURS`."""
RECURS = 0.96
SEVERAL = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[^\sa-z])|[。！？](?=.)")
"""The end of a sentence with another after it."""
QUOTED = re.compile(r"\s*[\"“„«「『‘'].*[\"”“»」』’'][.,!?。！？]?\s*$")
SPOKEN = re.compile(r"\s*[-–—―]\s*\w.*[.!?…”\"]\s*$")
"""Dialogue: after a dash, with an end mark."""


def by_score(view: View, phrases: Collection[int]) -> dict[int, Verdict]:
    """Lines that the learned score removes.

    Args:
        view: the text, a page.
        phrases: numbers of the lines that the phrase tables remove.
    """
    read, article = reading(view), article_of(view)
    stories = recurring_lines(view)
    gone = removable(read, article, view.page, model.LEVELS[view.settings.boilerplate], phrases, stories)
    made = {}
    for at in np.flatnonzero(gone).tolist():
        number = int(read.lines.numbers[at])
        start, end = view.spans[number]
        if view.is_within_protected(start, end):
            continue
        confidence = model.weights().confidence(float(article[at]))
        evidence: dict[str, object] = {"score": round(1 - float(article[at]), 3)}
        if number in stories:
            evidence["stories"] = stories[number]
            confidence = max(confidence, RECURS)
        made[number] = Verdict(_name(view.text[start:end]), confidence, evidence=evidence)
    return made


def is_page(view: View, phrases: Collection[int]) -> bool:
    """Whether the score may remove lines of a text: a page with an article, or what may be one and has lines that recur in its site.

    Args:
        view: the text.
        phrases: numbers of the lines that the phrase tables remove from it.
    """
    page = view.page
    if page < MIN_PAGE_OF_SITE:  # most texts: nothing is computed of their lines
        return False
    if page < MIN_PAGE_ALONE and not recurring_lines(view) and (page < MIN_PAGE or not _has_proof(view)):
        return False
    _, sentence = reading(view).lines.sizes()
    return bool(sentence.sum() >= (MIN_BRIEF if phrases else MIN_ARTICLE))


def _has_proof(view: View) -> bool:
    """Whether a line is boilerplate by a phrase, and the score does not contradict."""
    strong = reading(view).known.strength == 2
    return bool(strong.any() and (article_of(view)[strong] < LIKELY).any())


@once_per_view
def recurring_lines(view: View) -> dict[int, int]:
    """Numbers of the lines that recur, with the number of articles they stand in."""
    recurring = view.settings.recurring
    if recurring is None:
        return {}
    lines = reading(view).lines
    return {number: times for number, times in zip(lines.numbers.tolist(), recurring.stories(lines.strings()), strict=True) if times}


@once_per_view
def article_of(view: View) -> Probabilities:
    """Probability of each line that is not blank that it belongs to the article."""
    read = reading(view)
    return model.weights().article(read.features, read.heads, read.words)


def removable(
    read: Reading, article: Probabilities, page: float, level: model.Level, phrases: Collection[int], recurring: Collection[int]
) -> Flags:
    """Which lines go, besides those that the phrase tables remove.

    Args:
        read: the page.
        article: probability of each line that it belongs to the article.
        page: probability that the text is a page.
        level: how aggressively to remove.
        phrases: numbers of the lines that the phrase tables remove.
        recurring: numbers of the lines that recur in other articles.
    """
    lines = read.lines
    numbers = lines.numbers.tolist()
    known = np.array([number in phrases for number in numbers], dtype=bool)
    again = np.array([number in recurring for number in numbers], dtype=bool)
    size, sentence = lines.sizes()
    # headlines stand above the first sentence, in whatever an extractor left
    limit = np.where(np.cumsum(sentence > 0) == 0, level.page, level.limit(lines))
    under = (article < limit) | (again & (article < RECURRING))
    under &= size < MAX_SIZE
    stays = (sentence > 0) & ~under & ~known
    under &= ~(again & (article >= limit) & _headline(stays))
    places = _places(under | known, stays)
    certain = under & (article < limit / ALONE)
    proved = np.zeros(int(places.max(initial=0)) + 1, dtype=bool)
    for proof, least in (
        ((known & (article < LIKELY)) | again, 1),
        ((read.known.strength == 1) & certain, MIN_WEAK),
        (certain, MIN_BLOCK if page >= SURE_PAGE else len(lines) + 1),
    ):
        proved |= np.bincount(places[proof], minlength=len(proved)) >= least
    alone = under & ~proved[places]
    inside = places > TAIL
    for at in np.flatnonzero(alone).tolist():
        line = lines.text[lines.starts[at] : lines.ends[at]]
        under[at] = (
            size[at] < LONG
            and article[at] < (limit[at] / ALONE if inside[at] else limit[at])
            and not _reads_as_text(line, sentence[at] > 0)
        )
    return np.asarray(under & ~known)


HEAD, TAIL = 0, 1
"""Numbers of the places before and after the article; the runs inside it have higher ones."""


def _places(out: Flags, stays: Flags) -> npt.NDArray[np.int64]:
    """A number for the place of each line: before the article, after it, or a run of lines inside it."""
    at = np.flatnonzero(stays)
    if not len(at):
        return np.full(len(out), HEAD)
    runs = np.cumsum(np.append(0, out[1:] != out[:-1])) + TAIL + 1
    where = np.arange(len(out))
    return np.where(where < at[0], HEAD, np.where(where > at[-1], TAIL, runs))


def _headline(stays: Flags) -> Flags:
    """The line above the first sentence that stays: it recurs where other pages link to the article."""
    above = np.zeros(len(stays), dtype=bool)
    found = np.flatnonzero(stays)
    if len(found) and found[0]:
        above[found[0] - 1] = True
    return above


def _reads_as_text(line: str, is_sentence: bool) -> bool:
    return (is_sentence and SEVERAL.search(line) is not None) or QUOTED.match(line) is not None or SPOKEN.match(line) is not None


def _name(line: str) -> str:
    """What the phrase tables call a line."""
    found = of_line(line) if len(line) <= LONGEST_LINE else None
    if found is not None:
        return NAMES.get(found[0], found[0])
    return "date line" if len(line) <= MAX_CREDIT and date_of(line) is not None else "boilerplate"
