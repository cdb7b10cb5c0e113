"""Two words run together: "laundryand other".

Why: a fragment, a tag or a line break was taken out, and the space with it.
How: a lower-case word that English does not have, made of a common word and a function word that are both whole. Split unasked when
the function word ends it, has three letters or more, and has what it governs after it; only proposed otherwise.
Left alone: anything with a capital, digit or hyphen (names, code); words that stand in the text twice, which the writer means;
compounds of two content words ("blockchain", "smartphone"); learned words that end like a function word ("confirmand"); clauses in
another language. Only proposed: what may be a coinage of another content word ("girland", of "land") and names of options ("unixfrom").
Source: an English frequency list (see `training/english_words.py`).
"""

import re
from collections.abc import Iterator

from cleaner.annotation import Kind, Safety
from cleaner.languages import english
from cleaner.rule import Found, Rule
from cleaner.rules.view import WORD, View

SHORTEST = 7
"""Letters of the shortest word that is looked at; shorter ones are too often abbreviations."""
COMMON = 5
"""How common (see `english.words`) the content word of a pair must be for the pair to be split unasked."""
FAIRLY_COMMON = 4
ENDS = ("and", "from", "have", "that", "the", "this", "were", "which", "with", "would")
"""Function words that may end a glued word."""
STARTS = {"and": "", "from": "", "that": "", "the": "imnorsy", "this": "t", "were": "", "which": "e", "with": "dhios"}
"""Function words that may open a glued word, and the letters that follow them in common words ("them", "without")."""
SHORT_ENDS = ("by", "of", "to")
GOVERNING = frozenset({"from", "with"})
"""Ends that names of options have, too; before a determiner, a pronoun or a number they are prepositions."""
LONGER = 3
"""Letters by which a content word that ends like a function word may be longer: "land", "stand", "lathe"; of more, the first part is no word."""
NOUN = 4
"""How common (see `english.words`) such a content word is."""
LEARNED = frozenset("andiron andirons confirmand honorand ordinand".split())
"""Real words that look glued: gerundives, chemical and dialect words."""


LETTERS = "abcdefghijklmnopqrstuvwxyz"
AFTER = " .,;:\n"
GLUED_ENDS = tuple(letter + end + after for end in (*ENDS, *SHORT_ENDS) for letter in LETTERS for after in AFTER)
GLUED_STARTS = tuple(" " + start + letter for start, usual in STARTS.items() for letter in LETTERS if letter not in usual)
JOINTS = GLUED_ENDS + GLUED_STARTS
"""A function word behind a letter, or before one: what a glued word cannot be without."""
SMALL_PAIRS = frozenset(word + "the" for word in ("and", "at", "by", "for", "from", "in", "of", "on", "that", "to", "with"))
"""Two function words run together; English has none of these."""
WHOLE = re.compile(r"[a-z]+")
LONGEST = 40
CLAUSE = 200
ENGLISH_SHARE = 0.5
"""Code points of a clause on each side that are looked at, and the share of their words, the glued one aside, that English must have."""
PART_OF = "-_@/'’"
"""What joins a word to a longer one."""


def find(view: View) -> Iterator[Found]:
    if view.target is None or view.target.code != "en":
        return
    text, words = view.text, english.words()
    seen: set[str] = set()
    for start, end, number in view.hits(RULE.id):
        if number < len(GLUED_ENDS):
            word_start = text.rfind(" ", max(0, end - LONGEST), start + 1) + 1 or start
            # nearly always a word like "thousand" between spaces
            if text[word_start : end - 1] in words:
                continue
            while text[word_start : word_start + 1] and not text[word_start].isalpha():
                word_start += 1
        else:
            word_start = start + 1
        match = WHOLE.match(text, word_start, word_start + LONGEST)
        if match is None or match[0] in words or match[0] in seen or not _alone(text, *match.span()):
            continue
        word = match[0]
        seen.add(word)
        parts = _parts(word) if len(word) >= SHORTEST and word not in LEARNED else None
        if parts is not None and len(re.findall(rf"\b{word}\b", text)) > 1:
            continue
        if word in SMALL_PAIRS:
            parts = word.removesuffix("the"), "the", True
        if parts is None or view.is_protected(*match.span()) or view.in_cjk_prose(match.start()) or not _in_english(view, match.start()):
            continue
        left, right, safe = parts
        safe = safe and (word in SMALL_PAIRS or _governs(right, text[match.end() : match.end() + LONGEST]))
        yield Found(
            *match.span(),
            f"“{word}” is “{left}” and “{right}” without the space between them",
            replacement=f"{left} {right}",
            safety=Safety.SAFE if safe else Safety.REVIEW,
            confidence=0.97 if safe else 0.6,
        )


def _in_english(view: View, position: int) -> bool:
    """Whether English has most of the words of the clause: a text of another language holds words that look glued."""
    start, end = view.clause_at(position)
    near = WORD.findall(view.lowered, max(start, position - CLAUSE), min(end, position + CLAUSE))
    return sum(word in english.words() for word in near) >= ENGLISH_SHARE * (len(near) - 1)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a word is not part of a name, a number or a compound."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or (before in PART_OF and before) or after.isalnum() or (after in PART_OF and after))


def _governs(end: str, after: str) -> bool:
    """Whether what a function word needs stands after it."""
    if end not in GOVERNING:
        return bool(english.word_after(after))
    return english.word_after(after).lower() in english.DETERMINERS | english.PLURAL_DETERMINERS or after[1:2].isdigit()


def _coined(word: str, end: str) -> bool:
    """Whether a word may be a coinage that ends with a content word."""
    words = english.words()
    return any(words.get(word[-length:], 0) >= NOUN for length in range(len(end) + 1, len(end) + LONGER + 1))


def _parts(word: str) -> tuple[str, str, bool] | None:
    """The two words, and whether the split is beyond doubt."""
    words = english.words()
    for end in ENDS:
        left = word.removesuffix(end)
        if left != word and len(left) >= 4 and words.get(left, 0) >= FAIRLY_COMMON:
            return left, end, words[left] >= COMMON and not _coined(word, end)
    for end in SHORT_ENDS:
        left = word.removesuffix(end)
        if left != word and len(left) >= 5 and words.get(left, 0) >= COMMON:
            return left, end, False
    for start in STARTS:
        right = word.removeprefix(start)
        if right != word and len(right) >= 4 and words.get(right, 0) >= COMMON:
            return start, right, False
    return None


RULE: Rule[View] = Rule(
    "glued-words",
    Kind.TYPOGRAPHY,
    find,
    safety=Safety.SAFE,
    confidence=0.97,
    literals=lambda: JOINTS,
    cases=(
        "transfer money ⟦laundryand|laundry and⟧ other gray industries",
        "the ⟦ministrythat|ministry that⟧ said so",
        "cut off the ⟦industryof~industry of⟧ fraud",
        "He lives ⟦inthe|in the⟧ capital ⟦ofthe|of the⟧ province.",
        "She ran the ⟦girland~girl and⟧ shop in town.",
        "Set the ⟦unixfrom~unix from⟧ argument to true.",
        "a total of 7 ⟦millionwith|million with⟧ a rise of two",
        "The brigand crossed the grassland and the wasteland with his headband.",
        "Blockchain and smartphone makers use malware scanners; android and andiron are words.",
        "The software and hardware of Myawaddy, Thailand and Ferdinand",
        "metformin, aspirin, heparin and proteasome",
        "The laundryand brand; laundryand is its name.",
        "run the `laundryand` command",
        "On zrobił wiele girland , tak też kwiatów.",
        "使用 laundryand 命令启动服务，然后查看运行日志。",
    ),
)
