"""A number that its own text proves wrong: "21.7 million yuan ($3.1 billion)", "2170.7 million
billion", "2170.7亿 yuan".

Why: machine translation carries 万 and 亿 over by the wrong power of ten, halfway or not at all.
How: an amount whose conversion in brackets no plausible exchange rate explains, but a power of ten
does; two scale words that make no English number; digits that still have a Chinese scale. What is
off by a power of ten is named; which of the two amounts is wrong is not.
Left alone: right conversions; dates, shares and other numbers in brackets; rates of before 1994;
amounts in other units than currencies.
Source: reviewers' reports on the articles in `seeds/`; the exchange rates of
`cleaner.numbers.currency`.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from cleaner.annotation import Kind, Severity
from cleaner.document import Finding
from cleaner.numbers import chinese, english
from cleaner.numbers.currency import conversion_error
from cleaner.numbers.quantity import MONEY, Quantity, plain
from cleaner.patterns import regex
from cleaner.rule import Rule
from cleaner.rules.view import View

CONTEXT = 64
"""Code points on each side of a bracket in which the two amounts are looked for."""
MAX_GAP = 24
"""Code points between an amount and the bracket that converts it at most."""
CONVERSION = regex(r"[(（](?=[^()（）]{0,32}?(?:[$€£¥￥]|RMB|USD|EUR|[0-9] ?(?:[a-z]{1,12} )?(?:yuan|dollar|euro|yen|pound|US)))")
CLOSE = regex(r"[)）\n]")
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SCALE_WORDS = (" million", " billion", " trillion")
CURRENCIES = ("$", "€", "£", "¥", "￥", "rmb", "usd", "eur", "yuan", "dollar", "euro", "yen", "pound")
CHINESE_SCALES = ("万", "萬", "亿", "億")
LITERALS = tuple(group for group in (SCALE_WORDS, CURRENCIES, CHINESE_SCALES) for _ in group)
YUAN = regex(r"(?<![0-9.,])(?P<number>[0-9]{1,3}(?:,?[0-9]{3}){0,4}(?:\.[0-9]{1,4})?)(?: (?P<scale>million|billion|trillion))? yuan \Z")
DOLLARS = regex(
    r"\((?:about |around |nearly )?(?:US)?\$(?P<number>[0-9]{1,3}(?:,?[0-9]{3}){0,4}(?:\.[0-9]{1,4})?)(?: (?P<scale>million|billion|trillion))?\)"
)
YUAN_A_DOLLAR = (6.0, 8.5)
"""Rates since 2007; the full table is wider."""
TWO_SCALES = regex(r"illion (?:(?:m|b|tr)illion|thousand)\b")
SUM_OF_SCALES = regex(r"illion (?:and )?(?P<rest>[0-9][0-9,]{0,11}(?:\.[0-9]{1,6})?) (?P<scale>billion|million|thousand)\b")
HEAD = regex(r"(?<![0-9.,])(?P<number>[0-9][0-9.,]{0,20}) (?P<scale>m|b|tr)$")
DECIMAL_COMMA = regex(r"(?<![0-9.,])(?P<whole>[0-9]{1,3}),(?P<part>[0-9]{1,2}) (?P<scale>(?:m|b|tr)illion)\b")
CHINESE_SCALE = regex(
    r"(?<![0-9.,])[0-9][0-9.,]{0,20}+ ?[十百千]?(?:[万萬][亿億]|[万萬亿億])(?P<unit>美元|欧元|歐元|日元|港元|人民币|元|人)?"
)
UNIT_WORDS = {
    "元": "yuan", "人民币": "yuan", "美元": "US dollars", "欧元": "euros", "歐元": "euros", "日元": "yen", "港元": "Hong Kong dollars", "人": "people",
}  # fmt: skip
TIMES = {1: "ten", 2: "a hundred", 3: "a thousand", 4: "ten thousand", 5: "a hundred thousand", 6: "a million", 8: "a hundred million"}


def find(view: View) -> Iterator[Finding]:
    if view.target is None or view.target.code != "en":
        return
    text = view.text
    places: dict[tuple[str, ...], list[int]] = {}
    for start, _, number in view.matches(RULE.id):
        places.setdefault(LITERALS[number], []).append(start)
    # the currency of a conversion is at most so far after its bracket
    brackets = sorted({text.rfind(bracket, max(0, at - 33), at) for at in places.get(CURRENCIES, ()) for bracket in "(（"} - {-1})
    found_ = [*_conversions(text, brackets), *_scales(text, view.lowered, places.get(SCALE_WORDS, []))]
    if CHINESE_SCALES in places:
        found_ += _chinese(text)
    for found in found_:
        if not view.is_protected(found.start, found.end):
            yield found


def _conversions(text: str, brackets: list[int]) -> Iterator[Finding]:
    """Amounts whose conversion in brackets cannot be right."""
    for opening in brackets:
        if CONVERSION.match(text, opening) is None:
            continue
        if _plainly_right(text, opening):
            continue
        before = max(0, opening - CONTEXT)
        before = text.find(" ", before, opening) if before else before
        close = CLOSE.search(text, opening, opening + CONTEXT)
        if close is None or close[0] == "\n" or before < 0:
            continue
        amounts = english.quantities(text[before:opening])
        inside = [each for each in english.quantities(text[opening : close.start()]) if each.kind == "number"]
        if not amounts or len(inside) != 1 or "/" in text[opening : close.start()]:
            continue
        amount, converted = amounts[-1], inside[0]
        if amount.unit not in MONEY or amount.kind != "number" or opening - before - amount.end > MAX_GAP:
            continue
        power = conversion_error(amount, converted)
        if not power:
            continue
        yield _conversion(text, before, opening, close.end(), amount, converted, power)


def _plainly_right(text: str, opening: int) -> bool:
    """Whether the conversion is of the commonest form and right; all others are read in full."""
    yuan = YUAN.search(text, max(0, opening - 40), opening)
    dollars = DOLLARS.match(text, opening)
    if yuan is None or dollars is None:
        return False
    amount = float(yuan["number"].replace(",", "")) * SCALES.get(yuan["scale"] or "", 1)
    converted = float(dollars["number"].replace(",", "")) * SCALES.get(dollars["scale"] or "", 1)
    return converted > 0 and YUAN_A_DOLLAR[0] <= amount / converted <= YUAN_A_DOLLAR[1]


def _conversion(text: str, before: int, opening: int, end: int, amount: Quantity, converted: Quantity, power: int) -> Finding:
    ours = text[before + amount.start : before + amount.end]
    theirs = text[opening + converted.start : opening + converted.end]
    scale = Fraction(10) ** power
    return RULE.finding(
        before + amount.start,
        end,
        f"{ours} and {theirs} in brackets are {TIMES.get(abs(power), f'10^{abs(power)}')} times apart at any exchange rate",
        severity=Severity.CRITICAL,
        confidence=0.95,
        evidence={
            "amount": plain(amount.value),
            "currency": amount.unit,
            "converted": plain(converted.value),
            "converted_currency": converted.unit,
            "power_of_ten": power,
            "candidates": [
                {"found": ours, "wording": english.wording(amount.value * scale)},
                {"found": theirs, "wording": english.wording(converted.value / scale)},
            ],
        },
    )


def _scales(text: str, lowered: str, scales: list[int]) -> Iterator[Finding]:
    """Scale words that make no number together.

    Args:
        text: the text, for what is shown and proposed.
        lowered: the same in lower case, in which the words are looked for: headlines and tables
            write MILLION.
        scales: where scale words start, in both.
    """
    if not scales:
        return
    taken: set[int] = set()
    for at in scales:
        ending = lowered.index("illion", at)
        match = TWO_SCALES.match(lowered, ending) or SUM_OF_SCALES.match(lowered, ending)
        if match is None:
            continue
        head = HEAD.search(lowered, max(0, match.start() - 26), match.start())
        if head is None:
            continue
        taken.add(head.start())
        found = text[head.start() : match.end()]
        yield RULE.finding(
            head.start(),
            match.end(),
            f"“{found}” is not an English number",
            replacement=_sum(head, match),
            severity=Severity.CRITICAL,
            confidence=0.9,
        )
    for at in scales:
        comma = DECIMAL_COMMA.search(lowered, max(0, at - 8), at + 10)
        if comma is not None and comma.start() not in taken:
            found = text[comma.start() : comma.end()]
            fixed = found.replace(",", ".", 1)
            yield RULE.finding(*comma.span(), f"“{found}” has a comma where English has a point", replacement=fixed, confidence=0.8)


def _sum(head: re.Match[str], match: re.Match[str]) -> str | None:
    """One number for what is written as two, such as 1 trillion 500 billion, if it can be read."""
    if "rest" not in match.re.groupindex:
        return None
    parts = [english.quantities(each) for each in (f"{head['number']} {head['scale']}illion", f"{match['rest']} {match['scale']}")]
    if any(len(part) != 1 for part in parts):
        return None
    large, small = (part[0].value for part in parts)
    return english.wording(large + small) if small < SCALES[head["scale"] + "illion"] else None


def _chinese(text: str) -> Iterator[Finding]:
    """Digits that still have their Chinese scale."""
    for match in CHINESE_SCALE.finditer(text):
        end = match.start("unit") if match["unit"] else match.end()
        read = chinese.quantities(text[match.start() : end])
        if len(read) != 1:
            continue
        wording = english.wording(read[0].value)
        unit = f" {UNIT_WORDS[match['unit']]}" if match["unit"] else ""
        yield RULE.finding(
            *match.span(),
            f"“{match[0]}” is counted in Chinese scale; in English it is {wording}{unit}",
            replacement=wording + unit,
            confidence=0.95,
            evidence={"value": plain(read[0].value)},
        )


RULE: Rule[View] = Rule(
    "number-slip",
    Kind.NUMBER,
    find,
    report_only=True,
    literals=lambda: (*SCALE_WORDS, *CURRENCIES, *CHINESE_SCALES),
    severity=Severity.MAJOR,
    cases=(
        "Police froze over ⟦21.7 million yuan ($3.1 billion)⟧ in funds.",
        "It cost ⟦680 million yuan ($9.5 million)⟧, later ⟦680 million yuan ($950 million)⟧, in the end 680 million yuan ($95 million).",
        "It raised $⟦5.2bn (36 million yuan)⟧ last year.",
        "They froze ⟦2170.7 million billion⟧ yuan.",
        "a loss of ⟦21.7 million million⟧ yuan",
        "INVESTED ⟦1 TRILLION 500 BILLION~1.5 trillion⟧ YUAN, OR ⟦1,1 TRILLION~1.1 TRILLION⟧",
        "Revenue was $3.5 MILLIONS. It was 2 Millions and 3 BILLION in all.",
        "invested ⟦1 trillion 500 billion~1.5 trillion⟧ yuan",
        "invested ⟦1,1 trillion~1.1 trillion⟧ yuan",
        "funds of ⟦2170.7亿~217.07 billion⟧ yuan",
        "more than ⟦500万人~5 million people⟧ came",
        "froze 217.07 billion yuan ($31.3 billion) in emergency funds",
        "about 12,000 yuan (1,700 US dollars) a month",
        "the 1.2 billion yuan (2025) and the 300 million yuan (30 percent) share",
        "600 billion yen (about $4 billion), or 30 billion yuan",
        "sold 3 million yuan ($450,000 each) of tickets in 2.1 million boxes (5 million pieces)",
        "a thousand million is a billion; 3 million, 500 thousand and 2 billion people",
        "In 1985 it paid 300 million yuan ($102 million).",
        "raised 5 million yuan (of a planned $90 billion fund for 3 million people)",
        "run `2170.7亿`",
    ),
)
