"""Compressed files are read and written without pyarrow, as any other file."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.errors import InputError
from cleaner.formats.files import reading, writing

CODECS = {"gz": "gzip", "zst": "zstd", "bz2": "bzip2", "xz": "xz"}
LENIENT = {("bz2", "tail"), ("xz", "tail")}
"""These decoders of Python pass over what follows the data."""
CONTENT = b"first line\nsecond line\n\nlast" * 50_000


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz", "a.txt.zst", "A.ZST", "a.bz2", "a.xz"])
def test_what_is_written_is_read_back(tmp_path: Path, name: str):
    path = tmp_path / name
    with writing(path) as file:
        file.write(CONTENT)
    with reading(path) as file:
        assert list(file) == CONTENT.splitlines(keepends=True)
    assert (path.read_bytes() == CONTENT) == (name == "a.txt")


@pytest.mark.parametrize("ending", CODECS)
def test_an_empty_file_is_empty(tmp_path: Path, ending: str):
    path = tmp_path / f"a.{ending}"
    path.write_bytes(b"")
    with reading(path) as file:
        assert file.read() == b""


@pytest.mark.parametrize("ending", CODECS)
@pytest.mark.parametrize("damage", ["cut", "other", "tail"])
def test_damaged_data_is_named(tmp_path: Path, ending: str, damage: str):
    path = tmp_path / f"a.{ending}"
    with writing(path) as file:
        file.write(CONTENT)
    whole = path.read_bytes()
    path.write_bytes({"cut": whole[:-9], "other": b"not compressed at all", "tail": whole + b"tail"}[damage])
    if (ending, damage) in LENIENT:
        with reading(path) as file:
            assert file.read() == CONTENT
        return
    with pytest.raises(InputError, match=f"the {CODECS[ending]} data is damaged: "), reading(path) as file:
        file.read()


def test_two_members_are_one_file(tmp_path: Path):
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"one ") + gzip.compress(b"two"))
    with reading(path) as file:
        assert file.read() == b"one two"


def test_pyarrow_is_not_needed(tmp_path: Path):
    """A plain installation has no pyarrow; the command line reads and writes compressed files all the same."""
    for name in ("a.txt.gz", "b.jsonl.zst"):
        with writing(tmp_path / "in" / name) as file:
            file.write(b"caf&eacute;\n" if name == "a.txt.gz" else b'{"text": "caf&eacute;"}\n')
    code = (
        "import sys; sys.modules['pyarrow'] = None; from cleaner.cli import main; "
        "sys.exit(main(['clean', 'in', '-o', 'out', '--select', 'encoding', '--no-recurring']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with reading(tmp_path / "out" / "a.txt.gz") as text, reading(tmp_path / "out" / "b.jsonl.zst") as table:
        assert (text.read().decode(), "caf\xe9" in table.read().decode()) == ("caf\xe9\n", True)


def test_members_of_gzip_are_written_one_by_one(tmp_path: Path):
    """A crawler's file has a member for each record, so that a reader can begin at any."""
    path = tmp_path / "a.gz"
    with writing(path) as file:
        file.write(b"one ")
        file.end_member()
        file.write(b"two")
    assert path.read_bytes().count(b"\x1f\x8b\x08") == 2
    with reading(path) as file:
        assert file.read() == b"one two"
