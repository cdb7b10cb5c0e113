"""Whether a text is a scraped page: what a document says of it, and what the switch does."""

import pickle
from typing import Any

import pytest

from cleaner import Cleaner, Document, OptionError, clean
from cleaner.rules.boilerplate_line import page as score


def removed(document: Document) -> list[str]:
    return [each.found for each in document.annotations if each.kind == "boilerplate" and each.applied]


def test_a_user_who_says_that_texts_are_no_pages_loses_no_line(newspaper: Any) -> None:
    for level in ("phrases", "careful", "thorough"):
        document = Cleaner("en", page=False, boilerplate=level).clean(newspaper.page("bridge", 9))
        assert document.page == 0.0
        assert removed(document) == []
        assert "Copyright 2024 The Harbour Courier. All rights reserved." in document.text


def test_a_user_who_says_that_texts_are_pages_is_believed(newspaper: Any) -> None:
    document = clean(newspaper.page("bridge", 9), target="en", page=True)
    assert document.page == 1.0
    assert "Copyright 2024 The Harbour Courier. All rights reserved." not in document.text


def test_off_leaves_even_what_the_phrase_tables_know(newspaper: Any) -> None:
    text = newspaper.page("river", 9)
    assert removed(clean(text, target="en", boilerplate="off", page=True)) == []
    assert removed(clean(text, target="en", boilerplate="phrases", page=True)) != []


def test_the_probability_is_that_of_the_text_as_it_came_in(newspaper: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score, "probability", lambda view: 0.12345 if "All rights reserved" in view.text else 0.9)
    text = newspaper.page("river", 9)
    assert "All rights reserved" in text
    cleaner = Cleaner("en")
    assert cleaner.clean(text).page == 0.123
    assert cleaner.clean("A \u200bword.").page == 0.9
    assert cleaner.clean("").page == 0.9


def test_it_is_part_of_the_document_as_json(newspaper: Any) -> None:
    document = clean(newspaper.page("river", 9), target="en", page=True)
    assert document.to_dict()["page"] == 1.0
    assert Document.from_dict(document.to_dict()) == document


def test_a_document_of_an_earlier_version_is_as_likely_a_page_as_not() -> None:
    values = clean("A word.", target="en", page=True).to_dict()
    del values["page"]
    assert Document.from_dict(values).page == 0.5


@pytest.mark.parametrize("wrong", ["no", "auto", 1, 0.5])
def test_anything_but_yes_no_and_none_is_refused(wrong: Any) -> None:
    with pytest.raises(OptionError, match="page must be True, False or None"):
        Cleaner(page=wrong)


def test_workers_are_told(newspaper: Any) -> None:
    cleaner = Cleaner("en", page=False)
    text = newspaper.page("market", 9)
    assert pickle.loads(pickle.dumps(cleaner)).clean(text) == cleaner.clean(text)
    assert [document.page for document in cleaner.pipe([text, text], workers=2)] == [0.0, 0.0]
