"""A word that stands twice in a row: "the the".

Why: decoders repeat a word, and so do hands at the end of a line; no spelling checker minds.
How: two equal words (numbers and words in brackets too) with one space between them, in a line of
English prose. The second is proposed to go.
Left alone: what stands five times on end, which is a loop; "had had" and "that that"; words that are doubled for emphasis ("very very"); a name of
two equal words ("Duran Duran") unless the source is known and has no such pair; transcripts and
dialogue with words of hesitation, where people repeat themselves; other languages, many of which double
words on purpose; tables, code, verse of one word.
Source: reports about translation engines; DEMETR (doubled words).
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from cleaner.annotation import Kind
from cleaner.document import Finding
from cleaner.languages import phrases, readings
from cleaner.patterns import regex
from cleaner.rule import Case, Rule
from cleaner.rules.decoder_loop import TIMES
from cleaner.rules.view import View

DOUBLED = regex(
    r"(?<!\S)(?P<open>[(\[“\"'‘]?)(?P<word>[^\W_][\w.'’,/-]*[^\W_]|[^\W_])(?P<close>[)\]”\"'’]?)(?P<second>(?: (?P=open)(?P=word)(?P=close))+)(?=[.,;:!?)\]”\"'’…]*(?:\s|\Z))"
)
CAPITAL = regex(r"(?<!\S)(?P<word>[A-Z][a-z’']*)(?P<second> (?P<again>[a-z][a-z’']*))(?=[.,;:!?)\]”\"'’…]*(?:\s|\Z))")
"""The same at the beginning of a sentence: "The the"."""
MEANT = frozenset("had that".split())
"""Words that grammar doubles."""
STRESSED = frozenset(
    "absolutely big bigger deep far fine good great hard long longer many more much never old over poor pretty quick quite really so super too truly very way wide".split()
)
"""Words that are doubled for emphasis before another word: "a very very long way"."""
CALLS = frozenset(
    "ah aye blah bye chop cling clip clop come ding go ha haha hee heh hello here hey ho home hush knock la na no night now oh okay please quick rah run sorry stop thank"
    " thanks there tick wait walk well woof wow yeah yes yum".split()
)
"""Calls and sounds, doubled where a clause begins."""
OPENS = regex(r"(?:\A|[.!?:;,—–\"“‘'(]\s*)\Z")
HESITATION = regex(r"\b(?:um+|uh+|er+m|hmm+|yeah|gonna|wanna|y'know|you know|i mean|okay|ok)\b")
"""Words of people who speak, and repeat themselves."""
MIN_WORDS = 5
"""Words of a line of prose."""
MIN_FUNCTION_WORDS = 2
"""Different English function words that it has."""
MIN_LOWER = 0.4
"""Share of its words that begin with a small letter."""


def find(view: View) -> Iterator[Finding]:
    if view.target is None or view.target.code != "en":
        return
    # most texts have no word that the next one begins with
    if not any(other.startswith(one) and not other[len(one) : len(one) + 1].isalnum() for one, other in pairwise(view.lowered.split())):
        return
    found = [(match, line) for line, (start, end) in enumerate(view.spans) for match in _doubled(view, start, end)]
    if not found:
        return
    source = view.settings.source_text
    if source is None and HESITATION.search(view.lowered):
        return
    times = Counter(word for (_, _, word), _ in found)
    for (start, end, word), line in found:
        first, last = view.spans[line]
        small = word.lower()
        if small in MEANT or not _is_prose(view.text[first:last]) or view.is_protected(start, end):
            continue
        if source is None and (
            (small in STRESSED and view.text[end : end + 1] == " ")
            or (small in CALLS and OPENS.search(view.text[first : start - len(word)]))
            or (word[0].isupper() and (times[word] > 1 or not word[1:].islower()))
        ):
            continue
        if source is not None and (
            f"{word} {word}" in source or (word[0].isupper() and view.source.code == "zh" and f"{small} {small}" in _plain_pinyin(source))
        ):
            continue
        more = view.text.count(word, start, end)
        if more >= TIMES - 1:
            continue
        name = source is None and (word[0].isupper() or word[0].isdigit())
        message = f"“{word}” stands {TIMES_TOLD[more]} in a row"
        yield RULE.finding(start, end, message, replacement="", confidence=0.6 if name else None)


@lru_cache(maxsize=1)
def _plain_pinyin(source: str) -> str:
    """The readings of a Chinese text without tones: "Han Han" may be its 韩寒."""
    return "".join(char for char in unicodedata.normalize("NFD", readings.pinyin(source)) if not unicodedata.combining(char)).lower()


def _doubled(view: View, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Start and end of each second word with the space before it, and the word."""
    for match in DOUBLED.finditer(view.text, start, end):
        yield (*match.span("second"), match["word"])
    for match in CAPITAL.finditer(view.text, start, end):
        if match["word"].lower() == match["again"]:
            yield (*match.span("second"), match["again"])


TIMES_TOLD = ("once", "twice", "three times", "four times")


def _is_prose(line: str) -> bool:
    words = [word for word in line.split() if any(map(str.isalpha, word))]
    if len(words) < MIN_WORDS or sum(word[0].islower() for word in words) < MIN_LOWER * len(words):
        return False
    english = phrases.function_words("en")
    return sum(word.lower() in english for word in set(words)) >= MIN_FUNCTION_WORDS


RULE: Rule[View] = Rule(
    "repeated-word",
    Kind.DUPLICATION,
    find,
    report_only=True,
    confidence=0.9,
    cases=(
        "The police of⟦ of~⟧ the city said that they had found the money.",
        "The⟦ the~⟧ money was found in an old car near the river.",
        "It has been the capital of the country since 1959⟦ 1959~⟧.",
        "He had had enough, and he said that that was the end of it.",
        "It was a very very long way, and many many people came to see it.",
        "No no, she said, it is not in the house; well well, so it was.",
        "It is still in use so far⟦ far~⟧.",
        "They listened to Duran Duran all night, and Duran Duran played on.",
        "Um, I think the the point is that we should wait for them.",
        "to to to",
        Case("Er kommt aus Pago Pago.", target="de"),
        Case("He gave the money to Han Han before the war began.", source_text="战争开始前他把钱给了韩寒。"),
        Case("They came to Pago Pago in the summer of that year.", source_text="他们那年夏天来到 Pago Pago。"),
        Case("The team⟦ team~⟧ said that it would stay in the city.", source_text="团队说会留在城里。"),
    ),
)
