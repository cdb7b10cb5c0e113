"""A large glossary: the same answers as a small one, from text and arrays, kept in a cache, shared by workers."""

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaner import Cleaner, Glossary, GlossaryError
from cleaner.glossary import Matcher, store

ENTRY = "concept: thing-{0}\nzh: 东西{1}\nen: thing {0}\nsource: literal\nreviewed: 2026-11-21 me\n\n"
SENTENCES = (
    "leaders of the果敢 telecommunications fraud crime group in northern Myanmar",
    "illegal crimes such as APP development,引流推广, and transfer of money",
    "the surgeons placed a tube for 引流 of the wound",
    "gangs involved in promoting drainage and other fraud crimes",
    "Ministers met in Naypyidaw. The talks in Nay Pyi Taw went on until night.",
)


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(store, "LARGE", 0)
    yield


def numbered(count: int) -> str:
    digits = "一二三四五六七八九十"
    return "".join(ENTRY.format(number, "".join(digits[int(digit)] for digit in f"{number:07d}")) for number in range(count))


@pytest.mark.usefixtures("everything_is_large")
def test_the_shipped_glossary_says_the_same_as_text_as_objects_and_from_a_cache(tmp_path: Path) -> None:
    large = Glossary.load()
    kept = [Glossary.load(cache=tmp_path / "cache") for _ in range(2)]
    small = Glossary(large.concepts)
    assert type(large.concepts) is not type(small.concepts)
    texts = [Cleaner("en", glossary=each).clean("\n".join(SENTENCES)).to_dict() for each in (small, large, *kept)]
    assert texts[1:] == texts[:1] * 3
    assert [concept.id for concept in large.concepts] == sorted(concept.id for concept in small.concepts)
    assert large.get("kokang") == small.get("kokang")
    assert large.get("no-such-concept") is None


@pytest.mark.usefixtures("everything_is_large")
def test_a_later_layer_wins_in_both_shapes(tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(ENTRY.format(1, "甲") + ENTRY.format(2, "乙"), encoding="utf-8")
    second.write_text(ENTRY.format(1, "甲").replace("en: thing", "en: object") + ENTRY.format(3, "乙"), encoding="utf-8")
    glossary = Glossary.load(first, second)
    known = [Matcher(glossary).lookup(term) for term in ("东西甲", "东西乙")]
    assert [each and each[0].terms["en"][0].text for each in known] == ["object 1", "thing 3"]
    assert len(glossary) == 3


@pytest.mark.usefixtures("everything_is_large")
def test_a_malformed_file_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text(ENTRY.format(1, "甲") + "concept: x\nno colon\n", encoding="utf-8")
    (tmp_path / "good.txt").write_text(ENTRY.format(2, "乙"), encoding="utf-8")
    with pytest.raises(GlossaryError, match=r"bad\.txt:8:1: expected `key: value`"):
        Glossary.load(tmp_path)
    glossary = Glossary.load(tmp_path, strict=False)
    assert [concept.id for concept in glossary.concepts] == ["thing-2"]
    assert [Path(problem.path).name for problem in glossary.problems] == ["bad.txt"]


@pytest.mark.usefixtures("everything_is_large")
def test_an_id_that_stands_twice_in_a_layer_is_refused(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ENTRY.format(1, "甲"), encoding="utf-8")
    with pytest.raises(GlossaryError, match=r"b\.txt:1:10: concept thing-1 is already at .*a\.txt:1"):
        Glossary.load(tmp_path)


@pytest.mark.usefixtures("everything_is_large")
@pytest.mark.parametrize("damaged", ["meta.json", "zh.automaton", "places.npy"])
def test_a_damaged_cache_is_made_again(tmp_path: Path, damaged: str) -> None:
    path, cache = tmp_path / "terms.txt", tmp_path / "cache"
    path.write_text(numbered(50), encoding="utf-8")
    before = Matcher(Glossary.load(path, cache=cache)).lookup("东西一一一一一一四")
    (file,) = cache.rglob(damaged)
    file.write_bytes(file.read_bytes()[:20])
    after = Matcher(Glossary.load(path, cache=cache)).lookup("东西一一一一一一四")
    assert before == after != None  # noqa: E711


@pytest.mark.usefixtures("everything_is_large")
def test_a_changed_file_is_not_answered_from_the_cache(tmp_path: Path) -> None:
    path, cache = tmp_path / "terms.txt", tmp_path / "cache"
    path.write_text(ENTRY.format(1, "甲"), encoding="utf-8")
    Glossary.load(path, cache=cache)
    path.write_text(ENTRY.format(1, "乙"), encoding="utf-8")
    assert Matcher(Glossary.load(path, cache=cache)).lookup("东西甲") is None


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    path, cache = tmp_path / "terms.txt", tmp_path / "cache"
    path.write_text(ENTRY.format(1, "甲"), encoding="utf-8")
    cache.write_text("a file where the folder should be", encoding="utf-8")
    assert len(Glossary.load(path, cache=cache)) == 1


@pytest.mark.usefixtures("everything_is_large")
def test_it_travels_to_workers(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_text(numbered(200), encoding="utf-8")
    for glossary in (Glossary.load(path), Glossary.load(path, cache=tmp_path / "cache")):
        sent = pickle.loads(pickle.dumps(glossary))
        assert [concept.id for concept in sent.concepts] == [concept.id for concept in glossary.concepts]
        cleaner = Cleaner("en", glossary=glossary)
        texts = ["They saw the 东西一一一一一一四 in the market of the old town."] * 6
        assert [each.text for each in cleaner.pipe(texts, workers=2)] == ["They saw the thing 3 in the market of the old town."] * 6


@pytest.mark.slow
def test_a_hundred_thousand_entries_are_large_and_answer_at_once(tmp_path: Path) -> None:
    path, cache = tmp_path / "terms.txt", tmp_path / "cache"
    path.write_text(numbered(100_000), encoding="utf-8")
    Glossary.load(path, cache=cache)
    glossary = Glossary.load(path, cache=cache)
    assert len(glossary) == 100_000
    known = Matcher(glossary).lookup("东西一一十十十十十")
    assert known is not None
    assert known[0].id == "thing-99999"
