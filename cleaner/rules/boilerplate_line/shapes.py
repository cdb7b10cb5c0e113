"""Boilerplate lines known by their shape: breadcrumbs, rows of buttons, language switches, pagers,
shortcodes.

`of_shape` reads a single line. In a row, every word belongs to a phrase of the tables. A breadcrumb
has arrows and starts with a front page or ends with "text". A shortcode has brackets and a name. A
line that could also be a heading, a menu path of a program or a list of languages is not certain.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from cleaner.languages import phrases
from cleaner.patterns import regex
from cleaner.rules.boilerplate_line.doubts import SENTENCE_END

MAX_SHAPE = 160
"""Code points of the longest line of a shape."""
MENU = 3
"""Entries of a row of menu entries: two are a phrase of any text."""
PAIR = 2
TOOLS = frozenset("account app comment feedback newsletter pagination print share social subscribe top follow player".split())
"""Kinds whose words are buttons; names of sections and languages also have other uses."""
COLON = regex(r"[:：]")
DIGIT = regex(r"\d")
NO_ROW = regex(r"[,，、;；?？!！={}\"“”_$@\\`#<]|\.\w|\.\s|//|--|\|\||^\s*[-*+]\s|^\|.*\|$|/\w+/$|(?<![a-z])\(\)|\d{4}|\d月")
"""Signs of prose, lists, code, tables and dates, which rows of buttons do not have."""
LOWER_START = regex(r"[\W\d_]*[a-z]")
BARS = regex(r"\s\|\s|[｜【\[]")
GAP = regex(r"[|｜\[\]【】()（）/>»·•‹›←→]|\s{2,}|:\s|：")
"""Signs or a gap between the words of a row: they are not one phrase."""
GLUE = regex(r"(?<=[a-zà-ÿ)\]])(?=[A-ZÀ-Þ])|(?<=[A-Za-zà-ÿ])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[A-Za-z])")
"""Where two entries were joined when the markup was removed: "EditionASIA", "中文Français"."""
GLUED = regex(r"[a-zà-ÿ)\]][A-ZÀ-Þ]|[A-Za-zà-ÿ][\u4e00-\u9fff]|[\u4e00-\u9fff][A-Za-z]")
"""Whether there is such a place, found several times faster."""
UNITS = {
    "print": ("a", "aa", "aaa", "large", "medium", "small", "larger", "smaller", "normal", "adjust font size", "font", "text size", "font size", "print edition", "t大", "t小", "特大", "超大", "标准", "默认",
              "大中小", "字体大小", "字号大小", "大", "中", "小", "打印本页", "打印文章", "打印页面", "关闭窗口", "关闭本页", "关闭页面", "列印", "缩小", "放大", "双击滚屏", "收藏", "收藏本页", "收藏此页"),
    "comment": ("comment s", "comments s", "s", "add comment"),
    "share": ("e mail", "wechat", "weibo", "分享到微信", "分享到微博", "分享到qq空间", "分享到朋友圈", "qq空间", "朋友圈", "微信", "微博", "bookmark and share"),
    "pagination": ("previous chapter", "prev chapter", "next chapter", "chapter list", "chapter index", "table of contents", "index", "上一章", "下一章", "章节目录", "章節目錄", "目录", "目錄", "返回目录", "返回目錄",
                   "返回书页", "加入书签", "加入書籤", "书签", "上一版", "下一版", "版", "本版导航", "各版导航", "标题导航", "视觉导航", "上一期", "下一期", "上一篇", "下一篇", "prev", "fast reverse", "fast forward"),
    "language": ("global edition", "us edition", "china edition", "us", "europe", "africa", "asia", "hk edition", "usa", "asia pacific", "fran ais", "中文雙語français", "双语", "雙語", "中文双语", "中文雙語",
                 "russian", "japanese", "korean", "arabic", "french", "german", "spanish", "portuguese", "chinese", "language", "select language", "simplified chinese", "traditional chinese"),
    "player": ("video player", "close", "current time", "duration", "remaining time", "mute", "unmute", "fullscreen", "play", "pause", "loaded", "progress", "stream type live", "playback rate", "chapters"),
}  # fmt: skip
"""Entries of rows that are too common to mean anything alone."""
TOKENS = frozenset("a 大 中 小 s us usa play index chapters close normal progress duration font language 版".split())
"""Units that do not count as entries of a row."""

ARROW = regex(r"\s*(?:>{1,3}|＞{1,3}|»|›|→|&gt;)\s*")
ARROW_SIGN = regex("[>＞»›→]|&gt;")
SLASH = regex(r"\s+/\s+")
DASH = regex(r"\s*(?:>{1,3}|＞{1,3}|»|›|→|&gt;|\s[-–—/|]\s)\s*")
ANNOUNCED = regex(
    r"\W*(?:(?P<firm>you\s+are\s+here|(?:您|你)?(?:现在|現在|当前|當前|目前)?(?:所在|所处)?的?位置(?:是)?|(?:您|你)(?:现在|現在)?(?:所在|所处)的?(?:位置)?(?:是)?|vous\s+êtes\s+ici|sie\s+sind\s+hier|(?:usted\s+)?est[áa]s?\s+(?:usted\s+)?aqu[íi]|"
    r"вы\s+(?:здесь|находитесь)|ви\s+тут|jesteś\s+tutaj|u\s+bent\s+hier|você\s+está\s+(?:aqui|em)|sei\s+(?:qui|in)|現在地|현재\s*위치|bạn\s+đang\s+ở|buradasınız)\s*(?:[:：]|$|(?=\s*[>»›]))\s*|"
    r"(?P<loose>(?:your\s+)?(?:current\s+)?(?:location|position|page)|path|ort)\s*[:：]\s*)",
    re.IGNORECASE,
)
PATH = regex(r"[>＞»›→:：]|&gt;| / |位置|所在|现在地|現在地|[Hh]ere$|ici$|hier$")
"""Every breadcrumb has one of these."""
FRONT = frozenset(
    """
    home|homepage|home page|front page|startseite|accueil|inicio|portada|início|página inicial|principal|главная|главная страница|головна|strona główna|start|forside|hem|hjem|etusivu|αρχική|αρχική σελίδα|
    首页|首頁|主页|主頁|网站首页|網站首頁|本站首页|トップ|トップページ|ホーム|홈|메인|trang chủ|beranda|anasayfa|ana sayfa|الرئيسية|الصفحة الرئيسية|صفحه نخست|صفحه اصلی|หน้าแรก|होम|home news|domov|domů|főoldal|acasă
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""Names of a site's front page in breadcrumbs."""
LAST = frozenset(
    "正文|内容|正文内容|详细内容|新闻详情|详情|文章内容|浏览文章|阅读正文|信息详情|详细页|text|content|main text|full text|contents|article|details".split(
        "|"
    )
)
"""Names of the page itself at the end of breadcrumbs."""
SITE_NAME = regex(r".*(?:网|網|首页|首頁|频道|頻道|中心|在线|日报|晚报|新闻)$")
MAX_CRUMB = 40
MAX_CRUMB_WORDS = 6
CRUMB_STOPS = regex(r"[.!?。！？,，;；=(){}\"“]|\d{3}")

SHORTCODE = regex(
    r"(?:\[/?(?:ad_\d+|ads?|adsense|the_ad\b[^\[\]]{0,40}|matched_content|(?:vc|et_pb|fusion|wpb?|elementor|tg|td|mk|av|cs|wc)_\w+[^\[\]]{0,400}|gallery\b[^\[\]]{1,200}|caption\b[^\[\]]{1,300}|"
    r"playlist\b[^\[\]]{1,200}|embed|/caption|contact-form(?:-7)?\b[^\[\]]{0,200}|wp_ad_camp_\d+|adrotate\b[^\[\]]{0,80}|quads\b[^\[\]]{0,40}|wpdiscuz\w*|jetpack\S{0,60})/?\]\s*)+(?P<rest>.*)",
    re.IGNORECASE,
)
"""A block that a content system did not expand."""
SOURCE_LINK = frozenset({"", "source link", "source", "read more", "story source", "news source"})
SITE_LABEL = regex(
    r"(?P<own>技术支持|技術支持|网站标识码|網站標識碼|网站维护|网站管理|运行维护|备案号|备案序号|政府网站标识码|technical\s+support|site\s+id(?:entification)?\s+code|website\s+maintenance)\s*[:：]|"
    r"(?:主办|承办|协办|主管|主辦|承辦|管理|维护)(?:单位|單位)?\s*[:：]|(?:地址|邮编|郵編|电话|電話|传真|傳真|邮箱|联系电话)\s*[:：]|\b(?:sponsored?(?:\s+by)?|organi[sz]ers?|hosted\s+by|undertaken\s+by|address|post\s?code|tel)\s*[:：]",
    re.IGNORECASE,
)
"""Who runs a government site; `own` excludes announcements of meetings, which have hosts but no
technical support."""
MAX_LABEL_START = 6
LABELLED = regex(f".{{0,{MAX_LABEL_START}}}?(?:{SITE_LABEL.pattern})", re.IGNORECASE)
"""A line with a label at its start."""
PAGER = regex(
    r"(?:photo|image|picture|slide|foto|bild|immagine|imagen|фото|zdjęcie|图片|圖片|page|页|第)\s?\d{1,3}\s?(?:of|/|von|de|di|sur|из|z|／)\s?(?:\d{1,3})(?:\s?(?:页|頁|张))?|"
    r"第\s?\d{1,3}\s?(?:页|頁)\s?[/／,，]?\s?共\s?\d{1,3}\s?(?:页|頁)|共\s?\d{1,3}\s?(?:页|頁)(?:\s+\d{1,3}){0,12}|当前版\s*[:：]\s*[A-Z]?\d{1,3}版?|第\s?[A-Z]?\d{1,3}\s?版\s*[:：]\s*\S{1,12}",
    re.IGNORECASE,
)
PLAYER = regex(r"(?:\d{1,2}:)?\d{1,2}:\d{2}\s*/\s*(?:-?(?:\d{1,2}:)?\d{1,2}:\d{2}|-{2}:-{2})")
"""The clock of a player: position and length."""


def of_shape(line: str, folded: str) -> tuple[str, bool] | None:
    """Category of a line by its shape, and whether it is certain; None without such a shape.

    Args:
        line: the line.
        folded: the same by `phrases.fold`.
    """
    stripped = line.strip()
    if not 2 <= len(stripped) <= MAX_SHAPE:
        return None
    shortcode = SHORTCODE.fullmatch(stripped) if stripped[0] == "[" else None
    if shortcode is not None and phrases.fold(shortcode["rest"]) in SOURCE_LINK:
        return "shortcode", True
    if DIGIT.search(stripped):
        if PAGER.fullmatch(stripped):
            return "pagination", True
        if PLAYER.fullmatch(stripped):
            return "player", False
    if COLON.search(stripped) and LABELLED.match(stripped) and not SENTENCE_END.search(stripped):
        labels = list(SITE_LABEL.finditer(stripped))
        if any(label["own"] for label in labels):
            return "registration", len(labels) >= PAIR
    return (_breadcrumb(stripped) if PATH.search(stripped) else None) or _row(stripped, folded.split())


def _breadcrumb(line: str) -> tuple[str, bool] | None:
    announced = ANNOUNCED.match(line)
    path = line[announced.end() :] if announced else line
    firm = announced is not None and announced["firm"] is not None
    if not path:
        return ("navigation", True) if firm else None
    separator = DASH if announced else ARROW if ARROW_SIGN.search(path) else SLASH
    crumbs = [part.strip() for part in separator.split(path)]
    trailing = len(crumbs) > 1 and not crumbs[-1]
    crumbs = [crumb for crumb in crumbs if crumb]
    if not crumbs or (len(crumbs) < PAIR and not trailing and not announced):
        return None
    if any(len(crumb) > MAX_CRUMB or len(crumb.split()) > MAX_CRUMB_WORDS or CRUMB_STOPS.search(crumb) for crumb in crumbs):
        return None
    folded = [phrases.fold(crumb) for crumb in crumbs]
    front = folded[0] in FRONT
    if announced:
        return ("navigation", True) if front or (firm and len(crumbs) >= PAIR) else None
    if len(crumbs) < PAIR and not front:
        return None
    known = [_category(each) for each in folded]
    sections = all(category == "section" for category in known[front:]) and not any(map(str.isdigit, line))
    if separator is SLASH:
        if front and (sections or (len(crumbs) > PAIR and None not in known)):
            return "navigation", True
        return ("navigation", False) if sections else None
    if front or folded[-1] in LAST or sections or (">>" in line and SITE_NAME.fullmatch(crumbs[0])):
        return "navigation", True
    return None


def _row(line: str, words: Sequence[str]) -> tuple[str, bool] | None:
    """A row of buttons, sections or languages: phrases and nothing else."""
    of_words, glued = vocabulary().issuperset(words), GLUED.search(line) is not None
    if not (of_words or glued) or not words or (len(words) < PAIR and not glued):
        return None
    if NO_ROW.search(line) or SENTENCE_END.search(line) or (LOWER_START.match(line) and not BARS.search(line)):
        return None
    found = _entries(words, 1) if of_words else None
    if found is None and glued:
        found = _entries(phrases.fold(GLUE.sub(" ", line)).split(), MENU)
    if found is None or len({phrase for phrase, _ in found}) < PAIR:
        return None
    if not _is_of_one_language([phrase for phrase, _ in found]):
        return None
    counted = [category for phrase, category in found if phrase not in TOKENS]
    tools = {phrase: category for phrase, category in found if category in TOOLS and phrase not in TOKENS}
    firm = any(phrase in phrases.whole_lines() for phrase, _ in found)
    what = next(iter(tools.values()), counted[0] if counted else found[0][1])
    if tools and len(found) >= MENU and (firm or len(tools) >= PAIR):
        return what, True
    if len(found) == PAIR:
        buttons = all(category in TOOLS for _, category in found)
        apart = GAP.search(line) is not None or all(_is_long(phrase) for phrase, _ in found)
        if (apart and (firm or buttons)) or (firm and buttons and len(words) > PAIR):
            return what, True
    if len(counted) >= MENU and all(category == "language" for category in counted) and _is_in_scripts(line):
        return "language", True
    return (what, False) if len(counted) >= MENU else None


def _entries(words: Sequence[str], needed: int) -> list[tuple[str, str]] | None:
    """The phrases that folded words consist of, each with its category; None if there are fewer than needed, or other words."""
    found = phrases.cover(words, _category) if vocabulary().issuperset(words) else None
    return found if found is not None and len(found) >= needed else None


def _category(phrase: str) -> str | None:
    return _units().get(phrase) or phrases.category_of(phrase)


def _is_of_one_language(entries: Sequence[str]) -> bool:
    """Whether two entries are of one language; else they may be a line of a glossary."""
    spoken = Counter(code for phrase in set(entries) for code in _languages(phrase))
    return max(spoken.values(), default=0) >= PAIR


def _languages(phrase: str) -> frozenset[str]:
    known = phrases.languages_of(phrase)
    return known | {"en" if phrase.isascii() else "zh"} if phrase in _units() else known


def _is_long(phrase: str) -> bool:
    """Whether an entry is clear by itself: two words, or three characters without blanks."""
    return " " in phrase or (not phrase.isascii() and len(phrase) >= MENU)


def _is_in_scripts(line: str) -> bool:
    """Whether a line has letters of the Latin script and of another, like a language switch."""
    return (
        not line.isascii()
        and any(char.isascii() and char.isalpha() for char in line)
        and any(char >= "\u0370" and char.isalpha() for char in line)
    )


@cache
def _units() -> dict[str, str]:
    return {phrase: category for category, units in UNITS.items() for phrase in units}


@cache
def vocabulary() -> frozenset[str]:
    """Every word of whole lines and of the entries of rows: a line with another word is neither."""
    entries = (*_units(), *phrases.whole_lines(), *phrases.weak_lines())
    return frozenset(word for entry in entries for word in entry.split())


def first_words() -> frozenset[str]:
    """The first words of the entries that are not in the phrase tables."""
    return frozenset(phrase.split(" ", 1)[0] for phrase in _units())
