"""Word documents: the paragraphs of the body, of tables, text boxes, headers, footers and notes.

A paragraph is a line of the text. Only the parts of the package whose words have changed are written again; all others stay byte for
byte. Words that have not changed keep their runs, and with them their formatting; new ones get that of the words they replace.

Why lxml and not python-docx: python-docx writes the whole package anew, and its texts of paragraphs leave out text boxes and notes.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import Any

from lxml import etree

from cleaner.errors import InputError
from cleaner.formats.encoding import Decoded
from cleaner.formats.segments import Content, joined
from cleaner.patterns import regex

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PARTS = regex(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
MAX_PART = 1 << 28
"""Bytes of an unpacked part: a package may be made to fill the memory."""
_FIXED = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
"""Elements that stand for a character."""
_NOT_XML = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MANY_WORDS = 2000
"""Words of a paragraph from which frequent ones are no anchors for the comparison, so that time stays near linear."""
_WORDS = regex(r"\w+|\s+|.", re.DOTALL)


@dataclass(slots=True)
class Stretch:
    """Characters of a paragraph that may change, in one or more runs.

    Attributes:
        part: name of the part of the package.
        runs: the elements that have them.
    """

    part: str
    runs: list[Any]

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(each.text or "" for each in self.runs)


def read(data: bytes, encoding: str | None = None) -> Content:  # noqa: ARG001
    """The words of a Word document.

    Raises:
        InputError: it is none, or is damaged.
    """
    trees, parts = _parsed(data)
    text, free = joined((each.text, True) if isinstance(each, Stretch) else (each, False) for each in parts)
    del trees
    return Content(text, free, partial(_put, data), read, Decoded(text, "utf-8", "valid"))


def _parsed(data: bytes) -> tuple[dict[str, Any], list[Stretch | str]]:
    """The trees of the parts of a package, and the pieces of its text: stretches, and fixed characters between them."""
    trees = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = sorted(
                (name for name in package.namelist() if PARTS.fullmatch(name)), key=lambda name: (name != "word/document.xml", name)
            )
            if "word/document.xml" not in names:
                raise InputError("is not a Word document: it has no word/document.xml")
            for name in names:
                if package.getinfo(name).file_size > MAX_PART:
                    raise InputError(f"{name} in it is larger than {MAX_PART >> 20} MB")
                parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
                trees[name] = etree.fromstring(package.read(name), parser)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise InputError(f"is not a Word document, or is damaged: {error}") from None
    parts: list[Stretch | str] = []
    for name, tree in trees.items():
        for paragraph in tree.iter(f"{_W}p"):
            if any(each.tag == _FALLBACK for each in paragraph.iterancestors()):
                continue
            if parts:
                parts.append("\n")
            parts += _pieces(name, paragraph)
    return trees, parts


def _pieces(name: str, paragraph: Any) -> Iterator[Stretch | str]:
    """The pieces of a paragraph: a stretch, and then each fixed character with a stretch after it."""
    held = Stretch(name, [])
    for each in _inline(paragraph):
        if each.tag == f"{_W}t":
            held.runs.append(each)
        else:
            yield held
            yield _FIXED[each.tag]
            held = Stretch(name, [])
    yield held


def _inline(element: Any) -> Iterator[Any]:
    """The elements of a paragraph that are characters, without those of paragraphs inside it, as in a text box."""
    for each in element:
        if each.tag in (f"{_W}p", f"{_W}pPr", f"{_W}rPr", f"{_W}del", _FALLBACK):
            continue
        if each.tag == f"{_W}t" or each.tag in _FIXED:
            yield each
        else:
            yield from _inline(each)


def _put(data: bytes, pieces: Sequence[str]) -> bytes:
    """The package with other texts in its stretches."""
    trees, parts = _parsed(data)
    changed = set()
    for stretch, new in zip((each for each in parts if isinstance(each, Stretch)), pieces, strict=True):
        if new != stretch.text and stretch.runs:
            _rewrite(stretch.runs, _NOT_XML.sub("", new))
            changed.add(stretch.part)
    if not changed:
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as package:
        for info in old.infolist():
            if info.filename in changed:
                content = etree.tostring(trees[info.filename].getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
            else:
                content = old.read(info)
            package.writestr(info, content, compress_type=info.compress_type)
    return made.getvalue()


def _rewrite(runs: list[Any], new: str) -> None:
    """Divide a new text among runs: unchanged characters stay in theirs, others go to the run of those they replace."""
    old = [(char, number) for number, run in enumerate(runs) for char in run.text or ""]
    before = "".join(char for char, _ in old)
    texts = [""] * len(runs)
    for start, end, piece in _changes(before, new):
        if before[start:end] == piece:
            for char, number in old[start:end]:
                texts[number] += char
        else:
            # an insertion belongs to the run before it
            at = start if start < end else max(start - 1, 0)
            texts[old[at][1] if old else 0] += piece
    for run, text in zip(runs, texts, strict=True):
        if run.text != text:
            run.text = text
            if text != text.strip():
                run.set(_SPACE, "preserve")


def _changes(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Spans of a text with what is there in a new one, word by word."""
    one, other = _WORDS.findall(old), _WORDS.findall(new)
    begins = [0]
    for word in one:
        begins.append(begins[-1] + len(word))
    for _, first, last, start, end in SequenceMatcher(None, one, other, autojunk=len(other) > MANY_WORDS).get_opcodes():
        yield begins[first], begins[last], "".join(other[start:end])
