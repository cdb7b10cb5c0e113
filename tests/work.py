"""Counts the work of a function instead of taking its time, so that no test depends on a clock."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import cleaner

PACKAGE = str(Path(cleaner.__file__).parent)
TOLERANCE = 1.3
"""Growth allowed beyond the linear one: n log n stays below it at these sizes, n² doubles."""
SLACK = 300
"""Lines that a limit or a block size inside the package may add at one of the sizes."""


def lines_run(function: Callable[..., object], *arguments: object) -> int:
    """Call a function and count the lines of the package that run, each as often as it runs.

    Work inside C (regular expressions, `str.find`, NumPy) does not count: `benchmarks/scaling.py` takes its time.
    """
    count = 0

    def trace_lines(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace_lines

    def trace(frame: FrameType, _event: str, _argument: object) -> Any:
        return trace_lines if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*arguments)
    finally:
        sys.settrace(before)
    return count


def assert_work_is_linear(function: Callable[[Any], object], sized: Callable[[int], object], size: int) -> None:
    """Assert that the lines a function runs grow at most in proportion to its input.

    Args:
        function: takes an input.
        sized: makes the input of a size.
        size: the smallest of three sizes; the others are twice and four times as large.
    """
    inputs = [sized(size * factor) for factor in (1, 2, 4)]
    for each in inputs:
        function(each)  # loads what is loaded once, models and word lists
    small, double, fourfold = (lines_run(function, each) for each in inputs)
    assert fourfold - double <= 2 * TOLERANCE * max(double - small, 0) + SLACK, f"lines run: {small}, {double}, {fourfold}"
