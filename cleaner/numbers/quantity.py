"""A value in a text, and whether two of them are the same value."""

import math
from dataclasses import dataclass
from fractions import Fraction

MONEY = frozenset({"CNY", "USD", "EUR", "GBP", "JPY", "HKD", "KRW", "RUB", "TWD", "SGD", "AUD", "CAD", "INR", "THB"})
"""Units that are currencies (ISO 4217)."""
MAX_NUMERAL = 48
"""Characters of the longest numeral: a longer run of digits is not a quantity."""
ONE_PERCENT = Fraction(1, 100)
FIVE_PERCENT = Fraction(5, 100)
MIN_ROUNDED = 1000
"""Values from here on may be rounded without a word such as "about"."""
HALF_DAY = 12 * 60


@dataclass(frozen=True, slots=True)
class Quantity:
    """One value with its place.

    Attributes:
        start, end: half-open code points of the numeral with scale word, percent sign or ordinal
            ending, without currency or unit.
        value: exact. A percentage is its ratio (30 % is 3/10), a time of day its minutes since
            midnight.
        approximate: the text has "about", "nearly", "more than", `余` or similar words.
        unit: "percent", an ISO 4217 currency, "year", "month", "day", "hour", "minute", a short
            name of a measure, or None.
        kind: "number", "percent", "fraction", "ordinal", "date" (one part, given by the unit),
            "decade", and, only with marks, "time", "score" and "code" (a number in a name:
            COVID-19).
        certain: False for a word that may be a value ("one", "both", `一`): it can confirm another
            value, but is never a mismatch.
    """

    start: int
    end: int
    value: Fraction
    approximate: bool = False
    unit: str | None = None
    kind: str = "number"
    certain: bool = True


def step(value: Fraction) -> Fraction:
    """The largest power of ten that divides a value: its last shown digit; 0 without a finite
    decimal.

    >>> step(Fraction(217_000_000_000)), step(Fraction("21.7")) (Fraction(1000000000, 1),
    Fraction(1, 10))
    """
    denominator = value.denominator
    for factor in (2, 5):
        while denominator % factor == 0:
            denominator //= factor
    if value == 0 or denominator != 1:
        return Fraction(0)
    power = Fraction(1)
    while (value / power).denominator != 1:
        power /= 10
    while (value / power) % 10 == 0:
        power *= 10
    return power


def rounds(exact: Fraction, shown: Fraction, *, loosely: bool) -> bool:
    """Whether one value is the other, rounded or cut to the digits it shows.

    Args:
        exact, shown: the values, in this order.
        loosely: one of them has a word such as "about".
    """
    difference = abs(exact - shown)
    if difference == 0:
        return True
    if exact == 0 or shown == 0 or (exact < 0) != (shown < 0):
        return False
    relative = difference / abs(exact)
    if relative > FIVE_PERCENT:
        return False
    last = step(shown)
    if last == 0 or step(exact) == 0:
        return relative <= 2 * ONE_PERCENT
    if difference >= last:
        return False
    return loosely or (relative <= ONE_PERCENT and (abs(exact) >= MIN_ROUNDED or exact.denominator != 1))


def same(one: Quantity, other: Quantity, *, rounded: bool = True) -> bool:
    """Whether a quantity is stated by another.

    Args:
        one: the value of the source.
        other: the stated value; may be rounded.
        rounded: False if the values must be equal.
    """
    left, right = one.value, other.value
    kinds = {one.kind, other.kind}
    if kinds == {"time"}:
        return (left - right) % HALF_DAY == 0
    if "time" in kinds:
        clock, plain = (left, right) if one.kind == "time" else (right, left)
        return plain.denominator == 1 and int(plain) in clock_numbers(clock)
    if "score" in kinds and ("ordinal" in kinds or not (one.certain and other.certain)):
        return False
    if abs(left) == abs(right):
        return True  # a fall of 5 % is written with and without the minus
    if "decade" in kinds and kinds <= {"decade", "number", "date"}:
        return (left - right) % 100 == 0
    if kinds & {"percent", "fraction"} and (left == right * 100 or right == left * 100):
        return True
    if not rounded or kinds & {"date", "ordinal", "score", "code", "decade"}:
        return False
    return rounds(left, right, loosely=one.approximate or other.approximate)


def clock_numbers(minutes: Fraction) -> frozenset[int]:
    """The hour, on both clocks, and the minutes of a time of day."""
    hour, minute = divmod(int(minutes), 60)
    return frozenset({hour, hour % 12 or 12, minute or hour})


def power_of_ten(stated: Fraction, expected: Fraction) -> int:
    """The power of ten between two values, rounding allowed; 0 for any other difference.

    >>> power_of_ten(Fraction(21_700_000), Fraction(217_070_000_000))
    -4
    """
    if stated <= 0 or expected <= 0:
        return 0
    ratio = stated / expected
    power = round(_log10(ratio))
    if power == 0 or abs(power) > 12:
        return 0
    scaled = stated / Fraction(10) ** power
    if scaled == expected:
        return power
    near = abs(scaled - expected) / expected <= ONE_PERCENT
    return power if near and abs(scaled - expected) < max(step(scaled), step(expected)) and _digits(scaled) > 1 < _digits(expected) else 0


def plain(value: Fraction) -> str:
    """A value as a decimal numeral with grouped thousands, or as a/b without a finite decimal."""
    last = step(value)
    if value and last == 0:
        return f"{value.numerator}/{value.denominator}"
    places = 0
    while (last * 10**places).denominator != 1:
        places += 1
    whole, part = divmod(abs(value.numerator) * 10**places // value.denominator, 10**places)
    return ("-" if value < 0 else "") + f"{whole:,}" + (f".{part:0{places}d}" if places else "")


def _log10(ratio: Fraction) -> float:
    return len(str(ratio.numerator)) - len(str(ratio.denominator)) + _lead(ratio.numerator) - _lead(ratio.denominator)


def _lead(number: int) -> float:
    digits = str(number)[:15]
    return math.log10(int(digits)) - len(digits)


def _digits(value: Fraction) -> int:
    """The number of digits up to the last one that is not 0."""
    last = step(value)
    return len(str(abs(int(value / last)))) if last else 9
