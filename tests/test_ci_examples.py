"""The hooks for pre-commit and the workflow for GitHub do what they say."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")

ROOT = Path(__file__).parent.parent
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
WORKFLOW_FILE = ROOT / "examples" / "github-workflow.yml"
WORKFLOW = yaml.safe_load(WORKFLOW_FILE.read_text(encoding="utf-8"))
(JOB,) = WORKFLOW["jobs"].values()
DIRTY = "large losses and strong public反响.\n"
ENTRY = "concept: garden\nzh: 乐园\nen: garden\ndomain: travel\nsource: literal\nreviewed: 2026-11-21 me\n"


@pytest.fixture
def commands(tmp_path_factory):
    """An environment in which `cleaner` is this package."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "cleaner"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cleaner "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}


def hook(name, commands, folder, *files):
    """Run a hook as pre-commit does: the entry, its arguments, the names of files."""
    defined = HOOKS[name]
    command = [*shlex.split(defined["entry"]), *defined.get("args", ()), *files]
    return subprocess.run(command, cwd=folder, env=commands, capture_output=True, text=True, timeout=600)


def test_hooks_are_complete():
    """What pre-commit needs of each, and nothing that it would run on in vain."""
    assert set(HOOKS) == {"cleaner-check", "cleaner-glossary-lint"}
    for defined in HOOKS.values():
        assert {"id", "name", "description", "entry", "language"} <= set(defined)
        assert defined["language"] == "python"
        assert "files" in defined or "types_or" in defined
    assert re.search(HOOKS["cleaner-glossary-lint"]["files"], "terms/glossary/zh-en/a.txt")
    assert not re.search(HOOKS["cleaner-glossary-lint"]["files"], "glossary/README.md")


def test_check_hook(commands, tmp_path):
    """It fails when there is something to say, names the place, and changes nothing."""
    (tmp_path / "bad.md").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "good.md").write_text("nothing wrong\n", encoding="utf-8")
    ran = hook("cleaner-check", commands, tmp_path, "bad.md", "good.md")
    assert ran.returncode == 1
    assert "bad.md:1:31: major untranslated-fragment: 反响" in ran.stdout
    assert (tmp_path / "bad.md").read_text(encoding="utf-8") == DIRTY
    assert hook("cleaner-check", commands, tmp_path, "good.md").returncode == 0


def test_glossary_hook(commands, tmp_path):
    """It fails on a malformed entry, and not on a good one."""
    folder = tmp_path / "glossary"
    folder.mkdir()
    (folder / "good.txt").write_text(ENTRY, encoding="utf-8")
    (folder / "bad.txt").write_text("concept: x\nnonsense\n", encoding="utf-8")
    assert hook("cleaner-glossary-lint", commands, tmp_path, "glossary/good.txt").returncode == 0
    ran = hook("cleaner-glossary-lint", commands, tmp_path, "glossary/good.txt", "glossary/bad.txt")
    assert ran.returncode == 1
    assert "bad.txt:2" in ran.stdout


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("pre-commit") is None or "CLEANER_TRY_PRE_COMMIT" not in os.environ,
    reason="it installs the package anew, which takes minutes: set CLEANER_TRY_PRE_COMMIT, and install pre-commit",
)
def test_hooks_under_pre_commit(tmp_path):
    """`pre-commit try-repo` installs the package from a repository and runs the hook."""
    repository, texts = tmp_path / "cleaner", tmp_path / "texts"
    for name in ("cleaner", "glossary"):
        shutil.copytree(ROOT / name, repository / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, repository / name)
    texts.mkdir()
    (texts / "bad.md").write_text(DIRTY, encoding="utf-8")
    for folder in (repository, texts):
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
        subprocess.run(["git", "add", "-A"], cwd=folder, check=True)
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "--no-verify", "-m", "x"], cwd=folder, check=True
        )
    ran = subprocess.run(
        ["pre-commit", "try-repo", str(repository), "cleaner-check", "--files", "bad.md"],
        cwd=texts,
        env=os.environ | {"PRE_COMMIT_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert ran.returncode == 1, ran.stderr
    assert "bad.md:1:31: major untranslated-fragment: 反响" in ran.stdout


def test_workflow_has_few_rights_and_pinned_actions():
    """It may read, and upload findings; every action is a commit with its version beside it."""
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert JOB["permissions"] == {"contents": "read", "security-events": "write"}
    uses = re.findall(r"uses: (\S+)(.*)", WORKFLOW_FILE.read_text(encoding="utf-8"))
    assert len(uses) == len([step for step in JOB["steps"] if "uses" in step]) == 3
    for action, remark in uses:
        assert re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", action)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", remark)


def test_workflow_is_valid():
    """By the schema of GitHub workflows, where check-jsonschema is installed."""
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(WORKFLOW_FILE)]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


def run_step(name, commands, folder):
    """Run a step as GitHub does: bash that stops at the first error."""
    (step,) = (step for step in JOB["steps"] if step.get("name") == name)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], cwd=folder, env=commands, capture_output=True, text=True
    )


@pytest.mark.parametrize(("text", "findings"), [(DIRTY, 1), ("nothing wrong\n", 0)])
def test_workflow_checks_the_texts(commands, tmp_path, text, findings):
    """Findings are for code scanning to judge: the step succeeds, and the log that is uploaded has them."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text(text, encoding="utf-8")
    ran = run_step("Check the texts", commands, tmp_path)
    assert ran.returncode == 0, ran.stderr
    (upload,) = (step for step in JOB["steps"] if "upload-sarif" in step.get("uses", ""))
    run = json.loads((tmp_path / upload["with"]["sarif_file"]).read_text(encoding="utf-8"))["runs"][0]
    assert len(run["results"]) == findings
    assert [each["location"]["uri"] for each in run["artifacts"]] == ["docs/a.md"]


def test_workflow_fails_when_something_cannot_be_read(commands, tmp_path):
    """Without docs/ there is nothing to check, and that is no success."""
    assert run_step("Check the texts", commands, tmp_path).returncode != 0


def test_own_workflow_runs_the_scripts_under_every_supported_python():
    """The workflow of this repository runs scripts that exist, under the versions that pyproject.toml names."""
    (job,) = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))["jobs"].values()
    runs = [shlex.split(step["run"])[0] for step in job["steps"] if "run" in step]
    assert runs == [".ci/run"]
    script = ROOT / ".ci/run"
    called = re.findall(r"\bscripts/\w+", script.read_text(encoding="utf-8"))
    assert {"scripts/lint", "scripts/package", "scripts/test"} <= set(called)
    assert all(os.access(path, os.X_OK) for path in (script, *(ROOT / each for each in called)))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    supported = [each.rpartition(" ")[2] for each in project["classifiers"] if "Python :: 3." in each]
    assert job["strategy"]["matrix"]["python"] == supported


def test_documents_and_examples_agree():
    """The page names every hook, and the commands that the workflow runs."""
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    for name, defined in HOOKS.items():
        assert f"| `{name}` | `{defined['entry']}` |" in page
    assert "examples/github-workflow.yml" in page
