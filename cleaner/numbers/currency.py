"""Plausible exchange rates: wide enough for any year, narrow enough to show an error by a power of
ten.

Source: IMF International Financial Statistics and Federal Reserve H.10, lowest and highest monthly
rates 1994 to 2025, widened by at least 10 %. Rates before 1994 (1.5 to 3.7 yuan or 360 yen to the
dollar) are outside, and are left alone, because no power of ten moves them into the range.
"""

from fractions import Fraction

from cleaner.numbers.quantity import Quantity

PER_DOLLAR: dict[str, tuple[Fraction, Fraction]] = {
    "AUD": (Fraction("0.8"), Fraction("2.3")),
    "CAD": (Fraction("0.8"), Fraction("1.8")),
    "CNY": (Fraction("5.4"), Fraction("9.6")),
    "EUR": (Fraction("0.55"), Fraction("1.35")),
    "GBP": (Fraction("0.42"), Fraction("1.02")),
    "HKD": (Fraction("7.0"), Fraction("8.6")),
    "INR": (Fraction(28), Fraction(105)),
    "JPY": (Fraction(68), Fraction(180)),
    "KRW": (Fraction(680), Fraction(2150)),
    "RUB": (Fraction(20), Fraction(135)),
    "SGD": (Fraction("1.05"), Fraction("2.05")),
    "THB": (Fraction(22), Fraction(62)),
    "TWD": (Fraction(23), Fraction(39)),
    "USD": (Fraction(1), Fraction(1)),
}
"""Lowest and highest price of one US dollar."""


def conversion_error(amount: Quantity, converted: Quantity) -> int | None:
    """The power of ten by which a converted amount is too large.

    Returns:
        0 if the amounts agree at a plausible rate; a power of ten, negative if the second is too
        small; None if no power of ten makes them agree, or a currency is unknown.
    """
    ours, theirs = PER_DOLLAR.get(amount.unit or ""), PER_DOLLAR.get(converted.unit or "")
    if ours is None or theirs is None or amount.unit == converted.unit or amount.value <= 0 or converted.value <= 0:
        return None
    low, high = theirs[0] / ours[1], theirs[1] / ours[0]
    rate = converted.value / amount.value
    for power in sorted(range(-9, 10), key=abs):
        if low <= rate / Fraction(10) ** power <= high:
            return power
    return None
