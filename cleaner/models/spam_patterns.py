"""Patterns of spam: contacts, offers, stems of what is sold, words of advertisements.

They are searched in folded lines (`spam_features.folded`): Simplified, half width, lower case.
"""

import re
from functools import cache

from cleaner.patterns import regex

PATTERNS = {
    "messenger": r"微信|薇信|威信|v信|扣扣|企鹅|q\s?q|\bvx|\bwx|加[vq]|weixin|wechat|telegram|whats\s?app|电报|飞机号|tg群|t\.me|\bline\s?(?:id|@)|lin\.ee|viber|wa\.me",
    "phone": r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0?\d{3,4}[ -]\d{3,4}[ -]?\d{2,4}(?!\d)|(?<!\d)\d{7,12}(?!\d)",
    "address": r"https?\W|www\.|\b[a-z0-9-]{2,30} ?[.,。] ?(?:com|net|cc|vip|xyz|top|club|info|ru|cn|app|bet|me|ly|tk|io|org|biz|link|site|online)\b",
    "handle": r"(?<!\w)@\w{3}",
    "contact": r"电话|手机|热线|联系|咨询|客服|致电|详询|\btel\b|phone|\bcall\b|contact|hubungi|\bara\b|โทร|звон|пиш",
    "bonus": r"бонус|bonus|送\d|\d送|彩金|\d ?%",
    "year": r"(?<!\d)(?:19|20)\d\d(?!\d)",
    "clock": r"(?<!\d)\d{1,2}:\d\d(?!\d)",
    "number": r"\d{5}",
    "medicine": (
        r"v\W?[i1!|l]\W?[a@]\W?g\W?r\W?[a@]|c\W?[i1!|l]\W?[a@]\W?l\W?[i1!|]\W?s\b|levitra|\bxan[a@]x|\bvalium|\bambien|phentermine|"
        r"\bmeds?\b|\bpills?\b|\brx\b|pharmac|prescription|\bdrugs?\b|\bhgh\b|weight|\bpounds\b|growth hormone|enlarge|\binches\b|erecti|viril|herbal|\bdoctor"
    ),
    "intimate": r"\bsex|\bporn|\bxxx|\bnude|\bnaked|\badult|\bhorny|\bsluts?\b|\bteens?\b|\bgirls?\b|webcam|\bescort|\beskort|\berotic|\bsingles\b|\bmilf|\bhottest",
    "betting": (
        r"casino|\bslots?\b|jackpot|\bpoker|\bbets?\b|betting|gambl|\bgacor|\bjudi\b|\btogel|maxwin|\brtp\b|\bbahis|\bbonus|\bfree ?bet|\bspin|\bdepo|\bwd\b|"
        r"казино|ставк|바카라|카지노|토토|บาคาร่า|สล็อต|เครดิต"
    ),
    "offer": r"\bfree\b|\bbuy\b|\bcheap|\bonline\b|\bsave\b|\boff(?:er)?\b|\border\b|\bnow\b|\bclick|\bonly\b|guarante|discount|\bwin\b|\bdaftar|\blink\b|\bsitus|ücretsiz|üye",
    "promises": r"\byours?\b|\byou\b|\bwant\b|\bneed\b|\bget\b",
}
"""Searched in the folded line; every alternative has bounded length, so that no line is slow."""
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
"""Stems by kind of spam, as the folded line has them, reviewed by hand.

Good lines have each of them too. What counts is how many a line has, of any kind: so what the lines
of one sender teach holds for other senders.
"""
PROMOTION = (
    "官网|官方|app|下载|登[录陆]|注册|入口|平台|客服|网址|安卓|ios|苹果版|手机版|网页版|客户端|点击|免费|优惠|联系|充值|红包|开户|在线|最新|高清|导航|会员|礼金|回复|退订|详情|热线|咨询|"
    r"加我|加微|本公司|本店|新到|版权所有|不卡|全集|大全|\bdaftar|\bsitus|\blink\b|terpercaya|\bbonus|\bdepo|\bmenang|\bgame|üye|kampanya|indirim|\bara\b|randevu|"
    "сайт|бонус|регистрац|เครดิต|ฝาก|สมัคร|가입|사이트|추천"
)
"""Words of advertisements of every kind; many good lines have some."""
_ALTERNATIVE = regex(r"(?:\\.|\[[^]]*\]|\((?:[^()]|\([^()]*\))*\)|[^|])+")
_NO_WIDTH = regex(r"^(?:\\b|\(\?<[!=][^)]*\))+")
_GROUP = regex(r"\(\?:((?:[^()]|\([^()]*\))*)\)(?![?*{])")
_FIRST = regex(r"(?:\[([^]\\^-]+)\]|([^\\\[(.^$]))(?![?*{])")


@cache
def compiled() -> dict[str, re.Pattern[str]]:
    """All patterns by the name of their feature: those of `PATTERNS`, "stems" and "promotion"."""
    every = {**PATTERNS, "stems": "|".join(STEMS.values()), "promotion": PROMOTION}
    return {name: _quick(pattern) for name, pattern in every.items()}


def _quick(pattern: str) -> re.Pattern[str]:
    """The pattern, tried only at letters that an alternative starts with: five times as fast."""
    starts = _starts(pattern)
    return re.compile(f"(?=[{re.escape(''.join(sorted(starts)))}])(?:{pattern})" if starts else pattern)


def _starts(pattern: str) -> set[str]:
    """The letters that matches of a pattern start with; none when that is unknown."""
    found: set[str] = set()
    for each in _ALTERNATIVE.findall(pattern):
        alternative = _NO_WIDTH.sub("", each)
        letters, group = _FIRST.match(alternative), _GROUP.match(alternative)
        starts = set(letters[1] or letters[2]) if letters else _starts(group[1]) if group else set()
        if not starts:
            return set()
        found |= starts
    return found
