"""Numbers in Chinese text, by value: 2170.7亿, 三十二万五千, 百分之三十, 3至5万, 5月27日.

Why: Chinese counts in ten thousands (万) and hundred millions (亿), so figures are where machine
translation slips by powers of ten.
How: one linear pass cuts the text into digits, numerals and signs; adjacent pieces become a
numeral; the characters before and after say what it counts.
Left alone: numerals that are not counted with (万一, 千万别, 十分, 一起, 四川); a lone numeral without a
measure word is only a hint.
Source: GB/T 15835-2011 (use of numerals); the measure words of 《现代汉语词典》; review of news text.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from cleaner.numbers.chinese_numerals import CLOCK, CLOCK_BEFORE, DIGITS, Numeral, normal, numerals
from cleaner.numbers.quantity import Quantity
from cleaner.patterns import regex

BEFORE = regex(r"(?:大?约|近|逾|超过?|将近|接近|大概|至少|至多|最多|最少|不到|不足|不少于|不超过|高达|多达|达到?|突破|几乎)\s?$")
AFTER = regex(r"\s?(?:[多余]|左右|上下|以上|以下|以内|出头|许)")
RANGE = regex(r"\s?(?:至|到|[-—–~－～]{1,2}|、)\s?")
PERCENT_OF = regex(r"\s?分之\s?")
ORDINAL = regex(r"第\s?$")
MINUS = regex(r"(?:^|[\s(（，,：:为至到])(?P<sign>[-−])$|(?P<word>负|零下)\s?$")

MONEY = {
    "元": "CNY", "块": "CNY", "人民币": "CNY", "美元": "USD", "美金": "USD", "欧元": "EUR", "歐元": "EUR", "英镑": "GBP", "英鎊": "GBP",
    "日元": "JPY", "日圆": "JPY", "日圓": "JPY", "港元": "HKD", "港币": "HKD", "港幣": "HKD", "韩元": "KRW", "韓元": "KRW", "卢布": "RUB", "盧布": "RUB",
    "新台币": "TWD", "新元": "SGD", "澳元": "AUD", "加元": "CAD", "卢比": "INR", "盧比": "INR", "泰铢": "THB", "泰銖": "THB",
}  # fmt: skip
MEASURES = {
    "小时": "hour", "小時": "hour", "钟头": "hour", "分钟": "minute", "分鐘": "minute", "秒": "second", "年": "year", "岁": "year", "歲": "year",
    "周年": "year", "个月": "month", "天": "day", "日": "day", "号": "day", "號": "day", "周": "week", "星期": "week", "公里": "km", "千米": "km",
    "英里": "mile", "米": "m", "公尺": "m", "英尺": "ft", "英吋": "in", "英寸": "in", "厘米": "cm", "公分": "cm", "毫米": "mm", "海里": "nmi",
    "公斤": "kg", "千克": "kg", "斤": "jin", "克": "g", "吨": "t", "噸": "t", "磅": "lb", "亩": "mu", "畝": "mu", "公顷": "ha", "公頃": "ha",
    "英亩": "acre", "平方公里": "km2", "平方千米": "km2", "平方米": "m2", "平方英里": "mile2", "平方英尺": "ft2", "立方米": "m3", "升": "l",
    "度": "degree", "℃": "degree", "°": "degree", "码": "yd", "千瓦": "kW", "兆瓦": "MW", "人民幣": "CNY", "人": "people", "名": "people", "位": "people",
}  # fmt: skip
UNIT = regex(r"\s?(?:" + "|".join(sorted({**MONEY, **MEASURES}, key=len, reverse=True)) + ")")
COUNTED = regex(
    r"\s?(?:[个個名位人岁歲天次家所只隻件條条起例项項种種座辆輛架艘级級届屆层層楼樓支枚颗顆栋棟间間队隊组組期季度套本张張台臺匹头頭棵副"
    r"份篇封段句首部集章节節页頁轮輪届年月号號批倍成折元块塊角小公英平立千毫厘米吨噸克斤磅里升亩畝周週秒分點点时時代口户戶声聲道款门門处處]|百分点|星期|钟头|"
    + "|".join(sorted(MONEY, key=len, reverse=True))
    + ")"
)
"""What follows a numeral that is counted with."""
YEAR = regex(r"\s?年(?!代|前|后|後|以|间|間|来|來|内|內|级|級|期|龄|齡|薪)")
DECADE = regex(r"\s?(?:年代|后(?!来)|後(?!來)|多岁|多歲)")
MONTH = regex(r"\s?月(?!球|亮|台|饼|餅)")
DAY = regex(r"\s?(?:日(?![元圆圓本])|[号號](?![楼樓线線])|[上下中]午|晚|凌晨|清晨|早)")
COLON = regex(r":(?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])")
PERCENT = regex(r"\s?(?:%|个?百分[点點])")
TENTHS = regex(r"[成](?![为員员功立果长長本名交都就型熟年])")
SCORE = regex(r"\s?(?:比|:|-|－|–)\s?")
LATIN_UNIT = regex(r"(?:[kcm]?m[23²³]?|[KCM]M|[km]?g|K[gG]|[kMG]?W|kWh|[TGM]B|[AaPp]\.?[Mm]|h|min|s|in|ft)(?![A-Za-z])")
MIXED = regex(r"\s?又\s?")


def quantities(text: str, *, marks: bool = False) -> list[Quantity]:
    """The values a Chinese text states, in their order.

    Args:
        text: Simplified or Traditional, half- or full-width.
        marks: also times, scores, numbers in names, and hints (`certain` is False), which only
            confirm.

    >>> [(each.value.numerator, each.unit) for each in quantities("紧急止付2170.7亿元，冻结三十二万五千人")]
    [(217070000000, 'CNY'), (325000, 'people')]
    """
    masked = normal(text)
    found = _fractions(masked, numerals(masked, text))
    read = list(_ranges(masked, list(_named(masked, found))))
    return [each for each in read if marks or (each.certain and each.kind not in {"time", "score", "code"})]


def _fractions(text: str, read: list[Numeral]) -> list[tuple[Numeral, str]]:
    """Join 百分之三十, 三分之一, 二又二分之一 and 百分比 signs; each numeral with its kind so far."""
    result: list[tuple[Numeral, str]] = []
    skip = False
    for index, each in enumerate(read):
        if skip:
            skip = False
            continue
        over = PERCENT_OF.match(text, each.end)
        follows = read[index + 1] if index + 1 < len(read) else None
        if over is not None and follows is not None and follows.start == over.end() and each.value > 0:
            skip = True
            kind = "percent" if each.value in (100, 1000, 10000) else "fraction"
            joined = Numeral(each.start, follows.end, follows.value / each.value, each.approximate or follows.approximate, True)
            if result:
                whole, whole_kind = result[-1]
                mixed = MIXED.match(text, whole.end)
                if mixed is not None and mixed.end() == each.start and whole_kind == "number":
                    joined = replace(joined, start=whole.start, value=whole.value + joined.value)
                    result.pop()
                    kind = "number"
            result.append((joined, kind))
        else:
            result.append((each, "number"))
    return result


def _named(text: str, read: list[tuple[Numeral, str]]) -> Iterator[tuple[Quantity, Numeral]]:
    """The quantity of each numeral."""
    for each, kind in read:
        before = text[max(0, each.start - 6) : each.start]
        value = each.value
        end = each.end
        negative = MINUS.search(before)
        start = each.start
        if negative is not None:
            value = -value
            start -= len(before) - negative.start(negative.lastgroup or 0)
        approximate = each.approximate or BEFORE.search(before) is not None or AFTER.match(text, end) is not None
        certain = (
            not each.vague and (not each.bare or COUNTED.match(text, end) is not None) and not (each.bare and each.value in (1, 100, 1000))
        )
        if (
            not each.arabic
            and each.digits
            and each.digits < 4
            and "〇" not in text[each.start : end]
            and "零" not in text[each.start : end]
        ):
            certain = False
        if kind != "number":
            yield Quantity(start, end, value, approximate, "percent" if kind == "percent" else None, kind), each
            continue
        percent = PERCENT.match(text, end)
        if percent is not None:
            yield Quantity(start, percent.end(), value / 100, approximate, "percent", "percent"), each
            continue
        if text[end : end + 1] == "‰":
            yield Quantity(start, end + 1, value / 1000, approximate, "percent", "percent"), each
            continue
        if value <= 10 and TENTHS.match(text, end) and not each.vague:
            yield Quantity(start, end + 1, value / 10, approximate, "percent", "percent", value > 1), each
            continue
        if value < 100 and text[end : end + 1] == "折":
            share = value / 10 if value < 10 else value / 100
            yield Quantity(start, end + 1, share, approximate, "percent", "percent", certain=False), each
            continue
        if ORDINAL.search(before) is not None:
            yield Quantity(each.start, end, value, kind="ordinal", certain=value > 1 and (each.arabic or value > 10)), each
            continue
        if _in_name(text, each):
            if len(str(value)) <= 4:
                yield Quantity(each.start, end, value, kind="code", certain=False), each
            continue
        yield _plain(text, each, start, value, approximate, certain), each


def _in_name(text: str, each: Numeral) -> bool:
    """Whether a number is part of a name (COVID-19, 5G), a version or a telephone number."""
    if not text[each.start].isdigit():
        return False
    before = text[max(0, each.start - 2) : each.start]
    after = text[each.end : each.end + 2]
    if before[-1:].isascii() and (before[-1:].isalpha() or (before[-1:] in "-_" and before[:1].isascii() and before[:1].isalpha())):
        return True
    if before[-1:] == "." and before[:1].isdigit():
        return True
    if len(after) == 2 and after[0] == "." and after[1].isdigit():
        return True
    if after[:1].isascii() and after[:1].isalpha():
        return LATIN_UNIT.match(text, each.end) is None
    return False


def _plain(text: str, each: Numeral, start: int, value: Fraction, approximate: bool, certain: bool) -> Quantity:
    """A number that is not a share or ordinal: part of a date or time, an amount, a count."""
    end = each.end
    whole = value.denominator == 1 and each.big == 1
    year = YEAR.match(text, end)
    if whole and year is not None and 1000 <= value < 2200 and (each.digits == 4):
        return Quantity(start, end, value, unit="year", kind="date")
    if whole and 10 <= value < 100 and value % 10 == 0 and (decade := DECADE.match(text, end)) is not None and decade[0].strip()[0] == "年":
        return Quantity(start, end, value, unit="year", kind="decade")
    if whole and year is not None and each.arabic and each.digits == 2 and value >= 30:
        return Quantity(start, end, value, unit="year", kind="decade", certain=False)
    if whole and 1 <= value <= 12 and MONTH.match(text, end):
        return Quantity(start, end, value, unit="month", kind="date")
    if whole and value < 24 + 1 and (clock := _clock(text, each)) is not None:
        return clock
    if whole and 1 <= value <= 31 and DAY.match(text, end):
        return Quantity(start, end, value, unit="day", kind="date")
    unit = None
    named = UNIT.match(text, end if text[end : end + 1] not in "多余" else end + 1)
    if named is not None:
        word = named[0].strip()
        unit = MONEY.get(word) or MEASURES.get(word)
    if text[max(0, start - 1) : start] in {"$", "€", "£", "¥", "￥", "＄"}:
        unit = {"$": "USD", "＄": "USD", "€": "EUR", "£": "GBP"}.get(text[start - 1], "CNY")
    if text[end : end + 1] in {"倍", "番"}:
        certain = False
    if text[end : end + 1] == "世" and text[end : end + 2] not in {"世纪", "世紀"}:
        certain = False
    if text[end : end + 1] in {"/", "^"} or text[max(0, start - 1) : start] in {"/", "^"}:
        certain = False
    return Quantity(start, end, value, approximate, unit, "number", certain)


def _clock(text: str, each: Numeral) -> Quantity | None:
    colon = COLON.match(text, each.end) if each.arabic and each.digits in (1, 2) else None
    if colon is not None:
        return Quantity(each.start, colon.end(), each.value * 60 + int(colon["minute"]), unit="minute", kind="time")
    clock = CLOCK.match(text, each.end)
    if clock is None:
        return None
    before = CLOCK_BEFORE.search(text[max(0, each.start - 4) : each.start])
    if clock.lastgroup is None and before is None and text[each.end] not in "时時":
        return None
    minutes = each.value * 60
    if clock["half"]:
        minutes += 30
    elif clock["minute"]:
        minute = clock["minute"]
        minutes += int(minute) if minute.isdigit() else sum(_small_values(minute))
    return Quantity(each.start, clock.end(), minutes, unit="minute", kind="time")


def _small_values(numeral: str) -> Iterator[int]:
    tens, ten, ones = numeral.rpartition("十")
    if ten:
        yield 10 * DIGITS.get(tens, 1)
    for one in ones:
        yield DIGITS[one]


def _ranges(text: str, read: list[tuple[Quantity, Numeral]]) -> Iterator[Quantity]:
    """Apply scale and unit of a range's end to its start; drop minutes that belong to a time."""
    timed = scored = 0
    for index, (quantity, numeral) in enumerate(read):
        if quantity.kind == "time":
            timed = quantity.end
        elif quantity.start < timed:
            continue
        follows, other = read[index + 1] if index + 1 < len(read) else (None, numeral)
        if scored and scored == quantity.start:
            yield replace(quantity, kind="score")
        elif follows is None or quantity.kind not in {"number", "percent"}:
            yield quantity
        elif (
            (quantity.value < follows.value or numeral.big > 1 or "percent" in {quantity.kind, follows.kind} or other.big > 1)
            and quantity.unit in {None, follows.unit}
            and RANGE.fullmatch(text, numeral.end, follows.start)
        ):
            yield _spread(quantity, numeral, follows, other)
        elif _scored(text, quantity, numeral, follows):
            scored = follows.start
            yield replace(quantity, kind="score", certain=True)
        else:
            yield quantity


def _scored(text: str, quantity: Quantity, numeral: Numeral, follows: Quantity) -> bool:
    small = quantity.kind == follows.kind == "number" and max(quantity.value, follows.value) < 1000 and quantity.unit is None
    return small and SCORE.fullmatch(text, numeral.end, follows.start) is not None


def _spread(quantity: Quantity, numeral: Numeral, follows: Quantity, other: Numeral) -> Quantity:
    """The start of a range with the scale and unit of its end: 3至5万, 5-10%, 3至5日."""
    if follows.kind == "percent" and quantity.kind == "number" and numeral.value < other.value:
        return replace(quantity, value=quantity.value / 100, unit="percent", kind="percent", certain=True)
    if quantity.kind == follows.kind == "number" and other.big > 1 and numeral.big == 1 and quantity.value * other.big < follows.value:
        return replace(quantity, value=quantity.value * other.big, unit=follows.unit, certain=True)
    if follows.kind == "date" and quantity.kind == "number" and quantity.value < follows.value:
        return replace(quantity, unit=follows.unit, kind="date")
    return replace(quantity, unit=quantity.unit or follows.unit) if quantity.kind == follows.kind else quantity
