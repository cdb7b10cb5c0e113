"""The detector with the learned score, for single lines and for the lines of a document."""

from collections import Counter
from collections.abc import Collection

from cleaner.models import spam
from cleaner.models.spam_features import UNIT
from cleaner.rules.lines import Verdict
from cleaner.rules.spam_line.markers import EXPLAINS, RULE_ID, SITE, hinted_lines, is_about_spam, marked_lines
from cleaner.rules.spam_line.page import Page
from cleaner.rules.spam_line.script import REACH, foreign_lines, other_variant, read_line, untranslated_lines
from cleaner.rules.spam_line.signals import CONTACT, UNUSUAL, ends_as_sentence, signals_of
from cleaner.rules.spam_line.signs import EDGE, MAX_LINE, MIN_LINE
from cleaner.rules.view import FIRST_CJK, View

MAX_ALONE = 3
"""Lines of a text that has too few for places to mean anything."""
MIN_CJK = 4
"""CJK letters of the shortest line that is scored as CJK: a name has three."""
MIN_FIRM_ODDS = UNIT
"""Odds from which a title with an explaining word is removed: advertisements have such words,
too."""
SELLS = frozenset({"contact", "list", "repetition", "disguise"})
"""Signals that explaining titles do not have."""
SENDS = frozenset({"contact", "disguise"})
"""A sentence needs one of these with its score: a contact, or letters that hide from a filter."""


def by_score(view: View) -> dict[int, Verdict]:
    """Lines that are spam by the learned score and another signal, by number."""
    if len(view.text) > MAX_LINE and view.highest < FIRST_CJK and not view.matches(RULE_ID):
        return {}
    filled = [number for number, (start, end) in enumerate(view.spans) if end > start]
    return _alone(view, filled) if len(filled) <= MAX_ALONE else _in_document(view, filled)


def _alone(view: View, filled: Collection[int]) -> dict[int, Verdict]:
    """The verdicts on lines without a document around them."""
    hinted, marked = hinted_lines(view), marked_lines(view)
    lines = {number: read_line(view, number) for number in filled}
    lines = {number: line for number, line in lines.items() if _worth_a_score(view, number, line, number in hinted)}
    verdicts = {}
    for (number, line), score in zip(lines.items(), spam.scores([*lines.values()]), strict=True):
        if score.likely and not _is_of_site(line, score, marked.get(number)):
            signals = signals_of(line[:REACH])
            sentence = "。" in line[:REACH] or ends_as_sentence(line, 0, len(line))
            certain = score.sure and _is_firm(line, score, signals) and not (sentence and SENDS.isdisjoint(signals))
            others = [*(["marker"] if number in marked else []), *([] if sentence else ["no sentence"])]
            verdicts[number] = _verdict(line, score, marked.get(number), [*signals, *others, "score"], certain)
    return verdicts


def _worth_a_score(view: View, number: int, line: str, hinted: bool) -> bool:
    """Whether a line alone may be spam, by quick tests."""
    if len(line) < MIN_LINE:
        return False
    if view.cjk_letters[number] >= MIN_CJK and number not in untranslated_lines(view):
        return not ends_as_sentence(line, 0, len(line)) or hinted or CONTACT.search(line, 0, REACH) is not None
    return hinted or UNUSUAL.search(line, 0, REACH) is not None


def _is_of_site(line: str, score: spam.Score, markers: Counter[str] | None) -> bool:
    """Whether a line is a menu, greeting or copyright line of a site, without a topic of spam."""
    return not (score.topic or markers) and SITE.search(line, 0, REACH) is not None


def _is_firm(line: str, score: spam.Score, signals: Collection[str]) -> bool:
    """Whether a line is more than an explaining title."""
    return score.odds >= MIN_FIRM_ODDS or not SELLS.isdisjoint(signals) or EXPLAINS.search(line) is None


def _in_document(view: View, filled: list[int]) -> dict[int, Verdict]:
    """The verdicts on the lines of a document."""
    marked = marked_lines(view)
    foreign = foreign_lines(view) | other_variant(view, filled)
    suspects = _suspects(view, filled, marked.keys(), foreign)
    if not suspects:
        return {}
    page = Page(view, filled, suspects, marked.keys(), foreign)
    return {
        number: _verdict(finding.line, finding.score, marked.get(number), finding.signals, finding.removed)
        for number, finding in page.findings().items()
        if finding.follows or not _is_of_site(finding.line, finding.score, marked.get(number))
    }


def _suspects(view: View, filled: list[int], marked: Collection[int], foreign: Collection[int]) -> list[int]:
    """Lines of a document that may be worth a score."""
    chinese, untranslated, hinted = view.cjk_letters, untranslated_lines(view), hinted_lines(view)
    edges = {*filled[: 2 * EDGE], *filled[-2 * EDGE :]}
    found = []
    for number in sorted(hinted | chinese.keys()):
        start, end = view.spans[number]
        if chinese[number] >= MIN_CJK and number not in untranslated:
            if end - start >= (MIN_CJK if number in foreign else MIN_LINE) and not ends_as_sentence(view.text, start, end):
                found.append(number)
        elif end - start >= MIN_LINE and (
            number in marked or (number in hinted and number in edges and not ends_as_sentence(view.text, start, end))
        ):
            found.append(number)
    return found


def _verdict(line: str, score: spam.Score, markers: Counter[str] | None, signals: Collection[str], certain: bool) -> Verdict:
    kind = markers.most_common(1)[0][0] if markers else score.kind
    evidence = {"signals": list(signals), "kind": kind, "score": score.probability}
    return Verdict(f"{kind} spam", score.probability, certain and not is_about_spam(line), evidence)
