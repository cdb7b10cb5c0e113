"""Mark the glossary's terms that people render in many ways, so that they are proposed and not applied.

    python training/renderings.py DATA [--write]

Reads `parallel/zh-en.dev.jsonl.gz`: Chinese sentences with English ones by people. A term is counted once a row, where it is a whole word
of the source: how many references have one of its renderings in any form, and how many of these the rendering that `cleaner` would take
there. A term whose first rendering is not people's, or that most references render otherwise, gets `status: proposed`. With `--write` the
status is written into the files under `glossary/zh-en`; it is never taken away. Prints the terms and their counts, no sentence.
"""

import argparse
import gzip
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from cleaner.glossary import Glossary, Matcher
from cleaner.glossary.adherence import searched
from cleaner.glossary.entry import USABLE, Concept, Term
from cleaner.glossary.folding import fold
from cleaner.languages.chinese import segment, simplify

FOLDER = Path(__file__).parents[1] / "glossary" / "zh-en"
JOINED = 6
"""Words of the source that a term takes, at most."""
TAKEN = 0.85
"""Share of the references that have a rendering of the term and have the one that would be taken, below which the choice is a guess."""
RENDERED = 0.2
"""Share of the references that have a rendering at all, below which the term has another one where it stands."""
MIN_REFERENCES, MIN_RENDERED = 10, 3
"""References that the second share, and the first, is believed from."""


CAPITALS = re.compile(r"\b(?:[A-Z]\.?){2,}(?!\w)")


@dataclass
class Counts:
    """How references render a term."""

    references: int = 0
    rendered: int = 0
    taken: int = 0

    @property
    def many(self) -> bool:
        """Whether it is rendered in many ways; one reference that disagrees is not yet believed against many."""
        guessed = self.rendered >= max(MIN_RENDERED, self.taken + 1) and (self.taken + 1) / (self.rendered + 2) < TAKEN
        return guessed or (self.references >= MIN_REFERENCES and self.rendered < RENDERED * self.references)


def initials(terms: list[Term]) -> set[str]:
    """What names are shortened to: UK for "the United Kingdom"."""
    capitals = ("".join(word[0] for word in re.split(r"[\s-]", term.text) if word[:1].isupper()) for term in terms)
    return {each for each in capitals if len(each) > 1}


def stands(text: object, terms: list[Term]) -> bool:
    """Whether a reference has one of the forms of terms."""
    forms = {(form, term.exact_case) for term in terms for form in term.all_forms}
    return bool(forms) and any(text.find(forms).values())  # type: ignore[attr-defined]


def count(data: Path) -> dict[tuple[str, str], Counts]:
    """The counts of each source term, by its entry and text."""
    glossary = Glossary.load()
    matcher = Matcher(glossary)
    known: dict[str, tuple[Concept, Term]] = {}
    for concept in glossary.concepts:
        for term in concept.terms.get("zh", ()):
            if len(term.text) > 1 and concept.terms.get("en"):
                known.setdefault(fold(term.text), (concept, term))
    counts: dict[tuple[str, str], Counts] = defaultdict(Counts)
    with gzip.open(data / "parallel" / "zh-en.dev.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            words = list(segment(simplify(row["source"]), "rjieba"))
            found: dict[str, tuple[Concept, Term]] = {}
            at = 0
            while at < len(words):
                spans = (fold("".join(words[at : at + length])) for length in range(min(JOINED, len(words) - at), 0, -1))
                text = next((each for each in spans if each in known), None)
                if text is not None:
                    found[text] = known[text]
                at += 1
            for reference in row["refs"] if found and not row.get("doubt") else ():
                read, around = searched(reference, "en"), matcher.around(reference)
                capitals = {each.replace(".", "") for each in CAPITALS.findall(reference)}
                for concept, term in found.values():
                    usable = [each for each in concept.terms["en"] if each.status in USABLE]
                    counted = counts[concept.id, term.text]
                    counted.references += 1
                    short = bool(initials(usable) & capitals)
                    if short or stands(read, usable):
                        counted.rendered += 1
                        counted.taken += short or len(usable) == 1 or stands(read, matcher.senses(concept, around, 0, 0)[:1])
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help="write the statuses into the glossary")
    options = parser.parse_args()
    # words that join clauses are left out as often as they are rendered, and are right all the same
    phrases = {concept.id for concept in Glossary.load().concepts if all(term.pos == "phrase" for term in concept.terms.get("en", ()))}
    many = {key: counted for key, counted in count(options.data).items() if counted.many and key[0] not in phrases}
    for (concept, term), counted in sorted(many.items()):
        print(f"{concept}\t{term}\t{counted.references}\t{counted.rendered}\t{counted.taken}")
    if options.write:
        for path in sorted(FOLDER.glob("*.txt")):
            lines, concept = [], ""
            text = path.read_text(encoding="utf-8")
            for line in text.split("\n"):
                lines.append(line)
                if line.startswith("concept: "):
                    concept = line.removeprefix("concept: ")
                elif line.startswith("zh: ") and (concept, line.removeprefix("zh: ")) in many:
                    lines.append("  status: proposed")
            path.write_text(re.sub(r"(  status: proposed\n)\1", r"\1", "\n".join(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
