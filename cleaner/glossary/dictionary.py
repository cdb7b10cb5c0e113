"""A dictionary that is asked for what the glossary lacks: any file in the format of CC-CEDICT.

    反響 反响 [fan3 xiang3] /repercussions; reaction; echo/CL:個|个[ge4]/

What it says is only ever proposed: its glosses name meanings, and nobody has said which one a text
needs. No dictionary ships with the package; the user names a file. Format:
https://cc-cedict.org/wiki/format:syntax, with the joined syllables of its second version.
"""

import gzip
import hashlib
import re
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cleaner.errors import GlossaryError
from cleaner.glossary.parse import not_utf8
from cleaner.languages.chinese import simplify
from cleaner.patterns import regex

FORMAT = "Traditional Simplified [pin1 yin1] /gloss/gloss/"
MAX_CANDIDATES = 6
CC_CEDICT = "CC-CEDICT"
HEAD = 4096
"""Code points at the top of a file in which its name is looked for."""

ENTRY = regex(r"(\S+) (\S+) \[{1,2}([^\[\]]*)\]{1,2} /([^/].*)/\s*")
SYLLABLE = regex(r"[A-Za-z:üÜêÊ]+[1-5]")

HAN = "[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
REFERENCE = rf"{HAN}(?:{HAN}|[・·，])*(?:\|{HAN}(?:{HAN}|[・·，])*)?(?:\[{{1,2}}[^\[\]]*\]{{1,2}})?"
"""Another entry, as a gloss names it: 反響|反响[fan3 xiang3]."""
APART = regex(r"(?:CL:|(?:Taiwan |also |old |colloquial )?pr\.).*")
"""Senses that are about the word: its measure word, its pronunciation."""
POINTER = regex(
    r"(?:(?:[a-z]{1,20} )?variant of|see(?: also)?|also (?:written|called)|same as|equivalent (?:of|to)|opposite of|used in|cf\.?|abbr\. (?:for|of|to))"
    rf"\s+{REFERENCE}(?:\s*(?:,|and|or)\s*{REFERENCE})*"
)
BRACKETS = {")": "(", "）": "（"}
LABEL = regex(r"(?:lit\.|fig\.|idiom:|abbr\. (?:for|of|to)|surname)\s+")
DANGLING = regex(r"(?:.*\s)?(?:of|to|for|in|see|as|and|or|with|the|by|from)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """What a dictionary has under one headword and one reading.

    Attributes:
        traditional, simplified: the headword.
        pinyin: its reading, with tone marks.
        glosses: what it means, each fit to be shown as a candidate; may be empty where an entry
            only points to another.
    """

    traditional: str
    simplified: str
    pinyin: str
    glosses: tuple[str, ...]


class Dictionary:
    """Looks words up; the file is indexed at the first look-up.

    Args:
        text: a file in the format of CC-CEDICT.
        name: what its entries are said to come from, when the file does not say that it is
            CC-CEDICT.

    Raises:
        GlossaryError: no line of the text is an entry.
    """

    def __init__(self, text: str, name: str = "dictionary") -> None:
        self._lines = text.removeprefix("\ufeff").split("\n")
        if not any(map(ENTRY.fullmatch, self._lines)):
            raise GlossaryError(name, 1, 1, f"expected lines such as `{FORMAT}`, and the file has none")
        own = CC_CEDICT in text[:HEAD]
        self.origin = CC_CEDICT if own else Path(name).name
        self.language = "en" if own else None
        """Language of the glosses; None when the file does not say."""
        self._name = name

    @classmethod
    def load(cls, path: str | Path) -> "Dictionary":
        """Read a dictionary from a file, compressed by gzip or not.

        Raises:
            GlossaryError: it is not UTF-8, no line is an entry, or the compressed data is damaged.
            OSError: it cannot be read.
        """
        data = Path(path).read_bytes()
        if data.startswith(b"\x1f\x8b"):
            try:
                data = gzip.decompress(data)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise GlossaryError(str(path), 1, 1, f"expected whole gzip data ({error}); fetch the file again") from None
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise not_utf8(str(path), data, error, "unpack the file, or save it as UTF-8") from None
        return cls(text, str(path))

    def __reduce__(self) -> tuple[Any, ...]:
        return Dictionary, ("\n".join(self._lines), self._name)

    @cached_property
    def digest(self) -> str:
        """A digest of its lines."""
        made = hashlib.blake2b(digest_size=8)
        for line in self._lines:
            made.update(line.encode())
        return made.hexdigest()

    @cached_property
    def _index(self) -> tuple[dict[str, list[int]], list[int]]:
        """The lines of each headword in either variant, and the malformed lines; numbers from 0."""
        words: dict[str, list[int]] = {}
        bad = []
        for number, line in enumerate(self._lines):
            match = ENTRY.fullmatch(line)
            if match is None:
                if line.strip() and not line.startswith("#"):
                    bad.append(number)
                continue
            traditional, simplified = match[1], match[2]
            words.setdefault(simplified, []).append(number)
            if traditional != simplified:
                words.setdefault(traditional, []).append(number)
        return words, bad

    @property
    def malformed(self) -> tuple[int, ...]:
        """Numbers, from 1, of the malformed lines, which are left out."""
        return tuple(number + 1 for number in self._index[1])

    def lookup(self, word: str) -> tuple[DictionaryEntry, ...]:
        """The entries of a word in either variant; names (capitalised pinyin) last."""
        words, _ = self._index
        numbers = words.get(word) or words.get(simplify(word)) or ()
        found = [_entry(self._lines[number]) for number in numbers]
        return tuple(sorted(found, key=lambda entry: entry.pinyin[:1].isupper()))

    def candidates(self, word: str) -> list[dict[str, str]]:
        """The glosses of a word as the candidates of a finding, JSON values."""
        found = [(gloss, entry.pinyin) for entry in self.lookup(word) for gloss in entry.glosses]
        first = dict(reversed(found))
        texts = list(dict.fromkeys(gloss for gloss, _ in found))[:MAX_CANDIDATES]
        return [{"text": text, "origin": self.origin, "pinyin": first[text]} for text in texts]


def _entry(line: str) -> DictionaryEntry:
    match = ENTRY.fullmatch(line)
    if match is None:  # pragma: no cover - only lines that are entries are in the index
        raise AssertionError(line)
    return DictionaryEntry(match[1], match[2], marked(match[3]), glosses(match[4]))


def marked(numbered: str) -> str:
    """Pinyin with tone marks, of pinyin with tone numbers: "lu:4 shi1" is "lǜ shī"."""
    from pypinyin.contrib.tone_convert import to_tone

    def mark(match: re.Match[str]) -> str:
        # in lower case, because of "Ao4" it would mark the second vowel
        syllable = str(to_tone(match[0].lower().replace("u:", "ü")))
        return syllable[:1].upper() + syllable[1:] if match[0][0].isupper() else syllable

    return SYLLABLE.sub(mark, numbered.strip())


def glosses(senses: str) -> tuple[str, ...]:
    """The senses of an entry that a text can use, without measure words, references and remarks.

    Args:
        senses: as the file has them, with `/` between them.
    """
    found: dict[str, None] = {}
    for sense in senses.split("/"):
        for part in _without_remarks(sense).split(";"):
            text = APART.sub("", part.strip()) if APART.match(part.strip()) else part
            text, pointers = re.subn(REFERENCE, "", POINTER.sub("", text))
            text = " ".join(LABEL.sub("", re.sub(r"\[[^\[\]]*\]", "", text).lstrip(" ,:")).split()).strip(" ,;:")
            if any(map(str.isalnum, text)) and not (pointers and DANGLING.fullmatch(text)):
                found[text] = None
    return tuple(found)


def _without_remarks(text: str) -> str:
    """A text without its brackets and their content; an unpaired bracket stays."""
    kept: list[str] = []
    opened: dict[str, list[int]] = {opening: [] for opening in BRACKETS.values()}
    for char in text:
        if char in opened:
            opened[char].append(len(kept))
        elif char in BRACKETS and opened[BRACKETS[char]]:
            start = opened[BRACKETS[char]].pop()
            del kept[start:]
            for places in opened.values():
                while places and places[-1] >= start:
                    places.pop()
            continue
        kept.append(char)
    return "".join(kept)
