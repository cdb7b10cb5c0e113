"""Findings as SARIF 2.1.0, the format that code scanning reads.

Source: the OASIS standard, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, and what GitHub makes of it,
https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support. Columns are UTF-16 code units, as a log must
declare and editors count; lines end at line feeds alone. A log is written as it comes, a document at a time, and only the names of
files are kept.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

import numpy as np
import orjson

from cleaner import __version__
from cleaner.annotation import Annotation, Safety
from cleaner.display import shortened, visible
from cleaner.export.mapping import RULES, dismissed, level
from cleaner.export.named import Named, reference
from cleaner.patterns import regex
from cleaner.registry import ALL_RULES, COMPARED_IDS, docstring

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
SHOWN = 80
"""Code points of the found text, and of the replacement, that a message quotes."""
ASTRAL = regex("[\U00010000-\U0010ffff]")
"""Characters that are two code units."""
LINK = regex(r"\[(?=[^\[\]]*\]\()")
"""What would begin a link in a message: text that was scraped must not become one."""
BLOCK = 100
"""Characters from the start of a line that GitHub's fingerprint of the line is made of."""
LINES_AT_ONCE = 4096
PACKED = (".gz", ".zst")


class Log:
    """A SARIF log with one run, to be written piece by piece: `begin`, `results` for each document, `end`."""

    def __init__(self) -> None:
        self._indices: dict[str, int] = {}
        self._artifacts: list[str] = []
        self._any = False

    def begin(self) -> str:
        """The log before the results."""
        run = {"tool": {"driver": _driver()}, "columnKind": "utf16CodeUnits", "language": "en"}
        # the results are the last thing but one in the run, and the run in the log
        return f'{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{_json(run)[:-1]},"results":['

    def results(self, named: Named) -> Iterator[str]:
        """The results of a document, a line each."""
        uri = named.uri
        location = {"uri": uri, "index": self._artifact(uri, named.encoding)}
        if not named.document.annotations:
            return
        places = _Places(named.document.original) if named.line is None else None
        hashed = places is not None and named.encoding == "utf-8" and not named.path.endswith(PACKED)
        hashes = line_hashes(named.document.original) if hashed else []
        for annotation in named.document.annotations:
            yield (",\n" if self._any else "\n") + _json(_result(location, annotation, places, named.line, hashes))
            self._any = True

    def end(self, failures: Iterable[tuple[str, str]] = ()) -> str:
        """The log after the results.

        Args:
            failures: names of inputs that could not be read, each with the reason.
        """
        notifications = [
            {
                "level": "error",
                "message": {"text": _plain(f"{path}: {why}")},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": reference(path)}}}],
            }
            for path, why in failures
        ]
        invocation: dict[str, Any] = {"executionSuccessful": not notifications}
        if notifications:
            invocation["toolExecutionNotifications"] = notifications
        artifacts = ",\n".join(self._artifacts)
        return f'\n],"artifacts":[\n{artifacts}\n],"invocations":[{_json(invocation)}]}}]}}\n'

    def _artifact(self, uri: str, encoding: str | None) -> int:
        if uri not in self._indices:
            self._indices[uri] = len(self._artifacts)
            artifact: dict[str, Any] = {"location": {"uri": uri}, "roles": ["analysisTarget"]}
            if encoding is not None:
                artifact["encoding"] = encoding
            self._artifacts.append(_json(artifact))
        return self._indices[uri]


def line_hashes(text: str) -> list[str]:
    """The fingerprint that GitHub gives each line of a file, which tells that a finding is the same though its line has moved.

    A line's hash is made of a hundred characters from its start, those of the next lines among them, spaces and tabs left out; equal
    hashes are numbered. Lines end at any of the three line ends.

    Source: github/codeql-action, src/fingerprints.ts.
    """
    units = np.frombuffer(text.encode("utf-16-le"), dtype="<u2")
    after_return = np.zeros(len(units), dtype=bool)
    after_return[1:] = units[:-1] == ord("\r")
    units = units[~((units == ord(" ")) | (units == ord("\t")) | ((units == ord("\n")) & after_return))]
    units = np.where(units == ord("\r"), ord("\n"), units)
    # the end of the file counts as a character, and what is missing after it as zeros
    padded = np.concatenate([units, [0xFFFF], np.zeros(BLOCK, units.dtype)]).astype(np.uint64)
    starts = np.concatenate([[0], np.flatnonzero(units == ord("\n")) + 1])
    powers = np.array([pow(37, BLOCK - 1 - place, 1 << 64) for place in range(BLOCK)], dtype=np.uint64)
    windows = np.lib.stride_tricks.sliding_window_view(padded, BLOCK)
    seen: Counter[int] = Counter()
    hashes = []
    for first in range(0, len(starts), LINES_AT_ONCE):
        for value in (windows[starts[first : first + LINES_AT_ONCE]] * powers).sum(axis=1, dtype=np.uint64).tolist():
            seen[value] += 1
            hashes.append(f"{value:x}:{seen[value]}")
    return hashes


class _Places:
    """Lines and columns of a text, in UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._astral = [match.start() for match in ASTRAL.finditer(text)]

    def region(self, start: int, end: int) -> dict[str, int]:
        first, column = self._place(start)
        last, end_column = self._place(end)
        return {"startLine": first, "startColumn": column, "endLine": last, "endColumn": end_column}

    def _place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._starts, at)
        start = self._starts[line - 1]
        pairs = bisect_left(self._astral, at) - bisect_left(self._astral, start)
        return line, at - start + pairs + 1


def _result(
    location: Mapping[str, Any], annotation: Annotation, places: _Places | None, line: int | None, hashes: Sequence[str]
) -> dict[str, Any]:
    # the offset of a value in the line of a table is unknown; the line is known
    region = places.region(annotation.start, annotation.end) if places else {"startLine": line or 1}
    fingerprints = {"cleanerAnnotation/v1": annotation.id}
    if region["startLine"] <= len(hashes):
        fingerprints["primaryLocationLineHash"] = hashes[region["startLine"] - 1]
    result: dict[str, Any] = {"ruleId": annotation.rule}
    if annotation.rule in _RULE_INDICES:
        result["ruleIndex"] = _RULE_INDICES[annotation.rule]
    result |= {
        "level": level(annotation),
        "rank": _rank(annotation.confidence),
        "message": {"text": _plain(_message(annotation))},
        "locations": [{"physicalLocation": {"artifactLocation": location, "region": region}}],
        "partialFingerprints": fingerprints,
    }
    if places and annotation.replacement is not None:
        replacement = {"deletedRegion": region, "insertedContent": {"text": annotation.replacement}}
        result["fixes"] = [
            {
                "description": {"text": _plain(_proposal(annotation))},
                "artifactChanges": [{"artifactLocation": location, "replacements": [replacement]}],
            }
        ]
    reason = dismissed(annotation)
    if reason is not None:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    result["properties"] = {
        "kind": annotation.kind.value,
        "safety": annotation.safety.value,
        "severity": annotation.severity.value,
        "applied": annotation.applied,
        "start": annotation.start,
        "end": annotation.end,
    }
    return result


def _message(annotation: Annotation) -> str:
    """The finding's sentence, and what it is about: viewers do not agree on columns, so the text is quoted."""
    found = visible(shortened(annotation, SHOWN))
    proposal = "" if annotation.replacement is None else f" ({_proposal(annotation)})"
    return f"{visible(annotation.message)}: “{found}”{proposal}"


def _proposal(annotation: Annotation) -> str:
    new = visible((annotation.replacement or "").strip())
    if not new:
        return "remove it"
    return f"put “{new if len(new) <= SHOWN else new[:SHOWN] + ' …'}”"


def _plain(text: str) -> str:
    """Text that a viewer will show as it is: no placeholders and no links."""
    return LINK.sub(r"\\[", text.replace("{", "{{").replace("}", "}}"))


def _rank(confidence: float) -> float:
    return round(100 * confidence, 1)


@cache
def _driver() -> dict[str, Any]:
    driver: dict[str, Any] = {"name": "cleaner", "version": __version__, "semanticVersion": __version__}
    home = _home()
    if home is not None:
        driver["informationUri"] = home
    descriptors = [
        _descriptor(rule.id, docstring(rule.id), rule.safety, rule.confidence, {"kind": rule.kind.value, "severity": rule.severity.value})
        for rule in ALL_RULES
    ]
    descriptors += [_descriptor(rule, docstring(rule), Safety.NOTE, 0.9, {"kind": "number"}) for rule in COMPARED_IDS]
    return driver | {"rules": descriptors}


_RULE_INDICES = {rule: index for index, rule in enumerate((*(rule.id for rule in ALL_RULES), *COMPARED_IDS))}


def _descriptor(rule: str, docstring: str, safety: Safety, confidence: float, properties: Mapping[str, str]) -> dict[str, Any]:
    called = RULES[rule]
    summary, _, rest = docstring.partition("\n\n")
    summary = " ".join(summary.split())
    paragraphs = re.split(r"\n(?=(?:Why|How|Left alone|Source):)", rest.strip())
    marked = (re.sub(r"^(\w[\w ]*): ", r"**\1.** ", " ".join(each.split())) for each in paragraphs)
    help_ = {"text": "\n".join(" ".join(each.split()) for each in paragraphs), "markdown": "\n\n".join(marked)}
    return {
        "id": rule,
        "name": "".join(part.capitalize() for part in rule.split("-")),
        "shortDescription": {"text": _plain(summary)},
        "fullDescription": {"text": _plain(summary)},
        "help": help_,
        "defaultConfiguration": {"level": "note" if safety is Safety.NOTE else called.level[1], "rank": _rank(confidence)},
        "properties": {
            **properties,
            "safety": safety.value,
            "mqm": called.mqm,
            "its": called.its,
            "tags": list(dict.fromkeys((properties["kind"], called.its))),
        },
    }


def _home() -> str | None:
    """Where the package says it lives; None when it does not."""
    try:
        urls = metadata("cleaner").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    return next((url.split(", ", 1)[1] for url in urls if ", " in url), None)


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
