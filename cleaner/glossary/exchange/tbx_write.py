"""TBX, written: see `tbx.py` for the two shapes."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import orjson

from cleaner.glossary.entry import FORMS, Concept
from cleaner.glossary.exchange.reading import Draft, draft_of, is_marked, library
from cleaner.glossary.exchange.tbx import MARK, WRITTEN_POS, WRITTEN_STATUS, XML_LANG
from cleaner.glossary.exchange.writing import Writing
from cleaner.glossary.parse import ONCE, Line
from cleaner.patterns import regex

TBX = (
    """<?xml version="1.0" encoding="UTF-8"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="{language}">
<tbxHeader><fileDesc><sourceDesc><p>Written by cleaner.</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
""",
    "</body></text>\n</tbx>\n",
)
"""Frame of the entries in the shape of 2019."""
MARTIF = (
    """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="{language}">
<martifHeader><fileDesc><sourceDesc><p>Written by cleaner.</p></sourceDesc></fileDesc>\
<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>
<text><body>
""",
    "</body></text>\n</martif>\n",
)
"""Frame of the entries in the shape of 2008."""
READ_STATUS = {"preferredTerm-admn-sts": "preferred", "admittedTerm-admn-sts": "admitted", "deprecatedTerm-admn-sts": "deprecated"}
READ_POS = {"noun": "noun", "verb": "verb", "adjective": "adjective", "other": "phrase"}
KINDS = {
    **dict.fromkeys(FORMS, "forms"), "pos": "part of speech", "near": "context", "unless": "context", "miss": "examples", "hit": "examples", "reviewed": "review", "wrong": "wrong renderings", "pinyin": "romanised forms",
}  # fmt: skip
"""Names of keys that are kept in notes, where the name is not the key itself."""

_ILLEGAL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REVIEW = regex("([0-9]{4}-[0-9]{2}-[0-9]{2})(?: (.+))?")


def write(concepts: Sequence[Concept], writing: Writing, *, old: bool = False) -> bytes:
    """A TBX file.

    Args:
        concepts: the entries.
        writing: the file, for its languages and the report.
        old: whether in the shape of 2008.

    Raises:
        OptionError: lxml is not installed.
    """
    return _Shape(writing, old=old).file(concepts)


class _Shape:
    """A TBX file that is written.

    Args:
        writing: what is written.
        old: whether in the shape of 2008.
    """

    def __init__(self, writing: Writing, *, old: bool) -> None:
        self._etree = library("lxml.etree", "tbx")
        self._writing = writing
        self._frame = MARTIF if old else TBX
        self._names = ("termEntry", "langSet", "tig") if old else ("conceptEntry", "langSec", "termSec")

    def file(self, concepts: Sequence[Concept]) -> bytes:
        """The bytes of the file."""
        head, tail = self._frame
        out = io.BytesIO()
        out.write(head.format(language=self._writing.source).encode())
        for concept in concepts:
            # elements without a prefix are in the namespace of the frame
            out.write(self._etree.tostring(self._entry(concept), encoding="utf-8", pretty_print=True))
        out.write(tail.encode())
        return out.getvalue()

    def _child(self, parent: Any, name: str, text: str = "", kind: str = "") -> Any:
        child = self._etree.SubElement(parent, name)
        if kind:
            child.set("type", kind)
        if text:
            child.text = text
        return child

    def _entry(self, concept: Concept) -> Any:
        draft = draft_of(concept)
        _only_legal(draft, concept, self._writing)
        entry = self._etree.Element(self._names[0])
        # an XML id begins with a letter or `_`
        entry.set("id", draft.id if draft.id[0].isalpha() else f"_{draft.id}")
        for key, name, kind in (
            ("domain", "descrip", "subjectField"),
            ("definition", "descrip", "definition"),
            ("source", "admin", "source"),
        ):
            if key in draft.once:
                self._child(entry, name, draft.once[key], kind)
        noted: dict[str, None] = {}
        if "reviewed" in draft.once:
            self._review(entry, draft.once["reviewed"], noted)
        if "note" in draft.once:
            self._note(entry, draft.once["note"])
        self._child(entry, "note", f"{MARK}concept: {draft.id}")
        sections: dict[str, Any] = {}
        for line in draft.lines:
            if line.key in ("wrong", "pinyin"):
                self._child(entry, "note", f"{MARK}{line.key}: {_as_json(line)}")
                noted[KINDS[line.key]] = None
            elif line.key not in sections:
                sections[line.key] = self._etree.Element(self._names[1])
                sections[line.key].set(XML_LANG, line.key)
        for line in draft.lines:
            if line.key in sections:
                self._term(self._child(sections[line.key], self._names[2]), line, noted)
        entry.extend(sections.values())
        for kind in noted:
            self._writing.note(concept, kind)
        return entry

    def _term(self, section: Any, line: Line, noted: dict[str, None]) -> None:
        said: dict[str, list[str]] = {}
        for each in line.qualifiers:
            said.setdefault(each.key, []).append(each.value)
        self._child(section, "term", line.value)
        kept: list[tuple[str, str]] = []
        state, pos = said.pop("status", ["preferred"])[0], said.pop("pos", ["noun"])[0]
        self._child(section, "termNote", WRITTEN_STATUS[state], "administrativeStatus")
        if READ_STATUS[WRITTEN_STATUS[state]] != state:
            kept.append(("status", state))
        self._child(section, "termNote", WRITTEN_POS[pos], "partOfSpeech")
        if READ_POS[WRITTEN_POS[pos]] != pos:
            kept.append(("pos", pos))
        for region in said.pop("region", ()):
            self._child(section, "termNote", region, "geographicalUsage")
        if all(map(is_marked, said.get("hit", ()))):
            for hit in said.pop("hit", ()):
                self._child(section, "descrip", hit, "context")
        for source in said.pop("source", ()):
            self._child(section, "admin", source, "source")
        for review in said.pop("reviewed", ()):
            self._review(section, review, noted)
        for note in said.pop("note", ()):
            self._note(section, note)
        kept += [(key, each) for key, values in said.items() for each in values]
        for key, value in kept:
            self._child(section, "note", f"{MARK}{key}: {value}")
            noted[KINDS.get(key, key)] = None

    def _note(self, parent: Any, text: str) -> None:
        self._child(parent, "note", f"{MARK}note: {text}" if text.startswith(MARK) else text)

    def _review(self, parent: Any, review: str, noted: dict[str, None]) -> None:
        found = _REVIEW.fullmatch(review)
        if found is None or not _is_date(found[1]) or (found[2] or "x").strip() != (found[2] or "x"):
            self._child(parent, "note", f"{MARK}reviewed: {review}")
            noted[KINDS["reviewed"]] = None
            return
        group = self._child(parent, "transacGrp")
        self._child(group, "transac", "modification", "transactionType")
        if found[2]:
            self._child(group, "transacNote", found[2], "responsibility")
        self._child(group, "date", found[1])
        self._child(group, "note", f"{MARK}reviewed")


def _as_json(line: Line) -> str:
    said: dict[str, str | list[str]] = {"text": line.value}
    for each in line.qualifiers:
        before = said.get(each.key)
        said[each.key] = each.value if before is None else [*(before if isinstance(before, list) else [before]), each.value]
    return orjson.dumps(said).decode()


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _only_legal(draft: Draft, concept: Concept, writing: Writing) -> None:
    """Take out the characters that XML cannot hold, and name it."""
    changed = False

    def legal(text: str) -> str:
        nonlocal changed
        held = _ILLEGAL.sub("", text).strip() or "\N{REPLACEMENT CHARACTER}"
        changed |= held != text
        return held

    for said in [said for line in draft.lines for said in (line, *line.qualifiers)]:
        said.value = legal(said.value)
    draft.once = {key: legal(draft.once[key]) for key in ONCE if key in draft.once}
    if changed:
        writing.lose(concept, "control characters", "XML cannot hold control characters")
