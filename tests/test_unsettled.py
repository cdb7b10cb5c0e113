"""Glossary entries that undo or feed themselves: the text comes to rest all the same, and the rest of it is cleaned."""

import pytest

from cleaner import Cleaner, Glossary, TextError, apply, restore
from cleaner.glossary.parse import read

END = "source: literal\nreviewed: 2026-11-21 tests\n\n"
FEEDING = "concept: kokang\nzh: 果敢\nen: Kokang\nwrong: foo\n  use: " + "foo " * 9 + "foo\n  safety: safe\n" + END
HOLDING = "concept: kokang\nzh: 果敢\nen: Kokang\nwrong: Guogan\n  use: Guogan (Kokang)\n  safety: safe\n" + END
IN_TURN = f"concept: one\nzh: 甲乙\nen: 丙丁\n{END}concept: two\nzh: 丙丁\nen: 甲乙\n{END}"


def english(entries: str) -> Cleaner:
    return Cleaner("en", glossary=Glossary(read("terms.txt", entries.encode(), 1)))


@pytest.mark.parametrize(
    ("entries", "text"),
    [(FEEDING, "It foo &amp; bar."), (HOLDING, "In Guogan he &amp; she went."), (IN_TURN, "They saw the 甲乙 of the town &amp; left.")],
)
def test_the_rest_of_the_text_is_cleaned_and_cleaning_again_applies_nothing(entries: str, text: str) -> None:
    cleaner = english(entries)
    document = cleaner.clean(text)
    assert "&amp;" not in document.text
    assert " & " in document.text
    assert apply(text, document.annotations) == document.text
    assert restore(document.text, document.annotations) == text
    assert cleaner.clean(document.text).applied == ()


def test_what_keeps_changing_is_proposed() -> None:
    (found,) = english(HOLDING).clean("In Guogan he went.").annotations
    assert (found.replacement, found.applied, found.safety) == ("Guogan (Kokang)", False, "review")


def test_another_text_of_the_block_is_not_touched_by_it() -> None:
    first, second = english(HOLDING).pipe(["In Guogan he went.", "He &amp; she went."])
    assert not first.applied
    assert second.text == "He & she went."


def test_what_nobody_reviewed_is_never_put_in() -> None:
    entries = "concept: kokang\nzh: 果敢\nen: Kokang\nwrong: Guogan\n  safety: safe\nsource: literal\n"
    (found,) = english(entries).clean("He met Guogan there.").annotations
    assert (found.replacement, found.applied, found.safety) == ("Kokang", False, "review")


def test_a_source_text_with_a_lone_surrogate_is_refused_like_a_text() -> None:
    cleaner = Cleaner("en")
    with pytest.raises(TextError, match="the source text holds a lone surrogate at code point 1"):
        cleaner.clean("He came.", "a\ud800b")
    good, bad = cleaner.pipe([("He came.", "他来了。"), ("He came.", "a\ud800b")], errors="return")
    assert isinstance(bad, TextError)
    assert not isinstance(good, TextError)
