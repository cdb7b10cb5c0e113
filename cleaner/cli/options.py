"""What the options of several commands ask for: inputs, a cleaner, a glossary, an output."""

import argparse
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from cleaner.api import Cleaner
from cleaner.choices import PAGE
from cleaner.display import printable, reason, shown
from cleaner.errors import InputError, OptionError
from cleaner.folder import Input, Reading, Walk, suppression_files
from cleaner.folder.by_path import CleanerByPath, PathOptions
from cleaner.folder.globs import Globs
from cleaner.folder.inputs import STDIN
from cleaner.formats.files import COMPRESSION, writing
from cleaner.formats.records import Columns
from cleaner.glossary import Glossary
from cleaner.suppressions import Suppression, Suppressions
from cleaner.suppressions import read as read_suppressions

if TYPE_CHECKING:
    from cleaner.glossary.dictionary import Dictionary

LINES_SHOWN = 5
"""Malformed lines of a dictionary that are listed."""


def wants_recurring(options: argparse.Namespace) -> bool:
    """Whether lines that recur in the inputs are wanted, and change anything."""
    if options.no_recurring:
        return False
    levels = [(options.boilerplate, PAGE[options.page])]
    levels += [(each.options.get("boilerplate", levels[0][0]), each.options.get("page", levels[0][1])) for each in _per_path(options)]
    return any(level not in ("off", "phrases") and page is not False for level, page in levels)


def reading(options: argparse.Namespace) -> Reading:
    """How the options ask for inputs to be read.

    Raises:
        OptionError: sources are named that none of the inputs can have: the user would take translations for compared that were not.
    """
    made = Reading(
        as_jsonl=options.jsonl,
        columns=Columns(
            text=options.text_column,
            id=options.id_column,
            source=options.source_column,
            site=getattr(options, "site_column", None),
            annotations=None if options.no_annotations else options.annotations_column,
        ),
        source_folder=options.source_folder,
        encoding=options.encoding,
        html=options.html,
        walk=Walk(not options.no_ignore, options.hidden, _globs(options.include), _globs(options.exclude)),
        stdin_name=_stdin_name(options),
    )
    if made.columns.source is not None and not _any(made, options.inputs, tables=True):
        raise OptionError("--source-column is for tables, and no input is; name such a file, add --jsonl, or use --source-folder")
    if made.source_folder is not None and not _any(made, options.inputs, tables=False):
        raise OptionError("--source-folder is for text files, and no input is; name a file or a folder of them, or use --source-column")
    if made.columns.site is not None and not _any(made, options.inputs, tables=True):
        raise OptionError("--site-column is for tables, and no input is; name such a file, or add --jsonl")
    return made


def _globs(given: list[str] | Globs | None) -> Globs:
    """Patterns of the command line, or of a configuration file."""
    return given if isinstance(given, Globs) else Globs(tuple(given or ()))


def _stdin_name(options: argparse.Namespace) -> str | None:
    """The file name of what standard input holds.

    Raises:
        OptionError: no input is standard input, or it cannot hold such a file.
    """
    name: str | None = getattr(options, "stdin_filename", None)
    if name is None:
        return None
    if STDIN not in options.inputs:
        raise OptionError("--stdin-filename names what standard input holds; give - as an input")
    if not Path(name).name:
        raise OptionError(f"--stdin-filename {name!r} has no name of a file")
    if Path(name).suffix.lower() in COMPRESSION:
        raise OptionError(
            f"standard input is not decompressed; decompress it before, and give --stdin-filename {Path(name).with_suffix('')}"
        )
    return name


def _any(made: Reading, inputs: Iterable[str], *, tables: bool) -> bool:
    """Whether any of the inputs, if there are any, is a table; or a file that is none."""
    there = False
    for each in made.inputs(inputs):
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
    made = Cleaner(
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
    tables = _per_path(options)
    return CleanerByPath(made, tables, options.select, options.ignore) if tables else made


def _per_path(options: argparse.Namespace) -> list[PathOptions]:
    """The options by path of the configuration file, without what the command line sets for all paths."""
    found = options.configuration.per_path if getattr(options, "configuration", None) is not None else ()
    over = options.given - {"ignore"}
    tables = [replace(each, options={name: value for name, value in each.options.items() if name not in over}) for each in found]
    return [each for each in tables if each.options]


def load_suppressions(options: argparse.Namespace, output: Path | None = None) -> Suppressions:
    """Load the suppressions for the inputs, and print how many there are.

    Args:
        options: of the command line.
        output: the output folder, when there is one.

    Raises:
        OptionError: a file cannot be read.
        InputError: a file is malformed.
    """
    paths = suppression_files(options.inputs, options.suppressions, output)
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
        GlossaryError: it is not a dictionary.
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
        what = "1 line is not an entry and is" if len(bad) == 1 else f"{len(bad)} lines are not entries and are"
        named = printable(shown(options.dictionary))
        sys.stderr.write(f"{named}: {what} left out (line {lines}); expected `{FORMAT}`\n")
    return dictionary


def _cache(options: argparse.Namespace) -> Path | None:
    """Cache folder for large glossaries; None if the user has none."""
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


def stdout() -> IO[bytes]:
    """Standard output, as bytes.

    Raises:
        OptionError: the process was started without one.
    """
    if sys.stdout is None:
        raise OptionError("standard output is closed, and there is nowhere to write to")
    return sys.stdout.buffer


def write(output: Path | None, pieces: Iterable[str | bytes]) -> None:
    """Write to a file, completely or not at all, or to standard output.

    Args:
        output: the file; None for standard output.
        pieces: of the text.

    Raises:
        OptionError: the file cannot be written.
    """
    if output is None:
        for piece in pieces:
            if isinstance(piece, bytes):
                stdout().write(piece)
            else:
                sys.stdout.write(piece)
        return
    try:
        with writing(output) as file:
            file.writelines(piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace") for piece in pieces)
    except OSError as error:
        raise OptionError(f"{printable(shown(output))} cannot be written to: {reason(error)}; name another file with -o") from None
