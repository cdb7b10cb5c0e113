"""Every recipe of docs/recipes.md runs with the real library, in a process of its own, and prints what it says."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
PRINTED = re.compile(r"^print\(.*\)  # ?(.*)$", re.MULTILINE)
TABLE, *SECTIONS = PAGE.split("\n## ")
RECIPES = {section.split("\n", 1)[0]: "\n".join(BLOCK.findall(section)) for section in SECTIONS}
NEEDS = {"Hugging Face datasets": ["datasets"], "Ray Data": ["ray", "pandas"], "FastAPI": ["fastapi", "httpx"]}
"""What a recipe needs, where that is not its name."""


@pytest.mark.slow
@pytest.mark.parametrize("name", RECIPES)
def test_recipe_runs_and_prints_what_it_says(name, tmp_path):
    """As a reader would run it."""
    for module in NEEDS.get(name, [name.lower()]):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed")
    if name == "PySpark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    # pandas and others for Ray Data and Spark are found by the interpreter of their workers
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "PYSPARK_PYTHON": sys.executable,
        "HF_HOME": str(tmp_path / "cache"),
        "HF_HUB_OFFLINE": "1",
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    expected = PRINTED.findall(RECIPES[name])
    assert expected, "a recipe without a result shows nothing"
    for code in (BLOCK.findall(TABLE)[0], RECIPES[name]):
        (tmp_path / "recipe.py").write_text(code, encoding="utf-8")
        done = subprocess.run([sys.executable, "recipe.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == expected


def test_every_library_that_was_promised_has_a_recipe():
    """One screen each."""
    assert set(RECIPES) == {"pandas", "Polars", "DuckDB", "Hugging Face datasets", "Ray Data", "PySpark", "datatrove", "spaCy", "FastAPI"}
    assert all(len(code.splitlines()) < 50 for code in RECIPES.values())
