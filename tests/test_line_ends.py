"""Line ends belong to the text: they stay, whatever they are, and every rule works on them as on line feeds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner, Document, OptionError, apply, clean, restore
from cleaner.suppressions import Suppression, Suppressions

KINDS = {"CRLF": "\r\n", "CR": "\r"}
PAGE = (
    "Skip to content\nHome\nLog in\nHarbour bridge closes\nThe bridge over the harbour closes in March, the council said on Monday.\n"
    "Engineers found rust in four of its pillars, and work is expected to take eight months, with strong public反响.\n"
    "Buses are led through the tunnel until the work is done, and the ferry runs every ten minutes.\n"
    "Share this article\nFollow us on Facebook\nBack to top\n© 2024 Harbour Herald. All rights reserved.\n"
)


PIECES = (
    "The police of three provinces solved more than two hundred cases, the ministry said on Wednesday.", "strong public反响. ", "\n", "\n", "\n\n",
    "Share", "Back to top", "Copyright 2020. All rights reserved.", "By A B | China Daily | Updated: 2026-02-10 09:04", "\u2028", "\x85", "&amp;", "&amp;lt;",
    "â€™", "Ã©", "\x80", "\x00", "\x1b[31m", "\ufeff", "\u200b", "\u200d", "👨\u200d👩\u200d👧", "\u202e", "\u202c", "\u2066", "العربية", "日本語です", "e\u0301",
    "，", "（", "）", "“", "”", " ", "  ", "\t", ".", "`", "```\n", "a", "1",
)  # fmt: skip


def told(document: Document) -> list[tuple[object, ...]]:
    """What was found, without the places."""
    return [(each.rule, each.applied, each.found.replace("\r\n", "\n").replace("\r", "\n")) for each in document.annotations]


@pytest.mark.parametrize("end", KINDS.values(), ids=KINDS)
def test_a_text_keeps_its_line_ends_without_a_finding(end: str) -> None:
    text = f"The first line.{end}{end}The second one.{end}"
    document = clean(text)
    assert (document.text, document.annotations) == (text, ())


@pytest.mark.parametrize("end", KINDS.values(), ids=KINDS)
def test_rules_find_what_they_find_between_line_feeds(english: Cleaner, end: str) -> None:
    usual, other = english.clean(PAGE), english.clean(PAGE.replace("\n", end))
    assert {"boilerplate-line", "untranslated-fragment"} <= {each.rule for each in usual.applied}
    assert other.text == usual.text.replace("\n", end)
    assert told(other) == told(usual)
    assert other.page == usual.page


FEW_RULES = Cleaner("en", select=("encoding", "invisible", "typography", "duplication", "spam", "boilerplate"))
pieces = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(pieces, st.sampled_from(list(KINDS.values())))
def test_any_text_is_cleaned_as_it_is_with_line_feeds(text: str, end: str) -> None:
    usual, other = FEW_RULES.clean(text), FEW_RULES.clean(text.replace("\n", end))
    # a text without any line feed has no line end of its own
    own = end if "\n" in text else "\n"
    assert other.text == usual.text.replace("\n", own)
    assert told(other) == told(usual)


def test_what_is_put_in_ends_like_the_lines_around_it() -> None:
    assert clean("one\u2028two\r\nthree\r\n").text == "one\r\ntwo\r\nthree\r\n"
    assert clean("one\u2028two\nthree\r\nfour\r\n", select=["line-ending"]).text == "one\r\ntwo\nthree\r\nfour\r\n"
    assert clean("one\u2028two").text == "one\ntwo"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\r\nb\r\nc\nd\r\n", (7, 8)),
        ("a\nb\nc\r\nd\ne\r\n", (5, 7)),
        ("a\nb\nc\rd\n", (5, 6)),
        ("a\r\nb\n", (4, 5)),
    ],
)
def test_a_text_that_mixes_line_ends_has_one_finding_and_stays(text: str, found: tuple[int, int]) -> None:
    document = clean(text)
    assert document.text == text
    (note,) = document.annotations
    assert (note.rule, note.applied, (note.start, note.end)) == ("line-ending", False, found)
    assert sum(note.evidence["counts"].values()) == text.replace("\r\n", "\n").count("\n") + text.replace("\r\n", "").count("\r")


def test_of_line_ends_that_went_with_their_line_nothing_is_said() -> None:
    mixed = PAGE.replace("\n", "\r\n").replace("Back to top\r\n", "Back to top\n")
    document = Cleaner("en").clean(mixed)
    assert "Back to top" not in document.text
    assert {each.rule for each in document.annotations} == {"boilerplate-line", "untranslated-fragment"}


def test_the_finding_can_be_left_out_and_suppressed() -> None:
    mixed = "a\r\nb\r\nc\nd"
    assert clean(mixed, ignore=["line-ending"]).annotations == ()
    quiet = Suppressions([Suppression("line-ending", "\n", "c", "d", "\n", "c", "d")])
    assert clean(mixed, suppressions=quiet).annotations == ()


def test_a_carriage_return_and_a_line_feed_are_not_brought_together() -> None:
    document = clean("one\r\u200b\ntwo\n")
    assert document.text.replace("\r\n", "\n").replace("\r", "\n") == "one\n\ntwo\n"
    assert restore(document.text, document.annotations) == "one\r\u200b\ntwo\n"


@pytest.mark.parametrize("end", KINDS.values(), ids=KINDS)
def test_line_feeds_can_be_asked_for(end: str) -> None:
    text = PAGE.replace("\n", end)
    cleaner = Cleaner("en", line_endings="lf")
    document = cleaner.clean(text)
    assert document.text == Cleaner("en").clean(PAGE).text
    assert cleaner.clean(document.text).annotations == Cleaner("en").clean(document.text).annotations
    assert apply(text, document.annotations) == document.text
    assert restore(document.text, document.annotations) == text
    endings = [each for each in document.annotations if each.rule == "line-ending"]
    assert all(each.applied and each.safety == "safe" for each in endings)
    assert len(endings) <= len(document.annotations) - len(endings) + 1


def test_line_feeds_are_one_finding_however_many_lines_there_are() -> None:
    text = "A line that is good.\r\n" * 500
    document = clean(text, line_endings="lf")
    assert len(document.annotations) == 1
    assert apply(text, document.annotations) == text.replace("\r\n", "\n")


def test_notes_stay_where_they_are_when_line_ends_change() -> None:
    """A proposal in a text whose line ends change speaks of its own characters, not of all that changes around it."""
    text = "The gangs built fraud nests.\r\nThe police came.\r\nThe end.\r\n"
    notes = [[each for each in clean(text, "en", line_endings=how).annotations if not each.applied] for how in ("keep", "lf")]
    assert notes[0]
    assert [(each.start, each.end) for each in notes[0]] == [(each.start, each.end) for each in notes[1]]


def test_a_place_named_in_the_evidence_is_one_of_the_cleaned_text() -> None:
    passage = "The ministry said on Wednesday that the police of three provinces had solved more than two hundred cases since May."
    document = clean(f"Title\r\n\r\n{passage}\r\n\r\nAnother.\r\n\r\n{passage}", "en", select=["repeated-passage"])
    (note,) = document.annotations
    start = note.evidence["first"]["start"]
    assert document.text[start : start + len(passage)] == passage


def test_ids_do_not_depend_on_line_ends() -> None:
    ids = [
        [each.id for each in clean(PAGE.replace("\n", end), "en").annotations if "\n" not in each.found and "\r" not in each.found]
        for end in ("\n", "\r\n", "\r")
    ]
    assert ids[0] == ids[1] == ids[2]
    assert all(one != other for one, other in pairwise(ids[0]))


def test_a_pair_is_compared_whatever_its_line_ends(english: Cleaner) -> None:
    target, source = "Losses came to 3 yuan.\nThe rest is unknown.\n", "损失达300万元。\n其余不详。\n"
    usual = english.clean(target, source)
    other = english.clean(target.replace("\n", "\r\n"), source.replace("\n", "\r\n"))
    assert usual.annotations
    assert told(other) == told(usual)


def test_an_unknown_way_to_treat_line_ends_is_refused() -> None:
    with pytest.raises(OptionError, match="unknown treatment of line ends 'crlf'; choose one of keep, lf"):
        Cleaner(line_endings="crlf")
