"""One phrase repeated over and over for search engines: "crackdown on telecom fraud" in every other
paragraph.

Why: the text was written, or rewritten, to be found; a reader should know before trusting or
reusing it.
How: the longest phrase of three to six words, at least two of them content words, that occurs in
the opening and five times or more in all, and makes up four percent of all words. Flagged once for
the document, at its first place.
Left alone: names, whose content words have capitals ("Ministry of Public Security"); texts under
120 words; lists and verse, where lines repeat whole.
Source: measured on news: the most repeated phrase of 3 to 6 words stays under two words in a
hundred.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from cleaner.annotation import Kind, Safety, Severity
from cleaner.document import Finding
from cleaner.languages.english import FUNCTION_WORDS
from cleaner.rule import Labels, Rule
from cleaner.rules.view import PUNCTUATION, View

MIN_WORDS = 120
"""Words of a text at least: in a short one every phrase has a large share."""
OPENING = 50
"""Words of the opening; who writes for search engines puts the phrase there."""
MIN_TIMES = 5
MIN_SHARE = 0.04
"""Times that the phrase occurs, and its share of all words: twice what news has at most."""
LENGTHS = range(6, 2, -1)
MAX_SMALL_WORD = 3
"""Letters of a word that may not be a content word."""
MAX_WORDS = 50_000
"""Words from the start of the text that are read: a stuffed phrase is everywhere."""


def find(view: View) -> Iterator[Finding]:
    if view.target is None or not view.target.latin:
        return
    # most texts repeat nothing of their opening, which a search shows before they are divided into words
    if not _repeats(view.text, view.text.split(maxsplit=OPENING)[:OPENING], MIN_TIMES):
        return
    tokens = view.text.split(maxsplit=MAX_WORDS)[:MAX_WORDS]
    if len(tokens) < MIN_WORDS or not _suspected(view.text, tokens):
        return
    words = [token.strip(PUNCTUATION) for token in tokens]
    for length in LENGTHS:
        needed = max(MIN_TIMES, int(MIN_SHARE * len(words) / length) + 1)
        phrases = Counter(zip(*(islice(words, at, None) for at in range(length)), strict=False))
        for phrase, times in phrases.most_common(8):
            if times < needed:
                break
            if _stuffable(phrase):
                yield from _report(view, phrase, times, len(words))
                return


def _suspected(text: str, tokens: list[str]) -> bool:
    """Whether three neighbours of the opening, the first a content word, come back often enough."""
    needed = max(MIN_TIMES, int(MIN_SHARE * len(tokens) / LENGTHS[0]))
    counts = Counter(filter(set(tokens[:OPENING]).__contains__, tokens))
    return _repeats(text, tokens[:OPENING], needed, {word for word, times in counts.items() if times >= needed})


def _repeats(text: str, head: list[str], needed: int, often: set[str] | None = None) -> bool:
    """Whether three neighbours of the opening, the first a content word, are in a text so many times."""
    return any(
        len(word) > MAX_SMALL_WORD
        and word.islower()
        and word not in FUNCTION_WORDS
        and (often is None or word in often)
        and text.count(f"{word} {head[at + 1]} {head[at + 2].rstrip(PUNCTUATION)}") >= needed
        for at, word in enumerate(head[:-2])
    )


def _stuffable(phrase: tuple[str, ...]) -> bool:
    content = [word for word in phrase if word.lower() not in FUNCTION_WORDS]
    if phrase[0] in FUNCTION_WORDS or phrase[-1] in FUNCTION_WORDS or len(set(content)) < 2:
        return False
    return all(word.isalpha() and word.islower() for word in content)


def _report(view: View, phrase: tuple[str, ...], times: int, words: int) -> Iterator[Finding]:
    text = " ".join(phrase)
    start = view.text.find(text)
    if start < 0:
        return
    share = times * len(phrase) / words
    yield RULE.finding(
        start,
        start + len(text),
        f"“{text}” is repeated {times} times, {share:.0%} of all words: the text seems written for search engines",
        confidence=min(0.95, 0.5 + share * 5),
        evidence={"phrase": text, "times": times, "share": round(share, 4)},
    )


_FILLER = (
    "Officials in several cities met on Monday to talk about roads, schools and a new bridge that the region needs. Farmers asked for cheaper seed, "
    "and a teacher from the hills wanted books. Nobody spoke of money until noon, when the mayor of the largest town rose and read out what last "
    "year's floods had cost. Two villages still have no power. A company from abroad has offered to build a line along the river, yet its price is "
    "twice what the council can pay. The meeting ended late, with a promise to meet again in spring and little else to show for a long day of talk. "
    "Reporters waited outside in the rain, stamping their feet, while a brass band played for a wedding next door. "
)
RULE: Rule[View] = Rule(
    "keyword-stuffing",
    Kind.SPAM,
    find,
    report_only=True,
    labels=Labels("Accuracy › Addition (x-spam)", "addition", (50, 50), ("warning", "warning")),
    safety=Safety.NOTE,
    severity=Severity.MINOR,
    confidence=0.8,
    cases=(
        f"Best ⟦cheap garden sheds⟧ here. {_FILLER}We sell cheap garden sheds. Buy cheap garden sheds now, as "
        "cheap garden sheds last. Ask for cheap garden sheds or see cheap garden sheds.",
        f"The Ministry of Public Security met. {_FILLER}" + "The Ministry of Public Security said so. " * 5,
        "cheap garden sheds " * 6,
    ),
)
