"""A line that a page puts around an article: share bars, bylines with site and date, pagination, copyright, cookies, newsletters.

Why: it is not the article; it repeats on every page of a site and drowns what is counted, translated or read later.
How: first the kind of text. A learned score tells scraped pages from every other text (`cleaner/models/page.md`, `Document.page`); in a text that is
not a page nothing is removed or proposed. In a page, whole lines, openings, phrases and shapes in twenty languages
(`cleaner/languages/data/`); a common word alone ("Share", "Top", "English") only beside a line that is boilerplate for certain. What a line
says of author, site and date goes into the evidence. A second score (`cleaner/models/boilerplate.md`) judges the lines that no phrase knows: in the
blocks before and after the article, and in runs of lines that a phrase or recurrence proves to be boilerplate. Of pages that come together, a line
that appears in three articles goes more readily (`RecurringLines`).
Left alone: every line of subtitles, transcripts, novels, licences, code, tables and other texts that are not pages, but for watermarks of novel mirrors
and credits of transcribers; headlines, standfirsts, photo captions and credits, every sentence of the article. By score alone never a line with several
sentences, a long line, a quotation or dialogue. Proposed, not removed: a line that a phrase knows and that may belong to the text, because it is announced
by a colon, quoted, a heading, one value among others, or on what the text is about; every line of a page in which no article, or few of its sentences,
would be left, as one decision.
Source: pages of news sites in the major languages.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from cleaner.annotation import Kind, Safety, Severity
from cleaner.rule import Case, Found, Rule
from cleaner.rules.boilerplate_line.doubts import FIRM
from cleaner.rules.boilerplate_line.phrases import MARKS, RULE_ID, by_phrase, notices
from cleaner.rules.boilerplate_line.reading import reading
from cleaner.rules.boilerplate_line.score import by_score, is_page
from cleaner.rules.lines import Verdict, remove
from cleaner.rules.view import View

ARTICLE = 60
"""Code points from which a line that stays counts as an article; a CJK letter counts as three."""
ARTICLE_IN_ALL = 240
"""Code points from which what stays counts as an article, however short its lines."""
MIN_LINES = 8
"""Lines of the shortest text that is called a page without an article."""
MAX_PROPOSED = 10_000
"""Lines of the longest text whose lines are proposed one by one: a reviewer reads no more."""
MAX_SENTENCES_LOST = 0.9
"""Share of the characters of all sentences that may go unasked: more is left of every labelled page, comments and all, but for the shortest briefs."""
SAYS = "not part of the article: {what}"


def find(view: View) -> Iterator[Found]:
    level = view.settings.boilerplate
    if level == "off" or view.settings.page is False:
        return
    judged = dict(by_phrase(view))
    certain = {number for number, each in judged.items() if each.certain and each.what not in MARKS}
    scored = level != "phrases" and is_page(view, certain)
    if scored:
        for number, judgement in by_score(view, certain).items():
            known = judged.get(number)
            if known is None or (not known.certain and known.evidence.get("doubt") not in FIRM):
                judged[number] = judgement
    if not judged:
        return
    gone = {number for number, judgement in judged.items() if judgement.certain}
    if not _article_left(view, gone):
        if _is_all_page(view, judged):
            yield from _proposed(view, judged, "page without a story", "no line of this page is an article: nothing is removed")
    elif scored and _sentences_lost(view, gone) > MAX_SENTENCES_LOST:
        yield from _proposed(view, judged, "most sentences", "most sentences of this text look like boilerplate: nothing is removed")
    else:
        yield from remove(view, judged, SAYS)


def _proposed(view: View, judged: Mapping[int, Verdict], what: str, message: str) -> Iterator[Found]:
    """All lines as one decision of a reviewer, and a note of why nothing was removed."""
    if len(judged) <= MAX_PROPOSED:
        yield from remove(view, {number: replace(each, certain=False) for number, each in judged.items()}, SAYS, as_one=True)
    yield Found(0, len(view.text), message, safety=Safety.NOTE, confidence=0.9, evidence={"what": what, "lines": len(judged)})


def _is_all_page(view: View, judged: Mapping[int, Verdict]) -> bool:
    """Whether so many lines are boilerplate that the text is a page without an article, not a list of phrases."""
    content = sum(1 for line in view.lines if line and not line.isspace())
    return content >= MIN_LINES and len(judged) * 10 >= content * 8


def _article_left(view: View, gone: Collection[int]) -> bool:
    # a CJK letter says as much as three of an alphabet
    sizes = [end - start + 2 * view.cjk_letters[number] for number, (start, end) in enumerate(view.spans) if number not in gone]
    return max(sizes, default=0) >= ARTICLE or sum(sizes) >= ARTICLE_IN_ALL


def _sentences_lost(view: View, gone: Collection[int]) -> float:
    """Share of the characters of all sentences that stand in lines that go."""
    lines = reading(view).lines
    _, sentence = lines.sizes()
    lost = sum(size for number, size in zip(lines.numbers.tolist(), sentence.tolist(), strict=True) if number in gone)
    return float(lost / max(sentence.sum(), 1.0))


_STORY = "The police of three provinces solved more than two hundred cases, the ministry said on Wednesday."
RULE: Rule[View] = Rule(
    RULE_ID,
    Kind.BOILERPLATE,
    find,
    safety=Safety.SAFE,
    severity=Severity.MINOR,
    confidence=0.97,
    whole_lines=True,
    literals=lambda: notices()[0],
    cases=(
        "for each in all:\n    start = end + 1\n    first -= 1\n",
        "| page | next | 3 |\n| --- | --- | --- |\n| Share | Print | 4 |\n",
        f"{_STORY}\n⟦\nYou May Have Missed|⟧",
        f"⟦By Yang Zekun | China Daily | Updated: 2026-02-10 09:04\n|⟧⟦Share\n|⟧⟦Share - WeChat\n|⟧{_STORY}",
        f"{_STORY}\n⟦|<< Previous 1 2 3 4 Next >>|\n|⟧⟦Top\n|⟧⟦BACK TO THE TOP|⟧",
        f"{_STORY}\n⟦Copyright 1994 - . All rights reserved. The content published in this site belongs to its owner.|⟧",
        f"{_STORY}\n⟦Registration Number: 130349\n|⟧⟦FOLLOW US|⟧",
        f"{_STORY}\n⟦版权所有 违者必究\n|⟧⟦京ICP备12345678号\n|⟧⟦责任编辑：张三|⟧",
        f"⟦Editor: Li Ming\n|⟧{_STORY}",
        f"Source: ministry of public security, annual report\n{_STORY}",
        f"{_STORY}\nPhoto: Fan Jun/Xinhua",
        f"Reporter: Why now\nLi Ming: It was time.\n{_STORY}",
        Case(
            "记者：为什么\n李明：因为时机成熟了，所以公安机关决定在全国范围内开展专项行动，依法严厉打击电信网络诈骗犯罪活动，切实保护人民群众的财产安全。",
            target="zh",
        ),
        f"{_STORY}\n⟦Share: Facebook | Twitter | WeChat | Email\n|⟧⟦© 2023 CNN\n|⟧⟦Page 1 of 3|⟧",
        f"{_STORY}\nThe phrase all rights reserved was required by a convention of 1910, lawyers say.",
        f"{_STORY}\n1. Stay in touch\n2. Join the conversation\n3. Say sorry",
        f"{_STORY}\nPhoto by Zhang Wei, taken on March 3, 2024 in Chengdu",
        f"Share\n{_STORY}",
        f"{_STORY}\nTop of the table on March 3, 2024: Leeds",
        f"Copyright law is changing, lawyers say\n{_STORY}",
        f"By Friday, the police had arrested 20 people.\n{_STORY}",
        f"Anti-fraud police check data in Shanghai on March 25, 2025. Fan Jun/Xinhua\n{_STORY}",
        "Share\nFollow us\nBack to top",
        Case(f"```\nBack to top\n```\n{_STORY}"),
        "title: Bridges\nauthor: Li Ming\nsource: China Daily, 2026-02-10\ntags: towns, rivers\nlines: 40\nshare: yes\n",
        f"⟦All rights reserved: what an old formula means today⟧\n{_STORY}\n{_STORY}",
        f"{_STORY}\nThe bar has these buttons:\n⟦Add a comment⟧\n⟦Back to top⟧\n{_STORY}",
    ),
)
