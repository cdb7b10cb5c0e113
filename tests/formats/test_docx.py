"""Word documents: paragraphs everywhere are text, formatting stays with the words, and unchanged parts stay byte for byte."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.document import apply, restore
from cleaner.errors import InputError
from cleaner.formats.segments import fitted, texts
from tests.formats.test_subtitles import changed

pytest.importorskip("lxml")
from cleaner.formats.docx import read

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document {NAMES}><w:body>
<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">The bold </w:t></w:r><w:r><w:t>word</w:t></w:r><w:r><w:t>s &amp; more</w:t></w:r></w:p>
<w:p><w:r><w:t>before</w:t><w:tab/><w:t>after</w:t><w:br/><w:t>next</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>
<w:p/>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"""
HEADER = f"<w:hdr {NAMES}><w:p><w:r><w:t>the header</w:t></w:r></w:p></w:hdr>"


def package(body: str = BODY) -> bytes:
    """A document, as little of one as will do."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/header1.xml", HEADER)
        file.writestr("word/document.xml", body)
        file.writestr("word/media/a.png", bytes(range(256)))
    return made.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> str:
    """A part of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


def test_paragraphs_are_lines():
    content = read(package())
    assert content.text == "The bold words & more\nbefore\tafter\nnext\n\na cell\nthe header"
    assert content.put(content.pieces) == package()


def test_words_keep_their_runs_and_unchanged_parts_their_bytes():
    content = read(package())
    new = ["The bold wards & more", *content.pieces[1:]]
    data = content.put(new)
    assert read(data).pieces == new
    assert '<w:b/></w:rPr><w:t xml:space="preserve">The bold </w:t>' in part(data)
    assert "<w:t>wards</w:t></w:r><w:r><w:t> &amp; more</w:t>" in part(data).replace(' xml:space="preserve"', "")
    assert part(data, "word/header1.xml") == HEADER
    assert "<w:tab/>" in part(data)
    assert "<w:delText>gone</w:delText>" in part(data)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_changes_leave_a_document_that_the_file_holds(data):
    content = read(package())
    borders = sorted(data.draw(st.sets(st.integers(0, len(content.text)), max_size=8)))
    new = st.sampled_from(["", "", "new words", "\n", "\t", "<b>&", "\x0b", "\u200b"])
    edits = [(start, end, data.draw(new)) for start, end in zip(borders[::2], borders[1::2], strict=False)]
    document = fitted(changed(content, edits), content)
    assert apply(document.original, document.annotations) == document.text
    assert restore(document.text, document.annotations) == document.original
    written = content.put(texts(document.original, document.annotations, content.free))
    assert read(written).text == document.text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not a Word document, or is damaged"),
        (b"PK\x03\x04 and then nothing", "is not a Word document, or is damaged"),
        (package("<w:document"), "is not a Word document, or is damaged"),
        (package()[:-40], "is not a Word document, or is damaged"),
    ],
)
def test_what_is_no_document_is_named(data: bytes, message: str):
    with pytest.raises(InputError, match=message):
        read(data)


def test_an_archive_without_a_document_is_named():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("a.txt", "x")
    with pytest.raises(InputError, match=r"it has no word/document\.xml"):
        read(made.getvalue())


def test_entities_of_a_part_are_not_opened(tmp_path):
    (tmp_path / "secret").write_text("a secret")
    body = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><w:document {NAMES}><w:p><w:r><w:t>a&x;b</w:t></w:r></w:p></w:document>'
    assert "secret" not in read(package(body)).text


def test_python_docx_reads_what_is_written(tmp_path):
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_heading("A heading", 1)
    paragraph = made.add_paragraph("Some ")
    paragraph.add_run("bold").bold = True
    paragraph.add_run(" words.")
    made.add_table(1, 2).cell(0, 1).text = "cell"
    made.sections[0].footer.paragraphs[0].text = "footer"
    made.save(tmp_path / "a.docx")
    content = read((tmp_path / "a.docx").read_bytes())
    (tmp_path / "b.docx").write_bytes(content.put([each.upper() for each in content.pieces]))
    after = docx.Document(tmp_path / "b.docx")
    assert [each.text for each in after.paragraphs] == ["A HEADING", "SOME BOLD WORDS."]
    assert [(each.text, each.bold) for each in after.paragraphs[1].runs] == [("SOME ", None), ("BOLD", True), (" WORDS.", None)]
    assert (after.tables[0].cell(0, 1).text, after.sections[0].footer.paragraphs[0].text) == ("CELL", "FOOTER")
