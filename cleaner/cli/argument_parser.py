"""argparse as this command line uses it: options are written out, an error is one line, and what was given is known."""

import argparse
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from cleaner.display import did_you_mean


class Parser(argparse.ArgumentParser):
    """A parser of arguments.

    The namespace that it returns has `given`, the destinations that the command line names, and `parser`, the parser of the command.
    Options in a group with a title can be set in a configuration file; those in the default group cannot.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **(options | {"allow_abbrev": False}))

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse; an argument that is not known is an error here, where the options of the command are known."""
        defaults = {action.dest: action.default for action in self._actions if action.default is not argparse.SUPPRESS}
        kept = [(action, action.default) for action in self._actions]
        for action in self._actions:
            action.default = argparse.SUPPRESS
        try:
            found, rest = super().parse_known_args(args, namespace)
        finally:
            for action, default in kept:
                action.default = default
        if rest:
            self._refuse(rest[0])
        if not hasattr(found, "parser"):
            found.parser, found.given = self, frozenset(vars(found))
        for name, default in defaults.items():
            if not hasattr(found, name):
                setattr(found, name, default)
        return found, rest

    def _refuse(self, argument: str) -> NoReturn:
        name = argument.partition("=")[0]
        if name.startswith("-"):
            known = [option for option in self._option_string_actions if option.startswith("--")]
            self.error(f"there is no option {name}{did_you_mean(name, known)}")
        self.error(f"unexpected argument {argument!r}")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        known = [str(each) for each in action.choices]
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            commands = "; the commands are " + ", ".join(known)
            self.error(f"there is no command {value!r}{did_you_mean(str(value), known) or commands}")
        raise argparse.ArgumentError(action, f"{value!r} is not one of {', '.join(known)}{did_you_mean(str(value), known)}")

    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong, and exit."""
        self.exit(2, f"{self.prog}: {message} (see `{self.prog} --help`)\n")

    @property
    def actions(self) -> list[argparse.Action]:
        """What it parses."""
        return list(self._actions)

    @property
    def configurable(self) -> dict[str, argparse.Action]:
        """The options that a configuration file can set, by their long names without dashes."""
        named = (group for group in self._action_groups if group not in (self._optionals, self._positionals))
        actions = (action for group in named for action in group._group_actions)  # noqa: SLF001
        return {option.removeprefix("--"): action for action in actions for option in action.option_strings[-1:]}

    @property
    def subparsers(self) -> list["Parser"]:
        """The parsers of the commands directly below this one."""
        below = (action for action in self._actions if isinstance(action, argparse._SubParsersAction))  # noqa: SLF001
        return [each for action in below for each in action.choices.values()]

    @property
    def below(self) -> list[tuple[str, str]]:
        """The commands directly below this one, with their help."""
        below = (action for action in self._actions if isinstance(action, argparse._SubParsersAction))  # noqa: SLF001
        return [(each.dest, each.help or "") for action in below for each in action._choices_actions]  # noqa: SLF001

    def commands(self) -> Iterator["Parser"]:
        """The parsers of all commands below this one; itself if there are none."""
        if not self.subparsers:
            yield self
        for each in self.subparsers:
            yield from each.commands()
