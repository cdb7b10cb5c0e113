"""Compare what two checkouts make of the same texts: a change of structure must not change output.

    python benchmarks/same_output.py BASE CHANGED                      the seeds, through every command and export
    python benchmarks/same_output.py BASE CHANGED --data DATA          and the labelled development data (not part of the project)
    python benchmarks/same_output.py BASE CHANGED --ignore-messages    a change of wording: messages may differ, nothing else

BASE and CHANGED are folders of two checkouts, such as a `git worktree` of the commit before. Each runs in its own process with the
Python that runs this script. Compared are the text and annotations of each document, every file that the command line writes, and its
standard output. Exit status 1 when something differs; what differs is listed with its first differing line.
"""

import argparse
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

EVERY = 10
"""One record in so many of the development data is cleaned; `--every 1` takes all."""
ANSWERS = ("accept", "wrong", "leave", "edit")
CHECKS = ("text", "json", "sarif", "github")
EXPORTS = ("web-annotation", "xliff", "label-studio", "label-studio-config")
VARYING = re.compile(
    rb'"(?:seconds|created|startTimeUtc|endTimeUtc|duration|time|date|originalDate|created_at|generated)":\s*"?[^",}\n]*"?'
    rb"|\d+(?:\.\d+)? (?:ms|s|seconds|MB/s)\b|\d{4}-\d\d-\d\dT[\d:.+Z-]*"
)
"""Times and dates, which differ from run to run."""
HASH = re.compile(rb"\b[0-9a-f]{12}\b")
"""Ids of groups in reports, which are made from messages."""


def texts(data: Path, every: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and arguments of what is cleaned through the library."""
    for path in sorted(data.glob("*/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % every:
                    continue
                record = json.loads(line)
                name = f"{path.name}:{number + 1}"
                if "lines" in record:
                    yield name, {"text": "\n".join(record["lines"]), "target": record.get("lang")}
                elif "target" in record:
                    target = record.get("target_lang") or record["tgt_lang"]
                    source = record.get("source_lang") or record["src_lang"]
                    given = record["source"] or None
                    yield name, {"text": record["target"], "target": target, "source": source, "source_text": given}
                elif "mt" in record:
                    for system in sorted(record["mt"])[:1]:
                        yield name, {"text": record["mt"][system], "target": "en", "source_text": record["source"]}
                else:
                    yield name, {"text": record["text"]}


def of_library(data: Path, every: int, messages: bool) -> Iterator[tuple[str, str]]:
    """Name and digest of each document; runs with the checkout on the path."""
    from cleaner import Cleaner
    from cleaner.errors import OptionError

    cleaners: dict[tuple[str | None, str], Cleaner | None] = {}
    for name, given in texts(data, every):
        key = given.get("target"), given.get("source", "zh")
        if key not in cleaners:
            try:
                cleaners[key] = Cleaner(*key)
            except OptionError:
                cleaners[key] = None
        cleaner = cleaners[key]
        if cleaner is None:
            continue
        made = cleaner.clean(given["text"], source_text=given.get("source_text")).to_dict()
        if not messages:
            for each in made["annotations"]:
                del each["message"]
        yield name, hashlib.sha256(json.dumps(made, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def command(*arguments: object) -> bytes:
    made = subprocess.run([sys.executable, "-m", "cleaner", *map(str, arguments)], capture_output=True, check=False)
    return made.stdout + b"\n--- exit status %d ---\n" % made.returncode + made.stderr


def decisions(folder: Path) -> dict[str, Any]:
    """Every answer in turn for the findings of a cleaned folder."""
    made = []
    for line in (folder / "annotations.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = (folder / row["path"]).read_text(encoding="utf-8")
        for number, each in enumerate(row["annotations"]):
            answer = ANSWERS[number % len(ANSWERS)]
            before, after = (text[max(0, each["text_start"] - 32) : each["text_start"]], text[each["text_end"] :][:32])
            entry = {key: each[key] for key in ("id", "rule", "found", "replacement", "start")}
            entry |= {"path": row["path"], "line": None, "before": "", "after": "", "answer": answer}
            entry |= {"text_before": before.rsplit("\n", 1)[-1], "text_after": after.split("\n", 1)[0]}
            made.append(entry | ({"edited": "edited text"} if answer == "edit" else {}))
    terms = [{"term": "引流", "rendering": "attracting customers", "pos": "phrase"}]
    created = {"tool": {"name": "cleaner", "version": "0"}, "created": "2026-01-01T00:00:00Z"}
    return {"schema": "cleaner-decisions/1", "report": "0" * 16, **created, "decisions": made, "terms": terms}


def of_commands(seeds: Path, out: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file and output of the command line."""
    cleaned = out / "cleaned"
    lines = out / "seeds.jsonl"
    lines.write_text("".join(json.dumps({"id": path.stem, "text": path.read_text("utf-8")}) + "\n" for path in sorted(seeds.glob("*.txt"))))
    for form in CHECKS:
        yield f"check {form}", command("check", seeds, "-t", "en", "--format", form)
    yield "clean --diff", command("clean", seeds, "-t", "en", "--diff")
    yield "clean", command("clean", seeds, "-t", "en", "-o", cleaned)
    yield "clean, JSON lines", command("clean", lines, "-t", "en", "-o", out / "lines", "--id-column", "id")
    yield "compare", command("compare", seeds, "-t", "en")
    for form in EXPORTS:
        yield f"export {form}", command("export", "--format", form, cleaned)
    yield "glossary candidates", command("glossary", "candidates", cleaned)
    yield "glossary stats", command("glossary", "stats")
    for form in ("tbx", "csv", "deepl", "glossary"):
        yield f"glossary export {form}", command("glossary", "export", "--format", form)
    for term in ("反响", "引流", "果敢"):
        yield f"glossary lookup {term}", command("glossary", "lookup", term)
    for path in sorted(path for folder in (cleaned, out / "lines") for path in folder.rglob("*") if path.is_file()):
        yield str(path.relative_to(out)), path.read_bytes()
    decided = out / "decisions.json"
    decided.write_text(json.dumps(decisions(cleaned), ensure_ascii=False), encoding="utf-8")
    yield "apply", command("apply", cleaned, decided)
    for path in sorted(path for path in cleaned.rglob("*") if path.is_file()):
        yield f"applied {path.relative_to(out)}", path.read_bytes()
    yield "report", command("report", cleaned)


def child(arguments: argparse.Namespace) -> None:
    """Write what the checkout on the path makes of the texts."""
    out = Path(arguments.child)
    made = dict(of_library(arguments.data, arguments.every, not arguments.ignore_messages)) if arguments.data else {}
    (out / "library.json").write_text(json.dumps(made), encoding="utf-8")
    work = out / "work"
    work.mkdir()
    files = out / "files"
    files.mkdir()
    outputs = list(of_commands(arguments.seeds, work))
    messages = _messages(work / "cleaned" / "annotations.jsonl") if arguments.ignore_messages else None
    names = {}
    for number, (name, content) in enumerate(outputs):
        names[name] = f"{number}.bin"
        (files / names[name]).write_bytes(normalised(content.replace(os.fsencode(work), b"WORK"), messages))
    (out / "names.json").write_text(json.dumps(names), encoding="utf-8")


def normalised(content: bytes, messages: list[bytes] | None) -> bytes:
    """Bytes without what differs between runs and, when they are given, without messages."""
    content = VARYING.sub(b"TIME", content)
    if messages is None:
        return content
    for message in messages:
        content = content.replace(message, b"MESSAGE")
    return HASH.sub(b"HASH", content)


def _messages(annotations: Path) -> list[bytes]:
    """The messages of a cleaned folder in each form that JSON, HTML and XML write them in, longest first."""
    rows = map(json.loads, annotations.read_text(encoding="utf-8").splitlines())
    forms: set[str] = set()
    for message in {each["message"] for row in rows for each in row["annotations"]}:
        forms |= {message, escape(message), escape(message, quote=False)}
        forms |= {json.dumps(message)[1:-1], json.dumps(message, ensure_ascii=False)[1:-1]}
    return sorted((form.encode() for form in forms), key=lambda form: (-len(form), form))


def first_difference(base: bytes, changed: bytes) -> str:
    pairs = zip(base.splitlines(), changed.splitlines(), strict=False)
    for number, (one, other) in enumerate(pairs, 1):
        if one != other:
            at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
            cut = slice(max(0, at - 60), at + 100)
            return f"line {number}\n    - {one[cut].decode(errors='replace')}\n    + {other[cut].decode(errors='replace')}"
    return f"{len(base):,} and {len(changed):,} bytes"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("changed", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--every", type=int, default=EVERY)
    parser.add_argument("--ignore-messages", action="store_true")
    parser.add_argument("--seeds", type=Path, default=Path(__file__).parents[1] / "seeds", help=argparse.SUPPRESS)
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        sides = []
        for name, checkout in (("base", options.base), ("changed", options.changed)):
            out = Path(folder) / name
            out.mkdir()
            # hash seeds differ on purpose: output must not depend on the order of sets
            environment = {**os.environ, "PYTHONPATH": str(checkout.resolve()), "PYTHONSAFEPATH": "1", "PYTHONHASHSEED": str(len(sides))}
            subprocess.run([sys.executable, __file__, *sys.argv[1:], "--child", out], env=environment, check=True)
            sides.append(out)
        return report(*sides)


def report(base: Path, changed: Path) -> int:
    one, other = (json.loads((side / "library.json").read_text()) for side in (base, changed))
    differing = [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]
    print(f"library: {len(one):,} documents, {len(differing)} differ {' '.join(differing[:20])}")
    names, new_names = (json.loads((side / "names.json").read_text()) for side in (base, changed))
    files = 0
    for name in sorted(names.keys() | new_names.keys()):
        if name not in names or name not in new_names:
            print(f"{name}: only in {'changed' if name in new_names else 'base'}")
            files += 1
            continue
        contents = [(side / "files" / table[name]).read_bytes() for side, table in ((base, names), (changed, new_names))]
        if contents[0] != contents[1]:
            print(f"{name}: {first_difference(*contents)}")
            files += 1
    print(f"command line: {len(names)} outputs, {files} differ")
    return 1 if differing or files else 0


if __name__ == "__main__":
    sys.exit(main())
