"""The learned judge of `boilerplate-line` on pages, and its silence on everything that is no page."""

import random

import pytest

from cleaner import Cleaner, Document, restore

STORY = (
    "Harbour town opens its third bridge",
    "The third bridge across the river was opened on Saturday, eleven years after the council first voted for it.",
    "Engineers from four firms worked on the foundations, which had to be laid in mud up to thirty metres deep.",
    "“We were told it could not be done,” said Ana Brandt, who led the works. “It could, but it took patience.”",
    "About nine thousand people crossed on foot on the first day, the harbour office said, and buses will follow in May.",
    "The old ferry, which carried its first passengers in 1911, will run until the end of the summer.",
    "Its captain, Paul Lind, said he would miss the fog more than the passengers, and then corrected himself.",
    "The council expects that the bridge will have paid for itself within thirty years, if traffic grows as it did.",
)
HEAD = ("Skip to content", "Home", "News", "Sport", "Weather", "Business", "Culture", "Opinion", "Video", "Log in", "Subscribe", "Search")
FOOT = (
    "Share this", "Related stories", "Ten walks along the river", "Ferry strike called off", "What the budget means for you", "Most read",
    "1 Market moves indoors", "2 School wins prize", "3 Road closed for repairs", "Comments (4)", "Sign in to comment", "Newsletter", "About us", "Contact",
    "Privacy policy", "Terms of use", "© 2024 Harbour Herald. All rights reserved.",
)  # fmt: skip
PAGE = "\n".join((*HEAD, *STORY, *FOOT))


@pytest.fixture(scope="module")
def rule() -> Cleaner:
    return Cleaner("en", select=["boilerplate-line"])


@pytest.fixture(scope="module")
def page(rule: Cleaner) -> Document:
    return rule.clean(PAGE)


def test_the_story_of_a_page_stays(page: Document) -> None:
    assert all(line in page.text for line in STORY[1:])


def test_most_of_what_stands_around_it_goes(page: Document) -> None:
    left = [line for line in page.text.split("\n") if line and line not in STORY]
    assert len(left) <= 8


def test_each_line_says_what_it_is_and_how_sure_the_score_is(page: Document) -> None:
    scored = [each for each in page.annotations if "score" in (each.evidence or {})]
    assert scored
    assert all(each.evidence["what"] and 0.5 < each.evidence["score"] <= 1 for each in scored)


def test_lines_of_a_run_are_one_decision(page: Document) -> None:
    runs = [each.evidence.get("run") for each in page.applied]
    assert runs[0] is not None
    assert runs[0] == runs[1]
    assert runs[0] != runs[-1]


def test_what_goes_can_be_taken_back(page: Document) -> None:
    assert restore(page.text, page.annotations) == PAGE


def test_cleaning_again_applies_nothing(rule: Cleaner, page: Document) -> None:
    assert rule.clean(page.text).applied == ()


def test_neighbours_in_a_block_change_nothing(rule: Cleaner, page: Document) -> None:
    assert list(rule.pipe(["One.", PAGE, "Другой текст.\n" * 20]))[1] == page


ARTICLE = "\n\n".join(STORY)
LONG = (
    "The committee, which meets twice a year, decided to publish its minutes, and it asked the members to send corrections before Friday.\n"
)
SILENT = {
    "empty": "",
    "a line": "Share",
    "two lines": "Read more\nHome",
    "an article": ARTICLE,
    "an article with a heading": ARTICLE.replace("About nine", "First passengers\n\nAbout nine"),
    "an article with quotations": ARTICLE.replace("Its captain", "“Fog.”\n“And rain.”\n“Mostly rain.”\n\nIts captain"),
    "Markdown": f"# Tool\n\n{LONG}\n## Install\n\n- Python\n- NumPy\n\n```\npip install tool\n```\n\n## Use\n\n{LONG}\n{LONG}\n## License\n\nMIT\n",
    "code": "import os\n\n\ndef main():\n    path = os.getcwd()\n    print(path)\n    return path\n\n\nif __name__ == '__main__':\n    main()\n",
    "a changelog": "Version 1.2\n* Faster start\n* Fewer crashes\n\nVersion 1.1\n* New icons\n* Search\n\nVersion 1.0\n* First release\n",
    "a poem": "The night is long\nThe lamp is low\nAnd over the field\nThe slow rains go\n\nI wait for the day\nAs the river for rain\nAnd ask of the wind\nTo say it again\n",
    "a list": "Milk\nEggs\nBread\nTwo lemons\nSalt\nCandles\nPaper\nSoap\nTea\n",
    "a dialogue": "ANNA: Are you there?\nPAUL: Yes.\nANNA: Since when?\nPAUL: Noon.\nANNA: And the others?\nPAUL: Gone home.\nANNA: All?\nPAUL: All.\n",
    "a novel's dialogue": f"“Are you there?”\n“Yes,” he said.\n“Since when?”\n“Noon.”\n{LONG.strip()}\n“And the others?”\n“Gone.”\n{LONG.strip()}\n{LONG.strip()}",
    "an invoice": "Invoice 2024-17\nDate: 3 March 2024\nTo: A. Brandt\nBolts 20 x 1.50 30.00\nNuts 20 x 0.50 10.00\nTotal 40.00\nDue in 30 days\n",
    "a table": f"{LONG}{LONG}{LONG}| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n",
    "Chinese": "港口小城开通第三座大桥\n"
    + "这座大桥星期六正式开通，距离市议会第一次投票已经过去了十一年，很多居民一早就来到了河边。\n" * 8,
}


@pytest.mark.parametrize("name", SILENT)
def test_what_is_no_page_loses_nothing(name: str) -> None:
    document = Cleaner(select=["boilerplate-line"]).clean(SILENT[name])
    assert document.applied == ()
    assert document.text == SILENT[name]


def test_a_page_without_a_story_is_marked_and_kept(rule: Cleaner) -> None:
    text = "Home\nBack to top\nShare this page\nAll rights reserved\nPrivacy policy\nTerms of use\nContact us\nFollow us\nLog in\nAdvertisement"
    document = rule.clean(text)
    assert document.text == text
    (marked,) = (each for each in document.annotations if each.safety == "note")
    assert marked.evidence["what"] == "page without a story"
    proposed = [each for each in document.annotations if each.safety == "review"]
    assert [each.found for each in proposed] == text.split("\n")
    assert {each.replacement for each in proposed} == {""}
    assert len({each.evidence["run"] for each in proposed}) == 1


@pytest.mark.parametrize("line", ["Share", "word", "字", STORY[1]])
def test_lines_all_alike_are_kept(rule: Cleaner, line: str) -> None:
    text = "\n".join([line] * 2000)
    assert rule.clean(text).text == text


def test_scripts_mixed_in_every_line_do_no_harm(rule: Cleaner) -> None:
    rng = random.Random(0)
    text = "\n".join("".join(rng.choices("abc где 中文 あい ελ ของ ١٢ .!|", k=30)) for _ in range(300))
    document = rule.clean(text)
    assert restore(document.text, document.annotations) == text
    assert rule.clean(document.text).applied == ()


@pytest.mark.slow
def test_a_million_lines_and_a_line_of_fifty_megabytes(rule: Cleaner) -> None:
    text = "\n".join(["Home", STORY[1]] * 500_000)
    assert rule.clean(text).text == text
    line = "The bridge was opened on Saturday. " * 1_430_000
    assert rule.clean(line).text == line
