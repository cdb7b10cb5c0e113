"""Lines of a page that phrase tables know: whole lines, openings, phrases of notices, bylines with their facts."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from cleaner.languages import phrases
from cleaner.rules._lines import Judgement
from cleaner.rules.view import View

RULE_ID = "boilerplate-line"
LONGEST_LINE = 160
"""Code points of the longest line whose whole or opening is looked up."""
LONGEST_NOTICE = 600
"""Code points of the longest line that a contained phrase condemns."""
NAMES = {
    "account": "account prompt",
    "advertisement": "advertisement",
    "app": "app prompt",
    "byline": "byline",
    "comment": "comment prompt",
    "cookie": "cookie notice",
    "feedback": "feedback prompt",
    "follow": "follow prompt",
    "language": "language switch",
    "legal": "copyright notice",
    "navigation": "navigation",
    "newsletter": "newsletter prompt",
    "pagination": "pagination",
    "print": "print link",
    "registration": "licence or registration line",
    "related": "related links",
    "section": "section name",
    "share": "share bar",
    "social": "name of a social network",
    "subscribe": "subscription prompt",
    "top": "link to the top",
}
HEAD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’\u0300-\u036f])*")
YEAR = re.compile(r"(?:19|20)\d\d")
"""What every date of a byline has."""
SENTENCE_END = re.compile(r"[.!?。！？][\"'”’)）]*\s*$")
HEADING = re.compile(r"\s{0,3}#{1,6}\s|<h[1-6]")
MOST_WORDS = 12
"""Words of the longest line that its opening alone condemns, notices apart."""
SIGN = re.compile(r"[©®]|\([cC]\)\s*(?:19|20)\d\d")
NOTICE_OPENS = 8
"""Code points before a phrase that still opens its line."""
ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s")
"""An item of a list, which may be anything."""
PARTS = re.compile(r"\s*[|>»·•:：]\s*")
SIGNED = re.compile(r"\s*(?:©|\([cC]\))\s*(?:19|20)\d\d\b")
PAGE_OF = re.compile(r"page \d{1,4} (?:of|/) \d{1,4}", re.IGNORECASE)
PROMPTS = frozenset({"cookie", "newsletter", "subscribe"})
"""What pages say in whole sentences."""
NUMBERED = re.compile(r"[©®]|\([cC]\)|\b(?:19|20)\d\d\b")
"""What a copyright line has, and a headline about copyright has not."""
PAGES = re.compile(r"[\d<>«»|›‹→←]")
DATE = re.compile(
    r"\b(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2}日?)?|\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b|"
    r"\b\d{1,2}\.?\s+(?:de\s+)?(?P<month>[^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(?:19|20)\d\d\b|"
    r"\b(?P<name>[^\W\d_]{3,12})\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b"
)
TIME = re.compile(r"\s*,?\s*(?:T|at\s)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*\(?[A-Z]{2,4}\)?)?")
FIELD = re.compile(r"\s*[|•·丨┃]\s*|\s+[-–—/]\s+|\s{2,}|\t")
LONGEST_CREDIT = 60
MENU = 3
"""Entries of a line that is made of nothing but entries of menus."""
SPOKEN = re.compile(r"[?!,，。？！…]|\.$")
AUTHORS = frozenset({"author", "authors", "auteur", "autor", "autora", "autore", "written by", "автор", "作者", "撰文", "撰稿", "文"})
"""Words for an author that nobody speaks behind in an interview."""
MOST_NAME_WORDS = 4
COLON = re.compile(r"[:：]")
CREDIT_FIELD = re.compile(r"\s*[|•·丨┃;；]\s*|\s+(?=[^\s:：]{1,12}[:：])")
NAME = re.compile(r"[^\W\d_][\w.'’& -]{1,60}")


def by_phrase(view: View) -> dict[int, Judgement]:
    """Lines that are, start with, or contain a known phrase."""
    return view.once(told)[0]


CODE = re.compile(r"\s[-+*/]?=\s|[{};]\s*$|(?m:^)\|[^|\n]+\|[^|\n]+\|")
"""What lines of code and rows of tables have, and lines of pages have not."""


def told(view: View) -> tuple[dict[int, Judgement], dict[int, str]]:
    """What the phrase tables say: the lines that they condemn, and those that they know and leave."""
    judged: dict[int, Judgement] = {}
    weak: dict[int, str] = {}
    for number, (start, end) in enumerate(view.spans):
        if not 0 < end - start <= LONGEST_LINE:
            continue
        line = view.text[start:end]
        head = HEAD.search(line)
        if head is None or (head[0].lower() not in phrases.first_words() and not YEAR.search(line) and not COLON.search(line)):
            continue
        found = None if CODE.search(line) else of_line(line)
        if found is None or view.is_within_protected(start, end):
            continue
        category, certain, facts = found
        if not certain or HEADING.match(line) or ITEM.match(line):
            weak[number] = category
        else:
            judged[number] = Judgement(NAMES.get(category, category), 0.98, evidence=facts)
    notices: dict[int, list[tuple[int, int, str]]] = {}
    for start, end, category in _contained(view):
        notices.setdefault(view.line_number(start), []).append((start, end, category))
    for number, found_ in notices.items():
        line_start, line_end = view.spans[number]
        if CODE.search(view.text, line_start, line_end):
            continue
        if number in judged or line_end - line_start > LONGEST_NOTICE or view.is_within_protected(line_start, line_end):
            continue
        if _is_notice(view.text[line_start:line_end], [(start - line_start, end - line_start) for start, end, _ in found_]):
            judged[number] = Judgement(NAMES.get(found_[0][2], found_[0][2]), 0.97)
        else:
            weak[number] = found_[0][2]
    if weak and judged:
        _spread(view, judged, weak)
    return judged, {number: category for number, category in weak.items() if number not in judged}


def of_line(line: str) -> tuple[str, bool, Mapping[str, object]] | None:
    """Category of a line by its whole or its opening, whether that is certain, and the facts it holds."""
    facts = _byline(line)
    if facts is not None:
        return "byline", True, facts
    folded = phrases.fold(line)
    if SIGNED.match(line) and len(line) <= LONGEST_CREDIT:
        return "legal", True, {}
    if PAGE_OF.fullmatch(line.strip()):
        return "pagination", True, {}
    parts = [phrases.fold(part) for part in PARTS.split(line)]
    if len(parts) >= MENU and all(part in phrases.whole_lines() or part in phrases.weak_lines() for part in parts):
        return phrases.whole_lines().get(parts[0]) or phrases.weak_lines()[parts[0]], True, {}
    if folded in phrases.whole_lines():
        return phrases.whole_lines()[folded], True, {}
    words = folded.split(" ")
    weak = phrases.weak_lines()
    if folded in weak:
        return weak[folded], weak[folded] == "pagination" and PAGES.search(line) is not None, {}
    if len(words) <= 6 and PAGES.search(line) and all(weak.get(word) == "pagination" for word in words):
        return "pagination", True, {}
    opened = _opening(words)
    if opened is None or opened == "byline":
        return None
    if SENTENCE_END.search(line) and opened != "legal" and opened not in PROMPTS:
        return None
    if opened == "copyright":
        return ("legal", True, {}) if NUMBERED.search(line) else None
    return (opened, True, {}) if opened in ("legal", "registration") or len(words) <= MOST_WORDS else None


def _opening(words: list[str]) -> str | None:
    known = phrases.openings()
    for length in range(min(len(words), 8), 0, -1):
        category = known.get(" ".join(words[:length]))
        if category is not None:
            return category
    return None


def _byline(line: str) -> dict[str, object] | None:
    """Author, site and date of a byline, None when the line is none.

    A byline has a date and, in fields of their own, a word that announces one of the facts, or a site or author beside it.
    """
    stripped = line.strip()
    if SENTENCE_END.search(stripped):
        return None
    date = date_of(stripped)
    if date is None:
        return _credits(stripped)
    facts: dict[str, object] = {"date": date[0]}
    announced = False
    rest = stripped[: date[1]] + "\t" + stripped[date[2] :]
    for field in FIELD.split(rest):
        name, value = _announced(field)
        announced |= name is not None
        if not value:
            continue
        if name in (None, "site") and NAME.fullmatch(value) and len(value.split()) <= 6 and "site" not in facts:
            facts["site"] = value
        elif name is not None and name != "date":
            facts[name] = value
        else:
            return None
    # a date alone may be of anything, and a photo's line is its caption
    return facts if announced and len(facts) > 1 and "photo" not in facts else None


def _credits(line: str) -> dict[str, object] | None:
    """Author, editor or site of a line that names nothing else, each behind its word and a colon: "责任编辑：张三", "Editor: Li Ming"."""
    if len(line) > LONGEST_CREDIT or not COLON.search(line) or SPOKEN.search(line):
        return None
    facts: dict[str, object] = {}
    for field in CREDIT_FIELD.split(line.strip("()（）[]【】")):
        head, colon, value = (part.strip() for part in COLON.sub("\0", field, count=1).partition("\0"))
        name = phrases.byline_words().get(head.lower())
        if not colon or name not in ("author", "editor", "site") or not value or len(value.split()) > MOST_NAME_WORDS:
            return None
        if name == "author" and head.lower() not in AUTHORS:
            # "Reporter: Why?" is an interview
            return None
        facts[name] = value
    return facts if "author" in facts or "editor" in facts else None


def date_of(line: str) -> tuple[str, int, int] | None:
    """A date with its time, and where it stands."""
    for match in DATE.finditer(line):
        month = match["month"] or match["name"]
        if month and month.lower() not in phrases.months():
            continue
        time = TIME.match(line, match.end())
        end = time.end() if time else match.end()
        return line[match.start() : end].strip(), match.start(), end
    return None


def _announced(field: str) -> tuple[str | None, str]:
    """Which fact a field of a byline announces, and the fact."""
    text = field.strip(" \t:：,，()（）[]")
    folded = text.lower()
    for length in range(min(len(folded), 24), 1, -1):
        name = phrases.byline_words().get(folded[:length])
        if name and (length == len(text) or not text[length].isalpha() or not text[length - 1].isascii()):
            return name, text[length:].strip(" \t:：,，")
    return None, text


def _is_notice(line: str, phrases_: list[tuple[int, int]]) -> bool:
    """Whether a line that contains phrases of notices is one: it opens with one, holds two, has a © or is little else."""
    first, last = phrases_[0]
    return (
        (first <= NOTICE_OPENS and not line.lstrip().startswith(tuple("\"“'‘「«")))
        or any(start >= last for start, _ in phrases_)
        or SIGN.search(line) is not None
        or (last - first) * 5 >= len(line) * 2
    )


def _contained(view: View) -> Iterator[tuple[int, int, str]]:
    text = view.lowered
    for start, end, number in view.hits(RULE_ID):
        before, after = text[start - 1 : start], text[end : end + 1]
        if (_spaced(before) and text[start].isascii()) or (_spaced(after) and text[end - 1].isascii()):
            continue
        yield start, end, notices()[1][number]


def _spaced(char: str) -> bool:
    """Whether a character is a letter of a script that writes spaces between words."""
    return char.isalpha() and char < "\u2e80"


@cache
def notices() -> tuple[tuple[str, ...], tuple[str, ...]]:
    known = phrases.contained()
    return tuple(known), tuple(known.values())


def _spread(view: View, judged: dict[int, Judgement], weak: dict[int, str]) -> None:
    """Judge the weak lines that stand beside a judged one, and those beside them in turn."""
    lines = [number for number, (start, end) in enumerate(view.spans) if not view.text[start:end].isspace() and start < end]
    for order in (lines, lines[::-1]):
        beside = False
        for number in order:
            if number in judged:
                beside = True
            elif beside and number in weak:
                judged[number] = Judgement(NAMES.get(weak[number], weak[number]), 0.95)
            else:
                beside = False
