"""Tables that a start reads instead of what they are made of: the index of the shipped glossary, and
which characters are only Simplified or only Traditional.

    python -m cleaner.compile

writes them again, after a change of the glossary or of OpenCC; with `--check`, as in `scripts/lint`,
it writes nothing and fails when one is of something earlier.
"""

import argparse
import sys
from pathlib import Path

from cleaner import packaged
from cleaner.glossary import shipped
from cleaner.glossary.store import files_of, shipped_folder
from cleaner.glossary.stored import Layered
from cleaner.languages.chinese import compared_variants


def tables() -> dict[Path, bytes]:
    """What each file should have."""
    glossary = [Layered(str(each), 0, each.read_bytes()) for each in files_of(shipped_folder())]
    return {
        shipped_folder() / shipped.NAME: shipped.build(glossary),
        packaged.ROOT / "data" / "chinese_variants.txt": compared_variants().encode(),
    }


def main() -> None:
    """Write or check them."""
    arguments = argparse.ArgumentParser(description="Compile tables of data.")
    arguments.add_argument("--check", action="store_true", help="write nothing; fail when a table is of something earlier")
    check = arguments.parse_args().check
    for path, made in tables().items():
        if not check:
            path.write_bytes(made)
        elif not path.is_file() or path.read_bytes() != made:
            sys.exit(f"{path} is of something earlier: run python -m cleaner.compile")


if __name__ == "__main__":
    main()
