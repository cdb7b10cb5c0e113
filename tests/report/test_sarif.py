"""SARIF: valid, at the right place in any text, with GitHub's fingerprints, and nothing that a text holds plays tricks."""

import json
import tracemalloc
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner, __version__
from cleaner.annotation import Kind, Safety, Severity
from cleaner.document import Edit, Finding, carry_out, document
from cleaner.export.named import Named
from cleaner.export.sarif import Log, line_hashes
from cleaner.registry import COMPARED_IDS, RULE_IDS

SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
"""The OASIS schema as @microsoft/jest-sarif 1.0.0-beta.0 ships it."""
VALID = jsonschema.Draft4Validator(SCHEMA)
VALID_RESULT = jsonschema.Draft4Validator({"$ref": "#/definitions/result", "definitions": SCHEMA["definitions"]})
HOSTILE = st.text("ab \t\n\r😀𠀀中文e\u0301\u200d\u202e\u2028\x85\x00\x1b\ufeff<>&\"'{}0[](/)%\\", max_size=60)
CLEANER = Cleaner(target="en", select=["encoding", "invisible", "typography"])


def log_of(*named, failures=()):
    """The log of some documents, parsed and checked against the schema."""
    log = Log()
    pieces = [log.begin(), *(piece for each in named for piece in log.results(each)), log.end(failures)]
    parsed = json.loads("".join(pieces))
    errors = [error.message for error in VALID.iter_errors(parsed)]
    assert not errors, errors[:3]
    return parsed["runs"][0]


def results_of(cleaned):
    """The results of one document, each checked against the schema."""
    log = Log()
    log.begin()
    results = [json.loads(piece.lstrip(",\n")) for piece in log.results(Named(cleaned, "a.txt", encoding="utf-8"))]
    assert not [error.message for result in results for error in VALID_RESULT.iter_errors(result)]
    return results


def named(text, path="a.txt", by=CLEANER, encoding="utf-8", **place):
    """A cleaned text under a name."""
    return Named(by.clean(text), path, encoding=encoding, **place)


def noted(text, start, end, **said):
    """A document with one finding that was not carried out."""
    finding = Finding("calque", Kind.TERMINOLOGY, start, end, **{"message": "look", **said})
    return Named(document(text, [], text, [finding], "en"), "a.txt", encoding="utf-8")


def offset(text, line, column):
    """The code point at a line and a column of UTF-16 code units, by the definition."""
    start = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
    units = text[start:].encode("utf-16-le")[: 2 * (column - 1)]
    return start + len(units.decode("utf-16-le"))


@st.composite
def edited(draw):
    """A text with edits carried out and findings that may overlap anything."""
    original = draw(HOSTILE.filter(bool))
    cuts = sorted(draw(st.sets(st.integers(0, len(original)), min_size=2, max_size=8)))
    edits = [
        Edit(start, end, draw(HOSTILE), Finding("mojibake", Kind.ENCODING, start, end, "{0} [x](http://y)", safety=Safety.SAFE))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    edits = [edit for edit in edits if original[edit.start : edit.end] != edit.replacement]
    text = carry_out(original, edits)
    notes = []
    for _ in range(draw(st.integers(0, 4)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        notes.append(Finding("calque", Kind.TERMINOLOGY, start, end, draw(HOSTILE), draw(st.none() | HOSTILE)))
    return document(original, edits, text, notes, draw(st.sampled_from(["en", "zh-Hans", None])))


@given(edited())
def test_regions_select_what_was_found_in_any_text(cleaned):
    """Lines end at line feeds alone, columns are UTF-16 code units, ends are one past the last."""
    for result, annotation in zip(results_of(cleaned), cleaned.annotations, strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        start = offset(cleaned.original, region["startLine"], region["startColumn"])
        end = offset(cleaned.original, region["endLine"], region["endColumn"])
        assert cleaned.original[start:end] == annotation.found


@given(edited())
def test_fixes_of_what_was_applied_lead_to_the_cleaned_text(cleaned):
    """A viewer that carries the fixes out gets what cleaning gives."""
    original = text = cleaned.original
    for result in reversed(results_of(cleaned)):
        if result["properties"]["applied"]:
            change = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
            region = change["deletedRegion"]
            start = offset(original, region["startLine"], region["startColumn"])
            end = offset(original, region["endLine"], region["endColumn"])
            text = text[:start] + change["insertedContent"]["text"] + text[end:]
    assert text == cleaned.text


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("a😀&amp;", (1, 4, 1, 9)),
        ("𠀀𠀀\n中&amp;", (2, 2, 2, 7)),
        ("e\u0301\u2028\x85&amp;", (1, 5, 1, 10)),
        ("x\n\n&amp;\n", (3, 1, 3, 6)),
    ],
)
def test_places_of_astral_characters_and_strange_line_ends(text, region):
    """Worked by hand: an astral character is two units, U+2028 and U+0085 end no line."""
    run = log_of(named(text, by=Cleaner(target="en", select=["html-entity"])))
    assert run["columnKind"] == "utf16CodeUnits"
    names = ("startLine", "startColumn", "endLine", "endColumn")
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == dict(zip(names, region, strict=True))


def test_the_articles(seeds, english):
    """The five articles: a valid log that quotes, ranks and fixes every finding."""
    run = log_of(*(named(text, f"seeds/{name}.txt", english) for name, text in seeds.items()))
    assert len(run["results"]) > 50
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == [f"seeds/{name}.txt" for name in seeds]
    found = next(each for each in run["results"] if "反响" in each["message"]["text"])
    assert (found["ruleId"], found["level"]) == ("untranslated-fragment", "warning")
    assert found["message"]["text"].endswith(": “反响” (put “response”)")
    assert run["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == found["ruleId"]


def test_every_rule_is_explained():
    """With a summary, help, a level and tags, in the order of the pipeline."""
    driver = log_of()["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [*RULE_IDS, *COMPARED_IDS]
    assert driver["version"] == driver["semanticVersion"] == __version__
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"].startswith("Why: ")
        assert rule["help"]["markdown"].startswith("**Why.** ")
        assert rule["defaultConfiguration"]["level"] in {"note", "warning", "error"}
        assert len(rule["properties"]["tags"]) == len(set(rule["properties"]["tags"]))


@pytest.mark.parametrize(("safety", "level"), [(Safety.REVIEW, "warning"), (Safety.NOTE, "note")])
def test_levels(safety, level):
    """By the table; what only speaks is a note."""
    assert log_of(noted("nests", 0, 5, safety=safety, severity=Severity.MAJOR))["results"][0]["level"] == level


def test_confidence_is_the_rank():
    """Of 100."""
    assert log_of(noted("nests", 0, 5, confidence=0.873))["results"][0]["rank"] == 87.3


def test_a_finding_without_a_replacement_has_no_fix():
    """A removal has one, with nothing put in."""
    assert "fixes" not in log_of(noted("nests", 0, 5))["results"][0]
    assert log_of(noted("nests", 0, 5, replacement=""))["results"][0]["fixes"][0]["description"]["text"] == "remove it"


def test_what_a_reviewer_put_aside_is_suppressed():
    """With the reason; what was accepted is not."""
    cleaned = noted("nests", 0, 5).document
    aside = replace(cleaned.annotations[0], evidence={"decision": {"answer": "wrong", "note": "birds do"}})
    result = log_of(Named(replace(cleaned, annotations=(aside,)), "a.txt"))["results"][0]
    assert result["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "birds do"}]
    assert "suppressions" not in log_of(noted("nests", 0, 5))["results"][0]


def test_a_text_becomes_neither_a_link_nor_a_placeholder_nor_a_control():
    """Messages are read as templates with links; a text that was scraped must show as it is."""
    text = "{0} [click](http://evil) \x1b[31m\u202e"
    message = log_of(noted(text, 0, len(text), message=text))["results"][0]["message"]["text"]
    assert "{{0}} \\[click](http://evil)" in message
    assert not any(char in message for char in "\x1b\u202e")


def test_a_table_is_placed_by_its_line():
    """Where a value stands in the line is not known: no column, no fix, no hash."""
    result = log_of(named("a &amp; b", "t.jsonl", line=7))["results"][0]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}
    assert "fixes" not in result
    assert set(result["partialFingerprints"]) == {"cleanerAnnotation/v1"}


@pytest.mark.parametrize(("path", "encoding"), [("a.txt", "gb18030"), ("a.txt.gz", "utf-8"), ("a.txt", None)])
def test_no_hash_for_bytes_that_github_would_read_otherwise(path, encoding):
    """GitHub hashes the file as UTF-8; a hash of something else would be called inconsistent."""
    assert "primaryLocationLineHash" not in log_of(named("&amp;", path, encoding=encoding))["results"][0]["partialFingerprints"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/a b.txt", "docs/a%20b.txt"),
        ("./a:b%.txt", "a%3Ab%25.txt"),
        ("反响/😀.txt", "%E5%8F%8D%E5%93%8D/%F0%9F%98%80.txt"),
        ("/data/x.txt", "file:///data/x.txt"),
        ('<"\\>\n\u202e.txt', "%3C%22%5C%3E%0A%E2%80%AE.txt"),
    ],
)
def test_paths_are_uris(path, uri):
    """Relative ones stay relative; whatever no URI may hold is percent-encoded."""
    run = log_of(named("&amp;", path))
    assert run["artifacts"][0]["location"]["uri"] == uri
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri, "index": 0}


def test_failures_are_notifications():
    """A run that could not read everything was not successful, and says what it missed."""
    invocation = log_of(failures=[("gone {1}.txt", "there is no such file")])["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "gone {{1}}.txt: there is no such file"
    assert log_of()["invocations"] == [{"executionSuccessful": True}]


LOREM = "Lorem ipsum dolor sit amet.\n"
RETURNS = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
]


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
        (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", [*RETURNS, "c129715d7a2bc9a3:1"]),
        (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", [*RETURNS, "c129715d7a2bc9a3:1"]),
        (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", [*RETURNS, "c129715d7a2bc9a3:1"]),
        (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", [*RETURNS, "c129715d7a2bc9a3:1"]),
        (
            LOREM * 10,
            [
                *(f"a7f2ff13bc495cf2:{number}" for number in range(1, 7)),
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
    ],
)
def test_line_hashes_are_those_of_github(text, hashes):
    """The values that GitHub's own tests expect (github/codeql-action, src/fingerprints.test.ts)."""
    assert line_hashes(text) == hashes


@given(HOSTILE)
def test_line_hashes_of_any_text(text):
    """As by the definition: a polynomial in 37 over a hundred UTF-16 code units without spaces and tabs, modulo 2 to the 64th."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    if "\r \n" in text or "\r\t" in text:
        return
    units = [int.from_bytes(plain.encode("utf-16-le")[at : at + 2], "little") for at in range(0, len(plain.encode("utf-16-le")), 2)]
    units += [0xFFFF] + [0] * 100
    starts = [0, *(at + 1 for at, unit in enumerate(units) if unit == 10)]
    expected = [f"{sum(unit * 37 ** (99 - at) for at, unit in enumerate(units[start : start + 100])) % 2**64:x}" for start in starts]
    assert [each.split(":")[0] for each in line_hashes(text)] == expected


def test_memory_does_not_grow_with_the_findings():
    """A log is written as it comes; only the names of files are kept."""
    each = named("tele\u200bcom &amp; more\n" * 50)
    assert len(each.document.annotations) == 100

    def peak(documents):
        log = Log()
        log.begin()
        tracemalloc.start()
        for number in range(documents):
            for _ in log.results(replace(each, path=f"{number}.txt")):
                pass
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(1)
    assert peak(60) < peak(10) + 50_000
