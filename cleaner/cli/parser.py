"""The command line's grammar."""

import argparse
from pathlib import Path

from cleaner import __version__
from cleaner.cli.glossary.grammar import add_commands as add_glossary_commands
from cleaner.cli.options import add_cleaning, add_reading

EPILOG = """exit status: 0 done; 1 findings (check, compare), or not in the glossary (lookup); 2 wrong usage; 3 some inputs failed, the rest done"""


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    top = argparse.ArgumentParser(
        prog="cleaner",
        description="Clean machine-translated, scraped text; every change explained, reviewable and reversible.",
        epilog=EPILOG,
    )
    top.add_argument("--version", action="version", version=f"cleaner {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    clean = commands.add_parser(
        "clean",
        help="clean files, folders and JSONL",
        description="Clean files, folders and JSON lines; - reads standard input and writes standard output.",
    )
    clean.add_argument("inputs", nargs="+", metavar="INPUT", help="a file, a folder, or -")
    clean.add_argument("-o", "--output", metavar="DIR", type=Path, help="folder for the cleaned files, annotations.jsonl and summary.json")
    clean.add_argument("--diff", action="store_true", help="show every change in its line; alone, without -o, nothing is written")
    clean.add_argument("-q", "--quiet", action="store_true", help="no summary at the end")
    add_cleaning(clean)
    add_reading(clean)

    check = commands.add_parser(
        "check", help="report only", description="Report findings and change nothing; exit status 1 when there are any."
    )
    check.add_argument("inputs", nargs="+", metavar="INPUT", help="a file, a folder, or -")
    check.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="text, JSON lines, or GitHub annotations (default: text)"
    )
    check.add_argument("-q", "--quiet", action="store_true", help="no count at the end")
    add_cleaning(check)
    add_reading(check)

    compare = commands.add_parser(
        "compare",
        help="findings across documents",
        description="Report what contradicts itself across documents; exit status 1 when something does.",
    )
    compare.add_argument("inputs", nargs="+", metavar="INPUT", help="a file, a folder, or -")
    compare.add_argument("--format", choices=("text", "json"), default="text", help="text or JSON lines (default: text)")
    compare.add_argument("-q", "--quiet", action="store_true", help="no count at the end")
    add_cleaning(compare)
    add_reading(compare)

    rules = commands.add_parser(
        "rules", help="list the rules, or explain one", description="List the rules, or explain one with its examples."
    )
    rules.add_argument("rule", nargs="?", metavar="RULE", help="id of a rule")

    glossary = commands.add_parser(
        "glossary", help="look terms up, and keep the glossary", description="Look terms up, and keep the glossary."
    )
    add_glossary_commands(glossary)
    return top
