"""What a repair reads: a text, its format, and the parts that must stay unchanged."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from cleaner.document import Undecoded
from cleaner.markup.formats import TextFormat, format_of_text, is_code_passage
from cleaner.markup.spans import markup_spans
from cleaner.patterns import regex
from cleaner.spans import Spans

_BLANK = regex(r"\n[^\S\n]*(?=\n)")


class RepairView:
    """A text with properties that several repairs need, computed on first use.

    Args:
        text: the text.
        text_format: its format; None to identify it.
        suspects: half-open spans of the lines that may have been read in the wrong encoding; None
            to search for them.
        undecoded: bytes of its file that could not be decoded, by their places in the text.
    """

    def __init__(
        self,
        text: str,
        text_format: TextFormat | None = None,
        suspects: list[tuple[int, int]] | None = None,
        undecoded: Sequence[Undecoded] = (),
    ) -> None:
        self.text = text
        self.undecoded = undecoded
        self.suspects = suspects
        self.given_format = text_format
        self._line = (0, -1)
        self._code_passages: dict[tuple[int, bool], bool] = {}

    @cached_property
    def format(self) -> TextFormat:
        """The format of the text, given or identified."""
        return self.given_format or format_of_text(self.text)

    @cached_property
    def _marked(self) -> Spans:
        return Spans(markup_spans(self.text))

    def is_marked(self, start: int, end: int) -> bool:
        """Whether a span touches markup, marked code or an address."""
        return self._marked.touch(start, end)

    def is_protected(self, start: int, end: int) -> bool:
        """Whether a span touches markup or an address, or is code, marked or not."""
        return (self.format is TextFormat.CODE and start < len(self.text)) or self.is_marked(start, end) or self._in_code_passage(start)

    def line_at(self, position: int) -> tuple[int, int]:
        """Start and end of the line with a position; the last line is cached."""
        if not self._line[0] <= position <= self._line[1]:
            end = self.text.find("\n", position)
            self._line = (self.text.rfind("\n", 0, position) + 1, end if end >= 0 else len(self.text))
        return self._line

    @cached_property
    def _blank_lines(self) -> list[int]:
        return [match.end() for match in _BLANK.finditer(self.text)]

    def _in_code_passage(self, position: int) -> bool:
        if self.format is TextFormat.HTML:
            return False
        indented = self.text.startswith(("    ", "\t"), self.line_at(position)[0])
        if indented and self.format is TextFormat.MARKDOWN:
            return True
        at = bisect_right(self._blank_lines, position)
        key = (at, indented)
        if key not in self._code_passages:
            first = self._blank_lines[at - 1] if at else 0
            last = self._blank_lines[at] if at < len(self._blank_lines) else len(self.text)
            self._code_passages[key] = is_code_passage(self.text[first:last], indented=indented)
        return self._code_passages[key]
