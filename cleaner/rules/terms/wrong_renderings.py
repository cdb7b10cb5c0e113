"""Rules that only need the glossary: wrong forms in the context in which they are wrong."""

from collections.abc import Callable, Iterator

from cleaner.annotation import Safety
from cleaner.glossary.entry import Concept
from cleaner.rule import Found
from cleaner.rules.view import View


def is_in_source(view: View, concept: Concept) -> bool:
    """Whether the source has a term of a concept: "promoting drainage" is right for 排水."""
    return view.source_concepts is None or view.source.code not in concept.terms or concept.id in view.source_concepts


def wrong_renderings(rule: str, message: str) -> Callable[[View], Iterator[Found]]:
    """A rule function that reports the glossary's wrong renderings of one rule.

    Args:
        rule: id of the rule.
        message: the message; `{found}`, `{use}` and `{term}` are filled in.
    """

    def find(view: View) -> Iterator[Found]:
        for match in view.wrong_renderings.get(rule, ()):
            if view.is_protected(match.start, match.end) or view.in_cjk_prose(match.start) or not is_in_source(view, match.concept):
                continue
            found = view.text[match.start : match.end]
            source = match.concept.terms[view.source.code][0].text if view.source.code in match.concept.terms else ""
            yield Found(
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

    return find
