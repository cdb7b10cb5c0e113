"""What rules are called in MQM, in ITS 2.0 and in SARIF, for every export and for `docs/mapping.md`.

A rule has its own labels (`Rule.labels`) or those of its kind. MQM is a typology of translation errors (themqm.org); a name in
brackets is an extension of this project. ITS 2.0 is the W3C's Internationalization Tag Set, whose closed list of issue types XLIFF 2.1
carries; its severity goes from 0 to 100. A mended fault needs less attention than one that is still there, so severity and SARIF level
come in pairs.
"""

from cleaner.annotation import Annotation, Kind, Safety
from cleaner.registry import ALL_RULES
from cleaner.rule import Labels

ENCODING = "Linguistic conventions › Character encoding"
ADDITION = "Accuracy › Addition"
UNTRANSLATED = "Accuracy › Untranslated"
MISTRANSLATION = "Accuracy › Mistranslation"
RESOURCE = "Terminology › Inconsistent with terminology resource"

KINDS: dict[Kind, Labels] = {
    Kind.ENCODING: Labels(ENCODING, "characters", (20, 80), ("note", "error")),
    Kind.INVISIBLE: Labels(f"{ENCODING} (x-invisible)", "characters", (10, 60), ("note", "warning")),
    Kind.SPAM: Labels(f"{ADDITION} (x-spam)", "addition", (70, 70), ("warning", "warning")),
    Kind.BOILERPLATE: Labels(f"{ADDITION} (x-boilerplate)", "addition", (30, 30), ("note", "note")),
    Kind.UNTRANSLATED: Labels(UNTRANSLATED, "untranslated", (80, 80), ("warning", "error")),
    Kind.TERMINOLOGY: Labels(RESOURCE, "terminology", (50, 50), ("warning", "warning")),
    Kind.NAME: Labels(f"{MISTRANSLATION} (x-name)", "inconsistent-entities", (70, 70), ("warning", "error")),
    Kind.NUMBER: Labels(f"{MISTRANSLATION} (x-number)", "numbers", (90, 90), ("error", "error")),
    Kind.TYPOGRAPHY: Labels("Linguistic conventions", "typographical", (10, 10), ("note", "note")),
    Kind.LANGUAGE: Labels("Locale conventions", "other", (90, 90), ("error", "error")),
    Kind.DUPLICATION: Labels(f"{ADDITION} (x-repetition)", "duplication", (30, 30), ("note", "note")),
    Kind.STYLE: Labels("Style", "style", (30, 30), ("note", "note")),
}
"""Labels of a kind: of its rules without their own, and of rules of another version, which a cleaned folder may come from."""


RULES: dict[str, Labels] = {rule.id: rule.labels or KINDS[rule.kind] for rule in ALL_RULES} | {"number-conflict": KINDS[Kind.NUMBER]}
"""Every rule by its id."""


def labels(rule: str, kind: Kind) -> Labels:
    """What the findings of a rule are called in other standards."""
    return RULES.get(rule) or KINDS[kind]


def level(annotation: Annotation) -> str:
    """SARIF level of a finding; one that is only a note has the level note."""
    if annotation.safety is Safety.NOTE:
        return "note"
    return labels(annotation.rule, annotation.kind).level[not annotation.applied]


def its_severity(annotation: Annotation) -> int:
    """ITS severity of a finding, 0 to 100."""
    return labels(annotation.rule, annotation.kind).severity[not annotation.applied]


def dismissed(annotation: Annotation) -> str | None:
    """Why a reviewer rejected a finding: their note, or a default; None if not rejected."""
    decision = annotation.evidence.get("decision")
    if not isinstance(decision, dict) or decision.get("answer") not in DISMISSALS:
        return None
    note = decision.get("note")
    return note if isinstance(note, str) and note else DISMISSALS[decision["answer"]]


DISMISSALS = {"wrong": "a reviewer found the finding wrong", "leave": "a reviewer left the text as it is"}
"""Answers of a reviewer that reject a finding."""
