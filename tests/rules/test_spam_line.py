"""What the rule about spam lines removes, what it proposes, and what it leaves alone."""

import time

import pytest

from cleaner import Cleaner
from cleaner.errors import ModelError
from cleaner.models import spam
from cleaner.rules import spam_line

LIST = "北京赛车投注平台_时时彩注册送彩金_百家乐娱乐城"
ADVERT = "正规增值税普通发票代开 电话13800000000 微信同号"
STORY = [
    "Police of three provinces closed more than two hundred cases, the ministry said on Wednesday.",
    "The suspects had rented offices in several cities and hired people by advertisements.",
    "A court is expected to hear the first cases in spring, a spokesman told reporters.",
    "Neighbouring countries have promised to help with the search for those who fled.",
    "Banks were asked to look at unusual transfers more closely than before.",
    "The ministry thanked the public for thousands of hints in the past year.",
    "It will publish figures for the whole country next month.",
    "Schools invite officers to speak about such crimes.",
]


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(select=["spam-line"])


@pytest.fixture
def without_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ModelError("the tables are missing")

    monkeypatch.setattr(spam, "weights", missing)


@pytest.mark.parametrize(("line", "kind"), [(LIST, "gambling"), (ADVERT, "invoice")])
def test_a_line_alone_needs_the_score_and_one_more_signal(cleaner: Cleaner, line: str, kind: str) -> None:
    (found,) = cleaner.clean(line).annotations
    assert found.applied
    assert found.evidence["kind"] == kind
    assert len(found.evidence["signals"]) >= 2
    assert "score" in found.evidence["signals"]


@pytest.mark.parametrize(
    "line",
    [
        "公安部公布打击跨境赌博十大典型案例",
        "《中华人民共和国刑法》第三百零三条 以营利为目的，聚众赌博或者以赌博为业的，处三年以下有期徒刑",
        "医生介绍，治疗阳痿的药物须凭处方购买",
        "警方捣毁一个代开增值税发票的犯罪团伙",
        "主演 | 欧阳奋强 | 陈晓旭 | 邓婕 | 张莉",
        "电信诈骗 | 反诈中心 | 缅甸 | 公安部 | 打击犯罪",
        "Regulator fines online casino over bonus advertisements",
        "Doctors warn against buying pills from online pharmacies",
    ],
)
def test_writing_about_spam_stays(cleaner: Cleaner, line: str) -> None:
    assert not cleaner.clean(line).applied
    assert not cleaner.clean("\n".join([*STORY, line])).applied


@pytest.mark.parametrize("at", [0, len(STORY)])
def test_a_line_at_the_edge_of_a_story_in_another_script_goes(cleaner: Cleaner, at: int) -> None:
    document = cleaner.clean("\n".join([*STORY[:at], LIST, *STORY[at:]]))
    assert document.text.rstrip("\n") == "\n".join(STORY)
    assert "edge" in document.applied[0].evidence["signals"]


def test_lines_that_go_make_room_at_the_edge_for_the_next(cleaner: Cleaner) -> None:
    injected = [f"{LIST}_{number}" for number in range(8)]
    document = cleaner.clean("\n".join([*injected, *STORY]))
    assert document.text == "\n".join(STORY)
    assert not cleaner.clean(document.text).applied


def test_a_simplified_line_in_a_traditional_text_is_a_signal(cleaner: Cleaner) -> None:
    body = ["警方表示，這個詐騙集團的成員來自三個國家，檢察機關已經對他們提起公訴。"] * 6
    document = cleaner.clean("\n".join([*body, "时时彩投注平台注册送彩金 百家乐娱乐城"]))
    assert document.text.rstrip("\n") == "\n".join(body)
    assert "script" in document.applied[0].evidence["signals"]


def test_the_hand_rules_run_without_the_learned_score(without_tables: None, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{LIST}\n" + "\n".join(STORY)
    with pytest.raises(ModelError):
        Cleaner(select=["spam-line"]).clean(text)
    monkeypatch.setattr(spam_line, "JUDGES", spam_line.HAND)
    assert Cleaner(select=["spam-line"]).clean(text).text == "\n".join(STORY)


def test_plain_english_needs_no_tables(without_tables: None) -> None:
    assert Cleaner(target="en", select=["spam-line"]).clean("\n".join(STORY)).annotations == ()
    assert Cleaner(target="en", select=["spam-line"]).clean(STORY[0]).annotations == ()


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", "a", LIST[:7], " " * 50])
def test_next_to_nothing_is_left_alone(cleaner: Cleaner, text: str) -> None:
    assert cleaner.clean(text).text == text


@pytest.mark.parametrize("piece", ["国产 ", "slot gacor ", f"{LIST}\n", "a b\n"])
def test_time_grows_with_the_text_and_no_faster(cleaner: Cleaner, piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        best = float("inf")
        for _ in range(2):
            started = time.process_time()
            cleaner.clean(text)
            best = min(best, time.process_time() - started)
        return best

    seconds(10_000)
    assert seconds(160_000) < 12 * seconds(40_000) + 0.2
