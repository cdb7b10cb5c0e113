"""How the tests of the command line run it: as a process of its own, on real files."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

FAST = ("--target", "en", "--select", "encoding,invisible")
"""Options under which no glossary and no language model is loaded."""
DIRTY, CLEANED = "tele\u200bcom fr\xadaud &amp; more\n", "telecom fraud & more\n"
TERMINAL = {"NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS", "LINES"}
"""Variables that would tell the process about somebody else's terminal."""
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in TERMINAL} | {"TERM": "xterm-256color", "PYTHONUTF8": "1"}


@dataclass(frozen=True)
class Ran:
    """A process that has ended."""

    status: int
    stdout: bytes
    stderr: str


@dataclass(frozen=True)
class Place:
    """A folder to work in, and the command to run there."""

    folder: Path

    def write(self, name: str, content: str | bytes = DIRTY) -> Path:
        """Make a file below the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, name: str) -> str:
        """Read a file below the folder, its line ends as they are."""
        return (self.folder / name).read_bytes().decode()

    def run(
        self,
        *arguments: str | Path,
        stdin: bytes = b"",
        limit: Callable[[], None] | None = None,
        fast: bool = True,
        environment: Mapping[str, str] | None = None,
    ) -> Ran:
        """Run `cleaner` there, with FAST options unless these are not wanted; what it prints must never be a traceback."""
        done = subprocess.run(
            self.command(*arguments) if fast else [sys.executable, "-m", "cleaner", *arguments],
            input=stdin,
            capture_output=True,
            cwd=self.folder,
            env=ENVIRONMENT | (environment or {}),
            timeout=600,
            check=False,
            preexec_fn=limit,
        )
        ran = Ran(done.returncode, done.stdout, done.stderr.decode())
        assert "Traceback" not in ran.stderr, ran.stderr
        return ran

    def run_python(self, code: str) -> Ran:
        """Run a line of Python there."""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=self.folder, env=ENVIRONMENT, timeout=600, check=False)
        return Ran(done.returncode, done.stdout, done.stderr.decode())

    @staticmethod
    def command(*arguments: str | Path) -> list[str | Path]:
        """The command line of a process; FAST options for the commands that clean."""
        fast = FAST if arguments[0] in {"clean", "check"} and "--select" not in arguments else ()
        return [sys.executable, "-m", "cleaner", arguments[0], *fast, *arguments[1:]]

    def summary(self, output: str = "out") -> dict[str, Any]:
        """What summary.json says."""
        values: dict[str, Any] = json.loads(self.read(f"{output}/summary.json"))
        return values

    def annotations(self, output: str = "out") -> dict[str, dict[str, Any]]:
        """The lines of annotations.jsonl by their paths."""
        rows = [json.loads(line) for line in self.read(f"{output}/annotations.jsonl").splitlines()]
        return {row["path"]: row for row in rows}

    def files(self, folder: str = "out") -> set[str]:
        """Every file below a folder, hidden ones and all."""
        return {str(path.relative_to(self.folder / folder)) for path in (self.folder / folder).rglob("*") if not path.is_dir()}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty folder with the command at hand."""
    return Place(tmp_path)
