"""What our rules are called elsewhere: in MQM, in ITS 2.0 and in SARIF. One table, for every export and for the documents.

MQM is the typology of translation faults (themqm.org); ours are mapped to it, and a name in brackets is an extension of ours. ITS 2.0
is the W3C's Internationalization Tag Set, whose closed list of issue types XLIFF 2.1 carries; its severity goes from 0 to 100. SARIF
knows the levels error, warning and note. A fault that was mended is worth less attention than one that is still there, so both numbers
come in pairs.
"""

from dataclasses import dataclass

from cleaner.annotation import Annotation, Kind, Safety


@dataclass(frozen=True, slots=True)
class Names:
    """What a fault is called elsewhere.

    Attributes:
        mqm: path in the MQM typology.
        its: ITS 2.0 localization quality issue type.
        severity: ITS severity when it was mended, and when it is only flagged.
        level: SARIF level when it was mended, and when it is only flagged.
    """

    mqm: str
    its: str
    severity: tuple[int, int]
    level: tuple[str, str]


ENCODING = "Linguistic conventions › Character encoding"
ADDITION = "Accuracy › Addition"
UNTRANSLATED = "Accuracy › Untranslated"
MISTRANSLATION = "Accuracy › Mistranslation"
RESOURCE = "Terminology › Inconsistent with terminology resource"
INCONSISTENT = "Terminology › Inconsistent use of terminology"

RULES: dict[str, Names] = {
    "mojibake": Names(ENCODING, "characters", (20, 80), ("note", "error")),
    "undecodable-byte": Names(ENCODING, "characters", (80, 80), ("error", "error")),
    "html-entity": Names(ENCODING, "characters", (20, 40), ("note", "warning")),
    "line-ending": Names("Linguistic conventions › Textual conventions", "whitespace", (5, 5), ("note", "note")),
    # what reorders a line can make it say something else
    "bidi-control": Names(f"{ENCODING} (x-invisible)", "characters", (10, 60), ("note", "error")),
    "invisible-character": Names(f"{ENCODING} (x-invisible)", "characters", (10, 60), ("note", "warning")),
    "control-character": Names(f"{ENCODING} (x-invisible)", "characters", (10, 60), ("note", "warning")),
    "compatibility-letter": Names(f"{ENCODING} (x-presentation-form)", "characters", (10, 30), ("note", "note")),
    "pinyin-ruby": Names(f"{ADDITION} (x-pinyin)", "addition", (20, 30), ("note", "warning")),
    "spam-line": Names(f"{ADDITION} (x-spam)", "addition", (70, 70), ("warning", "warning")),
    "keyword-stuffing": Names(f"{ADDITION} (x-spam)", "addition", (50, 50), ("warning", "warning")),
    "boilerplate-line": Names(f"{ADDITION} (x-boilerplate)", "addition", (30, 30), ("note", "note")),
    "running-head": Names(f"{ADDITION} (x-running-head)", "addition", (30, 30), ("note", "note")),
    "repeated-passage": Names(f"{ADDITION} (x-repetition)", "duplication", (30, 30), ("note", "note")),
    "untranslated-fragment": Names(UNTRANSLATED, "untranslated", (80, 80), ("warning", "error")),
    "untranslated-passage": Names(UNTRANSLATED, "untranslated", (90, 90), ("warning", "error")),
    "pinyin-leftover": Names(f"{UNTRANSLATED} (x-pinyin)", "untranslated", (60, 60), ("warning", "warning")),
    "wrong-name": Names(f"{MISTRANSLATION} (x-name)", "inconsistent-entities", (70, 70), ("warning", "error")),
    "calque": Names("Style › Unidiomatic style", "style", (40, 40), ("note", "warning")),
    "foreign-viewpoint": Names("Audience appropriateness (x-viewpoint)", "style", (30, 30), ("note", "note")),
    # ITS uses "inconsistency" for everything but terminology
    "inconsistent-term": Names(INCONSISTENT, "terminology", (50, 50), ("warning", "warning")),
    "forbidden-term": Names(RESOURCE, "terminology", (60, 60), ("warning", "error")),
    "missing-term": Names(RESOURCE, "terminology", (50, 50), ("warning", "warning")),
    "term-count": Names(INCONSISTENT, "terminology", (20, 20), ("note", "note")),
    "number-mismatch": Names(f"{MISTRANSLATION} (x-number)", "numbers", (90, 90), ("error", "error")),
    "number-slip": Names(f"{MISTRANSLATION} (x-number)", "numbers", (90, 90), ("error", "error")),
    "number-conflict": Names(f"{MISTRANSLATION} (x-number)", "numbers", (90, 90), ("error", "error")),
    "mixed-script-word": Names(f"{ENCODING} (x-look-alike)", "characters", (20, 50), ("note", "warning")),
    "broken-word": Names("Linguistic conventions › Spelling (x-spacing)", "whitespace", (20, 30), ("note", "note")),
    "glued-words": Names("Linguistic conventions › Spelling (x-spacing)", "whitespace", (20, 20), ("note", "note")),
    "fullwidth-punctuation": Names("Linguistic conventions › Punctuation", "typographical", (10, 10), ("note", "note")),
    "mixed-variants": Names("Locale conventions (x-script-variant)", "locale-violation", (40, 40), ("note", "warning")),
    # the source language left over is `untranslated-passage`; this is a third one
    "wrong-language": Names(f"{UNTRANSLATED} (x-third-language)", "other", (90, 90), ("error", "error")),
}
"""Every rule by its id."""

KINDS: dict[Kind, Names] = {
    Kind.ENCODING: Names(ENCODING, "characters", (20, 80), ("note", "error")),
    Kind.INVISIBLE: Names(f"{ENCODING} (x-invisible)", "characters", (10, 60), ("note", "warning")),
    Kind.SPAM: Names(f"{ADDITION} (x-spam)", "addition", (70, 70), ("warning", "warning")),
    Kind.BOILERPLATE: Names(f"{ADDITION} (x-boilerplate)", "addition", (30, 30), ("note", "note")),
    Kind.UNTRANSLATED: Names(UNTRANSLATED, "untranslated", (80, 80), ("warning", "error")),
    Kind.TERMINOLOGY: Names(RESOURCE, "terminology", (50, 50), ("warning", "warning")),
    Kind.NAME: Names(f"{MISTRANSLATION} (x-name)", "inconsistent-entities", (70, 70), ("warning", "error")),
    Kind.NUMBER: Names(f"{MISTRANSLATION} (x-number)", "numbers", (90, 90), ("error", "error")),
    Kind.TYPOGRAPHY: Names("Linguistic conventions", "typographical", (10, 10), ("note", "note")),
    Kind.LANGUAGE: Names("Locale conventions", "other", (90, 90), ("error", "error")),
    Kind.DUPLICATION: Names(f"{ADDITION} (x-repetition)", "duplication", (30, 30), ("note", "note")),
    Kind.STYLE: Names("Style", "style", (30, 30), ("note", "note")),
}
"""Families, for a rule that this version does not know: a cleaned folder may come from another one."""


def names(rule: str, kind: Kind) -> Names:
    """What a rule's findings are called elsewhere."""
    return RULES.get(rule) or KINDS[kind]


def level(annotation: Annotation) -> str:
    """SARIF level of a finding; one that is only a note has the level note."""
    if annotation.safety is Safety.NOTE:
        return "note"
    return names(annotation.rule, annotation.kind).level[not annotation.applied]


def its_severity(annotation: Annotation) -> int:
    """ITS severity of a finding, 0 to 100."""
    return names(annotation.rule, annotation.kind).severity[not annotation.applied]


def dismissed(annotation: Annotation) -> str | None:
    """Why a reviewer rejected a finding: their note, or a default; None if not rejected."""
    decision = annotation.evidence.get("decision")
    if not isinstance(decision, dict) or decision.get("answer") not in DISMISSALS:
        return None
    note = decision.get("note")
    return note if isinstance(note, str) and note else DISMISSALS[decision["answer"]]


DISMISSALS = {"wrong": "a reviewer found the finding wrong", "leave": "a reviewer left the text as it is"}
"""Answers of a reviewer that reject a finding."""
