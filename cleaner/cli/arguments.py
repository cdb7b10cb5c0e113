"""Arguments that several commands share."""

import argparse
from pathlib import Path

from cleaner.choices import BOILERPLATE, DEFAULT_IDENTIFIER, DEFAULT_LEVEL, IDENTIFIERS, LINE_ENDINGS, PAGE, SEGMENTERS, SPAM
from cleaner.errors import OptionError
from cleaner.formats.records import ANNOTATIONS_COLUMN

UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
"""Units of sizes."""


def add_cleaning(parser: argparse.ArgumentParser) -> None:
    """Options for how a text is cleaned."""
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
        help="how to detect spam lines: with the learned score and hand-written signs, or with the signs alone (default: %(default)s)",
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
    """Options for the glossary."""
    group = parser.add_argument_group("which glossary")
    group.add_argument(
        "--glossary",
        metavar="PATH",
        action="append",
        help="glossary file or folder that overrides the built-in one; may be given more than once, later ones win",
    )
    group.add_argument("--no-default-glossary", action="store_true", help="do not use the built-in glossary")
    group.add_argument("--strict", action="store_true", help="stop at a malformed glossary file instead of continuing without it")
    group.add_argument(
        "--glossary-cache",
        metavar="DIR",
        type=Path,
        help="cache folder for large glossaries (default: CLEANER_CACHE, or a folder `cleaner` in the user's cache folder)",
    )


def add_suppressions(parser: argparse.ArgumentParser) -> None:
    """Options for suppressions."""
    group = parser.add_argument_group("what to leave out")
    group.add_argument(
        "--suppressions",
        metavar="FILE",
        action="append",
        type=Path,
        default=[],
        help="suppressions file that `cleaner apply` wrote; may be given more than once. cleaner-suppressions.jsonl in an input folder or next to an input file is read as well",
    )


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Options for how inputs are read."""
    group = parser.add_argument_group("how to read")
    group.add_argument("--jsonl", action="store_true", help="read every input as JSON lines, whatever its ending")
    group.add_argument(
        "--encoding",
        metavar="NAME",
        type=encoding,
        help="encoding of the inputs, such as gb18030 or windows-1251 (default: detected; JSON is UTF-8)",
    )
    group.add_argument(
        "--html",
        choices=("text", "markup"),
        default="text",
        help="of HTML files, clean the main text, or the markup itself (default: text)",
    )
    group.add_argument(
        "--text-column",
        metavar="NAME",
        default="text",
        help="field or column of a table that holds the text; its number, from 1, in a table without a header (default: text)",
    )
    group.add_argument(
        "--annotations-column",
        metavar="NAME",
        default=ANNOTATIONS_COLUMN,
        help="field of a table that the findings are added in (default: %(default)s)",
    )
    group.add_argument("--no-annotations", action="store_true", help="add no findings to tables; annotations.jsonl has them all the same")
    group.add_argument("--id-column", metavar="NAME", help="field of a table that names the record in annotations.jsonl")
    group.add_argument("--source-column", metavar="NAME", help="field of a table that holds the source text the text is a translation of")
    group.add_argument(
        "--source-folder", metavar="DIR", type=Path, help="folder with the source texts of files, each under the same relative path"
    )
    group.add_argument("-j", "--workers", metavar="N", type=count, help="worker processes (default: one, or one a core for large inputs)")


def add_walk(parser: argparse.ArgumentParser) -> None:
    """Options for which files of folders are read."""
    group = parser.add_argument_group("which files of folders")
    group.add_argument(
        "--include",
        metavar="GLOB",
        action="append",
        help="read only files that match, written as in .gitignore, such as '*.srt' or news/; may be given more than once",
    )
    group.add_argument("--exclude", metavar="GLOB", action="append", help="skip files and folders that match; may be given more than once")
    group.add_argument("--no-ignore", action="store_true", help="read files that .gitignore files name")
    group.add_argument("--hidden", action="store_true", help="read files and folders whose names begin with a dot")


def add_configuration(parser: argparse.ArgumentParser) -> None:
    """Options for the configuration file."""
    parser.add_argument(
        "--config",
        metavar="FILE",
        type=Path,
        help="configuration file (default: cleaner.toml, or pyproject.toml with [tool.cleaner], in the folder of the first input or above)",
    )
    parser.add_argument("--no-config", action="store_true", help="read no configuration file")


def add_recurring(parser: argparse.ArgumentParser) -> None:
    """Options for lines that recur in the inputs."""
    group = parser.add_argument_group("lines that recur")
    group.add_argument(
        "--no-recurring",
        action="store_true",
        help="do not read the inputs first for lines that occur in three or more texts of a site, such as menus and notices",
    )
    group.add_argument(
        "--site-column",
        metavar="NAME",
        help="field of a table that holds the site or the address (URL) of the text (default: a file is a site)",
    )


def add_engine(parser: argparse.ArgumentParser) -> None:
    """Options for what works on the shards of a run."""
    group = parser.add_argument_group("what does the work")
    group.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="worker processes on this machine, or Ray: the machines of a cluster, or this one (default: %(default)s)",
    )
    group.add_argument(
        "--ray-address",
        metavar="ADDRESS",
        help="Ray cluster to join, such as auto or 10.0.0.1:6379 (default: one is started here for the run)",
    )
    group.add_argument(
        "--shard-size",
        metavar="SIZE",
        type=size,
        help="input that is worked on, kept and repeated as a whole, such as 64M (default: 1M, one or two seconds of work)",
    )


def names(value: str) -> list[str]:
    """Names separated by commas."""
    return [name.strip() for name in value.split(",") if name.strip()]


def share(value: str) -> float:
    """A number from 0 to 1.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number from 0 to 1")
    return number


def count(value: str) -> int:
    """A number of workers.

    Raises:
        ArgumentTypeError: it is not a whole number of at least one.
    """
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is not a whole number of at least 1")
    return int(value)


def folder(value: str) -> Path:
    """A folder for results.

    Raises:
        ArgumentTypeError: it is in a store.
    """
    if "://" in value:
        raise argparse.ArgumentTypeError(
            f"results go to a folder on this machine or on a shared file system, not to {value}; copy them there afterwards"
        )
    return Path(value)


def size(value: str) -> int:
    """A number of bytes, with K, M or G for units of 1024.

    Raises:
        ArgumentTypeError: it is not a whole number of at least one.
    """
    number, unit = (value[:-1], value[-1].upper()) if value[-1:].upper() in UNITS else (value, "")
    if not number.isdecimal() or int(number) < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is not a size such as 500K, 64M or 1G")
    return int(number) * UNITS[unit]


def encoding(value: str) -> str:
    """Python's name of an encoding.

    Raises:
        ArgumentTypeError: there is none of that name.
    """
    from cleaner.formats.encoding import encoding_name

    try:
        return encoding_name(value)
    except OptionError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
