"""Which form of a word is put in for what was left untranslated: only where the sentence shows it."""

import pytest

from cleaner import Cleaner

APPLIED = {
    "the University of ⟦文莱⟧ opened in June": "Brunei",
    "the ⟦埃塞俄比亚⟧ Airlines flight": "Ethiopian",
    "several ⟦城市⟧ in the north": "cities",
    "Every ⟦城市⟧ has one.": "city",
    "They have many ⟦朋友⟧ there.": "friends",
    "large losses, serious harm, and strong public⟦反响⟧.": " response",
    "destroy overseas fraud dens, and⟦通缉⟧major fraud fugitives": " issue arrest warrants for ",
}
PROPOSED = (
    "among ⟦城市⟧ there",
    "with ⟦渠道⟧ there",
    "the ⟦能力⟧ of the banks",
)


def parts(sentence: str) -> tuple[str, str, str]:
    before, _, rest = sentence.partition("⟦")
    term, _, after = rest.partition("⟧")
    return before, term, after


@pytest.mark.parametrize("sentence", APPLIED)
def test_a_form_that_the_sentence_shows_is_put_in(english: Cleaner, sentence: str) -> None:
    before, term, after = parts(sentence)
    assert english.clean(before + term + after).text == before + APPLIED[sentence] + after


@pytest.mark.parametrize("sentence", PROPOSED)
def test_what_the_sentence_does_not_show_is_only_proposed(english: Cleaner, sentence: str) -> None:
    text = "".join(parts(sentence))
    document = english.clean(text)
    (annotation,) = document.annotations
    assert document.text == text
    assert annotation.replacement
    assert annotation.safety.value == "review"


def test_words_side_by_side_are_no_rendering_of_the_whole(english: Cleaner) -> None:
    (annotation,) = english.clean("a fine from the 机构元 of the town").annotations
    assert annotation.replacement is None
