"""The HTML report: a page, or several where it grows, that needs nothing but itself.

Every text comes from outside and is escaped by Jinja2; characters that show nothing, reorder the line or do not survive HTML are written as chips.
The page's policy allows no script and no style but its own two, by their digests, and no request at all.
"""

import base64
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from cleaner.report.model import FOUND_SHOWN, MOST_LISTED, DocumentView, Source, Survey, runs, view

LIMIT = 10 * 1024 * 1024
"""Bytes of documents from which on a report is split into pages: more makes a browser slow."""
INDEX = "report.html"
PAGE = "report-{:04}.html"
LEAST_SHOWN = 0.01
"""Probability below which "under 1 %" is shown: 0 % would say that it is certain."""
BRIEF = 48
"""Code points of a change that are shown in a table."""
EDGE = Markup('<i class="n e">\n</i>')
"""A line end at the edge of what comes or goes: where a whole line does, it is not worth a mark."""
JOINERS = "\u200c\u200d"
"""What joins and parts letters: many scripts and emoji need them, so in unchanged text they do their work unseen."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Something that could not be cleaned, or cannot be shown.

    Attributes:
        path: the file.
        line: of a table, the line.
        message: what happened.
    """

    path: str
    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Page:
    """One of several pages: its file, its first and last document, how many there are and how many changes they have."""

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
    """The files of a report: its pages where there are several, then `report.html`.

    Args:
        texts: the documents.
        survey: the finished survey of the same documents.
        summary: what `summary.json` holds.
        report: the id under which a browser keeps the decisions.
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
    """Reasons that stand on the page already: each is given once."""
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
            yield page.name, _page(**shared, bodies=bodies, page=page, number=len(kept) + 1, pages=None)
            kept.append(page)
            bodies, names, size, changes = [], [], 0, 0
            known = set()
            first = _first(document, known)
            body = macros.document(document, set(first.values()))
        known |= first.keys()
        bodies.append(body)
        names.append(source.path if source.line is None else f"{source.path}:{source.line}")
        size += weight
        changes += len(document.changes)
    if not kept:
        yield INDEX, _page(**shared, bodies=bodies, page=None, number=0, pages=None)
        return
    page = Page(PAGE.format(len(kept) + 1), names[0], names[-1], len(bodies), changes)
    kept.append(page)
    yield page.name, _page(**shared, bodies=bodies, page=page, number=len(kept), pages=None, last=True)
    yield INDEX, _page(**shared, bodies=[], page=None, number=0, pages=kept)


def _first(document: DocumentView, known: set[str]) -> dict[str, str]:
    """The reasons that are new with a document, by their names: the key of the change that each stands with."""
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
        most=MOST_LISTED,
        page_name=PAGE,
        **{"last": False, **values},
    )
    return text.encode("utf-8", "replace")


@lru_cache
def _asset(name: str) -> Markup:
    """A style or script of this package, as it stands in the page."""
    return Markup(files("cleaner.report").joinpath("templates", name).read_text(encoding="utf-8"))  # noqa: S704 - our own file


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
    """Unchanged text, and anything that is told: what could mislead is a chip, other scripts have their language."""
    return _marked(text, language, everything=False)


def exact(text: str, language: str | None = None) -> Markup:
    """Text that comes or goes: every character that does not show as itself is a chip, and line ends are seen."""
    inner = text.strip("\n")
    if not inner or len(inner) == len(text):
        return _marked(text, language, everything=True)
    head = len(text) - len(text.lstrip("\n"))
    return EDGE * head + _marked(inner, language, everything=True) + EDGE * (len(text) - len(inner) - head)


def folded(text: str, limit: int, language: str | None = None) -> Markup:
    """As `exact`; what is beyond the limit is behind a fold."""
    if len(text) <= limit:
        return exact(text, language)
    return Markup("{}<details><summary>… {} characters in all</summary>{}</details>").format(
        exact(text[:limit], language), count(len(text)), exact(text[limit:], language)
    )


def brief(text: str, most: int = BRIEF) -> Markup:
    """As `exact`, and no longer than a row of a table bears."""
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
    """What stands for a character that does not show as itself; None when it may stand there."""
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
    """A value of an attribute; HTML would make a line feed of a carriage return."""
    return Markup(escape(text).replace("\r", Markup("&#13;")))  # noqa: S704 - escaped before


def count(number: float) -> str:
    """A number as it is read."""
    return f"{number:,}"


def percent(share: float) -> str:
    """A probability as it is read; only what is certain is 0 % or 100 %."""
    if 0 < share < LEAST_SHOWN:
        return "under 1 %"
    return "over 99 %" if 1 - LEAST_SHOWN < share < 1 else f"{share:.0%}".replace("%", " %")


def words(number: int, one: str, several: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"
