"""How likely each form of a word is at a place: "policy", "policies"; "Brazil", "Brazilian".

The words around a place tell, and the word itself: after "these" comes a plural, before "Airlines"
the adjective, and "opportunities" is used more often than "opportunity". A single rule of grammar
is wrong too often to change a text unasked, so all of these are features of one linear score per
form. A softmax over the forms that the word has turns the scores into probabilities.
`word_forms.npz` holds the weights, `word_forms.md` is the card.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaner.errors import ModelError
from cleaner.languages import english
from cleaner.models import tables
from cleaner.patterns import regex

FORMS = ("noun", "plural", "verb", "third", "ing", "past", "adjective", "phrase")
"""The forms that are scored, in the order of the columns of the weights."""
WEIGHTS = Path(__file__).with_name("word_forms.npz")
REMEDY = 'install the package again, or leave out what needs it (ignore=["untranslated-fragment"])'
UNIT = 16
"""Value of 1.0 of the log-odds in a weight: int8 then reaches 7, which no feature needs."""

REACH = 160
"""Code points on each side that are read: more than `WORDS` words hardly ever take."""
WORDS = 10
TOKEN = regex(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?|\d[\d.,]*|[^\w\s]")
DETERMINERS = english.DETERMINERS | english.PLURAL_DETERMINERS | frozenset("another most more other such one".split())
SINGULAR_VERBS = frozenset("is was has does itself isn't wasn't hasn't doesn't".split())
PLURAL_VERBS = frozenset("are were have do themselves aren't weren't haven't don't".split())
PHRASE_ENDS = frozenset(". , ; : ! ? ( ) and or but to".split()) | english.PREPOSITIONS
"""Tokens before a place at which its noun phrase ends."""
PART = english.COUNTED | frozenset("any each group majority most none number one series some variety".split())
"""Words for a part of the noun that follows: "one of the greenest ___"."""
CLAUSE_ENDS = frozenset(".;!?")
JOINTS = frozenset(("and", "or", ","))
DETERMINER = "determiner="
BEFORE_FIRST, AFTER_LAST = "^", "$"


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned table.

    Attributes:
        features: names of the features.
        weights: a row for each feature, a column for each of `FORMS`.
    """

    features: npt.NDArray[np.str_]
    weights: npt.NDArray[np.int8]

    def rows(self) -> dict[str, tuple[int, ...]]:
        """The weights of each feature."""
        return dict(zip(map(str, self.features), map(tuple, self.weights.tolist()), strict=True))


@cache
def rows(path: Path = WEIGHTS) -> dict[str, tuple[int, ...]]:
    """The weights of each feature of a file, by default those that ship.

    Raises:
        ModelError: the file is missing or damaged.
    """
    read: dict[str, npt.NDArray[Any]] = tables.read(path, ("features", "weights"), REMEDY)
    if read["weights"].shape != (len(read["features"]), len(FORMS)):
        raise ModelError(f"{path} is damaged (its tables do not fit each other): {REMEDY}")
    return Weights(**read).rows()


def best(word: str, forms: Mapping[str, str], before: str, after: str) -> tuple[str, float]:
    """The likeliest form of a word at a place.

    Args:
        word: its name in the weights; a word that was not learned is judged by its place alone.
        forms: the forms that the word has, each with its spelling; at least one.
        before, after: the text up to the place and from its end on.

    Returns:
        The name of the form and the probability of its spelling.
    """
    learned = rows()
    seen = features(before, after)
    total = [0] * len(FORMS)
    for name in (*of_word(word, seen), *seen):
        for column, weight in enumerate(learned.get(name, ())):
            total[column] += weight
    scores = {form: total[FORMS.index(form)] for form in forms}
    top = max(scores.values())
    weights: dict[str, float] = {}
    for form, score in scores.items():
        weights[forms[form]] = weights.get(forms[form], 0.0) + math.exp((score - top) / UNIT)
    likeliest = max(weights, key=lambda spelling: weights[spelling])
    form = max((form for form in forms if forms[form] == likeliest), key=lambda form: scores[form])
    return form, weights[likeliest] / sum(weights.values())


def of_word(word: str, seen: Sequence[str]) -> tuple[str, str]:
    """The features of a word: itself, and itself with the determiner of its place."""
    determiner = next(name for name in seen if name.startswith(DETERMINER))
    return f"word={word}", f"word={word}, {determiner.partition(',')[0]}"


def features(before: str, after: str) -> tuple[str, ...]:
    """The features of the words around a place, sorted and distinct."""
    written_left = TOKEN.findall(before[-REACH:])[: -WORDS - 1 : -1]
    written_right = TOKEN.findall(after[:REACH])[:WORDS]
    left = [*map(_token, written_left), *[BEFORE_FIRST] * 3]
    right = [*map(_token, written_right), *[AFTER_LAST] * 3]
    found = {
        "every place",
        *(f"left{number}={word}" for number, word in enumerate(left[:3])),
        *(f"right{number}={word}" for number, word in enumerate(right[:2])),
        f"left={left[1]} {left[0]}",
        f"right={right[0]} {right[1]}",
        f"between={left[0]} {right[0]}",
        f"{DETERMINER}{_determiner(left)}",
    }
    for side, written, word in (("left", written_left, left[0]), ("right", written_right, right[0])):
        if word[0].isalpha() and word not in english.FUNCTION_WORDS:
            found |= {f"{side} ends={word[-length:]}" for length in (1, 2, 3)}
            found.add(f"{side} {'capital' if written[0][0].isupper() else 'small'}")
    if right[0][0].isalpha() and right[0] not in english.FUNCTION_WORDS:
        found.add("right noun" if right[0] not in english.NO_NOUN_NEXT else "right adverb")
        found.add("right verb" if english.may_be_verb(right[0]) else "right no verb")
    agreement = _agreement(right)
    found |= {f"verb={agreement}", f"verb={agreement}, left {'preposition' if left[0] in english.PREPOSITIONS else 'other'}"}
    if left[0] in JOINTS:
        found |= {f"joined={left[1][-length:]}" for length in (1, 3)}
    if right[0] in JOINTS:
        found |= {f"joins={right[1][-length:]}" for length in (1, 3)}
    slot = english.slot(before, after)
    found.add(f"slot={slot.place.value} {slot.certain}")
    if left[0] in JOINTS and english.in_verb_list(before):
        found.add("in a list of verbs")
    return tuple(sorted(found))


def _token(written: str) -> str:
    """A word as features name it: numbers by kind, quotes alike, a possessive by its ending."""
    word = written.lower().replace("’", "'")
    if word[0].isdigit():
        word = word.rstrip(".,")
        if word == "1":
            return "#1"
        return "#year" if len(word) == 4 and word[:2] in ("19", "20") else "#"
    if word.endswith("'s"):
        return "'s"
    return '"' if word in ("“", "”") else word


def _determiner(left: Sequence[str]) -> str:
    """The determiner or number of the noun phrase that a place ends, else what is before it."""
    outer = _unquoted(left)
    for number, word in enumerate(outer):
        if word in DETERMINERS or word == "'s" or word[0] == "#":
            if outer[number + 1 : number + 2] == ["of"] and outer[number + 2 : number + 3] and outer[number + 2] in PART:
                return "the whole of a part"
            return f"{word}, {min(number, 2)} words between"
        if word in PHRASE_ENDS or word == BEFORE_FIRST:
            return f"none after {word}"
        if word in english.MODALS or word in english.COPULAS:
            return "none after a verb"
    return "none"


def _unquoted(left: Sequence[str]) -> list[str]:
    """The tokens before a place without quoted ones, which have determiners of their own."""
    if '"' not in left:
        return list(left)
    outer = []
    quoted = False
    for word in left:
        if word == '"':
            quoted = not quoted
        elif not quoted:
            outer.append(word)
    return outer


def _agreement(right: Sequence[str]) -> str:
    """The number of the first verb after a place that shows one, and what is between them."""
    between = ""
    for number, word in enumerate(right[:7]):
        if word in SINGULAR_VERBS or word in PLURAL_VERBS:
            return ("singular" if word in SINGULAR_VERBS else "plural") + between
        if word == AFTER_LAST or word in CLAUSE_ENDS:
            break
        if word in english.PREPOSITIONS or word in ("that", "which", "who", "to"):
            between = " after a phrase"
        elif word in JOINTS:
            between = " after a joint"
        elif number == 0:
            between = " after a word"
    return "none"
