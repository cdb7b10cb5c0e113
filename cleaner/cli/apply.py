"""`cleaner apply`: carry a reviewer's decisions out in a cleaned folder."""

import argparse
import sys
from collections import Counter

from rich.console import Console

from cleaner.cli.glossary.impact import preview
from cleaner.cli.glossary.opened import left_out, opened
from cleaner.cli.show import failed_texts
from cleaner.display import printable, shown, visible
from cleaner.folder import Cleaned
from cleaner.glossary import write
from cleaner.review import Applied, ApplyOptions, Decision, Plan, Standing, apply_plan, plan_decisions

SHOWN = 40
"""Code points of a finding or a replacement that are printed."""
MAX_LISTED = 50
"""Decisions of a kind that are listed."""


def apply(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    wanted = ApplyOptions(options.text_column, options.dry_run, options.glossary_file, options.target, options.source)
    plan = plan_decisions(options.folder, options.decisions, wanted)
    if plan.outdated:
        console.print(
            f"the decisions were made in report {plan.given.report}, and this folder's is {plan.report}: texts, or the version of cleaner, "
            "have changed since; each decision is looked for again"
        )
    status = _preview(plan, options, console)
    applied = apply_plan(plan)
    _print(console, options, applied)
    return failed_texts(applied.failures) or (3 if applied.left or applied.terms.refused else status)


def _preview(plan: Plan, options: argparse.Namespace, console: Console) -> int:
    """Print what the new terms would do to the folder once they are reviewed; the exit status."""
    if not plan.terms.added:
        return 0
    glossary = opened(options)
    console.print("what the new terms would do, once they are reviewed:")
    concepts = plan.terms.reviewed
    cleaned = Cleaned([plan.folder], plan.options.text_column, plan.target)
    preview(options, glossary, (plan.source, plan.target), concepts, write.file(concepts).encode(), cleaned)
    return left_out(glossary)


def _print(console: Console, options: argparse.Namespace, done: Applied) -> None:
    """Print what was done, and what was not and why."""
    terms = done.terms
    if options.dry_run:
        for each in done.carried:
            sys.stdout.write(f"{_line(each)}\n")
    for standing in (Standing.REFUSED, Standing.AMBIGUOUS, Standing.STALE):
        of_it = [left for left in done.left if left.standing is standing]
        for left in of_it[:MAX_LISTED]:
            console.print(f"{standing}: {_line(left.decision)}: {visible(left.reason)}")
        if len(of_it) > MAX_LISTED:
            console.print(f"… and {len(of_it) - MAX_LISTED:,} more {standing}")
    for said in terms.refused:
        console.print(f"not added: {said}")
    if options.quiet:
        return
    counts = Counter(left.standing for left in done.left)
    parts = [f"{len(done.carried):,} carried out", f"{done.already:,} already so"]
    parts += [f"{counts[standing]:,} {standing}" for standing in (Standing.REFUSED, Standing.STALE, Standing.AMBIGUOUS)]
    parts += [f"{done.failed:,} in documents that failed"] if done.failed else []
    texts = "1 document" if done.documents == 1 else f"{done.documents:,} documents"
    would = "would be " if options.dry_run else ""
    console.print(f"decisions: {would}{', '.join(parts)}; {done.changed:,} of {texts} {would}changed")
    if terms.added or terms.known:
        console.print(f"terms: {len(terms.added):,} {would}added to {printable(shown(terms.path))}, {terms.known:,} already there")
    if done.rewritten and not options.dry_run:
        console.print(f"`cleaner report {printable(shown(options.folder))}` shows the folder as it is now")


def _line(decision: Decision) -> str:
    """A decision on one line."""
    where = printable(decision.path) + (f":{decision.line}" if decision.line else "")
    text = "" if decision.text is None else f" → “{_short(decision.text)}”"
    return f"{where}: {decision.rule}: {decision.answer} “{_short(decision.found)}”{text}"


def _short(text: str) -> str:
    return visible(text if len(text) <= SHOWN else f"{text[: SHOWN // 2]} … {text[-SHOWN // 2 :]}")
