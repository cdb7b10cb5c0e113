"""`cleaner clean`: what it writes, where, and what it says meanwhile."""

import gzip
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest

import cleaner

DIRTY, CLEANED = "tele\u200bcom fr\xadaud &amp; more\n", "telecom fraud & more\n"
HOSTILE = "\x1b[2J[bold red]pay[/] :bomb: \u202etxt.exe\x9b31m &amp; \u200bsee\n"
TRICKS = ("\x1b", "\u202e", "\x9b", "\u200b", "\U0001f4a3")
BLOCK = 256
"""Texts that are cleaned together: fewer are not finished while more are awaited."""


def restored(place, name, output="out"):
    """The original of a result, by its annotations alone."""
    rows = place.annotations(output)[name]["annotations"]
    return cleaner.restore(place.read(f"{output}/{name}"), [cleaner.Annotation.from_dict(row) for row in rows])


def test_file_is_cleaned_and_the_input_left_as_it_was(place):
    """The result stands under the same name; annotations and summary beside it, and nothing else."""
    source = place.write("a.txt")
    assert place.run("clean", "a.txt", "-o", "out").status == 0
    assert place.read("out/a.txt") == CLEANED
    assert source.read_bytes().decode() == DIRTY
    assert place.files() == {"a.txt", "annotations.jsonl", "summary.json", "report.html"}


def test_folder_keeps_its_shape(place):
    """Each file of a folder has its result at the same relative path."""
    place.write("in/a.txt")
    place.write("in/deep/er/b.txt")
    assert place.run("clean", "in", "-o", "out").status == 0
    assert place.read("out/deep/er/b.txt") == CLEANED
    assert set(place.annotations()) == {"a.txt", "deep/er/b.txt"}


def test_annotations_restore_the_original(place):
    """Nothing is lost: the applied annotations lead back to the bytes that came in."""
    texts = {"a.txt": DIRTY, "b.txt": HOSTILE, "c.txt": "\ufeffone\r\ntwo\u2028&amp;lt;b&gt;\r", "d.txt": "", "e.txt": "nothing wrong"}
    for name, text in texts.items():
        place.write(f"in/{name}", text)
    assert place.run("clean", "in", "-o", "out").status == 0
    assert {name: restored(place, name) for name in texts} == texts


def test_twice_gives_the_same_bytes(place):
    """Another run, with more workers, writes the very same results; seconds apart, the same summary."""
    for number in range(BLOCK + 40):
        place.write(f"in/{number}.txt", DIRTY * (1 + number % 3))
    place.run("clean", "in", "-o", "one")
    place.run("clean", "in", "-o", "two", "-j", "2")
    assert place.files("one") == place.files("two")
    for name in place.files("one") - {"summary.json"}:
        assert place.read(f"one/{name}") == place.read(f"two/{name}"), name
    assert place.summary("one") | {"seconds": 0} == place.summary("two") | {"seconds": 0}


def test_cleaning_results_again_changes_nothing(place):
    """A cleaned file comes back as it is, with nothing applied."""
    place.write("a.txt", HOSTILE + DIRTY)
    place.run("clean", "a.txt", "-o", "out")
    place.run("clean", "out/a.txt", "-o", "again")
    assert place.read("again/a.txt") == place.read("out/a.txt")
    assert place.summary("again")["changed"] == 0


def test_summary_counts(place):
    """summary.json has documents, bytes, encodings, and each rule and kind with what was found and applied."""
    place.write("in/a.txt")
    place.write("in/b.txt", "nothing wrong")
    place.run("clean", "in", "-o", "out")
    summary = place.summary()
    assert (summary["documents"], summary["changed"], summary["failures"], summary["interrupted"]) == (2, 1, [], False)
    assert summary["rules"]["html-entity"] == {"found": 1, "applied": 1}
    assert summary["kinds"]["invisible"] == {"found": 2, "applied": 2}
    assert summary["encodings"] == {"utf-8": 2}
    assert summary["bytes_in"] == len((DIRTY + "nothing wrong").encode())
    assert summary["bytes_out"] == len((CLEANED + "nothing wrong").encode())


def test_results_and_talk_are_kept_apart(place):
    """With -o standard output stays empty; standard error has the summary, and with -q nothing."""
    place.write("a.txt")
    loud, quiet = place.run("clean", "a.txt", "-o", "out"), place.run("clean", "-q", "a.txt", "-o", "out")
    assert (loud.stdout, quiet.stdout, quiet.stderr) == (b"", b"", "")
    assert "1 text, 1 changed" in loud.stderr
    assert "results in out" in loud.stderr


def test_dash_cleans_standard_input_to_standard_output(place):
    """`cleaner clean -` is a filter."""
    ran = place.run("clean", "-", stdin=DIRTY.encode())
    assert (ran.status, ran.stdout.decode(), ran.stderr) == (0, CLEANED, "")


def test_dash_cleans_json_lines(place):
    """`cleaner clean --jsonl -` is a filter for records."""
    ran = place.run("clean", "--jsonl", "-", stdin=json.dumps({"n": 1, "text": DIRTY}).encode() + b"\n")
    row = json.loads(ran.stdout)
    assert (ran.status, ran.stderr, row["n"], row["text"]) == (0, "", 1, CLEANED)
    assert {each["rule"] for each in row["annotations"]} == {"html-entity", "invisible-character"}


def test_dash_with_a_folder_for_results(place):
    """With -o the text from standard input has a place there."""
    assert place.run("clean", "-", "-o", "out", stdin=DIRTY.encode()).status == 0
    assert place.read("out/stdin") == CLEANED


@pytest.mark.parametrize("arguments", [("clean", "--jsonl", "-"), ("check", "--jsonl", "-"), ("rules",), ("rules", "html-entity")])
def test_reader_that_goes_away_gets_no_complaint(place, arguments):
    """`cleaner … | head -0` ends in silence."""
    lines = json.dumps({"text": DIRTY}).encode() + b"\n"
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(place.command(*arguments), input=lines * 400, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("arguments", [("clean", "-"), ("check", "-"), ("rules", "html-entity")])
def test_full_standard_output_is_named(place, arguments):
    """A result that cannot be printed is a failure, in one line."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(place.command(*arguments), input=DIRTY.encode(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert b"no space left on device" in done.stderr.lower()
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_closed_standard_output_is_no_riddle(place):
    """A process without standard output still writes to a folder, and refuses to be a filter."""
    place.write("a.txt")
    shell = 'exec "$@" >&-'
    for arguments, status in ((("clean", "a.txt", "-o", "out"), 0), (("clean", "-"), 2), (("check", "a.txt"), 2)):
        done = subprocess.run(
            ["sh", "-c", shell, "sh", *place.command(*arguments)], cwd=place.folder, input=b"&amp;", stderr=subprocess.PIPE, check=False
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (status, False), done.stderr.decode()


def test_diff_alone_writes_nothing(place):
    """--diff without -o shows the changes in their lines and leaves the folder alone."""
    place.write("a.txt", "first\nAT&amp;T\n")
    ran = place.run("clean", "--diff", "a.txt")
    assert ran.status == 0
    assert "a.txt" in ran.stdout.decode()
    assert "2 AT[-&amp;-]{+&+}T  [html-entity]" in ran.stdout.decode()
    assert place.files(".") == {"a.txt"}


def test_diff_beside_results(place):
    """--diff with -o shows the changes and writes the results."""
    place.write("a.txt")
    assert b"html-entity" in place.run("clean", "--diff", "a.txt", "-o", "out").stdout
    assert place.read("out/a.txt") == CLEANED


@pytest.mark.parametrize("colours", [{}, {"FORCE_COLOR": "1"}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}])
def test_hostile_text_plays_no_tricks_in_a_diff(place, colours):
    """Escapes, reordering, markup and emoji codes in a text are shown, never obeyed."""
    place.write("a.txt", HOSTILE)
    done = subprocess.run(
        place.command("clean", "--diff", "a.txt"), cwd=place.folder, env=os.environ | colours, capture_output=True, check=True
    )
    shown = done.stdout.decode()
    assert "[bold red]pay[/] :bomb:" in shown
    assert "U+202E" in shown
    assert "\x1b[2J" not in shown
    assert not any(trick in shown for trick in (TRICKS[1:] if colours else TRICKS))


def test_no_colour_still_tells_old_from_new(place):
    """On a terminal that asks for no colour the marks stand in for it."""
    place.write("a.txt", "AT&amp;T\n")
    colours = {"FORCE_COLOR": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        place.command("clean", "--diff", "a.txt"), cwd=place.folder, env=os.environ | colours, capture_output=True, check=True
    )
    assert b"[-&amp;-]" in done.stdout


def test_terminal_that_is_not_utf8(place):
    """What a terminal cannot show is written as escapes."""
    place.write("a.txt", "中文 &amp; \u200b\n")
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(place.command("clean", "--diff", "a.txt"), cwd=place.folder, env=environment, capture_output=True, check=True)
    assert b"\\u4e2d" in done.stdout


def on_terminal(place, *arguments):
    """Run with standard error on a terminal; what appeared there, and standard output."""
    master, slave = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}} | {"TERM": "xterm"}
    with subprocess.Popen(place.command(*arguments), cwd=place.folder, env=environment, stdout=subprocess.PIPE, stderr=slave) as process:
        os.close(slave)
        shown = b""
        try:
            while chunk := os.read(master, 1 << 16):
                shown += chunk
        except OSError:
            pass  # how a terminal says that its last writer has gone
        os.close(master)
        printed = process.stdout.read()
    assert process.returncode == 0, shown
    return shown.decode(), printed


def test_progress_bar_on_a_terminal_only(place):
    """A bar is drawn where somebody looks on, never into a log, whatever the log wants of colours."""
    place.write("a.txt", "plain text here\n" * 70_000)
    shown, printed = on_terminal(place, "clean", "a.txt", "-o", "out")
    assert "cleaning" in shown
    assert "MB" in shown
    assert printed == b""
    done = subprocess.run(
        place.command("clean", "a.txt", "-o", "out"),
        cwd=place.folder,
        env=os.environ | {"FORCE_COLOR": "1"},
        capture_output=True,
        check=True,
    )
    assert b"cleaning" not in done.stderr


def test_progress_in_a_log(place):
    """Where there is no terminal, a line now and then: how far, how fast, how long still."""
    for number in range(600):
        place.write(f"in/{number}.txt", "plain text here\n" * 150)
    done = subprocess.run(
        place.command("clean", "in", "-o", "out", "-j", "1"),
        cwd=place.folder,
        env=os.environ | {"CLEANER_LOG_EVERY": "0.01"},
        capture_output=True,
        check=True,
    )
    assert re.search(rb"\d of 1 MB, [\d.]+ MB/s, \d+ s left", done.stderr), done.stderr


def test_ctrl_c_under_a_progress_bar(place):
    """Workers that are still starting hear nothing of it, and the terminal gets no tracebacks."""
    for number in range(BLOCK * 2 + 10):
        place.write(f"in/{number:04}.txt", "plain text here\n" * 150)
    master, slave = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}} | {"TERM": "xterm"}
    with subprocess.Popen(
        place.command("clean", "in", "-", "-o", "out", "-j", "2"),
        cwd=place.folder,
        env=environment,
        stdin=subprocess.PIPE,
        stderr=slave,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        os.close(slave)
        shown = b""
        try:
            while chunk := os.read(master, 1 << 16):
                if b"cleaning" not in shown and b"cleaning" in shown + chunk:
                    time.sleep(0.2)  # so that the workers are on their way
                    os.killpg(process.pid, signal.SIGINT)
                shown += chunk
        except OSError:
            pass  # how a terminal says that its last writer has gone
        os.close(master)
    assert process.returncode == 130, shown
    assert b"Traceback" not in shown, shown
    assert b"interrupted" in shown
    assert results(place) == {"annotations.jsonl", "summary.json"}


def test_results_stay_on_standard_output_under_a_progress_bar(place):
    """The bar takes nothing of what is printed meanwhile."""
    place.write("a.txt", "plain text here\n" * 70_000 + DIRTY)
    _, printed = on_terminal(place, "clean", "--diff", "a.txt")
    assert b"70001 tele" in printed


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_compressed_both_ways(place, ending):
    """A compressed text or table is read and written compressed, the same bytes each time."""
    codec = {"gz": "gzip", "zst": "zstd"}[ending]

    def packed(text: str) -> bytes:
        sink = pa.BufferOutputStream()
        with pa.CompressedOutputStream(sink, codec) as stream:
            stream.write(text.encode())
        return sink.getvalue().to_pybytes()

    def unpacked(name: str) -> str:
        with pa.CompressedInputStream(pa.OSFile(str(place.folder / name)), codec) as stream:
            return stream.read().decode()

    place.write(f"in/a.txt.{ending}", packed(DIRTY))
    place.write(f"in/b.jsonl.{ending}", packed(json.dumps({"n": 7, "text": DIRTY}) + "\n"))
    for output in ("out", "again"):
        assert place.run("clean", "in", "-o", output).status == 0
    assert unpacked(f"out/a.txt.{ending}") == CLEANED
    assert json.loads(unpacked(f"out/b.jsonl.{ending}"))["text"] == CLEANED
    for name in (f"a.txt.{ending}", f"b.jsonl.{ending}"):
        assert (place.folder / "out" / name).read_bytes() == (place.folder / "again" / name).read_bytes()


def test_gzip_of_several_members_is_read_whole(place):
    """What `cat a.gz b.gz` makes is one text."""
    place.write("a.txt.gz", gzip.compress(b"one &amp;") + gzip.compress(b" two"))
    assert place.run("clean", "a.txt.gz", "-o", "out").status == 0
    assert gzip.decompress((place.folder / "out/a.txt.gz").read_bytes()) == b"one & two"


def test_table_keeps_its_other_columns(place):
    """Records come out in order, the text cleaned, `annotations` added, every other byte as it was."""
    head = '{"id": "r1", "big": 123456789012345678901234567890, "x": 0.1234567890123456789012, "text": '
    place.write("t.jsonl", head + json.dumps(DIRTY) + ', "u": "\\u00e9"}\r\n')
    assert place.run("clean", "--id-column", "id", "t.jsonl", "-o", "out").status == 0
    written = place.read("out/t.jsonl")
    assert written.startswith(head + json.dumps(CLEANED) + ', "u": "\\u00e9","annotations":[{')
    assert written.endswith("}]}\r\n")
    assert place.annotations()["t.jsonl"]["id"] == "r1"
    assert place.annotations()["t.jsonl"]["line"] == 1


def test_table_restores_too(place):
    """The annotations of a record lead back to its text."""
    place.write("t.jsonl", json.dumps({"body": HOSTILE}) + "\n")
    place.run("clean", "--text-column", "body", "t.jsonl", "-o", "out")
    row = json.loads(place.read("out/t.jsonl"))
    assert cleaner.restore(row["body"], [cleaner.Annotation.from_dict(each) for each in row["annotations"]]) == HOSTILE


def interrupted(place, *arguments, stdin=b"", until):
    """Run, wait for `until`, press Ctrl-C as a terminal does, to every process at once; the ended process and its standard error."""
    process = subprocess.Popen(
        place.command(*arguments),
        cwd=place.folder,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    with process:
        process.stdin.write(stdin)
        process.stdin.flush()
        end = time.monotonic() + 60
        while not until() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        process.wait(60)
        said = process.stderr.read().decode()
    assert "Traceback" not in said, said
    return process.returncode, said


def results(place):
    """The files of a run that was stopped, without what it keeps to go on."""
    return {name for name in place.files() if not name.startswith(".cleaner/")}


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_leaves_whole_results(place, workers):
    """What was finished is whole and accounted for, nothing is half-written, and the status is 130."""
    for number in range(BLOCK * (7 if workers > 1 else 1) + 40):
        place.write(f"in/{number:04}.txt")
    out = place.folder / "out"

    def some_finished() -> bool:
        return len(list(out.glob("*.txt"))) >= BLOCK // 2

    # standard input never ends, so the run cannot
    status, said = interrupted(place, "clean", "in", "-", "-o", "out", "-j", str(workers), until=some_finished)
    assert status == 130
    assert "interrupted" in said
    finished = {name for name in results(place) if name.endswith(".txt")}
    assert results(place) == finished | {"annotations.jsonl", "summary.json"}
    assert finished == set(place.annotations())
    assert all(place.read(f"out/{name}") == CLEANED for name in finished)
    assert (place.summary()["interrupted"], place.summary()["documents"]) == (True, len(finished))


def test_ctrl_c_within_a_table_leaves_nothing_of_it(place):
    """A table is there whole or not at all, and so are its annotations."""
    place.write("a.jsonl", json.dumps({"text": DIRTY}) + "\n")
    lines = json.dumps({"text": DIRTY}).encode() + b"\n"
    out = place.folder / "out"

    def table_begun() -> bool:
        return any(path.stat().st_size > 10_000 for path in out.glob(".cleaner/shards/*/*.tmp"))

    status, _ = interrupted(place, "clean", "a.jsonl", "-", "--jsonl", "-o", "out", stdin=lines * (BLOCK + 10), until=table_begun)
    assert status == 130
    assert results(place) == {"a.jsonl", "annotations.jsonl", "summary.json"}
    assert set(place.annotations()) == {"a.jsonl"}


def test_workers_end_with_the_process_that_has_them(place):
    """A run that is killed outright leaves no worker behind."""
    for number in range(BLOCK * 2 + 10):
        place.write(f"in/{number:04}.txt")
    with subprocess.Popen(
        place.command("clean", "in", "-", "-o", "out", "-j", "2"), cwd=place.folder, stdin=subprocess.PIPE, start_new_session=True
    ) as process:
        end = time.monotonic() + 60
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        if not children.exists():
            process.kill()
            pytest.skip("/proc does not list children here")
        while len(workers := children.read_text().split()) < 2 and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.5)  # let them begin to wait for work
        process.kill()
    assert workers
    while any(running(pid) for pid in workers) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(running(pid) for pid in workers)


def running(pid: str) -> bool:
    """Whether a process is there and is not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_installed_command_is_the_same(place):
    """`cleaner` and `python -m cleaner` are one program."""
    command = Path(sys.executable).with_name("cleaner")
    if not command.exists():
        pytest.skip("the command is not installed beside this Python")
    done = subprocess.run([command, "--version"], capture_output=True, check=True)
    assert done.stdout.decode() == f"cleaner {cleaner.__version__}\n"
    assert place.run("--version").stdout == done.stdout


def test_what_is_a_scraped_page_is_told_and_can_be_set(place):
    """Each text with its probability, the summary with how many are and are not; the switch decides for all."""
    place.write("in/a.txt")
    place.write("in/b.txt", "nothing wrong\n")
    ran = place.run("clean", "in", "-o", "out", "--page", "no")
    assert {path: row["page"] for path, row in place.annotations().items()} == {"a.txt": 0.0, "b.txt": 0.0}
    assert place.summary()["page"] == {"yes": 0, "no": 2, "unsure": 0}
    assert "scraped pages: 2 no\n" in ran.stderr
    assert place.read("out/report.html").count("scraped page: 0 %") == 2
    place.run("clean", "in", "-o", "out", "--page", "yes")
    assert place.summary()["page"] == {"yes": 2, "no": 0, "unsure": 0}


def test_report_of_a_folder_that_knows_no_pages(place):
    """A folder of an earlier version has no probabilities, and its report shows none."""
    place.write("a.txt")
    place.run("clean", "a.txt", "-o", "out")
    row = place.annotations()["a.txt"]
    del row["page"]
    place.write("out/annotations.jsonl", json.dumps(row) + "\n")
    assert place.run("report", "out").status == 0
    assert "scraped page" not in place.read("out/report.html")
