"""Lines of pages by their shape, each with lines of good text that look like them."""

import pytest

from cleaner import Cleaner
from cleaner.rules.boilerplate_line.phrases import of_line
from cleaner.rules.boilerplate_line.watermarks import of_watermark

CERTAIN = {
    "byline": (
        "By Zhou Wei | Harbour Daily | Updated: 2026-02-10 09:04",
        "(Xinhua) Updated: 2016-04-09 16:30",
        "By Zhou Wei and Li Na (China Daily) Updated: 2016-09-09 07:47",
        "By ZHOU WEI in Wuhan | chinadaily.com.cn | Updated: 2026-02-10 15:54",
        "By Zhou Wei and Li Na (China Daily)",
        "By Zhou Wei in Wuhan and Li Na in Beijing (Harbour Daily)",
        "(China Daily 03/12/2012 page4)",
        "Updated: 2016-04-09 16:30",
        "Published: March 3, 2024 10:22 AM",
        "Source: Xinhua| 2019-10-16 12:31:07|Editor: ZD",
        "Source: Xinhua   Editor: Zhou Wei",
        "(Global Times) 13:02, November 21, 2023",
        "  21:29 UTC+8, 2021-02-07       0",
        "Source: Xinhua | 00:15 UTC+8 November 27, 2018 | Print Edition",
        " date 2021-02-07 News / Nation",
        "0 Comment(s)Print E-mail Xinhua, January 17, 2017",
        "2021-03-04 09:12:33Ecns.cnEditor : Zhou Wei",
        "(Web editor: Zhou Wei, Li Na)",
        "From: CRI Online Editor: Zhou Wei",
        "Translator: Zhou Wei Editor: Li Na",
        "发布时间：2020/05/15  |  来源：海港日报  |  专栏：省内动态",
        "发布时间：2020-05-15 09:12 来源：新华网 作者：李明 浏览次数：123",
        "来源：县公安局 发布时间：2020-05-15 09:12:00 字体：【大 中 小】 打印",
        "（责编：李明、王芳）",
        "（原标题：多地警方联手反诈）",
        "点击数：1203次",
        "已被浏览 1203 次",
    ),
    "navigation": (
        "Home>News>Local News",
        "Home / China / Society",
        "Home>>",
        "HOME >> CHINA",
        "You are here: Home > News",
        "Location: Home - News - County news",
        "Current position: Home >> News Center >> Content",
        "首页 > 新闻 > 国内",
        "您所在的位置：首页 > 政务公开 > 公安",
        "您所在的位置：",
        "当前位置",
        "科技时代 > 家电 > 正文",
        "海港网>>社会",
    ),
    "language": (
        "Global EditionASIA 中文雙語Français",
        "US EUROPE AFRICA ASIA 中文",
        "English Français Español 日本語 Русский 한국어",
        "简体中文 | 繁體中文 | English",
        "Global Edition | China | Asia",
    ),
    "pagination": (
        "Previous Page 1 2",
        "|<< Previous 1 2 3 4 Next   >>|",
        "Photo 1 of 12",
        "上一章 目录 下一章",
        "上一章 返回目录 加入书签 下一章",
        "Prev Chapter | Index | Next Chapter",
        "第1页/共3页",
        "当前版:07版",
    ),
    "print": (
        "Print Mail Large Medium Small",
        "【字体：大 中 小】【打印】【关闭】",
        "Text Size: A A A",
        "打印本页 关闭窗口",
        "【 Print 】 【 Close 】",
        "Print | Close",
        "Adjust font size:",
    ),
    "share": ("Share Facebook Twitter WeChat", "分享到微信 分享到微博 分享到QQ空间", "Share - WeChat"),
    "comment": ("Comments() Print Mail Large Medium Small", "Go to Forum >>0 Comment(s)", "已有0人参与评论"),
    "player": ("Video PlayerClose", "您的浏览器不支持video标签"),
    "shortcode": (
        "[vc_row][vc_column][vc_column_text]",
        '[caption id="attachment_12" align="aligncenter" width="300"]',
        "[ad_2] Source link",
    ),
    "registration": ("主办：海港县人民政府 技术支持：某某科技", "Sponsored by: Harbour County Technical support: Some Net"),
}
KINDS = {
    "comment": {"comment", "print", "share", "pagination"},
    "print": {"print", "navigation", "share"},
    "share": {"share", "social"},
    "navigation": {"navigation", "section"},
    "language": {"language", "navigation"},
    "player": {"player", "navigation"},
    "shortcode": {"shortcode", "advertisement"},
}
"""Kinds that mean the same for a row that has words of several."""


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in CERTAIN.items() for line in lines])
def test_a_line_of_a_page_is_told_by_its_shape(kind: str, line: str) -> None:
    found = of_line(line)
    assert found is not None
    assert found[1]
    assert found[0] in KINDS.get(kind, {kind})


@pytest.mark.parametrize(
    "line",
    [
        "China / Society",
        "Chinese Japanese French Spanish Russian Arabic",
        "Published on March 3, 2024",
        "*Last updated: January 6, 2023*",
        "来源：新华社",
        "作者：李明",
        "1930年1月20日",
        "0:00 / 3:21",
        "技术支持：某某科技",
        "Next Chapter",
    ],
)
def test_what_may_be_of_the_text_is_no_more_than_known(line: str) -> None:
    found = of_line(line)
    assert found is None or not found[1]


STORY = (
    "By Friday (local time) the police had arrested 20 people",
    "By Lake Geneva (Switzerland)",
    "By Anna Lind (Vintage)",
    "By Zhou Wei (translator)",
    "Concert | 2024-03-03 19:30 | Town Hall",
    "Lantern Festival, Feb. 5, 2024 (Xinhua)",
    "Photo taken on March 3, 2024 shows the bridge (Xinhua)",
    "Date: 2024-03-03 10:15",
    "date: 2021-02-07",
    "Born 12 March 1911 in Prague",
    "2021-03-04 09:12:33 ferry started, 40 on board",
    "12:05 anna: is the ferry late",
    "Meeting: 2024-03-03 10:15, Room 4",
    "Reporter: Why now",
    "Editor: a program that changes text",
    "Home / Away",
    "Home > Documents and pictures of the last year, sorted",
    "File > Save",
    "Settings > Privacy",
    "5 > 3 > 1",
    "Location: Berlin",
    "Current location: the harbour office",
    "甲 > 乙 > 丙",
    "当前位置的风速是每秒三米",
    "English, French and German",
    "Languages: English, French, German",
    "Art and Music",
    "Small Medium Large Companies",
    "Life Art Love",
    "Home Truths",
    "client.close()",
    "print(response.text)",
    "response.close()",
    "site_url: search",
    "| share | print |",
    "[music]",
    "[core]",
    "[footer]",
    "[citation needed]",
    "[1] Brandt 2019",
    "1/12",
    "Page one of the letter",
    "主办单位：中国桥梁学会",
    "地址：海港街4号 电话：0123-456789",
    "他打印了三份，关闭了电脑",
    "Share            分享",
    "返回顶部 back to top",
    "Print | Drucken",
    "Back to top  Nach oben",
)


@pytest.mark.parametrize("line", STORY)
def test_good_text_of_a_similar_shape_is_not_certain(line: str) -> None:
    found = of_line(line)
    assert found is None or not found[1]


WATERMARKS = (
    "This content is taken from light/nove/lwo/rld/[.]com",
    "Visit lightno/velpub[.]com for the best novel reading experience",
    "Read latest chapters at somenovel.org only",
    "New novel chapters are published on somebook.com",
    "This chapter was first published on somebook.com",
    "𝗳𝒓𝙚e𝓌e𝚋𝙣𝚘𝐯𝙚𝙡.𝑐૦𝐦",
    "ｗｗｗ．somebook．ｃｏｍ",
    "This story was stolen from its author; if you find it on Amazon, please report it.",
    "Unauthorized use: this tale is not meant to be on Amazon. Report any sightings.",
    "This book was originally published on Royal Road. Check it out there.",
    "If you find any errors (broken links, missing lines), please let us know so that we can fix the chapter.",
    "Tip: You can use the left and right keyboard keys to turn pages.",
    "最新章节请到某某小说网阅读",
    "手机用户请浏览m.example.com阅读，更优质的体验。",
    "天才一秒记住本站地址：www.example.com",
    "一秒记住【某某小说网】，为您提供精彩小说阅读。",
    "本章未完，请点击下一页继续阅读",
    "喜欢剑客请大家收藏：(www.example.com)剑客某某小说网更新速度最快。",
    "章节错误,点此举报(免注册)",
    "玄幻 修真 都市 历史 网游 科幻 言情",
    "Genres: Action, Adventure, Xianxia, Harem",
)
NO_WATERMARKS = (
    "The novel was first published in 1911 in Prague.",
    "The novel was first published on example.com in March.",
    "“Report it to the captain,” the boy said, “before the boat is stolen.”",
    "He had stolen the book from the library and read the chapter on the train.",
    "Visit the museum for the best experience.",
    "Amazon said on Friday that it would report the theft of the story to the authorities.",
    "See the chapter on networks at example.com for details.",
    "Read the full text of the novel at example.org.",
    "For more information, visit www.example.com",
    "Users who visit the site evil[.]com are infected.",
    "The content was hosted on evil[.]com",
    "The chapter describes how evil[.]com was found.",
    "evil-domain[.]com",
    "www.example.com",
    "Source: example.com",
    "Updates are posted on example.com",
    "This article was originally published on example.com.",
    "The police ask the public to report any sightings of the stolen painting to the original owner.",
    "𝐁𝐨𝐥𝐝 𝐰𝐨𝐫𝐝𝐬",
    "Action, adventure, romance",
    "这本小说的最新章节在报纸上连载了三年。",
    "他记住了那个地址，第二天就去了。",
    "请记住，诈骗分子不会公开自己的身份。",
    "市民可登录www.example.gov.cn查询结果。",
    "手机用户超过十亿",
    "本章介绍域名的结构。",
    "喜欢他的人请他签名，收藏他的书。",
    "他最喜欢历史 军事",
)


@pytest.mark.parametrize("line", WATERMARKS)
def test_a_watermark_is_told(line: str) -> None:
    assert of_watermark(line)


@pytest.mark.parametrize("line", NO_WATERMARKS)
def test_a_line_that_says_more_or_less_is_no_watermark(line: str) -> None:
    assert not of_watermark(line)


NOVEL = (
    "The old woman put down her basket and looked at the river for a long time.",
    "“You never told me why the bridge was burned,” she said at last.",
    "The ferryman bowed. Rain was falling on the roof, and nobody came down the road.",
    "He thought of his brother, who had waited for him at the mill every evening of that year.",
)


def test_watermarks_go_and_the_novel_is_not_taken_for_a_page() -> None:
    marked = [line for pair in zip(NOVEL, WATERMARKS, strict=False) for line in pair]
    document = Cleaner(select=["boilerplate-line"]).clean("\n\n".join(marked))
    assert [line for line in document.text.split("\n") if line] == list(NOVEL)
    assert {each.evidence["what"] for each in document.applied} == {"watermark"}


@pytest.mark.parametrize("line", NO_WATERMARKS)
def test_the_novel_stays_with_such_a_line(line: str) -> None:
    text = "\n\n".join((*NOVEL[:2], line, *NOVEL[2:]))
    assert Cleaner(select=["boilerplate-line"]).clean(text).text == text


def test_a_page_gets_the_same_when_its_lines_were_seen_before() -> None:
    page = (
        "Home > News > Text\nShare\nBy Li Ming\n"
        + "The police of three provinces solved more than two hundred cases, the ministry said.\n" * 3
        + "1. Share\n"
    )
    cleaner = Cleaner(target="en")
    assert cleaner.clean(page) == cleaner.clean(page) == Cleaner(target="en").clean(page)
