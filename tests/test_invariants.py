"""The seven invariants of the contract, over arbitrary Unicode and over real dirty text."""

import pickle
import subprocess
import sys
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.scaling import ADVERSARIAL, repeated
from cleaner import Cleaner, Document, TextError, apply, clean, restore
from cleaner.choices import LINE_ENDINGS
from cleaner.registry import ALL_RULES
from tests.work import assert_work_is_linear

PIECES = (
    "The police of three provinces solved more than two hundred cases, the ministry said on Wednesday.",
    "strong public反响. ", "development,引流推广, and", "the果敢 group in Myanmar", "and通缉major fraud fugitives", "laundryand other ", "在中国 ", "中文，标点。",
    "日韩精品久久一区二区三区_亚洲色图p_亚洲综合在线最大成人_国产中出在线观看_日韩免费", "Share", "Share - WeChat", "Back to top", "Copyright 2020. All rights reserved.",
    "By A B | China Daily | Updated: 2026-02-10 09:04", "You May Have Missed", "\n", "\n\n", "\r\n", "\r", "\u2028", "\x85", "&amp;", "&amp;lt;", "&#8217;", "<b>", "`", "```\n",
    "â€™", "Ã©", "ä¸\xadå›½", "ÖÐÎÄ²âÊÔ", "Ã ", "\x80", "\x9d", "\x00", "\x1b[31m", "\ufeff", "\u200b", "\u200d", "\u200c", "👨\u200d👩\u200d👧", "🏴\U000e0067\U000e0062\U000e007f", "\U000e0041",
    "\u202e", "\u202c", "\u2066", "\u2069", "\u200f", "العربية", "שלום", "हिन्दी", "ภาษา", "日本語です", "한국어", "Привет ", "e\u0301", "𠀀𠀁", "😀", "，", "（", "）", "。", "互聯(lián)網(wǎng)", "《", "》", "“", "”",
    "promoting drainage fraud", "Guokuo Myanmar", "our country's ", "“Yun Jian” operation", " ", "  ", "\t", ".", ",", "(", ")", "a", "A", "1", "ﬁ", "İ", "ß",
)  # fmt: skip
dirty = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
texts = st.one_of(dirty, anything, st.lists(st.one_of(st.sampled_from(PIECES), anything), max_size=8).map("".join))
targets = st.sampled_from([None, "en", "zh", "ru"])


@cache
def cleaner_for(target: str | None, line_endings: str = "keep") -> Cleaner:
    return Cleaner(target, line_endings=line_endings)


def check(text: str, document: Document) -> None:
    assert document.original == text
    for annotation in document.annotations:
        assert text[annotation.start : annotation.end] == annotation.found
        assert 0 <= annotation.start < annotation.end <= len(text)
        assert 0 <= annotation.text_start <= annotation.text_end <= len(document.text)
        if annotation.applied:
            assert document.text[annotation.text_start : annotation.text_end] == annotation.replacement
            assert annotation.replacement != annotation.found
    starts = [annotation.start for annotation in document.annotations]
    assert starts == sorted(starts)
    assert len({annotation.id for annotation in document.annotations}) == len(document.annotations)
    for one, other in zip(document.applied, document.applied[1:], strict=False):
        assert one.end <= other.start
    assert apply(text, document.annotations) == document.text
    assert restore(document.text, document.annotations) == text


@given(texts, targets, st.sampled_from(LINE_ENDINGS))
@example("", None, "keep")
@example("0\n©", None, "keep")
@example("\r\n", "en", "lf")
@example("â€\x9d\u202e&amp;amp;\r\n\ufeff", "en", "keep")
def test_offsets_edits_and_way_back(text: str, target: str | None, line_endings: str) -> None:
    """Invariants 1 to 3."""
    check(text, cleaner_for(target, line_endings).clean(text))


@given(texts, targets, st.sampled_from(LINE_ENDINGS))
@example("&amp;amp;lt;", "en", "keep")
@example("a\r\u200b\nb", "en", "keep")
@example("a\r\u200b\u200c\ufeff\n\nb\r\n", "en", "keep")
@example("a\u2028\nb\rc\r", "en", "keep")
def test_cleaning_again_applies_nothing(text: str, target: str | None, line_endings: str) -> None:
    """Invariant 4."""
    document = cleaner_for(target, line_endings).clean(text)
    again = cleaner_for(target, line_endings).clean(document.text)
    assert again.applied == ()
    assert again.text == document.text


@given(st.lists(texts, max_size=6), targets)
def test_any_cut_into_blocks_gives_the_same(block: list[str], target: str | None) -> None:
    """Invariant 5, within a process."""
    together = list(cleaner_for(target).pipe(block))
    assert together == [cleaner_for(target).clean(text) for text in block]


@given(texts)
def test_a_document_survives_its_dictionary(text: str) -> None:
    document = cleaner_for("en").clean(text)
    assert Document.from_dict(document.to_dict()) == document


@given(texts, st.sampled_from(sorted(rule.id for rule in ALL_RULES)))
def test_one_rule_alone_keeps_the_invariants(text: str, rule: str) -> None:
    document = alone(rule).clean(text)
    check(text, document)
    assert {annotation.rule for annotation in document.annotations} <= {rule}
    assert not alone(rule).clean(document.text).applied


@cache
def alone(rule: str) -> Cleaner:
    return Cleaner("en", select=[rule])


def test_same_bytes_in_any_process_and_hash_seed(seeds: dict[str, str]) -> None:
    """Invariant 5, across processes."""
    program = (
        "import sys, json, cleaner\n"
        "texts = json.load(sys.stdin)\n"
        "documents = cleaner.Cleaner(target='en').pipe(texts)\n"
        "print(json.dumps([document.to_dict() for document in documents], ensure_ascii=True, sort_keys=False))"
    )
    import json

    given_ = json.dumps(list(seeds.values()))
    results = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=given_,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(results) == 1


CLEAN = (
    "",
    "\n",
    "Plain ASCII, nothing to do.\n",
    "“Curly” quotes, dashes — and – so… on; naïve café; 5 µm; x² ≤ 3.\n",
    "公安机关严厉打击电信网络诈骗犯罪，切实保护人民群众的财产安全。全角标点（如此）不动！\n",
    "日本語の文章です。カタカナも、漢字も、そのままです。\n",
    "한국어 문장입니다. 그대로 둡니다.\n",
    "Русский текст, «кавычки» и тире — без изменений.\n",
    "مرحبا بالعالم، هذا نص عربي.\n",
    "می‌خواهم این متن دست نخورده بماند.\n",
    "👨‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️ 1️⃣\n",
    "# Heading\n\n- item\n- item\n\n```python\nprint('反响')\n```\n",
    "| a | b |\n| --- | --- |\n| 1 | 2 |\n",
)


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_comes_back_as_it_was(text: str) -> None:
    """Invariant 6."""
    document = clean(text)
    assert document.text == text
    assert document.applied == ()


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_the_work_is_linear(name: str, english: Cleaner) -> None:
    """Invariant 7, for lines of Python; `benchmarks/scaling.py` takes the time of the same texts, C code included."""
    assert_work_is_linear(english.clean, lambda size: repeated(ADVERSARIAL[name], size), 4_000)


@pytest.mark.slow
def test_ten_megabytes_in_one_line(english: Cleaner) -> None:
    text = "The police said so, strong public反响. " * 280_000
    document = english.clean(text[:10_000_000])
    assert document.text.count("response") == text[:10_000_000].count("反响")
    assert restore(document.text, document.annotations) == text[:10_000_000]


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "字\ud83d"])
def test_a_lone_surrogate_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(TextError, match=r"code point \d+ is the lone surrogate U\+D"):
        clean(text)


def test_a_cleaner_can_be_sent_to_another_process(seeds: dict[str, str]) -> None:
    cleaner = Cleaner(target="en", ignore=["calque"])
    assert pickle.loads(pickle.dumps(cleaner)).clean(seeds["002"]) == cleaner.clean(seeds["002"])
