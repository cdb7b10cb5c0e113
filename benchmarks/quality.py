"""How good the rules are on labelled lines and segments.

    python benchmarks/quality.py DATA

DATA is the folder of labelled development data (not part of the project). Only what is applied unasked counts as found for whole
lines, every annotation for fragments. Intervals are Wilson's, 95 %.
"""

import gzip
import json
import math
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cleaner import Cleaner, Document, Glossary
from cleaner.glossary import Concept, Term
from cleaner.glossary.adherence import adherence as renderings_of
from cleaner.glossary.adherence import stands_in


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def share(part: int, whole: int) -> str:
    """A share with its interval, in per cent."""
    if not whole:
        return "–"
    p, z = part / whole, 1.96
    centre = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return f"{100 * p:.1f} ({100 * max(0.0, centre - half):.1f}–{100 * min(1.0, centre + half):.1f})"


def removed(document: Document, lines: Sequence[str]) -> set[int]:
    """Numbers of the lines that are gone."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    gone = set()
    for annotation in document.applied:
        for number in range(bisect_right(starts, annotation.start) - 1, len(lines)):
            if starts[number] >= annotation.end:
                break
            if lines[number].strip():
                gone.add(number)
    return gone


def boilerplate(data: Path) -> None:
    print("| boilerplate | documents | precision % | recall % | characters of the story kept % |\n| --- | --- | --- | --- | --- |")
    cleaner = Cleaner(select=["boilerplate-line"])
    for path in sorted((data / "boilerplate").glob("*.jsonl.gz")):
        counts: Counter[tuple[int, bool]] = Counter()
        characters: Counter[bool] = Counter()
        documents = 0
        for row in rows(path):
            documents += 1
            lines = [line.replace("\n", " ") for line in row["lines"]]
            gone = removed(cleaner.clean("\n".join(lines)), lines)
            for number, label in enumerate(row["labels"]):
                if label >= 0 and lines[number].strip():
                    counts[label, number in gone] += 1
                    if label == 1:
                        characters[number in gone] += len(lines[number])
        found = counts[0, True] + counts[1, True]
        kept = 100 * characters[False] / max(1, sum(characters.values()))
        name = path.name.removesuffix(".dev.jsonl.gz")
        print(
            f"| {name} | {documents} | {share(counts[0, True], found)} | {share(counts[0, True], counts[0, True] + counts[0, False])} | {kept:.2f} |"
        )


def spam(data: Path) -> None:
    print("\n| spam, a line alone | lines | recall % | false alarms on good lines % |\n| --- | --- | --- | --- |")
    cleaner = Cleaner(select=["spam-line"])
    counts: Counter[tuple[str, str, bool]] = Counter()
    for row in rows(data / "spam" / "lines.dev.jsonl.gz"):
        if row["tier"] in ("core", "hard", "plain"):
            found = bool(cleaner.clean(row["text"].replace("\n", " ")).applied)
            for language in ("all", row["lang"]):
                counts[language, row["label"], found] += 1
    for language in ("all", "zh", "en", "id", "tr"):
        spam_lines = [counts[language, "spam", found] for found in (True, False)]
        ham_lines = [counts[language, "ham", found] for found in (True, False)]
        print(
            f"| {language} | {sum(spam_lines) + sum(ham_lines)} | {share(spam_lines[0], sum(spam_lines))} | {share(ham_lines[0], sum(ham_lines))} |"
        )


def fragments(data: Path) -> None:
    print("\n| fragments | segments | precision % | recall % | false alarms % |\n| --- | --- | --- | --- | --- |")
    cleaners: dict[tuple[str, str], Cleaner] = {}
    for path in sorted((data / "fragments").glob("*.jsonl.gz")):
        counts: Counter[tuple[str, bool, bool]] = Counter()
        for row in rows(path):
            key = (row["target_lang"], row["source_lang"] if row["source_lang"] != "any" else "zh")
            if key not in cleaners:
                cleaners[key] = Cleaner(*key, select=["untranslated-fragment", "untranslated-passage"])
            found = bool(cleaners[key].clean(row["target"]).annotations)
            group = "into English" if key[0] == "en" else "into other scripts" if key[0] not in ("de", "es", "fr", "it", "pt") else ""
            if group:
                counts[group, any(row["span_visible"]), found] += 1
        for group in sorted({each[0] for each in counts}):
            right, wrong, missed, silent = (counts[group, *each] for each in ((True, True), (False, True), (True, False), (False, False)))
            name = path.name.removesuffix(".dev.jsonl.gz")
            total = right + wrong + missed + silent
            print(
                f"| {name}, {group} | {total} | {share(right, right + wrong)} | {share(right, right + missed)} | {share(wrong, wrong + silent)} |"
            )


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


def adherence(data: Path) -> None:
    print("\n| terminology, source at hand | of | % |\n| --- | --- | --- |")
    right, total = words_in_place(data)
    print(f"| peers' cases of a term in a text, as expected | {total} | {share(right, total)} |")
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
    print(f"| human zh-en segments flagged (false alarms) | {segments} | {share(flagged, segments)} |")
    print(f"| planted: a binding rendering taken away is found | {planted} | {share(found, planted)} |")
    print(
        f"| precision at one fault in ten segments | – | {share(round(found / max(1, planted) * segments / 10), round(found / max(1, planted) * segments / 10) + flagged)} |"
    )
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
    print(f"| term: leftovers given their official rendering from the glossary attached | {known} | {share(proposed, known)} |")


def binding(cleaner: Cleaner, entry: str, source: str) -> bool:
    """Whether a translation without any rendering of an entry would be flagged for it."""
    return any(each.evidence["entry"] == entry for each in cleaner.clean("Nothing of the kind is said here.", source).annotations)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/quality.py DATA")
    data = Path(sys.argv[1])
    boilerplate(data)
    spam(data)
    fragments(data)
    adherence(data)


if __name__ == "__main__":
    main()
