"""Real texts, altered as hands and machines alter them: every invariant holds, and no rule fails.

Random characters hardly ever look like a number, a byline or a word in capitals, so they do not reach what rules do with those. Here the
committed texts (the articles of `seeds/`, the cases, the made-up newspaper) get capitals, other digits, torn and joined lines, doubled words,
mojibake and pieces of each other. As a program the same is done to texts of one's own, at any scale:

    python tests/test_altered_texts.py 20000 texts.jsonl.gz more.txt
"""

import argparse
import gzip
import json
import os
import re
import sys
import time
import traceback
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from cleaner import Cleaner, Document, Glossary, RecurringLines, apply, compare, restore
from cleaner.failures import STRICT
from cleaner.registry import ALL_RULES, RULE_IDS

ROOT = Path(__file__).parent.parent
SPACES = re.compile(r"[ \t]+")
WORD = re.compile(r"\w+")
NUMBER = re.compile(r"[0-9][0-9.,]*")
SCALE = re.compile(r"\b(?:thousand|million|billion|trillion|yuan|dollars|percent|per cent|January|May|first|second)s?\b", re.IGNORECASE)
MARK = re.compile(r"[.,;:!?()\"'“”‘’，。；：！？（）《》、…—–-]")
FULL_WIDTH = {point: point + 0xFEE0 for point in range(0x21, 0x7F)} | {0x20: 0x3000}
HALF_WIDTH = {wide: narrow for narrow, wide in FULL_WIDTH.items()}
DIGITS = (
    "０１２３４５６７８９",
    "٠١٢٣٤٥٦٧٨٩",
    "०१२३४५६७८९",
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "①②③④⑤⑥⑦⑧⑨⑩",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
)
MARKS = ". , ; : ! ? ( ) \" ' “ ” ‘ ’ 。 ， 、 ； ： ！ ？ （ ） 《 》 「 」 … — – - · • | / \\ _ ~ * # @ & % ‰ $ € £ ¥ ￥ ° №".split()
SCALES = (
    "thousand million billion trillion MILLIONS Billions mln bn tn万 亿 万亿 萬 億 百万 千万 hundred dozen k K m M lakh crore percent % ‰ pct °C"
    " yuan YUAN RMB US$ $ € £ 元 美元 人民币 dollars Euros yen"
).split()
TWINS = {
    "i": "İıіｉ𝐢",
    "s": "ſѕｓ",
    "k": "\N{KELVIN SIGN}кｋ",
    "a": "аａ\N{ANGSTROM SIGN}",
    "e": "еｅ℮",
    "o": "оｏ०",
    "n": "ոｎⁿ",
    "S": "ẞЅ",
    "I": "İⅠІ",
}
"""Characters that look like another, or whose upper or lower case is another, or several."""
SIGNS = (
    "\u200b",
    "\u200d",
    "\xad",
    "\ufeff",
    "\u202e",
    "\u2066",
    "\u0301",
    "\x00",
    "\x85",
    "\u2028",
    "\r\n",
    "\r",
    "\x0b",
    "\x1b[0m",
    "&amp;",
    "&nbsp;",
    "&#8217;",
    "&lt;",
    "<br/>",
    "`",
    "```\n",
)
CODECS = (
    ("utf-8", "cp1252"),
    ("utf-8", "latin-1"),
    ("utf-8", "gbk"),
    ("gbk", "latin-1"),
    ("cp1251", "cp1252"),
    ("utf-8", "mac_roman"),
    ("big5", "gbk"),
)

Operation = Callable[[Random, str, str], str]
"""Changes a text; the third argument is another text to take from."""


def _span(random: Random, text: str) -> tuple[int, int]:
    """A stretch of a text: a word, a line, or anything up to all of it."""
    if not text:
        return 0, 0
    at = random.randrange(len(text))
    match random.randrange(4):
        case 0:
            word = WORD.search(text, at)
            return word.span() if word else (at, at + 1)
        case 1:
            end = text.find("\n", at)
            return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
        case 2:
            return 0, len(text)
        case _:
            return at, min(len(text), at + random.choice((1, 2, 5, 20, 100, 1000)))


def _some(random: Random, pattern: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    """Some matches of a pattern, changed."""
    share = random.choice((0.05, 0.3, 1.0))
    return pattern.sub(lambda match: change(match[0]) if random.random() < share else match[0], text)


def _on_span(change: Callable[[Random, str], str]) -> Operation:
    def operation(random: Random, text: str, other: str) -> str:
        start, end = _span(random, text)
        return text[:start] + change(random, text[start:end]) + text[end:]

    return operation


def _mistaken(random: Random, text: str) -> str:
    written, read = random.choice(CODECS)
    return text.encode(written, "ignore").decode(read, random.choice(("ignore", "replace")))


def _digits(random: Random, text: str) -> str:
    if random.random() < 0.5:
        return "".join(random.choice("0123456789") if char.isdigit() and random.random() < 0.5 else char for char in text)
    return text.translate(dict(zip(map(ord, "0123456789"), random.choice(DIGITS), strict=False)))


def _numbers(random: Random, text: str, other: str) -> str:
    def change(number: str) -> str:
        match random.randrange(8):
            case 0:
                return number.replace(".", ",") if "." in number else number.replace(",", ".")
            case 1:
                return f"{number} {random.choice(SCALES)}"
            case 2:
                return f"{random.choice(SCALES)}{number}{random.choice(SCALES)}"
            case 3:
                return number + random.choice(("0" * random.randrange(1, 60), ".", ",", "-", "/", ":")) + number
            case 4:
                return f"{number} ({random.choice('$€£¥')}{number} {random.choice(SCALES)})"
            case 5:
                return random.choice("-−–+~约近第$￥") + number + random.choice(("", "%", "th", "st", "°", "s", "-odd", "余", "多", "左右"))
            case 6:
                return number.replace(",", random.choice((" ", ", ", "\u202f", "，", "'", "")))
            case _:
                return "0" if random.random() < 0.5 else "0.0"

    return _some(random, NUMBER, text, change)


def _twins(random: Random, text: str, other: str) -> str:
    share = random.choice((0.01, 0.2))
    return "".join(random.choice(TWINS[char]) if char in TWINS and random.random() < share else char for char in text)


def _words(random: Random, text: str, other: str) -> str:
    def change(word: str) -> str:
        at = random.randrange(len(word) + 1)
        match random.randrange(5):
            case 0:
                return f"{word} {word}"
            case 1:
                return word[:at] + random.choice((" ", "-", "\n", "­", "\u200b")) + word[at:]
            case 2:
                return word + (random.choice(list_) if (list_ := WORD.findall(other[:2000])) else word)
            case 3:
                return random.choice((word.upper(), word.title(), word.swapcase(), word[::-1]))
            case _:
                return ""

    return _some(random, WORD, text, change)


def _lines(random: Random, text: str, other: str) -> str:
    lines = text.split("\n")
    match random.randrange(7):
        case 0:
            return random.choice((" ", "", "\r\n", "\n\n", "\u2028", "\t")).join(lines)
        case 1:
            return SPACES.sub(lambda match: "\n" if random.random() < 0.1 else match[0], text)
        case 2:
            random.shuffle(lines)
        case 3:
            lines *= random.randrange(2, 4)
        case 4:
            at = random.randrange(len(lines))
            lines[at : at + 1] = [lines[at]] * random.choice((2, 3, 30))
        case 5:
            lines = [line for line in lines if random.random() < 0.7]
        case _:
            theirs = other.split("\n")
            lines = [line for pair in zip(lines, theirs, strict=False) for line in pair]
    return "\n".join(lines)


def _splice(random: Random, text: str, other: str) -> str:
    at, (start, end) = random.randrange(len(text) + 1), _span(random, other)
    if random.random() < 0.5:
        at = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    return text[:at] + other[start:end][:3000] + text[at:]


def _marks(random: Random, text: str, other: str) -> str:
    return _some(random, MARK, text, lambda mark: random.choice((*MARKS, "", mark * 2, mark * 4, f" {mark} ")))


def _signs(random: Random, text: str, other: str) -> str:
    for _ in range(random.choice((1, 3, 20))):
        at = random.randrange(len(text) + 1)
        text = text[:at] + random.choice(SIGNS) + text[at:]
    return text


OPERATIONS: tuple[Operation, ...] = (
    _on_span(lambda _, text: text.upper()),
    _on_span(lambda _, text: text.lower()),
    _on_span(lambda _, text: text.title()),
    _on_span(lambda _, text: text.translate(FULL_WIDTH)),
    _on_span(lambda _, text: text.translate(HALF_WIDTH)),
    _on_span(lambda random, text: unicodedata.normalize(random.choice(("NFD", "NFKD", "NFKC")), text)),
    _on_span(lambda _, text: text.replace(" ", "")),
    _on_span(lambda _, text: " ".join(text)),
    _on_span(lambda _, text: text.replace("\n", "\r\n")),
    _on_span(lambda _, text: text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;").replace("“", "&ldquo;")),
    _on_span(lambda *_: ""),
    _on_span(_mistaken),
    _on_span(_mistaken),
    _on_span(_digits),
    lambda random, text, _: _some(random, SCALE, text, lambda _: random.choice(SCALES)),
    _numbers,
    _numbers,
    _twins,
    _words,
    _lines,
    _splice,
    _splice,
    _marks,
    _signs,
)
LONGEST = 20_000
"""Code points of the longest altered text: what doubles doubles again."""


PER_FILE = 1000
"""Texts of a file that are kept: enough that one is hardly met twice."""


def altered(random: Random, texts: list[str]) -> str:
    """One of some texts, after a few operations."""
    text = random.choice(texts)
    for _ in range(random.choice((1, 1, 2, 3, 5))):
        text = random.choice(OPERATIONS)(random, text, random.choice(texts))[:LONGEST]
    # a cut may part the halves of nothing, but a wrong decoding may give what is not Unicode text
    return text.encode("utf-8", "ignore").decode()


OPTIONS: tuple[dict[str, object], ...] = (
    {"target": "en"},
    {"target": "en"},
    {},
    {"target": "zh"},
    {"target": "ru"},
    {"target": "en", "boilerplate": "thorough", "page": True},
    {"target": "en", "boilerplate": "phrases", "page": True, "spam": "signs"},
    {"target": "de", "source": "en"},
    {"target": "en", "source": "de"},
    {"target": "ja", "source": "en", "segmenter": "jieba"},
    {"source": "ru", "boilerplate": "careful", "page": True},
    *({"target": "en", "select": [rule.id], "page": True} for rule in ALL_RULES),
)


@cache
def made(number: int) -> Cleaner:
    return Cleaner(**OPTIONS[number], glossary=glossary(), strict=True)  # type: ignore[arg-type]


@cache
def glossary() -> Glossary:
    return Glossary.load()


def check(cleaner: Cleaner, text: str, source: str | None = None) -> Document:
    """Every invariant of one text, and the document."""
    document = cleaner.clean(text, source)
    assert document.original == text
    assert document.failures == ()
    assert 0 <= document.page <= 1
    applied = document.applied
    for each in document.annotations:
        assert 0 <= each.start < each.end <= len(text), each
        assert text[each.start : each.end] == each.found, each
        assert 0 <= each.text_start <= each.text_end <= len(document.text), each
        assert 0 <= each.confidence <= 1, each
        assert each.rule in RULE_IDS, each
        assert each.message, each
        assert not each.applied or document.text[each.text_start : each.text_end] == each.replacement != each.found, each
    assert [each.start for each in document.annotations] == sorted(each.start for each in document.annotations)
    assert len({each.id for each in document.annotations}) == len(document.annotations)
    assert all(one.end <= other.start for one, other in pairwise(applied))
    assert apply(text, document.annotations) == document.text
    assert restore(document.text, document.annotations) == text
    assert Document.from_dict(json.loads(json.dumps(document.to_dict()))) == document
    again = cleaner.clean(document.text, source)
    assert again.applied == (), again.applied
    return document


def try_one(random: Random, texts: list[str]) -> None:
    """Alter a text, clean it by some options, alone and in company, and compare what comes out.

    Raises:
        AssertionError: an invariant does not hold.
        Exception: a rule has failed.
    """
    number = random.randrange(len(OPTIONS))
    text = altered(random, texts)
    source = altered(random, texts) if random.random() < 0.25 else None
    with _Told(number, text, source):
        document = check(made(number), text, source)
        if source is None and random.random() < 0.1:
            other = random.choice(texts)
            block = list(made(number).pipe([other, text, other]))
            assert block[1] == document
        if random.random() < 0.1:
            compare([document, Document(text, text, (), "en"), made(number).clean(random.choice(texts))])
        if random.random() < 0.05:
            recurring = RecurringLines.of([text, random.choice(texts), altered(random, texts)] * 2)
            check(made(number).with_recurring(recurring), text)


class _Told:
    """Puts what is needed to see a failure again on it."""

    def __init__(self, number: int, text: str, source: str | None) -> None:
        self._note = f"Cleaner(**{OPTIONS[number]!r}).clean({text!r}, {source!r})"

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, where: object) -> None:
        if error is not None:
            error.add_note(self._note)


@pytest.fixture(scope="module")
def texts(newspaper: object) -> list[str]:
    """What is committed: articles, cases, pages."""
    cases = [case.plain for rule in ALL_RULES for case in rule.marked_cases()]
    files = [path.read_bytes().decode() for folder in ("seeds", "tests/cases") for path in sorted((ROOT / folder).glob("*.txt"))]
    lines = [line for text in files for line in text.splitlines() if line]
    pages = list(newspaper.pages().values())  # type: ignore[attr-defined]
    # long texts take most of the time, short ones reach most of the rules
    return [*files, *pages, *cases, *lines]


@pytest.mark.parametrize("seed", range(8))
def test_every_invariant_holds_and_no_rule_fails(texts: list[str], seed: int) -> None:
    random = Random(seed)
    for _ in range(100):
        try_one(random, texts)


def _read(path: Path) -> Iterator[str]:
    """The texts of a file: all of a text file, and of JSON lines every string, and every list of strings as lines."""
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    if ".jsonl" not in path.suffixes:
        yield data.decode("utf-8", "ignore")
        return
    for line in data.splitlines():
        yield from _strings(json.loads(line))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str) and len(value) > 24:
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        yield "\n".join(value)


def main(arguments: Iterable[str] | None = None) -> int:
    """Alter many texts, and show each kind of failure once, with its shortest text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    os.environ[STRICT] = "1"
    options = parser.parse_args(arguments if arguments is None else list(arguments))
    # as many of each file, or the file with the most would be all
    kept = [list(_read(path)) for path in options.files]
    found = [text[:LONGEST] for each in kept for text in Random(0).sample(each, min(len(each), PER_FILE))]
    kinds: Counter[str] = Counter()
    shortest: dict[str, str] = {}
    slow: list[tuple[float, int]] = []
    for number in range(options.seed, options.seed + options.count):
        started = time.process_time()
        try:
            try_one(Random(number), found)
        except Exception as error:  # noqa: BLE001
            frames = [frame for frame in traceback.extract_tb(error.__traceback__) if f"{os.sep}cleaner{os.sep}" in frame.filename]
            place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an invariant"
            kind = f"{type(error).__name__} at {place}: {str(error).splitlines()[0][:120] if str(error) else ''}"
            kinds[kind] += 1
            note = f"seed {number}\n{error}\n" + "\n".join(getattr(error, "__notes__", ()))
            if len(note) < len(shortest.get(kind, note + " ")):
                shortest[kind] = note
        slow.append((time.process_time() - started, number))
    for kind, times in kinds.most_common():
        sys.stdout.write(f"\n{times} times {kind}\n{shortest[kind]}\n")
    sys.stdout.write(f"\n{options.count:,} texts, {kinds.total():,} failures; slowest (seconds, seed): {sorted(slow, reverse=True)[:5]}\n")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
