"""Annotations on GitHub: the commands that a workflow's log understands.

Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""


def annotation(level: str, path: str, line: int, column: int, title: str, message: str) -> str:
    """A workflow command that puts a message beside a line.

    Args:
        level: "error", "warning" or "notice".
        path: the file.
        line, column: from 1; columns are code points.
        title, message: plain text; line breaks and the marks of the format are escaped.
    """
    return f"::{level} file={_property(path)},line={line},col={column},title={_property(title)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
