"""What a glossary holds: concepts, their terms by language, and the wrong renderings people meet.

The file format is described in `glossary/README.md`; `store.py` reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cleaner.annotation import Safety

CONTEXT_REACH = 600
"""Code points on each side, within the line, in which the words of a context are looked for."""

FORMS = ("noun", "plural", "verb", "third", "ing", "past", "adjective")
"""Places in a sentence for which a rendering may have a form of its own."""

PARTS_OF_SPEECH = ("noun", "verb", "adjective", "name", "phrase")
STATUSES = ("preferred", "admitted", "deprecated", "forbidden", "do-not-translate", "proposed")
"""What TBX (ISO 30042) calls the administrative status of a term, and two that it lacks: a term
that stays as it is in every language, and one that is only shown: nobody has reviewed it yet, in an
entry that is reviewed, or people render it in many ways."""

USABLE = ("preferred", "admitted", "do-not-translate", "proposed")
"""The statuses of renderings that may be shown for a place; of these, only a proposed one is never
applied."""


@dataclass(frozen=True)
class Context:
    """The words that must, and must not, be in the line.

    Attributes:
        near: at least one of them must be there, when there are any.
        unless: none of them may be there.
    """

    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any condition."""
        return bool(self.near or self.unless)


@dataclass(frozen=True)
class Term:
    """A term of a concept in one language; with a context, one sense of the concept's word.

    Attributes:
        text: the term as it is written in running text.
        status: one of `STATUSES`.
        pos: part of speech of `text`.
        forms: forms for other places in a sentence, by the names in `FORMS`.
        context: where this rendering is meant.
        hits, misses: example sentences.
        exact_case: whether only this capitalisation is the term (SHIFT, ON).
        article: whether it is a name that takes "the" in a sentence ("the Ministry of Public
            Security").
        register: where it is used: "formal", "colloquial", "slang"; empty for everywhere.
        region: BCP-47 region or word for where it is used: "HK", "GB"; empty for everywhere.
        source: who uses this term, when it is not the concept's `source`.
        reviewed: date and reviewer of this term, when it is not the concept's `reviewed`.
        note: for the translator.
    """

    text: str
    status: str = "preferred"
    pos: str = "noun"
    forms: Mapping[str, str] = field(default_factory=dict)
    context: Context = Context()
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    exact_case: bool = False
    article: bool = False
    register: str = ""
    region: str = ""
    source: str = ""
    reviewed: str = ""
    note: str = ""

    def form(self, name: str) -> str | None:
        """The form for a place in a sentence, None when the term has none."""
        if name in self.forms:
            return self.forms[name]
        return self.text if name == self.pos else None

    @property
    def all_forms(self) -> tuple[str, ...]:
        """The term and its other forms, without repetition."""
        return tuple(dict.fromkeys((self.text, *self.forms.values())))


@dataclass(frozen=True)
class Wrong:
    """A wrong rendering, or a romanisation left where a rendering belongs.

    Attributes:
        forms: what the text has.
        use: what it should have, one for each form.
        rule: id of the rule that reports it.
        safety: how safe the replacement is.
        exact_case: whether only this capitalisation counts.
        context: where the form is wrong.
        hits, misses: example sentences.
    """

    forms: tuple[str, ...]
    use: tuple[str, ...]
    rule: str
    safety: Safety = Safety.REVIEW
    exact_case: bool = False
    context: Context = Context()
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Concept:
    """One entry.

    Attributes:
        id: unique, lower-case, named in English for the meaning.
        terms: by language, in the order of the file.
        wrongs: wrong renderings.
        domain: the field.
        definition: what the concept is.
        source: who renders it so.
        reviewed: date and reviewer; empty while the entry is only proposed.
        note: for the translator.
        path, line: its place.
        layer: 0 for the glossary that ships, and which of the paths it was loaded from, from 1; a
            later layer wins.
    """

    id: str
    terms: Mapping[str, tuple[Term, ...]]
    wrongs: tuple[Wrong, ...] = ()
    domain: str = ""
    definition: str = ""
    source: str = ""
    reviewed: str = ""
    note: str = ""
    path: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    layer: int = field(default=0, compare=False)

    def preferred(self, language: str) -> Term | None:
        """The rendering to use where the context is unknown."""
        terms = [term for term in self.terms.get(language, ()) if term.status in USABLE]
        return next((term for term in terms if not term.context), terms[0] if terms else None)
