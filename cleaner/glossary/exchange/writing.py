"""Writing terms: what a format cannot hold, reported by concept and kind.

A glossary says more of a term than most formats do. What is lost is reported here, the same way for
every format.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from cleaner.glossary import write
from cleaner.glossary.entry import Concept, Term
from cleaner.glossary.exchange.remarks import LEFT_OUT, Exported, Remark
from cleaner.languages.tags import parse as parse_tag

PAIR = ("preferred", "do-not-translate", "admitted")
"""Statuses of a rendering that may replace its term everywhere, the best first."""


class Writing:
    """One file that is written.

    Args:
        source: language tag of the terms, for formats of two languages.
        target: language tag of the renderings, for formats of two languages.
        name: the file it is for; formats that may be separated by tabs are, when it ends in `.tsv`.

    Raises:
        OptionError: a language tag is invalid.
    """

    def __init__(self, source: str, target: str, name: str = "") -> None:
        self.source_tag, self.target_tag = parse_tag(source).tag, parse_tag(target).tag
        self.source, self.target = parse_tag(source).code, parse_tag(target).code
        self.tabs = name.lower().endswith(".tsv")
        self._losses: list[Remark] = []
        self._noted: list[Remark] = []

    def lose(self, concept: Concept, kind: str, message: str = "", term: str = "") -> None:
        """Report a value of a concept that the format cannot hold."""
        message = message or f"the format has no place for the {kind} of a term"
        self._losses.append(Remark(kind, message, concept.path, concept.line, concept.id, term or self.told_by(concept)))

    def leave_out(self, concept: Concept, message: str, term: str = "") -> None:
        """Report a term that the format cannot hold at all."""
        self.lose(concept, LEFT_OUT, message, term)

    def note(self, concept: Concept, kind: str) -> None:
        """Report a value that is kept in a note because the format has no field for it."""
        self._noted.append(Remark(kind, "is kept in a note", concept.path, concept.line, concept.id, self.told_by(concept)))

    def told_by(self, concept: Concept) -> str:
        """A name of a concept for readers: its first source term."""
        return next((term.text for terms in (concept.terms.get(self.source, ()), *concept.terms.values()) for term in terms), concept.id)

    def writable(self, concept: Concept) -> bool:
        """Whether a text file can hold a concept; one that it cannot hold is reported."""
        try:
            problem = "it has a NUL character, which no text has" if "\0" in write.entry(concept) else ""
        except ValueError as error:
            problem = str(error)
        if problem:
            self._leave_out_all(concept, problem)
        return not problem

    def exported(self, data: bytes) -> Exported:
        """The file with its report."""
        return Exported(data, tuple(self._losses), tuple(self._noted))

    def pairs(self, concepts: Iterable[Concept], statuses: Sequence[str] = PAIR) -> Iterator[tuple[Concept, list[Term], Term]]:
        """The concepts with a rendering for every context, with source terms and that rendering.

        Args:
            concepts: the concepts.
            statuses: statuses that the rendering may have, the best first.
        """
        for concept in concepts:
            pair = self._pair(concept, statuses)
            if pair is not None:
                yield concept, *pair

    def _pair(self, concept: Concept, statuses: Sequence[str]) -> tuple[list[Term], Term] | None:
        terms = concept.terms.get(self.source, ())
        renderings = [term for term in concept.terms.get(self.target, ()) if term.status in statuses]
        unconditional = sorted((term for term in renderings if not term.context), key=lambda term: statuses.index(term.status))
        if not terms:
            self._leave_out_all(concept, f"there is no term in {self.source}")
        elif renderings and not unconditional:
            self._leave_out_all(concept, "the renderings hold in some contexts only, and the format would use them in all")
        elif not unconditional:
            self._leave_out_all(concept, f"there is no rendering in {self.target} that may be used")
        else:
            usable = [term for term in terms if term.status != "forbidden" and not term.context]
            for term in terms:
                if term not in usable:
                    self.leave_out(concept, "the term is forbidden, or holds in some contexts only", term.text)
            return (usable, unconditional[0]) if usable else None
        return None

    def _leave_out_all(self, concept: Concept, message: str) -> None:
        for term in concept.terms.get(self.source, ()) or [None]:
            self.leave_out(concept, message, term.text if term else "")

    def lose_unheld(self, concept: Concept, rendering: Term, held: Collection[str] = ()) -> None:
        """Report everything of a concept that a format of pairs cannot hold.

        Args:
            concept: the concept.
            rendering: the one that is written.
            held: kinds that the format holds.
        """
        for kind in said(concept, self.source, self.target, rendering):
            if kind not in held:
                self.lose(concept, kind)


def said(concept: Concept, source: str, target: str, rendering: Term) -> Iterator[str]:
    """The kinds of what a concept says beyond that its terms have this rendering."""
    terms = [term for each in concept.terms.values() for term in each]
    if len(concept.terms.get(source, ())) > 1:
        yield "synonyms"
    if len(concept.terms.get(target, ())) > 1:
        yield "other renderings"
    if concept.terms.keys() - {source, target}:
        yield "other languages"
    if any(term.status != "preferred" for term in (*concept.terms.get(source, ()), rendering)):
        yield "status"
    for kind, attribute in OF_TERMS.items():
        if any(getattr(term, attribute) for term in terms):
            yield kind
    if any(term.pos != "noun" for term in terms):
        yield "part of speech"
    if any(term.hits or term.misses for term in terms):
        yield "examples"
    for kind in ("definition", "domain", "source", "note"):
        if getattr(concept, kind):
            yield kind
    if concept.reviewed:
        yield "review"
    if any(wrong.rule != "pinyin-leftover" for wrong in concept.wrongs):
        yield "wrong renderings"
    if any(wrong.rule == "pinyin-leftover" for wrong in concept.wrongs):
        yield "romanised forms"
    yield "id"


OF_TERMS = {
    "forms": "forms",
    "context": "context",
    "case": "exact_case",
    "article": "article",
    "register": "register",
    "region": "region",
    "source of single terms": "source",
    "review of single terms": "reviewed",
    "note of single terms": "note",
}
"""Kinds of what may be said of one term, with the attribute that holds it."""
