"""A rule that raises an error on a text: it is named there, everything else is done, and other texts do not notice."""

import json
import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from cleaner import Cleaner, Document, ModelError, RuleFailureWarning, apply, compare, comparison, pipeline, restore
from cleaner.cli import main
from cleaner.document import Finding
from cleaner.failures import STRICT
from cleaner.numbers import english
from cleaner.numbers.quantity import Quantity
from cleaner.registry import RULE_IDS
from cleaner.rules.boilerplate_line import page as score
from cleaner.rules.terms import calque

DIRTY = "The &amp; police said 我们 saw a \u200bstrong public反响, and it was 1,1 trillion yuan."
OTHER = "He &amp; she saw strong public反响."
TRIGGER = "police"

Break = Callable[..., None]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Makes a rule or a repair raise an error on every text with the word "police"; errors are kept, as users have it."""
    monkeypatch.delenv(STRICT)
    # the fault is in this process alone: workers have it when they are forked from it, which is done where there is one thread
    monkeypatch.setattr("cleaner.pool.threading.active_count", lambda: 1)

    def break_(rule_id: str, error: BaseException | None = None, *, late: bool = False) -> None:
        def broken_one(rule: Any) -> Any:
            def find(read: Any) -> Iterator[Finding]:
                failing = TRIGGER in (read if isinstance(read, str) else read.text)
                if failing and not late:
                    raise error or ValueError("substring not found")
                yield from rule.find(read)
                if failing:
                    raise error or ValueError("substring not found")

            return replace(rule, find=find) if rule.id == rule_id else rule

        monkeypatch.setattr(pipeline, "RULES", tuple(map(broken_one, pipeline.RULES)))
        monkeypatch.setattr(pipeline, "REPAIRS", tuple((marks, broken_one(rule)) for marks, rule in pipeline.REPAIRS))

    return break_


def rules(document: Document) -> set[str]:
    return {annotation.rule for annotation in document.annotations}


@pytest.mark.parametrize("late", [False, True], ids=["at once", "after its findings"])
@pytest.mark.parametrize("rule", ["untranslated-fragment", "number-slip", "html-entity", "boilerplate-line", "wrong-language"])
def test_a_rule_that_fails_is_named_and_the_others_do_their_work(broken: Break, rule: str, late: bool) -> None:
    whole = Cleaner("en").clean(DIRTY)
    broken(rule, late=late)
    document = Cleaner("en").clean(DIRTY)
    (failure,) = document.failures
    assert (failure.rule, failure.error, failure.message) == (rule, "ValueError", "substring not found")
    assert rules(document) == rules(whole) - {rule}
    assert apply(DIRTY, document.annotations) == document.text
    assert restore(document.text, document.annotations) == DIRTY
    assert Cleaner("en").clean(document.text).applied == ()


def test_every_rule_may_fail_and_the_text_comes_back(broken: Break) -> None:
    for rule in RULE_IDS:
        broken(rule)
    document = Cleaner("en").clean(DIRTY)
    assert (document.text, document.annotations) == (DIRTY, ())
    assert {failure.rule for failure in document.failures} >= {"untranslated-fragment", "html-entity", "number-slip", "spam-line"}


def test_a_text_without_the_fault_is_not_touched_in_any_company(broken: Break) -> None:
    whole = Cleaner("en").clean(OTHER)
    broken("untranslated-fragment")
    cleaner = Cleaner("en")
    first, second, third = cleaner.pipe([OTHER, DIRTY, OTHER])
    assert first == third == whole
    assert second == cleaner.clean(DIRTY)
    assert list(cleaner.pipe([OTHER, DIRTY, OTHER], workers=2)) == [first, second, third]


def test_a_failure_says_where_and_is_part_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STRICT)

    def fail(view: Any) -> float:
        raise KeyError("x" * 10_000)

    monkeypatch.setattr(score, "probability", fail)
    document = Cleaner("en").clean(OTHER)
    (failure,) = document.failures
    assert (failure.rule, failure.error, len(failure.message)) == ("boilerplate-line", "KeyError", 200)
    assert failure.where.startswith("cleaner.rules.view:")
    assert document.page == 0.5
    assert document.text == "He & she saw strong public response."
    assert Document.from_dict(json.loads(json.dumps(document.to_dict()))) == document
    values = document.to_dict()
    del values["failures"]
    assert Document.from_dict(values).failures == ()


def test_a_finding_outside_the_text_is_a_failure_of_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STRICT)
    for span in ((3, 3), (-1, 4), (5, 10_000), (9, 4)):
        wrong = replace(calque.RULE, find=lambda _, span=span: [calque.RULE.finding(*span, "wrong", replacement="")])
        monkeypatch.setattr(pipeline, "RULES", (wrong,))
        document = Cleaner("en").clean(OTHER)
        assert [failure.rule for failure in document.failures] == ["calque"]
        assert document.text == "He & she saw strong public反响."


def test_what_fails_outside_all_rules_leaves_that_text_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STRICT)
    real = pipeline.carry_out

    def fail(text: str, edits: Any) -> str:
        if TRIGGER in text:
            raise IndexError("out of range")
        return real(text, edits)

    monkeypatch.setattr(pipeline, "carry_out", fail)
    first, second = Cleaner("en").pipe([DIRTY, OTHER])
    assert (first.text, first.annotations, [failure.rule for failure in first.failures]) == (DIRTY, (), ["cleaner"])
    assert (second.text, second.failures) == ("He & she saw strong public response.", ())


def test_a_strict_cleaner_raises(broken: Break, monkeypatch: pytest.MonkeyPatch) -> None:
    broken("calque")
    for cleaner in (Cleaner("en", strict=True), pickle.loads(pickle.dumps(Cleaner("en", strict=True)))):
        with pytest.raises(ValueError, match="substring not found"):
            cleaner.clean(DIRTY)
    monkeypatch.setenv(STRICT, "1")
    with pytest.raises(ValueError, match="substring not found"):
        Cleaner("en").clean(DIRTY)
    assert Cleaner("en", strict=False).clean(DIRTY).failures


@pytest.mark.parametrize(
    "error",
    [KeyboardInterrupt(), MemoryError(), SystemExit(3), ModelError("m.npz is missing"), OSError(28, "full"), ImportError("no jieba")],
)
def test_what_is_not_about_one_text_is_raised(broken: Break, error: BaseException) -> None:
    broken("calque", error)
    with pytest.raises(type(error)):
        Cleaner("en").clean(DIRTY)
    with pytest.raises(type(error)):
        list(Cleaner("en").pipe([OTHER, DIRTY], errors="return"))


def test_a_missing_model_is_named_by_workers_as_well(broken: Break) -> None:
    broken("calque", ModelError("m.npz is missing: install the package again"))
    with pytest.raises(ModelError, match=r"m\.npz is missing: install the package again"):
        list(Cleaner("en").pipe([OTHER, DIRTY] * 300, workers=2))


def test_rules_about_the_source_fail_alone(broken: Break) -> None:
    broken("number-mismatch")
    document = Cleaner("en").clean("The police froze 3 million yuan of public反响.", "警方冻结300万元。")
    assert [failure.rule for failure in document.failures] == ["number-mismatch"]
    assert "untranslated-fragment" in rules(document)


def test_a_record_batch_is_cleaned_and_warns(broken: Break) -> None:
    broken("calque")
    batch = pa.record_batch({"text": [DIRTY, None, OTHER, DIRTY]})
    with pytest.warns(RuleFailureWarning, match="rules failed on texts of a batch of 4: calque on 2"):
        cleaned = Cleaner("en").clean_batch(batch)
    assert cleaned.column("text").to_pylist()[1:3] == [None, "He & she saw strong public response."]


CONFLICTING = (
    "The ministry froze 21.7 million yuan of telecom fraud funds in emergency stops.",
    "The ministry froze 217.07 billion yuan of telecom fraud funds in emergency stops.",
    "The ministry froze 217.07 billion yuan of telecom fraud funds in emergency stops, the police said.",
)


def plain(*texts: str) -> list[Document]:
    return [Document(text, text, (), "en") for text in texts]


def test_a_document_that_cannot_be_compared_is_named_and_the_others_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STRICT)
    real = english.quantities

    def fail(text: str) -> list[Quantity]:
        if TRIGGER in text:
            raise ZeroDivisionError("division by zero")
        return real(text)

    expected = compare(plain(*CONFLICTING[:2]))
    assert expected
    monkeypatch.setattr(english, "quantities", fail)
    told: list[tuple[int, str, str]] = []
    found = compare(plain(*CONFLICTING), on_failure=lambda index, failure: told.append((index, failure.rule, failure.error)))
    assert found == expected
    assert told == [(2, "number-conflict", "ZeroDivisionError")]
    with pytest.warns(RuleFailureWarning, match=r"document 2: number-conflict failed on this text"):
        assert compare(plain(*CONFLICTING)) == expected


def test_two_statements_that_cannot_be_compared_cost_only_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STRICT)

    def fail(*_: Any) -> int:
        raise RecursionError("too deep")

    monkeypatch.setattr(comparison, "power_of_ten", fail)
    told: list[int] = []
    assert compare(plain(*CONFLICTING), on_failure=lambda index, _: told.append(index)) == []
    assert told == [1, 2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(OTHER, encoding="utf-8")
    rows = [{"id": 1, "text": OTHER}, {"id": 2, "text": DIRTY}]
    (tmp_path / "in" / "c.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_command_line_finishes_names_each_and_ends_with_3(
    broken: Break, folder: Path, capfd: pytest.CaptureFixture[str], workers: str
) -> None:
    broken("untranslated-fragment")
    assert main(["clean", "in", "-o", "out", "-t", "en", "-j", workers]) == 3
    said = capfd.readouterr().err
    assert "Traceback" not in said
    failed = [line for line in said.splitlines() if line.startswith("failed: ")]
    assert [line.split(": ")[1] for line in failed] == ["in/a.txt", "in/c.jsonl:2"]
    assert all("untranslated-fragment failed on this text and everything else was done (ValueError" in line for line in failed)
    assert (folder / "out/a.txt").read_text(encoding="utf-8").startswith("The & police")
    assert (folder / "out/b.txt").read_text(encoding="utf-8") == "He & she saw strong public response."
    summary = json.loads((folder / "out/summary.json").read_bytes())
    assert summary["documents"] == 4
    assert summary["rule_failures"] == {"untranslated-fragment": 2}
    assert [(each["path"], each["line"], each["rule"], each["error"]) for each in summary["failures"]] == [
        ("in/a.txt", None, "untranslated-fragment", "ValueError"),
        ("in/c.jsonl", 2, "untranslated-fragment", "ValueError"),
    ]
    rows = [json.loads(line) for line in (folder / "out/annotations.jsonl").read_bytes().splitlines()]
    assert [[failure["rule"] for failure in row["failures"]] for row in rows] == [
        ["untranslated-fragment"],
        [],
        [],
        ["untranslated-fragment"],
    ]


def test_the_report_says_so_beside_the_text(broken: Break, folder: Path) -> None:
    broken("untranslated-fragment")
    main(["clean", "in/a.txt", "in/b.txt", "-o", "out", "-t", "en", "-q"])
    page = (folder / "out/report.html").read_text(encoding="utf-8")
    assert page.count("<b>untranslated-fragment</b> failed on this text; what it would have found is missing.") == 1
    assert "1 failure</h3>" in page
    (annotations := folder / "out/annotations.jsonl").write_text(
        annotations.read_text(encoding="utf-8").replace('"rule":"untranslated-fragment","error"', '"rule":7,"error"'), encoding="utf-8"
    )
    assert main(["report", "out", "-q"]) == 3


def test_check_and_compare_end_with_3(broken: Break, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    broken("untranslated-fragment")
    assert main(["check", "in/a.txt", "-t", "en", "--format", "json"]) == 3
    said = capfd.readouterr()
    assert [failure["rule"] for failure in json.loads(said.out)["failures"]] == ["untranslated-fragment"]
    assert "failed: in/a.txt: untranslated-fragment" in said.err
    assert main(["compare", "in/a.txt", "in/b.txt", "-t", "en"]) == 3
    assert "failed: in/a.txt: untranslated-fragment" in capfd.readouterr().err


def test_scores_of_a_rule_that_fails_say_so(broken: Break, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    broken("boilerplate-line")
    gold = {"id": "1", "lang": "en", "lines": ["The police said so.", "Share"], "labels": [1, 0]}
    (folder / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    assert main(["eval", "gold.jsonl"]) == 3
    said = capfd.readouterr()
    assert said.err == "failed: gold.jsonl: boilerplate-line failed on 1 text; what it would have found counts as not found\n"
    assert said.out
