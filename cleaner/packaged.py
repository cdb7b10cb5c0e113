"""Files of data that ship in the package."""

from pathlib import Path

ROOT = Path(__file__).parent
"""The folder of the package: `importlib.resources` finds the same one and takes 5 ms to import."""


def data(*path: str) -> bytes:
    """The bytes of a file, by the parts of its path in the package."""
    return ROOT.joinpath(*path).read_bytes()


def text(*path: str) -> str:
    """The text of a file, UTF-8."""
    return data(*path).decode("utf-8")
