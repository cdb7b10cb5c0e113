"""A new rule is one module and one line: the example of CONTRIBUTING.md, added to a copy of the package."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RULE = "doubled-comma"
TEXT = "They visited cities,, and towns along the river.\n"


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """Runs Python with a copy of the package that has the rule, and returns its standard output."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "cleaner", copy / "cleaner", ignore=shutil.ignore_patterns("__pycache__"))
    if not (copy / "cleaner" / "glossary_data").exists():
        shutil.copytree(ROOT / "glossary", copy / "glossary")
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    module = re.search(r"```python\n(.*?)```", guide, re.DOTALL)[1]
    (copy / "cleaner" / "rules" / "doubled_comma.py").write_text(module, encoding="utf-8")
    registry = copy / "cleaner" / "registry.py"
    lines = registry.read_text(encoding="utf-8").replace("    glued_words.RULE,\n", "    glued_words.RULE,\n    doubled_comma.RULE,\n", 1)
    registry.write_text(f"from cleaner.rules import doubled_comma\n{lines}", encoding="utf-8")
    (copy / "page.txt").write_text(TEXT, encoding="utf-8")

    def run(*arguments):
        environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONSAFEPATH": "1"}
        done = subprocess.run([sys.executable, *arguments], cwd=copy, env=environment, capture_output=True, encoding="utf-8", timeout=300)
        assert done.returncode in {0, 1}, done.stderr
        return done.stdout

    return run


def test_the_library_has_it(python):
    script = f"import cleaner; print(*[(each.rule, each.replacement) for each in cleaner.clean({TEXT!r}, 'en').annotations])"
    assert python("-c", script) == f"('{RULE}', ',')\n"


def test_its_cases_hold(python):
    """By the same check that the tests of every rule make."""
    script = (
        "from cleaner import Cleaner\nfrom cleaner.registry import RULE_OF\n"
        f"rule = RULE_OF['{RULE}']\n"
        "for case in rule.marked_cases():\n"
        "    made = Cleaner(case.target, case.source, select=[rule.id]).clean(case.plain)\n"
        "    print([(each.start, each.end, each.replacement, each.applied) for each in made.annotations] == case.expected)\n"
    )
    assert python("-c", script) == "True\nTrue\n"


def test_commands_documents_and_exports_have_it(python):
    assert RULE in python("-m", "cleaner", "rules")
    assert f"## {RULE}\n" in python("-m", "cleaner.docs", "rules")
    assert f"| `{RULE}` | `typography` |" in python("-m", "cleaner.docs", "mapping")
    log = json.loads(python("-m", "cleaner", "check", "page.txt", "-t", "en", "--format", "sarif"))
    run = log["runs"][0]
    assert RULE in {each["id"] for each in run["tool"]["driver"]["rules"]}
    assert [each["ruleId"] for each in run["results"]] == [RULE]
