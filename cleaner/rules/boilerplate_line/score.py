"""Lines of a page that a learned score tells from the story by their shape, their neighbours and their place."""

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from cleaner.models import boilerplate as model
from cleaner.models.line_features import Lines, shows_page
from cleaner.recurrence import RecurringLines
from cleaner.rules._lines import Judgement
from cleaner.rules.boilerplate_line.doubts import is_technical
from cleaner.rules.boilerplate_line.phrases import LONGEST_CREDIT, LONGEST_LINE, NAMES, date_of, of_line, told
from cleaner.rules.view import View

FEWEST_LINES = 4
MOST_LINES = 50_000
"""Lines of the shortest and the longest text that the score is asked about: no web page has more."""
LEAST_STORY = 300
"""Letters in sentences below which a text has no story that could be told from the rest."""
EVIDENCE = 2
"""Lines that show a page, without which a text is none: the phrase tables condemn them; the tables know them, and the score
is under the limit; or they have a time, a year, a separator or a sign, and the score is all but sure."""
SURE = 0.05
SHORT_LINE = 16
"""Code points below which a line is no sentence, whatever its end."""
CAPTION = 60
"""Code points from which on a line without an end mark may be a caption of the story."""
SEVERAL = 3
ENDS = frozenset(".!?。！？…।۔؟\"'”’»」』)）]")
MARKUP = re.compile(
    r"^(?:#{1,6}\s|#[a-z!]|```|~~~|\|[ :|]*-[-: |]*\|$|(?: {2,}|\t)\S|[-=~^*_]{3,}$|\.\. |<[a-z/!]|/\*|//| ?\*/| \* |[\w$]*[({;]$|[-\w]+:\s*[\[{|>]$)",
    re.MULTILINE,
)
"""How lines of Markdown, code and tables start."""
MARKED_UP = 50
"""One such line among so many makes the text a marked-up one."""
WRAPPED = 20
"""One line that runs on in the next among so many, and three in all, make the text one of wrapped lines: a licence, a manual, a letter."""
RECURRING = 0.7
"""The chance of being story at which a line goes that recurs in other stories; the measured share of boilerplate among them is `RECURS`."""
RECURS = 0.96
MOST_ROUNDS = 8


def by_score(view: View) -> dict[int, Judgement]:
    """Lines that the learned score gives little chance of being story."""
    level = view.settings.boilerplate
    if level == "phrases" or len(view.text) < LEAST_STORY // 3 or not is_loose(view.lines):
        return {}
    lines = Lines(view.text, view.scan, view.offset)
    stories = stories_of(lines, view.settings.recurring)
    gone = learned_lines(lines, known_lines(view), model.weights(), model.LEVELS[level], stories)
    if not gone or view.once(is_technical):
        return {}
    judged = {}
    for number, score in gone.items():
        start, end = view.spans[number]
        if view.is_within_protected(start, end):
            continue
        confidence = model.weights().confidence(score)
        evidence = {"score": round(1 - score, 3)}
        if number in stories:
            evidence["stories"] = stories[number]
            confidence = max(confidence, RECURS)
        judged[number] = Judgement(_name(view.text[start:end]), confidence, evidence=evidence)
    return judged


def is_loose(lines: Sequence[str]) -> bool:
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


def stories_of(lines: Lines, recurring: RecurringLines | None) -> dict[int, int]:
    """Numbers of the lines that recur, with how many stories they stand in."""
    if recurring is None or not is_page(lines):
        return {}
    stories = recurring.stories(lines.strings())
    return {number: times for number, times in zip(lines.numbers.tolist(), stories, strict=True) if times}


def learned_lines(
    lines: Lines,
    by_number: Mapping[int, int],
    weights: model.Weights,
    level: model.Level,
    recurring: Collection[int] = (),
) -> dict[int, float]:
    """Numbers of the lines that go, with their chance of being story.

    What goes changes what the rest has for neighbours: the rest is judged again until nothing more goes, so the decision is one about the text
    as it will stand.

    Args:
        lines: of a document.
        by_number: what the phrase tables say of lines (`known_lines`).
        weights: the learned tables.
        level: how ready a line is to go.
        recurring: numbers of the lines that recur in other stories.
    """
    origin = lines.numbers
    known = np.array([by_number.get(number, 0) for number in origin.tolist()], dtype=np.int8)
    again = np.array([number in recurring for number in origin.tolist()], dtype=bool)
    gone: dict[int, float] = {}
    for _ in range(MOST_ROUNDS):
        if not is_page(lines):
            break
        limits = np.where(_before_story(lines), level.page, level.limit(lines))
        figures = lines.figures(known)
        story = weights.story(lines, figures)
        shown = (known == 2) | ((known == 1) & (story < limits)) | (shows_page(lines, figures) & (story < SURE))
        if int(shown.sum()) < EVIDENCE:
            break
        going = story < limits
        going &= ~_listed(lines, going | (known == 2), shown | (story < limits / model.ALONE))
        going |= again & (story < RECURRING) & ~_headline(lines, story >= limits)
        out = going | (known == 2)
        if not out.any():
            break
        gone.update({int(origin[at]): float(story[at]) for at in np.flatnonzero(going)})
        origin = origin[~out]
        left = [line for line, leaves in zip(lines.strings(), out.tolist(), strict=True) if not leaves]
        if not is_loose(left):
            break
        lines = Lines("\n".join(left))
        known, again = known[~out], again[~out]
    return gone


def _listed(lines: Lines, out: npt.NDArray[np.bool_], proved: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The lines of runs inside the story of which no line is proved to be of a page: a list, a table or a heading of the story."""
    _, sentences = lines.sizes()
    stays = np.flatnonzero((sentences > 0) & ~out)
    if not len(stays):
        return np.zeros(len(lines), dtype=bool)
    run = np.cumsum(np.append(False, out[1:] != out[:-1]))
    sure = np.zeros(run[-1] + 1, dtype=bool)
    sure[run[proved]] = True
    listed: npt.NDArray[np.bool_] = out & ~sure[run]
    listed[: stays[0]] = listed[stays[-1] :] = False
    return listed


def _before_story(lines: Lines) -> npt.NDArray[np.bool_]:
    """The lines above the first sentence, where headlines stand."""
    _, sentences = lines.sizes()
    above: npt.NDArray[np.bool_] = np.cumsum(sentences > 0) == 0
    return above


def _headline(lines: Lines, stays: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The line above the first sentence of what stays: it recurs where other pages link to the story."""
    _, sentences = lines.sizes()
    above = np.zeros(len(lines), dtype=bool)
    above[:-1] = ((sentences > 0) & stays)[1:]
    above[int(above.argmax()) + 1 :] = False
    return above


def is_page(lines: Lines) -> bool:
    """Whether a text can be a web page with a story: enough lines, sentences, no marks of Markdown, code or tables, no wrapped lines."""
    if not FEWEST_LINES <= len(lines) <= MOST_LINES:
        return False
    _, sentences = lines.sizes()
    if sentences.sum() < LEAST_STORY or lines.run_on() >= max(3, len(lines) / WRAPPED):
        return False
    return sum(1 for _ in MARKUP.finditer(lines.text)) * MARKED_UP < len(lines)
