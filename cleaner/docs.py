"""Documents made from the code: rules from their docstrings and cases, commands from their parser, names elsewhere from their table."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cleaner.annotation import Kind, Safety, Severity
from cleaner.cli.parser import EPILOG, parser
from cleaner.display import visible
from cleaner.export import mapping
from cleaner.registry import ALL_RULES, docstring
from cleaner.rule import Case, Labels

MOST_EXAMPLES = 12
LONGEST_EXAMPLE = 240


@dataclass(frozen=True, slots=True)
class Page:
    """One rule, explained."""

    id: str
    kind: Kind
    severity: Severity
    safety: Safety
    docstring: str
    cases: tuple[Case, ...] = ()

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
            lines += [_row(case, hidden=self.kind is Kind.SPAM and case.plain != case.cleaned) for case in self.cases[:MOST_EXAMPLES]]
        return "\n".join(lines) + "\n"


def pages() -> Iterator[Page]:
    """Every rule's page, in the order of the pipeline."""
    for rule in ALL_RULES:
        yield Page(rule.id, rule.kind, rule.severity, rule.safety, docstring(rule.id), rule.marked_cases())
    yield Page("number-conflict", Kind.NUMBER, Severity.MAJOR, Safety.NOTE, docstring("number-conflict"))


def _row(case: Case, *, hidden: bool) -> str:
    if hidden:
        # nobody needs to read spam in a manual
        return f"| {_cell(case.plain[:10])} … | {_cell(case.cleaned)} |"
    source = f" ← {case.source_text}" if case.source_text else ""
    after = case.cleaned if case.cleaned != case.plain else "reported only" if case.expected else "left alone"
    return f"| {_cell(case.plain + source)} | {_cell(after) if after == case.cleaned else after} |"


def _cell(text: str) -> str:
    shown = visible(text)
    shown = shown if len(shown) <= LONGEST_EXAMPLE else f"{shown[:LONGEST_EXAMPLE]} …"
    return f"`` {shown} ``".replace("|", "\\|")


def rules_page() -> str:
    """Every rule's page."""
    return "# Rules\n\nMade from the rules by `python -m cleaner.docs rules`; do not edit.\n\n" + "\n".join(
        page.markdown() for page in pages()
    )


def commands_page() -> str:
    """Every command with its arguments."""
    lines = ["# Commands", "", "Made from the command line by `python -m cleaner.docs commands`; do not edit.", ""]
    for name, command in _commands("cleaner", parser()):
        lines += [f"## {name}", "", f"{command.description}", ""]
        for action in command._actions:  # noqa: SLF001
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


def _commands(name: str, command: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    below = [action for action in command._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001
    if not below:
        yield name, command
    for action in below:
        for each, parser_ in action.choices.items():
            yield from _commands(f"{name} {each}", parser_)


def mapping_page() -> str:
    """What every rule and kind is called in other standards."""
    _, *paragraphs = (mapping.__doc__ or "").split("\n\n")
    heads = ("MQM", "ITS 2.0 issue type", "ITS severity: mended, flagged", "SARIF level: mended, flagged")
    kinds = {page.id: page.kind for page in pages()}
    lines = [
        "# What findings are called in other standards",
        "",
        "Made from the rules by `python -m cleaner.docs mapping`; do not edit.",
        "",
    ]
    lines += [" ".join(part.split()) for part in paragraphs]
    lines += [
        "",
        "A finding that is only a note (`safety` is `note`) is a SARIF note, whatever the table says. SARIF's `rank` is the confidence times 100.",
    ]
    lines += ["", "## Rules", "", _table_row("rule", "kind", *heads), _table_row(*["---"] * 6)]
    lines += [_table_row(f"`{rule}`", f"`{kinds[rule]}`", *_called(labels)) for rule, labels in mapping.RULES.items()]
    lines += ["", "## Kinds, for rules of other versions", "", _table_row("kind", *heads), _table_row(*["---"] * 5)]
    lines += [_table_row(f"`{kind}`", *_called(labels)) for kind, labels in mapping.KINDS.items()]
    return "\n".join(lines) + "\n"


def _called(labels: Labels) -> Iterator[str]:
    yield from (labels.mqm, f"`{labels.its}`")
    yield f"{labels.severity[0]}, {labels.severity[1]}"
    yield f"{labels.level[0]}, {labels.level[1]}"


def _table_row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


PAGES = {"rules": rules_page, "commands": commands_page, "mapping": mapping_page}


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
    if path.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{path} is out of date; run: python -m cleaner.docs {arguments[0]} > {path}\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
