"""Learned tables as they ship: arrays in a file, read without pickle."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaner.errors import ModelError


def read(path: Path, names: Iterable[str], remedy: str) -> dict[str, npt.NDArray[Any]]:
    """The arrays of a file.

    Args:
        path: an `.npz` file.
        names: of the arrays.
        remedy: what to do about it.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return {name: file[name] for name in names}
    except FileNotFoundError:
        raise ModelError(f"{path} is missing: {remedy}") from None
    except Exception as cause:
        raise ModelError(f"{path} is damaged ({type(cause).__name__}): {remedy}") from cause
