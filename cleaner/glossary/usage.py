"""What cleaned texts tell of a glossary: what it lacks, which of its entries fire, and what a change of it does.

Texts come one at a time and are not kept: memory grows with the number of different fragments and entries, not of texts.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import daachorse

from cleaner.annotation import Annotation
from cleaner.glossary.entry import Concept
from cleaner.glossary.folding import fold, lower
from cleaner.glossary.matcher import Matcher
from cleaner.glossary.parse import RULES
from cleaner.glossary.store import Glossary
from cleaner.languages.chinese import segment, simplify

FRAGMENT_RULE = "untranslated-fragment"
WHOLE = 8
"""Letters up to which a fragment is likely one term; longer ones are taken apart."""
PIECE = re.compile(r"[^\s、，。：；！？…—“”‘’「」『』()（）%％〜～-]+")
"""What may be one term of Chinese, between the marks of a fragment."""
WIDE = re.compile("[\u2e80-\U0003ffff]")
"""Without one of these, folding a text is making it lower case."""


def entries(annotation: Annotation) -> list[str]:
    """Ids of the glossary's entries that a finding rests on."""
    one, several = annotation.evidence.get("entry"), annotation.evidence.get("entries")
    named = [one, *(several if isinstance(several, list) else ())]
    return [each for each in named if isinstance(each, str)]


def around(text: str, start: int, end: int, reach: int) -> tuple[str, str]:
    """What stands before and after a span in its line, at most so many code points; `…` where more was there."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    before = text[max(line_start, start - reach) : start].lstrip()
    after = text[end : min(line_end, end + reach)].rstrip()
    return ("…" if start - reach > line_start else "") + before, after + ("…" if end + reach < line_end else "")


@dataclass(slots=True)
class Candidate:
    """A term that the glossary lacks.

    Attributes:
        count: how often it was found.
        documents: in how many texts.
        spellings: how often it was written so, in Simplified.
        sentences: number of a text, and a sentence of it.
    """

    count: int = 0
    documents: int = 0
    spellings: Counter[str] = field(default_factory=Counter)
    sentences: list[tuple[int, str]] = field(default_factory=list)
    last: int = -1

    @property
    def term(self) -> str:
        """The term as it is written most often."""
        return min(self.spellings, key=lambda spelling: (-self.spellings[spelling], spelling))


class Candidates:
    """Gathers the terms that a glossary lacks, variants of one term together.

    Args:
        matcher: the glossary.
        sentences: how many to keep for each.
    """

    def __init__(self, matcher: Matcher, sentences: int) -> None:
        self._matcher = matcher
        self._most = sentences
        self._found: dict[str, Candidate] = {}

    def add(self, fragment: str, document: int, sentence: Callable[[int, int], str | None]) -> None:
        """Take a fragment in.

        Args:
            fragment: what was left untranslated.
            document: number of the text it stands in; numbers rise.
            sentence: the sentence around a span of the fragment; only asked when there is room for it.
        """
        for start, end in unknown(fragment, self._matcher):
            piece = fragment[start:end]
            found = self._found.setdefault(fold(piece), Candidate())
            found.count += 1
            found.documents += found.last != document
            found.last = document
            found.spellings[_narrow(piece)] += 1
            place = self._room(found, document)
            said = sentence(start, end) if place is not None else None
            if place is not None and said and all(said != other for _, other in found.sentences):
                found.sentences[place:] = [*found.sentences[place + 1 :], (document, said)]

    def _room(self, found: Candidate, document: int) -> int | None:
        """Where a sentence of a text may go: sentences of different texts tell more than those of one."""
        if len(found.sentences) < self._most:
            return len(found.sentences)
        texts = [number for number, _ in found.sentences]
        if document in texts:
            return None
        return next((at for at, number in enumerate(texts) if number in texts[:at]), None)

    def ranked(self, least: int = 1) -> list[Candidate]:
        """What was found at least so often: the most frequent first, then what most texts have, then in the order of code points."""
        found = ((key, each) for key, each in self._found.items() if each.count >= least)
        return [each for _, each in sorted(found, key=lambda pair: (-pair[1].count, -pair[1].documents, pair[0]))]


def unknown(fragment: str, matcher: Matcher) -> list[tuple[int, int]]:
    """Spans of a fragment that a glossary lacks: whole pieces between marks, and words of pieces that are long."""
    if _known(fragment, matcher):
        return []
    if matcher.source != "zh":
        stripped = fragment.strip()
        start = fragment.index(stripped)
        return [(start, start + len(stripped))] if stripped and stripped.isprintable() else []
    found: list[tuple[int, int]] = []
    for match in PIECE.finditer(fragment):
        piece = match[0]
        letters = sum(map(str.isalpha, piece))
        if not letters or not piece.isprintable() or _known(piece, matcher):
            continue
        words = [(match.start() + start, match.start() + end) for start, end in _words(piece, matcher)] if letters > WHOLE else []
        found += words or [match.span()]
    return found


def _words(piece: str, matcher: Matcher) -> Iterator[tuple[int, int]]:
    """The words between the glossary's terms that it does not know; single characters are mostly particles."""
    at = 0
    for start, end in [*((match.start, match.end) for match in matcher.source_terms(piece)), (len(piece), len(piece))]:
        for word in segment(simplify(piece[at:start])):
            if len(word) > 1 and any(map(str.isalpha, word)) and not _known(word, matcher):
                yield at, at + len(word)
            at += len(word)
        at = end


def _known(term: str, matcher: Matcher) -> bool:
    known = matcher.lookup(term)
    return known is not None and known[0].preferred(matcher.target) is not None


def _narrow(term: str) -> str:
    """Simplified and half-width, capitals kept."""
    pairs = zip(simplify(term), fold(term), strict=True)
    return "".join(char if lower(char) == folded else folded for char, folded in pairs)


@dataclass(slots=True)
class Use:
    """How an entry fired.

    Attributes:
        applied, proposed: how often a text was changed by it, and how often not.
        documents: in how many texts.
        rules: how often it was applied and proposed, by the rule that reported it.
        senses: how often each rendering was chosen.
        wrongs: how often each wrong form was met, lower case.
    """

    applied: int = 0
    proposed: int = 0
    documents: int = 0
    rules: dict[str, tuple[int, int]] = field(default_factory=dict)
    senses: Counter[str] = field(default_factory=Counter)
    wrongs: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How often it fired."""
        return self.applied + self.proposed


class Uses:
    """Counts which entries of a glossary fire.

    Args:
        glossary: the glossary.
        source, target: language codes of its terms and renderings.
    """

    def __init__(self, glossary: Glossary, source: str, target: str) -> None:
        self._glossary = glossary
        self._source = source
        self._target = target
        self.found: dict[str, Use] = {}

    def add(self, annotations: Iterable[Annotation]) -> None:
        """Take the findings of a text in."""
        fired = set()
        for annotation in annotations:
            for entry in entries(annotation):
                use = self.found.setdefault(entry, Use())
                use.documents += entry not in fired
                fired.add(entry)
                use.applied += annotation.applied
                use.proposed += not annotation.applied
                applied, proposed = use.rules.get(annotation.rule, (0, 0))
                use.rules[annotation.rule] = (applied + annotation.applied, proposed + (not annotation.applied))
                if annotation.rule in RULES:
                    use.wrongs[lower(annotation.found)] += 1
                elif sense := self._sense(entry, annotation):
                    use.senses[sense] += 1

    def _sense(self, entry: str, annotation: Annotation) -> str | None:
        """The rendering of an entry that a finding chose."""
        match annotation.evidence.get("candidates"):
            case [{"text": str(chosen)}, *_]:
                pass
            case _:
                chosen = annotation.replacement or ""
        concept = self._glossary.get(entry)
        terms = concept.terms.get(self._target, ()) if concept else ()
        wanted = lower(chosen.strip())
        return next((term.text for term in terms if any(lower(form) == wanted for form in term.all_forms)), None)

    def ranked(self) -> list[tuple[str, Use]]:
        """The entries that fired, the most frequent first, then by their ids."""
        return sorted(self.found.items(), key=lambda pair: (-pair[1].count, pair[0]))

    def never(self) -> Iterator[Concept]:
        """The entries of these languages that never fired, by their ids."""
        for concept in self._glossary.concepts:
            if concept.id not in self.found and self._source in concept.terms and self._target in concept.terms:
                yield concept


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
    """It was flagged or proposed, and is not found any more."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding that a change of the glossary does something to.

    Attributes:
        effect: what.
        before, after: the finding with the old and the new glossary; None where there is none.
    """

    effect: Effect
    before: Annotation | None
    after: Annotation | None

    @property
    def found(self) -> Annotation:
        """The finding as it is now, or was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a difference needs a finding")
        return found


def differences(before: Iterable[Annotation], after: Iterable[Annotation]) -> list[Difference]:
    """What is different between two sets of findings in one text.

    The same finding has the same id; of others, those that share characters of the original are one finding before and after.
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
    """New and changed entries, and which texts and findings they concern.

    Args:
        concepts: the entries.
        old: the glossary that they are laid over.
        target: language code of the renderings.
    """

    def __init__(self, concepts: Sequence[Concept], old: Glossary, target: str) -> None:
        self._ids = {concept.id for concept in concepts}
        self._forms: dict[str, str] = {}
        for concept in concepts:
            for version in (concept, old.get(concept.id)):
                for form in _looked_for(version, target) if version else ():
                    self._forms.setdefault(fold(form), concept.id)
        # an entry that has had one of the terms until now loses it
        self._concerned = self._ids | {
            old.concepts[int(terms.concepts[number])].id
            for language, terms in old.index.terms.items()
            if language != target and terms.automaton is not None
            for form in self._forms
            for start, end, number in terms.automaton.find(form)
            if (start, end) == (0, len(form))
        }
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(self._forms)) if self._forms else None

    def concerns(self, annotations: Iterable[Annotation], *texts: str) -> bool:
        """Whether a text may come out otherwise: it holds what a rule looks for, or one of the entries has fired in it.

        Args:
            annotations: its findings.
            texts: the original, where terms stand that were replaced, and the cleaned text, where those stand that a repair uncovered.
        """
        if any(entry in self._concerned for annotation in annotations for entry in entries(annotation)):
            return True
        return any(self._automaton.find(_folded(text)) for text in texts) if self._automaton else False

    def entry(self, difference: Difference) -> str | None:
        """Id of the entry that a difference is owed to; None when it only follows from others in its text."""
        sides = [each for each in (difference.after, difference.before) if each is not None]
        named = next((entry for each in sides for entry in entries(each) if entry in self._ids), None)
        if named is not None or self._automaton is None:
            return named
        forms = list(self._forms)
        hits = (forms[number] for each in sides for _, _, number in self._automaton.find_overlapping(_folded(each.found)))
        longest = max(hits, key=len, default=None)
        return None if longest is None else self._forms[longest]


def _looked_for(concept: Concept, target: str) -> Iterator[str]:
    """What rules look for in a text: source terms, wrong forms, and names, which may stand in several forms."""
    for language, terms in concept.terms.items():
        for term in terms:
            if language != target or term.text[:1].isupper():
                yield term.text
    for wrong in concept.wrongs:
        yield from wrong.forms


def _folded(text: str) -> str:
    return fold(text) if WIDE.search(text) else lower(text)
