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
    opened = max(((before.rfind(mark), mark) for mark in marks), default=(-1, ""))
    return opened[0] >= 0 and marks[opened[1]] not in before[opened[0] :] and marks[opened[1]] in after
