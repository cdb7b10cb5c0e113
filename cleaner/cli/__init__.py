"""The command line: parse, call, write."""

import argparse
import io
import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from types import FrameType

from cleaner.cli.parser import parser
from cleaner.errors import CleanerError

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it; after another signal it is 128 and its number."""


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
    stopped = _stop_as_ctrl_c_does()
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
        status = INTERRUPTED
    return 128 + stopped[0] if stopped and status == INTERRUPTED else status


def _stop_as_ctrl_c_does() -> list[int]:
    """Let the signals that end a process do what Ctrl-C does: nothing is left half-written; returns where the one that came is noted."""
    came: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        came.append(number)
        handler = signal.getsignal(signal.SIGINT)
        (handler if callable(handler) else signal.default_int_handler)(signal.SIGINT, frame)

    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            # one that is ignored stays so: `nohup` asks for it
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, stop)
    return came


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
    "diff": ("diff", "run"),
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
