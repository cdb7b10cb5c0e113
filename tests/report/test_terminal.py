"""The changes of a document for a terminal: marks or colours, context, and no tricks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner
from cleaner.display import visible
from cleaner.line_ends import NEWLINE
from cleaner.report.terminal import CONTEXT, diff

CLEANER = Cleaner(target="en", select=["encoding", "invisible"])
WITH_NOTES = Cleaner(target="en", select=["wrong-language", "untranslated", "encoding"])


def lines(text, colour=False, by=CLEANER):
    """The lines of a diff as they are printed."""
    return [line.plain.strip() for line in diff(by.clean(text), colour)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("AT&amp;T", "1 [-AT&amp;T-]{+AT&T+}  [html-entity]"),
        ("one\ntele\u200bcom\nthree", "2 [-tele‹U+200B›com-]{+telecom+}  [invisible-character]"),
        ("a\u200b &lt; b", "1 [-a‹U+200B›-]{+a+} [-&lt;-]{+<+} b  [invisible-character, html-entity]"),
        ("\u200b", "1 [-‹U+200B›-]  [invisible-character]"),
        ("price [bold]&amp;[/bold] :bomb:", "1 price [bold][-&amp;-]{+&+}[/bold] :bomb:  [html-entity]"),
    ],
)
def test_change_is_shown_in_its_line(text, shown):
    """Line number, what was removed, what was added, the rest of the line, the rules."""
    assert lines(text) == [shown]


def test_nothing_to_show():
    """A clean text has no lines to show."""
    assert lines("nothing wrong\nat all\n") == []


def test_only_lines_with_findings_are_shown():
    """Two lines of four, in their order."""
    assert [line.split()[0] for line in lines("a &amp; b\nfine\nfine\nc &lt; d\n")] == ["1", "4"]


def test_long_line_is_cut_around_the_change():
    """So much of the line is shown that the change can be judged, not all of it."""
    (line,) = lines("x " * 500 + "&amp;" + " y" * 500)
    assert line.startswith("1 … x x")
    assert "[-&amp;-]{+&+}" in line
    assert len(line) < 4 * CONTEXT


def test_colour_takes_the_place_of_marks():
    """With colour the words are styled: struck for removed, green for added."""
    (line,) = diff(CLEANER.clean("AT&amp;T"), colour=True)
    assert line.plain.strip() == "1 AT&amp;TAT&T  [html-entity]"
    assert {"strike red", "green"} <= {str(span.style) for span in line.spans}


def test_proposal_is_flagged_with_what_would_stand_there():
    """What was not applied is marked as a question."""
    assert any(
        "[?" in line
        for line in lines(
            "The police said on Wednesday.\n" * 3 + "公安机关通报了一起电信诈骗案件，犯罪团伙在境外设立窝点。\n", by=WITH_NOTES
        )
    )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_visible_shows_every_character_as_itself_or_as_a_chip(text):
    """No control, format, private or odd space character is left in what is shown."""
    assert all(char == " " or unicodedata.category(char)[0] not in "CZ" for char in visible(text))


@given(st.text(st.sampled_from("a\u200b\u202e\x1b[]&amp;lt;\n\r\u2028\x9b{}\x07 "), max_size=40))
def test_no_text_plays_tricks(text):
    """Every line of a diff is one line, without escapes and without reordering."""
    for line in diff(CLEANER.clean(text), colour=False):
        assert line.plain.isprintable()


@given(st.text(st.sampled_from("a\u200b&amp;lt;\n\r "), max_size=40))
def test_every_changed_line_is_there(text):
    """Each line of the original in which a finding starts is shown once, by its number."""
    document = CLEANER.clean(text)
    expected = sorted({len(NEWLINE.findall(document.original[: each.start])) + 1 for each in document.annotations})
    assert [int(line.plain.split()[0]) for line in diff(document, colour=False)] == expected


def test_only_the_number_and_the_rules_are_dim():
    """What surrounds a change is shown as it is; a dim style on the whole line would grey the changes too."""
    (line,) = diff(Cleaner("en").clean("strong public反响 here"))
    dim = [line.plain[span.start : span.end] for span in line.spans if span.style == "dim"]
    assert line.style == ""
    assert [part.strip() for part in dim] == ["1", "[untranslated-fragment]"]
