"""How much a line reads like an advertisement that nobody asked for: a learned score, by table look-up.

A linear model over hashed character n-grams, words and the shape of the line; lines with Chinese characters and all others have
tables of their own. A line is folded first (Simplified, half width, lower case,
ornamental letters plain), so that spellings meant to slip past a filter count as what they stand for. Each n-gram counts once, and their sum is
divided by the root of their number. Weights are whole numbers and so are the figures of the shape: sums are exact, and a line has the
same score on every machine and in any company. What the tables were made from, and how good they are, stands in `spam.md`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize
from zlib import crc32

import numpy as np
import numpy.typing as npt

from cleaner.codepoints import Kind, class_table
from cleaner.errors import ModelError
from cleaner.languages.chinese import simplify
from cleaner.models import tables
from cleaner.scan import Scan

Ints = npt.NDArray[np.int64]
Points = npt.NDArray[np.uint32]

WEIGHTS = Path(__file__).with_name("spam.npz")
GRAMS = (1, 2, 3, 4)
BITS = 18
"""Logarithm of the number of cells of a table."""
KIND_BITS = 13
"""The same of the table of each kind."""
STEM = 5
"""Letters of a longer word's stem, which is looked up besides the word."""
HAN = 3
"""Chinese characters with which a line is read as a Chinese one."""
GROUPS = ("others", "Chinese", "English")
"""Groups of lines with limits of their own."""
NEVER = 1 << 30
"""Odds that no line has."""
UNNAMED = (NEVER, 0, NEVER)
"""The odds from which a line that advertises but names nothing spam sells is surely spam all the same, in each of `GROUPS`: two in three of the made-up
menus and names of sites that the limit would let through score lower, and one in thirty of the Chinese spam lines."""
TOPICS = (("stems 1", "fancy 3", "medicine 1", "intimate 1", "betting 1"), ("stems 1",))
"""Figures that show what a line sells, without and with Chinese characters."""
STEP = 8
"""Steps of the score for which the chance was measured, within one unit of the logarithm of the odds."""
REACH = 8
"""Up to which score either side of 0 it was measured."""
HEAD, TAIL = 512, 256
"""Code points of a long line that are read, at its start and at its end."""
UNIT = 64
"""What 1.0 is in a figure of the shape."""


REMEDY = 'install the package again, or do without the learned score (spam="signs")'


class Score(NamedTuple):
    """What the model says of a line.

    Attributes:
        odds: the logarithm of the odds, in `UNIT`ths.
        chance: the measured chance that such a line is spam, where four lines in ten are.
        likely: whether so few good lines have such a score that it is worth a reviewer's look.
        sure: whether lines with such a score were spam 97 times in 100 in each group of languages, and it names what spam sells or scores high.
        topic: whether it names what spam sells, or has letters that hide from a filter.
        kind: the kind of spam it would be; empty when it is not likely.
    """

    odds: int
    chance: float
    likely: bool
    sure: bool
    topic: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The tables. The first row of each is for lines without Chinese characters, the second for those with some.

    Attributes:
        chars, words: a weight for each cell of n-grams and of words.
        scales: what 1 is in `chars` and in `words`.
        shape: a weight for each figure, in 4096ths.
        figures: the names of the figures, a line each.
        limits: the odds from which a line is likely, and surely, spam, in `UNIT`ths: two rows, a column for each of `GROUPS`.
        chances: the measured chance at each `STEP`.
        kinds: names of the kinds, a line each.
        kind_chars: a weight of each kind for each cell of n-grams, for fewer cells.
    """

    chars: npt.NDArray[np.int8]
    words: npt.NDArray[np.int8]
    scales: npt.NDArray[np.float64]
    shape: npt.NDArray[np.int32]
    figures: npt.NDArray[np.str_]
    limits: Ints
    chances: npt.NDArray[np.float64]
    kinds: npt.NDArray[np.str_]
    kind_chars: npt.NDArray[np.int8]

    def fits(self) -> bool:
        """Whether the tables are of the size that this version reads."""
        return (
            self.chars.shape == self.words.shape == (2, 1 << BITS)
            and self.shape.shape == (2, len(self.figures))
            and tuple(map(str, self.figures)) == Lines(["a"]).shape().names
            and self.scales.shape == (2, 2)
            and self.limits.shape == (2, len(GROUPS))
            and self.chances.shape == (2, 2 * REACH * STEP + 1)
            and self.kind_chars.shape == (len(self.kinds), 1 << KIND_BITS)
        )

    def scores(self, texts: Sequence[str]) -> list[Score]:
        """The scores of one or more lines, each as if it stood alone."""
        lines = Lines(texts)
        shape = lines.shape()
        head = lines.head
        parts = []
        for table, scale, (of, cells) in ((self.chars, 0, lines.grams()), (self.words, 1, lines.words())):
            # sums of whole numbers: exact in any order
            total = np.bincount(of, weights=table[head[of], cells], minlength=len(texts))
            number = np.maximum(np.bincount(of, minlength=len(texts)), 1)
            parts.append(total / np.sqrt(number) * self.scales[head, scale])
            if table is self.chars:
                grams = of, cells
        own = shape.figures * self.shape[head]
        odds = np.rint((parts[0] + parts[1]) * UNIT + own.sum(1) / 4096).astype(np.int64)
        likely, sure = odds >= self.limits[:, lines.group]
        topic = lines.topics(shape)
        likely &= topic | (lines.group != GROUPS.index("English"))
        advertises = shape.figures[:, shape.names.index("stems, promotion 1")] > 0
        sure &= likely & (topic | (advertises & (odds >= np.array(UNNAMED)[lines.group])))
        steps = np.clip((odds * STEP) // UNIT + REACH * STEP, 0, 2 * REACH * STEP)
        return [
            Score(
                int(odds[at]),
                float(self.chances[which, steps[at]]),
                bool(likely[at]),
                bool(sure[at]),
                bool(topic[at]),
                self._kind(grams[1][slice(*np.searchsorted(grams[0], (at, at + 1)))]) if likely[at] else "",
            )
            for at, which in enumerate(head.tolist())
        ]

    def _kind(self, cells: Ints) -> str:
        """The kind of spam that a line with these n-grams would be."""
        return str(self.kinds[self.kind_chars[:, cells >> (BITS - KIND_BITS)].sum(1, dtype=np.int64).argmax()])


@cache
def weights(path: Path = WEIGHTS) -> Weights:
    """The tables from their file, read once.

    Raises:
        ModelError: the file is missing or damaged.
    """
    made = Weights(**tables.read(path, Weights.__slots__, REMEDY))
    if not made.fits():
        raise ModelError(f"{path} is damaged (its tables do not fit this version): {REMEDY}")
    return made


def scores(texts: Sequence[str]) -> list[Score]:
    """The scores of lines by the tables that ship, each as if it stood alone; without lines the tables are not read."""
    return weights().scores(texts) if texts else []


class CharClass(IntEnum):
    """What a code point is to the shape of a line."""

    OTHER = 0
    SPACE = 1
    LOWER = 2
    UPPER = 3
    CJK = 4
    FUNCTION = 5
    LETTER = 6
    DIGIT = 7
    END = 8
    EXCLAIM = 9
    COMMA = 10
    SEPARATOR = 11
    UNDERSCORE = 12
    BAR = 13
    ORNAMENT = 14
    FANCY = 15
    BRACKET = 16
    BLACK = 17
    QUOTE = 18
    TITLE = 19
    MONEY = 20
    PERCENT = 21
    COLON = 22
    FEED = 23


CLASSES = class_table(
    {
        CharClass.SPACE: (Kind.SPACE,),
        CharClass.LOWER: (Kind.LATIN_LOWER,),
        CharClass.UPPER: (Kind.LATIN_UPPER,),
        CharClass.CJK: (Kind.CJK, Kind.CJK_MARK),
        CharClass.FUNCTION: (Kind.CJK_FUNCTION,),
        CharClass.LETTER: (Kind.LOWER, Kind.UPPER, Kind.LETTER, Kind.BOPOMOFO, Kind.MARK),
        CharClass.DIGIT: (Kind.DIGIT,),
        CharClass.END: (Kind.END,),
        CharClass.EXCLAIM: (Kind.EXCLAMATION,),
        CharClass.COMMA: (Kind.COMMA,),
        CharClass.SEPARATOR: (Kind.SEPARATOR, Kind.DASH, Kind.RIGHT_GUILLEMET),
        CharClass.UNDERSCORE: (Kind.UNDERSCORE, Kind.WIDE_UNDERSCORE),
        CharClass.BAR: (Kind.BAR,),
        CharClass.ORNAMENT: (Kind.SYMBOL, Kind.BULLET, Kind.DARK_DIGIT, Kind.LEGAL_SIGN, Kind.MINUS),
        CharClass.FANCY: (Kind.ORNAMENTAL_LOWER, Kind.ORNAMENTAL_UPPER, Kind.FRAMED_DIGIT, Kind.FRAMED_SYMBOL),
        CharClass.BRACKET: (Kind.OPEN, Kind.CLOSE, Kind.LESS_THAN),
        CharClass.BLACK: (Kind.OPEN_BLACK, Kind.CLOSE_BLACK, Kind.WHITE_CORNER, Kind.WHITE_LENTICULAR),
        CharClass.QUOTE: (Kind.QUOTE,),
        CharClass.TITLE: (Kind.TITLE_QUOTE,),
        CharClass.MONEY: (Kind.MONEY, Kind.RARE_MONEY, Kind.CJK_MONEY),
        CharClass.PERCENT: (Kind.PERCENT, Kind.WIDE_PERCENT),
        CharClass.COLON: (Kind.COLON,),
        CharClass.FEED: (Kind.LINE_FEED,),
    },
    rest=CharClass.OTHER,
)

PATTERNS = {
    "messenger": re.compile(
        r"微信|薇信|威信|v信|扣扣|企鹅|q\s?q|\bvx|\bwx|加[vq]|weixin|wechat|telegram|whats\s?app|电报|飞机号|tg群|t\.me|\bline\s?(?:id|@)|lin\.ee|viber|wa\.me"
    ),
    "phone": re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0?\d{3,4}[ -]\d{3,4}[ -]?\d{2,4}(?!\d)|(?<!\d)\d{7,12}(?!\d)"),
    "address": re.compile(
        r"https?\W|www\.|\b[a-z0-9-]{2,30} ?[.,。] ?(?:com|net|cc|vip|xyz|top|club|info|ru|cn|app|bet|me|ly|tk|io|org|biz|link|site|online)\b"
    ),
    "handle": re.compile(r"(?<!\w)@\w{3}"),
    "contact": re.compile(r"电话|手机|热线|联系|咨询|客服|致电|详询|\btel\b|phone|\bcall\b|contact|hubungi|\bara\b|โทร|звон|пиш"),
    "bonus": re.compile(r"бонус|bonus|送\d|\d送|彩金|\d ?%"),
    "year": re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"),
    "clock": re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)"),
    "number": re.compile(r"\d{5}"),
    "medicine": re.compile(
        r"v\W?[i1!|l]\W?[a@]\W?g\W?r\W?[a@]|c\W?[i1!|l]\W?[a@]\W?l\W?[i1!|]\W?s\b|levitra|\bxan[a@]x|\bvalium|\bambien|phentermine|"
        r"\bmeds?\b|\bpills?\b|\brx\b|pharmac|prescription|\bdrugs?\b|\bhgh\b|weight|\bpounds\b|growth hormone|enlarge|\binches\b|erecti|viril|herbal|\bdoctor"
    ),
    "intimate": re.compile(
        r"\bsex|\bporn|\bxxx|\bnude|\bnaked|\badult|\bhorny|\bsluts?\b|\bteens?\b|\bgirls?\b|webcam|\bescort|\beskort|\berotic|\bsingles\b|\bmilf|\bhottest"
    ),
    "betting": re.compile(
        r"casino|\bslots?\b|jackpot|\bpoker|\bbets?\b|betting|gambl|\bgacor|\bjudi\b|\btogel|maxwin|\brtp\b|\bbahis|\bbonus|\bfree ?bet|\bspin|\bdepo|\bwd\b|"
        r"казино|ставк|바카라|카지노|토토|บาคาร่า|สล็อต|เครดิต"
    ),
    "offer": re.compile(
        r"\bfree\b|\bbuy\b|\bcheap|\bonline\b|\bsave\b|\boff(?:er)?\b|\border\b|\bnow\b|\bclick|\bonly\b|guarante|discount|\bwin\b|\bdaftar|\blink\b|\bsitus|ücretsiz|üye"
    ),
    "promises": re.compile(r"\byours?\b|\byou\b|\bwant\b|\bneed\b|\bget\b"),
}
"""What is looked for in the folded line, every alternative of bounded length."""


STEMS = {
    "adult": (
        r"无码|有码|精品国产|工口|成人游戏|一区|二区|三区|久久|国产(?:精品|自拍|视频|av|偷|老|亚洲|日韩|欧美|成人|福利|在线)|(?<![a-z])av(?![a-z])|(?<![a-z])[av]片|人妻|熟女|熟妇|自拍偷拍|情色|"
        r"色情(?:网|片|影|小说|视频)|成人(?:网|视频|影|电影|小说|动漫|直播|免费|在线)|黄色(?:网|视频|电影|片)|毛片|三级(?:片|电影|在线)|一级(?:片|a|黄)|裸聊|激情|春色|"
        r"欧美(?:日韩|成人|精品|激情|亚洲)|日韩(?:欧美|精品|无|av|成人|在线)|亚洲(?:精品|色|成人|欧美|日韩|综合|国产)|伊人|狠狠|天天(?:干|操|射|插)|(?:草莓|丝瓜|香蕉|向日葵)视频|"
        r"porn|\bxxx|\bnudes?\b|\bhorny|\bsluts?\b|webcam|\bmilf|live sex|sex (?:cam|video|show|site)|порно|секс|エロ|アダルト"
    ),
    "gambling": (
        r"博彩|彩票|时时彩|百家乐|娱乐城|投注|下注|注册送|首存|彩金|返水|棋牌|老虎机|真人(?:娱乐|视讯|荷官)|六合彩|特码|一肖|平特|中特|pk10|快三|葡京|金沙(?!江)|威尼斯人|太阳城|"
        r"体育.{0,4}(?:app|官网|官方|平台|投注|下载|在线|登[录陆]|注册|网页|网址|入口)|娱乐(?:官网|官方|平台|登[录陆]|注册|app|下载|在线|场)|电子游艺|竞彩|足彩|电竞(?:平台|投注|app)|"
        r"买球|购彩|赌博网|网赌|出千|六下彩|管家婆|四不像|(?:澳门|香港|新澳)\d*(?:免费|正版|资料|精准|码)|(?:免费|正版|精准|全年|内部)资料|资料(?:大全|免费)|"
        r"(?:体育|真人|娱乐|电竞)[^\w\n]{0,2}\(|会员账号|体验金|上下分|国际厅|娱乐公司|公司.{0,3}开户|(?<!微)博(?:app|官[网方]|体育|娱乐|综合|在线)|博鱼|米乐|金年会|球[盟友]会|"
        r"开云|乐鱼|半岛体育|华体会|爱游戏|必威|亚博|万博|尊龙|九游|凯时|kaiyun|bet365|188bet|bwin|manbet|[mwh]88|fun88|leyu|jiuyou|(?:pg|mg|cq9|ag|bb)(?:电子|真人|棋牌|娱乐)|"
        r"casino|\bslots?\b|slot\d|jackpot|\bpoker|\bbett?ing\b|gacor|\bjudi\b|\bjudol|\btogel|maxwin|\bbahis|\brtp\b|scatter|freebet|казино|букмекер|фриспин|"
        r"ставки на|카지노|바카라|토토|슬롯|먹튀|カジノ|บาคาร่า|สล็อต|คาสิโน|แทงบอล|เดิมพัน|หวย|เว็บตรง|nhà cái|cá cược|nổ hũ|tài xỉu|cassino|tragamonedas|apuestas"
    ),
    "escort": (
        r"上门(?:服务|一条龙|按摩)|找茶|喝茶|同城(?:约|妹|交友|上门)|约炮|外围|全套|技师|少妇|包夜|学生妹|妹妹|美女|品茶|约茶|莞式|一条龙|快餐|陪(?:聊|游|玩)|男模|伴游|"
        r"escort|eskort|call ?girl|индивидуалк|проститут|интим|출장|마사지|ไซด์ไลน์"
    ),
    "invoice": "发[票漂飘]|代开|开票|税票|验票|增值税|抵扣|抵税|[冲报][账帐]|专票|普票|票点|点[数低]|刻章|办证|办理各|毕业证|真伪|验证后付款|先验后付",
    "crypto": r"钱包|比特币|以太坊|泰达币|虚拟币|数字货币|交易所|欧易|币安|火币|(?<![a-z])(?:btc|eth|usdt|okx|tp|imtoken|tokenpocket|metamask|tpwallet|wallet|bitcoin|binance)(?![a-z])",
    "pharma": (
        r"壮阳|伟哥|催情|迷药|犀利士|威而钢|万艾可|增大|增粗|延时|听话水|无色无味|v\W?[i1!|l]\W?[a@]\W?g\W?r\W?[a@]|c\W?[i1!|l]\W?[a@]\W?l\W?[i1!|]\W?s\b|levitra|"
        r"\bxan[a@]x|\bvalium|\bambien|phentermine|xenical|propecia|\bhgh\b|growth hormone|enlarge|online pharmac|no prescription|виагр|сиалис|дженерик"
    ),
    "loan": "无抵押|贷款|放款|下款|借款|payday|bad credit|займ|кредит без",
}
"""A small reviewed list of stems by kind, as they stand in the folded line. Each of them is in good lines too: what counts is how many there are,
of whatever kind, so that what one sender's lines teach holds for another's.
"""
PROMOTION = (
    "官网|官方|app|下载|登[录陆]|注册|入口|平台|客服|网址|安卓|ios|苹果版|手机版|网页版|客户端|点击|免费|优惠|联系|充值|红包|开户|在线|最新|高清|导航|会员|礼金|回复|退订|详情|热线|咨询|"
    r"加我|加微|本公司|本店|新到|版权所有|不卡|全集|大全|\bdaftar|\bsitus|\blink\b|terpercaya|\bbonus|\bdepo|\bmenang|\bgame|üye|kampanya|indirim|\bara\b|randevu|"
    "сайт|бонус|регистрац|เครดิต|ฝาก|สมัคร|가입|사이트|추천"
)
"""What advertisements of every kind say, and many good lines."""


class Shape(NamedTuple):
    """Figures of lines: a row a line, a column a figure, `UNIT` for 1."""

    figures: Ints
    names: tuple[str, ...]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """What is looked for in lines, by the name of the figure."""
    searched = {name: pattern.pattern for name, pattern in PATTERNS.items()}
    return {name: _quick(pattern) for name, pattern in {**searched, "stems": "|".join(STEMS.values()), "promotion": PROMOTION}.items()}


def _quick(pattern: str) -> re.Pattern[str]:
    """The same pattern, tried only at letters that an alternative starts with: that is five times as fast as trying each alternative everywhere."""
    starts = _starts(pattern)
    return re.compile(f"(?=[{re.escape(''.join(sorted(starts)))}])(?:{pattern})" if starts else pattern)


def _starts(pattern: str) -> set[str]:
    """The letters that matches of a pattern start with; none when an alternative does not show it."""
    found: set[str] = set()
    for each in _ALTERNATIVE.findall(pattern):
        alternative = _NO_WIDTH.sub("", each)
        letters, group = _FIRST.match(alternative), _GROUP.match(alternative)
        starts = set(letters[1] or letters[2]) if letters else _starts(group[1]) if group else set()
        if not starts:
            return set()
        found |= starts
    return found


_ALTERNATIVE = re.compile(r"(?:\\.|\[[^]]*\]|\((?:[^()]|\([^()]*\))*\)|[^|])+")
_NO_WIDTH = re.compile(r"^(?:\\b|\(\?<[!=][^)]*\))+")
_GROUP = re.compile(r"\(\?:((?:[^()]|\([^()]*\))*)\)(?![?*{])")
_FIRST = re.compile(r"(?:\[([^]\\^-]+)\]|([^\\\[(.^$]))(?![?*{])")


@cache
def folded() -> Points:
    """What each code point counts as: Simplified, half width, lower case, ornamental letters plain."""
    table = np.arange(0x110000, dtype=np.uint32)
    han = [*range(0x3400, 0xA000), *range(0xF900, 0xFB00)]
    table[han] = [ord(char) for char in simplify("\n".join(map(chr, han))).split("\n")]
    for point in (*range(0x80, 0x3100), *range(0xFE30, 0x10000), *range(0x1D400, 0x1D800), *range(0x1F100, 0x1F200)):
        plain = chr(point - 0x1F170 + 0x61) if 0x1F170 <= point < 0x1F18A else normalize("NFKC", chr(point)).strip("()")
        if len(plain) == 1:
            table[point] = ord(plain)
    low = [char.lower() for char in map(chr, range(0x2E80))]
    lowered = np.array([ord(char) if len(char) == 1 else at for at, char in enumerate(low)], dtype=np.uint32)
    small = table < len(lowered)
    table[small] = lowered[table[small]]
    table[[0x09, 0x0D, 0xA0]] = 0x20
    return table


@cache
def _layout(names: tuple[tuple[str, tuple[int, ...]], ...]) -> tuple[tuple[str, ...], Ints, Ints]:
    """The figures by name, and of each the number of its part and the step that the part must reach (0: none)."""
    columns = [
        (f"{name}{step}" if name.endswith(" ") else name, part, step) for part, (name, steps) in enumerate(names) for step in steps or (0,)
    ]
    return tuple(name for name, _, _ in columns), np.array([part for _, part, _ in columns]), np.array([step for _, _, step in columns])


NOT_ENGLISH = re.compile(
    r"\b(?:yang|dan|di|ini|itu|untuk|dengan|dari|ke|ada|bisa|aja|saja|ga|gak|udah|sudah|banget|sama|saya|aku|juga|kalo|kalau|buat|lagi|jadi|terus|nih|sih|ya|"
    r"bang|situs|judi|gacor|daftar|agen|terpercaya|resmi|ve|bir|bu|icin|ile|bayan|eskort|sitesi|bahis|uye|kazan\w*|mi|para|con|por|que|der|das|und|mit|les|des|une|pour)\b"
)
"""Words by which other languages in plain Latin letters are told from English."""
ENGLISH = re.compile(r"\b(?:the|of|and|to|for|with|your?|our|is|are|from|this|that|not|will|be)\b")
"""Words by which English lines with other than plain letters in them ("café", a name, a picture) are told from other languages."""
NOT_PLAIN = re.compile(r"[^\x00-\x7f‘’“”–—…£€]")
WORD = re.compile(r"[^\W\d_]+|\d+|[$€£%!?]")
_LETTERS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"(?<=[a-z])[.*_'-](?=[a-z])", ""),
        (r"(?<=[a-z])[1!|](?=[a-z])", "i"),
        (r"(?<=[a-z])0(?=[a-z])", "o"),
        ("@", "a"),
    )
)


def _plain_letters(line: str) -> str:
    """The line with what stands for letters made letters: "v1ag.ra"."""
    for pattern, letter in _LETTERS:
        line = pattern.sub(letter, line)
    return line


def read(line: str) -> str:
    """What is read of a line: all, or the head and tail of a long one."""
    return line if len(line) <= HEAD + TAIL else f"{line[:HEAD]} {line[-TAIL:]}"


class Lines:
    """Lines made ready for scoring.

    Args:
        lines: any texts without line feeds.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        scan = Scan(("", *map(read, lines), ""))
        self.count = len(lines)
        self.low = folded()[scan.points]
        self.feeds = scan.points == 10
        self.line = np.cumsum(self.feeds, dtype=np.int64) - 1
        """Of each code point, the line it is in; of a line feed, the line after."""

        kinds = CLASSES[scan.kinds]
        self.counts = np.bincount(self.line * 32 + kinds, minlength=(self.count + 1) * 32).reshape(-1, 32)[: self.count].astype(np.int64)
        self.kinds = kinds
        self.head = ((self.counts[:, CharClass.CJK] + self.counts[:, CharClass.FUNCTION]) >= HAN).astype(np.int64)
        """Which row of the tables each line is read with."""

    @cached_property
    def group(self) -> Ints:
        """Which of `GROUPS` each line is in."""
        made = self.head.copy()
        latin = self.counts[:, CharClass.LOWER] + self.counts[:, CharClass.UPPER] > self.counts[:, CharClass.LETTER]
        for at, line in enumerate(self.text.split("\n")[1:-1]):
            if not made[at] and latin[at] and NOT_ENGLISH.search(line) is None and (ENGLISH.search(line) or NOT_PLAIN.search(line) is None):
                made[at] = 2
        return made

    @cached_property
    def text(self) -> str:
        """The folded lines."""
        return self.low.tobytes().decode("utf-32-le")

    def words(self) -> tuple[Ints, Ints]:
        """The distinct words, stems and pairs of words of lines that are not Chinese: the line each belongs to, and its cell."""
        of: list[int] = []
        cells: list[int] = []
        lines = self.text.split("\n")[1:-1]
        for at in np.flatnonzero(self.head == 0).tolist():
            words = ["0" if word.isdigit() else word for word in WORD.findall(_plain_letters(lines[at]))]
            found = {*words, *("S" + word[:STEM] for word in words if len(word) > STEM), *(f"{a} {b}" for a, b in pairwise(words))}
            mine = {crc32(each.encode("utf-8", "surrogatepass")) >> (32 - BITS) for each in found}
            of.extend([at] * len(mine))
            cells.extend(sorted(mine))
        return np.array(of, dtype=np.int64), np.array(cells, dtype=np.int64)

    def grams(self) -> tuple[Ints, Ints]:
        """The distinct n-grams: the line each belongs to, and its cell. A line feed stands for an edge of the line."""
        chars = (self.low + np.uint32(1)) * np.uint32(0x9E3779B1)
        chars ^= chars >> np.uint32(15)
        hashed = np.zeros(len(chars), dtype=np.uint32)
        # short keys are sorted twice as fast
        line = self.line.astype(np.uint32 if self.count < 1 << (32 - BITS) else np.uint64)
        found = []
        for length in GRAMS:
            size = len(chars) - length + 1
            if size <= 0:
                break
            hashed = hashed[:size] * np.uint32(0x01000193) + chars[length - 1 :]
            first, last = self.feeds[:size], self.feeds[length - 1 :]
            fits = self.line[length - 1 :] - self.line[:size] == last
            if length == 1:
                fits = ~first
            elif length == 2:
                fits &= ~(first & last)
            mixed = (hashed[fits] ^ np.uint32(length * 0x3C6EF372 & 0xFFFFFFFF)) * np.uint32(0x85EBCA6B)
            mixed ^= mixed >> np.uint32(13)
            mixed *= np.uint32(0xC2B2AE35)
            found.append((line[:size][fits] << line.dtype.type(BITS)) | (mixed >> np.uint32(32 - BITS)))
        keys = np.unique(np.concatenate(found)).astype(np.int64)
        return keys >> BITS, keys & ((1 << BITS) - 1)

    def shape(self) -> Shape:
        """The figures of the lines' shape."""
        kinds, counts = self.kinds, self.counts
        at = counts.T
        size = np.maximum(counts.sum(1) - at[CharClass.SPACE] - at[CharClass.FEED], 1)
        cjk = at[CharClass.CJK] + at[CharClass.FUNCTION]
        latin = at[CharClass.LOWER] + at[CharClass.UPPER]
        letters = np.maximum(cjk + latin + at[CharClass.LETTER], 1)
        chinese = cjk * 2 > letters

        names: list[tuple[str, tuple[int, ...]]] = []
        whole: list[npt.NDArray[np.generic]] = []

        def add(name: str, part: npt.NDArray[np.generic], *steps: int) -> None:
            """A figure for each step that a part reaches; without steps, the part as it is."""
            names.append((name, steps))
            whole.append(part)

        def share(name: str, part: Ints, of: Ints) -> None:
            add(name, part * UNIT // np.maximum(of, 1))

        def some(name: str, part: npt.NDArray[np.generic], *steps: int) -> None:
            add(f"{name} ", part, *(steps or (1,)))

        add("bias", np.ones(self.count, dtype=np.int64), 1)
        add("chinese", chinese, 1)
        add("latin", latin * 2 > letters, 1)
        add("other script", at[CharClass.LETTER] * 2 > letters, 1)
        some("size", size, 10, 16, 26, 40, 70, 120, 250)
        ends = at[CharClass.END] + at[CharClass.EXCLAIM]
        add("no end", ends == 0, 1)
        add("no end, chinese", (ends == 0) & chinese, 1)
        share("ends", ends, size)
        some("exclaims", at[CharClass.EXCLAIM], 1, 2, 4)
        add("no comma, chinese", (at[CharClass.COMMA] == 0) & chinese, 1)
        share("commas", at[CharClass.COMMA], size)
        separators = at[CharClass.SEPARATOR] + at[CharClass.UNDERSCORE] + at[CharClass.BAR]
        share("separators", separators, size)
        some("separators", separators, 1, 3, 6)
        some("underscores", at[CharClass.UNDERSCORE], 1, 2, 4)
        some("bars", at[CharClass.BAR], 1, 3)
        add("spaces, chinese", np.where(chinese, at[CharClass.SPACE] * UNIT // size, 0))
        some("spaces, chinese", np.where(chinese, at[CharClass.SPACE], 0), 1, 3, 6)
        share("digits", at[CharClass.DIGIT], size)
        some("digits", at[CharClass.DIGIT], 1, 5, 10)
        share("ornaments", at[CharClass.ORNAMENT], size)
        some("ornaments", at[CharClass.ORNAMENT], 1, 2, 4)
        share("fancy", at[CharClass.FANCY], size)
        some("fancy", at[CharClass.FANCY], 1, 3)
        some("brackets", at[CharClass.BRACKET], 1, 3)
        some("black brackets", at[CharClass.BLACK], 1, 3)
        some("quotes", at[CharClass.QUOTE], 1)
        some("title marks", at[CharClass.TITLE], 1)
        some("money", at[CharClass.MONEY], 1)
        some("percent", at[CharClass.PERCENT], 1)
        some("colons", at[CharClass.COLON], 1, 3)
        share("upper", at[CharClass.UPPER], latin)
        add("shouted", (at[CharClass.UPPER] * 2 > latin) & (latin > 8), 1)
        share("functions", at[CharClass.FUNCTION], cjk)
        add("no function", chinese & (at[CharClass.FUNCTION] == 0), 1)
        add("no function, long", chinese & (at[CharClass.FUNCTION] == 0) & (cjk > 15), 1)

        is_cjk = (kinds == CharClass.CJK) | (kinds == CharClass.FUNCTION)
        is_latin = (kinds == CharClass.LOWER) | (kinds == CharClass.UPPER)
        is_digit = kinds == CharClass.DIGIT
        for name, other in (("latin in chinese", is_latin), ("digits in chinese", is_digit)):
            edges = (is_cjk[1:] & other[:-1]) | (is_cjk[:-1] & other[1:])
            found = np.bincount(self.line[1:][edges], minlength=self.count)[: self.count]
            share(name, found, size)
            some(name, found, 1, 3)
        mixed = (is_digit[1:] & is_latin[:-1]) | (is_digit[:-1] & is_latin[1:])
        some("digits in latin", np.bincount(self.line[1:][mixed], minlength=self.count)[: self.count], 1, 3)
        scripts = (cjk > 0).astype(np.int64) + (latin > 0) + (at[CharClass.LETTER] > 0)
        some("scripts", scripts, 2, 3)
        repeated, pairs = self._repeats(kinds)
        share("repeats", repeated, pairs)
        some("repeats", whole[-1], 4, 8, 16)

        hits = {name: self._found(pattern) for name, pattern in _patterns().items()}
        for name in PATTERNS:
            some(name, hits[name], 1, 2)
        stems, promotion = hits["stems"], hits["promotion"]
        some("stems", stems, 1, 2, 3, 4, 6)
        some("stems, promotion", promotion, 1, 2, 3)
        add("stems, some promotion", (stems >= 1) & (promotion >= 1), 1)
        add("stems, two and promotion", (stems >= 2) & (promotion >= 1), 1)
        add("stems, no end", (stems >= 1) & (ends == 0), 1)
        add("stems, no end, short", (stems >= 1) & (ends == 0) & (size < 40), 1)
        add("stems, promotion without end", (promotion >= 2) & (ends == 0), 1)
        columns, parts, steps = _layout(tuple(names))
        found = np.array(whole, dtype=np.int64)[parts].T
        return Shape(np.where(steps > 0, (found >= steps) * UNIT, found), columns)

    def topics(self, shape: Shape) -> npt.NDArray[np.bool_]:
        """Whether each line names what spam sells, or hides its letters."""
        named = [(shape.figures[:, [shape.names.index(each) for each in names]] > 0).any(1) for names in TOPICS]
        return np.where(self.head == 1, named[1], named[0])

    def _found(self, pattern: re.Pattern[str]) -> Ints:
        """How often each line has a pattern."""
        places = [match.start() for match in pattern.finditer(self.text)]
        if not places:
            return np.zeros(self.count, dtype=np.int64)
        return np.bincount(self.line[places], minlength=self.count)[: self.count].astype(np.int64)

    def _repeats(self, kinds: npt.NDArray[np.uint8]) -> tuple[Ints, Ints]:
        """How many pairs of letters each line repeats, of how many."""
        letter = np.flatnonzero(((kinds >= CharClass.LOWER) & (kinds <= CharClass.DIGIT)) | (kinds == CharClass.FANCY))
        of, low = self.line[letter], self.low[letter].astype(np.int64)
        same = of[1:] == of[:-1]
        of = of[1:][same]
        pairs = np.bincount(of, minlength=self.count)[: self.count].astype(np.int64)
        keys = np.unique((of << 42) | (low[:-1][same] << 21) | low[1:][same])
        distinct = np.bincount(keys >> 42, minlength=self.count)[: self.count]
        return np.where(pairs >= 10, pairs - distinct, 0), pairs
