"""The score of words in Latin letters: what it reads of a line, and that its card holds."""

import json
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.errors import ModelError
from cleaner.models import leftovers

FOLDER = Path(leftovers.__file__).parent


def read(text: str, code: str) -> list[leftovers.Run]:
    return list(leftovers.runs(text, 0, len(text), code))


def test_words_with_blanks_between_them_are_one_run() -> None:
    text = "他说 works very well，买 iPhone。"
    assert [text[run.start : run.end] for run in read(text, "zh")] == ["works very well", "iPhone"]


def test_letters_of_the_text_around_are_no_part_of_a_run() -> None:
    text = "back्या और インpressive"
    assert [text[run.start : run.end] for run in read(text, "hi")] == ["back", "pressive"]


def test_closing_marks_are_no_part_of_a_run() -> None:
    text = "это slogan's. Да"
    assert [text[run.start : run.end] for run in read(text, "ru")] == ["slogan's"]


@pytest.mark.parametrize(
    ("code", "text", "group"),
    [
        ("ru", "да ok", "cyrl"),
        ("zh", "好 ok", "zh"),
        ("zh", "我 的 大 学 ok", "zh-spaced"),
        ("zh", "Maria   是 校长", "zh-spaced"),
        ("zh", "这是 一本很长而且没有人读完的关于茶叶的书 ok", "zh"),
        ("th", "ดี ok", ""),
    ],
)
def test_each_language_has_its_group(code: str, text: str, group: str) -> None:
    assert {run.group for run in read(text, code)} == {group}


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        ("Он купил screenshot вчера.", "Он купил iPhone вчера."),
        ("Он читает Twitter вчера.", "Он читает BBC вчера."),
        ("Он купил the other thing вчера.", "Он купил AB-12 вчера."),
    ],
)
def test_lower_case_words_are_likelier_leftovers_than_brands(likely: str, unlikely: str) -> None:
    (first,), (second,) = read(likely, "ru"), read(unlikely, "ru")
    assert leftovers.card().score(first) > leftovers.card().score(second)


def test_words_that_the_source_has_not_are_likelier_leftovers() -> None:
    text = "他住在Chandrashkaran。"
    (known,) = leftovers.runs(text, 0, len(text), "zh", leftovers.vocabulary("He lives in Chandrashkaran."))
    (spelled,) = leftovers.runs(text, 0, len(text), "zh", leftovers.vocabulary("He lives in Chandrashekharan."))
    assert known == read(text, "zh")[0]
    assert leftovers.card().score(spelled) > leftovers.card().score(known)


def test_a_plural_of_the_source_is_not_spelled_anew() -> None:
    (run,) = leftovers.runs("他买widget。", 0, 9, "zh", leftovers.vocabulary("He buys widgets."))
    assert "altered" not in run.features


@pytest.mark.parametrize("code", ["ja", "zh", "ko", "ar", "th", "el"])
def test_abbreviations_and_brands_are_kept(code: str) -> None:
    line = leftovers.Line("GDP; iPhone; UK", 0, 15, code)
    assert line.spans
    assert all(line.keeps("GDP; iPhone; UK"[slice(*span)]) for span in line.spans)


def test_probabilities_grow_with_the_points() -> None:
    card = leftovers.card()
    for group in {*leftovers.GROUPS.values(), "zh-spaced", ""}:
        probabilities = [card.probability(group, score) for score in range(-120, 60)]
        assert probabilities == sorted(probabilities)
        assert 0 <= probabilities[0] <= probabilities[-1] <= 1


def test_a_missing_card_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r'none\.json is missing: .*ignore=\["untranslated-fragment", "untranslated-passage"\]'):
        leftovers.card(tmp_path / "none.json")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"points": 1, "thresholds": {"": 0}, "chances": {"": [[0, 0.5]]}}',
        '{"points": {}, "thresholds": {}, "chances": {"": [[0, 0.5]]}}',
        '{"points": {}, "thresholds": {"": 0}, "chances": {}}',
        '{"points": {}, "thresholds": {"": 0}, "chances": {"": [[0, 7]]}}',
        '{"points": {"any": "1"}, "thresholds": {"": 0}, "chances": {"": [[0, 0.5]]}}',
    ],
)
def test_a_damaged_card_is_named_with_what_to_do(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"bad\.json is damaged .*install the package again"):
        leftovers.card(path)


def test_a_card_that_is_no_text_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ModelError, match=r"bad\.json is damaged"):
        leftovers.card(path)


def test_the_other_rules_run_without_the_card(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> leftovers.Card:
        raise ModelError("leftovers.json is missing")

    monkeypatch.setattr(leftovers, "card", broken)
    text = "Он купил\u200b screenshot вчера."
    with pytest.raises(ModelError):
        Cleaner("ru", "en").clean(text)
    rest = Cleaner("ru", "en", ignore=["untranslated-fragment", "untranslated-passage"])
    assert rest.clean(text).annotations


def test_a_line_without_words_has_no_runs() -> None:
    assert read("", "ru") == read("да, 15", "ru") == []


def test_the_card_names_what_ships() -> None:
    """Every group has a threshold, every point is of a group that is known, and the page was written with the points."""
    card = leftovers.card()
    groups = {*leftovers.GROUPS.values(), "zh-spaced", ""}
    assert set(card.thresholds) == groups
    assert {name.partition(":")[0] for name in card.points if ":" in name} <= groups
    assert set(card.chances) <= groups
    assert f"What it is: {len(card.points)} points" in (FOLDER / "leftovers.md").read_text(encoding="utf-8")
    assert (FOLDER / "leftovers.json").stat().st_size < 20_000
    assert json.loads((FOLDER / "leftovers.json").read_text(encoding="utf-8")).keys() == {"points", "thresholds", "chances"}
