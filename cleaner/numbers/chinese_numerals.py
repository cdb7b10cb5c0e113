"""Chinese numerals, put together from digits, numerals and multipliers: 2170.7亿, 三十二万五千, 二〇二四, 一万三.

Source: GB/T 15835-2011 (use of numerals).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cleaner.numbers.quantity import LONGEST

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
    "(?<![零一二三四五六七八九十百千几数0-9])(?:万一|千万(?=别|不|不要|要|小心|注意|记|莫|勿|得|当心|请))|万众|万物|万能|万岁|万分(?!之)|万般|万事|万达|万科|万豪|万维|万象|万圣|亿万"
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
    r"(?P<arabic>[0-9]++(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]++)?|(?<![0-9A-Za-z])\.[0-9]++)"
    r"|(?P<han>[零〇一二两俩三四五六七八九])|(?P<small>[十百千])|(?P<big>[万亿]|兆(?![瓦赫字帕比欧焦]))"
    r"|(?P<few>[几数])|(?P<more>[余多来])"
    r"|(?P<point> ?[点點] ?[零〇一二三四五六七八九](?: ?[零〇一二三四五六七八九])*(?! ?[零〇一二三四五六七八九]|[十百千分刻]))"
)
ROW = re.compile(r"(?<![0-9])(?![12][0-9]{3}-[01]?[0-9]-[0-3]?[0-9](?![-0-9]))[0-9]++(?:-[0-9]++){2,}|(?<![0-9])[0-9]++(?:\.[0-9]++){2,}")
"""Telephone numbers and versions; a date such as 2024-05-27 is none."""
WIDE_GROUPS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
CLOCK = re.compile(
    r"\s?(?:[点點时時])(?!数|數|间|間|代|候|评|評|名|子|赞|讚|[一二三四五六七八九][0-9])(?:\s?(?:(?P<minute>[0-9]{1,2}|[零〇一二三四五六七八九十]{1,3})\s?分(?!之|点)|(?P<half>半)|(?P<full>[整许許钟鐘左])))?"
)
CLOCK_BEFORE = re.compile(r"(?:[上下中]午|凌晨|清晨|早上?|晚上?|傍晚|夜里|夜間|今晨|日|号|時間|时间|于|至|[-—~到])\s?$")


@dataclass(slots=True)
class Numeral:
    """Tokens that stand together: one value, not yet what it counts.

    Attributes:
        start, end: half-open code points.
        value: exact.
        approximate: 余, 多, 几 or the like stands in it.
        arabic: written in figures.
        big: the 万, 亿 or 兆 it ends with; 1 when there is none.
        digits: length of a row of Chinese digits (二〇二四), or of a plain number in figures; else 0.
        bare: a single Chinese numeral, or a multiplier with nothing before it.
        vague: only its order of magnitude is known (几十, 数百, 十几).
    """

    start: int
    end: int
    value: Fraction
    approximate: bool = False
    arabic: bool = False
    big: int = 1
    digits: int = 0
    bare: bool = False
    vague: bool = False


def _mask(match: re.Match[str]) -> str:
    return "\N{FULL BLOCK}" * len(match[0])


def normal(text: str) -> str:
    """The text with plain characters for full-width, traditional and account forms, and with numerals that count nothing blotted out.

    Returns:
        A text of the same length.
    """
    plain = WIDE_GROUPS.sub(",", text).translate(FORMS)
    return IDIOMS.sub(_mask, ROW.sub(_mask, plain))


def numerals(text: str, original: str) -> list[Numeral]:
    """The numerals of a text, in their order.

    Args:
        text: as `normal` gives it.
        original: the text before that; tells the numerals of accounts.
    """
    result: list[Numeral] = []
    run: list[re.Match[str]] = []
    for token in TOKEN.finditer(text):
        if run and (token.start() - run[-1].end() > 1 or text[run[-1].end() : token.start()].strip(" ")):
            result.extend(_read(text, original, run))
            run = []
        run.append(token)
    if run:
        result.extend(_read(text, original, run))
    return result


def _read(text: str, original: str, run: list[re.Match[str]]) -> Iterator[Numeral]:
    """The numerals of one run of tokens."""
    at = 0
    while at < len(run):
        numeral, at = _one(text, original, run, at)
        if numeral is not None:
            yield numeral


def _one(text: str, original: str, run: list[re.Match[str]], at: int) -> tuple[Numeral | None, int]:
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
    return Numeral(run[first].start(), end, value, approximate, arabic, big, digits, bare, vague), at


def _next_to(run: list[re.Match[str]], at: int) -> bool:
    """Whether two digits follow one another (七八), so that they mean "seven or eight"."""
    return DIGITS[run[at][0]] + 1 == DIGITS[run[at + 1][0]]


def _chinese(text: str, position: int) -> bool:
    return position < len(text) and "\N{CJK UNIFIED IDEOGRAPH-4E00}" <= text[position] <= "\N{CJK UNIFIED IDEOGRAPH-9FFF}"


def _is_clock(text: str, start: int, end: int, value: Fraction) -> bool:
    """Whether a numeral before 点 is an hour."""
    return value <= 24 and CLOCK_BEFORE.search(text[max(0, start - 4) : start]) is not None and CLOCK.match(text, end) is not None
