"""Chinese numerals, put together from digits, numerals and multipliers: 2170.7亿, 三十二万五千, 二〇二四, 一万三.

Source: GB/T 15835-2011 (use of numerals).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from cleaner.numbers.quantity import MAX_NUMERAL
from cleaner.patterns import regex

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
FORMS = str.maketrans(
    "０１２３４５６７８９．％－＋：～億萬兩倆壹贰貳叁參陆陸伍肆柒捌玖拾佰仟點餘幾數負囙約過個",
    "0123456789.%-+:~亿万两俩一二二三三六六五四七八九十百千点余几数负因约过个",
)
"""Full-width and traditional forms, and those of accounts and cheques, each as the plain
character."""
TOO_LARGE = 10**17
"""A larger value takes no further scale word."""
ACCOUNT = frozenset("壹贰貳叁參陆陸伍肆柒捌玖拾佰仟")
"""Numerals of accounts and cheques."""
OTHER_WORDS = frozenset("陆陸伍肆參")
"""Account numerals that without a multiplier usually mean something else (大陆, 入伍, 放肆, 參加)."""

IDIOMS = regex(
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

TOKEN = regex(
    r"(?P<arabic>[0-9]++(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]++)?|(?<![0-9A-Za-z])\.[0-9]++)"
    r"|(?P<han>[零〇一二两俩三四五六七八九])|(?P<small>[十百千])|(?P<big>[万亿]|兆(?![瓦赫字帕比欧焦]))"
    r"|(?P<few>[几数])|(?P<more>[余多来])"
    r"|(?P<point> ?[点點] ?[零〇一二三四五六七八九](?: ?[零〇一二三四五六七八九])*(?! ?[零〇一二三四五六七八九]|[十百千分刻]))"
)
ROW = regex(r"(?<![0-9])(?![12][0-9]{3}-[01]?[0-9]-[0-3]?[0-9](?![-0-9]))[0-9]++(?:-[0-9]++){2,}|(?<![0-9])[0-9]++(?:\.[0-9]++){2,}")
"""Telephone numbers and versions, but not a date such as 2024-05-27."""
WIDE_GROUPS = regex(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
CLOCK = regex(
    r"\s?(?:[点點时時])(?!数|數|间|間|代|候|评|評|名|子|赞|讚|[一二三四五六七八九][0-9])(?:\s?(?:(?P<minute>[0-9]{1,2}|[零〇一二三四五六七八九十]{1,3})\s?分(?!之|点)|(?P<half>半)|(?P<full>[整许許钟鐘左])))?"
)
CLOCK_BEFORE = regex(r"(?:[上下中]午|凌晨|清晨|早上?|晚上?|傍晚|夜里|夜間|今晨|日|号|時間|时间|于|至|[-—~到])\s?$")


@dataclass(slots=True)
class Numeral:
    """Adjacent tokens with one value; what it counts is not yet known.

    Attributes:
        start, end: half-open code points.
        value: exact.
        approximate: it has 余, 多, 几 or the like.
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
    """Replace full-width, traditional and account forms; mask numerals that count nothing.

    Returns:
        A text of the same length.
    """
    plain = WIDE_GROUPS.sub(",", text).translate(FORMS)
    return IDIOMS.sub(_mask, ROW.sub(_mask, plain))


def numerals(text: str, original: str) -> list[Numeral]:
    """The numerals of a text, in their order.

    Args:
        text: as `normal` gives it.
        original: the text before that, which shows numerals of accounts.
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
        reader = _Reader(text, original, run, at)
        numeral = reader.numeral()
        at = max(reader.at, at + 1)
        if numeral is not None:
            yield numeral


@dataclass(slots=True)
class _Reader:
    """Reads one numeral, token by token.

    A numeral is a sum of sections, each with its 万, 亿 or 兆: in 三亿二千五百万 the sections are 三 and 二千五百.
    Each kind of token has a method, which returns how many tokens it takes; with 0 the numeral ends
    before the token.

    Attributes:
        text, original: as for `numerals`.
        run: the tokens.
        first: number of the first token of the numeral.
        at: number of the next token.
        total: sum of the finished sections.
        section: value of the open section, up to its last 千, 百 or 十.
        number: digits that no multiplier follows yet.
        small: the last 千, 百 or 十 of the open section; 0 when it has none.
        big: the last 万, 亿 or 兆; 1 when there is none.
        zero: a 零 came after the last multiplier, so that digits after it are ones.
        decimal: a decimal point was read.
        invalid: a token too long to read ended the numeral.
        approximate, arabic, digits, vague: as in `Numeral`.
    """

    text: str
    original: str
    run: list[re.Match[str]]
    first: int
    at: int = field(init=False)
    total: Fraction = Fraction(0)
    section: Fraction = Fraction(0)
    number: Fraction | None = None
    small: int = 0
    big: int = 1
    zero: bool = False
    decimal: bool = False
    invalid: bool = False
    approximate: bool = False
    arabic: bool = False
    digits: int = 0
    vague: bool = False

    def __post_init__(self) -> None:
        self.at = self.first

    def numeral(self) -> Numeral | None:
        """Read to the end of the numeral; None when the first token does not start one."""
        if self.run[self.at].lastgroup in {"more", "point"} or self._another_word():
            return None
        while self.at < len(self.run) and self.at - self.first < MAX_NUMERAL:
            token = self.run[self.at]
            taken = READERS[token.lastgroup or ""](self, token)
            if not taken:
                break
            self.at += taken
        if self.at == self.first or self.invalid:
            return None
        first, last = self.run[self.first], self.run[self.at - 1]
        bare = self.at - self.first == 1 and first.lastgroup in {"han", "small", "big"}
        big = self.big if self.number is None and not self.section else 1
        value = self.total + self.section + self._last_digits(last)
        return Numeral(first.start(), last.end(), value, self.approximate, self.arabic, big, self.digits, bare, self.vague)

    @property
    def _unit(self) -> int:
        """The last multiplier; 1 when there is none."""
        return self.small or self.big

    def _kind_after_next(self) -> str | None:
        """The kind of the token after the next one."""
        return self.run[self.at + 1].lastgroup if self.at + 1 < len(self.run) else None

    def _another_word(self) -> bool:
        """Whether the first token is an account numeral that means something else (大陆, 放肆)."""
        token = self.run[self.at]
        if self.original[token.start()] not in OTHER_WORDS:
            return False
        multiplied = self._kind_after_next() in {"small", "big"} and self.run[self.at + 1].start() == token.end()
        return not multiplied and not self.text.endswith("分之", 0, token.start())

    def _last_digits(self, last: re.Match[str]) -> Fraction:
        """The value of the digits after the last multiplier."""
        number = self.number or Fraction(0)
        exact = self.zero or self.arabic or self.decimal
        if self._unit > 1 and number < 10 and last.lastgroup == "han" and not exact:
            return number * Fraction(self._unit, 10)  # 一万三 is 13,000
        return number

    def take_figures(self, token: re.Match[str]) -> int:
        """Arabic figures: 5, 2,170.7; after a multiplier only what is smaller than it (2万5000)."""
        if len(token[0]) > MAX_NUMERAL:
            self.invalid = True
            return 0
        value = Fraction(token[0].replace(",", ""))
        if self.number is not None or (self.at > self.first and (value.denominator != 1 or value >= self._unit)):
            return 0
        self.number, self.arabic = value, True
        self.digits = len(token[0]) if token[0].isdigit() else 0
        return 1

    def take_digit(self, token: re.Match[str]) -> int:
        """A Chinese digit, two that give a range (七八十), or a row of them (二〇二四)."""
        if self.number is not None:
            return 0
        if DIGITS[token[0]] == 0 and self._unit > 1:
            self.zero = True
            return 1
        inside = self.at > self.first
        if inside and self.original[token.start()] in ACCOUNT and self.at + 1 == len(self.run) and _chinese(self.text, token.end()):
            return 0
        row = self._row()
        values = [DIGITS[each[0]] for each in row]
        if len(row) == 1:
            self.number = Fraction(values[0])
        elif len(row) == 2 and values[0] and values[1] == values[0] + 1:
            self.number = Fraction(values[0])
            self.vague = self.approximate = True
        elif inside:
            return 0
        else:
            self.number, self.digits = Fraction(int("".join(map(str, values)))), len(row)
        return len(row)

    def _row(self) -> list[re.Match[str]]:
        """The digits from the next token on that follow each other without a space."""
        end = self.at + 1
        while end < len(self.run) and self.run[end].lastgroup == "han" and self.run[end].start() == self.run[end - 1].end():
            end += 1
            if end - self.at > MAX_NUMERAL:
                break
        return self.run[self.at : end]

    def take_point(self, token: re.Match[str]) -> int:
        """A decimal point and its digits (三点五), unless 点 means "o'clock"."""
        value = self.total + self.section + (self.number or Fraction(0))
        if self.arabic or len(token[0]) > MAX_NUMERAL or _is_clock(self.text, self.run[self.first].start(), token.start(), value):
            return 0
        digits = [str(DIGITS[each]) for each in token[0] if each in DIGITS]
        self.number = (self.number or Fraction(0)) + Fraction(int("".join(digits)), 10 ** len(digits))
        self.decimal = True
        return 1

    def take_few(self, _token: re.Match[str]) -> int:
        """几 or 数: before a multiplier (几十) or after one (十几)."""
        if self.number is not None or (self.at == self.first and self._kind_after_next() not in {"small", "big"}):
            return 0
        if self.at == self.first:
            self.number, self.vague = Fraction(1), True
        elif self.small == self.section == 10 and self.total == 0:
            self.vague = True
        self.approximate = True
        return 1

    def take_more(self, token: re.Match[str]) -> int:
        """余, 多 or 来: part of the numeral only before 万, 亿 or 兆 (十余万)."""
        before_big = self._kind_after_next() == "big"
        if token[0] != "来" or before_big or self.number is not None or self._unit in {10, 100}:
            self.approximate = True
        return int(before_big)

    def take_small(self, token: re.Match[str]) -> int:
        """千, 百 or 十, each smaller than the one before in its section; 12百 has one alone."""
        factor = SMALL[token[0]]
        if self.decimal or 0 < self.small <= factor:
            return 0
        if self.number is None and self.small and not self.zero:
            return 0
        if self.number is not None and self.number >= 10 and (self.small or factor == 10):
            return 0
        self.section += (self.number or 1) * factor
        self.number, self.small, self.zero = None, factor, False
        return 1

    def take_big(self, token: re.Match[str]) -> int:
        """万, 亿 or 兆 ends a section; one larger than the last (三万亿) multiplies all that was read."""
        factor = BIG[token[0]]
        if self.total >= TOO_LARGE:
            return 0
        amount = self.section + (self.number or 0)
        if amount or self.number is not None:
            self.total = (self.total + amount) * factor if 1 < self.big < factor else self.total + amount * factor
        elif self.total:
            self.total *= factor
        elif self.at == self.first:
            self.vague = self._kind_after_next() != "more"
            self.total = Fraction(factor)
        else:
            return 0
        self.section, self.number, self.small, self.big, self.zero = Fraction(0), None, 0, factor, False
        return 1


READERS: dict[str, Callable[[_Reader, re.Match[str]], int]] = {
    "arabic": _Reader.take_figures,
    "han": _Reader.take_digit,
    "small": _Reader.take_small,
    "big": _Reader.take_big,
    "few": _Reader.take_few,
    "more": _Reader.take_more,
    "point": _Reader.take_point,
}
"""The method for each kind of token, by the names of the groups of `TOKEN`."""


def _chinese(text: str, position: int) -> bool:
    return position < len(text) and "\N{CJK UNIFIED IDEOGRAPH-4E00}" <= text[position] <= "\N{CJK UNIFIED IDEOGRAPH-9FFF}"


def _is_clock(text: str, start: int, end: int, value: Fraction) -> bool:
    """Whether a numeral before 点 is an hour."""
    return value <= 24 and CLOCK_BEFORE.search(text[max(0, start - 4) : start]) is not None and CLOCK.match(text, end) is not None
