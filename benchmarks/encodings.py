"""How often the encoding of a file is told right: texts exactly recovered from their bytes, by encoding and length.

    python benchmarks/encodings.py DATA [--peers cleaner,chardet,charset_normalizer] [--per N]

DATA is the folder of development data (`fragments/`, `boilerplate/`, `harm/`). Its good texts are put into each encoding that can hold them, as
snippets of some 40 characters and as 1, 10 and 100 lines, the same number from every language and source; an answer is right when the decoded text is
the text. The worst group of a language, a source and a length from one line on is named beside the shares. A peer that is not installed is left out.
Text that was already decoded in the wrong encoding is measured by `mojibake.py`.
"""

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from quality import rows

from cleaner import CleanerError, decode

LANGUAGES = {
    **dict.fromkeys(("gb18030", "gbk"), ("zh",)),
    **dict.fromkeys(("euc-jp", "shift_jis"), ("ja",)),
    **dict.fromkeys(("cp1250", "iso8859-2"), ("pl", "cs")),
    **dict.fromkeys(("koi8-r", "cp866", "iso8859-5"), ("ru",)),
    **dict.fromkeys(("cp1253", "iso8859-7"), ("el",)),
    **dict.fromkeys(("cp1254", "iso8859-9"), ("tr",)),
    "big5": ("zh-Hant",),
    "euc-kr": ("ko",),
    "cp1251": ("ru", "uk"),
    "koi8-u": ("uk",),
    "cp1252": ("da", "de", "en", "es", "fi", "fr", "id", "is", "it", "nl", "pt", "sw"),
    "cp1255": ("he",),
    "cp1256": ("ar",),
    "cp874": ("th",),
    "utf-8": ("ar", "cs", "de", "el", "fr", "he", "hi", "ja", "ko", "pl", "ru", "th", "tr", "zh", "zh-Hant"),
}
LENGTHS = (0, 1, 10, 100)
"""Lines of a text; 0 is a snippet."""
SNIPPET = 40
"""Characters of a snippet: a title, or a cell of a table."""
MIN_LINES = 3
"""Lines of a source that an encoding must be able to hold; with fewer every text would be the same."""


def sources(data: Path) -> dict[tuple[str, str], list[str]]:
    """The good lines of each language and source."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(data / "fragments/clean.dev.jsonl.gz"):
        language = row["target_lang"] + ("-Hant" if row["dataset"] == "ntrex-TW" else "")
        found[language, row["dataset"]].append(row["target"])
    for name in ("mqm", "esa"):
        for row in rows(data / f"fragments/{name}.dev.jsonl.gz"):
            found[row["source_lang"], name].append(row["source"])
    for name in ("daniel", "fundus", "scrapinghub"):
        for row in rows(data / f"boilerplate/{name}.dev.jsonl.gz"):
            found[row["lang"], name] += (line for line, label in zip(row["lines"], row["labels"], strict=True) if label == 1)
    for row in rows(data / "harm/harm.dev.jsonl.gz"):
        found[row["lang"], "harm"] += filter(str.strip, row["text"].split("\n"))
    return {key: list(dict.fromkeys(lines)) for key, lines in found.items()}


def holds(encoding: str, line: str) -> bool:
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def snippet(rng: random.Random, line: str) -> str:
    """Words of a line around one of its characters beyond ASCII."""
    at = rng.choice([place for place, char in enumerate(line) if not char.isascii()])
    start = line.rfind(" ", 0, max(0, at - rng.randrange(SNIPPET))) + 1
    return line[start : start + SNIPPET].strip()


def samples(data: Path, per: int) -> Iterator[tuple[str, str, str, int, str]]:
    """Encoding, language, source, length and text."""
    rng = random.Random(1)
    lines_of = sources(data)
    for encoding, languages in LANGUAGES.items():
        for (language, source), lines in sorted(lines_of.items()):
            held = [line for line in lines if language in languages and holds(encoding, line)]
            beyond = [line for line in held if not line.isascii()]
            if len(beyond) < MIN_LINES:
                continue
            for length in LENGTHS:
                for _ in range(per):
                    start = rng.randrange(max(1, len(held) - length + 1))
                    text = "\n".join(held[start : start + length]) if length else snippet(rng, rng.choice(beyond))
                    if not text.isascii():
                        yield encoding, language, source, length, text


def by_cleaner(data: bytes) -> tuple[str, str]:
    try:
        decoded = decode(data)
    except CleanerError as error:
        return type(error).__name__, ""
    return decoded.encoding, decoded.text


def by_chardet(data: bytes) -> tuple[str, str]:
    import chardet

    name = chardet.detect(data)["encoding"] or "ascii"
    return name, data.decode(name, "replace")


def by_charset_normalizer(data: bytes) -> tuple[str, str]:
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    return (best.encoding, str(best)) if best else ("none", "")


PEERS: dict[str, Callable[[bytes], tuple[str, str]]] = {
    "cleaner": by_cleaner,
    "chardet": by_chardet,
    "charset_normalizer": by_charset_normalizer,
}


def measure(peer: str, texts: list[tuple[str, str, str, int, str]]) -> None:
    right: Counter[tuple[object, ...]] = Counter()
    asked: Counter[tuple[object, ...]] = Counter()
    taken: dict[str, Counter[str]] = defaultdict(Counter)
    size = 0
    started = time.process_time()
    for encoding, language, source, length, text in texts:
        data = text.encode(encoding)
        size += len(data)
        name, found = PEERS[peer](data)
        bytes_beyond = min(400, sum(byte > 0x7F for byte in data) // 12 * 12)
        for key in (
            (encoding, length),
            (),
            (length,),
            ("bytes", bytes_beyond),
            *([(encoding, language, source, length)] if length else []),
        ):
            asked[key] += 1
            right[key] += found == text
        if found != text:
            taken[encoding][name] += 1
    seconds = time.process_time() - started
    share = {key: right[key] / asked[key] for key in asked}
    print(f"\n## {peer}: {100 * share[()]:.2f} % of {asked[()]:,} texts, {size / 1e6 / seconds:.1f} MB/s\n")
    print("| encoding | snippet | 1 line | 10 lines | 100 lines | texts | taken for |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for encoding in LANGUAGES:
        cells = (f"{100 * share[encoding, length]:.1f}" if (encoding, length) in share else "–" for length in LENGTHS)
        count = sum(asked[encoding, length] for length in LENGTHS)
        mistakes = ", ".join(f"{times} {name}" for name, times in taken[encoding].most_common(3))
        print(f"| {encoding} | {' | '.join(cells)} | {count} | {mistakes} |")
    print("| all |", " | ".join(f"{100 * share[length,]:.2f}" for length in LENGTHS), f"| {asked[()]} | |")
    worst = sorted((share[key], key) for key in share if len(key) == 4)[:5]
    print("\nworst groups:", "; ".join(f"{' '.join(map(str, key))}: {100 * value:.0f}" for value, key in worst))
    beyond = sorted(key[1] for key in share if key[:1] == ("bytes",))
    print("by bytes beyond ASCII:", ", ".join(f"{key}+: {100 * share['bytes', key]:.1f} of {asked['bytes', key]}" for key in beyond[:6]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--per", type=int, default=12, help="texts of each encoding, language, source and length (default: 12)")
    options = parser.parse_args()
    texts = list(samples(options.data, options.per))
    for peer in options.peers.split(","):
        if peer == "cleaner" or find_spec(peer):
            measure(peer, texts)


if __name__ == "__main__":
    main()
