"""Readings without pypinyin's code are those of pypinyin's code."""

import random

import pypinyin
import pytest
from pypinyin.constants import PHRASES_DICT

from cleaner.languages.readings import pinyin, readings

PHRASES = sorted(PHRASES_DICT)


def expected(text: str) -> str:
    return " ".join(pypinyin.lazy_pinyin(text, style=pypinyin.Style.TONE))


@pytest.mark.parametrize(
    "text", ["", "反响", "引流推广", "重庆重要", "a", "中 国\n人", "A股，涨了3.5%。", "㐀𠀀\U0002d016", "，", "\ud83d"]
)
def test_texts(text: str) -> None:
    assert pinyin(text) == expected(text)


def test_texts_of_phrases_and_their_parts() -> None:
    chance = random.Random(7)
    for _ in range(3000):
        parts = [chance.choice(PHRASES) for _ in range(chance.randint(1, 3))]
        text = "".join(part[chance.randint(0, 1) : len(part) - chance.randint(0, 2)] for part in parts)
        assert pinyin(text) == expected(text)


def test_every_phrase() -> None:
    for phrase in PHRASES[::7]:
        assert pinyin(phrase) == expected(phrase)


def test_every_character() -> None:
    for point in (*range(0x20, 0x3000, 97), *range(0x3000, 0xD7FF), *range(0xE000, 0x32400), 0x10FFFF):
        char = chr(point)
        assert readings(char) == frozenset(pypinyin.pinyin(char, style=pypinyin.Style.TONE, heteronym=True)[0]), hex(point)
