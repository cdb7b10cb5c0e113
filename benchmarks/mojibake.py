"""How well text that was decoded in the wrong encoding is repaired, and that clean text stays as it is; beside ftfy in the same run.

    python benchmarks/mojibake.py DATA                              print the tables
    python benchmarks/mojibake.py DATA --write docs/benchmarks.md   put them between the marks of a document
    python benchmarks/mojibake.py DATA --half N --tables FILE       measure on sources that the tables of characters have not seen:
                                                                    FILE is what `training/fluency.py DATA --half N --out FILE` wrote
    python benchmarks/mojibake.py DATA --show "worse,changed"       print the lines with one of these outcomes as well

DATA is the folder of development data (not part of the project). Its clean lines are damaged: written in one encoding and read in another, for every
pair with the languages that are written in it, each line alone and ten of them as one text. What became of a damaged line:

    mended          it is the truth again
    partly          changed, and closer to the truth than it was
    proposed right  a proposal would make it the truth (where bytes were lost: bring it closer)
    proposed wrong  a proposal would not
    worse           changed, and no closer to the truth
    named           nothing but a note says that it is damaged
    silent          nothing was found

Only the repairs that touch such characters run, so that other findings do not count.
"""

import argparse
import codecs
import difflib
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import ftfy
from quality import Table, markdown, put

from cleaner import Annotation, Cleaner
from cleaner.markup.formats import TextFormat, format_of_text
from cleaner.models import fluency

sys.path.append(str(Path(__file__).parent.parent / "training"))
from clean_lines import Line, clean_lines

RULES = ("mojibake", "control-character", "invisible-character")
MAX_CHARS = 400
"""Characters of the longest line that is damaged: longer ones only take time."""
TEXT_LINES = 10
"""Lines that are damaged together as one text."""
MAX_LOST = 0.05
"""Share of a line's characters beyond ASCII of which up to so many are lost."""
WORST = 8
"""Groups that are shown of a table that would be long."""
PROSE = (TextFormat.PLAIN, TextFormat.MARKDOWN)
"""Formats of the texts that are damaged: code is left alone on purpose, and some of the lines are from catalogues of messages."""
MIN_GROUP = 5
"""Lines of the smallest group that is called worst."""

MULTI_BYTE = ("gb18030", "big5", "cp932", "cp949", "euc-jp")
CYRILLIC = ("cp1251", "koi8-r", "cp866")
PAGES = """latin-1 cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 koi8-r koi8-u cp866 cp437 cp850 mac-roman mac-cyrillic
    iso8859-2 iso8859-5 iso8859-7 iso8859-9""".split()
"""Single-byte encodings that UTF-8 is read as."""
WESTERN_READ_AS = """cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp874 koi8-r cp866 cp437 cp850 mac-roman iso8859-2 iso8859-5
    iso8859-7""".split()
LANGUAGES = {
    "gb18030": ("zh-Hans",),
    "big5": ("zh-Hant",),
    **dict.fromkeys(("cp932", "euc-jp"), ("ja",)),
    "cp949": ("ko",),
    **dict.fromkeys(("cp1251", "iso8859-5", "cp866", "mac-cyrillic"), ("ru", "uk")),
    "koi8-r": ("ru",),
    **dict.fromkeys(("cp1250", "iso8859-2"), ("cs", "pl")),
    **dict.fromkeys(("cp1253", "iso8859-7"), ("el",)),
    "cp1254": ("tr",),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa"),
    "cp1257": ("pl",),
    "cp874": ("th",),
    **dict.fromkeys(("cp1252", "mac-roman", "cp437"), ("da", "de", "en", "es", "fi", "fr", "is", "it", "nl", "pt")),
}
"""Languages that are written in an encoding; all are written in UTF-8."""

MENDED, PARTLY, RIGHT, WRONG, WORSE, NAMED, SILENT = OUTCOMES = (
    "mended",
    "partly",
    "proposed right",
    "proposed wrong",
    "worse",
    "named",
    "silent",
)


class Damage(NamedTuple):
    """A way in which text goes wrong.

    Attributes:
        kind: the family of the damage.
        steps: the mistakes in the order in which they were made: the encoding that the text was written in, and the one it was read in.
        loss: what became of some characters afterwards, by its name in `LOSSES`.
        errors: how a decoder treats bytes that are not in its encoding.
    """

    kind: str
    steps: tuple[tuple[str, str], ...]
    loss: str = ""
    errors: str = "strict"

    @property
    def name(self) -> str:
        return ", ".join(f"{right} as {wrong}" for right, wrong in self.steps) + (f"; {self.loss}" if self.loss else "")

    def of(self, line: str, rng: random.Random) -> str | None:
        """A damaged line; None when the line cannot be damaged so."""
        text = line
        for right, wrong in self.steps:
            try:
                text = text.encode(right).decode(wrong, "as-control" if wrong not in MULTI_BYTE else self.errors)
            except UnicodeError:
                return None
        if self.loss:
            damaged = text
            text = LOSSES[self.loss](text, rng)
            return None if text == damaged else text
        return None if text == line else text


def as_control(error: UnicodeError) -> tuple[str, int]:
    """Browsers show a byte that a single-byte encoding does not define as a control character."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("as-control", as_control)


def losing(replacement: str) -> Callable[[str, random.Random], str]:
    """Replace up to `MAX_LOST` of the characters beyond ASCII, and one at least."""

    def lose(text: str, rng: random.Random) -> str:
        beyond = [at for at, char in enumerate(text) if not char.isascii()]
        lost = set(rng.sample(beyond, max(1, round(rng.uniform(0.01, MAX_LOST) * len(beyond))))) if beyond else set()
        return "".join(replacement if at in lost else char for at, char in enumerate(text))

    return lose


CONTROLS = dict.fromkeys([*range(0x80, 0xA0), 0xAD])
LOSSES: dict[str, Callable[[str, random.Random], str]] = {
    "dropped": losing(""),
    "as ?": losing("?"),
    "as U+FFFD": losing("\N{REPLACEMENT CHARACTER}"),
    "no-break spaces as spaces": lambda text, _: text.replace("\N{NO-BREAK SPACE}", " "),
    "controls dropped": lambda text, _: text.translate(CONTROLS),
}


def damages() -> Iterator[Damage]:
    for page in PAGES:
        yield Damage("UTF-8 as a single-byte encoding", (("utf-8", page),))
    for wrong in MULTI_BYTE[:4]:
        yield Damage("UTF-8 as an East Asian encoding", (("utf-8", wrong),))
    for wrong in MULTI_BYTE[:4]:
        yield Damage("UTF-8 as an East Asian encoding, odd bytes as U+FFFD", (("utf-8", wrong),), errors="replace")
    for right in MULTI_BYTE:
        for wrong in ("latin-1", "cp1252", "cp1250", "cp1251"):
            yield Damage("East Asian as a single-byte encoding", ((right, wrong),))
        for wrong in MULTI_BYTE[:4]:
            if wrong != right:
                yield Damage("East Asian as another", ((right, wrong),))
    for right in "cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp874 koi8-r cp866 iso8859-2 iso8859-5 iso8859-7".split():
        for wrong in ("latin-1", "cp1252"):
            yield Damage("single-byte as Western", ((right, wrong),))
    for wrong in WESTERN_READ_AS:
        yield Damage("Western as another", (("cp1252", wrong),))
    for right in ("mac-roman", "cp437"):
        yield Damage("Western as another", ((right, "cp1252"),))
    for right in (*CYRILLIC, "iso8859-5", "mac-cyrillic"):
        for wrong in CYRILLIC:
            if wrong != right:
                yield Damage("Cyrillic as another", ((right, wrong),))
    for steps in (
        (("utf-8", "cp1252"),) * 2,
        (("utf-8", "latin-1"),) * 2,
        (("utf-8", "cp1252"),) * 3,
        (("utf-8", "cp1251"), ("utf-8", "cp1252")),
        (("utf-8", "cp1252"), ("utf-8", "cp1251")),
        (("utf-8", "cp1252"), ("utf-8", "gb18030")),
        (("utf-8", "gb18030"), ("utf-8", "cp1252")),
        *(
            ((right, "cp1252"), ("utf-8", "cp1252"))
            for right in ("gb18030", "big5", "cp932", "cp949", "cp1250", "cp1251", "cp1253", "koi8-r")
        ),
        (("koi8-r", "cp1251"), ("utf-8", "cp1252")),
    ):
        yield Damage("several mistakes", steps)
    for steps in (
        (("utf-8", "cp1252"),),
        (("utf-8", "cp1251"),),
        (("utf-8", "gb18030"),),
        (("utf-8", "cp1252"),) * 2,
        (("gb18030", "cp1252"),),
        (("cp1251", "cp1252"),),
    ):
        for loss in LOSSES:
            yield Damage("bytes lost", steps, loss)


class Damaged(NamedTuple):
    """A text before and after.

    Attributes:
        language: BCP-47 tag.
        damage: what happened.
        truth, text: lines that were right, and what they are.
    """

    language: str
    damage: Damage
    truth: str
    text: str


def damaged(lines: dict[str, list[str]], per: int, together: int = 1) -> Iterator[Damaged]:
    """Texts of some lines for each damage and each language that it befalls.

    Args:
        lines: clean lines by language.
        per: texts.
        together: lines of each.
    """
    for damage in damages():
        for language in LANGUAGES.get(damage.steps[0][0], sorted(lines)):
            # the same lines whatever else is measured
            rng = random.Random(f"{damage} {language}")
            candidates = rng.sample(lines.get(language, []), len(lines.get(language, [])))
            pairs: list[tuple[str, str]] = []
            for line in candidates:
                if len(pairs) == per * together:
                    break
                if (bad := damage.of(line, rng)) is not None:
                    pairs.append((line, bad))
            for start in range(0, len(pairs) - together + 1, together):
                truth, text = ("\n".join(each) for each in zip(*pairs[start : start + together], strict=True))
                if together == 1 or format_of_text(truth) in PROSE:
                    yield Damaged(language, damage, truth, text)


def likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


class Result(NamedTuple):
    """What became of a damaged line.

    Attributes:
        language, damage: as in `Damaged`.
        outcome, by_ftfy: of `OUTCOMES`, by cleaner and by ftfy.
        before, after, after_ftfy: how like the truth the line is, from 0 to 1.
    """

    language: str
    damage: Damage
    outcome: str
    by_ftfy: str
    before: float
    after: float
    after_ftfy: float


def result(each: Damaged, truth: str, bad: str, cleaned: str, findings: Sequence[tuple[int, Annotation]], fixed: str) -> Result:
    """The result of one line.

    Args:
        each: the text that the line is from.
        truth, bad, cleaned: the line in the three states.
        findings: what was found in it, each with its place in the line.
        fixed: the line after ftfy.
    """
    before = 1.0 if bad == truth else likeness(bad, truth)
    after, after_ftfy = (before if made == bad else 1.0 if made == truth else likeness(made, truth) for made in (cleaned, fixed))
    by_ftfy = MENDED if fixed == truth else SILENT if fixed == bad else PARTLY if after_ftfy > before else WORSE
    if cleaned == truth:
        outcome = MENDED
    elif cleaned != bad:
        outcome = PARTLY if after > before else WORSE
    elif proposals := [(start, finding) for start, finding in findings if finding.replacement is not None]:
        made = bad
        for start, finding in reversed(proposals):
            made = made[:start] + str(finding.replacement) + made[start + finding.end - finding.start :]
        is_right = made == truth or (bool(each.damage.loss) and likeness(made, truth) > before)
        outcome = RIGHT if is_right else WRONG
    else:
        outcome = NAMED if findings else SILENT
    return Result(each.language, each.damage, outcome, by_ftfy, before, after, after_ftfy)


FTFY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
)
"""Only its repairs of encodings."""


def measure(texts: Iterable[Damaged], show: frozenset[str]) -> Iterator[Result]:
    """The results of the lines of damaged texts."""
    texts = list(texts)
    cleaner = Cleaner(select=RULES)
    for each, document in zip(texts, cleaner.pipe(text.text for text in texts), strict=True):
        at = 0
        lines = each.truth.split("\n"), each.text.split("\n"), document.text.split("\n"), ftfy.fix_text(each.text, FTFY).split("\n")
        for truth, bad, cleaned, fixed in zip(*lines, strict=True):
            end = at + len(bad)
            findings = [(found.start - at, found) for found in document.annotations if at <= found.start < end]
            made = result(each, truth, bad, cleaned, findings, fixed)
            if made.outcome in show:
                print(f"\n{made.outcome}: {each.language}, {each.damage.name}\n  {bad!a}\n  {cleaned}\n  {truth}")
                print(*(f"  {found.found} -> {found.replacement}: {found.message}" for _, found in findings), sep="\n")
            yield made
            at = end + 1


def percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def shares(results: Sequence[Result]) -> list[str]:
    """Cells of a row: lines, the share of each outcome, and those of ftfy."""
    ours = Counter(each.outcome for each in results)
    theirs = Counter(each.by_ftfy for each in results)
    of = len(results)
    return [
        f"{of:,}",
        *(percent(ours[outcome], of) for outcome in OUTCOMES),
        *(percent(theirs[outcome], of) for outcome in (MENDED, PARTLY, WORSE)),
    ]


HEAD = ("lines", *(f"{outcome} %" for outcome in OUTCOMES), "ftfy: mended %", "partly %", "worse %")


def grouped(results: Iterable[Result], key: Callable[[Result], str]) -> dict[str, list[Result]]:
    groups: dict[str, list[Result]] = defaultdict(list)
    for each in results:
        groups[key(each)].append(each)
    return groups


def mended(results: Sequence[Result]) -> float:
    return sum(each.outcome == MENDED for each in results) / len(results)


def table(title: str, results: Sequence[Result], key: Callable[[Result], str], worst: int = 0) -> Table:
    """A row for each group, or for the groups of which the fewest lines are mended."""
    groups = grouped(results, key)
    names = list(groups)
    if worst:
        names = sorted((name for name in names if len(groups[name]) >= MIN_GROUP), key=lambda name: mended(groups[name]))[:worst]
    rows = [(name, *shares(groups[name])) for name in names]
    return (title, *HEAD), [*rows, ("all", *shares(results))]


def lost_table(results: Iterable[Result]) -> Table:
    """How like the truth lines are of which bytes were lost."""
    groups = grouped(results, lambda each: each.damage.loss or "odd bytes as U+FFFD")
    rows = []
    for name, group in groups.items():
        of = len(group)
        ours = Counter(each.outcome for each in group)
        rows.append(
            (
                name,
                f"{of:,}",
                percent(ours[MENDED] + ours[PARTLY], of),
                percent(ours[WORSE], of),
                *(percent(sum(values), of) for values in zip(*((each.before, each.after, each.after_ftfy) for each in group), strict=True)),
            )
        )
    return ("lost", "lines", "closer %", "worse %", "like the truth before %", "after %", "after ftfy %"), rows


def damage_tables(results: Sequence[Result], what: str) -> Iterator[Table]:
    exact = [each for each in results if not is_lossy(each.damage)]
    yield table(what, results, lambda each: each.damage.kind)
    yield table(f"{what}, worst pairs", exact, lambda each: each.damage.name, WORST)
    yield table(f"{what}, worst languages", exact, lambda each: each.language, WORST)
    yield table(f"{what}, worst pairs and languages", exact, lambda each: f"{each.damage.name}: {each.language}", WORST)
    yield lost_table(each for each in results if is_lossy(each.damage))


def is_lossy(damage: Damage) -> bool:
    return bool(damage.loss) or damage.errors == "replace"


CHANGED, PROPOSED = "changed", "proposed"


def clean_table(lines: dict[str, list[str]], show: frozenset[str]) -> Table:
    """What is found in clean lines with something beyond ASCII."""
    cleaner = Cleaner(select=RULES)
    rows = []
    total: Counter[str] = Counter()
    for language, texts in sorted(lines.items()):
        counts = Counter({"lines": len(texts)})
        for document in cleaner.pipe(texts):
            found = [each for each in document.annotations if each.rule == "mojibake"]
            if not found:
                continue
            outcome = (
                CHANGED
                if any(each.applied for each in found)
                else PROPOSED
                if any(each.replacement is not None for each in found)
                else NAMED
            )
            counts[outcome] += 1
            if outcome in show:
                print(
                    f"\n{outcome}: {language}\n  {document.original}",
                    *(f"  {each.found} -> {each.replacement}: {each.message}" for each in found),
                    sep="\n",
                )
        total += counts
        if counts[CHANGED] or counts[PROPOSED] or counts[NAMED]:
            rows.append(clean_row(language, counts))
    return (
        ("clean lines", "lines", "changed", "per 100,000", "proposed", "per 100,000", "named", "per 100,000"),
        [*rows, clean_row(f"all {len(lines)} languages", total)],
    )


def clean_row(name: str, counts: Counter[str]) -> list[str]:
    of = counts["lines"]
    cells = (cell for outcome in (CHANGED, PROPOSED, NAMED) for cell in (f"{counts[outcome]:,}", f"{1e5 * counts[outcome] / of:.0f}"))
    return [name, f"{of:,}", *cells]


def by_language(lines: Iterable[Line], most: int) -> dict[str, list[str]]:
    """Lines with something beyond ASCII, up to so many of each language (0: all)."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if not line.text.isascii():
            found[line.language].append(line.text)
    return {language: texts if not most else random.Random(1).sample(texts, min(most, len(texts))) for language, texts in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--per", type=int, default=6, metavar="N", help="damaged lines of each pair of encodings and language (default: 6)")
    parser.add_argument("--texts", type=int, default=1, metavar="N", help="damaged texts of ten lines of each (default: 1)")
    parser.add_argument("--lines", type=int, default=0, metavar="N", help="clean lines of each language (default: all)")
    parser.add_argument(
        "--half", type=int, choices=(0, 1), metavar="N", help="leave out the half of the sources from which the tables were learned"
    )
    parser.add_argument("--tables", type=Path, metavar="FILE", help="tables in place of cleaner/models/fluency.npz")
    parser.add_argument("--show", default="", metavar="OUTCOMES", help="print the lines with these outcomes: sentences of DATA")
    parser.add_argument("--write", type=Path, metavar="FILE", help="a document with marks, whose tables are replaced")
    parser.add_argument("--pairs", default="", metavar="TEXT", help="only damage whose name holds this")
    options = parser.parse_args()
    if options.tables:
        learned = fluency.unpack(options.tables.read_bytes())
        fluency.tables = lambda: learned
    lines = by_language((line for line in clean_lines(options.data) if line.half != options.half), 0)
    short = {language: [text for text in texts if len(text) <= MAX_CHARS] for language, texts in lines.items()}
    show = frozenset(filter(None, options.show.split(",")))
    alone = list(measure((each for each in damaged(short, options.per) if options.pairs in each.damage.name), show))
    texts = (each for each in damaged(short, options.texts, TEXT_LINES) if options.pairs in each.damage.name)
    together = list(measure(texts, show))
    tables = [*(damage_tables(alone, "a line alone") if alone else ()), *(damage_tables(together, "lines of a text") if together else ())]
    if not options.pairs:
        tables.append(
            clean_table(by_language((line for line in clean_lines(options.data) if line.half != options.half), options.lines), show)
        )
    made = markdown(tables)
    if options.write:
        options.write.write_text(put(options.write.read_text(encoding="utf-8"), "mojibake", made), encoding="utf-8")
    else:
        sys.stdout.write(made + "\n")


if __name__ == "__main__":
    main()
