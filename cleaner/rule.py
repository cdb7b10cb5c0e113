"""What a rule is: a name for a fault, one function that finds it, and the cases that prove it.

A repair is a rule that reads a `RepairView`; the rules of `cleaner.rules` read a `View`. Both yield findings and never
change anything themselves.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from cleaner.annotation import Kind, Safety, Severity
from cleaner.document import Finding, Undecoded
from cleaner.patterns import regex

Read = TypeVar("Read")


MARKED = regex(r"⟦(?P<found>[^⟦⟧]*?)(?:(?P<how>[|~])(?P<fixed>[^⟦⟧|~]*))?⟧")
"""The last `|` or `~` between the marks divides what is found from what is put there."""


@dataclass(frozen=True, slots=True)
class Case:
    """A marked text that proves a rule.

    `⟦found|fixed⟧` is found and replaced, `⟦found~proposed⟧` is found and the replacement only proposed, `⟦found⟧` is
    found and nothing more is said; a text with no mark must stay silent.

    Attributes:
        text: the marked text.
        target, source: languages it is cleaned with.
        source_text: the text it is a translation of.
        undecoded: bytes of its file that could not be decoded.
    """

    text: str
    target: str | None = "en"
    source: str = "zh"
    source_text: str | None = None
    undecoded: tuple[Undecoded, ...] = ()

    @property
    def plain(self) -> str:
        """The text without its marks."""
        return MARKED.sub(lambda match: match["found"], self.text)

    @property
    def cleaned(self) -> str:
        """The text as it stands once it is cleaned."""
        return MARKED.sub(lambda match: match["fixed"] if match["how"] == "|" else match["found"], self.text)

    @property
    def expected(self) -> list[tuple[int, int, str | None, bool]]:
        """Start and end in `plain`, replacement (None when the case does not say), and whether it is applied."""
        spans = []
        shift = 0
        for match in MARKED.finditer(self.text):
            start = match.start() - shift
            end = start + len(match["found"])
            shift += len(match[0]) - len(match["found"])
            spans.append((start, end, match["fixed"], match["how"] == "|"))
        return spans


class Labels(NamedTuple):
    """What a fault is called in other standards; `docs/mapping.md` shows all of them.

    A fault that was mended needs less attention than one that is still there, so severity and level come in pairs.

    Attributes:
        mqm: path in the MQM typology (themqm.org); a name in brackets is an extension of this project.
        its: ITS 2.0 localization quality issue type, from the closed list of the W3C standard that XLIFF 2.1 carries.
        severity: ITS severity, 0 to 100, when it was mended and when it is only flagged.
        level: SARIF level (note, warning or error), when it was mended and when it is only flagged.
    """

    mqm: str
    its: str
    severity: tuple[int, int]
    level: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rule(Generic[Read]):
    """One fault and how it is found.

    Attributes:
        id: kebab-case, named for the fault; the module has the same name with underscores.
        kind: the family.
        find: pure; reads a text or a view, yields what it found in any order.
        cases: marked texts; a string is a case from Chinese into English.
        safety, severity, confidence: what a finding has unless it says otherwise.
        literals: lower-case strings whose places the rule asks its view for (`View.matches`), when it waits for any.
        whole_lines: its replacements remove lines, and win over findings inside them.
        report_only: it changes nothing and reads a text once the other rules have settled it: what it said before would be out of date.
        labels: what its findings are called in other standards; None takes the labels of its kind.
        shields: for a repair: no other rule reports or changes anything in the spans that it finds, so that damage which is only named
            stays as it is and can be repaired later.
    """

    id: str
    kind: Kind
    find: Callable[[Read], Iterable[Finding]]
    cases: tuple[str | Case, ...]
    safety: Safety = Safety.REVIEW
    severity: Severity = Severity.MINOR
    confidence: float = 0.9
    whole_lines: bool = False
    report_only: bool = False
    labels: Labels | None = None
    shields: bool = False
    literals: Callable[[], Sequence[str]] | None = None

    def finding(
        self,
        start: int,
        end: int,
        message: str,
        replacement: str | None = None,
        *,
        safety: Safety | None = None,
        severity: Severity | None = None,
        confidence: float | None = None,
        evidence: Mapping[str, Any] | None = None,
    ) -> Finding:
        """A finding of this rule.

        Args:
            start, end: half-open code points in the text that was read; never empty.
            message: one sentence for a reviewer.
            replacement: the text to put there; `""` removes, None proposes nothing.
            safety, severity, confidence: None takes those of the rule.
            evidence: as in `Annotation`.
        """
        return Finding(
            self.id,
            self.kind,
            start,
            end,
            message,
            replacement,
            safety or self.safety,
            severity or self.severity,
            self.confidence if confidence is None else confidence,
            evidence,
        )

    def marked_cases(self) -> tuple[Case, ...]:
        """The cases, strings made `Case`s."""
        return tuple(Case(case) if isinstance(case, str) else case for case in self.cases)
