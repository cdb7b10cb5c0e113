"""The format of a text: plain text, Markdown, HTML or code, by a file name or by the text itself.

Repairs need it: an entity is damage in plain text, legitimate in HTML and Markdown, and part of a
program in code.

How: the suffix of a file name decides if it is known. Otherwise some beginnings are certain (a
document type, a script's first line, JSON), and a linear score over shares of line shapes decides
the rest. Its weights, training data and accuracy are in `cleaner/data/text_formats.txt`;
`training/text_formats.py` computes them again.
"""

import math
import re
from enum import StrEnum
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

import orjson

from cleaner import packaged
from cleaner.patterns import regex


class TextFormat(StrEnum):
    """The format of a text."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    """Markdown and reStructuredText: prose with markup and code in it."""
    HTML = "html"
    """HTML, XML and WebVTT, which spell characters as entities."""
    CODE = "code"
    """Source code, configuration, JSON, YAML, message catalogs: repairs change nothing in it."""
    SUBTITLES = "subtitles"
    """The words of subtitles, without numbers and times: plain text that is never a scraped page."""


SCORED = (TextFormat.PLAIN, TextFormat.MARKDOWN, TextFormat.HTML, TextFormat.CODE)
"""The formats that the learned score knows, in the order of its weights."""
_ENDINGS = {
    TextFormat.MARKDOWN: "md markdown mdx mkd rst rmd qmd",
    TextFormat.HTML: "html htm xhtml xml svg vtt xsl xslt xsd rss atom tei ttml xlf xliff tmx tbx vue svelte",
    TextFormat.CODE: """
        awk bash bat bib c cc cfg clj cljs cmake cmd conf cpp cs css csv cxx dart diff el erl ex exs f90 fish fs fsh go gradle graphql groovy h hh hpp hs hxx
        ini ipynb jade java jl js json json5 jsonc jsonl jsx kt kts less lisp lock lua m m4 mjs mk ml mm nix pas patch php pl pm po pot pro properties
        proto ps1 py pyi pyx r rb rs sass scala scm scss sed sh sql strings styl swift tcl tex tf tmac toml ts tsv tsx vb vim wat yaml yml zig zsh
    """,
}
_FORMATS = {ending: each for each, endings in _ENDINGS.items() for ending in endings.split()}
_CODE_NAMES = frozenset({"cmakelists.txt", "dockerfile", "gemfile", "jenkinsfile", "makefile", "rakefile", "requirements.txt"})
_COMPRESSED = (".gz", ".zst", ".bz2", ".xz")

SAMPLE = 1 << 15
"""First code points of a text that decide its format: about 500 lines, a small part of a long
text."""
PASSAGE_SAMPLE = 1 << 11
"""The same for a passage."""
MIN_CODE = 0.3
"""Probability of code or HTML from which a text counts as such: a wrong answer costs prose a
repair, but damages code."""
MIN_CODE_PASSAGE = 0.5
"""Probability from which a passage of prose counts as code."""
MIN_INDENTED_PASSAGE = 0.1
"""Probability of code or HTML from which an indented passage counts as code."""
_BLANK_LINES = 2
"""Added to the lines of every text, so that the shares of a very short one stay small."""
_FEW_LINES = 8
_FEW_CHARS = 20
_MAX_SHARE = 1.5

ENTITY = regex(r"&(?:amp;)*(?P<name>#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
"""A character reference with any number of escaped ampersands; its name may not exist."""
_HTML_START = regex(r"\A\ufeff?\s{0,64}(?:<!doctype\b|<html\b|<\?xml\b|WEBVTT\b)", re.IGNORECASE)
_CODE_START = regex(r"\A\ufeff?(?:#!|\s{0,64}<\?php\b)")
_INFO_NODE = regex(r"^\x1f\n(?:File|Indirect|Tag Table):", re.MULTILINE)
"""A node of a GNU Info file, which separates its nodes and tables by control characters."""
_JSON_START = regex(r"\A\ufeff?\s{0,64}[\[{]")

_SHAPES = {
    "indented": r"^(?:[ ]{2}|\t)",
    "code-end": r"(?:[;{}\\]|\)[:,]|[\[(,]|[=|+&-])[^\S\n]*$",
    "comment": r'^[^\S\n]*(?://|/\*|\*[ /\n]|\#(?:[^#\w]|[a-z!]|$)|--[ -]|;|%|"""|\.\\"|")',
    "keyword": r"""^[^\S\n]*(?:[}@]|(?:import|from|def|class|return|if|for|while|function|var|let|const|public|private|protected|static|use|package
        |namespace|end|fi|done|else|elif|elsif|try|except|catch|struct|enum|union|typedef|extern|void|int|char|fn|pub|impl|local|my|sub|echo|export|set
        |case|switch|break|raise|throw|with|async|interface|require|include|template|module|unsigned|virtual|friend|inline|call|syn|hi|msgid|msgstr)
        \b(?=[^\n]*[=(){};:<"'_.$*]))""",
    "assignment": r"""^[^\S\n]*[\w.$@\[\]"'-]+[^\S\n]*(?:[-+*/|&.:?]?=|=>|->)[^\S\n]*\S""",
    "call": r"[A-Za-z0-9_>]\([^()\n]*\)",
    "identifier": r"[a-z0-9]_[a-z0-9]|[a-z][A-Z]|[A-Z]_[A-Z]|::|->|\$\w|==|&&|\|\|",
    "key": r"""^[^\S\n]*(?:-[^\S\n]+)?["']?[\w./-]+["']?:(?:[^\S\n]|$)""",
    "value-item": r"""^[^\S\n]*-[^\S\n]+[\w"'./-]+$""",
    "quoted-key": r'"[\w.$@/\ -]*":',
    "sentence-end": r"[.!?…:\"”’)»][^\S\n]*$|[。！？」』”…][^\S\n]*$",
    "words": r"\b(?:[^\W\d_]{2,20}[,;:]?['’-]?[ ]){4}",
    "cjk": r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af，。、]{8}",
    "tag": r"</?[A-Za-z!?][^<>\n]*>",
    "tag-line": r"^[^\S\n]*<[/?!]?[A-Za-z]|>[^\S\n]*$",
    "heading": r"^\#{1,6}[ ]",
    "fence": r"^[ ]*(?:```|~~~)",
    "link": r"\]\([^()\s]+|\]\[[^\]\n]*\]|^\[[^\]\n]+\]:[ ]",
    "code-span": r"`[^`\n]+`",
    "bold": r"\*\*[^*\n]+\*\*",
    "list-item": r"^[^\S\n]*(?:[-*+]|\d+\.)[ ]+\S",
    "rst": r"^\.\.[ ]|^(?:={3,}|-{3,}|~{3,}|\^{3,}|\*{3,})[^\S\n]*$|::$|:\w+:`",
}
_PATTERNS = tuple(regex(shape, re.MULTILINE | re.VERBOSE) for shape in _SHAPES.values())
_LINE = regex(r"^[^\S\n]*\S", re.MULTILINE)
_SIGN = regex(r"[{}()\[\]=;<>_$\"\\/|&*+]")
FEATURES = (*_SHAPES, "signs", "length")


class _Weights(NamedTuple):
    """A bias for each format, and for each feature a weight for each format."""

    bias: list[float]
    rows: list[list[float]]


@cache
def _weights() -> _Weights:
    rows = {}
    for line in packaged.text("data", "text_formats.txt").splitlines():
        if not line.startswith("#"):
            name, *numbers = line.split()
            rows[name] = [float(number) for number in numbers]
    return _Weights(rows["bias"], [rows[name] for name in FEATURES])


def features(text: str) -> list[float]:
    """The features of a text: line shapes for each line that is not blank, without entities."""
    text = ENTITY.sub("x", text)
    lines = sum(1 for _ in _LINE.finditer(text)) + _BLANK_LINES
    shares = [min(_MAX_SHARE, sum(1 for _ in pattern.finditer(text)) / lines) for pattern in _PATTERNS]
    chars = len(text) - text.count(" ") - text.count("\n") + _FEW_CHARS
    return [*shares, sum(1 for _ in _SIGN.finditer(text)) / chars, lines / (lines + _FEW_LINES)]


def probabilities(text: str) -> dict[TextFormat, float]:
    """The probability of each format by the learned score alone, from the whole text."""
    weights = _weights()
    scores = weights.bias
    for value, row in zip(features(text), weights.rows, strict=True):
        if value:
            scores = [score + value * weight for score, weight in zip(scores, row, strict=True)]
    highest = max(scores)
    odds = [math.exp(score - highest) for score in scores]
    return {each: odd / sum(odds) for each, odd in zip(SCORED, odds, strict=True)}


def format_of_name(name: str) -> TextFormat | None:
    """The format of a file by its name; None if the name does not show it (`.txt`, no suffix)."""
    path = PurePath(name.lower())
    if path.suffix in _COMPRESSED:
        path = path.with_suffix("")
    return TextFormat.CODE if path.name in _CODE_NAMES else _FORMATS.get(path.suffix[1:])


def format_of_text(text: str) -> TextFormat:
    """The format of a text by its content."""
    if _HTML_START.match(text):
        return TextFormat.HTML
    if _CODE_START.match(text) or _INFO_NODE.search(text, 0, SAMPLE) or (_JSON_START.match(text) and _is_json(text)):
        return TextFormat.CODE
    found = probabilities(text[:SAMPLE])
    code, html = found[TextFormat.CODE], found[TextFormat.HTML]
    if code + html >= MIN_CODE:
        return TextFormat.CODE if code > html else TextFormat.HTML
    return max(TextFormat.PLAIN, TextFormat.MARKDOWN, key=found.__getitem__)


def _is_json(text: str) -> bool:
    try:
        orjson.loads(text.lstrip("\ufeff"))
    except orjson.JSONDecodeError:
        return False
    return True


def is_code_passage(passage: str, *, indented: bool) -> bool:
    """Whether a passage of a prose text is code.

    Args:
        passage: lines without a blank one between them; their beginning decides.
        indented: whether it is indented like code in Markdown and mails; then only a passage that
            is clearly prose is not code.
    """
    found = probabilities(passage[:PASSAGE_SAMPLE])
    if indented:
        return found[TextFormat.CODE] + found[TextFormat.HTML] >= MIN_INDENTED_PASSAGE
    return found[TextFormat.CODE] >= MIN_CODE_PASSAGE
