"""Runs into a folder: stopped, killed, repeated, in company; nothing is lost and nothing is done twice."""

import fcntl
import gzip
import json
import random
import shutil
import signal
import subprocess
import time

import pytest

from cleaner.folder.shards import SHARD_BYTES
from tests.cli.conftest import CLEANED, DIRTY

TEXT = CLEANED * 40 + DIRTY


def outcome(place, folder: str) -> dict[str, bytes]:
    """Every file below a folder; of the summary all but the time that it took."""
    made = {}
    for name in place.files(folder):
        data = (place.folder / folder / name).read_bytes()
        if name == "summary.json":
            values = json.loads(data)
            del values["seconds"]
            data = json.dumps(values).encode()
        made[name] = data
    return made


def mixed_inputs(place) -> None:
    """Files, a table of several shards, records that fail, and files that cannot be read."""
    for number in range(60):
        place.write(f"in/{number:03}.txt", TEXT)
    rows = [json.dumps({"n": number, "text": None if number % 50 == 0 else TEXT}) for number in range(5 * SHARD_BYTES // len(TEXT) // 4)]
    rows[7] = "{broken"
    place.write("in/t.jsonl", "\n".join(rows) + "\n")
    place.write("in/z.gz", b"no gzip at all")


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_killed_and_resumed_gives_the_bytes_of_a_quiet_run(place, workers):
    """Killed at any moment, as often as you like."""
    mixed_inputs(place)
    started = time.monotonic()
    assert place.run("clean", "in", "-o", "quiet", "-j", workers).status == 3
    quiet = time.monotonic() - started
    chance = random.Random(workers)
    kills = 0
    for _ in range(10):
        shutil.rmtree(place.folder / "killed", ignore_errors=True)
        for _ in range(2):
            with subprocess.Popen(
                place.command("clean", "in", "-o", "killed", "-j", workers, "--resume"),
                cwd=place.folder,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            ) as process:
                try:
                    process.wait(chance.uniform(0.2, quiet))
                except subprocess.TimeoutExpired:
                    process.kill()
                    kills += 1
        assert place.run("clean", "in", "-o", "killed", "-j", workers, "--resume").status == 3
        assert outcome(place, "killed") == outcome(place, "quiet")
    assert kills


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_that_end_a_process_leave_a_run_to_go_on_with(place, number):
    """As Ctrl-C: nothing half-written, the status names the signal, and `--resume` does the rest."""
    mixed_inputs(place)
    out = place.folder / "out"
    with subprocess.Popen(
        place.command("clean", "in", "-", "-o", "out", "-j", "1"), cwd=place.folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        end = time.monotonic() + 120
        while not list(out.glob("*.txt")) and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(number)
        said = process.stderr.read().decode()
    assert process.returncode == 128 + number, said
    assert "--resume goes on" in said
    assert not [name for name in place.files() if name.endswith(".tmp")]
    finished = {name for name in place.files() if name.endswith(".txt")}
    assert finished == set(place.annotations()) - {"t.jsonl"}
    assert place.run("clean", "in", "-", "-o", "out", "-j", "1", "--resume", stdin=b"").status == 3
    assert place.run("clean", "in", "-", "-o", "quiet", "-j", "1", stdin=b"").status == 3
    assert outcome(place, "out") == outcome(place, "quiet")


def test_a_table_in_shards_is_that_of_one_piece(place):
    """Cut for two processes or not, the table is the same, with its line numbers."""
    mixed_inputs(place)
    ran = place.run("clean", "in/t.jsonl", "-o", "out", "-j", "2")
    assert ran.status == 3
    lines = place.read("in/t.jsonl").splitlines()
    cleaned = place.read("out/t.jsonl").splitlines()
    assert len(cleaned) == len(lines)
    assert cleaned[7] == "{broken"
    assert cleaned[0] == lines[0]
    assert all(json.loads(line)["text"] == CLEANED * 41 for number, line in enumerate(cleaned) if number % 50 and number != 7)
    rows = [json.loads(line) for line in place.read("out/annotations.jsonl").splitlines()]
    assert [row["line"] for row in rows] == [number + 1 for number in range(len(lines)) if number % 50 and number != 7]
    assert place.run("clean", "-", "--jsonl", stdin=place.read("in/t.jsonl").encode()).stdout.decode().splitlines() == cleaned


def test_what_is_read_is_written_or_failed(place):
    """In the summary, on the screen, and with each reason in failures.jsonl."""
    mixed_inputs(place)
    place.write("in/b.bin", bytes(range(256)) * 4)
    ran = place.run("clean", "in", "missing.txt", "-o", "out")
    values = place.summary()
    assert values["read"] == values["written"] + values["failed"]
    assert values["failed"] == 3
    assert f"read {values['read']:,} = written {values['written']:,} + failed 3" in ran.stderr
    assert values["skipped"] == {"binary": 1}
    failures = [json.loads(line) for line in place.read("out/failures.jsonl").splitlines()]
    assert {(each["path"], each["line"]) for each in failures} == {
        ("missing.txt", None),
        ("in/t.jsonl", 8),
        ("in/z.gz", None),
    }
    assert all(each["reason"] for each in failures)
    assert "failures.jsonl" in ran.stderr
    # the next run has none, and says so
    for name in ("in/b.bin", "in/t.jsonl", "in/z.gz"):
        (place.folder / name).unlink()
    ran = place.run("clean", "in", "-o", "out")
    assert ran.status == 0
    assert "failures.jsonl" not in ran.stderr
    assert "failures.jsonl" not in place.files()


def test_a_folder_that_another_run_is_writing_is_refused(place):
    """Two runs never mix their results."""
    place.write("in/a.txt")
    (place.folder / "out/.cleaner").mkdir(parents=True)
    with (place.folder / "out/.cleaner/lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        ran = place.run("clean", "in", "-o", "out")
        assert ran.status == 2
        assert "another run is writing into out; wait for it to end, or choose another folder with -o" in ran.stderr
    assert place.run("clean", "in", "-o", "out").status == 0


def test_going_on_with_other_options_or_inputs_is_refused(place):
    """What was done would not be what is asked for now."""
    place.write("in/a.txt")
    place.write("in/t.jsonl", "{broken")
    with subprocess.Popen(place.command("clean", "in", "-", "-o", "out"), cwd=place.folder, stdin=subprocess.PIPE) as process:
        end = time.monotonic() + 60
        while "a.txt" not in (place.files() if (place.folder / "out").exists() else ()) and time.monotonic() < end:
            time.sleep(0.02)
        process.kill()
    ran = place.run("clean", "in", "-", "-o", "out", "--resume", "-t", "de")
    assert ran.status == 2
    assert "the run that was stopped in out had other options; repeat its command with --resume, or leave --resume out" in ran.stderr
    place.write("in/a.txt", "other")
    assert "had other inputs" in place.run("clean", "in", "-", "-o", "out", "--resume").stderr
    assert place.run("clean", "in", "-o", "out").status == 3
    assert place.read("out/a.txt") == "other"


def test_texts_of_an_earlier_run_are_swept(place):
    """What this tool wrote and nobody changed goes with its input; what it cannot know for its own is named."""
    for name in ("a", "b", "c"):
        place.write(f"in/{name}.txt")
    place.run("clean", "in", "-o", "out")
    (place.folder / "in/b.txt").unlink()
    place.write("out/by-hand.txt", "mine")
    assert place.run("clean", "in", "-o", "out").status == 0
    assert {"a.txt", "c.txt", "by-hand.txt"} == {name for name in place.files() if name.endswith(".txt")}


def test_results_that_were_finished_and_not_yet_in_place_are_put_there(place):
    """Killed between the receipt of a shard and the move of its texts."""
    for name in ("a", "b"):
        place.write(f"in/{name}.txt")
    with subprocess.Popen(place.command("clean", "in", "-", "-o", "out"), cwd=place.folder, stdin=subprocess.PIPE) as process:
        end = time.monotonic() + 60
        while not (place.folder / "out/b.txt").exists() and time.monotonic() < end:
            time.sleep(0.02)
        process.kill()
    (place.folder / "out/b.txt").replace(place.folder / "out/.cleaner/shards/000000/1")
    assert place.run("clean", "in", "-", "-o", "out", "--resume").status == 0
    assert place.read("out/a.txt") == place.read("out/b.txt") == CLEANED


def test_what_a_killed_process_was_writing_is_swept(place):
    """Temporary files do not pile up."""
    place.write("in/a.txt")
    place.write("out/deep/.cleaner-abc123.tmp", "half")
    assert place.run("clean", "in", "-o", "out").status == 0
    assert not [name for name in place.files() if name.endswith(".tmp")]


@pytest.mark.parametrize("ending", ["txt", "txt.gz"])
def test_edited_texts_are_not_overwritten(place, ending):
    """A text that somebody has worked on is not thrown away without a word."""
    packed = gzip.compress if ending.endswith("gz") else bytes
    for name in ("a", "b"):
        place.write(f"in/{name}.{ending}", packed(DIRTY.encode()))
    place.run("clean", "in", "-o", "out")
    before = place.annotations()
    mine = place.write(f"out/a.{ending}", packed(b"better words\n")).read_bytes()
    ran = place.run("clean", "in", "-o", "out")
    assert ran.status == 2
    assert f"out holds texts that were edited (a.{ending}); --into-reviewed cleans again and keeps them" in ran.stderr
    ran = place.run("clean", "in", "-o", "out", "--into-reviewed")
    assert ran.status == 0, ran.stderr
    assert (place.folder / f"out/a.{ending}").read_bytes() == mine
    assert f"kept as they were edited: a.{ending}" in ran.stderr
    assert place.summary()["kept"] == [f"a.{ending}"]
    assert place.annotations() == before


def test_an_edited_table_is_not_overwritten_however_often(place):
    """It stays known as edited from run to run."""
    place.write("in/t.jsonl", json.dumps({"text": DIRTY}) + "\n")
    place.run("clean", "in", "-o", "out")
    mine = json.dumps({"text": "better words"}) + "\n"
    place.write("out/t.jsonl", mine)
    for _ in range(3):
        assert place.run("clean", "in", "-o", "out").status == 2
        assert place.run("clean", "in", "-o", "out", "--into-reviewed").status == 0
        assert place.read("out/t.jsonl") == mine


def test_no_report_leaves_none_and_claims_none(place):
    """A report of an earlier run would show what is no longer so."""
    place.write("in/a.txt")
    place.run("clean", "in", "-o", "out")
    ran = place.run("clean", "in", "-o", "out", "--no-report")
    assert "report.html" not in place.files()
    assert "report.html" not in ran.stderr


def test_findings_of_tables_go_where_they_are_wanted(place):
    """Under another name, or nowhere but in annotations.jsonl."""
    place.write("t.jsonl", json.dumps({"text": DIRTY, "annotations": "by hand"}) + "\n")
    assert place.run("clean", "t.jsonl", "-o", "a", "--annotations-column", "findings").status == 0
    row = json.loads(place.read("a/t.jsonl"))
    assert (row["text"], row["annotations"]) == (CLEANED, "by hand")
    assert row["findings"] == place.annotations("a")["t.jsonl"]["annotations"]
    assert place.run("clean", "t.jsonl", "-o", "b", "--no-annotations").status == 0
    assert json.loads(place.read("b/t.jsonl")) == {"text": CLEANED, "annotations": "by hand"}
    assert place.annotations("b")["t.jsonl"]["annotations"]
    # the commands that read the folder know its columns
    assert place.run("report", "a").status == 0
    assert place.run("clean", "a/t.jsonl", "-o", "again", "--annotations-column", "findings").status == 0
    assert json.loads(place.read("again/t.jsonl"))["findings"] == []


def test_a_vanishing_file_is_one_failure(place):
    """A file that goes away while the run goes on spoils nothing else."""
    for number in range(3):
        place.write(f"in/{number}.txt")
    (place.folder / "in/link.txt").symlink_to("gone.txt")
    ran = place.run("clean", "in", "-o", "out")
    assert ran.status == 3
    assert place.summary()["written"] == 3
