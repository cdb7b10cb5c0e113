"""What a run into a folder costs: speed with one and two workers, memory of the largest process, by kind of input and by size.

    python benchmarks/folders.py DATA                                   print the table
    python benchmarks/folders.py DATA --mb 200 --files 20000            larger inputs
    python benchmarks/folders.py DATA --write docs/benchmarks.md        put it between the marks of a document

DATA is the folder of development data (not part of the project): its texts are repeated, each with a number in front, until the inputs have
their size, so a figure of speed is for repeated text and only the ratio between rows counts. Each run is a process of its own.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from quality import markdown, put
from throughput import CORPORA, sample


def texts(data: Path, size: int) -> Iterator[str]:
    """Extracted pages and translations of some bytes in all."""
    chosen = [text for name in ("trafilatura", "translations") for text in sample(CORPORA[name][2](data), 2_000_000)[1]]
    for number, text in enumerate(cycle(chosen)):
        yield f"{number}\n{text}"
        size -= len(text.encode())
        if size <= 0:
            return


def as_files(data: Path, folder: Path, size: int, files: int) -> Path:
    """A folder of text files."""
    (folder / "in").mkdir()
    each = max(1, size // files)
    for number, text in enumerate(texts(data, 10 * size)):
        if number == files:
            break
        (folder / f"in/{number:05}.txt").write_text(text[:each], encoding="utf-8")
    return folder / "in"


def as_jsonl(data: Path, folder: Path, size: int, _: int) -> Path:
    """A table of JSON lines."""
    path = folder / "t.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts(data, size))
    return path


def as_parquet(data: Path, folder: Path, size: int, _: int) -> Path:
    """A Parquet file of row groups of a thousand texts."""
    path = folder / "t.parquet"
    pq.write_table(pa.table({"text": list(texts(data, size))}), path, row_group_size=1000)
    return path


INPUTS: dict[str, Callable[[Path, Path, int, int], Path]] = {"files": as_files, "JSON lines": as_jsonl, "Parquet": as_parquet}


def run(path: Path, output: Path, workers: int, options: list[str]) -> tuple[float, float]:
    """Seconds of a run, and MB of its largest process."""
    command = [sys.executable, "-m", "cleaner", "clean", str(path), "-o", str(output), "-t", "en", "-j", str(workers), "--no-report", "-q"]
    program = (
        "import resource, subprocess, sys; status = subprocess.call(sys.argv[1:]);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(status)"
    )
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", program, *command, *options], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return time.perf_counter() - started, int(done.stdout.split()[-1]) / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--mb", type=int, default=20)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--select", help="rules to run (default: all): with few, the table shows what reading and writing cost")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    chosen = ["--select", options.select] if options.select else []
    rows = []
    for name, make in INPUTS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = make(options.data, Path(folder), options.mb * 1_000_000, options.files)
            size = sum(each.stat().st_size for each in ([path] if path.is_file() else path.iterdir())) / 1e6
            one, memory = run(path, Path(folder, "one"), 1, chosen)
            two, memory_two = run(path, Path(folder, "two"), 2, chosen)
            rows.append(
                [name, f"{size:.1f}", f"{size / one:.2f}", f"{size / two:.2f}", f"{one / two:.2f}", f"{memory:.0f}", f"{memory_two:.0f}"]
            )
            sys.stderr.write(f"{rows[-1]}\n")
    head = ["input", "MB", "MB/s, one process", "two workers", "two : one", "MB, one process", "MB, largest of two workers"]
    made = markdown([(head, rows)])
    sys.stdout.write(made)
    if options.write:
        options.write.write_text(put(options.write.read_text(encoding="utf-8"), "folders", made), encoding="utf-8")


if __name__ == "__main__":
    main()
