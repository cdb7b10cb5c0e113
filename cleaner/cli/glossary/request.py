"""The entry that the options of `cleaner glossary add` describe, and the questions for what they leave out."""

import argparse
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from rich.console import Console

from cleaner.display import printable, shown, visible
from cleaner.errors import OptionError
from cleaner.glossary.additions import Additions
from cleaner.glossary.entry import FORMS, PARTS_OF_SPEECH, Concept, Context, Term, Wrong
from cleaner.glossary.exchange.reading import id_of
from cleaner.glossary.folding import lower
from cleaner.glossary.parse import is_id
from cleaner.languages.tags import parse
from cleaner.rule import MARKED

LISTS = ("term", "rendering", "near", "unless", "wrong", "pinyin", "hit", "miss", "form")
LINES = ("concept", "domain", "origin", "reviewed", "note")


@dataclass(frozen=True, slots=True)
class Request:
    """An entry as options and answers describe it; each field has the name of its option."""

    source: str
    target: str
    status: str
    pos: str | None
    concept: str | None
    domain: str | None
    origin: str | None
    reviewed: str | None
    note: str | None
    term: tuple[str, ...]
    rendering: tuple[str, ...]
    near: tuple[str, ...]
    unless: tuple[str, ...]
    wrong: tuple[str, ...]
    pinyin: tuple[str, ...]
    hit: tuple[str, ...]
    miss: tuple[str, ...]
    form: tuple[str, ...]

    @classmethod
    def of(cls, options: argparse.Namespace) -> "Request":
        """The request of a command line."""
        given = {each.name: getattr(options, each.name) for each in fields(cls)}
        return cls(**given | {name: tuple(given[name] or ()) for name in LISTS})

    def checked(self) -> "Request":
        """The same with every value stripped.

        Raises:
            OptionError: a value is not one line of text.
        """
        values: dict[str, Any] = {name: tuple(_line(name, value) for value in getattr(self, name)) for name in LISTS}
        values |= {name: _line(name, value) for name in LINES if (value := getattr(self, name))}
        return replace(self, **values)

    @property
    def id(self) -> str:
        """The id of the entry; empty when none can be made.

        Raises:
            OptionError: the one that is given is not an id.
        """
        if self.concept and not is_id(self.concept):
            example = "write lower-case ASCII words joined by -, such as traffic-generation"
            raise OptionError(f"--concept {self.concept!r} is not an id; {example}")
        return self.concept or (id_of(self.rendering[0]) if self.rendering else "")

    def own_examples(self) -> tuple[list[str], list[str]]:
        """The hits and misses that hold none of the wrong forms."""
        forms = [form for each in (*self.wrong, *self.pinyin) for form in _alternatives(each)]
        return [hit for hit in self.hit if not _marks(hit, forms)], [miss for miss in self.miss if not _holds(miss, forms)]


def ask(request: Request, additions: Additions, domains: Iterable[str], console: Console) -> tuple[Request, bool]:
    """Ask for what a request leaves out.

    Args:
        request: of the command line.
        additions: the file that is added to.
        domains: the fields of its entries; the most frequent one is the default.
        console: where the questions are shown.

    Returns:
        The request with the answers, and whether anything was asked.

    Raises:
        OptionError: the input ended, or is not text.
    """
    asked = False

    def answer_to(question: str, default: str = "", known: Collection[str] = (), *, needed: bool = False) -> str:
        nonlocal asked
        asked = True
        while True:
            console.print(f"{question} [{visible(default)}]: " if default else f"{question}: ", end="")
            answer = input().strip() or default
            if answer in known or not (known or (needed and not answer)):
                return answer

    try:
        return _completed(request, additions, domains, answer_to), asked
    except EOFError:
        raise OptionError("the input ended before the entry was complete; nothing is written") from None
    except UnicodeDecodeError:
        raise OptionError("what was typed is not UTF-8 text; nothing is written") from None


def confirmed(question: str, console: Console) -> bool:
    """Whether the answer to a question is yes, or nothing."""
    console.print(f"{question} [Y/n]: ", end="")
    try:
        return input().strip().lower() in ("", "y", "yes")
    except (EOFError, UnicodeDecodeError):
        return False


def _completed(request: Request, additions: Additions, domains: Iterable[str], ask: Callable[..., str]) -> Request:
    there = additions.get(request.concept) if request.concept else None
    if not request.term and there is None:
        request = replace(request, term=(ask("term", needed=True),))
    stays = request.status == "do-not-translate"
    if not request.rendering and not stays and not (there and (request.term or request.wrong or request.pinyin)):
        request = replace(request, rendering=(ask("rendering", needed=True),))
    key = request.id
    there = additions.get(key) if key else None
    known = {term.text for terms in there.terms.values() for term in terms} if there else set()
    if request.rendering and not stays and request.rendering[0] not in known:
        if request.pos is None:
            usual = "name" if request.rendering[0][:1].isupper() else "noun"
            request = replace(request, pos=ask(f"word class ({', '.join(PARTS_OF_SPEECH)})", usual, PARTS_OF_SPEECH))
        if request.pos == "noun" and not any(form.startswith("plural=") for form in request.form):
            plural = ask("plural (empty when it has none)")
            request = replace(request, form=(*request.form, f"plural={plural}")) if plural else request
    if request.domain is None and not (there and there.domain):
        usual_domain = Counter(domains).most_common(1)
        request = replace(request, domain=ask("domain", usual_domain[0][0] if usual_domain else ""))
    if request.origin is None and not (there and there.source):
        request = replace(request, origin=ask("source: who renders it so (a public document or body, or literal)"))
    if request.note is None and not (there and there.note):
        request = replace(request, note=ask("note for the translator"))
    return request


def requested(request: Request, additions: Additions) -> Concept:
    """The entry that is asked for.

    Raises:
        OptionError: something is missing, or is not what it should be.
    """
    request = request.checked()
    source, target = parse(request.source).code, parse(request.target).code
    if source == target:
        raise OptionError(f"--source and --target are both {source!r}; an entry has terms in two languages")
    there = additions.get(request.id) if request.id else None
    if request.status == "do-not-translate" and request.term and not request.rendering:
        request = replace(request, rendering=request.term[:1])
    if there is None and not (request.term and request.rendering):
        lacking = "--rendering" if request.term else "--term" if request.rendering else "--term and --rendering"
        said = f"{lacking} is missing: an entry has a term and its rendering; for an entry that is there, give its id with --concept"
        raise OptionError(said.replace("and --rendering is", "and --rendering are"))
    if not request.id:
        raise OptionError(f"no id can be made of “{request.rendering[0]}”; give one in English with --concept, such as traffic-generation")
    terms = {source: tuple(Term(text) for text in request.term)}
    context = Context(tuple(request.near), tuple(request.unless))
    wrongs = _wrongs(request, there, Context() if request.rendering else context)
    hits, misses = request.own_examples()
    if (request.wrong or request.pinyin) and not (request.rendering and context):
        # a near-miss of a wrong form need not hold it
        misses = []
    renderings = [Term(text, status="admitted") for text in request.rendering]
    if renderings:
        renderings[0] = Term(
            request.rendering[0],
            status=request.status,
            pos=request.pos or "noun",
            forms=_forms(request),
            context=context,
            hits=tuple(_marked(hit, request.rendering[0]) for hit in hits),
            misses=tuple(misses),
        )
    elif hits or misses or request.form or request.pos:
        what = "--hit or --miss" if hits or misses else "--form or --pos"
        raise OptionError(f"{what} belongs to a rendering or a wrong form; give it with --rendering, --wrong or --pinyin")
    if renderings:
        terms[target] = tuple(renderings)
    return Concept(
        request.id,
        {language: each for language, each in terms.items() if each},
        tuple(wrongs),
        domain=request.domain or "",
        source=request.origin or "",
        reviewed=review(request.reviewed),
        note=request.note or "",
    )


def _line(option: str, value: str) -> str:
    """A value as a line of the file can hold it.

    Raises:
        OptionError: it is empty, has a line break, or is not Unicode.
    """
    try:
        value.encode()
    except UnicodeEncodeError:
        raise OptionError(f"--{option} {printable(shown(value))} is not UTF-8 text") from None
    if len(value.strip().splitlines()) != 1:
        raise OptionError(f"--{option} {value!r} must be one line of text")
    return value.strip()


def review(who: str | None) -> str:
    """The value of `reviewed:` for a reviewer today; empty without a reviewer."""
    return f"{datetime.now(UTC).date().isoformat()} {who.strip()}" if who else ""


def _forms(request: Request) -> dict[str, str]:
    forms = {}
    for given in request.form:
        name, equals, text = given.partition("=")
        if name not in FORMS or not equals or not text.strip():
            raise OptionError(f"--form {given!r} is not a form; write NAME=TEXT, NAME one of {', '.join(FORMS)}")
        forms[name] = text.strip()
    return forms


def _wrongs(request: Request, there: Concept | None, context: Context) -> Iterator[Wrong]:
    """The wrong forms, each line with its examples."""
    usual = there.preferred("en") if there else None
    use = usual.text if usual else request.rendering[0] if request.rendering else ""
    if not use and (request.wrong or request.pinyin):
        raise OptionError("a wrong form needs the right one; give it with --rendering")
    _, rest = request.own_examples()
    others = [] if request.rendering and (request.near or request.unless) else rest
    for rule, given in (("calque", request.wrong), ("pinyin-leftover", request.pinyin)):
        for forms in map(_alternatives, given):
            yield Wrong(
                forms,
                (use,) * len(forms),
                rule,
                exact_case=rule == "pinyin-leftover",
                context=context,
                hits=tuple(hit for hit in request.hit if _marks(hit, forms)),
                misses=tuple(miss for miss in request.miss if _holds(miss, forms) or miss in others),
            )


def _alternatives(value: str) -> tuple[str, ...]:
    return tuple(form for form in map(str.strip, value.split("|")) if form)


def _marks(hit: str, forms: Iterable[str]) -> bool:
    """Whether one of the forms is what is marked."""
    marked = {lower(match["found"]) for match in MARKED.finditer(hit)}
    return any(lower(form) in marked for form in forms)


def _holds(text: str, forms: Iterable[str]) -> bool:
    lowered = lower(text)
    return any(lower(form) in lowered for form in forms)


def _marked(hit: str, rendering: str) -> str:
    """A hit with the rendering added to a term that is marked without one."""
    return MARKED.sub(lambda match: match[0] if match["how"] else f"⟦{match['found']}|{rendering}⟧", hit)
