"""What a line shows besides its words: whether it is a sentence, a list of scraps, has a contact, repeats itself."""

import re
from itertools import pairwise

from cleaner.rules.spam_line.script import CJK_CHAR

SENTENCE = re.compile(r"[.!?。！？…](?:\s|$|[\"”’」])|[，,](?=.*[。.])")
END_MARKS = (".", "!", "?", "。", "？", "…")
"""What a sentence ends with; "！" ends as many advertisements."""
SEPARATORS = re.compile(r"[_|,，、·•丨/\\►▶★☆◆【】\[\]#＃《》<>-]+|\s+")
BARS = re.compile(r"[_|,，、·•丨/\\►▶★☆◆【】\[\]#＃《》<>]+| [-–—>] ")
"""What separates scraps where spaces separate words."""
CONTACT = re.compile(
    r"(?:qq|微信|薇信|v信|加v|vx|wechat|telegram|whatsapp|电话|手机|热线|联系)\W{0,3}[:：]?\s*[\w@+-]{5,}|\b1[3-9]\d{9}\b|"
    r"(?:https?://|www\.)[!-~]+|\b[a-z0-9-]{3,30}\.(?:com|net|cc|vip|xyz|top|club|info|ru|cn|app|bet)\b",
    re.IGNORECASE,
)
DISGUISE = re.compile("[\U0001d400-\U0001d7ff\U0001f110-\U0001f1e5].{0,3}[\U0001d400-\U0001d7ff\U0001f110-\U0001f1e5]")
"""Ornamental letters for plain ones, which slip past a filter."""
UNUSUAL = re.compile(r"[^\x00-\x7f’‘“”–—…]|[!|~=_@+*]|\d{6}|www|http")
"""What a line without a hint must have to be worth a score when it is alone: plain prose has none of it."""
NO_LETTERS = re.compile(r"[\W_]+")
MIN_SCRAPS = 4
"""Scraps of a list; 3 where low lines separate them, which sentences do not have."""
MAX_SCRAP = 14
"""Code points of the longest average scrap: names and keywords are shorter, clauses longer."""
MIN_PAIRS = 10
"""Pairs of characters below which their repetition is chance."""
REPEATED = 0.12
"""Share of repeated pairs from which a line repeats itself: injected lists have 15 %, other lines up to 4 %."""


def is_sentence(line: str) -> bool:
    """Whether a line has a sentence in it."""
    return SENTENCE.search(line) is not None


def ends_as_sentence(text: str, start: int, end: int) -> bool:
    """Whether a span of a text ends with the mark of a sentence."""
    return text[max(start, end - 3) : end].rstrip(" \"'”’」』）)").endswith(END_MARKS)


def signals_of(line: str) -> list[str]:
    """What in the form of a line speaks for spam."""
    found = []
    if _is_list(line) and not is_sentence(line):
        found.append("list")
    if CONTACT.search(line):
        found.append("contact")
    if _repetition(line) >= REPEATED:
        found.append("repetition")
    if DISGUISE.search(line):
        found.append("disguise")
    return found


def _is_list(line: str) -> bool:
    # words are scraps only where no spaces separate words
    scraps = sum(1 for scrap in (SEPARATORS if CJK_CHAR.search(line) else BARS).split(line) if scrap and not scrap.isspace())
    return scraps >= (MIN_SCRAPS - 1 if "_" in line else MIN_SCRAPS) and len(line) <= MAX_SCRAP * scraps


def _repetition(line: str) -> float:
    """Share of the character pairs of a line that were in it before; of a line in plain letters none."""
    if line.isascii():
        return 0.0
    letters = NO_LETTERS.sub("", line)
    pairs = len(letters) - 1
    if pairs < MIN_PAIRS or letters.isascii():
        return 0.0
    return 1 - len(set(pairwise(letters))) / pairs
