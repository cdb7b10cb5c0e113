"""A translation beside its source: what became of the glossary's terms."""

from pathlib import Path

import pytest

from cleaner import Cleaner, Document, Glossary
from cleaner.glossary import Matcher
from cleaner.glossary.matcher import SourceMatch
from cleaner.glossary.parse import read

ENTRIES = """concept: gap-pad
zh: 导热垫
en: thermal gap pad
  plural: thermal gap pads
en: thermal pad
  status: admitted
en: gap pad
  status: forbidden
  note: It names another product.
en: heat mat
  status: deprecated
domain: parts
source: the maker's manual
reviewed: 2026-11-21 tests

concept: health
zh: 卫生
en: health
domain: medicine
source: literal
reviewed: 2026-11-21 tests

concept: health-care
zh: 医疗卫生
en: health care
domain: medicine
source: literal
reviewed: 2026-11-21 tests

concept: program
zh: 程序
en: program
domain: computing
source: literal
reviewed: 2026-11-21 tests

concept: on-switch
zh: 开
en: ON
  case: exact
domain: parts
source: the maker's manual
reviewed: 2026-11-21 tests

concept: wechat-mark
zh: WeChat
en: WeChat
  pos: name
  status: do-not-translate
domain: parts
source: Tencent
reviewed: 2026-11-21 tests

concept: regex-like
zh: 套件
en: kit (.*)
domain: parts
source: literal
reviewed: 2026-11-21 tests

concept: unread
zh: 螺丝钉
en: screw
domain: parts
source: literal
"""


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Cleaner:
    path: Path = tmp_path_factory.mktemp("glossary") / "terms.txt"
    path.write_text(ENTRIES, encoding="utf-8")
    return Cleaner("en", glossary=Glossary.load(path), select=["terminology"])


def found(document: Document) -> list[tuple[str, str]]:
    return [(each.rule, each.found) for each in document.annotations]


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("Fit the thermal gap pad.", "装上导热垫。"),
        ("Fit the thermal gap pads.", "装上导热垫。"),
        ("Fit the thermal-gap pad.", "装上导热垫。"),
        ("Fit the thermal pad.", "装上導熱墊。"),
        ("Health care comes first.", "医疗卫生第一。"),
        ("The programmes run.", "程序运行。"),
        ("A queue of sorted rows.", "排程序列。"),
        ("Open WeChat.", "打开WeChat。"),
        ("Turn it ON.", "开。"),
        ("Take the kit (.*) out.", "取出套件。"),
        ("Take the bolt.", "取下螺丝钉。"),
        ("Nothing of the kind.", "没有。"),
    ],
)
def test_a_translation_that_keeps_to_the_glossary_is_silent(checker: Cleaner, target: str, source: str) -> None:
    assert found(checker.clean(target, source)) == []


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("Fit the cushion.", "装上导热垫。", ("missing-term", "Fit the cushion.")),
        ("Fit the gap pad.", "装上导热垫。", ("forbidden-term", "gap pad")),
        ("Fit the gap pads.", "装上导热垫。", ("forbidden-term", "gap pads")),
        ("Fit the heat mat.", "装上导热垫。", ("forbidden-term", "heat mat")),
        ("Health comes first.", "医疗卫生第一。", ("missing-term", "Health comes first.")),
        ("Open Weixin.", "打开WeChat。", ("missing-term", "Open Weixin.")),
        ("Turn it on.", "开。", ("missing-term", "Turn it on.")),
        ("Take the kit xyz out.", "取出套件。", ("missing-term", "Take the kit xyz out.")),
        ("The program runs and stops.", "程序运行，程序停止。", ("term-count", "program")),
    ],
)
def test_a_fault_is_found_where_it_stands(checker: Cleaner, target: str, source: str, expected: tuple[str, str]) -> None:
    assert found(checker.clean(target, source)) == [expected]


def test_the_forbidden_form_is_proposed_in_the_preferred_words_and_nothing_is_applied(checker: Cleaner) -> None:
    document = checker.clean("Fit the gap pads.", "装上导热垫。")
    (fault,) = document.annotations
    assert (fault.replacement, fault.applied, fault.severity) == ("thermal gap pads", False, "major")
    assert fault.evidence["note"] == "It names another product."
    assert document.text == "Fit the gap pads."


def test_lines_are_compared_with_their_own_lines(checker: Cleaner) -> None:
    document = checker.clean("The program runs.\nFit the cushion.\n", "程序运行。\n装上导热垫。\n")
    assert found(document) == [("missing-term", "Fit the cushion.")]


def test_pairs_go_through_the_pipe_with_workers_too(checker: Cleaner) -> None:
    pairs = [("Fit the gap pad.", "装上导热垫。"), "Fit the gap pad.", ("Fit the gap pad.", None)] * 3
    results = [[found(each) for each in checker.pipe(pairs, workers)] for workers in (1, 2)]
    assert results[0] == results[1] == [[("forbidden-term", "gap pad")], [], []] * 3


def test_a_batch_may_bring_its_sources(checker: Cleaner) -> None:
    pa = pytest.importorskip("pyarrow")
    batch = pa.RecordBatch.from_pydict({"text": ["Fit the gap pad.", "Fit it.", None], "zh": ["装上导热垫。", None, "装上。"]})
    cleaned = checker.clean_batch(batch, source_column="zh")
    assert [[each["rule"] for each in row or ()] for row in cleaned.column("annotations").to_pylist()] == [["forbidden-term"], [], []]


def matcher(entries: str, source: str = "zh", target: str = "en") -> Matcher:
    ends = "\nsource: literal\nreviewed: 2026-11-21 tests\n\n"
    return Matcher(Glossary(read("terms.txt", entries.replace(";", "\n").replace("\n\n", ends).encode(), 1)), source, target)


def terms(found: list[SourceMatch]) -> list[str]:
    return [each.term.text for each in found]


def test_a_hit_that_is_no_word_hides_no_term_behind_it() -> None:
    assert terms(Matcher(Glossary.load()).source_terms("及其中国的")) == ["中国"]


def test_the_first_terms_of_a_text_are_found_alone() -> None:
    found = Matcher(Glossary.load()).source_terms("公安机关打击电信网络诈骗，抓获犯罪嫌疑人")
    assert len(found) > 2
    assert Matcher(Glossary.load()).source_terms("公安机关打击电信网络诈骗，抓获犯罪嫌疑人", 2) == found[:2]


def test_terms_within_terms_end() -> None:
    nested = matcher("".join(f"concept: a-{size};zz: {'a' * size};en: x{size}\n\n" for size in range(2, 200)), "zz")
    assert nested.source_terms("x" + "a" * 199 + "x") == []


@pytest.mark.parametrize(
    ("language", "term", "text"), [("th", "ตำรวจ", "เขาพบตำรวจที่นี่"), ("ko", "경찰", "어제 경찰은 말했다"), ("zh", "𠮷𠮶", "𠀋𠮷𠮶𠀋")]
)
def test_terms_of_scripts_without_spaces_are_found_in_running_text(language: str, term: str, text: str) -> None:
    assert terms(matcher(f"concept: a;{language}: {term};en: police\n\n", language).source_terms(text)) == [term]


@pytest.mark.parametrize(
    ("rendering", "target", "missing"),
    [
        ("The Hague;  case: exact", "He went to The Hague today.", False),
        ("Apple Inc.;  case: exact", "He went to Apple Inc. today.", False),
        ("“Belt and Road”", 'The "Belt and Road" is long.', False),
        ("rule (of law) here", "The rule (of law) here.", False),
        ("rule (of law) here", "It rained.", True),
        ("Iran", "Today I ran away.", True),
        ("cyber security", "On cybersecurity he said nothing.", False),
        ("Kokang", "   ", True),
    ],
)
def test_a_rendering_is_found_as_it_is_written(rendering: str, target: str, missing: bool) -> None:
    glossary = matcher(f"concept: a;zh: 果敢;en: {rendering}\n\n").glossary
    (*found,) = Cleaner("en", glossary=glossary, select=["missing-term"]).clean(target, "果敢").annotations
    assert bool(found) is missing
    assert all(each.start <= each.end for each in found)


def test_a_possessive_is_the_sentences_own(checker: Cleaner) -> None:
    (fault,) = checker.clean("The gap pad's edge.", "导热垫的边。").annotations
    assert (fault.found, fault.replacement) == ("gap pad", "thermal gap pad")


def test_lines_of_a_source_may_end_in_any_way(checker: Cleaner) -> None:
    document = checker.clean("The program runs.\nFit the cushion.", "程序运行。\r装上导热垫。\r")
    assert found(document) == [("missing-term", "Fit the cushion.")]


def test_a_long_pair_with_many_terms_ends() -> None:
    glossary = matcher("".join(f"concept: a-{n};zh: 词{chr(0x4E00 + n)}语;en: National rule {n} here\n\n" for n in range(1500))).glossary
    cleaner = Cleaner("en", glossary=glossary, select=["terminology"])
    source = "，".join(f"词{chr(0x4E00 + n)}语" for n in range(1500))
    assert len(cleaner.clean("The National rule of the word. " * 3000, source).annotations) > 1000
