"""How good the rules are on text that people labelled: gold files read, rules run over them, and what they found counted.

`gold` reads the files, `tally` counts, `score` runs a cleaner over the gold and fills the tallies. Nothing here prints.
"""

from cleaner.evaluation.gold import FORMATS, Gold, read
from cleaner.evaluation.score import COUNTS, Score, default_rules, score

__all__ = ["COUNTS", "FORMATS", "Gold", "Score", "default_rules", "read", "score"]
