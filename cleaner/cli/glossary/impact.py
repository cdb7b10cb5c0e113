"""`cleaner glossary impact`: what a change of the glossary would do to cleaned texts.

The originals are cleaned twice, with the glossary as it is and with the change added, and the findings compared. Only texts that
hold something of a changed entry are cleaned.
"""

import argparse
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import tee
from pathlib import Path
from typing import Any

import orjson

from cleaner.annotation import Annotation
from cleaner.api import Cleaner
from cleaner.cli.glossary.opened import left_out, opened
from cleaner.cli.options import write
from cleaner.cli.show import read_back
from cleaner.display import printable, reason, shortened, shown, visible
from cleaner.document import Document
from cleaner.errors import CleanerError, InputError, OptionError
from cleaner.folder import Cleaned, Row
from cleaner.glossary import Concept, Glossary
from cleaner.glossary.impact import Change, Difference, Effect, differences
from cleaner.glossary.parse import blocks, read, read_block
from cleaner.glossary.usage import around
from cleaner.languages.tags import parse

MAX_SHOWN = 5
"""Findings of each effect that are shown for an entry."""
REACH = 60
SHOWN = 120
ELSEWHERE = "(elsewhere in these texts)"
"""Heading of findings that belong to no changed entry."""
OPEN = "?"
"""Placeholder in a candidate for a rendering that is still missing."""


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    concepts, data = _changed(options.change)
    cleaned = Cleaned(options.folders, options.text_column, options.target)
    glossary = opened(options)
    languages = options.source, options.target
    preview(options, glossary, languages, concepts, data, cleaned, as_json=options.format == "json", workers=options.workers)
    proposed = [concept.id for concept in concepts if not concept.reviewed]
    if proposed:
        entries = f"entry {proposed[0]} is" if len(proposed) == 1 else f"{len(proposed)} entries are"
        sys.stderr.write(f"{entries} not reviewed, so nothing of {'it' if len(proposed) == 1 else 'them'} is applied; add `reviewed`\n")
    return read_back(cleaned) or left_out(glossary)


def preview(
    options: argparse.Namespace,
    old: Glossary,
    languages: tuple[str, str],
    concepts: Sequence[Concept],
    data: bytes,
    cleaned: Cleaned,
    *,
    as_json: bool = False,
    workers: int = 1,
) -> None:
    """Print what a change would do.

    Args:
        options: the files that the glossary has.
        old: the glossary as it is.
        languages: BCP-47 tags of the source and the target.
        concepts: the new and changed entries.
        data: a glossary file of them.
        cleaned: the folders.
        as_json: whether to print JSON instead of text.
        workers: worker processes.
    """
    source, target = languages
    with tempfile.TemporaryDirectory() as folder:
        complete = Path(folder, "change.txt")
        complete.write_bytes(data)
        # without a cache: the glossary is needed only once
        new = Glossary.load(*(options.glossary or ()), complete, strict=False, shipped=not options.no_default_glossary)
    cleaners = [Cleaner(target, source, glossary) for glossary in (old, new)]
    report = _Report(Change(concepts, old, parse(target).code), everything=as_json)
    _compare(cleaners, cleaned, report, workers)
    write(None, report.json(cleaned.documents) if as_json else report.text(concepts, cleaned.documents))


def _changed(path: Path) -> tuple[list[Concept], bytes]:
    """The complete entries of a change, and a file of them; how many are not complete is said on standard error.

    Raises:
        OptionError: it cannot be read, or has no complete entry.
        GlossaryError: it is malformed.
    """
    name = shown(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OptionError(f"the change {printable(name)} cannot be read: {reason(error)}; name a glossary file") from None
    concepts = read(name, data)
    found = {concept.id for concept in concepts if all(term.text != OPEN for terms in concept.terms.values() for term in terms)}
    if not found:
        raise OptionError(f"the change {printable(name)} has no complete entry; see glossary/README.md for what one looks like")
    if len(found) < len(concepts):
        count = len(concepts) - len(found)
        sys.stderr.write(f"{printable(name)}: {count} {'entry' if count == 1 else 'entries'} without a rendering (`?`) left out\n")
    kept = [data[start:end] for start, end, line in blocks(name, data) if read_block(name, data[start:end].decode(), line).id in found]
    return [concept for concept in concepts if concept.id in found], b"\n\n".join(kept)


def _compare(cleaners: Sequence[Cleaner], cleaned: Cleaned, report: "_Report", workers: int) -> None:
    waiting: deque[Row] = deque()

    def originals() -> Iterator[str]:
        for row, original, text in cleaned.originals():
            texts = (original,) if original == text else (original, text)
            if report.change.concerns(row.annotations, *texts):
                waiting.append(row)
                yield original

    # the two crews work at the same time
    each = (workers + 1) // 2
    results = [cleaner.pipe(texts, each, errors="return") for cleaner, texts in zip(cleaners, tee(originals()), strict=True)]
    for before, after in zip(*results, strict=True):
        row = waiting.popleft()
        if isinstance(before, CleanerError):
            cleaned.fail(row, before)
        elif isinstance(after, CleanerError):
            cleaned.fail(row, after)
        else:
            for failure in dict.fromkeys((*before.failures, *after.failures)):
                cleaned.fail(row, InputError(str(failure)))
            report.take(row, before, after)


class _Report:
    """What was found different.

    Args:
        change: tells which entry a difference is owed to.
        everything: whether to keep every difference, and not only as many as are shown.
    """

    def __init__(self, change: Change, *, everything: bool) -> None:
        self.change = change
        self._everything = everything
        self._texts = 0
        self._counts: Counter[tuple[str | None, Effect]] = Counter()
        self._kept: dict[tuple[str | None, Effect], list[tuple[str, str, str]]] = {}
        self._rows: list[dict[str, Any]] = []

    def take(self, row: Row, before: Document, after: Document) -> None:
        """Compare a text with itself."""
        self._texts += 1
        for difference in differences(before.annotations, after.annotations):
            key = self.change.entry(difference), difference.effect
            self._counts[key] += 1
            if not self._everything and self._counts[key] > MAX_SHOWN:
                continue
            old, new = (_sentence(before.original, difference, side) for side in (difference.before, difference.after))
            if self._everything:
                self._rows.append(_row(row, key[0], difference, old, new))
            else:
                line = row.line if row.line is not None else before.original.count("\n", 0, difference.found.start) + 1
                place = f"{printable(shown(row.folder / row.path))}:{line}"
                self._kept.setdefault(key, []).append((place, visible(old), visible(new)))

    def json(self, documents: int) -> Iterator[str]:
        """Everything, as one object."""
        counts = {effect.value: self._total(effect) for effect in Effect}
        values = {"documents": documents, "cleaned": self._texts, "counts": counts, "findings": self._rows}
        yield orjson.dumps(values, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()

    def text(self, concepts: Sequence[Concept], documents: int) -> Iterator[str]:
        """Counts, then the findings of each entry."""
        texts = "1 text" if documents == 1 else f"{documents:,} texts"
        hold = "holds" if self._texts == 1 else "hold"
        yield f"{self._texts:,} of {texts} {hold} something of the change\n"
        yield ", ".join(f"{effect} {self._total(effect):,}" for effect in Effect) + "\n"
        idle = []
        for entry in (*(concept.id for concept in concepts), None):
            effects = [effect for effect in Effect if self._counts[entry, effect]]
            if not effects:
                idle += [entry] if entry else []
                continue
            yield f"\n{entry or ELSEWHERE}\n"
            for effect in effects:
                yield from self._findings(entry, effect)
        if idle:
            yield f"\nno effect: {', '.join(idle)}\n"

    def _findings(self, entry: str | None, effect: Effect) -> Iterator[str]:
        count, kept = self._counts[entry, effect], self._kept[entry, effect]
        yield f"  {effect} {count:,}\n"
        for place, old, new in kept:
            yield f"    {place}\n      {old}\n    → {new}\n"
        if count > len(kept):
            yield f"    … and {count - len(kept):,} more\n"

    def _total(self, effect: Effect) -> int:
        return sum(count for (_, each), count in self._counts.items() if each is effect)


def _sentence(original: str, difference: Difference, side: Annotation | None) -> str:
    """The sentence around a finding: `⟦found|put in⟧`, `⟦found~proposed⟧`, `⟦found⟧` only flagged, no marks not found."""
    place = side or difference.found
    before, after = around(original, place.start, place.end, REACH)
    found = shortened(place, SHOWN)
    if side is None:
        return before + found + after
    new = "" if side.replacement is None else f"{'|' if side.applied else '~'}{side.replacement}"
    return f"{before}⟦{found}{new}⟧{after}"


def _row(row: Row, entry: str | None, difference: Difference, old: str, new: str) -> dict[str, Any]:
    return {
        "effect": difference.effect.value,
        "entry": entry,
        "folder": shown(row.folder),
        "path": row.path,
        "line": row.line,
        "before": difference.before.to_dict() if difference.before else None,
        "after": difference.after.to_dict() if difference.after else None,
        "sentence_before": old,
        "sentence_after": new,
    }
