"""The form of a line: a sentence, a list of short items, a contact, repetitions."""

import re
from itertools import pairwise

from cleaner.patterns import regex
from cleaner.rules.spam_line.script import CJK_CHAR

SENTENCE = regex(r"[.!?。！？…](?:\s|$|[\"”’」])|[，,](?=.*[。.])")
END_MARKS = (".", "!", "?", "。", "？", "…")
"""End marks of sentences; "！" is as common in advertisements."""
SEPARATORS = regex(r"[_|,，、·•丨/\\►▶★☆◆【】\[\]#＃《》<>-]+|\s+")
BARS = regex(r"[_|,，、·•丨/\\►▶★☆◆【】\[\]#＃《》<>]+| [-–—>] ")
"""Separators of items in scripts that separate words by spaces."""
CONTACT = regex(
    r"(?:qq|微信|薇信|v信|加v|vx|wechat|telegram|whatsapp|电话|手机|热线|联系)\W{0,3}[:：]?\s*[\w@+-]{5,}|\b1[3-9]\d{9}\b|"
    r"(?:https?://|www\.)[!-~]+|\b[a-z0-9-]{3,30}\.(?:com|net|cc|vip|xyz|top|club|info|ru|cn|app|bet)\b",
    re.IGNORECASE,
)
DISGUISE = regex("[\U0001d400-\U0001d7ff\U0001f110-\U0001f1e5].{0,3}[\U0001d400-\U0001d7ff\U0001f110-\U0001f1e5]")
"""Ornamental letters instead of plain ones, to pass a filter."""
UNUSUAL = regex(r"[^\x00-\x7f’‘“”–—…]|[!|~=_@+*]|\d{6}|www|http")
"""A single line without a hint is only scored with one of these, which plain prose does not
have."""
NO_LETTERS = regex(r"[\W_]+")
MIN_ITEMS = 4
"""Items of a list; one fewer with underscores between them, which sentences do not have."""
MAX_ITEM = 14
"""Code points of the longest average item: names and keywords are shorter, clauses longer."""
MIN_PAIRS = 10
"""Pairs of characters in a line from which their repetition is not by chance."""
MIN_REPEATED = 0.12
"""Share of repeated pairs from which a line repeats itself: injected lists have 15 %, other lines
up to 4 %."""


def is_sentence(line: str) -> bool:
    """Whether a line has a sentence in it."""
    return SENTENCE.search(line) is not None


def ends_as_sentence(text: str, start: int, end: int) -> bool:
    """Whether a span of a text ends with the mark of a sentence."""
    return text[max(start, end - 3) : end].rstrip(" \"'”’」』）)").endswith(END_MARKS)


def signals_of(line: str) -> list[str]:
    """The signals for spam in the form of a line."""
    found = []
    if _is_list(line) and not is_sentence(line):
        found.append("list")
    if CONTACT.search(line):
        found.append("contact")
    if _repetition(line) >= MIN_REPEATED:
        found.append("repetition")
    if DISGUISE.search(line):
        found.append("disguise")
    return found


def _is_list(line: str) -> bool:
    # spaces separate items only in scripts without spaces between words
    items = sum(1 for item in (SEPARATORS if CJK_CHAR.search(line) else BARS).split(line) if item and not item.isspace())
    return items >= (MIN_ITEMS - 1 if "_" in line else MIN_ITEMS) and len(line) <= MAX_ITEM * items


def _repetition(line: str) -> float:
    """Share of the character pairs of a line that repeat earlier ones; 0 for lines in ASCII."""
    if line.isascii():
        return 0.0
    letters = NO_LETTERS.sub("", line)
    pairs = len(letters) - 1
    if pairs < MIN_PAIRS or letters.isascii():
        return 0.0
    return 1 - len(set(pairwise(letters))) / pairs
