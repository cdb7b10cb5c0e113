"""Findings as XLIFF 2.1 with ITS 2.0 localization quality issues, for translators' tools.

Source: https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html, 5.9 ITS Module. A file is a document; its source is the
original, its target the cleaned text. A unit is a line with the empty lines after it, or as many lines as a finding joins, so that the
sources of all units put together are the original and the targets the cleaned text, to the character. Every finding is marked in the
source; those that were not carried out are marked in the target as well, under the same id. Where two overlap without one lying in
the other, the later has its start and end marked instead of being an element.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from cleaner.annotation import Annotation
from cleaner.display import visible
from cleaner.document import Document
from cleaner.export.mapping import dismissed, its_severity, labels
from cleaner.export.named import Named
from cleaner.patterns import regex

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0" version="2.1" \
srcLang={language} trgLang={language}>
"""
TAIL = "</xliff>\n"
ILLEGAL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML cannot represent; `<cp>` represents them."""
PROPOSED = 200
"""Code points of a proposal that a comment quotes."""


def files(documents: Iterable[Named], language: str) -> Iterator[str]:
    """One XLIFF file with all documents, in pieces.

    Args:
        documents: the documents; none gives a file that is not valid, because XLIFF has no empty one.
        language: BCP-47 tag of the texts: "mul" when they have several, "und" when it is not known.
    """
    yield HEAD.format(language=quoteattr(language))
    for number, named in enumerate(documents, start=1):
        element = ET.Element("file", {"id": f"f{number}", "original": named.source, "xml:space": "preserve", "canResegment": "no"})
        if named.document.language is not None:
            note = ET.SubElement(ET.SubElement(element, "notes"), "note", {"category": "language"})
            note.text = named.document.language
        element.extend(_units(named.document))
        # a literal carriage return would be read as a line feed
        yield ET.tostring(element, encoding="unicode").replace("\r", "&#13;") + "\n"
    yield TAIL


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    id: str
    attributes: dict[str, str]


def _units(document: Document) -> Iterator[ET.Element]:
    original, text = document.original, document.text
    bounds = _bounds(document)
    findings = list(enumerate(document.annotations, start=1))
    at = shift = 0
    for number, (start, end) in enumerate(pairwise(bounds), start=1):
        inside: list[tuple[int, Annotation]] = []
        while at < len(findings) and findings[at][1].start < end:
            inside.append(findings[at])
            at += 1
        target_start = start + shift
        shift += sum(len(each.replacement or "") - (each.end - each.start) for _, each in inside if each.applied)
        sources = [_Mark(each.start, each.end, f"m{id_}", _issue(each)) for id_, each in inside]
        still = [(id_, each) for id_, each in inside if not each.applied and each.text_start < each.text_end]
        targets = [_Mark(each.text_start, each.text_end, f"m{id_}", _issue(each)) for id_, each in still]
        unit = ET.Element("unit", {"id": f"u{number}"})
        content = start + len(original[start:end].rstrip("\n"))
        if any(mark.end > content for mark in sources):
            content = end
        tail = end - content
        if content > start or start == end:
            segment = ET.SubElement(unit, "segment", {"state": "translated"})
            segment.append(_inline("source", original, start, content, sources))
            segment.append(_inline("target", text, target_start, end + shift - tail, targets))
        if tail:
            rest = ET.SubElement(unit, "ignorable")
            rest.append(_inline("source", original, content, end, ()))
            rest.append(_inline("target", text, end + shift - tail, end + shift, ()))
        yield unit


def _bounds(document: Document) -> list[int]:
    """Start and end of each unit: after line feeds that no finding spans."""
    original = document.original
    bounds = [0]
    reach = at = 0
    annotations = document.annotations
    for match in re.finditer("\n+", original):
        end = match.end()
        while at < len(annotations) and annotations[at].start < end:
            reach = max(reach, annotations[at].end)
            at += 1
        if reach <= end:
            bounds.append(end)
    if bounds[-1] < len(original) or len(bounds) == 1:
        bounds.append(len(original))
    return bounds


def _issue(annotation: Annotation) -> dict[str, str]:
    comment = f"{annotation.rule}: {annotation.message}"
    if annotation.replacement is not None and not annotation.applied:
        comment += f" (proposed: “{annotation.replacement[:PROPOSED]}”)" if annotation.replacement else " (proposed: remove it)"
    reason = dismissed(annotation)
    return {
        "its:locQualityIssueType": labels(annotation.rule, annotation.kind).its,
        "its:locQualityIssueComment": visible(comment if reason is None else f"{comment} [{reason}]"),
        "its:locQualityIssueSeverity": str(its_severity(annotation)),
    } | ({} if reason is None else {"its:locQualityIssueEnabled": "no"})


def _inline(tag: str, text: str, start: int, end: int, marks: Sequence[_Mark]) -> ET.Element:
    """A source or target with its marks."""
    builder = ET.TreeBuilder()
    builder.start(tag, {})
    at = start
    for place, _, _, mark, how in _events(marks):
        _characters(builder, text[at:place])
        at = place
        if how == "close":
            builder.end("mrk")
        elif how == "open":
            builder.start("mrk", {"id": mark.id, "type": "its:generic"} | mark.attributes)
        elif how == "end":
            builder.start("em", {"startRef": mark.id})
            builder.end("em")
        else:
            builder.start("sm", {"id": mark.id, "type": "its:generic"} | mark.attributes)
            builder.end("sm")
    _characters(builder, text[at:end])
    builder.end(tag)
    return builder.close()


def _events(marks: Sequence[_Mark]) -> list[tuple[int, int, int, _Mark, str]]:
    """What begins and ends, in the order in which it has to be written: ends first, the inner before the outer."""
    events: list[tuple[int, int, int, _Mark, str]] = []
    around: list[int] = []
    for order, mark in enumerate(sorted(marks, key=lambda each: (each.start, -each.end))):
        while around and around[-1] <= mark.start:
            around.pop()
        if around and mark.end > around[-1]:
            events += [(mark.start, 2, order, mark, "start"), (mark.end, 0, order, mark, "end")]
        else:
            around.append(mark.end)
            events += [(mark.start, 3, order, mark, "open"), (mark.end, 1, -order, mark, "close")]
    return sorted(events, key=lambda event: event[:3])


def _characters(builder: ET.TreeBuilder, text: str) -> None:
    at = 0
    for match in ILLEGAL.finditer(text):
        builder.data(text[at : match.start()])
        builder.start("cp", {"hex": f"{ord(match[0]):04X}"})
        builder.end("cp")
        at = match.end()
    builder.data(text[at:])
