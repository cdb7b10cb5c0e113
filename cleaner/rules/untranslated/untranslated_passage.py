"""A sentence or more that nobody translated.

Why: the translation stopped, or a paragraph of the source was copied through.
How: a line most of whose letters are of a foreign script, a clause in Chinese, Japanese or Korean
with names or terms in it, or untranslated text as long as a sentence inside another line. The terms
of the glossary that it holds are listed for whoever translates it.
Left alone: what `untranslated-fragment` leaves alone; lines in two languages.
Source: as for `untranslated-fragment`.
"""

from collections.abc import Iterator
from functools import partial

from cleaner.annotation import Kind, Safety, Severity
from cleaner.document import Finding
from cleaner.glossary.matcher import Matcher
from cleaner.rule import Case, Labels, Rule
from cleaner.rules.untranslated.detect import untranslated
from cleaner.rules.view import View

MAX_TERMS = 20
"""Terms that are listed at most: a reviewer reads no more."""
MAX_SHOWN = 40
"""Code points of a passage that the message shows."""


def find(view: View) -> Iterator[Finding]:
    for found in untranslated(view):
        if not found.passage:
            continue
        passage = view.text[found.start : found.end]
        evidence: dict[str, object] = {"language": found.language, "script": found.script}
        if view.matcher and found.language == "zh":
            evidence["terms"] = partial(_terms, view.matcher, passage)
        shown = passage if len(passage) <= MAX_SHOWN else passage[: MAX_SHOWN - 2] + " …"
        yield RULE.finding(found.start, found.end, f"“{shown}” is a passage that was left untranslated", evidence=evidence)


def _terms(matcher: Matcher, passage: str) -> dict[str, str]:
    """The terms of a passage with their renderings."""
    matches = matcher.source_terms(passage, MAX_TERMS)
    preferred = [(match.term.text, match.concept.preferred(matcher.target)) for match in matches]
    return {term: rendering.text for term, rendering in preferred if rendering}


RULE: Rule[View] = Rule(
    "untranslated-passage",
    Kind.UNTRANSLATED,
    find,
    report_only=True,
    labels=Labels("Accuracy › Untranslated", "untranslated", (90, 90), ("warning", "error")),
    safety=Safety.REVIEW,
    severity=Severity.CRITICAL,
    confidence=0.9,
    cases=(
        "The police spoke.\n⟦公安部新闻发言人介绍了打击治理电信网络诈骗犯罪的有关情况。⟧\nThey went on.",
        Case("The police spoke.\n⟦Полиция сообщила об этом в среду вечером на встрече с прессой⟧.\nThey went on.", source="ru"),
        "The log ends here. ⟦找到了中断端点，以及Bulk输出端点，请稍后重试！⟧ It is ready.",
        Case("首先使用 Docker 安装数据库，以及 Vagrant plugin，然后下载安装包。", target=None),
        "Chinese New Year | 中国农历新年庆祝活动在全国各地举行现场",
        "He read 《平凡的世界》 and wrote about it.",
    ),
)
