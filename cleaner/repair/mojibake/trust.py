"""How far a verdict may be trusted: enough to repair a line, to propose the repair, or neither."""

from cleaner.repair.mojibake.charsets import MULTI_BYTE, SINGLE_BYTE, UTF_8
from cleaner.repair.mojibake.readings import DOS
from cleaner.repair.mojibake.verdict import BEYOND, CJK, LATIN_1, Verdict, by_words, is_rare, may_be_east_asian

MIN_SURE, MIN_SURE_RARE = 20.0, 30.0
"""Nats of evidence for a repair, and for a rare mistake; in clean text no wrong reading reached
them."""
MIN_SURE_UTF_8 = 12.0
"""The same if the bytes are UTF-8, which other bytes hardly ever are by accident."""
MIN_PROVEN, MAX_STRANGENESS_PROVEN = 25.0, 2.5
"""Nats from which UTF-8 bytes may become something strange, such as a row of signs, and its
strangeness."""
MIN_KNOWN = 6.0
"""Nats of evidence for a repair if another line of the text proves the mistake."""
MIN_PROPOSED = 8.0
"""Nats of evidence for a proposal."""
MIN_MARGIN = 4.0
"""Nats by which a repair must beat every other reading."""
MAX_STRANGENESS = 1.3
"""Strangeness (see `Verdict`) of the repaired text: fluent text has about 1."""
MAX_STRANGENESS_PROPOSED = 1.45
"""The same for a proposal of letters; East Asian text has many rare characters and keeps the lower
limit."""
MAX_WHOLE, MAX_WHOLE_PROPOSED = 1.15, 1.25
"""`Verdict.whole` for single-byte encodings: a language without a table becomes a little more
fluent in any neighbour's letters. 99 % of lines of known languages cost up to 1.13, Albanian with
Lithuanian letters 1.2 and more."""
MAX_LOST_SHARE = 0.1
"""Share of a line's characters beyond ASCII that may be lost bytes of East Asian text."""
MAX_SPOILED = 0.1
"""Nats that some words of a line may lose by a reading for each nat that others gain."""
MIN_LETTERS, MIN_LETTER_SHARE = 3, 0.7
"""Changed characters that must be letters of words if the bytes are single, and their share: signs
prove nothing."""
MIN_CJK = 3
"""Different CJK characters of a line of East Asian bytes: fewer are an accident."""
KNOWN_TO_FTFY = frozenset({"cp1252", "mac-roman", "cp437"})
"""The encodings that ftfy knows best."""
MIN_PLACES, MIN_SINGLE = 2, 40.0
"""Different damaged places of a line if ftfy knows the encoding and does not agree, or nats of a
single one; a single place in an encoding of DOS or the old Macintosh is only proposed."""
MIN_FOREIGN, LAST_LATIN = 3, "\u024f"
"""Letters of another script that CJK characters must become; the last letter of Latin languages."""


def is_sure(line: str, verdict: Verdict) -> bool:
    """Whether a verdict is certain enough to repair the line."""
    if verdict.agreed:
        return True
    if _is_untranslated(line, verdict):
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


def _is_untranslated(line: str, verdict: Verdict) -> bool:
    """Whether CJK characters of a line are rather untranslated words.

    Then the reading has a letter or two of a third script, or other words instead of fluent ones.
    """
    if verdict.chain[0][0] not in MULTI_BYTE:
        return False
    if not _is_utf_8(verdict):
        return not may_be_east_asian([line])
    changed = [char for char, (start, end) in zip(verdict.text, verdict.spans, strict=True) if line[start:end] != char]
    return len(changed) < MIN_FOREIGN and any(char.isalpha() and char > LAST_LATIN for char in changed)


def _is_utf_8(verdict: Verdict) -> bool:
    return all(right == UTF_8 for _, right in verdict.chain)


def is_likely(line: str, verdict: Verdict) -> bool:
    """Whether a verdict that is not certain is worth a proposal."""
    if verdict.evidence < MIN_PROPOSED or _is_untranslated(line, verdict):
        return False
    proven = _is_utf_8(verdict) and verdict.evidence >= MIN_SURE_UTF_8
    gained, spoiled = by_words(line, verdict.text)
    if not _is_utf_8(verdict) and (gained < MIN_PROPOSED or spoiled > 2 * MAX_SPOILED * gained):
        return False
    is_single = any(right in SINGLE_BYTE for _, right in verdict.chain)
    if is_single and verdict.whole > MAX_WHOLE_PROPOSED:
        return False
    return verdict.strangeness <= (MAX_STRANGENESS_PROVEN if proven else MAX_STRANGENESS_PROPOSED if is_single else MAX_STRANGENESS)
