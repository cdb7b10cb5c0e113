"""How often the entries of a glossary are used in cleaned texts.

Texts come one at a time and are not kept: memory grows with the number of entries, not of texts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cleaner.annotation import Annotation
from cleaner.glossary.entry import Concept
from cleaner.glossary.folding import lower
from cleaner.glossary.parse import RULES
from cleaner.glossary.store import Glossary


def entries(annotation: Annotation) -> list[str]:
    """Ids of the glossary's entries that a finding is based on."""
    one, several = annotation.evidence.get("entry"), annotation.evidence.get("entries")
    named = [one, *(several if isinstance(several, list) else ())]
    return [each for each in named if isinstance(each, str)]


def around(text: str, start: int, end: int, reach: int) -> tuple[str, str]:
    """The text before and after a span in its line, `reach` code points each; `…` where cut."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    before = text[max(line_start, start - reach) : start].lstrip()
    after = text[end : min(line_end, end + reach)].rstrip()
    return ("…" if start - reach > line_start else "") + before, after + ("…" if end + reach < line_end else "")


@dataclass(slots=True)
class Use:
    """How often an entry was used.

    Attributes:
        applied, proposed: how often it changed a text, and how often it only proposed a change.
        documents: in how many texts.
        rules: how often it was applied and proposed, by the rule that reported it.
        senses: how often each rendering was chosen.
        wrongs: how often each wrong form was found, lower case.
    """

    applied: int = 0
    proposed: int = 0
    documents: int = 0
    rules: dict[str, tuple[int, int]] = field(default_factory=dict)
    senses: Counter[str] = field(default_factory=Counter)
    wrongs: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How often it was used."""
        return self.applied + self.proposed


class Uses:
    """Counts how often the entries of a glossary are used.

    Args:
        glossary: the glossary.
        source, target: language codes of its terms and renderings.
    """

    def __init__(self, glossary: Glossary, source: str, target: str) -> None:
        self._glossary = glossary
        self._source = source
        self._target = target
        self.found: dict[str, Use] = {}

    def add(self, annotations: Iterable[Annotation]) -> None:
        """Add the findings of a text."""
        used = set()
        for annotation in annotations:
            for entry in entries(annotation):
                use = self.found.setdefault(entry, Use())
                use.documents += entry not in used
                used.add(entry)
                use.applied += annotation.applied
                use.proposed += not annotation.applied
                applied, proposed = use.rules.get(annotation.rule, (0, 0))
                use.rules[annotation.rule] = (applied + annotation.applied, proposed + (not annotation.applied))
                if annotation.rule in RULES:
                    use.wrongs[lower(annotation.found)] += 1
                elif sense := self._sense(entry, annotation):
                    use.senses[sense] += 1

    def _sense(self, entry: str, annotation: Annotation) -> str | None:
        """The rendering of an entry that a finding chose."""
        match annotation.evidence.get("candidates"):
            case [{"text": str(chosen)}, *_]:
                pass
            case _:
                chosen = annotation.replacement or ""
        concept = self._glossary.get(entry)
        terms = concept.terms.get(self._target, ()) if concept else ()
        wanted = lower(chosen.strip())
        return next((term.text for term in terms if any(lower(form) == wanted for form in term.all_forms)), None)

    def ranked(self) -> list[tuple[str, Use]]:
        """The entries that were used, by frequency, then by id."""
        return sorted(self.found.items(), key=lambda pair: (-pair[1].count, pair[0]))

    def never(self) -> Iterator[Concept]:
        """The entries of these languages that were never used, by id."""
        for concept in self._glossary.concepts:
            if concept.id not in self.found and self._source in concept.terms and self._target in concept.terms:
                yield concept
