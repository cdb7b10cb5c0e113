"""The dictionary: any file in the format of CC-CEDICT, asked for what the glossary lacks, and never put in unasked."""

import gzip
import pickle
import tracemalloc
from pathlib import Path

import pytest

from cleaner import Cleaner, Glossary, GlossaryError, Safety
from cleaner.glossary.dictionary import MOST_CANDIDATES, Dictionary, glosses, marked
from cleaner.languages.inflection import keys
from tests.work import assert_work_is_linear

# invented lines: no data of CC-CEDICT is in this repository
LINES = """\
# CC-CEDICT
#! version=1
嘎嘎 嘎嘎 [ga1 ga5] /quack; honk (of geese)/CL:聲|声[sheng1]/
樂園 乐园 [le4 yuan2] /merry garden/to make merry/
明 明 [Ming2] /surname Ming/
明 明 [ming2] /bright/variant of 鳴|鸣[ming2]/
"""
ENTRY = "concept: garden\nzh: 乐园\nen: pleasure garden\nsource: literal\nreviewed: 2026-11-21 me\n"


def words(dictionary: Dictionary, word: str) -> list[str]:
    return [candidate["text"] for candidate in dictionary.candidates(word)]


def only(text: str, glossary: Glossary, dictionary: Dictionary | None, target: str = "en"):
    (found,) = Cleaner(target, glossary=glossary, dictionary=dictionary, select=["untranslated"]).clean(text).annotations
    return found


@pytest.mark.parametrize("word", ["乐园", "樂園"])
def test_a_word_is_found_in_either_variant(word):
    (entry,) = Dictionary(LINES).lookup(word)
    assert (entry.traditional, entry.simplified, entry.pinyin, entry.glosses) == (
        "樂園",
        "乐园",
        "lè yuán",
        ("merry garden", "to make merry"),
    )


def test_several_entries_of_a_word_are_all_there_and_names_come_last():
    assert [(entry.pinyin, entry.glosses) for entry in Dictionary(LINES).lookup("明")] == [("míng", ("bright",)), ("Míng", ("Ming",))]


def test_an_unknown_word_has_no_entries():
    assert Dictionary(LINES).lookup("没有") == ()
    assert Dictionary(LINES).candidates("没有") == []


@pytest.mark.parametrize(
    ("numbered", "with_marks"),
    [
        ("zhong1 guo2", "zhōng guó"),
        ("lu:4 shi1", "lǜ shī"),
        ("Ao4 men2", "Ào mén"),
        ("ma1 ma5", "mā ma"),
        ("er4ci4 fang1cheng2", "èrcì fāngchéng"),
        ("Zhen1 · Ao4 , san1 C", "Zhēn · Ào , sān C"),
        ("xx5 r5", "xx r"),
    ],
)
def test_tone_numbers_become_tone_marks(numbered, with_marks):
    assert marked(numbered) == with_marks


@pytest.mark.parametrize(
    ("senses", "candidates"),
    [
        ("reaction; echo", ["reaction", "echo"]),
        ("echo/CL:個|个[ge4],聲|声[sheng1]", ["echo"]),
        ("variant of 泰[tai4]/old variant of 泰[tai4]/see also 泰[tai4]", []),
        ("abbr. for 大學|大学[da4 xue2], the university", ["the university"]),
        ("(coll.) to pull (sb (or sth)) in", ["to pull in"]),
        ("lit. to eat vinegar (idiom); (fig.) to be jealous", ["to eat vinegar", "to be jealous"]),
        ("surname Li/plum", ["Li", "plum"]),
        ("Taiwan pr. [xi2]/(particle)", []),
        ("used in 葡萄[pu2 tao5] and 葡萄牙[Pu2 tao2 ya2]", []),
        ("director of 公安局[gong1 an1 ju2]", []),
        ("same/same", ["same"]),
    ],
)
def test_glosses_are_what_may_stand_in_a_text(senses, candidates):
    assert list(glosses(senses)) == candidates


def test_candidates_are_few():
    assert len(words(Dictionary(f"字 字 [zi4] /{'/'.join(f'sense {number}' for number in range(40))}/"), "字")) == MOST_CANDIDATES


@pytest.mark.parametrize(
    "data",
    [
        LINES.encode(),
        LINES.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + LINES.encode(),
        gzip.compress(LINES.encode()),
        LINES.replace("[le4 yuan2]", "[[le4yuan2]]").encode(),
    ],
    ids=["plain", "CRLF", "byte order mark", "gzip", "second version"],
)
def test_files_are_read_however_they_are_kept(tmp_path: Path, data):
    path = tmp_path / "file.u8"
    path.write_bytes(data)
    dictionary = Dictionary.load(path)
    assert words(dictionary, "乐园") == ["merry garden", "to make merry"]
    assert dictionary.malformed == ()


def test_malformed_lines_are_left_out_and_numbered():
    dictionary = Dictionary(LINES + "no entry\n\n樂園 乐园 le4 yuan2 /no brackets/\n字 字 [zi4] /character/\n")
    assert dictionary.malformed == (7, 9)
    assert words(dictionary, "字") == ["character"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "1:1: expected lines such as `Traditional Simplified [pin1 yin1] /gloss/gloss/`"),
        (b"concept: x\nzh: y\n", "1:1: expected lines such as `Traditional Simplified"),
        ("# é\n字 字 [zi4] /character/".encode("gb18030"), "1:3: expected UTF-8 text"),
        (gzip.compress(LINES.encode())[:-9], "1:1: expected whole gzip data"),
    ],
    ids=["empty", "another format", "not UTF-8", "cut off"],
)
def test_a_file_that_is_no_dictionary_is_an_error_that_says_what_was_expected(tmp_path: Path, data, expected):
    path = tmp_path / "file.u8"
    path.write_bytes(data)
    with pytest.raises(GlossaryError) as caught:
        Dictionary.load(path)
    assert str(caught.value).startswith(f"{path}:{expected}")


def test_a_fragment_the_glossary_lacks_gets_the_dictionarys_candidates():
    found = only("the 嘎嘎 society", Glossary(()), Dictionary(LINES))
    assert found.evidence["candidates"] == [
        {"text": "quack", "origin": "CC-CEDICT", "pinyin": "gā ga"},
        {"text": "honk", "origin": "CC-CEDICT", "pinyin": "gā ga"},
    ]
    assert (found.replacement, found.applied, found.safety) == ("quack", False, Safety.REVIEW)
    assert found.message.endswith("; CC-CEDICT has “quack”")


def test_the_dictionary_is_never_applied():
    text = "They felt a strong 嘎嘎 in the 乐园 of 明."
    assert Cleaner("en", glossary=Glossary(()), dictionary=Dictionary(LINES)).clean(text).text == text


def test_to_is_not_said_twice():
    dictionary = Dictionary("跑 跑 [pao3] /to run/")
    assert only("they want to 跑 away", Glossary(()), dictionary).replacement == "run"
    assert only("they 跑 away", Glossary(()), dictionary).replacement == "to run"


def test_the_glossary_wins(tmp_path: Path):
    (tmp_path / "terms.txt").write_text(ENTRY, encoding="utf-8")
    glossary = Glossary.load(tmp_path)
    found = only("the 乐园 society", glossary, Dictionary(LINES))
    assert (found.replacement, found.applied) == ("pleasure garden", True)
    assert all(candidate["origin"] == "glossary" for candidate in found.evidence["candidates"])


def test_words_of_an_unknown_fragment_have_candidates_each(tmp_path: Path):
    (tmp_path / "terms.txt").write_text(ENTRY, encoding="utf-8")
    found = only("the 嘎嘎乐园 society", Glossary.load(tmp_path), Dictionary(LINES))
    assert (found.evidence["candidates"], found.replacement) == ([], None)
    quack, garden = found.evidence["segments"]
    assert [candidate["text"] for candidate in quack["candidates"]] == ["quack", "honk"]
    assert (garden["rendering"], "candidates" in garden) == ("pleasure garden", False)


def test_without_a_dictionary_nothing_is_different():
    found = only("the 嘎嘎 society", Glossary(()), None)
    assert (found.evidence["candidates"], found.replacement) == ([], None)


def test_english_glosses_are_for_english_texts():
    assert only("le 嘎嘎 de la société", Glossary(()), Dictionary(LINES), "fr").replacement is None


def test_a_dictionary_that_does_not_name_itself_is_called_by_its_file(tmp_path: Path):
    path = tmp_path / "own.u8"
    path.write_text("嘎嘎 嘎嘎 [ga1 ga5] /coin-coin/", encoding="utf-8")
    found = next(iter(Cleaner("fr", glossary=Glossary(()), dictionary=path, select=["untranslated"]).clean("le 嘎嘎 dit").annotations))
    assert found.evidence["candidates"] == [{"text": "coin-coin", "origin": "own.u8", "pinyin": "gā ga"}]


def test_worker_processes_have_the_dictionary():
    cleaner = pickle.loads(pickle.dumps(Cleaner("en", glossary=Glossary(()), dictionary=Dictionary(LINES))))
    assert cleaner.clean("the 嘎嘎 society").annotations[0].replacement == "quack"


def test_the_work_of_many_lines_of_one_headword_is_linear():
    assert_work_is_linear(lambda lines: Dictionary(lines).malformed, lambda count: "反響 反响 [fan3 xiang3] /echo/\n" * count, 500)


@pytest.mark.parametrize(
    ("sense", "candidates"),
    [
        ("(" * 20_000 + "x" + ")" * 20_000, []),
        ("(" * 20_000 + "x", ["(" * 20_000 + "x"]),
        ("x" + ")" * 20_000, ["x" + ")" * 20_000]),
        ("a" * 20_000, ["a" * 20_000]),
        ("（of a （long） story）tale (of (a) long", ["tale (of long"]),
    ],
    ids=["nested", "never closed", "never opened", "one word", "both kinds"],
)
def test_remarks_in_brackets_are_left_out_at_any_length(sense: str, candidates: list[str]):
    assert list(glosses(sense)) == candidates


@pytest.mark.parametrize("form", ["{0}x{1}", "{0}x", "x{1}"], ids=["nested", "never closed", "never opened"])
def test_the_work_of_remarks_in_brackets_is_linear(form: str):
    assert_work_is_linear(lambda sense: list(glosses(sense)), lambda count: form.format("(" * count, ")" * count), 500)


def test_a_text_without_spaces_is_no_word_that_is_kept():
    tracemalloc.start()
    for number in range(20):
        assert keys("a" * 100_000 + str(number)) == {"a" * 100_000 + str(number)}
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 1_000_000
