"""`cleaner glossary candidates`: what the glossary lacks, as entries to be completed."""

import argparse
import sys
import unicodedata
from collections.abc import Iterator

from cleaner.annotation import Annotation
from cleaner.cli.glossary.opened import left_out, opened
from cleaner.cli.options import load_dictionary, write
from cleaner.cli.show import read_back
from cleaner.display import printable, shown, visible
from cleaner.folder import Cleaned, Row
from cleaner.glossary import Glossary, Matcher
from cleaner.glossary.candidates import FRAGMENT_RULE, Candidate, Candidates
from cleaner.glossary.dictionary import Dictionary
from cleaner.glossary.usage import around, entries
from cleaner.languages.chinese import segment, simplify
from cleaner.languages.readings import pinyin
from cleaner.languages.tags import parse

REACH = 80
"""Code points of a sentence that are shown on each side of a term."""


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    source, target = parse(options.source).code, parse(options.target).code
    dictionary = load_dictionary(options)
    glossary = opened(options)
    matcher = Matcher(glossary, source, target)
    cleaned = Cleaned(options.folders, options.text_column, options.target)
    gathered = Candidates(matcher, options.sentences)
    findings = sum(_gather(cleaned, row, number, source, gathered) for number, row in enumerate(cleaned.rows()))
    ranked = gathered.ranked(options.least)
    write(options.output, _file(ranked, _Blocks(glossary, matcher, dictionary), [printable(shown(folder)) for folder in options.folders]))
    terms = "1 term" if len(ranked) == 1 else f"{len(ranked):,} terms"
    fragments = "1 fragment" if findings == 1 else f"{findings:,} fragments"
    texts = "1 text" if cleaned.documents == 1 else f"{cleaned.documents:,} texts"
    where = f"; they are in {printable(shown(options.output))}" if options.output else ""
    sys.stderr.write(f"{terms} from {fragments} that the glossary does not have, in {texts}{where}\n")
    return read_back(cleaned) or left_out(glossary)


def _gather(cleaned: Cleaned, row: Row, number: int, source: str, gathered: Candidates) -> int:
    """Take the fragments of a text in; how many there are."""
    found = [each for each in row.annotations if _lacking(each, source)]
    if not found:
        return 0
    text = cleaned.text(row)
    if text is not None and cleaned.original(row, text) is None:
        text = None
    for annotation in found:
        # the fragment as it reads once characters are repaired; without the text, at least without what does not show
        shows = "".join(filter(str.isprintable, annotation.found))
        fragment = shows if text is None else text[annotation.text_start : annotation.text_end]
        first = annotation.text_start

        def sentence(start: int, end: int, first: int = first) -> str | None:
            if text is None:
                return None
            before, after = around(text, first + start, first + end, REACH)
            return f"{before}⟦{text[first + start : first + end]}⟧{after}"

        gathered.add(fragment, number, sentence)
    return len(found)


def _lacking(annotation: Annotation, source: str) -> bool:
    """Whether this is a fragment of the source language that no entry was found for."""
    language = annotation.evidence.get("language")
    ours = isinstance(language, str) and language.split("-")[0] == source
    return annotation.rule == FRAGMENT_RULE and ours and not annotation.applied and not entries(annotation)


class _Blocks:
    """Makes a block of each candidate, its id unlike any other.

    Args:
        glossary: whose ids are taken.
        matcher: the glossary, for words of a term that it knows.
        dictionary: asked for renderings and pinyin.
    """

    def __init__(self, glossary: Glossary, matcher: Matcher, dictionary: Dictionary | None) -> None:
        self._glossary = glossary
        self._matcher = matcher
        foreign = dictionary is not None and dictionary.language not in (None, matcher.target)
        self._dictionary = None if foreign or matcher.source != "zh" else dictionary
        self._taken: set[str] = set()

    def block(self, candidate: Candidate) -> Iterator[str]:
        times = "once" if candidate.count == 1 else f"{candidate.count:,} times"
        texts = "1 document" if candidate.documents == 1 else f"{candidate.documents:,} documents"
        yield f"# {times} in {texts}\n"
        for _, sentence in candidate.sentences:
            yield f"# sentence: {visible(sentence)}\n"
        if self._matcher.source == "zh":
            yield from self._meanings(candidate.term)
        yield f"concept: {self._id(candidate.term)}\n"
        yield f"{self._matcher.source}: {candidate.term}\n"
        yield f"{self._matcher.target}: ?\n"
        yield "source: ?\n"

    def _meanings(self, term: str) -> Iterator[str]:
        found = [each for each in self._dictionary.lookup(term) if each.glosses] if self._dictionary else []
        for each in found:
            yield f"# dictionary: {visible('; '.join(each.glosses))}  ({visible(each.pinyin)})\n"
        if found:
            return
        yield f"# pinyin: {visible(pinyin(term))}\n"
        words = [(word, self._meaning(word)) for word in segment(simplify(term))]
        if len(words) > 1 and any(meaning for _, meaning in words):
            shown_words = " · ".join(f"{word} {meaning or '?'}" for word, meaning in words)
            yield f"# word by word: {visible(shown_words)}\n"

    def _meaning(self, word: str) -> str | None:
        known = self._matcher.lookup(word)
        rendering = known[0].preferred(self._matcher.target) if known else None
        if rendering:
            return rendering.text
        glosses = self._dictionary.candidates(word) if self._dictionary else []
        return glosses[0]["text"] if glosses else None

    def _id(self, term: str) -> str:
        plain = unicodedata.normalize("NFD", pinyin(term)).lower()
        syllables = ("".join(char for char in syllable if char.isascii() and char.isalnum()) for syllable in plain.split())
        base = "-".join(("candidate", *filter(None, syllables)))
        unique, number = base, 1
        while unique in self._taken or self._glossary.get(unique) is not None:
            number += 1
            unique = f"{base}-{number}"
        self._taken.add(unique)
        return unique


def _file(ranked: list[Candidate], blocks: _Blocks, folders: list[str]) -> Iterator[str]:
    yield f"# Terms that the glossary does not have, from {', '.join(folders)}: the most frequent first.\n"
    yield "# Put the rendering and who renders it so in place of `?`, then: cleaner glossary add FILE --from THIS_FILE\n"
    yield "# Entries that keep a `?` are passed over.\n"
    for candidate in ranked:
        yield "\n"
        yield from blocks.block(candidate)
