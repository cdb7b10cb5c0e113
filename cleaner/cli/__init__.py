"""The command line: parse, call, write."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from cleaner.cli.parser import parser
from cleaner.errors import CleanerError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: without the program's name; the process's own when None.

    Returns:
        The exit status.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal that is not UTF-8 is shown what it can show
            stream.reconfigure(errors="backslashreplace")
    top = parser()
    options = top.parse_args(arguments)
    _choose_colour(options.color)
    try:
        if hasattr(options, "no_config"):
            # imported here, because it loads the rules
            from cleaner.cli.configuration import configurable, configure

            configure(options, configurable(top))
        status = _run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
    except CleanerError as error:
        sys.stderr.write(f"cleaner: {error}\n")
        return 2
    except BrokenPipeError:
        # the reader has gone; there is nothing to say
        _silence()
        return 0
    except OSError as error:
        _silence()
        sys.stderr.write(f"cleaner: standard output: {error.strerror or error}\n")
        return 3
    except KeyboardInterrupt:
        sys.stderr.write("cleaner: interrupted\n")
        return 130
    return status


def _choose_colour(when: str) -> None:
    """Tell the library that prints, before it looks, whether there is to be colour; NO_COLOR is respected unless colour is asked for."""
    if when == "always":
        os.environ.pop("NO_COLOR", None)
        os.environ["FORCE_COLOR"] = "1"
    elif when == "never":
        # without a colour there is no bold type either: nothing but text
        os.environ.pop("FORCE_COLOR", None)
        os.environ |= {"NO_COLOR": "1", "TERM": "dumb"}


def _silence() -> None:
    """Let no buffer try standard output again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


COMMANDS = {
    "clean": ("clean", "clean"),
    "check": ("check", "check"),
    "apply": ("apply", "apply"),
    "config": ("show_config", "run"),
    "completion": ("completion", "run"),
    "compare": ("compare", "compare"),
    "eval": ("evaluate", "run"),
    "report": ("report", "run"),
    "export": ("export", "run"),
    "rules": ("rules", "rules"),
    "glossary": ("glossary", "glossary"),
}
"""The module and the function of each command."""


def _run(options: argparse.Namespace) -> int:
    # each command is loaded when it is asked for: the others' libraries need not be read
    module, function = COMMANDS[options.command]
    return int(getattr(import_module(f"cleaner.cli.{module}"), function)(options))
