"""`cleaner rules`: what there is, and what each rule does."""

import argparse
import sys

from rich.console import Console
from rich.table import Table

from cleaner.docs import Page, pages
from cleaner.errors import OptionError


def rules(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    console = Console(highlight=False, markup=False)
    known = {page.id: page for page in pages()}
    if options.rule is None:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in ("rule", "kind", "safety", "what it finds"):
            table.add_column(column, no_wrap=column != "what it finds")
        for page in known.values():
            table.add_row(page.id, page.kind.value, page.safety.value, page.summary)
        console.print(table)
        return 0
    if options.rule not in known:
        raise OptionError(f"there is no rule {options.rule!r}; `cleaner rules` lists them")
    sys.stdout.write(_explained(known[options.rule]))
    return 0


def _explained(page: Page) -> str:
    return page.markdown()
