"""A number that the source does not have, in place of one that it has: 2170.7亿元 rendered as "21.7
million yuan".

Why: Chinese counts in ten thousands and hundred millions, English in thousands; the wrong power of
ten is the costliest slip of a translation, and the reader cannot see it.
How: the values of both texts are read and compared line by line where the texts have as many lines,
as a whole otherwise. A finding needs two values that can be confused: one of the source that
nothing in the translation states, and one of the translation that nothing in the source states.
Rounding, other scales, words and conversions in brackets all count as stating.
Left alone: texts whose source is not known; a number left out or added; lone small numerals of the
source (一, 两岸) and words such as "both".
Source: reviewers' reports on the articles in `seeds/`; ISO 5060 and MQM (accuracy, mistranslation
of numbers).
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from operator import itemgetter

from cleaner.annotation import Kind, Severity
from cleaner.document import Finding
from cleaner.numbers import chinese, digits, english
from cleaner.numbers.quantity import MONEY, Quantity, plain, power_of_ten, same
from cleaner.patterns import regex
from cleaner.rule import Case, Rule
from cleaner.rules.alignment import aligned
from cleaner.rules.view import View
from cleaner.spans import Spans

Reader = Callable[[str], list[Quantity]]

SOURCES: dict[str, Reader] = {"zh": lambda text: chinese.quantities(text, marks=True)}
"""How a source text is read, by language; other languages are read for their digits (`numbers.digits`)."""
TARGETS: dict[str, Reader] = {"en": lambda text: english.quantities(text, marks=True)}
"""How a translation is read, by language."""
TIMES = {
    1: "ten",
    2: "a hundred",
    3: "a thousand",
    4: "ten thousand",
    5: "a hundred thousand",
    6: "a million",
    7: "ten million",
    8: "a hundred million",
}
"""Factors in words, by the power of ten."""
COUNTS = frozenset({"number", "ordinal", "score"})
"""Kinds that may be taken for one another."""
ADDRESS = regex(r"(?<=\]\()[^()\s]+|(?:https?://|www\.)[^\s<>\"'`“”‘’（）()\[\]，。；、]+")
"""Addresses and targets of links in Markdown: numbers in them are no amounts."""
MAX_RATIO = 20
"""Ratio of two values that are confused at most: a slip of a digit or two makes no larger one."""
MAX_UNPAIRED = 20
"""More unpaired values than this on a side, and the texts do not belong together line by line."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A value of the source and the value that replaced it.

    Attributes:
        expected: in the source text, offsets there.
        stated: in the translation, offsets there.
        power: the power of ten by which the translation is off, 0 when it is off otherwise.
        alone: nothing else in the line could have been meant.
    """

    expected: Quantity
    stated: Quantity
    power: int
    alone: bool


def find(view: View) -> Iterator[Finding]:
    source = view.settings.source_text
    if source is None or view.target is None or view.target.code not in TARGETS:
        return
    read = SOURCES.get(view.source.code) or digits.reader(view.source.code)
    if read is None:
        return
    for pair in mismatches(source, view.text, read, TARGETS[view.target.code]):
        expected, stated = pair.expected, pair.stated
        wanted = source[expected.start : expected.end]
        found = view.text[stated.start : stated.end]
        wording = english.wording(expected.value, found)
        size = ""
        if pair.power:
            size = f", {TIMES.get(abs(pair.power), f'10^{abs(pair.power)}')} times too {'large' if pair.power > 0 else 'small'}"
        yield RULE.finding(
            stated.start,
            stated.end,
            f"the source has {wanted} ({wording}), the translation {found}{size}",
            replacement=wording if pair.alone or pair.power else None,
            severity=Severity.CRITICAL if abs(pair.power) >= 3 else Severity.MAJOR,
            confidence=0.95 if abs(pair.power) >= 3 else 0.85 if pair.alone else 0.7,
            evidence={
                "source": wanted,
                "source_start": expected.start,
                "source_end": expected.end,
                "expected": plain(expected.value),
                "stated": plain(stated.value),
                "wording": wording,
                "power_of_ten": pair.power,
            },
        )


def mismatches(source: str, target: str, read_source: Reader, read_target: Reader) -> Iterator[Pair]:
    """The pairs of values that contradict each other, ordered by their place in the target."""
    for (source_at, source_part), (target_at, target_part) in aligned(source, target):
        expected = _outside_addresses(source_part, read_source(source_part))
        if expected:
            for pair in _contradictions(expected, _outside_addresses(target_part, read_target(target_part))):
                yield Pair(_moved(pair.expected, source_at), _moved(pair.stated, target_at), pair.power, pair.alone)


def _outside_addresses(text: str, read: list[Quantity]) -> list[Quantity]:
    """The quantities that are no part of an address or the target of a link."""
    if not read or not ("](" in text or "://" in text or "www." in text):
        return read
    addresses = Spans(match.span() for match in ADDRESS.finditer(text))
    return [each for each in read if not addresses.touch(each.start, each.end)]


def _moved(quantity: Quantity, by: int) -> Quantity:
    return Quantity(
        quantity.start + by, quantity.end + by, quantity.value, quantity.approximate, quantity.unit, quantity.kind, quantity.certain
    )


def _contradictions(expected: list[Quantity], stated: list[Quantity]) -> list[Pair]:
    missing = [each for each in _unstated(expected, stated, stated=True) if each.certain and (each.value or each.kind == "score")]
    currencies = {each.unit for each in missing if each.unit in MONEY}
    # a conversion that the translator has added is none of the source's amounts, unless the source has one that is missing
    extra = [
        each
        for each in _unstated(stated, expected, stated=False)
        if each.certain and (each.unit in currencies or not _converted(each, stated))
    ]
    if len(missing) == 0 and len(extra) == 1:
        missing = _surplus(expected, stated)
    elif len(extra) == 0 and len(missing) == 1:
        extra = [each for each in _surplus(stated, expected) if not _converted(each, stated)]
    if not missing or not extra or max(len(missing), len(extra)) > MAX_UNPAIRED:
        return []
    choices = []
    for one, other in product(missing, extra):
        if _confusable(one, other):
            numbers = one.kind == other.kind == "number"
            power = power_of_ten(other.value, one.value) if numbers else 0
            distance = abs(_rank(one, expected) - _rank(other, stated))
            rank = (not power, not numbers, one.unit != other.unit, distance, other.start, one.start)
            choices.append((rank, one, other, power, power or not numbers or _near_enough(one.value, other.value)))
    if len(choices) > 1:
        choices = [choice for choice in choices if choice[-1]]
    choices.sort(key=itemgetter(0))
    pairs: list[Pair] = []
    used: set[tuple[str, int]] = set()
    for _, one, other, power, _ in choices:
        if used.isdisjoint({("source", one.start), ("target", other.start)}):
            used |= {("source", one.start), ("target", other.start)}
            pairs.append(Pair(one, other, power, alone=len(choices) == 1))
    pairs.sort(key=lambda pair: pair.stated.start)
    return pairs


def _unstated(these: list[Quantity], those: list[Quantity], *, stated: bool) -> list[Quantity]:
    """The quantities whose value is not among the others: first the very value, then a rounder one
    that is still free.

    Args:
        these, those: the quantities, and those that may account for them.
        stated: `those` is the translation, which may round; otherwise `these` is.
    """
    by_value: dict[Fraction, list[Quantity]] = defaultdict(list)
    for each in those:
        by_value[each.value].append(each)
    looser = [each for each in those if each.kind in {"time", "decade"}][:MAX_UNPAIRED]
    open_ones = [each for each in these if not any(same(each, other, rounded=False) for other in _near(each, by_value, looser, those))]
    own = {each.value for each in these}
    free = sorted((each for each in those if each.value not in own), key=lambda each: each.value)
    values = [each.value for each in free]
    rest = []
    for each in open_ones:
        at = bisect_left(values, each.value)
        around = free[max(0, at - 3) : at + 3]
        if not any(same(each, other) if stated else same(other, each) for other in around):
            rest.append(each)
    return rest


def _near(each: Quantity, by_value: dict[Fraction, list[Quantity]], looser: list[Quantity], those: list[Quantity]) -> Iterator[Quantity]:
    """The few quantities that can be the very same as one."""
    for value in (each.value, -each.value, each.value * 100, each.value / 100):
        yield from by_value.get(value, ())
    yield from (those[: 10 * MAX_UNPAIRED] if each.kind in {"time", "decade"} else looser)


def _surplus(these: list[Quantity], those: list[Quantity]) -> list[Quantity]:
    """The one quantity whose value is stated more often here than there, if there is one."""
    here = Counter(each.value for each in these)
    there = Counter(each.value for each in those)
    more = [value for value, count in here.items() if count > there[value] > 0]
    if len(more) != 1:
        return []
    found = [each for each in these if each.value == more[0] and each.certain]
    return [each for each in found if each.kind in COUNTS or each.kind == "percent" or each.unit == "year"]


def _converted(each: Quantity, stated: list[Quantity]) -> bool:
    """Whether an amount of money comes right after one in another currency, as its conversion."""
    if each.unit not in MONEY:
        return False
    return any(other.unit in MONEY and other.unit != each.unit and 0 <= each.start - other.end <= 24 for other in stated)


def _confusable(one: Quantity, other: Quantity) -> bool:
    """Whether one value may be a slip of another: the same kind, in units that can be confused."""
    if one.kind == other.kind == "date":
        return one.unit == other.unit
    if "date" in {one.kind, other.kind}:
        date, count = (one, other) if one.kind == "date" else (other, one)
        if date.unit == "year":
            return (
                count.kind == "number" and count.unit in {None, "year"} and (1000 <= count.value < 10_000 or count.value == date.value * 10)
            )
        return date.unit == "day" and count.kind in {"ordinal", "number"} and count.unit in {None, "day"} and count.value < 1000
    if one.kind in COUNTS and other.kind in COUNTS:
        return one.unit == other.unit or one.unit is None or other.unit is None or "people" in {one.unit, other.unit}
    return one.kind == other.kind


def _near_enough(one: Fraction, other: Fraction) -> bool:
    """Whether two values are so close that a slip of a digit or two explains the difference."""
    small, large = sorted((abs(one), abs(other)))
    return small > 0 and large <= small * MAX_RATIO


def _rank(each: Quantity, among: list[Quantity]) -> float:
    return each.start / max(1, among[-1].end)


PAIRS = (
    ("公安机关紧急止付2170.7亿元。", "Police froze over ⟦21.7 million~217.07 billion⟧ yuan."),
    ("破获案件25.8万起，抓获542人。", "They solved ⟦2.58 million~258,000⟧ cases and caught 542."),
    ("拦截诈骗电话36亿次、短信33亿条。", "They stopped ⟦360 million~3.6 billion⟧ calls and 3.3 billion messages."),
    ("省级救灾资金2030万元", "⟦2030 million~20.3 million⟧ yuan of provincial relief"),
    ("下降近30%。", "It fell by nearly ⟦40%~30%⟧."),
    ("2024年5月27日，公安部在京召开发布会。", "On May ⟦28th~27th⟧, 2024, the ministry held a news conference."),
    ("截至2024年底，抓获5.3万人。", "As of the end of ⟦2025~2024⟧, 53,000 were arrested."),
    ("三名嫌疑人被捕，一人在逃。", "⟦Four~Three⟧ suspects were arrested; one is at large."),
    ("公安机关紧急止付2170.7亿元。", "Police froze 217.07 billion yuan ($31.3 billion)."),
    ("公安机关紧急止付2170.7亿元。", "Police froze about 217 billion yuan."),
    ("累计见面劝阻1844万人。", "They met 18.44 million people face to face, 3 to a team."),
    ("两名男子各罚款三成，共五折。", "Both men were fined 30 percent, half of it together."),
    ("下午3点30分，气温降至零下5度。", "At 15:30 it was minus 5 degrees; 3:30 p.m. was the coldest."),
    ("上世纪九十年代，约三分之一的人口", "In the 1990s, about 33 percent of the population"),
    ("去年有200多人参加。", "More than 200 took part in 2023."),
    ("万一出事，千万别慌，十分重要。", "If 1 thing happens, 10 million things matter."),
    ("捐款25万元。", "He gave $35,000."),
    ("总投资约6.8亿元（约合9500万美元）。", "It cost about 680 million yuan ($⟦9.5 million~95 million⟧) in all."),
    ("见[指南](zh/guide?id=_221124)。", "See [the guide](en/guide?id=_22112) at https://example.com/3."),
    ("3至5万人", "30,000 to 50,000 people"),
)
"""Sources and marked translations; a text with no mark must stay silent."""
OTHER_PAIRS = (
    ("de", "Mehr als 272.000 Fälle und 28.000 Tote bis 2019.", "More than 272,000 cases and ⟦24,000~28,000⟧ deaths by 2019."),
    ("es", "Tienen más de 35 millones de personas.", "They have more than ⟦38 million~35 million⟧ people."),
    ("cs", "Průměrná mzda byla 34 125 korun.", "The average wage was CZK ⟦34,215~34,125⟧."),
    ("ja", "5万人が8月6日に48時間待った。", "50,000 people waited ⟦36~48⟧ hours on August 6th."),
    ("ko", "약 3만 명이 참가했다.", "About ⟦300,000~30,000⟧ people took part."),
    ("fr", "Il y a 3,5 millions d'habitants, soit 12 %.", "There are 3.5 million inhabitants, or 12 percent."),
    ("ja", "三菱は4月に1億円を出した。", "Mitsubishi paid 100 million yen in April."),
    ("de", "Die COVID-19-Version 802.11a um 14:30 Uhr stand 2:0.", "The COVID-19 version 802.11a was at 2-0 at 2:30 p.m."),
)
"""The same from other languages, whose digits are read."""

RULE: Rule[View] = Rule(
    "number-mismatch",
    Kind.NUMBER,
    find,
    report_only=True,
    severity=Severity.MAJOR,
    confidence=0.85,
    cases=(
        *(Case(marked, source_text=source) for source, marked in PAIRS),
        *(Case(marked, source=language, source_text=source) for language, source, marked in OTHER_PAIRS),
        "Without its source, 21.7 million yuan cannot be judged.",
    ),
)
