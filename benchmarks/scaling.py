"""Check that time grows in proportion to length: python benchmarks/scaling.py [NAME ...]

Cleans adversarial texts of three sizes and prints the seconds per megabyte. The exit status is 1 when a text of four times the
length takes much more than four times as long. The tests count lines of Python on the same texts, which no busy machine can
disturb; only a clock sees what regular expressions, `str.find` and NumPy do, so this is not one of them.
"""

import sys
import time

from cleaner import Cleaner

ADVERSARIAL = {
    "one long line of words": "word ",
    "one long word": "a",
    "one long Chinese line": "公安机关",
    "ampersands": "&",
    "opening brackets": "(",
    "quotes and Han": "“反",
    "fragments": "public反响 ",
    "mojibake": "â€™s ",
    "zero-width": "a\N{ZERO WIDTH SPACE}",
    "line ends": "a\r\n",
    "backticks": "`",
    "less-than": "<a",
    "at signs": "a@",
    "short lines": "Share\n",
    "control characters": "\x92",
    "separators": "反_",
    "numbers": "1,234.5 ",
    "digits": "1",
    "wrong forms": "our country's fraud nests ",
    "spam words": "国产 ",
    "spam in Latin letters": "slot gacor ",
}
"""What an adversarial text repeats."""
ADVERSARIAL_MARKUP = {
    "a backtick": "`",
    "open tags": "<a ",
    "open attributes": '<a "',
    "open tags in lines": "<a\n",
    "open comments": "<!-- ",
    "open pre": "<pre ",
    "fences": "```\n",
    "fences in fences": "````\n```\n",
    "quoted entities": "&quot; x ",
    "entities": "&amp;",
    "entities in paragraphs": "a &amp; b\n\n",
    "dots": "a.",
    "link ends": "](",
    "escaped tags": "&lt;ns&gt;0&lt;/ns&gt;\n",
}
SIZES = (125_000, 250_000, 1_000_000)
"""Code points; the last two are compared."""
MAX_GROWTH = 2.0
"""Growth of the seconds per megabyte over four times the length: 4 for quadratic time, about 1 for linear."""
MIN_SECONDS = 0.3
"""Below this, what is built once and the clock's resolution count for more than the text."""
TRIES = 3


def repeated(piece: str, size: int) -> str:
    """A text of at most `size` code points that repeats a piece, whole pieces only."""
    return piece * (size // len(piece))


def seconds(cleaner: Cleaner, text: str) -> float:
    """The least processor time of some tries, in seconds."""
    best = float("inf")
    for _ in range(TRIES):
        started = time.process_time()
        cleaner.clean(text)
        best = min(best, time.process_time() - started)
    return best


def main(names: list[str]) -> int:
    cleaner = Cleaner(target="en")
    superlinear = []
    texts = ADVERSARIAL | ADVERSARIAL_MARKUP
    print("seconds per megabyte".ljust(28), *(f"{size // 1000:>7} kB" for size in SIZES))
    for name in names or texts:
        cleaner.clean(repeated(texts[name], 10_000))
        taken = [seconds(cleaner, repeated(texts[name], size) + " &amp; x") for size in SIZES]
        rates = [each * 1e6 / size for each, size in zip(taken, SIZES, strict=True)]
        if taken[-1] > MIN_SECONDS and rates[-1] > MAX_GROWTH * rates[-2]:
            superlinear.append(name)
        print(name.ljust(28), *(f"{rate:10.3f}" for rate in rates), "superlinear" if name in superlinear else "", flush=True)
    return 1 if superlinear else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
