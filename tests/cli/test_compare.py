"""`cleaner compare`: what contradicts itself across documents."""

import json
from pathlib import Path

SEEDS = Path(__file__).parent.parent.parent / "seeds"


def test_the_slip_between_two_articles_is_found(place) -> None:
    done = place.run("compare", SEEDS, "-t", "en", "--format", "json")
    assert done.status == 1
    (row,) = map(json.loads, done.stdout.splitlines())
    assert row["rule"] == "number-conflict"
    assert row["found"] == ["21.7 million", "217.07 billion"]
    assert [Path(path).name[:3] for path in row["paths"]] == ["000", "001"]


def test_articles_that_agree_give_nothing(place) -> None:
    done = place.run("compare", *sorted(SEEDS.glob("00[34]*.txt")), "-t", "en")
    assert done.status == 0
    assert not done.stdout
