"""A calque: the source's words one by one where the target language has its own expression
("promoting drainage" for 引流推广).

Why: each word is a dictionary equivalent and the whole means something else, or nothing.
Left alone: the same words where they are good English: the context of the glossary's entry shows
it, or the source, where it is known, does not have the term.
Source: the `wrong` lines of `glossary/`, each with the source of the right rendering.
"""

from collections.abc import Iterator

from cleaner.annotation import Kind, Severity
from cleaner.document import Finding
from cleaner.rule import Case, Labels, Rule
from cleaner.rules.terms.wrong_renderings import wrong_renderings
from cleaner.rules.view import View


def find(view: View) -> Iterator[Finding]:
    return wrong_renderings(RULE, view, "“{found}” is a word-for-word rendering; {term} is “{use}” in English")


RULE: Rule[View] = Rule(
    "calque",
    Kind.TERMINOLOGY,
    find,
    labels=Labels("Style › Unidiomatic style", "style", (40, 40), ("note", "warning")),
    severity=Severity.MAJOR,
    confidence=0.9,
    cases=(
        "gangs involved in ⟦promoting drainage~traffic generation and promotion⟧ and other fraud crimes",
        "work on crimes ⟦involving me~involving Chinese nationals⟧ in northern Myanmar",
        "The county is promoting drainage of the lower fields.",
        Case("gangs involved in ⟦promoting drainage~traffic generation and promotion⟧ crimes", source_text="涉引流推广犯罪的团伙"),
        Case("gangs involved in promoting drainage crimes", source_text="涉排水犯罪的团伙"),
        "It was a good conversation involving me and my brother.",
        "Birds built their nests in the roof.",
        "The hotel keeps the money and the laundry apart.",
        Case("She kept `promoting drainage` as a fraud example in the code."),
    ),
)
