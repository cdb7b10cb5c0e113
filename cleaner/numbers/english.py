"""Numbers in English text, by value: 217.07 billion, thirty-two thousand, $31.3bn, 30 per cent.

How: one linear pass cuts the text into clusters of digits and number words; adjacent pieces become
a numeral; the characters before and after say what it counts.
Left alone: "one of", "no one", "a second ago", versions, telephone numbers; times, scores and
numbers in names only where marks are asked for; "one", "first", "both", "half", "dozens" and their
like are only hints.
Source: The Chicago Manual of Style, chapter 9; review of news text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from cleaner.numbers.english_numerals import BEFORE_MONEY, Numeral, numerals
from cleaner.numbers.english_words import AMBIGUOUS, MONEY_SIGNS, ONES, UNITS
from cleaner.numbers.quantity import Quantity, plain, step
from cleaner.patterns import regex

PERCENT = regex(r"\s?%|[\s-]?(?:percent|per\s?cent|percentage[\s-]points?|pct)(?![a-z])", re.IGNORECASE)
ABOUT = regex(
    r"(?:about|around|approximately|roughly|nearly|almost|over|under|above|below|more than|less than|fewer than|at least|at most|up to|some|close to|"
    r"exceed(?:ed|ing|s)?|surpass(?:ed|ing|es)?|top(?:ped|ping|s)?|estimated|as many as|as much as|no less than|no more than|beyond|past|or|~|≈|>|<|c\.)\s?$",
    re.IGNORECASE,
)
AFTER = regex(r"\+|[\s-](?:or so|or more|odd|plus)(?![a-z])", re.IGNORECASE)
UNIT = regex(
    r"(?:[\s-]|(?<=[0-9]))?(?P<unit>" + "|".join(re.escape(each) for each in sorted(UNITS, key=len, reverse=True)) + r"|°|℃|℉)(?![A-Za-z])",
    re.IGNORECASE,
)
TIME_WORD = regex(
    r"(?:in|last|this|next|since|of|by|until|till|from|to|between|late|early|mid|through|during|and|before|after|every|each)[\s-]$",
    re.IGNORECASE,
)
RANGE = regex(r"\s?(?:[-–—−~]|to|and|or|through)\s?")
MINUS = regex(r"(?:^|[^A-Za-z])(?P<word>minus|negative)\s$", re.IGNORECASE)
BETWEEN = regex(r"between\s(?:[A-Z]{0,2}[$€£¥])?$", re.IGNORECASE)
TEN_NAMES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def quantities(text: str, *, marks: bool = False) -> list[Quantity]:
    """The values an English text states, in their order.

    Args:
        text: the text.
        marks: also times, scores, numbers in names, and hints (`certain` is False), which only
            confirm.

    >>> [(each.value.numerator, each.unit) for each in quantities("217.07 billion yuan on May 27th")]
    [(217070000000, 'CNY'), (5, 'month'), (27, 'day')]
    """
    read = list(_ranges(text, list(_named(text, numerals(text)))))
    return [each for each in read if marks or (each.certain and each.kind not in {"time", "score", "code"})]


def wording(value: Fraction, like: str = "") -> str:
    """A value as English news text writes it.

    Args:
        value: the value.
        like: the numeral it takes the place of; says whether it is a percentage, an ordinal, or in
            words.

    >>> wording(Fraction(217_070_000_000)), wording(Fraction(3, 10), "40%"), wording(Fraction(27), "28th")
    ('217.07 billion', '30%', '27th')
    >>> wording(Fraction(2), "Three")
    'Two'
    """
    share = PERCENT.search(like)
    if share is not None:
        return plain(value * 100) + share[0]
    if re.search("[0-9](?:st|nd|rd|th)$", like) and value.denominator == 1:
        tail = {1: "st", 2: "nd", 3: "rd"}.get(int(value) % 10, "th")
        return plain(value) + ("th" if int(value) % 100 in (11, 12, 13) else tail)
    if like[:1].isalpha() and value.denominator == 1 and 0 <= value <= 10:
        word = list(ONES)[int(value)]
        return word.capitalize() if like[0].isupper() else word
    if like.isdigit() and value.denominator == 1 and abs(value) < 10_000:
        return str(int(value))
    for size, name in TEN_NAMES:
        scaled = value / size
        if abs(scaled) >= 1 and step(scaled) >= Fraction(1, 1000):
            return f"{plain(scaled)} {name}"
    return plain(value)


def _named(text: str, numerals: list[Numeral]) -> Iterator[tuple[Quantity, Numeral]]:
    """The quantity of each numeral."""
    near: set[int] = set()
    """Numerals that a month makes parts of a date."""
    for index, each in enumerate(numerals):
        if each.kind == "month":
            near |= _date_parts(text, numerals, index)
    for index, each in enumerate(numerals):
        yield _name(text, each, near=index in near), each


def _date_parts(text: str, numerals: list[Numeral], index: int) -> set[int]:
    month = numerals[index]
    parts: set[int] = set()
    for other in (index + 1, index + 2):
        if other < len(numerals):
            gap = text[numerals[other - 1].end : numerals[other].start]
            if gap not in {" ", ". ", ", ", ".", " the ", ",", ", of ", " of "} or not _is_day_or_year(numerals[other]):
                break
            parts.add(other)
            if numerals[other].value > 31:
                break
    if index and text[numerals[index - 1].end : month.start] in {" ", " of ", "-"} and _is_day(numerals[index - 1]):
        parts.add(index - 1)
    return parts | {index} if parts else parts


def _is_day(each: Numeral) -> bool:
    return (
        each.kind in {"number", "ordinal", "first"}
        and each.scale == 1
        and each.value.denominator == 1
        and 1 <= each.value <= 31
        and each.digits
    )


def _is_day_or_year(each: Numeral) -> bool:
    return _is_day(each) or (each.kind == "number" and each.digits and 1000 <= each.value < 2200)


def _name(text: str, each: Numeral, *, near: bool) -> Quantity:
    start, end, value = each.start, each.end, each.value
    if each.kind == "month":
        alone = text[start:end].lower() in AMBIGUOUS and not near and TIME_WORD.search(text[max(0, start - 9) : start]) is None
        return Quantity(start, end, value, unit="month", kind="date", certain=not alone)
    if near:
        return Quantity(start, end, value, unit="day" if value <= 31 else "year", kind="date")
    if each.kind in {"date", "time", "decade", "code"}:
        return Quantity(start, end, value, unit=each.unit, kind=each.kind, certain=each.certain)
    before = text[max(0, start - 24) : start]
    sign = BEFORE_MONEY.search(before)
    lead = before[: sign.start()] if sign is not None else before
    approximate = ABOUT.search(lead) is not None or AFTER.match(text, end) is not None
    if each.kind == "ordinal":
        return Quantity(start, end, value, approximate, kind="ordinal", certain=each.certain)
    if lead[-1:] in {"-", "−"} and not lead[-2:-1].isalnum():
        start, value = start - len(before) + len(lead) - 1, -value
    elif (minus := MINUS.search(lead)) is not None:
        start, value = start - len(before) + minus.start("word"), -value
    if sign is None and (share := PERCENT.match(text, end)) is not None:
        return Quantity(start, share.end(), value / 100, approximate, "percent", "percent", each.certain or each.digits)
    if each.kind == "fraction":
        return Quantity(start, end, value, approximate, kind="fraction", certain=each.certain)
    if (
        each.digits
        and len(text[start:end]) == 4
        and text[start:end].isdigit()
        and 1000 <= value < 2200
        and sign is None
        and UNIT.match(text, end) is None
    ):
        return Quantity(start, end, value, unit="year", kind="date")
    unit = MONEY_SIGNS[sign["sign"]] if sign is not None else None
    if unit is None and (named := UNIT.match(text, end)) is not None:
        unit = UNITS.get(named["unit"].lower(), "degree")
    certain = each.certain
    if value == 1 and not each.digits:
        certain = False
    kind = "score" if each.kind == "score" else "number"
    return Quantity(start, end, value, approximate, unit, kind, certain)


def _ranges(text: str, read: list[tuple[Quantity, Numeral]]) -> Iterator[Quantity]:
    """Apply scale and unit of a range's end to its start: 3 to 5 million yuan, 5-10%."""
    scored = -1
    opened: str | None = None
    """The currency of "$5" in "$5-10 billion"."""
    for index, (quantity, numeral) in enumerate(read):
        follows, other = read[index + 1] if index + 1 < len(read) else (None, numeral)
        if opened is not None and quantity.kind == "number" and quantity.unit is None:
            quantity = replace(quantity, unit=opened)  # noqa: PLW2901
        opened = quantity.unit if numeral.kind == "first" else None
        if scored == index or (numeral.kind == "score" and follows is not None):
            scored = index + 1 if numeral.kind == "score" else scored
            yield replace(quantity, kind="score", unit=None)
            continue
        if (
            follows is None
            or quantity.kind != "number"
            or not numeral.digits
            or RANGE.fullmatch(text, numeral.end, follows.start) is None
            or (text[numeral.end : follows.start] == " and " and BETWEEN.search(text[max(0, quantity.start - 12) : quantity.start]) is None)
        ):
            yield quantity
        elif follows.kind == "percent" and numeral.value < other.value:
            yield replace(quantity, value=quantity.value / 100, unit="percent", kind="percent")
        elif follows.kind == "number" and other.scale > 1 and numeral.scale == 1 and numeral.value * other.scale < follows.value:
            yield replace(quantity, value=quantity.value * other.scale, unit=quantity.unit or follows.unit)
        elif follows.kind == "date" and follows.unit == "day" and quantity.value < follows.value:
            yield replace(quantity, unit="day", kind="date")
        elif numeral.kind == "first" and follows.unit is None and numeral.value >= other.value:
            scored = index + 1
            yield replace(quantity, kind="score")
        else:
            yield replace(quantity, unit=quantity.unit or follows.unit) if follows.kind == "number" else quantity
