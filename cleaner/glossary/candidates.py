"""Terms that a glossary lacks, gathered from the fragments that cleaned texts leave untranslated.

Texts come one at a time and are not kept: memory grows with the number of different fragments, not
of texts.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cleaner.glossary.folding import fold, lower
from cleaner.glossary.matcher import Matcher
from cleaner.languages.chinese import segment, simplify
from cleaner.patterns import regex

FRAGMENT_RULE = "untranslated-fragment"
MAX_WHOLE = 8
"""Letters up to which a fragment is likely one term; longer ones are divided into words."""
PIECE = regex(r"[^\s、，。：；！？…—“”‘’「」『』()（）%％〜～-]+")
"""What may be one term of Chinese, between the marks of a fragment."""


@dataclass(slots=True)
class Candidate:
    """A term that the glossary lacks.

    Attributes:
        count: how often it was found.
        documents: in how many texts.
        spellings: how often it was written so, in Simplified.
        sentences: number of a text, and a sentence of it.
        last: number of the last text with it.
    """

    count: int = 0
    documents: int = 0
    spellings: Counter[str] = field(default_factory=Counter)
    sentences: list[tuple[int, str]] = field(default_factory=list)
    last: int = -1

    @property
    def term(self) -> str:
        """The most frequent spelling."""
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
        """Add a fragment.

        Args:
            fragment: what was left untranslated.
            document: number of its text; numbers must not fall.
            sentence: gives the sentence around a span of the fragment; called only when there is
                room.
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
        """Where a sentence of a text may go; sentences of different texts are preferred."""
        if len(found.sentences) < self._most:
            return len(found.sentences)
        texts = [number for number, _ in found.sentences]
        if document in texts:
            return None
        return next((at for at, number in enumerate(texts) if number in texts[:at]), None)

    def ranked(self, least: int = 1) -> list[Candidate]:
        """Terms found at least so often, by frequency, number of texts, then code points."""
        found = ((key, each) for key, each in self._found.items() if each.count >= least)
        return [each for _, each in sorted(found, key=lambda pair: (-pair[1].count, -pair[1].documents, pair[0]))]


def unknown(fragment: str, matcher: Matcher) -> list[tuple[int, int]]:
    """Spans of a fragment that a glossary lacks: pieces between marks, and words of long pieces."""
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
        words = [(match.start() + start, match.start() + end) for start, end in _words(piece, matcher)] if letters > MAX_WHOLE else []
        found += words or [match.span()]
    return found


def _words(piece: str, matcher: Matcher) -> Iterator[tuple[int, int]]:
    """The unknown words between the glossary's terms, without single characters."""
    at = 0
    for start, end in [*((match.start, match.end) for match in matcher.source_terms(piece)), (len(piece), len(piece))]:
        for word in segment(simplify(piece[at:start])):
            if len(word) > 1 and any(map(str.isalpha, word)) and not _known(word, matcher):
                yield at, at + len(word)
            at += len(word)
        at = end


def _known(term: str, matcher: Matcher) -> bool:
    return matcher.preferred(term) is not None


def _narrow(term: str) -> str:
    """Simplified and half-width, with its capitals."""
    pairs = zip(simplify(term), fold(term), strict=True)
    return "".join(char if lower(char) == folded else folded for char, folded in pairs)
