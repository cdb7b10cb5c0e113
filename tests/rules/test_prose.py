"""What language prose is in, however much code stands around it, and what follows: no English inside Chinese, Japanese or Korean prose."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner, clean
from cleaner.document import Document
from cleaner.languages.prose import PROTECTED, PROTECTED_SIGNS, protected_spans

CHINESE = (
    "本文说明如何在本地安装该服务，以及升级时需要注意的问题。",
    "首先下载安装包，然后解压到任意目录。",
    "使用默认账号登录后，请立即修改密码。",
    "如果启动失败，可以查看日志，以及检查端口是否被占用。",
    "集群由多个节点组成，支持自动故障转移。",
)
JAPANESE = (
    "この文書では、サービスをローカルにインストールする方法を説明します。",
    "まずパッケージをダウンロードして、任意の場所に展開します。",
    "起動に失敗した場合は、ログを確認してください。",
)
KOREAN = (
    "이 문서는 서비스를 로컬에 설치하는 방법을 설명합니다.",
    "먼저 패키지를 내려받아 원하는 위치에 압축을 풉니다.",
    "시작에 실패하면 로그를 확인하십시오.",
)
PROSE = {"zh": CHINESE, "ja": JAPANESE, "ko": KOREAN}
AROUND = (
    "```bash\nexport PROVIDER=vagrant\ncurl -sS https://get.example.io | bash\n```",
    "    kubectl create -f https://raw.example.com/frontend.yaml --validate=false",
    "for item in items:\n    print(item)",
    "public static void main(String[] args) {\n    System.out.println(args);\n}",
    "## Getting Started",
    "- [Table of Contents](https://www.example.com/docs/guide/getting-started.html)",
    "| Docker | `docker run -d -p 8080:80 nginx` |",
    "SELECT name, count(*) FROM users GROUP BY name;",
)
INSIDE = (
    " Docker ",
    "`npm install --save-dev`",
    "[Vagrant plugin](https://github.com/example/vagrant-plugin)",
    " README ",
    "{user_name}",
    "<b>VIP</b>",
)
FRONT = "---\ntitle: A guide to the service\nauthor: the team of the project\n---\n\n"


def document(language: str, seed: int) -> str:
    """Prose with code, addresses, commands, headings and front matter around and names, code and links inside."""
    rng = random.Random(seed)
    lines = []
    for sentence in rng.sample(PROSE[language], 3):
        at = rng.randrange(2, len(sentence) - 1)
        lines.append(sentence[:at] + rng.choice(INSIDE) + sentence[at:])
        lines += rng.choices(AROUND, k=rng.randrange(3))
    return rng.choice(("", FRONT)) + "\n\n".join(lines) + "\n"


def applied(text: str, target: str | None) -> list[tuple[str, str]]:
    found = Cleaner(target).clean(text).annotations
    return [(each.rule, each.found) for each in found if each.applied]


def of_words(cleaned: Document) -> list[str]:
    kinds = ("untranslated", "terminology", "typography")
    return [each.found for each in cleaned.annotations if each.kind in kinds]


@pytest.mark.parametrize("language", PROSE)
@pytest.mark.parametrize("seed", range(12))
def test_a_document_is_in_the_language_of_its_prose_and_nothing_in_it_is_untranslated(language: str, seed: int) -> None:
    cleaned = clean(document(language, seed))
    assert str(cleaned.language).split("-")[0] == language
    assert of_words(cleaned) == []


@pytest.mark.parametrize("language", PROSE)
@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_put_into_it_when_it_should_be_english(language: str, seed: int) -> None:
    assert applied(document(language, seed), "en") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministry said that the terms of the deal with 东方集团 were fair.", "en"),
        ("Der Direktor der Gesellschaft sprach mit 习近平 über das neue Gesetz und die Folgen für die Menschen.", "de"),
        ("Hôm nay ông 习近平 nói chuyện với người dân trong thành phố và các huyện lân cận.", "vi"),
        ("Министерство сообщило в среду, что 习近平 приедет в следующем году.", "ru"),
        (
            '{\n  "shown": ["market-info", "today-in-history"],\n  "title": "今日新闻以及历史",\n  "hint": "点击查看更多新闻内容"\n}',
            "zh-Hans",
        ),
        ("// 计算总数，以及平均值\nint total = sum(values);\n\n// 输出结果\nprintf(total);\n", "zh-Hans"),
        ("2.总结2023的经验做法，修订", "zh-Hans"),
    ],
)
def test_a_name_is_not_the_language_and_code_is_not_either(text: str, language: str) -> None:
    assert clean(text).language == language


MIXED = "The police broke up the gang, with strong public反响.\n\n办案民警使用 Telegram 以及 WhatsApp 联系当事人，并提醒群众注意。\n"


@pytest.mark.parametrize("target", [None, "en"])
def test_mixed_documents_are_judged_by_line(target: str | None) -> None:
    english = "The ministry said that it had been working on the case with the police of three provinces for a year.\n\n"
    text = english + MIXED
    assert applied(text, target) == [("untranslated-fragment", "反响")]


def test_a_clause_is_reported_as_a_whole_and_never_changed_in_part() -> None:
    text = "Driver: the device is ready. 找到了中断端点，以及Bulk输出端点，请稍后重试！"
    cleaned = clean(text, target="en")
    assert cleaned.text == text
    assert [(each.rule, each.found) for each in cleaned.annotations] == [
        ("untranslated-passage", "找到了中断端点，以及Bulk输出端点，请稍后重试！")
    ]


def test_marks_follow_the_document() -> None:
    line = "Getting Started：Usage"
    chinese, english = (
        CHINESE[0] + "\n" + CHINESE[1] + "\n" + line,
        "The system has three parts, and each of them starts on its own.\n" + line,
    )
    assert applied(chinese, "en") == []
    assert applied(english, "en") == [("fullwidth-punctuation", "：")]


@pytest.mark.parametrize(
    "text",
    [
        "[English](README.md) | [简体中文](README_zh.md) | [日本語](README_ja.md) | [한국어](README_ko.md) | [Русский](README_ru.md)",
        "The interface is available in English, 繁體中文 and 日本語.",
        "Choose a language: 中文（简体） · 中文（繁體） · ไทย",
    ],
)
def test_languages_are_called_what_they_call_themselves(text: str) -> None:
    assert of_words(clean(text, target="en")) == []


def test_the_name_of_a_language_between_words_is_a_word() -> None:
    assert of_words(clean("He wrote the 中文 version of the book in a year.", target="en")) == ["中文"]


def test_the_mark_of_a_heading_is_no_hashtag() -> None:
    text = "###分析程序\n\nLocate the function, see #反响 and #新品上市 there.\n\n#堆 overview\n\nThe heap is where the memory is.\n"
    cleaned = clean(text, target="en")
    assert of_words(cleaned) == ["分析程序", "堆"]
    (possibly,) = (each for each in cleaned.annotations if each.found == "堆")
    assert (possibly.applied, possibly.evidence["doubt"]) == (False, "it may be a hashtag")


@pytest.mark.parametrize(
    "text",
    [
        "{player_name}获得了一百枚金币。他用Docker部署服务。",
        "1\n00:00:05,897 --> 00:00:09,008\nShe sang Blowing in the Wind for us\n她为我们唱了Blowing in the Wind这首歌\n",
    ],
)
def test_placeholders_programs_and_what_the_line_above_has_stay_in_chinese(text: str) -> None:
    assert of_words(Cleaner("zh", "en").clean(text)) == []


@given(
    st.lists(st.sampled_from([*PROTECTED_SIGNS, "```", "\n", "\n", "a", "b.", "/c", ">", ")", "}", " ", "é", "https://例.cn/", "x@y.org"]))
)
def test_what_is_protected_is_what_a_search_of_the_whole_text_finds(parts: list[str]) -> None:
    text = "".join(parts)
    assert protected_spans(text) == [match.span() for match in PROTECTED.finditer(text)]
