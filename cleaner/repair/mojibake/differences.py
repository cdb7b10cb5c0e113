"""The differences between two versions of a line."""

from cleaner.patterns import regex

ANCHOR = regex(r"[0-9A-Za-z]+")


def differences(old: str, new: str) -> list[tuple[int, int, str]]:
    """The differences as small spans of the old version with their new text.

    Decoders do not change ASCII letters and digits, so these are anchors; the parts between two
    anchors are compared alone, which keeps time linear.
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
    # an edit is never empty: an insertion includes a neighbour
    head = min(head, len(old) - 1)
    tail = 0
    while tail < min(len(old) - head - 1, len(new) - head) and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return [(offset + head, offset + len(old) - tail, new[head : len(new) - tail])]
