r"""Gold: texts with the labels of people, a JSON object a line.

The fields of an object show which of four formats it has; other fields are free, and some name
groups.

    {"lines": ["…", …], "labels": [1, 0, -1, …]}         lines of a page: 1 stays, 0 is removed, -1
    is not scored;
                                                         also "ham" and "spam"
    {"text": "…", "label": "spam"}                       a line alone: spam or ham
    {"target": "…", "spans": [[3, 7], …]}                errors in a translation, code points
    {"source": "…", "target": "…", "expect": "flag"}     a translation that is wrong as a whole, or
    right

Groups: `lang`, or `source_lang` and `target_lang` (`src_lang`, `tgt_lang`), or `pair`; `kind`,
`tier`, `dataset`, `source` of a page, `check`. A spam line with a `tier` in `ASIDE` is reported
with its kind and does not count in the totals.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cleaner.errors import RecordInputError

FORMATS = ("lines", "page", "spam", "spans", "same-script", "pairs")
"""Labelled lines, pages with spam lines, single spam lines, spans, spans of languages with one
script, pairs."""
ASIDE = frozenset({"ad", "ctx", "grey", "noisy"})
"""Tiers of spam lines that raters disagree about."""
NEEDED = "expected lines and labels, text and label, target and spans, or source, target and expect"


@dataclass(frozen=True, slots=True)
class Gold:
    """One labelled text.

    Attributes:
        format: one of `FORMATS`.
        text: the text to clean.
        labels: for each line, whether it stays (1), is removed (0) or is not scored (-1); in other
            formats one label, 0 if the text has an error.
        spans: the errors; code points.
        unsure: spans that are not scored: too few raters marked them, or they are not visible.
        groups: the groups of the text, such as language and kind.
        target, source: languages; None if not given.
        source_text: the text it is a translation of.
        weight: how many texts a sampled one represents.
        total: whether it counts in the totals.
    """

    format: str
    text: str
    labels: tuple[int, ...]
    spans: tuple[tuple[int, int], ...] = ()
    unsure: tuple[tuple[int, int], ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    target: str | None = None
    source: str | None = None
    source_text: str | None = None
    weight: float = 1.0
    total: bool = True


def read(lines: Iterable[bytes], min_raters: int = 1) -> Iterator[Gold]:
    """The gold of a file, without blank lines.

    Args:
        lines: of the file.
        min_raters: raters who must have marked a span that is scored.

    Raises:
        RecordInputError: a line is not gold; the message names it and says what was expected.
    """
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        try:
            row = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise RecordInputError(f"line {number} is not JSON: {error}") from None
        try:
            gold = _gold(row, min_raters)
            for text in (gold.text, gold.source_text or ""):
                text.encode()
        except (KeyError, TypeError, ValueError) as error:
            raise RecordInputError(f"line {number} is not gold ({_why(error)}); {NEEDED}") from None
        yield gold


def _why(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"it has no {error.args[0]!r}"
    if isinstance(error, UnicodeEncodeError):
        return "it has a lone surrogate"
    return str(error)


def _gold(row: Any, min_raters: int) -> Gold:
    if not isinstance(row, dict):
        raise TypeError("it is not an object")
    if "lines" in row:
        return _lines(row)
    if "spans" in row:
        return _spans(row, min_raters)
    if "expect" in row:
        return _pair(row)
    return _spam(row)


def _string(row: Mapping[str, Any], name: str) -> str:
    if not isinstance(row[name], str):
        raise TypeError(f"{name!r} is not a string")
    return str(row[name])


def _groups(row: Mapping[str, Any], **names: str) -> dict[str, str]:
    """The groups that a row names."""
    return {group: str(row[name]) for group, name in names.items() if row.get(name) not in (None, "")}


def _lines(row: Mapping[str, Any]) -> Gold:
    lines, labels = row["lines"], row["labels"]
    if not isinstance(lines, list) or not isinstance(labels, list) or len(lines) != len(labels):
        raise ValueError("'lines' and 'labels' are not two lists of one length")
    if not all(isinstance(line, str) for line in lines):
        raise TypeError("'lines' holds something else than strings")
    spam = any(label in ("spam", "ham") for label in labels)
    known = {"spam": 0, "ham": 1} if spam else {0: 0, 1: 1, -1: -1}
    # a line feed inside a line would make two lines
    text = "\n".join(line.replace("\n", " ") for line in lines)
    groups = _groups(row, language="lang", source="source")
    if "hijacked" in row:
        groups["kind"] = "hijacked" if row["hijacked"] else "clean"
    try:
        return Gold("page" if spam else "lines", text, tuple(known[label] for label in labels), groups=groups)
    except (KeyError, TypeError):
        raise ValueError(f"'labels' holds something else than {', '.join(map(str, known))}") from None


def _spam(row: Mapping[str, Any]) -> Gold:
    label, text = row["label"], _string(row, "text")
    if label not in ("spam", "ham"):
        raise ValueError("'label' is not spam or ham")
    groups = _groups(row, language="lang", kind="kind", tier="tier")
    if "language" in groups:
        groups["language"] = groups["language"].split("-")[0]
    for name in {"kind", "tier"} & groups.keys():
        groups[name] = f"{label}: {groups[name]}"
    return Gold("spam", text.replace("\n", " "), (0 if label == "spam" else 1,), groups=groups, total=row.get("tier") not in ASIDE)


def _language(value: Any) -> str | None:
    return value if isinstance(value, str) and value not in ("", "any", "und", "mul") else None


def _spans(row: Mapping[str, Any], min_raters: int) -> Gold:
    text = _string(row, "target")
    same = bool(row.get("same_script", False))
    every = [(int(span[0]), int(span[1])) for span in row["spans"]]
    if any(not 0 <= start < end <= len(text) for start, end in every):
        raise ValueError("a span does not lie in the text")
    visible = row.get("span_visible") or [True] * len(every)
    raters = row.get("span_raters") or [1] * len(every)
    good = [(seen or same) and count >= min_raters for seen, count in zip(visible, raters, strict=True)]
    spans = tuple(span for span, sure in zip(every, good, strict=True) if sure)
    groups = _groups(row, language="pair", kind="dataset")
    if "language" not in groups and row.get("target_lang"):
        groups["language"] = f"{row.get('source_lang') or 'any'}-{row['target_lang']}"
    return Gold(
        "same-script" if same else "spans",
        text,
        (0 if spans else 1,),
        spans,
        tuple(span for span, sure in zip(every, good, strict=True) if not sure),
        groups,
        _language(row.get("target_lang")),
        _language(row.get("source_lang")),
        row.get("source") or None,
        float(row.get("weight", 1.0)),
    )


def _pair(row: Mapping[str, Any]) -> Gold:
    if row["expect"] not in ("flag", "pass"):
        raise ValueError("'expect' is not flag or pass")
    target, source = (
        _language(row.get(name, row.get(other))) for name, other in (("tgt_lang", "target_lang"), ("src_lang", "source_lang"))
    )
    groups = _groups(row, kind="check")
    groups["language"] = f"{source or 'any'}-{target or 'any'}"
    text, source_text = _string(row, "target"), _string(row, "source")
    return Gold("pairs", text, (0 if row["expect"] == "flag" else 1,), (), (), groups, target, source, source_text or None)
