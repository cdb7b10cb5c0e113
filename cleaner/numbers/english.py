"""Numbers in English text, by value: 217.07 billion, 1.1 trillion, thirty-two thousand, 30 per cent, $31.3bn, May 27th, 2024.

How: one linear pass cuts the text into clusters of digits and number words; what stands together becomes a numeral; the characters
before and after say what it counts.
Left alone: "one of", "no one", "a second ago", versions, telephone numbers; times, scores and numbers in names only where marks are
asked for; "one", "first", "both", "half", "dozens" and their like are only hints.
Source: The Chicago Manual of Style, chapter 9; review of news text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from cleaner.numbers.quantity import LONGEST, Quantity, plain, step

ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
    "mln": 10**6, "mn": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
GLUED = {"k": 10**3, "K": 10**3, "m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9} | {
    name: SCALES[name] for name in ("mn", "mln", "bn", "bln", "tn", "trn")
}
HINTS: dict[str, int | Fraction] = {
    "both": 2, "pair": 2, "couple": 2, "twice": 2, "double": 2, "doubled": 2, "doubling": 2, "doubles": 2, "twin": 2, "twins": 2, "duo": 2,
    "either": 2, "neither": 2, "another": 1, "twofold": 2, "threefold": 3, "triple": 3, "tripled": 3, "trio": 3, "thrice": 3, "fourfold": 4,
    "quadrupled": 4, "once": 1, "single": 1, "sole": 1, "decade": 10, "decades": 10, "dozen": 12, "dozens": 12, "half": Fraction(1, 2),
    "quarter": Fraction(1, 4), "quarterly": 3, "century": 100, "centuries": 100, "fortnight": 14, "noon": 12, "midday": 12, "midnight": 0, "teens": 10, "teenage": 10,
    "tens": 10, "hundreds": 100, "thousands": 1000, "millions": 10**6, "billions": 10**9, "trillions": 10**12, "ii": 2, "iii": 3, "iv": 4,
    "bilateral": 2, "trilateral": 3, "biennial": 2, "weekend": 2, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
    "seventies": 70, "eighties": 80, "nineties": 90, "none": 0, "nil": 0, "tenfold": 10, "hundredfold": 100
}  # fmt: skip
"""Words that say a number by the way."""
GROUPS = {"dozen": 12, "decade": 10, "decades": 10, "century": 100, "centuries": 100}
"""Words that multiply the number before them."""
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
        "eighteenth nineteenth twentieth".split(),
        1,
    )
} | {"firstly": 1, "secondly": 2, "thirdly": 3, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "hundredth": 100}
SHARES = {
    word + ending: value
    for word, value in {
        "third": 3,
        "quarter": 4,
        "fourth": 4,
        "fifth": 5,
        "sixth": 6,
        "seventh": 7,
        "eighth": 8,
        "ninth": 9,
        "tenth": 10,
        "half": 2,
    }.items()
    for ending in ("", "s")
} | {"halves": 2, "hundredths": 100, "thousandths": 1000}
MONTHS = {
    word: value
    for value, words in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept", "october oct",
         "november nov", "december dec"),
        1,
    )
    for word in words.split()
}  # fmt: skip
AMBIGUOUS = frozenset({"may", "march", "mar", "jan", "jun", "dec", "sep", "august"})
"""Months that are also words or names: they count beside a number or after a word of time."""

TOKEN = re.compile(r"(?P<digits>[0-9]++(?:[.,:/\-–—−][0-9]++)*+|(?<![0-9A-Za-z])\.[0-9]++)|(?P<word>[A-Za-z]++)")
PLAIN = re.compile(r"(?:[0-9]++|[0-9]{1,3}(?:,[0-9]{3})++|[0-9]{1,2}(?:,[0-9]{2})++,[0-9]{3})(?:\.[0-9]++)?+|\.[0-9]++")
TIME = re.compile(r"[0-9]{1,3}[:.][0-9]{2,3}(?::[0-9]{2})?")
"""A time of day, even a wrong one."""
ISO = re.compile(r"(?P<year>[12][0-9]{3})[-/](?P<month>0?[1-9]|1[0-2])[-/](?P<day>[12][0-9]|3[01]|0?[1-9])")
SPLIT = re.compile(r"[-–—−/,:]")
HALF = re.compile(r"\s?(?P<half>[AaPp])\.?\s?[Mm]\b\.?")
SUFFIX = re.compile(r"(?:st|nd|rd|th|s|['’]s)(?![A-Za-z])")
SCALE = re.compile(r"(?:bn|bln|tn|trn|mn|mln|[kKmMbB])(?![A-Za-z])")
ATTACHED = re.compile(r"(?:[kcm]?m[23²³]?|[KC]M|mph|[km]?g|K[gG]|[kMG]?W|kWh|[TGM]B|h|hrs?|min|secs?|in|ft|lbs?|oz|yuan|x)(?![A-Za-z])")
PERCENT = re.compile(r"\s?%|[\s-]?(?:percent|per\s?cent|percentage[\s-]points?|pct)(?![a-z])", re.IGNORECASE)
ABOUT = re.compile(
    r"(?:about|around|approximately|roughly|nearly|almost|over|under|above|below|more than|less than|fewer than|at least|at most|up to|some|close to|"
    r"exceed(?:ed|ing|s)?|surpass(?:ed|ing|es)?|top(?:ped|ping|s)?|estimated|as many as|as much as|no less than|no more than|beyond|past|or|~|≈|>|<|c\.)\s?$",
    re.IGNORECASE,
)
AFTER = re.compile(r"\+|[\s-](?:or so|or more|odd|plus)(?![a-z])", re.IGNORECASE)
BEFORE_MONEY = re.compile(r"(?P<sign>US\$|HK\$|NT\$|S\$|A\$|AU\$|C\$|CA\$|[$€£¥￥₽₩₹]|RMB|CNY|USD|EUR|GBP|JPY|HKD)\s?$")
MONEY_SIGNS = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "$": "USD", "€": "EUR", "£": "GBP",
    "¥": "CNY", "￥": "CNY", "₽": "RUB", "₩": "KRW", "₹": "INR", "RMB": "CNY", "CNY": "CNY", "USD": "USD", "EUR": "EUR", "GBP": "GBP", "JPY": "JPY", "HKD": "HKD",
}  # fmt: skip
UNITS = {
    "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "cny": "CNY", "us dollars": "USD", "u.s. dollars": "USD", "american dollars": "USD", "dollars": "USD",
    "usd": "USD", "hong kong dollars": "HKD", "hk dollars": "HKD", "hkd": "HKD", "euros": "EUR", "euro": "EUR", "pounds sterling": "GBP", "yen": "JPY",
    "won": "KRW", "rubles": "RUB", "roubles": "RUB", "rupees": "INR", "baht": "THB", "singapore dollars": "SGD", "australian dollars": "AUD",
    "canadian dollars": "CAD", "hours": "hour", "hour": "hour", "minutes": "minute", "minute": "minute", "seconds": "second", "years": "year", "year": "year",
    "months": "month", "month": "month", "days": "day", "day": "day", "weeks": "week", "week": "week", "km": "km", "kilometers": "km", "kilometres": "km",
    "kilometer": "km", "kilometre": "km", "miles": "mile", "mile": "mile", "meters": "m", "metres": "m", "meter": "m", "metre": "m", "m": "m", "feet": "ft",
    "foot": "ft", "ft": "ft", "inches": "in", "inch": "in", "cm": "cm", "centimeters": "cm", "centimetres": "cm", "mm": "mm", "millimeters": "mm",
    "yards": "yd", "yard": "yd", "kg": "kg", "kilograms": "kg", "grams": "g", "g": "g", "tons": "t", "tonnes": "t", "ton": "t", "tonne": "t", "lbs": "lb", "lb": "lb",
    "acres": "acre", "acre": "acre", "hectares": "ha", "hectare": "ha", "mu": "mu", "square kilometers": "km2", "square kilometres": "km2", "km2": "km2",
    "square meters": "m2", "square metres": "m2", "square miles": "mile2", "square feet": "ft2", "cubic meters": "m3", "cubic metres": "m3", "liters": "l",
    "litres": "l", "degrees": "degree", "degree": "degree", "kilotons": "kt", "megatons": "Mt", "gigatons": "Gt", "gigatonnes": "Gt",
    "kilowatts": "kW", "megawatts": "MW", "gigawatts": "GW", "people": "people", "persons": "people",
}  # fmt: skip
UNIT = re.compile(
    r"(?:[\s-]|(?<=[0-9]))?(?P<unit>" + "|".join(re.escape(each) for each in sorted(UNITS, key=len, reverse=True)) + r"|°|℃|℉)(?![A-Za-z])",
    re.IGNORECASE,
)
TIME_WORD = re.compile(
    r"(?:in|last|this|next|since|of|by|until|till|from|to|between|late|early|mid|through|during|and|before|after|every|each)[\s-]$",
    re.IGNORECASE,
)
RANGE = re.compile(r"\s?(?:[-–—−~]|to|and|or|through)\s?")
AND_HALF = re.compile(r"[ -]and[ -]a[ -]half(?![a-z])", re.IGNORECASE)
MINUS = re.compile(r"(?:^|[^A-Za-z])(?P<word>minus|negative)\s$", re.IGNORECASE)
LOOSE_GROUP = re.compile(r"(?:, [0-9]{3}(?![0-9]))++")
"""Groups of digits torn apart: "600, 000"."""
BETWEEN = re.compile(r"between\s(?:[A-Z]{0,2}[$€£¥])?$", re.IGNORECASE)
JOINS = frozenset({" ", "-", "\N{NON-BREAKING HYPHEN}", "\N{NO-BREAK SPACE}", "\n"})

TEN_NAMES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


@dataclass(slots=True)
class _Numeral:
    """Tokens that stand together: one value, not yet what it counts."""

    start: int
    end: int
    value: Fraction
    digits: bool = False
    scale: int = 1
    certain: bool = True
    kind: str = "number"
    unit: str | None = None


def quantities(text: str, *, marks: bool = False) -> list[Quantity]:
    """The values an English text states, in their order.

    Args:
        text: the text.
        marks: also times, scores, numbers in names, and hints (`certain` is False), which only confirm.

    >>> [(each.value.numerator, each.unit) for each in quantities("froze 217.07 billion yuan ($31.3bn) on May 27th")]
    [(217070000000, 'CNY'), (31300000000, 'USD'), (5, 'month'), (27, 'day')]
    """
    read = list(_ranges(text, list(_named(text, _numerals(text)))))
    return [each for each in read if marks or (each.certain and each.kind not in {"time", "score", "code"})]


def wording(value: Fraction, like: str = "") -> str:
    """A value as English news text writes it.

    Args:
        value: the value.
        like: the numeral it takes the place of; says whether it is a percentage, an ordinal, or in words.

    >>> wording(Fraction(217_070_000_000)), wording(Fraction(3, 10), "40%"), wording(Fraction(27), "28th"), wording(Fraction(2), "Three")
    ('217.07 billion', '30%', '27th', 'Two')
    """
    share = PERCENT.search(like)
    if share is not None:
        return plain(value * 100) + share[0]
    if re.search("[0-9](?:st|nd|rd|th)$", like) and value.denominator == 1:
        tail = {1: "st", 2: "nd", 3: "rd"}.get(int(value) % 10, "th")
        return plain(value) + ("th" if int(value) % 100 in (11, 12, 13) else tail)
    if like[:1].isalpha() and value.denominator == 1 and 0 <= value <= 10:
        word = list(ONES)[int(value)]
        return word.capitalize() if like[0].isupper() else word
    for size, name in TEN_NAMES:
        scaled = value / size
        if abs(scaled) >= 1 and step(scaled) >= Fraction(1, 1000):
            return f"{plain(scaled)} {name}"
    return plain(value)


def _numerals(text: str) -> list[_Numeral]:
    """Digits and number words, put together."""
    tokens: list[tuple[int, int, str, bool]] = []
    for match in TOKEN.finditer(text):
        if match.lastgroup == "digits":
            tokens.append((match.start(), match.end(), match[0], True))
        else:
            word = match[0].lower()
            if word in SCALES and match.start() and text[match.start() - 1].isdigit():
                continue
            if word in ONES or word in TENS or word in SCALES or word in HINTS or word in ORDINALS or word in SHARES or word in MONTHS:
                tokens.append((match.start(), match.end(), word, False))
    result: list[_Numeral] = []
    at = 0
    while at < len(tokens):
        at = _one(text, tokens, at, result)
    return result


def _one(text: str, tokens: list[tuple[int, int, str, bool]], at: int, result: list[_Numeral]) -> int:
    """Read what begins at token `at`; the token after it."""
    start, end, word, digits = tokens[at]
    if digits:
        return _figures(text, tokens, at, result)
    if word in MONTHS and text[start].isupper():
        result.append(_Numeral(start, end, Fraction(MONTHS[word]), kind="month", unit="month"))
        return at + 1
    if word in ONES or word in TENS:
        return _words(text, tokens, at, result)
    if word in ORDINALS:
        if word not in SHARES or (text[max(0, start - 2) : start].lower() not in {"a ", "a-"}):
            result.append(_Numeral(start, end, Fraction(ORDINALS[word]), certain=False, kind="ordinal"))
        if word in SHARES:
            result.append(_Numeral(start, end, Fraction(1, SHARES[word]), certain=False, kind="fraction"))
        return at + 1
    if word in SCALES:
        single = re.search(r"\ba[\s-]$", text[max(0, start - 3) : start], re.IGNORECASE) is not None
        half = re.search(r"\bhalf[\s-]an?[\s-]$", text[max(0, start - 7) : start], re.IGNORECASE) is not None
        value = Fraction(SCALES[word]) * (Fraction(1, 2) if half else 1)
        at, value, end = _scales(text, tokens, at + 1, value, end)
        result.append(_Numeral(start, end, value, scale=SCALES[word], certain=(single or half) and value >= 1000))
        return at
    if word in HINTS:
        value = Fraction(HINTS[word])
        at, value, end = _scales(text, tokens, at + 1, value, end, of=True)
        result.append(_Numeral(start, end, value, certain=False))
        return at
    return at + 1


def _past(tokens: list[tuple[int, int, str, bool]], at: int, end: int) -> int:
    """The first token, from `at` on, that begins at or after `end`."""
    while at < len(tokens) and tokens[at][0] < end:
        at += 1
    return at


def _joined(text: str, end: int, start: int) -> bool:
    return text[end:start] in JOINS


def _scales(
    text: str, tokens: list[tuple[int, int, str, bool]], at: int, value: Fraction, end: int, *, of: bool = False
) -> tuple[int, Fraction, int]:
    """Multiply by the scale words that follow: "hundred thousand", "tens of thousands"."""
    while at < len(tokens):
        start, stop, word, digits = tokens[at]
        scale = SCALES.get(word) or (SCALES.get(word.removesuffix("s")) if of else None)
        if digits or scale is None or not (_joined(text, end, start) or (of and text[end:start] in {" of ", " a ", " "})):
            break
        value, end = value * scale, stop
        at += 1
    return at, value, end


def _words(text: str, tokens: list[tuple[int, int, str, bool]], at: int, result: list[_Numeral]) -> int:
    """Read a number in words: "thirty-two thousand five hundred"."""
    first = at
    total = Fraction(0)
    section: int | None = None
    scale = last_scale = 1
    last_scale = 10**18
    room = 1000
    while at < len(tokens):
        start, stop, word, digits = tokens[at]
        if digits or (
            at > first
            and not (_joined(text, tokens[at - 1][1], start) or (scale > 1 and text[tokens[at - 1][1] : start] in {" and ", ", "}))
        ):
            break
        if word in TENS and room > 100:
            section, room = (section or 0) + TENS[word], 10
        elif word in ONES and (room > 10 or (room == 10 and ONES[word] < 10 and ONES[word])):
            section, room = (section or 0) + ONES[word], 1
        elif word == "hundred" and section is not None and 0 < section < 100:
            section, room, scale = section * 100, 101, 100
        elif word in SCALES and word != "hundred" and section and SCALES[word] < last_scale:
            total += section * SCALES[word]
            scale = last_scale = SCALES[word]
            section, room = None, 1000
        else:
            break
        at += 1
    begin, end = tokens[first][0], tokens[at - 1][1]
    value = total + (section or 0)
    and_half = AND_HALF.match(text, end)
    if and_half is not None:
        at = _past(tokens, at, and_half.end())
        at, value, end = _scales(text, tokens, at, value + Fraction(1, 2), and_half.end())
        result.append(_Numeral(begin, end, value))
        return at
    over = tokens[at] if at < len(tokens) else None
    if (
        over is not None
        and over[2] in SHARES
        and not over[3]
        and _joined(text, end, over[0])
        and (over[2].endswith("s") or value == 1)
        and SHARES[over[2]] > 1
    ):
        result.append(
            _Numeral(begin, over[1], value / SHARES[over[2]], kind="fraction", certain=over[2] not in {"quarter", "quarters", "second"})
        )
        return at + 1
    if over is not None and over[2] in GROUPS and _joined(text, end, over[0]):
        result.append(_Numeral(begin, over[1], value * GROUPS[over[2]], certain=False))
        return at + 1
    if over is not None and over[2] in ORDINALS and value % 10 == 0 and ORDINALS[over[2]] < 10 and text[end : over[0]] == "-":
        result.append(_Numeral(begin, over[1], value + ORDINALS[over[2]], kind="ordinal"))
        return at + 1
    certain = at - first > 1 or value > 1
    result.append(_Numeral(begin, end, value, scale=scale if section is None else 1, certain=certain))
    return at


def _figures(text: str, tokens: list[tuple[int, int, str, bool]], at: int, result: list[_Numeral]) -> int:
    """Read a cluster of digits: 1,234.5 and its scale, 09:04, 24-0, 2024-05-27, 3/4."""
    start, end, cluster, _ = tokens[at]
    if len(cluster) > LONGEST:
        return at + 1
    before = text[max(0, start - 2) : start]
    glued = before[-1:].isalpha() and BEFORE_MONEY.search(text[max(0, start - 3) : start]) is None
    if glued or (before[-1:] in "-_–" and before[:1].isalpha() and not _prefixed(text, start)):
        parts = [part for part in re.split("[^0-9]", cluster) if part][:2]
        result.extend(_Numeral(start, end, Fraction(part), True, certain=False, kind="code") for part in parts if len(part) <= 6)
        return at + 1
    if PLAIN.fullmatch(cluster):
        value = Fraction(cluster.replace(",", ""))
        half = HALF.match(text, end)
        if half is not None and value < 1000 and (value.denominator == 1 or TIME.fullmatch(cluster)):
            result.append(_clock(start, half.end(), cluster.replace(".", ":"), half["half"]))
            return at + 1
        return _scaled(text, tokens, at, result, start, end, value, cluster)
    if (iso := ISO.fullmatch(cluster)) is not None:
        result.extend(
            _Numeral(start + iso.start(part), start + iso.end(part), Fraction(iso[part]), True, kind="date", unit=part)
            for part in ("year", "month", "day")
        )
        return at + 1
    if TIME.fullmatch(cluster) and ":" in cluster:
        half = HALF.match(text, end)
        result.append(_clock(start, half.end() if half else end, cluster, half["half"] if half else None))
        return at + 1
    parts = [(match.start(), match.end()) for match in re.finditer(r"[^\-–—−/:]++", cluster)]
    if len(parts) == 2 and all(PLAIN.fullmatch(cluster, *part) for part in parts):
        left, right = (Fraction(cluster[slice(*part)].replace(",", "")) for part in parts)
        between = cluster[parts[0][1]]
        if between == "/":
            result.append(_Numeral(start, end, left / right if right else left, True, certain=False, kind="fraction"))
            result.extend(
                _Numeral(start + one, start + two, each, True, certain=False) for (one, two), each in zip(parts, (left, right), strict=True)
            )
            return at + 1
        result.append(_Numeral(start, start + parts[0][1], left, True, kind="score" if between == ":" else "first"))
        return _scaled(text, tokens, at, result, start + parts[1][0], end, right, cluster[slice(*parts[1])])
    if "," in cluster and all(part.isdigit() for part in cluster.split(",")) and len(cluster.split(",")) <= 3:
        result.extend(
            _Numeral(start + match.start(), start + match.end(), Fraction(match[0]), True, certain=False)
            for match in re.finditer("[0-9]++", cluster)
        )
    return at + 1


def _prefixed(text: str, start: int) -> bool:
    """Whether a number after a hyphen still counts: mid-2020, pre-2008, twenty-3."""
    return re.search(r"\b(?:mid|pre|post|early|late|non|under|over|sub)-$", text[max(0, start - 7) : start], re.IGNORECASE) is not None


def _clock(start: int, end: int, cluster: str, half: str | None) -> _Numeral:
    hour, _, minute = cluster.partition(":")
    value = int(hour) * 60 + int(minute[:2] or 0)
    if half is not None:
        value = value % 720 + (720 if half in "pP" else 0)
    return _Numeral(start, end, Fraction(value), True, kind="time", unit="minute")


def _scaled(
    text: str,
    tokens: list[tuple[int, int, str, bool]],
    at: int,
    result: list[_Numeral],
    start: int,
    end: int,
    value: Fraction,
    cluster: str,
) -> int:
    """A plain number in figures, with the scale word or the ending that follows."""
    suffix = SUFFIX.match(text, end)
    scale = SCALE.match(text, end)
    if suffix is not None and cluster.isdigit():
        if suffix[0] in {"s", "'s", "’s"}:
            decade = len(cluster) in (2, 4) and value % 10 == 0
            result.append(
                _Numeral(
                    start, suffix.end(), value, True, kind="decade" if decade else "code", unit="year" if decade else None, certain=decade
                )
            )
        else:
            result.append(_Numeral(start, suffix.end(), value, True, kind="ordinal"))
        return at + 1
    if scale is not None and not (scale[0] in "mM" and BEFORE_MONEY.search(text[max(0, start - 4) : start]) is None):
        result.append(_Numeral(start, scale.end(), value * GLUED[scale[0]], True, GLUED[scale[0]]))
        return at + 1
    if text[end : end + 1].isalpha() and text[end : end + 1].isascii() and ATTACHED.match(text, end) is None:
        result.append(_Numeral(start, end, value, True, certain=False, kind="code"))
        return at + 1
    if text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit():
        return at + 1
    loose = LOOSE_GROUP.match(text, end) if len(cluster) <= 3 and cluster.isdigit() and cluster[0] != "0" else None
    if loose is not None and loose.end() - end <= LONGEST:
        result.append(_Numeral(start, loose.end(), Fraction((cluster + loose[0]).replace(", ", "")), True, certain=False))
        result.extend(_Numeral(start, end, Fraction(part), True, certain=False) for part in (cluster, *loose[0].split(", ")[1:]))
        return _past(tokens, at, loose.end())
    follow = at + 1
    words: list[int] = []
    stop = end
    while follow < len(tokens) and not tokens[follow][3] and tokens[follow][2] in SCALES and _joined(text, stop, tokens[follow][0]):
        words.append(SCALES[tokens[follow][2]])
        stop = tokens[follow][1]
        follow += 1
    if len(words) > 1 and not (words[0] in {100, 1000} and len(words) == 2 and words[1] > words[0]):
        return follow  # "2170.7 million billion" says nothing
    if len(words) == 0 and follow < len(tokens) and tokens[follow][2] in GROUPS and _joined(text, end, tokens[follow][0]):
        result.append(_Numeral(start, tokens[follow][1], value * GROUPS[tokens[follow][2]], True, certain=False))
        return follow + 1
    scale_value = 1
    for word in words:
        scale_value *= word
    result.append(_Numeral(start, stop, value * scale_value, True, scale_value))
    return follow


def _named(text: str, numerals: list[_Numeral]) -> Iterator[tuple[Quantity, _Numeral]]:
    """What each numeral counts."""
    near: set[int] = set()
    """Numerals that a month makes parts of a date."""
    for index, each in enumerate(numerals):
        if each.kind == "month":
            near |= _date_parts(text, numerals, index)
    for index, each in enumerate(numerals):
        yield _name(text, each, near=index in near), each


def _date_parts(text: str, numerals: list[_Numeral], index: int) -> set[int]:
    month = numerals[index]
    parts: set[int] = set()
    for other in (index + 1, index + 2):
        if other < len(numerals):
            gap = text[numerals[other - 1].end : numerals[other].start]
            if gap not in {" ", ". ", ", ", ".", " the ", ",", ", of ", " of "} or not _is_day_or_year(numerals[other]):
                break
            parts.add(other)
            if numerals[other].value > 31:
                break
    if index and text[numerals[index - 1].end : month.start] in {" ", " of ", "-"} and _is_day(numerals[index - 1]):
        parts.add(index - 1)
    return parts | {index} if parts else parts


def _is_day(each: _Numeral) -> bool:
    return (
        each.kind in {"number", "ordinal", "first"}
        and each.scale == 1
        and each.value.denominator == 1
        and 1 <= each.value <= 31
        and each.digits
    )


def _is_day_or_year(each: _Numeral) -> bool:
    return _is_day(each) or (each.kind == "number" and each.digits and 1000 <= each.value < 2200)


def _name(text: str, each: _Numeral, *, near: bool) -> Quantity:
    start, end, value = each.start, each.end, each.value
    if each.kind == "month":
        alone = text[start:end].lower() in AMBIGUOUS and not near and TIME_WORD.search(text[max(0, start - 9) : start]) is None
        return Quantity(start, end, value, unit="month", kind="date", certain=not alone)
    if near:
        return Quantity(start, end, value, unit="day" if value <= 31 else "year", kind="date")
    if each.kind in {"date", "time", "decade", "code"}:
        return Quantity(start, end, value, unit=each.unit, kind=each.kind, certain=each.certain)
    before = text[max(0, start - 24) : start]
    sign = BEFORE_MONEY.search(before)
    lead = before[: sign.start()] if sign is not None else before
    approximate = ABOUT.search(lead) is not None or AFTER.match(text, end) is not None
    if each.kind == "ordinal":
        return Quantity(start, end, value, approximate, kind="ordinal", certain=each.certain)
    if lead[-1:] in {"-", "−"} and not lead[-2:-1].isalnum():
        start, value = start - len(before) + len(lead) - 1, -value
    elif (minus := MINUS.search(lead)) is not None:
        start, value = start - len(before) + minus.start("word"), -value
    if sign is None and (share := PERCENT.match(text, end)) is not None:
        return Quantity(start, share.end(), value / 100, approximate, "percent", "percent", each.certain or each.digits)
    if each.kind == "fraction":
        return Quantity(start, end, value, approximate, kind="fraction", certain=each.certain)
    if (
        each.digits
        and len(text[start:end]) == 4
        and text[start:end].isdigit()
        and 1000 <= value < 2200
        and sign is None
        and UNIT.match(text, end) is None
    ):
        return Quantity(start, end, value, unit="year", kind="date")
    unit = MONEY_SIGNS[sign["sign"]] if sign is not None else None
    if unit is None and (named := UNIT.match(text, end)) is not None:
        unit = UNITS.get(named["unit"].lower(), "degree")
    certain = each.certain
    if value == 1 and not each.digits:
        certain = False
    kind = "score" if each.kind == "score" else "number"
    return Quantity(start, end, value, approximate, unit, kind, certain)


def _ranges(text: str, read: list[tuple[Quantity, _Numeral]]) -> Iterator[Quantity]:
    """Let the scale and the unit of a range's end hold for its beginning: 3 to 5 million yuan, 5-10%."""
    scored = -1
    opened: str | None = None
    """The currency of "$5" in "$5-10 billion"."""
    for index, (quantity, numeral) in enumerate(read):
        follows, other = read[index + 1] if index + 1 < len(read) else (None, numeral)
        if opened is not None and quantity.kind == "number" and quantity.unit is None:
            quantity = replace(quantity, unit=opened)  # noqa: PLW2901
        opened = quantity.unit if numeral.kind == "first" else None
        if scored == index or (numeral.kind == "score" and follows is not None):
            scored = index + 1 if numeral.kind == "score" else scored
            yield replace(quantity, kind="score", unit=None)
            continue
        if (
            follows is None
            or quantity.kind != "number"
            or not numeral.digits
            or RANGE.fullmatch(text, numeral.end, follows.start) is None
            or (text[numeral.end : follows.start] == " and " and BETWEEN.search(text[max(0, quantity.start - 12) : quantity.start]) is None)
        ):
            yield quantity
        elif follows.kind == "percent" and numeral.value < other.value:
            yield replace(quantity, value=quantity.value / 100, unit="percent", kind="percent")
        elif follows.kind == "number" and other.scale > 1 and numeral.scale == 1 and numeral.value * other.scale < follows.value:
            yield replace(quantity, value=quantity.value * other.scale, unit=quantity.unit or follows.unit)
        elif follows.kind == "date" and follows.unit == "day" and quantity.value < follows.value:
            yield replace(quantity, unit="day", kind="date")
        elif numeral.kind == "first" and follows.unit is None and numeral.value >= other.value:
            scored = index + 1
            yield replace(quantity, kind="score")
        else:
            yield replace(quantity, unit=quantity.unit or follows.unit) if follows.kind == "number" else quantity
