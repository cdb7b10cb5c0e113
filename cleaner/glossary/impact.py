"""What a change of the glossary does to the findings in cleaned texts."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import daachorse

from cleaner.annotation import Annotation
from cleaner.glossary.entry import Concept
from cleaner.glossary.folding import fold, lower
from cleaner.glossary.store import Glossary
from cleaner.glossary.usage import entries
from cleaner.patterns import regex

WIDE = regex("[\u2e80-\U0003ffff]")
"""Without one of these, folding a text only makes it lower case."""


class Effect(StrEnum):
    """What a change of the glossary does to a finding."""

    SETTLED = "settled"
    """It was flagged or proposed, and is now replaced."""
    CONTRADICTED = "contradicted"
    """It was replaced, and now gets another replacement, or none."""
    CHANGED = "changed"
    """Another replacement is proposed."""
    CREATED = "created"
    """It was not found before."""
    GONE = "gone"
    """It was flagged or proposed, and is no longer found."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding that a change of the glossary affects.

    Attributes:
        effect: how.
        before, after: the finding with the old and the new glossary; None where there is none.
    """

    effect: Effect
    before: Annotation | None
    after: Annotation | None

    @property
    def found(self) -> Annotation:
        """The finding as it is now, or as it was when it is gone."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a difference needs a finding")
        return found


def differences(before: Iterable[Annotation], after: Iterable[Annotation]) -> list[Difference]:
    """Compare the findings in one text before and after a change.

    The same finding has the same id; others that share characters of the original are paired.
    """
    new = {each.id: each for each in after}
    pairs: list[tuple[Annotation | None, Annotation | None]] = []
    rest = []
    for each in before:
        if each.id in new:
            pairs.append((each, new.pop(each.id)))
        else:
            rest.append(each)
    left = sorted(new.values(), key=lambda each: (each.start, each.end))
    longest = max((each.end - each.start for each in left), default=0)
    for each in rest:
        at = bisect_left(left, each.start - longest, key=lambda other: other.start)
        same = None
        while at < len(left) and left[at].start < each.end:
            if left[at].end > each.start:
                same = left.pop(at)
                break
            at += 1
        pairs.append((each, same))
    pairs += [(None, each) for each in left]
    found = [Difference(effect, old, now) for old, now in pairs if (effect := _effect(old, now)) is not None]
    return sorted(found, key=lambda each: (each.found.start, each.found.end, each.found.rule))


def _effect(before: Annotation | None, after: Annotation | None) -> Effect | None:
    if before is None:
        return Effect.CREATED
    if after is None:
        return Effect.CONTRADICTED if before.applied else Effect.GONE
    if (before.applied, before.replacement, before.start, before.end) == (after.applied, after.replacement, after.start, after.end):
        return None
    if before.applied:
        return Effect.CONTRADICTED
    return Effect.SETTLED if after.applied else Effect.CHANGED


class Change:
    """New and changed entries, with the texts and findings that they affect.

    Args:
        concepts: the entries.
        old: the glossary before the change.
        target: language code of the renderings.
    """

    def __init__(self, concepts: Sequence[Concept], old: Glossary, target: str) -> None:
        self._ids = {concept.id for concept in concepts}
        self._forms: dict[str, str] = {}
        for concept in concepts:
            for version in (concept, old.get(concept.id)):
                for form in _searched(version, target) if version else ():
                    self._forms.setdefault(fold(form), concept.id)
        # an entry of the old glossary with one of the terms loses it
        self._affected = self._ids | {
            old.concepts[int(terms.concepts[number])].id
            for language, terms in old.index.terms.items()
            if language != target and terms.automaton is not None
            for form in self._forms
            for start, end, number in terms.automaton.find(form)
            if (start, end) == (0, len(form))
        }
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(self._forms)) if self._forms else None

    def concerns(self, annotations: Iterable[Annotation], *texts: str) -> bool:
        """Whether the result for a text may change: it has a form of the entries, or used one.

        Args:
            annotations: its findings.
            texts: the original, with the terms that were replaced, and the cleaned text, with those
                that a repair uncovered.
        """
        if any(entry in self._affected for annotation in annotations for entry in entries(annotation)):
            return True
        return any(self._automaton.find(_folded(text)) for text in texts) if self._automaton else False

    def entry(self, difference: Difference) -> str | None:
        """Id of the entry that causes a difference; None when other changes cause it."""
        sides = [each for each in (difference.after, difference.before) if each is not None]
        named = next((entry for each in sides for entry in entries(each) if entry in self._ids), None)
        if named is not None or self._automaton is None:
            return named
        forms = list(self._forms)
        matches = (forms[number] for each in sides for _, _, number in self._automaton.find_overlapping(_folded(each.found)))
        longest = max(matches, key=len, default=None)
        return None if longest is None else self._forms[longest]


def _searched(concept: Concept, target: str) -> Iterator[str]:
    """What rules search in a text: source terms, wrong forms, and names."""
    for language, terms in concept.terms.items():
        for term in terms:
            if language != target or term.text[:1].isupper():
                yield term.text
    for wrong in concept.wrongs:
        yield from wrong.forms


def _folded(text: str) -> str:
    return fold(text) if WIDE.search(text) else lower(text)
