"""`Matcher.propose`: what the glossary proposes for a span; the span is marked ⟦⟧."""

import pytest

from cleaner.glossary import Glossary, Matcher, Proposal
from cleaner.glossary.parse import read

ENTRIES = """\
concept: network
zh: 网络
en: network
  plural: networks
source: Test
reviewed: 2026-01-01 Test

concept: bank-of-river
zh: 岸
en: shore
  near: river
en: coast
  near: sea
source: Test
reviewed: 2026-01-01 Test

concept: phrase
zh: 反响
  status: proposed
en: response
source: Test
reviewed: 2026-01-01 Test
"""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(Glossary(read("test.txt", ENTRIES.encode())))


def proposed(matcher: Matcher, marked: str, term: str | None = None) -> Proposal | None:
    before, span, after = marked.replace("⟧", "⟦").split("⟦")
    return matcher.propose(matcher.around(before + span + after), len(before), len(before) + len(span), term)


def test_it_is_certain_where_entry_sense_and_form_are(matcher: Matcher) -> None:
    found = proposed(matcher, "the ⟦網絡⟧ of roads")
    assert found is not None
    assert found.rendering is not None
    assert (found.concept.id, found.source.text, found.rendering.text, found.certain) == ("network", "网络", "network", True)
    assert found.alternatives == ("network", "networks")


def test_the_form_for_the_place_comes_first(matcher: Matcher) -> None:
    found = proposed(matcher, "many ⟦网络⟧ of roads")
    assert found is not None
    assert found.alternatives == ("networks", "network")


def test_an_unknown_term_has_no_proposal(matcher: Matcher) -> None:
    assert proposed(matcher, "the ⟦未知⟧ of roads") is None


def test_an_entry_whose_contexts_do_not_hold_has_no_rendering(matcher: Matcher) -> None:
    found = proposed(matcher, "the ⟦岸⟧ was far away")
    assert found is not None
    assert (found.rendering, found.certain, found.alternatives) == (None, False, ("shore", "coast"))


@pytest.mark.parametrize(
    ("marked", "unreviewed", "glossed"),
    [
        ("the ⟦反响⟧ of the public", True, False),
        ("the network (⟦网络⟧) of roads", False, True),
    ],
)
def test_it_is_not_certain(matcher: Matcher, marked: str, unreviewed: bool, glossed: bool) -> None:
    found = proposed(matcher, marked)
    assert found is not None
    assert (found.certain, found.unreviewed, found.glossed) == (False, unreviewed, glossed)


def test_an_item_of_a_list_is_looked_up_by_its_term(matcher: Matcher) -> None:
    found = proposed(matcher, "they built ⟦网络、码头⟧, and roads", "网络")
    assert found is not None
    assert found.concept.id == "network"
