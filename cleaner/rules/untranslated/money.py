"""The sign that replaces a currency's name before a figure: "S新500 million" is "S$500 million"."""

from cleaner.languages.chinese import simplify
from cleaner.numbers.chinese import MONEY
from cleaner.numbers.english_words import MONEY_SIGNS
from cleaner.patterns import regex

SIGNS = {code: sign for sign, code in reversed(MONEY_SIGNS.items()) if not sign.isalnum() and code != "CNY"}
"""The usual sign of each currency that has one of its own; "¥" is that of two."""
CUT = {"S": ("SGD", "新"), "HK": ("HKD", "港"), "NT": ("TWD", "台"), "US": ("USD", "美"), "A": ("AUD", "澳")}
"""Letters whose "$" was translated: the currency, and how its name is shortened."""
NAMELESS = frozenset("元币")
CUT_BEFORE = regex(r"(?<![^\W_])(S|HK|NT|US|A)\Z")
FIGURE_BEFORE = regex(r"[\d%][ \u00a0]?\Z")
FIGURE_AFTER = regex(r"[ \u00a0]?(?=\d)")
NAMED_AFTER = regex(
    r"\s?\d[\d.,]*+\s?(?:hundred |thousand |million |billion |trillion )*(?:[A-Z][\w.]* ){0,2}(?:dollars?|yuan|euros?|pounds?|yen|won|RMB|USD|HKD)\b"
)
"""A figure that has its currency already."""
MAX_FIGURE = 60
"""Code points of a figure with its currency at most."""


def sign(text: str, start: int, end: int) -> tuple[int, str] | None:
    """The sign of the currency that a span names.

    Args:
        text: the text.
        start, end: the span.

    Returns:
        Where what the sign takes the place of ends (spaces before the figure go with it), and the
        sign; None when the span names no currency or no figure follows.
    """
    figure = FIGURE_AFTER.match(text, end)
    if figure is None:
        return None
    name, before = simplify(text[start:end]), text[max(0, start - 3) : start]
    cut = CUT_BEFORE.search(before)
    if cut:
        code, short = CUT[cut[1]]
        return (figure.end(), "$") if name in NAMELESS or name == short or MONEY.get(name) == code else None
    known = SIGNS.get(MONEY.get(name, ""))
    if known is None or FIGURE_BEFORE.search(before) or NAMED_AFTER.match(text, end, end + MAX_FIGURE):
        return None
    return figure.end(), (" " if before[-1:].isalnum() or before[-1:] in (",", ".") else "") + known
