"""The public names: all of them can be had, and `import cleaner` alone loads none of what cleaning needs."""

import subprocess
import sys

import pytest

import cleaner


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
