"""Watermarks that sites put between the lines of a novel: where to read it, that it was stolen, who
mirrors it.

`of_watermark` is true only for a line that is nothing but a watermark. Such a line must name, in
any order, the work ("this chapter", "本章"), a request to the reader ("visit", "read on", "report
it", "请记住"), and a place: a domain, plain or disguised, or a platform. A domain in styled letters of
several alphabets needs no words: only those who hide from filters write so. A sentence of a novel
that mentions a site, a theft or a chapter lacks one of these, or says more.
"""

import re
import unicodedata

from cleaner.patterns import regex

MAX_WATERMARK = 240
"""Code points of the longest watermark: two sentences; longer lines have other content."""
WHAT = "watermark"
"""The kind of such a line in phrase tables and messages."""

MAX_WORDS = 16
"""Words around a disguised domain: a line with more has other content."""
BRACKETED = regex(r"[\[({<]\s?(?:\.|dot)\s?[\])}>]|\sdot\s", re.IGNORECASE)
"""A disguised dot."""
LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТХаеорсухіѕјԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν૦௦౦೦൦๐໐၀օ০०٥۵ᴀᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢøłƚ⁄∕／丶⸳․。",
    "ABEKMHOPCTXaeopcyxisjdqwABEZHIKMNOPTYXoavoooooooooooooacdeghijklmnoprstuvwyzoll///....",
)
"""Letters of other alphabets, digits and marks that look like Latin ones in a disguised name."""
STYLED = regex("[\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f130-\U0001f189\uff21-\uff3a\uff41-\uff5aᴀᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ]")
"""Letters in bold, script, circles, squares, full width or small capitals."""
TOP_LEVEL = (
    r"(?:com|net|org|info|io|co|cc|me|xyz|top|vip|club|site|online|app|tv|to|us|in|ru|cn|la|pro|biz|live|space|website|fun|one|link)"
)
DOT = r"(?:\s?[.·•・]\s?|\s?[\[({<]\s?(?:\.|dot)\s?[\])}>]\s?|\s+dot\s+)"
DOMAIN = regex(
    rf"(?<![\w@.])(?:https?\W{{1,4}})?(?:www{DOT})?[a-z0-9][a-z0-9-]{{1,40}}(?:{DOT}[a-z0-9-]{{1,30}}){{0,2}}{DOT}{TOP_LEVEL}\b(?!\w)(?:/\S*)?",
    re.IGNORECASE,
)
"""A domain with dots that are plain, in brackets or spelled out; matched in a text from `plain`."""
HIDDEN = regex(r"[a-z0-9-]{2,}(?:[/\\|*_~^][a-z0-9-]{1,12}){1,6}[/\\]?\s?(?:[\[({<]\s?(?:\.|dot)\s?[\])}>])\s?c[o0]m\b", re.IGNORECASE)
"""A domain cut by signs, with its last dot in brackets: "li/ght/novel[.]com"."""

WORK = regex(
    r"\b(?:this|the|these|my|our|original|such|your)\b(?:\W+\w+){0,2}?\W+(?:chapters?|novels?|stor(?:y|ies)|tales?|narratives?|books?|content|text|works?|fictions?|authors?|creators?)\b",
    re.IGNORECASE,
)
"""The work, in a notice of theft."""
NOVEL = regex(
    r"\b(?:chapters?|novels?|manga|reading\s+experience)\b|\bthis\s+(?:content|text)\s+(?:is|was)\s+(?:taken|stolen|copied|from)\b",
    re.IGNORECASE,
)
"""The work, with a disguised domain: security reports disguise domains as well, but of sites and
files."""
CALL = regex(
    r"\b(?:visit|read|find|follow|go\s+to|search|check\s+out|bookmark|click)\b|"
    r"\b(?:is|are|was|were|been|be)\s+(?:\w+\s+)?(?:taken|updated|published|posted|hosted|uploaded|translated|sourced|brought|copied|released)\b|"
    r"\b(?:updated?|published|posted|uploaded|translated|sourced?|content|chapters?|novels?)\s+(?:by|from|on|at|of)\b",
    re.IGNORECASE,
)
OTHER_WORDS = regex(
    r"\b(?:said|says|asked|told|replied|he|she|his|her|him|they|my|i|we|mr|mrs|police|court|minister|company|lawyers?|announced|reported)\b",
    re.IGNORECASE,
)
"""Words of novels and news that no watermark needs."""
QUOTES = tuple("\"“'‘«「『„")
THEFT = regex(
    r"\b(?:stolen|pilfered|purloined|pirated|misappropriated|plagiari[sz]ed|(?:illicitly|unlawfully|illegally|unauthori[sz]ed)\b|(?:taken|lifted|obtained|used|appropriated|published|posted|reproduced|copied)\s+without|"
    r"without\s+(?:(?:the\s+)?(?:author|creator|writer)(?:'s|’s)?\s+)?(?:permission|consent|approval|authori[sz]ation)|theft|not\s+rightfully|not\s+meant\s+to\s+be\s+on|infringement|"
    r"(?:different|another|other|original|official|genuine|preferred)\s+(?:site|website|platform|version|source)|originally\s+(?:published|posted|hosted|from)|gets?\s+(?:the\s+)?(?:credit|support))\b",
    re.IGNORECASE,
)
PLEA = regex(
    r"\b(?:please\s+)?report\s+(?:it|this|them|any|the\s+(?:violation|infringement|theft|incident|site|author)|sightings?|to)\b|\bplease\s+report\b|\breport\s*[.;!]?\s*$|"
    r"\b(?:support|help)\s+(?:the\s+|your\s+|original\s+|creative\s+|favou?rite\s+){0,2}(?:authors?|creators?|writers?|translators?)\b|"
    r"\b(?:read|find|seek(?:\s+out)?|look\s+for|check\s+out|check\s+it\s+out|follow)\s+(?:it|this|the|and)?\s*(?:(?:\w+\s+){0,3})(?:there|on|at|original|official)\b|"
    r"\b(?:unauthori[sz]ed|any)\s+(?:use|usage|reproduction|duplication|appearances?|copying)\b",
    re.IGNORECASE,
)
PLATFORM = regex(
    r"\b(?:amazon|royal\s?road|webnovel|wattpad|scribble\s?hub|wuxiaworld|patreon|qidian|novelupdates|kindle|the\s+(?:original|official|author(?:'s|’s)\s+preferred)\s+(?:site|website|source|platform|version)|"
    r"(?:different|another)\s+(?:site|website|platform))\b",
    re.IGNORECASE,
)
FILLER = r"(?:(?:the|this|these|all|more|other|your|our|favou?rite|latest|newest|next|new|free|full|rest|of|authori[sz]ed|light|web|current|best|great|most|up-to-date|unlimited|and|novel|manga)\s)"
"""Words that a mirror puts between a verb and "chapters"."""
GOODS = r"(?:chapters?|novels?|manga)"
AD = regex(
    rf"""
      (?:please\s)?(?:visit|go\sto|check(?:\sout)?|follow|search|bookmark)\s(?:us\s(?:at|on)\s)?\0\s(?:for|to)\s(?:\S+\s){{0,6}}(?:{GOODS}|reading\sexperience)(?:\s\S+){{0,3}}
    | (?:you\scan\s)?(?:read|find|follow|get|enjoy)\s{FILLER}{{0,5}}{GOODS}\s(?:for\sfree\s|only\s|first\s)?(?:at|on|in|from)\s\0(?:\s\S+){{0,2}}
    | (?:this\schapter\s(?:is|was)|{FILLER}{{0,4}}(?:chapters|novels)\sare)\s(?:first\s|originally\s)?(?:taken|updated|published|posted|hosted|uploaded|released|translated|sourced|brought\sto\syou)\s(?:by|on|at|from)\s\0(?:\s\S+){{0,2}}
    | this\scontent\s(?:is|was|has\sbeen)\s(?:taken|stolen|copied)\sfrom\s\0
    | (?:chapter\supdated?\s(?:from|by|at|on)|updated?\sfrom|new\schapters?\s(?:at|on))\s\0
    | (?:the\s)?(?:original\s)?source\sof\sthis\s(?:content|chapter|novel)\s(?:is|:)\s\0
    | read(?:ing)?\s(?:more\s)?(?:at|on|only\sat|only\son)\s\0(?:\sonly)?
    | find\sauthori[sz]ed\snovels?\sin\s\w+\W{{1,3}}faster\supdates?\W{{1,3}}better\sexperience\W{{1,3}}please\sclick\s\0\sfor\svisiting
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Advertisements of novel mirrors; the domain is a NUL."""
HINTS = regex(
    r"""
      if\syou\sfind\sany\serrors?\s?(?:\(.{0,120}\)\W*)?(?:please\s)?(?:let\sus\sknow|report).{0,100}chapter.{0,80}
    | (?:tip|hint)s?\W+you\scan\suse\s(?:the\s)?left\W.{0,60}keyboard\skeys.{0,80}
    | (?:report\schapter|chapter\sreport|bookmark\sthis\schapter|add\sto\s(?:my\s)?library|report\serror\sin\schapter)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Hints of reading software."""
CHINESE = regex(
    r"""
      (?:手机|手機|电脑|電腦)?(?:用户|用戶|读者|讀者|看书|看書|阅读|閱讀)?(?:请|請)?(?:到|浏览|瀏覽|访问|訪問|登录|登錄|登陆|登陸|直接访问|移步)\s*[:：]?\s*(?:m\.|www\.|wap\.|ｗ).{3,60}
    | .{0,30}(?:最新|全文|精彩|更多|后续|後續|完整|无错|無錯)\S{0,6}(?:章节|章節|内容|內容|小说|小說|更新)[^。]{0,12}(?:请|請|尽在|盡在|就在|首发|首發|上|到)\S{0,6}\s*.{0,12}(?:\.(?:com|net|cc|org|la|info|cn)|小说网|小說網|文学网|文學網|中文网|中文網|书网|書網|阅读网|閱讀網|书屋|書屋|书吧|書吧|笔趣阁|筆趣閣).{0,20}
    | (?:天才)?(?:一秒|1秒|秒|请|請|务必|務必)?(?:钟|鐘)?(?:记住|記住|收藏|牢记)\s*(?:本站|本书首发|本書首發|本书|本書|我们|网站|網站|【[^】]{1,20}】)?\S{0,14}(?:域名|网址|網址|地址|首发|首發|【|[:：(（]|www\.|m\.).{0,60}
    | .{0,30}(?:无弹窗|無彈窗|免费阅读|免費閱讀|全文阅读|全文閱讀|txt下载|txt下載|手打|更新最快|更新速度|首发域名|首發域名|无广告|無廣告)[^。！？]{0,60}(?:网|網|阁|閣|站|屋|吧|楼|樓|[a-z0-9-]\.(?:com|net|cc|org|la|info))[^。]{0,16}
    | (?:本章|这章|這章|本章节)(?:未完|没有结束|沒有結束|还没完|還沒完|内容)\S{0,16}(?:点击|點擊|翻|下一页|下一頁|下页|刷新|继续阅读|繼續閱讀).{0,30}
    | (?:小主|亲|親|亲爱的)?\S{0,6}(?:这个章节|本章|这章)(?:后面|後面|还有|還有).{0,12}(?:点击|點擊)下一(?:页|頁).{0,30}
    | (?:喜欢|喜歡).{1,40}(?:请|請)(?:大家)?收藏\s*[:：]?.{3,80}
    | (?:本书|本書|本小说|本文|本章|小说|小說)(?:首发|首發|来自|來自|由|最快更新|最新更新)\S{0,6}\s*.{0,24}(?:\.(?:com|net|cc|org|la)|小说网|小說網|文学网|文學網|中文网|中文網|书网|書網|书屋|書屋|首发|首發|整理|提供).{0,16}
    | (?:温馨提示|溫馨提示|提示)[:：]\s*(?:方向键|方向鍵|按|←|左右).{0,50}(?:翻页|翻頁|上一页|下一页|目录|目錄|快捷键).{0,40}
    | (?:章节|章節)(?:错误|錯誤)\S{0,4}(?:点此|點此|举报|舉報|报错|報錯).{0,40}
    | (?:如果|若)(?:发现|發現|您发现)?\S{0,10}(?:章节|章節|内容|內容)(?:错误|錯誤|有误|缺失)\S{0,20}(?:举报|舉報|联系|聯繫|反馈|反饋|报错).{0,40}
    """,
    re.VERBOSE | re.IGNORECASE,
)
MAX_CHINESE_SENTENCES = 2
CHINESE_STOPS = regex(r"[。！？!?]")
GENRES = frozenset(
    """
    玄幻 奇幻 武侠 仙侠 修真 都市 言情 历史 军事 游戏 网游 科幻 灵异 悬疑 同人 女生 耽美 穿越 竞技 体育 现代 校园 青春 其他 其它 完本 全本 玄幻小说 奇幻小说 武侠小说 仙侠小说 修真小说 都市小说
    言情小说 历史小说 军事小说 游戏小说 网游小说 科幻小说 灵异小说 悬疑小说 同人小说 女生小说 耽美小说 穿越小说 竞技小说 玄幻奇幻 武侠修真 都市言情 历史军事 科幻灵异 网游竞技 恐怖灵异 玄幻魔法 历史穿越 排行榜
    奇幻玄幻 武俠 仙俠 歷史 軍事 遊戲 網遊 靈異 懸疑 競技 體育 武俠小說 仙俠小說 玄幻小說 都市小說 言情小說 歷史小說 排行 首页 首頁 书库 書庫 全本小说 我的书架 我的書架 阅读记录 閱讀記錄 临时书架
    action adult adventure comedy cultivation drama eastern ecchi fanfiction fantasy game gender bender harem historical history horror isekai josei lgbt+ litrpg magic martial arts mature mecha
    military modern life mystery psychological reincarnation romance school sci-fi seinen shoujo shounen shoujo-ai shounen-ai slice of life smut sports supernatural system tragedy urban wuxia xianxia
    xuanhuan yaoi yuri war video games realistic contemporary thriller
    """.split()
)
TELLING = frozenset(
    "wuxia xianxia xuanhuan harem isekai josei seinen shounen shoujo ecchi litrpg mecha smut yaoi yuri 玄幻 修真 仙侠 仙俠 网游 網遊 耽美 玄幻小说 玄幻小說 修真小说 玄幻奇幻 武侠修真 玄幻魔法".split()
)
"""Genres that occur only in lists of novels."""
MIN_GENRES = 3
GENRE_PARTS = regex(r"[\s,，、/|·;；:：]+")
STEMS = (
    "chapter", "novel", "manga", "reading experience", "amazon", "royal road", "royalroad", "webnovel", "wattpad", "scribble hub", "scribblehub", "wuxiaworld", "patreon", "qidian", "kindle",
    "original site", "official site", "original website", "official website", "original source", "official source", "original version", "official version", "original platform", "official platform",
    "preferred site", "preferred platform", "preferred website", "different site", "another site", "different website", "another website", "different platform", "another platform", "keyboard keys",
    "find any error", "to library", "to my library", "this content", "this text", "章节", "章節", "手机用户", "手机用戶", "浏览m.", "浏览：", "访问：", "访问m.", "www.", "记住", "記住", "收藏", "弹窗", "彈窗",
    "免费阅读", "免費閱讀", "全文阅读", "全文閱讀", "首发", "首發", "本章", "这章", "這章", "手打", "小说网", "小說網", "文学网", "中文网", "书屋", "書屋", "翻页", "翻頁", "玄幻", "修真", "仙侠", "仙俠", "网游", "網遊", "耽美",
    "xianxia", "xuanhuan", "wuxia", "harem", "isekai", "josei", "seinen", "shounen", "shoujo", "litrpg", "mecha", "yaoi", "yuri", "ecchi", "smut",
)  # fmt: skip
"""Every watermark in plain letters contains one of these; in lower case, for the literal index."""


def plain(line: str) -> str:
    """A line with Latin letters for compatibility forms and look-alikes, for comparison."""
    return line if line.isascii() else unicodedata.normalize("NFKC", line).translate(LOOKALIKES)


def is_disguised(line: str) -> bool:
    """Whether a line is nothing but a domain in styled letters of several alphabets."""
    stripped = line.strip()
    if len(stripped) > MAX_WATERMARK or not STYLED.search(stripped):
        return False
    bare = plain(stripped).strip(" \t()[]【】<>《》~-–—*•·!.")
    return (
        DOMAIN.fullmatch(bare) is not None
        and not stripped.isascii()
        and any(char.isalpha() and not STYLED.match(char) for char in stripped)
    )


def of_watermark(line: str) -> bool:
    """Whether a line is only a watermark, a notice of theft, a list of genres or a key hint."""
    stripped = line.strip()
    if not 0 < len(stripped) <= MAX_WATERMARK or stripped.startswith(QUOTES):
        return False
    if is_disguised(stripped):
        return True
    bare = plain(stripped).strip(" \t()（）[]【】<>《》~*•·-–—")
    return _is_genres(bare) or (_is_chinese(bare) if any("\u4e00" <= char <= "\u9fff" for char in bare) else _is_english(bare))


def _is_english(line: str) -> bool:
    line = " ".join(line.split())
    if HINTS.fullmatch(line.rstrip(" .!…")):
        return True
    if OTHER_WORDS.search(line):
        return False
    hidden = HIDDEN.search(line)
    place = hidden or DOMAIN.search(line)
    if place is None:
        return all(each.search(line) for each in (WORK, THEFT, PLEA, PLATFORM))
    if AD.fullmatch(f"{line[: place.start()]}\0{line[place.end() :]}".rstrip(" .!…")):
        return True
    if hidden is None and BRACKETED.search(place[0]) is None:
        return False
    rest = f"{line[: place.start()]} {line[place.end() :]}"
    return len(rest.split()) <= MAX_WORDS and NOVEL.search(rest) is not None and CALL.search(rest) is not None


def _is_chinese(line: str) -> bool:
    return CHINESE.fullmatch(line.rstrip(" 。.!！~…")) is not None and len(CHINESE_STOPS.findall(line)) <= MAX_CHINESE_SENTENCES


def _is_genres(line: str) -> bool:
    parts = [part for part in GENRE_PARTS.split(line.lower()) if part]
    if parts and parts[0] in ("genre", "genres", "tags", "tag", "类型", "分类", "分類"):
        parts = parts[1:]
    return len(parts) >= MIN_GENRES and any(part in TELLING for part in parts) and all(part in GENRES for part in parts)
