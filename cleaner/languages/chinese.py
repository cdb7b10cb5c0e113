"""Chinese: variants (OpenCC) and segmentation (rjieba or jieba)."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaner import packaged
from cleaner.choices import SEGMENTERS
from cleaner.errors import OptionError

FIRST_HAN = "\u2e80"
"""No character that OpenCC changes, and none of the longer keys of its dictionaries, lies before the radicals of Han."""


@cache
def _converter(config: str) -> Any:
    from opencc import OpenCC

    return OpenCC(config)


def simplify(text: str) -> str:
    """The text in Simplified characters; as long as it was, code point by code point."""
    if max(text, default="") < FIRST_HAN:
        return text
    return str(_converter("t2s").convert(text))


def traditionalize(text: str) -> str:
    """The text in Traditional characters."""
    return str(_converter("s2t").convert(text))


def japanese(text: str) -> str:
    """Traditional characters as Japanese writes them."""
    return str(_converter("t2jp").convert(text))


def traditional_forms(texts: Sequence[str]) -> list[str]:
    """Each text, without line feeds, in Traditional characters as OpenCC's standard, Taiwan and Hong Kong write them, and in the words of Taiwan; equal forms once."""
    forms = (str(_converter(config).convert("\n".join(texts))) for config in ("s2t", "s2tw", "s2hk", "s2twp"))
    return list(dict.fromkeys(form for rows in forms for form in rows.split("\n")))


class Variant(IntEnum):
    """To which writing a character belongs."""

    BOTH = 0
    SIMPLIFIED = 1
    """OpenCC changes it on the way to Traditional, and Big5 does not have it."""
    TRADITIONAL = 2
    """OpenCC changes it on the way to Simplified, and GB 2312 does not have it."""


@cache
def variants() -> npt.NDArray[np.uint8]:
    """The `Variant` of every code point."""
    table = np.zeros(0x110000, dtype=np.uint8)
    for row in packaged.text("data", "chinese_variants.txt").splitlines():
        name, _, chars = row.partition(": ")
        table[list(map(ord, chars))] = Variant[name.upper()]
    return table


def compared_variants() -> str:
    """The file that `variants` reads: asking OpenCC takes 20 MB more than its result.

    `python -m cleaner.compile` writes it.
    """
    chars = [chr(point) for each in ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2FA20)) for point in range(*each)]
    rows = []
    for convert, encoding, variant in (
        (simplify, "gb2312", Variant.TRADITIONAL),
        (traditionalize, "big5", Variant.SIMPLIFIED),
    ):
        others = convert("\n".join(chars)).split("\n")
        only = (char for char, other in zip(chars, others, strict=True) if char != other and not char.encode(encoding, "ignore"))
        rows.append(f"{variant.name.lower()}: {''.join(only)}\n")
    return "".join(rows)


def variant_counts(text: str) -> tuple[int, int]:
    """Counts of characters that are only Simplified, and only Traditional."""
    found = np.bincount(variants()[np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)], minlength=3)
    return int(found[Variant.SIMPLIFIED]), int(found[Variant.TRADITIONAL])


@cache
def _segment(segmenter: str) -> Callable[[str], list[str]]:
    if segmenter == "rjieba":
        import rjieba

        return lambda text: list(rjieba.cut(text))
    if segmenter == "jieba":
        import logging
        import tempfile

        import jieba

        jieba.setLogLevel(logging.WARNING)
        # jieba caches its dictionary in a folder that every user can write to; take one of our own
        tokenizer = jieba.Tokenizer()
        tokenizer.tmp_dir = tempfile.mkdtemp(prefix="cleaner-jieba-")
        return lambda text: list(tokenizer.cut(text))
    raise OptionError(f"unknown segmenter {segmenter!r}; choose one of {', '.join(SEGMENTERS)}")


def segment(text: str, segmenter: str = "rjieba") -> list[str]:
    """The words of a Chinese text, which joined are the text.

    Args:
        text: Simplified Chinese; the dictionaries know it best.
        segmenter: one of `SEGMENTERS`.

    Raises:
        OptionError: the segmenter is not one of them.
    """
    return _segment(segmenter)(text)
