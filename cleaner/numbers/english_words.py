"""English words that say numbers, months, currencies and measures: data only.

Source: The Chicago Manual of Style, chapter 9; ISO 4217; review of news text.
"""

from fractions import Fraction

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
"""Words that imply a number."""
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
    for word, value in (
        *zip("third fourth fifth sixth seventh eighth ninth tenth".split(), range(3, 11), strict=True),
        ("quarter", 4),
        ("half", 2),
    )
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
"""Months that are also words or names: they count next to a number or after a word of time."""

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
