r"""A line separator that few tools know ("\v", U+0085, U+2028, U+2029), or a text with several
kinds of line ends.

Why: most tools count lines by line feeds and join two lines at U+2028 or a vertical tab; mixed line
ends make every line of a comparison differ.
How: separators become line feeds. "\r\n", "\r" and "\n" belong to the file and stay; a text that
mixes them gets one note, at the first that is not the most common kind. With `line_endings="lf"`
all of them become line feeds.
Only proposed: separators in source code.
Left alone: texts with one kind of line end, also "\r\n" or "\r"; form feeds, which separate pages.
Source: Unicode Standard, section 5.8, newline guidelines.
"""

from collections.abc import Iterator, Sequence

from cleaner.annotation import Annotation, Kind, Safety, Severity
from cleaner.document import Finding
from cleaner.line_ends import LineEnds
from cleaner.markup.formats import TextFormat
from cleaner.patterns import regex
from cleaner.repair.view import RepairView
from cleaner.rule import Labels, Rule

# a carriage return is only here if another repair inserted it, such as "&#13;"
ENDING = regex("\r\n|\r|\x0b|\N{NEXT LINE}|\N{LINE SEPARATOR}|\N{PARAGRAPH SEPARATOR}")
NAMES = {
    "\n": "line feeds (LF)",
    "\r\n": "carriage returns and line feeds (CRLF)",
    "\r": "carriage returns (CR)",
}
SEPARATORS = {
    "\r\n": "a carriage return and line feed",
    "\r": "a carriage return",
    "\x0b": "a vertical tab",
    "\x85": "NEXT LINE (U+0085)",
    "\u2028": "LINE SEPARATOR (U+2028)",
    "\u2029": "PARAGRAPH SEPARATOR (U+2029)",
}


def find(view: RepairView) -> Iterator[Finding]:
    text = view.text
    if (first := ENDING.search(text)) is None:
        return
    # source code has such characters in its strings
    safety = Safety.REVIEW if view.format is TextFormat.CODE else Safety.SAFE
    for match in ENDING.finditer(text, first.start()):
        message = f"the line ends with {SEPARATORS[match[0]]} where a line feed belongs"
        yield RULE.finding(*match.span(), message, replacement="\n", safety=safety)


def mixture(ends: LineEnds, applied: Sequence[Annotation]) -> Iterator[Finding]:
    """At most one finding, for a text with several kinds of line ends.

    Args:
        ends: the line ends of the original text.
        applied: the annotations that changed the text, in order; line ends inside them do not
            count.
    """
    for start, end in ends.others(applied):
        names = {NAMES[kind]: count for kind, count in ends.counts.items() if count}
        counted = " and ".join(f"{count:,} {name}" for name, count in sorted(names.items(), key=lambda each: -each[1]))
        message = (
            f"the text mixes line ends: {counted}; each line keeps its own, and the line_endings option “lf” makes all of them line feeds"
        )
        yield RULE.finding(start, end, message, safety=Safety.NOTE, evidence={"counts": names})
        return


RULE: Rule[RepairView] = Rule(
    "line-ending",
    Kind.TYPOGRAPHY,
    find,
    labels=Labels("Linguistic conventions › Textual conventions", "whitespace", (5, 5), ("note", "note")),
    safety=Safety.SAFE,
    severity=Severity.NEUTRAL,
    confidence=1.0,
    cases=(
        "one⟦\N{LINE SEPARATOR}|\n⟧two",
        "one⟦\x0b|\r\n⟧two\r\nthree",
        "one\r\ntwo\r\nthree⟦\n⟧four",
        "one\r\ntwo\r\nthree",
        "one\rtwo\r",
        "one\n\ntwo\n",
        "page\x0cpage",
    ),
)

CONVERSION = RULE.finding(0, 1, "the line ends of the text become line feeds, as asked for")
"""The finding for line ends that become line feeds; the caller sets the span."""
