"""`cleaner export`: a cleaned folder for other tools; and `check --format sarif`."""

import importlib.util
import json
from xml.etree import ElementTree as ET

import pytest

DIRTY = "first\ntele\u200bcom 😀 &amp; more\n"


def test_formats(place):
    """Each writes a file that parses, and says nothing else; the place is in code points of the original."""
    place.write("in/a b.txt", DIRTY)
    place.write("in/t.jsonl", '{"text": "fine"}\n{"text": "A &amp; B"}\n')
    place.run("clean", "-q", "in", "-o", "out")
    for name in ("web-annotation", "label-studio", "xliff", "label-studio-config"):
        ran = place.run("export", "out", "--format", name, "-o", f"{name}.out")
        assert (ran.status, ran.stdout, ran.stderr) == (0, b"", "")
    items = json.loads(place.read("web-annotation.out"))["first"]["items"]
    assert [item["target"]["source"] for item in items] == ["a%20b.txt", "a%20b.txt", "t.jsonl#line=1,2"]
    assert items[1]["target"]["selector"][1] == {"type": "TextPositionSelector", "start": 17, "end": 22}
    tasks = json.loads(place.read("label-studio.out"))
    assert [(task["data"]["path"], task["data"]["line"]) for task in tasks] == [("a b.txt", None), ("t.jsonl", 1), ("t.jsonl", 2)]
    for name in ("xliff", "label-studio-config"):
        ET.fromstring(place.read(f"{name}.out"))  # noqa: S314


def test_standard_output(place):
    """Without -o it goes to standard output, the same bytes."""
    place.write("in/a.txt", DIRTY)
    place.run("clean", "-q", "in", "-o", "out")
    place.run("export", "out", "--format", "xliff", "-o", "x.xlf")
    assert place.run("export", "out", "--format", "xliff").stdout.decode() == place.read("x.xlf")


def test_languages_of_a_folder(place):
    """XLIFF has one language a file: that of all texts, or `mul`."""
    place.write("in/a.txt", DIRTY)
    place.run("clean", "-q", "in", "-o", "out")
    assert ' srcLang="en" trgLang="en">' in place.run("export", "out", "--format", "xliff").stdout.decode()
    lines = place.read("out/annotations.jsonl")
    place.write("out/annotations.jsonl", lines + lines.replace('"language":"en"', '"language":null'))
    assert ' srcLang="mul" trgLang="mul">' in place.run("export", "out", "--format", "xliff").stdout.decode()


def test_what_cannot_be_read_is_named_and_the_rest_exported(place):
    """A file that was edited since has no original any more: status 3, the others are there."""
    place.write("in/a.txt", DIRTY)
    place.write("in/b.txt", DIRTY)
    place.run("clean", "-q", "in", "-o", "out")
    place.write("out/a.txt", "something else\n")
    ran = place.run("export", "out", "--format", "label-studio")
    assert ran.status == 3
    assert "failed: out/a.txt: is not the text that was cleaned; was it edited?" in ran.stderr
    assert [task["data"]["path"] for task in json.loads(ran.stdout)] == ["b.txt"]


def test_no_export_of_what_is_no_cleaned_folder(place):
    """Nothing is written, because an empty export would look like a folder without findings."""
    place.write("in/a.txt")
    place.write("x.json", "kept")
    ran = place.run("export", "in", "--format", "web-annotation", "-o", "x.json")
    assert ran.status == 3
    assert "has no annotations.jsonl; name a folder that `cleaner clean -o` wrote" in ran.stderr
    assert place.read("x.json") == "kept"


@pytest.mark.skipif(importlib.util.find_spec("spacy") is not None, reason="spaCy is installed")
def test_spacy_is_an_extra(place):
    """Without it, what to install is said."""
    place.write("in/a.txt", DIRTY)
    place.run("clean", "-q", "in", "-o", "out")
    ran = place.run("export", "out", "--format", "spacy", "-o", "x.spacy")
    assert (ran.status, ran.stderr) == (2, "cleaner: this format needs spaCy, which is not installed: pip install 'cleaner[spacy]'\n")


def test_spacy(place):
    """A DocBin that spaCy reads."""
    tokens = pytest.importorskip("spacy.tokens", reason="spaCy is an extra: pip install 'cleaner[spacy]'")
    place.write("in/a.txt", DIRTY)
    place.run("clean", "-q", "in", "-o", "out")
    assert place.run("export", "out", "--format", "spacy", "-o", "x.spacy").status == 0
    import spacy

    (doc,) = tokens.DocBin().from_disk(place.folder / "x.spacy").get_docs(spacy.blank("en").vocab)
    assert [span.label_ for span in doc.spans["cleaner"]] == ["invisible-character", "html-entity"]


def test_sarif(place):
    """One log for all inputs: paths as seen from the working folder, columns in UTF-16 units, status 1."""
    place.write("in/a b.txt", DIRTY)
    place.write("in/fine.txt", "nothing wrong\n")
    ran = place.run("check", "--format", "sarif", place.folder / "in")
    assert (ran.status, ran.stderr) == (1, "2 findings in 2 texts\n[*] 2 of 2 findings would be changed by `cleaner clean`\n")
    run = json.loads(ran.stdout)["runs"][0]
    assert [each["location"]["uri"] for each in run["artifacts"]] == ["in/a%20b.txt", "in/fine.txt"]
    region = run["results"][1]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 13, "endLine": 2, "endColumn": 18}


def test_sarif_of_nothing_and_of_failures(place):
    """A log without results is a log; an input that cannot be read is in it."""
    place.write("fine.txt", "nothing wrong\n")
    ran = place.run("check", "-q", "--format", "sarif", "fine.txt")
    assert (ran.status, json.loads(ran.stdout)["runs"][0]["results"]) == (0, [])
    ran = place.run("check", "-q", "--format", "sarif", "fine.txt", "missing.txt")
    invocation = json.loads(ran.stdout)["runs"][0]["invocations"][0]
    assert (ran.status, invocation["executionSuccessful"]) == (3, False)
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "missing.txt: there is no such file or folder"


def test_sarif_is_the_same_every_time(place):
    """Byte for byte, with any number of workers."""
    for number in range(30):
        place.write(f"in/{number}.txt", DIRTY * 20)
    one = place.run("check", "--format", "sarif", "in").stdout
    assert one == place.run("check", "--format", "sarif", "-j", "2", "in").stdout
