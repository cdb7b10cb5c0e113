"""A reviewer's decisions: read, matched with their findings, carried out, and counted.

applied = apply_decisions(Path("cleaned"), Path("decisions.json"))
"""

from cleaner.review.anchoring import Left, Standing
from cleaner.review.carry_out import Applied, apply_decisions, apply_plan
from cleaner.review.decisions import Answer, Decision, Decisions, NewTerm, load
from cleaner.review.planning import ApplyOptions, Plan, plan_decisions
from cleaner.review.precision import Tally, tallies, total, wilson
from cleaner.review.terms import Terms
from cleaner.review.verdicts import Outcome, Verdict, suppressions, undecided

__all__ = [
    "Answer",
    "Applied",
    "ApplyOptions",
    "Decision",
    "Decisions",
    "Left",
    "NewTerm",
    "Outcome",
    "Plan",
    "Standing",
    "Tally",
    "Terms",
    "Verdict",
    "apply_decisions",
    "apply_plan",
    "load",
    "plan_decisions",
    "suppressions",
    "tallies",
    "total",
    "undecided",
    "wilson",
]
