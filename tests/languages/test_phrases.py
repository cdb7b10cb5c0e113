"""Phrase files: what they are checked for, and what a line is folded to before it is looked up."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.languages import phrases
from cleaner.languages.lint import DATA, TRADITIONAL, problems, traditional_phrases

HEAD = "# Source: written for this test\n\n"


@pytest.mark.parametrize("path", sorted(DATA.glob("*.txt")), ids=lambda path: path.stem)
def test_the_files_that_ship_are_in_order(path: Path) -> None:
    assert list(problems(path)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[lines/share]\nshare\n", "x.txt:1: no source is named"),
        (HEAD + "[lines/share]\nShare it!\n", "x.txt:4: 'Share it!' is not folded and is never found: write 'share it'"),
        (HEAD + "[lines/share]\nshare\nlike\n", "x.txt:5: 'like' is after 'share' in [lines/share]: sort"),
        (HEAD + "[lines/share]\nshare\nshare\n", "x.txt:5: 'share' is in [lines/share] already (line 4): remove one"),
        (HEAD + "[lines/share]\nshare\n\n[weak lines/follow]\nshare\n", "x.txt:7: 'share' is in [lines/share] already"),
        (HEAD + "[lines/share]\nshare\n\n[lines/share]\nsharing\n", "x.txt:6: section [lines/share] is there twice"),
        (HEAD + "[lines]\nshare\n", "x.txt:3: section [lines] has no known kind and category"),
        (HEAD + "[sentences/share]\nshare\n", "x.txt:3: no kind of phrases is called 'sentences'"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_remedy(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    [problem] = problems(tmp_path / "x.txt")
    assert problem.startswith(said)


def test_a_traditional_twin_is_named(tmp_path: Path) -> None:
    (tmp_path / "zh.txt").write_text(HEAD + "[lines/share]\n分享文章到\n分享頁面\n分享页面\n", encoding="utf-8")
    assert list(problems(tmp_path / "zh.txt")) == ["zh.txt:5: '分享頁面' is made from '分享页面' when the file is read: remove it"]


def test_the_traditional_forms_that_ship_are_those_of_the_phrases() -> None:
    assert TRADITIONAL.read_text(encoding="utf-8") == traditional_phrases()


@pytest.mark.parametrize(
    "line", ["联系我们", "聯繫我們", "聯絡我們", "列印本頁", "檢視更多", "点击阅读全文", "點擊閱讀全文", "點擊閲讀全文"]
)
def test_chinese_is_known_in_every_writing(line: str) -> None:
    assert phrases.category_of(line) is not None


@pytest.mark.parametrize(
    ("line", "folded"),
    [
        ("|<< Previous 1 2 Next >>|", "previous next"),
        ("इसे शेयर करें", "इसे शेयर करें"),
        ("บันทึกบทความ »", "บันทึกบทความ"),
        ("BU HABERİ YAZDIR", "bu haberi yazdir"),
        ("Bu haberi yazdır", "bu haberi yazdir"),
    ],
)
def test_folding(line: str, folded: str) -> None:
    assert phrases.fold(line) == folded


@pytest.mark.parametrize("line", ["İlgili haberler", "İLGİLİ HABERLER", "इसे शेयर करें", "คัดลอกลิงก์"])
def test_lines_of_scripts_with_marks_and_of_turkish_capitals_are_known(line: str) -> None:
    assert phrases.category_of(phrases.fold(line)) is not None


@given(st.text(st.characters(codec="ascii")))
def test_a_line_in_ascii_folds_like_any_other(line: str) -> None:
    assert phrases.fold(line) == phrases.fold(line + " é").removesuffix("é").rstrip()
