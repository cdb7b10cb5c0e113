"""The detector that asks the learned score: a line alone, or the lines of a document."""

from collections import Counter
from collections.abc import Collection

from cleaner.models import spam
from cleaner.rules.lines import Verdict
from cleaner.rules.spam_line.markers import EXPLAINS, RULE_ID, SITE, hinted_lines, is_about_spam, marked_lines
from cleaner.rules.spam_line.page import Page
from cleaner.rules.spam_line.script import REACH, foreign_lines, leftover_lines, other_variant, read_line
from cleaner.rules.spam_line.signals import CONTACT, UNUSUAL, ends_as_sentence, signals_of
from cleaner.rules.spam_line.signs import EDGE, MAX_LINE, MIN_LINE
from cleaner.rules.view import FIRST_CJK, View

MAX_ALONE = 3
"""Lines of a text that has too few of them for their places to mean anything."""
MIN_CJK = 4
"""CJK letters of the shortest line that is scored as one: a name has three."""
FIRM = spam.UNIT
"""The odds from which a title with a word of those who explain is removed all the same: advertisements have them, too."""
SELLS = frozenset({"contact", "list", "repetition", "disguise"})
"""Forms that titles which explain do not have."""
SENDS = frozenset({"contact", "disguise"})
"""What a sentence must have besides its score: a way to the sender, or letters that hide from a filter."""


def by_score(view: View) -> dict[int, Verdict]:
    """Lines that a learned score and something besides it speak against, by number."""
    if len(view.text) > MAX_LINE and view.highest < FIRST_CJK and not view.matches(RULE_ID):
        return {}
    filled = [number for number, (start, end) in enumerate(view.spans) if end > start]
    return _alone(view, filled) if len(filled) <= MAX_ALONE else _in_document(view, filled)


def _alone(view: View, filled: Collection[int]) -> dict[int, Verdict]:
    """What is said of lines without a document around them."""
    hinted, marked = hinted_lines(view), marked_lines(view)
    lines = {number: read_line(view, number) for number in filled}
    lines = {number: line for number, line in lines.items() if _worth_a_score(view, number, line, number in hinted)}
    judged = {}
    for (number, line), score in zip(lines.items(), spam.scores([*lines.values()]), strict=True):
        if score.likely and not _is_of_site(line, score, marked.get(number)):
            signals = signals_of(line[:REACH])
            sentence = "。" in line[:REACH] or ends_as_sentence(line, 0, len(line))
            certain = score.sure and _is_firm(line, score, signals) and not (sentence and SENDS.isdisjoint(signals))
            besides = [*(["marker"] if number in marked else []), *([] if sentence else ["no sentence"])]
            judged[number] = said(line, score, marked.get(number), [*signals, *besides, "score"], certain)
    return judged


def _worth_a_score(view: View, number: int, line: str, hinted: bool) -> bool:
    """Whether a line alone may be spam, by what costs next to nothing to see."""
    if len(line) < MIN_LINE:
        return False
    if view.cjk_letters[number] >= MIN_CJK and number not in leftover_lines(view):
        return not ends_as_sentence(line, 0, len(line)) or hinted or CONTACT.search(line, 0, REACH) is not None
    return hinted or UNUSUAL.search(line, 0, REACH) is not None


def _is_of_site(line: str, score: spam.Score, markers: Counter[str] | None) -> bool:
    """Whether a line is of a site's menus, greetings and copyright lines, and names nothing that spam sells."""
    return not (score.topic or markers) and SITE.search(line, 0, REACH) is not None


def _is_firm(line: str, score: spam.Score, signals: Collection[str]) -> bool:
    """Whether a line is more than a title that explains what others sell."""
    return score.odds >= FIRM or not SELLS.isdisjoint(signals) or EXPLAINS.search(line) is None


def _in_document(view: View, filled: list[int]) -> dict[int, Verdict]:
    """What is said of the lines of a document."""
    marked = marked_lines(view)
    strange = foreign_lines(view) | other_variant(view, filled)
    suspects = _suspects(view, filled, marked.keys(), strange)
    if not suspects:
        return {}
    page = Page(view, filled, suspects, marked.keys(), strange)
    return {
        number: said(finding.line, finding.score, marked.get(number), finding.signals, finding.removed)
        for number, finding in page.findings().items()
        if finding.drawn or not _is_of_site(finding.line, finding.score, marked.get(number))
    }


def _suspects(view: View, filled: list[int], marked: Collection[int], strange: Collection[int]) -> list[int]:
    """Lines of a document that may be worth a score."""
    chinese, leftovers, hinted = view.cjk_letters, leftover_lines(view), hinted_lines(view)
    edges = {*filled[: 2 * EDGE], *filled[-2 * EDGE :]}
    found = []
    for number in sorted(hinted | chinese.keys()):
        start, end = view.spans[number]
        if chinese[number] >= MIN_CJK and number not in leftovers:
            if end - start >= (MIN_CJK if number in strange else MIN_LINE) and not ends_as_sentence(view.text, start, end):
                found.append(number)
        elif end - start >= MIN_LINE and (
            number in marked or (number in hinted and number in edges and not ends_as_sentence(view.text, start, end))
        ):
            found.append(number)
    return found


def said(line: str, score: spam.Score, markers: Counter[str] | None, signals: Collection[str], certain: bool) -> Verdict:
    """The judgement of a line that a score speaks against."""
    kind = markers.most_common(1)[0][0] if markers else score.kind
    evidence = {"signals": list(signals), "kind": kind, "score": score.chance}
    return Verdict(f"{kind} spam", score.chance, certain and not is_about_spam(line), evidence)
