"""Scores of rules on labelled text: `gold` reads, `score` runs the rules, `tally` counts."""

from cleaner.evaluation.gold import FORMATS, Gold, read
from cleaner.evaluation.score import COUNTS, Score, default_rules, score

__all__ = ["COUNTS", "FORMATS", "Gold", "Score", "default_rules", "read", "score"]
