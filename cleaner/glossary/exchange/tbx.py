"""TBX (ISO 30042), the standard for terminology: TBX-Basic, style DCA, in both shapes.

    TBX 3 (2019)                       TBX 2 (2008), "martif"
    tbx                                martif
      tbxHeader/fileDesc/sourceDesc/p    martifHeader/fileDesc/sourceDesc/p
      text/body                          text/body
        conceptEntry                       termEntry
          descrip subjectField, definition; admin source; transacGrp; note
          langSec xml:lang                   langSet xml:lang
            termSec                            tig, or ntig/termGrp
              term; termNote administrativeStatus, partOfSpeech, geographicalUsage
              descrip context; admin source; transacGrp; note

TBX-Basic has no field for much of a glossary. Such values are kept in notes that begin with
`cleaner:` and a key of the file format (`cleaner:near: fraud*, scam*`), which an import reads back.
A line of wrong renderings is one note, a JSON object. What the element itself says overrides a
note: another tool may have changed `administrativeStatus`.

Reading is lenient: either shape, elements of style DCT, groups or none, namespaces or none. A
document type without declarations, as old files have (`<!DOCTYPE martif SYSTEM
"TBXcoreStructV02.dtd">`), is passed over and nothing is fetched; one that declares entities is
refused before anything else of the file is read. A `transacGrp` counts as a review when the export
marked it so, or when it speaks of an approval; that somebody once wrote or changed an entry does
not review it.
"""

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from xml.parsers import expat

import orjson

from cleaner.errors import GlossaryError
from cleaner.glossary.exchange.cells import text_of
from cleaner.glossary.exchange.names import part_of_speech, status
from cleaner.glossary.exchange.reading import Draft, Reading, is_marked, joined, library, line_of
from cleaner.glossary.parse import TERM_KEYS, Line, is_id
from cleaner.patterns import regex

MARK = "cleaner:"
"""Prefix of a note with a value that the format has no field for."""
WRITTEN_STATUS = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
    "do-not-translate": "preferredTerm-admn-sts",
    "proposed": "admittedTerm-admn-sts",
}
"""What TBX-Basic has for each status."""
WRITTEN_POS = {"noun": "noun", "verb": "verb", "adjective": "adjective", "name": "noun", "phrase": "other"}
"""What TBX-Basic has for each part of speech."""
APPROVALS = ("approval", "approved", "check", "standardization", "validation", "review")
"""Kinds of transaction that vouch for a term."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DECLARED = regex(r"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_FEED = 4096


def read(data: bytes, reading: Reading) -> None:
    """Take in a TBX file of either shape.

    Raises:
        OptionError: lxml is not installed.
        GlossaryError: it is not TBX, is not in UTF-8 or UTF-16, or its document type declares
            entities.
    """
    etree = library("lxml.etree", "tbx")
    data = _checked(data, reading.name)
    entries = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=("{*}conceptEntry", "{*}termEntry"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        encoding="utf-8",
    )
    read_any = False
    try:
        for _, entry in entries:
            read_any = True
            _Entry(entry, reading).take()
            # free what has been read, so that a large file needs the memory of one entry
            entry.clear()
            while entry.getprevious() is not None:
                del entry.getparent()[0]
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        if not read_any:
            raise GlossaryError(reading.name, line, error.offset or 1, f"expected XML: {error.msg}") from None
        reading.leave_out(f"the XML is broken here, and what follows cannot be read: {error.msg}", line)


def _checked(data: bytes, name: str) -> bytes:
    """The bytes in UTF-8, once it is known that the document is TBX and its document type harmless.

    Raises:
        GlossaryError: it is not.
    """
    text = text_of(data, name)
    declared = _DECLARED.match(text)
    if declared and declared[1].lower().replace("_", "-") not in ("utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"):
        raise GlossaryError(name, 1, declared.start(1) + 1, f"expected XML in UTF-8, it says {declared[1]}; save the file as UTF-8")
    data = text.encode()
    parser = expat.ParserCreate("utf-8")
    root = ""

    def entity(*declaration: object) -> None:
        raise GlossaryError(
            name,
            parser.CurrentLineNumber,
            parser.CurrentColumnNumber + 1,
            f"expected no entity declarations; {declaration[0]!r} is declared here, and the file is not read: entities can draw in other files",
        )

    def start(tag: str, _: object) -> None:
        nonlocal root
        root = root or tag

    parser.EntityDeclHandler = entity
    parser.StartElementHandler = start
    # errors of XML are the other parser's to tell
    with suppress(expat.ExpatError):
        for at in range(0, len(data), _FEED):
            parser.Parse(data[at : at + _FEED], False)
            if root:
                break
    if root and root.rpartition(":")[2] not in ("tbx", "martif"):
        raise GlossaryError(name, 1, 1, f"expected a TBX file, whose root is `tbx` or `martif`, found `{root}`")
    return data


class _Entry:
    """One conceptEntry or termEntry.

    Args:
        element: it.
        reading: what is read.
    """

    def __init__(self, element: Any, reading: Reading) -> None:
        self._element = element
        self._reading = reading
        self._draft = Draft(element.sourceline or 0)
        self._definitions: dict[str, str] = {}

    def take(self) -> None:
        """Read the entry."""
        draft, reading = self._draft, self._reading
        if next(self._element.iter(library("lxml.etree", "tbx").Entity), None) is not None:
            reading.leave_out("it holds an entity that is not declared", draft.number)
            return
        self._concept(self._element, "")
        for section in _children(self._element, "langSec", "langSet"):
            tag = section.get(XML_LANG) or section.get("lang") or ""
            language = reading.language(tag, section.sourceline or 0)
            if language is None:
                reading.leave_out(f"{tag!r} is not a language tag", section.sourceline or 0)
                continue
            self._concept(section, language[0])
            for term in _children(section, "termSec", "tig", "ntig"):
                self._term(term, *language)
        for code in ("", reading.target, reading.source, *self._definitions):
            if definition := self._definitions.get(code, ""):
                draft.once.setdefault("definition", definition)
        for code, definition in self._definitions.items():
            if definition != draft.once["definition"]:
                reading.not_taken(f"a further definition, in {code}", draft.number, definition)
        reading.drafts.append(draft)

    def _concept(self, element: Any, language: str) -> None:
        """What is said of the concept, or of its terms in one language."""
        draft, reading = self._draft, self._reading
        notes: list[str] = []
        for kind, text, each in _said(element):
            line = each.sourceline or 0
            if kind == "transacGrp":
                review = _review(each)
                if review:
                    reading.say_once(draft, "reviewed", review, line)
                else:
                    reading.not_taken("who wrote or changed an entry, and when", line)
                continue
            value = reading.value(_laid_out(text), line)
            if not value:
                continue
            if kind == "note" and value.startswith(MARK):
                self._own_note(value, line, notes)
            elif kind == "note":
                notes.append(value)
            elif kind == "definition":
                self._definitions.setdefault(language, value)
            elif kind == "subjectField":
                reading.say_once(draft, "domain", value, line)
            elif kind == "source":
                reading.say_once(draft, "source", value, line)
            else:
                reading.not_taken(f"{kind} of entries", line, value)
        if notes:
            draft.once["note"] = joined(draft.once.get("note", ""), *notes)

    def _own_note(self, text: str, line: int, notes: list[str]) -> None:
        key, _, value = text.removeprefix(MARK).partition(": ")
        if key == "concept" and is_id(value):
            self._draft.id = value
        elif key == "note":
            notes.append(value)
        elif key == "reviewed":
            self._reading.say_once(self._draft, "reviewed", value, line)
        elif key in ("wrong", "pinyin") and (made := _wrong(key, value, line)) is not None:
            self._draft.lines.append(made)
        else:
            self._reading.leave_out(f"a note that begins with {MARK!r} cannot be read", line, text)

    def _term(self, element: Any, language: str, region: str) -> None:
        """A term with what is said of it."""
        reading = self._reading
        line = element.sourceline or 0
        text = ""
        says: dict[str, list[str]] = {"region": [region] if region else []}
        mine: dict[str, list[str]] = {}
        notes: list[str] = []
        written = {"status": "preferredTerm-admn-sts", "pos": "noun"}
        for kind, raw, each in _said(element):
            if kind == "transacGrp":
                if review := _review(each):
                    says["reviewed"] = [review]
                else:
                    reading.not_taken("who wrote or changed a term, and when", each.sourceline or 0)
                continue
            value = reading.value(_laid_out(raw), each.sourceline or 0)
            if not value:
                continue
            if kind == "term":
                text = value
            elif kind == "note" and value.startswith(MARK):
                key, _, said = value.removeprefix(MARK).partition(": ")
                if key == "note":
                    notes.append(said)
                elif key in TERM_KEYS and said:
                    mine.setdefault(key, []).append(said)
                else:
                    reading.leave_out(f"a note that begins with {MARK!r} cannot be read", each.sourceline or 0, value)
            elif kind in ("note", "usageNote"):
                notes.append(value)
            else:
                self._qualify(kind, value, says, written, notes, each.sourceline or 0)
        if notes:
            says["note"] = ["; ".join(notes)]
        # what another tool may have changed since the note was written is what counts
        for key, table in (("status", WRITTEN_STATUS), ("pos", WRITTEN_POS)):
            if key in mine and table.get(mine[key][0]) == written[key]:
                says.pop(key, None)
            else:
                mine.pop(key, None)
        if not text:
            reading.leave_out("it has no term", line)
            return
        qualifiers = [(key, each) for key in TERM_KEYS for each in (*mine.get(key, ()), *says.get(key, ()))]
        self._draft.lines.append(line_of(line, language, text, qualifiers))

    def _qualify(self, kind: str, value: str, says: dict[str, list[str]], written: dict[str, str], notes: list[str], line: int) -> None:
        reading = self._reading
        if kind in ("administrativeStatus", "normativeAuthorization"):
            known = status(value)
            written["status"] = WRITTEN_STATUS.get(known or "", "")
            if known is None:
                reading.not_taken(f"the status {value!r}", line)
            elif known != "preferred":
                says["status"] = [known]
        elif kind == "partOfSpeech":
            known = part_of_speech(value)
            written["pos"] = WRITTEN_POS.get(known or "", "")
            if known is None:
                reading.not_taken(f"the part of speech {value!r}", line)
            elif known != "noun":
                says["pos"] = [known]
        elif kind == "register":
            says["register"] = [value.removesuffix("Register")] if value != "neutralRegister" else []
        elif kind == "geographicalUsage":
            says["region"] = [value]
        elif kind == "translationNote" and value.casefold() == "no":
            says["status"] = ["do-not-translate"]
        elif kind == "source":
            says["source"] = [value]
        elif kind in ("context", "example", "sampleSentence"):
            if is_marked(value):
                says.setdefault("hit", []).append(value)
            else:
                notes.append(f"Example: {value}")
        elif kind == "definition":
            self._definitions.setdefault("", value)
        else:
            reading.not_taken(f"{kind} of terms", line, value)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: Any, *names: str) -> Iterator[Any]:
    return (child for child in element if _local(child) in names)


def _said(element: Any) -> Iterator[tuple[str, str, Any]]:
    """Category, text and element of all that is said of something, groups opened."""
    for child in element:
        local = _local(child)
        if not local or local in ("langSec", "langSet", "termSec", "tig", "ntig"):
            continue
        if local == "transacGrp":
            yield local, "", child
        elif local.endswith("Grp"):
            inner = list(_said(child))
            # the source of a definition or a sentence is not that of the term
            yield from (each for each in inner if each[0] != "source" or inner[0][0] in ("source", "term"))
        else:
            yield child.get("type") or local, "".join(child.itertext()), child


def _laid_out(text: str) -> str:
    """A text without the spaces and line breaks that only lay the file out."""
    return re.sub(r"[ \t]*[\r\n]\s*", " ", text).strip()


def _review(group: Any) -> str:
    """Date and reviewer of a transaction that vouches for a term; empty when it does not."""
    facts: dict[str, str] = {}
    for child in group.iter():
        if _local(child) not in ("", "transacGrp"):
            facts[child.get("type") or _local(child)] = _laid_out("".join(child.itertext()))
    approved = facts.get("note") == f"{MARK}reviewed" or facts.get("transactionType", "").casefold() in APPROVALS
    when = facts.get("date", "")[:10]
    return f"{when} {facts.get('responsibility', '')}".strip() if approved and when else ""


def _wrong(key: str, value: str, line: int) -> Line | None:
    try:
        said = orjson.loads(value)
        text = said.pop("text")
        qualifiers = [(name, each) for name, found in said.items() for each in (found if isinstance(found, list) else [found])]
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError):
        return None
    values = (text, *(each for _, each in qualifiers))
    if not all(isinstance(each, str) and each.strip() == each != "" and "\n" not in each for each in values):
        return None
    return Line(line, key, text, [Line(line, name, each) for name, each in qualifiers])
