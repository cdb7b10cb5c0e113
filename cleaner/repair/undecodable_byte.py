"""Bytes that are invalid in the encoding of their file: replaced by U+FFFD, or lines read in
another encoding.

Why: the meaning of such bytes is lost, or guessed from their lines; only a person with the file can
check them.
How: decoding the file finds them (`cleaner.formats.encoding`); the evidence has the bytes and their
offset in the file.
Left alone: U+FFFD that the file itself contains; files with valid bytes only.
Source: Unicode Standard, section 3.9, U+FFFD substitution of maximal subparts.
"""

from collections.abc import Callable, Iterator

from cleaner.annotation import Annotation, Kind, Safety, Severity
from cleaner.document import Finding, Undecoded
from cleaner.repair.view import RepairView
from cleaner.rule import Case, Labels, Rule

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
MAX_BYTES = 32
"""Bytes quoted in a finding: enough for a few characters, while a damaged block may have
megabytes."""
MAX_FINDINGS = 1000
"""Places with a finding of their own: a file of noise would have more findings than text."""


def find(view: RepairView) -> Iterator[Finding]:
    for each in view.undecoded[:MAX_FINDINGS]:
        evidence: dict[str, object] = {"offset": each.offset}
        if each.encoding is not None:
            message = f"these lines do not fit the encoding of the rest of the file and were read as {each.encoding}"
            evidence["encoding"] = each.encoding
        else:
            quoted = each.data[:MAX_BYTES].hex(" ").upper() + (" …" if len(each.data) > MAX_BYTES else "")
            what = "byte does" if len(each.data) == 1 else "bytes do"
            message = f"the {what} not fit the encoding of the file ({quoted} at offset {each.offset})"
            evidence["bytes"] = quoted
        yield RULE.finding(each.start, each.end, message, evidence=evidence)
    if rest := view.undecoded[MAX_FINDINGS:]:
        message = f"{len(rest):,} more places have bytes that do not fit the encoding of the file"
        yield RULE.finding(rest[0].start, rest[-1].end, message, evidence={"offset": rest[0].offset, "places": len(rest)})


def is_covered(annotation: Annotation, covers: Callable[[int, int], bool]) -> bool:
    """Whether an annotation only reports U+FFFD characters that this rule reports, too.

    Args:
        annotation: of any rule.
        covers: whether a span has a character for undecoded bytes.
    """
    if annotation.applied or annotation.kind is not Kind.ENCODING or REPLACEMENT not in annotation.found:
        return False
    marks = (annotation.start + at for at, char in enumerate(annotation.found) if char == REPLACEMENT)
    return all(covers(mark, mark + 1) for mark in marks)


RULE: Rule[RepairView] = Rule(
    "undecodable-byte",
    Kind.ENCODING,
    find,
    labels=Labels("Linguistic conventions › Character encoding", "characters", (80, 80), ("error", "error")),
    safety=Safety.NOTE,
    severity=Severity.MAJOR,
    confidence=1.0,
    cases=(
        Case(f"caf⟦{REPLACEMENT}⟧ au lait", undecoded=(Undecoded(3, 4, 3, b"\xe9"),)),
        Case("first\n⟦警方通报了案件⟧\nlast", undecoded=(Undecoded(6, 13, 6, encoding="gb18030"),)),
        f"caf{REPLACEMENT} au lait",
        "café au lait",
    ),
)
