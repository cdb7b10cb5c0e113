"""The learned tables: read safely, the same everywhere, and what they count is right."""

from pathlib import Path

import numpy as np
import pytest

from cleaner import Cleaner
from cleaner.errors import ModelError
from cleaner.models import boilerplate as model
from cleaner.models import trees
from cleaner.models.line_context import CONTEXT_FEATURES, among, best_segment, context, neighbours, segments, window_means
from cleaner.models.line_features import FEATURES, GRAM_BITS, GRAMS, WORD_BITS, Block, Lines
from cleaner.models.trees import LEAF_UNIT
from cleaner.scan import Scan

PAGE = "Home\nWorld\n\nThe council met on Monday.\n 12:30 | 3 March 2024\n她说：“我们明天再来。”\n"
POEM = """The Ferry at Dusk

The lamps come on along the quay,
the rope is wet, the planks are grey,
and one by one, as if for me,
the gulls go home across the bay.

I have a ticket for the last boat,
a letter that I will not send,
the collar of my father's coat
and nothing left but to pretend

that when the water takes the light
I shall be glad to be alone.
The ferryman has said goodnight.
The bell is ringing like a stone.
"""
INTERVIEW = """“I never wanted to be a baker”
Anna Holm took over the shop of her parents when she was twenty-two. She talks about early mornings, bread and a flood.

When did you start?
At four in the morning, and I have done so ever since. My mother stood beside me for the first three years and never said a word about it.
Was it hard?
Of course.
What was the worst day?
The flood of 2013. The water stood in the cellar up to the second shelf, and the whole stock of flour was gone before we had even woken up.
And the best?
The day after it. Forty people came with buckets, and nobody asked what they would be paid for it.
What will you do next?
Sleep!
"""
RECIPE = """Lentil soup with lemon

Serves four, and takes about forty minutes from start to finish, most of which you can spend doing something else.

Ingredients
250 g red lentils
1 onion
2 carrots
1 tsp cumin
1 lemon
Salt and pepper

Method
Chop the onion and the carrots and fry them gently in a little oil until they are soft, which takes about ten minutes.
Add the cumin, stir for a minute, then add the lentils and a litre and a half of water and bring everything to the boil.
Simmer for twenty minutes.
Blend half of the soup, pour it back, and season it with lemon juice, salt and pepper before you serve it.

Tip
It tastes better on the next day.
"""
DIALOGUE = """The door opened before she could knock.
“You are late,” he said.
“I know.”
“Come in.”
“Only for a minute. The taxi is waiting at the corner, and the driver did not look like a man who would wait for long.”
“Tea?”
“No.”
He sat down at the table again and moved the papers from one side to the other, as he always did when he had no answer ready.
“So?”
“So it is true,” she said. “All of it. I spoke to the notary this morning, and he showed me the signature himself.”
“Show me.”
She put the letter on the table between them and did not let go of it.
"""
CHORES = """Before you leave the house in winter

An empty house can freeze within two days. These are the things that a neighbour of ours learned the expensive way last January.

- Close the main tap
- Open every other tap
- Empty the dishwasher
- Leave the heating at 8 degrees
- Take the plants to a friend
- Tell someone when you will be back

If you stay away for longer than a month, ask someone to look in once a week; most insurers will not pay for a burst pipe otherwise.
"""
MINUTES = """Minutes of the allotment society, spring meeting
Present: Brook, Castell, Dunne, Ekman, Farrow
Apologies: Grange

The treasurer reported that the year ended with a small surplus, mostly because nobody had to mend the pump. The members thanked her.
Water
The pump will be serviced in April. Dunne asks for two helpers, and Farrow offered his trailer for the heavy parts of it.
Fence
The fence along the railway is down in three places. The meeting agreed to ask the railway first and to pay only if it refuses.
Any other business
None.
"""
LICENCE = """Permission is hereby granted, without charge, to any person who obtains a copy
of this work and of the papers that belong to it (the "Work"), to use the Work in
any way, including the right to copy, change, publish and sell copies of it, as
long as these conditions are met:

Copyright 2014-2019 The Ferrywood Authors
Copyright 2020 J. Ostler
http://ferrywood.example/licence

The notice above and this permission shall stand in all copies of the Work and in
all larger parts of it, where a reader would look for them.

THE WORK IS PROVIDED AS IT IS, WITHOUT WARRANTY OF ANY KIND, AND THE AUTHORS ARE
not liable for any claim that arises from its use, whether in an action of
contract or otherwise.
"""
LETTER = """14 Mill Lane
Easterby
3 March

Dear Mrs Alder,

Thank you for your letter about the hedge. We have measured it again, and you are quite right that it stands forty centimetres on your side of the line.
We shall have it cut back before the end of the month. The gardener comes on Tuesdays; if another day suits you better, please let us know.

With kind regards,
Paul and Irene Whitlock
"""
SPEECH_RU = """Старый мост

— Ты помнишь этот мост?
— Помню.
— Мы стояли здесь, когда пришло письмо, и ты сказал, что теперь всё будет иначе и что бояться больше нечего.
— Я ошибся.
Он посмотрел на воду, потом на часы, потом снова на воду, как будто ждал, что она ответит вместо него.
— Пойдём?
— Пойдём. Только медленно, у меня болит нога, и спешить нам с тобой уже, в сущности, совершенно некуда.
"""
VERSES_ZH = """秋夜

窗外的雨停了
街灯一盏一盏亮起来
母亲在厨房里洗碗
水声像很远的河

父亲坐在门口，把那封信又读了一遍，然后小心地折好，放回了贴着胸口的衣袋里，什么话也没有说。
他说明天会是晴天，可是谁也没有回答他，因为大家都知道，天一亮他就要到很远的地方去了。

我数着屋檐的雨滴
一滴
两滴
三滴
"""
RESULTS = """Herons win the county cup on penalties
The Herons beat Millbrook after extra time on Saturday, in a final that nobody who stood in the rain for it will forget soon.

Herons 2
Millbrook 2
Penalties 4:3
Goals: Adeyemi (12), Stone (88); Marsh (40), Bell (90)

“We practised penalties every evening for a week,” said the captain, who had scored the last one herself with her weaker foot.
The cup stays in the town for a year. It is the first title of the club since it was founded in a school yard in 1961.
"""


def lines_block(*texts: str) -> Block:
    return Block(Scan(texts))


def column(lines: Lines, name: str) -> list[float]:
    features = lines.features(np.zeros(len(lines), dtype=np.int8))
    return [round(float(value), 2) for value in features[:, FEATURES.index(name)]]


def test_blank_lines_do_not_count() -> None:
    assert Lines(PAGE).numbers.tolist() == [0, 1, 3, 4, 5]
    assert len(Lines("")) == 0
    assert len(Lines(" \n\t\n")) == 0


def test_a_line_ends_with_an_end_mark_or_with_a_quote_behind_one() -> None:
    assert column(Lines(PAGE), "ended") == [0, 0, 1, 0, 1]


def test_years_times_and_numbers_are_counted() -> None:
    assert column(Lines(PAGE), "years") == [0, 0, 0, 1, 0]
    assert column(Lines(PAGE), "clock") == [0, 0, 0, 1, 0]
    assert column(Lines(PAGE), "numbers") == [0, 0, 0, 4, 0]


def test_function_words_of_any_language_are_known() -> None:
    lines = Lines("the dog and the cat\nсобака и кошка не в доме\nxyz qwrt")
    assert column(lines, "n functions") == [3, 3, 0]


def test_a_document_counts_the_same_alone_and_in_a_block() -> None:
    block = Block(Scan(("другой текст", PAGE, "", PAGE + PAGE, "more")))
    for index, text in ((1, PAGE), (3, PAGE + PAGE)):
        alone, together = Lines(text), Lines(text, block, index)
        known = np.arange(len(alone), dtype=np.int8)
        assert np.array_equal(alone.features(known), together.features(known))
        assert alone.numbers.tolist() == together.numbers.tolist()
        assert alone.strings() == together.strings()


def test_grams_stay_inside_their_line() -> None:
    lines, cells = lines_block("ab\ncd").grams()
    assert np.bincount(lines).tolist() == [2 + 3 + 2 + 1] * 2
    assert cells.max() < len(GRAMS) << GRAM_BITS
    one = lines_block("cd").grams()[1]
    assert sorted(cells[lines == 1].tolist()) == sorted(one.tolist())


def test_the_score_of_a_head_is_the_weights_of_its_grams_over_the_root_of_their_number() -> None:
    tables, block = model.weights(), lines_block("ab\ncd", "", "x", PAGE, "a line that is longer than what is read of its head " * 3)
    lines, cells = block.grams()
    number = np.bincount(lines, minlength=len(block))
    total = np.bincount(lines, weights=tables.grams[cells], minlength=len(block))
    expected = np.clip(total / np.sqrt(number) * tables.gram_scale[0] + tables.gram_scale[1], -8, 8).astype(np.float32)
    assert np.array_equal(tables.heads_and_words(block)[0], expected)


def test_a_word_has_one_cell_wherever_it_stands_and_cjk_letters_go_in_pairs() -> None:
    lines, cells = lines_block("Rain, rain!\nRAIN 我们来").words()
    assert lines.tolist() == [0, 0, 1, 1, 1]
    assert len(set(cells[:3].tolist())) == 1
    assert len(set(cells.tolist())) == 3
    assert cells.max() < 1 << WORD_BITS
    assert len(lines_block("").words()[0]) == 0


def test_words_that_the_story_repeats_are_counted_function_words_aside() -> None:
    text = "Lantern festival\nImprint\nThe lantern festival drew more people to the harbour than ever."
    assert column(Lines(text), "echoed") == [1, 0, 0]


def test_lines_that_go_on_in_lower_case_run_on() -> None:
    wrapped = "A line that was wrapped by a careful program at\nits end goes on below.\nTags\nand more"
    assert lines_block(wrapped).run_on.tolist() == [1]
    paragraph = (
        "\nThe new bridge over the harbour was opened by the mayor on Sunday, and half of the town came to walk across it in the rain."
    )
    assert lines_block(wrapped + paragraph, PAGE, wrapped).run_on.tolist() == [0, 0, 1]


def test_pipes_around_a_line_are_a_frame_and_no_text() -> None:
    plain, framed = Lines("Share this\n12:30 | 3 March 2024\n"), Lines("| Share this |\n|12:30 | 3 March 2024|\n")
    known = np.zeros(len(plain), dtype=np.int8)
    assert framed.strings() == plain.strings()
    assert np.array_equal(framed.features(known), plain.features(known))
    assert all(np.array_equal(one, other) for one, other in zip(framed.block.grams(), plain.block.grams(), strict=True))


def test_a_line_has_as_many_features_with_its_context_as_the_tables_read() -> None:
    lines = Lines(PAGE)
    score = np.zeros(len(lines), dtype=np.float32)
    assert context(lines.features(score.astype(np.int8)), score, score).shape == (len(lines), CONTEXT_FEATURES)


def test_neighbours_and_windows_see_nothing_beyond_the_document() -> None:
    values = np.array([[1.0], [2.0], [3.0]], dtype=np.float32)
    near, wide = window_means(values)[:, :2].T
    assert near.tolist() == pytest.approx([0, 1 / 3, 1])
    assert wide.tolist() == pytest.approx([5 / 3, 1, 0])
    assert neighbours(values)[:, 2:4].tolist() == [[-1, 2], [1, 3], [2, -1]]
    assert neighbours(values)[0].tolist() == [-1, -1, -1, 2, 3, -1]


def test_the_nearest_lines_of_the_article_are_found_on_both_sides() -> None:
    shares, nearest = among(np.array([[0, 0], [3, 0], [0, 0], [1, 0]], dtype=np.float32))
    assert np.expm1(nearest[:, 0]).round().tolist() == [[99, 1], [99, 2], [1, 1], [2, 99]]
    assert np.expm1(nearest[:, 1]).round().tolist() == [[99, 99]] * 4
    assert shares[:, 0, 0].tolist() == [0, 0, 0.75, 0.75]


def test_lines_know_whether_they_are_in_the_best_run() -> None:
    inside, gap, edge, share, length = segments(np.array([-1, 2, -1, 2, 3, -9, 1], dtype=np.float32)).T
    assert inside.tolist() == [0, 1, 1, 1, 1, 0, 0]
    assert gap.tolist() == [-1, 0, 0, 0, 0, 1, 2]
    assert edge.tolist() == [-1, 0, 1, 1, 0, -1, -1]
    assert set(share.tolist()) == {np.float32((2 - 0 + 2 + 3) / 8)}
    assert set(length.tolist()) == {4}


def test_the_best_segment_has_the_highest_sum() -> None:
    assert best_segment(np.array([-1, 2, -1, 3, -5, 4])) == (1, 4)


def test_the_tables_are_small_and_read_without_pickle() -> None:
    assert model.WEIGHTS.stat().st_size < 2_000_000
    with np.load(model.WEIGHTS, allow_pickle=False) as file:
        assert set(model.NAMES) <= set(file.files)


def test_a_tree_may_be_a_lone_leaf_and_may_have_32_leaves() -> None:
    chain = np.arange(63)
    inner = chain % 2 == 0
    inner[-1] = False
    left, right = (np.where(inner, chain + by, chain) for by in (1, 2))
    alone = np.zeros(63, dtype=np.int16)
    tables = trees.Trees(
        np.zeros((2, 63), dtype=np.int16),
        np.stack((chain, alone)).astype(np.int16),
        np.stack((left, alone)).astype(np.int16),
        np.stack((right, alone)).astype(np.int16),
        np.stack((chain * 10, alone - 300)).astype(np.int16),
        np.array([5]),
    )
    values = np.array([[-9], [0], [1], [21], [60], [999]], dtype=np.int16)
    leaves = np.array([1, 1, 3, 23, 61, 62]) * 10
    assert tables.probabilities(values) == pytest.approx(1 / (1 + np.exp(-(leaves - 300 + 5) / LEAF_UNIT)), abs=1e-6)


def test_trees_agree_with_a_walk_by_hand() -> None:
    tables = model.weights().trees
    grid = np.random.default_rng(0).integers(-200, 2000, (5, CONTEXT_FEATURES)).astype(np.int16)
    for row, got in zip(grid, tables.probabilities(grid), strict=True):
        total = int(tables.base[0])
        for tree in range(len(tables.feature)):
            at = 0
            while tables.left[tree, at] != at or tables.right[tree, at] != at:
                lower = row[tables.feature[tree, at]] <= tables.threshold[tree, at]
                at = int(tables.left[tree, at] if lower else tables.right[tree, at])
            total += int(tables.value[tree, at])
        assert got == pytest.approx(1 / (1 + np.exp(-total / LEAF_UNIT)), abs=1e-6)


def test_confidence_falls_as_the_chance_of_story_grows() -> None:
    told = model.weights().confidences(np.array([0.0, 0.01, 0.1, 0.5, 0.99, 1.0]))
    assert told == sorted(told, reverse=True)
    assert 0 < told[-1] < told[0] < 1


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"gone\.npz is missing: install the package again"):
        model.weights(tmp_path / "gone.npz")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"bad\.npz is damaged .*install the package again"):
        model.weights(path)


def test_tables_of_another_shape_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.npz"
    np.savez(path, **{name: np.zeros(3) for name in (*model.NAMES, *trees.NAMES)})
    with pytest.raises(ModelError, match="do not fit"):
        model.weights(path)


def test_levels_go_from_careful_to_thorough() -> None:
    assert model.LEVELS["careful"] < model.LEVELS["balanced"] < model.LEVELS["thorough"]


def test_nothing_is_learned_at_import() -> None:
    assert Cleaner(select=["boilerplate-line"]).clean("One line.").applied == ()


@pytest.mark.parametrize("level", ["careful", "balanced", "thorough"])
@pytest.mark.parametrize("text", [POEM, INTERVIEW, RECIPE, DIALOGUE, CHORES, MINUTES, LICENCE, LETTER, SPEECH_RU, VERSES_ZH, RESULTS])
def test_ordinary_texts_of_short_lines_come_back_as_they_are(text: str, level: str) -> None:
    cleaner = Cleaner(select=["boilerplate-line"], boilerplate=level)
    assert cleaner.clean(text).text == text
