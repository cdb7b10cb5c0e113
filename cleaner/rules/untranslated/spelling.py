"""How likely a word is in the spelling of a language, by the letter n-grams of langdetect."""

import json
import math
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple


class Profile(NamedTuple):
    """How often n-grams of one to three letters occur in a language, words set off by blanks."""

    counts: dict[str, int]
    letters: int
    words: int


@cache
def profile(code: str) -> Profile | None:
    """The profile of a language, None where there is none."""
    from langdetect import PROFILES_DIRECTORY

    path = Path(PROFILES_DIRECTORY) / code
    if not path.is_file():
        return None
    read = json.loads(path.read_text(encoding="utf-8"))
    counts: dict[str, int] = read["freq"]
    return Profile(counts, read["n_words"][0], sum(count for gram, count in counts.items() if len(gram) == 2 and gram[0] == " "))


@lru_cache(maxsize=65536)
def spelled_like(word: str, first: str, second: str) -> float:
    """Difference of a word's log-likelihoods in two languages; 0 where one of them is not known."""
    profiles = profile(first), profile(second)
    if profiles[0] is None or profiles[1] is None:
        return 0.0
    return round(_likelihood(word, profiles[0]) - _likelihood(word, profiles[1]), 1)


def _likelihood(word: str, spelling: Profile) -> float:
    """Log-likelihood of a word: letters after two others, smoothed by shorter n-grams."""
    counts, letters, words = spelling
    padded = f" {word} "
    total = 0.0
    for at in range(1, len(padded)):
        here = padded[at]
        alone = (counts.get(here, 0) + 1) / (letters + 100) if here != " " else words / letters
        before = counts.get(padded[at - 1], 0) if padded[at - 1] != " " else words
        likely = (counts.get(padded[at - 1 : at + 1], 0) + 5 * alone) / (before + 5)
        if at > 1:
            likely = (counts.get(padded[at - 2 : at + 1], 0) + 10 * likely) / (counts.get(padded[at - 2 : at], 0) + 10)
        total += math.log(min(1.0, likely))
    return total
