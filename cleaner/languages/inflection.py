"""English words by their base forms: "dens" in a text is "den" in a glossary.

Rules find candidates and the word list says which of them are words, so that "news" is not a plural
and "bring" not an -ing form.
"""

from functools import cache, lru_cache

from cleaner import packaged
from cleaner.languages.english import words
from cleaner.patterns import regex

WORD = regex(r"[^\W_]+(?:['’][^\W\d_]+)*")
"""A word; a hyphen divides words."""

MIN_BASE_CLASS = 2
"""Class of the word list below which a word is too rare to be the base of another ("crim",
"carrie")."""
ENDINGS = (
    # ending, its possible replacements
    ("ies", ("y", "ie")),
    ("ves", ("f", "fe", "ve")),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)
SPELLINGS = (
    # British, American; both give one key, and need not be words
    (regex(r"isation"), "ization"),
    (regex(r"(?<=[a-z]{2}[^aeiour])is(?=(?:e[drs]?|ing|er)$)"), "iz"),
    (regex(r"ys(?=(?:e[drs]?|ing)$)"), "yz"),
    (regex(r"(?<=[a-z]{2})our(?=$|s$|e[dr]|ing|able|ite)"), "or"),
    (regex(r"(?<=[a-z]{2}t)re(?=s?$)"), "er"),
    (regex(r"ence(?=s?$)"), "ense"),
    (regex(r"ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (regex(r"ogue(?=s?$)"), "og"),
    (regex(r"programme"), "program"),
)


MAX_WORD = 60
"""Letters of a word whose result is cached; longer strings are not words and would fill the
memory."""


@cache
def irregular() -> dict[str, str]:
    """Irregular forms with their bases."""
    rows = packaged.text("data", "irregular_en.txt").splitlines()
    return {form: base for base, *forms in map(str.split, rows[1:]) for form in forms}


def keys(word: str) -> frozenset[str]:
    """What a word is compared by: two words that share a key are forms, or spellings, of one.

    Args:
        word: one word, in any case, with or without a possessive ending.
    """
    return _kept(word) if len(word) <= MAX_WORD else _keys(word)


def _keys(word: str) -> frozenset[str]:
    lowered = word.lower().replace("’", "'")
    lowered = lowered[:-2] if lowered.endswith("'s") else lowered.rstrip("'")
    return frozenset(_spelled(base) for base in _bases(lowered))


_kept = lru_cache(maxsize=1 << 15)(_keys)


def _bases(word: str) -> set[str]:
    found = {word}
    if word in irregular():
        found.add(irregular()[word])
    if not word.isascii() or not word.isalpha():
        return found
    known = words()
    for ending, instead in ENDINGS:
        if not word.endswith(ending) or len(word) < len(ending) + 2 or word.endswith("ss"):
            continue
        stem = word[: -len(ending)]
        if len(stem) > 2 and stem[-1] == stem[-2] and ending in ("ed", "ing"):
            found |= {each for each in (stem[:-1],) if each in known}
        found |= {stem + each for each in instead if known.get(stem + each, 0) >= MIN_BASE_CLASS}
    if len(found) == 1 and word not in known and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        # a name, or a word the list does not have: only a plain plural is believed
        found.add(word[:-1])
    return found


def _spelled(word: str) -> str:
    for british, american in SPELLINGS:
        word = british.sub(american, word)
    return word
