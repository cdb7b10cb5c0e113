"""One table says what our findings are called elsewhere, and every rule has a row in it."""

from dataclasses import replace

import pytest

from cleaner import Cleaner
from cleaner.annotation import Kind, Safety
from cleaner.export.mapping import KINDS, RULES, dismissed, its_severity, labels, level
from cleaner.registry import COMPARED_IDS, RULE_IDS

ITS_TYPES = set(
    "terminology mistranslation omission untranslated addition duplication inconsistency grammar legal register locale-specific-content "
    "locale-violation style characters misspelling typographical formatting inconsistent-entities numbers markup pattern-problem whitespace "
    "internationalization length non-conformance uncategorized other".split()
)
"""The closed list of https://www.w3.org/TR/its20/#lqissue-typevalues."""
MQM_DIMENSIONS = (
    "Terminology",
    "Accuracy",
    "Linguistic conventions",
    "Style",
    "Locale conventions",
    "Audience appropriateness",
    "Design and markup",
)
LEVELS = ("note", "warning", "error")
FOUND = Cleaner(target="en", select=["html-entity"]).clean("AT&amp;T").annotations[0]


def test_every_rule_has_a_row_and_every_row_a_rule():
    """In the order of the table it does not matter; nothing is missing and nothing is left from a rule that went."""
    assert set(RULES) == {*RULE_IDS, *COMPARED_IDS}


def test_every_kind_has_a_row():
    """A folder cleaned by another version may have rules that this one does not know."""
    assert set(KINDS) == set(Kind)
    assert labels("rule-of-the-future", Kind.SPAM) == KINDS[Kind.SPAM]


@pytest.mark.parametrize("row", [*RULES.values(), *KINDS.values()], ids=[*RULES, *KINDS])
def test_rows_use_the_words_of_the_standards(row):
    """ITS types of its closed list, MQM's seven dimensions, ITS severities from 0 to 100, SARIF's levels; flagged is never the lesser."""
    assert row.its in ITS_TYPES
    assert row.mqm.split(" › ")[0].split(" (")[0] in MQM_DIMENSIONS
    assert 0 <= row.severity[0] <= row.severity[1] <= 100
    assert LEVELS.index(row.level[0]) <= LEVELS.index(row.level[1])


def test_terminology_is_not_called_inconsistency():
    """ITS keeps "inconsistency" for what is no terminology."""
    assert RULES["inconsistent-term"].its == "terminology"


def test_what_was_mended_is_worth_less_than_what_is_still_there():
    """Level and severity go by whether the text was changed; what only speaks is a note."""
    assert (level(FOUND), its_severity(FOUND)) == ("note", 20)
    flagged = replace(FOUND, applied=False, safety=Safety.REVIEW)
    assert (level(flagged), its_severity(flagged)) == ("warning", 40)
    assert level(replace(flagged, safety=Safety.NOTE)) == "note"


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        ({"answer": "wrong", "note": "a name"}, "a name"),
        ({"answer": "wrong", "note": None}, "a reviewer found the finding wrong"),
        ({"answer": "leave"}, "a reviewer left the text as it is"),
        ({"answer": "accept", "note": "good"}, None),
        ("wrong", None),
        (None, None),
    ],
)
def test_a_finding_that_a_reviewer_put_aside(decision, reason):
    """Wrong, or right and left: the reviewer's note says why, or we do."""
    assert dismissed(replace(FOUND, evidence={"decision": decision})) == reason
