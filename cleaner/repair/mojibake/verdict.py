"""The verdict on a line: the reading that is so fluent that it cannot be chance."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from cleaner.models.fluency import costs, strangeness, tables
from cleaner.patterns import regex
from cleaner.repair.mojibake.charsets import SINGLE_BYTE, UTF_8, WESTERN
from cleaner.repair.mojibake.differences import differences
from cleaner.repair.mojibake.readings import RARE, Reading, read_again, readings
from cleaner.scan import PLAIN_MARKS

MAX_STEPS = 4
"""Mistakes that are undone: texts with three mistakes exist."""
MIN_GAIN = 6.0
"""Nats by which a reading must beat the line to be considered."""
MAX_CHANCE = 15.0
"""Nats that a short text may cost more than usual because of its content."""
MIN_VALID = 6
"""Continuation bytes of UTF-8 in a line without other bytes beyond ASCII, from which it is
UTF-8."""
MIN_STILL_STRANGE = 1.5
"""Strangeness after one mistake is undone from which another is searched if the bytes are not
UTF-8."""
MAX_EVIDENCE = 30.0
"""Nats of evidence for each distinct character of a single-byte encoding: the same letter again
proves nothing new."""
MAX_RARE_EVIDENCE = 10.0
"""The same for rare mistakes: otherwise a scanner that reads "í" as "¡" looks like an encoding."""
FTFY = "ftfy"
BEYOND = regex(f"[^\\x00-\\x7f{PLAIN_MARKS}]+")
SHOWN = regex("[^\\x00-\\x7f\xad\u200b-\u200f\u2060-\u206f\ufeff]")
"""A visible character beyond ASCII: a text of invisible characters is not in another encoding."""
CONTROLS = regex("[\x80-\x9f]+")
LATIN_1 = "latin-1"
CONTROL = regex("(?<![\xc2-\xf4][^\\s])(?:(?<![\xc2-\xf4])[\x80-\x9f]+|[\x85\x91-\x94\x96\x97]+(?![^\\W\\d_]))")
"""Control characters that are not part of a UTF-8 character; after its first byte only quotes,
dashes and ellipses at the end of a word."""
MIN_EXPLAINED = 0.35
"""Share of a line's strangeness that ftfy's reading must explain: it also changes text it does not
know."""
MIN_BETTER = 4.0
"""Nats by which another reading must beat that of ftfy."""
CJK = regex("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
MIN_STRANGE, MIN_DIFFERENT = 1.2, 8
"""Strangeness and different CJK characters of a line of East Asian text that may be in another East
Asian encoding: untranslated words are shorter."""

Chain = tuple[tuple[str, str], ...]
"""Mistakes, the last one first: the wrong encoding, and the right one."""


class Verdict(NamedTuple):
    """The most likely text of a line.

    Attributes:
        text: the text.
        spans: for each of its characters, the half-open span of the line that it comes from.
        chain: the mistakes that are undone.
        evidence: nats by which the text beats the line.
        margin: nats by which it beats the best other reading.
        lost: bytes that are not text and stay unchanged.
        strangeness: cost of the words beyond ASCII divided by their usual cost; about 1 in fluent
            text.
        whole: the same for all words: ASCII words are strange in the letters of another language.
        places: number of different runs of characters beyond ASCII in the line.
        agreed: whether ftfy agrees.
    """

    text: str
    spans: list[tuple[int, int]]
    chain: Chain
    evidence: float
    margin: float
    lost: int
    strangeness: float
    whole: float
    places: int
    agreed: bool

    def letters(self, line: str) -> tuple[int, int]:
        """How many changed characters are letters next to letters, and how many are changed in all."""
        changed = [at for at, (char, (start, end)) in enumerate(zip(self.text, self.spans, strict=True)) if line[start:end] != char]
        in_words = sum(
            self.text[at].isalpha() and (self.text[at - 1 : at].isalpha() or self.text[at + 1 : at + 2].isalpha()) for at in changed
        )
        return in_words, len(changed)


def best_verdicts(lines: Sequence[str]) -> list[Verdict | None]:
    """The verdict on each line that may matter; None if no reading is better than the line itself.

    The readings of all lines are measured at once: most of the time of a few lines goes into the
    number of array operations. A line that may not be in another East Asian encoding is only read
    in these when one of its few other readings is better than the line.
    """
    shown = [line for line in lines if SHOWN.search(line)]
    whole = set(may_be_east_asian(shown))
    quick = [line for line in shown if line not in whole and not CONTROLS.search(line) and not _is_bad(line)]
    found: dict[str, Verdict | None] = {}
    for line, read, measured in _measured(quick, lambda line: readings(line, east_asian=False)):
        if all(measured[0] - cost - each.cost < MIN_GAIN for cost, each in zip(measured[1:], read, strict=True)):
            found[line] = None
    found |= {
        line: _best(line, read, measured) for line, read, measured in _measured([line for line in shown if line not in found], _readings)
    }
    return [found.get(line) for line in lines]


def may_be_east_asian(lines: Sequence[str]) -> list[str]:
    """The lines that may be East Asian text in another East Asian encoding: they are long and strange enough."""
    long = [line for line in lines if len(set(CJK.findall(line))) >= MIN_DIFFERENT]
    return [line for line, strange in zip(long, _strangeness(long), strict=True) if strange >= MIN_STRANGE]


def _measured(lines: list[str], read: Callable[[str], Iterable[Reading]]) -> Iterator[tuple[str, list[Reading], list[float]]]:
    """Lines with their readings, and the costs of each line and of its readings."""
    offered = [[*read(line)] for line in lines]
    texts = [text for line, own in zip(lines, offered, strict=True) if own for text in (line, *(each.text for each in own))]
    measured = iter(costs(texts).tolist() if texts else ())
    for line, own in zip(lines, offered, strict=True):
        yield line, own, [next(measured) for _ in range(len(own) + 1)] if own else []


def _readings(line: str) -> list[Reading]:
    return [*readings(line), *_controls(line)]


def _best(line: str, read: list[Reading], measured: list[float]) -> Verdict | None:
    """The verdict on a line, by its readings and by ftfy.

    Args:
        line: the line.
        read: its readings.
        measured: costs of the line and of its readings.
    """
    own = _undo(line, _readings, read, measured)
    made = _ftfy(line)
    if made is None:
        return own
    exact = any(reading.right == UTF_8 and not reading.lost and reading.text == made.text for reading in read)
    theirs = _by_ftfy(line, made, exact=exact)
    if own is not None and own.text in (made.text, theirs and theirs.text):
        return own._replace(agreed=True)
    if theirs is None or own is None:
        return theirs or own
    if exact and own.chain[0][1] in SINGLE_BYTE:
        return theirs
    mine, other = costs([own.text, theirs.text])
    return own if not own.lost and own.strangeness <= MIN_STILL_STRANGE and mine + MIN_BETTER < other else theirs


def verdict_by_chain(line: str, chain: Chain) -> Verdict | None:
    """The verdict on a line by a chain that its neighbours prove."""
    if chain[0][0] == FTFY:
        by_ftfy = _ftfy(line)
        return None if by_ftfy is None else _by_ftfy(line, by_ftfy, exact=False)
    steps = iter(chain)

    def next_step(text: str) -> list[Reading]:
        step = next(steps, None)
        if step is None:
            return []
        made = next(_controls(text), None) if step[0] == LATIN_1 else read_again(text, *step)
        return [] if made is None else [made]

    return _undo(line, next_step)


class _Undone:
    """A line with the mistakes undone so far."""

    def __init__(self, line: str) -> None:
        self.line = self.text = line
        self.cost = 0.0
        self.spans = [(at, at + 1) for at in range(len(line))]
        self.chain: list[tuple[str, str]] = []
        self.evidence, self.margin, self.lost = 0.0, float("inf"), 0

    def step(self, made: Reading, cost: float, evidence: float, margin: float) -> None:
        """Undo one mistake."""
        self.spans = [(self.spans[start][0], self.spans[end - 1][1]) for start, end in made.spans or []]
        self.text, self.cost = made.text, cost
        self.chain.append((made.wrong, made.right))
        self.evidence += evidence
        self.margin = min(self.margin, margin)
        self.lost += made.lost

    def verdict(self, *, agreed: bool = False) -> Verdict | None:
        """The verdict; None if nothing was undone."""
        if not self.chain or self.text == self.line:
            return None
        return Verdict(
            self.text,
            self.spans,
            tuple(self.chain),
            self.evidence,
            self.margin,
            self.lost,
            strangeness_of(self.text),
            _whole(self.text, self.cost),
            len(set(BEYOND.findall(self.line))),
            agreed,
        )


def _undo(
    line: str, offers: Callable[[str], list[Reading]], first: list[Reading] | None = None, measured: list[float] | None = None
) -> Verdict | None:
    """Undo mistakes while a reading is better than the text.

    Args:
        line: the line.
        offers: makes the readings of a text.
        first, measured: the readings of the line, and the costs of the line and of them, when they are known.
    """
    undone = _Undone(line)
    for _ in range(MAX_STEPS):
        offered = offers(undone.text) if first is None else first
        if not offered:
            break
        before, *offered_costs = measured or costs([undone.text, *(each.text for each in offered)]).tolist()
        first = measured = None
        gains = [before - cost - reading.cost for cost, reading in zip(offered_costs, offered, strict=True)]
        certain = [at for at, each in enumerate(offered) if each.right == UTF_8 and not each.lost and each.valid >= MIN_VALID]
        best = max(certain or range(len(gains)), key=gains.__getitem__)
        made: Reading | None = offered[best]
        if made is None or gains[best] < MIN_GAIN or (undone.chain and not _may_follow(undone.text, made)):
            break
        if made.spans is None and (made := read_again(undone.text, made.wrong, made.right)) is None:
            break
        second = max((gain for gain, each in zip(gains, offered, strict=True) if each.text != made.text), default=0.0)
        evidence = min(gains[best], _worth(undone.text, made))
        margin = float("inf") if made.wrong == LATIN_1 else gains[best] - max(second, 0.0)
        undone.step(made, offered_costs[best], evidence, margin)
    return undone.verdict()


def _may_follow(text: str, made: Reading) -> bool:
    """Whether a second mistake is plausible: UTF-8 bytes, or a text that is still strange."""
    return made.right == UTF_8 or made.wrong == LATIN_1 or strangeness_of(text) > MIN_STILL_STRANGE


def _by_ftfy(line: str, made: Reading, *, exact: bool) -> Verdict | None:
    """The verdict by ftfy, if it explains enough of the line's strangeness or is exact UTF-8.

    ftfy knows UTF-8 with lost bytes, and misreads bytes of East Asian encodings.
    """
    undone = _Undone(line)
    before, after = costs([line, made.text]).tolist()
    undone.step(made, after, 0.0, float("inf"))
    if (controls := next(_controls(made.text), None)) is not None:
        undone.step(controls, float(costs([controls.text])[0]), 0.0, float("inf"))
    # characters that ftfy marks as lost cost nothing
    undone.evidence = before - float(costs([undone.text.replace("\N{REPLACEMENT CHARACTER}", "")])[0])
    strange = strangeness_of(line)
    surplus = (strange - 1) / max(strange, 1.0) * before
    return undone.verdict(agreed=True) if exact or undone.evidence >= MIN_EXPLAINED * surplus else None


def _whole(text: str, cost: float) -> float:
    """Cost of a text, without what chance adds to a short one, divided by its usual cost."""
    model = tables()
    usual = model.usual[model.classes[np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)]].sum()
    return max(0.0, cost - MAX_CHANCE) / float(usual) if usual else 1.0


def strangeness_of(text: str) -> float:
    """Cost of the words beyond ASCII divided by their usual cost (see `fluency.strangeness`)."""
    return _strangeness([text])[0]


def _strangeness(lines: Sequence[str]) -> list[float]:
    points = np.frombuffer("\n{}\n".format("\n".join(lines)).encode("utf-32-le"), dtype=np.uint32)
    starts = np.cumsum([1, *(len(line) + 1 for line in lines[:-1])])
    found = strangeness(points, starts)
    return [total / usual if usual else 1.0 for total, usual in zip(found.total.tolist(), found.usual.tolist(), strict=True)][: len(lines)]


def by_words(line: str, text: str) -> tuple[float, float]:
    """Nats that different words of a line gain by a reading, and nats that others lose.

    A repeated word proves nothing new, and a wrong reading improves some words and spoils others.
    """
    before, after = line.split(" "), text.split(" ")
    if len(before) != len(after):
        before, after = [line], [text]
    pairs = sorted({pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]})
    if not pairs:
        return 0.0, 0.0
    gains = costs([pair[0] for pair in pairs]) - costs([pair[1] for pair in pairs])
    return float(gains[gains > 0].sum()), float(-gains[gains < 0].sum())


def is_rare(chain: Chain) -> bool:
    """Whether a chain has a rare mistake."""
    return any(Reading(wrong, right, "", 0, 0).cost >= RARE for wrong, right in chain)


def _worth(text: str, made: Reading) -> float:
    """The maximal evidence of a reading."""
    if made.right == UTF_8 or made.wrong == LATIN_1 or made.right not in SINGLE_BYTE:
        return float("inf")
    origins = zip(made.text, made.spans or [], strict=True)
    changed = {text[start:end] for char, (start, end) in origins if text[start:end] != char and text[start:end].isprintable()}
    return (MAX_RARE_EVIDENCE if made.cost >= RARE else MAX_EVIDENCE) * len(changed)


def _controls(text: str) -> Iterator[Reading]:
    """Quotes and dashes of Windows-1252 for control characters that are not parts of UTF-8."""
    made = CONTROL.sub(lambda match: match[0].encode("latin-1").decode("cp1252", "replace"), text)
    if made != text and "\N{REPLACEMENT CHARACTER}" not in made:
        yield Reading(LATIN_1, WESTERN, made, 0, 0, [(at, at + 1) for at in range(len(text))])


def _ftfy(text: str) -> Reading | None:
    """The reading by ftfy of a line that its own heuristic calls bad."""
    if not _is_bad(text):
        return None
    fix, _, config = _ftfy_parts()
    fixed, _ = fix(text, config)
    spans: list[tuple[int, int]] = []
    at = 0
    made: list[str] = []
    for start, end, right in differences(text, fixed) if fixed != text else ():
        # `_controls` handles control characters, because it knows parts of characters
        if CONTROLS.fullmatch(text, start, end):
            continue
        made += text[at:start], right
        spans += ((index, index + 1) for index in range(at, start))
        spans += [(start, end)] * len(right)
        at = end
    spans += ((index, index + 1) for index in range(at, len(text)))
    made.append(text[at:])
    return Reading(FTFY, UTF_8, "".join(made), 0, 0, spans) if at else None


def _is_bad(text: str) -> bool:
    """Whether ftfy's own heuristic calls a line bad."""
    return bool(_ftfy_parts()[1](text))


@cache
def _ftfy_parts() -> tuple[Any, Any, Any]:
    import ftfy
    from ftfy.badness import is_bad

    # `_controls` handles C1 controls; `fix_encoding_and_explain` reads no other option that differs
    config = ftfy.TextFixerConfig(fix_c1_controls=False)
    return ftfy.fix_encoding_and_explain, is_bad, config
