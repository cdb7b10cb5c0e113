"""`cleaner glossary`: upkeep of the glossary, a module a command."""

import argparse
from importlib import import_module


def glossary(options: argparse.Namespace) -> int:
    """Run a glossary command; the exit status."""
    module = import_module(f"cleaner.cli.glossary.{options.glossary_command.replace('import', 'import_')}")
    return int(module.run(options))
