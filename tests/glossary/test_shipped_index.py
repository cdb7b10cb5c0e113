"""The shipped glossary is read through the index next to it, which says what its text says."""

import pickle
from pathlib import Path

from cleaner import Cleaner, Glossary
from cleaner.compile import tables
from cleaner.glossary import shipped
from cleaner.glossary.store import files_of, shipped_folder
from cleaner.glossary.stored import Layered, Stored


def files(folder: Path) -> list[Layered]:
    return [Layered(str(path), 0, path.read_bytes()) for path in files_of(folder)]


def test_compiled_tables_are_of_this_glossary_and_this_opencc() -> None:
    for path, made in tables().items():
        assert path.read_bytes() == made, "run python -m cleaner.compile"


def test_the_shipped_glossary_is_not_parsed_and_has_the_same_entries_as_its_text() -> None:
    glossary = Glossary.load()
    assert isinstance(glossary.concepts, Stored)
    parsed = Glossary.load(shipped_folder())
    assert [repr(each).replace("layer=0", "layer=1") for each in glossary.concepts] == list(map(repr, parsed.concepts))
    for language, terms in parsed.index.terms.items():
        known = glossary.index.terms[language]
        assert sorted(zip(known.keys, known.concepts.tolist(), known.numbers.tolist(), strict=True)) == sorted(
            zip(terms.keys, terms.concepts.tolist(), terms.numbers.tolist(), strict=True)
        )
    assert glossary.index.wrongs == parsed.index.wrongs
    assert glossary.index.rivals == parsed.index.rivals


def test_another_glossary_is_parsed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("concept: thing\nzh: 东西\nen: thing\nsource: literal\n", encoding="utf-8")
    (tmp_path / shipped.NAME).write_bytes(shipped.build(files(tmp_path)))
    assert shipped.load(tmp_path, files(tmp_path)) is not None
    (tmp_path / "a.txt").write_text("concept: thing\nzh: 东西\nen: object\nsource: literal\n", encoding="utf-8")
    assert shipped.load(tmp_path, files(tmp_path)) is None


def test_a_glossary_that_was_used_is_sent_to_another_process() -> None:
    glossary = Glossary.load()
    text = "strong public反响."
    expected = Cleaner("en", glossary=glossary).clean(text).to_dict()
    assert Cleaner("en", glossary=pickle.loads(pickle.dumps(glossary))).clean(text).to_dict() == expected
