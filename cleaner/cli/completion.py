"""`cleaner completion`: a script that completes commands, options and their values in a shell, made from the grammar."""

import argparse
import shlex
import sys
from collections.abc import Iterator

from cleaner.cli.argument_parser import Parser
from cleaner.cli.parser import parser

HELP = 70
"""Code points of an option's help that a shell shows."""


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    sys.stdout.write({"bash": bash, "zsh": zsh, "fish": fish}[options.shell](parser()))
    return 0


def bash(top: Parser) -> str:
    """The script for bash; files are completed where nothing else fits."""
    cases = []
    for path, command in _commands(top):
        below = " ".join(name for name, _ in command.below)
        values = [str(value) for action in command.actions if not action.option_strings for value in action.choices or ()]
        options = " ".join([*values, *(option for action in command.actions for option in action.option_strings)])
        cases.append(f'        "{path}") words="{below or options}";;')
    values = [
        f'        "{path} {option}") words="{" ".join(map(str, action.choices))}";;'
        for path, command in _commands(top)
        for action in command.actions
        if action.choices and action.option_strings
        for option in action.option_strings
    ]
    starts = "|".join(f'"{path}"' for path, command in _commands(top) if command.below)
    return "\n".join(
        [
            '# put into ~/.bashrc: eval "$(cleaner completion bash)"',
            "_cleaner() {",
            '    local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" path=cleaner words="" word',
            '    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
            f'        case "$path" in {starts}) [[ "$word" == -* ]] || path="$path $word";; *) break;; esac',
            "    done",
            '    case "$path" in',
            *cases,
            "    esac",
            '    case "$path $before" in',
            *values,
            "    esac",
            f'    case "$path" in {starts}) ;; *) [[ "$current" == -* || "$words" != -* ]] || words="";; esac',
            '    COMPREPLY=($(compgen -W "$words" -- "$current"))',
            "}",
            "complete -o bashdefault -o default -F _cleaner cleaner",
            "",
        ]
    )


def zsh(top: Parser) -> str:
    """The script for zsh."""
    lines = [
        "#compdef cleaner",
        '# put into ~/.zshrc, after compinit: eval "$(cleaner completion zsh)"',
        "_cleaner() {",
        "    local line=cleaner word",
        "    integer depth=0",
        '    for word in "${(@)words[2,CURRENT-1]}"; do',
        f'        case "$line" in {_alternatives(top)}) line="$line $word"; depth+=1;; *) break;; esac',
        "    done",
        "    shift $depth words",
        "    CURRENT=$((CURRENT - depth))",
        '    case "$line" in',
    ]
    for path, command in _commands(top):
        lines.append(f"        {shlex.quote(path)})")
        if command.below:
            pairs = " ".join(shlex.quote(f"{name}:{_zsh(text)}") for name, text in command.below)
            lines.append(f"            local -a commands=({pairs}); _describe command commands")
        else:
            lines.append("            _arguments \\")
            for action in command.actions:
                repeated = "*" if isinstance(action, argparse._AppendAction) else ""  # noqa: SLF001
                value = "" if action.nargs == 0 else f":{action.metavar or 'value'}:{_zsh_values(action)}"
                if not action.option_strings and action.choices:
                    lines.append(f"                '1:{action.metavar}:{_zsh_values(action)}' \\")
                lines += [
                    f"                {shlex.quote(f'{repeated}{option}[{_zsh(_first(action))}]{value}')} \\"
                    for option in action.option_strings
                ]
            lines.append("                '*:file:_files'")
        lines.append("            ;;")
    return "\n".join([*lines, "    esac", "}", "compdef _cleaner cleaner", ""])


def fish(top: Parser) -> str:
    """The script for fish."""
    lines = ["# put into ~/.config/fish/config.fish: cleaner completion fish | source"]
    for path, command in _commands(top):
        names = path.split()[1:]
        seen = "; and ".join(f"__fish_seen_subcommand_from {name}" for name in names)
        if command.below:
            own = " ".join(name for name, _ in command.below)
            condition = f"{seen}; and not __fish_seen_subcommand_from {own}" if seen else "__fish_use_subcommand"
            lines += [
                f"complete -c cleaner -f -n {shlex.quote(condition)} -a {name} -d {shlex.quote(text)}" for name, text in command.below
            ]
            continue
        for action in command.actions:
            names_ = " ".join(f"-l {each[2:]}" if each.startswith("--") else f"-s {each[1:]}" for each in action.option_strings)
            if not names_ and action.choices:
                lines.append(f"complete -c cleaner -f -n {shlex.quote(seen)} -a {shlex.quote(' '.join(map(str, action.choices)))}")
            if not names_:
                continue
            value = "" if action.nargs == 0 else f" -x -a {shlex.quote(' '.join(map(str, action.choices)))}" if action.choices else " -r"
            lines.append(f"complete -c cleaner -n {shlex.quote(seen)} {names_}{value} -d {shlex.quote(_first(action))}")
    return "\n".join([*lines, ""])


def _commands(top: Parser) -> Iterator[tuple[str, Parser]]:
    """Every command with its words: `cleaner glossary lookup`."""
    yield top.prog, top
    for each in top.subparsers:
        yield from _commands(each)


def _alternatives(top: Parser) -> str:
    return "|".join(shlex.quote(path) for path, command in _commands(top) if command.below)


def _first(action: argparse.Action) -> str:
    """The beginning of an option's help."""
    text = " ".join(((action.help or "") % {"default": action.default}).split())
    return text if len(text) <= HELP else f"{text[: HELP - 1]}…"


def _zsh(text: str) -> str:
    return text.replace("\\", "\\\\").replace(":", "\\:").replace("[", "(").replace("]", ")")


def _zsh_values(action: argparse.Action) -> str:
    if action.choices:
        return f"({' '.join(map(str, action.choices))})"
    return "_files" if action.metavar in ("PATH", "FILE", "DIR") else " "
