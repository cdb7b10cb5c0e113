"""English: which form of a word fits a place in a sentence."""

import re
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

DETERMINERS = frozenset(
    "a an the this that these those its their his her our your my whose no any some each every all both".split()
)
PLURAL_DETERMINERS = frozenset("these those many several various numerous few both two three four five six seven eight nine ten".split())
PREPOSITIONS = frozenset(
    "about across after against along amid among around as at before behind between beyond by concerning despite during for from in "
    "including into involving like near of off on onto over per regarding since through throughout toward towards under until upon via "
    "with within without".split()
)
MODALS = frozenset("will would can could shall should must may might cannot did does do let lets".split())
COPULAS = frozenset("is are was were be been being".split())
FUNCTION_WORDS = DETERMINERS | PREPOSITIONS | MODALS | COPULAS | frozenset(
    "and or but nor so yet if because while when where which who whom than then there here not also to has have had it they he she we you i "
    "what how why".split()
)
BASE_VERBS = frozenset(
    "accelerate achieve adhere adjust adopt advance aim allow analyse analyze apply arrest arrange ask attack block boost break bring build buy "
    "call carry catch change check clean clear close collect combat complete conduct control cooperate coordinate correct crack create curb "
    "cut deal deepen defend deliver deploy destroy detain determine develop dig direct dismantle dispatch dispose disrupt draw drive educate "
    "eliminate encourage enforce enhance ensure eradicate establish examine expand explore expose extend extradite face facilitate file fight "
    "find focus follow form formulate foster freeze fulfil fulfill gather get give govern grasp guarantee guide handle help hold hunt identify "
    "implement improve increase inform innovate inspect intensify intercept introduce investigate issue join keep launch lead learn let "
    "maintain make manage maximize meet mobilize monitor obtain offer open operate oppose optimize organize participate perform persist "
    "persuade plan prevent promote propose prosecute protect provide publicize publish punish purify pursue push put raise reach realize "
    "recover rectify reduce reform reinforce release remain remove repatriate report request require rescue resolve respond restrict return "
    "reveal root run safeguard seize select send serve set share smash solve speed stabilize start stop strengthen strike study submit summon "
    "support suppress surround sweep take target tell track train transfer treat trace try unify uphold urge use utilize verify warn weed win work".split()
)  # fmt: skip
"""Base forms that head a clause in news and official prose; enough to tell "destroy dens, and ___ fugitives" from a list of nouns."""

_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)(\W*)\Z")
_WORD_AFTER = re.compile(r"\A(\W*?)([^\W\d_]+(?:['’-][^\W\d_]+)*)")
_NUMBER_BEFORE = re.compile(r"\b(\d[\d,.]*)\s*\Z")
_CLAUSE = re.compile(r"(?:^|[,;:.])\s*(?:and\s+|or\s+|to\s+)?([^\W\d_]+)")
_REACH = 240


class Place(Enum):
    """A place in a sentence, by the form it asks for; the values are the names glossary forms have."""

    NOUN = "noun"
    PLURAL = "plural"
    VERB = "verb"
    ING = "ing"
    PAST = "past"
    ADJECTIVE = "adjective"
    UNKNOWN = "unknown"


class Slot(NamedTuple):
    """What fits a place, and whether there is any doubt."""

    place: Place
    certain: bool


def slot(before: str, after: str) -> Slot:
    """Which form of a word fits between two pieces of a sentence.

    Args:
        before: the text up to the place.
        after: the text from the end of the place on.

    Returns:
        The place; `certain` is false where another reading is possible.
    """
    before, after = before[-_REACH:], after[:_REACH]
    left = _WORD_BEFORE.search(before)
    word = left[1].lower() if left else ""
    gap = left[2].strip() if left else ""
    right = _WORD_AFTER.match(after)
    # what follows without a mark between, and is no function word, is something the place acts on or describes
    follows = bool(right and not right[1].strip() and right[2].lower() not in FUNCTION_WORDS)
    if _NUMBER_BEFORE.search(before) or (not gap and word in PLURAL_DETERMINERS):
        return Slot(Place.ADJECTIVE, True) if follows else Slot(Place.PLURAL, True)
    if gap and set(gap) <= set("\"'“‘(["):
        gap = ""
    if not gap:
        if word in MODALS:
            return Slot(Place.VERB, True)
        if word == "to":
            return Slot(Place.VERB, follows)
        if word in DETERMINERS or word in PREPOSITIONS:
            return Slot(Place.ADJECTIVE if follows else Place.NOUN, True)
        if word in COPULAS:
            return Slot(Place.PAST, False)
        if word not in ("and", "or", "but", "") and word not in FUNCTION_WORDS:
            return Slot(Place.ADJECTIVE if follows else Place.NOUN, True)
    if word in ("and", "or") or gap in (",", ";"):
        if not follows:
            return Slot(Place.NOUN, True)
        return Slot(Place.VERB, True) if _in_verb_list(before) else Slot(Place.UNKNOWN, False)
    return Slot(Place.UNKNOWN, False) if follows else Slot(Place.NOUN, True)


def _in_verb_list(before: str) -> bool:
    """Whether the clause before the place is one of a list of clauses that each begin with a verb."""
    sentence = re.split(r"[.!?]\s", before)[-1]
    heads = [match[1].lower() for match in _CLAUSE.finditer(sentence)]
    heads = [head for head in heads if head not in ("and", "or")]
    return bool(heads) and heads[-1] in BASE_VERBS


def capitalised(text: str, like: str) -> str:
    """`text` with a capital at its head when `like` has one."""
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


def opens_sentence(before: str) -> bool:
    """Whether a sentence starts right after this text."""
    head = before.rstrip(" \"'“‘(")
    return not head or head[-1] in ".!?\n"


@cache
def words() -> dict[str, int]:
    """English words, lower case, with a class of how common they are: 0 rare, 8 "the" (see training/english_words.py)."""
    rows = files("cleaner.data").joinpath("words_en.txt").read_text(encoding="ascii").splitlines()
    return {word: int(rank) for word, rank in (row.split() for row in rows[1:])}
