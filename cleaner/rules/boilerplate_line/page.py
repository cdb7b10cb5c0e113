"""Whether a text is a scraped page: an article with a page around it."""

from cleaner.models import page as model
from cleaner.models.page_features import document_features
from cleaner.rules.boilerplate_line.phrases import is_captions, is_licence
from cleaner.rules.boilerplate_line.reading import reading
from cleaner.rules.view import View

MIN_LINES = 2
"""Lines of the shortest page: a single line has nothing around it."""
MAX_LINES = 50_000
"""Lines of the longest text that is asked about: no web page has more, and the features of a line take some 1.5 kB of memory."""


def probability(view: View) -> float:
    """Probability that a text is a scraped page: an article with menus, notices and links around it.

    Subtitles, transcripts with times, licences and lists of authors are recognised by their form and have 0.

    Args:
        view: the text.
    """
    if not MIN_LINES <= sum(1 for line in view.lines if line and not line.isspace()) <= MAX_LINES:
        return 0.0
    if is_captions(view) or is_licence(view):
        return 0.0
    read = reading(view)
    if len(read.lines) < MIN_LINES:
        return 0.0
    return model.probability(document_features(read.lines, read.features, read.heads, read.words, read.known), model.weights())
