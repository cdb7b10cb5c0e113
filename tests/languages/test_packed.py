"""Packed words answer as a dict does."""

import gzip
import json
from array import array

import pytest

from cleaner import packaged
from cleaner.languages.packed import PackedWords
from cleaner.languages.word_lists import SHIPPED, words_of


def test_words_and_what_is_none() -> None:
    words = {"été": 3, "the": 8, "zürich": 2, "мир": 4, "ab": 0, "a": 255}
    encoded = [word.encode() for word in words]
    packed = PackedWords(b"".join(encoded), array("B", map(len, encoded)), array("q", map(hash, words)), bytes(words.values()))
    assert dict(packed) == words
    assert len(packed) == 6
    assert packed.get("été") == 3
    assert packed.get("ete", -1) == -1
    assert "" not in packed
    assert "\ud800" not in packed
    assert 7 not in packed
    with pytest.raises(KeyError):
        packed["abt"]


@pytest.mark.parametrize("code", SHIPPED)
def test_a_list_has_every_word_of_its_file(code: str) -> None:
    with gzip.open(packaged.of("spellchecker", "resources", f"{code}.json.gz")) as file:
        counts = json.load(file)
    words = words_of(code)
    assert words is not None
    assert words.keys() == counts.keys()
    assert words[max(counts, key=counts.__getitem__)] == 8
    assert 2 <= min(words.values()) <= 3
