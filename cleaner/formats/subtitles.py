"""Subtitles: only the words of the cues are text. Numbers, times, styles, positions and line ends stay byte for byte.

A tag inside a cue ("<i>", "{…}") is fixed and not shown, so that words around it are read as a sentence.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cleaner.errors import InputError
from cleaner.formats.encoding import Decoded, decode
from cleaner.formats.segments import Content, joined, moved
from cleaner.patterns import regex

_END = r"(?:\r\n|\r|\n)"
_TIME = r"(?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
CUE = regex(rf"^(?:[ \t]*\d+[ \t]*{_END})?[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\r\n]*(?:{_END}|\Z)", re.MULTILINE)
"""The number of a cue, if it has one, and its times."""
VTT_CUE = regex(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\r\n]*(?:{_END}|\Z)", re.MULTILINE)
BLANK_LINE = regex(rf"{_END}[ \t]*(?:{_END}|\Z)")
_BLANK = regex(rf"(?:[ \t]*{_END})*")
TAG = regex(r"</?[A-Za-z][^<>\r\n]*>|<[\d:.]+>|</?>|\{\\[^{}\r\n]*\}")
"""A style inside a cue, or a time."""
VTT_TAG = regex(rf"{TAG.pattern}|&(?:amp|lt|gt|nbsp|lrm|rlm);")
"""The same, or a character that WebVTT writes as an entity."""
ASS_TAG = regex(r"\{[^{}\r\n]*\}|\\[Nnh]")
ASS_FIELDS = 9
"""Commas before the text of a line of Advanced SubStation, which each file may give another number in its `Format` line."""
DRAWING = regex(r"\{[^{}]*\\p[1-9]")
"""A cue whose text is a picture."""
_SHOWN = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": "\N{NO-BREAK SPACE}"} | {r"\N": "\n", r"\n": "\n", r"\h": "\N{NO-BREAK SPACE}"}
BREAK = "\n\n"
"""Between two cues."""


class Part(NamedTuple):
    """A part of a file: its characters, those that are shown of it, and whether they may change."""

    raw: str
    shown: str = ""
    free: bool = False


def read_srt(data: bytes, encoding: str | None = None) -> Content:
    """The words of SubRip subtitles."""
    return _content(data, encoding, _srt, read_srt)


def read_vtt(data: bytes, encoding: str | None = None) -> Content:
    """The words of WebVTT subtitles."""
    return _content(data, encoding, _vtt, read_vtt)


def read_ass(data: bytes, encoding: str | None = None) -> Content:
    """The words of Advanced SubStation subtitles."""
    return _content(data, encoding, _ass, read_ass)


def _content(
    data: bytes, encoding: str | None, parts_of: Callable[[str], Iterator[Part]], read: Callable[[bytes, str], Content]
) -> Content:
    decoded = decode(data, encoding)
    parts = list(parts_of(decoded.text))
    if not any(each.free for each in parts) and decoded.text.strip("\ufeff \t\r\n"):
        raise InputError("has no cues with times, so it is not a file of subtitles; rename it to .txt to clean it as text")
    text, free = joined((each.shown, each.free) for each in parts)

    def put(pieces: Sequence[str]) -> bytes:
        new = iter(pieces)
        return "".join(next(new) if each.free else each.raw for each in parts).encode()

    places, at = [], 0
    spans = iter(free)
    for each in parts:
        if each.free:
            places.append((at, at + len(each.raw), next(spans)[0]))
        at += len(each.raw)
    found = tuple(moved(decoded.undecoded, places))
    made = Decoded(text, decoded.encoding, decoded.evidence, decoded.confidence, found)
    return Content(text, free, put, lambda written: read(written, "utf-8"), made, "subtitles")


def _srt(text: str) -> Iterator[Part]:
    heads = list(CUE.finditer(text))
    ends = [each.start() for each in heads[1:]] + [len(text)]
    yield from _cues(text, [(head.end(), end) for head, end in zip(heads, ends, strict=False)], TAG)


def _vtt(text: str) -> Iterator[Part]:
    heads = list(VTT_CUE.finditer(text))
    spans = []
    for head in heads:
        # a blank line ends a cue; one may follow its times at once
        blank = BLANK_LINE.search(text, max(0, head.end() - len(head[0]) + len(head[0].rstrip("\r\n"))))
        spans.append((head.end(), max(head.end(), blank.start()) if blank else len(text)))
    yield from _cues(text, spans, VTT_TAG)


def _ass(text: str) -> Iterator[Part]:
    spans = []
    fields = ASS_FIELDS
    section = ""
    for line in re.finditer(r"[^\r\n]+", text):
        found = line[0].lstrip("\ufeff")
        if found.startswith("["):
            section = found.strip().lower()
        elif section == "[events]" and found.startswith("Format:"):
            fields = found.count(",")
        elif section == "[events]" and found.startswith("Dialogue:") and not DRAWING.search(found):
            comma = re.compile(rf"(?:[^,]*,){{{fields}}}").match(line[0])
            if comma is not None:
                spans.append((line.start() + comma.end(), line.end()))
    yield from _cues(text, spans, ASS_TAG)


def _cues(text: str, spans: list[tuple[int, int]], tag: re.Pattern[str]) -> Iterator[Part]:
    """The parts of a text with cues in some spans."""
    at = 0
    newline = "\r\n\r\n" if "\r\n" in text else BREAK
    for number, (start, end) in enumerate(spans):
        blank = _BLANK.match(text, start, end)
        first = blank.end() if blank else start
        last = max(first, start + len(text[start:end].rstrip("\r\n \t")))
        yield Part(text[at:first], newline if number else "")
        at = first
        for match in tag.finditer(text, first, last):
            yield Part(text[at : match.start()], text[at : match.start()], free=True)
            yield Part(match[0], _SHOWN.get(match[0], ""))
            at = match.end()
        yield Part(text[at:last], text[at:last], free=True)
        at = last
    yield Part(text[at:])
