"""Subtitles: the words of the cues are the text; every other byte stays, whatever is done to the words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.annotation import Annotation, Kind, Safety, Severity
from cleaner.document import Document, apply, rebuilt, restore
from cleaner.errors import InputError
from cleaner.formats.segments import fitted, texts
from cleaner.formats.subtitles import read_ass, read_srt, read_vtt

SRT = (
    "\ufeff1\r\n00:00:01,000 --> 00:00:02,500  X1:10 X2:20\r\n<i>One line</i>\r\nand another\r\n\r\n\r\n"
    "2\r\n00:00:03,000 --> 00:00:04,000\r\n{\\an8}After a\r\n\r\nblank line\r\n\r\n"
    "3\r\n00:00:05,000 --> 00:00:06,000\r\n\r\n4\r\n00:00:07,000 --> 00:00:08,000\r\nlast 42\r\n"
)
VTT = (
    "WEBVTT - title\n\nNOTE a note\nof two lines\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:02.000 align:start\n"
    "<v Ann>Hello <c.loud>you</c> &amp; me\nsecond\n\n00:01:03.000 --> 00:01:04.000\n\n00:01:05.000 --> 00:01:06.000\n- last"
)
ASS = (
    "[Script Info]\nTitle: A Title\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not this\n"
    "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\pos(1,2)}One, two{\\i1} three\\Nfour\n"
    "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\p1}m 0 0 l 10 10\n"
    "Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,last\n"
)
CASES = [(SRT, read_srt), (VTT, read_vtt), (ASS, read_ass)]
IDS = ["srt", "vtt", "ass"]


def changed(content, edits, *, applied=True):
    """The document of a content after edits, each a start, an end and a replacement."""
    plain = Document(content.text, content.text, (), "en")
    made = [
        Annotation("", "a-rule", Kind.ENCODING, start, end, 0, 0, "", new, applied, Safety.SAFE, 1.0, Severity.MINOR, "why", {})
        for start, end, new in edits
    ]
    return rebuilt(plain, content.text, made)


@pytest.mark.parametrize(("source", "read"), CASES, ids=IDS)
def test_the_words_are_the_text_and_unchanged_words_the_same_bytes(source, read):
    content = read(source.encode())
    assert content.put(content.pieces) == source.encode()
    assert (
        content.text
        == {
            "srt": "One line\r\nand another\r\n\r\nAfter a\r\n\r\nblank line\r\n\r\n\r\n\r\nlast 42",
            "vtt": "Hello you & me\nsecond\n\n\n\n- last",
            "ass": "One, two three\nfour\n\nlast",
        }[IDS[[each for _, each in CASES].index(read)]]
    )


@pytest.mark.parametrize(("source", "read"), CASES, ids=IDS)
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_any_changes_leave_a_document_that_the_file_holds(source, read, data):
    """Whatever is applied, the invariants hold, the file gives the text back, and nothing but words has changed."""
    content = read(source.encode())
    borders = sorted(data.draw(st.sets(st.integers(0, len(content.text)), max_size=8)))
    new = st.sampled_from(["", "", "new", "\n\n", "<b>", "1\n00:00:01,000 --> 00:00:02,000\n", "{x}", "\\N", "-->"])
    edits = [(start, end, data.draw(new)) for start, end in zip(borders[::2], borders[1::2], strict=False)]
    document = fitted(changed(content, edits), content)
    assert apply(document.original, document.annotations) == document.text
    assert restore(document.text, document.annotations) == document.original
    assert all(document.original[each.start : each.end] == each.found for each in document.annotations)
    written = content.put(texts(document.original, document.annotations, content.free))
    assert read(written).text == document.text
    # the text of a cue that was emptied may be found on the other side of its line break
    blank = ["?"] * len(content.free)
    assert read(written).put(blank).split() == content.put(blank).split()


def test_a_removal_over_cues_is_one_for_each():
    content = read_srt(SRT.encode())
    start = content.text.index("and another")
    document = fitted(changed(content, [(start, content.text.index("blank"), "")]), content)
    assert [(each.found, each.applied) for each in document.annotations] == [("\r\nand another", True), ("After a\r\n\r\n", True)]
    written = content.put(texts(document.original, document.annotations, content.free)).decode()
    assert "<i>One line</i>\r\n\r\n\r\n2\r\n" in written
    assert "{\\an8}blank line\r\n" in written


def test_another_change_over_cues_is_proposed():
    content = read_srt(SRT.encode())
    start = content.text.index("another")
    document = fitted(changed(content, [(0, 3, "Two"), (start, content.text.index("After") + 5, "x")]), content)
    assert [(each.applied, each.safety) for each in document.annotations] == [(True, Safety.SAFE), (False, Safety.REVIEW)]
    assert document.text.startswith("Two line")


def test_bytes_that_could_not_be_decoded_have_their_place():
    content = read_srt(b"1\n00:00:01,000 --> 00:00:02,000\n<i>caf\xe9</i> \xc3\xa9 \xc3\xa9 \xc3\xa9\n")
    assert [(each.start, each.data, content.text[each.start]) for each in content.decoded.undecoded] == [(3, b"\xe9", "\ufffd")]


@pytest.mark.parametrize("read", [read_srt, read_vtt, read_ass])
def test_a_file_without_cues_is_named(read):
    with pytest.raises(InputError, match=r"has no cues with times, so it is not a file of subtitles; rename it to \.txt"):
        read(b"Only words.\n")
    assert read(b"").text == ""
