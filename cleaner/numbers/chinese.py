"""Numbers in Chinese text, by value: 2170.7亿, 三十二万五千, 百分之三十, 3至5万, 5月27日.

Why: Chinese counts in ten thousands (万) and hundred millions (亿), so figures are where machine translation slips by powers of ten.
How: one linear pass cuts the text into digits, numerals and signs; what stands together becomes a numeral; the characters before and
after say what it counts.
Left alone: numerals that are not counted with (万一, 千万别, 十分, 一起, 四川); a lone numeral without a measure word is only a hint.
Source: GB/T 15835-2011 (use of numerals); the measure words of 《现代汉语词典》; review of news text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from cleaner.numbers.quantity import LONGEST, Quantity

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
FORMS = str.maketrans(
    "０１２３４５６７８９．％－＋：～億萬兩倆壹贰貳叁參陆陸伍肆柒捌玖拾佰仟點餘幾數負囙約過個",
    "0123456789.%-+:~亿万两俩一二二三三六六五四七八九十百千点余几数负因约过个",
)
"""Full-width and traditional forms, and those of accounts and cheques, each as the plain character."""
TOO_LARGE = 10**17
"""What is already larger takes no further scale word."""
ACCOUNT = frozenset("壹贰貳叁參陆陸伍肆柒捌玖拾佰仟")
"""Numerals of accounts; alone they are other words (大陆, 放肆, 收拾, 入伍)."""

IDIOMS = re.compile(
    "万一|千万(?=别|不|不要|要|小心|注意|记|莫|勿|得|当心|请)|万众|万物|万能|万岁|万分(?!之)|万般|万事|万达|万科|万豪|万维|万象|万圣|亿万"
    "|千千万万|成千上万|千变万化|千家万户|千方百计|千军万马|千里|千古|千丝万缕|千载|千秋|百姓|百货|百科|百度|百花|百合|百般|百老汇|百事|百年"
    "|十分(?!之|[钟鐘]|[零一二三四五六七八九十])|十足|十字|十全|双十一|五一|十一(?=假|长假|黄金|国庆)|六一|八一|七一|九一八|三八|五四"
    "|一定|一起|一些|统一|一旦|一样|一般|一直|一切|一律|一致|一边|一面|一方面|一下|一次性|进一步|一体|一线|一流|一带一路|一国两制|一度"
    "|唯一|同一|专一|单一|(?<!分)之一|万元户|一席|一共|一旁|一手|一再|一向|一心|一生|一时|一同|一味|一早|一经|一举|一贯|一概|一如|一番"
    "|一系列|一点(?!钟|[0-9零一二三四五六七八九十])|一会|一场|一来|一看|另一|某一|每一|这一|那一|任一|第一时间"
    "|三明治|三亚|三峡|三星|三角|三农|三轮|三维|三军|三伏|中伏|四川|四周|四季|四处|四面八方|五官|五金|五花八门|六安|七夕|八卦|九江|九龙|九州"
    "|两岸|两会|两侧|两国|两党|两者|两地|两旁|两性|两极|两端|两边|两面|两江|两广|两湖|两用|两级|两手|两难|再三|接二连三|三番|丢三落四"
    "|不三不四|乱七八糟|七上八下|百分百|不管三七二十一|星期[一二三四五六]|礼拜[一二三四五六]|禮拜[一二三四五六]|[周週][一二三四五六](?!十|百)|初[一二三]"
)
"""Numerals that count nothing."""

TOKEN = re.compile(
    r"(?P<arabic>[0-9]++(?:,[0-9]{3}(?![0-9]))*+(?:\.[0-9]++)?+|(?<![0-9A-Za-z])\.[0-9]++)"
    r"|(?P<han>[零〇一二两俩三四五六七八九])|(?P<small>[十百千])|(?P<big>[万亿]|兆(?![瓦赫字帕比欧焦]))"
    r"|(?P<few>[几数])|(?P<more>[余多来])"
    r"|(?P<point> ?[点點] ?[零〇一二三四五六七八九](?: ?[零〇一二三四五六七八九])*+(?![十百千分刻]))"
)
ROW = re.compile(r"(?<![0-9])(?![12][0-9]{3}-[01]?[0-9]-[0-3]?[0-9](?![-0-9]))[0-9]++(?:-[0-9]++){2,}+|(?<![0-9])[0-9]++(?:\.[0-9]++){2,}+")
"""Telephone numbers and versions; a date such as 2024-05-27 is none."""
WIDE_GROUPS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
BEFORE = re.compile(r"(?:大?约|近|逾|超过?|将近|接近|大概|至少|至多|最多|最少|不到|不足|不少于|不超过|高达|多达|达到?|突破|几乎)\s?$")
AFTER = re.compile(r"\s?(?:[多余]|左右|上下|以上|以下|以内|出头|许)")
RANGE = re.compile(r"\s?(?:至|到|[-—–~－～]{1,2}|、)\s?")
PERCENT_OF = re.compile(r"\s?分之\s?")
ORDINAL = re.compile(r"第\s?$")
MINUS = re.compile(r"(?:^|[\s(（，,：:为至到])(?P<sign>[-−])$|(?P<word>负)\s?$")

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
UNIT = re.compile(r"\s?(?:" + "|".join(sorted({**MONEY, **MEASURES}, key=len, reverse=True)) + ")")
COUNTED = re.compile(
    r"\s?(?:[个個名位人岁歲天次家所只隻件條条起例项項种種座辆輛架艘级級届屆层層楼樓支枚颗顆栋棟间間队隊组組期季度套本张張台臺匹头頭棵副"
    r"份篇封段句首部集章节節页頁轮輪届年月号號批倍成折元块塊角小公英平立千毫厘米吨噸克斤磅里升亩畝周週秒分點点时時代口户戶声聲道款门門处處]|百分点|星期|钟头|"
    + "|".join(sorted(MONEY, key=len, reverse=True))
    + ")"
)
"""What follows a numeral that is counted with."""
YEAR = re.compile(r"\s?年(?!代|前|后|後|以|间|間|来|來|内|內|级|級|期|龄|齡|薪)")
DECADE = re.compile(r"\s?(?:年代|后(?!来)|後(?!來)|多岁|多歲)")
MONTH = re.compile(r"\s?月(?!球|亮|台|饼|餅)")
DAY = re.compile(r"\s?(?:日(?![元圆圓本])|[号號](?![楼樓线線])|[上下中]午|晚|凌晨|清晨|早)")
CLOCK = re.compile(
    r"\s?(?:[点點时時])(?!数|數|间|間|代|候|评|評|名|子|赞|讚|[一二三四五六七八九][0-9])(?:\s?(?:(?P<minute>[0-9]{1,2}|[零〇一二三四五六七八九十]{1,3})\s?分(?!之|点)|(?P<half>半)|(?P<full>[整许許钟鐘左])))?"
)
CLOCK_BEFORE = re.compile(r"(?:[上下中]午|凌晨|清晨|早上?|晚上?|傍晚|夜里|夜間|今晨|日|号|時間|时间|于|至|[-—~到])\s?$")
COLON = re.compile(r":(?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])")
PERCENT = re.compile(r"\s?(?:%|个?百分[点點])")
TENTHS = re.compile(r"[成](?![为員员功立果长長本名交都就型熟年])")
SCORE = re.compile(r"\s?(?:比|:|-|－|–)\s?")
LATIN_UNIT = re.compile(r"(?:[kcm]?m[23²³]?|[KCM]M|[km]?g|K[gG]|[kMG]?W|kWh|[TGM]B|[AaPp]\.?[Mm]|h|min|s|in|ft)(?![A-Za-z])")
MIXED = re.compile(r"\s?又\s?")


@dataclass(slots=True)
class _Numeral:
    """Tokens that stand together: one value, not yet what it counts."""

    start: int
    end: int
    value: Fraction
    approximate: bool = False
    arabic: bool = False
    big: int = 1
    """The 万, 亿 or 兆 it ends with."""
    digits: int = 0
    """Length of a row of Chinese digits (二〇二四), or of a plain Arabic number."""
    bare: bool = False
    """A single Chinese numeral, or a multiplier with nothing before it."""
    vague: bool = False
    """几十, 数百, 十几: only its order of magnitude is known."""


def quantities(text: str, *, marks: bool = False) -> list[Quantity]:
    """The values a Chinese text states, in their order.

    Args:
        text: Simplified or Traditional, half- or full-width.
        marks: also times, scores, numbers in names, and hints (`certain` is False), which only confirm.

    >>> [(each.value.numerator, each.unit) for each in quantities("紧急止付2170.7亿元，冻结三十二万五千人")]
    [(217070000000, 'CNY'), (325000, 'people')]
    """
    plain = ROW.sub(_mask, WIDE_GROUPS.sub(",", text).translate(FORMS))
    masked = IDIOMS.sub(_mask, plain)
    found = _fractions(masked, _numerals(masked, text))
    read = list(_ranges(masked, list(_named(masked, found))))
    return [each for each in read if marks or (each.certain and each.kind not in {"time", "score", "code"})]


def _mask(match: re.Match[str]) -> str:
    return "\N{FULL BLOCK}" * len(match[0])


def _numerals(text: str, original: str) -> list[_Numeral]:
    """Put the tokens together that make one numeral."""
    result: list[_Numeral] = []
    run: list[re.Match[str]] = []
    for token in TOKEN.finditer(text):
        if run and (token.start() - run[-1].end() > 1 or text[run[-1].end() : token.start()].strip(" ")):
            result.extend(_read(text, original, run))
            run = []
        run.append(token)
    if run:
        result.extend(_read(text, original, run))
    return result


def _read(text: str, original: str, run: list[re.Match[str]]) -> Iterator[_Numeral]:
    """The numerals of one run of tokens."""
    at = 0
    while at < len(run):
        numeral, at = _one(text, original, run, at)
        if numeral is not None:
            yield numeral


def _one(text: str, original: str, run: list[re.Match[str]], at: int) -> tuple[_Numeral | None, int]:
    """Read one numeral from token `at` on; it and the token after it."""
    first = at
    if run[at].lastgroup in {"more", "point"}:
        return None, at + 1
    if original[run[at].start()] in ACCOUNT and run[at].lastgroup == "han":
        follows = run[at + 1] if at + 1 < len(run) else None
        if follows is None or follows.lastgroup not in {"small", "big"} or follows.start() != run[at].end():
            alone = original[run[at].start()] in "陆陸伍肆參"
            if alone and text[run[at].start() - 2 : run[at].start()] != "分之":
                return None, at + 1
    total = section = Fraction(0)
    number: Fraction | None = None
    last_small = 10**5
    last_big = 10**17
    unit = 1  # the multiplier just read
    zero = approximate = arabic = vague = decimal = False
    big = 1
    digits = 0
    while at < len(run) and at - first < LONGEST:
        token = run[at]
        kind = token.lastgroup
        character = token[0]
        spaced = at > first and token.start() != run[at - 1].end()
        if kind == "arabic":
            if len(character) > LONGEST:
                return (None, at + 1) if at == first else (None, at)
            if number is not None or (at > first and (unit == 1 or (spaced and unit < 10))):
                break
            value = Fraction(character.replace(",", ""))
            if at > first and (value.denominator != 1 or value >= unit):
                break
            number, arabic = value, True
            digits = len(character) if character.isdigit() else 0
        elif kind == "han":
            if number is not None:
                break
            if DIGITS[character] == 0 and unit > 1:
                zero = True
                at += 1
                continue
            if original[token.start()] in ACCOUNT and at > first and at + 1 == len(run) and _chinese(text, token.end()):
                break
            row = at
            while row + 1 < len(run) and run[row + 1].lastgroup == "han" and run[row + 1].start() == run[row].end() and row - at < LONGEST:
                row += 1
            if row > at:
                if at > first and not (row == at + 1 and _next_to(run, at)):
                    break
                if row == at + 1 and _next_to(run, at) and run[at][0] not in "零〇":
                    # 七八十, 三四百: about so many
                    vague = approximate = True
                else:
                    value = Fraction(int("".join(str(DIGITS[each[0]]) for each in run[at : row + 1])))
                    if at > first:
                        break
                    number, digits, at = value, row - at + 1, row + 1
                    continue
                number = Fraction(DIGITS[run[at][0]])
                at = row + 1
                continue
            number = Fraction(DIGITS[character])
        elif kind == "point":
            if (
                arabic
                or at == first
                or len(character) > LONGEST
                or _is_clock(text, run[first].start(), token.start(), total + section + (number or Fraction(0)))
            ):
                break
            row_digits = [DIGITS[each] for each in character if each in DIGITS]
            after_point = Fraction(int("".join(map(str, row_digits))), 10 ** len(row_digits))
            number = (number or Fraction(0)) + after_point
            decimal = True
        elif kind == "few":
            if number is not None:
                break
            if unit == 10 and section == 10 and total == 0:
                vague = True
            upcoming = run[at + 1].lastgroup if at + 1 < len(run) else None
            if at == first:
                if upcoming not in {"small", "big"}:
                    return None, at + 1
                number, vague = Fraction(1), True
            elif unit == 1:
                break
            approximate = True
        elif kind == "more":
            upcoming = run[at + 1].lastgroup if at + 1 < len(run) else None
            if character == "来" and upcoming != "big" and number is None and unit not in {10, 100}:
                break
            approximate = True
            if upcoming != "big":
                break
        elif kind == "small":
            factor = SMALL[character]
            if decimal:
                break
            if factor >= last_small or (number is None and at > first and last_small != 10**5 and not zero):
                break
            if number is None and at > first and unit == 1 and total == 0 and not zero:
                break
            if number is not None and (number >= 10 and (last_small != 10**5 or factor == 10)):
                break
            section += (number or Fraction(1)) * factor
            number, unit, last_small, zero = None, factor, factor, False
        else:
            factor = BIG[character]
            if number is None and section == 0 and at == first and not (at + 1 < len(run) and run[at + 1].lastgroup == "more"):
                vague = True
            amount = section + (number or Fraction(0))
            if total >= TOO_LARGE:
                break
            if amount == 0 and number is None:
                if total == 0 and at > first:
                    break
                total = (total or Fraction(1)) * factor
            elif factor > last_big:
                total = (total + amount) * factor
            else:
                total += amount * factor
            section, number, unit, last_small, last_big, zero, big = Fraction(0), None, factor, 10**5, factor, False, factor
        at += 1
    if at == first:
        return None, at + 1
    if (
        number is not None
        and unit > 1
        and not zero
        and not arabic
        and not decimal
        and number < 10
        and at - first > 1
        and run[at - 1].lastgroup == "han"
    ):
        number *= Fraction(unit, 10)  # 一万三 is 13,000
    if number is not None or section:
        big = 1
    value = total + section + (number or Fraction(0))
    end = run[at - 1].end()
    only = run[first]
    bare = at - first == 1 and only.lastgroup in {"han", "small", "big"} and end == only.end()
    return _Numeral(run[first].start(), end, value, approximate, arabic, big, digits, bare, vague), at


def _next_to(run: list[re.Match[str]], at: int) -> bool:
    """Whether two digits follow one another (七八), so that they mean "seven or eight"."""
    return DIGITS[run[at][0]] + 1 == DIGITS[run[at + 1][0]]


def _chinese(text: str, position: int) -> bool:
    return position < len(text) and "\N{CJK UNIFIED IDEOGRAPH-4E00}" <= text[position] <= "\N{CJK UNIFIED IDEOGRAPH-9FFF}"


def _is_clock(text: str, start: int, end: int, value: Fraction) -> bool:
    """Whether a numeral before 点 is an hour."""
    return value <= 24 and CLOCK_BEFORE.search(text[max(0, start - 4) : start]) is not None and CLOCK.match(text, end) is not None


def _fractions(text: str, numerals: list[_Numeral]) -> list[tuple[_Numeral, str]]:
    """Join 百分之三十, 三分之一, 二又二分之一 and 百分比 signs; each numeral with its kind so far."""
    result: list[tuple[_Numeral, str]] = []
    skip = False
    for index, each in enumerate(numerals):
        if skip:
            skip = False
            continue
        over = PERCENT_OF.match(text, each.end)
        follows = numerals[index + 1] if index + 1 < len(numerals) else None
        if over is not None and follows is not None and follows.start == over.end() and each.value > 0:
            skip = True
            kind = "percent" if each.value in (100, 1000, 10000) else "fraction"
            joined = _Numeral(each.start, follows.end, follows.value / each.value, each.approximate or follows.approximate, True)
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


def _named(text: str, numerals: list[tuple[_Numeral, str]]) -> Iterator[tuple[Quantity, _Numeral]]:
    """What each numeral counts."""
    for each, kind in numerals:
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


def _in_name(text: str, each: _Numeral) -> bool:
    """Whether a number belongs to letters: COVID-19, G20, 5G, or to a version or telephone number."""
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


def _plain(text: str, each: _Numeral, start: int, value: Fraction, approximate: bool, certain: bool) -> Quantity:
    """A number that is no share and no ordinal: part of a date, a time, an amount, or a count."""
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


def _clock(text: str, each: _Numeral) -> Quantity | None:
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


def _ranges(text: str, read: list[tuple[Quantity, _Numeral]]) -> Iterator[Quantity]:
    """Let the scale and the unit of a range's end hold for its beginning; drop the minutes that a time has taken in."""
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
            (quantity.value < follows.value or numeral.big > 1 or quantity.kind == "percent" or other.big > 1)
            and quantity.unit in {None, follows.unit}
            and RANGE.fullmatch(text, numeral.end, follows.start)
        ):
            yield _spread(quantity, numeral, follows, other)
        elif _scored(text, quantity, numeral, follows):
            scored = follows.start
            yield replace(quantity, kind="score", certain=True)
        else:
            yield quantity


def _scored(text: str, quantity: Quantity, numeral: _Numeral, follows: Quantity) -> bool:
    small = quantity.kind == follows.kind == "number" and max(quantity.value, follows.value) < 1000 and quantity.unit is None
    return small and SCORE.fullmatch(text, numeral.end, follows.start) is not None


def _spread(quantity: Quantity, numeral: _Numeral, follows: Quantity, other: _Numeral) -> Quantity:
    """The beginning of a range as its end says it is meant: 3至5万, 5-10%, 3至5日."""
    if follows.kind == "percent" and quantity.kind == "number" and numeral.value < other.value:
        return replace(quantity, value=quantity.value / 100, unit="percent", kind="percent", certain=True)
    if quantity.kind == follows.kind == "number" and other.big > 1 and numeral.big == 1 and quantity.value * other.big < follows.value:
        return replace(quantity, value=quantity.value * other.big, unit=follows.unit, certain=True)
    if follows.kind == "date" and quantity.kind == "number" and quantity.value < follows.value:
        return replace(quantity, unit=follows.unit, kind="date")
    return replace(quantity, unit=quantity.unit or follows.unit) if quantity.kind == follows.kind else quantity
