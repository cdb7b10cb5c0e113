"""What `cleaner clean`, `report` and `apply` do, done from Python; nothing is printed."""

import json
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.errors import OptionError
from cleaner.folder import Cleaned, Reading, clean_folder, clean_stream
from cleaner.formats.records import Columns
from cleaner.review import ApplyOptions, apply_decisions

DIRTY, CLEANED = "caf&eacute;, tele\u200bcom\n", "café, telecom\n"


@pytest.fixture
def cleaner() -> Cleaner:
    return Cleaner("en", select=["encoding", "invisible"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "in/b.jsonl").write_text(json.dumps({"body": DIRTY}) + "\n", encoding="utf-8")
    return tmp_path


def test_a_folder_is_cleaned_and_read_back(folder: Path, cleaner: Cleaner, capsys):
    seen = []
    totals = clean_folder(
        [folder / "in"], folder / "out", cleaner, Reading(columns=Columns(text="body")), watch=lambda unit, _: seen.append(unit.source.name)
    )
    assert (totals.documents, totals.changed, totals.failures, totals.interrupted) == (2, 2, [], False)
    assert (folder / "out/a.txt").read_text(encoding="utf-8") == CLEANED
    assert seen == ["a.txt", "b.jsonl"]
    assert json.loads((folder / "out/summary.json").read_bytes())["documents"] == 2
    read = Cleaned([folder / "out"], "body")
    assert [(row.path, row.line, original, text) for row, original, text in read.originals()] == [
        ("a.txt", None, DIRTY, CLEANED),
        ("b.jsonl", 1, DIRTY, CLEANED),
    ]
    assert capsys.readouterr() == ("", "")


def test_what_fails_is_a_value_and_wrong_use_an_error(folder: Path, cleaner: Cleaner):
    (folder / "in/c.txt").write_bytes(bytes(range(256)) * 4)
    totals = clean_folder([folder / "in", folder / "missing"], folder / "out", cleaner, Reading(columns=Columns(text="body")))
    assert [Path(each.path).name for each in totals.failures] == ["missing", "c.txt"]
    with pytest.raises(OptionError, match="lies inside"):
        clean_folder([folder / "in"], folder / "in/out", cleaner)


def test_results_go_to_any_sink(folder: Path, cleaner: Cleaner):
    class Sink:
        texts: tuple[str, ...] = ()

        def take(self, unit, document):  # noqa: ARG002
            self.texts += (document.text,)

        def lost(self, source):  # noqa: ARG002
            raise AssertionError

    sink = Sink()
    totals = clean_stream([folder / "in/a.txt"], sink, cleaner)
    assert (totals.documents, sink.texts) == (1, (CLEANED,))


@pytest.mark.parametrize("dry_run", [True, False])
def test_decisions_are_carried_out(folder: Path, cleaner: Cleaner, capsys, dry_run: bool):
    clean_folder([folder / "in/a.txt"], folder / "out", cleaner)
    ((row, _, text),) = Cleaned([folder / "out"]).originals()
    entity = next(each for each in row.annotations if each.rule == "html-entity")
    decision = {key: getattr(entity, key) for key in ("id", "rule", "found", "replacement", "start")}
    decision |= {"path": "a.txt", "line": None, "before": "caf", "after": ", tele\u200bcom", "answer": "wrong"}
    decision |= {"text_before": "caf", "text_after": ", telecom"}
    values = {
        "schema": "cleaner-decisions/1",
        "report": "0" * 16,
        "tool": {"name": "cleaner", "version": "0"},
        "created": "2026-01-01T00:00:00Z",
    }
    (folder / "decisions.json").write_text(json.dumps(values | {"decisions": [decision]}), encoding="utf-8")
    applied = apply_decisions(folder / "out", folder / "decisions.json", ApplyOptions(dry_run=dry_run))
    assert ([each.id for each in applied.carried], applied.left, applied.changed) == ([entity.id], (), 1)
    now = (folder / "out/a.txt").read_text(encoding="utf-8")
    assert now == (text if dry_run else "caf&eacute;, telecom\n")
    assert capsys.readouterr() == ("", "")


def test_decisions_that_nobody_carries_over_stay(folder: Path, cleaner: Cleaner):
    """A caller who does not say how to carry them out again still has them."""
    clean_folder([folder / "in/a.txt"], folder / "out", cleaner)
    (folder / "out/decisions.json").write_text("{}", encoding="utf-8")
    with pytest.raises(OptionError, match="holds decisions that were carried out"):
        clean_folder([folder / "in/a.txt"], folder / "out", cleaner)
    clean_folder([folder / "in/a.txt"], folder / "out", cleaner, into_reviewed=True)
    assert (folder / "out/decisions.json").read_text(encoding="utf-8") == "{}"
