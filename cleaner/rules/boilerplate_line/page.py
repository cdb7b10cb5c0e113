"""The probability that a text is a scraped page: an article with boilerplate around it."""

from cleaner.models import page as model
from cleaner.rules.boilerplate_line.phrases import is_captions, is_licence
from cleaner.rules.boilerplate_line.reading import chunk_of, reading
from cleaner.rules.view import View

MIN_LINES = 2
"""Lines of the shortest page: nothing is around a single line."""
MAX_LINES = 50_000
"""Lines of the longest page: no web page has more, and the features of a line take 1.5 kB of
memory."""


def probability(view: View) -> float:
    """Probability of a page; 0 for subtitles, transcripts, licences and lists of authors."""
    if not MIN_LINES <= sum(1 for line in view.lines if line and not line.isspace()) <= MAX_LINES:
        return 0.0
    if is_captions(view) or is_licence(view):
        return 0.0
    read = reading(view)
    if len(read.lines) < MIN_LINES:
        return 0.0
    return model.probability(chunk_of(view).pages.row(read.lines.index, read.known), model.weights())
