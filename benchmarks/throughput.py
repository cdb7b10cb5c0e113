"""How fast cleaning is on real text: MB of UTF-8 per second of processor time on one core, with peers in the same run.

    python benchmarks/throughput.py DATA                              print the tables
    python benchmarks/throughput.py DATA --write docs/benchmarks.md   put them between the marks of a document
    python benchmarks/throughput.py DATA --only pages,harm --profile  and where the time goes, by rule
    python benchmarks/throughput.py DATA --datatrove VENV/bin/python  with datatrove, which needs an environment of its own

DATA is the folder of development data (not part of the project). Every text is cleaned once, after a warm-up with other texts, because
caches would make a second pass over the same texts look faster than work on new ones. All rules are on. Absolute figures vary with the
machine; ratios within one run can be trusted. Memory and start times are measured in processes of their own.
"""

import argparse
import cProfile
import json
import pstats
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import ftfy
from quality import Table, markdown, put, rows

import cleaner
from cleaner.registry import RULE_IDS

ROOT = Path(__file__).parent.parent
SIZE = 1_000_000
"""Bytes of a corpus, about: enough for hundreds of documents, and a run takes minutes."""
WARM_UP = 20
"""Texts of each corpus that are cleaned before the clock starts: they load models and build tables."""
ALONE = 200
"""Texts of a corpus that are cleaned one by one at most."""
ARTICLE = 1
"""Label of a line that belongs to the article."""


def pages(data: Path, extractor: str = "", language: str | None = None, *, article: bool = False) -> Iterator[str]:
    """Pages of the data, as an extractor leaves them, or their articles alone."""
    for source in ("daniel", "fundus", "scrapinghub"):
        for row in rows(data / "boilerplate" / f"{source}{extractor}.dev.jsonl.gz"):
            if language in (None, row["lang"]):
                labelled = zip(row["lines"], row["labels"], strict=True)
                yield "\n".join(line for line, label in labelled if label == ARTICLE or not article)


def parallel(data: Path, *, translated: bool) -> Iterator[str]:
    """Documents of the parallel text: what machines made of them, or their Chinese sources."""
    documents: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows(data / "parallel" / "zh-en.dev.jsonl.gz"):
        place = (row["set"], str(row["doc"]))
        for system, text in row["mt"].items() if translated else [("source", row["source"])]:
            documents[*place, system].append(text)
    yield from map("\n".join, documents.values())


CORPORA: dict[str, tuple[str, str, Callable[[Path], Iterable[str]]]] = {
    "pages": ("whole pages", "en", pages),
    "resiliparse": ("what resiliparse leaves of them", "en", lambda data: pages(data, "-resiliparse")),
    "trafilatura": ("what trafilatura leaves, English", "en", lambda data: pages(data, "-trafilatura", "en")),
    "translations": ("machine translations from Chinese", "en", lambda data: parallel(data, translated=True)),
    "harm": ("documents of many kinds", "en", lambda data: (row["text"] for row in rows(data / "harm" / "harm.dev.jsonl.gz"))),
    "english": ("clean English articles", "en", lambda data: pages(data, "", "en", article=True)),
    "chinese": ("Chinese", "zh", lambda data: parallel(data, translated=False)),
}
"""Name, description, target language, texts."""


def sample(texts: Iterable[str], size: int) -> tuple[list[str], list[str]]:
    """Some texts to warm up with, and others of about `size` bytes; the same at every run."""
    chosen = [text for text in texts if text]
    random.Random(13).shuffle(chosen)
    warm, chosen = chosen[:WARM_UP], chosen[WARM_UP:]
    total = 0
    for number, text in enumerate(chosen):
        total += len(text.encode())
        if total >= size:
            return warm, chosen[: number + 1]
    return warm, chosen


def rate(texts: list[str], run: Callable[[list[str]], object]) -> float:
    """MB per second of processor time."""
    started = time.process_time()
    run(texts)
    return sum(len(text.encode()) for text in texts) / 1e6 / (time.process_time() - started)


def jsonl(texts: list[str]) -> None:
    """What any tool pays that reads and writes JSON lines with the standard library."""
    for text in [json.dumps({"text": text}) for text in texts]:
        json.dumps({"text": json.loads(text)["text"]})


def by_datatrove(python: Path, corpora: dict[str, list[str]]) -> dict[str, float]:
    """MB per second of datatrove's chain, run by another interpreter."""
    program = Path(__file__).with_name("datatrove_chain.py")
    ran = subprocess.run([python, program], input=json.dumps(corpora), check=True, capture_output=True, text=True)
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def measured(data: Path, names: list[str], size: int, datatrove: Path | None) -> Iterator[Table]:
    corpora = {name: sample(CORPORA[name][2](data), size) for name in names}
    theirs = by_datatrove(datatrove, {name: texts for name, (_, texts) in corpora.items()}) if datatrove else {}
    table: list[list[str]] = []
    for name, (warm, texts) in corpora.items():
        described, target, _ = CORPORA[name]
        ours = cleaner.Cleaner(target)
        list(ours.pipe(warm))
        piped = rate(texts, lambda texts, ours=ours: list(ours.pipe(texts)))  # type: ignore[misc]
        alone = rate(texts[:ALONE], lambda texts, ours=ours: [ours.clean(text) for text in texts])  # type: ignore[misc]
        fixed = rate(texts, lambda texts: [ftfy.fix_text(text) for text in texts])
        bare = rate(texts, jsonl)
        chain = theirs.get(name)
        table.append(
            [
                described,
                f"{len(texts):,}",
                f"{sum(len(text.encode()) for text in texts) / 1e6:.2f}",
                *(f"{each:.2f}" for each in (piped, alone, fixed, piped / fixed)),
                f"{chain:.2f}" if chain else "–",
                f"{piped / chain:.1f}" if chain else "–",
                f"{bare / piped:.0f}",
            ]
        )
    header = [
        "text",
        "texts",
        "MB",
        "in blocks",
        "one by one",
        "ftfy",
        "blocks : ftfy",
        "datatrove",
        "blocks : datatrove",
        "JSONL : blocks",
    ]
    yield header, table


def profiled(data: Path, names: list[str], size: int) -> Iterator[Table]:
    """Processor time of each rule and of what rules share, as shares of the whole."""
    found: dict[str, dict[str, float]] = {}
    for name in names:
        warm, texts = sample(CORPORA[name][2](data), size // 2)
        ours = cleaner.Cleaner(CORPORA[name][1])
        list(ours.pipe(warm))
        profile = cProfile.Profile()
        profile.runcall(lambda texts=texts, ours=ours: list(ours.pipe(texts)))
        stats = pstats.Stats(profile)
        total: float = stats.total_tt  # type: ignore[attr-defined]
        found[name] = {}
        for (file, _, function), (_, _, _, spent, _) in stats.stats.items():  # type: ignore[attr-defined]
            stage = STAGES.get((Path(file).stem, function)) or _rule_of(Path(file), function)
            if stage:
                found[name][stage] = found[name].get(stage, 0) + spent / total
    stages = sorted(
        {stage for each in found.values() for stage in each}, key=lambda stage: -max(each.get(stage, 0) for each in found.values())
    )
    yield ["stage", *names], [[stage, *(f"{100 * found[name].get(stage, 0):.1f}" for name in names)] for stage in stages]


STAGES = {
    ("page", "probability"): "kind of text (page or not)",
    ("suspects", "suspect_lines"): "gate of mojibake",
    ("identify", "identify"): "language",
    ("literals", "find"): "literals",
    ("document", "document"): "annotations",
    ("settling", "settle"): "settling",
}
"""What rules share; a rule that is the first to ask for it pays for it, so that shares add up to more than 100 %."""


def _rule_of(path: Path, function: str) -> str | None:
    """The rule whose `find` a function is."""
    rule = (path.parent.name if path.stem == "__init__" else path.stem).replace("_", "-")
    return rule if function == "find" and rule in RULE_IDS else None


def in_process(program: str) -> float:
    """The number that a program prints, run in a process of its own."""
    return float(subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout)


def start_and_memory() -> Iterator[Table]:
    """Start times in ms (best of five) and peak memory in MB."""
    # ru_maxrss includes the parent's peak; the kernel's own high-water mark of the process does not
    peak = "print(next(int(row.split()[1]) / 1024 for row in open('/proc/self/status') if row.startswith('VmHWM')))"
    seeds = f"import cleaner, pathlib\nc = cleaner.Cleaner('en')\nfor p in sorted(pathlib.Path({str(ROOT / 'seeds')!r}).glob('*.txt')): c.clean(p.read_text())\n"
    timed = "import time; t = time.perf_counter(); {}; print((time.perf_counter() - t) * 1000)"
    sentence = "The city opened a new park on Tuesday."
    again = f"import time, cleaner; [cleaner.clean({sentence!r}, target='en') for _ in range(9)]; t = time.perf_counter()\n"
    again += f"for _ in range(200): cleaner.clean({sentence!r}, target='en')\nprint((time.perf_counter() - t) * 5)"
    programs = {
        "`import cleaner`, ms": timed.format("import cleaner"),
        "`cleaner --help`, ms": timed.format(
            "import subprocess, sys; subprocess.run([sys.executable, '-m', 'cleaner', '--help'], capture_output=True)"
        ),
        "first `clean` of a sentence with Chinese, ms": "import cleaner; " + timed.format("cleaner.clean('A word反响.', target='en')"),
        "`cleaner.clean` of a sentence, ms": again,
        "peak memory after import, MB": "import cleaner\n" + peak,
        "peak memory after the seeds, MB": seeds + peak,
    }
    yield (
        ["start and memory", "best of five"],
        [[name, f"{min(in_process(each) for _ in range(5)):.3g}"] for name, each in programs.items()],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--only", metavar="NAMES", default=",".join(CORPORA), help=f"of {', '.join(CORPORA)} (default: all)")
    parser.add_argument("--size", type=float, default=SIZE / 1e6, metavar="MB", help=f"size of each corpus (default: {SIZE / 1e6:g})")
    parser.add_argument("--datatrove", type=Path, metavar="PYTHON", help="interpreter of an environment with datatrove[processing]")
    parser.add_argument("--profile", action="store_true", help="also measure where the time goes")
    parser.add_argument("--write", type=Path, metavar="FILE", help="a document with marks, whose tables are replaced")
    options = parser.parse_args()
    names, size = options.only.split(","), int(options.size * 1e6)
    tables = [*measured(options.data, names, size, options.datatrove), *start_and_memory()]
    tables += profiled(options.data, names, size) if options.profile else []
    if options.write:
        options.write.write_text(put(options.write.read_text(encoding="utf-8"), "throughput", markdown(tables)), encoding="utf-8")
    else:
        sys.stdout.write(markdown(tables))


if __name__ == "__main__":
    main()
