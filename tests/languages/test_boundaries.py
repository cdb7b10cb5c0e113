"""Where Chinese words begin and end."""

import pytest

from cleaner.languages.boundaries import stands_alone

SLICES = {
    "排程序列": "程序",
    "累积分布": "积分",
    "判断卡片": "断卡",
    "引流量": "引流",
    "南美国家": "美国",
    "中国会": "国会",
    "中山西路": "山西",
    "江西南部": "西南",
    "上海口岸": "海口",
    "和服务": "和服",
    "共产权利": "产权",
    "抓获犯罪嫌疑人数万名": "人数",
    "研究生命科学": "研究生",
    "北京大学生前来应聘": "北京大学",
}
WORDS = {
    "程序列表": "程序",
    "诉讼程序列": "程序",
    "执行程序列出": "程序",
    "断卡行动": "断卡",
    "公安机关": "公安",
    "在校学生活动中心": "学生",
    "他们果敢地": "果敢",
    "为诈骗引流推广": "引流",
    "犯罪嫌疑人数万名": "犯罪嫌疑人",
    "打击治理电信网络诈骗": "电信网络诈骗",
    "引流": "引流",
}


@pytest.mark.parametrize(("text", "term"), SLICES.items())
def test_a_slice_of_its_neighbours_is_no_word(text: str, term: str) -> None:
    start = text.index(term)
    assert not stands_alone(text, start, start + len(term))


@pytest.mark.parametrize(("text", "term"), WORDS.items())
def test_a_word_stands_alone(text: str, term: str) -> None:
    start = text.index(term)
    assert stands_alone(text, start, start + len(term))


def test_what_is_no_han_is_an_edge() -> None:
    assert stands_alone("在APP引流2天", 5, 7)
