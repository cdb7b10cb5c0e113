"""What can go wrong, and what to tell the user.

    CleanerError
    ├── TextError         the text cannot be cleaned (a lone surrogate)
    ├── OptionError       an option, a language, or a rule name is wrong
    ├── DocumentError     annotations do not belong to the text they are used on
    ├── GlossaryError     a glossary file cannot be read; names file, line and column
    ├── ModelError        a table of learned weights is missing or damaged
    ├── WorkerError       worker processes died and could not be replaced
    └── InputError        an input file cannot be cleaned
        ├── BinaryInputError       it is not text
        ├── EncodingInputError     the encoding that was named does not fit its bytes
        └── RecordInputError       a record of a table cannot be read

An error that a rule raises on some text is none of these: it is kept in `Document.failures`, and everything else is done
(`Cleaner(strict=True)` raises it). Where there is no document to keep it, in `Cleaner.clean_batch` and `compare`, it is said by a
`RuleFailureWarning`.

A caller who wants to survive anything this package can say writes:

    try:
        document = cleaner.clean(text)
    except cleaner.CleanerError as error:
        ...

`TextError`, `OptionError`, `DocumentError` and `GlossaryError` are also `ValueError`s, as a reader of the standard
library expects.
"""


class CleanerError(Exception):
    """Base of every error this package raises on purpose."""


class TextError(CleanerError, ValueError):
    """The text cannot be cleaned: it holds a lone surrogate and so is not Unicode text."""


class OptionError(CleanerError, ValueError):
    """An option, a language tag or a rule name is not one the package knows."""


class DocumentError(CleanerError, ValueError):
    """Annotations were used on a text that they do not belong to."""


class GlossaryError(CleanerError, ValueError):
    """A glossary file is malformed.

    Args:
        path: the file.
        line: line number, from 1.
        column: code point in the line, from 1.
        expected: what should stand there.
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
    """A table of learned weights is missing or damaged; the message names the file and says what to do."""


class WorkerError(CleanerError):
    """Worker processes kept dying; the message says how often and on which inputs."""


class RuleFailureWarning(UserWarning):
    """A rule raised an error on a text where nothing but a warning can say so; everything else was done."""


class InputError(CleanerError):
    """An input cannot be cleaned. Its bytes are left as they are."""


class BinaryInputError(InputError):
    """The input is not text."""


class EncodingInputError(InputError):
    """The encoding that was named does not fit the bytes of the input."""


class RecordInputError(InputError):
    """A record of a table cannot be read; the message names the line."""
