"""One name in two forms in the same text: "Macau" here, "Macao" there.

Why: a reader takes them for two places or bodies, and search finds half of them.
How: names of which the glossary admits several forms; the rarer one is reported once, at its first
place.
Left alone: a form that explains the other ("Macao (Macau)", "Xizang, also known as Tibet"), forms
that are part of one another, and other terms than names, whose synonyms are good style.
Source: the admitted renderings of `glossary/`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaner.annotation import Kind, Safety
from cleaner.document import Finding
from cleaner.glossary.entry import Concept
from cleaner.patterns import regex
from cleaner.rule import Labels, Rule
from cleaner.rules.view import NAME_FORMS, View

MAX_EXPLAINED = 80
"""Code points between two forms at most, one of which explains the other."""
EXPLAINS = regex(r"\s*(?:\(|,?\s*(?:or|also|formerly|previously|known as|called|now)\b)[^.;\n]{0,24}\Z", re.IGNORECASE)


def find(view: View) -> Iterator[Finding]:
    if view.matcher is None or not view.matches(NAME_FORMS):
        return
    places: dict[str, dict[str, list[int]]] = {}
    concepts: dict[str, Concept] = {}
    for start, end, number in view.matches(NAME_FORMS):
        form, concept = view.matcher.rivals[number]
        before, after = view.text[start - 1 : start], view.text[end : end + 1]
        if view.text[start:end] == form and not before.isalnum() and not after.isalnum():
            concepts[concept.id] = concept
            places.setdefault(concept.id, {}).setdefault(form, []).append(start)
    for key, forms in places.items():
        if len(forms) < 2:
            continue
        usual, rarer = sorted(forms, key=lambda form: (-len(forms[form]), forms[form][0]))[:2]
        start = forms[rarer][0]
        if _explains(view.text, forms, usual, rarer) or view.is_protected(start, start + len(rarer)):
            continue
        yield RULE.finding(
            start,
            start + len(rarer),
            f"“{rarer}” is called “{usual}” elsewhere in this text",
            replacement=usual,
            evidence={"entry": key, "origin": concepts[key].source, "times": {form: len(each) for form, each in forms.items()}},
        )


def _explains(text: str, forms: dict[str, list[int]], usual: str, rarer: str) -> bool:
    """Whether two forms are next to each other, one as the other's explanation."""
    in_order = sorted((start, form) for form in (usual, rarer) for start in forms[form])
    return any(
        one[1] != other[1] and other[0] - one[0] < MAX_EXPLAINED and EXPLAINS.match(text[one[0] + len(one[1]) : other[0]])
        for one, other in pairwise(in_order)
    )


RULE: Rule[View] = Rule(
    "inconsistent-term",
    Kind.TERMINOLOGY,
    find,
    report_only=True,
    labels=Labels("Terminology › Inconsistent use of terminology", "terminology", (50, 50), ("warning", "warning")),
    safety=Safety.NOTE,
    confidence=0.85,
    cases=(
        "Flights to Macao resumed on Monday; Macao has one airport. Hotels in ⟦Macau~Macao⟧ were full.",
        "Ministers met in Naypyidaw. The talks in ⟦Nay Pyi Taw~Naypyidaw⟧ went on until night.",
        "Macao (Macau) is a special administrative region.",
        "Xizang, also known as Tibet, is in the southwest.",
        "Flights to Macao resumed on Monday; Macao has one airport.",
        "The police said the public security organs had solved the case.",
    ),
)
