"""Lines that recur in several texts of a site: menus, share bars, notices, teasers of the same pages.

Why: what stands on three pages of a site, digits aside, is the site's and not the story's; no page alone shows it.
How: of sites whose texts have lines that pages have ("Share", "All rights reserved"), each line is reduced to a key (spaces, invisible
characters and digits do not count). Texts that share half of their long lines are one story in several copies, as wire reports are, and
count once; what stands in `LEAST` stories of a site recurs.
Measured on labelled pages of five languages: of sites with three or more pages, 99.8 % of such lines are boilerplate, and they are 74 % of it.
Without counting copies once, 2.3 % of the story's characters would be in them; so .3 %.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from cleaner.errors import OptionError
from cleaner.languages import phrases

Keys = npt.NDArray[np.uint64]

LEAST = 3
"""Stories of a site in which a line that recurs stands; two are not enough, because agencies sell their reports."""
LONGEST = 1000
"""Code points of the longest line that is looked at."""
LONG, LONG_CJK = 80, 30
"""Code points of the shortest lines by which a story is known again, and of those in a CJK script."""
SKETCH = 24
"""Long lines of a text that are kept to know its story by: those with the lowest keys, so that copies keep the same ones."""
NEIGHBOURS = 16
"""Texts with a long line in common that one text is compared with at most, so that time grows with the texts alone."""
DIGITS = re.compile(r"\d+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+")
CJK_CHAR = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
BLANK = 0
FURNISHED = 10
"""One text among so many must have a line that phrase tables know, for a site to be one of pages: recipes and judgements have lines in common, too."""
LONGEST_FURNITURE = 60
FEWEST_LONG = 3
"""Long lines without which a text is known by all of its lines."""
ROW = re.compile(rb"([0-9a-f]{16}) ([1-9][0-9]{0,17})")
HEAD = "# lines that recur: key, stories\n"


class RecurringLines:
    """Lines that recur, by their keys; the lines themselves are not kept.

    Args:
        keys: in ascending order.
        stories: for each of them, in how many stories of a site it stands.
    """

    def __init__(self, keys: Keys, stories: npt.NDArray[np.int64]) -> None:
        self._keys = keys
        self._stories = stories

    def __len__(self) -> int:
        return len(self._keys)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, RecurringLines) and np.array_equal(self._keys, other._keys) and np.array_equal(self._stories, other._stories)
        )

    def __hash__(self) -> int:
        return hash(self._keys.tobytes())

    @classmethod
    def of(cls, texts: Iterable[str], sites: Iterable[str] | None = None) -> "RecurringLines":
        """The lines that recur in some texts.

        Args:
            texts: the texts, read once; some 12 bytes are kept of each line.
            sites: for each text the site or the address (URL) it is from; None takes all of them for one site.
        """
        found = Collector()
        if sites is None:
            for text in texts:
                found.add(text)
        else:
            for text, site in zip(texts, sites, strict=True):
                found.add(text, site)
        return found.recurring()

    def stories(self, lines: Sequence[str]) -> list[int]:
        """In how many stories each of some lines stands; 0 where it does not recur."""
        if not len(self._keys) or not lines:
            return [0] * len(lines)
        wanted = np.array([key(line) for line in lines], dtype=np.uint64)
        at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        found: list[int] = np.where(self._keys[at] == wanted, self._stories[at], 0).tolist()
        return found

    def save(self, path: str | Path) -> None:
        """Write the keys to a text file, for other processes and machines.

        Raises:
            OSError: it cannot be written.
        """
        rows = (f"{number:016x} {stories}\n" for number, stories in zip(self._keys.tolist(), self._stories.tolist(), strict=True))
        Path(path).write_text(HEAD + "".join(rows), encoding="ascii")

    @classmethod
    def load(cls, path: str | Path) -> "RecurringLines":
        """Read what `save` wrote.

        Raises:
            OptionError: it is no such file.
            OSError: it cannot be read.
        """
        lines = Path(path).read_bytes().splitlines()
        if not lines or lines[0] != HEAD.strip().encode():
            raise OptionError(f"{path} is no file of recurring lines; make one with RecurringLines.save")
        made = {}
        for number, line in enumerate(lines[1:], start=2):
            row = ROW.fullmatch(line)
            if row is None:
                raise OptionError(f"{path}:{number}: expected a key of 16 hexadecimal digits and a number; make the file anew")
            made[int(row[1], 16)] = int(row[2])
        return cls._sorted(made)

    @classmethod
    def _sorted(cls, stories: dict[int, int]) -> "RecurringLines":
        keys = sorted(stories)
        return cls(np.array(keys, dtype=np.uint64), np.array([stories[each] for each in keys], dtype=np.int64))


class Collector:
    """Reads texts one after the other, and says in the end which of their lines recur."""

    def __init__(self) -> None:
        self._sites: dict[str, list[tuple[Keys, frozenset[int]]]] = defaultdict(list)
        self._furnished: Counter[str] = Counter()

    def add(self, text: str, site: str = "") -> None:
        """Take a text in.

        Args:
            text: the text.
            site: the site or the address (URL) it is from.
        """
        keys: set[int] = set()
        long: set[int] = set()
        lines = text.splitlines()
        for line in lines:
            own = key(line) if len(line) <= LONGEST else BLANK
            if own == BLANK:
                continue
            keys.add(own)
            if len(line) >= LONG or (len(line) >= LONG_CJK and CJK_CHAR.search(line)):
                long.add(own)
        if keys:
            sketch = frozenset(sorted(long if len(long) >= FEWEST_LONG else keys)[:SKETCH])
            site = host(site)
            self._sites[site].append((np.fromiter(keys, dtype=np.uint64, count=len(keys)), sketch))
            self._furnished[site] += _is_furnished(lines)

    def recurring(self) -> RecurringLines:
        """The lines that recur in what was taken in."""
        made: dict[int, int] = {}
        for site, texts in self._sites.items():
            if len(texts) < LEAST or self._furnished[site] * FURNISHED < len(texts):
                continue
            for number, stories in _recurring(texts):
                made[number] = max(stories, made.get(number, 0))
        return RecurringLines._sorted(made)  # noqa: SLF001


def _is_furnished(lines: Iterable[str]) -> bool:
    """Whether a text has a line that pages put around stories, or two common words that they have in their menus."""
    words = set()
    for line in lines:
        folded = phrases.fold(line) if len(line) <= LONGEST_FURNITURE else ""
        if folded in phrases.whole_lines():
            return True
        if folded in phrases.weak_lines():
            words.add(folded)
    return len(words) > 1


def key(line: str) -> int:
    """A line as a number: what differs only in spaces, invisible characters or digits has the same; `BLANK` when nothing else is in it."""
    if not line.isascii():
        line = INVISIBLE.sub("", line)
    masked = DIGITS.sub("0", " ".join(line.split()))
    if not masked:
        return BLANK
    return int.from_bytes(blake2b(masked.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def host(site: str) -> str:
    """The site of an address; anything else is the name of a site."""
    try:
        return urlsplit(site).hostname or site
    except ValueError:
        return site


def _recurring(texts: Sequence[tuple[Keys, frozenset[int]]]) -> Iterable[tuple[int, int]]:
    """Keys of the lines that stand in enough stories of a site, with their number."""
    story = np.array(_stories([sketch for _, sketch in texts]), dtype=np.int64)
    keys = np.concatenate([own for own, _ in texts])
    owners = np.repeat(story, [len(own) for own, _ in texts])
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    another = first.copy()
    another[1:] |= owners[1:] != owners[:-1]
    starts = np.flatnonzero(first)
    stories = np.add.reduceat(another.astype(np.int64), starts)
    enough = stories >= LEAST
    return zip(keys[starts[enough]].tolist(), stories[enough].tolist(), strict=True)


def _stories(sketches: Sequence[Collection[int]]) -> list[int]:
    """Which texts tell the same story: a number for each, the same for copies."""
    parent = list(range(len(sketches)))

    def root(of: int) -> int:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    holders: dict[int, list[int]] = defaultdict(list)
    for index, sketch in enumerate(sketches):
        # the first that held a line, and the last ones: copies are found by any of the lines they share
        near = {other for number in sketch for other in (*holders[number][:1], *holders[number][-NEIGHBOURS:])}
        for other in sorted(near):
            if root(other) != root(index) and _same_story(sketch, sketches[other]):
                parent[root(index)] = root(other)
        for number in sketch:
            held = holders[number]
            held.append(index)
            if len(held) > 2 * NEIGHBOURS:
                del held[1:-NEIGHBOURS]
    return [root(index) for index in range(len(sketches))]


def _same_story(one: Collection[int], other: Collection[int]) -> bool:
    """Whether at least half of the long lines of two texts are the same, judged by those with the lowest keys."""
    lowest = sorted({*one, *other})[:SKETCH]
    return 2 * sum(number in one and number in other for number in lowest) >= len(lowest)
