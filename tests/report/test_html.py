"""The HTML report without a browser: what stands in it, in what order, and that it is always the same."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.annotation import Annotation, Kind, Safety, Severity
from cleaner.document import apply
from cleaner.report.change import FOUND_SHOWN, SPAM_SHOWN
from cleaner.report.folder import write_report
from cleaner.report.html import exact, folded, pages, shown
from cleaner.report.layout import CONTEXT, view
from cleaner.report.scripts import runs
from cleaner.report.survey import Source, Survey


def finding(original: str, start: int, end: int, replacement: str | None = None, **values: Any) -> Annotation:
    return Annotation(
        **{
            "id": f"{start:08x}{end:08x}", "rule": "calque", "kind": Kind.TERMINOLOGY, "start": start, "end": end, "text_start": start,
            "text_end": end, "found": original[start:end], "replacement": replacement, "applied": False, "safety": Safety.REVIEW,
            "confidence": 0.5, "severity": Severity.MINOR, "message": "m", "evidence": {},
        }
        | values
    )  # fmt: skip


def source(original: str, *annotations: Annotation, path: str = "a.txt", language: str = "en") -> Source:
    return Source(path, None, language, original, apply(original, annotations), annotations)


def surveyed(*sources: Source) -> Survey:
    survey = Survey()
    for each in sources:
        survey.add(each)
    survey.finish()
    return survey


def laid_out(each: Source) -> list[tuple[str, str | int]]:
    """The pieces of a document: what each is, and its text, size or rule."""
    pieces = view(each, surveyed(each)).pieces
    return [(piece.what, piece.text or piece.size or (piece.change.annotation.found if piece.change else "")) for piece in pieces]


def page(*sources: Source, **options: Any) -> str:
    (*_, (name, data)) = pages(sources, surveyed(*sources), {}, "0" * 16, "1", **options)
    assert name == "report.html"
    return data.decode()


def removed(original: str, *lines: str, **values: Any) -> list[Annotation]:
    spots = [(original.index(line), original.index(line) + len(line)) for line in lines]
    return [finding(original, *spot, "", applied=True, kind=Kind.BOILERPLATE, rule="boilerplate-line", **values) for spot in spots]


def test_unchanged_text_is_a_window_around_each_change() -> None:
    original = f"{'a' * 500} {'b' * CONTEXT}X{'c' * CONTEXT} {'d' * 500}"
    at = original.index("X")
    pieces = laid_out(source(original, finding(original, at, at + 1, "Y")))
    assert [what for what, _ in pieces] == ["gap", "text", "open", "text", "close", "text", "gap"]
    assert sum(len(each) if isinstance(each, str) else each for what, each in pieces if what in ("text", "gap")) == len(original)


def test_a_gap_that_is_not_worth_it_is_shown() -> None:
    original = "a" * 300 + "X" + "b" * 30
    assert [what for what, _ in laid_out(source(original, finding(original, 300, 301, "Y")))][-1] == "text"


def test_a_window_does_not_cut_a_cluster() -> None:
    original = "X" + "e\u0301" * 400
    pieces = laid_out(source(original, finding(original, 0, 1, "Y")))
    assert len(str(pieces[3][1])) % 2 == 0


def test_what_lies_inside_another_stands_inside_it_and_what_crosses_stands_beside() -> None:
    original = "transfer money laundryand so on"
    outer = finding(original, 0, 25, "the transfer of money and")
    inner = finding(original, 15, 25, "laundry and", applied=True, rule="glued-words")
    crossing = finding(original, 20, 28, "x", rule="other")
    assert laid_out(source(original, outer, inner, crossing)) == [
        ("open", original[:25]),
        ("text", "transfer money "),
        ("open", "laundryand"),
        ("text", "laundryand"),
        ("close", "laundryand"),
        ("close", original[:25]),
        ("beside", original[20:28]),
        ("text", " so on"),
    ]


def test_lines_removed_one_after_the_other_are_a_run() -> None:
    original = "Story.\nShare\n\nTop\nMore.\nPrint\nEnd."
    whats = [what for what, _ in laid_out(source(original, *removed(original, "Share\n", "Top\n", "Print\n")))]
    assert whats.count("run") == whats.count("end-run") == 1
    assert whats.index("run") < whats.index("end-run") < len(whats) - 4


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_every_change_is_shown_once_and_no_text_is_lost(data: st.DataObject) -> None:
    original = data.draw(st.text("ab \n漢\u200b", min_size=1, max_size=600))
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, len(original) - 1), st.integers(1, 300), st.sampled_from(["", "x", None])), max_size=8)
    )
    annotations, at = [], 0
    for start, size, replacement in sorted(spans, key=lambda each: each[:2]):
        end = min(start + size, len(original))
        applied = start >= at and replacement is not None
        at = end if applied else at
        annotations.append(finding(original, start, end, replacement, applied=applied))
    each = source(original, *annotations)
    document = view(each, surveyed(each))
    assert len({change.key for change in document.changes}) == len(document.changes) == len(annotations)
    shown_text = "".join(
        piece.text if piece.what == "text" else "\0" * piece.size if piece.what == "gap" else "" for piece in document.pieces
    )
    assert len(shown_text) == len(original)
    assert all(one in ("\0", other) for one, other in zip(shown_text, original, strict=True))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("met 引流推广 and", "en", [("met ", None), ("引流推广", "zh-Hans"), (" and", None)]),
        ("詐騙集團", "en", [("詐騙集團", "zh-Hant")]),
        ("ひらがな、漢字", "en", [("ひらがな、漢字", "ja")]),
        ("한국어", "en", [("한국어", "ko")]),
        ("引流", "zh", [("引流", None)]),
        ("plain", "en", [("plain", None)]),
    ],
)
def test_letters_of_another_script_have_their_language(text: str, language: str, expected: list[tuple[str, str | None]]) -> None:
    assert list(runs(text, language)) == expected


def test_what_shows_nothing_is_a_chip() -> None:
    assert exact("a\u202eb") == 'a<span class="u" data-c="202e" title="RIGHT-TO-LEFT OVERRIDE">U+202E</span>b'
    assert "U+00A0" in exact("\u00a0")
    assert shown("\u00a0\t\n") == "\u00a0\t\n"
    assert shown("👩\u200d👩") == "👩\u200d👩"
    assert "U+0000" in shown("\0")
    assert 'data-c="d"' in shown("\r")


def test_of_removed_spam_little_is_seen_at_once() -> None:
    original = "日韩精品" * 20
    found = finding(original, 0, len(original), "", kind=Kind.SPAM, applied=True)
    html = page(source(original, found))
    assert f"… {len(original)} characters in all</summary>" in html
    head = re.search(r"<del>(.*?)<details>", html)
    assert head is not None
    assert re.sub("<[^>]+>", "", head[1]) == original[:SPAM_SHOWN]
    assert folded("x" * FOUND_SHOWN, FOUND_SHOWN) == "x" * FOUND_SHOWN


def test_facts_are_told_of_the_document_and_of_all() -> None:
    original = "By A\nText"
    html = page(source(original, *removed(original, "By A\n", evidence={"author": "Ann <b>", "site": "S", "date": "2026"})))
    assert "author: <b>Ann &lt;b&gt;</b>" in html
    assert "Facts found in boilerplate (1 text)" in html


def test_equal_changes_are_counted_over_documents_and_each_has_a_name_of_its_own() -> None:
    original = "nests here"
    same = [source(original, finding(original, 0, 5, "dens"), path=f"{number}.txt") for number in range(3)]
    html = page(*same)
    assert "×3 in 3 texts" in html
    names = re.findall(r' id="(c-[^"]+)"', html)
    assert len(names) == len(set(names)) == 3
    assert f'<a href="#{names[0]}"' in html


def test_a_reason_is_given_once_a_page() -> None:
    original = "nests here"
    same = [source(original, finding(original, 0, 5, "dens", message="say dens"), path=f"{number}.txt") for number in range(3)]
    html = page(*same)
    assert html.count("say dens") == 1
    assert html.count("as above") == 2


def test_a_large_report_is_split_and_every_page_stands_alone() -> None:
    original = "nests here"
    many = [source(original, finding(original, 0, 5, "dens"), path=f"{number:03}.txt") for number in range(40)]
    files = dict(pages(many, surveyed(*many), {}, "0" * 16, "1", limit=8_000))
    assert list(files)[-1] == "report.html"
    assert len(files) > 3
    assert sum(data.count(b'<section class="doc"') for data in files.values()) == 40
    assert b'<section class="doc"' not in files["report.html"]
    for name, data in files.items():
        assert data.count(b"<!DOCTYPE html>") == 1
        ids = re.findall(rb' id="([^"]+)"', data)
        assert len(ids) == len(set(ids)), name
        inside = {link.decode() for link in re.findall(rb'href="(report[^"]*)"', data)}
        assert inside <= files.keys()
        # the first change of each page has the reason in full
        assert len(re.findall(rb'<li class="[^"]+" id="e-', data)) == (b'<section class="doc"' in data)


def test_links_lead_somewhere(tmp_path: Path) -> None:
    original = "By A\nnests here and nests there\nShare\nTop\n"
    changes = [*removed(original, "By A\n", evidence={"author": "A"}), finding(original, 5, 10, "dens"), finding(original, 20, 25, "dens")]
    html = page(source(original, *changes), source("clean", path="b.txt"), source("nests", finding("nests", 0, 5, "dens"), path="c.txt"))
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_the_policy_names_the_digests_of_what_is_there() -> None:
    import base64
    import hashlib

    html = page(source("nests", finding("nests", 0, 5, "dens")))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1]
    parts = [*re.findall(r"<style>(.*?)</style>", html, re.DOTALL), *re.findall(r"<script>(.*?)</script>", html, re.DOTALL)]
    assert len(parts) == 3
    for part in parts:
        assert base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() in policy[1]
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)
    assert " style=" not in html
    assert not re.search(r" on[a-z]+=", html.partition("</head>")[2])


def write(folder: Path, texts: Sequence[Source], **summary: Any) -> None:
    rows = []
    for each in texts:
        (folder / each.path).write_bytes(each.text.encode())
        rows.append({"path": each.path, "language": each.language, "annotations": [a.to_dict() for a in each.annotations]})
    (folder / "annotations.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "summary.json").write_text(json.dumps({"version": "1", **summary}), encoding="utf-8")


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path, [source("nests", finding("nests", 0, 5, "dens"))], seconds=1.5)
    write_report(tmp_path)
    first = (tmp_path / "report.html").read_bytes()
    write_report(tmp_path)
    assert (tmp_path / "report.html").read_bytes() == first


def test_pages_of_an_earlier_report_go_and_a_text_of_that_name_stays(tmp_path: Path) -> None:
    write(tmp_path, [source("nests", finding("nests", 0, 5, "dens"))])
    write_report(tmp_path)
    (tmp_path / "report-0002.html").write_bytes((tmp_path / "report.html").read_bytes())
    (tmp_path / "report-0003.html").write_text("a text of the user", encoding="utf-8")
    write_report(tmp_path)
    assert sorted(path.name for path in tmp_path.glob("report*")) == ["report-0003.html", "report.html"]


def test_what_failed_is_named(tmp_path: Path) -> None:
    texts = [source("nests", finding("nests", 0, 5, "dens")), source("other", path="b.txt")]
    write(tmp_path, texts, failures=[{"path": "c.bin", "line": None, "error": "BinaryInputError", "message": "is <not> text"}])
    (tmp_path / "b.txt").unlink()
    names, failures = write_report(tmp_path)
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert names == ["report.html"]
    assert [failure.message for failure in failures] == ["does not exist any more"]
    assert "2 failures" in html
    assert "is &lt;not&gt; text" in html
    assert "does not exist any more" in html


def test_a_folder_without_findings_says_so(tmp_path: Path) -> None:
    write(tmp_path, [source("fine")])
    write_report(tmp_path)
    assert "Nothing was found in this text." in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_what_was_decided_and_carried_out_is_shown() -> None:
    decided = finding("nests", 0, 5, "dens", applied=True, evidence={"decision": {"answer": "accept", "note": "yes"}})
    html = page(source("nests", decided))
    assert "d-accept" in html
    assert "decided: accept (yes)" in html


def test_a_text_that_is_not_a_page_says_why_its_lines_stay() -> None:
    sentence = "No line was removed as boilerplate, because this text is not a scraped page."
    told = finding("Home\nA story.", 5, 6, "B")
    plain = Source("a.txt", None, "en", "Home\nA story.", "Home\nA story.", (told,), 0.004)
    assert sentence in page(plain)
    assert "scraped page: under 1 %" in page(plain)
    assert sentence not in page(replace(plain, page=0.5))
    assert "scraped page: 50 %" in page(replace(plain, page=0.5))
    assert "scraped page" not in page(replace(plain, page=None))
    cut = "Home\nA story."
    spared = source(cut, *removed(cut, "Home"))
    assert sentence not in page(replace(spared, page=0.1))
