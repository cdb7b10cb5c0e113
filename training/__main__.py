"""Make every learned table and its card anew, one after the other.

    python training DATA

DATA is the folder of labelled development data (not part of the project). Needs the extra `training` (scikit-learn), which the package itself
does not. Each recipe says what it reads and prints the tables of its card; the same data gives the same tables.
"""

import argparse
import runpy
import sys
from pathlib import Path

RECIPES = ("fluency.py", "text_formats.py", "word_forms.py", "leftovers.py", "boilerplate.py", "spam.py")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA")
    options = parser.parse_args()
    for name in RECIPES:
        print(f"== {name}", flush=True)
        sys.argv = [name, str(options.data)]
        runpy.run_path(str(Path(__file__).with_name(name)), run_name="__main__")


if __name__ == "__main__":
    main()
