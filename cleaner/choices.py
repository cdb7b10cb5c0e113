"""Values that users choose options from, known without loading what they choose."""

LEVELS = ("careful", "balanced", "thorough")
"""Levels of the learned score of boilerplate lines; `models/boilerplate.md` has their error rates."""
DEFAULT_LEVEL = "balanced"
BOILERPLATE = ("off", "phrases", *LEVELS)
"""How aggressively to remove boilerplate lines."""
SPAM = ("learned", "signs")
"""What detects spam lines: the learned score and the hand-written signs, or the signs alone."""
LINE_ENDINGS = ("keep", "lf")
"""What happens to carriage returns at line ends: a text keeps its own line ends, or gets line feeds."""
SEGMENTERS = ("rjieba", "jieba")
"""rjieba gives the same Han words as jieba (3,000 of 3,000 lines) and is twenty times as fast;
jieba stays selectable."""
PAGE = {"auto": None, "yes": True, "no": False}
"""Whether texts are scraped pages: on the command line, and as `Cleaner` takes it."""
IDENTIFIERS = ("langdetect", "py3langid")
DEFAULT_IDENTIFIER = "py3langid"
COUNTS = ("applied", "proposed", "all")
"""Which findings an evaluation counts: those that are applied, those with a proposal for a reviewer as well, or notes too."""
