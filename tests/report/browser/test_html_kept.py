"""No work is lost: groups over several pages, proposals that share characters, filters, keys, small windows, screen readers."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from cleaner.annotation import Annotation, Kind, Safety, Severity
from cleaner.cli import main
from cleaner.document import apply
from cleaner.report.folder import write_report
from cleaner.report.html import pages
from cleaner.report.survey import Source, Survey
from tests.report.browser.test_html_flow import decided, now, saved, says, valid

NESTS = "The police destroyed the nests of the gang."
LONG = "The police destroyed the nests of the criminal gang in the north.\nShare this\n"


def finding(text: str, found: str, replacement: str | None, number: int = 0, **values: Any) -> Annotation:
    """A finding at the first place of its characters."""
    start = text.index(found)
    common = {
        "id": f"{number:016x}", "rule": "calque", "kind": Kind.TERMINOLOGY, "start": start, "end": start + len(found), "text_start": start,
        "text_end": start + len(found), "found": found, "replacement": replacement, "applied": False, "safety": Safety.REVIEW,
        "confidence": 0.9, "severity": Severity.MAJOR, "message": "a word-for-word rendering", "evidence": {},
    }  # fmt: skip
    return Annotation(**common | values)


def split(folder: Path, texts: Sequence[Source]) -> Path:
    """A report of several pages."""
    survey = Survey()
    for each in texts:
        survey.add(each)
    survey.finish()
    for name, data in pages(texts, survey, {}, "0123456789abcdef", "1", limit=3_000):
        (folder / name).write_bytes(data)
    return folder / "report.html"


def folder_of(folder: Path, original: str, annotations: Sequence[Annotation]) -> Path:
    """A cleaned folder with one text, and its report."""
    (folder / "a.txt").write_text(apply(original, annotations), encoding="utf-8")
    row = {"path": "a.txt", "language": "en", "annotations": [each.to_dict() for each in annotations]}
    (folder / "annotations.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    write_report(folder)
    return folder / "report.html"


def go(page: Any, name: str) -> None:
    page.goto(page.url.rsplit("/", 1)[0] + f"/{name}")
    page.wait_for_selector("html[data-ready]")


def marks(page: Any, number: int) -> set[str]:
    """The classes of a change."""
    return set(page.locator(f"#c-{number:016x}").get_attribute("class").split())


# ---- groups


@pytest.fixture
def six(tmp_path: Path) -> Path:
    """One finding in each of six texts, on more pages than one."""
    return split(tmp_path, [Source(f"{each}.txt", None, "en", NESTS, NESTS, (finding(NESTS, "nests", "dens", 7),)) for each in range(6)])


def test_an_answer_for_a_group_is_for_all_pages_at_once(six: Path, open_report: Callable[..., Any]) -> None:
    page = open_report(six.with_name("report-0001.html"))
    here = page.locator(".text .c").count()
    assert 1 < here < 6
    page.keyboard.press("j")
    page.keyboard.press("Shift+A")
    assert decided(page) == "6 of 6"
    says(page, "#live", "6 equal changes: accepted")
    # no other page was opened, and the file has them all
    records = valid(saved(page))["decisions"]
    assert [each["path"] for each in records] == [f"{number}.txt" for number in range(6)]
    assert {(each["answer"], each["group"], each["found"], each["replacement"], each["start"]) for each in records} == {
        ("accept", True, "nests", "dens", 25)
    }
    # the summary, and each page, know them
    go(page, "report.html")
    assert decided(page) == "6 of 6"
    assert len(saved(page)["decisions"]) == 6
    go(page, "report-0002.html")
    assert page.locator(".text .c.d-accept").count() == page.locator(".text .c").count()
    # and add what is around them
    assert saved(page)["decisions"][-1]["before"] == "The police destroyed the "


def test_the_decisions_of_a_group_are_carried_out(tmp_path: Path, open_report: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """From a real run with a report of several pages to the texts, with one page opened."""
    monkeypatch.setattr(pages, "__defaults__", (*pages.__defaults__[:-1], 6_000))
    (tmp_path / "in").mkdir()
    (tmp_path / "terms.txt").write_text("concept: den\nzh: 窝点\nen: den\nwrong: nest\nsource: literal\n", encoding="utf-8")
    for number in range(12):
        (tmp_path / f"in/{number:02}.txt").write_text(
            f"The nest was destroyed. {'It was a long day for all of them. ' * 40}\n", encoding="utf-8"
        )
    options = ["-q", "-t", "en", "--select", "calque", "--glossary", str(tmp_path / "terms.txt"), "--no-default-glossary"]
    assert main(["clean", str(tmp_path / "in"), "-o", str(tmp_path / "out"), *options]) == 0
    assert (tmp_path / "out/report-0002.html").exists()
    page = open_report(tmp_path / "out/report-0001.html")
    page.keyboard.press("j")
    page.keyboard.press("Shift+A")
    (tmp_path / "d.json").write_text(json.dumps(saved(page)), encoding="utf-8")
    assert main(["apply", str(tmp_path / "out"), str(tmp_path / "d.json"), "-q"]) == 0
    assert [path.read_text(encoding="utf-8")[:12] for path in sorted((tmp_path / "out").glob("*.txt"))] == ["The den was "] * 12


def test_an_exception_on_another_page_keeps_its_answer(six: Path, open_report: Callable[..., Any]) -> None:
    page = open_report(six.with_name("report-0002.html"))
    page.keyboard.press("j")
    page.keyboard.press("r")
    go(page, "report-0001.html")
    assert decided(page) == "1 of 6"
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert "get the same answer" in page.locator("#equals-elsewhere").inner_text()
    page.click('#equals [data-all="accept"]')
    assert decided(page) == "6 of 6"
    assert sorted(each["answer"] for each in saved(page)["decisions"]) == ["accept"] * 5 + ["wrong"]
    # another answer replaces that of the group everywhere, and undo brings it back
    page.keyboard.press("Shift+L")
    assert sorted(each["answer"] for each in saved(page)["decisions"]) == ["leave"] * 5 + ["wrong"]
    page.keyboard.press("u")
    page.keyboard.press("u")
    assert decided(page) == "1 of 6"


# ---- proposals that share characters


def overlapping() -> list[Annotation]:
    return [
        finding(LONG, "nests", "dens", 1),
        finding(LONG, "nests of the criminal gang", "gang’s dens", 2),
        finding(LONG, "criminal gang", "criminal group", 3, rule="another-rule", kind=Kind.NAME),
        finding(LONG, "north", None, 4, rule="third-rule", kind=Kind.NUMBER),
    ]


def test_of_two_proposals_that_share_characters_one_is_accepted_and_the_other_says_why(
    tmp_path: Path, open_report: Callable[..., Any]
) -> None:
    page = open_report(folder_of(tmp_path, LONG, overlapping()))
    page.evaluate(f"location.hash = 'c-{1:016x}'")
    page.wait_for_selector(f"#c-{1:016x}.now")
    page.keyboard.press("a")
    assert "over" in marks(page, 2)
    assert not {"over"} & (marks(page, 1) | marks(page, 3) | marks(page, 4))
    assert "shares characters with “nests” → “dens”" in page.locator(f"#c-{2:016x}").get_attribute("title")
    page.evaluate(f"location.hash = 'c-{2:016x}'")
    page.wait_for_selector(f"#c-{2:016x}.now")
    assert "Excluded: it shares characters with “nests” → “dens”, calque, which is accepted." in page.locator("#about").inner_text()
    assert page.locator(".now").get_attribute("aria-label").endswith("Excluded")
    assert decided(page) == "1 of 4"
    # accepting it instead excludes what was accepted before
    page.keyboard.press("a")
    says(page, "#live", "accepted; 1 change with the same characters is excluded")
    assert marks(page, 1) >= {"d-leave", "over"}
    assert "over" in marks(page, 3)
    page.keyboard.press("u")
    assert "d-accept" in marks(page, 1)
    assert "d-accept" not in marks(page, 2)


def test_what_the_page_settled_is_carried_out_without_a_refusal(tmp_path: Path, open_report: Callable[..., Any]) -> None:
    page = open_report(folder_of(tmp_path, LONG, overlapping()))
    for number in (1, 3, 2):
        page.evaluate(f"location.hash = 'c-{number:016x}'")
        page.wait_for_selector(f"#c-{number:016x}.now")
        page.keyboard.press("a")
    file = valid(saved(page))
    assert [(each["id"][-1], each["answer"]) for each in file["decisions"]] == [("1", "leave"), ("2", "accept"), ("3", "leave")]
    (tmp_path / "d.json").write_text(json.dumps(file), encoding="utf-8")
    assert main(["apply", str(tmp_path), str(tmp_path / "d.json"), "-q"]) == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == LONG.replace("nests of the criminal gang", "gang’s dens")


def test_proposals_that_make_the_same_text_exclude_nothing(tmp_path: Path, open_report: Callable[..., Any]) -> None:
    both = [
        finding(LONG, "nests", "dens", 1),
        finding(LONG, "nests", "dens", 2, rule="another-rule"),
        finding(LONG, "nests of the", "dens of the", 3),
    ]
    page = open_report(folder_of(tmp_path, LONG, both))
    for _ in both:
        page.keyboard.press("j")
    for number in (1, 2, 3):
        page.evaluate(f"location.hash = 'c-{number:016x}'")
        page.wait_for_selector(f"#c-{number:016x}.now")
        page.keyboard.press("a")
    assert {each["answer"] for each in saved(page)["decisions"]} == {"accept"}
    assert page.locator(".over").count() == 0


def test_of_a_file_with_both_the_shorter_one_stays_as_apply_has_it(tmp_path: Path, open_report: Callable[..., Any]) -> None:
    report = folder_of(tmp_path, LONG, overlapping())
    page = open_report(report)
    page.evaluate(f"location.hash = 'c-{1:016x}'")
    page.keyboard.press("a")
    file = saved(page)
    (one,) = file["decisions"]
    longer = one | {"id": f"{2:016x}", "found": "nests of the criminal gang", "replacement": "gang’s dens"}
    (tmp_path / "both.json").write_text(json.dumps(file | {"decisions": [longer, one]}), encoding="utf-8")
    other = open_report(report)
    other.set_input_files("#file", tmp_path / "both.json")
    says(other, "#decided", "2 of 4")
    assert {each["found"]: each["answer"] for each in saved(other)["decisions"]} == {
        "nests": "accept",
        "nests of the criminal gang": "leave",
    }


def test_a_removal_that_was_applied_is_excluded_by_a_proposal_inside_it(tmp_path: Path, open_report: Callable[..., Any]) -> None:
    line = "The police destroyed the nests of the criminal gang in the north.\n"
    removed = finding(
        LONG, line, "", 1, applied=True, safety=Safety.SAFE, text_end=0, rule="boilerplate-line", kind=Kind.BOILERPLATE
    )  # fmt: skip
    page = open_report(folder_of(tmp_path, LONG, [removed, finding(LONG, "nests", "dens", 2, text_start=0, text_end=0)]))
    page.evaluate(f"location.hash = 'c-{2:016x}'")
    page.wait_for_selector(f"#c-{2:016x}.now")
    page.keyboard.press("a")
    assert "over" in marks(page, 1)
    (tmp_path / "d.json").write_text(json.dumps(saved(page)), encoding="utf-8")
    assert main(["apply", str(tmp_path), str(tmp_path / "d.json"), "-q"]) == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == LONG.replace("nests", "dens")


# ---- keys, search and filter


@pytest.mark.parametrize(("key", "answer"), [("a", "accept"), ("r", "wrong"), ("l", "leave")])
def test_a_key_gives_the_same_answer_to_every_kind_of_finding(seeds: Path, open_report: Callable[..., Any], key: str, answer: str) -> None:
    """Applied, proposed, only reported, or lines that were removed together: the same names and the same answers."""
    page = open_report(seeds / "report.html")
    names = {"accept": "Accept", "wrong": "Wrong finding", "leave": "Right, but leave it"}
    for kind in (".c.a:not(.x):not(.run *)", ".c:not(.a):not(.z)", ".c.z"):
        name = page.locator(f".text {kind}").first.get_attribute("id")
        page.evaluate(f"location.hash = '{name}'")
        page.wait_for_selector(f"#{name}.now")
        assert page.locator(f"[data-do={answer}] span").inner_text().startswith(names[answer])
        page.keyboard.press(key)
        assert f"d-{answer}" in page.locator(f"#{name}").get_attribute("class")
    page.locator(".rh").first.click()
    assert page.locator(f"[data-do={answer}] span").inner_text().startswith(names[answer])
    run = page.locator(".run").first
    page.keyboard.press(key)
    assert run.locator(f".c.d-{answer}").count() == run.locator(".c").count() > 1


def test_the_buttons_say_what_an_answer_does_to_the_text(tmp_path: Path, open_report: Callable[..., Any]) -> None:
    page = open_report(folder_of(tmp_path, LONG, overlapping()))
    page.evaluate(f"location.hash = 'c-{1:016x}'")
    page.wait_for_selector(f"#c-{1:016x}.now")
    assert page.locator("#decide small").all_inner_texts() == ["it is put in", "the text stays", "the text stays"]
    page.evaluate(f"location.hash = 'c-{4:016x}'")
    page.wait_for_selector(f"#c-{4:016x}.now")
    assert page.locator("#decide small").all_inner_texts() == ["nothing to change"] * 3


def test_enter_in_a_field_of_the_filter_goes_to_the_next_change_that_fits(seeds: Path, open_report: Callable[..., Any]) -> None:
    page = open_report(seeds / "report.html")
    page.fill("#search", "our side")
    # at once, before the filter has followed by itself
    page.keyboard.press("Enter")
    assert "our side" in page.locator(".now").inner_text()
    assert page.locator("#where").inner_text().startswith("1 of ")
    page.keyboard.press("a")
    assert decided(page).startswith("1 of ")
    page.fill("#search", "nothing has this")
    page.keyboard.press("Enter")
    says(page, "#live", "No change fits")
    page.click("#choices [type=reset]")
    page.fill("[name=document]", "004_")
    page.keyboard.press("Enter")
    assert page.locator(".doc:visible").count() == 1
    first = now(page)
    page.locator("[name=document]").press("Enter")
    assert now(page) != first


def test_a_filter_survives_a_reload_and_the_decisions(seeds: Path, open_report: Callable[..., Any]) -> None:
    page = open_report(seeds / "report.html")
    page.select_option("select[name=rule]", "untranslated-fragment")
    page.select_option("select[name=answer]", "open")
    page.uncheck("#on-spam")
    page.locator("h1").click()
    says(page, "#shown", "8 of ")
    page.keyboard.press("j")
    first = now(page)
    page.keyboard.press("a")
    page.keyboard.press("r")
    # what was decided goes when the reviewer has gone on
    says(page, "#shown", "6 of ")
    assert not page.locator(f"#{first}.now").count()
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.input_value("select[name=rule]") == "untranslated-fragment"
    assert page.input_value("select[name=answer]") == "open"
    assert not page.is_checked("#on-spam")
    says(page, "#shown", "6 of ")
    assert decided(page).startswith("2 of ")
    # the last one that is decided stays until the filter is changed, and a link shows its change without the filter's end
    for _ in range(6):
        page.keyboard.press("l")
    assert page.locator(".text .c:not(.q)").count() == 1
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.input_value("select[name=answer]") == "open"
    page.click("#choices [type=reset]")
    says(page, "#shown", "")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.input_value("select[name=answer]") == ""
    assert page.is_checked("#on-spam")


def test_the_pages_of_a_report_have_one_filter(six: Path, open_report: Callable[..., Any]) -> None:
    page = open_report(six.with_name("report-0001.html"))
    page.select_option("select[name=answer]", "open")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("a")
    go(page, "report-0002.html")
    assert page.input_value("select[name=answer]") == "open"


# ---- small windows and screen readers


@pytest.mark.parametrize("size", [(320, 256), (320, 225), (640, 400), (1280, 300)])
def test_every_button_can_be_reached_in_a_small_window(seeds: Path, open_report: Callable[..., Any], size: tuple[int, int]) -> None:
    """A window of 1280 by 1024 pixels at 400 % has 320 by 256; Playwright clicks only what can be seen and is covered by nothing."""
    width, height = size
    page = open_report(seeds / "report.html", viewport={"width": width, "height": height})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for button in page.locator(".bar button").all():
        button.click(trial=True)
    page.select_option("select[name=rule]", "calque")
    page.locator("#search").press("Enter")
    page.wait_for_selector(".now")
    page.keyboard.press("a")
    page.keyboard.press("k")
    assert not page.locator(".now").is_hidden()
    top, bottom = page.evaluate(
        "[document.querySelector('.now').getBoundingClientRect().top, document.querySelector('#panel').getBoundingClientRect().top]"
    )
    assert top >= 0
    assert width > 960 or top < bottom
    for button in page.locator("#panel button:visible").all():
        button.click(trial=True)
    page.click("#note", trial=True)
    for key in ("x", "g", "?"):
        page.keyboard.press(key)
        for button in page.locator("dialog[open] button").all():
            button.click(trial=True)
        page.keyboard.press("Escape")
    page.keyboard.press("e")
    for button in page.locator("#edit button").all():
        button.click(trial=True)
    page.keyboard.press("Escape")
    page.click('[data-do="wrong"]')
    assert decided(page).split()[0] in {"1", "2"}


def test_a_screen_reader_hears_the_reason_of_each_change(tmp_path: Path, open_report: Callable[..., Any]) -> None:
    page = open_report(folder_of(tmp_path, LONG, overlapping()))
    assert page.locator("#why").get_attribute("aria-live") == "polite"
    page.keyboard.press("j")
    says(page, "#why", "a word-for-word rendering. major · review · proposed · confidence 90 %")
    page.evaluate(f"location.hash = 'c-{1:016x}'")
    page.wait_for_selector(f"#c-{1:016x}.now")
    page.keyboard.press("a")
    says(page, "#live", "accepted")
    page.evaluate(f"location.hash = 'c-{2:016x}'")
    says(page, "#why", "Excluded: it shares characters with “nests” → “dens”")
