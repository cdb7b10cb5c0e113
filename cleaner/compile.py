"""The index of the shipped glossary, which a start reads instead of parsing the glossary.

    python -m cleaner.compile

writes it again after a change of the glossary; with `--check`, as in `scripts/lint`, it writes
nothing and fails when the index is of an earlier glossary.
"""

import argparse
import sys

from cleaner.glossary import shipped
from cleaner.glossary.store import files_of, shipped_folder
from cleaner.glossary.stored import Layered


def main() -> None:
    """Write or check it."""
    arguments = argparse.ArgumentParser(description="Compile the shipped glossary.")
    arguments.add_argument("--check", action="store_true", help="write nothing; fail when the index is not of this glossary")
    path = shipped_folder() / shipped.NAME
    made = shipped.build([Layered(str(each), 0, each.read_bytes()) for each in files_of(path.parent)])
    if not arguments.parse_args().check:
        path.write_bytes(made)
    elif not path.is_file() or path.read_bytes() != made:
        sys.exit(f"{path} is not of this glossary: run python -m cleaner.compile")


if __name__ == "__main__":
    main()
