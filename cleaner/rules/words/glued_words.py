"""Two words run together: "laundryand other".

Why: a fragment, a tag or a line break was taken out, and the space with it.
How: a lower-case word that English does not have, made of a common word and a function word that
are both whole. Split unasked when the function word ends it, has three letters or more, and has
what it governs after it, or when it opens it and forms no words ("the"); a possessive and the
common word it ran into ("city'sdevelopment") are split, too; the rest is only proposed.
Left alone: anything with a capital, digit or hyphen (names, code); words that occur twice in the
text, which the writer means; compounds of two content words ("blockchain", "smartphone"); learned
words that end like a function word ("confirmand"); clauses in another language. Only proposed: what
may be a coinage of another content word ("girland", of "land") and names of options ("unixfrom").
Source: an English frequency list (see `training/english_words.py`).
"""

from collections.abc import Iterator

from cleaner.annotation import Kind, Safety
from cleaner.document import Finding
from cleaner.languages import english
from cleaner.patterns import regex
from cleaner.rule import Labels, Rule
from cleaner.rules.view import View
from cleaner.rules.words.uncommon_words import in_english, uncommon_words

MIN_WORD = 7
"""Letters of the shortest word that is looked at; shorter ones are too often abbreviations."""
MIN_COMMON = 5
"""Class (see `english.words`) of the content word of a pair that is split unasked."""
MIN_FAIRLY_COMMON = 4
"""The same for it to be proposed."""
ENDS = ("and", "from", "have", "that", "the", "this", "were", "which", "with", "would")
"""Function words that may end a glued word."""
STARTS = tuple("and are been but from has have his not of or our that the their they this was were which with would your".split())
"""Function words that may open a glued word; "in", "on", "for" and "to" also form words."""
SURE_STARTS = frozenset(("and", "the", "their", "this", "which"))
MIN_SURE = 5
"""Function words that form no other words, and letters after them, for a split unasked."""
WEAK_ENDS = ("are", "been", "by", "has", "not", "of", "our", "their", "they", "to", "was", "will", "your")
"""Function words that also end coinages and foreign words: what they end is only proposed."""
EVERY_END = ENDS + WEAK_ENDS
FIRST, LAST = frozenset(word[:2] for word in STARTS), frozenset(word[-2:] for word in EVERY_END)
"""Their first and last two letters, which are looked up faster than the words are compared."""
PLURALS = frozenset(("children", "media", "people", "police", "there", "these", "those", "which", "women"))
"""Words before "are" without a plural s; others are infinitives of Italian ("documentare")."""
GOVERNING = frozenset({"from", "with"})
"""Ends that names of options have, too; before a determiner or a number they are prepositions."""
MAX_LONGER = 3
"""Letters that a content word has before a function word at most: "land", "stand", "lathe"."""
MIN_NOUN = 4
"""How common (see `english.words`) such a content word is."""
LEARNED = frozenset("andiron andirons confirmand honorand ordinand".split())
"""Real words that look glued: gerundives, chemical and dialect words."""
SMALL_PAIRS = frozenset(word + "the" for word in ("and", "at", "by", "for", "from", "in", "of", "on", "that", "to", "with"))
"""Two function words run together; English has none of these."""
MIN_PAIR = min(map(len, SMALL_PAIRS))
"""Letters of the shortest glued word."""
WHOLE = regex(r"[a-z]+")
POSSESSIVE = regex(r"['’]s(?=[a-z]{4})")
"""The end of a possessive with a word right after it."""
LEFT = regex(r"[^\W\d_]+\Z")
CONTEXT = 40
"""Code points on each side of a place in which its neighbours are looked for; no word is longer."""
PART_OF = "-_@/'’"
"""What joins a word to a longer one."""
QUOTES = "\"'`“”‘’«»"
"""What a mentioned (not used) word is between."""


def find(view: View) -> Iterator[Finding]:
    if view.target is None or view.target.code != "en":
        return
    words = english.words()
    likely = [
        word
        for word in uncommon_words(view)
        if (word[-2:] in LAST and word.endswith(EVERY_END)) or (word[:2] in FIRST and word.startswith(STARTS))
    ]
    unknown = sorted(word for word in likely if len(word) >= MIN_PAIR and word not in words and word.isalpha())
    glued = {word: parts for word in unknown if (parts := _parts(word)) is not None}
    if glued:
        yield from _glued(view, glued)
    yield from _after_possessive(view)


def _glued(view: View, glued: dict[str, tuple[str, str, bool]]) -> Iterator[Finding]:
    """The places of glued words, except those that occur twice in the text."""
    text = view.text
    places: dict[str, list[tuple[int, int]]] = {}
    for match in WHOLE.finditer(text):
        if match[0] in glued:
            places.setdefault(match[0], []).append(match.span())
    for word, (left, right, safe) in glued.items():
        spans = places.get(word, [])
        if len(spans) != 1 and word not in SMALL_PAIRS:
            continue
        for start, end in spans:
            if not _alone(text, start, end) or view.is_protected(start, end) or view.in_cjk_prose(start) or not in_english(view, start):
                continue
            sure = safe and (word in SMALL_PAIRS or right not in ENDS or _governs(right, text[end : end + CONTEXT]))
            yield RULE.finding(
                start,
                end,
                f"“{word}” is “{left}” and “{right}” without the space between them",
                replacement=f"{left} {right}",
                safety=Safety.SAFE if sure else Safety.REVIEW,
                confidence=0.97 if sure else 0.6,
            )


def _after_possessive(view: View) -> Iterator[Finding]:
    """Words that a possessive has run into: "the city'sdevelopment"."""
    text, words = view.text, english.words()
    for match in POSSESSIVE.finditer(text):
        left, right = LEFT.search(text, max(0, match.start() - CONTEXT), match.start()), WHOLE.match(text, match.end())
        if (
            left is None
            or right is None
            or words.get(left[0].lower(), -1) < MIN_FAIRLY_COMMON
            or words.get(right[0], -1) < MIN_FAIRLY_COMMON
        ):
            continue
        start, end = left.start(), right.end()
        if not _alone(text, start, end) or view.is_protected(start, end) or not in_english(view, start, 2):
            continue
        yield RULE.finding(
            start,
            end,
            f"“{text[start:end]}” is two words without the space between them",
            replacement=f"{text[start : match.end()]} {right[0]}",
        )


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a word is not part of a name, a number or a compound, and not mentioned."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in QUOTES and after and after in QUOTES:
        return False
    return not (before.isalnum() or (before in PART_OF and before) or after.isalnum() or (after in PART_OF and after))


def _governs(end: str, after: str) -> bool:
    """Whether what a function word needs comes after it."""
    if end not in GOVERNING:
        return bool(english.word_after(after))
    return english.word_after(after).lower() in english.DETERMINERS | english.PLURAL_DETERMINERS or after[1:2].isdigit()


def _coined(word: str, end: str) -> bool:
    """Whether a word may be a coinage that ends with a content word."""
    words = english.words()
    return any(words.get(word[-length:], 0) >= MIN_NOUN for length in range(len(end) + 1, len(end) + MAX_LONGER + 1))


def _parts(word: str) -> tuple[str, str, bool] | None:
    """The two words of a glued one, and whether the split is beyond doubt."""
    words = english.words()
    if word in SMALL_PAIRS:
        return word.removesuffix("the"), "the", True
    if len(word) < MIN_WORD or word in LEARNED:
        return None
    for end in ENDS:
        left = word.removesuffix(end)
        if left != word and len(left) >= 4 and words.get(left, 0) >= MIN_FAIRLY_COMMON:
            return left, end, words[left] >= MIN_COMMON and not _coined(word, end)
    for end in WEAK_ENDS:
        left = word.removesuffix(end)
        if left == word or (end == "are" and not (left.endswith("s") or left in PLURALS)):
            continue
        if len(left) >= 5 and words.get(left, 0) >= MIN_COMMON:
            return left, end, False
    for start in STARTS:
        right = word.removeprefix(start)
        if right != word and len(right) >= 4 and words.get(right, 0) >= MIN_COMMON:
            return start, right, start in SURE_STARTS and len(right) >= MIN_SURE
    return None


RULE: Rule[View] = Rule(
    "glued-words",
    Kind.TYPOGRAPHY,
    find,
    labels=Labels("Linguistic conventions › Spelling (x-spacing)", "whitespace", (20, 20), ("note", "note")),
    safety=Safety.SAFE,
    confidence=0.97,
    cases=(
        "transfer money ⟦laundryand|laundry and⟧ other gray industries",
        "the ⟦ministrythat|ministry that⟧ said so",
        "cut off the ⟦industryof~industry of⟧ fraud",
        "He lives ⟦inthe|in the⟧ capital ⟦ofthe|of the⟧ province.",
        "She ran the ⟦girland~girl and⟧ shop in town.",
        "The decision ⟦ormaterial~or material⟧ of ⟦thereporting|the reporting⟧ period for the ⟦city'sdevelopment|city's development⟧",
        "Set the ⟦unixfrom~unix from⟧ argument to true.",
        "a total of 7 ⟦millionwith|million with⟧ a rise of two",
        "The brigand crossed the grassland and the wasteland with his headband.",
        "Blockchain and smartphone makers use malware scanners; android and andiron are words.",
        "The software and hardware of Myawaddy, Thailand and Ferdinand",
        "metformin, aspirin, heparin and proteasome",
        "The laundryand brand; laundryand is its name.",
        "run the `laundryand` command",
        'fixed the misspelling "onthe" of the manual',
        "The ⟦peopleare~people are⟧ here, and to documentare or guardare the rest is Italian.",
        "On zrobił wiele girland , tak też kwiatów.",
        "使用 laundryand 命令启动服务，然后查看运行日志。",
    ),
)
