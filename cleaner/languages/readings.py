"""Readings of Chinese characters, from the tables of pypinyin (MIT).

Its code is not imported: it keeps its tables as lists of lists, which take 60 MB. The readings are
those that `pypinyin.lazy_pinyin` gives with tone marks; the tests compare them.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

import orjson

from cleaner import packaged
from cleaner.patterns import regex

_HAN = (
    "\u3007\ue815-\ue864\ufa18\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a703-\U0002b73f\U0002b740-\U0002b81d"
    "\U0002b825-\U0002bf6e\U0002c029-\U0002ce93\U0002d016\U0002d11b-\U0002ebd9\U0002f80a-\U0002fa1f\U00030000-\U0003134a\U00031350-\U00032389"
)
"""Characters that pypinyin looks up (`pypinyin.constants.RE_HANS`)."""
_HAN_ALONE = regex(f"[{_HAN}]")
_RUN = regex(f"(?P<han>[{_HAN}]+)|[^{_HAN}]+")


@cache
def _characters() -> dict[int, str]:
    """The readings of each code point, the commonest first, with commas between them."""
    shared: dict[str, str] = {}
    return {
        int(point): shared.setdefault(found, found)
        for point, found in orjson.loads(packaged.of("pypinyin", "pinyin_dict.json").read_bytes()).items()
    }


PART = 1 << 17
"""Bytes of the table of phrases that are read at once."""
NEXT = regex(rb'\],\s*"')
"""Between a phrase and the next one."""


def _listed() -> Iterator[tuple[str, list[list[str]]]]:
    """The phrases of pypinyin, each with the readings of its characters."""
    rows = packaged.of("pypinyin", "phrases_dict.json").read_bytes().strip().removeprefix(b"{").removesuffix(b"}")
    start = 0
    while start < len(rows):
        # part by part: all of it as objects takes 30 MB
        cut = NEXT.search(rows, start + PART)
        end = cut.start() + 1 if cut else len(rows)
        yield from orjson.loads(b"{%b}" % rows[start:end]).items()
        start = end + 1


@cache
def _phrases() -> tuple[dict[str, str], tuple[str, ...], int]:
    """The reading of each phrase, with spaces; the phrases in order; characters of the longest."""
    found = {phrase: " ".join(each[0] for each in read) for phrase, read in _listed()}
    return found, tuple(sorted(found)), max(map(len, found))


@lru_cache(maxsize=4096)
def pinyin(text: str) -> str:
    """Hanyu Pinyin with tone marks and spaces; characters without a reading stay.

    The longest phrase that starts at a place is read as a whole.
    """
    read: list[str] = []
    for match in _RUN.finditer(text):
        if match["han"]:
            _read(match["han"], read)
        else:
            read.append(match[0])
    return " ".join(read)


def _read(run: str, read: list[str]) -> None:
    """Append the readings of Han characters."""
    phrases, ordered, longest = _phrases()
    at = 0
    while at < len(run):
        end = next((end for end in range(min(len(run), at + longest), at, -1) if run[at:end] in phrases), at)
        if end > at:
            read.append(phrases[run[at:end]])
            at = end
            continue
        rest = run[at:]
        place = bisect_left(ordered, rest)
        # as pypinyin does: a rest that begins a longer phrase is not searched for shorter ones
        end = len(run) if place < len(ordered) and ordered[place].startswith(rest) else at + 1
        read += (_characters().get(ord(char), char).partition(",")[0] for char in run[at:end])
        at = end


def readings(char: str) -> frozenset[str]:
    """Every pinyin reading of one character, with tone marks; the character itself without one."""
    found = _characters().get(ord(char)) if _HAN_ALONE.match(char) else None
    return frozenset(found.split(",")) if found else frozenset((char,))
