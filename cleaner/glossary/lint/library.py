"""Every entry of some files, the resulting glossary, and tables to compare entries.

Files stay text; an entry is read again when it is compared with another, so that a large glossary
can be checked.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import daachorse
import numpy as np

from cleaner.errors import GlossaryError
from cleaner.glossary.context import ContextText
from cleaner.glossary.entry import Concept
from cleaner.glossary.folding import fold, lower
from cleaner.glossary.index import Builder, Index, WrongForm
from cleaner.glossary.lint.checks import Spot
from cleaner.glossary.lint.entries import renderings, source_terms
from cleaner.glossary.matcher import Matcher, WrongMatch
from cleaner.glossary.parse import blocks, lines, read_block
from cleaner.glossary.store import Glossary
from cleaner.glossary.stored import Layered, Stored

MAX_PLACES = 50
"""Entries with the same wrong form that another entry is compared with: more would be everything
with everything."""


class Read(NamedTuple):
    """A file once it was read.

    Attributes:
        name: for messages.
        checked: whether it is checked, and not only compared with.
        first, last: half-open, the numbers of its entries.
        malformed: what cannot be read in it.
    """

    name: str
    checked: bool
    first: int
    last: int
    malformed: list[GlossaryError]


class Library:
    """See the module.

    Args:
        files: the glossary's files. One that is malformed is read as far as it can be.
        checked: names of the files that are checked; the others are what they are compared with.
    """

    def __init__(self, files: Sequence[Layered], checked: Collection[str]) -> None:
        layers = max((file.layer for file in files), default=0) + 1
        self.files: list[Read] = []
        self.sources: list[dict[tuple[str, str], int]] = [{} for _ in range(layers)]
        """By layer, the first entry that has a source term, by language and folded term."""
        self.ids: list[dict[str, int]] = [{} for _ in range(layers)]
        """By layer, the first entry that has an id."""
        self.unwanted: dict[str, dict[str, tuple[int, str]]] = {}
        """By language, the deprecated and forbidden renderings in lower case: entry and status."""
        builder = Builder()
        places: list[tuple[int, int, int, int]] = []
        kept: dict[str, int] = {}
        starts = np.cumsum([0, *(len(file.data) + 1 for file in files)]).tolist()
        # winners first; the checked files of a layer last, so that they are compared with the others
        for number in sorted(range(len(files)), key=lambda number: (-files[number].layer, files[number].name in checked)):
            name, layer, data = files[number]
            malformed: list[GlossaryError] = []
            first = len(places)
            try:
                found = list(blocks(name, data))
            except GlossaryError as error:
                malformed.append(error)
                found = []
            for start, end, line in found:
                try:
                    concept = read_block(name, data[start:end].decode(), line, layer)
                except GlossaryError as error:
                    malformed.append(error)
                    continue
                entry = len(places)
                places.append((starts[number] + start, starts[number] + end, line, number))
                self._note(entry, concept)
                if kept.setdefault(concept.id, entry) == entry:
                    builder.add(entry, concept)
            self.files.append(Read(name, name in checked, first, len(places), malformed))
        names = [(file.name, file.layer) for file in files]
        text = b"\n".join(file.data for file in files)
        table = np.array(places, dtype=np.int64).reshape(-1, 4)
        self.entries = Stored(text, table, names)
        order = np.array([kept[key] for key in sorted(kept)], dtype=np.int64)
        final = np.full(len(places), -1, dtype=np.int64)
        final[order] = np.arange(len(order))
        self._final = final
        self.glossary = Glossary(())
        self.glossary.concepts = Stored(text, table[order], names)
        self.glossary.index = builder.index(lambda entry: int(final[entry]))
        self._outline = lru_cache(maxsize=16)(self._outlined)
        self._matcher = lru_cache(maxsize=64)(self._matching)

    def _note(self, entry: int, concept: Concept) -> None:
        self.ids[concept.layer].setdefault(concept.id, entry)
        language, terms = source_terms(concept)
        for term in terms:
            if term.status != "forbidden":
                self.sources[concept.layer].setdefault((language, fold(term.text)), entry)
        for language, _, term in renderings(concept):
            if term.status in ("deprecated", "forbidden"):
                self.unwanted.setdefault(language, {}).setdefault(lower(term.text), (entry, term.status))

    def find(self, name: str, concept: str) -> int | None:
        """The entry of a file that has an id."""
        for ids in self.ids:
            entry = ids.get(concept)
            if entry is not None and self.entries[entry].path == name:
                return entry
        # another file of its layer has the id too
        numbers = (entry for file in self.files if file.name == name for entry in range(file.first, file.last))
        return next((entry for entry in numbers if self.entries[entry].id == concept), None)

    def used(self, entry: int) -> bool:
        """Whether an entry is used; another one with its id may override it."""
        return bool(self._final[entry] >= 0)

    def matcher(self, source: str, target: str) -> Matcher:
        """What looks the glossary's terms up in texts."""
        return self._matcher(source, target)

    def _matching(self, source: str, target: str) -> Matcher:
        return Matcher(self.glossary, source, target)

    @cached_property
    def wrongs(self) -> dict[str, tuple[WrongForm, ...]]:
        """The wrong forms in lower case, each with its places in the glossary."""
        return dict(self.glossary.index.wrongs)

    def reported(self, around: ContextText, concept: Concept | None = None) -> Iterator[WrongMatch]:
        """The wrong renderings that are reported in a text.

        Of the entries with the same wrong form, the first `MAX_PLACES` are tested.

        Args:
            around: the text.
            concept: an entry that is always tested.
        """
        hits = self._wrong_forms.find_overlapping(around.lowered) if self._wrong_forms else ()
        numbers = {number: at for at, number in enumerate(sorted({number for _, _, number in hits}))}
        asked = Glossary(())
        asked.concepts = self.glossary.concepts
        asked.index = Index(wrongs=tuple((self.glossary.index.wrongs[number][0], self._asked(number, concept)) for number in numbers))
        return Matcher(asked).wrong_renderings(around, [(start, end, numbers[number]) for start, end, number in hits])

    def _asked(self, form: int, concept: Concept | None) -> tuple[WrongForm, ...]:
        places = self.glossary.index.wrongs[form][1]
        if len(places) <= MAX_PLACES or concept is None:
            return places[:MAX_PLACES]
        number = int(self._final[self.ids[concept.layer][concept.id]])
        return places[:MAX_PLACES] + self._further.get((form, number), ())

    @cached_property
    def _further(self) -> dict[tuple[int, int], tuple[WrongForm, ...]]:
        """By form and concept, the places beyond the first `MAX_PLACES` of the form."""
        found: dict[tuple[int, int], tuple[WrongForm, ...]] = {}
        for form, (_, places) in enumerate(self.glossary.index.wrongs):
            for place in places[MAX_PLACES:]:
                key = form, place.concept
                found[key] = (*found.get(key, ()), place)
        return found

    @cached_property
    def _wrong_forms(self) -> daachorse.CharwiseDoubleArrayAhoCorasick | None:
        forms = [form for form, _ in self.glossary.index.wrongs]
        return daachorse.CharwiseDoubleArrayAhoCorasick(forms) if forms else None

    @cached_property
    def forbidden(self) -> dict[str, tuple[list[str], daachorse.CharwiseDoubleArrayAhoCorasick]]:
        """By language, the forbidden renderings in lower case, and what finds them."""
        made = {}
        for language, texts in self.unwanted.items():
            forms = [text for text, (_, status) in texts.items() if status == "forbidden"]
            if forms:
                made[language] = forms, daachorse.CharwiseDoubleArrayAhoCorasick(forms)
        return made

    def place(self, entry: int, spot: Spot) -> tuple[int, int]:
        """Line and column of a line of an entry; of its head where the entry has no such line."""
        found = self._outline(entry)
        line = found.get(Spot(spot.key, spot.number))
        if line is None:
            return found[Spot()], 1
        indented = found.get(spot) if spot.qualifier else None
        return (line, 1) if indented is None else (indented, 3)

    def _outlined(self, entry: int) -> dict[Spot, int]:
        start, end, first, file = self.entries.places[entry].tolist()
        found: dict[Spot, int] = {}
        above: dict[str, int] = {}
        for line in lines(self.entries.files[file][0], bytes(self.entries.text[start:end]).decode(), first):
            key = "wrong" if line.key == "pinyin" else line.key
            number = above.get(key, 0)
            above[key] = number + 1
            found[Spot(key, number)] = line.number
            below: dict[str, int] = {}
            for each in line.qualifiers:
                nth = below.get(each.key, 0)
                below[each.key] = nth + 1
                found[Spot(key, number, each.key, nth)] = each.number
        return found
