"""What a translation must share with its source: placeholders, tags, addresses, words at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner

PLACEHOLDERS = Cleaner("de", "en", select=["placeholder-mismatch"])
SEGMENTS = Cleaner("de", "en", select=["segment-mismatch"])
KINDS = [
    "{name}",
    "{{name}}",
    "${name}",
    "%{name}",
    "#{name}",
    "%s",
    "%1$d",
    "%(name)s",
    "__name__",
    "$name$",
    "https://example.com/a",
    "a@example.com",
    "{0}",
]


@pytest.mark.parametrize("placeholder", KINDS)
def test_the_same_placeholder_is_silent_and_a_lost_one_is_not(placeholder):
    """Whatever syntax it has."""
    source = f"The file {placeholder} was saved."
    assert not PLACEHOLDERS.clean(f"Die Datei {placeholder} ist gespeichert.", source_text=source).annotations
    (found,) = PLACEHOLDERS.clean("Die Datei ist gespeichert.", source_text=source).annotations
    assert placeholder in found.message
    assert found.replacement is None


def test_changed_placeholders_are_proposed_in_their_order():
    """As many of a kind as the source has: each stands for one of them."""
    document = PLACEHOLDERS.clean("{erste} und {zweite}", source_text="{first} and {second}")
    assert [(each.found, each.replacement) for each in document.annotations] == [("{erste}", "{first}"), ("{zweite}", "{second}")]


def test_two_syntaxes_in_a_file_are_two_kinds():
    """What is missing of one kind is not proposed for another."""
    document = PLACEHOLDERS.clean("Hallo %s", source_text="Hello {name}")
    assert [(each.found, each.replacement) for each in document.annotations if each.found == "%s"] == [("%s", None)]


def test_lines_are_compared_with_their_lines():
    """A placeholder in the wrong line is found, though the whole text has it."""
    document = PLACEHOLDERS.clean("{b} eins\n{a} zwei", source_text="{a} one\n{b} two")
    assert [each.found for each in document.annotations] == ["{b}", "{a}"]


def test_plural_messages_keep_their_argument():
    """ICU messages: the words inside are translated, the argument is not."""
    source = "{count, plural, one {# file} other {# files}}"
    assert not PLACEHOLDERS.clean("{count, plural, one {# Datei} other {# Dateien}}", source_text=source).annotations
    assert PLACEHOLDERS.clean("{anzahl, plural, one {# Datei} other {# Dateien}}", source_text=source).annotations


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("50% of it", "50 % davon"),
        ("Press <b>Start</b>", "Drücken Sie <b>Start</b>"),
        ("a < b > c", "a < b > c"),
        ("see www.example.com/en/", "siehe www.example.com/de/"),
    ],
)
def test_what_is_no_placeholder_or_equal(source, target):
    """Per cent, comparisons, the language in an address."""
    assert not PLACEHOLDERS.clean(target, source_text=source).annotations


@given(st.text(max_size=40))
def test_a_text_is_in_agreement_with_itself(text):
    """Anything has its own placeholders."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    assert not PLACEHOLDERS.clean(text, source_text=text).annotations


def test_a_source_handed_back():
    """Whole sentences are copied, titles and code are not."""
    assert SEGMENTS.clean("He left the house in the morning.", source_text="He left the house in the morning.").annotations
    for text in ("The New York Times", "npm install left-pad", "OK", "2026-11-29"):
        assert not SEGMENTS.clean(text, source_text=text).annotations


def test_one_bad_line_of_many():
    """The finding is in its line."""
    document = SEGMENTS.clean("Er kam.\n.\nSie ging.", source_text="He came.\nThey stayed.\nShe left.")
    assert [(each.start, each.found) for each in document.annotations] == [(8, ".")]


@given(st.integers(1, 8), st.integers(5, 7), st.lists(st.sampled_from(["the", "plan", "of", "towns", "grows"]), max_size=30))
def test_every_loop_is_seen(size, times, before):
    """Wherever it begins, and however many words it has."""
    words = [f"word{chr(97 + number)}" for number in range(size)]
    text = " ".join([*before, *words * times, "end"])
    assert Cleaner("en", select=["decoder-loop"]).clean(text).annotations
