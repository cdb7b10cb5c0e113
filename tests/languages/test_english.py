"""Which form of a word fits a place: the place is marked ⟦⟧."""

import pytest

from cleaner.languages.english import Place, slot

SLOTS = {
    "strong public⟦⟧. Secondly,": Place.NOUN,
    "They will⟦⟧the network": Place.VERB,
    "They plan to⟦⟧major fugitives": Place.VERB,
    "turned from gambling to ⟦⟧ and kidnapping": Place.NOUN,
    "destroy overseas dens, and⟦⟧major fraud fugitives": Place.VERB,
    "They will destroy overseas dens, and ⟦⟧ major fraud fugitives": Place.VERB,
    "such as APP development,⟦⟧, and transfer": Place.NOUN,
    "domestic promotion and⟦⟧, transfer money": Place.NOUN,
    "leaders of the⟦⟧ telecommunications group": Place.ADJECTIVE,
    "the high-pressure⟦⟧of crackdown": Place.NOUN,
    "closed the trap by ⟦⟧ the four men": Place.ING,
    "The police have ⟦⟧ 258,000 cases": Place.PAST,
    "more than two hundred ⟦⟧ gave up": Place.PLURAL,
    "two ⟦⟧ firms": Place.ADJECTIVE,
    "apples, and ⟦⟧ red pears": Place.UNKNOWN,
}


@pytest.mark.parametrize("sentence", SLOTS)
def test_the_place_asks_for_a_form(sentence: str) -> None:
    before, after = sentence.split("⟦⟧")
    assert slot(before, after).place is SLOTS[sentence]


def test_an_unclear_place_is_never_certain() -> None:
    assert not slot("apples, and ", " red pears").certain
