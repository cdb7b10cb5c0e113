"""Documents cannot drift: examples run, links lead somewhere, every public name is explained."""

import doctest
import inspect
import re
from pathlib import Path

import pytest

import cleaner
from cleaner import docs

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "glossary" / "README.md"])


def test_examples_of_the_readme_run() -> None:
    failures, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert tried >= 8
    assert failures == 0


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_readme_has_the_table_of_formats():
    assert docs.formats_table() in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(docs.PAGES.keys() - docs.PARTS))
def test_made_pages_agree_with_the_code(name: str) -> None:
    assert (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") == docs.PAGES[name]()


def test_public_names_are_listed_and_sorted() -> None:
    public = {name for name in dir(cleaner) if not name.startswith("_") and not inspect.ismodule(getattr(cleaner, name))} | {"__version__"}
    assert set(cleaner.__all__) == public
    assert cleaner.__all__ == sorted(cleaner.__all__)


@pytest.mark.parametrize("name", [name for name in cleaner.__all__ if name != "__version__"])
def test_public_names_have_docstrings(name: str) -> None:
    value = getattr(cleaner, name)
    assert value.__doc__
    for attribute, member in vars(value).items() if inspect.isclass(value) else ():
        if not attribute.startswith("_") and inspect.isfunction(member):
            assert member.__doc__, f"{name}.{attribute}"


@pytest.mark.parametrize("page", list(docs.pages()), ids=lambda page: page.id)
def test_every_rule_says_what_why_and_what_it_leaves_alone(page: docs.Page) -> None:
    for part in ("Why:", "Left alone:", "Source:"):
        assert f"\n{part}" in page.docstring, f"{page.id} has no {part}"
    assert page.summary.endswith((".", ")."))


def test_the_readme_quotes_the_article_as_it_is(seeds: dict[str, str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    before = readme.split("Before, from `seeds/002`:")[1].split("After:")[0]
    quoted = " ".join(line.removeprefix(">").strip() for line in before.strip().split("\n"))
    for part in quoted.split("[…]"):
        assert part.strip() in seeds["002"]


def test_the_readme_shows_what_comes_out(seeds: dict[str, str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    after = readme.split("\nAfter:\n")[1].split("Some of the annotations")[0]
    quoted = " ".join(line.removeprefix(">").strip() for line in after.strip().split("\n"))
    text = cleaner.clean(seeds["002"], target="en").text
    for part in quoted.split("[…]"):
        assert part.strip() in text
