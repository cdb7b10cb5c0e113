"""A segment that is no translation of its source: empty, the source again, or without any capital.

Why: engines give a lone full stop, hand the source back, or lose the case of a text; files of pairs are full of such rows.
How: line by line where source and translation have as many lines, as a whole otherwise. A source with words and a
translation without letters and digits is empty. A translation that equals its source, and has words with small letters, is
copied. A translation in a script with case that has none of the capitals that its sentences need is lower-cased; one sentence without its
capital is proposed with it.
Left alone: texts whose source is not known; names, codes, numbers, code and titles that stay as they are; source lines without
letters; sources that are lower-cased themselves.
Source: DEMETR; the checks of OpusFilter and Okapi.
"""

from collections.abc import Iterator

from cleaner.annotation import Kind, Severity
from cleaner.document import Finding
from cleaner.languages import phrases
from cleaner.patterns import regex
from cleaner.rule import Case, Labels, Rule
from cleaner.rules.alignment import aligned
from cleaner.rules.view import View

LETTER = regex(r"[^\W\d_]")
CONTENT = regex(r"[^\W_]")
WORD = regex(r"[^\W\d_]{2,}")
MIN_SOURCE = 2
"""Letters of a source that needs words in its translation."""
MIN_COPIED = 4
"""Words of a copied source: shorter ones are names and titles."""
MIN_SMALL = 3
"""Of these, words that begin with a small letter, where the script has case."""
MIN_LOWER_CASED = 25
"""Letters of a translation that must have a capital."""
ENDS = ".!?…"
CLOSING = " \t\r\"'”’»)]"
FIRST_CASED = regex(r"[\"'“‘«(\[]?\s*[^\W\d_A-Z\u0590-\u0fff\u1100-\u11ff\u2e80-\uffdc]")
"""What a lower-cased sentence begins with: a letter of a script with case."""
SENTENCE_ENDS = ENDS + "。！？।"
FIRST_WORD = regex(r"\s*[\"'“‘«(\[]?(?P<word>[^\W\d_]+)(?=[\s,])")
CASELESS = frozenset("zh ja ko ar he fa ur hi bn ta te ml kn mr gu pa th lo km my ka am".split())
"""Languages whose script has no case."""


def find(view: View) -> Iterator[Finding]:
    source = view.settings.source_text
    if source is None:
        return
    sentence = True
    for (_, left), (start, right) in aligned(source, view.text):
        if not right.strip():
            continue
        found = _fault(left, right, view)
        if found:
            blank = len(right) - len(right.lstrip())
            severity, message = found
            yield RULE.finding(start + blank, start + len(right.rstrip()), message, severity=severity)
        elif sentence and (word := FIRST_WORD.match(right)) and _lost_capital(left, right, word["word"], view):
            begin, end = word.span("word")
            capital = word["word"][0].upper() + word["word"][1:]
            yield RULE.finding(
                start + begin, start + end, "the sentence has lost its capital", replacement=capital, severity=Severity.MINOR
            )
        sentence = left.rstrip(CLOSING)[-1:] in SENTENCE_ENDS


def _lost_capital(left: str, right: str, word: str, view: View) -> bool:
    """Whether a sentence begins with a small letter where its source begins one."""
    target = view.target.code if view.target else None
    if target is None or target in CASELESS or right.rstrip(CLOSING)[-1:] not in ENDS or left.rstrip(CLOSING)[-1:] not in SENTENCE_ENDS:
        return False
    if not word[0].islower() or word != word.lower() or len(WORD.findall(right)) < MIN_COPIED:
        return False
    first = LETTER.search(left)
    return view.source.code in CASELESS or (first is not None and first[0].isupper() and first[0].lower() != first[0])


def _fault(left: str, right: str, view: View) -> tuple[Severity, str] | None:
    """How bad a segment is, and what is wrong with it; None for nothing."""
    if len(LETTER.findall(left)) >= MIN_SOURCE and not CONTENT.search(right):
        return Severity.CRITICAL, "the source has words, and the translation has none"
    target = view.target.code if view.target else None
    if left.strip() == right.strip() and target is not None and target != view.source.code:
        words = WORD.findall(left)
        known = phrases.function_words(view.source.code)
        prose = any(word.lower() in known for word in words) if known else left.rstrip(CLOSING)[-1:] in SENTENCE_ENDS
        if prose and len(words) >= MIN_COPIED and sum(word[0].islower() for word in words) >= MIN_SMALL:
            return Severity.CRITICAL, "the translation is its source, copied"
    if (
        target is not None
        and target not in CASELESS
        and len(LETTER.findall(right)) >= MIN_LOWER_CASED
        and right == right.lower() != right.upper()
        and right.rstrip(CLOSING)[-1:] in ENDS
        and FIRST_CASED.match(right)
        and (left != left.lower() or view.source.code in CASELESS)
    ):
        return Severity.MINOR, "the translation has lost its capitals"
    return None


RULE: Rule[View] = Rule(
    "segment-mismatch",
    Kind.LANGUAGE,
    find,
    report_only=True,
    severity=Severity.MAJOR,
    confidence=0.95,
    labels=Labels("Accuracy › Omission", "omission", (90, 90), ("error", "error")),
    cases=(
        Case("⟦.⟧", source_text="会议在北京举行。"),
        Case(
            "⟦The meeting will be held on Monday in the city.⟧",
            target="de",
            source="en",
            source_text="The meeting will be held on Monday in the city.",
        ),
        Case("⟦the president of china said on monday that he would come.⟧", source_text="中国主席星期一说他会来。"),
        Case(
            "⟦in~In⟧ the end, the season was played in Germany.",
            source="de",
            source_text="Am Ende wurde die Saison in Deutschland gespielt.",
        ),
        Case("eBay and others said that they would pay for it.", source="de", source_text="Ebay und andere sagten, dass sie zahlen."),
        Case("Visual Studio Code", target="de", source="en", source_text="Visual Studio Code"),
        Case("—", source_text="——"),
        Case("git commit --amend", target="de", source="en", source_text="git commit --amend"),
        Case("the president said on monday that he would come", source_text="总统"),
        "Nothing is known of the source.",
    ),
)
