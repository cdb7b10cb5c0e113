"""Check the phrase files of `cleaner/languages/data/`: `python -m cleaner.languages.lint` prints what is wrong and ends with status 1."""

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from cleaner.languages.chinese import simplify, traditional_forms
from cleaner.languages.phrases import fold, sections

DATA = Path(__file__).with_name("data")
TRADITIONAL = DATA.parent.with_name("data") / "traditional_phrases.txt"
LINE_KINDS, CATEGORY_KINDS, PLAIN_KINDS = ("lines", "weak lines"), ("openings", "contains", "byline"), ("months", "function words")
SOURCE = "# Source:"


def problems(path: Path) -> Iterator[str]:
    """What is wrong with a phrase file, as "name:line: what, and what to do"."""
    kind, sourced, section = "", False, ""
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    listed: dict[str, list[tuple[int, str]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}:{number}"
        if line.startswith("#"):
            sourced = sourced or line.startswith(SOURCE)
        elif line.startswith("["):
            section = line.strip("[]")
            kind, slash, category = section.partition("/")
            if kind in PLAIN_KINDS if slash else kind not in PLAIN_KINDS:
                yield f"{where}: section {line} has no known kind and category: write it as cleaner/languages/data/README.md shows"
            elif kind not in (*LINE_KINDS, *CATEGORY_KINDS, *PLAIN_KINDS) or (slash and not category):
                yield f"{where}: no kind of phrases is called {kind!r}: use one of those in cleaner/languages/data/README.md"
            if section in listed:
                yield f"{where}: section {line} is there twice: join them"
            listed.setdefault(section, [])
            if not sourced:
                yield f'{where}: no source is named: write "{SOURCE} …" at the head of the file or above the section'
        elif line:
            folded = fold(line) if kind in (*LINE_KINDS, "openings") else " ".join(line.lower().split())
            if folded != line:
                yield f"{where}: {line!r} is not folded and is never found: write {folded!r}"
            table = "lines" if kind in LINE_KINDS else kind
            first, before = seen.setdefault((table, line), (number, section))
            if first != number:
                yield f"{where}: {line!r} is in [{before}] already (line {first}): remove one"
            listed.setdefault(section, []).append((number, line))
    if path.stem == "zh":
        for (table, line), (number, _) in seen.items():
            twin = simplify(line)
            if twin != line and (table, twin) in seen and table not in PLAIN_KINDS and line in traditional_forms([twin]):
                yield f"{path.name}:{number}: {line!r} is made from {twin!r} when the file is read: remove it"
    for section, found in listed.items():
        for (_, one), (number, other) in pairwise(found):
            if other < one:
                yield f"{path.name}:{number}: {other!r} is after {one!r} in [{section}]: sort the section by code points"


def traditional_phrases() -> str:
    """What `cleaner/data/traditional_phrases.txt` should be: the forms of each Chinese phrase that it does not have itself."""
    made = ["# Made from cleaner/languages/data/zh.txt by training/traditional_phrases.py with OpenCC: do not edit."]
    for name, found in sections("zh").items():
        forms = [form for form in traditional_forms(found) if form not in set(found)] if "/" in name else []
        if forms:
            made += "", f"[{name}]", *sorted(forms)
    return "\n".join(made) + "\n"


def main() -> int:
    """Print the problems of every file; the exit status."""
    found = [problem for path in sorted(DATA.glob("*.txt")) for problem in problems(path)]
    if TRADITIONAL.read_text(encoding="utf-8") != traditional_phrases():
        found.append(f"{TRADITIONAL.name}: is not what OpenCC makes of zh.txt: run `python training/traditional_phrases.py`")
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
