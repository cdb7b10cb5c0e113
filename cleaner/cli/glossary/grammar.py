"""The grammar of `cleaner glossary`."""

import argparse
from pathlib import Path

from cleaner.cli.arguments import add_glossary, count, names

FORMATS = ("csv", "tsv", "xlsx", "tbx", "martif", "deepl", "google", "weblate", "matecat", "glossary")
"""Shapes in which terms are exchanged."""


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The commands below `cleaner glossary`."""
    commands = parser.add_subparsers(dest="glossary_command", required=True, metavar="COMMAND")
    _lookup(commands)
    _add(commands)
    _lint(commands)
    _import(commands)
    _export(commands)
    _candidates(commands)
    _impact(commands)
    _stats(commands)


def _languages(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-t", "--target", metavar="TAG", default="en", help="language of the renderings (default: en)")
    parser.add_argument("-s", "--source", metavar="TAG", default="zh", help="language of the terms (default: zh)")


def _folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folders", nargs="+", metavar="DIR", type=Path, help="folder that `cleaner clean` wrote")
    parser.add_argument(
        "--text-column", metavar="NAME", help="field of a table that holds the text (default: the one that DIR was cleaned with)"
    )


def _lookup(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "lookup", help="senses, forms and sources of a term", description="Show what the glossary has for a term, and why."
    )
    parser.add_argument("term", metavar="TERM", help="a source term in either variant, an English form, or the id of a concept")
    parser.add_argument(
        "--context", metavar="SENTENCE", help="a sentence that holds the term: which sense and form would be taken, and why"
    )
    parser.add_argument("--dictionary", metavar="PATH", type=Path, help="CC-CEDICT file to ask for what the glossary does not have")
    _languages(parser)
    add_glossary(parser)


def _add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "add",
        help="add an entry, or terms to one",
        description="Add an entry to a glossary file at its sorted place. Asks for what no flag gives, when standard input is a terminal.",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="glossary file to add to; it is made when it is not there")
    parser.add_argument("--term", metavar="TEXT", action="append", help="the source term; several times for its synonyms")
    parser.add_argument(
        "--rendering", metavar="TEXT", action="append", help="its rendering, the preferred one first; several times for admitted ones"
    )
    parser.add_argument("--concept", metavar="ID", help="id of the concept (default: made of the rendering)")
    parser.add_argument(
        "--status",
        choices=("preferred", "deprecated", "forbidden", "do-not-translate"),
        default="preferred",
        help="of the first rendering (default: preferred)",
    )
    parser.add_argument("--pos", choices=("noun", "verb", "adjective", "name", "phrase"), default=None, help="word class of the rendering")
    parser.add_argument(
        "--form",
        metavar="NAME=TEXT",
        action="append",
        default=[],
        help="a form of the rendering for another place in the sentence, such as plural=gangs; several times",
    )
    parser.add_argument(
        "--near",
        metavar="WORDS",
        type=names,
        help="words one of which must be in the line, separated by commas: a condition of the first rendering, or of the wrong forms when no rendering is given",
    )
    parser.add_argument("--unless", metavar="WORDS", type=names, help="words none of which may be in the line, separated by commas")
    parser.add_argument(
        "--wrong", metavar="TEXT", action="append", default=[], help="a wrong rendering, alternatives separated by |; several times"
    )
    parser.add_argument(
        "--pinyin",
        metavar="TEXT",
        action="append",
        default=[],
        help="a romanised form used instead of the rendering, alternatives separated by |; several times",
    )
    parser.add_argument(
        "--hit", metavar="SENTENCE", action="append", default=[], help="an example with the term between ⟦ and ⟧; several times"
    )
    parser.add_argument("--miss", metavar="SENTENCE", action="append", default=[], help="a near-miss; several times")
    parser.add_argument("--domain", metavar="NAME", help="the field")
    parser.add_argument("--origin", metavar="TEXT", help="who renders it so: a named public document or body, or `literal`")
    parser.add_argument("--reviewed", metavar="WHO", help="who has reviewed it; today's date is added. Without it the entry is proposed")
    parser.add_argument("--note", metavar="TEXT", help="for the translator")
    parser.add_argument("--from", metavar="CANDIDATES", dest="candidates", type=Path, help="add the completed entries of a candidates file")
    parser.add_argument("-n", "--dry-run", action="store_true", help="show the entry and write nothing")
    _languages(parser)
    add_glossary(parser)


def _lint(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "lint",
        help="check glossary files",
        description="Check glossary files, by default those that ship; exit status 1 when there is something to mend.",
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="glossary files and folders, checked as one glossary over the one that ships"
    )
    parser.add_argument("--checks", action="store_true", help="list the checks, and why each is made")
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="text, JSON lines, or GitHub annotations (default: text)"
    )
    parser.add_argument("--stale", metavar="DAYS", type=count, default=1095, help="age from which on a review is stale (default: 1095)")
    parser.add_argument("--select", metavar="NAME", type=names, help="checks to make, separated by commas (default: all)")
    parser.add_argument("--ignore", metavar="NAME", type=names, help="checks to leave out, separated by commas")
    parser.add_argument("--no-default-glossary", action="store_true", help="do not check the files against the glossary that ships")
    parser.add_argument("-q", "--quiet", action="store_true", help="no count at the end")


def _import(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "import",
        help="make a glossary file of terms in another format",
        description="Make a glossary file of terms in another format; says what had to be changed or left out. Imported entries are proposed until they are reviewed.",
    )
    parser.add_argument("input", metavar="INPUT", type=Path, help="file to read, or -")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="glossary file to write (default: standard output)")
    parser.add_argument("-f", "--force", action="store_true", help="overwrite FILE if it exists")
    parser.add_argument("--format", choices=FORMATS, help="format of the input (default: detected from its name and first bytes)")
    parser.add_argument("--domain", metavar="NAME", default="", help="field of entries that name none")
    parser.add_argument("--origin", metavar="TEXT", default="", help="source of entries that name none (default: the name of the input)")
    parser.add_argument("--reviewed", metavar="WHO", help="mark entries that carry no review as reviewed today by WHO")
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what was left out")
    _languages(parser)


def _export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "export",
        help="write the glossary in another format",
        description="Write the glossary in another format; says what the format cannot hold.",
    )
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="file to write (default: standard output)")
    parser.add_argument("--format", choices=FORMATS, help="format (default: detected from the name of the output)")
    parser.add_argument("--domain", metavar="NAME", type=names, help="fields to write, separated by commas (default: all)")
    parser.add_argument("--reviewed", action="store_true", help="write reviewed entries only")
    parser.add_argument("-q", "--quiet", action="store_true", help="do not say what the format cannot hold")
    _languages(parser)
    add_glossary(parser)


def _candidates(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "candidates",
        help="what the glossary lacks, from a cleaned folder",
        description="Gather the fragments of cleaned folders that the glossary does not know, the most frequent first, with their sentences, as entries to be completed.",
    )
    _folders(parser)
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="candidates file to write (default: standard output)")
    parser.add_argument("--least", metavar="N", type=count, default=1, help="least number of occurrences (default: 1)")
    parser.add_argument("--sentences", metavar="N", type=count, default=3, help="sentences shown for each (default: 3)")
    parser.add_argument("--dictionary", metavar="PATH", type=Path, help="CC-CEDICT file to ask for renderings and pinyin")
    _languages(parser)
    add_glossary(parser)


def _impact(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "impact",
        help="what a change would do to a cleaned folder",
        description="Show which findings of cleaned folders a change of the glossary would settle, create or contradict.",
    )
    parser.add_argument("change", metavar="CHANGE", type=Path, help="glossary file with the new and changed entries")
    _folders(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text or JSON (default: text)")
    parser.add_argument("-j", "--workers", metavar="N", type=count, default=1, help="worker processes (default: 1)")
    _languages(parser)
    add_glossary(parser)


def _stats(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "stats",
        help="which entries fire",
        description="Count which entries of the glossary fire in cleaned folders, and which never do.",
    )
    _folders(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text or JSON (default: text)")
    parser.add_argument("--never", action="store_true", help="list the entries that never fire")
    _languages(parser)
    add_glossary(parser)
