"""TBX: its structure as we write it, what is read of files that others wrote, and what is refused."""

import re

import pytest

from cleaner.annotation import Safety
from cleaner.errors import GlossaryError
from cleaner.glossary import Concept, Context, Glossary, Term, Wrong, exchange
from cleaner.glossary.exchange import CHANGED, LEFT_OUT, NOT_TAKEN, Imported

etree = pytest.importorskip("lxml.etree")

STRUCTURE = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" {namespace}
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><start><element name="{root}">
 <attribute name="type"><value>TBX-Basic</value></attribute>{style}<attribute name="xml:lang"><data type="language"/></attribute>
 <element name="{header}"><element name="fileDesc"><element name="sourceDesc"><element name="p"><text/></element></element></element>{encoding}</element>
 <element name="text"><element name="body"><zeroOrMore><element name="{entry}"><attribute name="id"><data type="ID"/></attribute>
  <zeroOrMore><choice>
   <element name="descrip"><attribute name="type"><choice><value>subjectField</value><value>definition</value></choice></attribute><text/></element>
   <ref name="said"/></choice></zeroOrMore>
  <oneOrMore><element name="{language}"><attribute name="xml:lang"><data type="language"/></attribute><oneOrMore><element name="{term}">
   <element name="term"><text/></element>
   <zeroOrMore><element name="termNote"><choice>
    <group><attribute name="type"><value>administrativeStatus</value></attribute><choice><value>preferredTerm-admn-sts</value>
     <value>admittedTerm-admn-sts</value><value>deprecatedTerm-admn-sts</value><value>supersededTerm-admn-sts</value></choice></group>
    <group><attribute name="type"><value>partOfSpeech</value></attribute><choice><value>adjective</value><value>noun</value><value>other</value>
     <value>verb</value><value>adverb</value></choice></group>
    <group><attribute name="type"><value>geographicalUsage</value></attribute><text/></group></choice></element></zeroOrMore>
   <zeroOrMore><choice><element name="descrip"><attribute name="type"><value>context</value></attribute><text/></element>
    <ref name="said"/></choice></zeroOrMore>
  </element></oneOrMore></element></oneOrMore></element></zeroOrMore></element></element></element></start>
 <define name="said"><choice><element name="admin"><attribute name="type"><value>source</value></attribute><text/></element>
  <element name="note"><text/></element>
  <element name="transacGrp"><element name="transac"><attribute name="type"><value>transactionType</value></attribute>
   <choice><value>origination</value><value>modification</value></choice></element>
   <zeroOrMore><choice><element name="transacNote"><attribute name="type"><value>responsibility</value></attribute><text/></element>
    <element name="date"><data type="date"/></element><element name="note"><text/></element></choice></zeroOrMore></element></choice></define></grammar>"""
"""What TBX-Basic (its RELAX NG grammar and Schematron rules for style DCA) allows, of the elements that we write."""
SHAPES = {
    "tbx": {
        "namespace": 'ns="urn:iso:std:iso:30042:ed-2"',
        "root": "tbx",
        "style": '<attribute name="style"><value>dca</value></attribute>',
        "header": "tbxHeader",
        "encoding": "",
        "entry": "conceptEntry",
        "language": "langSec",
        "term": "termSec",
    },
    "martif": {
        "namespace": "",
        "root": "martif",
        "style": "",
        "header": "martifHeader",
        "encoding": '<element name="encodingDesc"><element name="p"><attribute name="type"><value>XCSURI</value></attribute><text/></element></element>',
        "entry": "termEntry",
        "language": "langSet",
        "term": "tig",
    },
}
FULL = Concept(
    "911-call",
    {
        "zh": (Term("引流", region="CN", note="cleaner:a note that looks like ours"),),
        "en": (
            Term(
                "traffic generation",
                pos="phrase",
                forms={"verb": "drive traffic"},
                hits=("a ⟦引流|traffic generation⟧", "⟦引流⟧"),
                misses=("no",),
            ),
            Term(
                "Flow", status="do-not-translate", pos="name", context=Context(("fraud*",), ("wound",)), exact_case=True, register="slang"
            ),
            Term("drainage", status="forbidden", source="us", reviewed="2026-02-30 not a day"),
        ),
    },
    wrongs=(Wrong(("promoting drainage", "promote drainage"), ("x", "y"), "calque", Safety.SAFE, hits=("⟦promoting drainage⟧",)),),
    domain="fraud",
    definition="<b> & more",
    source="China Daily",
    reviewed="2026-02-10 me",
    note="a note",
)


def read(text: str | bytes, **options: str) -> Imported:
    return exchange.read(text if isinstance(text, bytes) else text.encode(), name="terms.tbx", **options)


def said(imported: Imported) -> list[tuple[str, int, str]]:
    return [(warning.kind, warning.line, warning.message) for warning in imported.warnings]


@pytest.mark.parametrize("shape", SHAPES)
def test_what_we_write_is_tbx_basic(shape: str):
    grammar = etree.RelaxNG(etree.fromstring(STRUCTURE.format(**SHAPES[shape])))
    written = exchange.write([FULL, *Glossary.load().concepts], shape).data
    grammar.assertValid(etree.fromstring(written))


@pytest.mark.parametrize("shape", SHAPES)
def test_what_tbx_has_no_place_for_stands_in_notes_that_are_read_back(shape: str):
    exported = exchange.write([FULL], shape)
    text = exported.data.decode()
    for note in (
        "cleaner:near: fraud*",
        "cleaner:status: do-not-translate",
        "cleaner:verb: drive traffic",
        "cleaner:case: exact",
        "cleaner:miss: no",
    ):
        assert f"<note>{note}</note>" in text
    assert '<note>cleaner:wrong: {"text":"promoting drainage | promote drainage","use":"x | y","safety":"safe","hit":"⟦promoting' in text
    assert {noted.kind for noted in exported.noted} >= {"context", "forms", "status", "wrong renderings", "case", "register", "examples"}
    imported = read(exported.data)
    assert (imported.concepts, imported.warnings) == ((FULL,), ())


def test_what_another_tool_has_changed_wins_over_our_notes():
    text = exchange.write([FULL], "tbx").data.decode()
    text = text.replace(
        '<term>Flow</term>\n      <termNote type="administrativeStatus">preferred',
        '<term>Flow</term>\n      <termNote type="administrativeStatus">superseded',
    )
    text = text.replace("<term>traffic generation</term>", "<term>traffic</term>").replace('"partOfSpeech">other', '"partOfSpeech">verb')
    (concept,) = read(text).concepts
    assert [(term.text, term.status, term.pos) for term in concept.terms["en"]] == [
        ("traffic", "preferred", "verb"),
        ("Flow", "deprecated", "name"),
        ("drainage", "forbidden", "noun"),
    ]


OLD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en">
 <martifHeader><fileDesc><sourceDesc><p>from elsewhere</p></sourceDesc></fileDesc></martifHeader>
 <text><body>
  <termEntry id="c5">
   <descripGrp><descrip type="definition">
      A group of <hi>stars</hi>.
   </descrip><admin type="source">Oxford</admin></descripGrp>
   <descrip type="subjectField">astronomy</descrip>
   <transacGrp><transac type="transactionType">modification</transac><date>2020-01-01</date></transacGrp>
   <langSet xml:lang="en-US">
    <descrip type="definition">Another one.</descrip>
    <ntig><termGrp><term>open
     cluster</term><termNote type="partOfSpeech">noun</termNote><termNote type="termType">fullForm</termNote></termGrp>
     <descrip type="context">Many open clusters are known.</descrip><note>first</note><note>second</note></ntig>
    <tig><term>galactic cluster</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote>
     <termNote type="register">slangRegister</termNote><termNote type="geographicalUsage">GB</termNote><admin type="source">ESO</admin></tig>
    <tig><term>NGC</term><termNote type="translationNote">no</termNote><termNote type="administrativeStatus">hopeless</termNote></tig>
   </langSet>
   <langSet xml:lang="zh-TW"><tig><term>疏散星團</term><termNote type="administrativeStatus">admitted</termNote></tig></langSet>
   <langSet lang="zh"><tig><term>疏散星团</term></tig></langSet>
  </termEntry>
  <termEntry><langSet xml:lang="en"><tig><term>alone</term></tig></langSet></termEntry>
  <termEntry><langSet xml:lang="en"><tig><term>&lost;</term></tig></langSet></termEntry>
  <termEntry><langSet xml:lang="?"><tig><term>x</term></tig></langSet><langSet xml:lang="zh"><tig/></langSet></termEntry>
 </body></text>
</martif>
"""


def test_an_old_file_of_another_tool():
    imported = read(OLD)
    (concept,) = imported.concepts
    assert concept == Concept(
        "open-cluster",
        {
            "zh": (Term("疏散星團", status="admitted", region="TW"), Term("疏散星团")),
            "en": (
                Term("open cluster", note="Example: Many open clusters are known.; first; second"),
                Term("galactic cluster", status="deprecated", register="slang", region="GB", source="ESO"),
                Term("NGC", status="do-not-translate"),
            ),
        },
        domain="astronomy",
        definition="A group of stars.",
    )
    assert (concept.path, concept.line) == ("terms.tbx", 6)
    assert [(kind, line) for kind, line, _ in said(imported) if kind == LEFT_OUT] == [
        (LEFT_OUT, 24),
        (LEFT_OUT, 25),
        (LEFT_OUT, 26),
        (LEFT_OUT, 26),
        (LEFT_OUT, 26),
    ]
    assert {message for kind, _, message in said(imported) if kind == NOT_TAKEN} == {
        "who wrote or changed an entry, and when",
        "a further definition, in en",
        "termType of terms",
        "the status 'hopeless'",
    }


def test_a_new_file_and_its_style_dct():
    text = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min"
      xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body><conceptEntry id="a"><min:subjectField>law</min:subjectField>
      <transacGrp><transac type="transactionType">approval</transac><date>2026-01-02T10:00:00</date><transacNote type="responsibility">Li</transacNote></transacGrp>
      <langSec xml:lang="zh-Hant"><termSec><term>法</term></termSec></langSec>
      <langSec xml:lang="en"><termSec><term>law</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus>
      <min:partOfSpeech>properNoun</min:partOfSpeech></termSec></langSec></conceptEntry></body></text></tbx>"""
    imported = read(text)
    expected = Concept(
        "law", {"zh": (Term("法"),), "en": (Term("law", status="deprecated", pos="name"),)}, domain="law", reviewed="2026-01-02 Li"
    )
    assert imported.concepts == (expected,)
    assert said(imported) == [(CHANGED, 4, "terms in zh-Hant are kept as zh: a glossary does not tell scripts apart")]


REFUSED = {
    '<?xml version="1.0"?>\n<!DOCTYPE tbx [\n<!ENTITY x "y">]><tbx/>': "terms.tbx:3:12: expected no entity declarations; 'x' is declared here",
    '<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx/>': "terms.tbx:1:54: expected no entity declarations",
    '<!DOCTYPE tbx [<!ENTITY % x SYSTEM "http://localhost/x.dtd"> %x;]><tbx/>': "terms.tbx:1:60: expected no entity declarations",
    '<?xml version="1.0" encoding="GB18030"?><tbx/>': "terms.tbx:1:31: expected XML in UTF-8, it says GB18030",
    "<tmx><body/></tmx>": "terms.tbx:1:1: expected a TBX file, whose root is `tbx` or `martif`, found `tmx`",
    "<tbx><text>\n<body></tbx>": "terms.tbx:2:",
}


@pytest.mark.parametrize("text", REFUSED, ids=REFUSED.get)
def test_a_file_is_refused(text: str):
    with pytest.raises(GlossaryError) as caught:
        read(text)
    assert str(caught.value).startswith(REFUSED[text])


def test_entities_are_found_in_utf_16_too():
    with pytest.raises(GlossaryError, match="entity declarations"):
        read('<!DOCTYPE tbx [<!ENTITY x "y">]><tbx/>'.encode("utf-16"))


def test_utf_16_is_read():
    assert read(OLD.replace("UTF-8", "UTF-16").encode("utf-16")).concepts == read(OLD).concepts


def test_where_the_xml_breaks_the_entries_before_are_kept():
    text = exchange.write([FULL], "tbx").data.decode()
    cut = text[: text.index("</conceptEntry>") + len("</conceptEntry>")] + "\n<conceptEntry><oops"
    imported = read(cut)
    assert imported.concepts == (FULL,)
    ((kind, line, message),) = said(imported)
    assert (kind, line) == (LEFT_OUT, cut.count("\n") + 1)
    assert message.startswith("the XML is broken here, and what follows cannot be read")


def test_two_entries_with_one_id_are_two():
    text = exchange.write([FULL], "tbx").data.decode()
    entry = re.search("<conceptEntry.*</conceptEntry>", text, re.DOTALL)
    assert entry is not None
    imported = read(text.replace("</body>", entry[0].replace("_911", "b911") + "</body>"))
    assert [concept.id for concept in imported.concepts] == ["911-call", "911-call-2"]
    assert [kind for kind, _, _ in said(imported)] == [CHANGED]


def test_control_characters_are_taken_out_and_named():
    exported = exchange.write([Concept("x", {"zh": (Term("a\x07b"),), "en": (Term("\x07"),)})], "tbx")
    assert [(loss.kind, loss.concept) for loss in exported.losses] == [("control characters", "x")]
    assert [term.text for terms in read(exported.data).concepts[0].terms.values() for term in terms] == ["ab", "\N{REPLACEMENT CHARACTER}"]
