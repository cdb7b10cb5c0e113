"""The documentation of the rules, made from the rules: their docstrings and their cases."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from cleaner.pipeline import ALL_RULES, REPAIRS
from cleaner.report.terminal import visible
from cleaner.rule import Case, Rule

MOST_EXAMPLES = 12
LONGEST_EXAMPLE = 240


@dataclass(frozen=True, slots=True)
class Page:
    """One rule, explained."""

    rule: Rule[Any]
    docstring: str

    @property
    def summary(self) -> str:
        """The first sentence of the docstring."""
        return " ".join(self.docstring.split("\n\n")[0].split())

    def markdown(self) -> str:
        """The page."""
        rule = self.rule
        paragraphs = [" ".join(part.split()) for part in self.docstring.split("\n\n")[1:]]
        body = "\n".join(paragraphs)
        for name in ("Why:", "How:", "Left alone:", "Source:"):
            body = body.replace(f" {name}", f"\n{name}") if not body.startswith(name) else body
        lines = [f"## {rule.id}", "", self.summary, ""]
        lines += [f"Kind `{rule.kind}`, severity `{rule.severity}`, safety `{rule.safety}`.", ""]
        for line in body.split("\n"):
            name, _, rest = line.partition(": ")
            lines += [f"**{name}.** {rest[:1].upper()}{rest[1:]}" if rest else line, ""]
        lines += ["| text | after |", "| --- | --- |"]
        lines += [_row(case) for case in rule.marked_cases()[:MOST_EXAMPLES]]
        return "\n".join(lines) + "\n"


def pages() -> Iterator[Page]:
    """Every rule's page, in the order of the pipeline."""
    repairs = {rule.id for _, rule in REPAIRS}
    for rule in ALL_RULES:
        room = "repair" if rule.id in repairs else "rules"
        module = import_module(f"cleaner.{room}.{rule.id.replace('-', '_')}")
        yield Page(rule, module.__doc__ or "")


def _row(case: Case) -> str:
    after = case.cleaned if case.cleaned != case.plain else "reported only" if case.expected else "left alone"
    return f"| {_cell(case.plain)} | {_cell(after) if after == case.cleaned else after} |"


def _cell(text: str) -> str:
    shown = visible(text)
    shown = shown if len(shown) <= LONGEST_EXAMPLE else f"{shown[:LONGEST_EXAMPLE]} …"
    return f"`` {shown} ``".replace("|", "\\|")


def main() -> int:
    """Print the page of every rule, or with `--check FILE` compare it to a file."""
    text = "# Rules\n\nMade from the rules by `python -m cleaner.docs`; do not edit.\n\n" + "\n".join(page.markdown() for page in pages())
    if sys.argv[1:2] == ["--check"]:
        with open(sys.argv[2], encoding="utf-8") as file:  # noqa: PTH123
            if file.read() == text:
                return 0
        sys.stderr.write(f"{sys.argv[2]} is out of date; run: python -m cleaner.docs > {sys.argv[2]}\n")
        return 1
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
