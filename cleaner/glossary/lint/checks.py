"""What is checked in a glossary: the table of checks, and what a check says."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is checked.

    Attributes:
        id: kebab-case, named for the fault.
        severity: an error makes the glossary wrong, a warning makes it doubtful, a note is for
            whoever asks.
        why: one sentence.
    """

    id: str
    severity: Severity
    why: str


CHECKS = (
    Check("malformed-entry", "error", "A file that cannot be read is left out whole when texts are cleaned."),
    Check("duplicate-concept", "error", "Two entries with one id cannot both be loaded."),
    Check("conflicting-source", "error", "One term with two renderings in two entries is rendered by whichever id comes first."),
    Check("circular-advice", "error", "A form that is to be used and is itself wrong or not wanted sends the reader round in circles."),
    Check("contradicted-rendering", "error", "A right rendering that is always reported as wrong cannot be followed."),
    Check("impossible-context", "error", "A condition that requires and excludes the same word never holds."),
    Check("failing-example", "error", "An entry that does not do what its own examples say does not do it in texts either."),
    Check("bad-review-date", "error", "A review without a date, or with one to come, says nothing about when the entry was looked at."),
    Check("stray-character", "error", "A character that does not belong to a term keeps it from being found, or is put into texts."),
    Check("changed-do-not-translate", "error", "A term that must stay as it is cannot have a rendering that differs."),
    Check("unsorted-entry", "warning", "Sorted entries are found by eye, and two people's additions do not meet at the end of the file."),
    Check("duplicate-source", "warning", "Only one of two equal terms is used; maintaining the other is wasted work."),
    Check(
        "overriding-entry",
        "warning",
        "An entry that takes the place of one in a glossary below it hides what that one says, later mends included.",
    ),
    Check("short-source", "warning", "A term of one character, or of one or two Latin letters, is found where it is not meant."),
    Check("wrong-inside-right", "warning", "A right rendering that holds a wrong form is reported as if it were wrong."),
    Check("missing-origin", "warning", "A rendering without a source cannot be checked again."),
    Check("missing-domain", "warning", "Without its field an entry cannot be chosen, exported or reviewed with its like."),
    Check("missing-example", "warning", "A condition or a wrong form that no sentence proves may never hold, or always."),
    Check("several-defaults", "warning", "Two preferred renderings without conditions give no basis for a choice, so none is applied."),
    Check("stale-review", "warning", "Names of bodies, laws and campaigns change; an old review no longer vouches for them."),
    Check("ocr-residue", "warning", "Footnote numbers and hyphens of line ends come from scanned lists, not from the term."),
    Check("untranslated-rendering", "warning", "A rendering that is the term itself is either missing, or meant: then its status says so."),
    Check("regex-in-term", "warning", "Terms are plain text: a pattern would be looked for letter by letter."),
    Check("unknown-language", "warning", "Terms under a tag that is not a language are never used."),
    Check("needless-form", "warning", "A form that is the term itself says nothing."),
    Check("unreviewed", "note", "What nobody has reviewed is shown as a candidate and never applied."),
)
BY_ID = {check.id: check for check in CHECKS}


class Spot(NamedTuple):
    """A line of an entry, by its content.

    Attributes:
        key: of the unindented line; `wrong` means both `wrong` and `pinyin` lines.
        number: which of the lines with this key, from 0.
        qualifier: key of the indented line below it that is meant, if one is.
        nth: which of the indented lines with this key, from 0.
    """

    key: str = "concept"
    number: int = 0
    qualifier: str = ""
    nth: int = 0


class Problem(NamedTuple):
    """What a check has to say of an entry.

    Attributes:
        check: id of the check.
        spot: the line it is about.
        message: what is wrong and what to do.
    """

    check: str
    spot: Spot
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a glossary file, and where.

    Attributes:
        path, line, column: the place; line and column from 1.
        check: id of the check.
        severity: of the check.
        message: what is wrong and what to do.
        concept: id of the entry, empty when it cannot be read.
    """

    path: str
    line: int
    column: int
    check: str
    severity: Severity
    message: str
    concept: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.severity} {self.check}: {self.message}"
