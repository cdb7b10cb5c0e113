"""The whole way of a reviewer in real Chromium, on the five articles."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleaner.annotation import SURROUNDINGS, Annotation
from cleaner.document import restore

SCHEMA = Path(__file__).parents[3] / "cleaner" / "review" / "decisions.schema.json"
FRAUD = "telecommunications network fraud"


def rows(folder: Path) -> dict[str, tuple[str, str, list[Annotation]]]:
    """Original, text and annotations of each document."""
    found = {}
    for line in (folder / "annotations.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        annotations = [Annotation.from_dict(each) for each in row["annotations"]]
        text = (folder / row["path"]).read_bytes().decode()
        found[row["path"]] = restore(text, annotations), text, annotations
    return found


def total(folder: Path, rule: str | None = None, found: str | None = None) -> int:
    """How many findings there are of a rule, and of some characters."""
    every = (each for _, _, annotations in rows(folder).values() for each in annotations)
    return sum(rule in (None, each.rule) and found in (None, each.found) for each in every)


def saved(page: Any) -> dict[str, Any]:
    """The decisions file that the page gives."""
    with page.expect_download() as download:
        page.click("#do-save")
    assert download.value.suggested_filename == "decisions.json"
    return json.loads(Path(download.value.path()).read_text(encoding="utf-8"))


def valid(decisions: dict[str, Any]) -> dict[str, Any]:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(decisions)
    return decisions


def says(page: Any, where: str, text: str) -> None:
    """Wait until an element says something, or nothing; not by `wait_for_function`, which the page's policy forbids."""
    pattern = re.compile(re.escape(text)) if text else re.compile("^$")
    page.locator(where).filter(has_text=pattern).wait_for(state="attached")


def now(page: Any) -> str:
    return page.locator(".now").first.get_attribute("id")


def decided(page: Any) -> str:
    return page.locator("#decided").inner_text()


def within_line(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - SURROUNDINGS) : start].rpartition("\n")[2], text[end : end + SURROUNDINGS].partition("\n")[0]


def test_a_review_from_the_first_key_to_the_file_and_back(seeds: Path, open_report: Callable[..., Any], tmp_path: Path) -> None:
    every = total(seeds)
    page = open_report(seeds / "report.html")
    assert decided(page) == f"0 of {every}"

    # filter
    page.select_option("select[name=rule]", "calque")
    calques = total(seeds, "calque")
    says(page, "#shown", f"{calques} of {every}")
    assert page.locator(".doc:visible").count() == 2
    page.fill("#search", "witness")
    says(page, "#shown", f"0 of {every}")
    page.fill("#search", FRAUD.upper())
    says(page, "#shown", f"3 of {every}")
    page.keyboard.press("Escape")

    # decide with the keyboard, and take back
    page.keyboard.press("j")
    first = now(page)
    assert "1 of 3" in page.locator("#where").inner_text()
    assert "word-for-word" in page.locator("#about").inner_text()
    assert "diàn xìn wǎng luò zhà piàn" in page.locator("#about").inner_text()
    page.keyboard.press("a")
    assert decided(page).startswith("1 of ")
    assert now(page) != first
    page.keyboard.press("u")
    assert decided(page).startswith("0 of ")
    assert now(page) == first

    # all equal ones, with an exception that was decided alone and one that is unchecked
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert now(page) == first
    page.keyboard.press("x")
    boxes = page.locator("#equals-list input")
    assert [box.is_checked() for box in boxes.all()] == [True, False, True]
    boxes.nth(2).uncheck()
    page.click('#equals [data-all="accept"]')
    assert decided(page).startswith("2 of ")
    page.keyboard.press("Shift+L")
    assert decided(page).startswith("3 of ")
    page.keyboard.press("u")
    assert decided(page).startswith("2 of ")
    page.click("#choices [type=reset]")
    says(page, "#shown", "")

    # edit, note, right but leave it
    page.select_option("select[name=rule]", "untranslated-fragment")
    says(page, "#shown", f"8 of {every}")
    page.locator("h1").click()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator("#edited").fill(" echo")
    page.keyboard.press("Enter")
    assert page.locator("ins.edited").inner_text().strip() == "echo"
    page.keyboard.press("l")
    page.keyboard.press("k")
    page.fill("#note", "a matter of taste")
    page.keyboard.press("Enter")

    # a term
    page.keyboard.press("g")
    assert page.input_value("#term-form [name=term]") == "引流推广"
    assert page.input_value("#term-form [name=rendering]") == "traffic generation and promotion"
    page.fill("#term-form [name=rendering]", "luring customers")
    assert "contradicts 1 finding" in page.locator("#term-preview").inner_text()
    page.select_option("#term-form [name=pos]", "noun")
    page.keyboard.press("Enter")
    assert not page.locator("#term").is_visible()

    # a reload keeps everything, and the file has it
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert decided(page).startswith("4 of ")
    file = valid(saved(page))
    answers = {each["found"]: each for each in file["decisions"] if each["rule"] == "untranslated-fragment"}
    assert answers["反响"]["edited"] == " echo"
    assert (answers["引流推广"]["answer"], answers["引流推广"]["note"]) == ("leave", "a matter of taste")
    fraud = [(each["answer"], each["group"]) for each in file["decisions"] if each["found"] == FRAUD]
    assert fraud == [("accept", True), ("wrong", False)]
    assert file["terms"][0] | {"from": None} == {
        "term": "引流推广", "rendering": "luring customers", "pos": "noun", "wrong": [], "note": "", "from": None,
    }  # fmt: skip

    # somebody else goes on from the file
    (tmp_path / "mine.json").write_text(json.dumps(file), encoding="utf-8")
    other = open_report(seeds / "report.html")
    assert decided(other).startswith("0 of ")
    other.set_input_files("#file", tmp_path / "mine.json")
    says(other, "#decided", f"4 of {every}")
    again = saved(other)
    assert (again["decisions"], again["terms"]) == (file["decisions"], file["terms"])
    other.keyboard.press("u")
    assert decided(other).startswith("0 of ")


def test_every_record_says_what_the_annotation_says(seeds: Path, open_report: Callable[..., Any]) -> None:
    page = open_report(seeds / "report.html")
    page.keyboard.press("j")
    for _ in range(total(seeds)):
        page.keyboard.press("a")
    documents = rows(seeds)
    file = valid(saved(page))
    assert len(file["decisions"]) == total(seeds)
    for each in file["decisions"]:
        original, text, annotations = documents[each["path"]]
        (annotation,) = (other for other in annotations if other.id == each["id"])
        assert (each["found"], each["replacement"], each["start"], each["rule"]) == (
            annotation.found, annotation.replacement, annotation.start, annotation.rule,
        )  # fmt: skip
        assert (each["before"], each["after"]) == within_line(original, annotation.start, annotation.end)
        assert (each["text_before"], each["text_after"]) == within_line(text, annotation.text_start, annotation.text_end)


def test_lines_taken_out_together_are_one_decision_and_can_be_opened(seeds: Path, open_report: Callable[..., Any]) -> None:
    page = open_report(seeds / "report.html")
    page.locator(".rh", has_text="8 lines").click()
    assert page.locator(".run.now").count() == 1
    page.keyboard.press("a")
    assert decided(page).startswith("8 of ")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    page.keyboard.press("r")
    answers = [each["answer"] for each in saved(page)["decisions"]]
    assert sorted(answers) == ["accept"] * 7 + ["wrong"]


def test_a_permalink_leads_to_its_change(seeds: Path, open_report: Callable[..., Any]) -> None:
    annotation = next(each for each in rows(seeds)["004_19568ca99526d9f9.txt"][2] if each.found == "our side")
    page = open_report(seeds / "report.html", fragment=f"#c-{annotation.id}")
    assert now(page) == f"c-{annotation.id}"
    assert page.locator(".now").is_visible()
    other = rows(seeds)["002_0c5bcc47da90ed1c.txt"][2][0]
    page.evaluate(f"location.hash = 'c-{other.id}'")
    page.wait_for_selector(f"#c-{other.id}.now")
    page.evaluate("location.hash = 'c-nothing%'")
    assert now(page) == f"c-{other.id}"


def test_side_by_side_shows_both_and_returns(seeds: Path, open_report: Callable[..., Any]) -> None:
    page = open_report(seeds / "report.html")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.wait_for_selector(".pair")
    page.locator(".doc").nth(2).scroll_into_view_if_needed()
    page.locator(".doc").nth(2).locator(".pair").first.wait_for()
    before, after = (page.locator(".doc").nth(2).locator(name).first for name in (".pair > .before", ".pair > .w:not(.before)"))
    assert FRAUD in before.inner_text()
    assert "telecom and online fraud" not in before.inner_text()
    assert FRAUD not in after.inner_text()
    page.keyboard.press("a")
    page.keyboard.press("s")
    assert page.locator(".pair").count() == 0
    assert decided(page).startswith("1 of ")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "damaged"),
        ("[]", "no decisions file"),
        ('{"schema": "cleaner-decisions/9", "decisions": []}', "no decisions file"),
        (
            '{"schema": "cleaner-decisions/1", "decisions": [{"id": "0123456789abcdef", "path": "<b>", "answer": "accept"}, 7]}',
            "2 of 2 decisions",
        ),
    ],
)
def test_a_file_that_does_not_fit_is_named_and_changes_nothing(
    content: str, says: str, seeds: Path, open_report: Callable[..., Any], tmp_path: Path
) -> None:
    page = open_report(seeds / "report.html")
    (tmp_path / "bad.json").write_text(content, encoding="utf-8")
    page.set_input_files("#file", tmp_path / "bad.json")
    page.wait_for_selector("#alert:not([hidden])")
    assert says in page.locator("#alert").inner_text()
    assert decided(page).startswith("0 of ")


def test_without_script_the_same_text_can_be_read_and_filtered(seeds: Path, open_report: Callable[..., Any]) -> None:
    with_script = open_report(seeds / "report.html")
    page = open_report(seeds / "report.html", java_script_enabled=False)
    for part in ("h1", ".summary .figures", ".doc h3", ".text"):
        assert page.locator(part).all_text_contents() == with_script.locator(part).all_text_contents()
    assert page.locator(".notes").first.is_visible()
    with_script.click("#do-reasons")
    assert page.locator(".notes").all_text_contents() == with_script.locator(".notes").all_text_contents()
    assert "is the pinyin of" in "".join(page.locator(".notes").all_text_contents())
    assert not page.locator("#panel").is_visible()
    change = page.locator(".c.k-terminology > ins").first
    assert change.is_visible()
    page.uncheck("#on-terminology")
    assert not change.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, seeds: Path, open_report: Callable[..., Any]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_report(seeds / "report.html", color_scheme=scheme, bypass_csp=True)

    def check() -> None:
        found = axe.run(page).response["violations"]
        assert not [(each["id"], each["nodes"][0]["html"][:200], each["nodes"][0].get("failureSummary")) for each in found]

    check()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("r")
    page.click("#do-reasons")
    check()
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    for opened in ("x", "g", "?"):
        page.keyboard.press(opened)
        assert page.locator("dialog[open]").count() == 1
        check()
        page.keyboard.press("Escape")
    page.keyboard.press("s")
    check()


def test_single_keys_can_be_switched_off(seeds: Path, open_report: Callable[..., Any]) -> None:
    page = open_report(seeds / "report.html")
    page.keyboard.press("?")
    page.uncheck("#set-keys")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator(".now").count() == 0
    page.click("#do-next")
    assert page.locator(".now").count() == 1


def test_a_screen_reader_hears_where_it_is_and_what_was_done(seeds: Path, open_report: Callable[..., Any]) -> None:
    page = open_report(seeds / "report.html")
    page.keyboard.press("j")
    items = page.locator("#where").inner_text().split()[-1]
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert name == f"Change 1 of {items}. keyword-stuffing, flagged: crackdown on telecom fraud. Not decided"
    page.keyboard.press("a")
    says(page, "#live", "accepted")
