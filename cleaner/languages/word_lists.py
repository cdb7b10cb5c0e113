"""Words of seven languages with a class of how common they are.

English is the project's own list; the others are the frequency lists that pyspellchecker ships
(MIT; counts from subtitles), read when a text of that language holds a suspect, one language at a
time: 30 to 500 ms and up to 12 MB each. Its spelling correction is not used. Without a list nothing
is known about a word, and what asks only proposes.
"""

import math
from array import array
from collections.abc import Mapping
from functools import cache

from cleaner import packaged
from cleaner.languages import english
from cleaner.languages.packed import PackedWords

PART = 1 << 18
"""Bytes of a list that are read at once."""
SHIPPED = ("de", "es", "fr", "it", "pt", "ru")
"""Languages with a list, other than English."""
MAX_CLASS = 8
"""Class of the commonest word of a language, as in `english.words`."""
RARE_COUNT = 50
"""The smallest count of the lists, which up to nine in ten of their words share: it says that a
word exists, not how common it is."""
RARE = 2
MIN_SHORT_CLASS = 5
"""How common words of two and three letters must be to be words and not abbreviations, names or
endings, which the lists hold, too."""
SINGLE_WORDS = {
    "en": "aio", "de": "", "es": "aeouy", "fr": "aày", "it": "aeioè", "pt": "aeoàé", "ru": "авикосуя",
}  # fmt: skip
"""Words of one letter."""


@cache
def words_of(code: str) -> Mapping[str, int] | None:
    """Words of a language, lower case, with their class: 2 rare, 8 common; None without a list.

    Args:
        code: an ISO 639-1 code.
    """
    if code == "en":
        return english.words()
    if code not in SHIPPED:
        return None
    import gzip

    # reads these four times as fast as json
    import orjson

    texts, sizes, hashes, counts = [], array("B"), array("q"), array("I")
    with gzip.open(packaged.of("spellchecker", "resources", f"{code}.json.gz")) as rows:
        # part by part, an entry a line: all of it as objects takes 100 MB
        while part := b"".join(rows.readlines(PART)).strip(b"{},\n"):
            read: dict[str, int] = orjson.loads(b"{%b}" % part)
            encoded = [word.encode() for word in read]
            texts.append(b"".join(encoded))
            sizes.extend(map(len, encoded))
            hashes.extend(map(hash, read))
            counts.extend(read.values())
    most = max(counts)
    classes = {count: _class(count, most) for count in set(counts)}
    return PackedWords(b"".join(texts), sizes, hashes, bytes(map(classes.__getitem__, counts)))


def _class(count: int, most: int) -> int:
    return RARE if count <= RARE_COUNT else max(RARE + 1, MAX_CLASS + math.floor(math.log10(count / most)))


def is_word(code: str, word: str) -> bool:
    """Whether a language has a lower-case word; short ones must be common. False without a list."""
    words = words_of(code)
    if words is None:
        return False
    if len(word) == 1:
        return word in SINGLE_WORDS[code]
    return words.get(word, -1) >= (MIN_SHORT_CLASS if len(word) <= 3 else 0)
