"""How fast a glossary is found in text, and what it costs to have it: MB of UTF-8 a second at 1,000, 100,000 and 1,000,000 entries.

    python benchmarks/glossary.py [--sizes 1000,100000,1000000] [--seconds N] [--json FILE]

Compared in the same run, each in a process of its own, so that memory and start are its own: this package's matcher (variants folded, longest
match, word boundaries, entries at hand), its bare automaton, `re` with one alternation, flashtext, and pyahocorasick's plain Aho–Corasick.
The terms are invented compounds of dictionary words and the text is Chinese news prose from the seeds with terms strewn in; all
are made from a fixed seed. "Load" is from files to ready, "again" the same from the cache; memory is the process's peak above a bare one.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

SIZES = (1_000, 100_000, 1_000_000)
PEERS = ("cleaner", "automaton", "re", "flashtext", "pyahocorasick")
LIMITS = {"re": 10_000}
"""Entries beyond which a peer takes minutes to hours and is not asked."""
STORY = (
    "公安部新闻发言人在发布会上介绍，2025年全国公安机关共破获电信网络诈骗案件25.8万起，抓获犯罪嫌疑人数万名。"
    "办案民警表示，诈骗分子紧跟社会热点，针对不同年龄、不同职业的人群量身定做诈骗话术，群众一旦轻信就会造成重大财产损失。"
    "近年来，在公安机关与有关部门的共同努力下，境外诈骗窝点被一批批摧毁，案件数量持续下降，群众的安全感明显增强。"
)


def terms(size: int) -> list[str]:
    """Invented compounds of two words of jieba's dictionary, three to six Han characters."""
    rng = random.Random(7)
    rows = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    words = [word for word, count, *_ in map(str.split, rows) if len(word) in (2, 3) and int(count) > 20]
    found: dict[str, None] = {}
    while len(found) < size:
        found[rng.choice(words) + rng.choice(words)] = None
    return list(found)


def text(words: list[str], megabytes: float) -> list[str]:
    rng = random.Random(11)
    sentences = STORY.split("。")[:-1]
    lines: list[str] = []
    size = 0
    while size < megabytes * 1_000_000:
        line = "。".join(rng.choice(sentences) + (f"，{rng.choice(words)}等" if rng.random() < 0.5 else "") for _ in range(6)) + "。"
        lines.append(line)
        size += len(line.encode())
    return lines


def write(path: Path, words: list[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number, word in enumerate(words):
            file.write(f"concept: term-{number:07d}\nzh: {word}\nen: term {number}\nsource: literal\nreviewed: 2026-11-21 benchmark\n\n")


def made(peer: str, words: list[str], folder: Path) -> tuple[Callable[[str], object], float, float | None]:
    """A finder of a peer, the seconds it took to be ready, and the seconds from its cache."""
    if peer == "cleaner":
        from cleaner import Glossary
        from cleaner.glossary import Matcher

        path = folder / "terms.txt"
        write(path, words)

        def load() -> tuple[Matcher, float]:
            start = time.perf_counter()
            matcher = Matcher(Glossary.load(path, cache=folder / "cache"))
            matcher.source_terms("引流")
            return matcher, time.perf_counter() - start

        if sys.argv[-1] != "again":
            matcher, first = load()
            return matcher.source_terms, first, None
        matcher, again = load()
        return matcher.source_terms, 0.0, again
    start = time.perf_counter()
    if peer == "automaton":
        import daachorse

        find = daachorse.CharwiseDoubleArrayAhoCorasick(words, daachorse.MATCH_KIND_LEFTMOST_LONGEST).find
    elif peer == "re":
        find = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))).findall
    elif peer == "flashtext":
        from flashtext import KeywordProcessor

        processor = KeywordProcessor(case_sensitive=True)
        processor.non_word_boundaries = set()
        for word in words:
            processor.add_keyword(word)
        find = processor.extract_keywords
    else:
        import ahocorasick

        automaton = ahocorasick.Automaton()
        for number, word in enumerate(words):
            automaton.add_word(word, number)
        automaton.make_automaton()

        def find(line: str) -> object:
            return list(automaton.iter(line))

    return find, time.perf_counter() - start, None


def peak() -> float:
    """Peak memory of this process, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(peer: str, size: int, seconds: float, folder: Path) -> dict[str, float | None]:
    words = terms(size)
    lines = text(words, 0.5)
    volume = sum(len(line.encode()) for line in lines) / 1e6
    before = peak()
    find, load, again = made(peer, words, folder)
    best = float("inf")
    finish = time.perf_counter() + seconds
    while True:
        start = time.perf_counter()
        for done, line in enumerate(lines, start=1):
            find(line)
            if done % 50 == 0 and time.perf_counter() > finish and best == float("inf"):
                volume = sum(len(each.encode()) for each in lines[:done]) / 1e6
                break
        best = min(best, time.perf_counter() - start)
        if time.perf_counter() > finish:
            break
    return {"speed": volume / best, "load": load, "again": again, "memory": peak() - before}


def main() -> None:
    parser = argparse.ArgumentParser(description="Glossary matching against its peers.")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", nargs=4, metavar=("PEER", "SIZE", "FOLDER", "RUN"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        peer, size, folder, _ = options.one
        print(json.dumps(measure(peer, int(size), options.seconds, Path(folder))))
        return
    rows = []
    for size in map(int, options.sizes.split(",")):
        for peer in PEERS:
            if size > LIMITS.get(peer, size):
                continue
            with tempfile.TemporaryDirectory() as folder:
                results = {}
                for run in ("first", "again") if peer == "cleaner" else ("first",):
                    command = [sys.executable, __file__, "--seconds", str(options.seconds), "--one", peer, str(size), folder, run]
                    results[run] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
            row = {"peer": peer, "entries": size, **results["first"]}
            if "again" in results:
                row |= {"again": results["again"]["again"], "memory again": results["again"]["memory"], "speed": results["again"]["speed"]}
            rows.append(row)
    print("| entries | matcher | MB/s | load, s | again, s | memory, MB |\n| ---: | --- | ---: | ---: | ---: | ---: |")
    for row in rows:
        again = f"{row['again']:.2f}" if row.get("again") is not None else "–"
        memory = f"{row['memory']:.0f}" + (f" ({row['memory again']:.0f} from the cache)" if "memory again" in row else "")
        print(f"| {row['entries']:,} | {row['peer']} | {row['speed']:.1f} | {row['load']:.2f} | {again} | {memory} |")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
