r"""A running head, a running foot or a page number between two pages: a line next to a form feed.

Why: text taken out of PDF files page by page has the title, the authors and the page number in the
middle of its sentences.
How: the first two and the last two lines of each page that recur on many pages, when their numbers
are the same or count the pages. All are proposed as one decision and none is removed unasked: only
a person sees whether they are part of the text.
Left alone: texts of fewer than four pages or without form feeds; headings whose numbers do not
count pages, as releases in a change log.
Source: the form feed is what pdftotext and its kind put between pages.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

from cleaner.annotation import Kind
from cleaner.document import Finding
from cleaner.patterns import regex
from cleaner.rule import Labels, Rule
from cleaner.rules.view import View

FORM_FEED = "\f"
MIN_PAGES = 4
"""Pages a text has at least: in fewer, two lines may be equal by chance."""
MIN_RECURRING = 3
MIN_SHARE = 0.4
"""Pages with a line on their edge at least, and their share: left and right heads alternate."""
MIN_AGREEING = 0.8
"""Share of those pages on which a number is the same or counts on; numbers are lost in scans."""
EDGE = 2
"""Lines on each edge of a page: a head, and a number above or below it."""
MAX_LINE = 120
"""Code points of a running head at most; longer lines are text."""
LINE = regex(r"[^\n]*\S[^\n]*\n?")
NUMBER = regex(r"\d{1,9}")


class _Line(NamedTuple):
    """A line on the edge of a page, and how many lines are between it and the edge."""

    page: int
    foot: bool
    depth: int
    start: int
    end: int
    text: str


def find(view: View) -> Iterator[Finding]:
    if view.text.count(FORM_FEED) < MIN_PAGES - 1:
        return
    lines, pages = _edges(view.text)
    enough = max(MIN_RECURRING, MIN_SHARE * pages)
    heads: list[_Line] = []
    for depth in range(EDGE):
        # a second line recurs for itself only: below a heading that differs, it is one of the text, such as "Bug fixes"
        outer = {(line.page, line.foot) for line in heads if line.depth == depth - 1}
        heads += _recurring([line for line in lines if line.depth == depth and (not depth or (line.page, line.foot) in outer)], enough)
    if not heads:
        return
    heads.sort(key=lambda line: line.start)
    run = f"{crc32(''.join(line.text for line in heads).encode()):08x}"
    for line in heads:
        what = "running head" if any(char.isalpha() for char in line.text) else "page number"
        yield RULE.finding(
            line.start,
            line.end,
            f"recurs on the edge of pages: {what}",
            replacement="",
            evidence={"what": what, "run": run, "pages": pages},
        )


def _edges(text: str) -> tuple[list[_Line], int]:
    """The lines on the edges of pages, and how many pages there are."""
    edges: list[_Line] = []
    start = 0
    pages = text.split(FORM_FEED)
    for number, page in enumerate(pages):
        lines = [match.span() for match in LINE.finditer(text, start, start + len(page))]
        # the head of the first page and the foot of the last are the title and the end of the text
        heads, feet = lines[:EDGE] if number else [], lines[::-1][:EDGE] if number < len(pages) - 1 else []
        for foot, spans in ((False, heads), (True, [span for span in feet if span not in heads])):
            for depth, (first, last) in enumerate(spans):
                if last - first <= MAX_LINE:
                    edges.append(_Line(number, foot, depth, first, last, text[first:last].strip()))
        start += len(page) + 1
    return edges, len(pages)


def _recurring(lines: list[_Line], enough: float) -> list[_Line]:
    """The lines that are found on enough pages."""
    groups: defaultdict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        groups[NUMBER.sub("0", " ".join(line.text.split()))].append(line)
    return [line for group in groups.values() if len({line.page for line in group}) >= enough and _counts_pages(group) for line in group]


def _counts_pages(group: list[_Line]) -> bool:
    """Whether every number in like lines is the same on each page, or counts the pages."""
    rows = [[int(number) for number in NUMBER.findall(line.text)] for line in group]
    counted = False
    for column in zip(*rows, strict=True):
        same = Counter(column).most_common(1)[0][1]
        steps = Counter(value - line.page for value, line in zip(column, group, strict=True)).most_common(1)[0][1]
        if max(same, steps) < MIN_AGREEING * len(group):
            return False
        counted = counted or steps >= MIN_AGREEING * len(group)
    return counted or any(char.isalpha() for char in group[0].text)


_PAGES = (
    "A study of fraud\nby two authors\n⟦1\n~⟧\fOf Fraud\nThe first page goes on.\n⟦2\n~⟧\f⟦Study of Fraud\n~⟧The second page goes on.\n⟦3\n~⟧"
    "\f⟦Study of Fraud\n~⟧The third page goes on.\n⟦4\n~⟧\f⟦Study of Fraud\n~⟧The last page ends."
)
RULE: Rule[View] = Rule(
    "running-head",
    Kind.BOILERPLATE,
    find,
    labels=Labels("Accuracy › Addition (x-running-head)", "addition", (30, 30), ("note", "note")),
    confidence=0.8,
    cases=(
        _PAGES,
        "Notes\n\fChanges in release 4.2\nOne.\n\fChanges in release 4.1.9\nTwo.\n\fChanges in release 3\nThree.\n\fChanges in release 2\nFour.\n",
        "Release 9\nBug fixes\n\fRelease 7\nBug fixes\nTwo.\n\fRelease 4\nBug fixes\nThree.\n\fRelease 3\nBug fixes\nFour.\n",
        "One page\n\fStudy of Fraud\nTwo pages\n\fStudy of Fraud\nThree pages",
        "Study of Fraud\nOne.\nStudy of Fraud\nTwo.\nStudy of Fraud\nThree.\nStudy of Fraud\nFour.",
    ),
)
