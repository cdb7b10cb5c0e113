"""Documents generated from docstrings and cases of rules, the command line and the tables."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from cleaner.annotation import Kind, Safety, Severity
from cleaner.cli.parser import EPILOG, parser
from cleaner.display import visible
from cleaner.export import mapping
from cleaner.formats.files import COMPRESSION
from cleaner.formats.registry import HTML, TABLES, WHOLE
from cleaner.formats.registry import Kind as FileKind
from cleaner.patterns import regex
from cleaner.registry import ALL_RULES, module
from cleaner.rule import Case, Labels

ROOT = Path(__file__).parent.parent
MAX_EXAMPLES, MAX_EXAMPLE = 12, 240
"""Examples of a rule, and their code points: what fits on a screen."""
NAMED_PATH = regex(r"`((?:benchmarks|cleaner|docs|glossary|tests|training)/[\w./-]*)`")
"""A path of the repository in a docstring, which becomes a link."""
DATA = {
    "cleaner.languages.phrases": "cleaner/languages/data/README.md",
    "cleaner.glossary.matcher": "glossary/README.md",
    "cleaner.rules.terms.": "glossary/README.md",
}
"""Descriptions of the data that some modules read; learned scores have a card next to them."""


@dataclass(frozen=True, slots=True)
class Page:
    """One rule, explained."""

    id: str
    kind: Kind
    severity: Severity
    safety: Safety
    module: ModuleType
    cases: tuple[Case, ...] = ()

    @property
    def docstring(self) -> str:
        """The docstring of the module."""
        return self.module.__doc__ or ""

    @property
    def summary(self) -> str:
        """The first sentence of the docstring."""
        return " ".join(self.docstring.split("\n\n")[0].split())

    def markdown(self) -> str:
        """The page."""
        body = "\n".join(" ".join(part.split()) for part in self.docstring.split("\n\n")[1:])
        for name in ("Why:", "How:", "Left alone:", "Source:"):
            body = body.replace(f" {name}", f"\n{name}") if not body.startswith(name) else body
        lines = [f"## {self.id}", "", self.summary, "", f"Kind `{self.kind}`, severity `{self.severity}`, safety `{self.safety}`.", ""]
        for line in body.split("\n"):
            name, _, rest = line.partition(": ")
            lines += [f"**{name}.** {rest[:1].upper()}{rest[1:]}" if rest else line, ""]
        if self.cases:
            lines += ["| text | after |", "| --- | --- |"]
            lines += [_row(case, hidden=self.kind is Kind.SPAM and case.plain != case.cleaned) for case in self.cases[:MAX_EXAMPLES]]
        return "\n".join(lines) + "\n"

    def sources(self) -> str:
        """Links to the code with its cases, the tests of the rule, and the cards of its scores."""
        tests = sorted(path for path in (ROOT / "tests").rglob("test_*.py") if f'"{self.id}"' in path.read_text(encoding="utf-8"))
        own = [path for path in tests if path.parent.name in ("rules", "repair", "glossary")] or tests
        parts = [
            ("Code and cases", [Path(self.module.__file__ or "")]),
            ("Tests", own),
            ("Data and figures", sorted(_cards(self.module, set()))),
        ]
        return ". ".join(f"{name}: {', '.join(map(_link, paths))}" for name, paths in parts if paths) + "."


def _link(path: Path) -> str:
    name = path.relative_to(ROOT).as_posix()
    return f"[`{name}`](../{name})"


def _cards(read: ModuleType, seen: set[str]) -> set[Path]:
    """The descriptions of scores and data that the modules of a rule import."""
    seen.add(read.__name__)
    found: set[Path] = set()
    parts = {f"{read.__name__}.{part.name}" for part in iter_modules(getattr(read, "__path__", ()))}
    for name in {read.__name__, *parts, *(_origin(value) for value in vars(read).values())}:
        found |= {ROOT / path for start, path in DATA.items() if name.startswith(start)}
        if name.startswith("cleaner.models."):
            found.add(ROOT / f"{name.replace('.', '/')}.md")
        elif name.startswith(("cleaner.rules.", "cleaner.repair.")) and not name.endswith(".view") and name not in seen:
            found |= _cards(import_module(name), seen)
    return {path for path in found if path.exists()}


def _origin(value: object) -> str:
    return value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None) or ""


def pages() -> Iterator[Page]:
    """Every rule's page, in the order of the pipeline."""
    for rule in ALL_RULES:
        yield Page(rule.id, rule.kind, rule.severity, rule.safety, module(rule.id), rule.marked_cases())
    yield Page("number-conflict", Kind.NUMBER, Severity.MAJOR, Safety.NOTE, module("number-conflict"))


def _row(case: Case, *, hidden: bool) -> str:
    if hidden:
        # the manual does not show spam
        return f"| {_cell(case.plain[:10])} … | {_cell(case.cleaned)} |"
    source = f" ← {case.source_text}" if case.source_text else ""
    after = case.cleaned if case.cleaned != case.plain else "reported only" if case.expected else "left alone"
    return f"| {_cell(case.plain + source)} | {_cell(after) if after == case.cleaned else after} |"


def _cell(text: str) -> str:
    shown = visible(text)
    shown = shown if len(shown) <= MAX_EXAMPLE else f"{shown[:MAX_EXAMPLE]} …"
    return f"`` {shown} ``".replace("|", "\\|")


def rules_page() -> str:
    """Every rule's page, with links to its code, tests, data and figures."""
    head = (
        "# Rules\n\nGenerated by `python -m cleaner.docs rules`; do not edit.\n\n"
        "The module of a rule has its cases, some of which are shown here; [`tests/rules/test_cases.py`](../tests/rules/test_cases.py) runs "
        "them, and [`tests/cases/`](../tests/cases/README.md) has more texts. The figures of all rules are in [benchmarks.md](benchmarks.md).\n\n"
    )
    return head + "\n".join(NAMED_PATH.sub(r"[`\1`](../\1)", page.markdown()) + f"\n{page.sources()}\n" for page in pages())


def commands_page() -> str:
    """Every command with its arguments."""
    lines = ["# Commands", "", "Generated by `python -m cleaner.docs commands`; do not edit.", ""]
    for command in parser().commands():
        lines += [f"## {command.prog}", "", f"{command.description}", ""]
        for action in command.actions:
            if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):  # noqa: SLF001
                continue
            names = ", ".join(f"`{option}`" for option in action.option_strings) or f"`{action.metavar or action.dest}`"
            value = (
                f" `{action.metavar or '|'.join(map(str, action.choices or ()))}`" if action.option_strings and action.nargs != 0 else ""
            )
            lines.append(f"- {names}{value}: {(action.help or '') % {'default': action.default}}")
        lines.append("")
    lines.append(EPILOG.strip())
    return "\n".join(lines) + "\n"


def mapping_page() -> str:
    """The names of every rule and kind in other standards."""
    _, *paragraphs = (mapping.__doc__ or "").split("\n\n")
    heads = ("MQM", "ITS 2.0 issue type", "ITS severity: mended, flagged", "SARIF level: mended, flagged")
    kinds = {page.id: page.kind for page in pages()}
    lines = ["# Names of findings in other standards", "", "Generated by `python -m cleaner.docs mapping`; do not edit.", ""]
    lines += [" ".join(part.split()) for part in paragraphs]
    lines += ["", "A note (`safety` is `note`) is always a SARIF note. SARIF's `rank` is the confidence times 100."]
    lines += ["", "## Rules", "", _table_row("rule", "kind", *heads), _table_row(*["---"] * 6)]
    lines += [_table_row(f"`{rule}`", f"`{kinds[rule]}`", *_called(labels)) for rule, labels in mapping.RULES.items()]
    lines += ["", "## Kinds, for rules of other versions", "", _table_row("kind", *heads), _table_row(*["---"] * 5)]
    lines += [_table_row(f"`{kind}`", *_called(labels)) for kind, labels in mapping.KINDS.items()]
    return "\n".join(lines) + "\n"


def formats_table() -> str:
    """The table of the formats of files, which the README has."""
    endings = f"each also as {', '.join(f'`{each}`' for each in COMPRESSION)}"
    text = ("text", "any other, such as `.txt` and `.md`", "the whole file", "–")
    tables = [_format(kind, f"table: {kind.text}") for kind in TABLES]
    rows = [text, *(_format(kind, kind.text) for kind in (HTML, *WHOLE)), *tables]
    return (
        "\n".join(
            [
                _table_row("format", f"endings ({endings})", "what is cleaned", "extra"),
                _table_row(*["---"] * 4),
                *(_table_row(*each) for each in rows),
            ]
        )
        + "\n"
    )


def _format(kind: FileKind, text: str) -> tuple[str, ...]:
    return kind.name, ", ".join(f"`{each}`" for each in kind.suffixes), text, f"`{kind.extra}`" if kind.extra else "–"


def _called(labels: Labels) -> Iterator[str]:
    yield from (labels.mqm, f"`{labels.its}`")
    yield f"{labels.severity[0]}, {labels.severity[1]}"
    yield f"{labels.level[0]}, {labels.level[1]}"


def _table_row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


PAGES = {"rules": rules_page, "commands": commands_page, "mapping": mapping_page, "formats": formats_table}
PARTS = frozenset({"formats"})
"""Pages that are a part of a file."""


def main(arguments: list[str]) -> int:
    """Print a page, or with `--check FILE` compare it to a file; the exit status."""
    if not arguments or arguments[0] not in PAGES:
        sys.stderr.write(f"usage: python -m cleaner.docs {'|'.join(PAGES)} [--check FILE]\n")
        return 2
    text = PAGES[arguments[0]]()
    if arguments[1:2] != ["--check"]:
        sys.stdout.write(text)
        return 0
    path = Path(arguments[2])
    there = path.read_text(encoding="utf-8")
    is_part = arguments[0] in PARTS
    if text in there if is_part else text == there:
        return 0
    put = (
        f"put what `python -m cleaner.docs {arguments[0]}` prints into it"
        if is_part
        else f"run: python -m cleaner.docs {arguments[0]} > {path}"
    )
    sys.stderr.write(f"{path} is out of date; {put}\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
