"""Words that are evidence for spam, and words that are evidence against it."""

import re
from collections import Counter

from cleaner.models.spam_features import read
from cleaner.patterns import regex
from cleaner.rules.spam_line.script import untranslated_lines
from cleaner.rules.view import FIRST_CJK, View, once_per_view

RULE_ID = "spam-line"
MARKERS: dict[str, tuple[str, ...]] = {
    "adult": (
        "一区二区", "二区三区", "免费视频", "久久精品", "亚洲精品", "亚洲色图", "国产精品", "在线观看", "在线播放", "日韩精品", "日韩免费", "日韩欧美", "欧美日韩", "无码",
        "成人网", "成人视频", "成人影院", "色情网", "激情视频", "av在线", "三级片", "一级片", "黄色网站", "xxx videos", "porn videos", "free porn", "sex videos", "live sex",
        "sex cams", "hot girls nude", "порно онлайн", "секс видео", "порно видео",
    ),
    "escort": (
        "上门服务", "同城约", "外围女", "全套服务", "小姐服务", "品茶", "escort bayan", "eskort", "escort service", "call girls", "russian escorts", "индивидуалки", "проститутки",
    ),
    "gambling": (
        "时时彩", "百家乐", "博彩网", "博彩平台", "娱乐城", "投注平台", "彩票平台", "真人娱乐", "棋牌游戏", "六合彩", "足球投注", "北京赛车", "澳门新葡京", "老虎机", "注册送", "首存送",
        "线上娱乐", "体育投注", "彩金", "slot gacor", "situs slot", "judi online", "bandar togel", "agen slot", "slot online", "maxwin", "situs judi", "rtp slot", "slot88",
        "bonus new member", "deneme bonusu", "bahis siteleri", "canlı bahis", "kaçak bahis", "casino siteleri", "online casino", "casino bonus", "казино онлайн", "онлайн казино",
        "ставки на спорт", "игровые автоматы", "สล็อตเว็บตรง", "บาคาร่า", "แทงบอล", "เว็บสล็อต", "카지노사이트", "토토사이트", "바카라사이트",
    ),
    "invoice": ("代开发票", "开发票", "代开各", "增值税发票", "正规发票", "机打发票", "普通发票", "发票联系"),
    "pharma": (
        "viagra", "cialis", "levitra", "buy cheap pills", "no prescription", "online pharmacy", "xanax", "weight loss pills", "壮阳", "伟哥", "迷药", "催情", "виагра", "сиалис",
    ),
    "loan": ("无抵押贷款", "信用贷款", "当天放款", "身份证贷款", "贷款咨询热线", "快速放款", "no credit check", "payday loans", "bad credit loans", "быстрый займ"),
    "link farm": ("seo backlinks", "buy backlinks", "cheap jordans", "replica watches", "louis vuitton outlet", "michael kors outlet", "友情链接交换", "代写论文", "办证", "刷单", "私服"),
    "crypto": ("下载app官网", "交易所官网", "官网下载安装", "钱包下载", "欧易", "火币", "币安下载", "usdt"),
}  # fmt: skip
"""Reviewed phrases of advertising pages and messages, by kind of spam, without words of news, law
or medicine."""
HINTS = tuple(
    "viagra v1agra cialis levitra xanax valium ambien phentermine meds pills pharmac prescription drugs hgh enlarge erecti herbal weight inches "
    "sex porn xxx nude naked adult horny teens webcam escort eskort erotic singles casino slots slot jackpot poker betting gambl gacor judi togel maxwin bahis "
    "bonus spin depo казино ставк whatsapp telegram wechat t.me sweepstake lottery impoten hormone penis prize deposit menang".split()
)
"""Words that make a line in plain Latin or Cyrillic letters worth a score; they are not evidence by
themselves."""
_KINDS = tuple((phrase, kind) for kind, phrases in MARKERS.items() for phrase in phrases)
LITERALS = [*(phrase for phrase, _ in _KINDS), *HINTS]
"""The strings in the literal index."""
LEAD = regex(r"您可能还对以下资源感兴趣|您可能還對以下資源感興趣|主站蜘蛛池模板")
"""Introductions that spam kits write above injected links."""
REPORTS = regex(
    r"危害|打击|打擊|举报|舉報|違法|违法|警方|防范|防範|查处|整治|\b(?:keywords?|tags?|topics?)\s*:|\b(?:drugs?|addiction|regulation|regulators?|police|arrest\w*|court|crackdown|illegal|warn\w*|lawsuit|charged|raid\w*|fined|fraud|scam\w*)\b|"
    r"\b(?:polisi|ditangkap|berantas|ilegal|polis|tutukland\w*|operasyon\w*)\b|полици|суд\b|мошенн|штраф",
    re.IGNORECASE,
)
"""Words of texts about spam."""
CODE = regex(
    r"""["']\s*[,\])}:=]|[\[({,:=]\s*[a-z]?["']|\\[a-zA-Z(]|\(\?|⟦|^\s*[a-z]?"|"\s*$|^\s*(?:[a-z]{2}|hit|miss|note|term|word|label)\s*:\s"""
)
"""Signs of word lists in programs and data files, which are also about spam."""
EXPLAINS = regex(r"怎么|怎樣|怎样|如何|什么|什麼|哪些|区别|區別|步骤|步驟|应该|應該|为什么|需要|人次|指南")
"""Words of titles that explain apps, coins, loans or invoices, and rarely sell them."""
SITE = regex(
    r"版权所有|版權所有|copyright|©|all rights reserved|备案|備案|技术支持|首页|首頁|关于我们|關於我們|联系我们|聯繫我們|网站(?:地图|导航|声明)|友情链接|免责声明|法律声明|"
    r"欢迎(?:光临|访问|来到)|意见反馈|返回顶部|服务(?:条款|协议)|隐私(?:政策|声明)|人才招聘|诚聘英才",
    re.IGNORECASE,
)
"""Words of menus, greetings and copyright lines: such a line without a word of spam is left to
`boilerplate-line`."""


def hinted_lines(view: View) -> set[int]:
    """Numbers of the lines that contain a marker or a hint outside untranslated text."""
    return {number for number, _ in _matches(view)}


def marked_lines(view: View) -> dict[int, Counter[str]]:
    """How many markers of each kind each line contains; lines without any are not included."""
    found: dict[int, Counter[str]] = {}
    for number, kind in _matches(view):
        if kind is not None:
            found.setdefault(number, Counter())[kind] += 1
    return found


@once_per_view
def _matches(view: View) -> list[tuple[int, str | None]]:
    """The line and kind of each literal, overlapping markers once; None for a hint."""
    text = view.lowered
    found: list[tuple[int, str | None]] = []
    reach = 0
    for start, end, literal in view.matches(RULE_ID):
        number = view.line_number(start)
        if ord(text[start]) >= FIRST_CJK and number in untranslated_lines(view):
            continue
        is_whole = not (_joins(text, start) or _joins(text, end))
        if literal < len(_KINDS) and is_whole and start >= reach:
            reach = end
            found.append((number, _KINDS[literal][1]))
        else:
            found.append((number, None))
    return found


def _joins(text: str, at: int) -> bool:
    """Whether a position is inside a word in Latin letters."""
    return 0 < at < len(text) and _latin(text[at - 1]) and _latin(text[at])


def _latin(char: str) -> bool:
    return char.isalpha() and char < "\u0250"


def is_about_spam(line: str) -> bool:
    """Whether a line seems to be about spam."""
    part = read(line)
    return REPORTS.search(part) is not None or CODE.search(part) is not None
