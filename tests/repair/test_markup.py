"""Markup is sacred: entities are decoded in prose and nowhere else, whatever format a text is in and whoever says so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scaling import ADVERSARIAL_MARKUP, repeated
from cleaner import Cleaner
from cleaner.errors import OptionError
from cleaner.markup.formats import TextFormat, format_of_name, format_of_text
from cleaner.markup.spans import markup_spans
from tests.work import assert_work_is_linear

CLEANER = Cleaner(target="en", select=["html-entity"])
PROSE = (
    "The council met on Monday &amp; decided nothing, its speaker said.\n"
    "Nobody who was asked about it &quot;had an idea&quot; why it took so long.\n"
    "It&#39;s not the first time, as readers of this paper know very well.\n"
)
DECODED = PROSE.replace("&amp;", "&").replace("&quot;", '"').replace("&#39;", "'")
PYTHON = 'import html\n\n\ndef escaped(text: str) -> str:\n    """Text for a page."""\n    return text.replace("&", "&amp;").replace(\'"\', "&quot;")\n'
MARKDOWN = "# Names\n\nThis is the **list** of [names](https://example.org/) that `names.py` reads.\n\n## Use\n\n- one&nbsp;&mdash; the first\n- two &amp; three\n"
PAGE = "<!DOCTYPE html>\n<html>\n<body>\n<p>\nFish &amp; chips&nbsp;&mdash; and more\n</p>\n</body>\n</html>\n"

PIECES = [*"` ~~~ < > <a \" ' <!-- --> <pre> </pre> <script >>> --- a: x.com ]( [b]:".split(), "\n", " "]
"""What opens and closes parts of a text."""

UNTOUCHED = {
    "a tag over lines": 'a word with <span title="it is\n&quot;quoted&quot; here">a note</span> in it, and nothing more',
    "a quoted value with an angle bracket": 'a word <img alt="a > b\n&quot;c&quot;\n"> and the rest of the sentence',
    "a comment": "the text goes on\n<!-- here\n&copy; was meant\n-->\nand ends",
    "a script": "the text goes on\n<script>\nvar a = '&copy;';\n</script>\nand ends",
    "a style": "the text goes on\n<style>\na { content: '&copy;' }\n</style>\nand ends",
    "preformatted text": "the text goes on\n<pre>\nx &copy; y\n</pre>\nand ends",
    "a fenced block": "the text goes on\n\n~~~\nTom &amp; Jerry\n~~~\n\nand ends",
    "a fenced block that nothing ends": "the text goes on\n\n```\nTom &amp; Jerry\n",
    "a longer fence": "the text goes on\n\n````\n```\nTom &amp; Jerry\n```\n&copy;\n````\n\nand ends",
    "a fence in a list": "- the text goes on\n\n  ```\n  Tom &amp; Jerry\n  ```\n",
    "an indented block": "the text goes on\n\n    Tom &amp; Jerry\n\nand ends",
    "a code span": "write ``a ` &amp; b`` or `&amp;`, whichever is shorter",
    "a doctest": "as in\n\n>>> print('&copy;')\n&copy;\n\nand so on",
    "an address": "see https://example.org/?a=1&copy;=2 and www.example.org/?a=1&amp;b=2 and example.com/x&amp;y",
    "the target of a link": "see [the list](/list?a=1&amp;b=2) of names",
    "front matter": "---\ntitle: Tom &amp; Jerry\n---\nThe text goes on, and nothing else is in it.\n",
    "a tag that would arise": "the tag &lt;families&gt; and &#60;/families&#62; and &lt;!-- this --&gt;",
    "a tag that would arise twice escaped": "the tag &amp;lt;families&amp;gt; is meant",
    "a tag that would be completed": "a <b\nclass=x&gt; and the rest",
    "a cell": "| yes &#124; no | perhaps |",
    "a cell of a row without marks": "a | b\n--- | ---\nyes &#124; no",
    "a field": "1,2,a&#44;b",
    "a quote of JSON": 'the answer was {"title": "the &quot;best&quot; of all"} and nothing else',
    "a quote of code": "the call was print('it&#39;s') and nothing else",
    "words about entities": "In HTML, write &amp; for an ampersand.",
    "no entity": "AT&T, a&b; and &copy=1, &nosuchname; and &#0;",
    "Markdown": MARKDOWN,
    "source code": PYTHON,
    "JSON": '{"title": "Tom &amp; Jerry",\n "tags": ["a &copy; b"]}',
    "YAML": "name: fish\nsteps:\n  - name: build\n    run: make &amp; wait\n  - name: test\n    run: echo &quot;done&quot;\n",
    "PHP": "<?php\n$title = 'Tom &amp; Jerry';\necho $title;\n",
}


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED)
def test_markup_and_code_keep_their_entities(text):
    """Nothing changes, and nothing is proposed."""
    document = CLEANER.clean(text)
    assert document.text == text
    assert [each for each in document.annotations if each.safety != "note"] == []


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (PROSE, DECODED),
        ("3&amp;nbsp;°C and &amp;amp;quot;cold&amp;amp;quot;", '3\N{NO-BREAK SPACE}°C and "cold"'),
        ("five &lt; six &gt; four, and &lt;&lt;&lt; is no tag", "five < six > four, and <<< is no tag"),
        ("1\n00:00:01,000 --&gt; 00:00:02,000\nHello there, you two.\n", "1\n00:00:01,000 --> 00:00:02,000\nHello there, you two.\n"),
        ("Salmon return &#124; The Daily News", "Salmon return | The Daily News"),
        ("the dogs' bowl, and the cat&#39;s", "the dogs' bowl, and the cat's"),
        ("<i>Wait!</i>\n" + PROSE, "<i>Wait!</i>\n" + DECODED.replace("&", "&amp;")),
        (PROSE + "\n>>> print('&copy;')\n&copy;\n", DECODED + "\n>>> print('&copy;')\n&copy;\n"),
        (4 * PROSE + "\nfor (int i = 0; i &lt; n; i++) {\n  a[i] = b &amp;&amp; c;\n}\n", None),
    ],
)
def test_prose_is_decoded_and_the_code_in_it_is_not(escaped, text):
    """Every layer of escaping goes at once; what stands in code stays."""
    document = CLEANER.clean(escaped)
    assert document.text == (text or escaped.replace(PROSE, DECODED))
    assert CLEANER.clean(document.text).text == document.text


def test_neighbours_are_one_finding():
    """A run of entities is told once, with all that it stands for."""
    [first, second] = CLEANER.clean("&nbsp;&nbsp;&nbsp;&#169; one &lt;b&gt;&hellip;").annotations
    assert (first.found, first.replacement) == ("&nbsp;&nbsp;&nbsp;&#169;", "\N{NO-BREAK SPACE}" * 3 + "©")
    assert (second.found, second.replacement) == ("&hellip;", "…")


def test_html_is_told_once():
    """Its entities are as they should be; the one note says why they stay."""
    [note] = CLEANER.clean(PAGE).annotations
    assert (note.safety, note.replacement, note.found) == ("note", None, "&amp;")


def test_markdown_proposes_what_only_programs_write():
    """An arrow or a blank is written so by hand; a quote and a letter are not."""
    text = MARKDOWN + "\nThe &quot;caf&eacute;&quot; is open.\n"
    document = CLEANER.clean(text)
    assert document.text == text
    assert [(each.found, each.replacement, each.safety) for each in document.annotations] == [
        ("&quot;", '"', "review"),
        ("&eacute;&quot;", 'é"', "review"),
    ]


def test_an_escaped_record_is_proposed_as_one():
    """Elements of a database dump are not text; a single escaped tag may be."""
    record = "&lt;ns&gt;0&lt;/ns&gt;\n&lt;revision&gt;\n&lt;id&gt;20627&lt;/id&gt;\n"
    [found] = CLEANER.clean("A town by the river.\n" + record + "It has a bridge.\n").annotations
    assert (found.found, found.replacement, found.safety) == (record, "", "review")
    assert CLEANER.clean("A town by the river.\n&lt;ns&gt;0&lt;/ns&gt;\nIt has a bridge.\n").annotations == ()


def test_the_caller_may_say_the_format(english):
    """What is said wins over what the text looks like, in `clean` and in the items of `pipe`."""
    assert english.clean(PROSE, text_format="code").text == PROSE
    assert english.clean(PROSE, text_format="html").annotations == ()
    assert english.clean("name: Tom &amp; Jerry", text_format="plain").text == "name: Tom & Jerry"
    items = [PROSE, (PROSE, None, "code"), (PROSE, None), (PROSE, "一二三。", "html")]
    for workers in (1, 2):
        assert [each.text for each in english.pipe(items, workers)] == [DECODED, PROSE, DECODED, PROSE]
    with pytest.raises(OptionError, match="unknown format 'word'; choose one of plain, markdown, html, code"):
        english.clean(PROSE, text_format="word")


@pytest.mark.parametrize(
    ("name", "text_format"),
    [
        ("README.md", TextFormat.MARKDOWN),
        ("docs/index.RST", TextFormat.MARKDOWN),
        ("a.html", TextFormat.HTML),
        ("a.json.gz", TextFormat.CODE),
        ("locale/de.po", TextFormat.CODE),
        ("src/Makefile", TextFormat.CODE),
        ("CMakeLists.txt", TextFormat.CODE),
        ("article.txt", None),
        ("article.txt.zst", None),
        ("Dr. Who", None),
        ("", None),
    ],
)
def test_a_file_name_tells_the_format(name, text_format):
    """By its ending, before that of a compression; `.txt` tells none."""
    assert format_of_name(name) is text_format


@pytest.mark.parametrize(
    ("text", "text_format"),
    [
        ("", TextFormat.PLAIN),
        ("&", TextFormat.PLAIN),
        ("R&amp;D", TextFormat.PLAIN),
        (PROSE, TextFormat.PLAIN),
        ("警方&quot;冻结&quot;2170.7亿元。\n嫌疑人已被移送。\n", TextFormat.PLAIN),
        (MARKDOWN, TextFormat.MARKDOWN),
        (PAGE, TextFormat.HTML),
        ("\ufeff\n  <?xml version='1.0'?>\n<a/>", TextFormat.HTML),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nTom &amp; Jerry\n", TextFormat.HTML),
        ("#!/bin/sh\ntrue\n", TextFormat.CODE),
        (PYTHON, TextFormat.CODE),
        ("[1, 2, 3]", TextFormat.CODE),
        ("[1] The first note of the text, which is about something else.", TextFormat.PLAIN),
    ],
)
def test_a_text_shows_its_format(text, text_format):
    """Certain beginnings first, else the learned score."""
    assert format_of_text(text) is text_format


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_spans_are_sorted_and_apart(text):
    """Whatever is opened and not closed."""
    spans = markup_spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize("name", ADVERSARIAL_MARKUP)
def test_the_work_is_linear(name: str) -> None:
    assert_work_is_linear(CLEANER.clean, lambda size: repeated(ADVERSARIAL_MARKUP[name], size) + " &amp; x", 4_000)
