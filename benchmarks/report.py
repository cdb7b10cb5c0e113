"""How large a report gets and how soon it can be used: 10,000 documents with some 30,000 changes, in real Chromium.

    python benchmarks/report.py [--documents N] [--runs N] [--json FILE]

The documents are news items of a few sentences, invented from a fixed seed, with faults of several kinds, and cleaned with this package, so
that every change has the evidence that it has in earnest. "Build" is `cleaner report` in this process. Of the largest page, "shown" is from asking
for it to the first contents, "ready" to the moment from which on keys do something, "first key" to the first change being chosen by one;
each the median of some runs, each in a new browser.
"""

import argparse
import json
import os
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from cleaner.cli import main as cleaner
from cleaner.report.folder import write_report

PLACES = ("Yunnan", "Fujian", "Guangdong", "Jiangsu", "Sichuan", "Hubei", "Shandong", "Henan", "Guangxi", "Hunan")
FAULTS = (
    "Officials said the 引流 of customers had gone on for {number} months.",
    "Telecommunications network fraud cost the victims {number} million yuan.",
    "The gang was led from Guokuo, where {number} suspects were held.",
    "A spokes\u200bman named {number} com\u00adpanies.",
    "The court heard {number} witnesses，and most of them spoke of the same men.",
    "The police destroyed {number} nests of the gang before noon.",
    "The measure met with a 反响 in {number} towns.",
    "It was part of special actions against {number} groups.",
)
PLAIN = (
    "The trial in {place} lasted {number} days and ended on Friday.",
    "Some {number} people had come to the square in {place} to listen.",
    "A bank in {place} had warned its customers {number} times that month.",
    "Nobody in {place} could say where the other {number} had gone.",
)
FURNITURE = ("Share", "BACK TO THE TOP", "All rights reserved.", "You May Have Missed")


def text(rng: random.Random) -> str:
    sentences = [*rng.sample(FAULTS, 2), *rng.choices(PLAIN, k=3)]
    rng.shuffle(sentences)
    story = " ".join(each.format(number=rng.randrange(2, 900), place=rng.choice(PLACES)) for each in sentences)
    return f"Court in {rng.choice(PLACES)} rules in case {rng.randrange(10_000)}\n\n{story}\n\n{rng.choice(FURNITURE)}\n"


def make(folder: Path, documents: int) -> Path:
    rng = random.Random(3)
    for number in range(documents):
        path = folder / "texts" / f"{number // 1000:02}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(rng), encoding="utf-8")
    cleaner(["clean", str(folder / "texts"), "-o", str(folder / "out"), "--target", "en", "--quiet"])
    return folder / "out"


def browse(page: Path, runs: int) -> dict[str, float]:
    from playwright.sync_api import sync_playwright

    ready, keyed, shown, filtered, nodes, heap = [], [], [], [], 0, 0.0
    with sync_playwright() as playwright:
        for _ in range(runs):
            path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            tab = browser.new_page(viewport={"width": 1360, "height": 900})
            start = time.perf_counter()
            tab.goto(page.as_uri(), wait_until="commit")
            tab.wait_for_selector("html[data-ready]", timeout=120_000)
            ready.append(time.perf_counter() - start)
            tab.keyboard.press("j")
            tab.wait_for_selector(".now", timeout=120_000)
            keyed.append(time.perf_counter() - start)
            shown.append(tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0") / 1000)
            filtered.append(
                tab.evaluate(
                    "async () => { const box = document.querySelector('[data-kind]'); const at = performance.now(); box.click();"
                    " await new Promise((done) => requestAnimationFrame(() => setTimeout(done))); return performance.now() - at; }"
                )
                / 1000
            )
            nodes = tab.evaluate("document.querySelectorAll('*').length")
            heap = tab.evaluate("performance.memory?.usedJSHeapSize ?? 0") / 1e6
            browser.close()
    return {
        "ready": statistics.median(ready),
        "slowest": max(ready),
        "first key": statistics.median(keyed),
        "shown": statistics.median(shown),
        "filter": statistics.median(filtered),
        "elements": nodes,
        "heap": heap,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="The HTML report of many documents.")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = make(Path(folder), options.documents)
        summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
        start = time.perf_counter()
        names, failures = write_report(out)
        build = time.perf_counter() - start
        if failures:
            sys.exit(f"{len(failures)} documents could not be read back")
        size = sum((out / name).stat().st_size for name in names)
        largest = max((out / name for name in names), key=lambda path: path.stat().st_size)
        row = {
            "documents": summary["documents"],
            "changes": sum(each["found"] for each in summary["rules"].values()),
            "build": build,
            "files": len(names),
            "size": size / 1e6,
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            **browse(largest, options.runs),
        }
    print(f"{row['documents']:,} documents, {row['changes']:,} changes; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"build {row['build']:.1f} s, peak memory of the process with cleaning {row['memory']:.0f} MB")
    print(f"{row['files']} file(s), {row['size']:.1f} MB; the largest has {row['elements']:,} elements")
    print(f"first contents {row['shown']:.2f} s, ready {row['ready']:.2f} s (slowest {row['slowest']:.2f} s)")
    print(f"first key {row['first key']:.2f} s, filter by kind {row['filter']:.2f} s")
    if options.json:
        options.json.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
