"""The command line's grammar."""

import argparse
from pathlib import Path

from cleaner import __version__
from cleaner.choices import COUNTS
from cleaner.cli.argument_parser import Parser
from cleaner.cli.arguments import (
    add_cleaning,
    add_configuration,
    add_engine,
    add_glossary,
    add_reading,
    add_recurring,
    add_suppressions,
    add_walk,
    count,
    folder,
    names,
    share,
)
from cleaner.cli.glossary.grammar import add_commands as add_glossary_commands

EPILOG = """exit status: 0 done; 1 findings (check, compare), differences (diff), or not in the glossary (lookup); 2 wrong usage; 3 some inputs failed, the rest done"""


def parser() -> Parser:
    """The command line's grammar."""
    top = Parser(
        prog="cleaner",
        description="Clean machine-translated, scraped text; every change explained, reviewable and reversible.",
        epilog=EPILOG,
    )
    top.add_argument("--version", action="version", version=f"cleaner {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    clean = commands.add_parser(
        "clean",
        help="clean files, folders and tables",
        description="Clean files, folders and tables; - reads standard input and writes standard output.",
    )
    clean.add_argument("inputs", nargs="+", metavar="INPUT", help="a file, a folder, s3://BUCKET/PREFIX, or -")
    clean.add_argument(
        "-o",
        "--output",
        metavar="DIR",
        type=folder,
        help="folder for the cleaned files, annotations.jsonl, summary.json and report.html; - writes one cleaned file to standard output",
    )
    clean.add_argument(
        "--in-place",
        action="store_true",
        help="replace the files whose text changes, each as a whole, when git has them as they are, or with --backup; -o DIR gets annotations.jsonl and summary.json then",
    )
    clean.add_argument(
        "--backup", metavar="SUFFIX", help="with --in-place: keep each file that is replaced under its name with this suffix"
    )
    clean.add_argument("--no-report", action="store_true", help="write no report.html")
    clean.add_argument("--open", action="store_true", help="open the report in a browser")
    clean.add_argument("--resume", action="store_true", help="go on with a run of the same inputs and options that was stopped or killed")
    clean.add_argument(
        "--into-reviewed",
        action="store_true",
        help="clean into a folder that holds decisions or edited texts: decisions are carried out again, edited texts are not overwritten",
    )
    clean.add_argument("--diff", action="store_true", help="show every change in its line; alone, without -o, nothing is written")
    clean.add_argument("-q", "--quiet", action="store_true", help="no summary at the end")
    _add_shared(clean)
    add_engine(clean)

    check = commands.add_parser(
        "check", help="report only", description="Report findings and change nothing; exit status 1 when there are any."
    )
    check.add_argument("inputs", nargs="+", metavar="INPUT", help="a file, a folder, or -")
    check.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif"),
        default="text",
        help="text, JSON lines, GitHub annotations, or a SARIF 2.1.0 log (default: text)",
    )
    check.add_argument("--statistics", action="store_true", help="show the number of findings by rule in place of the findings")
    check.add_argument("--exit-zero", action="store_true", help="exit status 0 even when there are findings")
    check.add_argument("-q", "--quiet", action="store_true", help="no count at the end")
    _add_listing(check)
    _add_shared(check)

    apply = commands.add_parser(
        "apply",
        help="carry out a reviewer's decisions",
        description="Carry the decisions that were made in a report out in the cleaned folder: texts, annotations.jsonl, suppressions.jsonl and decisions.json. What fits no finding any more, or several, is listed and left alone; exit status 3 then.",
    )
    apply.add_argument("folder", metavar="DIR", type=Path, help="folder that `cleaner clean` wrote")
    apply.add_argument("decisions", metavar="DECISIONS", type=Path, help="decisions file that the report exported")
    apply.add_argument("-n", "--dry-run", action="store_true", help="show what would be done, and change nothing")
    apply.add_argument("-q", "--quiet", action="store_true", help="no summary at the end")
    apply.add_argument(
        "--text-column", metavar="NAME", help="field of a table that holds the text (default: the one that DIR was cleaned with)"
    )
    apply.add_argument(
        "--glossary-file", metavar="FILE", type=Path, help="glossary file that new terms are added to, as proposed (default: DIR/terms.txt)"
    )
    apply.add_argument("-t", "--target", metavar="TAG", help="language of new renderings (default: what the folder was cleaned for, or en)")
    apply.add_argument("-s", "--source", metavar="TAG", help="language of new terms (default: what the folder was cleaned from, or zh)")
    add_glossary(apply)

    compare = commands.add_parser(
        "compare",
        help="findings across documents",
        description="Report what contradicts itself across documents; exit status 1 when something does.",
    )
    compare.add_argument("inputs", nargs="+", metavar="INPUT", help="a file, a folder, or -")
    compare.add_argument("--format", choices=("text", "json"), default="text", help="text or JSON lines (default: text)")
    compare.add_argument("-q", "--quiet", action="store_true", help="no count at the end")
    add_configuration(compare)
    add_cleaning(compare)
    add_walk(compare)
    add_reading(compare)

    config = commands.add_parser(
        "config",
        help="what is in force, and from where",
        description="Show every value that is in force for an input, and whether it comes from the command line, a configuration file or the defaults.",
    )
    config.add_argument("inputs", nargs="*", metavar="INPUT", help="a file or a folder (default: the working folder)")
    config.add_argument("--format", choices=("text", "json"), default="text", help="TOML with comments, or JSON (default: text)")
    _add_listing(config)
    _add_shared(config)

    completion = commands.add_parser(
        "completion",
        help="a script that completes this command line in a shell",
        description="Print a script that completes commands, options and values in a shell; its first lines say where to put it.",
    )
    completion.add_argument("shell", choices=("bash", "zsh", "fish"), metavar="SHELL", help="bash, zsh or fish")

    diff = commands.add_parser(
        "diff",
        help="what changed between two cleaned folders",
        description="Compare two folders that `cleaner clean` wrote: which texts and findings are new, gone or changed, and which options differ; exit status 1 when texts or findings do. A finding is known again by its id, or else by its place.",
    )
    diff.add_argument("first", metavar="RUN1", type=Path, help="folder that `cleaner clean` wrote")
    diff.add_argument("second", metavar="RUN2", type=Path, help="folder of a later run")
    diff.add_argument("--format", choices=("text", "json"), default="text", help="text or JSON lines (default: text)")
    diff.add_argument("--all", action="store_true", help="list each text and each finding that differs")

    evaluate = commands.add_parser(
        "eval",
        help="score rules on labelled text",
        description="Score rules on texts that people labelled: lines that stay or go, spam lines, spans of a translation, or whole translations; by language and kind, with 95 %% intervals, and confidence against what was right.",
    )
    _add_evaluation(evaluate)

    report = commands.add_parser(
        "report",
        help="(re)build the HTML report of a cleaned folder",
        description="Build report.html in a cleaned folder: every change in its place, to be decided; the decisions are carried out by `cleaner apply`.",
    )
    report.add_argument("folder", metavar="DIR", type=Path, help="folder that `cleaner clean` wrote")
    report.add_argument(
        "--text-column", metavar="NAME", help="field of a table that holds the text (default: the one that DIR was cleaned with)"
    )
    report.add_argument("-q", "--quiet", action="store_true", help="do not say where it is")

    export = commands.add_parser(
        "export",
        help="findings for other tools",
        description="Write the findings of a cleaned folder in a format that other tools read.",
    )
    export.add_argument("folder", metavar="DIR", type=Path, help="folder that `cleaner clean` wrote")
    export.add_argument(
        "--format",
        choices=("web-annotation", "xliff", "label-studio", "label-studio-config", "spacy"),
        required=True,
        help="W3C Web Annotation (JSON-LD), XLIFF 2.1 with ITS 2.0 issues, Label Studio tasks or the interface they need, or a spaCy DocBin",
    )
    export.add_argument("-o", "--output", metavar="FILE", type=Path, help="file to write (default: standard output)")
    export.add_argument(
        "--text-column", metavar="NAME", help="field of a table that holds the text (default: the one that DIR was cleaned with)"
    )

    rules = commands.add_parser(
        "rules",
        help="list the rules, or explain one",
        description="List the rules, or explain one with its examples; or show how precise they are by what reviewers decided.",
    )
    rules.add_argument("rule", nargs="?", metavar="RULE", help="id of a rule")
    rules.add_argument("--stats", nargs="+", metavar="DIR", type=Path, help="folders in which `cleaner apply` carried decisions out")
    rules.add_argument("--format", choices=("text", "json"), default="text", help="of --stats: text or JSON (default: text)")

    glossary = commands.add_parser(
        "glossary", help="look terms up, and keep the glossary", description="Look terms up, and keep the glossary."
    )
    add_glossary_commands(glossary)

    for command in top.commands():
        command.add_argument(
            "--color",
            choices=("auto", "always", "never"),
            default="auto",
            help="colour, bold type and the like (default: auto, on a terminal)",
        )
    return top


def _add_listing(parser: argparse.ArgumentParser) -> None:
    """The options for which findings are listed."""
    group = parser.add_argument_group("what to list")
    group.add_argument(
        "--min-confidence",
        metavar="N",
        type=share,
        default=0.0,
        help="least confidence of the findings that are listed, 0 to 1; the others are counted",
    )


def _add_shared(parser: argparse.ArgumentParser) -> None:
    """The options of the commands that clean."""
    parser.add_argument("--stdin-filename", metavar="NAME", help="file name of what standard input holds: its ending says the format")
    add_configuration(parser)
    add_cleaning(parser)
    add_suppressions(parser)
    add_walk(parser)
    add_reading(parser)
    add_recurring(parser)


def _add_evaluation(parser: argparse.ArgumentParser) -> None:
    """The options of `cleaner eval`."""
    parser.add_argument("gold", nargs="+", metavar="GOLD", help="file of labelled texts, JSON lines, compressed or not; or -")
    parser.add_argument(
        "--rule", metavar="NAME", type=names, help="rules and kinds to score, separated by commas (default: those the labels are for)"
    )
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="tables, JSON or Markdown (default: text)")
    parser.add_argument(
        "--count",
        choices=COUNTS,
        help="which findings count: applied, applied or proposed, or notes too (default: applied for lines, all for spans and pairs)",
    )
    parser.add_argument("--threshold", metavar="N", type=share, help="least confidence that counts, 0 to 1; proposals count then as well")
    parser.add_argument(
        "--min-raters", metavar="N", type=count, default=1, help="raters who must have marked a span for it to count (default: 1)"
    )
    parser.add_argument("--with-source", action="store_true", help="give the rules the source of each translation")
    parser.add_argument(
        "-t", "--target", metavar="TAG", help="language the texts should be in (default: what the file says, or identified)"
    )
    parser.add_argument("-s", "--source", metavar="TAG", help="language they were translated from (default: what the file says, or zh)")
    parser.add_argument("-j", "--workers", metavar="N", type=count, help="worker processes (default: one)")
    add_glossary(parser)
