"""Documents that tell the same amount with different powers of ten conflict; nothing else does."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.comparison import compare
from cleaner.document import Document

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


def plain(*texts: str) -> list[Document]:
    return [Document(text, text, (), "en") for text in texts]


def test_the_seeds_hold_one_conflict() -> None:
    documents = list(cleaner.Cleaner(target="en").pipe(path.read_text(encoding="utf-8") for path in SEEDS))
    (conflict,) = compare(documents)
    assert conflict.documents == (0, 1)
    assert conflict.found == ("21.7 million", "217.07 billion")
    assert conflict.evidence["power_of_ten"] == 4
    assert conflict.evidence["likelier_wrong"] == 0
    for index, (start, end), found in zip(conflict.documents, conflict.spans, conflict.found, strict=True):
        assert documents[index].original[start:end] == found
    assert json.loads(json.dumps(conflict.to_dict())) == conflict.to_dict()


def test_spans_count_in_the_original_when_the_text_was_cleaned() -> None:
    dirty = "public反响 was strong.\nPolice froze 21.73 million yuan in fraud funds."
    documents = [cleaner.clean(dirty, target="en"), *plain("Police froze 217.3 billion yuan of fraud funds.")]
    assert documents[0].text != dirty
    (conflict,) = compare(documents)
    (start, end), _ = conflict.spans
    assert dirty[start:end] == "21.73 million"


def test_a_second_document_tells_which_is_likelier_wrong() -> None:
    right = "Police froze 217.07 billion yuan in fraud funds."
    conflicts = compare(plain(right, "Police froze 21.707 million yuan in fraud funds.", right))
    assert {conflict.evidence["likelier_wrong"] for conflict in conflicts} == {1}
    assert [conflict.documents for conflict in conflicts] == [(0, 1), (1, 2)]


def test_nothing_is_said_of_who_is_wrong_without_a_reason() -> None:
    (conflict,) = compare(plain("Police froze 217.07 billion yuan in fraud funds.", "Police froze 21.707 million yuan in fraud funds."))
    assert conflict.evidence["likelier_wrong"] is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Police froze 217.07 billion yuan in fraud funds.", "Police froze 217 billion yuan in fraud funds."),
        ("Police froze 21.7 million yuan in fraud funds.", "Police froze 217 million yuan in fraud funds."),
        ("Police froze 21.7 million yuan in fraud funds.", "Police froze 21.7 billion dollars in fraud funds."),
        ("Police froze 21.7 million yuan in fraud funds.", "Banks lent 21.7 billion yuan to farmers."),
        ("In 2023 police froze 21.7 million yuan in fraud funds.", "In 2025 police froze 21.7 billion yuan in fraud funds."),
        ("They blocked 36.5 million fraudulent calls from abroad.", "They blocked 36.5 billion fraudulent messages from abroad."),
        ("Police froze 3 million yuan in fraud funds.", "Police froze 3 billion yuan in fraud funds."),
        ("Police froze 217.07 billion yuan ($31.3 billion) in fraud funds.", "Police froze 31.3 million dollars in other funds."),
    ],
    ids=["rounding", "ten times", "currency", "other thing", "other year", "other noun", "round figure", "conversion"],
)
def test_near_misses(one: str, other: str) -> None:
    assert compare(plain(one, other)) == []


def test_one_document_does_not_conflict_with_itself_nor_other_languages_with_it() -> None:
    text = "Police froze 217.07 billion yuan in fraud funds. Police froze 21.707 million yuan in fraud funds."
    assert compare(plain(text)) == []
    assert compare([*plain("Police froze 217.07 billion yuan in fraud funds."), Document(text, text, (), "fr")]) == []
    assert compare([]) == []


@settings(max_examples=50)
@given(st.lists(st.text(alphabet="froze yuan fund 0123456789.,million billion()$\n", max_size=80), max_size=4))
def test_any_texts_can_be_compared(texts: list[str]) -> None:
    for conflict in compare(plain(*texts)):
        assert [texts[index][start:end] for index, (start, end) in zip(conflict.documents, conflict.spans, strict=True)] == list(
            conflict.found
        )
