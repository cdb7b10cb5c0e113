"""English numerals of digits and number words: 217.07 billion, thirty-two thousand, 09:04."""

import re
from dataclasses import dataclass
from fractions import Fraction

from cleaner.numbers.english_words import GLUED, GROUPS, HINTS, MONTHS, ONES, ORDINALS, SCALES, SHARES, TENS
from cleaner.numbers.quantity import MAX_NUMERAL
from cleaner.patterns import regex

TOKEN = regex(r"(?P<digits>[0-9]++(?:[.,:/\-–—−][0-9]++)*|(?<![0-9A-Za-z])\.[0-9]++)|(?P<word>[A-Za-z]++)")
PLAIN = regex(r"(?:[0-9]++|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})(?:\.[0-9]++)?|\.[0-9]++")
TIME = regex(r"[0-9]{1,3}[:.][0-9]{2,3}(?::[0-9]{2})?")
"""A time of day, even a wrong one."""
ISO = regex(r"(?P<year>[12][0-9]{3})[-/](?P<month>0?[1-9]|1[0-2])[-/](?P<day>[12][0-9]|3[01]|0?[1-9])")
HALF = regex(r"\s?(?P<half>[AaPp])\.?\s?[Mm]\b\.?")
SUFFIX = regex(r"(?:st|nd|rd|th|s|['’]s)(?![A-Za-z])")
SCALE = regex(r"(?:bn|bln|tn|trn|mn|mln|[kKmMbB])(?![A-Za-z])")
ATTACHED = regex(r"(?:[kcm]?m[23²³]?|[KC]M|mph|[km]?g|K[gG]|[kMG]?W|kWh|[TGM]B|h|hrs?|min|secs?|in|ft|lbs?|oz|yuan|x)(?![A-Za-z])")
BEFORE_MONEY = regex(r"(?P<sign>US\$|HK\$|NT\$|S\$|A\$|AU\$|C\$|CA\$|[$€£¥￥₽₩₹]|RMB|CNY|USD|EUR|GBP|JPY|HKD)\s?$")
AND_HALF = regex(r"[ -]and[ -]a[ -]half(?![a-z])", re.IGNORECASE)
LOOSE_GROUP = regex(r"(?:, [0-9]{3}(?![0-9]))+")
"""Groups of digits torn apart: "600, 000"."""
JOINS = frozenset({" ", "-", "\N{NON-BREAKING HYPHEN}", "\N{NO-BREAK SPACE}", "\n"})


@dataclass(slots=True)
class Numeral:
    """Adjacent tokens with one value; what it counts is not yet known.

    Attributes:
        start, end: half-open code points.
        value: exact; of a time of day, minutes since midnight.
        digits: written in figures.
        scale: the scale word or letter it ends with; 1 when there is none.
        certain, kind, unit: as in `Quantity`; the kind may also be "month" (a month's name) or
        "first" (the first half of "3-5").
    """

    start: int
    end: int
    value: Fraction
    digits: bool = False
    scale: int = 1
    certain: bool = True
    kind: str = "number"
    unit: str | None = None


def numerals(text: str) -> list[Numeral]:
    """The numerals of a text, in their order: digits and number words, put together."""
    tokens: list[tuple[int, int, str, bool]] = []
    for match in TOKEN.finditer(text):
        if match.lastgroup == "digits":
            tokens.append((match.start(), match.end(), match[0], True))
        else:
            word = match[0].lower()
            if word in SCALES and match.start() and text[match.start() - 1].isdigit():
                continue
            if word in ONES or word in TENS or word in SCALES or word in HINTS or word in ORDINALS or word in SHARES or word in MONTHS:
                tokens.append((match.start(), match.end(), word, False))
    result: list[Numeral] = []
    at = 0
    while at < len(tokens):
        at = _one(text, tokens, at, result)
    return result


def _one(text: str, tokens: list[tuple[int, int, str, bool]], at: int, result: list[Numeral]) -> int:
    """Read what begins at token `at`; the token after it."""
    start, end, word, digits = tokens[at]
    if digits:
        return _figures(text, tokens, at, result)
    if word in MONTHS and text[start].isupper():
        result.append(Numeral(start, end, Fraction(MONTHS[word]), kind="month", unit="month"))
        return at + 1
    if word in ONES or word in TENS:
        return _words(text, tokens, at, result)
    if word in ORDINALS:
        if word not in SHARES or (text[max(0, start - 2) : start].lower() not in {"a ", "a-"}):
            result.append(Numeral(start, end, Fraction(ORDINALS[word]), certain=False, kind="ordinal"))
        if word in SHARES:
            result.append(Numeral(start, end, Fraction(1, SHARES[word]), certain=False, kind="fraction"))
        return at + 1
    if word in SCALES:
        single = re.search(r"\ba[\s-]$", text[max(0, start - 3) : start], re.IGNORECASE) is not None
        half = re.search(r"\bhalf[\s-]an?[\s-]$", text[max(0, start - 7) : start], re.IGNORECASE) is not None
        value = Fraction(SCALES[word]) * (Fraction(1, 2) if half else 1)
        at, value, end = _scales(text, tokens, at + 1, value, end)
        result.append(Numeral(start, end, value, scale=SCALES[word], certain=(single or half) and value >= 1000))
        return at
    if word in HINTS:
        value = Fraction(HINTS[word])
        at, value, end = _scales(text, tokens, at + 1, value, end, of=True)
        result.append(Numeral(start, end, value, certain=False))
        return at
    return at + 1


def _past(tokens: list[tuple[int, int, str, bool]], at: int, end: int) -> int:
    """The first token, from `at` on, that begins at or after `end`."""
    while at < len(tokens) and tokens[at][0] < end:
        at += 1
    return at


def _joined(text: str, end: int, start: int) -> bool:
    return text[end:start] in JOINS


def _scales(
    text: str, tokens: list[tuple[int, int, str, bool]], at: int, value: Fraction, end: int, *, of: bool = False
) -> tuple[int, Fraction, int]:
    """Multiply by the scale words that follow: "hundred thousand", "tens of thousands"."""
    while at < len(tokens):
        start, stop, word, digits = tokens[at]
        scale = SCALES.get(word) or (SCALES.get(word.removesuffix("s")) if of else None)
        if digits or scale is None or not (_joined(text, end, start) or (of and text[end:start] in {" of ", " a ", " "})):
            break
        value, end = value * scale, stop
        at += 1
    return at, value, end


def _words(text: str, tokens: list[tuple[int, int, str, bool]], at: int, result: list[Numeral]) -> int:
    """Read a number in words: "thirty-two thousand five hundred"."""
    first = at
    total = Fraction(0)
    section: int | None = None
    scale, last_scale = 1, 10**18
    room = 1000
    while at < len(tokens):
        start, _, word, digits = tokens[at]
        if digits or (
            at > first
            and not (_joined(text, tokens[at - 1][1], start) or (scale > 1 and text[tokens[at - 1][1] : start] in {" and ", ", "}))
        ):
            break
        if word in TENS and room > 100:
            section, room = (section or 0) + TENS[word], 10
        elif word in ONES and (room > 10 or (room == 10 and ONES[word] < 10 and ONES[word])):
            section, room = (section or 0) + ONES[word], 1
        elif word == "hundred" and section is not None and 0 < section < 100:
            section, room, scale = section * 100, 101, 100
        elif word in SCALES and word != "hundred" and section and SCALES[word] < last_scale:
            total += section * SCALES[word]
            scale = last_scale = SCALES[word]
            section, room = None, 1000
        else:
            break
        at += 1
    begin, end = tokens[first][0], tokens[at - 1][1]
    value = total + (section or 0)
    and_half = AND_HALF.match(text, end)
    if and_half is not None:
        at = _past(tokens, at, and_half.end())
        at, value, end = _scales(text, tokens, at, value + Fraction(1, 2), and_half.end())
        result.append(Numeral(begin, end, value))
        return at
    over = tokens[at] if at < len(tokens) else None
    if (
        over is not None
        and over[2] in SHARES
        and not over[3]
        and _joined(text, end, over[0])
        and (over[2].endswith("s") or value == 1)
        and SHARES[over[2]] > 1
    ):
        result.append(
            Numeral(begin, over[1], value / SHARES[over[2]], kind="fraction", certain=over[2] not in {"quarter", "quarters", "second"})
        )
        return at + 1
    if over is not None and over[2] in GROUPS and _joined(text, end, over[0]):
        result.append(Numeral(begin, over[1], value * GROUPS[over[2]], certain=False))
        return at + 1
    if over is not None and over[2] in ORDINALS and value % 10 == 0 and ORDINALS[over[2]] < 10 and text[end : over[0]] == "-":
        result.append(Numeral(begin, over[1], value + ORDINALS[over[2]], kind="ordinal"))
        return at + 1
    certain = at - first > 1 or value > 1
    result.append(Numeral(begin, end, value, scale=scale if section is None else 1, certain=certain))
    return at


def _figures(text: str, tokens: list[tuple[int, int, str, bool]], at: int, result: list[Numeral]) -> int:
    """Read a cluster of digits: 1,234.5 and its scale, 09:04, 24-0, 2024-05-27, 3/4."""
    start, end, cluster, _ = tokens[at]
    if len(cluster) > MAX_NUMERAL:
        return at + 1
    before = text[max(0, start - 2) : start]
    glued = before[-1:].isalpha() and BEFORE_MONEY.search(text[max(0, start - 3) : start]) is None
    if glued or (before[-1:] in "-_–" and before[:1].isalpha() and not _prefixed(text, start)):
        names = [part for part in re.split("[^0-9]", cluster) if part][:2]
        result.extend(Numeral(start, end, Fraction(part), True, certain=False, kind="code") for part in names if len(part) <= 6)
        return at + 1
    if PLAIN.fullmatch(cluster):
        value = Fraction(cluster.replace(",", ""))
        half = HALF.match(text, end)
        clock = TIME.fullmatch(cluster) is not None or (value.denominator == 1 and "," not in cluster and cluster[0] != ".")
        if half is not None and value < 1000 and clock:
            result.append(_clock(start, half.end(), cluster, half["half"]))
            return at + 1
        return _scaled(text, tokens, at, result, start, end, value, cluster)
    if (iso := ISO.fullmatch(cluster)) is not None:
        result.extend(
            Numeral(start + iso.start(part), start + iso.end(part), Fraction(iso[part]), True, kind="date", unit=part)
            for part in ("year", "month", "day")
        )
        return at + 1
    if TIME.fullmatch(cluster) and ":" in cluster:
        half = HALF.match(text, end)
        result.append(_clock(start, half.end() if half else end, cluster, half["half"] if half else None))
        return at + 1
    parts = [(match.start(), match.end()) for match in re.finditer(r"[^\-–—−/:]++", cluster)]
    if len(parts) == 2 and all(PLAIN.fullmatch(cluster, *part) for part in parts):
        left, right = (Fraction(cluster[slice(*part)].replace(",", "")) for part in parts)
        between = cluster[parts[0][1]]
        if between == "/":
            result.append(Numeral(start, end, left / right if right else left, True, certain=False, kind="fraction"))
            result.extend(
                Numeral(start + one, start + two, each, True, certain=False) for (one, two), each in zip(parts, (left, right), strict=True)
            )
            return at + 1
        result.append(Numeral(start, start + parts[0][1], left, True, kind="score" if between == ":" else "first"))
        return _scaled(text, tokens, at, result, start + parts[1][0], end, right, cluster[slice(*parts[1])])
    if "," in cluster and all(part.isdigit() for part in cluster.split(",")) and len(cluster.split(",")) <= 3:
        result.extend(
            Numeral(start + match.start(), start + match.end(), Fraction(match[0]), True, certain=False)
            for match in re.finditer("[0-9]++", cluster)
        )
    return at + 1


def _prefixed(text: str, start: int) -> bool:
    """Whether a number after a hyphen still counts: mid-2020, pre-2008, twenty-3."""
    return re.search(r"\b(?:mid|pre|post|early|late|non|under|over|sub)-$", text[max(0, start - 7) : start], re.IGNORECASE) is not None


def _clock(start: int, end: int, cluster: str, half: str | None) -> Numeral:
    hour, minute, *_ = *re.split("[:.]", cluster), "0"
    value = int(hour) * 60 + int(minute[:2])
    if half is not None:
        value = value % 720 + (720 if half in "pP" else 0)
    return Numeral(start, end, Fraction(value), True, kind="time", unit="minute")


def _scaled(
    text: str,
    tokens: list[tuple[int, int, str, bool]],
    at: int,
    result: list[Numeral],
    start: int,
    end: int,
    value: Fraction,
    cluster: str,
) -> int:
    """A plain number in figures, with the scale word or the ending that follows."""
    suffix = SUFFIX.match(text, end)
    scale = SCALE.match(text, end)
    if suffix is not None and cluster.isdigit():
        if suffix[0] in {"s", "'s", "’s"}:
            decade = len(cluster) in (2, 4) and value % 10 == 0
            result.append(
                Numeral(
                    start, suffix.end(), value, True, kind="decade" if decade else "code", unit="year" if decade else None, certain=decade
                )
            )
        else:
            result.append(Numeral(start, suffix.end(), value, True, kind="ordinal"))
        return at + 1
    if scale is not None and not (scale[0] in "mM" and BEFORE_MONEY.search(text[max(0, start - 4) : start]) is None):
        result.append(Numeral(start, scale.end(), value * GLUED[scale[0]], True, GLUED[scale[0]]))
        return at + 1
    if text[end : end + 1].isalpha() and text[end : end + 1].isascii() and ATTACHED.match(text, end) is None:
        result.append(Numeral(start, end, value, True, certain=False, kind="code"))
        return at + 1
    if text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit():
        return at + 1
    loose = LOOSE_GROUP.match(text, end) if len(cluster) <= 3 and cluster.isdigit() and cluster[0] != "0" else None
    if loose is not None and loose.end() - end <= MAX_NUMERAL:
        result.append(Numeral(start, loose.end(), Fraction((cluster + loose[0]).replace(", ", "")), True, certain=False))
        result.extend(Numeral(start, end, Fraction(part), True, certain=False) for part in (cluster, *loose[0].split(", ")[1:]))
        return _past(tokens, at, loose.end())
    follow = at + 1
    words: list[int] = []
    stop = end
    while follow < len(tokens) and not tokens[follow][3] and tokens[follow][2] in SCALES and _joined(text, stop, tokens[follow][0]):
        words.append(SCALES[tokens[follow][2]])
        stop = tokens[follow][1]
        follow += 1
    if len(words) > 1 and not (words[0] in {100, 1000} and len(words) == 2 and words[1] > words[0]):
        return follow  # "2170.7 million billion" says nothing
    if len(words) == 0 and follow < len(tokens) and tokens[follow][2] in GROUPS and _joined(text, end, tokens[follow][0]):
        result.append(Numeral(start, tokens[follow][1], value * GROUPS[tokens[follow][2]], True, certain=False))
        return follow + 1
    scale_value = 1
    for word in words:
        scale_value *= word
    result.append(Numeral(start, stop, value * scale_value, True, scale_value))
    return follow
