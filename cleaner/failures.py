"""Rules that raise an error on a text: only their findings on that text are missing.

The pipeline keeps a `RuleFailure` in the document and skips the rule for that text.
"""

import os
from dataclasses import dataclass

from cleaner.errors import CleanerError

NO_RULE = "cleaner"
"""`RuleFailure.rule` if the error does not belong to a rule."""
MAX_MESSAGE = 200
"""Code points of an error's message that are kept: some errors quote the whole text."""
NOT_OF_A_TEXT = (CleanerError, MemoryError, OSError, ImportError)
"""Errors of the whole run, such as a missing model: they are always raised."""
STRICT = "CLEANER_STRICT"
"""Environment variable that makes cleaners strict by default; the tests set it to 1."""


def is_strict() -> bool:
    """Whether the environment variable `STRICT` is 1, so that errors of rules are raised."""
    return os.environ.get(STRICT) == "1"


@dataclass(frozen=True, slots=True)
class RuleFailure:
    """A rule that raised an error on one text; the text is cleaned without it.

    Attributes:
        rule: id of the rule; `NO_RULE` if the error is not of a rule and the text stays unchanged.
        error: name of the error's type.
        message: the error's message, at most `MAX_MESSAGE` code points.
        where: module and line of this package where it was raised.
    """

    rule: str
    error: str
    message: str
    where: str

    def __str__(self) -> str:
        failed = "cleaning" if self.rule == NO_RULE else self.rule
        done = "the text stays as it is" if self.rule == NO_RULE else "everything else was done"
        return f"{failed} failed on this text and {done} ({self.error} at {self.where}: {self.message})"

    @classmethod
    def of(cls, rule: str, error: Exception) -> "RuleFailure":
        """The failure of a rule with an error."""
        where = ""
        at = error.__traceback__
        while at is not None:
            name = str(at.tb_frame.f_globals.get("__name__", ""))
            if name.startswith("cleaner."):
                where = f"{name}:{at.tb_lineno}"
            at = at.tb_next
        message = str(error)[:MAX_MESSAGE].encode("utf-8", "backslashreplace").decode()
        return cls(rule, type(error).__name__, message, where)

    def to_dict(self) -> dict[str, str]:
        """The failure as JSON values."""
        return {"rule": self.rule, "error": self.error, "message": self.message, "where": self.where}
