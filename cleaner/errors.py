"""The errors of this package; each message says what to do.

    CleanerError
    ├── TextError         the text cannot be cleaned (a lone surrogate)
    ├── OptionError       an option, a language, or a rule name is wrong
    ├── DocumentError     annotations do not belong to the text they are used on
    ├── GlossaryError     a glossary file cannot be read; names file, line and column
    ├── ModelError        a table of learned weights is missing or damaged
    ├── WorkerError       worker processes died and could not be replaced
    └── InputError        an input file cannot be cleaned
        ├── BinaryInputError       it is not text
        ├── EncodingInputError     the given encoding does not fit its bytes
        └── RecordInputError       a record of a table cannot be read

An error of a rule on a text is kept in `Document.failures`, and the text is cleaned without the
rule (`Cleaner(strict=True)` raises it). `Cleaner.clean_batch` and `compare`, which return no
document, give a `RuleFailureWarning`.

To catch every error of this package:

    try:
        document = cleaner.clean(text)
    except cleaner.CleanerError as error:
        ...

`TextError`, `OptionError`, `DocumentError` and `GlossaryError` are also `ValueError`s.
"""


class CleanerError(Exception):
    """Base class of every error of this package."""


class TextError(CleanerError, ValueError):
    """The text has a lone surrogate, so it is not Unicode text."""


class OptionError(CleanerError, ValueError):
    """An option, a language tag or a rule name is unknown."""


class DocumentError(CleanerError, ValueError):
    """Annotations do not belong to the text they are used on."""


class GlossaryError(CleanerError, ValueError):
    """A glossary file is malformed.

    Args:
        path: the file.
        line: line number, from 1.
        column: code point in the line, from 1.
        expected: the expected syntax.
    """

    def __init__(self, path: str, line: int, column: int, expected: str) -> None:
        super().__init__(f"{path}:{line}:{column}: {expected}")
        self.path = path
        self.line = line
        self.column = column
        self.expected = expected

    def __reduce__(self) -> tuple[type["GlossaryError"], tuple[str, int, int, str]]:
        return type(self), (self.path, self.line, self.column, self.expected)


class ModelError(CleanerError):
    """A table of learned weights is missing or damaged; the message names the remedy."""


class WorkerError(CleanerError):
    """Worker processes died repeatedly; the message says how often and on which inputs."""


class RuleFailureWarning(UserWarning):
    """A rule raised an error on a text, and there is no document to keep the failure."""


class InputError(CleanerError):
    """An input cannot be cleaned; its bytes stay unchanged."""


class BinaryInputError(InputError):
    """The input is not text."""


class EncodingInputError(InputError):
    """The given encoding does not fit the bytes of the input."""


class RecordInputError(InputError):
    """A record of a table cannot be read; the message names the line."""
