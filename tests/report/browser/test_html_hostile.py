"""Text that wants to be more than text: nothing runs, nothing is asked for, and every character comes back as it was."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cleaner.annotation import Annotation, Kind, Safety, Severity
from cleaner.document import apply
from cleaner.report.folder import write_report

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<!--<script>alert(3)",
    "</noscript><img src=x onerror=alert(4)>",
    "</style></textarea></title><svg onload=alert(5)>",
    '" onmouseover="alert(6)" x=\'',
    "javascript:alert(7)",
    "&lt;b&gt; &amp;amp; &#0; &NotAnEntity;",
    "{{ 7 * 7 }} {% raw %} ${alert(8)}",
    "\u202esnioc 21 neht\u202c",
    "\u2066 \u2067 \u2069 \u200f \u061c",
    "a\x00b\x01c\x1b[31m\x7f\x85",
    "line\u2028separated\u2029so",
    "\r\n\r tab\tand \u00a0 \u3000 \ufeff \u00ad",
    "emoji 👩‍👩‍👧 and astral 𠀀𪚥 and \ufffe\U0010ffff",
    "مرحبا بالعالم 12",
    "<details open ontoggle=alert(9)>",
    "</div></section></li></ol></noscript>",
    "日本語とかな 骨直刃",
)


def annotation(original: str, start: int, end: int, replacement: str | None, at: int, **values: Any) -> Annotation:
    applied = values.pop("applied", replacement is not None)
    found = original[start:end]
    length = len(replacement or "") if applied else end - start
    return Annotation(
        **{
            "id": f"{start:016x}", "rule": "calque", "kind": Kind.TERMINOLOGY, "start": start, "end": end, "text_start": at,
            "text_end": at + length, "found": found, "replacement": replacement, "applied": applied, "safety": Safety.REVIEW,
            "confidence": 0.5, "severity": Severity.MINOR, "message": "m", "evidence": {},
        }
        | values
    )  # fmt: skip


def hostile_folder(folder: Path) -> dict[str, list[Annotation]]:
    """Texts in which every field is hostile, written as `cleaner clean` writes."""
    rows = []
    kept = {}
    for number, bad in enumerate(HOSTILE):
        name = f"{number}<img src=x onerror=alert(0)>\"'&;.txt"
        pieces = [f"before {bad} ", bad, f" between {bad} ", bad, f" {bad} and ", bad, " after\n", bad]
        original = "".join(pieces)
        spots = [sum(map(len, pieces[:index])) for index in range(len(pieces))]
        evidence = {
            "entry": bad, "term": bad, "origin": bad, "why": bad, "language": bad, "pinyin": bad, bad: {bad: [bad, {"x": [[[[[bad]]]]]}]},
            "candidates": [{"text": bad, "origin": bad}, bad, {"found": bad, "wording": bad}, 7, None, [bad]],
            "segments": [{"text": bad, "pinyin": bad, "rendering": None, "candidates": [{"text": bad}]}, bad, {"text": 7}],
            "steps": [bad, {"rule": bad, "message": bad}, 7], "author": bad, "site": bad, "date": bad, "decision": [bad],
        }  # fmt: skip
        grown = f"{bad}!"
        annotations = [
            annotation(original, spots[1], spots[2], grown, spots[1], rule=bad, message=bad, evidence=evidence, id=f"{bad}-{number}"),
            annotation(original, spots[3], spots[4], "", spots[3] + 1, kind=Kind.BOILERPLATE, evidence=evidence),
            annotation(original, spots[5], spots[6], bad, spots[5] + 1 - len(bad), applied=False, evidence={"language": "ar"}),
            annotation(original, spots[7], len(original), None, spots[7] + 1 - len(bad), kind=Kind.SPAM, message=bad),
        ]
        if number == 0:
            annotations[0] = annotation(original, spots[1], spots[2], "x" * 2000, spots[1])
            for index, moved in enumerate(annotations[1:], start=1):
                shift = 2000 - len(grown)
                values = moved.to_dict() | {"text_start": moved.text_start + shift, "text_end": moved.text_end + shift}
                annotations[index] = Annotation.from_dict(values)
        (folder / name).write_bytes(apply(original, annotations).encode())
        rows.append({"path": name, "language": bad, "encoding": bad, "annotations": [each.to_dict() for each in annotations]})
        kept[name] = annotations
    (folder / "annotations.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    failures = [{"path": bad, "line": 3, "error": bad, "message": bad} for bad in HOSTILE]
    summary = {
        "version": "0",
        "target": HOSTILE[0],
        "source": HOSTILE[1],
        "encodings": {HOSTILE[2]: 1},
        "failures": failures,
        "seconds": "x",
    }
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    return kept


def test_nothing_runs_and_everything_comes_back(tmp_path: Path, open_report: Callable[..., Any]) -> None:
    kept = hostile_folder(tmp_path)
    names, failures = write_report(tmp_path)
    assert (names, failures) == (["report.html"], [])
    page = open_report(tmp_path / "report.html")
    every = sum(map(len, kept.values()))
    page.keyboard.press("j")
    for _ in range(every):
        page.keyboard.press("a")
    for key in ("x", "g", "?"):
        page.keyboard.press(key)
        page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.click("#do-reasons")
    page.fill("#search", "<script>")
    page.locator("#shown").filter(has_text="shown").wait_for(state="attached")
    assert page.evaluate("document.querySelectorAll('img, script:not(head > script), [onerror], [onload], [ontoggle]').length") == 0
    assert page.evaluate("document.querySelectorAll('.doc').length") == len(HOSTILE)
    with page.expect_download() as download:
        page.click("#do-save")
    records = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["decisions"]
    assert len(records) == every
    for each in records:
        (annotation,) = (other for other in kept[each["path"]] if other.start == each["start"])
        assert (each["found"], each["replacement"]) == (annotation.found, annotation.replacement)
        # an attribute of HTML cannot hold U+0000
        assert (each["id"], each["rule"]) == (annotation.id.replace("\0", "\ufffd"), annotation.rule.replace("\0", "\ufffd"))


def test_nothing_runs_without_script_either(tmp_path: Path, open_report: Callable[..., Any]) -> None:
    hostile_folder(tmp_path)
    write_report(tmp_path)
    page = open_report(tmp_path / "report.html", java_script_enabled=False)
    assert page.locator(".doc").count() == len(HOSTILE)
    assert page.locator("img").count() == 0
    assert page.locator(".notes").count() == len(HOSTILE)


def test_a_line_that_turns_around_turns_nothing_else(tmp_path: Path, open_report: Callable[..., Any]) -> None:
    original = "then \u202e12 coins\u05d0 were counted and שלום here\n"
    start = original.index("\u202e")
    found = annotation(original, start, start + 11, "שלום", start, message="\u202e")
    (tmp_path / "a.txt").write_text(apply(original, [found]), encoding="utf-8")
    (tmp_path / "annotations.jsonl").write_text(
        json.dumps({"path": "a.txt", "language": "en", "annotations": [found.to_dict()]}) + "\n", encoding="utf-8"
    )
    write_report(tmp_path)
    page = open_report(tmp_path / "report.html")
    places = page.evaluate(
        """() => { const text = document.querySelector('.w'); const at = (node) => { const range = document.createRange();
        range.selectNodeContents(node); return range.getBoundingClientRect().left; };
        return [at(text.firstChild), at(text.querySelector('del')), at(text.querySelector('ins')), at(text.lastChild)]; }"""
    )
    assert places == sorted(places)
    assert page.locator(".text .u").inner_text() == "U+202E"


def test_a_megabyte_in_one_line_and_in_one_finding(tmp_path: Path, open_report: Callable[..., Any]) -> None:
    original = "word " * 200_000 + "引流" + " word" * 200_000 + "漢" * 1_000_000
    at = original.index("引流")
    long_ = original.index("漢")
    found = [annotation(original, at, at + 2, "traffic", at), annotation(original, long_, len(original), "", long_ + 5, kind=Kind.SPAM)]
    (tmp_path / "a.txt").write_text(apply(original, found), encoding="utf-8")
    (tmp_path / "annotations.jsonl").write_text(
        json.dumps({"path": "a.txt", "language": "en", "annotations": [each.to_dict() for each in found]}) + "\n", encoding="utf-8"
    )
    write_report(tmp_path)
    page = open_report(tmp_path / "report.html")
    assert "999,840 unchanged characters" in page.locator(".gap").first.inner_text()
    assert "… 1,000,000 characters in all" in page.locator(".text summary").inner_text()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("a")
    with page.expect_download() as download:
        page.click("#do-save")
    (record,) = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["decisions"]
    assert record["found"] == "漢" * 1_000_000
