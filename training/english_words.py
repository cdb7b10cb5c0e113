"""Write `cleaner/data/words_en.txt`: English words with a class of how common they are.

    python training/english_words.py

Source: the frequency dictionary that symspellpy ships (MIT): SCOWL words with Google Books counts. The class is the whole
logarithm, base ten, of how often a word stands in ten billion words: 0 is rare, 8 is "the". The words of a class are
below its number, which is read in a quarter of the time of a number for each word.
"""

import math
from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).parent.parent / "cleaner" / "data" / "words_en.txt"


def main() -> None:
    rows = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig").splitlines()
    counts = {word: int(count) for word, count in (row.split() for row in rows) if word.isascii() and word.isalpha()}
    total = sum(counts.values())
    lines = ["# English words and how common they are; written by training/english_words.py from symspellpy's dictionary (MIT)"]
    classes = {word: max(0, int(math.log10(counts[word] / total * 1e10))) for word in sorted(counts)}
    for each in sorted(set(classes.values())):
        lines += [f"= {each}", *(word for word in classes if classes[word] == each)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
