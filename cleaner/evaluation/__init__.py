"""Quality of the rules on labelled text: reads gold files, runs rules on them and counts matches.

`gold` reads the files, `tally` counts, `score` runs a cleaner over the gold and fills the tallies. Nothing here prints.
"""

from cleaner.choices import COUNTS
from cleaner.evaluation.gold import FORMATS, Gold, read
from cleaner.evaluation.score import Score, default_rules, score

__all__ = ["COUNTS", "FORMATS", "Gold", "Score", "default_rules", "read", "score"]
