"""Full-width punctuation in text written in Latin letters: "development，promotion".

Why: the source's marks were carried over with the translation; they break tokenizers and look like
gaps.
How: the half-width mark, with the space that English puts after it. On its left there must be a
Latin letter, a digit, or the end of markup, code or a formula; on its right a Latin letter, a
digit, a space or the end of the line. A space before it is removed. `、` after the number or letter
that opens a line or heading is ". ". In source code the mark is only proposed.
Left alone: marks next to a Chinese, Japanese or Korean character, in faces, in clauses in those
languages, in lines with more than a few words of them, in the Latin lines of a document in them,
and a bracket whose partner is kept.
Source: Unicode, Halfwidth and Fullwidth Forms; CJK Symbols and Punctuation.
"""

import re
from collections.abc import Iterator

from cleaner.annotation import Kind, Safety
from cleaner.document import Finding
from cleaner.patterns import regex
from cleaner.rule import Case, Labels, Rule
from cleaner.rules.view import FIRST_CJK, View

HALF_WIDTH = {
    "\N{FULLWIDTH COMMA}": ",",
    "\N{FULLWIDTH FULL STOP}": ".",
    "\N{IDEOGRAPHIC FULL STOP}": ".",
    "\N{IDEOGRAPHIC COMMA}": ",",
    "\N{FULLWIDTH SEMICOLON}": ";",
    "\N{FULLWIDTH COLON}": ":",
    "\N{FULLWIDTH EXCLAMATION MARK}": "!",
    "\N{FULLWIDTH QUESTION MARK}": "?",
    "\N{FULLWIDTH LEFT PARENTHESIS}": "(",
    "\N{FULLWIDTH RIGHT PARENTHESIS}": ")",
    "\N{FULLWIDTH PERCENT SIGN}": "%",
}
OPENING = "("
BRACKETS = frozenset("()")
BRACKET = regex(r"[(（]|[)）]|\n")
MARK = regex("[" + "".join(HALF_WIDTH) + "]")
LATIN = regex("[A-Za-z0-9\u00c0-\u024f]")
MIN_RATIO = 8
"""Letters for each CJK letter in a Latin line at least; its marks are then only proposed."""
CODE_LINE = regex(r"[;{}]\n")
MIN_CODE_SHARE = 0.15
"""Share of lines with a mark of code at their end in source code; prose has next to none."""
MAX_RUN = 4
"""Marks or spaces in a row that are read past: more are decoration, and time stays linear."""
OPENS = "“‘(["
CLOSERS = "\"'”’)]%."
MARKUP = "*_`$~>"
"""What ends emphasis, code, a formula or a tag in Markdown and HTML."""
ENUMERATOR = regex(
    r"^[ \t]*(?:[#>*+/-]+[ \t]+)?[*_]{0,3}(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,5}(?=、[^\W\d_]*[a-z])|[A-Za-z](?=、[^\W\d_]{2}))(、)[ \t]*(?=[A-Za-z\"“‘'`*_(\[])",
    re.MULTILINE,
)
"""A number, letter or Roman numeral that opens a line, and its mark; "A、B" and "1、2" are lists."""
SPACED_MARKS = "!?;:%"
"""Marks that French writes a space before."""


def find(view: View) -> Iterator[Finding]:
    if view.highest < FIRST_CJK or view.target is None or view.target.code in ("zh", "ja", "ko"):
        return
    found = {each.end - 1: each for each in _marks(view)}
    if not BRACKETS.isdisjoint(each.replacement.strip() for each in found.values() if each.replacement):
        for one, other in _pairs(view.text):
            # one bracket of a pair alone would no longer fit the other
            for mark, partner in ((one, other), (other, one)):
                if mark in found and partner not in found and (partner is None or view.text[partner] in HALF_WIDTH):
                    del found[mark]
    yield from found.values()


def _pairs(text: str) -> list[tuple[int | None, int | None]]:
    """The brackets of a text, each with its partner in the same line."""
    pairs: list[tuple[int | None, int | None]] = []
    opened: list[int] = []
    for match in BRACKET.finditer(text):
        if match[0] == "\n":
            pairs += [(mark, None) for mark in opened]
            opened = []
        elif match[0] in "(（":
            opened.append(match.start())
        else:
            pairs.append((opened.pop() if opened else None, match.start()))
    return [*pairs, *((mark, None) for mark in opened)]


def _marks(view: View) -> Iterator[Finding]:
    text = view.text
    code: bool | None = None
    french = view.target is not None and view.target.code == "fr"
    enumerators = {match.start(1): match for match in ENUMERATOR.finditer(text)} if "、" in text else {}
    for match in MARK.finditer(text):
        start, end = match.span()
        line = view.line_number(start)
        cjk = view.cjk_letters[line]
        if cjk * MIN_RATIO > view.line_letters[line]:
            continue
        before, after = _around(text, start, end)
        half = HALF_WIDTH[match[0]]
        if half in OPENING:
            fits = bool(LATIN.match(after)) and (not before or before.isspace() or bool(LATIN.match(before)))
            new = (" " if before and LATIN.match(before) else "") + half
        elif start in enumerators:
            fits, new = True, "." if enumerators[start].end() > end else ". "
        else:
            if before == " " and not (french and half in SPACED_MARKS):
                start, before = _past_spaces(text, start)
            closes = bool(before) and (bool(LATIN.match(before)) or before in CLOSERS + MARKUP)
            fits = closes and (not after or after.isspace() or bool(LATIN.match(after)) or after in CLOSERS + OPENS + MARKUP + ",;")
            number = before.isdigit() and after.isdigit() and match[0] != "\N{IDEOGRAPHIC COMMA}"
            last = text[match.end() : match.end() + 1] not in HALF_WIDTH
            spaced = (
                last
                and bool(after)
                and (bool(LATIN.match(after)) or after in OPENS + "`$")
                and half != "%"
                and not (number and half in ",.:")
            )
            new = half + (" " if spaced else "")
        if not fits or view.is_protected(start, end) or view.in_cjk_prose(match.start()):
            continue
        code = len(CODE_LINE.findall(text)) >= MIN_CODE_SHARE * len(view.spans) if code is None else code
        safety = Safety.REVIEW if cjk or code else Safety.SAFE
        yield RULE.finding(
            start, end, f"the full-width “{match[0]}” is in Latin text, which writes “{half}”", replacement=new, safety=safety
        )


def _past_spaces(text: str, start: int) -> tuple[int, str]:
    """Where the spaces before a mark begin, a few at most, and the character before them."""
    first = start
    while first > max(0, start - MAX_RUN) and text[first - 1] == " ":
        first -= 1
    return first, text[first - 1 : first] if first else ""


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters on both sides of a run of marks, a few marks long at most."""
    first, last = start, end
    while first > max(0, start - MAX_RUN) and text[first - 1] in HALF_WIDTH:
        first -= 1
    while last < min(len(text), end + MAX_RUN) and text[last] in HALF_WIDTH:
        last += 1
    return text[first - 1 : first] if first else "", text[last : last + 1]


RULE: Rule[View] = Rule(
    "fullwidth-punctuation",
    Kind.TYPOGRAPHY,
    find,
    labels=Labels("Linguistic conventions › Punctuation", "typographical", (10, 10), ("note", "note")),
    safety=Safety.SAFE,
    confidence=0.98,
    cases=(
        "app development⟦，|, ⟧promotion⟦。|.⟧",
        "the ministry⟦（| (⟧MPS⟦）|)⟧ said",
        "a rate of 30⟦％|%⟧ at 10⟦：|:⟧30",
        "What⟦？|?⟧⟦！|!⟧ The 5⟦％|%⟧⟦，|, ⟧and he said⟦：|: ⟧“hello”",
        "1⟦、|. ⟧Open the file.\n2⟦、|. ⟧Save the file.",
        "# II⟦、|. ⟧General design\n\n- a⟦、|. ⟧First of all",
        "Stages 1⟦、|, ⟧2 and 3; A⟦、|, ⟧B and C",
        "A⟦、|, ⟧B and C are points.\n1⟦、|, ⟧2 and 3 are numbers.",
        "Welcome to **the Wiki**⟦！|!⟧ Use `open()`⟦，|, ⟧`close()`⟦。|.⟧",
        "the key is sent⟦ ，|, ⟧and it works⟦ 。|.⟧",
        "// 1⟦、~. ⟧stop the thread\nstop(thread);\n",
        "Read the files of tables（.csv）first.\nThe rest follows.）",
        "the title 《红楼梦》，and 中文，标点。",
        "调用 the load function，然后等待结果返回。",
        "安装完成后请重新启动服务，然后查看日志确认状态。\nGetting Started：Usage",
        "（＾ｖ＾） hello",
        "Red tide\n紅潮更新：Pinellas、Manatee、Sarasota 和 Collier 縣",
        Case("使用APP，支付。", target="zh"),
    ),
)
