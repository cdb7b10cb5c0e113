"""Lines of a page that phrase tables know: whole lines, openings, phrases of notices, bylines with their facts."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import EllipsisType
from typing import NamedTuple

from cleaner.languages import phrases
from cleaner.patterns import regex
from cleaner.rules.boilerplate_line import bylines, captions, licences, watermarks
from cleaner.rules.boilerplate_line.bylines import MAX_CREDIT, of_byline
from cleaner.rules.boilerplate_line.doubts import LONG, PARAGRAPH, SENTENCE_END, doubts
from cleaner.rules.boilerplate_line.shapes import GLUED, first_words, of_shape, vocabulary
from cleaner.rules.lines import Verdict
from cleaner.rules.view import View, once_per_view

Found = tuple[str, bool, Mapping[str, object]]
"""Category of a line, whether it is certain, and the facts that the line has."""
RULE_ID = "boilerplate-line"
DOUBTED = 0.5
"""Confidence in a line that something speaks against."""
MIN_PAGE = 0.62
"""Probability of a page from which a phrase removes a line: the line itself speaks for a page as well. Manual pages, whose headings are phrases of
pages, reach .61 when their kind is held out."""
MARKED = 0.97
"""Confidence in a line that is nothing but a watermark or a transcriber's credit."""
SPREAD = 0.95
"""Confidence in a common word beside a line that is known."""
LONGEST_LINE = 160
"""Code points of the longest line whose whole or opening is looked up."""
CACHED = 1 << 14
"""Lines that are kept with what is known of them: a site's pages have hundreds in common."""
LONGEST_NOTICE = 600
"""Code points of the longest line that a contained phrase condemns."""
NAMES = {
    "account": "account prompt",
    "advertisement": "advertisement",
    "app": "app prompt",
    "byline": "byline",
    "comment": "comment prompt",
    captions.CREDIT: captions.CREDIT,
    "cookie": "cookie notice",
    "feedback": "feedback prompt",
    "follow": "follow prompt",
    "language": "language switch",
    "legal": "copyright notice",
    "navigation": "navigation",
    "newsletter": "newsletter prompt",
    "pagination": "pagination",
    "player": "words of a player",
    "print": "print link",
    "registration": "licence or registration line",
    "related": "related links",
    "section": "section name",
    "share": "share bar",
    "shortcode": "shortcode",
    "social": "name of a social network",
    "subscribe": "subscription prompt",
    "top": "link to the top",
    watermarks.WHAT: watermarks.WHAT,
}
MARKS = frozenset({captions.CREDIT, watermarks.WHAT})
"""What stands in texts that are no page, and goes wherever it stands."""
HEAD = regex(rf"[^\W\d_](?:[^\W\d_]|['’{phrases.MARKS}])*")
SIGNS = regex(r"(?:19|20)\d\d|[:：>＞»›→\[\]]| / ")
"""What a line has that starts with no known word and may still be a byline, a breadcrumb or a shortcode."""
OTHER_SIGNS = regex(rf"[\d(（【|·•]|&gt;|位置|所在|现在地|現在地|(?:[Hh]ere|ici|hier)\s*$|{GLUED.pattern}")
"""What a line has that has none of `SIGNS`, is not of the words of the tables, does not open with a phrase, and may still be a menu, a pager, a counter,
an outlet, a breadcrumb or a row of buttons."""
HEADING = regex(r"\s{0,3}#{1,6}\s|<h[1-6]")
MOST_WORDS = 12
"""Words of the longest line that its opening alone condemns, notices apart."""
SIGN = regex(r"[©®]|\([cC]\)\s*(?:19|20)\d\d")
OWNED = regex(r"\W*copyright\s+(?:19|20)\d\d", re.IGNORECASE)
NOTICE_OPENS = 8
"""Code points before a phrase that still opens its line."""
ITEM = regex(r"\s*(?:[-–—*+•]\s|・)")
"""An item of a list, which may be anything."""
NUMBER = regex(r"\s*(?:\d{1,3}[.)]\s|[一二三四五六七八九十]{1,3}[、.．])")
DIGIT = regex(r"\d")
PART_SIGN = regex(r"[|>»·•:：]")
PARTS = regex(rf"\s*{PART_SIGN.pattern}\s*")
SIGNED = regex(r"\s*(?:©|\([cC]\))\s*(?:19|20)\d\d\b")
PAGE_OF = regex(r"page \d{1,4} (?:of|/) \d{1,4}", re.IGNORECASE)
PAGE_MARK = regex(r"\W*[^\W\d]+\W*\d+\W*")
"""A word and one number ("Page 12"): a page of a printed document as well as of a website."""
PROMPTS = frozenset({"cookie", "newsletter", "subscribe"})
"""What pages say in whole sentences."""
SENTENCES = PROMPTS | {"legal", "registration"}
"""What is known by its beginning, however long the line."""
NUMBERED = regex(r"[©®]|\([cC]\)|\b(?:19|20)\d\d\b")
"""What a copyright line has, and a headline about copyright has not."""
PAGES = regex(r"[\d<>«»|›‹→←]")
MENU = 3
"""Entries of a line that is made of nothing but entries of menus."""
COLON = regex(r"[:：]")


def by_phrase(view: View) -> dict[int, Verdict]:
    """Lines that are, start with, or contain a known phrase: condemned, or doubted for what stands around them."""
    return sorted_lines(view)[0]


CODE = regex(r"\s[-+*/]?=\s|[{};]\s*$|(?m:^)\|[^|\n]+\|[^|\n]+\|")
"""What lines of code and rows of tables have, and lines of pages have not."""


@once_per_view
def sorted_lines(view: View) -> tuple[dict[int, Verdict], dict[int, str]]:
    """The lines that the phrase tables remove or doubt, and those that they know and leave.

    In a text that is not a page only watermarks and transcribers' credits are removed.
    """
    judged, weak, thin, named = _known(view)
    marks = _marks(view)
    if is_captions(view):
        # every number, time and word of speech is the text
        return {number: mark for number, mark in marks.items() if mark.what == captions.CREDIT}, {}
    known = {**named, **weak}
    if not judged and not marks:
        return {}, known
    if view.page < MIN_PAGE:
        return marks, known
    judged = {number: judgement for number, judgement in judged.items() if number not in marks}
    for number, doubt in (doubts(view, judged, {n: NAMES.get(c, c) for n, c in weak.items()}, thin) if judged else {}).items():
        judged[number] = judged[number]._replace(confidence=DOUBTED, certain=False, evidence={**judged[number].evidence, "doubt": doubt})
    if weak and judged:
        _spread(view, judged, weak)
    judged.update(marks)
    return judged, {number: category for number, category in known.items() if number not in judged}


def known_lines(view: View) -> dict[int, tuple[str, int]]:
    """What the phrase tables say of each line by itself: the kind of boilerplate, and 2 when it is that for certain, 1 when it may be.

    Watermarks and credits of transcribers do not count: a novel or a transcript with a few of them is not a page.
    """
    judged, weak, _, named = _known(view)
    found = {number: (NAMES.get(category, category), 1) for number, category in {**named, **weak}.items()}
    found.update({number: (judgement.what, 2) for number, judgement in judged.items()})
    return found


@once_per_view
def is_captions(view: View) -> bool:
    """Whether a text is subtitles, captions or a transcript with times."""
    return view.subtitles or captions.is_captions(view.lines)


@once_per_view
def is_licence(view: View) -> bool:
    """Whether a text is a licence, a notice or a list of authors."""
    return licences.is_licence_text(view.lines)


def _marks(view: View) -> dict[int, Verdict]:
    """Watermarks of novels and credits of transcribers: lines that are nothing else, whatever stands around them."""
    first = len(phrases.contained())
    found: dict[int, str] = {}
    for start, _, number in view.matches(RULE_ID):
        if number >= first:
            found.setdefault(view.line_number(start), notices()[1][number])
    if not view.plain and watermarks.STYLED.search(view.text):
        for match in watermarks.STYLED.finditer(view.text):
            found.setdefault(view.line_number(match.start()), watermarks.WHAT)
    marks = {}
    for at, kind in found.items():
        start, end = view.spans[at]
        if end - start > watermarks.MAX_WATERMARK:
            continue
        line = view.text[start:end]
        if kind == captions.CREDIT and (certain := captions.credit(line)) is not None and (certain or is_captions(view)):
            marks[at] = Verdict(kind, MARKED)
        elif watermarks.of_watermark(line):
            marks[at] = Verdict(watermarks.WHAT, MARKED)
    return marks


@once_per_view
def _known(view: View) -> tuple[dict[int, Verdict], dict[int, str], set[int], dict[int, str]]:
    """What the tables say of each line by itself.

    Returns:
        The lines that they condemn, those that they condemn beside others, those condemned of which only the beginning is known, and
        those that name a kind and are no more than that: numbered headings, sentences with a phrase in them.
    """
    named: dict[int, str] = {}
    judged: dict[int, Verdict] = {}
    weak: dict[int, str] = {}
    thin: set[int] = set()
    for number, line in enumerate(view.lines):
        said = known_line(line).said if 0 < len(line) <= LONGEST_LINE else None
        if said is None or view.is_within_protected(*view.spans[number]):
            continue
        if said.verdict is None:
            (weak if said.weak else named)[number] = said.category
        else:
            judged[number] = said.verdict
            if said.thin:
                thin.add(number)
    notices: dict[int, list[tuple[int, int, str]]] = {}
    for start, end, category in _contained(view):
        notices.setdefault(view.line_number(start), []).append((start, end, category))
    for number, found_ in notices.items():
        line_start, line_end = view.spans[number]
        line = view.text[line_start:line_end]
        if CODE.search(line) or len(line) > LONGEST_NOTICE or view.is_within_protected(line_start, line_end):
            continue
        spans = [(start - line_start, end - line_start) for start, end, _ in found_]
        all_of_it = _is_little_else(line, spans)
        if all_of_it:
            thin.discard(number)
        if number in judged:
            continue
        if (all_of_it or _opens(line, spans)) and not ITEM.match(line) and not NUMBER.match(line):
            judged[number] = Verdict(NAMES.get(found_[0][2], found_[0][2]), 0.97)
            if not all_of_it:
                thin.add(number)
        elif len(line) < PARAGRAPH:
            weak[number] = found_[0][2]
        else:
            named[number] = found_[0][2]
    return judged, weak, thin, named


class _Said(NamedTuple):
    """What the tables say of a line by its whole, its opening or its shape.

    Attributes:
        category: its kind.
        verdict: on a line that they condemn by itself.
        weak: whether they condemn it only beside others.
        thin: whether a condemned line may be a sentence or a headline that only begins like a notice.
    """

    category: str
    verdict: Verdict | None = None
    weak: bool = False
    thin: bool = False


class Line:
    """What the tables know of a line.

    Attributes:
        said: what they say of it; of most lines nothing, by their first word.
    """

    __slots__ = ("_found", "_text", "said")

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: Found | EllipsisType | None = ...
        self.said = self._said(text)

    @property
    def found(self) -> Found | None:
        """Category of the line, whether that is certain, and its facts; computed when it is first asked for."""
        if isinstance(self._found, EllipsisType):
            self._found = of_line(self._text)
        return self._found

    def _said(self, line: str) -> _Said | None:
        head = HEAD.search(line)
        if head is None or not (phrases.fold(head[0]) in _first_words() or SIGNS.search(line)) or CODE.search(line):
            return None
        if self.found is None:
            return None
        category, certain, facts = self.found
        numbered = NUMBER.match(line) is not None
        if numbered or not certain or HEADING.match(line) or ITEM.match(line):
            return _Said(category, weak=not numbered)
        return _Said(category, Verdict(NAMES.get(category, category), 0.98, evidence=facts), thin=category in SENTENCES and _is_thin(line))


known_line = lru_cache(CACHED)(Line)
"""A line by its text; most lines are asked again, in the next pass or on the next page of a site."""


@cache
def _first_words() -> frozenset[str]:
    return phrases.first_words() | first_words()


def _is_thin(line: str) -> bool:
    """Whether a line may be a sentence or a headline that only begins like a notice."""
    if SIGN.search(line) or phrases.fold(line) in phrases.whole_lines():
        return False
    return (len(line) >= LONG and not DIGIT.search(line)) or (len(line) >= MAX_CREDIT and SENTENCE_END.search(line) is not None)


def of_line(line: str) -> Found | None:
    """Category of a line by its whole, its opening or its shape, whether that is certain, and the facts it holds."""
    folded = phrases.fold(line)
    words = folded.split(" ")
    if not (vocabulary().issuperset(words) or _opening(words) or SIGNS.search(line) or OTHER_SIGNS.search(line)):
        return None
    found = _of_tables(line, folded, words)
    if found is None or not found[1]:
        shape = of_shape(line, folded)
        if shape is not None and (found is None or shape[1]):
            return *shape, {}
    if found is None and bylines.is_loose_byline(line):
        return "byline", False, {}
    return found


def _of_tables(line: str, folded: str, words: list[str]) -> Found | None:
    facts = of_byline(line)
    if facts is not None:
        return "byline", True, facts
    if SIGNED.match(line) and len(line) <= MAX_CREDIT:
        return "legal", True, {}
    if PAGE_OF.fullmatch(line.strip()):
        return "pagination", True, {}
    if len(PART_SIGN.findall(line)) >= MENU - 1:
        parts = [phrases.fold(part) for part in PARTS.split(line)]
        if all(part in phrases.whole_lines() or part in phrases.weak_lines() for part in parts):
            path = ">" in line or "»" in line
            return "navigation" if path else phrases.whole_lines().get(parts[0]) or phrases.weak_lines()[parts[0]], True, {}
    if folded in phrases.whole_lines():
        return phrases.whole_lines()[folded], True, {}
    weak = phrases.weak_lines()
    if folded in weak:
        return weak[folded], weak[folded] == "pagination" and PAGES.search(line) is not None and PAGE_MARK.fullmatch(line) is None, {}
    if len(words) <= 6 and PAGES.search(line) and all(weak.get(word) == "pagination" for word in words):
        return "pagination", True, {}
    opened = _opening(words)
    if opened is None:
        return None
    if SENTENCE_END.search(line) and opened != "legal" and opened not in PROMPTS:
        return None
    if opened == "copyright":
        return ("legal", True, {}) if NUMBERED.search(line) else None
    return (opened, True, {}) if opened in ("legal", "registration") or len(words) <= MOST_WORDS else None


def _opening(words: list[str]) -> str | None:
    known = phrases.openings()
    for length in range(min(len(words), 8) if words[0] in _opening_words() else 0, 0, -1):
        category = known.get(" ".join(words[:length]))
        if category is not None:
            return category
    return None


@cache
def _opening_words() -> frozenset[str]:
    return frozenset(phrase.split(" ", 1)[0] for phrase in phrases.openings())


def _opens(line: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a line opens with a phrase of a notice."""
    return spans[0][0] <= NOTICE_OPENS and not line.lstrip().startswith(tuple("\"“'‘「«"))


def _is_little_else(line: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a line that contains phrases of notices holds two, has a ©, or says little else."""
    first, last = spans[0]
    signed = SIGN.search(line) is not None or OWNED.match(line) is not None
    return signed or any(start >= last for start, _ in spans) or (last - first) * 5 >= len(line) * 2


def _contained(view: View) -> Iterator[tuple[int, int, str]]:
    text = view.lowered
    first = len(phrases.contained())
    for start, end, number in view.matches(RULE_ID):
        before, after = text[start - 1 : start], text[end : end + 1]
        if number >= first or (_spaced(before) and text[start].isascii()) or (_spaced(after) and text[end - 1].isascii()):
            continue
        yield start, end, notices()[1][number]


def _spaced(char: str) -> bool:
    """Whether a character is a letter of a script that writes spaces between words."""
    return char.isalpha() and char < "\u2e80"


@cache
def notices() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The strings that the rule waits for, with their categories: phrases of notices, then stems of credits and watermarks."""
    known = phrases.contained()
    stems = dict.fromkeys(captions.STEMS, captions.CREDIT) | dict.fromkeys(watermarks.STEMS, watermarks.WHAT)
    return (*known, *stems), (*known.values(), *stems.values())


def _spread(view: View, judged: dict[int, Verdict], weak: dict[int, str]) -> None:
    """Detector the weak lines that stand beside a judged one, and those beside them in turn: first beside condemned lines, then beside doubted."""
    lines = [number for number, (start, end) in enumerate(view.spans) if not view.text[start:end].isspace() and start < end]
    for certain in (True, False):
        for order in (lines, lines[::-1]):
            beside = None
            for number in order:
                if number in judged:
                    beside = judged[number] if judged[number].certain is certain else None
                elif beside and number in weak:
                    doubt = {key: value for key, value in beside.evidence.items() if key == "doubt"}
                    confidence = SPREAD if certain else DOUBTED
                    judged[number] = Verdict(NAMES.get(weak[number], weak[number]), confidence, certain, doubt)
                else:
                    beside = None
