"""A passage that occurs twice in the text, letter for letter.

Why: a page was scraped with its teaser, or two extractions were joined; the copy counts twice in
every statistic.
How: a line of 80 letters or more that equals an earlier one. The later one is flagged, with the
place of the first.
Left alone: short lines, refrains, table rows and headings, which repeat on purpose; nothing is
removed unasked.
Source: reviewers' reports.
"""

from collections.abc import Iterator

from cleaner.annotation import Kind, Safety
from cleaner.document import Finding
from cleaner.rule import Rule
from cleaner.rules.view import View

MIN_PASSAGE = 80
"""Code points of a passage at least: shorter lines repeat on purpose, such as headings."""


def find(view: View) -> Iterator[Finding]:
    first: dict[str, tuple[int, int]] = {}
    long = [line for line in view.lines if len(line) >= MIN_PASSAGE]
    if len(set(long)) == len(long):
        return
    for number, ((start, end), key) in enumerate(zip(view.spans, view.lines, strict=True), start=1):
        if len(key) < MIN_PASSAGE or key.isspace():
            continue
        if key in first:
            place, line = first[key]
            yield RULE.finding(
                start, end, f"this passage is already in line {line}", replacement="", evidence={"first": {"start": place, "line": line}}
            )
        else:
            first[key] = (start, number)


_PASSAGE = "The ministry said on Wednesday that the police of three provinces had solved more than two hundred cases since May."
RULE: Rule[View] = Rule(
    "repeated-passage",
    Kind.DUPLICATION,
    find,
    report_only=True,
    safety=Safety.REVIEW,
    confidence=0.9,
    cases=(f"{_PASSAGE}\n\nAnother one.\n\n⟦{_PASSAGE}~⟧", "And the band played on.\n" * 4, f"{_PASSAGE}\n{_PASSAGE} And then some."),
)
