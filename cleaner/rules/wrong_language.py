"""A text, or a line of it, in a language that it should not be in.

Why: a "translated" file that is not translated passes every other check; a paragraph of a third
language breaks what comes after.
How: the script decides first; where several languages share a script, a line is only looked at when
it has hardly a function word of the target and many words English does not have, and then the
identifier is asked. A whole text in another language is flagged once, at its first line.
Left alone: lines under 60 letters, lists of names, lines in a foreign script
(`untranslated-passage` has them).
Source: py3langid at 50 characters is right 96 times in 100; two doubts must agree.
"""

import unicodedata
from collections.abc import Iterator

from cleaner.annotation import Kind, Safety, Severity
from cleaner.document import MIN_SURE, Finding
from cleaner.languages.english import FUNCTION_WORDS
from cleaner.languages.identify import identifier
from cleaner.languages.phrases import function_words
from cleaner.rule import Case, Labels, Rule
from cleaner.rules.view import PUNCTUATION, WORD, View

MIN_LETTERS = 60
MIN_WORDS = 10
"""Letters and words of a line at least: identifiers err on shorter ones."""
MIN_FUNCTION_SHARE = 0.12
"""Share of function words below which a line is doubted; prose has 25 to 50 percent."""
ENGLISH = (" of ", " and ", " to ", " that ", " with ")
"""A line with "the" or one of these is English, or so near it that no identifier is asked."""
MAX_READ = 2000
"""Code points of a line or text that are read: more say nothing new, and time stays linear."""
MIN_PLAIN_SHARE = 0.25
MIN_PLAIN_WORDS = 4
"""Share of function words, and how many different ones, from which on a short text in English
letters is English: of 8,000 such lines py3langid was as sure of another language as `MIN_SURE` asks
for in none."""


def find(view: View) -> Iterator[Finding]:
    target = view.settings.target
    if target is not None and len(view.text) >= MIN_LETTERS and not (target.code == "en" and _is_plain_english(view)):
        guess = view.guess
        if guess.language and guess.confidence >= MIN_SURE and guess.language.split("-")[0] != target.code and _enough(view):
            start, end = next(((start, end) for start, end in view.spans if end > start), (0, 0))
            yield RULE.finding(
                start,
                min(end, start + 200),
                f"the text is in {guess.language}, not in {target.tag}",
                severity=Severity.CRITICAL,
                confidence=guess.confidence,
                evidence={"language": guess.language, "whole": True},
            )
            return
    if view.target is None or not view.target.latin:
        return
    ours = function_words(view.target.code)
    if not ours:
        return
    lowered, english = view.lowered, view.target.code == "en"
    for start, end in view.spans:
        if end - start < MIN_LETTERS:
            continue
        # nearly every line of English has the first of these
        if english and (lowered.find(" the ", start, end) >= 0 or any(lowered.find(word, start, end) >= 0 for word in ENGLISH)):
            continue
        yield from _in_line(view, start, end, ours)


def _is_plain_english(view: View) -> bool:
    """Whether a short text has so many English function words that it needs no identifier."""
    if len(view.text) > MAX_READ or not view.plain:
        return False
    words = view.lowered.split()
    functions = list(filter(FUNCTION_WORDS.__contains__, words))
    return len(functions) >= MIN_PLAIN_SHARE * len(words) and len(set(functions)) >= MIN_PLAIN_WORDS


def _enough(view: View) -> bool:
    return sum(map(str.isalpha, view.text[:MAX_READ])) >= MIN_LETTERS


def _in_line(view: View, start: int, end: int, ours: frozenset[str]) -> Iterator[Finding]:
    line = view.text[start : min(end, start + MAX_READ)]
    words = [word.strip(PUNCTUATION).lower() for word in line.split()]
    words = [word for word in words if WORD.fullmatch(word)]
    if len(words) < MIN_WORDS or sum(map(len, words)) < MIN_LETTERS:
        return
    if sum(word in ours for word in words) >= MIN_FUNCTION_SHARE * len(words):
        return
    if not all(char.isascii() or "LATIN" in _name(char) for char in "".join(words)):
        return
    guess = identifier(view.settings.identifier).identify(line)
    if guess.language in (None, view.target.code if view.target else None) or guess.confidence < MIN_SURE:
        return
    other = function_words(str(guess.language))
    if other and sum(word in other for word in words) < 2 * sum(word in ours for word in words) + 2:
        return
    yield RULE.finding(
        start,
        end,
        f"this line is in {guess.language}, the text in {view.language}",
        confidence=guess.confidence,
        evidence={"language": guess.language, "whole": False},
    )


def _name(char: str) -> str:
    return unicodedata.name(char, "")


RULE: Rule[View] = Rule(
    "wrong-language",
    Kind.LANGUAGE,
    find,
    report_only=True,
    labels=Labels("Accuracy › Untranslated (x-third-language)", "other", (90, 90), ("error", "error")),
    safety=Safety.NOTE,
    severity=Severity.MAJOR,
    confidence=0.9,
    cases=(
        "The police spoke to reporters on Wednesday about the new law and what it means for the people of the region.\n"
        "⟦El ministerio dijo que las nuevas medidas contra el fraude entrarán en vigor el próximo año en todo el país.⟧",
        "⟦El ministerio dijo que las nuevas medidas contra el fraude entrarán en vigor el próximo año en todo el país.⟧",
        "⟦公安部新闻发言人介绍了打击治理电信网络诈骗犯罪的有关情况，强调坚持以人民为中心的发展思想，全力维护群众财产安全，继续深入推进专项行动。⟧",
        "Zhang Ming, Li Guozhong, Bai Suocheng, Bai Yingcang, Wei Huairen, Liu Zhengxiang, Liu Zhengmao and Xu Laofa were named.",
        "Déjà vu.",
        Case(
            "Die Polizei sprach am Mittwoch mit der Presse über das neue Gesetz und darüber, was es für die Menschen bedeutet.", target="de"
        ),
    ),
)
