"""How fast cleaning is: MB of UTF-8 a second on one core, against ftfy and langdetect in the same run.

    python benchmarks/throughput.py [--seconds N] [--json FILE]

Three corpora are made from the seeds and from a generator with a fixed seed, each of documents of news length: (a) clean English,
(b) dirty translated English, (c) Chinese. Each candidate cleans whole passes over a corpus for about N seconds; the best pass counts, because
machines are noisy, and ratios within a run can be trusted where absolute figures cannot. Peak memory and import time are taken in
processes of their own.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import ftfy
from langdetect import DetectorFactory, detect
from langdetect.lang_detect_exception import LangDetectException

import cleaner

ROOT = Path(__file__).parent.parent
DOCUMENTS = 200
LANGDETECT_DOCUMENTS = 20
"""langdetect is so slow that it is timed on fewer documents."""


def read(number: str) -> str:
    path = next((ROOT / "seeds").glob(f"{number}_*.txt"))
    return path.read_bytes().decode()


def shuffled(paragraphs: list[str], rng: random.Random) -> str:
    """A document of news length: eight to sixteen paragraphs of a pool, no line twice."""
    return "\n\n".join(rng.sample(paragraphs, min(len(paragraphs), rng.randint(8, 16)))) + "\n"


def varied(sentence: str, rng: random.Random) -> str:
    """The text with other numbers, so that no two documents are the same; amounts with a conversion stay right."""
    lines = sentence.split("\n")
    return "\n".join(
        line if "($" in line else "".join(str(rng.randint(1, 9)) if char.isdigit() else char for char in line) for line in lines
    )


def corpora() -> dict[str, list[str]]:
    """The corpora by name."""
    rng = random.Random(20260210)
    story = [
        line for number in ("000", "001", "003") for line in read(number).split("\n") if 120 < len(line) < 700 and "Copyright" not in line
    ]
    dirty = [line for number in ("002", "004") for line in read(number).split("\n") if len(line) > 80]
    chrome = ["Share", "FOLLOW US", "BACK TO THE TOP", "Copyright 2020. All rights reserved.", "You May Have Missed"]
    chinese = [
        "公安部新闻发言人在发布会上介绍，2025年全国公安机关共破获电信网络诈骗案件25.8万起，抓获犯罪嫌疑人数万名。",
        "办案民警表示，诈骗分子紧跟社会热点，针对不同年龄、不同职业的人群量身定做诈骗话术，群众一旦轻信就会造成重大财产损失。",
        "会议指出，要坚持以人民为中心的发展思想，进一步加强国际执法合作，坚决铲除境外诈骗窝点，切实保护人民群众的钱袋子。",
        "近年来，随着区块链、虚拟货币、人工智能等新技术的发展，犯罪手段不断翻新升级，打击治理工作面临新的挑战。",
        "记者了解到，国家反诈中心已累计向社会公众推送预警信息数亿条，会同有关部门拦截诈骗电话和短信数十亿次。",
        "专家提醒，凡是要求转账到所谓“安全账户”的，都是诈骗；遇到可疑情况，应当立即拨打报警电话核实。",
    ]
    return {
        "clean English": [varied(shuffled(story, rng), rng) for _ in range(DOCUMENTS)],
        "dirty translated English": [
            varied(shuffled(dirty + story[:4], rng) + "\n".join(rng.sample(chrome, 3)), rng) for _ in range(DOCUMENTS)
        ],
        "Chinese": [varied("\n".join(rng.choice(chinese) + rng.choice(chinese) for _ in range(12)), rng) for _ in range(DOCUMENTS)],
    }


def best(run: Callable[[], object], seconds: float) -> float:
    """Seconds of the fastest pass."""
    run()
    fastest = float("inf")
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        started = time.process_time()
        run()
        fastest = min(fastest, time.process_time() - started)
    return fastest


def detected(text: str) -> str | None:
    try:
        return str(detect(text))
    except LangDetectException:
        return None


def measured(seconds: float) -> list[dict[str, object]]:
    """A row for each corpus."""
    DetectorFactory.seed = 0
    rows: list[dict[str, object]] = []
    for name, texts in corpora().items():
        one_by_one = cleaner.Cleaner(target="zh" if name == "Chinese" else "en")
        size = sum(len(text.encode()) for text in texts) / 1e6
        few = texts[:LANGDETECT_DOCUMENTS]
        few_size = sum(len(text.encode()) for text in few) / 1e6
        clean = size / best(lambda each=one_by_one, all_=texts: [each.clean(text) for text in all_], seconds)
        piped = size / best(lambda each=one_by_one, all_=texts: list(each.pipe(all_)), seconds)
        fixed = size / best(lambda all_=texts: [ftfy.fix_text(text) for text in all_], seconds)
        identified = few_size / best(lambda all_=few: [detected(text) for text in all_], seconds)
        rows.append(
            {
                "corpus": name,
                "mb": round(size, 2),
                "clean": round(clean, 2),
                "pipe": round(piped, 2),
                "ftfy": round(fixed, 2),
                "langdetect": round(identified, 2),
                "clean_to_ftfy": round(clean / fixed, 2),
                "pipe_to_ftfy": round(piped / fixed, 2),
                "pipe_to_langdetect": round(piped / identified, 1),
            }
        )
    return rows


def in_process(program: str) -> str:
    """What a program prints, run in a process of its own."""
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.strip()


def memory_and_import() -> dict[str, float]:
    """Peak memory in MB after import and after the seeds, and import time in ms (the best of five)."""
    # ru_maxrss takes in the parent's peak; the kernel's own high-water mark of the process does not
    peak = "print(next(int(row.split()[1]) / 1024 for row in open('/proc/self/status') if row.startswith('VmHWM')))"
    seeds = f"import cleaner, pathlib\nc = cleaner.Cleaner('en')\nfor p in sorted(pathlib.Path({str(ROOT / 'seeds')!r}).glob('*.txt')): c.clean(p.read_text())\n"
    timed = "import time; t = time.perf_counter(); import cleaner; print((time.perf_counter() - t) * 1000)"
    first = (
        "import time, cleaner; t = time.perf_counter(); cleaner.clean('A word反响.', target='en'); print((time.perf_counter() - t) * 1000)"
    )
    return {
        "import_ms": round(min(float(in_process(timed)) for _ in range(5)), 0),
        "first_clean_ms": round(min(float(in_process(first)) for _ in range(3)), 0),
        "peak_mb_after_import": round(float(in_process("import cleaner\n" + peak)), 0),
        "peak_mb_after_seeds": round(float(in_process(seeds + peak)), 0),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3.0, help="about how long each candidate runs on each corpus (default: 3)")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    rows = measured(options.seconds)
    other = memory_and_import()
    print("| corpus | MB | clean | pipe | ftfy.fix_text | langdetect | clean : ftfy | pipe : ftfy | pipe : langdetect |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for row in rows:
        print("| " + " | ".join(str(value) for value in row.values()) + " |")
    print(
        "\nMB of UTF-8 a second of processor time, one core, all rules on. "
        + ", ".join(f"{name} {value:g}" for name, value in other.items())
    )
    if options.json:
        options.json.write_text(json.dumps({"throughput": rows, **other}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
