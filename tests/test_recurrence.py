"""Lines that recur in the texts of a site: what counts as recurring, and what a cleaner does that knows of it."""

import pickle
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner, OptionError, RecurringLines

WEATHER = "It will rain lightly for {} hours today, and the wind turns north"


def recurs(texts: list[str], line: str, sites: list[str] | None = None) -> int:
    """In how many stories a line is said to stand."""
    return RecurringLines.of(texts, sites).articles([line])[0]


def test_a_line_on_three_pages_recurs(newspaper):
    """Three stories are enough, two are not: agencies sell their reports to more than one paper."""
    texts = list(newspaper.pages().values())
    assert recurs(texts[:3], "Our town in pictures") == 3
    assert recurs(texts[:2], "Our town in pictures") == 0


def test_digits_spaces_and_invisible_characters_do_not_tell_lines_apart(newspaper):
    """ "12 hours" and "7 hours" are the same line of the same page."""
    texts = list(newspaper.pages().values())
    assert {
        recurs(texts, line)
        for line in (
            "It will rain lightly for 7 hours today, and the wind turns north",
            "  It will rain\u00a0lightly for 777\thours today, and the wind turns north ",
            "It will ra\u200bin lightly for 12 hours today, and the wind turns north\ufeff",
        )
    } == {4}
    assert recurs(texts, "It will rain lightly for some hours today, and the wind turns north") == 0


def test_a_line_that_stands_twice_on_a_page_counts_once(newspaper):
    """What repeats on one page does not recur on a site."""
    assert (
        recurs(
            [newspaper.page("bridge", 1) + "\nPhoto: archive" * 5, newspaper.page("river", 2), newspaper.page("market", 3)],
            "Photo: archive",
        )
        == 0
    )


def test_copies_of_a_story_count_once(newspaper):
    """A report that three papers print is one story: none of its sentences recurs."""
    copies = [newspaper.page("bridge", number) for number in range(5)]
    assert len(RecurringLines.of(copies)) == 0
    together = [*copies, newspaper.page("river", 9), newspaper.page("market", 8)]
    assert recurs(together, "Our town in pictures") == 3
    assert [recurs(together, line) for line in newspaper.stories["bridge"]] == [0] * 5


def test_copies_that_were_shortened_count_once(newspaper):
    """Half of the long lines are enough to know a story by."""
    lines = newspaper.page("bridge", 1).split("\n")
    copies = [
        "\n".join(lines),
        "\n".join(lines[:8]),
        "\n".join([*lines[:9], "The police have closed two streets beside the river since the early morning, a reader wrote."]),
    ]
    assert len(RecurringLines.of(copies)) == 0


def test_copies_of_a_text_of_short_lines_count_once():
    """Without long lines a text is known by all of its lines."""
    song = "\n".join(("Home", "Share", *(f"the river {letter} and the garden" for letter in "abcdefghij")))
    assert len(RecurringLines.of([song, song, song])) == 0


def test_texts_that_are_no_pages_have_no_lines_that_recur():
    """Judgements say the same things in the same words, and mean them."""
    judgements = [
        f"Smith {letter} v Jones {letter}\nJudgment\nThe facts\nThe claimant bought {goods} from the defendant, who did not deliver them in time and kept the price.\n"
        "For these reasons the claim is dismissed.\nNo order as to costs."
        for letter, goods in zip("abcdef", ("boots", "lamps", "sails", "ropes", "books", "carts"), strict=True)
    ]
    assert len(RecurringLines.of(judgements)) == 0


def test_sites_are_counted_apart(newspaper):
    """A line must stand in three stories of one site; an address names its site."""
    texts = list(newspaper.pages().values())
    assert recurs(texts, "Our town in pictures", ["a", "a", "b", "b"]) == 0
    addresses = ["https://paper.example/1", "http://paper.example:80/x?y", "https://paper.example/", "https://other.example/1"]
    assert recurs(texts, "Our town in pictures", addresses) == 3


def test_the_order_of_the_texts_does_not_matter(newspaper):
    """Nor do their number of lines, blank lines and line ends."""
    texts = list(newspaper.pages().values())
    texts[1] = texts[1].replace("\n", "\r\n\r\n")
    made = [RecurringLines.of(each) for each in permutations(texts)]
    assert all(each == made[0] for each in made)
    assert len(made[0]) == newspaper.around


@given(st.lists(st.lists(st.sampled_from(["", " ", "a", "b1", "b2", "\u200b", "\ud800", "c" * 90, "d" * 2000]), max_size=8), max_size=8))
def test_a_line_recurs_only_where_three_texts_have_it(texts: list[list[str]]):
    """Whatever the texts are, nothing recurs that stands in fewer than three of them."""
    found = RecurringLines.of("\n".join(lines) for lines in texts)
    for line in {line for lines in texts for line in lines}:
        masked = line.replace("1", "2")
        holders = sum(any(each.replace("1", "2") == masked for each in lines) for lines in texts)
        assert found.articles([line])[0] <= (holders if holders >= 3 else 0)


def test_a_page_loses_what_recurs_and_keeps_its_story(newspaper):
    """What recurs goes, and the annotation says in how many articles it does. The article stays, headline and all."""
    texts = newspaper.pages()
    knowing = Cleaner(target="en", recurring=RecurringLines.of(texts.values()))
    for name, text in texts.items():
        document = knowing.clean(text)
        assert document.text.strip() == "\n".join(newspaper.stories[name])
        assert knowing.clean(document.text).text == document.text
    weather = next(each for each in knowing.clean(texts["bridge"]).annotations if "rain lightly" in each.found)
    assert (weather.rule, weather.evidence["stories"], weather.applied) == ("boilerplate-line", 4, True)


def test_that_a_line_recurs_proves_a_page_that_is_too_little_of_one_alone(newspaper):
    """A brief above a line that every page of the site has, and that no phrase knows."""
    slogan = "Tidings from the third floor of the old mill"
    briefs = ["\n".join((*newspaper.stories[name][1:], slogan)) for name in newspaper.stories]
    sites = RecurringLines.of([*(f"{brief}\nShare this article\nPrivacy policy" for brief in briefs)])
    alone, knowing = Cleaner(target="en"), Cleaner(target="en", recurring=sites)
    assert all(slogan in alone.clean(brief).text for brief in briefs)
    assert sum(slogan not in knowing.clean(brief).text for brief in briefs) >= 3


def test_what_recurs_in_texts_that_are_no_pages_stays():
    """Headings that recur in recipes, papers or manuals are theirs."""
    names = ("leek soup", "plum cake", "bean stew", "rye bread")
    recipes = [
        f"{name.title()}\nIngredients\n2 onions and {number} carrots for the {name}\nSome oil\nMethod\nChop everything for the {name} and fry it slowly in the oil until it is soft.\n"
        f"Add water for the {name}, and let it stand on a small fire for {number} minutes.\nServes 4"
        for number, name in enumerate(names, start=3)
    ]
    knowing = Cleaner(target="en", recurring=RecurringLines.of(recipes))
    assert [knowing.clean(each).text for each in recipes] == recipes


def test_a_headline_that_other_pages_link_to_stays(newspaper):
    """A story's own headline is among the related stories of the others; where it stands above its story it is kept."""
    headline = newspaper.stories["river"][0]
    others = [f"{newspaper.page(name, 5)}\n{headline}" for name in ("bridge", "library", "market")]
    own = newspaper.page("river", 4)
    knowing = Cleaner(target="en", recurring=RecurringLines.of([*others, own]))
    assert headline in knowing.clean(own).text
    assert headline not in knowing.clean(others[0]).text


def test_workers_know_what_the_cleaner_knows(newspaper):
    """The lines go along to worker processes."""
    texts = list(newspaper.pages().values())
    knowing = Cleaner(target="en").with_recurring(RecurringLines.of(texts))
    expected = [knowing.clean(each) for each in texts]
    assert list(knowing.pipe(texts, workers=2)) == expected
    assert [pickle.loads(pickle.dumps(knowing)).clean(each) for each in texts] == expected


def test_a_cleaner_that_has_cleaned_can_learn_recurring_lines(newspaper):
    """`with_recurring` works the same before and after the first text, and leaves its cleaner as it was."""
    texts = list(newspaper.pages().values())
    recurring = RecurringLines.of(texts)
    cleaner = Cleaner(target="en")
    before = cleaner.clean(texts[0])
    assert cleaner.with_recurring(recurring).clean(texts[0]) == Cleaner(target="en", recurring=recurring).clean(texts[0]) != before
    assert cleaner.clean(texts[0]) == before


def test_saved_and_loaded(tmp_path: Path, newspaper):
    """A file of keys brings them to other machines; a cleaner takes its path."""
    found = RecurringLines.of(newspaper.pages().values())
    found.save(tmp_path / "lines.txt")
    assert RecurringLines.load(tmp_path / "lines.txt") == found
    assert WEATHER.format(9) not in Cleaner(target="en", recurring=tmp_path / "lines.txt").clean(newspaper.page("bridge", 9)).text
    assert "Harbour" not in (tmp_path / "lines.txt").read_text()
    RecurringLines.of([]).save(tmp_path / "none.txt")
    assert len(RecurringLines.load(tmp_path / "none.txt")) == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is not a file of recurring lines"),
        (b"Home\n", "is not a file of recurring lines"),
        (b"# lines that recur: key, stories\n00000000000000ff 3\nxyz 4\n", ":3: expected a key"),
        (b"# lines that recur: key, stories\n00ff\n", ":2: expected a key"),
        (b"# lines that recur: key, stories\n1ffffffffffffffffffff 3\n", ":2: expected a key"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, content: bytes, says: str):
    """The message says which file and line, and what to do."""
    path = tmp_path / "lines.txt"
    path.write_bytes(content)
    with pytest.raises(OptionError, match=says):
        Cleaner(recurring=path)
