"""WARC and WET: texts are cleaned, pages become texts, all other records and the members of gzip stay."""

import base64
import gzip
import hashlib
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from cleaner.errors import InputError
from cleaner.formats.records import Columns
from cleaner.formats.warc import Warc
from tests.formats.tables import in_ranges, read, whole

WARCINFO = b"software: test\r\n"
SENTENCE = "The police said on Monday that three people were arrested because they had cheated many others of their savings. "
PAGE = f"<html><head><title>T</title></head><body><nav><a href='/'>Home</a></nav><article><p>{SENTENCE}</p><p>{SENTENCE[::-1]}</p><p>Caf\u00e9. {SENTENCE * 2}</p></article></body></html>"


def record(kind: str, block: bytes, content: str, **fields: str) -> bytes:
    """A record as crawlers write it."""
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{len(block)}>",
        "WARC-Target-URI": "http://a.example/x",
        "WARC-Date": "2026-01-01T00:00:00Z",
    }
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in (head | fields).items()]
    return (
        "\r\n".join(["WARC/1.0", *lines, f"Content-Type: {content}", f"Content-Length: {len(block)}", "", ""]).encode()
        + block
        + b"\r\n\r\n"
    )


def digest(block: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(block).digest()).decode()  # noqa: S324


def http(page: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str) -> bytes:
    """A response of a server."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + page


TEXT = "First text: caf\u00e9\n".encode()
WET = [
    record("warcinfo", WARCINFO, "application/warc-fields"),
    record("conversion", TEXT, "text/plain", WARC_Block_Digest=digest(TEXT)),
    record("metadata", b"x: y", "application/warc-fields"),
    record("conversion", b"bad \xff bytes", "text/plain"),
    record("conversion", b"\x00\x01", "application/octet-stream"),
    record("conversion", b"", "text/plain"),
    record("resource", b"z" * 3_000_000, "image/png"),
]


@pytest.mark.parametrize("name", ["a.wet", "a.wet.gz"])
def test_texts_are_written_and_other_records_stay(tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_bytes(b"".join(map(gzip.compress, WET)) if name.endswith("gz") else b"".join(WET))
    assert [(each.line, each.text) for each in read(Warc(), path, Columns()) if each.text is not None] == [
        (2, TEXT.decode()),
        (4, "bad \ufffd bytes"),
        (6, ""),
    ]
    data = whole(Warc(), path, Columns(), str.upper)
    new = TEXT.decode().upper().encode()
    wanted = [*WET]
    wanted[1] = record("conversion", new, "text/plain", WARC_Block_Digest=digest(new)).replace(
        b"uuid:%d>" % len(new), b"uuid:%d>" % len(TEXT)
    )
    wanted[3] = record("conversion", "BAD \ufffd BYTES".encode(), "text/plain").replace(b"uuid:13>", b"uuid:11>")
    plain = gzip.decompress(data) if name.endswith("gz") else data
    assert plain == b"".join(wanted)
    for size in (1, 500, 1_000_000):
        assert in_ranges(Warc(), path, Columns(), str.upper, size) == data
    if name.endswith("gz"):
        assert len(members(data)) == len(WET)


def members(data: bytes) -> list[bytes]:
    """The members of a gzip file, unpacked."""
    found = []
    while data:
        unpacker = zlib.decompressobj(31)
        found.append(unpacker.decompress(data))
        data = unpacker.unused_data
    return found


def test_pages_become_texts(tmp_path: Path):
    pytest.importorskip("warcio")
    pytest.importorskip("trafilatura")
    from warcio.archiveiterator import ArchiveIterator

    page = PAGE.encode()
    chunked = b"%x\r\n" % len(page) + page + b"\r\n0\r\n\r\n"
    archive = [
        record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        record("response", http(page), "application/http; msgtype=response"),
        record("response", http(gzip.compress(page), Content_Encoding="gzip"), "application/http; msgtype=response"),
        record("response", http(chunked, Transfer_Encoding="chunked"), "application/http; msgtype=response"),
        record("response", http(PAGE.encode("cp1252"), "text/html; charset=windows-1252"), "application/http; msgtype=response"),
        record("response", http(page, status="404 Not Found"), "application/http; msgtype=response"),
        record("response", http(b"\x89PNG", "image/png"), "application/http; msgtype=response"),
        record("response", http(b"<html></html>"), "application/http; msgtype=response"),
        record("resource", page, "text/html"),
    ]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(map(gzip.compress, archive)))
    records = read(Warc(), path, Columns(id="WARC-Record-ID"))
    assert [each.line for each in records if each.text] == [2, 3, 4, 5, 9]
    assert {each.text for each in records if each.text} == {records[1].text}
    assert "Café. The police" in records[1].text
    assert "Home" not in records[1].text
    assert {each.site for each in records if each.text} == {"http://a.example/x"}
    data = whole(Warc(), path, Columns(), str.upper)
    assert in_ranges(Warc(), path, Columns(), str.upper, 800) == data
    kept = [each for number, each in enumerate(archive, start=1) if number not in {2, 3, 4, 5, 9}]
    assert [each for each in members(data) if b"WARC-Type: conversion" not in each] == kept
    made = [
        (each.rec_headers.get_header("WARC-Refers-To"), each.content_stream().read().decode())
        for each in ArchiveIterator(BytesIO(data))
        if each.rec_type == "conversion"
    ]
    assert made == [(records[number - 1].id, records[1].text.upper()) for number in (2, 3, 4, 5, 9)]
    assert [each.text for each in read(Warc(), tmp_path / "whole-a.warc.gz", Columns()) if each.text] == [records[1].text.upper()] * 5


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no archive at all\n", "record 1 does not begin with a line such as WARC/1.0"),
        (WET[0] + b"junk\n", "record 2 does not begin with a line such as WARC/1.0"),
        (WET[0][:-10], "is cut off: record 1 has fewer bytes than its header says"),
        (WET[0][:30], "the header of record 1 does not end"),
        (WET[0].replace(b"Content-Length: 16", b"Content-Length: x"), "record 1 has no Content-Length"),
    ],
)
def test_damage_is_named(tmp_path: Path, data: bytes, message: str):
    path = tmp_path / "a.wet"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        read(Warc(), path, Columns())
