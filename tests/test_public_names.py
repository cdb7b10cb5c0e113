"""The public names: all of them can be had, `import cleaner` loads none of what cleaning needs, and `clean` keeps what it built."""

import subprocess
import sys
from pathlib import Path

import pytest

import cleaner
from cleaner import Cleaner, choices
from cleaner.languages.chinese import segment
from cleaner.languages.identify import identifier
from cleaner.models import boilerplate


@pytest.mark.parametrize("name", cleaner.__all__)
def test_every_public_name_can_be_had(name: str) -> None:
    assert getattr(cleaner, name) is not None
    assert name in dir(cleaner)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'cleaner' has no attribute 'cleann'"):
        cleaner.cleann  # noqa: B018


@pytest.mark.parametrize(
    "program", ["import cleaner", "from cleaner import CleanerError", "from cleaner.cli.parser import parser; parser()"]
)
def test_a_start_loads_no_rules_and_no_libraries(program: str) -> None:
    heavy = "numpy ftfy opencc jieba rjieba pypinyin py3langid pyarrow rich cleaner.registry cleaner.glossary cleaner.models.spam"
    check = f"import sys; {program}; print(*(name for name in {heavy.split()} if name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", check], check=True, capture_output=True, text=True)
    assert ran.stdout.split() == []


def test_clean_with_equal_options_builds_one_cleaner(monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    made = Cleaner.__init__
    monkeypatch.setattr(Cleaner, "__init__", lambda self, *given, **options: (built.append(options), made(self, *given, **options))[1])
    for _ in range(3):
        cleaner.clean("He said so.", target="de", select=["calque", "wrong-name"], spam="signs")
        cleaner.clean("He said so.", target="de", spam="signs", select=("calque", "wrong-name"))
    cleaner.clean("He said so.", target="de", select=["calque"], spam="signs")
    assert len(built) == 2


def test_clean_reads_files_that_options_name_at_every_call(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    entry = "concept: garden\nzh: 花园\nen: {}\ndomain: test\nsource: literal\nreviewed: 2026-01-01 a\n"
    found = []
    for rendering in ("orchard", "allotment"):
        path.write_text(entry.format(rendering), encoding="utf-8")
        found.append(cleaner.clean("They met in the 花园 today.", target="en", glossary=path).text)
    assert found[0] != found[1]


def test_choices_are_what_can_be_chosen() -> None:
    assert tuple(boilerplate.LEVELS) == choices.LEVELS
    assert [identifier(name) for name in choices.IDENTIFIERS]
    assert all(segment("我们在花园", name) for name in choices.SEGMENTERS)
    for option, values in {"boilerplate": choices.BOILERPLATE, "spam": choices.SPAM, "line_endings": choices.LINE_ENDINGS}.items():
        assert all(Cleaner(**{option: value}) for value in values)
