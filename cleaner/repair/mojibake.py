r"""Text read in the wrong encoding: "â€™" for "’", "ä¸\xadå›½" for "中国", "ÖÐÎÄ" for "中文".

Why: the bytes were right and the decoder was wrong; nothing later can read such a line.
How: ftfy decides, with its own heuristic; it is asked only about lines that its own expression suspects, and only those are
compared. One thing is decided before it: bytes of GB 18030 read as Latin-1, which ftfy would damage.
Left alone: everything ftfy leaves alone; its fixes that are no encoding repair (quotes, widths, ligatures) are off. Latin
letters that decode to Chinese only by accident: runs under four characters, bytes that are UTF-8, and rare characters.
Source: ftfy 6.3, `badness` and `fix_encoding`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from cleaner.annotation import Kind, Safety, Severity
from cleaner.languages.chinese import common_characters
from cleaner.repair.view import RepairView
from cleaner.rule import Case, Found, Rule
from cleaner.scan import RepairMark, chars_marked

LONGEST = 4096
"""Code points that are repaired at a time; a longer line is cut at spaces, which keeps the cost linear."""
FEW = 4
LATIN_RUN = re.compile("[\u0080-\u00ff]{4,}")
GBK_AS_LATIN = re.compile("(?:[\u00b0-\u00f7][\u00a1-\u00fe]){2,}")
"""Pairs of Latin-1 characters whose bytes are Chinese characters of GB 2312."""
ANCHOR = re.compile(r"[0-9A-Za-z]+")


@cache
def _ftfy() -> tuple[Any, Any, Any]:
    import ftfy
    from ftfy.badness import is_bad

    config = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )
    return ftfy.fix_encoding_and_explain, is_bad, config


def find(view: RepairView) -> Iterator[Found]:
    text = view.text
    at = 0
    while (suspect := suspects().search(text, at)) is not None:
        start = text.rfind("\n", at, suspect.start()) + 1 or at
        at = text.find("\n", suspect.start())
        at = at if at >= 0 else len(text)
        for piece_start, piece_end in _pieces(text, start, at):
            if suspects().search(text, piece_start, piece_end):
                yield from _in_segment(text[piece_start:piece_end], piece_start)


@cache
def suspects() -> re.Pattern[str]:
    """Two neighbours of the characters that mojibake is made of, or one of those that ftfy suspects alone."""
    chars = "".join(map(chr, chars_marked(RepairMark.MOJIBAKE)))
    alone = "".join(map(chr, chars_marked(RepairMark.MOJIBAKE_ALONE)))
    return re.compile(f"[{re.escape(chars)}]{{2}}|[{re.escape(alone)}]")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line, or a long line cut at spaces."""
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = space + 1 if space >= 0 else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _in_segment(segment: str, offset: int) -> Iterator[Found]:
    spans = list(_read_as_latin(segment))
    for start, end, right in spans:
        yield Found(
            offset + start,
            offset + end,
            f"these bytes are Chinese (GB 18030) that was read as Latin-1; they say “{right}”",
            replacement=right,
            evidence={"steps": ["encode latin-1", "decode gb18030"]},
        )
    if spans:
        return
    fix, is_bad, config = _ftfy()
    if not is_bad(segment):
        return
    fixed, steps = fix(segment, config)
    if fixed == segment:
        return
    how = [" ".join(step) for step in steps]
    for start, end, right in differences(segment, fixed):
        wrong = segment[start:end]
        yield Found(
            offset + start,
            offset + end,
            f"“{wrong}” is “{right}” read in the wrong encoding" if right.strip() else f"“{wrong}” is a blank read in the wrong encoding",
            replacement=right,
            evidence={"steps": how},
        )


def _read_as_latin(segment: str) -> Iterator[tuple[int, int, str]]:
    for match in LATIN_RUN.finditer(segment):
        run = match[0]
        if GBK_AS_LATIN.fullmatch(run) is None:
            continue
        data = run.encode("latin-1")
        try:
            right = data.decode("gb2312")
        except UnicodeDecodeError:
            continue
        if not _utf8(data) and sum(map(common_characters().__contains__, right)) >= _common_needed(len(right)):
            yield *match.span(), right


def _utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, so that the text is what ftfy mends."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _common_needed(length: int) -> int:
    """How many of the characters must be among the commonest: all of two or three, more than half of many."""
    return length if length < FEW else length // 2 + 1


def differences(old: str, new: str) -> list[tuple[int, int, str]]:
    """Where two versions of a segment differ, as small spans of the old one with what the new one has there.

    A decoder leaves ASCII letters and digits as they are, so these anchor the comparison; what stands between two anchors is
    compared on its own, which keeps the cost linear.
    """
    old_anchors = list(ANCHOR.finditer(old))
    new_anchors = list(ANCHOR.finditer(new))
    if [match[0] for match in old_anchors] != [match[0] for match in new_anchors]:
        return _between(old, new, 0)
    found = []
    old_at = new_at = 0
    for left, right in zip(old_anchors, new_anchors, strict=True):
        found += _between(old[old_at : left.start()], new[new_at : right.start()], old_at)
        old_at, new_at = left.end(), right.end()
    return found + _between(old[old_at:], new[new_at:], old_at)


def _between(old: str, new: str, offset: int) -> list[tuple[int, int, str]]:
    if old == new:
        return []
    old_words, new_words = old.split(" "), new.split(" ")
    if 1 < len(old_words) == len(new_words):
        found = []
        for old_word, new_word in zip(old_words, new_words, strict=True):
            found += _between(old_word, new_word, offset)
            offset += len(old_word) + 1
        return found
    head = next((at for at, (left, right) in enumerate(zip(old, new, strict=False)) if left != right), min(len(old), len(new)))
    # an edit needs characters to stand on: what is only inserted takes its neighbour along
    head = min(head, len(old) - 1)
    tail = 0
    while tail < min(len(old) - head - 1, len(new) - head) and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return [(offset + head, offset + len(old) - tail, new[head : len(new) - tail])]


RULE: Rule[RepairView] = Rule(
    "mojibake",
    Kind.ENCODING,
    find,
    safety=Safety.SAFE,
    severity=Severity.MAJOR,
    confidence=0.98,
    cases=(
        "the ministry⟦â€™|’⟧s report on caf⟦Ã©|é⟧s",
        "⟦ä¸\xadå›½|中国⟧",
        "⟦ÖÐÎÄ²âÊÔ|中文测试⟧ page",
        "“curly” quotes—and dashes… in café São Paulo",
        "ÀÁÂÃÄÅÆÇÈÉ",
        "ÁÉÍÓÚÇ, ÆØÅæøå, ÖÄÜöäü, ÀÉÈÙ and ÉÈÊË are letters",
        Case("⟦ÐŸÑ€Ð¸Ð²ÐµÑ‚|Привет⟧ мир", target="ru"),
        "Ärzte und Öffentlichkeit, naïve façade",
        "中文，全角标点。",
        "Привет, мир! Ελληνικά",
    ),
)
