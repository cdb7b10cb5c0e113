"""The HTML report: one page, or several for a large folder, without any other file.

All texts are untrusted and escaped by Jinja2; characters that are invisible, reorder the line or do not survive HTML become chips (‹U+202E›).
The page's content policy allows only its own script and style, by their digests, and no requests.
"""

import base64
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from cleaner import packaged
from cleaner.report.change import FOUND_SHOWN
from cleaner.report.layout import DocumentView, view
from cleaner.report.scripts import runs
from cleaner.report.survey import MAX_LISTED, Source, Survey

LIMIT = 10 * 1024 * 1024
"""Bytes of documents on one page: more makes a browser slow."""
INDEX = "report.html"
PAGE = "report-{:04}.html"
MIN_SHOWN = 0.01
"""Probability below which "under 1 %" is shown: 0 % would say that it is certain."""
MAX_BRIEF = 48
"""Code points of a change that are shown in a table."""
EDGE = Markup('<i class="n e">\n</i>')
"""A line end at the edge of a change: it needs no mark if a whole line changes."""
JOINERS = "\u200c\u200d"
"""Joiners and non-joiners: many scripts and emoji need them, so unchanged text keeps them invisible."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A text that could not be cleaned, or cannot be shown.

    Attributes:
        path: the file.
        line: line number in a table.
        message: what happened.
    """

    path: str
    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Page:
    """One of several pages: file name, first and last document, number of documents and of changes."""

    name: str
    first: str
    last: str
    documents: int
    changes: int


def pages(
    texts: Iterable[Source],
    survey: Survey,
    summary: Mapping[str, Any],
    report: str,
    version: str,
    failures: Sequence[Failed] = (),
    limit: int = LIMIT,
) -> Iterator[tuple[str, bytes]]:
    """The files of a report: its pages if there are several, then `report.html`.

    Args:
        texts: the documents.
        survey: the finished survey of the same documents.
        summary: the values of `summary.json`.
        report: id under which the browser stores the decisions.
        version: of the tool, for the decisions file.
        failures: what could not be cleaned, or read back.
        limit: bytes of documents on one page.
    """
    shared = {"summary": summary, "survey": survey, "report": report, "version": version, "failures": failures}
    kept: list[Page] = []
    bodies: list[Markup] = []
    names: list[str] = []
    size = changes = 0
    known: set[str] = set()
    """Reasons that are on the page already: each is shown once."""
    groups: set[int] = set()
    """Groups of equal changes that have one on the page."""
    macros: Any = _environment().get_template("document.html.jinja").module
    for source in texts:
        if not source.annotations:
            continue
        document = view(source, survey)
        first = _first(document, known)
        body = macros.document(document, set(first.values()))
        weight = len(body.encode("utf-8", "replace"))
        if bodies and size + weight > limit:
            page = Page(PAGE.format(len(kept) + 1), names[0], names[-1], len(bodies), changes)
            yield page.name, _page(**shared, bodies=bodies, page=page, number=len(kept) + 1, pages=None, shared=survey.shared(groups))
            kept.append(page)
            bodies, names, size, changes = [], [], 0, 0
            known, groups = set(), set()
            first = _first(document, known)
            body = macros.document(document, set(first.values()))
        known |= first.keys()
        groups |= {change.equal.number for change in document.changes if change.equal is not None}
        bodies.append(body)
        names.append(source.path if source.line is None else f"{source.path}:{source.line}")
        size += weight
        changes += len(document.changes)
    if not kept:
        yield INDEX, _page(**shared, bodies=bodies, page=None, number=0, pages=None)
        return
    page = Page(PAGE.format(len(kept) + 1), names[0], names[-1], len(bodies), changes)
    kept.append(page)
    yield page.name, _page(**shared, bodies=bodies, page=page, number=len(kept), pages=None, last=True, shared=survey.shared(groups))
    yield INDEX, _page(**shared, bodies=[], page=None, number=0, pages=kept)


def _first(document: DocumentView, known: set[str]) -> dict[str, str]:
    """The reasons that a document shows first, by name, with the key of the change that shows them."""
    first: dict[str, str] = {}
    for change in document.changes:
        if change.reason.name not in known:
            first.setdefault(change.reason.name, change.key)
    return first


def _page(**values: Any) -> bytes:
    style, plain_style, script = _asset("report.css"), _asset("noscript.css"), _asset("report.js")
    page = _environment().get_template("report.html.jinja")
    text = page.render(
        style=style,
        plain_style=plain_style,
        script=script,
        policy=(
            f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}' '{_digest(plain_style)}'; img-src data:; base-uri 'none'; "
            "form-action 'none'; require-trusted-types-for 'script'; trusted-types reasons"
        ),
        most=MAX_LISTED,
        page_name=PAGE,
        **{"last": False, "shared": None, **values},
    )
    return text.encode("utf-8", "replace")


@lru_cache
def _asset(name: str) -> Markup:
    """A style or script of this package, as it is in the page."""
    return Markup(packaged.text("report", "templates", name))  # noqa: S704 - our own file


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("cleaner.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters |= {
        "shown": shown,
        "exact": exact,
        "folded": folded,
        "brief": brief,
        "attribute": attribute,
        "count": count,
        "words": words,
        "percent": percent,
    }
    environment.globals["most_found"] = FOUND_SHOWN
    return environment


def shown(text: str, language: str | None = None) -> Markup:
    """Unchanged text and messages: misleading characters become chips, other scripts get their language."""
    return _marked(text, language, everything=False)


def exact(text: str, language: str | None = None) -> Markup:
    """Inserted or removed text: every character that is not visible as itself becomes a chip, and line ends are shown."""
    inner = text.strip("\n")
    if not inner or len(inner) == len(text):
        return _marked(text, language, everything=True)
    head = len(text) - len(text.lstrip("\n"))
    return EDGE * head + _marked(inner, language, everything=True) + EDGE * (len(text) - len(inner) - head)


def folded(text: str, limit: int, language: str | None = None) -> Markup:
    """Like `exact`; what exceeds the limit is collapsed."""
    if len(text) <= limit:
        return exact(text, language)
    return Markup("{}<details><summary>… {} characters in all</summary>{}</details>").format(
        exact(text[:limit], language), count(len(text)), exact(text[limit:], language)
    )


def brief(text: str, most: int = MAX_BRIEF) -> Markup:
    """Like `exact`, shortened for a row of a table."""
    return exact(text if len(text) <= most else text[:most] + "…")


@lru_cache(maxsize=4096)
def _marked(text: str, language: str | None, *, everything: bool) -> Markup:
    if text.isascii() and text.isprintable():
        return escape(text)
    return Markup("").join(
        _chips(run, everything=everything)
        if tag is None
        else Markup('<bdi lang="{}">{}</bdi>').format(tag, _chips(run, everything=everything))
        for run, tag in runs(text, language)
    )


def _chips(text: str, *, everything: bool) -> Markup:
    if text.isprintable():
        return escape(text)
    pieces: list[str] = []
    at = 0
    for place, char in enumerate(text):
        if not char.isprintable() and (chip := _chip(char, everything)):
            pieces += escape(text[at:place]), chip
            at = place + 1
    pieces.append(escape(text[at:]))
    return Markup("").join(pieces)


@lru_cache(maxsize=1024)
def _chip(char: str, everything: bool) -> Markup | None:
    """The chip of a character that is not visible as itself; None if it is visible."""
    if char == "\n":
        return Markup('<i class="n">\n</i>') if everything else None
    if not everything and (char == "\t" or char in JOINERS or unicodedata.category(char) == "Zs"):
        return None
    name = unicodedata.name(char, "")
    return Markup('<span class="u" data-c="{:x}"{}>U+{:04X}</span>').format(
        ord(char), Markup(' title="{}"').format(name) if name else "", ord(char)
    )


@lru_cache(maxsize=1024)
def attribute(text: str) -> Markup:
    """An attribute value; HTML would turn a carriage return into a line feed."""
    return Markup(escape(text).replace("\r", Markup("&#13;")))  # noqa: S704 - escaped before


def count(number: float) -> str:
    """A number for a reader."""
    return f"{number:,}"


def percent(share: float) -> str:
    """A probability for a reader; 0 % and 100 % only if certain."""
    if 0 < share < MIN_SHOWN:
        return "under 1 %"
    return "over 99 %" if 1 - MIN_SHOWN < share < 1 else f"{share:.0%}".replace("%", " %")


def words(number: int, one: str, several: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"
