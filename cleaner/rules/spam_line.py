"""A line injected to sell or to be indexed: an adult list above a hijacked page, a casino's keywords, "invoices issued, WeChat …".

Why: it has nothing to do with the text, and what reads the text later takes it for content.
How: independent signals, of which two are needed, a marker phrase of a kind of spam among them: marker phrases; a list of scraps
between separators, without a sentence; a script that is not the document's; a place among the first or last three lines;
a contact ("QQ 12345678", a bare address); scraps that repeat. Without a marker the line is only proposed, and only where script,
list and place agree.
Left alone: sentences about such things (law, medicine, headlines on crackdowns), lists of tags, casts or products.
Source: hijacked pages: 51 of 66 injected lines stand in the first or last three lines, the injected text is of another script or
variant than the body, sentence marks are missing, and 15 % of its character pairs repeat, against 0 to 4 % elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from cleaner.annotation import Kind, Safety, Severity
from cleaner.languages.identify import CJK
from cleaner.rule import Case, Found, Rule
from cleaner.rules._lines import Judge, Judgement, remove
from cleaner.rules.view import CJK_FROM, View

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
"""A small reviewed list of stems that pages and messages sell with. Words that news, law or medicine use are not in it."""
SENTENCE = re.compile(r"[.!?。！？…](?:\s|$|[\"”’」])|[，,](?=.*[。.])")
SEPARATORS = re.compile(r"[_|,，、·•丨/\\►▶★☆◆【】\[\]#＃《》<>-]+|\s+")
CONTACT = re.compile(
    r"(?:qq|微信|薇信|v信|加v|vx|wechat|telegram|whatsapp|电话|手机|热线|联系)\W{0,3}[:：]?\s*[\w@+-]{5,}|\b1[3-9]\d{9}\b|"
    r"(?:https?://|www\.)[!-~]+|\b[a-z0-9-]{3,30}\.(?:com|net|cc|vip|xyz|top|club|info|ru|cn|app|bet)\b",
    re.IGNORECASE,
)
COUNTER = re.compile(
    r"危害|打击|打擊|举报|舉報|违法|違法|警方|防范|防範|查处|整治|\b(?:keywords?|tags?|topics?)\s*:|\b(?:drugs?|addiction|regulation)\b",
    re.IGNORECASE,
)
"""Words of those who write about spam, not of those who send it."""
EDGE = 3
SHORTEST = 8
LONGEST = 4000
SCRAP = 14
"""Code points of the longest average scrap of a list."""
FEWEST_PAIRS = 10
REPEATED = 0.12
SIGNALS_NEEDED = 2


def by_signals(view: View) -> dict[int, Judgement]:
    """Lines for which at least two independent signals speak."""
    marked = _markers(view)
    foreign = _foreign_lines(view)
    judged: dict[int, Judgement] = {}
    if not marked and not foreign:
        return judged
    content = [number for number, (start, end) in enumerate(view.spans) if end > start]
    edges = {*content[:EDGE], *content[-EDGE:]} if len(content) > 2 * EDGE else set(content[:1] + content[-1:])
    for number in sorted(marked.keys() | foreign):
        start, end = view.spans[number]
        if not SHORTEST <= end - start <= LONGEST:
            continue
        line = view.text[start:end]
        signals = _signals(line, number in foreign, number in edges and len(content) > 1)
        kinds = marked.get(number, Counter())
        evidence: dict[str, object] = {"signals": signals}
        if kinds:
            kind = kinds.most_common(1)[0][0]
            evidence["kind"] = kind
            strength = len(signals) + min(2, sum(kinds.values()))
            telling = [signal for signal in signals if signal != "edge"]
            if (not telling and sum(kinds.values()) < 2) or (_is_sentence(line) and "contact" not in signals):
                continue
            if strength >= SIGNALS_NEEDED + (0 if telling else 1):
                certain = COUNTER.search(line) is None
                judged[number] = Judgement(f"{kind} spam", min(0.99, 0.8 + 0.05 * strength) if certain else 0.5, certain, evidence)
        elif {"list", "script", "edge"} <= set(signals):
            certain = "repetition" in signals and COUNTER.search(line) is None
            judged[number] = Judgement("list of keywords", 0.9 if certain else 0.6, certain, evidence)
    return judged


JUDGES: tuple[Judge, ...] = (by_signals,)
"""Who says which lines are spam; a learned score is one more of them."""


def find(view: View) -> Iterator[Found]:
    judged: dict[int, Judgement] = {}
    for judge in JUDGES:
        judged.update(judge(view))
    if not judged:
        return
    yield from remove(view, judged, "this line is {what}, injected into the page")


MARKER_KINDS = tuple((phrase, kind) for kind, phrases in MARKERS.items() for phrase in phrases)


def _markers(view: View) -> dict[int, Counter[str]]:
    text = view.lowered
    found: dict[int, Counter[str]] = {}
    reach = 0
    for start, end, number in view.hits(RULE.id):
        if (start and _latin(text[start - 1]) and _latin(text[start])) or (end < len(text) and _latin(text[end - 1]) and _latin(text[end])):
            continue
        if start >= reach:
            reach = end
            found.setdefault(view.line_number(start), Counter())[MARKER_KINDS[number][1]] += 1
    return found


def _latin(char: str) -> bool:
    return char.isalpha() and char < "\u0250"


def _foreign_lines(view: View) -> set[int]:
    """Lines mostly in a CJK script in a text that is not."""
    if view.target is None or any(script in CJK for script in view.target.scripts) or view.highest < CJK_FROM:
        return set()
    sizes = view.cjk_letters
    return {number for number, size in sizes.items() if size * 2 > view.spans[number][1] - view.spans[number][0]}


def _is_sentence(line: str) -> bool:
    return SENTENCE.search(line) is not None


def _signals(line: str, foreign: bool, edge: bool) -> list[str]:
    signals = []
    scraps = [scrap for scrap in SEPARATORS.split(line) if scrap]
    if len(scraps) >= (3 if "_" in line else 4) and len(line) <= SCRAP * len(scraps) and not _is_sentence(line):
        signals.append("list")
    if foreign:
        signals.append("script")
    if edge:
        signals.append("edge")
    if CONTACT.search(line):
        signals.append("contact")
    if _repetition(line) >= REPEATED:
        signals.append("repetition")
    return signals


def _repetition(line: str) -> float:
    """Share of the character pairs of a line that stood in it before."""
    letters = [char for char in line if char.isalnum()]
    pairs = list(pairwise(letters))
    if len(pairs) < FEWEST_PAIRS or all(char.isascii() for char in letters):
        return 0.0
    return 1 - len(set(pairs)) / len(pairs)


_STORY = "The police of three provinces solved more than two hundred cases, the ministry said on Wednesday."
RULE: Rule[View] = Rule(
    "spam-line",
    Kind.SPAM,
    find,
    safety=Safety.SAFE,
    severity=Severity.CRITICAL,
    confidence=0.95,
    whole_lines=True,
    literals=lambda: [phrase for phrase, _ in MARKER_KINDS],
    cases=(
        f"⟦日韩精品久久一区二区三区_亚洲色图p_亚洲综合在线最大成人_国产中出在线观看_日韩免费_亚洲综合在线一区\n\n|⟧{_STORY}",
        f"{_STORY}\n⟦slot gacor | situs judi online | rtp slot hari ini | agen slot maxwin|⟧",
        "公安部公布打击跨境赌博十大典型案例",
        Case("公安机关捣毁一个组织卖淫、开设赌场的犯罪团伙，查获百家乐赌台三张。", target="zh"),
        Case("治疗阳痿的药物有多种，须遵医嘱。", target="zh"),
        f"《红楼梦》 | 主演 | 欧阳奋强 | 陈晓旭 | 邓婕\n{_STORY}".replace("《红楼梦》", "Cast"),
        f"Online casino operators were fined, the regulator said on Monday.\n{_STORY}",
        f"{_STORY}\n⟦天天彩票_天天彩票官网_天天彩票下载|⟧",
        f"⟦~Keywords: online casino, payday loans, gambling, addiction, regulation⟧\n{_STORY}".replace("⟦~", "⟦").replace("⟧", "~⟧"),
        f"Tags: China, telecom fraud, Myanmar, police, crackdown\n{_STORY}",
    ),
)
