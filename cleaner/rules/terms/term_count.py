"""A term that the source has more often than the translation has its rendering.

Why: one of its places may be left out, or rendered in another way; or a pronoun replaces it, which
is good style. So this is only a note.
Left alone: texts whose source is not known; a term that is rendered nowhere (`missing-term`);
renderings that occur more often than the term; terms the source has only once; plain words; a term
that is also left untranslated or shortened to its initials.
Source: the count checks of Okapi and GlotDict, whose users ask that a mismatch be no error.
"""

from collections.abc import Iterator

from cleaner.annotation import Kind, Safety, Severity
from cleaner.document import Finding
from cleaner.rule import Case, Labels, Rule
from cleaner.rules.terms.adherence import appears_otherwise, binding, outcomes, renderings
from cleaner.rules.view import View


def find(view: View) -> Iterator[Finding]:
    target = view.target.code if view.target else ""
    for each in outcomes(view):
        expected, stated = len(each.found.source), len(each.found.rendered)
        usable = renderings(each, target)
        if not stated or stated >= expected or each.found.faulty or not usable:
            continue
        if not binding(each, usable) or appears_otherwise(each, usable):
            continue
        first = each.found.rendered[0]
        yield RULE.finding(
            each.part.target_at + first.start,
            each.part.target_at + first.end,
            f"the source has “{each.source_term}” {expected} times, the translation “{first.term.text}” {'once' if stated == 1 else f'{stated} times'}",
            evidence={**each.evidence(), "expected": expected, "stated": stated},
        )


RULE: Rule[View] = Rule(
    "term-count",
    Kind.TERMINOLOGY,
    find,
    report_only=True,
    labels=Labels("Terminology › Inconsistent use of terminology", "terminology", (20, 20), ("note", "note")),
    safety=Safety.NOTE,
    severity=Severity.NEUTRAL,
    confidence=0.5,
    cases=(
        Case("⟦Kokang⟧ lies in Myanmar, and it is far.", source_text="果敢在缅甸，果敢很远。"),
        Case("Kokang lies in Myanmar, and Kokang is far.", source_text="果敢在缅甸，果敢很远。"),
        Case("Kokang lies in Myanmar, and Kokang's hills are far.", source_text="果敢在缅甸，很远。"),
        "Kokang lies in Myanmar, and it is far.",
    ),
)
