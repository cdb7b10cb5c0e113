"""A line that a page puts around a story: share bars, bylines with site and date, pagination, copyright, cookies, newsletters.

Why: it is not the story; it repeats on every page of a site and drowns what is counted, translated or read later.
How: whole lines, openings and phrases in thirty languages (`cleaner/languages/boilerplate/`); a common word alone ("Share", "Top",
"English") only beside a line that is boilerplate for certain. What a line says of author, site and date goes into the evidence. Where a
text looks like a web page, a score learned from labelled pages (`cleaner/models/boilerplate.md`) judges the lines that no phrase tells:
its shape, its neighbours and its place count. Lines that the score doubts are proposed.
Left alone: headlines, standfirsts, photo captions and credits, every sentence of the story; headings; lines in code; a text in which
no story would be left: a few lines are a list of phrases and meant to be one, more are marked as a page without a story. The score is silent
on texts of few lines, without sentences, or with the marks of Markdown, code or tables.
Source: pages of news sites in the major languages.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from cleaner.annotation import Kind, Safety, Severity
from cleaner.languages import phrases
from cleaner.models import boilerplate as model
from cleaner.models.line_features import Lines
from cleaner.rule import Case, Found, Rule
from cleaner.rules._lines import Judge, Judgement, remove
from cleaner.rules.view import View

LONGEST_LINE = 160
"""Code points of the longest line whose whole or opening is looked up."""
LONGEST_NOTICE = 600
"""Code points of the longest line that a contained phrase condemns."""
STORY = 60
"""Code points from which on a line that stays counts as story."""
STORY_IN_ALL = 240
"""Code points from which on what stays counts as story, however short its lines."""
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
        found = None if CODE.search(line) else _of_line(line)
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


FEWEST_LINES = 6
MOST_LINES = 50_000
"""Lines of the shortest and the longest text that the score is asked about: no web page has more."""
FEWEST_SENTENCES = 2
LEAST_STORY = 300
"""Letters in sentences below which a text has no story that could be told from the rest."""
EVIDENCE = 1
"""Lines that the phrase tables know, or that the score is all but sure of, without which a text is no page."""
SURE = 0.03
SHORT_LINE = 16
"""Code points below which a line is no sentence, whatever its end."""
CAPTION = 60
"""Code points from which on a line without an end mark may be a caption of the story."""
SEVERAL = 3
ENDS = frozenset(".!?。！？…।۔؟\"'”’»」』)）]")
MARKUP = re.compile(
    r"^(?:#{1,6} \S|#[a-z!]|```|~~~|\|[ :|]*-[-: |]*\|$|(?: {2,}|\t)\S|[-=~^*_]{3,}$|\.\. |<[a-z/!]|/\*|//| ?\*/| \* |[\w$]*[({;]$|[-\w]+:\s*[\[{|>]$)",
    re.MULTILINE,
)
"""How lines of Markdown, code and tables start."""
MARKED_UP = 50
"""One such line among so many makes the text a marked-up one."""
MOST_ROUNDS = 8
NO_STORY = 8
"""Lines of the shortest text that is a page without a story."""


def by_score(view: View) -> dict[int, Judgement]:
    """Lines that the learned score gives little chance of being story."""
    level = view.settings.boilerplate
    if level == "off" or len(view.text) < LEAST_STORY // 3 or not _is_loose(view.lines):
        return {}
    gone, doubted = learned_lines(Lines(view.text, view.scan, view.offset), known_lines(view), model.weights(), model.LEVELS[level])
    judged = {}
    for number, score in (*gone.items(), *doubted.items()):
        start, end = view.spans[number]
        if view.is_within_protected(start, end):
            continue
        confidence = model.weights().confidence(score)
        judged[number] = Judgement(_name(view.text[start:end]), confidence, number in gone, {"score": round(1 - score, 3)})
    return judged


def _is_loose(lines: Sequence[str]) -> bool:
    """Whether a text has lines besides its first that are no sentences, a short one or several: without them it is all story."""
    written = (line for line in lines if line and not line.isspace())
    next(written, None)
    loose = [len(line) for line in written if len(line) < SHORT_LINE or line[-1] not in ENDS]
    return len(loose) >= SEVERAL or min(loose, default=CAPTION) < CAPTION


def _name(line: str) -> str:
    """What the phrase tables call a line."""
    found = _of_line(line) if len(line) <= LONGEST_LINE else None
    if found is not None:
        return NAMES.get(found[0], found[0])
    return "date line" if len(line) <= LONGEST_CREDIT and _date(line) is not None else "page furniture"


def known_lines(view: View) -> dict[int, int]:
    """Lines by what the phrase tables say of them: 1 known and left, 2 condemned."""
    judged, weak = view.once(told)
    return {**dict.fromkeys(weak, 1), **dict.fromkeys(judged, 2)}


def learned_lines(
    lines: Lines, by_number: Mapping[int, int], weights: model.Weights, level: model.Level
) -> tuple[dict[int, float], dict[int, float]]:
    """Numbers of the lines that go and of those that are doubted, with their chance of being story.

    What goes changes what the rest has for neighbours: the rest is judged again until nothing more goes, so the decision is one about the text
    as it will stand.

    Args:
        lines: of a document.
        by_number: what the phrase tables say of lines (`known_lines`).
        weights: the learned tables.
        level: how ready a line is to go.
    """
    origin = lines.numbers
    known = np.array([by_number.get(number, 0) for number in origin.tolist()], dtype=np.int8)
    gone: dict[int, float] = {}
    doubted: dict[int, float] = {}
    for _ in range(MOST_ROUNDS):
        if not is_page(lines):
            return gone, {}
        story = weights.story(lines, known)
        if int(((known == 2) | (story < SURE)).sum()) < EVIDENCE:
            return gone, {}
        limit = model.limit(level, model.density(lines))
        going = story < limit
        doubted = {int(origin[at]): float(story[at]) for at in np.flatnonzero(~going & (story < limit * model.PROPOSED) & (known < 2))}
        out = going | (known == 2)
        if not out.any():
            break
        gone.update({int(origin[at]): float(story[at]) for at in np.flatnonzero(going)})
        origin = origin[~out]
        lines = Lines("\n".join(line for line, leaves in zip(lines.strings(), out.tolist(), strict=True) if not leaves))
        known = known[~out]
    return gone, doubted


def is_page(lines: Lines) -> bool:
    """Whether a text can be a web page with a story: enough lines, some of them sentences, and no marks of Markdown, code or tables."""
    if not FEWEST_LINES <= len(lines) <= MOST_LINES:
        return False
    _, sentences = lines.sizes()
    if (sentences > 0).sum() < FEWEST_SENTENCES or sentences.sum() < LEAST_STORY:
        return False
    return sum(1 for _ in MARKUP.finditer(lines.text)) * MARKED_UP < len(lines)


JUDGES: tuple[Judge, ...] = (by_phrase, by_score)
"""Who says which lines are boilerplate: the phrase tables, then the learned score."""


def find(view: View) -> Iterator[Found]:
    judged: dict[int, Judgement] = {}
    for judge in JUDGES:
        for number, judgement in view.once(judge).items():
            if number not in judged or (not judged[number].certain and judgement.certain):
                judged[number] = judgement
    if not judged:
        return
    if _story_left(view, {number for number, judgement in judged.items() if judgement.certain}):
        yield from remove(view, judged, "not part of the story: {what}")
    elif _is_all_page(view, judged):
        yield Found(
            0,
            len(view.text),
            "no line of this page is a story: nothing is removed",
            safety=Safety.NOTE,
            confidence=0.9,
            evidence={"what": "page without a story", "lines": len(judged)},
        )


def _is_all_page(view: View, judged: Mapping[int, Judgement]) -> bool:
    """Whether so many lines are boilerplate that the text is a page without a story, not a list of phrases."""
    content = sum(1 for line in view.lines if line and not line.isspace())
    return content >= NO_STORY and len(judged) * 10 >= content * 8


def _of_line(line: str) -> tuple[str, bool, Mapping[str, object]] | None:
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
    date = _date(stripped)
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


def _date(line: str) -> tuple[str, int, int] | None:
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
    for start, end, number in view.hits(RULE.id):
        before, after = text[start - 1 : start], text[end : end + 1]
        if (_spaced(before) and text[start].isascii()) or (_spaced(after) and text[end - 1].isascii()):
            continue
        yield start, end, _notices()[1][number]


def _spaced(char: str) -> bool:
    """Whether a character is a letter of a script that writes spaces between words."""
    return char.isalpha() and char < "\u2e80"


@cache
def _notices() -> tuple[tuple[str, ...], tuple[str, ...]]:
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


def _story_left(view: View, judged: Collection[int]) -> bool:
    # a CJK letter says as much as three of an alphabet
    sizes = [end - start + 2 * view.cjk_letters[number] for number, (start, end) in enumerate(view.spans) if number not in judged]
    return max(sizes, default=0) >= STORY or sum(sizes) >= STORY_IN_ALL


_STORY = "The police of three provinces solved more than two hundred cases, the ministry said on Wednesday."
RULE: Rule[View] = Rule(
    "boilerplate-line",
    Kind.BOILERPLATE,
    find,
    safety=Safety.SAFE,
    severity=Severity.MINOR,
    confidence=0.97,
    whole_lines=True,
    literals=lambda: _notices()[0],
    cases=(
        "for each in all:\n    start = end + 1\n    first -= 1\n",
        "| page | next | 3 |\n| --- | --- | --- |\n| Share | Print | 4 |\n",
        f"{_STORY}\n⟦\nYou May Have Missed|⟧",
        f"⟦By Yang Zekun | China Daily | Updated: 2026-02-10 09:04\n|⟧⟦Share\n|⟧⟦Share - WeChat\n|⟧{_STORY}",
        f"{_STORY}\n⟦|<< Previous 1 2 3 4 Next >>|\n|⟧⟦Top\n|⟧⟦BACK TO THE TOP|⟧",
        f"{_STORY}\n⟦Copyright 1994 - . All rights reserved. The content published in this site belongs to its owner.|⟧",
        f"{_STORY}\n⟦Registration Number: 130349\n|⟧⟦FOLLOW US|⟧",
        f"{_STORY}\n⟦版权所有 违者必究\n|⟧⟦京ICP备12345678号\n|⟧⟦责任编辑：张三|⟧",
        f"⟦Editor: Li Ming\n|⟧{_STORY}",
        f"Source: ministry of public security, annual report\n{_STORY}",
        f"{_STORY}\nPhoto: Fan Jun/Xinhua",
        f"Reporter: Why now\nLi Ming: It was time.\n{_STORY}",
        Case(
            "记者：为什么\n李明：因为时机成熟了，所以公安机关决定在全国范围内开展专项行动，依法严厉打击电信网络诈骗犯罪活动，切实保护人民群众的财产安全。",
            target="zh",
        ),
        f"{_STORY}\n⟦Share: Facebook | Twitter | WeChat | Email\n|⟧⟦© 2023 CNN\n|⟧⟦Page 1 of 3|⟧",
        f"{_STORY}\nThe phrase all rights reserved was required by a convention of 1910, lawyers say.",
        f"{_STORY}\n1. Stay in touch\n2. Join the conversation\n3. Say sorry",
        f"{_STORY}\nPhoto by Zhang Wei, taken on March 3, 2024 in Chengdu",
        f"Share\n{_STORY}",
        f"{_STORY}\nTop of the table on March 3, 2024: Leeds",
        f"Copyright law is changing, lawyers say\n{_STORY}",
        f"By Friday, the police had arrested 20 people.\n{_STORY}",
        f"Anti-fraud police check data in Shanghai on March 25, 2025. Fan Jun/Xinhua\n{_STORY}",
        "Share\nFollow us\nBack to top",
        Case(f"```\nBack to top\n```\n{_STORY}"),
    ),
)
