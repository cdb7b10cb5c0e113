"""`cleaner glossary stats`: which entries fire, and which never do."""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping

import orjson

from cleaner.cli.glossary.opened import left_out, opened
from cleaner.cli.options import write
from cleaner.cli.show import read_back
from cleaner.display import visible
from cleaner.folder import Cleaned
from cleaner.glossary import Glossary
from cleaner.glossary.usage import Use, Uses
from cleaner.languages.tags import parse

MAX_SHOWN = 4
"""Senses and wrong forms that are shown for an entry."""


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    glossary = opened(options)
    source, target = parse(options.source).code, parse(options.target).code
    uses = Uses(glossary, source, target)
    cleaned = Cleaned(options.folders, options.text_column)
    for row in cleaned.rows():
        uses.add(row.annotations)
    if options.format == "json":
        write(None, _json(glossary, uses, cleaned.documents, never=options.never))
    else:
        write(None, _text(glossary, uses, cleaned.documents, never=options.never, languages=(source, target)))
    return read_back(cleaned) or left_out(glossary)


def _text(glossary: Glossary, uses: Uses, documents: int, *, never: bool, languages: tuple[str, str]) -> Iterator[str]:
    ranked = uses.ranked()
    if ranked:
        width = max(len(visible(entry)) for entry, _ in ranked)
        yield f"{'fired':>8} {'applied':>8} {'proposed':>8} {'texts':>8}  {'entry':<{width}}  by\n"
        for entry, use in ranked:
            numbers = f"{use.count:>8,} {use.applied:>8,} {use.proposed:>8,} {use.documents:>8,}"
            away = "" if glossary.get(entry) else "; not in this glossary"
            yield f"{numbers}  {visible(entry):<{width}}  {visible(_by(use))}{away}\n"
        yield "\n"
    silent = list(uses.never())
    fired = sum(glossary.get(entry) is not None for entry, _ in ranked)
    texts = "1 text" if documents == 1 else f"{documents:,} texts"
    yield f"{fired:,} of {fired + len(silent):,} entries fired in {texts}; {len(silent):,} never" + (
        ":\n" if never and silent else " (--never lists them)\n" if silent else "\n"
    )
    for concept in silent if never else ():
        source, target = (concept.preferred(language) for language in languages)
        yield visible(f"{concept.id}  {source.text if source else ''} → {target.text if target else ''}") + "\n"


def _by(use: Use) -> str:
    rules = ", ".join(f"{rule} {sum(times):,}" for rule, times in sorted(use.rules.items(), key=lambda each: (-sum(each[1]), each[0])))
    return rules + _most("senses", use.senses) + _most("wrong", use.wrongs)


def _most(name: str, times: Mapping[str, int]) -> str:
    if not times:
        return ""
    ranked = _ranked(times)
    more = f", and {len(ranked) - MAX_SHOWN} more" if len(ranked) > MAX_SHOWN else ""
    return f"; {name}: " + ", ".join(f"{text} {number:,}" for text, number in ranked[:MAX_SHOWN]) + more


def _ranked(times: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(times.items(), key=lambda each: (-each[1], each[0]))


def _json(glossary: Glossary, uses: Uses, documents: int, *, never: bool) -> Iterator[str]:
    silent = [concept.id for concept in uses.never()]
    found: dict[str, object] = {
        "documents": documents,
        "entries": [
            {
                "entry": entry,
                "known": glossary.get(entry) is not None,
                "fired": use.count,
                "applied": use.applied,
                "proposed": use.proposed,
                "documents": use.documents,
                "rules": {rule: {"applied": applied, "proposed": proposed} for rule, (applied, proposed) in sorted(use.rules.items())},
                "senses": _sorted(use.senses),
                "wrong": _sorted(use.wrongs),
            }
            for entry, use in uses.ranked()
        ],
        "never": len(silent),
    }
    if never:
        found["never_entries"] = silent
    yield orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _sorted(times: Counter[str]) -> dict[str, int]:
    return dict(_ranked(times))
