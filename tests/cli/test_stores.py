"""Inputs in an S3-compatible store: moto's server, asked over HTTP."""

import gzip
import json
import os
import subprocess
import sys
import time

import pytest

from tests.cli.conftest import CLEANED, DIRTY, ENVIRONMENT
from tests.cli.test_runs import outcome

ROWS = "".join(json.dumps({"n": number, "text": DIRTY * 50}) + "\n" for number in range(900))
FILES = {
    "a.txt": DIRTY.encode(),
    "b/c.txt.gz": gzip.compress(DIRTY.encode(), mtime=0),
    "b/d/t.jsonl": ROWS.encode(),
    "b/é ü.txt": "größer &amp; weiter\n".encode(),
    "z.txt": b"",
}


FILL = """import sys, s3fs
fs = s3fs.S3FileSystem()
fs.makedirs("articles", exist_ok=True)
for path, name in zip(sys.argv[1::2], sys.argv[2::2]):
    fs.put_file(path, name)
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with the files in a bucket; gives the variables by which it is found."""
    pytest.importorskip("s3fs")
    pytest.importorskip("upath")
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    found = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    pairs = []
    for number, (name, data) in enumerate(FILES.items()):
        path = tmp_path_factory.getbasetemp() / f"stored-{number}"
        path.write_bytes(data)
        pairs += [path, f"articles/in/{name}"]
    for _ in range(5):
        # a server on a busy machine may not answer in time
        filled = subprocess.run([sys.executable, "-c", FILL, *pairs], env=os.environ | found, check=False, capture_output=True)
        if not filled.returncode:
            break
        time.sleep(2)
    else:
        pytest.fail(f"the store cannot be filled: {filled.stderr.decode()[-2000:]}")
    yield found
    server.stop()


@pytest.fixture
def filled(place, store, monkeypatch):
    """The same files in a folder and in the bucket."""
    for name, data in FILES.items():
        place.write(f"in/{name}", data)
    for name, value in store.items():
        monkeypatch.setitem(ENVIRONMENT, name, value)
    return place


@pytest.mark.parametrize("options", [("-j", "1"), ("-j", "2"), pytest.param(("--engine", "ray"), marks=pytest.mark.slow)], ids=" ".join)
def test_a_folder_in_a_store_gives_what_a_folder_gives(filled, options):
    """Texts and tables, compressed or not, in the same order; a table is cut, and each worker reads its part."""
    if "ray" in options:
        pytest.importorskip("ray")
    cut = ("--shard-size", "200K", "--no-report")
    assert filled.run("clean", "in", "-o", "local", *cut, "-j", "1").status == 0
    ran = filled.run("clean", "s3://articles/in", "-o", "stored", *cut, *options)
    assert ran.status == 0, ran.stderr
    assert outcome(filled, "stored") == outcome(filled, "local")
    assert filled.read("stored/a.txt") == CLEANED


def test_one_file_of_a_store(filled):
    """By its own name; with findings that say where."""
    assert filled.run("clean", "s3://articles/in/a.txt", "-o", "out").status == 0
    assert filled.read("out/a.txt") == CLEANED
    ran = filled.run("check", "s3://articles/in/a.txt")
    assert ran.status == 1
    assert ran.stdout.decode().startswith("s3://articles/in/a.txt:1:")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("s3://articles/none", "s3://articles/none: there is no such file or folder"),
        ("s3://nobody/in", "s3://nobody/in: "),
    ],
)
def test_what_is_not_in_the_store_is_a_failure(filled, name, message):
    """The rest is cleaned."""
    ran = filled.run("clean", name, "in/a.txt", "-o", "out")
    assert ran.status == 3
    assert message in ran.stderr
    assert filled.read("out/a.txt") == CLEANED


def test_a_store_that_does_not_answer_is_a_failure(filled, monkeypatch):
    """With the address that was asked."""
    monkeypatch.setitem(ENVIRONMENT, "AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setitem(ENVIRONMENT, "AWS_MAX_ATTEMPTS", "1")
    ran = filled.run("clean", "s3://articles/in", "in/a.txt", "-o", "out")
    assert ran.status == 3
    assert "http://127.0.0.1:1" in ran.stderr
    assert filled.read("out/a.txt") == CLEANED


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("in", "-o", "s3://articles/out"), "results go to a folder on this machine or on a shared file system, not to s3://articles/out"),
        (("nfs9://a/b", "-o", "out"), "inputs at nfs9:// cannot be read; those at s3:// can"),
    ],
)
def test_what_cannot_be_done_is_said(filled, arguments, message):
    """Before anything is done."""
    ran = filled.run("clean", *arguments)
    assert ran.status == 2
    assert message in ran.stderr
    assert not (filled.folder / "out").exists()


def test_without_the_libraries_the_message_names_the_extra(place, monkeypatch):
    """As for every extra."""
    place.write("upath.py", "raise ImportError")
    monkeypatch.setitem(ENVIRONMENT, "PYTHONPATH", f"{place.folder}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    ran = place.run("clean", "s3://articles/in", "-o", "out")
    assert ran.status == 2
    assert "inputs at s3:// need a library that is not installed: pip install 'cleaner[s3]'" in ran.stderr
