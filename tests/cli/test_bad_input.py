"""Bad input: each kind of it is named, harms nothing, and stops nothing else."""

import ctypes
import gzip
import json
import os
import random
import resource
import subprocess

import pytest

DIRTY, CLEANED = "tele\u200bcom fr\xadaud &amp; more\n", "telecom fraud & more\n"
CHINESE = {
    "simplified": "公安机关通报了一起电信诈骗案件，犯罪团伙在境外设立窝点，骗取了大量钱财。\n警方提醒大家不要相信陌生人的电话。\n",
    "traditional": "警方通報了一起電信詐騙案件，犯罪團伙在境外設立窩點，騙取了大量錢財。\n警方提醒大家不要相信陌生人的電話。\n",
}


def beside_good_file(place, *names, status=3):
    """Clean the folder `in` with one good file in it: that one is done, the failures are named; they are returned by path."""
    place.write("in/good.txt")
    ran = place.run("clean", "in", *names, "-o", "out")
    assert ran.status == status, ran.stderr
    assert place.read("out/good.txt") == CLEANED
    failures = {each["path"]: f"{each['error']}: {each['message']}" for each in place.summary()["failures"]}
    assert all(message.split(": ", 1)[1] in ran.stderr for message in failures.values())
    assert not any(name.endswith(".tmp") for name in place.files())
    return failures


@pytest.mark.parametrize(
    ("script", "codec", "named"),
    [
        ("simplified", "gb18030", "gb18030"),
        ("traditional", "big5", "big5"),
        ("simplified", "utf-16", "utf-16-le"),
        ("simplified", "utf-16-le", "utf-16-le"),
        ("traditional", "utf-16-be", "utf-16-be"),
    ],
)
def test_other_encodings_are_read_and_named(place, script, codec, named):
    """Chinese in another encoding is written as UTF-8, and summary.json says which encoding it was."""
    source = CHINESE[script].encode(codec)
    path = place.write("in/zh.txt", source)
    ran = place.run("clean", "-t", "zh", "in", "-o", "out")
    assert ran.status == 0
    assert place.read("out/zh.txt") == CHINESE[script]
    assert place.summary()["encodings"] == {named: 1}
    assert place.annotations()["zh.txt"]["encoding"] == named
    assert f"not UTF-8: 1 {named}" in ran.stderr
    assert path.read_bytes() == source


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"\x7fELF\x02\x01\x01\0\0\0\0" + bytes(range(256)) * 4, "BinaryInputError: these bytes are not text"),
        (random.Random(4).randbytes(4000), "BinaryInputError: these bytes are not text"),
        (b"\x01\x02\x03\x04" * 50, "BinaryInputError: these bytes are not text"),
    ],
    ids=["program", "noise", "controls"],
)
def test_bytes_that_are_no_text_we_know(place, content, error):
    """A file that is named, or that should be text, fails by name when it is not text, and stays as it is."""
    path = place.write("bad.bin", content)
    place.write("in/bad.txt", content)
    failures = beside_good_file(place, "bad.bin")
    assert failures.keys() == {"bad.bin", "in/bad.txt"}
    assert failures["bad.bin"].startswith(error)
    assert path.read_bytes() == content
    assert place.files() == {"good.txt", "annotations.jsonl", "summary.json", "failures.jsonl", "report.html"}


RUSSIAN = "Полиция сообщила о задержании трёх подозреваемых. Они звонили пожилым людям и просили перевести деньги на другой счёт.\n"


def test_a_file_of_one_byte_a_character_is_told_and_said_how_sure(place):
    """The terminal and annotations.jsonl say the encoding and how sure it is, summary.json how many files are in it."""
    place.write("in/ru.txt", RUSSIAN.encode("cp1251"))
    ran = place.run("clean", "-t", "ru", "in", "-o", "out")
    assert ran.status == 0
    assert place.read("out/ru.txt") == RUSSIAN
    assert place.summary()["encodings"] == {"cp1251": 1}
    row = place.annotations()["ru.txt"]
    assert (row["encoding"], row["annotations"]) == ("cp1251", [])
    assert 0.9 < row["encoding_confidence"] < 1
    assert f"not UTF-8: 1 cp1251 ({100 * row['encoding_confidence']:.3g} % sure)" in ran.stderr


def test_bad_bytes_are_findings_and_the_rest_is_cleaned(place):
    """Each has a finding with the bytes and their place in the file; neighbours are one; the U+FFFD of the text itself is none of them."""
    data = "tele\u200bcom \ufffd é ".encode() + b"fr\xe9aud \xfe\xff &amp;\r\nmore\r\n"
    place.write("in/bad.txt", data)
    assert beside_good_file(place, status=0) == {}
    text = place.read("out/bad.txt")
    assert text == "telecom \ufffd é fr\ufffdaud \ufffd\ufffd &\r\nmore\r\n"
    found = [each for each in place.annotations()["bad.txt"]["annotations"] if each["rule"] == "undecodable-byte"]
    assert [(each["evidence"]["bytes"], data[each["evidence"]["offset"] :][:1]) for each in found] == [("E9", b"\xe9"), ("FE FF", b"\xfe")]
    assert (
        [text[each["text_start"] : each["text_end"]] for each in found] == [each["found"] for each in found] == ["\ufffd", "\ufffd\ufffd"]
    )
    assert {(each["safety"], each["severity"], each["kind"]) for each in found} == {("note", "major", "encoding")}
    others = [each for each in place.annotations()["bad.txt"]["annotations"] if each["rule"] != "undecodable-byte" and not each["applied"]]
    assert all(each["start"] < found[0]["start"] for each in others)


def test_bad_bytes_can_be_left_out(place):
    place.write("bad.txt", "é ".encode() + b"fr\xe9aud\n")
    assert place.run("check", "--select", "undecodable-byte", "bad.txt").status == 1
    assert place.run("check", "--select", "encoding", "--ignore", "undecodable-byte,mojibake", "bad.txt").status == 0


def test_half_utf8_and_half_gbk(place):
    """Each half is read, and the lines that are not UTF-8 are one finding."""
    chinese = CHINESE["simplified"]
    place.write("half.txt", chinese.encode() + chinese.encode("gbk"))
    ran = place.run("clean", "-t", "zh", "half.txt", "-o", "out")
    assert ran.status == 0
    assert place.read("out/half.txt") == chinese * 2
    (found,) = place.annotations()["half.txt"]["annotations"]
    assert (found["rule"], found["evidence"]) == ("undecodable-byte", {"encoding": "gb18030", "offset": len(chinese.encode())})


def test_the_encoding_can_be_named(place):
    """`--encoding` overrides what the bytes look like, for files and for JSON lines."""
    place.write("ru.txt", RUSSIAN.encode("koi8-r"))
    place.write("t.jsonl", '{"id": "Да", "text": "Нет\\u200b!"}\n'.encode("koi8-r"))
    ran = place.run("clean", "--encoding", "KOI8-R", "ru.txt", "t.jsonl", "-o", "out")
    assert ran.status == 0, ran.stderr
    assert place.read("out/ru.txt") == RUSSIAN
    row = json.loads(place.read("out/t.jsonl"))
    assert (row["id"], row["text"]) == ("Да", "Нет!")
    assert place.run("clean", "--encoding", "latin-1", "--ignore", "mojibake", "ru.txt", "-o", "other").status == 0
    assert place.read("other/ru.txt") == RUSSIAN.encode("koi8-r").decode("latin-1")


@pytest.mark.parametrize("name", ["utf-9", "base64", ""])
def test_an_encoding_that_does_not_exist(place, name):
    place.write("a.txt")
    ran = place.run("clean", "--encoding", name, "a.txt", "-o", "out")
    assert ran.status == 2
    assert f"unknown encoding {name!r}; name one such as utf-8" in ran.stderr
    assert not (place.folder / "out").exists()


def test_tables_in_utf16_are_refused(place):
    place.write("in/t.jsonl", '{"text": "a"}\n'.encode("utf-16-le"))
    failures = beside_good_file(place, status=3)
    assert "line 1" in failures["in/t.jsonl"]
    place.write("one/t.jsonl", '{"text": "a"}\n'.encode("utf-16-le"))
    ran = place.run("clean", "--encoding", "utf-16-le", "one", "-o", "wide")
    assert ran.status == 3
    assert "JSON lines in utf-16-le are not read; convert the file to UTF-8" in ran.stderr


def test_a_bad_byte_of_a_table_is_marked_in_its_text(place):
    """The line is cleaned, and the finding says where in the line the byte is; a bad byte of another field is a failure of that line."""
    lines = [b'{"text": "tele\xe2\x80\x8bcom fr\xe9aud"}', b'{"text": "a", "n": "\xe9"}', b'{"text": "&amp;"}']
    place.write("t.jsonl", b"\n".join(lines) + b"\n")
    ran = place.run("clean", "t.jsonl", "-o", "out")
    assert ran.status == 3
    first, second, third = (place.folder / "out/t.jsonl").read_bytes().splitlines()
    (found,) = [each for each in json.loads(first)["annotations"] if each["rule"] == "undecodable-byte"]
    assert json.loads(first)["text"] == "telecom fr\ufffdaud"
    assert lines[0][found["evidence"]["offset"]] == 0xE9
    assert second == lines[1]
    assert json.loads(third)["text"] == "&"


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_ends_of_a_file_stay(place, end):
    """A file comes back with its line ends, `check` has nothing to say of them, and a field of a table is no different."""
    text = CLEANED.replace("\n", end) * 3
    place.write("in/a.txt", text)
    place.write("in/t.jsonl", json.dumps({"text": text}))
    select = ("--select", "encoding,invisible,typography")
    assert place.run("check", *select, "in").status == 0
    assert place.run("clean", *select, "in", "-o", "out").status == 0
    assert place.read("out/a.txt") == text
    assert json.loads(place.read("out/t.jsonl"))["text"] == text
    assert place.run("clean", *select, "--line-endings", "lf", "in", "-o", "lf").status == 0
    assert place.read("lf/a.txt") == CLEANED * 3
    assert json.loads(place.read("lf/t.jsonl"))["text"] == CLEANED * 3
    assert len(place.annotations("lf")["a.txt"]["annotations"]) == 1


def test_check_counts_lines_whatever_ends_them(place):
    place.write("a.txt", "one\rtwo\rth\u200bree\r")
    assert place.run("check", "a.txt").stdout.decode().startswith("a.txt:3:3: ")


@pytest.mark.slow
def test_fifty_megabytes_without_a_line_feed_in_another_encoding(place):
    """Memory and time are those of any such file; only its start is looked at to tell the encoding."""
    line = RUSSIAN.strip() + " "
    data = (line * (50_000_000 // len(line))).encode("cp1251")
    place.write("big.txt", data)
    ran = place.run("clean", "big.txt", "-o", "out")
    assert ran.status == 0, ran.stderr
    assert place.read("out/big.txt") == data.decode("cp1251")


def test_empty_file(place):
    """An empty file has an empty result, whether a text or a table."""
    place.write("in/empty.txt", "")
    place.write("in/empty.jsonl", "")
    assert beside_good_file(place, status=0) == {}
    assert place.read("out/empty.txt") == place.read("out/empty.jsonl") == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    ["A long line of plain text goes on and on. " * 240_000 + DIRTY, (CLEANED * 100) * 9_500 + DIRTY],
    ids=["one line of 10 MB", "20 MB"],
)
def test_big_file(place, line):
    """A file of many megabytes is a file like any other."""
    place.write("big.txt", line)
    assert place.run("clean", "-j", "2", "big.txt", "-o", "out").status == 0
    assert place.read("out/big.txt") == line.replace("&amp;", "&").replace("\u200b", "").replace("\xad", "")


def test_files_that_cannot_be_read(place):
    """A file that is gone, a link that leads nowhere or to itself, and a pipe are named, and nothing waits for them."""
    folder = place.folder / "in"
    folder.mkdir()
    (folder / "gone.txt").symlink_to("nowhere")
    (folder / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "pipe.jsonl")
    failures = beside_good_file(place, "missing.txt", "in/pipe.txt", "/dev/zero")
    assert failures["in/gone.txt"] == "FileNotFoundError: no such file or directory"
    assert "too many levels of symbolic links" in failures["in/loop.txt"]
    assert "is a pipe, a socket or a device" in failures["in/pipe.jsonl"]
    assert "is a pipe, a socket or a device" in failures["/dev/zero"]
    assert failures.keys() == {"in/gone.txt", "in/loop.txt", "in/pipe.txt", "in/pipe.jsonl", "missing.txt", "/dev/zero"}


def test_folder_named_like_a_file(place):
    """A folder is walked whatever its name."""
    place.write("in/story.txt/part.txt")
    assert beside_good_file(place, status=0) == {}
    assert place.read("out/story.txt/part.txt") == CLEANED


def test_link_loops_of_folders_end(place):
    """A link within the folder is not walked, whichever comes first, nor is one to a folder elsewhere."""
    place.write("in/deep/a.txt")
    place.write("elsewhere/b.txt")
    links = {
        "in/deep/up": "..",
        "in/again": "deep",
        "in/out-of": "../elsewhere",
        "in/out-of-too": "../elsewhere",
        "elsewhere/back": ".",
        "elsewhere/in": "../in",
    }
    for link, target in links.items():
        (place.folder / link).symlink_to(target)
    assert place.run("clean", "in", "-o", "out").status == 0
    assert {name for name in place.files() if name.endswith(".txt")} == {"deep/a.txt"}
    assert place.summary()["skipped"] == {"links": 2}


ODD_NAMES = [
    "two  words.txt",
    " lead.txt",
    "new\nline.txt",
    "-dash.txt",
    "[bold]:bomb:.txt",
    "字.txt",
    "caf\udce9.txt",
    "\x1b[31m\u202e.txt",
]


def test_odd_names(place):
    """A file may have any name: its result has the same, and annotations.jsonl names it in Unicode."""
    for name in ODD_NAMES:
        place.write(f"in/{name}")
    ran = place.run("clean", "in", "-o", "out")
    assert ran.status == 0, ran.stderr
    assert all((place.folder / "out" / name).read_bytes().decode() == CLEANED for name in ODD_NAMES)
    assert set(place.annotations()) == {name.replace("\udce9", "\\xe9") for name in ODD_NAMES}


def test_odd_names_on_the_command_line(place):
    """Such a name may be given as an input, after `--` if it looks like an option."""
    for name in ODD_NAMES:
        place.write(name)
    assert place.run("clean", "-o", "out", "--", *ODD_NAMES).status == 0
    assert place.files() == {*ODD_NAMES, "annotations.jsonl", "summary.json", "report.html"}


def test_odd_names_in_failures(place):
    """A failure is one line that no name can break, colour or decorate."""
    place.write("in/\x1b[31m[bold]:bomb:\n\u202e.txt", b"\xff\xff\xff")
    place.write("in2/x\n\x1b[31m.txt")
    place.write("in3/x\n\x1b[31m.txt")
    ran = place.run("clean", "in", "in2", "in3", "-o", "out")
    failed = [line for line in ran.stderr.splitlines() if line.startswith("failed: ")]
    assert len(failed) == 2
    assert any("in/\\x1b[31m[bold]:bomb:\\n\\u202e.txt: " in line for line in failed)
    assert any("would overwrite that of in2/x\\n\\x1b[31m.txt" in line for line in failed)
    assert not any(char in ran.stderr for char in "\x1b\u202e")


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("in", "in"),
        ("in", "in/out"),
        ("in/a.txt", "in"),
        ("in/a.txt", "in/a.txt"),
        ("in", "."),
        ("in", "link"),
        ("in", "link/out"),
        ("link", "in/new/out"),
        ("in/../in/", "./in//out"),
    ],
)
def test_results_may_not_mix_with_what_is_cleaned(place, source, output):
    """An output folder that is, holds, or lies inside an input is refused before anything is written."""
    place.write("in/a.txt")
    (place.folder / "link").symlink_to("in")
    ran = place.run("clean", source, "-o", output)
    assert ran.status == 2
    assert "choose a folder elsewhere" in ran.stderr or "is a file; name a folder" in ran.stderr
    assert place.files(".") == {"in/a.txt"} | ({"link"} if (place.folder / "link").is_file() else set())
    assert place.read("in/a.txt") == DIRTY


def test_link_in_the_input_does_not_make_the_output_an_input(place):
    """What a link in the input leads to is not read, and stays."""
    place.write("in/a.txt")
    place.write("out/from-in/b.txt")
    (place.folder / "in/from-in").symlink_to("../out/from-in")
    ran = place.run("clean", "in", "-o", "out")
    assert ran.status == 0
    assert "not read in folders: 1 links out of the folder" in ran.stderr
    assert place.read("out/from-in/b.txt") == DIRTY


def test_nothing_is_written_through_a_link(place):
    """A folder in the output folder that leads elsewhere makes its texts failures; a link where a result goes is replaced."""
    place.write("in/sub/a.txt")
    place.write("in/b.txt")
    place.write("elsewhere/b.txt", "mine\n")
    (place.folder / "out").mkdir()
    (place.folder / "out/sub").symlink_to("../elsewhere")
    (place.folder / "out/b.txt").symlink_to("../elsewhere/b.txt")
    ran = place.run("clean", "in", "-o", "out")
    assert ran.status == 3
    assert "failed: in/sub/a.txt: the folder of its result, out/sub, is a link, and nothing is written through links" in ran.stderr
    assert place.files("elsewhere") == {"b.txt"}
    assert place.read("elsewhere/b.txt") == "mine\n"
    assert place.read("out/b.txt") == CLEANED


@pytest.mark.parametrize("output", ["file/out", "dangling"])
def test_output_that_cannot_be_made(place, output):
    """A folder that cannot be made is wrong usage, with the reason."""
    place.write("a.txt")
    place.write("file", "")
    (place.folder / "dangling").symlink_to("nowhere")
    ran = place.run("clean", "a.txt", "-o", output)
    assert ran.status == 2
    assert f"{output} cannot be written to: " in ran.stderr


def test_two_inputs_of_the_same_name(place):
    """The first has the place; the other fails and is told whose it is."""
    place.write("b/good.txt", "other\n")
    failures = beside_good_file(place, "b/good.txt")
    assert failures == {"b/good.txt": "CleanerError: its result would overwrite that of in/good.txt; clean the two into different folders"}


def test_file_and_folder_of_the_same_name(place):
    """A result that cannot be written is one failure, and the rest is done."""
    place.write("in/name/a.txt")
    place.write("b/name")
    place.write("b/other.txt")
    failures = beside_good_file(place, "b")
    assert failures.keys() == {"b/name"}
    assert place.read("out/other.txt") == CLEANED
    assert set(place.annotations()) == {"good.txt", "name/a.txt", "other.txt"}


@pytest.mark.parametrize("name", ["annotations.jsonl", "summary.json", "summary.json/a.txt", "failures.jsonl"])
def test_names_of_our_own_files(place, name):
    """An input whose result would take the place of a file of ours fails."""
    place.write(f"in/{name}", '{"text": "x"}\n')
    failures = beside_good_file(place)
    assert "is the name of a file that this tool writes" in failures[f"in/{name}"]


def test_bad_lines_of_a_table(place):
    """Lines that cannot be cleaned stay as they are, in their place, and are named by line."""
    good = json.dumps({"text": DIRTY}).encode()
    bad = [
        b"{broken",
        b"[1]",
        b'{"other": 1}',
        b'{"text": 5}',
        b'{"text": "a", "annotations": [1]}',
        b"",
        b'{"text": "\\ud800"}',
        b"\xff\xfe",
        b"[" * 5000,
    ]
    place.write("in/t.jsonl", b"\n".join([good, *bad, good]) + b"\n")
    ran = place.run("clean", "in", "-o", "out")
    assert ran.status == 3
    lines = (place.folder / "out/t.jsonl").read_bytes().split(b"\n")
    assert lines[1:-2] == bad
    assert [json.loads(line)["text"] for line in (lines[0], lines[-2])] == [CLEANED, CLEANED]
    failures = place.summary()["failures"]
    assert sorted(each["line"] for each in failures) == [2, 3, 4, 5, 6, 8, 9, 10]
    assert "in/t.jsonl:4: line 4 has no string 'text' (it has 'other'); name the field with --text-column" in ran.stderr
    assert "in/t.jsonl:6: line 6 already has 'annotations', which holds something else than findings" in ran.stderr


def test_damaged_compression_leaves_no_half_table(place):
    """A table that ends in the middle is a failure, with no result and no annotations, and spoils no other table."""
    whole = "".join(
        json.dumps({"n": number, "text": DIRTY, "rest": random.Random(number).randbytes(500).hex()}) + "\n" for number in range(4000)
    )
    place.write("in/a.jsonl.gz", gzip.compress(whole.encode())[:-70_000])
    place.write("in/b.jsonl", json.dumps({"n": "b", "text": DIRTY}) + "\n")
    place.write("in/c.txt.gz", gzip.compress(DIRTY.encode())[:-9])
    place.write("in/d.txt.gz", b"no gzip at all")
    failures = beside_good_file(place)
    assert failures.keys() == {"in/a.jsonl.gz", "in/c.txt.gz", "in/d.txt.gz"}
    assert all("the gzip data is damaged" in message for message in failures.values())
    assert json.loads(place.read("out/b.jsonl"))["n"] == "b"
    assert set(place.annotations()) == {"good.txt", "b.jsonl"}
    assert place.files() == {"good.txt", "b.jsonl", "annotations.jsonl", "summary.json", "failures.jsonl", "report.html"}


def test_json_that_is_no_table_is_a_text(place):
    """A configuration file in JSON has no records, and comes back as it was: it is code."""
    place.write("in/package.json", '{"name": "tele\u200bcom"}\n')
    place.write("in/list.json", "[1, 2]\n")
    assert beside_good_file(place, status=0) == {}
    assert place.read("out/package.json") == '{"name": "tele\u200bcom"}\n'
    assert place.read("out/list.json") == "[1, 2]\n"


def test_file_that_grows_too_large(place):
    """A result that the system refuses to write is one failure."""
    place.write("in/large.txt", "plain text " * 40_000)
    place.write("in/good.txt")
    ran = place.run("clean", "in", "-o", "out", limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)))
    assert ran.status == 3
    assert "failed: in/large.txt: its result cannot be written: file too large" in ran.stderr
    assert place.files() == {"good.txt", "annotations.jsonl", "summary.json", "failures.jsonl", "report.html"}


@pytest.fixture
def small_disk(place):
    """A file system of 256 kB at `small`."""
    folder = place.folder / "small"
    folder.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, b"size=256k"):
        pytest.skip(f"no file system may be mounted here: {os.strerror(ctypes.get_errno())}")
    yield folder
    libc.umount2(os.fsencode(folder), 2)


@pytest.mark.parametrize("kind", ["texts", "table"])
def test_full_disk(place, small_disk, kind):
    """When no space is left, what was finished is whole and accounted for, and the run says so and ends."""
    if kind == "texts":
        for number in range(60):
            place.write(f"in/{number:02}.txt", CLEANED * 400 + DIRTY)
    else:
        place.write("in/00.txt", CLEANED * 400 + DIRTY)
        place.write("in/t.jsonl", (json.dumps({"text": CLEANED * 50 + DIRTY}) + "\n") * 600)
    ran = place.run("clean", "in", "-o", "small")
    assert ran.status == 3
    assert "no space is left for the results" in ran.stderr
    files = {name for name in place.files("small") if not name.startswith(".cleaner/")}
    finished = {name for name in files if name.endswith(".txt")}
    assert finished
    assert files <= finished | {"annotations.jsonl", "summary.json", "failures.jsonl", "report.html"}
    assert set(place.annotations("small")) == finished
    assert all(place.read(f"small/{name}") == CLEANED * 401 for name in finished)
    if "summary.json" in files:
        assert place.summary("small")["failures"]


def test_same_input_on_standard_input(place):
    """Bytes that are not text fail on standard input as well, with nothing on standard output."""
    ran = place.run("clean", "-", stdin=b"\0\1\2\3" * 40)
    assert (ran.status, ran.stdout) == (3, b"")
    assert "failed: stdin: these bytes are not text" in ran.stderr


def test_closed_standard_input(place):
    """A process without standard input is told so."""
    done = subprocess.run(["sh", "-c", 'exec "$@" <&-', "sh", *place.command("clean", "-")], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (3, b"failed: stdin: standard input is closed; name a file instead of -\n")
