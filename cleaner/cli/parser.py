"""The command line's grammar."""

import argparse
from pathlib import Path

from cleaner import __version__
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

    glossary = commands.add_parser("glossary", help="look terms up", description="What the glossary knows.")
    glossary_commands = glossary.add_subparsers(dest="glossary_command", required=True, metavar="COMMAND")
    lookup = glossary_commands.add_parser(
        "lookup", help="senses, forms and sources of a term", description="Show what the glossary has for a term."
    )
    lookup.add_argument("term", metavar="TERM", help="a source term in either variant, an English form, or the id of a concept")
    lookup.add_argument(
        "--context", metavar="SENTENCE", help="a sentence that holds the term: which sense and form would be taken, and why"
    )
    lookup.add_argument("-t", "--target", metavar="TAG", default="en", help="language of the renderings (default: en)")
    lookup.add_argument("-s", "--source", metavar="TAG", default="zh", help="language of the terms (default: zh)")
    lookup.add_argument("--glossary", metavar="PATH", action="append", help="glossary file or folder to use instead of the one that ships")
    return top
