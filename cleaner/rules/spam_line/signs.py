"""The hand-written detector: marker phrases and the form, script and place of a line, of which two must agree."""

from collections import Counter
from dataclasses import replace

from cleaner.models import spam
from cleaner.rules.lines import Verdict
from cleaner.rules.spam_line.markers import SITE, is_about_spam, marked_lines
from cleaner.rules.spam_line.script import foreign_lines, read_line
from cleaner.rules.spam_line.signals import is_sentence, signals_of
from cleaner.rules.view import View

EDGE = 3
"""Lines at the start and at the end of a document where three in four injected lines are."""
MIN_LINE = 8
"""Code points of the shortest line with enough in it to tell."""
MAX_LINE = 4000
"""Code points of the longest: longer ones are texts without line feeds, not lists."""
MIN_STRENGTH = 2
"""Independent signals needed: each alone is in good lines, too."""
MIN_CHANCE, SURE_CHANCE = 0.05, 0.5
"""Measured chance below which the score overrules the signs, and below which they only propose."""


def by_signs(view: View) -> dict[int, Verdict]:
    """Lines for which at least two independent signs speak, by number."""
    marked, foreign = marked_lines(view), foreign_lines(view)
    judged: dict[int, Verdict] = {}
    if not marked and not foreign:
        return judged
    content = [number for number, (start, end) in enumerate(view.spans) if end > start]
    edges = {*content[:EDGE], *content[-EDGE:]} if len(content) > 2 * EDGE else {content[0], content[-1]}
    for number in sorted(marked.keys() | foreign):
        line = read_line(view, number)
        if MIN_LINE <= len(line) <= MAX_LINE:
            place = [*(["script"] if number in foreign else []), *(["edge"] if number in edges and len(content) > 1 else [])]
            judgement = _judgement(line, [*signals_of(line), *place], marked.get(number))
            if judgement is not None:
                judged[number] = judgement
    return judged


def by_signs_and_score(view: View) -> dict[int, Verdict]:
    """The same, where lines that the learned score takes for good ones are only proposed, or left alone."""
    judged = by_signs(view)
    certain = [number for number in judged if judged[number].certain]
    for number, score in zip(certain, spam.scores([read_line(view, number) for number in certain]), strict=True):
        if score.chance < MIN_CHANCE:
            del judged[number]
        elif score.chance < SURE_CHANCE or not (score.sure or "kind" in judged[number].evidence):
            judged[number] = replace(judged[number], certain=False, confidence=score.chance)
    return judged


def _judgement(line: str, signals: list[str], markers: Counter[str] | None) -> Verdict | None:
    evidence: dict[str, object] = {"signals": signals}
    if markers is None:
        if not {"list", "script", "edge"} <= set(signals) or SITE.search(line):
            return None
        certain = "repetition" in signals and not is_about_spam(line)
        return Verdict("list of keywords", 0.9 if certain else 0.6, certain, evidence)
    kind = markers.most_common(1)[0][0]
    beside_place = [signal for signal in signals if signal != "edge"]
    if (not beside_place and sum(markers.values()) < MIN_STRENGTH) or (is_sentence(line) and "contact" not in signals):
        return None
    strength = len(signals) + min(2, sum(markers.values()))
    if strength < MIN_STRENGTH + (0 if beside_place else 1):
        return None
    certain = not is_about_spam(line)
    confidence = min(0.99, 0.8 + 0.05 * strength) if certain else 0.5
    return Verdict(f"{kind} spam", confidence, certain, {**evidence, "kind": kind})
