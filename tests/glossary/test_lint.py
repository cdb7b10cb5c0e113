"""The checks of the glossary: each finds its fault where it is, and leaves what is like it alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import OptionError
from cleaner.glossary.lint import BY_ID, CHECKS, Finding, Linter, chosen
from cleaner.glossary.stored import Layered

TODAY = date(2026, 11, 21)
END = "domain: farming\nsource: literal\nreviewed: 2026-11-21 tests\n"


def entry(concept: str, *lines: str, end: str = END) -> str:
    return "\n".join((f"concept: {concept}", *lines, end))


def lint(*files: str | bytes, below: str = "", **options: object) -> list[Finding]:
    """The findings in files of one layer, over another one."""
    layers = [Layered(f"{number}.txt", 1, file if isinstance(file, bytes) else file.encode()) for number, file in enumerate(files)]
    checked = {layer.name for layer in layers}
    if below:
        layers.insert(0, Layered("shipped.txt", 0, below.encode()))
    return list(Linter(layers, checked, today=TODAY, **options).findings())


def told(*files: str | bytes, below: str = "") -> list[tuple[str, str]]:
    """Place and check of each finding."""
    return [(f"{each.path}:{each.line}:{each.column}", each.check) for each in lint(*files, below=below)]


SILAGE = entry("silage", "zh: 青储饲料", "en: silage")
RIDGE = entry("field-ridge", "zh: 田埂", "en: field ridge", "  plural: field ridges")
SENSE = (
    "  near: wound*",
    "  hit: They placed a tube for ⟦引流|drainage⟧ of the wound.",
    "  miss: They paid for 引流 of customers.",
)
WRONG = ("  hit: He sold the ⟦green store⟧ there.", "  miss: The green door was open.")

FAULTS = {
    "malformed-entry": (SILAGE + "\nconcept: x\nzh: 词\nen thing\n", "0.txt:10:1"),
    "duplicate-concept": (SILAGE + "\n" + SILAGE.replace("青储饲料", "青贮料"), "0.txt:8:1"),
    "conflicting-source": (RIDGE + "\n" + SILAGE.replace("青储饲料", "田埂"), "0.txt:10:1"),
    "circular-advice": (entry("silage", "zh: 青储饲料", "en: silage", "wrong: green store", "  use: Green Store", *WRONG), "0.txt:4:1"),
    "contradicted-rendering": (
        RIDGE + "\n" + entry("silage", "zh: 青储饲料", "en: silage", "wrong: field ridge", *WRONG).replace("green store", "field ridge"),
        "0.txt:3:1",
    ),
    "impossible-context": (
        entry("drainage", "zh: 引流", "en: drainage", "  near: wound*, rivers", *SENSE[1:], "  unless: river*"),
        "0.txt:4:3",
    ),
    "failing-example": (entry("drainage", "zh: 引流", "en: drainage", *SENSE, "  hit: They paid for ⟦引流|drainage⟧."), "0.txt:7:3"),
    "bad-review-date": (SILAGE.replace("2026-11-21", "2026-11-24"), "0.txt:6:1"),
    "stray-character": (SILAGE.replace("en: silage", "en: sil\u200bage"), "0.txt:3:1"),
    "changed-do-not-translate": (entry("shift", "zh: SHIFT键", "en: SHIFT", "  status: do-not-translate"), "0.txt:3:1"),
    "unsorted-entry": (SILAGE + "\n" + RIDGE, "0.txt:8:1"),
    "duplicate-source": (SILAGE.replace("en: silage", "zh: 青儲飼料\nen: silage"), "0.txt:3:1"),
    "short-source": (SILAGE.replace("青储饲料", "青"), "0.txt:2:1"),
    "wrong-inside-right": (
        entry("thermal-pad", "zh: 导热垫", "en: thermal gap pad", "en: gap pad", "  status: forbidden"),
        "0.txt:3:1",
    ),
    "missing-origin": (SILAGE.replace("source: literal\n", ""), "0.txt:1:1"),
    "missing-domain": (SILAGE.replace("domain: farming\n", ""), "0.txt:1:1"),
    "missing-example": (entry("drainage", "zh: 引流", "en: drainage", *SENSE[:2]), "0.txt:3:1"),
    "several-defaults": (SILAGE.replace("en: silage", "en: silage\nen: ensilage"), "0.txt:4:1"),
    "stale-review": (SILAGE.replace("2026", "2021"), "0.txt:6:1"),
    "ocr-residue": (SILAGE.replace("en: silage", "en: erythro- cyte"), "0.txt:3:1"),
    "untranslated-rendering": (entry("shift", "zh: SHIFT", "en: SHIFT"), "0.txt:3:1"),
    "regex-in-term": (SILAGE.replace("en: silage", "en: silage.*fodder"), "0.txt:3:1"),
    "unknown-language": (SILAGE.replace("zh:", "cn:"), "0.txt:2:1"),
    "needless-form": (SILAGE.replace("en: silage", "en: silage\n  noun: silage"), "0.txt:4:3"),
    "unreviewed": (SILAGE.replace("reviewed: 2026-11-21 tests\n", ""), "0.txt:1:1"),
}


@pytest.mark.parametrize("check", FAULTS)
def test_a_fault_is_found_where_it_is(check: str) -> None:
    text, place = FAULTS[check]
    assert told(text) == [(place, check)]


def test_an_entry_over_one_below_is_named_with_what_it_hides() -> None:
    (replaced,) = lint(SILAGE.replace("en: silage", "en: fodder"), below="# below\n\n" + SILAGE)
    assert (replaced.check, replaced.line) == ("overriding-entry", 1)
    assert replaced.message.startswith("`silage` takes the place of the entry at shipped.txt:3;")
    (taken,) = lint(SILAGE.replace("concept: silage", "concept: fodder"), below=SILAGE)
    assert (taken.check, taken.line) == ("overriding-entry", 2)
    assert "“青储饲料” is taken from `silage` (shipped.txt:1)" in taken.message


def test_every_check_is_shown_by_a_fault() -> None:
    assert {*FAULTS, "overriding-entry"} == BY_ID.keys()
    assert len(BY_ID) == len(CHECKS)
    assert all(check.why.endswith(".") for check in CHECKS)


def test_entries_without_fault_are_left_alone() -> None:
    assert told(RIDGE + "\n" + SILAGE) == []


def test_what_can_be_read_is_checked_whatever_cannot() -> None:
    bad = "concept: x\nzh: 词\n\nconcept: y\nno colon\n"
    assert told(bad + "\n" + SILAGE.replace("source: literal\n", ""), "\xff".encode("latin-1")) == [
        ("0.txt:1:1", "malformed-entry"),
        ("0.txt:5:1", "malformed-entry"),
        ("0.txt:7:1", "missing-origin"),
        ("1.txt:1:1", "malformed-entry"),
    ]


def test_files_of_a_layer_are_one_glossary() -> None:
    other = entry("fodder", "zh: 青儲飼料", "en: fodder")
    (found,) = lint(other, SILAGE)
    assert (found.path, found.check) == ("1.txt", "conflicting-source")
    assert "“青储饲料” is “silage” here and “fodder” in `fodder` (0.txt:1)" in found.message


def test_two_entries_that_agree_on_a_term_are_a_duplicate_and_no_conflict() -> None:
    assert told(entry("a-fodder", "zh: 青储饲料", "en: Silage"), SILAGE) == [("1.txt:2:1", "duplicate-source")]


@pytest.mark.parametrize(
    "lines",
    [
        ("wrong: green store", "  use: blue store", *WRONG),
        ("wrong: green store | blue store", "  use: blue store | silage", *WRONG),
    ],
    ids=["a cycle", "a chain"],
)
def test_advice_in_circles_is_found_over_entries(lines: tuple[str, ...]) -> None:
    back = ("wrong: blue store", "  use: green store", "  hit: the ⟦blue store⟧ was", "  miss: the blue door was")
    text = entry("fodder", "zh: 草料", "en: fodder", *back) + "\n" + entry("silage", "zh: 青储饲料", "en: silage", *lines)
    assert told(text) == [("0.txt:4:1", "circular-advice"), ("0.txt:15:1", "circular-advice")]


def test_a_form_that_is_wrong_in_another_context_may_be_used() -> None:
    drainage = (
        "wrong: drive traffic",
        "  use: drainage",
        "  near: wound*",
        "  hit: to ⟦drive traffic⟧ of a wound",
        "  miss: to drive traffic",
    )
    traffic = ("wrong: drainage", "  near: fraud*", "  hit: the ⟦drainage⟧ of fraudsters", "  miss: the drainage of fields")
    text = (
        entry("drainage", "zh: 排液", "en: draining", *drainage) + "\n" + entry("traffic", "zh: 引流", "en: traffic generation", *traffic)
    )
    assert told(text) == []


def test_a_preferred_form_that_is_forbidden_elsewhere_is_circular() -> None:
    first = entry("fodder", "zh: 草料", "en: fodder", "en: feed", "  status: forbidden")
    second = entry("silage", "zh: 青储饲料", "en: feed", "en: fodder", "  status: forbidden")
    assert told(first + "\n" + second) == [("0.txt:4:1", "circular-advice"), ("0.txt:13:1", "circular-advice")]


RIGHT_TERMS = [
    ("zh: 太阳微系统", "en: Sun Microsystems, Inc."),
    ("zh: 雅虎", "en: Yahoo!"),
    ("zh: 二型糖尿病", "en: type 2 diabetes"),
    ("zh: 新冠19", "en: Covid 19"),
    ("zh: 战前和战后", "en: pre- and post-war"),
    ("zh: 工人的", "en: workers'"),
    ("zh: 四川（省）", "en: Sichuan (province)"),
    ("zh: 美元", "en: US$"),
    ("zh: 语言", "en: C++"),
    ("zh: 可能性“大”", "en: the “big” chance"),
    ("fa: می‌خواهم", "en: I want"),
]


@pytest.mark.parametrize("lines", RIGHT_TERMS, ids=lambda lines: lines[1])
def test_a_term_that_only_looks_odd_is_left_alone(lines: tuple[str, str]) -> None:
    assert told(entry("term", *lines)) == []


STRAY = [
    ("zh: 青储饲料，", "en: silage"),
    ("zh: 青储饲料", "en: silage;"),
    ("zh: 青储饲料", "en: - silage"),
    ("zh: 青储饲料", "en: the silage."),
    ("zh: 青储饲料", "en: ｓilage"),
    ("zh: 青储饲料", "en: silage (green"),
    ("zh: 青储《饲料", "en: silage"),
    ("zh: 青储饲料", "en: green\u00a0silage"),
    ("zh: 青储饲料", "en: green  silage"),
    ("zh: 青储饲料", "en: sil\u00adage"),
    ("zh: 青储饲料", "en: sil\x1bage"),
]


@pytest.mark.parametrize("lines", STRAY, ids=ascii)
def test_characters_that_do_not_belong_to_a_term_are_found(lines: tuple[str, str]) -> None:
    assert [check for _, check in told(entry("term", *lines))] == ["stray-character"]


@pytest.mark.parametrize("text", ["skin7", "skin 7", "erythro- cyte"])
def test_residue_of_a_scan_is_found(text: str) -> None:
    assert [check for _, check in told(entry("skin", "zh: 皮肤", f"en: {text}"))] == ["ocr-residue"]


@pytest.mark.parametrize("text", ["silage.*", r"\bsilage", "[a-z]+ silage", "silage|fodder", "scam*", "(?:green )silage"])
def test_a_pattern_is_told_that_terms_are_plain_text(text: str) -> None:
    (found,) = [each for each in lint(entry("silage", "zh: 青储饲料", f"en: {text}")) if each.check == "regex-in-term"]
    assert "terms are plain text" in found.message


SHORT = {
    ("zh: 亩", "en: mu", "  near: hectare*", "  hit: ten ⟦亩|mu⟧ to a hectare", "  miss: ten 亩"): [],
    ("zh: 亩", "en: mu"): ["short-source"],
    ("zh: AI", "en: artificial intelligence"): ["short-source"],
    ("zh: AI", "  case: exact", "en: artificial intelligence"): [],
    ("zh: D", "  case: exact", "en: dimension"): ["short-source"],
    ("zh: ACS", "en: American Chemical Society"): [],
}


@pytest.mark.parametrize("lines", SHORT, ids=lambda lines: lines[0] + lines[1])
def test_a_short_term_needs_conditions(lines: tuple[str, ...]) -> None:
    assert [check for _, check in told(entry("term", *lines))] == SHORT[lines]


def test_a_plural_like_the_singular_and_a_past_like_the_present_say_something() -> None:
    assert told(entry("jin", "zh: 市斤", "en: jin", "  plural: jin")) == []
    assert told(entry("cut", "zh: 切断", "en: cut", "  pos: verb", "  past: cut")) == []


EXAMPLES = {
    "  hit: They placed a tube for 引流 of the wound.": "nothing is marked",
    "  hit: They placed a tube for ⟦流水|drainage⟧ of the wound.": "“流水” is not a term of the glossary",
    "  hit: They placed a tube for ⟦田埂|drainage⟧ of the wound.": "“田埂” is taken from `field-ridge` (0.txt:",
    "  hit: They placed a tube for ⟦引流|drain⟧ of the wound.": "the form taken here is “drainage”",
    "  hit: They paid for ⟦引流|drainage⟧ of customers.": "“traffic generation” is taken here, not “drainage”",
    "  miss: They placed a tube for 引流 of the wound.": "“drainage” is taken for “引流” here",
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_that_does_not_hold_says_what_happens(example: str) -> None:
    traffic = entry("traffic", "zh: 引流", "en: traffic generation", "en: drainage", *SENSE, example)
    (found,) = lint(RIDGE + "\n" + traffic)
    assert (found.check, found.line) == ("failing-example", 16)
    assert EXAMPLES[example] in found.message


WRONG_EXAMPLES = {
    "  hit: He sold the green store there.": "nothing is marked",
    "  hit: He sold the ⟦green door⟧ there.": "“green door” is not reported here",
    "  hit: The green store is a ⟦green store⟧.": "“green store” is reported here too",
    "  miss: He sold the green store there.": "“green store” is reported here",
}


@pytest.mark.parametrize("example", WRONG_EXAMPLES)
def test_a_wrong_form_must_be_reported_where_its_examples_say(example: str) -> None:
    (found,) = lint(entry("silage", "zh: 青储饲料", "en: silage", "wrong: green store", *WRONG, example))
    assert (found.check, found.line) == ("failing-example", 7)
    assert WRONG_EXAMPLES[example] in found.message


def test_reviews_are_measured_by_the_day_and_the_days_asked_for() -> None:
    old = SILAGE.replace("2026-11-21", "2026-11-01")
    assert [each.check for each in lint(old, stale=19)] == ["stale-review"]
    assert lint(old, stale=20) == []
    assert lint(SILAGE.replace("2026-11-21", "2026-11-22")) == []
    for review in ("2026-11-21", "21.11.2026 me", "2026-13-01 me", "me"):
        assert [each.check for each in lint(SILAGE.replace("2026-11-21 tests", review))] == ["bad-review-date"]


def test_checks_are_chosen_by_name() -> None:
    assert chosen(None, None) == BY_ID.keys()
    assert chosen(["unreviewed", "unsorted-entry"], ["unreviewed"]) == {"unsorted-entry"}
    assert [each.check for each in lint(SILAGE + "\n" + RIDGE.replace("source: literal\n", ""), checks={"missing-origin"})] == [
        "missing-origin"
    ]
    with pytest.raises(OptionError, match=r"there is no check 'unsorted'; did you mean unsorted-entry\?"):
        chosen(["unsorted"], None)


def test_many_entries_with_one_term_are_checked_in_one_go() -> None:
    """Each is told of the first; nothing is compared with everything else."""
    text = "\n".join(entry(f"word-{number:05}", "zh: 词语", f"en: word number {number} of many") for number in range(3000))
    assert len(lint(text, checks={"conflicting-source"})) == 2999


SHARED = {
    "a use": ("wrong: green store", "  use: green store {0}"),
    "a rendering": ("en: green store {0}", "wrong: green store"),
    "an example": ("wrong: green store", "  near: word{0}", "  hit: the ⟦green store⟧ of word{0}", "  miss: the green store"),
}


@pytest.mark.parametrize("lines", SHARED, ids=str)
def test_many_entries_with_one_wrong_form_are_checked_in_one_go(lines: str) -> None:
    """Each is compared with the first of them, and its own examples are run all the same."""
    text = "\n".join(
        entry(f"word-{number:05}", "zh: 词语", f"en: word {number}", *(line.format(number) for line in SHARED[lines]))
        for number in range(3000)
    )
    found = lint(text, checks={"wrong-inside-right", "circular-advice", "failing-example"})
    assert len(found) == (0 if lines == "an example" else 3000)


def test_an_example_is_run_however_many_entries_have_its_wrong_form() -> None:
    text = "\n".join(
        entry(f"word-{number:05}", "zh: 词语", f"en: word {number}", *(line.format(number) for line in SHARED["an example"]))
        for number in range(80)
    )
    (found,) = lint(text.replace("⟦green store⟧ of word79\n", "⟦green store⟧ of word\n"), checks={"failing-example"})
    assert (found.concept, "“green store” is not reported here" in found.message) == ("word-00079", True)


TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\n\r"), min_size=1).map(str.strip).filter(bool)


@given(st.lists(TEXT, min_size=1, max_size=4), st.lists(TEXT, min_size=1, max_size=4), st.lists(TEXT, max_size=2))
def test_no_text_breaks_the_linter(sources: list[str], renderings: list[str], wrongs: list[str]) -> None:
    lines = [f"zh: {text}" for text in sources]
    lines += [f"en: {text}\n  near: {text}\n  hit: ⟦{sources[0]}|{text}⟧ {text}" for text in renderings]
    lines += [f"wrong: {text}\n  hit: a ⟦{text}⟧" for text in wrongs]
    for finding in lint(entry("term", *lines) + "\n" + SILAGE):
        assert finding.check in BY_ID
        assert finding.line >= 1
