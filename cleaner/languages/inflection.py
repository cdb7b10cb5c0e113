"""English words by their base forms: "den" of a glossary is "dens" in a text.

Rules find candidates and the word list says which of them are words, so that "news" is no plural
and "bring" no -ing form.
"""

import re
from functools import lru_cache

from cleaner.languages.english import words

WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
"""A word; a hyphen divides words."""

IRREGULAR = {
    form: base
    for base, forms in (
        row.split(" ", 1)
        for row in """be am is are was were been being
analysis analyses
appendix appendices
axis axes
basis bases
become became
bacterium bacteria
begin began begun
bind bound
bite bit bitten
break broke broken
bring brought
build built
buy bought
catch caught
child children
choose chose chosen
come came
crisis crises
criterion criteria
curriculum curricula
datum data
deal dealt
diagnosis diagnoses
do does did done
draw drew drawn
drive drove driven
eat ate eaten
ellipsis ellipses
emphasis emphases
fall fell fallen
feed fed
feel felt
fight fought
find found
fly flew flown
foot feet
forbid forbade forbidden
foreman foremen
freeze froze frozen
get got gotten
give gave given
formula formulae
fungus fungi
go goes went gone
grow grew grown
have has had
hear heard
hide hid hidden
hold held
hypothesis hypotheses
index indices
keep kept
know knew known
lead led
leave left
lend lent
lie lay lain lying
lose lost
make made
man men
matrix matrices
mean meant
medium media
meet met
memorandum memoranda
mouse mice
nucleus nuclei
oasis oases
parenthesis parentheses
pay paid
person people
phenomenon phenomena
policeman policemen
ride rode ridden
ring rang rung
rise rose risen
run ran
say said
see saw seen
seek sought
sell sold
send sent
shake shook shaken
shoot shot
show shown
sing sang sung
sink sank sunk
sit sat
sleep slept
speak spoke spoken
spend spent
stand stood
stimulus stimuli
stratum strata
steal stole stolen
strike struck stricken
swear swore sworn
synthesis syntheses
take took taken
teach taught
tell told
thesis theses
think thought
throw threw thrown
tie tying
tooth teeth
understand understood
undertake undertook undertaken
vertex vertices
wear wore worn
win won
woman women
write wrote written""".splitlines()
    )
    for form in forms.split()
}
"""Irregular forms that news and official prose use, with their bases."""

MIN_CLASS = 2
"""Class of the word list below which a word is too rare to be the base of another ("crim",
"carrie")."""
ENDINGS = (
    # ending, and its possible replacements
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
    (re.compile(r"isation"), "ization"),
    (re.compile(r"(?<=[a-z]{2}[^aeiour])is(?=(?:e[drs]?|ing|er)$)"), "iz"),
    (re.compile(r"ys(?=(?:e[drs]?|ing)$)"), "yz"),
    (re.compile(r"(?<=[a-z]{2})our(?=$|s$|e[dr]|ing|able|ite)"), "or"),
    (re.compile(r"(?<=[a-z]{2}t)re(?=s?$)"), "er"),
    (re.compile(r"ence(?=s?$)"), "ense"),
    (re.compile(r"ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"programme"), "program"),
)


MAX_WORD = 60
"""Letters of the longest word that is cached: longer strings are not words and would fill the
memory."""


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
    if word in IRREGULAR:
        found.add(IRREGULAR[word])
    if not word.isascii() or not word.isalpha():
        return found
    known = words()
    for ending, instead in ENDINGS:
        if not word.endswith(ending) or len(word) < len(ending) + 2 or word.endswith("ss"):
            continue
        stem = word[: -len(ending)]
        if len(stem) > 2 and stem[-1] == stem[-2] and ending in ("ed", "ing"):
            found |= {each for each in (stem[:-1],) if each in known}
        found |= {stem + each for each in instead if known.get(stem + each, 0) >= MIN_CLASS}
    if len(found) == 1 and word not in known and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        # a name, or a word the list does not have: only a plain plural is believed
        found.add(word[:-1])
    return found


def _spelled(word: str) -> str:
    for british, american in SPELLINGS:
        word = british.sub(american, word)
    return word
