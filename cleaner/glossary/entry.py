"""What a glossary holds: concepts, their terms by language, and the wrong renderings people meet.

The file format is described in `glossary/README.md`; `store.py` reads it.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cleaner.annotation import Safety

CONTEXT_REACH = 600
"""Code points on each side, within the line, in which the words of a context are looked for."""

FORMS = ("noun", "plural", "verb", "third", "ing", "past", "adjective")
"""Places in a sentence for which a rendering may have a form of its own."""

PARTS_OF_SPEECH = ("noun", "verb", "adjective", "name", "phrase")
STATUSES = ("preferred", "admitted", "deprecated", "forbidden")
LINE_FEED = re.compile("\n")
_HAN = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


@dataclass(frozen=True)
class Context:
    """The words that must, and must not, stand in the line for something to hold.

    Attributes:
        near: at least one of them must be there, when there are any.
        unless: none of them may be there.
    """

    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @cached_property
    def near_pattern(self) -> re.Pattern[str] | None:
        """What finds the words of `near`."""
        return _any_of(self.near)

    @cached_property
    def unless_pattern(self) -> re.Pattern[str] | None:
        """What finds the words of `unless`."""
        return _any_of(self.unless)

    def __bool__(self) -> bool:
        """Whether there is any condition."""
        return bool(self.near or self.unless)


class Surroundings:
    """The words around the places of a text, looked up once a line: what `Context`s are tested against.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[tuple[re.Pattern[str], int], list[tuple[int, int]]] = {}

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in LINE_FEED.finditer(self.text)]

    def line(self, position: int) -> tuple[int, int]:
        """Start and end of the line that holds a position."""
        at = bisect_left(self._line_ends, position)
        start = self._line_ends[at - 1] + 1 if at else 0
        return start, self._line_ends[at] if at < len(self._line_ends) else len(self.text)

    def hold(self, context: Context, start: int, end: int) -> bool:
        """Whether the context of a span is the one asked for; the span itself does not count."""
        if context.unless_pattern is not None and self._near(context.unless_pattern, start, end):
            return False
        return context.near_pattern is None or self._near(context.near_pattern, start, end)

    def _near(self, pattern: re.Pattern[str], start: int, end: int) -> bool:
        line_start, line_end = self.line(start)
        key = (pattern, line_start)
        if key not in self._found:
            self._found[key] = [match.span() for match in pattern.finditer(self.text, line_start, line_end)]
        found = self._found[key]
        at = bisect_left(found, (start - CONTEXT_REACH, 0))
        while at < len(found) and found[at][1] <= end + CONTEXT_REACH:
            if found[at][1] <= start or found[at][0] >= end:
                return True
            at += 1
        return False


def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    patterns = []
    for word in words:
        stem = word.rstrip("*")
        pattern = re.escape(stem).replace(r"\ ", r"\s+")
        if not re.match(f"[{_HAN}]", stem):
            pattern = r"(?<![^\W_])" + pattern
        if word == stem and not re.search(f"[{_HAN}]$", stem):
            pattern += r"(?![^\W_])"
        patterns.append(pattern)
    return re.compile("|".join(patterns), re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """A term of a concept in one language; with a context, one sense of the concept's word.

    Attributes:
        text: the term as it stands in running text.
        status: `preferred`, `admitted`, `deprecated` or `forbidden`.
        pos: part of speech of `text`.
        forms: forms for other places in a sentence, by the names in `FORMS`.
        context: where this rendering is meant.
        hits, misses: example sentences.
    """

    text: str
    status: str = "preferred"
    pos: str = "noun"
    forms: Mapping[str, str] = field(default_factory=dict)
    context: Context = Context()
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()

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
        forms: what stands in the text.
        use: what should, one for each form.
        rule: id of the rule that reports it.
        safety: how far the replacement may be trusted.
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
        source: who renders it so.
        reviewed: date and reviewer; empty while the entry is only proposed.
        note: for the translator.
        path, line: where it stands.
    """

    id: str
    terms: Mapping[str, tuple[Term, ...]]
    wrongs: tuple[Wrong, ...] = ()
    domain: str = ""
    source: str = ""
    reviewed: str = ""
    note: str = ""
    path: str = ""
    line: int = 0

    def preferred(self, language: str) -> Term | None:
        """The rendering to use where nothing is known of the context."""
        terms = [term for term in self.terms.get(language, ()) if term.status in ("preferred", "admitted")]
        return next((term for term in terms if not term.context), terms[0] if terms else None)
