"""A term of the source whose rendering the translation does not have: 果敢 is Kokang, and the line
has "Guogan".

Why: a term that is rendered in another way is another thing to the reader, and a search for it
finds nothing.
How: terms of the glossary are looked for in the source, longest first, and their preferred and
admitted renderings, in any inflection or spelling, in the same line of the translation. A term that
must not be translated has to be there letter by letter. Where the source is not known, an original
in brackets shows what its translation should be: "Smart Deposit (公安部)".
Left alone: texts whose source is not known; entries that nobody has reviewed; words of the shipped
glossary other than names and technical terms, which have many right renderings (all entries of a
user's glossary are binding); a term that is left untranslated, which has a rule of its own; the
initials of a rendering in its place.
Source: the entries of `glossary/`; ISO 5060 and MQM (terminology, inconsistent with terminology
resource).
"""

from collections.abc import Iterator

from cleaner.annotation import Kind, Severity
from cleaner.document import Finding
from cleaner.glossary.adherence import stands_in
from cleaner.patterns import regex
from cleaner.rule import Case, Rule
from cleaner.rules.terms.adherence import (
    abbreviated,
    acronyms,
    appears_otherwise,
    binding,
    binds,
    candidates,
    outcomes,
    renderings,
    usable_terms,
)
from cleaner.rules.view import View

FIRST_HAN = 0x3400
GLOSS = regex(r"[(（]\s*([\u3400-\u9fff·]{2,20})\s*[)）]")
"""An original in brackets after its translation."""


def find(view: View) -> Iterator[Finding]:
    yield from _of_source(view)
    if view.settings.source_text is None:
        yield from _of_bracketed(view)


def _of_bracketed(view: View) -> Iterator[Finding]:
    """Originals in brackets whose rendering is nowhere in the line."""
    matcher = view.matcher
    if matcher is None or matcher.source != "zh" or view.highest < FIRST_HAN:
        return
    for match in GLOSS.finditer(view.text):
        known = matcher.lookup(match[1])
        usable = usable_terms(known[0], matcher.target) if known else []
        if known is None or not usable or not binds(known[0], usable, len(match[1])):
            continue
        start, end = view.line_at(match.start())
        line = view.text[start:end]
        if stands_in(line, matcher.target, usable) or abbreviated(acronyms(line), usable) or view.is_protected(*match.span(1)):
            continue
        yield RULE.finding(
            *match.span(1),
            f"“{match[1]}” is “{usable[0].text}”, which is not here",
            evidence={"entry": known[0].id, "term": match[1], "origin": known[0].source, "candidates": candidates(usable)},
        )


def _of_source(view: View) -> Iterator[Finding]:
    for each in outcomes(view):
        if each.found.rendered or each.found.faulty:
            continue
        target = view.target.code if view.target else ""
        usable = renderings(each, target)
        if not usable or not binding(each, usable) or appears_otherwise(each, usable):
            continue
        untouched = usable[0].status == "do-not-translate"
        yield RULE.finding(
            *each.part.span,
            f"the source has “{each.source_term}”, which must stay as it is"
            if untouched
            else f"the source has “{each.source_term}”; “{usable[0].text}” is not here",
            severity=Severity.MAJOR if untouched or usable[0].pos == "name" else Severity.MINOR,
            evidence={**each.evidence(), "candidates": candidates(usable)},
        )


RULE: Rule[View] = Rule(
    "missing-term",
    Kind.TERMINOLOGY,
    find,
    report_only=True,
    severity=Severity.MINOR,
    confidence=0.7,
    cases=(
        Case("⟦The dens in Guogan were destroyed.⟧", source_text="果敢的窝点被摧毁。"),
        Case("⟦Those under suspicion were caught.⟧", source_text="犯罪嫌疑人被抓获。"),
        Case("Fine.\n⟦They met the office.⟧\nFine.", source_text="好。\n他们会见了公安部。\n好。"),
        Case("The dens in Kokang were destroyed.", source_text="果敢的窝点被摧毁。"),
        Case("The MPS spoke, and the Ministry of Public Security's office too.", source_text="公安部讲话，公安部办公室也讲话。"),
        Case("The bases in 果敢 were destroyed.", source_text="果敢的窝点被摧毁。"),
        "The bank opened the Smart Deposit (⟦公安部⟧) to all.",
        "The Ministry of Public Security (公安部) said so.",
        "The MPS (公安部) said so.",
        "He wrote of the method (方法) he used.",
        Case("The work went well.", source_text="工作进展顺利。"),
        Case("They judged the card.", source_text="他们判断卡片。"),
        "The bases in Guogan were destroyed.",
    ),
)
