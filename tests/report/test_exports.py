"""Findings for other tools: every place in the unit that the tool counts in, checked with its own library where one is installed."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Document
from cleaner.annotation import Kind, Safety
from cleaner.document import Edit, Finding, carry_out, document
from cleaner.export import label_studio, spacy_docs, web_annotation, xliff
from cleaner.export.named import Named

HOSTILE = st.text("ab \t\n\n\r😀𠀀中文e\u0301\u200d\u202e\u2067\u2028\x85\x00\x0b\x1b\ufffe\ufeff<>&\"']", max_size=60)
XLF = "{urn:oasis:names:tc:xliff:document:2.0}"
ITS = "{http://www.w3.org/2005/11/its}"
XML = "{http://www.w3.org/XML/1998/namespace}"


@st.composite
def edited(draw):
    """A text with edits carried out and findings that may overlap anything."""
    original = draw(HOSTILE.filter(bool))
    cuts = sorted(draw(st.sets(st.integers(0, len(original)), min_size=2, max_size=8)))
    edits = [
        Edit(start, end, draw(HOSTILE), Finding("mojibake", Kind.ENCODING, start, end, draw(HOSTILE), safety=Safety.SAFE))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    edits = [edit for edit in edits if original[edit.start : edit.end] != edit.replacement]
    text = carry_out(original, edits)
    notes = []
    for _ in range(draw(st.integers(0, 5)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        notes.append(Finding("calque", Kind.TERMINOLOGY, start, end, draw(HOSTILE), draw(st.none() | HOSTILE)))
    return document(original, edits, text, notes, draw(st.sampled_from(["en", "zh-Hans", "ja", None])))


def noted(text, *spans, language="en"):
    """A document with a finding on each span that was not carried out."""
    notes = [Finding("calque", Kind.TERMINOLOGY, start, end, "look") for start, end in spans]
    return document(text, [], text, notes, language)


def named(*documents):
    """Documents under names."""
    return [Named(each, f"{number}.txt") for number, each in enumerate(documents)]


@pytest.fixture(scope="module")
def articles(seeds, english):
    """The five articles, cleaned."""
    return [Named(english.clean(text), f"seeds/{name}.txt") for name, text in seeds.items()]


# W3C Web Annotation


def annotations_of(*documents):
    """The collection of some documents, parsed."""
    return json.loads("".join(web_annotation.collection(named(*documents))))


@given(edited())
def test_web_annotations_select_what_was_found(cleaned):
    """Positions are code points of the original, quotes its characters with 32 on each side."""
    collection = annotations_of(cleaned)
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == len(cleaned.annotations)
    for item, annotation in zip(items, cleaned.annotations, strict=True):
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert cleaned.original[start:end] == quote["exact"] == annotation.found
        assert cleaned.original[:start].endswith(quote["prefix"])
        assert cleaned.original[end:].startswith(quote["suffix"])


def test_web_annotations_have_the_form_of_the_standard(articles):
    """Context, types, an IRI each, a motivation, bodies with their purposes; a replacement is an edit in the text's language."""
    collection = json.loads("".join(web_annotation.collection(articles)))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["type"], collection["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    items = collection["first"]["items"]
    ids = [collection["id"], collection["first"]["id"], *(item["id"] for item in items)]
    assert len(set(ids)) == len(ids)
    assert all(each.startswith("urn:uuid:") for each in ids)
    edit = next(item for item in items if item["target"]["selector"][0]["exact"] == "反响")
    assert edit["motivation"] == "editing"
    assert edit["body"][0] | {"format": ""} == {
        "type": "TextualBody",
        "purpose": "editing",
        "format": "",
        "value": " response",
        "language": "en",
    }
    assert {item["motivation"] for item in items} == {"editing", "highlighting"}


def test_web_annotations_of_nothing():
    """A collection without findings is still one."""
    assert annotations_of()["total"] == 0
    assert annotations_of(noted("fine"))["first"]["items"] == []


def test_a_line_of_a_table_is_a_fragment_of_its_file():
    """RFC 5147 counts positions between lines, so the first line is 0,1."""
    each = Named(noted("nests", (0, 5)), "t a.jsonl", line=1)
    item = json.loads("".join(web_annotation.collection([each])))["first"]["items"][0]
    assert item["target"]["source"] == "t%20a.jsonl#line=0,1"


# Label Studio


@given(edited())
def test_label_studio_regions_are_code_points(cleaned):
    """`text[start:end]` is the region's text, as Label Studio stores it; a replacement is a text area of the same region."""
    (task,) = json.loads("".join(label_studio.tasks(named(cleaned))))
    regions = task["predictions"][0]["result"]
    labels = [region for region in regions if region["type"] == "labels"]
    areas = {region["id"]: region for region in regions if region["type"] == "textarea"}
    for region, annotation in zip(labels, cleaned.annotations, strict=True):
        value = region["value"]
        assert task["data"]["text"][value["start"] : value["end"]] == value["text"] == annotation.found
        assert value["labels"] == [annotation.rule]
        assert (region["id"] in areas) == (annotation.replacement is not None)
        if region["id"] in areas:
            assert areas[region["id"]]["value"] == {"start": value["start"], "end": value["end"], "text": [annotation.replacement]}


def test_label_studio_takes_the_tasks_and_the_interface(articles):
    """Its SDK validates the predictions against the interface, and its converter exports them."""
    interface = pytest.importorskip(
        "label_studio_sdk.label_interface", reason="label-studio-sdk is not installed (it takes over a minute)", exc_type=ImportError
    )
    checked = interface.LabelInterface(label_studio.config())
    tasks = json.loads("".join(label_studio.tasks([*articles, *named(noted("a😀𠀀中e\u0301", (1, 3), (4, 6)))])))
    for task in tasks:
        assert not checked.validate_prediction(task["predictions"][0], return_errors=True)


def test_label_studio_interface_has_every_label(articles):
    """The labels, the names and the types that the tasks refer to are in the interface."""
    root = ET.fromstring(label_studio.config())  # noqa: S314
    labels = {label.get("value") for label in root.iter("Label")}
    tags = {"labels": "Labels", "textarea": "TextArea"}
    for task in json.loads("".join(label_studio.tasks(articles))):
        assert set(task["data"]) >= {"text"}
        for region in task["predictions"][0]["result"]:
            (control,) = root.findall(f".//{tags[region['type']]}[@name='{region['from_name']}']")
            assert control.get("toName") == region["to_name"] == "text"
            assert set(region["value"].get("labels", ())) <= labels


# XLIFF


CHILDREN = {
    "xliff": {"file"},
    "file": {"notes", "unit"},
    "notes": {"note"},
    "note": set(),
    "unit": {"segment", "ignorable"},
    "segment": {"source", "target"},
    "ignorable": {"source", "target"},
    "source": {"cp", "mrk", "sm", "em"},
    "target": {"cp", "mrk", "sm", "em"},
    "mrk": {"cp", "mrk", "sm", "em"},
    "cp": set(),
    "sm": set(),
    "em": set(),
}
ISSUE = {f"{ITS}locQualityIssue{name}" for name in ("Type", "Comment", "Severity", "Enabled")}
ATTRIBUTES = {
    "xliff": {"version", "srcLang", "trgLang", f"{ITS}version"},
    "file": {"id", "original", "canResegment", f"{XML}space"},
    "note": {"category"},
    "unit": {"id"},
    "segment": {"state"},
    "mrk": {"id", "type", *ISSUE},
    "sm": {"id", "type", *ISSUE},
    "cp": {"hex"},
    "em": {"startRef"},
}
"""Of the XLIFF 2.1 core schema and its ITS module, what we use."""


def xliff_of(*documents, language="en"):
    """The XLIFF file of some documents, parsed and checked."""
    root = ET.fromstring("".join(xliff.files(named(*documents), language)))  # noqa: S314
    assert root.tag == f"{XLF}xliff"
    for element in root.iter():
        tag = element.tag.removeprefix(XLF)
        assert {child.tag.removeprefix(XLF) for child in element} <= CHILDREN[tag]
        assert set(element.attrib) <= ATTRIBUTES.get(tag, set())
        if tag not in {"source", "target", "mrk", "note"}:
            assert not (element.text or "").strip()
            assert not any((child.tail or "").strip() for child in element)
        if tag in {"segment", "ignorable"}:
            assert [child.tag for child in element] == [f"{XLF}source", f"{XLF}target"]
        if tag in {"mrk", "sm"}:
            assert element.get("type") == "its:generic"
            assert 0 <= float(element.get(f"{ITS}locQualityIssueSeverity")) <= 100
        if tag == "cp":
            assert re.fullmatch("[0-9A-F]{4}", element.get("hex"))
    for unit in root.iter(f"{XLF}unit"):
        assert len(unit)
        for side in ("source", "target"):
            marks = [each for part in unit.iter(f"{XLF}{side}") for each in part.iter()]
            ids = [each.get("id") for each in marks if each.tag in {f"{XLF}mrk", f"{XLF}sm"}]
            assert len(set(ids)) == len(ids)
            starts = {each.get("id") for each in marks if each.tag == f"{XLF}sm"}
            assert starts == {each.get("startRef") for each in marks if each.tag == f"{XLF}em"}
    return root


def plain(element):
    """The characters of a source or target."""
    if element.tag == f"{XLF}cp":
        return chr(int(element.get("hex"), 16))
    return (element.text or "") + "".join(plain(child) + (child.tail or "") for child in element)


def marked(element):
    """What each mark of a source or target covers, by its id."""
    found, open_ = {}, set()

    def walk(each):
        inside = ""
        if each.tag in {f"{XLF}mrk", f"{XLF}sm"}:
            found[each.get("id")] = ""
            open_.add(each.get("id"))
        elif each.tag == f"{XLF}em":
            open_.discard(each.get("startRef"))
        elif each.tag == f"{XLF}cp":
            inside = chr(int(each.get("hex"), 16))
        add(inside + (each.text or ""))
        for child in each:
            walk(child)
            add(child.tail or "")
        if each.tag == f"{XLF}mrk":
            open_.discard(each.get("id"))

    def add(text):
        for id_ in open_:
            found[id_] += text

    walk(element)
    return found


def together(root, side):
    """All sources or all targets, one after the other."""
    return "".join(plain(each) for each in root.iter(f"{XLF}{side}"))


@given(edited())
def test_xliff_holds_both_texts_to_the_character(cleaned):
    """Any text gives valid XML, whose sources are the original and whose targets the cleaned text."""
    root = xliff_of(cleaned)
    assert together(root, "source") == cleaned.original
    assert together(root, "target") == cleaned.text


@given(edited())
def test_xliff_marks_what_was_found(cleaned):
    """Every finding in the source; in the target, under the same id, those that are still there."""
    root = xliff_of(cleaned)
    sources, targets = {}, {}
    for each in root.iter(f"{XLF}source"):
        sources |= marked(each)
    for each in root.iter(f"{XLF}target"):
        targets |= marked(each)
    assert sources == {f"m{number}": each.found for number, each in enumerate(cleaned.annotations, start=1)}
    assert targets == {
        f"m{number}": cleaned.text[each.text_start : each.text_end]
        for number, each in enumerate(cleaned.annotations, start=1)
        if not each.applied and each.text_start < each.text_end
    }


def test_xliff_has_a_unit_a_line():
    """With its line feed and the empty lines behind it, which nobody translates; a finding joins the lines it reaches across."""
    root = xliff_of(noted("one\n\ntwo\nthree\nfour", (7, 11)))
    assert [[plain(each) for each in unit.iter(f"{XLF}source")] for unit in root.iter(f"{XLF}unit")] == [
        ["one", "\n\n"],
        ["two\nthree", "\n"],
        ["four"],
    ]


def test_xliff_of_findings_that_overlap():
    """One inside another is an element in an element; two that cross have the later's ends marked."""
    root = xliff_of(noted("abcdef", (0, 4), (1, 3), (2, 6)))
    source = next(root.iter(f"{XLF}source"))
    assert marked(source) == {"m1": "abcd", "m2": "bc", "m3": "cdef"}
    assert [each.tag.removeprefix(XLF) for each in source.iter()] == ["source", "mrk", "mrk", "sm", "em"]


def test_xliff_of_control_characters():
    """What XML cannot hold is written as a code point; a return is not read as a line feed."""
    written = "".join(xliff.files(named(noted("a\x00\r\nb")), "en"))
    assert '<cp hex="0000" />&#13;' in written
    assert together(xliff_of(noted("a\x00\r\nb\uffff")), "source") == "a\x00\r\nb\uffff"


def test_xliff_issues(articles):
    """ITS type, severity and a comment with the rule and the proposal; of an article, in both languages' codes."""
    root = xliff_of(*(each.document for each in articles))
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "en", "en")
    mark = next(each for each in root.iter(f"{XLF}mrk") if plain(each) == "反响")
    assert mark.get(f"{ITS}locQualityIssueType") == "untranslated"
    assert mark.get(f"{ITS}locQualityIssueSeverity") == "80"
    assert mark.get(f"{ITS}locQualityIssueComment").startswith("untranslated-fragment: ")


def test_xliff_of_an_empty_text():
    """A file needs a unit."""
    root = xliff_of(Document("", "", (), None), language="und")
    assert len(list(root.iter(f"{XLF}segment"))) == 1


# spaCy


def docs_of(*documents):
    """The documents as spaCy reads them back."""
    spacy = pytest.importorskip("spacy", reason="spaCy is an extra: pip install 'cleaner[spacy]'")
    tokens = pytest.importorskip("spacy.tokens")
    return list(tokens.DocBin(store_user_data=True).from_bytes(spacy_docs.docbin(named(*documents))).get_docs(spacy.blank("xx").vocab))


@given(edited())
def test_spacy_spans_cover_what_was_found(cleaned):
    """A span is made of tokens, so it may be wider; the finding's own offsets are in the user data, under the span's id."""
    (doc,) = docs_of(cleaned)
    assert doc.text == cleaned.original
    known = {each["id"]: each for each in doc.user_data["cleaner"]["annotations"]}
    assert list(known) == [each.id for each in cleaned.annotations]
    for span in doc.spans["cleaner"]:
        annotation = known[span.id_]
        assert span.start_char <= annotation["start"]
        assert annotation["end"] <= span.end_char + len(span[-1].whitespace_)
        assert span.label_ == annotation["rule"]


@pytest.mark.parametrize(
    ("text", "span", "language", "covered"),
    [
        ("strong public反响 now", (13, 15), "en", "public反响"),
        ("公众反响强烈", (2, 4), "zh-Hans", "反响"),
        ("😀 a𠀀b x", (3, 4), "en", "a𠀀b"),
        ("ab cd", (2, 3), "en", "ab"),
        ("e\u0301te\u0301 x", (0, 2), "fr", "e\u0301te\u0301"),
        ("\u202eabc x", (0, 1), "en", "\u202eabc"),
    ],
)
def test_spacy_spans_in_tokens_of_the_language(text, span, language, covered):
    """English makes one token of glued Chinese, Chinese one of each character."""
    (doc,) = docs_of(noted(text, span, language=language))
    assert doc.spans["cleaner"][0].text == covered


def test_spacy_documents_of_any_language():
    """A language that spaCy does not have, or has not without another library, is cut as any other."""
    assert [
        doc.text for doc in docs_of(noted("日本語 text", language="ja"), noted("x y", language="xx-Zzzz"), noted("a b", language=None))
    ] == [
        "日本語 text",
        "x y",
        "a b",
    ]
