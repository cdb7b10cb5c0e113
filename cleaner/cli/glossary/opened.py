"""The glossary that a command works on."""

import argparse
import sys

from cleaner.cli.options import load_glossary
from cleaner.display import printable
from cleaner.glossary import Glossary


def opened(options: argparse.Namespace) -> Glossary:
    """The glossary that the options ask for; files that are left out are named on standard error.

    Raises:
        OptionError: a path cannot be read.
        GlossaryError: a file is malformed, and `--strict` was given or no file is left.
    """
    loaded = load_glossary(options)
    for problem in loaded.problems:
        sys.stderr.write(f"failed: {printable(str(problem))}; the file is left out\n")
    return loaded


def left_out(glossary: Glossary) -> int:
    """The exit status if files of the glossary were left out, else 0."""
    return 3 if glossary.problems else 0
