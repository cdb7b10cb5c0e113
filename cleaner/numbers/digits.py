"""Numbers written in digits in any language, by value: 272.000, 34 125, 3,5 Mio., 35 millones, 2만, and small number words.

Why: a slip of a digit is found whatever language the source is in, without a grammar of its numerals.
How: digits with the separators of the language, a scale word or percent sign after them; a whole number from 1500 to 2100 is a year.
Small number words, from two to twelve, of languages where they mean nothing else.
Left alone: numbers in names (COVID-19), times, scores, versions and ordinals with a point; what is between letters.
Source: CLDR (separators, scale words).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache, partial

from cleaner.numbers import chinese
from cleaner.numbers.quantity import Quantity
from cleaner.patterns import regex

COMMA = frozenset("bg ca cs da de el es et fi fr hr hu id it lt lv nb nl pl pt ro ru sk sl sr sv tr uk vi".split())
"""Languages whose decimals follow a comma."""
NUMERAL = regex(r"(?<![\w.,:/])(?<![^\W\d_]-)(?P<number>\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)(?![\d:/])")
AFTER = regex(r"[ \u00a0\u202f-]?(?P<scale>[^\s\d,;:!?()\[\]]+)")
PERCENT = regex(
    r"[ \u00a0\u202f]?(?:%|Prozent|por ciento|por cento|pour cent|per cento|procent|procenta?|процент\w*|प्रतिशत|퍼센트|パーセント)"
)
SCALES = {
    "tausend": 3, "tsd.": 3, "million": 6, "millionen": 6, "mio.": 6, "mio": 6, "milliarde": 9, "milliarden": 9, "mrd.": 9, "mrd": 9,
    "mil": 3, "millón": 6, "millones": 6, "millions": 6, "milliard": 9, "milliards": 9, "mille": 3, "mila": 3, "milione": 6, "milioni": 6, "miliardo": 9,
    "miliardi": 9, "milhão": 6, "milhões": 6, "bilhão": 9, "bilhões": 9, "tisíc": 3, "tisíce": 3, "milion": 6, "miliony": 6, "milionu": 6, "milionů": 6,
    "milionech": 6, "miliarda": 9, "miliardy": 9, "miliard": 9, "tysiąc": 3, "tysiące": 3, "tysięcy": 3, "tys.": 3, "miliona": 6, "milionów": 6, "mln": 6, "mld": 9,
    "miljoen": 6, "miljard": 9, "duizend": 3, "miljoner": 6, "miljoner.": 6, "miljon": 6, "miljarder": 9, "тысяч": 3, "тысячи": 3, "тысяча": 3, "тыс.": 3,
    "миллион": 6, "миллиона": 6, "миллионов": 6, "млн": 6, "млн.": 6, "миллиард": 9, "миллиарда": 9, "миллиардов": 9, "млрд": 9, "млрд.": 9, "हज़ार": 3,
    "हजार": 3, "लाख": 5, "करोड़": 7, "अरब": 9, "만": 4, "천": 3, "천만": 7, "백만": 6, "억": 8, "조": 12, "bin": 3, "milyon": 6, "milyar": 9, "ribu": 3, "juta": 6,
}  # fmt: skip
"""Powers of ten by scale words."""
JOINED = regex(r"(?P<scale>천만|백만|[만억조천])")
"""Korean scales, which are joined to the digits and to what follows."""
WORDS = {
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fr": "deux trois quatre cinq six sept huit _ dix onze douze", "it": "due tre quattro cinque _ sette otto nove dieci undici dodici",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze", "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "cs": "dva tři čtyři pět šest sedm osm devět deset jedenáct dvanáct", "pl": "dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście",
    "ru": "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать", "hi": "_ तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह",
    "sv": "två tre fyra fem sex sju åtta nio tio elva tolv",
}  # fmt: skip
"""Number words from two to twelve; `_` where the word means something else as well."""
FIRST_WORD = 2
FIRST_YEAR, LAST_YEAR = 1500, 2100
KANJI_DIGIT = regex("[0-9０-９]")


def reader(language: str) -> Callable[[str], list[Quantity]] | None:
    """How numbers are read in a language; None for one that is not known."""
    if language == "ja":
        return _japanese
    known = language in COMMA or language in WORDS or language in ("ko", "hi")
    return partial(quantities, language=language) if known else None


def quantities(text: str, *, language: str) -> list[Quantity]:
    """The numbers of a text, in their order.

    Args:
        text: the text.
        language: its code.

    >>> [int(each.value) for each in quantities("Mehr als 272.000 von 3,5 Mio. Menschen", language="de")]
    [272000, 3500000]
    """
    found = []
    for match in NUMERAL.finditer(text):
        value = _value(match["number"], comma=language in COMMA)
        start, end = match.start("number"), match.end("number")
        if value is None or (text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit()):
            continue
        after = text[end : end + 1]
        percent = PERCENT.match(text, end)
        if percent:
            found.append(Quantity(start, percent.end(), value / 100, True, "percent", "percent"))
            continue
        scale = (JOINED if language == "ko" else AFTER).match(text, end)
        power = _power(scale["scale"]) if scale else None
        if scale and power is not None:
            end = scale.start("scale") + len(scale["scale"].rstrip("."))
            found.append(Quantity(start, end, value * 10**power, True))
            continue
        if after.isalpha() and (after.isascii() or language not in ("ko", "hi")):
            # a name: 802.11a
            continue
        whole = match["number"].isdigit() and len(match["number"]) == 4
        if whole and FIRST_YEAR <= value <= LAST_YEAR:
            found.append(Quantity(start, end, value, unit="year", kind="date"))
        else:
            found.append(Quantity(start, end, value, True))
    found += _in_words(text, language) if language in WORDS else ()
    return sorted(found, key=lambda each: each.start)


def _power(word: str) -> int | None:
    """The power of ten of a scale word, which may end a sentence."""
    word = word.lower()
    return SCALES.get(word, SCALES.get(word.rstrip(".")))


def _in_words(text: str, language: str) -> Iterator[Quantity]:
    """Small numbers in words, with the scale after them."""
    for match in _words(language).finditer(text):
        value = Fraction(_values(language)[match[0].lower()])
        scale = AFTER.match(text, match.end())
        power = _power(scale["scale"]) if scale else None
        if scale and power is not None:
            yield Quantity(match.start(), scale.end(), value * 10**power, True)
        else:
            yield Quantity(*match.span(), value)


def _value(written: str, *, comma: bool) -> Fraction | None:
    """The value of digits with separators; None where it may be two things."""
    plain = written.replace("'", "").replace("’", "").replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    points, commas = plain.count("."), plain.count(",")
    group, decimal = (".", ",") if comma else (",", ".")
    if points and commas:
        # the later one is the decimal sign
        last = max(plain.rindex("."), plain.rindex(","))
        plain = plain[:last].replace(".", "").replace(",", "") + "." + plain[last + 1 :]
    elif plain.count(group) > 1 or (plain.count(group) == 1 and len(plain.rpartition(group)[2]) == 3):
        plain = plain.replace(group, "")
    elif plain.count(decimal) > 1:
        return None
    else:
        plain = plain.replace(group, ".").replace(decimal, ".")
    return Fraction(plain)


@cache
def _words(language: str) -> re.Pattern[str]:
    return regex(rf"(?<!\w)(?:{'|'.join(_values(language))})(?!\w)", re.IGNORECASE)


@cache
def _values(language: str) -> dict[str, int]:
    """The number words of a language, with what they mean."""
    return {word: number for number, word in enumerate(WORDS[language].split(), FIRST_WORD) if word != "_"}


def _japanese(text: str) -> list[Quantity]:
    """Numbers of a Japanese text: as in Chinese, in digits; numerals in kanji only confirm."""
    masked = text.replace("円", "元")
    return [_as_japanese(each, text) for each in chinese.quantities(masked, marks=True)]


def _as_japanese(each: Quantity, text: str) -> Quantity:
    unit = "JPY" if each.unit == "CNY" else each.unit
    certain = each.certain and KANJI_DIGIT.search(text, each.start, each.end) is not None
    return replace(each, unit=unit, certain=certain)
