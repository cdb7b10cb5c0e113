"""Decisions: the file, how each finds its finding again, and what they do to a document."""

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.annotation import Annotation, Kind, Safety, Severity, context, fingerprint
from cleaner.api import Cleaner
from cleaner.document import apply, restore
from cleaner.errors import InputError
from cleaner.review.decisions import Answer, Decision, Decisions, NewTerm, Standing, anchor, digest, elsewhere, load, report_id
from cleaner.review.precision import tallies, total, wilson
from cleaner.review.verdicts import Verdict, carry_out, suppressions, undecided
from cleaner.suppressions import Suppressions, place, within_lines

REPORT = "0123456789abcdef"
WHEN = "2026-11-22T10:00:00Z"
SCHEMA = json.loads((files("cleaner.review") / "decisions.schema.json").read_text(encoding="utf-8"))
PIECES = (
    "Strong public反响 was heard. ", "development,引流推广, and", "the果敢 group", " our country's fraud nests", "Share\n", "Back to top\n", "\n", "\n\n",
    "tele\u200bcom fraud", "&amp;", "â€™", "\r\n", "transfer money laundryand other ", "promoting drainage fraud", "The police said so. ", "“Breaking Flow” ",
    "Copyright 2020. All rights reserved.\n", "中文，标点。", " a", "x",
)  # fmt: skip
dirty = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


def decision(text, cleaned, annotation, answer="accept", edited=None, **other):
    values = {
        "id": annotation.id, "path": "a.txt", "line": None, "rule": annotation.rule, "found": annotation.found, "replacement": annotation.replacement,
        "start": annotation.start, "answer": Answer(answer), "edited": edited,
    }  # fmt: skip
    around = zip(("before", "after"), context(text, annotation.start, annotation.end), strict=True)
    text_around = zip(("text_before", "text_after"), context(cleaned, annotation.text_start, annotation.text_end), strict=True)
    return Decision(**(values | dict(around) | dict(text_around) | other))


def document(text, *findings, applied=()):
    """Annotations of a text, in their order; a finding is (found, replacement), or (start, end, replacement)."""
    made = []
    for number, each in enumerate(findings):
        start, end, new = each if len(each) == 3 else (text.index(each[0]), text.index(each[0]) + len(each[0]), each[1])
        rule = f"rule-{number}"
        key = fingerprint(rule, text, start, end)
        made.append(
            Annotation(
                key, rule, Kind.STYLE, start, end, 0, 0, text[start:end], new, number in applied, Safety.REVIEW, 0.5, Severity.MINOR, ""
            )
        )
    return sorted(carry_out(text, made, {}).annotations, key=lambda each: (each.start, each.end))


def verdicts(annotations, **answers):
    """Verdicts by the last part of a rule's id: r0="accept", r1=("edit", "text")."""
    found = {}
    for name, answer in answers.items():
        (annotation,) = (each for each in annotations if each.rule == f"rule-{name[1:]}")
        said, text = answer if isinstance(answer, tuple) else (answer, annotation.replacement if answer == "accept" else None)
        found[annotation.id] = Verdict(Answer(said), text, "", WHEN)
    return found


# the file


def exported(**other):
    values = Decisions(
        REPORT,
        "0.1",
        WHEN,
        (
            Decision("aa", "a.txt", None, "calque", "fraud nests", "fraud dens", "b", "a", "b", "a", 3, Answer.ACCEPT),
            Decision("ab", "t.jsonl", 7, "calque", "反响", None, "b", "a", "b", "a", 0, Answer.EDIT, "", "note", True),
        ),
        (NewTerm("打击", "crack down on", "verb", ("strike hard",), "n", "aa"),),
    ).to_dict()
    return values | other


def changed(path, value):
    """An exported file with another value at a place."""
    values = exported()
    *way, last = path
    inner = values
    for step in way:
        inner = inner[step]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return values


def read(values):
    return load("d.json", json.dumps(values).encode())


def test_the_schema_is_one_and_describes_what_is_written():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(exported(), SCHEMA)
    assert read(exported()).to_dict() == exported()


DAMAGE = {
    "no object": ((), [], "$: expected an object, not []"),
    "no schema": (("schema",), ..., '$.schema: expected "cleaner-decisions/1", not nothing'),
    "another schema": (("schema",), "spdx", '$.schema: expected "cleaner-decisions/1", not "spdx"'),
    "no report": (("report",), "x", '$.report: expected sixteen hexadecimal digits, not "x"'),
    "no version": (("tool", "version"), ..., "$.tool.version: expected a string, not nothing"),
    "decisions are no list": (("decisions",), {}, "$.decisions: expected a list, not {}"),
    "an unknown answer": (("decisions", 0, "answer"), "maybe", '$.decisions[0].answer: expected one of accept, edit, wrong, leave, not "maybe"'),
    "an edit without its text": (("decisions", 1, "edited"), None, "$.decisions[1].edited: expected the text to put in"),
    "a start before the text": (("decisions", 0, "start"), -1, "$.decisions[0].start: expected a whole number, from 0, not -1"),
    "a start that is true": (("decisions", 0, "start"), True, "$.decisions[0].start: expected a whole number, from 0, not true"),
    "line 0": (("decisions", 1, "line"), 0, "$.decisions[1].line: expected a whole number, from 1, not 0"),
    "nothing found": (("decisions", 0, "found"), "", "$.decisions[0].found: expected a string that is not empty"),
    "no replacement": (("decisions", 0, "replacement"), ..., "$.decisions[0].replacement: expected a string"),
    "no surroundings": (("decisions", 0, "before"), ..., "$.decisions[0].before: expected a string, not nothing"),
    "a group that is a word": (("decisions", 0, "group"), "yes", '$.decisions[0].group: expected true or false, not "yes"'),
    "a term without rendering": (("terms", 0, "rendering"), "", "$.terms[0].rendering: expected a string that is not empty"),
    "an unknown part of speech": (("terms", 0, "pos"), "pronoun", "$.terms[0].pos: expected one of noun, verb"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_what_is_wrong_is_named_with_its_place_and_refused_by_the_schema_too(name):
    path, value, message = DAMAGE[name]
    values = changed(path, value) if path else value
    with pytest.raises(InputError) as caught:
        read(values)
    assert str(caught.value).startswith(f"d.json: {message}")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values, SCHEMA)


def test_a_file_that_is_cut_off_names_line_and_column():
    data = json.dumps(exported(), indent=1).encode()
    with pytest.raises(InputError, match=r"d\.json:\d+:\d+ is cut off or damaged: .*; export the decisions again"):
        load("d.json", data[: len(data) // 2])
    with pytest.raises(InputError, match=r"d\.json:1:1 is cut off"):
        load("d.json", b"")
    with pytest.raises(InputError, match=r"not UTF-8 \(byte 3\)"):
        load("d.json", b'{"a\xff":1}')
    with pytest.raises(InputError, match="nested too deeply"):
        load("d.json", b"[" * 200_000)


def test_a_newer_version_is_refused_with_what_to_do():
    with pytest.raises(InputError, match="made by a newer one: update cleaner"):
        read(exported(schema="cleaner-decisions/2"))


def test_a_lone_surrogate_is_no_text():
    with pytest.raises(InputError, match=r"\$\.decisions\[1\]\.edited holds the lone surrogate U\+D83D"):
        read(changed(("decisions", 1, "edited"), "\ud83d"))


@pytest.mark.parametrize(("other", "said"), [("wrong", "“accept” and “wrong”"), ("accept", "both say “accept”")])
def test_two_decisions_on_one_finding_are_named_both(other, said):
    values = exported()
    values["decisions"].append(values["decisions"][0] | {"answer": other})
    with pytest.raises(InputError) as caught:
        read(values)
    assert f"$.decisions[0] and $.decisions[2] decide the same finding, aa (calque) in a.txt: {said}; remove one" in str(caught.value)


def test_the_report_id_is_that_of_the_texts_in_any_order():
    documents = [("b", None, digest("b")), ("a", 2, digest("x")), ("a", 1, digest("y"))]
    assert report_id("1", documents) == report_id("1", reversed(documents))
    assert len({report_id("1", documents), report_id("2", documents), report_id("1", documents[1:])}) == 3


# finding the finding again

LINE = "The strong public反响 of the people of three provinces was heard by the ministry."


def found_in(text, new):
    """Which finding of a new text the decision on `反响` of another leads to, or how it stands."""
    (old,) = document(text, ("反响", "response"))
    annotations: list[Annotation] = []
    for at in (at for at in range(len(new)) if new.startswith("反响", at)):
        (each,) = document(new, (at, at + 2, "response"))
        occurrence = sum(place(new, at, at + 2) == place(new, other.start, other.end) for other in annotations)
        annotations.append(replace(each, id=fingerprint(each.rule, new, at, at + 2, occurrence)))
    anchored = anchor([decision(text, text, old)], new, annotations)
    if anchored.left:
        return anchored.left[0].standing
    (key,) = anchored.found
    return next(each.start for each in annotations if each.id == key)


@pytest.mark.parametrize(
    ("new", "at"),
    [
        (LINE, 17),
        ("A new paragraph.\n" + LINE, 34),
        ("The 反响 of others.\n" + LINE, 35),
        (LINE.replace("ministry", "mayor"), 17),
        (LINE.replace("The strong", "Strong"), 13),
        (LINE + "\n" + LINE, 17),
    ],
    ids=["unchanged", "shifted", "another before", "32 code points", "8 code points", "written twice"],
)
def test_a_decision_finds_its_finding(new, at):
    assert found_in(LINE, new) == at


@pytest.mark.parametrize(
    ("new", "standing"),
    [
        (LINE.replace("反响", "response"), Standing.STALE),
        (LINE.replace("public", "foreign"), Standing.STALE),
        ("A strong public反响 of the press\nAny strong public反响 of the press", Standing.AMBIGUOUS),
    ],
    ids=["gone", "other surroundings", "two fit"],
)
def test_a_decision_that_fits_nothing_or_several_is_not_carried_out(new, standing):
    assert found_in(LINE, new) is standing


def test_two_decisions_never_share_a_finding():
    text = "a x b\na x b"
    one, other = document(text, (2, 3, "y"), (8, 9, "y"))
    decisions = [decision(text, text, replace(each, rule="r", id=key)) for each, key in ((one, "k1"), (other, "k2"))]
    (left,) = document("a x b", (2, 3, "y"))
    anchored = anchor(decisions, "a x b", [replace(left, rule="r")])
    assert [each.standing for each in anchored.left] in ([Standing.STALE], [Standing.AMBIGUOUS] * 2)
    assert len(anchored.found) + len(anchored.left) == 2


def test_a_moved_line_of_a_table_is_found():
    (old,) = document(LINE, ("反响", "response"))
    given_ = decision(LINE, LINE, old, line=3)
    assert list(elsewhere([given_], LINE, [old])) == [(given_, old.id)]
    assert list(elsewhere([given_], "public反响", document("public反响", ("反响", "x")))) == []


@given(dirty, st.sampled_from(["Something else stands here now.\n", "\n", "Share\n", "反响\n"]))
def test_a_paragraph_before_moves_everything_and_loses_nothing(english, text, before):
    document_ = english.clean(text)
    decisions = [decision(text, document_.text, each) for each in document_.annotations]
    shifted = english.clean(before + text)
    keys = {(each.rule, place(before + text, each.start, each.end)) for each in shifted.annotations}
    anchored = anchor(decisions, before + text, shifted.annotations)
    still_there = [each for each in decisions if (each.rule, (each.found, each.before, each.after)) in keys]
    assert not {each.id for each in still_there} & {each.decision.id for each in anchored.left}


# what they do

TEXT = "one two three four five six"


def test_what_is_accepted_is_put_in_and_what_is_wrong_is_taken_back():
    annotations = document(TEXT, ("one", "1"), ("two", "2"), ("three", "3"), ("four", None), applied={0, 1})
    assert carry_out(TEXT, annotations, {}).text == "1 2 three four five six"
    outcome = carry_out(TEXT, annotations, verdicts(annotations, r0="wrong", r1="accept", r2=("edit", "III"), r3="accept"))
    assert outcome.text == "one 2 III four five six"
    assert [each.applied for each in outcome.annotations] == [False, True, True, False]
    assert outcome.annotations[0].evidence["decision"] == {
        "answer": "wrong", "note": "", "created": WHEN, "replacement": None, "was": {"applied": True, "replacement": "1"},
    }  # fmt: skip


def test_an_accepted_proposal_takes_the_place_of_what_was_applied_inside():
    annotations = document(TEXT, ("two", "2"), ("one two three", "3, 2, 1"), applied={0})
    outcome = carry_out(TEXT, annotations, verdicts(annotations, r1="accept"))
    assert outcome.text == "3, 2, 1 four five six"
    (two,) = (each for each in outcome.annotations if each.found == "two")
    assert not two.applied
    assert two.evidence["superseded"] == next(each.id for each in annotations if each.found == "one two three")


def test_changing_ones_mind_brings_everything_back():
    annotations = document(TEXT, ("two", "2"), ("one two three", "3, 2, 1"), applied={0})
    outcome = carry_out(TEXT, annotations, verdicts(annotations, r1="accept"))
    back = carry_out(TEXT, outcome.annotations, verdicts(annotations, r1="leave"))
    assert back.text == "one 2 three four five six"
    assert "superseded" not in back.annotations[1].evidence


CONTESTS = {
    "the longer of two is refused": ([("one two", "A"), ("two three four", "B")], {"r0": "accept", "r1": "accept"}, "A three four five six", {"r1": "refused"}),
    "one that contains the other and says the same": ([("two", "2"), ("one two three", "one 2 three")], {"r0": "accept", "r1": "accept"}, "one 2 three four five six", {}),
    "the same in the same place": ([("two", "2"), ("two", "2")], {"r0": "accept", "r1": "accept"}, "one 2 three four five six", {}),
    "another in the same place": ([("two", "2"), ("two", "II")], {"r0": "accept", "r1": "accept"}, TEXT, {"r0": "refused", "r1": "refused"}),
    "edits that overlap": ([("one two", "A"), ("two three", "B")], {"r0": ("edit", "a"), "r1": ("edit", "b")}, TEXT, {"r0": "ambiguous", "r1": "ambiguous"}),
    "an edit goes before a shorter accepted one": ([("one two", "A"), ("two", "2")], {"r0": ("edit", "a"), "r1": "accept"}, "a three four five six", {"r1": "refused"}),
    "neighbours do not overlap": ([("one ", "1 "), ("two", "2")], {"r0": "accept", "r1": ("edit", "II")}, "1 II three four five six", {}),
    "two inside that say what the longer says": ([("one", "1"), ("three", "3"), ("one two three", "1 two 3")], {"r0": "accept", "r1": "accept", "r2": "accept"}, "1 two 3 four five six", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTESTS)
def test_proposals_that_overlap(name):
    findings, answers, text, refused = CONTESTS[name]
    annotations = document(TEXT, *findings)
    outcome = carry_out(TEXT, annotations, verdicts(annotations, **answers))
    assert outcome.text == text
    rules = {each.id: f"r{each.rule[5:]}" for each in annotations}
    assert {rules[key]: refusal.standing.value for key, refusal in outcome.refusals.items()} == refused


def test_an_edit_to_what_stood_there_leaves_the_text_alone():
    annotations = document(TEXT, ("two", "2"), applied={0})
    outcome = carry_out(TEXT, annotations, verdicts(annotations, r0=("edit", "two")))
    assert outcome.text == TEXT
    assert not outcome.annotations[0].applied


def check(text, outcome):
    """The contract's invariants."""
    assert apply(text, outcome.annotations) == outcome.text
    assert restore(outcome.text, outcome.annotations) == text
    for each in outcome.annotations:
        assert text[each.start : each.end] == each.found
        assert 0 <= each.text_start <= each.text_end <= len(outcome.text)
        if each.applied:
            assert each.replacement != each.found
            assert outcome.text[each.text_start : each.text_end] == each.replacement


@st.composite
def reviewed(draw):
    """A text, findings that overlap as they like, and a verdict for some of them."""
    text = draw(st.text("ab", min_size=1, max_size=10))
    spans = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 5)), max_size=7))
    findings, applied, at = [], set(), 0
    for start, length in sorted(spans):
        end = min(len(text), start + length)
        new = draw(st.sampled_from([None, "", "x", "y", text[start:end], text[start:end].replace("a", "x")]))
        if start >= at and new is not None and new != text[start:end] and draw(st.booleans()):
            applied.add(len(findings))
            at = end
        findings.append((start, end, new))
    annotations = document(text, *findings, applied=applied)
    given_ = {}
    for each in annotations:
        answer = draw(st.sampled_from([None, *Answer]))
        if answer is not None:
            edited = draw(st.sampled_from(["", "x", "z", each.found]))
            put = edited if answer is Answer.EDIT else each.replacement if answer is Answer.ACCEPT else None
            given_[each.id] = Verdict(answer, put, "", WHEN)
    return text, annotations, given_


@given(reviewed(), st.data())
def test_twice_is_once_and_two_halves_are_the_whole(case, data):
    text, annotations, given_ = case
    once = carry_out(text, annotations, given_)
    check(text, once)
    assert carry_out(text, once.annotations, given_) == once
    half = data.draw(st.sets(st.sampled_from(sorted(given_)))) if given_ else set()
    first = carry_out(text, annotations, {key: each for key, each in given_.items() if key in half})
    check(text, first)
    assert carry_out(text, first.annotations, {key: each for key, each in given_.items() if key not in half}) == once
    assert [undecided(each).applied for each in once.annotations] == [each.applied for each in annotations]


@given(dirty, st.data())
def test_real_findings_decided_at_random(english, text, data):
    document_ = english.clean(text)
    assert carry_out(text, document_.annotations, {}).annotations == document_.annotations
    answers = data.draw(st.lists(st.sampled_from(Answer), min_size=len(document_.annotations), max_size=len(document_.annotations)))
    given_ = {
        each.id: Verdict.of(decision(text, document_.text, each, answer, "EDIT" if answer is Answer.EDIT else None), WHEN)
        for each, answer in zip(document_.annotations, answers, strict=True)
    }
    outcome = carry_out(text, document_.annotations, given_)
    check(text, outcome)
    quiet = list(suppressions("a.txt", text, outcome))
    assert len(quiet) == sum(answer in ("wrong", "leave") for answer in answers)
    # what is quiet is not found again, neither in the original nor in the text as it is now
    again = Cleaner("en", glossary=english.glossary, suppressions=Suppressions(quiet))
    for given_text, keys in (
        (text, {(each.rule, within_lines((each.found, each.before, each.after))) for each in quiet}),
        (outcome.text, {(each.rule, within_lines((each.text_found, each.text_before, each.text_after))) for each in quiet}),
    ):
        found = again.clean(given_text).annotations
        assert not keys & {(each.rule, within_lines(place(given_text, each.start, each.end))) for each in found}


# how precise a rule is


def test_the_interval_is_wilsons():
    assert wilson(0.8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0.0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(1.0, 1) == pytest.approx((0.2065, 1.0), abs=1e-4)


def test_wrong_findings_lower_the_precision_and_left_ones_do_not():
    base = Decision("a", "p", None, "calque", "f", "r", "", "", "", "", 0, Answer.ACCEPT)
    decisions = [replace(base, answer=answer) for answer in Answer]
    decisions += [replace(base, rule="glued-words", group=True)] * 400
    found = tallies(decisions)
    calque, glued = found["calque"], found["glued-words"]
    assert (calque.decided, calque.accepted, calque.answers[Answer.WRONG], calque.precision) == (4, 2, 1, 0.75)
    assert (glued.decided, glued.judgements, glued.precision) == (400, 1, 1.0)
    assert glued.interval == wilson(1.0, 1)
    assert total(found.values()).decided == 404
