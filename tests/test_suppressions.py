"""Suppressions: what a reviewer wants no more is not found again, and nothing else is lost."""

import json
import pickle
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner
from cleaner.annotation import context
from cleaner.errors import InputError
from cleaner.suppressions import Suppression, Suppressions, place, read, within_lines
from tests.work import lines_run

LINE = "The strong public反响 of the people of three provinces was heard by the ministry on Monday.\n"
RULE = "untranslated-fragment"


@cache
def glossary():
    return Cleaner("en").glossary


def suppression(text, found="反响", rule=RULE):
    start = text.index(found)
    where = place(text, start, start + len(found))
    return Suppression(rule, *where, *where)


def clean(text, *suppressed):
    return Cleaner("en", glossary=glossary(), suppressions=Suppressions(suppressed)).clean(text)


def test_a_suppressed_finding_is_left_out_and_the_text_stays():
    assert "response" in clean(LINE).text
    assert clean(LINE, suppression(LINE)).text == LINE
    assert clean(LINE, suppression(LINE)).annotations == ()


@pytest.mark.parametrize(
    "text",
    [
        "A paragraph before.\n" + LINE,
        LINE.replace("Monday", "Friday"),
        LINE.replace("The strong", "Strong"),
        LINE.replace("people", "pe\u200bople"),
    ],
    ids=["shifted", "changed far away", "changed before", "repaired nearby"],
)
def test_it_is_left_out_in_a_changed_text_too(text):
    assert all(each.rule != RULE for each in clean(text, suppression(LINE)).annotations)


@pytest.mark.parametrize("text", ["Strong public反响 from others.\n", LINE.replace("反响", "引流")], ids=["elsewhere", "other characters"])
def test_other_findings_are_not(text):
    assert any(each.rule == RULE for each in clean(text, suppression(LINE)).annotations)


def test_another_rule_is_not():
    assert clean(LINE, suppression(LINE, rule="calque")).applied


def test_of_two_places_alike_only_the_one_that_is_meant():
    """Eight code points decide only where the line was changed."""
    text = "In the north, the strong public反响 of the people.\nIn the south, a strong public反响 of the people.\n"
    assert clean(text, suppression(text)).text == text.replace("a strong public反响", "a strong public response")


def test_a_finding_that_repairs_uncovered_is_known_by_the_original():
    text = LINE.replace("反响", "反\u200b响")
    (found,) = (each for each in clean(text).annotations if each.rule == RULE)
    assert found.found == "反\u200b响"
    document = clean(text, suppression(text, "反\u200b响"))
    assert document.text == LINE


def test_a_repair_can_be_suppressed_and_the_rules_still_run():
    text = "tele\u200bcom fraud, strong public反响, they said.\n"
    document = clean(text, suppression(text, "\u200b", "invisible-character"))
    assert "\u200b" in document.text
    assert any(each.rule == RULE for each in document.applied)


def test_a_whole_line_stays_whatever_stands_around_it(seeds):
    text = seeds["001"]
    found = next(each for each in clean(text).applied if each.rule == "boilerplate-line" and "\n" not in each.found.strip("\n"))
    line = found.found.strip("\n")
    kept = Suppression(found.rule, *place(text, found.start, found.end), *place(text, found.start, found.end))
    for other in (text, text.replace(line, f"{line}\nShare"), text.replace(line, f"\n{line}\n")):
        assert f"\n{line}\n" in clean(other, kept).text


def test_cleaning_again_applies_nothing(seeds):
    """Invariant 4 with a suppression for every second finding of the articles."""
    for text in seeds.values():
        some = [
            Suppression(each.rule, *place(text, each.start, each.end), *place(text, each.start, each.end))
            for each in clean(text).annotations[::2]
        ]
        document = clean(text, *some)
        assert not {(each.rule, within_lines((each.found, each.before, each.after))) for each in some} & {
            (each.rule, within_lines(place(text, each.start, each.end))) for each in document.annotations
        }
        assert clean(document.text, *some).applied == ()


def test_a_file_travels(tmp_path):
    path = tmp_path / "s.jsonl"
    path.write_text("\ufeff" + json.dumps(suppression(LINE).to_dict()) + "\n\n", encoding="utf-8")
    assert list(Suppressions.load(path)) == [suppression(LINE)]
    cleaner = Cleaner("en", glossary=glossary(), suppressions=path)
    assert cleaner.clean(LINE).text == LINE
    assert pickle.loads(pickle.dumps(cleaner)).clean(LINE).text == LINE


def test_what_is_not_known_of_the_cleaned_text_is_taken_from_the_original():
    (found,) = read("s", b'{"rule": "calque", "found": "a", "before": "b", "after": "c"}')
    assert found == Suppression("calque", "a", "b", "c", "a", "b", "c")


@pytest.mark.parametrize(
    ("line", "said"), [(b"{", "s:2 is not a suppression"), (b"[]", "expected a JSON object"), (b"{}", "expected a string in 'rule'"), (b"\xff", "codec")]
)  # fmt: skip
def test_a_malformed_line_is_named(line, said):
    with pytest.raises(InputError, match=said):
        list(read("s", b"\n" + line))


@given(st.text("a\nb", max_size=100), st.integers(0, 100), st.integers(0, 100))
def test_surroundings_are_at_most_32_code_points_of_the_line(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    before, after = context(text, start, end)
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)
    assert "\n" not in before + after
    assert len(before) == 32 or start == len(before) or text[start - len(before) - 1] == "\n"
    assert len(after) == 32 or end + len(after) == len(text) or text[end + len(after)] == "\n"


def test_the_work_of_a_lookup_does_not_grow_with_the_suppressions():
    """Suppressions of the same rule and the same characters are not compared one by one."""

    def work(count):
        several = [Suppression(RULE, "反响", f"{number:08}", "", "反响", f"{number:08}", "") for number in range(count)]
        suppressions = Suppressions(several)
        asked = [(RULE, [("反响", f"x{number}", "")]) for number in range(100)]
        assert not any(suppressions.quiet(asked))  # builds what is built once
        return lines_run(lambda: list(suppressions.quiet(asked)))

    assert 0 < work(5_000) == work(500)
