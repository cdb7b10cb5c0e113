"""A large glossary: the same answers as a small one, from text and arrays, kept in a cache, shared by workers."""

import os
import pickle
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import cleaner as package
from cleaner import Cleaner, Glossary, GlossaryError
from cleaner.glossary import Matcher, compiled, store
from cleaner.glossary.stored import Layered

ENTRY = "concept: thing-{0}\nzh: 东西{1}\nen: thing {0}\nsource: literal\nreviewed: 2026-11-21 me\n\n"
SENTENCES = (
    "leaders of the果敢 telecommunications fraud crime group in northern Myanmar",
    "illegal crimes such as APP development,引流推广, and transfer of money",
    "the surgeons placed a tube for 引流 of the wound",
    "gangs involved in promoting drainage and other fraud crimes",
    "Ministers met in Naypyidaw. The talks in Nay Pyi Taw went on until night.",
)


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LARGE", 0)


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
@pytest.mark.parametrize("damaged", ["meta", "zh.automaton", "zh.keys", "zh.numbers.npy", "places.npy", "text"])
def test_a_damaged_cache_is_made_again_and_is_whole_then(tmp_path: Path, damaged: str) -> None:
    path, cache = tmp_path / "terms.txt", tmp_path / "cache"
    path.write_text(numbered(50), encoding="utf-8")
    before = Matcher(Glossary.load(path, cache=cache)).lookup("东西一一一一一一四")
    (file,) = cache.rglob(damaged)
    whole = file.read_bytes()
    file.write_bytes(whole[:20])
    after = Matcher(Glossary.load(path, cache=cache)).lookup("东西一一一一一一四")
    assert before == after != None  # noqa: E711
    assert file.read_bytes() == whole
    assert [each.name for each in cache.iterdir()] == [file.parent.name]


@pytest.mark.usefixtures("everything_is_large")
def test_a_cache_whose_terms_are_no_more_what_they_were_is_answered_from_the_entries(tmp_path: Path) -> None:
    path, cache = tmp_path / "terms.txt", tmp_path / "cache"
    path.write_text(numbered(50), encoding="utf-8")
    Glossary.load(path, cache=cache)
    (keys,) = cache.rglob("zh.keys")
    keys.write_bytes(bytes(keys.stat().st_size))
    known = Matcher(Glossary.load(path, cache=cache)).lookup("東西一一一一一一四")
    assert known is not None
    assert known[0].id == "thing-3"


@pytest.mark.usefixtures("everything_is_large")
def test_a_cache_that_is_deleted_in_use_is_not_missed(tmp_path: Path) -> None:
    path, cache = tmp_path / "terms.txt", tmp_path / "cache"
    path.write_text(numbered(50), encoding="utf-8")
    Glossary.load(path, cache=cache)
    cleaner = Cleaner("en", glossary=Glossary.load(path, cache=cache))
    sent = pickle.dumps(cleaner)
    shutil.rmtree(cache)
    texts = ["They saw the 东西一一一一一一四 in the market of the old town."] * 6
    cleaned = ["They saw the thing 3 in the market of the old town."] * 6
    assert [each.text for each in pickle.loads(sent).pipe(texts)] == cleaned
    assert [each.text for each in cleaner.pipe(texts, workers=2)] == cleaned
    assert [each.text for each in cleaner.pipe(texts)] == cleaned


@pytest.mark.usefixtures("everything_is_large")
def test_threads_that_ask_at_once_all_get_an_answer(tmp_path: Path) -> None:
    path, cache = tmp_path / "terms.txt", tmp_path / "cache"
    path.write_text(numbered(500), encoding="utf-8")
    Glossary.load(path, cache=cache)
    terms = Glossary.load(path, cache=cache).index.terms["zh"]
    # as it is since Python 3.12, where a cached property has no lock
    ask = type(terms).automaton.func
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(ask, [terms] * 16))
    assert all(len(each.find("东西一一一一一一四")) == 1 for each in made)


@pytest.mark.usefixtures("everything_is_large")
@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names of files are Unicode")
def test_the_name_of_a_file_need_not_be_unicode(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.txt")
    path.write_text(numbered(5), encoding="utf-8")
    loaded = [Glossary.load(path, cache=tmp_path / "cache") for _ in range(2)]
    assert [each.concepts[0].path for each in loaded] == [str(path)] * 2
    assert compiled.load(next((tmp_path / "cache").iterdir())) is not None


@pytest.mark.usefixtures("everything_is_large")
def test_a_cache_keeps_what_was_used_last_and_nothing_half_done(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    old, young, other = cache / ".unfinished-old", cache / ".unfinished-young", cache / "somebody-elses"
    for folder in (old, young, other):
        folder.mkdir(parents=True)
        (folder / "file").touch()
    for folder in (old, other):
        os.utime(folder, (time.time() - 2 * compiled.DAY,) * 2)
    paths = [tmp_path / f"{number}.txt" for number in range(compiled.FOLDERS + 3)]
    for path in paths:
        path.write_text(ENTRY.format(1, "甲"), encoding="utf-8")
        Glossary.load(path, cache=cache)
        Glossary.load(paths[0], cache=cache)
    used = [compiled.digest([Layered(str(path), 1, path.read_bytes())]) for path in (paths[0], *paths[4:])]
    assert {each.name for each in cache.iterdir()} == {*used, young.name, other.name}


@pytest.mark.usefixtures("everything_is_large")
@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
@pytest.mark.parametrize(("umask", "folder", "file"), [(0o022, 0o755, 0o644), (0o077, 0o700, 0o600)])
def test_a_cache_is_read_by_whom_the_user_lets_read(tmp_path: Path, umask: int, folder: int, file: int) -> None:
    path, cache = tmp_path / "terms.txt", tmp_path / "cache"
    path.write_text(numbered(5), encoding="utf-8")
    before = os.umask(umask)
    try:
        Matcher(Glossary.load(path, cache=cache)).lookup("东西")
    finally:
        os.umask(before)
    made = list(cache.rglob("*"))
    assert "zh.automaton" in {each.name for each in made}
    assert {(each.is_dir(), each.stat().st_mode & 0o777) for each in made} == {(True, folder), (False, file)}


def test_another_version_has_another_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [Layered("terms.txt", 1, b"")]
    before = compiled.digest(files)
    monkeypatch.setattr(package, "__version__", "0.0.0")
    assert compiled.digest(files) != before


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
