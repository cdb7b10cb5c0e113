"""`cleaner glossary lookup`: what the glossary has for a term, and why."""

import argparse

from rich.console import Console
from rich.text import Text

from cleaner.cli.glossary.opened import left_out, opened
from cleaner.cli.options import load_dictionary
from cleaner.display import printable, shown, visible
from cleaner.errors import OptionError
from cleaner.glossary import Concept, Glossary, Matcher
from cleaner.glossary.dictionary import Dictionary
from cleaner.glossary.entry import Context
from cleaner.glossary.folding import lower
from cleaner.languages.chinese import segment, simplify
from cleaner.languages.readings import pinyin
from cleaner.languages.tags import parse


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    source, target = parse(options.source).code, parse(options.target).code
    term = _text("TERM", options.term).strip()
    context = None if options.context is None else _text("--context", options.context)
    if not term:
        raise OptionError("TERM is empty; name a term, an English form, or the id of a concept")
    glossary = opened(options)
    dictionary = load_dictionary(options)
    matcher = Matcher(glossary, source, target)
    known = matcher.lookup(term)
    found = [known[0]] if known else _by_english(glossary, term)
    if not found:
        console.print(visible(f"{term} is not in the glossary ({len(glossary)} concepts)"))
        for word in segment(simplify(term), "rjieba") if not term.isascii() else ():
            part = matcher.lookup(word)
            usual = part[0].preferred(matcher.target) if part else None
            console.print(visible(f"  {word}  {pinyin(word)}  {usual.text if usual else '–'}"))
            if not usual and word != term:
                _show_dictionary(console, dictionary, word, indent="    ")
        _show_dictionary(console, dictionary, term)
        return 1
    if context is not None and term not in context:
        raise OptionError(f"--context must be a sentence that holds {term!r}")
    for concept in found:
        _show(console, concept, matcher)
        if context is not None:
            start = context.index(term)
            rendering = matcher.render(concept, matcher.around(context), start, start + len(term))
            if rendering is None:
                console.print("  here: no rendering fits")
            else:
                sure = "certain" if rendering.certain else "for review"
                console.print(visible(f"  here: {rendering.text} ({rendering.why}; {sure})"))
    _show_dictionary(console, dictionary, term)
    return left_out(glossary)


def _show_dictionary(console: Console, dictionary: Dictionary | None, word: str, indent: str = "  ") -> None:
    for entry in dictionary.lookup(word) if dictionary else ():
        forms = entry.simplified if entry.simplified == entry.traditional else f"{entry.simplified} · {entry.traditional}"
        meanings = "; ".join(entry.glosses) or "–"
        console.print(visible(f"{indent}{dictionary.origin if dictionary else ''}: {forms}  {entry.pinyin}  {meanings}"))


def _by_english(glossary: Glossary, term: str) -> list[Concept]:
    wanted = lower(term)
    found = []
    for concept in glossary.concepts:
        forms = [form for terms in concept.terms.values() for each in terms for form in each.all_forms]
        forms += [form for wrong in concept.wrongs for form in wrong.forms]
        if concept.id == term or any(lower(form) == wanted for form in forms):
            found.append(concept)
    return found


def _show(console: Console, concept: Concept, matcher: Matcher) -> None:
    sources = concept.terms.get(matcher.source, ())
    console.print(
        Text.assemble(
            (visible(" · ".join(term.text for term in sources)), "bold"),
            visible(f"  {pinyin(sources[0].text) if sources else ''}  "),
            (concept.id, "dim"),
        )
    )
    for term in concept.terms.get(matcher.target, ()):
        forms = ", ".join(f"{name}: {form}" for name, form in term.forms.items())
        status = "" if term.status == "preferred" else f" ({term.status})"
        console.print(visible(f"  {term.text}{status}" + (f"  [{forms}]" if forms else "")))
        _show_context(console, term.context)
    for wrong in concept.wrongs:
        console.print(visible(f"  not: {' | '.join(wrong.forms)}  ({wrong.rule}, {wrong.safety})"))
        _show_context(console, wrong.context)
    reviewed = f"reviewed {concept.reviewed}" if concept.reviewed else "proposed, not reviewed"
    console.print(visible(f"  {concept.domain}; source: {concept.source}; {reviewed}"))
    if concept.note:
        console.print(visible(f"  {concept.note}"))


def _show_context(console: Console, context: Context) -> None:
    for key in ("near", "unless"):
        if words := getattr(context, key):
            console.print(visible(f"      {key} {', '.join(words)}"))


def _text(name: str, value: str) -> str:
    """An argument, once it is known to be text.

    Raises:
        OptionError: it is not.
    """
    try:
        value.encode()
    except UnicodeEncodeError:
        raise OptionError(f"{name} {printable(shown(value))} is not UTF-8 text") from None
    return value
