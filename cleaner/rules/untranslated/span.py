"""A part of a text that nobody translated: what detectors find and rules report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Untranslated:
    """A stretch of text in another language that does not belong where it is.

    Attributes:
        start, end: code points in the view's text.
        script: ISO 15924 name of the script most of its letters are in.
        language: BCP-47 tag it is most likely in.
        passage: whether it is a sentence or more.
        doubt: why it may belong there after all; empty when nothing speaks for that.
        probability: that people call it untranslated, where that was learned; None where it is
            plain.
    """

    start: int
    end: int
    script: str
    language: str
    passage: bool
    doubt: str = ""
    probability: float | None = None
