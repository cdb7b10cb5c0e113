"""Rules that only need the glossary: wrong forms in the context in which they are wrong."""

from collections.abc import Iterator

from cleaner.annotation import Safety
from cleaner.document import Finding
from cleaner.glossary.entry import Concept
from cleaner.rule import Rule
from cleaner.rules.view import View


def is_in_source(view: View, concept: Concept) -> bool:
    """Whether the source has a term of a concept: "promoting drainage" is right for 排水."""
    return view.source_concepts is None or view.source.code not in concept.terms or concept.id in view.source_concepts


def wrong_renderings(rule: Rule[View], view: View, message: str) -> Iterator[Finding]:
    """The glossary's wrong renderings in a text that belong to a rule.

    Args:
        rule: reports them.
        view: the text.
        message: for a reviewer; `{found}`, `{use}` and `{term}` are filled in.
    """
    for match in view.wrong_renderings.get(rule.id, ()):
        if view.is_protected(match.start, match.end) or view.in_cjk_prose(match.start) or not is_in_source(view, match.concept):
            continue
        found = view.text[match.start : match.end]
        source = match.concept.terms[view.source.code][0].text if view.source.code in match.concept.terms else ""
        yield rule.finding(
            match.start,
            match.end,
            message.format(found=found, use=match.use, term=source),
            replacement=match.use,
            # an entry that nobody has reviewed only proposes
            safety=match.wrong.safety if match.concept.reviewed or match.wrong.safety is not Safety.SAFE else Safety.REVIEW,
            evidence={
                "entry": match.concept.id,
                "term": source,
                "origin": match.concept.source,
                "candidates": [{"text": match.use, "origin": "glossary"}],
            },
        )
