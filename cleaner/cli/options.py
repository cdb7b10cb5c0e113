"""Options that several commands share."""

import argparse
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from cleaner.api import BOILERPLATE, LINE_ENDINGS, SPAM, Cleaner
from cleaner.display import printable, shown
from cleaner.errors import InputError, OptionError
from cleaner.folder.inputs import BESIDE, STDIN, SUPPRESSIONS, Input, expand
from cleaner.folder.run import Reading, recurring
from cleaner.formats.encoding import encoding_name
from cleaner.glossary import Glossary
from cleaner.languages.chinese import SEGMENTERS
from cleaner.languages.identify import DEFAULT_IDENTIFIER, IDENTIFIERS
from cleaner.models.boilerplate import DEFAULT_LEVEL
from cleaner.rules import boilerplate_line
from cleaner.suppressions import Suppression, Suppressions
from cleaner.suppressions import read as read_suppressions

if TYPE_CHECKING:
    from cleaner.glossary.dictionary import Dictionary

PAGE = {"auto": None, "yes": True, "no": False}
"""Values of `--page`, as `Cleaner` takes them."""
LINES_SHOWN = 5
"""Malformed lines of a dictionary that are named."""


def add_cleaning(parser: argparse.ArgumentParser) -> None:
    """What decides how a text is cleaned."""
    group = parser.add_argument_group("how to clean")
    group.add_argument(
        "-t", "--target", metavar="TAG", help="language the text should be in, such as en or zh-Hans (default: identified, text by text)"
    )
    group.add_argument("-s", "--source", metavar="TAG", default="zh", help="language it was translated from (default: zh)")
    group.add_argument("--select", metavar="NAME", type=names, help="rules and kinds to use, separated by commas (default: all)")
    group.add_argument("--ignore", metavar="NAME", type=names, help="rules and kinds to leave out, separated by commas")
    group.add_argument(
        "--identifier", choices=sorted(IDENTIFIERS), default=DEFAULT_IDENTIFIER, help="language identifier (default: %(default)s)"
    )
    group.add_argument("--segmenter", choices=SEGMENTERS, default=SEGMENTERS[0], help="Chinese segmenter (default: %(default)s)")
    group.add_argument(
        "--boilerplate",
        choices=BOILERPLATE,
        default=DEFAULT_LEVEL,
        help="how aggressively to remove boilerplate lines: off removes none, phrases those that the phrase tables know; careful, balanced and thorough ask a learned score as well and remove more in this order (default: %(default)s)",
    )
    group.add_argument(
        "--page",
        choices=tuple(PAGE),
        default="auto",
        help="whether the texts are scraped pages, with boilerplate around the article: auto decides it text by text; with no, no line is removed as boilerplate (default: %(default)s)",
    )
    group.add_argument(
        "--spam",
        choices=SPAM,
        default=SPAM[0],
        help="who judges spam lines: the learned score and the signs, or the signs alone (default: %(default)s)",
    )
    group.add_argument(
        "--line-endings",
        choices=LINE_ENDINGS,
        default=LINE_ENDINGS[0],
        help="keep leaves every line its own end, lf makes carriage returns line feeds (default: %(default)s)",
    )
    group.add_argument(
        "--dictionary", metavar="PATH", type=Path, help="CC-CEDICT file whose glosses are proposed for what the glossary does not have"
    )
    add_glossary(parser)


def add_glossary(parser: argparse.ArgumentParser) -> None:
    """Which glossary is asked."""
    group = parser.add_argument_group("which glossary")
    group.add_argument(
        "--glossary",
        metavar="PATH",
        action="append",
        help="glossary file or folder laid over the one that ships; may be given more than once, later ones win",
    )
    group.add_argument("--no-default-glossary", action="store_true", help="leave out the glossary that ships")
    group.add_argument("--strict", action="store_true", help="stop at a malformed glossary file instead of going on without it")
    group.add_argument(
        "--glossary-cache",
        metavar="DIR",
        type=Path,
        help="where large glossaries are kept ready (default: CLEANER_CACHE, or a folder `cleaner` in the user's cache folder)",
    )


def add_suppressions(parser: argparse.ArgumentParser) -> None:
    """Which findings are left out."""
    group = parser.add_argument_group("what to leave out")
    group.add_argument(
        "--suppressions",
        metavar="FILE",
        action="append",
        type=Path,
        default=[],
        help=f"suppressions file that `cleaner apply` wrote; may be given more than once. {BESIDE} in an input folder or beside an input file is read as well",
    )


def add_reading(parser: argparse.ArgumentParser) -> None:
    """What decides how inputs are read."""
    group = parser.add_argument_group("how to read")
    group.add_argument("--jsonl", action="store_true", help="read every input as JSON lines, whatever its ending")
    group.add_argument(
        "--encoding",
        metavar="NAME",
        type=encoding,
        help="encoding of the inputs, such as gb18030 or windows-1251 (default: told from their bytes; JSON lines are UTF-8)",
    )
    group.add_argument("--text-column", metavar="NAME", default="text", help="field of a JSON line that holds the text (default: text)")
    group.add_argument("--id-column", metavar="NAME", help="field of a JSON line that names the record in annotations.jsonl")
    group.add_argument(
        "--source-column", metavar="NAME", help="field of a JSON line that holds the source text the text is a translation of"
    )
    group.add_argument(
        "--source-folder", metavar="DIR", type=Path, help="folder with the source texts of files, each under the same relative path"
    )
    group.add_argument("-j", "--workers", metavar="N", type=count, help="worker processes (default: one, or one a core for large inputs)")


def add_recurring(parser: argparse.ArgumentParser) -> None:
    """What is known of the inputs together."""
    group = parser.add_argument_group("lines that recur")
    group.add_argument(
        "--no-recurring",
        action="store_true",
        help="do not read the inputs beforehand for lines that stand in three or more texts of a site, such as menus and notices",
    )
    group.add_argument(
        "--site-column",
        metavar="NAME",
        help="field of a JSON line that holds the site or the address (URL) of the text (default: a file is a site)",
    )


def knowing_recurring(
    options: argparse.Namespace, cleaner: Cleaner, inputs: Iterable[Input | tuple[str, OSError]], how: Reading
) -> Cleaner:
    """The cleaner with what is known of the lines that recur in the inputs, where that is wanted and of use.

    Args:
        options: of the command line.
        cleaner: what will clean the inputs.
        inputs: from `inputs.expand`.
        how: they are read.

    Raises:
        OptionError: a column of tables is named, and no input is one.
    """
    if options.site_column is not None and not _any(how, options.inputs, tables=True):
        raise OptionError("--site-column is for JSON lines, and no input is; name such a file, or add --jsonl")
    without_score = options.boilerplate in ("off", "phrases") or options.page == "no"
    if options.no_recurring or without_score or boilerplate_line.RULE.id not in cleaner.rules:
        return cleaner
    found = recurring(inputs, replace(how, site_column=options.site_column))
    return cleaner.with_recurring(found) if len(found) else cleaner


def names(value: str) -> list[str]:
    """Names separated by commas."""
    return [name.strip() for name in value.split(",") if name.strip()]


def count(value: str) -> int:
    """A number of workers.

    Raises:
        ArgumentTypeError: it is not a whole number of at least one.
    """
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is not a whole number of at least 1")
    return int(value)


def encoding(value: str) -> str:
    """Python's name of an encoding.

    Raises:
        ArgumentTypeError: there is none of that name.
    """
    try:
        return encoding_name(value)
    except OptionError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def reading(options: argparse.Namespace) -> Reading:
    """How the options ask for inputs to be read.

    Raises:
        OptionError: sources are named that none of the inputs can have: the user would take translations for compared that were not.
    """
    made = Reading(
        stdin,
        options.jsonl,
        options.text_column,
        options.id_column,
        options.source_column,
        source_folder=options.source_folder,
        encoding=options.encoding,
    )
    if made.source_column is not None and not _any(made, options.inputs, tables=True):
        raise OptionError("--source-column is for JSON lines, and no input is; name such a file, add --jsonl, or use --source-folder")
    if made.source_folder is not None and not _any(made, options.inputs, tables=False):
        raise OptionError("--source-folder is for text files, and no input is; name a file or a folder of them, or use --source-column")
    return made


def _any(made: Reading, inputs: Iterable[str], *, tables: bool) -> bool:
    """Whether any of the inputs, if there are any, is a table; or a file that is none."""
    there = False
    for each in expand(inputs):
        if not isinstance(each, Input):
            continue
        there = True
        try:
            fits = made.is_table(each) if tables else each.path is not None and not made.is_table(each)
        except InputError:
            # it will be refused for what it is
            fits = True
        if fits:
            return True
    return not there


def make_cleaner(options: argparse.Namespace, suppressions: Suppressions | None = None) -> Cleaner:
    """The cleaner that the options ask for; its glossary's `problems` are for the caller to report.

    Args:
        options: of the command line.
        suppressions: findings that are left out.

    Raises:
        OptionError: an option is wrong, or a glossary or the dictionary cannot be read.
        GlossaryError: the dictionary is none, or a glossary file is malformed, and `--strict` was given or no other is left.
    """
    return Cleaner(
        options.target,
        options.source,
        glossary=load_glossary(options) if options.glossary or options.no_default_glossary else None,
        select=options.select,
        ignore=options.ignore,
        identifier=options.identifier,
        segmenter=options.segmenter,
        boilerplate=options.boilerplate,
        page=PAGE[options.page],
        spam=options.spam,
        line_endings=options.line_endings,
        dictionary=load_dictionary(options),
        suppressions=suppressions,
    )


def load_suppressions(options: argparse.Namespace, output: Path | None = None) -> Suppressions:
    """The suppressions that the options name, that lie beside the inputs, and that the output folder has; said on standard error.

    Args:
        options: of the command line.
        output: the output folder, when there is one.

    Raises:
        OptionError: a file cannot be read.
        InputError: a file is malformed.
    """
    beside = [(path if path.is_dir() else path.parent) / BESIDE for path in map(Path, options.inputs) if str(path) != STDIN]
    there = [path for path in (*beside, *([output / SUPPRESSIONS] if output else ())) if path.is_file()]
    paths = list({os.path.realpath(path): path for path in (*options.suppressions, *there)}.values())
    found: list[Suppression] = []
    for path in paths:
        name = printable(shown(path))
        try:
            found += read_suppressions(name, path.read_bytes())
        except OSError as error:
            raise OptionError(f"the suppressions {name} cannot be read: {error.strerror or error}") from None
    if found and not options.quiet:
        what = "1 suppression" if len(found) == 1 else f"{len(found):,} suppressions"
        sys.stderr.write(f"{what} from {', '.join(printable(shown(path)) for path in paths)}\n")
    return Suppressions(found)


def load_glossary(options: argparse.Namespace) -> Glossary:
    """The glossary that the options ask for.

    Raises:
        OptionError: a path cannot be read.
        GlossaryError: a file is malformed, and `--strict` was given or no file is left.
    """
    paths = options.glossary or []
    if not paths and options.no_default_glossary:
        return Glossary(())
    try:
        loaded = Glossary.load(*paths, strict=options.strict, shipped=not options.no_default_glossary, cache=_cache(options))
    except OSError as error:
        named = repr(error.filename) if error.filename else ", ".join(map(repr, paths))
        raise OptionError(f"the glossary {named} cannot be read: {error.strerror or error}") from None
    if loaded.problems and not len(loaded):
        raise loaded.problems[0]
    return loaded


def load_dictionary(options: argparse.Namespace) -> "Dictionary | None":
    """The dictionary that the options name; how many of its lines are left out is said on standard error.

    Raises:
        OptionError: it cannot be read.
        GlossaryError: it is no dictionary.
    """
    if options.dictionary is None:
        return None
    # its patterns are made when a dictionary is asked for: most runs have none
    from cleaner.glossary.dictionary import FORMAT, Dictionary

    try:
        dictionary = Dictionary.load(options.dictionary)
    except OSError as error:
        raise OptionError(f"the dictionary {str(options.dictionary)!r} cannot be read: {error.strerror or error}") from None
    bad = dictionary.malformed
    if bad:
        lines = ", ".join(map(str, bad[:LINES_SHOWN])) + (f" and {len(bad) - LINES_SHOWN} more" if len(bad) > LINES_SHOWN else "")
        what = "1 line is no entry and is" if len(bad) == 1 else f"{len(bad)} lines are no entries and are"
        named = printable(shown(options.dictionary))
        sys.stderr.write(f"{named}: {what} left out (line {lines}); expected `{FORMAT}`\n")
    return dictionary


def _cache(options: argparse.Namespace) -> Path | None:
    """Where large glossaries are kept ready; None when the user has no place for that."""
    if options.glossary_cache:
        return Path(options.glossary_cache)
    if named := os.environ.get("CLEANER_CACHE"):
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base) / "cleaner" if base else None
    base = os.environ.get("XDG_CACHE_HOME")
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home raises where there is none
    return Path(base) / "cleaner" if base else Path(home) / ".cache" / "cleaner" if home != "~" else None


def stdin() -> IO[bytes]:
    """Standard input, as bytes.

    Raises:
        OptionError: the process was started without one.
    """
    if sys.stdin is None:
        raise OptionError("standard input is closed; name a file instead of -")
    return sys.stdin.buffer


def stdout() -> IO[bytes]:
    """Standard output, as bytes.

    Raises:
        OptionError: the process was started without one.
    """
    if sys.stdout is None:
        raise OptionError("standard output is closed, and there is nowhere to write to")
    return sys.stdout.buffer
