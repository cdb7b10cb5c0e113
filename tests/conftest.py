"""What all tests share: one cleaner for English, the seeds, and Hypothesis profiles."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cleaner import Cleaner
from cleaner.failures import STRICT

os.environ[STRICT] = "1"
"""An error that a rule raises fails the test, here and in every process that a test starts, unless a test says otherwise."""
ROOT = Path(__file__).parent.parent

settings.register_profile("default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def english() -> Cleaner:
    """A cleaner into English with all rules."""
    return Cleaner(target="en")


@pytest.fixture(scope="session")
def seeds() -> dict[str, str]:
    """The five articles by their numbers, line endings as they are."""
    return {path.name[:3]: path.read_bytes().decode() for path in sorted((ROOT / "seeds").glob("*.txt"))}


STORIES = {
    "bridge": (
        "Harbour bridge to close for repairs in spring",
        "The old bridge over the harbour will be closed to cars from March, the city council said on Monday.",
        "Engineers found rust in four of its pillars during an inspection last autumn, and the work is expected to take eight months.",
        "“We looked at every way of keeping one lane open, and none of them was safe,” the head of the roads department told reporters.",
        "Buses will be led through the new tunnel, and the ferry is to run every ten minutes until late in the evening.",
    ),
    "library": (
        "Readers queue for the first night at the library",
        "More than six hundred people came to the town library on Friday, which for the first time stayed open until midnight.",
        "The director had hoped for two hundred, and the café ran out of cake before nine, she said with a laugh.",
        "Children listened to stories under the roof while their parents looked through boxes of old maps and letters.",
        "The next long evening is planned for June, if the council pays for the guards again.",
    ),
    "market": (
        "Farmers move their market to the station square",
        "The weekly market will leave the cathedral and move to the square before the station in May, its speaker said on Thursday.",
        "Stalls had to be turned away all last year because there was no room left for them between the church and the town hall.",
        "Shops near the cathedral fear that they will lose customers, and have collected two thousand signatures against it.",
        "The council wants to look at the figures after one season and then decide for good.",
    ),
    "river": (
        "Salmon return to the upper river",
        "For the first time in forty years young salmon have been counted above the weir, biologists reported this week.",
        "A ladder of stones was built beside the weir three years ago with money from a water company.",
        "The count of ninety fish is small, the biologists wrote, but it shows that the way to the spawning grounds is open.",
        "Anglers are asked to put every salmon back until the stock has grown.",
    ),
}
MENU = (
    "Home",
    "Districts and villages",
    "Our town in pictures",
    "It will rain lightly for {} hours today, and the wind turns north",
    "Tip line 4411",
)
BELOW = (
    "Share",
    "More from the editors’ desk",
    "Readers wrote {} letters about this",
    "Order the printed paper for 14 days",
    "Copyright 2024 The Harbour Courier. All rights reserved.",
)
"""Each page has numbers of its own in these lines."""


@dataclass(frozen=True)
class Newspaper:
    """A made-up newspaper: each page has a story of its own, with the same menu above and the same lines below."""

    stories = STORIES
    around = len(MENU) + len(BELOW)
    """Lines of a page that are not its story."""

    @staticmethod
    def page(name: str, number: int) -> str:
        """A page as its text, with a number of its own in its menu and below."""
        return "\n".join((*(line.format(number) for line in MENU), *STORIES[name], *(line.format(number) for line in BELOW)))

    def pages(self) -> dict[str, str]:
        """All of them."""
        return {name: self.page(name, 9 + number) for number, name in enumerate(STORIES)}


@pytest.fixture(scope="session")
def newspaper() -> Newspaper:
    """Four pages of a site."""
    return Newspaper()
