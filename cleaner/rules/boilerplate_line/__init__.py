"""A line that a page puts around its article: share bar, byline with site and date, pagination,
copyright, cookie notice, newsletter.

Why: it repeats on every page of a site and distorts what is counted, translated or read later.
How: a learned score first decides whether the text is a scraped page (`cleaner/models/page.md`,
`Document.page`); in other texts nothing is removed or proposed. In a page, phrases and shapes in
twenty languages are matched (`cleaner/languages/data/`); a common word ("Share", "Top", "English")
counts only near a line that is certainly boilerplate. Author, site and date of a byline go into the
evidence. A second score (`cleaner/models/boilerplate.md`) classifies the other lines: those before
and after the article, and runs of lines that a phrase or recurrence proves to be boilerplate. If
several pages of a site are cleaned together, lines of three or more articles are removed more
readily (`RecurringLines`).
Left alone: all lines of subtitles, transcripts, novels, licences, code, tables and other texts that
are not pages, except watermarks of novel mirrors and credits of transcribers; headlines,
standfirsts, photo captions and credits, all sentences of the article. The score alone never removes
a long line, several sentences, a quotation or dialogue. Proposed, not removed: a known line that
may belong to the text, because it is announced by a colon, quoted, a heading, one value among
others, or on the subject of the text; and, as one decision, all lines of a page that would lose its
article or most of its sentences.
Source: pages of news sites in the major languages.
"""

from collections.abc import Collection, Iterator, Mapping

from cleaner.annotation import Kind, Safety, Severity
from cleaner.document import Finding
from cleaner.rule import Case, Rule
from cleaner.rules.boilerplate_line.doubts import FIRM
from cleaner.rules.boilerplate_line.phrases import MARKS, RULE_ID, by_phrase, notices
from cleaner.rules.boilerplate_line.reading import reading
from cleaner.rules.boilerplate_line.score import by_score, is_page
from cleaner.rules.lines import Verdict, remove
from cleaner.rules.view import View

MIN_ARTICLE_LINE, MIN_ARTICLE = 60, 240
"""Code points of a remaining line, or of all remaining lines, that count as an article: a sentence,
or a paragraph of short lines. A CJK letter counts as three."""
MIN_LINES = 8
"""Lines of the shortest text that is called a page without an article; shorter ones are lists of
phrases."""
MAX_PROPOSED = 10_000
"""Lines that are proposed at most: no reviewer reads more."""
MAX_SENTENCES_LOST = 0.9
"""Share of the characters in sentences that may be removed: every labelled page keeps more than the
rest, comments included, except the shortest briefs."""
SAYS = "not part of the article: {what}"


def find(view: View) -> Iterator[Finding]:
    level = view.settings.boilerplate
    if level == "off" or view.settings.page is False:
        return
    verdicts = dict(by_phrase(view))
    certain = {number for number, each in verdicts.items() if each.certain and each.what not in MARKS}
    scored = level != "phrases" and is_page(view, certain)
    if scored:
        for number, verdict in by_score(view, certain).items():
            known = verdicts.get(number)
            if known is None or (not known.certain and known.evidence.get("doubt") not in FIRM):
                verdicts[number] = verdict
    if not verdicts:
        return
    gone = {number for number, verdict in verdicts.items() if verdict.certain}
    if not _article_left(view, gone):
        if _is_all_page(view, verdicts):
            yield from _proposed(view, verdicts, "page without a story", "no line of this page is an article: nothing is removed")
    elif scored and _sentences_lost(view, gone) > MAX_SENTENCES_LOST:
        yield from _proposed(view, verdicts, "most sentences", "most sentences of this text look like boilerplate: nothing is removed")
    else:
        yield from remove(RULE, view, verdicts, SAYS)


def _proposed(view: View, verdicts: Mapping[int, Verdict], what: str, message: str) -> Iterator[Finding]:
    """All lines as one decision for a reviewer, and a note that says why nothing was removed."""
    if len(verdicts) <= MAX_PROPOSED:
        yield from remove(RULE, view, {number: each._replace(certain=False) for number, each in verdicts.items()}, SAYS, as_one=True)
    yield RULE.finding(0, len(view.text), message, safety=Safety.NOTE, confidence=0.9, evidence={"what": what, "lines": len(verdicts)})


def _is_all_page(view: View, verdicts: Mapping[int, Verdict]) -> bool:
    """Whether 80 % of the lines are boilerplate: a page, not a list of phrases."""
    content = sum(1 for line in view.lines if line and not line.isspace())
    return content >= MIN_LINES and len(verdicts) * 10 >= content * 8


def _article_left(view: View, gone: Collection[int]) -> bool:
    sizes = [end - start + 2 * view.cjk_letters[number] for number, (start, end) in enumerate(view.spans) if number not in gone]
    return max(sizes, default=0) >= MIN_ARTICLE_LINE or sum(sizes) >= MIN_ARTICLE


def _sentences_lost(view: View, gone: Collection[int]) -> float:
    """Share of the characters in sentences that would be removed."""
    lines = reading(view).lines
    _, sentence = lines.sizes()
    lost = sum(size for number, size in zip(lines.numbers.tolist(), sentence.tolist(), strict=True) if number in gone)
    return float(lost / max(sentence.sum(), 1.0))


_ARTICLE = "The police of three provinces solved more than two hundred cases, the ministry said on Wednesday."
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
        f"{_ARTICLE}\n⟦\nYou May Have Missed|⟧",
        f"⟦By Yang Zekun | China Daily | Updated: 2026-02-10 09:04\n|⟧⟦Share\n|⟧⟦Share - WeChat\n|⟧{_ARTICLE}",
        f"{_ARTICLE}\n⟦|<< Previous 1 2 3 4 Next >>|\n|⟧⟦Top\n|⟧⟦BACK TO THE TOP|⟧",
        f"{_ARTICLE}\n⟦Copyright 1994 - . All rights reserved. The content published in this site belongs to its owner.|⟧",
        f"{_ARTICLE}\n⟦Registration Number: 130349\n|⟧⟦FOLLOW US|⟧",
        f"{_ARTICLE}\n⟦版权所有 违者必究\n|⟧⟦京ICP备12345678号\n|⟧⟦责任编辑：张三|⟧",
        f"⟦Editor: Li Ming\n|⟧{_ARTICLE}",
        f"Source: ministry of public security, annual report\n{_ARTICLE}",
        f"{_ARTICLE}\nPhoto: Fan Jun/Xinhua",
        f"Reporter: Why now\nLi Ming: It was time.\n{_ARTICLE}",
        Case(
            "记者：为什么\n李明：因为时机成熟了，所以公安机关决定在全国范围内开展专项行动，依法严厉打击电信网络诈骗犯罪活动，切实保护人民群众的财产安全。",
            target="zh",
        ),
        f"{_ARTICLE}\n⟦Share: Facebook | Twitter | WeChat | Email\n|⟧⟦© 2023 CNN\n|⟧⟦Page 1 of 3|⟧",
        f"{_ARTICLE}\nThe phrase all rights reserved was required by a convention of 1910, lawyers say.",
        f"{_ARTICLE}\n1. Stay in touch\n2. Join the conversation\n3. Say sorry",
        f"{_ARTICLE}\nPhoto by Zhang Wei, taken on March 3, 2024 in Chengdu",
        f"Share\n{_ARTICLE}",
        f"{_ARTICLE}\nTop of the table on March 3, 2024: Leeds",
        f"Copyright law is changing, lawyers say\n{_ARTICLE}",
        f"By Friday, the police had arrested 20 people.\n{_ARTICLE}",
        f"Anti-fraud police check data in Shanghai on March 25, 2025. Fan Jun/Xinhua\n{_ARTICLE}",
        "Share\nFollow us\nBack to top",
        Case(f"```\nBack to top\n```\n{_ARTICLE}"),
        "title: Bridges\nauthor: Li Ming\nsource: China Daily, 2026-02-10\ntags: towns, rivers\nlines: 40\nshare: yes\n",
        f"⟦All rights reserved: what an old formula means today⟧\n{_ARTICLE}\n{_ARTICLE}",
        f"{_ARTICLE}\nThe bar has these buttons:\n⟦Add a comment⟧\n⟦Back to top⟧\n{_ARTICLE}",
    ),
)
