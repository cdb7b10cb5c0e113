"""The algebra of edits: layers compose, spans are carried, and what does not belong together is refused."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Annotation, DocumentError, Kind, Safety, Severity, apply, restore
from cleaner.document import Edit, Finding, OffsetMap, carry_out, compose, document

CAUSE = Finding("a-rule", Kind.STYLE, 0, 1, "because")
letters = st.text("ab\n😀字", max_size=24)


@st.composite
def layer(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits of a text, sorted and without overlap."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [Edit(start, end, draw(st.text("xyz", max_size=3)), CAUSE) for start, end in spans]


@st.composite
def two_layers(draw: st.DrawFn) -> tuple[str, list[Edit], str, list[Edit]]:
    text = draw(letters)
    inner = draw(layer(text))
    middle = carry_out(text, inner)
    return text, inner, middle, draw(layer(middle))


@given(two_layers())
def test_one_layer_does_what_two_do(layers: tuple[str, list[Edit], str, list[Edit]]) -> None:
    text, inner, middle, outer = layers
    composed = compose(text, inner, middle, outer)
    assert carry_out(text, composed) == carry_out(middle, outer)
    assert all(edit.start < edit.end for edit in composed)
    assert all(one.end <= other.start for one, other in pairwise(composed))


@given(two_layers())
def test_a_document_of_any_layer_can_be_taken_back(layers: tuple[str, list[Edit], str, list[Edit]]) -> None:
    text, inner, middle, outer = layers
    composed = compose(text, inner, middle, outer)
    made = document(text, composed, carry_out(text, composed), [], None)
    assert apply(text, made.annotations) == made.text
    assert restore(made.text, made.annotations) == text


@given(two_layers(), st.data())
def test_a_span_carried_back_holds_what_it_came_from(layers: tuple[str, list[Edit], str, list[Edit]], data: st.DataObject) -> None:
    text, inner, middle, _ = layers
    start = data.draw(st.integers(0, len(middle)))
    end = data.draw(st.integers(start, len(middle)))
    offsets = OffsetMap(inner)
    back = offsets.back(start, end)
    forward = offsets.forward(*back)
    assert 0 <= back[0] <= back[1] <= len(text)
    assert 0 <= forward[0] <= forward[1] <= len(middle)
    if start < end:
        assert forward[0] <= start
        assert forward[1] >= end


def test_an_edit_inside_another_becomes_a_step_of_it() -> None:
    inner = Edit(2, 3, "", replace(CAUSE, rule="invisible-character"))
    outer = Edit(0, 4, "", replace(CAUSE, rule="boilerplate-line"))
    (merged,) = compose("ab\u200bcd!", [inner], "abcd!", [outer])
    assert (merged.start, merged.end, merged.replacement, merged.cause.rule) == (0, 5, "", "boilerplate-line")
    assert [step.rule for step in merged.steps] == ["invisible-character"]


def test_an_edit_undone_by_the_next_layer_is_no_edit() -> None:
    assert compose("ab", [Edit(0, 1, "x", CAUSE)], "xb", [Edit(0, 1, "a", CAUSE)]) == []


def annotation(start: int, end: int, found: str, replacement: str | None, *, applied: bool = True) -> Annotation:
    return Annotation(
        "id",
        "a-rule",
        Kind.STYLE,
        start,
        end,
        start,
        start + len(replacement or ""),
        found,
        replacement,
        applied,
        Safety.SAFE,
        1.0,
        Severity.MINOR,
        "because",
    )


@pytest.mark.parametrize(
    ("annotations", "says"),
    [
        ([annotation(0, 1, "x", "y")], "expects other characters"),
        ([annotation(0, 2, "ab", "y"), annotation(1, 3, "bc", "z")], "overlaps"),
        ([annotation(0, 1, "a", None)], "no replacement"),
    ],
)
def test_annotations_of_another_text_are_refused(annotations: list[Annotation], says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        apply("abc", annotations)


def test_a_text_edited_since_cannot_be_restored() -> None:
    with pytest.raises(DocumentError, match="expects other characters"):
        restore("zbc", [annotation(0, 1, "a", "y")])


def test_annotations_that_are_not_applied_change_nothing() -> None:
    assert apply("abc", [annotation(0, 1, "a", "y", applied=False)]) == "abc"
