"""Files of data that ship in the package, or in one that it needs."""

from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent
"""The folder of the package: `importlib.resources` finds the same one and takes 5 ms to import."""


def data(*path: str) -> bytes:
    """The bytes of a file, by the parts of its path in the package."""
    return ROOT.joinpath(*path).read_bytes()


def text(*path: str) -> str:
    """The text of a file, UTF-8."""
    return data(*path).decode("utf-8")


def of(package: str, *path: str) -> Path:
    """A file of another package, which is not imported.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    return Path(spec.origin).parent.joinpath(*path)
