"""How good the rules are on labelled text.

    python benchmarks/quality.py DATA                             print the tables
    python benchmarks/quality.py DATA --write docs/benchmarks.md  put them between the marks of a document
    python benchmarks/quality.py DATA --only spam,fragments       some of the tables; the others stay as they are in the document

DATA is the folder of labelled development data (not part of the project). The figures are those of `cleaner eval` on its files: what
is applied unasked counts for whole lines, every finding for fragments. Intervals are Wilson's, 95 %.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from cleaner import Cleaner, Glossary, RecurringLines
from cleaner.cli.evaluate import load, percent
from cleaner.evaluation import Gold, Score, score
from cleaner.evaluation.tally import Tally, share
from cleaner.glossary import Concept, Term
from cleaner.glossary.adherence import adherence as renderings_of
from cleaner.glossary.adherence import stands_in
from cleaner.recurrence import MIN_ARTICLES

Table = tuple[Sequence[str], Iterable[Sequence[str]]]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@cache
def make(target: str | None, source: str | None, rules: tuple[str, ...]) -> Cleaner:
    return Cleaner(target, source or "zh", select=rules)


def one(golds: Iterable[Gold], form: str, count: str | None = None) -> Score | None:
    """The score of the gold of one format."""
    found = score([gold for gold in golds if gold.format == form], make, count=count)
    return found[0] if found else None


def cells(tally: Tally, *names: str) -> list[str]:
    """Figures of a tally by their names, in per cent."""
    figures = {measure.name: measure for measure in tally.measures()}
    return [percent(figures[name]) for name in names]


def name_of(path: Path) -> str:
    return path.name.removesuffix(".dev.jsonl.gz")


LINES = ("precision", "recall", "F1", "character F1", "document F1", "story kept", "stories damaged")
SPAM = ("precision", "recall", "false alarms")
SPANS = ("precision", "recall", "F1", "letter F1", "false alarms")


def percented(names: Iterable[str]) -> list[str]:
    return [f"{name} %" for name in names]


def boilerplate(data: Path) -> Iterator[Table]:
    every = {path: load(str(path), 1) for path in sorted((data / "boilerplate").glob("*.jsonl.gz"))}
    scores = {path: found for path, golds in every.items() if (found := one(golds, "lines"))}
    yield (
        ("boilerplate", "documents", *percented(LINES)),
        [(name_of(path), f"{found.total.counts()['documents']:,}", *cells(found.total, *LINES)) for path, found in scores.items()],
    )
    extracted = ("-resiliparse", "-trafilatura", "-readability")
    whole = [
        gold for path, golds in every.items() for gold in golds if not name_of(path).endswith(extracted) and name_of(path) != "trafilatura"
    ]
    found = one(whole, "lines")
    if found is not None:
        groups = found.groups.get("language", {}).items()
        large = [(language, tally) for language, tally in groups if tally.counts()["documents"] >= 8]
        yield (
            ("boilerplate, whole pages", "documents", *percented(LINES)),
            [(language, f"{tally.counts()['documents']:,}", *cells(tally, *LINES)) for language, tally in [*large, ("all", found.total)]],
        )


def harm(data: Path) -> Iterator[Table]:
    """Texts that are not pages, in which every line should stay: what is removed of them with the options that ship."""
    cleaner = Cleaner()
    kinds: dict[str, Counter[str]] = {}
    for row in rows(data / "harm" / "harm.dev.jsonl.gz"):
        document = cleaner.clean(row["text"])
        gone = {
            document.original.count("\n", 0, annotation.start) + number
            for annotation in document.applied
            if annotation.replacement == "" and annotation.rule in ("boilerplate-line", "spam-line")
            for number, line in enumerate(annotation.found.split("\n"), start=1)
            if line.strip()
        }
        lost = len(gone - set(row["may_go"]))
        tally = kinds.setdefault(row["kind"], Counter())
        tally.update(
            documents=1,
            lines=sum(1 for line in row["text"].split("\n") if line.strip()),
            lost=lost,
            damaged=lost > 0,
            pages=document.page >= 0.5,
        )
    total: Counter[str] = sum(kinds.values(), Counter())
    shown = [(kind, tally) for kind, tally in sorted(kinds.items()) if tally["lost"] or tally["pages"]]
    yield (
        ("texts that are not pages", "documents", "lines", "lines removed", "documents damaged", "taken for pages"),
        [
            (kind, *(f"{tally[name]:,}" for name in ("documents", "lines", "lost", "damaged", "pages")))
            for kind, tally in [*shown, (f"all {len(kinds)} kinds", total)]
        ],
    )


def recurrence(data: Path) -> Iterator[Table]:
    """Recurring lines, whatever else is known of them, in sites with so many documents."""
    lines = []
    for path in sorted((data / "boilerplate").glob("*.jsonl.gz")):
        documents = [(row, [" ".join(line.splitlines()) for line in row["lines"]]) for row in rows(path)]
        of_site = Counter(row["site"] for row, _ in documents)
        documents = [each for each in documents if of_site[each[0]["site"]] >= MIN_ARTICLES]
        found = RecurringLines.of(("\n".join(each) for _, each in documents), [row["site"] for row, _ in documents])
        right = wrong = boilerplate = lost = story = 0
        for row, each in documents:
            for line, articles, label in zip(each, found.articles(each), row["labels"], strict=True):
                right += label == 0 and articles > 0
                wrong += label == 1 and articles > 0
                boilerplate += label == 0
                story += len(line) * (label == 1)
                lost += len(line) * (label == 1 and articles > 0)
        if right:
            lines.append(
                (name_of(path), f"{len(documents):,}", part(right, right + wrong), part(right, boilerplate), f"{100 * lost / story:.1f}")
            )
    yield ("lines that recur", "documents", "boilerplate among them %", "of all boilerplate %", "of the story's characters %"), lines


def spam(data: Path) -> Iterator[Table]:
    found = one(load(str(data / "spam" / "lines.dev.jsonl.gz"), 1), "spam")
    if found is not None:
        groups = [("all", found.total), *found.groups["language"].items()]
        large = [(name, tally) for name, tally in groups if tally.counts()["texts"] >= 50]
        yield (
            ("spam, a line alone", "lines", *percented(SPAM)),
            [(name, f"{tally.counts()['texts']:,}", *cells(tally, *SPAM)) for name, tally in large],
        )
    found = one(load(str(data / "spam" / "pages.dev.jsonl.gz"), 1), "page")
    if found is not None:
        counts = found.total.counts()
        yield (
            ("spam, whole pages", "lines", "spam", *percented(SPAM)),
            [("all", f"{counts['spam'] + counts['good']:,}", f"{counts['spam']:,}", *cells(found.total, *SPAM))],
        )


def fragments(data: Path) -> Iterator[Table]:
    lines = []
    every: list[Gold] = []
    for path in sorted((data / "fragments").glob("*.jsonl.gz")):
        golds = load(str(path), 1)
        every += [gold for gold in golds if gold.format == "same-script"]
        there = [gold for gold in golds if gold.format == "spans"]
        groups = {"all": there}
        if len({gold.target == "en" for gold in there}) == 2:
            groups["into English"] = [gold for gold in there if gold.target == "en"]
            groups["into other scripts"] = [gold for gold in there if gold.target != "en"]
        for name, each in groups.items():
            found = one(each, "spans")
            if found is not None:
                lines.append((f"{name_of(path)}, {name}", f"{found.total.counts()['segments']:,}", *cells(found.total, *SPANS)))
    yield ("fragments", "segments", *percented(SPANS)), lines
    yield from same_script(data, every)


def same_script(data: Path, golds: Sequence[Gold]) -> Iterator[Table]:
    """Leftovers in the script of the target, with the source at hand and without."""
    lines = []
    pairs = [
        gold for gold in load(str(data / "pairs" / "peer_cases.dev.jsonl.gz"), 1) if gold.groups["kind"] in ("untranslated_fragment", "any")
    ]
    planted = [gold for gold in pairs if gold.source in ("de", "es", "cs", "fr", "it", "pl", "sv", "nl", "pt")]
    for with_source in (True, False):
        says = "source at hand" if with_source else "no source"
        scores = score(golds, make, with_source=with_source)
        lines += [(f"mqm, {says}", f"{found.total.counts()['segments']:,}", *cells(found.total, *SPANS)) for found in scores]
        rules = ("untranslated-fragment", "untranslated-passage")
        bare = planted if with_source else [without(gold) for gold in planted]
        for found in score(bare, make, rules):
            counts = found.total.counts()
            figures = cells(found.total, "precision", "recall", "F1")
            lines.append(
                (
                    f"planted (DEMETR), {says}",
                    f"{counts['to flag'] + counts['to pass']:,}",
                    *figures,
                    "–",
                    *cells(found.total, "false alarms"),
                )
            )
    yield ("same script", "segments", *percented(SPANS)), lines


def without(gold: Gold) -> Gold:
    """A pair whose source is not known."""
    return Gold(gold.format, gold.text, gold.labels, groups=gold.groups, target=gold.target, source=gold.source)


def words_in_place(data: Path) -> tuple[int, int]:
    """The peers' cases of whether a text has a term: how many are as expected, of how many."""
    right = total = 0
    for row in rows(data / "pairs" / "peer_cases.dev.jsonl.gz"):
        if row["check"] == "term_match":
            found = stands_in(row["source"], "en", [Term(row["params"]["term"])])
            right += found == (row["expect"] == "flag")
            total += 1
    return right, total


def human(data: Path) -> Iterator[tuple[str, str]]:
    """Chinese and English segments, one the translation of the other, made by people."""
    for row in rows(data / "fragments" / "clean.dev.jsonl.gz"):
        if row["pair"] == "en-zh":
            yield row["target"], row["source"]


def adherence(data: Path) -> Iterator[Table]:
    right, total = words_in_place(data)
    cleaner = Cleaner("en", select=["missing-term", "forbidden-term"])
    matcher = cleaner.settings.matchers["en"]
    flagged = segments = planted = found = 0
    for source, target in human(data):
        segments += 1
        before = {each.evidence["entry"] for each in cleaner.clean(target, source).annotations}
        flagged += bool(before)
        for each in renderings_of(matcher, source, target):
            if each.concept.id in before or not each.rendered:
                continue
            # a rendering taken away, wherever it stands, is a fault that is known
            broken = target
            for place in reversed(each.rendered):
                broken = broken[: place.start] + "it" + broken[place.end :]
            if not binding(cleaner, each.concept.id, source):
                continue
            planted += 1
            found += any(one.evidence["entry"] == each.concept.id for one in cleaner.clean(broken, source).annotations)
    expected = round(found / max(1, planted) * segments / 10)
    known = proposed = 0
    for row in rows(data / "fragments" / "term.dev.jsonl.gz"):
        if not row["glossary"]:
            continue
        terms = [(source, forms) for source, forms in row["glossary"].items() if source in row["target"]]
        concepts = [
            Concept(
                f"term-{number}", {"zh": (Term(source),), "en": tuple(Term(form, pos="name") for form in forms)}, reviewed="2026-11-21 data"
            )
            for number, (source, forms) in enumerate(terms)
        ]
        document = Cleaner("en", glossary=Glossary(concepts)).clean(row["target"])
        for source, forms in terms:
            known += 1
            proposed += any(
                source in each.found and any(form in str(each.evidence.get("candidates")) for form in forms)
                for each in document.annotations
            )
    yield (
        ("terminology, source at hand", "of", "%"),
        [
            ("peers' cases of a term in a text, as expected", f"{total:,}", part(right, total)),
            ("human zh-en segments flagged (false alarms)", f"{segments:,}", part(flagged, segments)),
            ("planted: a binding rendering taken away is found", f"{planted:,}", part(found, planted)),
            ("precision at one fault in ten segments", "–", part(expected, expected + flagged)),
            ("term: leftovers given their official rendering from the glossary attached", f"{known:,}", part(proposed, known)),
        ],
    )


def part(some: int, whole: int) -> str:
    return percent(share("", some, whole))


def binding(cleaner: Cleaner, entry: str, source: str) -> bool:
    """Whether a translation without any rendering of an entry would be flagged for it."""
    return any(each.evidence["entry"] == entry for each in cleaner.clean("Nothing of the kind is said here.", source).annotations)


SECTIONS: dict[str, Callable[[Path], Iterator[Table]]] = {
    "boilerplate": boilerplate,
    "harm": harm,
    "recurrence": recurrence,
    "spam": spam,
    "fragments": fragments,
    "adherence": adherence,
}


def markdown(tables: Iterable[Table]) -> str:
    made = []
    for header, lines in tables:
        every = [header, ["---", *["---:"] * (len(header) - 1)], *lines]
        made.append("".join(f"| {' | '.join(line)} |\n" for line in every))
    return "\n".join(made)


def put(document: str, name: str, tables: str) -> str:
    """The document with a section between its marks replaced.

    Raises:
        SystemExit: the document has no such marks.
    """
    begin, end = f"<!-- quality: {name} -->\n", f"<!-- end of quality: {name} -->\n"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if not pattern.search(document):
        sys.exit(f"the document has no {begin.strip()} and {end.strip()}; put them where the tables are to stand")
    return pattern.sub(lambda _: f"{begin}\n{tables}\n{end}", document, count=1)


def main() -> None:
    parser = argparse.ArgumentParser(description="How good the rules are on labelled text.")
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--write", type=Path, metavar="FILE", help="a document with marks, whose tables are replaced")
    parser.add_argument("--only", metavar="NAMES", default=",".join(SECTIONS), help=f"of {', '.join(SECTIONS)} (default: all)")
    options = parser.parse_args()
    for name in options.only.split(","):
        tables = markdown(SECTIONS[name](options.data))
        if options.write:
            options.write.write_text(put(options.write.read_text(encoding="utf-8"), name, tables), encoding="utf-8")
        else:
            sys.stdout.write(tables + "\n")


if __name__ == "__main__":
    main()
