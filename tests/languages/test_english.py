"""Which form of a word fits a place: the place is marked ⟦⟧."""

import pytest

from cleaner.languages.english import DETERMINERS, MODALS, PREPOSITIONS, Place, slot

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


FOLLOWED_BY = {
    "a content word": (" network grew.", Place.ADJECTIVE, Place.VERB),
    "an object": (" the men.", Place.NOUN, Place.VERB),
    "the end": (".", Place.NOUN, Place.VERB),
}
GERUND = frozenset(("by", "for", "of", "after", "before", "without"))
UNDECIDED = frozenset("some any both all these those".split())
"""Quantifiers, after which a plural fits."""


@pytest.mark.parametrize("after", FOLLOWED_BY)
def test_after_a_word_what_follows_decides(after: str) -> None:
    text, nominal, verbal = FOLLOWED_BY[after]
    for word in (DETERMINERS | PREPOSITIONS) - UNDECIDED - GERUND:
        assert slot(f"They saw {word} ", text) == (nominal, True), word
    for word in MODALS:
        assert slot(f"They {word} ", text) == (verbal, True), word


@pytest.mark.parametrize("sentence", SLOTS)
def test_the_place_asks_for_a_form(sentence: str) -> None:
    before, after = sentence.split("⟦⟧")
    assert slot(before, after).place is SLOTS[sentence]


def test_an_unclear_place_is_not_certain() -> None:
    assert not slot("apples, and ", " red pears").certain
