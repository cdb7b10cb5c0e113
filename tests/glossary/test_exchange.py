"""Tables, lists of pairs and workbooks: what is read of them, what is said of bad rows, and what a spreadsheet is kept from."""

import io
import subprocess
import sys

import pytest

from cleaner.cli.glossary import grammar
from cleaner.errors import GlossaryError, OptionError
from cleaner.glossary import Concept, Context, Term, exchange
from cleaner.glossary.exchange import CHANGED, LEFT_OUT, NOT_TAKEN, REPEATED, Imported
from cleaner.glossary.exchange.cells import MOST_LINES, neutral, plain
from cleaner.glossary.exchange.reading import LONGEST_ID, Reading, id_of
from tests.work import assert_work_is_linear


def read(text: str | bytes, format_name: str | None = "csv", **options: str) -> Imported:
    return exchange.read(text if isinstance(text, bytes) else text.encode(), format_name, name=options.pop("name", "list"), **options)


def pairs(imported: Imported) -> list[tuple[str, ...]]:
    return [tuple(term.text for language in ("zh", "en") for term in concept.terms[language]) for concept in imported.concepts]


def said(imported: Imported) -> list[tuple[str, int, str]]:
    return [(warning.kind, warning.line, warning.message) for warning in imported.warnings]


def test_the_command_line_knows_the_formats():
    assert tuple(exchange.FORMATS) == grammar.FORMATS


LISTS = {
    "source,target\n果敢,Kokang\n": "a header in English",
    "原文,译文\n果敢,Kokang\n": "a header in Chinese",
    "zh,en\n果敢,Kokang\n": "codes of languages",
    "EN,ZH-Hans\nKokang,果敢\n": "codes in another order",
    "English,Chinese (note),Chinese\nKokang,,果敢\n": "names of languages",
    "Term,Translation,Notes\n果敢,Kokang,\n": "a column of notes",
    "果敢,Kokang\n": "no header",
    "果敢;Kokang\n": "semicolons",
    "果敢\tKokang\n": "tabs",
    "sep=;\n果敢;Kokang\n": "a hint to Excel",
    "\n\n果敢,Kokang\n,\n\n": "empty rows",
    "果敢,Kokang\r\n": "Windows line ends",
    "source,target\r果敢,Kokang\r": "old Macintosh line ends",
    '"果敢","Kokang"\n': "quotation marks",
    "\ufeff果敢,Kokang\n": "a byte order mark",
    "果敢,Kokang,,\n": "empty cells at the end",
}


@pytest.mark.parametrize("text", LISTS, ids=LISTS.get)
def test_a_list_is_read_with(text: str):
    assert pairs(read(text)) == [("果敢", "Kokang")]
    assert read(text).complete


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str):
    assert pairs(read("果敢,Kokang\n".encode(encoding))) == [("果敢", "Kokang")]


ENCODINGS = {
    "果敢,Kokang\n".encode(
        "gb18030"
    ): "list:1:1: expected UTF-8 text, found byte 0xb9; this line is perhaps gb18030; save the file as UTF-8",
    "果敢,Kokang\n".encode()
    + "佤邦,Wa\n".encode(
        "gb18030"
    ): "list:2:1: expected UTF-8 text, found byte 0xd8; this line is perhaps gb18030, and the lines before are UTF-8",
    "果敢,Kokang\n".encode("utf-16-le"): "list:1:1: expected UTF-8 text, found byte 0x9c; it is perhaps UTF-16 without a byte order mark",
    "a,b\n".encode("utf-16-le"): "list:1:2: expected text, found a NUL byte; if it is UTF-16 without a byte order mark",
    "果敢,Kokang\n".encode("utf-32"): "list:1:1: expected UTF-8 text, found UTF-32",
    "果敢,Kokang\n".encode("utf-16") + b"\x00\xd8": "list:2:1: expected UTF-16-LE text",
}


@pytest.mark.parametrize("data", ENCODINGS, ids=ENCODINGS.get)
def test_another_encoding_is_refused_with_its_line(data: bytes):
    with pytest.raises(GlossaryError) as caught:
        read(data)
    assert str(caught.value).startswith(ENCODINGS[data])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a,b,c\n1,2,3\n",
            "nothing says which columns hold the terms and renderings; name the two columns `source` and `target`. The columns are: a, b, c",
        ),
        ("source,weird,note\n1,2,3\n", "no column is known to hold the renderings"),
        ("english,weird,note\n1,2,3\n", "no column is known to hold the terms"),
    ],
)
def test_an_unclear_header_lists_its_columns(text: str, message: str):
    with pytest.raises(GlossaryError, match=r"list:1:1") as caught:
        read(text)
    assert message in str(caught.value)


def test_every_field_of_a_list_is_read():
    imported = read(
        "zh,en,source,domain,definition,note,pos,status,case sensitive,plural,near,example,colour\n"
        '引流,traffic generation,China Daily,fraud,drawing people in,be careful,v.,approved,yes,flows,"fraud*, scam*",They saw it.,red\n'
        "引流,drainage,,,,second,Noun,superseded,,,wound*,a ⟦引流|drainage⟧,\n",
        domain="unused",
        origin="unused",
    )
    assert imported.concepts == (
        Concept(
            "traffic-generation",
            {
                "zh": (Term("引流"),),
                "en": (
                    Term("traffic generation", forms={"plural": "flows"}, context=Context(("fraud*", "scam*")), exact_case=True),
                    Term("drainage", status="deprecated", context=Context(("wound*",)), hits=("a ⟦引流|drainage⟧",)),
                ),
            },
            domain="fraud",
            definition="drawing people in",
            source="China Daily",
            note="be careful; Example: They saw it.",
        ),
    )
    assert said(imported) == [
        (NOT_TAKEN, 1, "the column colour"),
        (NOT_TAKEN, 2, "the pos 'v.'"),
        (CHANGED, 3, "a second note of the same entry is not taken"),
    ]


def test_entries_that_name_no_field_or_source_get_the_given_ones():
    (concept,) = read("果敢,Kokang\n", domain="places", origin="list.csv").concepts
    assert (concept.domain, concept.source, concept.reviewed) == ("places", "list.csv", "")


def test_one_term_with_several_renderings_is_one_entry():
    imported = read("果敢,Kokang\n佤邦,Wa State\n果敢,Kokang Region\n果敢,Kokang\n")
    assert pairs(imported) == [("果敢", "Kokang", "Kokang Region"), ("佤邦", "Wa State")]
    assert [term.status for term in imported.concepts[0].terms["en"]] == ["preferred", "admitted"]
    assert said(imported) == [(REPEATED, 4, "the same term with the same rendering stands above")]
    assert imported.complete


BAD_ROWS = {
    "佤邦,\n": "there is no rendering",
    ",Wa State\n": "there is a rendering and no term",
    "佤邦,Wa, State\n": "it has 3 cells, and there are 2 columns",
    '"佤邦,Wa State\n': "a quotation mark opens a cell and is not closed",
    '"佤"邦,Wa State\n': "its quotation marks are wrong",
    '佤邦,"Wa" State\n': "its quotation marks are wrong",
    f"佤邦,{'x' * 1_000_001}\n": "it has 1,000,004 characters, which no list of terms has",
}


@pytest.mark.parametrize("row", BAD_ROWS, ids=BAD_ROWS.get)
def test_a_bad_row_is_named_and_the_others_are_read(row: str):
    imported = read(f"source,target\n果敢,Kokang\n{row}勐能,Mong Neng\n")
    assert pairs(imported) == [("果敢", "Kokang"), ("勐能", "Mong Neng")]
    assert [(warning.kind, warning.path, warning.line) for warning in imported.warnings] == [(LEFT_OUT, "list", 3)]
    assert BAD_ROWS[row] in imported.warnings[0].message
    assert not imported.complete


def test_a_bad_value_in_our_table_costs_its_row_only():
    imported = read(
        "concept,language,term,status,near\na,zh,果敢,,\na,en,Kokang,,\na,en,Kokan,hopeless,\na,wrong,Guogan,,\n佤,zh,佤邦,,\n佤,en,Wa State,,\n,,lost,,\n"
    )
    assert pairs(imported) == [("果敢", "Kokang"), ("佤邦", "Wa State")]
    assert [wrong.use for wrong in imported.concepts[0].wrongs] == [("Kokang",)]
    assert [concept.id for concept in imported.concepts] == ["a", "wa-state"]
    assert [(kind, line) for kind, line, _ in said(imported)] == [(LEFT_OUT, 4), (CHANGED, 6), (LEFT_OUT, 8)]
    assert "expected `status` to be one of" in imported.warnings[0].message


def test_empty_cells_below_a_concept_belong_to_it():
    """So does a merged cell of a spreadsheet arrive."""
    assert pairs(read("concept,language,term\na,zh,果敢\n,en,Kokang\n")) == [("果敢", "Kokang")]


def test_values_that_a_glossary_cannot_hold_are_changed():
    imported = read('source,target\n 果敢 ,"Kokang\r\n Region"\n')
    assert pairs(imported) == [("果敢", "Kokang Region")]
    assert said(imported) == [(CHANGED, 2, "spaces at the ends were taken off"), (CHANGED, 2, "a line break became a space")]


def test_a_pattern_is_plain_text():
    imported = read("source,target,regex\n果敢.*|佤邦,(Kokang|Wa)+,TRUE\n")
    assert pairs(imported) == [("果敢.*|佤邦", "(Kokang|Wa)+")]
    assert said(imported) == [(CHANGED, 2, "a regular expression is kept as plain text")]


@pytest.mark.parametrize("first", "=+-@＝＋－＠")
def test_a_formula_is_neutralised_and_comes_back(first: str):
    text = f"{first}HYPERLINK(1)"
    concept = Concept("x", {"zh": (Term(text), Term(f"'{text}")), "en": (Term("Kokang"),)})
    data = exchange.write([concept], "csv").data
    assert f",'{text},".encode() in data
    assert f",''{text},".encode() in data
    imported = read(data)
    assert (imported.concepts, imported.warnings) == ((concept,), ())
    assert said(read(f"{text},Kokang\n")) == [(CHANGED, 1, "a cell that a spreadsheet would run as a formula is kept as plain text")]


def test_no_exported_cell_begins_like_a_formula():
    reading = Reading("", "zh", "en")
    for text in ("=1", "'=1", "''@x", "\t=1", "\r=1", "-", "'", "'a", "a=1"):
        assert neutral(text)[:1] not in tuple("=+-@\t\r")
        assert plain(neutral(text), reading, 1) == text


@pytest.mark.parametrize(
    ("rendering", "made"),
    [
        ("the People's Police", "the-peoples-police"),
        ("Café “Łódź”", "cafe-odz"),
        ("AI/ML 2.0", "ai-ml-2-0"),
        ("果敢", ""),
        ("word " * 30, "-".join(["word"] * 12)),
        ("x" * 100, "x" * LONGEST_ID),
    ],
)
def test_an_id_is_made_of_the_rendering(rendering: str, made: str):
    assert id_of(rendering) == made


def test_ids_are_unique():
    imported = read("concept,source,target\n,甲,Wa\n,乙,wa!\n,丙,果\n,丁,敢\nwa-2,戊,x\nwa-2,己,y\n")
    assert [concept.id for concept in imported.concepts] == ["wa", "wa-3", "term", "term-2", "wa-2"]
    assert pairs(imported)[-1] == ("戊", "己", "x", "y")


def test_an_open_quotation_mark_does_not_swallow_the_table():
    rows = "".join(f"词{number},word {number}\n" for number in range(3 * MOST_LINES))
    imported = read(f'"open,x\n{rows}')
    assert len(imported.concepts) == 3 * MOST_LINES


def test_deepl_takes_a_term_once():
    imported = read("果敢,Kokang,zh,en-US,0.9\n果敢,Kokang Region\n", "deepl")
    assert pairs(imported) == [("果敢", "Kokang")]
    assert said(imported) == [(LEFT_OUT, 2, "the term stands in line 1 already, and DeepL takes each once")]


def test_what_deepl_cannot_hold_is_left_out_and_named():
    def concept(name: str, term: str, rendering: str, **more: object) -> Concept:
        return Concept(name, {"zh": (Term(term),), "en": (Term(rendering, **more),)}, path="terms.txt", line=7)  # type: ignore[arg-type]

    exported = exchange.write(
        [
            concept("kept", "果敢", "Kokang", forms={"adjective": "Kokang"}),
            concept("again", "果敢", "Guogan"),
            concept("long", "长" * 342, "long"),
            concept("control", "a\x07b", "bell"),
            concept("formula", "-ism", "ism"),
            concept("conditional", "引流", "drainage", context=Context(("wound*",))),
            concept("bad", "坏", "bad", status="forbidden"),
            concept("fits", "长" * 341, "fits"),
        ],
        "deepl",
        name="glossary.tsv",
    )
    assert exported.data.decode() == f"果敢\tKokang\r\n{'长' * 341}\tfits\r\n"
    left_out = {loss.concept: loss.message for loss in exported.losses if loss.kind == LEFT_OUT}
    assert list(left_out) == ["again", "long", "control", "formula", "conditional", "bad"]
    (forms,) = [loss for loss in exported.losses if loss.kind == "forms"]
    assert (forms.concept, forms.term, forms.path, forms.line) == ("kept", "果敢", "terms.txt", 7)


def test_deepl_gets_no_more_than_ten_mebibytes():
    many = [Concept(f"c{number}", {"zh": (Term(f"{number:0>1000}"),), "en": (Term("x" * 1000),)}) for number in range(5500)]
    exported = exchange.write(many, "deepl")
    assert 10 * 1024 * 1024 - 2003 < len(exported.data) <= 10 * 1024 * 1024
    assert sum(loss.message == "the glossary would be larger than 10 MiB" for loss in exported.losses) == 5500 - len(exported.data) // 2003


def test_google_sets_of_equivalent_terms():
    imported = read("zh-CN,en-US,de,pos,description\n果敢,Kokang,,name,a place in Myanmar\n,lonely,,,\n", "google")
    assert imported.concepts == (
        Concept("kokang", {"zh": (Term("果敢", pos="name"),), "en": (Term("Kokang", pos="name"),)}, definition="a place in Myanmar"),
    )
    assert said(imported) == [(LEFT_OUT, 3, "it has terms in en only")]


def test_google_pairs_have_no_header():
    assert (
        exchange.write([Concept("x", {"zh": (Term("果敢"),), "en": (Term("Kokang, the"),)})], "google").data
        == '果敢,"Kokang, the"\r\n'.encode()
    )
    assert pairs(read("source,target\n果敢,Kokang\n", "google")) == [("source", "target"), ("果敢", "Kokang")]


def test_weblate_columns_flags_and_comments():
    imported = read(
        "location,source,target,id,fuzzy,context,translator_comments,developer_comments,flags\n"
        ",果敢,Kokang,,False,,a note,a definition,\n"
        ',果敢,Guogan,,False,,,,"forbidden, terminology"\n'
        ",微信,,,False,,,,read-only\n"
        ",佤邦,Wa,,True,place,,,\n"
        ",'-ism',主义,,False,cleaner:ism,,,\n",
        "weblate",
    )
    statuses = [[(term.text, term.status) for term in concept.terms["en"]] for concept in imported.concepts]
    assert statuses == [
        [("Kokang", "preferred"), ("Guogan", "forbidden")],
        [("微信", "do-not-translate")],
        [("Wa", "proposed")],
        [("主义", "preferred")],
    ]
    assert (imported.concepts[0].note, imported.concepts[0].definition) == ("a note", "a definition")
    assert imported.concepts[2].note == "Context: place"
    assert (imported.concepts[3].id, imported.concepts[3].terms["zh"][0].text) == ("ism", "-ism")


def test_matecat_columns():
    imported = read(
        "Forbidden,Domain,Subdomain,Definition,en-GB,Notes,Example of use,zh-CN,Notes,Example of use\n"
        ",law,police,a body,police,be polite,He saw the police.,警察,,\n"
        "TRUE,,,,cops,,,警察,,\n"
        "TRUE,,,,fuzz,,,,,\n",
        "matecat",
    )
    (concept,) = imported.concepts
    assert (concept.domain, concept.definition, concept.note) == ("law, police", "a body", "be polite; Example: He saw the police.")
    assert [(term.text, term.status, term.region) for term in concept.terms["en"]] == [
        ("police", "preferred", "GB"),
        ("cops", "forbidden", "GB"),
    ]
    assert said(imported) == [(LEFT_OUT, 4, "it has a term in one language only")]
    with pytest.raises(GlossaryError, match="expected the columns forbidden,domain,subdomain,definition, then for each language its code"):
        read("a,b\n1,2\n", "matecat")


def workbook(*rows: tuple[object, ...]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("other").append(["more"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_and_its_formulas_are_not_run():
    imported = read(
        workbook(("source", "target", "note"), ("果敢", "Kokang", None), (), (911, 9.11, "number"), ("佤邦", '=CONCATENATE("W","a")', "")),
        None,
    )
    assert pairs(imported) == [("果敢", "Kokang"), ("911", "9.11")]
    assert [(kind, line) for kind, line, _ in said(imported)] == [(NOT_TAKEN, 0), (LEFT_OUT, 5)]


@pytest.mark.parametrize("data", [b"PK\x03\x04 not a workbook", b"not a workbook", b""])
def test_what_is_no_workbook_is_refused(data: bytes):
    with pytest.raises(GlossaryError, match=r"list:1:1: expected an Excel workbook \(\.xlsx\)"):
        read(data, "xlsx")


def test_a_missing_library_names_the_extra():
    code = "import sys; sys.modules['openpyxl'] = None; from cleaner.glossary import exchange; exchange.write([], 'xlsx')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "OptionError: this format needs openpyxl, which is not installed: pip install 'cleaner[xlsx]'" in done.stderr


@pytest.mark.parametrize(
    ("name", "head", "format_name"),
    [
        ("list.csv", b"a,b", "csv"),
        ("LIST.TSV.gz", b"a\tb", "tsv"),
        ("x.xlsx", b"PK\x03\x04", "xlsx"),
        ("x.csv", b"location,source,target,id,fuzzy,context,translator_comments,developer_comments", "weblate"),
        ("x.csv", b"forbidden,domain,subdomain,definition,en-US", "matecat"),
        ("x.xml", b'<?xml version="1.0"?><martif>', "martif"),
        ("x", b'\xef\xbb\xbf<?xml version="1.0"?><tbx>', "tbx"),
        ("x.txt", b"# comment\n\nconcept: a", "glossary"),
        ("x.txt", "果敢\tKokang".encode(), "tsv"),
        ("", "果敢,Kokang".encode(), "csv"),
        ("out.martif", None, "martif"),
    ],
)
def test_the_format_is_told(name: str, head: bytes | None, format_name: str):
    assert exchange.detect(name, head) == format_name


@pytest.mark.parametrize(("name", "head"), [("x.doc", None), ("x", b"one word")])
def test_a_format_that_cannot_be_told_is_asked_for(name: str, head: bytes | None):
    with pytest.raises(OptionError, match="with --format"):
        exchange.detect(name, head)


def test_an_unknown_format_is_refused():
    with pytest.raises(OptionError, match="there is no format 'doc'"):
        exchange.write([], "doc")


def test_one_malformed_entry_of_a_glossary_file_costs_no_other():
    good = "concept: a\nzh: 果敢\nen: Kokang\n  plural: Kokangs\n  dual: x\n\n"
    imported = read(f"{good}concept: b\nno colon\n\nconcept: a\nzh: 佤邦\nen: Wa State\n\nconcept: d\nzh: 单\n", "glossary")
    assert pairs(imported) == [("佤邦", "Wa State")]
    assert [(kind, line) for kind, line, _ in said(imported)] == [
        (LEFT_OUT, 1),
        (LEFT_OUT, 3),
        (LEFT_OUT, 8),
        (CHANGED, 10),
        (LEFT_OUT, 14),
    ]


def test_the_work_of_a_long_list_is_linear():
    def rows(count: int) -> bytes:
        lines = (f'"词{number}","a word, number {number}","note ""{number}"""\n' for number in range(count))
        return ("source,target,note\n" + "".join(lines)).encode()

    assert len(read(rows(40_000)).concepts) == 40_000
    assert_work_is_linear(read, rows, 200)
