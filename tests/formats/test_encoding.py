"""Which encoding some bytes are in, and which bytes are not text."""

import codecs
import random
import struct

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner import BinaryInputError, EncodingInputError, OptionError
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


RUSSIAN_PROSE = (
    "Полиция сообщила о задержании трёх подозреваемых в мошенничестве. По данным следствия, они звонили пожилым людям "
    "и просили перевести деньги на другой счёт."
)
UKRAINIAN = (
    "Поліція повідомила про затримання трьох підозрюваних у шахрайстві, які телефонували літнім людям і просили їх переказати гроші."
)
POLISH = (
    "Policja zatrzymała trzech podejrzanych o oszustwa, którzy dzwonili do starszych osób i prosili je o przelanie pieniędzy na inne konto."
)
CZECH = "Policie zadržela tři podezřelé z podvodů, kteří volali starším lidem a žádali je, aby převedli peníze na jiný účet."
GERMAN = (
    "Die Polizei hat drei Verdächtige festgenommen, die älteren Menschen am Telefon erzählten, ihre Ersparnisse müssten überprüft werden."
)
FRENCH = "La police a arrêté trois personnes soupçonnées d’avoir appelé des retraités pour leur demander de déplacer leur épargne."
GREEK = "Η αστυνομία συνέλαβε τρεις υπόπτους για απάτη, οι οποίοι τηλεφωνούσαν σε ηλικιωμένους και ζητούσαν χρήματα."
TURKISH = (
    "Polis, yaşlıları arayıp paralarını başka bir hesaba göndermelerini isteyen üç şüpheliyi dolandırıcılıktan gözaltına aldığını bildirdi."
)
HEBREW = "המשטרה עצרה שלושה חשודים בהונאה, שהתקשרו לקשישים וביקשו מהם להעביר כסף לחשבון אחר."
ARABIC = "أعلنت الشرطة أنها ألقت القبض على ثلاثة مشتبه بهم في عمليات احتيال كانوا يتصلون بكبار السن ويطلبون منهم تحويل الأموال."
THAI = "ตำรวจแถลงว่าจับกุมผู้ต้องสงสัยสามคนในคดีฉ้อโกง ซึ่งโทรหาผู้สูงอายุและขอให้โอนเงินไปยังบัญชีอื่น"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((RUSSIAN_PROSE, encoding) for encoding in ("cp1251", "koi8-r", "cp866", "iso8859-5")),
        *((UKRAINIAN, encoding) for encoding in ("cp1251", "koi8-u")),
        *((text, encoding) for text in (POLISH, CZECH) for encoding in ("cp1250", "iso8859-2")),
        *((text, "cp1252") for text in (GERMAN, FRENCH)),
        *((GREEK, encoding) for encoding in ("cp1253", "iso8859-7")),
        *((TURKISH, encoding) for encoding in ("cp1254", "iso8859-9")),
        (HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        (THAI, "cp874"),
        ("café crème, déjà vu", "cp1252"),
        ("il va à Paris dès demain, à pied", "cp1252"),
        ("“smart” quotes – and a dash", "cp1252"),
    ],
)
def test_encodings_of_one_byte_a_character_are_told_from_letters(text, encoding):
    """The text is right, whatever of several encodings that agree on it is named, and it is said how sure that is."""
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.evidence, decoded.undecoded) == (text, "letter pairs", ())
    assert 0.9 < decoded.confidence < 1


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN_PROSE, "cp1251"), (SIMPLIFIED, "gb18030"), (GERMAN, "cp1252"), (JAPANESE, "shift_jis")]
)
def test_what_is_beyond_ascii_may_begin_late(text, encoding):
    """A file may begin with pages of markup and code."""
    for padding in ("a", "ab"):
        long = f"{padding}<p>{ENGLISH * 2000}</p>\n{text}"
        assert decode(long.encode(encoding)).text == long


def marked(decoded):
    """What the text has, and the bytes that U+FFFD stands for with their offsets."""
    return decoded.text, decoded.encoding, [(each.offset, each.data) for each in decoded.undecoded]


@pytest.mark.parametrize(
    ("data", "text", "encoding", "bad"),
    [
        ("naïve ".encode() + b"caf\xe9", "naïve caf\ufffd", "utf-8", [(10, b"\xe9")]),
        (
            SIMPLIFIED.encode() + b"\xff\xfe" + SIMPLIFIED.encode(),
            f"{SIMPLIFIED}\ufffd\ufffd{SIMPLIFIED}",
            "utf-8",
            [(len(SIMPLIFIED.encode()), b"\xff\xfe")],
        ),
        (SIMPLIFIED.encode()[:-1], f"{SIMPLIFIED[:-1]}\ufffd", "utf-8", [(len(SIMPLIFIED.encode()) - 3, "。".encode()[:-1])]),
        (SIMPLIFIED.encode("gb18030")[:-1], f"{SIMPLIFIED[:-1]}\ufffd", "gb18030", [(2 * len(SIMPLIFIED) - 2, b"\xa1")]),
        (
            SIMPLIFIED.encode("gb18030") + b"\xff" + SIMPLIFIED.encode("gb18030"),
            f"{SIMPLIFIED}\ufffd{SIMPLIFIED}",
            "gb18030",
            [(2 * len(SIMPLIFIED), b"\xff")],
        ),
        (ENGLISH.encode("utf-16-le") + b"x", f"{ENGLISH}\ufffd", "utf-16-le", [(2 * len(ENGLISH), b"x")]),
        (
            codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le")[:-1],
            f"\ufeff{SIMPLIFIED[:-1]}\ufffd",
            "utf-16-le",
            [(2 * len(SIMPLIFIED), b"\x02")],
        ),
        (codecs.BOM_UTF8 + b"caf\xe9", "\ufeffcaf\ufffd", "utf-8", [(6, b"\xe9")]),
        (b"ok \xff\xff", "ok \ufffd\ufffd", "utf-8", [(3, b"\xff\xff")]),
    ],
    ids=["one byte", "in Chinese", "cut off", "GB cut off", "GB with a byte", "UTF-16", "UTF-16 with a mark", "after a mark", "fill"],
)
def test_a_few_bad_bytes_are_marked_and_named(data, text, encoding, bad):
    """U+FFFD stands where a byte does not fit; the bytes and their offsets are kept, neighbours as one, and everything else is read."""
    decoded = decode(data)
    assert marked(decoded) == (text, encoding, bad)
    assert all(set(decoded.text[each.start : each.end]) == {"\ufffd"} for each in decoded.undecoded)
    assert all(data[offset : offset + len(each)] == each for offset, each in bad)


def test_what_the_text_has_is_not_taken_for_a_mark():
    """U+FFFD in the file is a character like others."""
    decoded = decode("naïve \ufffd and déjà vu ".encode() + b"caf\xe9")
    assert decoded.text == "naïve \ufffd and déjà vu caf\ufffd"
    assert [(each.start, each.end) for each in decoded.undecoded] == [(23, 24)]


@pytest.mark.parametrize(
    ("one", "other", "encoding"),
    [
        (SIMPLIFIED, SIMPLIFIED, "gb18030"),
        (RUSSIAN_PROSE, RUSSIAN_PROSE, "cp1251"),
        (JAPANESE, JAPANESE, "shift_jis"),
        (GREEK, GERMAN * 2, "cp1252"),
    ],
)
def test_lines_in_another_encoding_are_read_and_named(one, other, encoding):
    """A file put together from two: each line is read in its encoding, and it is said which lines those are."""
    data = f"{one}\n{one}\n".encode() + f"{other}\nplain\n{other}\n".encode(encoding) + one.encode()
    decoded = decode(data)
    assert decoded.text == f"{one}\n{one}\n{other}\nplain\n{other}\n{one}"
    assert decoded.encoding == "utf-8"
    assert [each.encoding for each in decoded.undecoded] == [encoding, encoding]
    assert [decoded.text[each.start : each.end] for each in decoded.undecoded] == [other, other]
    assert [data[each.offset :].startswith(other.encode(encoding)) for each in decoded.undecoded] == [True, True]


@given(st.binary(max_size=300))
@example(b"\xff")
@example(b"\xc3")
def test_any_bytes_are_a_text_or_refused(data):
    """Nothing else happens, the same bytes give the same text, and what is marked is told with the right bytes."""
    try:
        decoded = decode(data)
    except BinaryInputError:
        return
    decoded.text.encode()
    for each in decoded.undecoded:
        assert each.encoding is not None or data[each.offset : each.offset + len(each.data)] == each.data
        assert 0 <= each.start < each.end <= len(decoded.text)
    assert decode(data) == decoded


@given(st.text(st.characters(exclude_categories=["Cs"], min_codepoint=32), max_size=100))
def test_utf8_is_read_as_utf8(text):
    """Valid UTF-8 is nothing else, whatever else its bytes could be."""
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding, decoded.confidence) == (text, "utf-8", 1.0)


def test_the_encoding_may_be_given():
    """Then nothing is told from the bytes, and what does not fit is marked."""
    assert decode("Привет".encode("koi8-r"), "KOI8-R").text == "Привет"
    assert decode(SIMPLIFIED.encode(), "latin-1").text == SIMPLIFIED.encode().decode("latin-1")
    assert marked(decode(b"caf\xc3\xa9 \x81", "windows-1252")) == ("cafÃ© \ufffd", "cp1252", [(6, b"\x81")])


@pytest.mark.parametrize("name", ["utf-9", "", "base64", "rot13", "\0", "hex"])
def test_an_encoding_that_does_not_exist_is_refused(name):
    with pytest.raises(OptionError, match=r"unknown encoding .*; name one such as"):
        decode(b"x", name)


def test_an_encoding_that_does_not_fit_is_refused():
    with pytest.raises(EncodingInputError, match=r"the bytes do not fit ascii \(the first invalid byte is at 0\)"):
        decode(SIMPLIFIED.encode(), "ascii")


def test_stray_zero_bytes_are_characters():
    """A text with a zero byte here and there is text, in whatever encoding."""
    for encoding in ("utf-8", "gb18030"):
        assert decode((SIMPLIFIED + "\0" + SIMPLIFIED * 3).encode(encoding)).text == SIMPLIFIED + "\0" + SIMPLIFIED * 3


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
        b"\x7fELF\x02\x01\x01" + bytes(200),
        b"PK\x03\x04" + random.Random(1).randbytes(3000),
        b"\x1f\x8b\x08" + random.Random(2).randbytes(3000),
        bytes(5000),
        ENGLISH.encode() + bytes(40),
        b"\0\1\2\3" * 40,
        b"\x01\x02\x03\x04" * 40,
        struct.pack("<2000h", *(random.Random(3).choices(range(-300, 300), k=2000))),
        struct.pack("<1000i", *range(1000)),
        struct.pack("<500d", *(number / 7 for number in range(500))),
    ],
    ids=["PNG", "ELF", "ZIP", "gzip", "zeros", "padded text", "steps", "controls", "sound", "integers", "floats"],
)
def test_binary_is_not_text(data):
    """Programs, pictures, archives and numbers are refused as such."""
    with pytest.raises(BinaryInputError, match="not text"):
        decode(data)
