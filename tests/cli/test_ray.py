"""Runs with a real Ray: the bytes of a local run, whatever is killed."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from tests.cli.conftest import CLEANED, DIRTY, ENVIRONMENT
from tests.cli.test_runs import mixed_inputs, outcome

RAY = ("--engine", "ray", "--shard-size", "500K")


def processes(name: str) -> list[int]:
    """Processes of Ray that a test of this process has started, by the beginning of their command line."""
    found = []
    mark = f"CLEANER_TEST={os.getpid()}".encode()
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if (each / "cmdline").read_bytes().startswith(name.encode()) and mark in (each / "environ").read_bytes():
                found.append(int(each.name))
        except OSError:
            continue
    return found


def started(place, *arguments):
    """The command, running, with its processes marked as those of this test."""
    environment = ENVIRONMENT | {"CLEANER_TEST": str(os.getpid())}
    pipe = subprocess.PIPE
    return subprocess.Popen(place.command(*arguments), cwd=place.folder, env=environment, stdout=pipe, stderr=pipe, start_new_session=True)


def until(condition, seconds=120):
    """Wait for something to be so; what it was at last."""
    end = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    assert found, "it did not happen"
    return found


def receipts(place, folder):
    """The shards of a run that are done."""
    return list((place.folder / folder / ".cleaner/shards").glob("[0-9]*/receipt.json"))


@pytest.fixture(scope="module", autouse=True)
def _needs_ray():
    pytest.importorskip("ray")


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    """Texts, a table and files that fail, and what a local run of them gives."""
    from tests.cli.conftest import Place

    place = Place(tmp_path_factory.mktemp("ray"))
    mixed_inputs(place)
    assert place.run("clean", "in", "-o", "quiet", "-j", "1", "--no-report").status == 3
    return place


def as_quiet(place, folder):
    """Whether a run gave the bytes of the local one, and left nothing behind."""
    assert outcome(place, folder) == outcome(place, "quiet")


@pytest.mark.slow
def test_the_bytes_are_those_of_a_local_run_and_the_screen_is_quiet(quiet):
    """Texts, tables, annotations and failures; Ray itself says nothing."""
    ran = quiet.run("clean", "in", "-o", "same", "--no-report", *RAY, "-j", "2")
    assert ran.status == 3, ran.stderr
    as_quiet(quiet, "same")
    assert "ray" not in ran.stderr.lower()
    assert ran.stdout == b""


@pytest.mark.slow
def test_a_killed_worker_loses_nothing(quiet):
    """SIGKILL for the processes that clean, in the middle of the run, three times."""
    with started(quiet, "clean", "in", "-o", "worker", "--no-report", *RAY) as process:
        for number in range(3):
            until(lambda number=number: len(receipts(quiet, "worker")) > number or process.poll() is not None)
            for each in processes("ray::_work"):
                os.kill(each, signal.SIGKILL)
        printed, said = process.communicate()
    assert process.returncode == 3, said
    assert printed == b""
    as_quiet(quiet, "worker")


@pytest.mark.slow
def test_a_killed_driver_is_gone_on_with(quiet):
    """SIGKILL for the command: what was done stays done, and its workers do not outlive it."""
    for _ in range(2):
        before = len(receipts(quiet, "driver"))
        with started(quiet, "clean", "in", "-o", "driver", "--no-report", *RAY, "--resume") as process:
            until(lambda before=before: len(receipts(quiet, "driver")) > before)
            process.kill()
            process.stderr.close()
    done = {path: path.stat().st_mtime_ns for path in receipts(quiet, "driver")}
    assert len(done) >= 2
    with started(quiet, "clean", "in", "-o", "driver", "--no-report", *RAY, "--resume") as process:
        until(lambda: processes("ray::_work"))
        assert {path: path.stat().st_mtime_ns for path in done if path.exists()} == done
        said = process.stderr.read().decode()
    assert process.returncode == 3, said
    as_quiet(quiet, "driver")
    # a local run goes on with what Ray began, and the other way round
    with started(quiet, "clean", "in", "-o", "both", "--no-report", *RAY) as process:
        until(lambda: receipts(quiet, "both"))
        process.kill()
        process.stderr.close()
    ran = quiet.run("clean", "in", "-o", "both", "--no-report", "--shard-size", "500K", "--resume", "-j", "1")
    assert ran.status == 3, ran.stderr
    as_quiet(quiet, "both")
    # Ray's own agents take a minute
    until(lambda: not processes("ray::_work"), 30)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_the_run_and_its_ray(quiet, number):
    """To the whole group, as a terminal does it: what is finished is in place, and `--resume` does the rest."""
    folder = f"stopped-{number}"
    with started(quiet, "clean", "in", "-o", folder, "--no-report", *RAY) as process:
        until(lambda: receipts(quiet, folder))
        os.killpg(process.pid, number)
        said = process.stderr.read().decode()
    assert process.returncode == 128 + number, said
    assert "--resume goes on" in said
    assert "Traceback" not in said
    until(lambda: not processes("ray::_work"), 30)
    ran = quiet.run("clean", "in", "-o", folder, "--no-report", *RAY, "--resume")
    assert ran.status == 3, ran.stderr
    as_quiet(quiet, folder)


CLUSTER = """import ray
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
print(ray.get_runtime_context().gcs_address, flush=True)
input()
assert ray.get(ray.put(1)) == 1
"""


@pytest.mark.slow
def test_it_joins_a_cluster_by_its_address(quiet, monkeypatch):
    """One that was started before with a token of its own, and that goes on after the run."""
    own = ENVIRONMENT | {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": uuid.uuid4().hex, "RAY_USAGE_STATS_ENABLED": "0"}
    with subprocess.Popen([sys.executable, "-c", CLUSTER], env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as cluster:
        address = cluster.stdout.readline().strip()
        for name, value in own.items():
            monkeypatch.setitem(ENVIRONMENT, name, value)
        ran = quiet.run("clean", "in", "-o", "joined", "--no-report", *RAY, "--ray-address", address)
        assert ran.status == 3, ran.stderr
        as_quiet(quiet, "joined")
        cluster.communicate("\n")
    assert cluster.returncode == 0


@pytest.mark.slow
def test_a_text_that_kills_is_left_out_and_named(place):
    """Its worker dies each time; everything else is cleaned."""
    for name in ("a", "b", "c"):
        place.write(f"in/{name}.txt")
    place.write("in/b.txt", "kill me\n" + DIRTY)
    place.write(
        "sitecustomize.py",
        "import os, cleaner.api as api\n"
        "before = api.Cleaner.clean_block\n"
        "def clean_block(self, texts):\n"
        "    if any('kill me' in (text if isinstance(text, str) else text[0]) for text in texts):\n"
        "        os._exit(9)\n"
        "    return before(self, texts)\n"
        "api.Cleaner.clean_block = clean_block\n",
    )
    environment = ENVIRONMENT | {"PYTHONPATH": f"{place.folder}:{os.environ.get('PYTHONPATH', '')}"}
    command = place.command("clean", "in", "-o", "out", "--no-report", "--no-recurring", "--engine", "ray", "-j", "1")
    done = subprocess.run(command, cwd=place.folder, env=environment, capture_output=True)
    assert done.returncode == 3, done.stderr.decode()
    assert [json.loads(line)["path"] for line in place.read("out/failures.jsonl").splitlines()] == ["in/b.txt"]
    assert place.read("out/a.txt") == place.read("out/c.txt") == CLEANED


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("-o", "out", "--ray-address", "auto"), "--ray-address is for --engine ray"),
        (("--engine", "ray", "--diff"), "--engine ray writes into a folder; name one with -o DIR"),
        (("--engine", "ray", "--diff", "-o", "out"), "--diff shows the changes as this process makes them"),
        (("--engine", "ray", "-o", "out", "--ray-address", "127.0.0.1:1"), "Ray cannot be reached at 127.0.0.1:1"),
        (("-o", "out", "--shard-size", "1X"), "'1X' is not a size such as 500K, 64M or 1G"),
    ],
)
def test_what_cannot_be_done_is_said(place, options, message):
    """With what to do."""
    place.write("in/a.txt")
    ran = place.run("clean", "in", *options)
    assert ran.status == 2
    assert message in ran.stderr


def test_without_ray_the_message_names_the_extra(place):
    """As for every extra."""
    place.write("in/a.txt")
    place.write("ray/__init__.py", "raise ImportError")
    done = subprocess.run(
        place.command("clean", "in", "-o", "out", "--engine", "ray"),
        cwd=place.folder,
        env=ENVIRONMENT | {"PYTHONPATH": f"{place.folder}:{os.environ.get('PYTHONPATH', '')}"},
        capture_output=True,
    )
    assert done.returncode == 2
    assert "--engine ray needs Ray, which is not installed: pip install 'cleaner[ray]'" in done.stderr.decode()
