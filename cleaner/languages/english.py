"""English: which form of a word fits a place in a sentence."""

import re
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

DETERMINERS = frozenset("a an the this these those its their his her our your my whose no any some each every all both".split())
PLURAL_DETERMINERS = frozenset(
    "these those many several various numerous few both all two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety".split()
)
PREPOSITIONS = frozenset(
    "about across after against along amid among around as at before behind between beyond by concerning despite during for from in "
    "including into involving like near of off on onto over per regarding since through throughout toward towards under until upon via "
    "with within without".split()
)
MODALS = frozenset("will would can could shall should must may might cannot did does do let lets".split())
COPULAS = frozenset("is are was were be been being".split())
FUNCTION_WORDS = (
    DETERMINERS
    | PREPOSITIONS
    | MODALS
    | COPULAS
    | frozenset(
        "and or but nor so yet if because while when where which who whom than then there here not also to has have had it they he she we you i "
        "what how why that such".split()
    )
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

OTHER_VERBS = frozenset(
    "agree appear become believe claim come continue decline differ enjoy exist expect fall feel go grow happen hope know like live love mean need "
    "prefer refuse rely rise said say see seem speak stand suffer tell think want warn went worry "
    "became bought broke brought built came caught chose drew drove fell felt fought found froze gave got grew held hid kept knew lay led left "
    "lost made met paid ran rang rode rose sang sank saw sent shook shot sold sought spent spoke stole stood struck swore taught thought threw "
    "told took upheld won wore wrote".split()
)
"""Verbs, in the present and the past, that a noun stands before and that are rarely nouns themselves."""

QUANTIFIERS = frozenset("some any most other such different certain more many few several various numerous all both".split())
"""Words that a plural, or what is not counted, stands after."""
DEGREES = frozenset("very so too quite rather most more less extremely highly".split())
SUBJECTS = frozenset("he she they we i who".split())
OBJECTS = frozenset("him them me us himself themselves".split())
PLURAL_VERBS = frozenset("were are have do".split())
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
PERFECT = frozenset("has have had having".split())
NUMERALS = frozenset("dozen hundred thousand million billion trillion".split())
COUNTED = PLURAL_DETERMINERS | NUMERALS
"""Words that a plural stands behind."""
NO_NOUN_NEXT = frozenset(
    "ago again agreed already also always began became came earlier east fell found gave got held kept last later left lost made met next north "
    "above abroad apart away back below down fast forward further grew hard held here high home late long low near once out over soon there "
    "online twice up upheld well "
    "now often only paid put ran rose said sent set sold soon south spent stood still today told took tomorrow twice went west won wrote yesterday".split()
)  # fmt: skip
"""Content words that a noun does not stand before, so that what comes before them is no modifier."""

_WORD_BEFORE = re.compile(r"([^\W\d_\u2e80-\u9fff]+(?:['’-][^\W\d_\u2e80-\u9fff]+)*)(\W*)\Z")
_WORD_AFTER = re.compile(r"\A(\W*?)([^\W\d_\u2e80-\u9fff]+(?:['’-][^\W\d_\u2e80-\u9fff]+)*)")
_DIGIT = re.compile(r"\d")
_NUMBER_BEFORE = re.compile(r"\b\d[\d,.]*\s*\Z")
_ONE_BEFORE = re.compile(r"(?<![\d.,])1\s*\Z")
_COUNTED_BEFORE = re.compile(r"\b(?:numbers?|series|groups|types|kinds|dozens|hundreds|thousands|millions) of\s*\Z", re.IGNORECASE)
_COUNTED_COMPOUND = re.compile(r"(?<![\d.,])(?!(?:1|1[89]\d\d|20\d\d)\b)\d[\d,.]*\s+(?:[a-z-]+\s+)?[a-z-]+\s*\Z")
"""A number that is no year, and a word or two that belong to what is counted."""
_ARTICLE_AND_WORD = re.compile(r"\b(?:an?|the|this|no)\s+\w+\s*\Z", re.IGNORECASE)
_OF_PHRASE = re.compile(r"\b(?:of|in|by|for|from|with)\b[^.,;:]*\Z")
"""What stands before a noun that is not the subject of the verb behind it: "the leaders of the ___ were"."""
_CLAUSE_END = re.compile(r"[,;:]\s*(?:and|or)?\s*")
_HEAD = re.compile(r"(?:(?:and|or|to|also)\s+)*([^\W\d_]+)")
_GOVERNED = re.compile(r"\b(?:will|would|can|could|shall|should|must|may|might|to|not)\s+(?:also\s+|fully\s+|further\s+)?([^\W\d_]+)")
_REACH = 240
_WORD_REACH = 60


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
    left = _WORD_BEFORE.search(before[-_WORD_REACH:])
    word = left[1].lower() if left else ""
    gap = left[2].strip(" \"'“‘([") if left else ""
    right = _WORD_AFTER.match(after)
    following = right[2].lower() if right and not right[1].strip() else ""
    # a content word right behind is what the place describes, or acts on
    describes = (
        bool(following)
        and following not in FUNCTION_WORDS
        and following not in NO_NOUN_NEXT
        and following not in OBJECTS
        and not (following.endswith("ed") and len(following) > 4)
    )
    governs = following in DETERMINERS or following in OBJECTS or bool(re.match(r"\s*\d", after))
    numbered = _DIGIT.search(before) is not None
    if numbered and _ONE_BEFORE.search(before):
        return Slot(Place.NOUN, False)
    if (numbered and _NUMBER_BEFORE.search(before)) or _COUNTED_BEFORE.search(before) or (not gap and word in COUNTED):
        return Slot(Place.ADJECTIVE, False) if describes else Slot(Place.PLURAL, True)
    if numbered and not describes and word not in FUNCTION_WORDS and _COUNTED_COMPOUND.search(before):
        return Slot(Place.PLURAL, False)
    if not gap and word in ("some", "any", "most", "other", "such", "different", "certain") and not _ARTICLE_AND_WORD.search(before):
        return Slot(Place.PLURAL, False)
    if following in PLURAL_VERBS and not _OF_PHRASE.search(before):
        return Slot(Place.PLURAL, word in DETERMINERS or not gap)
    if word == "more" and not gap:
        return Slot(Place.PLURAL, False)
    if not gap:
        if word in MODALS:
            return Slot(Place.VERB, True)
        if word == "to":
            return (
                Slot(Place.NOUN, True)
                if " from " in before[-80:] and not describes and not governs
                else Slot(Place.VERB, describes or governs)
            )
        if word in PREPOSITIONS and governs and word in ("by", "for", "of", "after", "before", "without"):
            return Slot(Place.ING, True)
        if word in DETERMINERS or word in PREPOSITIONS:
            return Slot(Place.ADJECTIVE if describes else Place.NOUN, True)
        if word in PERFECT:
            return Slot(Place.PAST, governs or following in ("that", ""))
        if word in SUBJECTS:
            return Slot(Place.VERB, False)
        if word in DEGREES:
            return Slot(Place.ADJECTIVE, False)
        if word in COPULAS:
            return Slot(Place.PAST, following == "by")
        if word in ("who", "which", "that"):
            return Slot(Place.VERB, False)
        if word not in ("and", "or", "but", "") and word not in FUNCTION_WORDS and governs:
            return Slot(Place.VERB, False)
        if word not in ("and", "or", "but", "") and word not in FUNCTION_WORDS:
            return Slot(Place.ADJECTIVE if describes else Place.NOUN, True)
    if word in ("and", "or") or gap in (",", ";"):
        if not describes and not governs:
            return Slot(Place.NOUN, True)
        return Slot(Place.VERB, True) if in_verb_list(before) else Slot(Place.UNKNOWN, False)
    return Slot(Place.UNKNOWN, False) if describes or governs else Slot(Place.NOUN, True)


def in_verb_list(before: str) -> bool:
    """Whether the clause before the place is one of a list of clauses that begin with, or are governed by, a base verb."""
    sentence = re.split(r"[.!?]\s", before)[-1]
    clauses = [clause for clause in _CLAUSE_END.split(sentence) if clause.strip() and clause.strip() not in ("and", "or")]
    if not clauses:
        return False
    head = _HEAD.match(clauses[-1].strip())
    governed = _GOVERNED.search(clauses[-1])
    return bool(head and head[1].lower() in BASE_VERBS) or bool(governed and governed[1].lower() in BASE_VERBS)


def may_be_verb(word: str) -> bool:
    """Whether a word may be the verb of a clause, in its base or third-person form."""
    lowered = word.lower()
    stems = (lowered, lowered[:-1], lowered[:-2]) if lowered.endswith("s") else (lowered,)
    return any(stem in BASE_VERBS or stem in OTHER_VERBS for stem in stems)


def word_before(before: str) -> tuple[str, str]:
    """The word before a place, as it is written, and what stands between them besides spaces and quotes."""
    left = _WORD_BEFORE.search(before[-_WORD_REACH:])
    return (left[1], left[2].strip(" \u00a0\"'“‘([")) if left else ("", before.strip()[-1:])


def word_after(after: str) -> str:
    """The word right behind a place; empty when a mark stands there."""
    right = _WORD_AFTER.match(after[:_WORD_REACH])
    return right[2] if right and not right[1].strip() else ""


class Article(Enum):
    """What stands, or should stand, before a name that takes "the"."""

    THERE = "there"
    WANTED = "wanted"
    UNKNOWN = "unknown"


def article(before: str, after: str) -> Article:
    """Whether a name that takes "the" has it, or what takes its place, or wants it; before a noun ("ministry officials") none is wanted.

    Args:
        before: the text up to the name.
        after: the text from its end on.
    """
    word, gap = word_before(before)
    lowered = word.lower()
    following = word_after(after).lower()
    attributive = bool(following) and following not in FUNCTION_WORDS | NO_NOUN_NEXT and not following.endswith("ed")
    if lowered in ("both", "all") or (gap == "." and not opens_sentence(before)):
        return Article.UNKNOWN
    if not gap and (lowered in DETERMINERS or lowered.endswith(("'s", "’s", "s'", "s’"))):
        return Article.THERE
    if attributive:
        return Article.UNKNOWN
    if gap or lowered in PREPOSITIONS | WEEKDAYS | OTHER_VERBS or lowered in ("", "to", "and", "or", "but", "that", "said"):
        return Article.WANTED
    return Article.UNKNOWN


def takes_an(text: str) -> bool:
    """Whether "an", not "a", stands before a text: by its first sound, not its first letter."""
    head = re.match(r"[^\W\d_]*", text)
    word = head[0] if head else ""
    if word.isupper() and len(word) > 1:
        return word[0] in "AEFHILMNORSX"
    if re.match(r"(?:eu|one\b|once\b|u(?:ni(?!n|m)|s[eu]|biq|ter|tens|til|to))", word, re.IGNORECASE):
        return False
    return word[:1].lower() in tuple("aeiou") or bool(re.match(r"(?:hour|honest|honou?r|heir)", word, re.IGNORECASE))


def capitalised(text: str, like: str) -> str:
    """`text` with a capital at its head when `like` has one."""
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


ABBREVIATION = re.compile(r"(?:\b[A-Z]\.)+\Z|\b(?:Dr|Gov|Mr|Mrs|Ms|No|Prof|Sen|St|vs)\.\Z")
"""What ends with a full stop that ends no sentence."""


def opens_sentence(before: str) -> bool:
    """Whether a sentence starts right after this text."""
    head = before.rstrip(" \"'“‘([*_")
    return not head or (head[-1] in ".!?\n" and not ABBREVIATION.search(head[-8:]))


@cache
def words() -> dict[str, int]:
    """English words, lower case, with a class of how common they are: 0 rare, 8 "the" (see training/english_words.py)."""
    rows = files("cleaner.data").joinpath("words_en.txt").read_text(encoding="ascii").splitlines()
    return {word: int(rank) for word, rank in (row.split() for row in rows[1:])}
