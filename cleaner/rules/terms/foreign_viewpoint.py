"""A first person that is the source's, not the text's: "our country's public security organs" for
我国.

Why: in a report for other readers "our country" names the wrong country, or none.
Left alone: quotations, where the speaker's first person is right, and texts in which the writer is
a person who says "we".
Source: the `wrong` lines of `glossary/` with `rule: foreign-viewpoint`.
"""

from collections.abc import Iterator

from cleaner.annotation import Kind
from cleaner.document import Finding
from cleaner.rule import Labels, Rule
from cleaner.rules.terms.wrong_renderings import wrong_renderings
from cleaner.rules.view import View

REACH = 400
"""Code points before a finding, within its line, in which an open quotation mark is looked for."""
OPENING, CLOSING = "“«„「『", "”»」』"

MESSAGE = "“{found}” speaks from China's side; elsewhere {term} is “{use}”"


def find(view: View) -> Iterator[Finding]:
    for found in wrong_renderings(RULE, view, MESSAGE):
        line_start, _ = view.line_at(found.start)
        if not _quoted(view.text[max(line_start, found.start - REACH) : found.start]):
            yield found


def _quoted(before: str) -> bool:
    """Whether a quotation is open at the end of this text."""
    depth = 0
    for char in before:
        depth = depth + 1 if char in OPENING else max(0, depth - 1) if char in CLOSING else depth
    return depth > 0 or before.count('"') % 2 == 1


RULE: Rule[View] = Rule(
    "foreign-viewpoint",
    Kind.STYLE,
    find,
    labels=Labels("Audience appropriateness (x-viewpoint)", "style", (30, 30), ("note", "note")),
    confidence=0.8,
    cases=(
        "criminal suspects were handed to ⟦our country's~China's⟧ public security organs",
        "49,000 suspects have been transferred to ⟦our side~the Chinese side⟧, the police said",
        "“We love our country's mountains,” she said.",
        'He said: "Our country must act."',
        "My wife and I think our side of the street is sunnier.",
    ),
)
