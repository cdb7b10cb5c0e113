"""Write `cleaner/data/common_characters.txt`: the 500 most frequent characters beyond ASCII of Chinese, Japanese and Korean.

    python training/common_characters.py DATA

DATA is the folder of development data; the sentences of `fragments/` in each language are counted. Traditional Chinese is
the Simplified text converted by OpenCC. Only the ranking is kept.
"""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from cleaner.languages.chinese import simplify, traditionalize

TARGET = Path(__file__).parent.parent / "cleaner" / "data" / "common_characters.txt"
MOST = 500


def main(data: Path) -> None:
    texts: dict[str, set[str]] = {"zh": set(), "ja": set(), "ko": set()}
    for path in sorted((data / "fragments").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                for side in ("source", "target"):
                    if row[f"{side}_lang"] in texts and row["kind"] != "term":
                        texts[row[f"{side}_lang"]].add(row[side])
    joined = {language: "\n".join(sorted(each)) for language, each in texts.items()}
    chinese = joined.pop("zh")
    joined["zh-Hans"], joined["zh-Hant"] = simplify(chinese), traditionalize(chinese)
    lines = ["# the most frequent characters beyond ASCII, most frequent first; written by training/common_characters.py"]
    for language in sorted(joined):
        counts = Counter(char for char in joined[language] if not char.isascii() and not char.isspace())
        ranked = sorted(counts, key=lambda char: (-counts[char], char))[:MOST]
        lines.append(f"{language} {''.join(ranked)}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
