"""What the score of lines may remove unasked, whatever it thinks of them: where a line is, and what proves the place."""

import numpy as np
import pytest

from cleaner import Cleaner
from cleaner.models.boilerplate import Level
from cleaner.models.line_features import Lines
from cleaner.models.page_features import Known
from cleaner.rules.boilerplate_line.reading import Reading
from cleaner.rules.boilerplate_line.score import MAX_SIZE, removable

FIRST = "The third bridge across the river was opened on Saturday, eleven years after the council first voted for it."
LAST = "The council expects that the bridge will have paid for itself within thirty years, if traffic grows as it did."
SEVERAL = "It was late. Nobody had seen the ferry since noon."
LONG = "Ten walks along the river that start at the station and end at a table with a view, chosen by the readers of this paper and walked by its editors in spring, in rain and in fog, with and without a dog"
LEVEL = Level(0.2, 0.2)


def gone(
    lines: list[str], probability: float = 0.01, *, known: int | None = None, page: float = 0.95, weak: tuple[int, ...] = ()
) -> list[str]:
    """What goes when the score gives every line but the first and the last sentence the same probability of article.

    Args:
        lines: a page with `FIRST` and `LAST`.
        probability: of the others.
        known: number of a line that a phrase removes; -1 makes it nothing.
        page: probability that the text is a page.
        weak: numbers of the lines that a phrase says may be boilerplate.
    """
    measured = Lines("\n".join(lines))
    strength = np.array([2 if number == known else 1 if number in weak else 0 for number in range(len(lines))], dtype=np.int8)
    zeros = np.zeros(len(lines), dtype=np.float32)
    read = Reading(measured, Known(strength, strength.astype(np.uint8)), measured.features(strength), zeros, zeros)
    article = np.array([0.99 if line in (FIRST, LAST) else probability for line in lines])
    out = removable(read, article, page, LEVEL, () if known is None else (known,), ())
    return [line for line, leaves in zip(lines, out.tolist(), strict=True) if leaves]


def test_short_lines_before_and_after_the_article_go() -> None:
    assert gone(["Tide tables", FIRST, LAST, "Ten walks", "Market news"]) == ["Tide tables", "Ten walks", "Market news"]


@pytest.mark.parametrize("line", [SEVERAL, LONG, "“Nobody knows.”", "— Nobody knows, he said."])
def test_what_reads_like_text_stays_where_nothing_proves_boilerplate(line: str) -> None:
    assert gone([FIRST, LAST, line]) == []
    assert gone([FIRST, LAST, "Share on Facebook", line], known=2) == [line]


def test_a_line_longer_than_any_comment_stays_whatever_is_near() -> None:
    assert gone([FIRST, LAST, "Share on Facebook", "word " * (MAX_SIZE // 4)], known=2) == []


def test_inside_the_article_a_list_goes_only_with_a_proof_or_near_certainty() -> None:
    page = [FIRST, "Ten walks", "Market news", LAST]
    assert gone(page, 0.1) == []
    assert gone(page, 0.01) == ["Ten walks", "Market news"]
    assert gone([FIRST, "Share on Facebook", *page[1:]], 0.1, known=1) == ["Ten walks", "Market news"]


def test_one_common_word_proves_nothing_and_two_do() -> None:
    assert gone([FIRST, LAST, "Home", SEVERAL], weak=(2,)) == ["Home"]
    assert gone([FIRST, LAST, "Home", "News", SEVERAL], weak=(2, 3)) == ["Home", "News", SEVERAL]


def test_many_certain_lines_prove_their_place_in_what_is_almost_certainly_a_page() -> None:
    lines = [FIRST, LAST, *(f"Link number {word}" for word in ("one", "two", "three", "four", "five", "six")), SEVERAL]
    assert SEVERAL not in gone(lines)
    assert SEVERAL in gone(lines, page=0.99)


def test_a_page_that_would_lose_most_of_its_sentences_is_one_decision_of_a_reviewer() -> None:
    notices = (
        "We use cookies to improve your experience on this site and to show you personalised advertisements. By continuing you accept our cookie policy.",
        "All rights reserved. No part of this publication may be reproduced without the written permission of the publisher of the Harbour Herald.",
        "Sign up for our newsletter to get the news of the harbour delivered to your inbox every morning, and never miss a story again.",
        "Your email address will not be published. Required fields are marked, and comments are read by an editor before they appear here.",
    )
    head = ("Home", "News", "Sport", "By Ana Brandt | Harbour Herald | Updated: 2026-02-10 09:04", "Share on Facebook")
    text = "\n".join((*head, FIRST, *notices * 3, "Privacy policy", "© 2024 Harbour Herald. All rights reserved."))
    document = Cleaner("en", select=["boilerplate-line"]).clean(text)
    assert document.text == text
    (note,) = (each for each in document.annotations if each.safety == "note")
    assert note.evidence["what"] == "most sentences"
    proposed = [each for each in document.annotations if each.safety == "review"]
    assert len(proposed) == 19
    assert len({each.evidence["run"] for each in proposed}) == 1
