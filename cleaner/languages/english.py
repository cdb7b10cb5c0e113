"""English: which form of a word fits a place in a sentence."""

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import NamedTuple

from cleaner import packaged
from cleaner.patterns import regex

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
"""Base forms that head a clause in news and official prose; enough to tell "destroy dens, and ___
fugitives" from a list of nouns."""

OTHER_VERBS = frozenset(
    "agree appear become believe claim come continue decline differ enjoy exist expect fall feel go grow happen hope know like live love mean need "
    "prefer refuse rely rise said say see seem speak stand suffer tell think want warn went worry "
    "became bought broke brought built came caught chose drew drove fell felt fought found froze gave got grew held hid kept knew lay led left "
    "lost made met paid ran rang rode rose sang sank saw sent shook shot sold sought spent spoke stole stood struck swore taught thought threw "
    "told took upheld won wore wrote".split()
)
"""Verbs, present and past, that come after a noun and are rarely nouns themselves."""

_BEFORE_PLURALS = frozenset("some any most other such different certain".split())
MIN_COMMON = 6
"""Class (see `words`) of the commonest words."""
QUANTIFIERS = _BEFORE_PLURALS | frozenset("more many few several various numerous all both".split())
"""Words before a plural or a mass noun."""
DEGREES = frozenset("very so too quite rather most more less extremely highly".split())
SUBJECTS = frozenset("he she they we i who".split())
OBJECTS = frozenset("him them me us himself themselves".split())
PLURAL_VERBS = frozenset("were are have do".split())
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
PERFECT = frozenset("has have had having".split())
NUMERALS = frozenset("dozen hundred thousand million billion trillion".split())
COUNTED = PLURAL_DETERMINERS | NUMERALS
"""Words that a plural follows."""
NO_NOUN_NEXT = frozenset(
    "ago again agreed already also always began became came earlier east fell found gave got held kept last later left lost made met next north "
    "above abroad apart away back below down fast forward further grew hard held here high home late long low near once out over soon there "
    "online twice up upheld well "
    "now often only paid put ran rose said sent set sold soon south spent stood still today told took tomorrow twice went west won wrote yesterday".split()
)  # fmt: skip
"""Content words that no noun follows, so that the word before them is not a modifier."""
_NOT_MODIFIED = FUNCTION_WORDS | NO_NOUN_NEXT
_OBJECT_STARTS = DETERMINERS | OBJECTS

_WORD_BEFORE = regex(r"([^\W\d_\u2e80-\u9fff]+(?:['’-][^\W\d_\u2e80-\u9fff]+)*)(\W*)\Z")
_WORD_AFTER = regex(r"\A(\W*?)([^\W\d_\u2e80-\u9fff]+(?:['’-][^\W\d_\u2e80-\u9fff]+)*)")
_DIGIT = regex(r"\d")
_NUMBER_BEFORE = regex(r"\b\d[\d,.]*\s*\Z")
_ONE_BEFORE = regex(r"(?<![\d.,])1\s*\Z")
_COUNTED_BEFORE = regex(r"\b(?:numbers?|series|groups|types|kinds|dozens|hundreds|thousands|millions) of\s*\Z", re.IGNORECASE)
_COUNTED_COMPOUND = regex(r"(?<![\d.,])(?!(?:1|1[89]\d\d|20\d\d)\b)\d[\d,.]*\s+(?:[a-z-]+\s+)?[a-z-]+\s*\Z")
"""A number that is not a year, and a word or two of a counted compound: "30 police ___"."""
_ARTICLE_AND_WORD = regex(r"\b(?:an?|the|this|no)\s+\w+\s*\Z", re.IGNORECASE)
_OF_PHRASE = regex(r"\b(?:of|in|by|for|from|with)\b[^.,;:]*\Z")
"""A phrase whose noun is not the subject of the verb after it: "the leaders of the ___ were"."""
_CLAUSE_END = regex(r"[,;:]\s*(?:and|or)?\s*")
_HEAD = regex(r"(?:(?:and|or|to|also)\s+)*([^\W\d_]+)")
_GOVERNED = regex(r"\b(?:will|would|can|could|shall|should|must|may|might|to|not)\s+(?:also\s+|fully\s+|further\s+)?([^\W\d_]+)")
_NUMBER_AFTER = regex(r"\s*\d")
_MAX_CONTEXT = 240
"""Code points on each side that are read: a long sentence."""
_MAX_WORD = 60
"""Code points in which the nearest word is looked for: a long word and its marks."""
_MAX_FROM_TO = 80
"""Code points between "from" and its "to"."""


class Place(Enum):
    """A place in a sentence by the form it takes; values are names of forms in the glossary."""

    NOUN = "noun"
    PLURAL = "plural"
    VERB = "verb"
    ING = "ing"
    PAST = "past"
    ADJECTIVE = "adjective"
    UNKNOWN = "unknown"


class Slot(NamedTuple):
    """The form that fits a place, and whether no other reading is possible."""

    place: Place
    certain: bool


class _Case(NamedTuple):
    """What fits after a word, by what follows the place.

    Attributes:
        content: before a content word ("the ___ network"), which the place describes or acts on.
        object: before a determiner, a pronoun or a number ("will ___ the network").
        other: before anything else ("the ___ of", "the ___.").
        certain_before: words after the place that leave no doubt; "" is the end of the clause.
    """

    content: Slot
    object: Slot
    other: Slot
    certain_before: tuple[str, ...] = ()


def _always(place: Place, certain: bool, *certain_before: str) -> _Case:
    """The same form whatever follows."""
    slot = Slot(place, certain)
    return _Case(slot, slot, slot, certain_before)


_NOUN, _MODIFIER = Slot(Place.NOUN, True), Slot(Place.ADJECTIVE, True)
_VERB, _PERHAPS_VERB = Slot(Place.VERB, True), Slot(Place.VERB, False)
_UNKNOWN = Slot(Place.UNKNOWN, False)

_CASES: dict[str, _Case] = {
    word: case
    for words_before, case in (
        (SUBJECTS | {"which", "that"}, _always(Place.VERB, False)),
        (COPULAS, _always(Place.PAST, False, "by")),
        (PERFECT, _Case(Slot(Place.PAST, False), Slot(Place.PAST, True), Slot(Place.PAST, False), ("that", ""))),
        (DEGREES, _always(Place.ADJECTIVE, False)),
        ({"more"}, _always(Place.PLURAL, False)),
        (DETERMINERS | PREPOSITIONS, _Case(_MODIFIER, _NOUN, _NOUN)),
        (("by", "for", "of", "after", "before", "without"), _Case(_MODIFIER, Slot(Place.ING, True), _NOUN)),
        (MODALS, _always(Place.VERB, True)),
        (("to",), _Case(_VERB, _VERB, _PERHAPS_VERB)),
    )
    for word in words_before
}
"""What fits right after a word; a later row overrides an earlier one."""
_FROM_TO = _Case(_VERB, _VERB, _NOUN)
"""After "to" when "from" comes before: "turned from gambling to ___"."""
_CONTENT_WORD = _Case(_MODIFIER, _PERHAPS_VERB, _NOUN)
"""After a content word."""
_VERB_LIST = _Case(_VERB, _VERB, _NOUN)
"""After "and", "or" or a comma in a list of clauses: "will destroy dens, and ___ fugitives"."""
_ELSEWHERE = _Case(_UNKNOWN, _UNKNOWN, _NOUN)


def slot(before: str, after: str) -> Slot:
    """Find the form of a word that fits between two pieces of a sentence.

    Args:
        before: the text up to the place.
        after: the text from the end of the place on.

    Returns:
        The place; `certain` is false where another reading is possible.
    """
    before, after = before[-_MAX_CONTEXT:], after[:_MAX_CONTEXT]
    left = _WORD_BEFORE.search(before[-_MAX_WORD:])
    word = left[1].lower() if left else ""
    gap = left[2].strip(" \"'“‘([") if left else ""
    right = _WORD_AFTER.match(after)
    following = right[2].lower() if right and not right[1].strip() else ""
    content = _is_content(following)
    counted = _counted(before, word, gap, following, content=content)
    if counted is not None:
        return counted
    case = _case(before, word, gap)
    if following in case.certain_before:
        return Slot(case.other.place, True)
    if content:
        return case.content
    return case.object if following in _OBJECT_STARTS or _NUMBER_AFTER.match(after) else case.other


def _is_content(following: str) -> bool:
    """Whether the word after a place is a content word that the place describes or acts on."""
    if not following or following in _NOT_MODIFIED or following in OBJECTS:
        return False
    return len(following) <= 4 or not following.endswith("ed")


def _counted(before: str, word: str, gap: str, following: str, *, content: bool) -> Slot | None:
    """What fits where a number, a quantifier or a plural verb decides; None elsewhere."""
    numbered = _DIGIT.search(before) is not None
    if numbered and _ONE_BEFORE.search(before):
        return Slot(Place.NOUN, False)
    if (numbered and _NUMBER_BEFORE.search(before)) or _COUNTED_BEFORE.search(before) or (not gap and word in COUNTED):
        return Slot(Place.ADJECTIVE, False) if content else Slot(Place.PLURAL, True)
    if numbered and not content and word not in FUNCTION_WORDS and _COUNTED_COMPOUND.search(before):
        return Slot(Place.PLURAL, False)
    if not gap and word in _BEFORE_PLURALS and not _ARTICLE_AND_WORD.search(before):
        return Slot(Place.PLURAL, False)
    if following in PLURAL_VERBS and not _OF_PHRASE.search(before):
        return Slot(Place.PLURAL, word in DETERMINERS or not gap)
    return None


def _case(before: str, word: str, gap: str) -> _Case:
    """What fits after a word and the marks between it and the place."""
    if not gap:
        if word == "to" and " from " in before[-_MAX_FROM_TO:]:
            return _FROM_TO
        if word in _CASES:
            return _CASES[word]
        if word and word not in FUNCTION_WORDS:
            return _CONTENT_WORD
    in_list = word in ("and", "or") or gap in (",", ";")
    return _VERB_LIST if in_list and in_verb_list(before) else _ELSEWHERE


def in_verb_list(before: str) -> bool:
    """Whether the last clause starts with a base verb, or has one after a modal or "to"."""
    sentence = re.split(r"[.!?]\s", before)[-1]
    clauses = [clause for clause in _CLAUSE_END.split(sentence) if clause.strip() and clause.strip() not in ("and", "or")]
    if not clauses:
        return False
    verbs = (_HEAD.match(clauses[-1].strip()), _GOVERNED.search(clauses[-1]))
    return any(verb is not None and verb[1].lower() in BASE_VERBS for verb in verbs)


def may_be_verb(word: str) -> bool:
    """Whether a word may be the verb of a clause, in its base or third-person form."""
    lowered = word.lower()
    stems = (lowered, lowered[:-1], lowered[:-2]) if lowered.endswith("s") else (lowered,)
    return any(stem in BASE_VERBS or stem in OTHER_VERBS for stem in stems)


def word_before(before: str) -> tuple[str, str]:
    """The word before a place, as written, and the marks between them without spaces and quotes."""
    left = _WORD_BEFORE.search(before[-_MAX_WORD:])
    return (left[1], left[2].strip(" \u00a0\"'“‘([")) if left else ("", before.strip()[-1:])


def word_after(after: str) -> str:
    """The word right after a place; empty when a mark comes first."""
    right = _WORD_AFTER.match(after[:_MAX_WORD])
    return right[2] if right and not right[1].strip() else ""


class Article(Enum):
    """Whether a name that takes "the" has it, or a word in its place ("our", "China's")."""

    PRESENT = "present"
    MISSING = "missing"
    UNKNOWN = "unknown"


_BEFORE_MISSING = PREPOSITIONS | WEEKDAYS | OTHER_VERBS | {"", "to", "and", "or", "but", "that", "said"}


def article(before: str, after: str) -> Article:
    """Tell whether a name lacks "the"; unknown before a noun ("ministry officials").

    Args:
        before: the text up to the name.
        after: the text from its end on.
    """
    written, gap = word_before(before)
    word = written.lower()
    following = word_after(after).lower()
    if word in ("both", "all") or (gap == "." and not opens_sentence(before)):
        return Article.UNKNOWN
    if not gap and (word in DETERMINERS or word.endswith(("'s", "’s", "s'", "s’"))):
        return Article.PRESENT
    if following and following not in _NOT_MODIFIED and not following.endswith("ed"):
        return Article.UNKNOWN
    return Article.MISSING if gap or word in _BEFORE_MISSING else Article.UNKNOWN


def takes_an(text: str) -> bool:
    """Whether a text takes "an" and not "a", by its first sound and not its first letter."""
    head = re.match(r"[^\W\d_]*", text)
    word = head[0] if head else ""
    if word.isupper() and len(word) > 1:
        return word[0] in "AEFHILMNORSX"
    if re.match(r"(?:eu|one\b|once\b|u(?:ni(?!n|m)|s[eu]|biq|ter|tens|til|to))", word, re.IGNORECASE):
        return False
    return word[:1].lower() in tuple("aeiou") or bool(re.match(r"(?:hour|honest|honou?r|heir)", word, re.IGNORECASE))


def capitalised(text: str, like: str) -> str:
    """`text` with a capital first letter when `like` has one."""
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


ABBREVIATION = regex(r"(?:\b[A-Z]\.)+\Z|\b(?:Dr|Gov|Mr|Mrs|Ms|No|Prof|Sen|St|vs)\.\Z")
"""Abbreviations whose full stop does not end a sentence."""


def opens_sentence(before: str) -> bool:
    """Whether a sentence starts right after this text."""
    head = before.rstrip(" \"'“‘([*_")
    return not head or (head[-1] in ".!?\n" and not ABBREVIATION.search(head[-8:]))


def _classes() -> Iterator[tuple[int, str]]:
    """The numbers of the frequency classes, rare first, each with its words."""
    _, *classes = packaged.text("data", "words_en.txt").split("\n= ")
    for each in classes:
        number, _, members = each.partition("\n")
        yield int(number), members


@cache
def words() -> dict[str, int]:
    """English words, lower case, with their frequency class: 0 rare, 8 "the"."""
    every: list[str] = []
    numbers = bytearray()
    for number, members in _classes():
        every += members.split()
        numbers += bytes((number,)) * (len(every) - len(numbers))
    return dict(zip(every, numbers, strict=True))


@cache
def common_words() -> frozenset[str]:
    """The 1,500 commonest words: most of a text, and few enough for the processor's cache, which the whole list is not."""
    return frozenset(word for number, members in _classes() if number >= MIN_COMMON for word in members.split())
