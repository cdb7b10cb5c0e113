"""Gold of every shape is read, and the figures are those one would count by hand."""

import json

import pytest

from cleaner import Annotation, Cleaner
from cleaner.errors import RecordInputError
from cleaner.evaluation import Score, read, score
from cleaner.evaluation.gold import Gold
from cleaner.evaluation.score import predict, reliability
from cleaner.evaluation.tally import Lines, Pairs, Prediction, Spam, Spans, Tally


def golds(*rows: dict, min_raters: int = 1) -> list[Gold]:
    return list(read([json.dumps(row).encode() for row in rows], min_raters))


def measured(tally: Tally) -> dict[str, float | None]:
    return {each.name: each.value for each in tally.measures()}


def counted(tally: Tally, *pairs: tuple[Gold, Prediction]) -> dict[str, float | None]:
    for gold, found in pairs:
        tally.add(gold, found)
    return measured(tally)


def lines(*numbers: int) -> Prediction:
    return Prediction(lines=frozenset(numbers))


PAGE = {"lang": "en", "source": "paper", "lines": ["Menu", "A story.", "Share", "It goes on."], "labels": [0, 1, 0, -1]}


# ---------------------------------------------------------------- reading


def test_five_shapes_are_told_apart_by_their_fields() -> None:
    rows = golds(
        PAGE,
        {"lines": ["a", "b"], "labels": ["ham", "spam"]},
        {"text": "buy", "label": "spam", "lang": "zh-Hans", "kind": "pharma", "tier": "core"},
        {"target": "a词", "spans": [[1, 2, "词"]], "source_lang": "zh", "target_lang": "en"},
        {"target": "ein word", "spans": [[4, 8]], "same_script": True, "pair": "en-de"},
        {"source": "一", "target": "two", "expect": "flag", "check": "number", "src_lang": "zh", "tgt_lang": "en"},
    )
    assert [each.format for each in rows] == ["lines", "page", "spam", "spans", "same-script", "pairs"]
    assert rows[1].labels == (1, 0)
    assert rows[2].groups == {"language": "zh", "kind": "spam: pharma", "tier": "spam: core"}
    assert (rows[3].spans, rows[3].groups["language"], rows[3].target, rows[3].source) == (((1, 2),), "zh-en", "en", "zh")
    assert (rows[5].labels, rows[5].source_text, rows[5].groups) == ((0,), "一", {"kind": "number", "language": "zh-en"})


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("[1]", "it is not an object"),
        ('{"a": 1}', "it has no 'label'"),
        ('{"lines": ["a"], "labels": []}', "not two lists of one length"),
        ('{"lines": ["a"], "labels": [2]}', "'labels' holds something else than 0, 1, -1"),
        ('{"lines": [1], "labels": [1]}', "'lines' holds something else than strings"),
        ('{"text": "a", "label": "eggs"}', "not spam or ham"),
        ('{"text": 1, "label": "ham"}', "'text' is not a string"),
        ('{"text": "\\ud800", "label": "ham"}', "lone surrogate"),
        ('{"target": "ab", "spans": [[1, 3]]}', "a span does not lie in the text"),
        ('{"target": "ab", "spans": [["x", 3]]}', "is not gold"),
        ('{"target": "a", "source": "b", "expect": "perhaps"}', "not flag or pass"),
        ("{", "is not JSON"),
    ],
)
def test_a_line_that_is_no_gold_is_named(row: str, says: str) -> None:
    with pytest.raises(RecordInputError) as raised:
        list(read([b"", row.encode()]))
    assert says in str(raised.value)
    assert "line 2" in str(raised.value)


def test_weakly_marked_and_invisible_spans_are_neither_right_nor_wrong() -> None:
    row = {"target": "aa bb cc", "spans": [[0, 2], [3, 5], [6, 8]], "span_raters": [2, 1, 2], "span_visible": [True, True, False]}
    (gold,) = golds(row, min_raters=2)
    assert (gold.spans, gold.unsure) == (((0, 2),), ((3, 5), (6, 8)))
    (same,) = golds({**row, "same_script": True})
    assert same.spans == ((0, 2), (3, 5), (6, 8))


def test_a_line_feed_inside_a_line_makes_no_second_line() -> None:
    (gold,) = golds({"lines": ["a\nb", "c"], "labels": [1, 0]})
    assert gold.text == "a b\nc"


# ---------------------------------------------------------------- counting


def test_lines_characters_and_stories() -> None:
    """Of two bad lines one is found, and with it a good one; the line at -1 does not count."""
    (gold,) = golds(PAGE)
    found = counted(Lines(), (gold, lines(0, 1, 3)))
    assert found["precision"] == found["recall"] == found["F1"] == 0.5
    assert found["character precision"] == 4 / 11  # "Menu" against "Astory."
    assert found["character recall"] == 4 / 9
    assert (found["story kept"], found["stories damaged"], found["document F1"]) == (0, 1, 0)


def test_a_story_that_keeps_everything() -> None:
    (gold,) = golds(PAGE)
    found = counted(Lines(), (gold, lines()))
    assert (found["precision"], found["recall"], found["F1"], found["story kept"]) == (None, 0, 0, 1)
    assert found["document F1"] == 2 * 7 / (2 * 7 + 9)


def test_document_f1_is_a_mean_over_documents_that_have_a_story() -> None:
    one, other, none = golds(PAGE, {"lines": ["Story"], "labels": [1]}, {"lines": ["Menu"], "labels": [0]})
    found = counted(Lines(), (one, lines(0, 2)), (other, lines(0)), (none, lines()))
    assert found["document F1"] == 0.5


def test_spam_and_what_it_means_where_spam_is_rare() -> None:
    spam, ham = golds({"text": "a", "label": "spam"}, {"text": "b", "label": "ham"})
    found = counted(Spam(), (spam, lines(0)), (spam, lines()), (ham, lines()), (ham, lines(0)))
    assert (found["precision"], found["recall"], found["false alarms"]) == (0.5, 0.5, 0.5)
    assert found["precision at 1 %"] == pytest.approx(0.01)


def spans(*places: tuple[int, int]) -> Prediction:
    return Prediction(spans=places)


def test_spans_by_segment_and_by_letter() -> None:
    (bad,) = golds({"target": "the 明显 rise", "spans": [[4, 6]]})
    (good,) = golds({"target": "the rise", "spans": []})
    found = counted(Spans(), (bad, spans((4, 8))), (good, spans()))
    assert (found["precision"], found["recall"], found["false alarms"], found["spans touched"]) == (1, 1, 0, 1)
    assert (found["letter precision"], found["letter recall"]) == (2 / 3, 1)


def test_sampled_segments_count_for_as_many_as_they_stand_for() -> None:
    bad, good = golds({"target": "明", "spans": [[0, 1]]}, {"target": "fine", "spans": [], "weight": 3})
    tally = Spans()
    found = counted(tally, (bad, spans((0, 1))), (good, spans((0, 4))))
    assert found["precision"] == 0.25
    precision = tally.measures()[0]
    # as wide as two segments ask for, not as wide as four
    assert precision.interval is not None
    assert precision.interval[1] > 0.75


def test_a_finding_in_an_unsure_span_is_not_counted() -> None:
    (gold,) = golds({"target": "aa bb", "spans": [[0, 2]], "span_raters": [1]}, min_raters=2)
    assert measured_letters(gold, (0, 2)) == (None, None)
    assert measured_letters(gold, (0, 5)) == (0, None)


def measured_letters(gold: Gold, span: tuple[int, int]) -> tuple[float | None, float | None]:
    found = counted(Spans(), (gold, spans(span)))
    return found["precision"], found["letter recall"]


def test_pairs() -> None:
    flag, fine = golds({"source": "a", "target": "b", "expect": "flag"}, {"source": "a", "target": "b", "expect": "pass"})
    found = counted(Pairs(), (flag, spans((0, 1))), (flag, spans()), (fine, spans()))
    assert (found["precision"], found["recall"], found["false alarms"]) == (1, 0.5, 0)


def test_nothing_measured_is_no_figure() -> None:
    for tally in (Lines(), Spam(), Spans(), Pairs()):
        assert set(measured(tally).values()) == {None}


# ---------------------------------------------------------------- scoring


def make(target: str | None, source: str | None, rules: tuple[str, ...]) -> Cleaner:
    return Cleaner(target, source or "zh", select=rules)


def one(*rows: dict, **options: object) -> Score:
    (found,) = score(golds(*rows), make, **options)
    return found


LEFTOVERS = (
    {"target": "a strong public反响 there", "spans": [[15, 17]], "target_lang": "en", "source_lang": "zh", "dataset": "ours"},
    {"target": "he was страшно tired of it", "spans": [], "target_lang": "en", "source_lang": "ru", "dataset": "ours"},
)


def test_spans_are_scored_by_language_and_kind() -> None:
    found = one(*LEFTOVERS)
    assert found.rules == ("untranslated-fragment", "untranslated-passage")
    assert (measured(found.total)["precision"], measured(found.total)["recall"]) == (0.5, 1)
    assert list(found.groups["language"]) == ["ru-en", "zh-en"]
    assert measured(found.groups["language"]["ru-en"])["false alarms"] == 1
    assert measured(found.groups["kind"]["ours"]) == measured(found.total)


def test_only_what_is_applied_counts_where_the_caller_says_so() -> None:
    found = one(*LEFTOVERS, count="applied")
    assert (measured(found.total)["precision"], measured(found.total)["recall"]) == (1, 1)


def test_a_threshold_leaves_out_what_is_less_sure() -> None:
    found = one(*LEFTOVERS, threshold=0.95)
    assert (found.count, measured(found.total)["precision"]) == ("all", 1)


def test_confidence_is_set_against_what_was_right() -> None:
    overall = {(each.rule, each.safety): (each.count, each.right.value) for each in one(*LEFTOVERS).reliability if each.low is None}
    assert overall == {("untranslated-fragment", "review"): (1, 0), ("untranslated-fragment", "safe"): (1, 1)}


def test_lines_that_go_are_those_that_a_finding_covers() -> None:
    text = "Story.\n\n\nShare this article\n"
    (gold,) = golds({"lines": text.split("\n"), "labels": [1, -1, -1, 0, -1]})
    document = Cleaner("en", select=["untranslated"]).clean(text)
    assert predict(gold, document, "applied").lines == frozenset()
    document = document.from_dict({**document.to_dict(), "text": "Story.\n", "annotations": [_annotation(text, 7, len(text)).to_dict()]})
    assert predict(gold, document, "applied").lines == {3}


def _annotation(text: str, start: int, end: int, confidence: float = 0.98) -> Annotation:
    found = Cleaner("en", select=["html-entity"]).clean("&amp;").annotations[0].to_dict()
    return Annotation.from_dict(
        {
            **found,
            "start": start,
            "end": end,
            "text_start": start,
            "text_end": start,
            "found": text[start:end],
            "replacement": "",
            "confidence": confidence,
        }
    )


def test_bins_of_confidence_begin_at_their_least() -> None:
    each = [(_annotation("ab", 0, 1, confidence), right) for confidence, right in ((0.5, True), (0.59, False), (0.97, True))]
    bins = {one.low: (one.count, one.right.value) for one in reliability(each)}
    assert bins == {None: (3, 2 / 3), 0.5: (2, 0.5), 0.97: (1, 1)}


def test_tiers_people_disagree_about_are_told_apart_from_the_total() -> None:
    row = {"text": "An ordinary line.", "label": "ham", "lang": "en", "kind": "news"}
    found = one({**row, "tier": "plain"}, {**row, "tier": "grey"})
    assert found.total.counts()["good"] == found.groups["language"]["en"].counts()["good"] == 1
    assert list(found.groups["tier"]) == ["ham: grey", "ham: plain"]


def test_pairs_are_scored_by_the_rules_of_their_check() -> None:
    pair = {"source": "警方冻结2170.7亿元。", "src_lang": "zh", "tgt_lang": "en", "check": "number", "expect": "flag"}
    rows = (
        {**pair, "target": "Police froze 21.7 million yuan."},
        {**pair, "target": "Police froze 217.07 billion yuan.", "expect": "pass"},
    )
    found = one(*rows, {**pair, "target": "x", "check": "punctuation"})
    assert (found.rules, found.total.counts()) == (("number-mismatch",), {"to flag": 1, "to pass": 1})
    assert (measured(found.total)["recall"], measured(found.total)["false alarms"]) == (1, 0)


def test_the_source_is_given_to_the_rules_when_asked_for() -> None:
    row = {
        "target": "Police froze 21.7 million yuan.",
        "spans": [[13, 17]],
        "source": "警方冻结2170.7亿元。",
        "target_lang": "en",
        "source_lang": "zh",
    }
    assert measured(one(row, rules=["number-mismatch"]).total)["recall"] == 0
    assert measured(one(row, rules=["number-mismatch"], with_source=True).total)["recall"] == 1


def test_a_file_with_two_shapes_has_two_scores() -> None:
    assert [each.format for each in score(golds(PAGE, LEFTOVERS[0]), make)] == ["lines", "spans"]


def test_every_format_has_its_tally_and_its_rules() -> None:
    """The module names every format that can be read."""
    from cleaner.evaluation import FORMATS
    from cleaner.evaluation.score import COUNTED, RULES
    from cleaner.evaluation.tally import TALLIES

    assert set(TALLIES) == set(FORMATS)
    assert set(RULES) == set(FORMATS) - {"pairs"}
    assert set(COUNTED) <= set(FORMATS)
