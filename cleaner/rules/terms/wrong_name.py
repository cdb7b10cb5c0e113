"""A name in a form it does not have: "Guokuo" for 果敢, whose English name is Kokang.

Why: a machine spelled the characters by sound, and no reader can find the place or the body again.
Left alone: pinyin names of people, and of places that are written in pinyin in English.
Source: the `wrong` lines of `glossary/` with `rule: wrong-name`.
"""

from collections.abc import Iterator

from cleaner.annotation import Kind, Severity
from cleaner.document import Finding
from cleaner.rule import Rule
from cleaner.rules.terms.wrong_renderings import wrong_renderings
from cleaner.rules.view import View


def find(view: View) -> Iterator[Finding]:
    return wrong_renderings(RULE, view, "“{found}” is not a name in English; {term} is “{use}”")


RULE: Rule[View] = Rule(
    "wrong-name",
    Kind.NAME,
    find,
    severity=Severity.MAJOR,
    confidence=0.97,
    cases=(
        "the crime group in Northern Myanmar’s ⟦Guokuo|Kokang⟧ region",
        "Zhang Ming and Bai Suocheng spoke in Myawaddy, Myanmar.",
        "Mr Guokuo opened a bakery in Lyon.",
    ),
)
