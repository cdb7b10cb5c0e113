"""The language tag of a run of text by its script, which decides the glyphs that a browser shows."""

from collections.abc import Iterator
from functools import lru_cache

from cleaner.languages.chinese import variant_counts
from cleaner.languages.readings import pinyin
from cleaner.patterns import regex

RIGHT_TO_LEFT = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
HAN = regex("[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
KANA = regex("[\u3040-\u30ff\u31f0-\u31ff]")
HANGUL = regex("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
EAST_ASIAN = regex(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
    "(?:[\u3000-\u303f\uff01-\uff60\u00b7]*"
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff]+)*"
)
"""A run of Chinese, Japanese or Korean letters with the punctuation between them."""
TAG = regex(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5}")
MAX_READ = 400
"""Characters of a run that decide between Simplified and Traditional Chinese."""


def tag_of(value: object) -> str | None:
    """A value as a language tag; None if it is not one."""
    return value if isinstance(value, str) and TAG.fullmatch(value) else None


def fragment_language(text: str, language: str | None) -> str | None:
    """The language tag of a fragment; Chinese with its script, which decides the glyphs."""
    return script_of(text) if language == "zh" and HAN.search(text) else language


@lru_cache(maxsize=4096)
def script_of(run: str) -> str:
    """The language tag of a run of East Asian letters: Japanese, Korean, or a variant of Chinese."""
    if KANA.search(run):
        return "ja"
    if HANGUL.search(run):
        return "ko"
    simplified, traditional = variant_counts(run[:MAX_READ])
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def runs(text: str, language: str | None) -> Iterator[tuple[str, str | None]]:
    """The parts of a text with the tags of those whose script needs another language; None for the others."""
    if text.isascii() or (language or "").split("-")[0] in ("zh", "ja", "ko", "yue"):
        yield text, None
        return
    at = 0
    for match in EAST_ASIAN.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], None
        yield match[0], script_of(match[0][:64])
        at = match.end()
    if at < len(text):
        yield text[at:], None


@lru_cache(maxsize=4096)
def reading(term: str) -> str:
    """The pinyin of a Chinese term; empty for other text."""
    return pinyin(term) if HAN.search(term) and script_of(term).startswith("zh") else ""
