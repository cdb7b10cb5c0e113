r"""Text read in the wrong encoding: "â€™" for "’", "ÖÐÎÄ" for "中文", "鈥檛" for "’t", "Áåñïå÷íûé" for "Беспечный".

Why: the bytes were right and the decoder was wrong; nothing later can read such a line.
How: a line whose words no language writes is encoded again in each encoding that it may have been decoded in, and decoded in each that its bytes may
be in, up to four mistakes deep; of the texts that come out the most fluent one wins, when it is so much more fluent that chance does not explain it.
A mistake that is proven in one line of a text needs less proof in the others. ftfy takes part for UTF-8 whose bytes were lost on the way.
Only proposed: what is likely and not proven. Only named, and kept from every other rule: lines with control characters that read well in no
encoding, halves of characters, and characters that were lost (U+FFFD, "锟斤拷").
Left alone: code, addresses, and lines that speak about encodings.
Source: WHATWG Encoding Standard; ftfy 6.3 (`badness`, `fix_encoding`); the measurement in `fluency.md`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cleaner.annotation import Kind, Safety, Severity
from cleaner.repair.mojibake.charsets import MULTI_BYTE, SINGLE_BYTE, UTF_8, name_of
from cleaner.repair.mojibake.judge import BEYOND, CONTROLS, FTFY, LATIN_1, Chain, Verdict, by_words, follow, is_rare, judge, strangeness_of
from cleaner.repair.mojibake.readings import DOS
from cleaner.repair.mojibake.suspects import suspect_lines
from cleaner.repair.view import RepairView
from cleaner.rule import Case, Found, Rule
from cleaner.scan import Scan
from cleaner.spans import Spans

MAX_PIECE = 4096
"""Code points that are repaired at a time; a longer line is cut, which keeps the cost linear."""
MIN_SURE = 20.0
"""Nats of evidence from which a repair is made unasked; in clean text no reading reached them but of real damage."""
MIN_SURE_RARE = 30.0
"""The same for mistakes that are rare."""
MAX_LOST_SHARE = 0.1
"""Share of a line's characters beyond ASCII that may be left over where bytes of East Asian text were lost."""
MIN_LETTERS, MIN_LETTER_SHARE = 3, 0.7
"""Letters of words that must come out where single bytes stand for characters, and their share of what changes: signs prove nothing."""
MIN_SURE_UTF_8 = 12.0
"""Nats of evidence from which a repair is made unasked where the bytes are UTF-8, which other bytes are hardly ever by accident."""
MAX_STRANGENESS = 1.3
"""Strangeness (see `Verdict`) up to which a text is fluent enough to be put there unasked."""
MAX_SPOILED = 0.1
"""Nats that words of a line may lose by a reading for each that others gain."""
CJK, MIN_CJK = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]"), 3
"""Different CJK characters that a line of East Asian bytes has at least."""
MAX_WHOLE, MAX_WHOLE_PROPOSED = 1.15, 1.25
"""The most that all words of a line may cost where single bytes stand for letters: text of a language without a table reads a little better in
any neighbour's letters. Lines of languages with tables cost up to 1.13 (99 in a hundred), Albanian with Lithuanian letters 1.2 and more."""
MIN_PROVEN, MAX_STRANGENESS_PROVEN = 25.0, 2.5
"""Nats of evidence from which bytes that are UTF-8 may say something strange, such as a row of signs."""
KNOWN_TO_FTFY = frozenset({"cp1252", "mac-roman", "cp437"})
MIN_PLACES, MIN_SINGLE = 2, 40.0
"""Different places of a line that must be damaged where ftfy, which knows these encodings best, does not agree, or the nats of a single one; a single place
read in an encoding of DOS or the old Macintosh is only proposed."""
MAX_STRANGENESS_PROPOSED = 1.45
"""Strangeness up to which letters are proposed; East Asian text must be as fluent as unasked, for rare characters are many."""
MIN_STRANGE, MIN_DIFFERENT = 1.2, 8
"""Strangeness, and different CJK characters, from which a line of East Asian text may be in another East Asian encoding: a word that nobody translated
is shorter."""
MIN_FOREIGN, LAST_LATIN = 3, "\u024f"
"""Letters of another script that CJK characters must come out as; the last code point of the letters of Latin languages."""
MIN_KNOWN = 6.0
"""Nats of evidence from which a repair is made unasked where another line of the text proves the mistake."""
MIN_MARGIN = 4.0
"""Nats by which a repair that is made unasked must beat every other reading."""
MIN_PROPOSED = 8.0
"""Nats of evidence from which a repair is proposed."""
MIN_LINES = 2
"""Line feeds of a text from which its lines may be taken for code though no mark shows it."""
MAX_SHOWN = 40
"""Code points of a repair that a message shows."""
ABOUT = re.compile(
    r"""mojibake|ftfy|\b(?:(?:character|text|wrong|file)[ ](?:en|de)cod|(?:en|de)coding[ ](?:error|problem|issue|bug)|(?:en|de)coded?[ ](?:as|in|with)\b)
    |\b(?:codec|charset|code[ ]?page|utf-?(?:8|16)|latin-?1|iso-?8859|windows-125|cp-?125|koi8|gbk|gb[ ]?18030|shift.?jis)
    |乱码|亂碼|编码|編碼|文字化け|кодиров|кракозябр""",
    re.IGNORECASE | re.VERBOSE,
)
"""A line that speaks about encodings may show damage on purpose."""
BEYOND_LINE = re.compile(r"^[\x00-\x09\x0b-\x7f]*+[^\x00-\x7f][^\n]*", re.MULTILINE)
"""A line with something beyond ASCII."""
KUN = re.compile("(?:锟斤拷|锟斤)+")
LOST = re.compile("(?:锟斤拷|锟斤|\N{REPLACEMENT CHARACTER})+")
"""What is left of characters that could not be decoded: U+FFFD, and its UTF-8 bytes read as GBK."""
_CONTROLS, _BEYOND = "\x80-\x84\x86-\x9f", "\xa1-\xac\xae-\uffff"
HALVES = re.compile(
    f"[\xc2-\xf4][^\\s{_CONTROLS}\xad]?[{_CONTROLS}]+|[\xc2-\xdf]\xad|[\xe0-\xf4]\xad(?![^\\W\\d_])"
    f"|(?<![{_CONTROLS}])[{_CONTROLS}]++[{_BEYOND}]+|(?<=[{_BEYOND}])[{_CONTROLS}]+|[\u0192\u201a][\x80-\x9f\xad]"
    "|(?<=[a-z\xdf-\xff])[\xc2-\xde](?=[a-z\xdf-\xff])"
)
"""A control character next to letters, a soft hyphen after the first byte of a UTF-8 character, or such a byte alone inside a word is part of a
character that was decoded byte by byte."""
JOINED = re.compile(r"[^\w\n]{0,3}", re.ASCII)
"""What may stand between two repairs that are told as one."""

WORD_BEFORE, WORD_AFTER = re.compile(r"[^\W\d_]*$"), re.compile(r"[^\W\d_]*(?![\x80-\x9f])")
MAX_WORD = 40
"""Letters of a word that are told with a change in it."""


def find(view: RepairView) -> Iterator[Found]:
    text = view.text
    suspects = view.suspects if view.suspects is not None else suspect_lines(Scan([text]))[0]
    known: dict[Chain, int] = {}
    judged: list[_Line] = []
    for start, end in (piece for line in suspects for piece in _pieces(text, *line)):
        verdict = _judged(text[start:end], known)
        if verdict is not None and _is_sure(text[start:end], verdict):
            known[verdict.chain] = known.get(verdict.chain, 0) + 1
        judged.append(_Line(start, text[start:end], verdict))
    if known:
        judged = sorted([*judged, *_unsuspected(text, suspects)])
    named: list[tuple[int, int]] = []
    for found in _outside_code(view, [made for line in judged if (made := _in_company(line, known)) is not None]):
        named.append((found.start, found.end))
        yield found
    yield from _destroyed(text, Spans(named))


class _Line(NamedTuple):
    """A line, or a piece of one, with where it starts and what it most likely is."""

    start: int
    text: str
    verdict: Verdict | None


class _Repair(NamedTuple):
    """A line, what it is, its edits, and how far they may be trusted."""

    line: _Line
    verdict: Verdict
    edits: list[tuple[int, int, str]]
    safety: Safety


def _unsuspected(text: str, suspects: list[tuple[int, int]]) -> Iterator[_Line]:
    """The other lines with something beyond ASCII of a text in which a mistake is proven: they have fewer damaged words."""
    at = 0
    for match in BEYOND_LINE.finditer(text):
        while at < len(suspects) and suspects[at][1] < match.end():
            at += 1
        if at == len(suspects) or suspects[at][0] > match.start():
            yield from (_Line(start, text[start:end], None) for start, end in _pieces(text, *match.span()))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line without the characters that are lost, or a long one cut."""
    for match in KUN.finditer(text, start, end):
        yield from _cut(text, start, match.start())
        start = match.end()
    yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_PIECE:
        space = text.rfind(" ", start + MAX_PIECE // 2, start + MAX_PIECE)
        # without a space, at a multiple of what a character of two, three or four bytes takes
        cut = space + 1 if space >= 0 else start + MAX_PIECE // 12 * 12
        yield start, cut
        start = cut
    if end > start:
        yield start, end


@lru_cache(maxsize=2048)
def _judge(line: str) -> Verdict | None:
    return judge(line)


@lru_cache(maxsize=2048)
def _follow(line: str, chain: Chain) -> Verdict | None:
    return follow(line, chain)


def _judged(line: str, known: dict[Chain, int]) -> Verdict | None:
    """The verdict on a line, by the commonest mistake of its text when that explains it, which is quick."""
    if line.isascii():
        return None
    if known:
        usual = max(known, key=known.__getitem__)
        verdict = _follow(line, usual)
        if verdict is not None and verdict.chain == usual and not verdict.lost and _is_sure(line, verdict):
            return verdict
    return _judge(line)


def _is_sure(line: str, verdict: Verdict) -> bool:
    if verdict.agreed:
        return True
    if _is_leftover(line, verdict):
        return False
    if verdict.margin < MIN_MARGIN:
        return False
    if verdict.chain[0][0] == LATIN_1:
        return verdict.evidence >= MIN_KNOWN
    if _is_utf_8(verdict):
        wrongs = {wrong for wrong, _ in verdict.chain}
        if verdict.places < MIN_PLACES and not wrongs.isdisjoint(DOS | {"cp866"}):
            return False
        if verdict.places < MIN_PLACES and not KNOWN_TO_FTFY.isdisjoint(wrongs):
            return verdict.evidence >= MIN_SINGLE and verdict.strangeness <= MAX_STRANGENESS
        proven = verdict.evidence >= MIN_PROVEN and verdict.strangeness <= (MAX_STRANGENESS if wrongs & DOS else MAX_STRANGENESS_PROVEN)
        return proven or (verdict.evidence >= MIN_SURE_UTF_8 and verdict.strangeness <= MAX_STRANGENESS)
    needed = MIN_SURE_RARE if is_rare(verdict.chain) or verdict.lost else MIN_SURE
    if verdict.evidence < needed or verdict.strangeness > MAX_STRANGENESS:
        return False
    if verdict.lost > MAX_LOST_SHARE * sum(map(len, BEYOND.findall(line))):
        return False
    gained, spoiled = by_words(line, verdict.text)
    if gained < needed / 2 or spoiled > MAX_SPOILED * gained:
        return False
    singles = [right for _, right in verdict.chain if right in SINGLE_BYTE]
    if (singles and verdict.whole > MAX_WHOLE) or (not singles and len(set(CJK.findall(verdict.text))) < MIN_CJK):
        return False
    in_words, changed = verdict.letters(line) if singles else (0, 0)
    return not singles or (len(singles) == 1 and in_words >= max(MIN_LETTERS, MIN_LETTER_SHARE * changed))


def _is_leftover(line: str, verdict: Verdict) -> bool:
    """Whether CJK characters of a line are rather words that nobody translated.

    Read anew they would be a letter or two of a third script, or other words in place of words that read well.
    """
    if verdict.chain[0][0] not in MULTI_BYTE:
        return False
    if not _is_utf_8(verdict):
        return len(set(CJK.findall(line))) < MIN_DIFFERENT or strangeness_of(line) < MIN_STRANGE
    changed = [char for char, (start, end) in zip(verdict.text, verdict.spans, strict=True) if line[start:end] != char]
    return len(changed) < MIN_FOREIGN and any(char.isalpha() and char > LAST_LATIN for char in changed)


def _is_utf_8(verdict: Verdict) -> bool:
    return all(right == UTF_8 for _, right in verdict.chain)


def _in_company(line: _Line, known: dict[Chain, int]) -> _Repair | None:
    """The repair of a line in the light of what is known of the text's other lines."""
    verdict = line.verdict
    if ABOUT.search(line.text):
        return None
    if verdict is not None and _is_sure(line.text, verdict):
        return _Repair(line, verdict, list(edits_of(line.text, verdict)), Safety.SAFE)
    for chain in known:
        same = verdict if verdict is not None and verdict.chain == chain else _follow(line.text, chain)
        if same is not None and same.chain == chain and same.evidence >= MIN_KNOWN and same.strangeness <= MAX_STRANGENESS:
            return _Repair(line, same, list(edits_of(line.text, same)), Safety.SAFE)
    if verdict is None or verdict.evidence < MIN_KNOWN:
        return None
    if _is_likely(line.text, verdict):
        return _Repair(line, verdict, list(edits_of(line.text, verdict)), Safety.REVIEW)
    # control characters show that there is damage, whatever it is; halves of characters are named one by one
    damaged = CONTROLS.search(line.text) and not HALVES.search(line.text)
    return _Repair(line, verdict, list(edits_of(line.text, verdict)), Safety.NOTE) if damaged else None


def _is_likely(line: str, verdict: Verdict) -> bool:
    """Whether a verdict that is not sure is worth a proposal."""
    if verdict.evidence < MIN_PROPOSED or _is_leftover(line, verdict):
        return False
    proven = _is_utf_8(verdict) and verdict.evidence >= MIN_SURE_UTF_8
    gained, spoiled = by_words(line, verdict.text)
    if not _is_utf_8(verdict) and (gained < MIN_PROPOSED or spoiled > 2 * MAX_SPOILED * gained):
        return False
    is_single = any(right in SINGLE_BYTE for _, right in verdict.chain)
    if is_single and verdict.whole > MAX_WHOLE_PROPOSED:
        return False
    return verdict.strangeness <= (MAX_STRANGENESS_PROVEN if proven else MAX_STRANGENESS_PROPOSED if is_single else MAX_STRANGENESS)


def _outside_code(view: RepairView, repairs: list[_Repair]) -> Iterator[Found]:
    """The findings of the repairs that change no code or markup.

    What is code is told from the repaired text: damage looks like code.
    """
    parts: list[str] = []
    at = 0
    for repair in repairs:
        for start, end, right in repair.edits:
            parts += view.text[at : repair.line.start + start], right
            at = repair.line.start + end
    if not repairs:
        return
    repaired = RepairView("".join(parts) + view.text[at:], view.given_format)
    shift = 0
    for repair in repairs:
        marked = in_code = False
        for start, end, right in repair.edits:
            place = repair.line.start + start + shift
            span = place, place + max(1, len(right))
            marked = marked or repaired.is_marked(*span)
            in_code = in_code or repaired.is_protected(*span)
            shift += len(right) - (end - start)
        # one or two lines are too few to tell code from prose without marks
        if not marked and not (in_code and repaired.text.count("\n") >= MIN_LINES):
            yield from _findings(repair)


def _findings(repair: _Repair) -> Iterator[Found]:
    """The findings of a line."""
    verdict, line = repair.verdict, repair.line
    damage = damage_of(verdict.chain)
    if repair.safety is Safety.NOTE:
        start, end = line.start + repair.edits[0][0], line.start + repair.edits[-1][1]
        yield Found(
            start, end, f"this may be {damage}, and no reading of it is likely enough to be proposed", safety=Safety.NOTE, confidence=0.5
        )
        return
    lost = f"; {verdict.lost} bytes near it were lost" if verdict.lost else ""
    for at, end, right in repair.edits:
        wrong = line.text[at:end]
        shown = f"“{_short(wrong)}” is “{_short(right)}”" if right.strip() else f"“{_short(wrong)}” is a blank"
        yield Found(
            line.start + at,
            line.start + end,
            f"{damage}: {shown}{lost}",
            replacement=right,
            safety=repair.safety,
            confidence=None if repair.safety is Safety.SAFE else 0.7,
            evidence={
                "steps": [{"read_as": wrong_, "is": right_} for wrong_, right_ in verdict.chain],
                "nats": round(verdict.evidence, 1),
                **({"lost_bytes": verdict.lost} if verdict.lost else {}),
            },
        )


def edits_of(line: str, verdict: Verdict) -> Iterator[tuple[int, int, str]]:
    """Where a verdict changes a line, as few spans as its characters allow: what stands close together is one."""
    changed: list[tuple[int, int, str]] = []
    start, end, made = 0, 0, ""
    for char, (left, right) in zip(verdict.text, verdict.spans, strict=True):
        if left < end:
            # two characters that come from one, or from overlapping ones
            end, made = max(end, right), made + char
            continue
        if end and line[start:end] != made:
            changed.append((start, end, made))
        if left > end and not end:
            # what stood before the first character is gone
            start, end, made = 0, right, char
            continue
        if left > end:
            # what stood between is gone: its neighbour takes it along
            if changed and changed[-1][1] == end:
                changed[-1] = (changed[-1][0], left, changed[-1][2])
            else:
                changed.append((start, left, made))
        start, end, made = left, right, char
    end = max(end, len(line))
    if line[start:end] != made:
        changed.append((start, end, made))
    yield from _joined(line, changed)


def _joined(line: str, changed: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Changes of a line with their words; what touches or stands close together is one."""
    made: list[str] = []
    start = end = at = 0
    for left, right, replacement in changed:
        word_start, word_end = _word(line, left, right, replacement)
        if made and (word_start < end or JOINED.fullmatch(line, end, word_start)):
            made.append(line[at:left])
        else:
            if made:
                yield start, end, "".join(made) + line[at:end]
            start = word_start
            made = [line[start:left]]
        made.append(replacement)
        at, end = right, word_end
    if made:
        yield start, end, "".join(made) + line[at:end]


def _word(line: str, start: int, end: int, made: str) -> tuple[int, int]:
    """Where the word of a change of letters starts and ends; a change of marks stands alone."""
    if not any(map(str.isalpha, made)):
        return start, end
    before, after = WORD_BEFORE.search(line[max(0, start - MAX_WORD) : start]), WORD_AFTER.match(line, end, end + MAX_WORD)
    return start - len(before[0] if before else ""), end + len(after[0] if after else "")


def damage_of(chain: Chain) -> str:
    """What happened to a text, in words."""
    steps: list[str] = []
    for wrong, right in reversed(chain):
        step = "UTF-8 read as a Western encoding" if wrong == FTFY else f"{name_of(right)} read as {name_of(wrong)}"
        if steps and steps[-1] == step:
            steps[-1] += ", twice"
        else:
            steps.append(step)
    return ", then ".join(steps)


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def _destroyed(text: str, named: Spans) -> Iterator[Found]:
    """Characters of which nothing, or half, is left."""
    for start, end in (match.span() for match in LOST.finditer(text) if not named.touch(*match.span())):
        yield Found(
            start,
            end,
            "here characters were lost when the text was decoded; only its source has them",
            safety=Safety.NOTE,
            evidence={"count": end - start},
        )
    for start, end in (match.span() for match in HALVES.finditer(text) if not named.touch(*match.span())):
        yield Found(
            start,
            end,
            "these are bytes of a character that was decoded in the wrong encoding and lost its other bytes",
            safety=Safety.NOTE,
        )


RULE: Rule[RepairView] = Rule(
    "mojibake",
    Kind.ENCODING,
    find,
    safety=Safety.SAFE,
    severity=Severity.MAJOR,
    confidence=0.98,
    shields=True,
    cases=(
        "the ministry⟦â€™|’⟧s report on ⟦cafÃ©s|cafés⟧",
        "⟦ä¸\xadå›½|中国⟧",
        "⟦ÖÐÎÄ²âÊÔ|中文测试⟧ page",
        "the ⟦user鈥檚|user’s⟧ own image",
        "“curly” quotes—and dashes… in café São Paulo",
        "ÀÁÂÃÄÅÆÇÈÉ",
        "ÁÉÍÓÚÇ, ÆØÅæøå, ÖÄÜöäü, ÀÉÈÙ and ÉÈÊË are letters",
        Case("⟦ÐŸÑ€Ð¸Ð²ÐµÑ‚|Привет⟧ мир", target="ru"),
        "Ärzte und Öffentlichkeit, naïve façade",
        "中文，全角标点。",
        "Привет, мир! Ελληνικά",
        "the sign of mojibake is â€™ in place of an apostrophe",
    ),
)
