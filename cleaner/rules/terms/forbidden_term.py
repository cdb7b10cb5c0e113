"""A rendering that the glossary forbids or has given up, where the source has its term.

Why: the glossary says what to write instead, and somebody had a reason.
How: forbidden and deprecated renderings of the terms of the source, in any inflection or spelling,
the longest first: a forbidden word inside a preferred rendering does not count.
Left alone: texts whose source is not known; the same words where the source does not have their
term. (Wrong renderings that show without the source are `calque` and `wrong-name`.)
Source: the statuses of `glossary/` and of a user's glossary; ISO 30042 (administrative status).
"""

from collections.abc import Iterator

from cleaner.annotation import Kind, Severity
from cleaner.document import Finding
from cleaner.glossary.entry import Term
from cleaner.rule import Case, Labels, Rule
from cleaner.rules.terms.adherence import candidates, outcomes, renderings
from cleaner.rules.view import View


def find(view: View) -> Iterator[Finding]:
    for each in outcomes(view):
        for fault in each.found.faulty:
            start, end = each.part.target_at + fault.start, each.part.target_at + fault.end
            if not each.found.concept.reviewed or view.is_protected(start, end):
                continue
            usable = renderings(each, view.target.code if view.target else "")
            found = view.text[start:end]
            use = _same_form(fault.term, found, usable[0]) if usable else None
            forbidden = fault.term.status == "forbidden"
            yield RULE.finding(
                start,
                end,
                f"“{found}” is {'forbidden' if forbidden else 'no longer used'} for {each.source_term}"
                + (f"; write “{use}”" if use else ""),
                replacement=use,
                severity=Severity.MAJOR if forbidden else Severity.MINOR,
                evidence={**each.evidence(), "status": fault.term.status, "note": fault.term.note, "candidates": candidates(usable)},
            )


def _same_form(wrong: Term, found: str, right: Term) -> str:
    """The right rendering in the form, and with the capitals, of the wrong one in the text."""
    lowered = found.lower()
    name = next((name for name, form in wrong.forms.items() if form.lower() == lowered), None)
    if name is None and lowered != wrong.text.lower() and lowered.endswith("s") and not wrong.text.lower().endswith("s"):
        name = "plural"
    text = (right.form(name) if name else None) or right.text
    if len(found) > 1 and found.isupper() and not wrong.text.isupper():
        return text.upper()
    return text[:1].upper() + text[1:] if found[:1].isupper() and not wrong.text[:1].isupper() else text


RULE: Rule[View] = Rule(
    "forbidden-term",
    Kind.TERMINOLOGY,
    find,
    report_only=True,
    labels=Labels("Terminology › Inconsistent with terminology resource", "terminology", (60, 60), ("warning", "error")),
    severity=Severity.MAJOR,
    confidence=0.95,
    cases=(
        Case("Cases of ⟦Wuhan pneumonia~COVID-19⟧ fell.", source_text="新冠肺炎病例下降。"),
        Case("⟦National Supervisory Commission~National Commission of Supervision⟧ officials came.", source_text="国家监委官员来了。"),
        Case("The ⟦Wuhan virus~COVID-19⟧'s spread slowed; see `Wuhan virus`.", source_text="新冠肺炎的传播放缓。"),
        Case("Cases of COVID-19 fell.", source_text="新冠肺炎病例下降。"),
        Case("A pneumonia in Wuhan was named.", source_text="新冠肺炎得名。"),
        Case("They wrote of the Wuhan virus institute.", source_text="他们谈到武汉病毒研究所。"),
        "Cases of Wuhan pneumonia fell.",
    ),
)
