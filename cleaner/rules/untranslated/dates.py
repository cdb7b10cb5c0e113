"""A Chinese or Japanese date in an English text: "on 5月3日" is "on May 3"."""

from cleaner.patterns import regex

MONTHS = ("January February March April May June July August September October November December").split()
DATE = regex(r"(?<![\d.,/-])(?:(?P<year>[12]\d{3}) ?年 ?)?(?P<month>0?[1-9]|1[0-2]) ?月 ?(?:(?P<day>0?[1-9]|[12]\d|3[01]) ?[日号號])?")
YEAR = regex(r"(?<![\d.,/-])(?P<year>[12]\d{3}) ?年")
REACH = 8
"""Code points before the first character of a date that its year and month take."""


def english_date(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Where the date starts that an untranslated fragment is the end of, and the date in English; None when it is no date.

    Args:
        text: the text.
        start, end: the fragment, which begins with the character for year or month.
    """
    for pattern in (DATE, YEAR):
        for match in pattern.finditer(text, max(0, start - REACH), end):
            if match.end() == end and match.start() < start <= match.end():
                return match.start(), _written(match.groupdict())
    return None


def _written(parts: dict[str, str | None]) -> str:
    year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
    if month is None:
        return year or ""
    name = MONTHS[int(month) - 1]
    if day is None:
        return f"{name} {year}" if year else name
    return f"{name} {int(day)}, {year}" if year else f"{name} {int(day)}"
