"""What regular expressions must not hold."""

import re
from pathlib import Path

import pytest

import cleaner

ROOT = Path(cleaner.__file__).parent
POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[0-9]*,?[0-9]*\})\+")


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_group_is_repeated_possessively(path: Path) -> None:
    """Python 3.11.0 to 3.11.4 matches such groups wrongly (gh-106052), and Debian 12 has 3.11.2; a class of characters may be."""
    assert POSSESSIVE_GROUP.findall(path.read_text(encoding="utf-8")) == []
