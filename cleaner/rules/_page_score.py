"""Lines of a page that a learned score tells from the story by their shape, their neighbours and their place."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from cleaner.models import boilerplate as model
from cleaner.models.line_features import Lines
from cleaner.rules._lines import Judgement
from cleaner.rules._page_phrases import LONGEST_CREDIT, LONGEST_LINE, NAMES, date_of, of_line, told
from cleaner.rules.view import View

FEWEST_LINES = 6
MOST_LINES = 50_000
"""Lines of the shortest and the longest text that the score is asked about: no web page has more."""
FEWEST_SENTENCES = 2
LEAST_STORY = 300
"""Letters in sentences below which a text has no story that could be told from the rest."""
EVIDENCE = 1
"""Lines that the phrase tables know, or that the score is all but sure of, without which a text is no page."""
SURE = 0.03
SHORT_LINE = 16
"""Code points below which a line is no sentence, whatever its end."""
CAPTION = 60
"""Code points from which on a line without an end mark may be a caption of the story."""
SEVERAL = 3
ENDS = frozenset(".!?。！？…।۔؟\"'”’»」』)）]")
MARKUP = re.compile(
    r"^(?:#{1,6} \S|#[a-z!]|```|~~~|\|[ :|]*-[-: |]*\|$|(?: {2,}|\t)\S|[-=~^*_]{3,}$|\.\. |<[a-z/!]|/\*|//| ?\*/| \* |[\w$]*[({;]$|[-\w]+:\s*[\[{|>]$)",
    re.MULTILINE,
)
"""How lines of Markdown, code and tables start."""
MARKED_UP = 50
"""One such line among so many makes the text a marked-up one."""
MOST_ROUNDS = 8


def by_score(view: View) -> dict[int, Judgement]:
    """Lines that the learned score gives little chance of being story."""
    level = view.settings.boilerplate
    if level == "off" or len(view.text) < LEAST_STORY // 3 or not _is_loose(view.lines):
        return {}
    gone, doubted = learned_lines(Lines(view.text, view.scan, view.offset), known_lines(view), model.weights(), model.LEVELS[level])
    judged = {}
    for number, score in (*gone.items(), *doubted.items()):
        start, end = view.spans[number]
        if view.is_within_protected(start, end):
            continue
        confidence = model.weights().confidence(score)
        judged[number] = Judgement(_name(view.text[start:end]), confidence, number in gone, {"score": round(1 - score, 3)})
    return judged


def _is_loose(lines: Sequence[str]) -> bool:
    """Whether a text has lines besides its first that are no sentences, a short one or several: without them it is all story."""
    written = (line for line in lines if line and not line.isspace())
    next(written, None)
    loose = [len(line) for line in written if len(line) < SHORT_LINE or line[-1] not in ENDS]
    return len(loose) >= SEVERAL or min(loose, default=CAPTION) < CAPTION


def _name(line: str) -> str:
    """What the phrase tables call a line."""
    found = of_line(line) if len(line) <= LONGEST_LINE else None
    if found is not None:
        return NAMES.get(found[0], found[0])
    return "date line" if len(line) <= LONGEST_CREDIT and date_of(line) is not None else "page furniture"


def known_lines(view: View) -> dict[int, int]:
    """Lines by what the phrase tables say of them: 1 known and left, 2 condemned."""
    judged, weak = view.once(told)
    return {**dict.fromkeys(weak, 1), **dict.fromkeys(judged, 2)}


def learned_lines(
    lines: Lines, by_number: Mapping[int, int], weights: model.Weights, level: model.Level
) -> tuple[dict[int, float], dict[int, float]]:
    """Numbers of the lines that go and of those that are doubted, with their chance of being story.

    What goes changes what the rest has for neighbours: the rest is judged again until nothing more goes, so the decision is one about the text
    as it will stand.

    Args:
        lines: of a document.
        by_number: what the phrase tables say of lines (`known_lines`).
        weights: the learned tables.
        level: how ready a line is to go.
    """
    origin = lines.numbers
    known = np.array([by_number.get(number, 0) for number in origin.tolist()], dtype=np.int8)
    gone: dict[int, float] = {}
    doubted: dict[int, float] = {}
    for _ in range(MOST_ROUNDS):
        if not is_page(lines):
            return gone, {}
        story = weights.story(lines, known)
        if int(((known == 2) | (story < SURE)).sum()) < EVIDENCE:
            return gone, {}
        limit = model.limit(level, model.density(lines))
        going = story < limit
        doubted = {int(origin[at]): float(story[at]) for at in np.flatnonzero(~going & (story < limit * model.PROPOSED) & (known < 2))}
        out = going | (known == 2)
        if not out.any():
            break
        gone.update({int(origin[at]): float(story[at]) for at in np.flatnonzero(going)})
        origin = origin[~out]
        lines = Lines("\n".join(line for line, leaves in zip(lines.strings(), out.tolist(), strict=True) if not leaves))
        known = known[~out]
    return gone, doubted


def is_page(lines: Lines) -> bool:
    """Whether a text can be a web page with a story: enough lines, some of them sentences, and no marks of Markdown, code or tables."""
    if not FEWEST_LINES <= len(lines) <= MOST_LINES:
        return False
    _, sentences = lines.sizes()
    if (sentences > 0).sum() < FEWEST_SENTENCES or sentences.sum() < LEAST_STORY:
        return False
    return sum(1 for _ in MARKUP.finditer(lines.text)) * MARKED_UP < len(lines)
