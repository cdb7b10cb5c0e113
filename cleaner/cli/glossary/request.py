"""The entry that the options of `cleaner glossary add` describe, and the questions for what they leave out."""

import argparse
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime

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


def ask(options: argparse.Namespace, additions: Additions, domains: Iterable[str], console: Console) -> bool:
    """Ask for what no option gives, and put the answers where the options are; whether anything was asked.

    Args:
        options: of the command line.
        additions: the file that is added to.
        domains: the fields of its entries; the most frequent one is the default.
        console: where the questions are shown.

    Raises:
        OptionError: the input ended, or is no text.
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
        _questions(options, additions, domains, answer_to)
    except EOFError:
        raise OptionError("the input ended before the entry was complete; nothing is written") from None
    except UnicodeDecodeError:
        raise OptionError("what was typed is not UTF-8 text; nothing is written") from None
    return asked


def confirmed(question: str, console: Console) -> bool:
    """Whether the answer to a question is yes, or nothing."""
    console.print(f"{question} [Y/n]: ", end="")
    try:
        return input().strip().lower() in ("", "y", "yes")
    except (EOFError, UnicodeDecodeError):
        return False


def _questions(options: argparse.Namespace, additions: Additions, domains: Iterable[str], ask: Callable[..., str]) -> None:
    there = additions.get(options.concept) if options.concept else None
    if not options.term and there is None:
        options.term = [ask("term", needed=True)]
    stays = options.status == "do-not-translate"
    if not options.rendering and not stays and not (there and (options.term or options.wrong or options.pinyin)):
        options.rendering = [ask("rendering", needed=True)]
    key = _id(options)
    there = additions.get(key) if key else None
    known = {term.text for terms in there.terms.values() for term in terms} if there else set()
    if options.rendering and not stays and options.rendering[0] not in known:
        first = options.rendering[0]
        if options.pos is None:
            usual = "name" if first[:1].isupper() else "noun"
            options.pos = ask(f"word class ({', '.join(PARTS_OF_SPEECH)})", usual, PARTS_OF_SPEECH)
        if options.pos == "noun" and not any(form.startswith("plural=") for form in options.form):
            plural = ask("plural (empty when it has none)")
            options.form += [f"plural={plural}"] if plural else []
    if options.domain is None and not (there and there.domain):
        usual_domain = Counter(domains).most_common(1)
        options.domain = ask("domain", usual_domain[0][0] if usual_domain else "")
    if options.origin is None and not (there and there.source):
        options.origin = ask("source: who renders it so (a public document or body, or literal)")
    if options.note is None and not (there and there.note):
        options.note = ask("note for the translator")


def requested(options: argparse.Namespace, additions: Additions) -> Concept:
    """The entry that the options describe.

    Raises:
        OptionError: something is missing, or is not what it should be.
    """
    for option in ("term", "rendering", "near", "unless", "wrong", "pinyin", "hit", "miss", "form"):
        setattr(options, option, [_line(option, value) for value in getattr(options, option) or ()])
    for option in ("concept", "domain", "origin", "reviewed", "note"):
        if getattr(options, option):
            setattr(options, option, _line(option, getattr(options, option)))
    source, target = parse(options.source).code, parse(options.target).code
    if source == target:
        raise OptionError(f"--source and --target are both {source!r}; an entry has terms in two languages")
    key = _id(options)
    there = additions.get(key) if key else None
    if options.status == "do-not-translate" and options.term and not options.rendering:
        options.rendering = options.term[:1]
        key = key or _id(options)
    if there is None and not (options.term and options.rendering):
        lacking = "--rendering" if options.term else "--term" if options.rendering else "--term and --rendering"
        said = f"{lacking} is missing: an entry has a term and its rendering; for an entry that is there, give its id with --concept"
        raise OptionError(said.replace("and --rendering is", "and --rendering are"))
    if not key:
        raise OptionError(f"no id can be made of “{options.rendering[0]}”; give one in English with --concept, such as traffic-generation")
    terms = {source: tuple(Term(text) for text in options.term)}
    context = Context(tuple(options.near), tuple(options.unless))
    wrongs = _wrongs(options, there, Context() if options.rendering else context)
    hits, misses = _own_examples(options)
    if (options.wrong or options.pinyin) and not (options.rendering and context):
        # a near-miss of a wrong form need not hold it
        misses = []
    renderings = [Term(text, status="admitted") for text in options.rendering]
    if renderings:
        renderings[0] = Term(
            options.rendering[0],
            status=options.status,
            pos=options.pos or "noun",
            forms=_forms(options),
            context=context,
            hits=tuple(_marked(hit, options.rendering[0]) for hit in hits),
            misses=tuple(misses),
        )
    elif hits or misses or options.form or options.pos:
        what = "--hit or --miss" if hits or misses else "--form or --pos"
        raise OptionError(f"{what} belongs to a rendering or a wrong form; give it with --rendering, --wrong or --pinyin")
    if renderings:
        terms[target] = tuple(renderings)
    return Concept(
        key,
        {language: each for language, each in terms.items() if each},
        tuple(wrongs),
        domain=options.domain or "",
        source=options.origin or "",
        reviewed=review(options.reviewed),
        note=options.note or "",
    )


def _id(options: argparse.Namespace) -> str:
    if options.concept:
        if not is_id(options.concept):
            raise OptionError(
                f"--concept {options.concept!r} is no id; write lower-case ASCII words joined by -, such as traffic-generation"
            )
        return str(options.concept)
    return id_of(options.rendering[0]) if options.rendering else ""


def _line(option: str, value: str) -> str:
    """A value as a line of the file can hold it.

    Raises:
        OptionError: it is empty, has a line break, or is no Unicode.
    """
    try:
        value.encode()
    except UnicodeEncodeError:
        raise OptionError(f"--{option} {printable(shown(value))} is not UTF-8 text") from None
    if len(value.strip().splitlines()) != 1:
        raise OptionError(f"--{option} {value!r} must be one line of text")
    return value.strip()


def review(who: str | None) -> str:
    """The value of `reviewed:` for somebody who looks at an entry today; empty without anybody."""
    return f"{datetime.now(UTC).date().isoformat()} {who.strip()}" if who else ""


def _forms(options: argparse.Namespace) -> dict[str, str]:
    forms = {}
    for given in options.form:
        name, equals, text = given.partition("=")
        if name not in FORMS or not equals or not text.strip():
            raise OptionError(f"--form {given!r} is no form; write NAME=TEXT, NAME one of {', '.join(FORMS)}")
        forms[name] = text.strip()
    return forms


def _wrongs(options: argparse.Namespace, there: Concept | None, context: Context) -> Iterator[Wrong]:
    """The wrong forms, each line with its examples."""
    usual = there.preferred("en") if there else None
    use = usual.text if usual else (options.rendering or [""])[0]
    if not use and (options.wrong or options.pinyin):
        raise OptionError("a wrong form needs the right one; give it with --rendering")
    _, rest = _own_examples(options)
    others = [] if options.rendering and (options.near or options.unless) else rest
    for rule, given in (("calque", options.wrong), ("pinyin-leftover", options.pinyin)):
        for forms in map(_alternatives, given):
            yield Wrong(
                forms,
                (use,) * len(forms),
                rule,
                exact_case=rule == "pinyin-leftover",
                context=context,
                hits=tuple(hit for hit in options.hit if _marks(hit, forms)),
                misses=tuple(miss for miss in options.miss if _holds(miss, forms) or miss in others),
            )


def _own_examples(options: argparse.Namespace) -> tuple[list[str], list[str]]:
    """The hits and misses that hold none of the wrong forms."""
    forms = [form for each in (*options.wrong, *options.pinyin) for form in _alternatives(each)]
    return [hit for hit in options.hit if not _marks(hit, forms)], [miss for miss in options.miss if not _holds(miss, forms)]


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
    """A hit with the rendering behind a term that is marked without one."""
    return MARKED.sub(lambda match: match[0] if match["how"] else f"⟦{match['found']}|{rendering}⟧", hit)
