"""Marks that set text off: brackets, quotation marks, title marks, signs of hashtags."""

BRACKETS = {"(": ")", "（": "）", "[": "]", "〔": "〕"}
CORNERS = {"【": "】", "「": "」", "『": "』"}
TITLE_MARKS = {"《": "》", "〈": "〉"}
QUOTES = {"“": "”", '"': '"', "‘": "’", "'": "'", "「": "」", "『": "』", "«": "»", "„": "“"}
HASHES = ("#", "＃")
HANDLE = ("@", "＠", *HASHES)
"""What comes before the name of an account or a subject."""


def inside(before: str, after: str, marks: dict[str, str]) -> bool:
    """Whether a place lies between an opening mark before it and its closing mark after it."""
    if marks.keys().isdisjoint(before):
        return False
    at = max(map(before.rfind, marks))
    return marks[before[at]] not in before[at:] and marks[before[at]] in after
