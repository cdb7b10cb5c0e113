"""Shards in worker processes: a worker that dies costs time, and a text that kills workers is set aside and named."""

import gzip
import json
import os
import signal
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.folder import clean_folder
from cleaner.folder.shards import SHARD_BYTES

DIRTY, CLEANED = "caf&eacute;, tele\u200bcom\n", "café, telecom\n"
DEADLY = "this text kills"


class Mortal(Cleaner):
    """Dies by SIGKILL over some texts, as a process does when memory runs out."""

    parent = os.getpid()
    marker: Path | None = None

    def __reduce__(self):
        # for worker processes that are not forked
        return _mortal, (self.parent, self.marker)

    def clean_block(self, texts):
        for text in texts:
            content = text if isinstance(text, str) else text[0]
            if os.getpid() != self.parent and DEADLY in content and not (self.marker and self.marker.exists()):
                if self.marker:
                    self.marker.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return super().clean_block(texts)


def _mortal(parent: int, marker: Path | None = None) -> Mortal:
    made = Mortal("en", select=["encoding", "invisible"])
    made.parent, made.marker = parent, marker
    return made


@pytest.fixture
def cleaner() -> Mortal:
    return _mortal(os.getpid())


def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path, cleaner: Mortal):
    """Its shard is done again by another one; the results are those of a quiet run."""
    cleaner.marker = tmp_path / "killed"
    (tmp_path / "in").mkdir()
    rows = [json.dumps({"text": DIRTY * 20 + (DEADLY if number == 70 else "")}) for number in range(5000)]
    (tmp_path / "in/t.jsonl").write_text("\n".join(rows), encoding="utf-8")
    totals = clean_folder([tmp_path / "in"], tmp_path / "out", cleaner, workers=2)
    assert cleaner.marker.exists()
    assert (totals.read, totals.written, totals.failures) == (5000, 5000, [])
    quiet = clean_folder([tmp_path / "in"], tmp_path / "quiet", Cleaner("en", select=["encoding", "invisible"]), workers=1)
    assert quiet.written == 5000
    for name in ("t.jsonl", "annotations.jsonl"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "quiet" / name).read_bytes()


def test_the_one_record_that_kills_workers_is_set_aside(tmp_path: Path, cleaner: Mortal):
    """After three deaths the shard is cleaned text by text: one record fails, by its line, and stays as it came."""
    (tmp_path / "in").mkdir()
    rows = [json.dumps({"text": DIRTY + (DEADLY if number == 7 else "")}) for number in range(40)]
    (tmp_path / "in/t.jsonl").write_text("\n".join(rows), encoding="utf-8")
    totals = clean_folder([tmp_path / "in"], tmp_path / "out", cleaner, workers=2)
    (failure,) = totals.failures
    assert (Path(failure.path).name, failure.line, failure.error) == ("t.jsonl", 8, "WorkerError")
    assert "it is left out" in failure.message
    assert (totals.read, totals.written) == (40, 39)
    lines = (tmp_path / "out/t.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines[7] == rows[7]
    assert all(json.loads(line)["text"] == CLEANED for number, line in enumerate(lines) if number != 7)
    assert not (tmp_path / "out/.cleaner").exists()


def test_files_that_kill_workers_are_set_aside(tmp_path: Path, cleaner: Mortal):
    """Two of them, each named; all others are cleaned."""
    (tmp_path / "in").mkdir()
    for number in range(12):
        (tmp_path / f"in/{number:02}.txt").write_text(DIRTY + (DEADLY if number in (3, 9) else ""), encoding="utf-8")
    totals = clean_folder([tmp_path / "in"], tmp_path / "out", cleaner, workers=2)
    assert [Path(each.path).name for each in totals.failures] == ["03.txt", "09.txt"]
    assert sorted(path.name for path in (tmp_path / "out").glob("*.txt")) == [
        f"{number:02}.txt" for number in range(12) if number not in (3, 9)
    ]


def test_a_table_with_a_failed_shard_is_not_half_written(tmp_path: Path, cleaner: Mortal):
    """A table is there whole or not at all."""
    line = json.dumps({"text": DIRTY * 50})
    data = ((line + "\n") * (3 * SHARD_BYTES // len(line))).encode()
    (tmp_path / "t.jsonl.gz").write_bytes(gzip.compress(data)[:-900])
    totals = clean_folder([tmp_path / "t.jsonl.gz"], tmp_path / "out", cleaner, workers=2)
    assert [each.error for each in totals.failures] == ["InputError"]
    assert totals.written == 0
    assert not (tmp_path / "out/t.jsonl.gz").exists()
    assert (tmp_path / "out/annotations.jsonl").read_bytes() == b""
