"""The hand-written detector: two of marker phrase, form, script and place of a line must agree."""

from collections import Counter

from cleaner.models import spam
from cleaner.rules.lines import Verdict
from cleaner.rules.spam_line.markers import SITE, is_about_spam, marked_lines
from cleaner.rules.spam_line.script import foreign_lines, read_line
from cleaner.rules.spam_line.signals import is_sentence, signals_of
from cleaner.rules.view import View

EDGE = 3
"""Lines at the start and at the end of a document: three in four injected lines are there."""
MIN_LINE = 8
"""Code points of the shortest line: shorter ones are words of any text."""
MAX_LINE = 4000
"""Code points of the longest line: longer ones are texts without line feeds, not lists."""
MIN_SIGNALS = 2
"""Independent signals needed: good lines have one of them, too."""
MIN_PROPOSED, MIN_REMOVED = 0.05, 0.5
"""Probability of spam by the learned score from which lines with signs are proposed, and
removed."""


def by_signs(view: View) -> dict[int, Verdict]:
    """Lines with at least two independent signals, by number."""
    marked, foreign = marked_lines(view), foreign_lines(view)
    verdicts: dict[int, Verdict] = {}
    if not marked and not foreign:
        return verdicts
    content = [number for number, (start, end) in enumerate(view.spans) if end > start]
    edges = {*content[:EDGE], *content[-EDGE:]} if len(content) > 2 * EDGE else {content[0], content[-1]}
    for number in sorted(marked.keys() | foreign):
        line = read_line(view, number)
        if MIN_LINE <= len(line) <= MAX_LINE:
            place = [*(["script"] if number in foreign else []), *(["edge"] if number in edges and len(content) > 1 else [])]
            verdict = _verdict(line, [*signals_of(line), *place], marked.get(number))
            if verdict is not None:
                verdicts[number] = verdict
    return verdicts


def by_signs_and_score(view: View) -> dict[int, Verdict]:
    """The same, but lines that are good by the learned score are only proposed, or left alone."""
    verdicts = by_signs(view)
    certain = [number for number in verdicts if verdicts[number].certain]
    for number, score in zip(certain, spam.scores([read_line(view, number) for number in certain]), strict=True):
        if score.probability < MIN_PROPOSED:
            del verdicts[number]
        elif score.probability < MIN_REMOVED or not (score.sure or "kind" in verdicts[number].evidence):
            verdicts[number] = verdicts[number]._replace(certain=False, confidence=score.probability)
    return verdicts


def _verdict(line: str, signals: list[str], markers: Counter[str] | None) -> Verdict | None:
    evidence: dict[str, object] = {"signals": signals}
    if markers is None:
        if not {"list", "script", "edge"} <= set(signals) or SITE.search(line):
            return None
        certain = "repetition" in signals and not is_about_spam(line)
        return Verdict("list of keywords", 0.9 if certain else 0.6, certain, evidence)
    kind = markers.most_common(1)[0][0]
    only_edge = all(signal == "edge" for signal in signals)
    if (only_edge and sum(markers.values()) < MIN_SIGNALS) or (is_sentence(line) and "contact" not in signals):
        return None
    strength = len(signals) + min(2, sum(markers.values()))
    if strength < MIN_SIGNALS + only_edge:
        return None
    certain = not is_about_spam(line)
    confidence = min(0.99, 0.8 + 0.05 * strength) if certain else 0.5
    return Verdict(f"{kind} spam", confidence, certain, {**evidence, "kind": kind})
