"""`cleaner report`: the HTML report of a cleaned folder."""

import argparse

from rich.console import Console

from cleaner.cli.show import failures
from cleaner.display import printable, reason, shown
from cleaner.errors import OptionError
from cleaner.folder.inputs import ANNOTATIONS
from cleaner.report.folder import write_report
from cleaner.report.html import INDEX


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    folder = options.folder
    name = printable(shown(folder))
    if not folder.is_dir() or not (folder / ANNOTATIONS).exists():
        raise OptionError(f"{name} has no {ANNOTATIONS}; name a folder that `cleaner clean -o` wrote")
    console = Console(stderr=True)
    try:
        written, failed = write_report(folder, options.text_column)
    except OSError as error:
        raise OptionError(f"the report cannot be written to {name}: {reason(error)}") from None
    failures(console, failed, "the report has them all")
    if not options.quiet:
        several = f" and {len(written) - 1} pages" if len(written) > 1 else ""
        place = printable(shown(folder / INDEX))
        console.print(f"{place}{several}: open it in a browser", markup=False, emoji=False, highlight=False, soft_wrap=True)
    return 3 if failed else 0
