"""Learn `cleaner/models/word_forms.npz` and print the tables of its card: which form of a glossary's word a place in a sentence takes.

    python training/word_forms.py DATA [--tables-only]

Reads English text: `parallel/zh-en.dev.jsonl.gz` (references, and what machines made of the same sources), the stories of `boilerplate/`, both
sides of `fragments/`, and the prose of `harm/`. Wherever a word of the shipped glossary stands that has several forms, it is taken out, and the
score learns to tell which form stood there from what is around it: multinomial logistic regression with a ridge, a softmax over the forms
that the word has, by L-BFGS. The marked examples of the glossary are read, too. Figures are measured on documents that the weights were learned
without. The same bytes in give the same bytes out.
"""

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import daachorse
import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from cleaner.glossary import Glossary
from cleaner.glossary.entry import USABLE, Term
from cleaner.glossary.fit import SURE, forms_of, word_of
from cleaner.languages.inflection import WORD, keys
from cleaner.models.word_forms import FORMS, UNIT, WEIGHTS, features, of_word

FOLDS = 3
RIDGE = 2.0
STEPS = 100
MIN_DOCUMENTS, MIN_WORD_DOCUMENTS = 6, 2
"""Documents that a feature of the place, and of the word alone, must be seen in: what fewer show does not hold elsewhere."""
TRUST = {"human": 1.0, "machine": 0.3, "example": 10.0}
"""Weight of a place. Machines choose forms a little worse, and many of their lines are of one source; examples are chosen by people for
what they show, and there is one for a place."""
UNNAMED = 4
"""Every fourth place is learned without its word, so that words nobody has seen are judged by their place alone."""
LINE = (25, 4000)
"""Code points of the lines that are read: shorter ones are headings and cells."""
NO_PROSE = frozenset("code config table wordlist subtitles-srt subtitles-vtt scripture commit-log changelog rfc".split())
FOREIGN = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")
MARKED = re.compile("⟦[^|⟧]*\\|([^⟧]*)⟧")
STARTS_ALIKE = 4
"""Letters that two words of one stem begin with."""
STEPS_OF_TABLE = (0.8, 0.85, 0.9, 0.93, 0.95)
Floats = npt.NDArray[np.float64]


class Line(NamedTuple):
    """A line of English text, who wrote it, and of what document and set it is."""

    text: str
    by: str
    document: str
    group: str


class Place(NamedTuple):
    """A place where a word stood: which forms it could have had, and which it had (several when they are spelled alike)."""

    word: str
    forms: tuple[str, ...]
    stood: frozenset[str]
    names: tuple[str, ...]
    weight: float
    document: str
    group: str


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def digest(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def lines(data: Path) -> Iterator[Line]:
    """The lines to learn from, each once, those of people first."""
    parallel = [row for row in rows(data / "parallel" / "zh-en.dev.jsonl.gz") if not row.get("doubt")]
    for row in parallel:
        # software manuals are one document each; their rows are told apart instead
        part = f"{digest(row['id']) % 20}" if row["domain"] == "software" else row["doc"]
        for text in row["refs"]:
            yield Line(text, "human", f"{row['set']}:{part}", row["set"])
    for name in ("daniel", "fundus", "scrapinghub", "trafilatura"):
        for row in rows(data / "boilerplate" / f"{name}.dev.jsonl.gz"):
            if row["lang"].startswith("en"):
                for text, story in zip(
                    row["lines"] if isinstance(row["lines"], list) else row["lines"].split("\n"), row["labels"], strict=True
                ):
                    if story == 1:
                        yield Line(text, "human", f"{name}:{row['id']}", name)
    for row in rows(data / "harm" / "harm.dev.jsonl.gz"):
        if row["lang"].startswith("en") and row["kind"] not in NO_PROSE:
            for text in row["text"].split("\n"):
                yield Line(text, "human", f"harm:{row['id']}", "harm")
    for name in ("clean", "mqm", "esa", "pe", "term", "ref"):
        for row in rows(data / "fragments" / f"{name}.dev.jsonl.gz"):
            if row["source_lang"].startswith("en"):
                yield Line(row["source"], "human", f"{name}:{row['doc']}", "fragments")
            if row["target_lang"].startswith("en"):
                yield Line(row["target"], "human" if name == "clean" else "machine", f"{name}:{row['doc']}", "fragments")
    for row in parallel:
        for text in row["mt"].values():
            yield Line(text, "machine", f"{row['set']}:{row['doc']}", f"{row['set']}, machine")


def akin(form: str, text: str) -> bool:
    """Whether a form is of the word that a term is; "wanted" is a form of the entry of "arrest warrant", and stands for much else."""
    pairs = [(one, other) for one in WORD.findall(form.lower()) for other in WORD.findall(text.lower()) if min(len(one), len(other)) > 2]
    return form == text or any(keys(one) & keys(other) or one[:STARTS_ALIKE] == other[:STARTS_ALIKE] for one, other in pairs)


class Words:
    """The words of a glossary that have several forms, found in text."""

    def __init__(self, glossary: Glossary) -> None:
        self.terms: dict[str, Term] = {}
        spelled: dict[str, set[str]] = defaultdict(set)
        for concept in glossary.concepts:
            for term in concept.terms.get("en", ()):
                for form in term.all_forms:
                    spelled[form.lower()] |= set()
                if term.status in USABLE and len(concept.terms) > 1 and len({form.lower() for form in forms_of(term).values()}) > 1:
                    self.terms[word_of(term)] = term
                    for form in term.all_forms:
                        spelled[form.lower()].add(word_of(term))
        self.spelled = [(form, sorted(words)) for form, words in sorted(spelled.items())]
        self.automaton = daachorse.CharwiseDoubleArrayAhoCorasick([form for form, _ in self.spelled])

    def places(self, line: Line) -> Iterator[Place]:
        """The places of a line where a word stands that has other forms; the longest word where several begin."""
        text, lowered = line.text, line.text.lower()
        if len(lowered) != len(text):
            return
        reach = 0
        for start, end, number in sorted(self.automaton.find_overlapping(lowered), key=lambda hit: (hit[0], -hit[1])):
            inside = lowered[start - 1 : start].isalnum() or lowered[end : end + 1].isalnum()
            if start < reach or inside or lowered[start - 1 : start] in ("-", "'", "’") or lowered[end : end + 1] == "-":
                continue
            reach = end
            words = self.spelled[number][1]
            names: tuple[str, ...] = ()
            for word in words:
                term, found = self.terms[word], text[start:end]
                named = term.pos == "name" or term.exact_case
                if (found not in term.all_forms) if named else (found.isupper() or not akin(found, term.text)):
                    continue
                forms = forms_of(term)
                stood = frozenset(form for form, spelling in forms.items() if spelling.lower() == found.lower())
                if not stood and found == term.text:
                    stood = frozenset({"noun"})
                if stood:
                    names = names or features(text[:start], text[end:])
                    yield Place(word, tuple(forms), stood, names, TRUST[line.by] / len(words), line.document, line.group)

    def examples(self, glossary: Glossary) -> Iterator[Place]:
        """The marked sentences of the glossary."""
        for concept in glossary.concepts:
            for term in concept.terms.get("en", ()):
                for sentence in term.hits if word_of(term) in self.terms else ():
                    mark = MARKED.search(sentence)
                    if mark is None:
                        continue
                    meant = mark[1].lower()
                    forms = forms_of(term)
                    stood = frozenset(form for form, spelling in forms.items() if spelling.lower() in (meant, meant.removeprefix("the ")))
                    if stood:
                        before, after = (MARKED.sub(r"\1", part) for part in (sentence[: mark.start()], sentence[mark.end() :]))
                        yield Place(
                            word_of(term),
                            tuple(forms),
                            stood,
                            features(before, after),
                            TRUST["example"],
                            f"example:{concept.id}",
                            "examples",
                        )


def gather(data: Path) -> list[Place]:
    glossary = Glossary.load()
    words = Words(glossary)
    seen: set[str] = set()
    found: list[Place] = []
    for line in lines(data):
        text = line.text.strip()
        if LINE[0] <= len(text) <= LINE[1] and text not in seen and not FOREIGN.search(text):
            seen.add(text)
            found += words.places(line._replace(text=text))
    return [*found, *words.examples(glossary)]


class Model:
    """Weights and the features they are for."""

    def __init__(self, places: Sequence[Place]) -> None:
        named = [
            place.names if digest(f"{place.document} {place.word} {number}") % UNNAMED == 0 else named_by(place)
            for number, place in enumerate(places)
        ]
        documents: dict[str, set[str]] = defaultdict(set)
        for place, names in zip(places, named, strict=True):
            for name in names:
                if len(documents[name]) < MIN_DOCUMENTS:
                    documents[name].add(place.document)
        kept = sorted(
            name
            for name, there in documents.items()
            if len(there) >= (MIN_WORD_DOCUMENTS if name.startswith("word=") and ", determiner=" not in name else MIN_DOCUMENTS)
        )
        self.at = {name: number for number, name in enumerate(kept)}
        matrix = self.matrix(named)
        stood, has = masks(places)
        weight = np.array([place.weight for place in places])
        closed, open_ = np.where(has, 0, -1e9), np.where(stood, 0, -1e9)
        turned = matrix.T.tocsr()

        def loss(flat: Floats) -> tuple[float, Floats]:
            weights = flat.reshape(len(kept), len(FORMS))
            scores = matrix @ weights
            every, right = softmax(scores + closed), softmax(scores + open_)
            value = (weight * (total(scores + closed) - total(scores + open_))).sum() + RIDGE / 2 * (flat @ flat)
            slope = turned @ ((every - right) * weight[:, None]) + RIDGE * weights
            return float(value), slope.ravel()

        found = minimize(loss, np.zeros(len(kept) * len(FORMS)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
        self.weights = np.clip(np.rint(found.x.reshape(len(kept), len(FORMS)) * UNIT), -127, 127).astype(np.int8)

    def matrix(self, named: Iterable[Iterable[str]]) -> Any:
        columns: list[int] = []
        ends = [0]
        for names in named:
            columns += [self.at[name] for name in names if name in self.at]
            ends.append(len(columns))
        return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(self.at)))

    def judged(self, places: Sequence[Place], *, by_word: bool = True) -> tuple[Floats, npt.NDArray[np.bool_]]:
        """For each place the probability of the likeliest form, and whether it stood there; forms that are spelled alike are one."""
        _, has = masks(places)
        matrix = self.matrix(named_by(place) if by_word else place.names for place in places)
        chances = softmax(matrix @ self.weights.astype(float) / UNIT + np.where(has, 0, -1e9))
        together = [sum(row[FORMS.index(form)] for form in place.stood) for place, row in zip(places, chances, strict=True)]
        others = [
            max([0.0, *(row[FORMS.index(form)] for form in place.forms if form not in place.stood)])
            for place, row in zip(places, chances, strict=True)
        ]
        right = np.array(together) >= np.array(others)
        return np.maximum(together, others), right

    def write(self, path: Path) -> str:
        kept = (self.weights != 0).any(axis=1)
        names = np.array([name for name, keep in zip(self.at, kept, strict=True) if keep])
        np.savez_compressed(path, features=names, weights=self.weights[kept])
        return f"{kept.sum():,} features, sha256 {hashlib.sha256(self.weights[kept].tobytes()).hexdigest()}"


def named_by(place: Place) -> tuple[str, ...]:
    return (*of_word(place.word, place.names), *place.names)


def masks(places: Sequence[Place]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    stood = np.array([[form in place.stood for form in FORMS] for place in places])
    has = np.array([[form in place.forms for form in FORMS] for place in places])
    return stood & has, has


def total(scores: Floats) -> Floats:
    top = scores.max(axis=1)
    return np.asarray(top + np.log(np.exp(scores - top[:, None]).sum(axis=1)))


def softmax(scores: Floats) -> Floats:
    return np.asarray(np.exp(scores - total(scores)[:, None]))


def tables(held: Sequence[Place], chance: Floats, right: npt.NDArray[np.bool_], bare: tuple[Floats, npt.NDArray[np.bool_]]) -> None:
    print(f"\n{len(held):,} places, right {right.mean():.3f}; without the word {bare[1].mean():.3f}\n")
    print("| probability from | taken | wrong | without the word: taken | wrong |\n| ---: | ---: | ---: | ---: | ---: |")
    for step in STEPS_OF_TABLE:
        cells = [
            cell
            for each, good in ((chance, right), bare)
            for cell in (f"{(each >= step).mean():.3f}", f"{1 - good[each >= step].mean():.4f}")
        ]
        print(f"| {step} | " + " | ".join(cells) + " |")
    print(f"\nFrom {SURE}:\n\n| group | places | taken | wrong |\n| --- | ---: | ---: | ---: |")
    kinds = {group: [place.group == group for place in held] for group in sorted({place.group for place in held})}
    kinds |= {
        " ".join(forms): [place.forms == forms for place in held] for forms, _ in Counter(place.forms for place in held).most_common(6)
    }
    for name, members in kinds.items():
        sure = np.array(members) & (chance >= SURE)
        print(f"| {name} | {sum(members):,} | {sure.sum() / sum(members):.3f} | {1 - right[sure].mean():.4f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=Path, metavar="DIR", help="also write there the weights that were learned without each fold")
    parser.add_argument("--tables-only", action="store_true", help="do not write the weights")
    options = parser.parse_args()
    places = gather(options.data)
    print(f"{len(places):,} places, {len({place.word for place in places}):,} words", flush=True)
    # what machines made of a document, and segments of the same shared tasks, must not stand on both sides
    measured = sorted({place.group for place in places} - {"harm", "fragments", "examples"})
    held, results, bare = [], [], []
    for fold in range(FOLDS):
        out = [place.group in measured and "machine" not in place.group and digest(place.document) % FOLDS == fold for place in places]
        documents = {place.document for place, test in zip(places, out, strict=True) if test}
        among = [
            place
            for place, test in zip(places, out, strict=True)
            if not test and place.document not in documents and place.group not in ("fragments", "vue, machine", "apollo, machine")
        ]
        model = Model(among)
        test = [place for place, there in zip(places, out, strict=True) if there]
        held += test
        results.append(model.judged(test))
        bare.append(model.judged(test, by_word=False))
        if options.folds:
            print(f"fold {fold}: {model.write(options.folds / f'{fold}.npz')}", flush=True)
    chance, right = (np.concatenate(column) for column in zip(*results, strict=True))
    tables(held, chance, right, tuple(np.concatenate(column) for column in zip(*bare, strict=True)))  # type: ignore[arg-type]
    if not options.tables_only:
        print(f"\n{Model(places).write(WEIGHTS)}")


if __name__ == "__main__":
    main()
