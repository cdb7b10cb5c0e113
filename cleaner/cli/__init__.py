"""The command line: parse, call, write."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

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
    options = parser().parse_args(arguments)
    try:
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


def _silence() -> None:
    """Let no buffer try standard output again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(options: argparse.Namespace) -> int:
    # each command is loaded when it is asked for: the others' libraries need not be read
    if options.command == "clean":
        from cleaner.cli.clean import clean

        return clean(options)
    if options.command == "check":
        from cleaner.cli.check import check

        return check(options)
    if options.command == "apply":
        from cleaner.cli.apply import apply

        return apply(options)
    if options.command == "compare":
        from cleaner.cli.compare import compare

        return compare(options)
    if options.command == "eval":
        from cleaner.cli.evaluate import run

        return run(options)
    if options.command == "report":
        from cleaner.cli.report import run

        return run(options)
    if options.command == "export":
        from cleaner.cli.export import run

        return run(options)
    if options.command == "rules":
        from cleaner.cli.rules import rules

        return rules(options)
    from cleaner.cli.glossary import glossary

    return glossary(options)
