"""What a repair reads: a text, the format it is written in, and the parts of it whose characters must stay as they are."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from cleaner.document import Undecoded
from cleaner.markup.formats import TextFormat, format_of_text, is_code_passage
from cleaner.markup.spans import markup_spans
from cleaner.spans import Spans

_BLANK = re.compile(r"\n[^\S\n]*(?=\n)")


class RepairView:
    """A text that repairs read, with what several of them ask about it. Nothing is computed before it is asked for.

    Args:
        text: the text.
        text_format: what it is written in; None to tell it from the text.
        suspects: half-open spans of the lines that look as if they were read in the wrong encoding; None when nobody has looked yet.
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
        """What the text is written in, as given or as it seems."""
        return self.given_format or format_of_text(self.text)

    @cached_property
    def _marked(self) -> Spans:
        return Spans(markup_spans(self.text))

    def is_marked(self, start: int, end: int) -> bool:
        """Whether a span touches markup, marked code or an address."""
        return self._marked.touch(start, end)

    def is_protected(self, start: int, end: int) -> bool:
        """Whether a span touches a protected one, or stands in a line or passage of code that no markup shows to be code."""
        return (self.format is TextFormat.CODE and start < len(self.text)) or self.is_marked(start, end) or self._in_code_passage(start)

    def line_at(self, position: int) -> tuple[int, int]:
        """Start and end of the line that holds a position; asked again for the same line it costs nothing."""
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
