"""The score that tells scraped pages from other texts: read safely, the same everywhere, silent on what is not a page."""

import json
from pathlib import Path

import numpy as np
import pytest

from cleaner import Cleaner, Document
from cleaner.errors import ModelError
from cleaner.models import page as model
from cleaner.models import trees
from cleaner.models.boilerplate import weights as line_weights
from cleaner.models.line_features import Block
from cleaner.models.page_features import KNOWN, KNOWN_IN_PLACE, NOTHING_KNOWN, OF_PLACE, Known, PageFeatures
from cleaner.scan import Scan

ARTICLE = (
    "Harbour town opens its third bridge",
    "The third bridge across the river was opened on Saturday, eleven years after the council first voted for it.",
    "Engineers from four firms worked on the foundations, which had to be laid in mud up to thirty metres deep.",
    "About nine thousand people crossed on foot on the first day, the harbour office said, and buses will follow in May.",
    "The council expects that the bridge will have paid for itself within thirty years, if traffic grows as it did.",
)
HEAD = (
    "Skip to content",
    "Home",
    "News",
    "Sport",
    "Weather",
    "Log in",
    "Subscribe",
    "By Ana Brandt | Harbour Herald | Updated: 2024-03-03 10:15",
)
FOOT = (
    "Share this article",
    "Related stories",
    "Ferry strike called off",
    "Most read",
    "About us",
    "Privacy policy",
    "© 2024 Harbour Herald. All rights reserved.",
)
PAGE = "\n".join((*HEAD, *ARTICLE, *FOOT))
SPOKEN = (
    "Are you there?",
    "Yes.",
    "Since when?",
    "No idea, it was dark.",
    "Share it with me.",
    "100%",
    "Top!",
    "Home, I said.",
    "OK.",
    "Follow us, quick!",
)
CUES = "\n".join(f"{number}\n00:00:{number:02},000 --> 00:00:{number:02},900\n{SPOKEN[number % 10]}\n" for number in range(60))
OTHERS = {
    "subtitles": CUES,
    "captions": "WEBVTT\n\n" + CUES.replace(",000", ".000").replace(",900", ".900"),
    "lyrics with times": "".join(f"[00:{number:02}.50]{SPOKEN[number % 10]}\n" for number in range(40)),
    "a chat": "".join(f"<{'ana' if number % 2 else 'paul'}> {SPOKEN[number % 10]}\n" for number in range(40)),
    "a log": "".join(f"2024-03-03 10:{number:02}:07 INFO  server: request {number} of 10.0.0.{number} took {number * 3} ms\n" for number in range(50)),
    "code": "".join(f"def page_{number}(lines):\n    share = [line for line in lines if line != {number}]\n    return share\n\n\n" for number in range(15)),
    "JSON": json.dumps({f"item {number}": {"share": "Share this article", "top": "Back to top"} for number in range(10)}, indent=2),
    "a table": "| year | ships | tons |\n| --- | --- | --- |\n" + "".join(f"| {1950 + number} | {number * 7} | {number * 912} |\n" for number in range(30)),
    "a recipe": "Lentil soup\n\nIngredients\n250 g red lentils\n1 onion\n2 carrots\n1 tsp cumin\nSalt\n\nMethod\n"
    "Chop the onion and the carrots and fry them gently in a little oil until they are soft.\nAdd the lentils and a litre of water.\nServe hot.\n",
    "a statute": "".join(f"Article {number}\n\n(1) The council decides on the fees of the harbour.\n(2) Its decision is published.\n\n" for number in range(1, 20)),
    "a play": "".join(f"{'ANNA' if number % 2 else 'PAUL'}. {SPOKEN[number % 10]}\n" for number in range(40)),
    "an article": "\n\n".join(ARTICLE),
}  # fmt: skip


@pytest.fixture(scope="module")
def rule() -> Cleaner:
    return Cleaner("en", select=["boilerplate-line"])


def test_a_page_is_one(rule: Cleaner) -> None:
    assert rule.clean(PAGE).page > 0.9


@pytest.mark.parametrize("name", OTHERS)
def test_other_texts_come_back_as_they_were_and_nothing_is_said_of_them(rule: Cleaner, name: str) -> None:
    document = rule.clean(OTHERS[name])
    assert document.text == OTHERS[name]
    assert document.annotations == ()


def test_the_probability_is_that_of_the_text_as_it_came_in(rule: Cleaner) -> None:
    document = rule.clean(PAGE)
    assert document.applied
    assert document.page > rule.clean(document.text).page


@pytest.mark.parametrize("text", ["", "\n\n", "One line.", "Share"])
def test_what_has_nothing_around_it_is_not_a_page(rule: Cleaner, text: str) -> None:
    assert rule.clean(text).page == 0


def test_the_user_may_say_it() -> None:
    assert Cleaner("en", page=False).clean(PAGE).text == PAGE
    said = Cleaner("en", select=["boilerplate-line"], page=True).clean("\n".join((ARTICLE[1], "Share this article")))
    assert (said.page, said.text.strip()) == (1, ARTICLE[1])


def test_company_changes_nothing(rule: Cleaner) -> None:
    texts = [*OTHERS.values(), PAGE]
    together: list[Document] = list(rule.pipe(texts))
    assert [each.page for each in together] == [rule.clean(text).page for text in texts]


def features(*texts: str) -> PageFeatures:
    block = Block(Scan(texts))
    return PageFeatures(block, *line_weights().heads_and_words(block))


def known_of(text: str, *strong: int, weak: tuple[int, ...] = ()) -> Known:
    known = Known(*np.zeros((2, len(Block(Scan((text,))))), dtype=np.uint8))
    known.strength[list(strong)], known.strength[list(weak)] = 2, 1
    known.category[list(strong)] = known.category[list(weak)] = 3
    return known


def test_a_document_has_as_many_features_as_the_trees_read() -> None:
    assert features(PAGE).row(0, known_of(PAGE)).shape == (model.FEATURES,)


def test_the_features_of_a_document_are_the_same_in_any_company() -> None:
    together = features("", PAGE, " ", *OTHERS.values(), PAGE, "")
    for index, text in ((1, PAGE), *enumerate(OTHERS.values(), start=3), (3 + len(OTHERS), PAGE)):
        known = known_of(text, 0, weak=(1,))
        assert np.array_equal(features(text).row(0, known), together.row(index, known))


def test_what_the_phrase_tables_know_is_added_in_columns_of_its_own() -> None:
    page = features(PAGE)
    nothing, something = page.row(0, known_of(PAGE)), page.row(0, known_of(PAGE, 0, 1, weak=(2,)))
    assert np.allclose(nothing[KNOWN : KNOWN + len(NOTHING_KNOWN)], NOTHING_KNOWN)
    columns = {
        *range(KNOWN, KNOWN + len(NOTHING_KNOWN)),
        *(KNOWN_IN_PLACE + place * OF_PLACE + each for place in range(3) for each in range(3)),
    }
    assert set(np.flatnonzero(nothing != something).tolist()) <= columns
    assert np.allclose(something[KNOWN : KNOWN + 6], [np.log(3), 2 / 20, np.log(2), 1 / 20, 1, 1])


def test_the_trees_are_small() -> None:
    assert model.WEIGHTS.stat().st_size < 200_000


def test_trees_of_another_make_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.npz"
    np.savez(path, **{name: np.zeros(3) for name in trees.NAMES})
    with pytest.raises(ModelError, match=r"old\.npz is damaged .*page=True"):
        model.weights(path)
