"""Clean machine-translated, scraped text; every change explained, reviewable and reversible.

>>> import cleaner
>>> document = cleaner.clean("large losses and strong public反响.", target="en")
>>> document.text
'large losses and strong public response.'
>>> [(each.rule, each.found, each.replacement) for each in document.annotations]
[('untranslated-fragment', '反响', ' response')]
"""

import importlib
import typing

if typing.TYPE_CHECKING:
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

_HOMES = {
    "Annotation": "cleaner.annotation",
    "BinaryInputError": "cleaner.errors",
    "Cleaner": "cleaner.api",
    "CleanerError": "cleaner.errors",
    "Conflict": "cleaner.comparison",
    "Decoded": "cleaner.formats.encoding",
    "Document": "cleaner.document",
    "DocumentError": "cleaner.errors",
    "EncodingInputError": "cleaner.errors",
    "Given": "cleaner.document",
    "Glossary": "cleaner.glossary",
    "GlossaryError": "cleaner.errors",
    "InputError": "cleaner.errors",
    "Kind": "cleaner.annotation",
    "ModelError": "cleaner.errors",
    "OptionError": "cleaner.errors",
    "RecordInputError": "cleaner.errors",
    "RecurringLines": "cleaner.recurrence",
    "RuleFailure": "cleaner.failures",
    "RuleFailureWarning": "cleaner.errors",
    "Safety": "cleaner.annotation",
    "Severity": "cleaner.annotation",
    "TextError": "cleaner.errors",
    "Undecoded": "cleaner.document",
    "WorkerError": "cleaner.errors",
    "apply": "cleaner.document",
    "clean": "cleaner.api",
    "compare": "cleaner.comparison",
    "decode": "cleaner.formats.encoding",
    "restore": "cleaner.document",
}
"""The module of each public name. It is imported when the name is first used: NumPy, the rules and the glossary take most of a start."""

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


def __getattr__(name: str) -> typing.Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
