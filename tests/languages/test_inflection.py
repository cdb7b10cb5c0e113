"""English words by their bases."""

import pytest

from cleaner.languages.inflection import keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dens", "den"),
        ("gangs’", "gang"),
        ("Kokang's", "Kokang"),
        ("policies", "policy"),
        ("seized", "seize"),
        ("stopped", "stop"),
        ("running", "run"),
        ("caught", "catch"),
        ("women", "woman"),
        ("organisations", "organization"),
        ("analysed", "analyze"),
        ("defence", "defense"),
        ("labour", "labor"),
        ("centres", "center"),
        ("smuggling", "smuggle"),
        ("cancelled", "cancel"),
    ],
)
def test_forms_and_spellings_of_one_word_share_a_key(one: str, other: str) -> None:
    assert keys(one) & keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("user", "use"),
        ("abuser", "use"),
        ("bring", "bre"),
        ("police", "policy"),
        ("four", "for"),
        ("class", "clas"),
        ("dense", "den"),
        ("mind", "mine"),
    ],
)
def test_other_words_share_none(one: str, other: str) -> None:
    assert not keys(one) & keys(other)


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("analyses", "analysis"), ("appendices", "appendix"), ("indices", "index"), ("matrices", "matrix"), ("hypotheses", "hypothesis")],
)
def test_latin_and_greek_plurals_are_forms_of_their_singulars(plural: str, singular: str) -> None:
    assert keys(plural) & keys(singular)
