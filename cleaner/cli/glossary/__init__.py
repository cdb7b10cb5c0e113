"""`cleaner glossary`: upkeep of the glossary, a module a command."""

import argparse
import sys
from importlib import import_module

from cleaner.cli.options import load_glossary
from cleaner.display import printable
from cleaner.glossary import Glossary


def glossary(options: argparse.Namespace) -> int:
    """Run a glossary command; the exit status."""
    module = import_module(f"cleaner.cli.glossary.{options.glossary_command.replace('import', 'import_')}")
    options.left_out = False
    status = int(module.run(options))
    return 3 if options.left_out and not status else status


def opened(options: argparse.Namespace) -> Glossary:
    """The glossary that the options ask for; files that are left out are named on standard error.

    Raises:
        OptionError: a path cannot be read.
        GlossaryError: a file is malformed, and `--strict` was given or no file is left.
    """
    loaded = load_glossary(options)
    for problem in loaded.problems:
        sys.stderr.write(f"failed: {printable(str(problem))}; the file is left out\n")
        options.left_out = True
    return loaded
