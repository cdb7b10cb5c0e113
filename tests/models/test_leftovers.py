"""The score of words in Latin letters: what it reads of a line, and that its card holds."""

import json
from pathlib import Path

import pytest

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
    ("code", "text", "group"), [("ru", "да ok", "cyrl"), ("zh", "好 ok", "zh"), ("zh", "好 的 大 吗 ok", "zh-spaced"), ("th", "ดี ok", "")]
)
def test_each_language_has_its_group(code: str, text: str, group: str) -> None:
    assert {run.group for run in read(text, code)} == {group}


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        ("Он купил screenshot вчера.", "Он купил iPhone вчера."),
        ("Он читает Twitter вчера.", "Он читает BBC вчера."),
        ("Он купил the other thing вчера.", "Он купил AB вчера."),
    ],
)
def test_lower_case_words_are_likelier_leftovers_than_brands(likely: str, unlikely: str) -> None:
    (first,), (second,) = read(likely, "ru"), read(unlikely, "ru")
    assert leftovers.probability(first) > leftovers.probability(second)


def test_a_line_without_words_has_no_runs() -> None:
    assert read("", "ru") == read("да, 15", "ru") == []


def test_the_card_names_what_ships() -> None:
    """Every group has a threshold, every point is of a group that is known, and the page was written with the points."""
    card = leftovers.card()
    groups = {*leftovers.GROUPS.values(), "zh-spaced", ""}
    assert set(card.thresholds) == groups
    assert {name.partition(":")[0] for name in card.points if ":" in name} <= groups
    assert f"What it is: {len(card.points)} points" in (FOLDER / "leftovers.md").read_text(encoding="utf-8")
    assert (FOLDER / "leftovers.json").stat().st_size < 20_000
    assert json.loads((FOLDER / "leftovers.json").read_text(encoding="utf-8")).keys() == {"points", "thresholds"}
