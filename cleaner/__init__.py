"""Clean machine-translated, scraped text; every change explained, reviewable and reversible.

>>> import cleaner
>>> document = cleaner.clean("large losses and strong public反响.", target="en")
>>> document.text
'large losses and strong public response.'
>>> [(each.rule, each.found, each.replacement) for each in document.annotations]
[('untranslated-fragment', '反响', ' response')]
"""

from cleaner.annotation import Annotation, Kind, Safety, Severity
from cleaner.api import Cleaner, clean
from cleaner.comparison import Conflict, compare
from cleaner.document import Document, Given, Undecoded, apply, restore
from cleaner.errors import (
    BinaryInputError,
    CleanerError,
    DocumentError,
    EncodingInputError,
    GlossaryError,
    InputError,
    ModelError,
    OptionError,
    RecordInputError,
    RuleFailureWarning,
    TextError,
    WorkerError,
)
from cleaner.failures import RuleFailure
from cleaner.formats.encoding import Decoded, decode
from cleaner.glossary import Glossary
from cleaner.recurrence import RecurringLines

__version__ = "0.1.0"

__all__ = [
    "Annotation",
    "BinaryInputError",
    "Cleaner",
    "CleanerError",
    "Conflict",
    "Decoded",
    "Document",
    "DocumentError",
    "EncodingInputError",
    "Given",
    "Glossary",
    "GlossaryError",
    "InputError",
    "Kind",
    "ModelError",
    "OptionError",
    "RecordInputError",
    "RecurringLines",
    "RuleFailure",
    "RuleFailureWarning",
    "Safety",
    "Severity",
    "TextError",
    "Undecoded",
    "WorkerError",
    "__version__",
    "apply",
    "clean",
    "compare",
    "decode",
    "restore",
]
