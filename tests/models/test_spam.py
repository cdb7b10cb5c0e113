"""The learned score of spam lines: what it reads, and what happens to bad tables. How good it is stands in its card."""

import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import ModelError
from cleaner.models import spam, spam_features

SPAM = "北京赛车投注平台_时时彩注册送彩金_百家乐娱乐城"
GOOD = "公安部公布打击跨境赌博十大典型案例"
lines = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=80)


def odds(line: str) -> int:
    return spam.weights().scores([line])[0].odds


def test_a_keyword_list_scores_above_a_headline_about_a_crackdown() -> None:
    advertised, reported = spam.weights().scores([SPAM, GOOD])
    assert advertised.sure
    assert advertised.kind == "gambling"
    assert not reported.likely


@pytest.mark.parametrize(
    "line",
    [
        "《中华人民共和国刑法》第三百零三条规定了赌博罪和开设赌场罪",
        "治疗阳痿的药物有多种，须遵医嘱",
        "警方捣毁一个代开增值税发票的犯罪团伙，抓获犯罪嫌疑人十二名",
        "The court fined two online casino operators for advertising to minors.",
        "Tags: China, telecom fraud, Myanmar, police, crackdown",
        "Share this article on Facebook",
    ],
)
def test_writing_about_such_things_is_not_sure_to_be_spam(line: str) -> None:
    assert not spam.weights().scores([line])[0].sure


@pytest.mark.parametrize(
    "other",
    [
        "北京賽車投注平臺_時時彩註冊送彩金_百家樂娛樂城",
        "北京赛车投注平台＿时时彩注册送彩金＿百家乐娱乐城",
    ],
    ids=["Traditional", "full width"],
)
def test_spellings_that_slip_past_a_filter_count_as_what_they_stand_for(other: str) -> None:
    assert spam_features.Lines([other]).text == spam_features.Lines([SPAM]).text


def test_ornamental_letters_are_read_as_plain_ones() -> None:
    assert spam_features.Lines(["𝐒𝐋𝐎𝐓 🅶acor ＯＫ ①"]).text == "\nslot gacor ok 1\n"


@given(st.lists(lines, min_size=1, max_size=8))
def test_a_line_has_the_same_score_in_any_company(several: list[str]) -> None:
    assert spam.weights().scores(several) == [spam.weights().scores([line])[0] for line in several]


def test_of_a_long_line_only_head_and_tail_are_read() -> None:
    line = "a" * (spam_features.HEAD + spam_features.TAIL)
    assert spam_features.read(line) == line
    assert len(spam_features.read("a" * 10**6)) == spam_features.HEAD + spam_features.TAIL + 1
    assert odds("国产 " * 10**6) == odds("国产 " * 10**5)


def test_the_probability_never_falls_as_the_score_rises() -> None:
    assert (np.diff(spam.weights().chances, axis=1) >= 0).all()


def test_every_group_of_languages_asks_for_at_least_as_much_to_be_sure() -> None:
    likely, sure = spam.weights().limits
    assert (sure >= likely).all()


def test_the_tables_are_small_and_hold_no_objects() -> None:
    assert spam.WEIGHTS.stat().st_size < 1_200_000
    with np.load(spam.WEIGHTS, allow_pickle=False) as file:
        assert {file[name].dtype.kind for name in file.files} <= set("iufU")


def test_a_missing_table_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"none\.npz is missing: install the package again"):
        spam.weights(tmp_path / "none.npz")


def test_a_damaged_table_is_named_with_what_to_do(tmp_path: Path) -> None:
    cut = tmp_path / "cut.npz"
    cut.write_bytes(spam.WEIGHTS.read_bytes()[:5000])
    with pytest.raises(ModelError, match=r"cut\.npz is damaged"):
        spam.weights(cut)


def test_a_table_of_another_version_is_refused(tmp_path: Path) -> None:
    old = tmp_path / "old.npz"
    with np.load(spam.WEIGHTS) as file:
        np.savez(old, **{name: file[name] if name != "shape" else file[name][:, 1:] for name in file.files})
    with pytest.raises(ModelError, match="do not fit this version"):
        spam.weights(old)


def test_the_same_tables_are_the_same_bytes(tmp_path: Path) -> None:
    with zipfile.ZipFile(spam.WEIGHTS) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
