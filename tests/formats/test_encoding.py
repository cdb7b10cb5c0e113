"""Which encoding some bytes are in, and which bytes are no text."""

import codecs
import random
import struct

import pytest

from cleaner import BinaryInputError, EncodingInputError
from cleaner.formats.encoding import decode

SIMPLIFIED = "公安机关通报了一起电信诈骗案件，犯罪团伙在境外设立窝点，骗取了大量钱财。"
TRADITIONAL = "警方通報了一起電信詐騙案件，犯罪團伙在境外設立窩點，騙取了大量錢財。"
JAPANESE = "警察は、電話で高齢者から現金をだまし取った疑いで三人の男を逮捕したと発表しました。"
KOREAN = "경찰은 전화로 돈을 가로챈 혐의로 세 사람을 체포했다고 밝혔습니다."
RUSSIAN = "Полиция сообщила о задержании трёх подозреваемых в мошенничестве."
ENGLISH = "The police of three provinces solved more than two hundred cases."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED + "𠀀€", "gb18030"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (KOREAN, "euc-kr"),
        *(
            (text, encoding)
            for text in (SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN, ENGLISH, RUSSIAN)
            for encoding in ("utf-16-le", "utf-16-be")
        ),
        *((text + "\n", encoding) for text in (SIMPLIFIED, ENGLISH) for encoding in ("utf-16-le", "utf-16-be")),
        (ENGLISH, "utf-8"),
        (SIMPLIFIED, "utf-8"),
        ("", "utf-8"),
        ("x", "utf-8"),
        ("one stray \0 zero and one \x07 bell in a text that is long enough to carry them: " + ENGLISH * 2, "utf-8"),
        (SIMPLIFIED * 3 + "\0", "utf-8"),
    ],
)
def test_encoding_is_found_without_a_mark(text, encoding):
    """The text is told from its bytes alone, and nothing of it is lost."""
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize("text", [SIMPLIFIED, ENGLISH, ""])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_mark_decides_and_is_kept(text, mark, encoding):
    """The mark stands in the text as U+FEFF, so that the bytes can be had again."""
    data = mark + text.encode(encoding)
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == ("\ufeff" + text, encoding)
    assert decoded.text.encode(encoding) == data


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16-le", "utf-8"])
def test_whole_file_counts_not_only_its_start(encoding):
    """A character beyond the sample is decoded as well, wherever the sample ends."""
    for padding in range(3):
        text = "a" * padding + TRADITIONAL * 2500
        assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    "data",
    [
        "café crème, déjà vu".encode("latin-1"),
        "“smart” quotes – and a dash".encode("cp1252"),
        RUSSIAN.encode("cp1251"),
        b"ok \xff\xff\xff",
        SIMPLIFIED.encode()[:-1] + b"\xff",
    ],
)
def test_what_is_not_known_is_refused_not_guessed(data):
    """Bytes that fit no encoding are an error that says where UTF-8 fails."""
    with pytest.raises(EncodingInputError, match=r"not UTF-8 \(byte \d+ is 0x[0-9A-F]{2}\)"):
        decode(data)


def test_half_a_character_is_named():
    """Bytes that look like UTF-16 but end within a character are not patched up."""
    with pytest.raises(EncodingInputError, match="look like utf-16-le but byte"):
        decode(codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le")[:-1])


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
        b"\x7fELF\x02\x01\x01" + bytes(200),
        b"PK\x03\x04" + random.Random(1).randbytes(3000),
        b"\x1f\x8b\x08" + random.Random(2).randbytes(3000),
        bytes(5000),
        (SIMPLIFIED + "\0").encode("gb18030"),
        ENGLISH.encode() + bytes(40),
        b"\0\1\2\3" * 40,
        b"\x01\x02\x03\x04" * 40,
        struct.pack("<2000h", *(random.Random(3).choices(range(-300, 300), k=2000))),
        struct.pack("<1000i", *range(1000)),
        struct.pack("<500d", *(number / 7 for number in range(500))),
    ],
    ids=["PNG", "ELF", "ZIP", "gzip", "zeros", "GB 18030 with a zero", "padded text", "steps", "controls", "sound", "integers", "floats"],
)
def test_binary_is_no_text(data):
    """Programs, pictures, archives and numbers are refused as such."""
    with pytest.raises(BinaryInputError, match="no text"):
        decode(data)
