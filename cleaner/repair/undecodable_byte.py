"""Bytes that the encoding of their file does not explain: marked with U+FFFD, or lines that were read in another encoding.

Why: what such bytes meant is lost, or known only from a guess about their lines; a person who has the file can look at them.
How: decoding the file says where they are (`cleaner.formats.encoding`); the evidence has the bytes and their offset in the file.
Left alone: U+FFFD that the text had when it came, which is a character like others here; files whose encoding explains every byte.
Source: Unicode Standard, section 3.9, U+FFFD substitution of maximal subparts.
"""

from collections.abc import Callable, Iterator

from cleaner.annotation import Annotation, Kind, Safety, Severity
from cleaner.document import Undecoded
from cleaner.repair.view import RepairView
from cleaner.rule import Case, Found, Labels, Rule

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
MAX_BYTES = 32
"""Bytes of a finding that are quoted: enough for any character and its neighbours; a damaged block may have megabytes."""
MAX_FINDINGS = 1000
"""Places with a finding of their own; nobody looks at more one by one, and a file of noise would have more findings than text."""


def find(view: RepairView) -> Iterator[Found]:
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
        yield Found(each.start, each.end, message, evidence=evidence)
    if rest := view.undecoded[MAX_FINDINGS:]:
        message = f"{len(rest):,} more places have bytes that do not fit the encoding of the file"
        yield Found(rest[0].start, rest[-1].end, message, evidence={"offset": rest[0].offset, "places": len(rest)})


def is_told(annotation: Annotation, told: Callable[[int, int], bool]) -> bool:
    """Whether an annotation only names U+FFFD characters that the findings of this rule speak of.

    Args:
        annotation: of any rule.
        told: whether a span has a character that stands for undecoded bytes.
    """
    if annotation.applied or annotation.kind is not Kind.ENCODING or REPLACEMENT not in annotation.found:
        return False
    marks = (annotation.start + at for at, char in enumerate(annotation.found) if char == REPLACEMENT)
    return all(told(mark, mark + 1) for mark in marks)


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
