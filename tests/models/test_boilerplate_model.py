"""The learned tables: read safely, the same everywhere, and what they count is right."""

from pathlib import Path

import numpy as np
import pytest

from cleaner import Cleaner
from cleaner.errors import ModelError
from cleaner.models import boilerplate as model
from cleaner.models.line_features import FIGURES, GRAM_BITS, GRAMS, Lines, best_segment, shifted, window_means
from cleaner.scan import Scan

PAGE = "Home\nWorld\n\nThe council met on Monday.\n 12:30 | 3 March 2024\n她说：“我们明天再来。”\n"


def column(lines: Lines, name: str) -> list[float]:
    figures = lines.figures(np.zeros(len(lines), dtype=np.int8))
    return [round(float(value), 2) for value in figures[:, FIGURES.index(name)]]


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
    scan = Scan(("другой текст", PAGE, "more"))
    alone, together = Lines(PAGE), Lines(PAGE, scan, scan.text_starts[1])
    known = np.zeros(len(alone), dtype=np.int8)
    assert np.array_equal(alone.figures(known), together.figures(known))
    assert all(np.array_equal(one, other) for one, other in zip(alone.grams(), together.grams(), strict=True))


def test_grams_stay_inside_their_line() -> None:
    lines, cells = Lines("ab\ncd").grams()
    assert np.bincount(lines).tolist() == [2 + 3 + 2 + 1] * 2
    assert cells.max() < len(GRAMS) << GRAM_BITS
    one = Lines("cd").grams()[1]
    assert sorted(cells[lines == 1].tolist()) == sorted(one.tolist())


def test_windows_see_nothing_beyond_the_document() -> None:
    values = np.array([[1.0], [2.0], [3.0]], dtype=np.float32)
    before, after = window_means(values, 2)
    assert before.ravel().tolist() == [0, 0.5, 1.5]
    assert after.ravel().tolist() == [2.5, 1.5, 0]
    assert shifted(values, 1, -1).ravel().tolist() == [2, 3, -1]
    assert shifted(values, -1, -1).ravel().tolist() == [-1, 1, 2]


def test_the_best_segment_has_the_highest_sum() -> None:
    assert best_segment(np.array([-1, 2, -1, 3, -5, 4])) == (1, 4)


def test_the_tables_are_small_and_read_without_pickle() -> None:
    assert model.WEIGHTS.stat().st_size < 2_000_000
    with np.load(model.WEIGHTS, allow_pickle=False) as file:
        assert set(model.NAMES) <= set(file.files)


def test_trees_agree_with_a_walk_by_hand() -> None:
    tables = model.weights()
    lines = Lines(PAGE)
    grid = np.random.default_rng(0).integers(-200, 2000, (5, int(tables.feature.max()) + 1)).astype(np.int16)
    for row, got in zip(grid, tables.trees(grid), strict=True):
        total = int(tables.base[0])
        for tree in range(len(tables.feature)):
            at = 0
            while tables.left[tree, at] != at or tables.right[tree, at] != at:
                lower = row[tables.feature[tree, at]] <= tables.threshold[tree, at]
                at = int(tables.left[tree, at] if lower else tables.right[tree, at])
            total += int(tables.value[tree, at])
        assert got == pytest.approx(1 / (1 + np.exp(-total / model.LEAF_UNIT)), abs=1e-6)
    assert len(tables.story(lines, np.zeros(len(lines), dtype=np.int8))) == len(lines)


def test_confidence_falls_as_the_chance_of_story_grows() -> None:
    told = [model.weights().confidence(story) for story in (0.0, 0.01, 0.1, 0.5, 0.99, 1.0)]
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
    np.savez(path, **{name: np.zeros(3) for name in model.NAMES})
    with pytest.raises(ModelError, match="do not fit"):
        model.weights(path)


def test_levels_go_from_careful_to_thorough() -> None:
    careful, balanced, thorough = (model.LEVELS[name] for name in ("careful", "balanced", "thorough"))
    for dense in (0.0, 0.6, 0.7, 1.0):
        assert model.limit(careful, dense) < model.limit(balanced, dense) < model.limit(thorough, dense)


def test_nothing_is_learned_at_import() -> None:
    assert Cleaner(select=["boilerplate-line"]).clean("One line.").applied == ()
