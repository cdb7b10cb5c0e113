"""Bylines: lines with author, outlet, date or number of readers of an article, and these facts.

`of_byline` reads a line as a row of fields. A field follows a word ("Updated:", "来源：", "By"), or is
a date, a time, the name of an outlet, a counter, or a button of the page; the rest must be a name.
A sentence that mentions a date, a person and a newspaper has other words.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from cleaner.languages import phrases
from cleaner.patterns import regex
from cleaner.rules.boilerplate_line.doubts import SENTENCE_END

Facts = Mapping[str, object]
MAX_CREDIT = 60
"""Code points of the longest line that only names people."""
MAX_BAR = 160
"""Code points of the longest row of fields."""
MAX_NAME_WORDS = 4
MIN_BUTTONS = 2
"""Sections or buttons that make a line with a date a byline without other fields: "date 2021-02-07
News / Nation"."""
MIN_FACTS = 3
"""Facts, the date included, that a line with unknown fields needs: with fewer it may be a record of
the text."""
OTHER_FIELD = regex(r"[\u4e00-\u9fff]{2,4}[:：]\s*\S{1,12}")
"""An unknown field."""
AROUND = " \t,，-–—|/()（）[]【】:：*_#~0123456789"
"""Characters that remain around a field without its dates, times and counters."""
MAX_SITE_WORDS = 6
YEAR = regex(r"(?:19|20)\d\d")
DATE = regex(
    r"\b(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2}日?)?|\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b|"
    r"\b\d{1,2}\.?\s+(?:de\s+)?(?P<month>[^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(?:19|20)\d\d\b|"
    r"\b(?P<name>[^\W\d_]{3,12})\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b"
)
TIME = regex(r"\s*,?\s*(?:T|at\s)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*\(?[A-Z]{2,4}\)?)?")
CLOCK = regex(
    r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?(?P<zone>\s*\(?(?:UTC|GMT)(?:\s?[+-]\s?\d{1,2}(?::\d{2})?)?\)?|\s+\(?(?:Beijing\s+time|BJT)\)?)?\s*,?(?![\d:])",
    re.IGNORECASE,
)
"""A time of day, with its zone."""
FIELD = regex(r"\s*[|•·丨┃]\s*|\s+[-–—/]\s+|\s{2,}|\t")
NAME = regex(r"[^\W\d_][\w.'’& -]{1,60}")
SPOKEN = regex(r"[?!,，。？！…]|\.$")
COLON = regex(r"[:：]")
CREDIT_FIELD = regex(r"\s*[|•·丨┃;；]\s*|\s+(?=[^\s:：]{1,12}[:：])")
AUTHORS = frozenset({"author", "authors", "auteur", "autor", "autora", "autore", "written by", "автор", "作者", "撰文", "撰稿", "文"})
"""Words for an author that do not introduce speech in an interview, as "Reporter:" does."""
OUTLET = regex(
    r"(?:the\s+)?(?:[A-Z][\w&'’]*\s+){0,3}(?:Daily|Times|News|Post|Herald|Tribune|Gazette|Xinhua|Xinhuanet|CGTN|CCTV|ECNS|CNS|CRI|CRIENGLISH|Online|Agency|Agencies|Reuters|AFP|AP|Kyodo|Yonhap|TASS|Bernama|Radio|Television)"
    r"(?:\s+(?:Online|Network|Agency|Service|Asia|Europe|USA|HK|Global|Plus))?|[\w-]{2,30}(?:\.[\w-]{2,30}){0,2}\.(?:com|cn|net|org|gov|eu|hk|tw|sg)(?:\.cn)?|"
    r"(?:新华社|新华网|人民网|人民日报|中新网|中国新闻网|中国网|央视网|光明网|环球网|澎湃新闻|中新社|法制网|法治日报)",
)
"""Names of newspapers, agencies and news sites."""
PAGE = regex(r"(?:,?\s*(?:page|p\.)\s?[A-Z]?\d{1,3})", re.IGNORECASE)
BRACKETED = regex(r"[(（\[【]([^()（）\[\]【】]{2,60})[)）\]】]")
GLUE = regex(r"(?<=[a-zà-ÿ)\]\d])(?=[A-Z])|(?<=[)\]）】])(?=\w)")
"""Where two fields were joined when the markup was removed: "Comment(s)Print"."""
COUNTER = regex(
    r"(?:浏览|瀏覽|点击|點擊|阅读|閱讀|访问|訪問|查看|人气|人氣|评论|評論|点赞|阅览|浏覽)(?:次数|次數|量|数|數|率)?\s*[:：]?\s*[\[(（【]?\s*[\d,.]*万?\s*[\])）】]?\s*(?:次|人|条|條)?|"
    r"\(?\d*\)?\s*(?:comment(?:s|\(s\))?|views?|reads?|hits?|shares?|clicks?)\s*(?:\(\d*\)|[:：]\s*\d+)?|(?:views?|hits?|clicks?|reads?)\s*[:：]\s*\d[\d,]*(?:\s*times)?",
    re.IGNORECASE,
)
COUNTED = regex(
    r"(?:浏览|瀏覽|点击|點擊|访问|訪問|浏覽|阅读|閱讀)(?:次数|次數|量|数|數)\s*[:：]?\s*[\[(（【]?\s*[\d,.]+万?\s*[\])）】]?\s*(?:次|人)?|(?:本文)?(?:已被|已)?(?:浏览|点击|阅读)\s*[:：]?\s*[\d,]+\s*次|"
    r"(?:views?|hits?|clicks?|page\s?views?)\s*[:：]\s*\d[\d,]*(?:\s*times)?|\d[\d,]*\s+(?:page\s?views?|views)",
    re.IGNORECASE,
)
"""A line that is nothing but a counter of readers."""
PUBLISHED = regex(
    r"(?:last\s+)?(?:updat|publish|post)|发布|發布|发表|發表|更新|刊发|опубликован|обновлен|aktualisiert|veröffentlicht|publi|actuali[sz]|mis\s+à\s+jour|aggiornat|pubblicat|gepubliceerd|bijgewerkt|güncelle|yayın",
    re.IGNORECASE,
)
"""Words for the time of publication, which only articles have."""
ORIGINAL_TITLE = regex(r"[(（\[【]?\s*(?:原标题|原標題|原题|原題)\s*[:：]\s*\S.{0,100}[)）\]】]?")
SIGNED = regex(
    r"By\s+(?P<names>[A-Z][\w.'’-]+(?:\s+(?:[A-Z][\w.'’-]*|de|van|von|bin|al|and|in|&)|,(?=\s))*)\s*[(（](?P<site>[^()（）]{2,40})[)）]"
)
"""Names with an outlet in brackets: "By Li Ming and Wang Fang (China Daily)"."""
SIGNS = regex(r"\d\d|[:：(（\[【]")
"""Every recognisable byline has one of these."""


def of_byline(line: str) -> Facts | None:
    """Author, site, date and other facts of a byline; None for any other line."""
    stripped = line.strip()
    if not stripped or len(stripped) > MAX_BAR or not SIGNS.search(stripped) or SENTENCE_END.search(stripped):
        return None
    if ORIGINAL_TITLE.fullmatch(stripped):
        return {"title": COLON.split(stripped, maxsplit=1)[1].strip(" )）]】")}
    if COUNTED.fullmatch(stripped.strip("()（）[]【】 ")):
        return {"views": stripped}
    date = date_of(stripped)
    if date is None:
        return _signed(stripped) or _credits(stripped)
    facts = _row(stripped, date)
    return facts if facts is not None else _bar(stripped)


def is_loose_byline(line: str) -> bool:
    """Whether a line has only date, outlet or author: on a page a byline, else perhaps a record."""
    stripped = line.strip().strip("()（）[]【】 ")
    if len(stripped) > MAX_CREDIT or not SIGNS.search(stripped):
        return False
    date = date_of(stripped)
    if date is None:
        head, colon, value = COLON.sub("\0", stripped, count=1).partition("\0")
        name = phrases.byline_words().get(head.strip().lower())
        return bool(colon) and (
            (name == "site" and OUTLET.fullmatch(value.strip()) is not None)
            or (head.strip().lower() in AUTHORS and _is_person(value.strip()))
        )
    rest = f"{stripped[: date[1]]} {stripped[date[2] :]}".strip(AROUND)
    return PUBLISHED.match(rest) is not None and phrases.byline_words().get(rest.lower().rstrip(AROUND)) == "date"


def date_of(line: str) -> tuple[str, int, int] | None:
    """A date with its time, and its start and end."""
    if not YEAR.search(line):
        return None
    for match in DATE.finditer(line):
        month = match["month"] or match["name"]
        if month and month.lower() not in phrases.months():
            continue
        time = TIME.match(line, match.end())
        end = time.end() if time else match.end()
        return line[match.start() : end].strip(), match.start(), end
    return None


def _row(line: str, date: tuple[str, int, int]) -> Facts | None:
    """Facts of a date and fields between separators, one of them introduced by a word."""
    facts: dict[str, object] = {"date": date[0]}
    announced = False
    rest = line[: date[1]] + "\t" + line[date[2] :]
    for field in FIELD.split(rest):
        name, value = _announced(field)
        announced |= name is not None
        if not value:
            continue
        if name in (None, "site") and NAME.fullmatch(value) and len(value.split()) <= MAX_SITE_WORDS and "site" not in facts:
            facts["site"] = value
        elif name is not None and name != "date":
            facts[name] = value
        else:
            return None
    # a date alone may belong to anything, and a line about a photo is its caption
    return facts if announced and len(facts) > 1 and "photo" not in facts else None


def _announced(field: str) -> tuple[str | None, str]:
    """The name of the fact that a field's first word introduces, and the fact."""
    text = field.strip(" \t:：,，()（）[]")
    folded = text.lower()
    for length in range(min(len(folded), 24), 1, -1):
        name = phrases.byline_words().get(folded[:length])
        if name and (length == len(text) or not text[length].isalpha() or not text[length - 1].isascii()):
            return name, text[length:].strip(" \t:：,，")
    return None, text


def _bar(line: str) -> Facts | None:
    """Facts of a row of dates, times, outlets, counters and buttons, with or without separators."""
    text = GLUE.sub(" ", line)
    facts: dict[str, object] = {}
    while (date := date_of(text)) is not None:
        facts.setdefault("date", date[0])
        text = f"{text[: date[1]]}\t{text[date[2] :]}"
    if not facts:
        return None
    clocks = list(CLOCK.finditer(text))
    zoned = any(match["zone"] for match in clocks)
    timed = bool(clocks) or TIME.search(str(facts["date"])) is not None
    text = COUNTER.sub("\t", CLOCK.sub("\t", text))
    for match in BRACKETED.finditer(text):
        if OUTLET.fullmatch(PAGE.sub("", match[1]).strip()):
            facts["site"] = match[1].strip()
            text = text.replace(match[0], "\t", 1)
    dated, known, others = False, 0, 0
    for name, value in _labelled(text):
        bare = value.strip(AROUND)
        dated |= name == "date"
        if not bare:
            continue
        if _is_known(bare):
            known += 1
        elif name is None and (site := _outlet(bare)) is not None:
            facts["site"] = site
        elif name is None and bare.startswith(("By ", "by ", "BY ")) and _is_person(bare[3:]):
            facts["author"] = bare[3:]
        elif name is None and OTHER_FIELD.fullmatch(bare):
            others += 1
        elif name in (None, "date", "photo") or not _is_person(bare):
            return None
        else:
            facts[name] = bare
    if others and len(facts) + dated < MIN_FACTS:
        return None
    if zoned or len(facts) > 1 or (dated and known >= MIN_BUTTONS):
        return facts
    return facts if timed and dated and PUBLISHED.match(line.lstrip("([（【 ")) is not None else None


def _outlet(text: str) -> str | None:
    """The outlet of a field with nothing else than buttons before it: "Print E-mail Xinhua"."""
    words = text.split()
    for at in range(len(words)):
        site = " ".join(words[at:])
        if OUTLET.fullmatch(site) and (not at or _is_known(" ".join(words[:at]))):
            return site
    return None


def _labelled(text: str) -> Iterator[tuple[str | None, str]]:
    """Fields of a line: the name of the fact, or None, and the text up to the next field."""
    for chunk in FIELD.split(text):
        start, name = 0, None
        for first, end, label in _labels(chunk):
            if first > start or name is not None:
                yield name, chunk[start:first]
            start, name = end, label
        if name is not None or chunk[start:].strip():
            yield name, chunk[start:]


def _labels(field: str) -> Iterator[tuple[int, int, str]]:
    """Words that introduce a fact, before a colon or at the end: start, end with the colon, name of the fact."""
    for end in (*(colon.start() for colon in COLON.finditer(field)), len(field)):
        before = field[:end].rstrip()
        for start in range(max(len(before) - _longest_label(), 0), len(before)):
            name = phrases.byline_words().get(before[start:].lower())
            if name is not None and not before[start - 1 : start].isalnum():
                yield start, min(end + 1, len(field)), name
                break


@cache
def _longest_label() -> int:
    return max(map(len, phrases.byline_words()))


def _is_known(text: str) -> bool:
    """Whether words are a sequence of boilerplate phrases."""
    words = phrases.fold(text).split()
    return bool(words) and phrases.cover(words) is not None


def _is_person(text: str) -> bool:
    """Whether words are names of persons or sites."""
    words = text.split()
    return (
        len(words) <= 2 * MAX_NAME_WORDS
        and not SPOKEN.search(text.replace(",", "").replace("，", ""))
        and all(not word[0].islower() or word in ("and", "in", "de", "van", "von") or "." in word or len(words) == 1 for word in words)
    )


def _signed(line: str) -> Facts | None:
    """Names and the outlet of a line without a date."""
    match = SIGNED.fullmatch(line)
    if match is not None and OUTLET.fullmatch(match["site"].strip()):
        return {"author": match["names"].strip(), "site": match["site"].strip()}
    bracketed = BRACKETED.fullmatch(line)
    if bracketed is not None and OUTLET.fullmatch(bracketed[1].strip()) and "." not in bracketed[1]:
        return {"site": bracketed[1].strip()}
    return None


def _credits(line: str) -> Facts | None:
    """Facts of a line of credits, each after a word and a colon: "责任编辑：张三", "Editor: Li Ming"."""
    if len(line) > MAX_CREDIT or not COLON.search(line):
        return None
    facts: dict[str, object] = {}
    for field in _credit_fields(line.strip("()（）[]【】 ")):
        head, colon, value = (part.strip() for part in COLON.sub("\0", field, count=1).partition("\0"))
        name = phrases.byline_words().get(head.lower())
        names = [each.strip() for each in re.split("[,，、]", value)] if name == "editor" else [value]
        if (
            not colon
            or name not in ("author", "editor", "site", "translator")
            or any(not each or len(each.split()) > MAX_NAME_WORDS or SPOKEN.search(each) for each in names)
        ):
            return None
        if name == "author" and head.lower() not in AUTHORS:
            # "Reporter: Why?" is an interview
            return None
        facts[name] = value
    # an author alone may be the author of a novel, below its title
    return facts if "editor" in facts or len(facts) > 1 else None


def _credit_fields(line: str) -> Iterator[str]:
    """The fields of a line of credits; the name of a field may be two words ("Web editor:")."""
    held = ""
    for field in CREDIT_FIELD.split(line):
        joined = f"{held} {field}".strip()
        if not COLON.search(joined):
            held = joined
            continue
        yield joined
        held = ""
    if held:
        yield held
